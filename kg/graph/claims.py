"""Claims, the quantities they hold, and the direct triples that an article's own voice supports."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from kg.graph.corrections import note
from kg.graph.figures import first, quantity
from kg.graph.sheet import EMPLOYER, Sheet
from kg.graph.terms import TRUE, domain, is_a, reach, term, text, typed
from kg.model import Claim, Value

# Properties that stand in claims only: they change from article to article, or depend on who counts.
NEVER_DIRECT = frozenset({term("status"), term("quantity")})
# What is judged or asked for does not become a triple, even where the article itself judges.
ASSERTING = frozenset({"Fact", "Plan", "Expectation"})
MAKES_EMPLOYER = frozenset({term("employer"), term("employedBy")})


def write(sheet: Sheet) -> None:
    """Writes all claims. A quantity that no claim speaks of is left out: it belongs to a claim or nowhere."""
    quantities: dict[str, NamedNode] = {}
    by_key = {q.key: q for q in sheet.extraction.quantities}
    for claim in sheet.extraction.claims:
        for key in claim.quantities:
            if key not in by_key:
                raise sheet.unknown(key)
            if key not in quantities:
                quantities[key] = quantity(sheet, by_key[key])
    for claim in sheet.extraction.claims:
        _claim(sheet, claim, quantities)


def _claim(sheet: Sheet, claim: Claim, quantities: dict[str, NamedNode]) -> None:
    me = sheet.named("claim", first(claim.spans))
    sheet.type(me, term("Claim"))
    sheet.add(me, "assertedIn", sheet.article if claim.statement is None else sheet.resolve(f"s:{claim.statement}"))
    sheet.add(me, "claimText", text(claim.text))
    sheet.add(me, "modality", term(f"lab:{claim.modality}"))
    sheet.add(me, "negated", TRUE if claim.negated else None)
    sheet.add(me, "wasDerivedFrom", note(sheet, claim.note))
    sheet.add(me, "correctedBy", note(sheet, claim.corrected_by))
    if claim.subject and claim.predicate and claim.object is not None:
        _triple(sheet, claim, me)
    sheet.add(me, "about", *sheet.resolve_all(claim.about))
    sheet.add(me, "issue", *sheet.resolve_all(claim.issues))
    sheet.add(me, "asOf", typed(claim.as_of, "date") if claim.as_of else None)
    sheet.add(me, "when", *(sheet.time(key) for key in claim.times))
    sheet.add(me, "quantity", *(quantities[key] for key in claim.quantities))
    sheet.spans(me, "mentionSpan", claim.spans)
    sheet.product(me, claim.rule, claim.confidence)


def _triple(sheet: Sheet, claim: Claim, me: NamedNode) -> None:
    assert claim.subject is not None
    assert claim.predicate is not None
    assert claim.object is not None
    subject, prop = sheet.resolve(claim.subject), term(claim.predicate)
    value: NamedNode | Literal
    if isinstance(claim.object, Value):
        value = typed(claim.object.lexical, claim.object.datatype)
        sheet.add(me, "claimValue", value)
    else:
        value = sheet.resolve(claim.object)
        sheet.add(me, "claimObject", value)
        if prop in MAKES_EMPLOYER and claim.stands:
            sheet.fit(value, EMPLOYER)
    sheet.add(me, "claimSubject", subject)
    sheet.add(me, "claimPredicate", prop)
    if claim.statement is None and claim.stands and claim.modality in ASSERTING and prop not in NEVER_DIRECT:
        _direct(sheet, subject, prop, value)


def _direct(sheet: Sheet, subject: NamedNode, prop: NamedNode, value: NamedNode | Literal) -> None:
    """The bare triple, where both ends fit the property."""
    of = domain(prop)
    if of is not None and not is_a(sheet.kinds.get(subject, set()), of):
        return
    wanted = reach(prop)
    # A node without a class on the sheet is a term of the ontology: an issue or a code-list value.
    if isinstance(value, Literal) or value not in sheet.kinds or sheet.fit(value, wanted):
        sheet.put(subject, prop, value)
