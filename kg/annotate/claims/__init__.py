"""Claims: every fact given to the one who says it, and the propositions of each statement.

A fact whose words stand in the content of a statement is that speaker's claim and nobody else's; what stands outside
all contents is the article's own. A clause of a statement that no fact covers becomes a claim without a triple.
"""

from __future__ import annotations

from dataclasses import replace

from kg.annotate.about import FIRST_PERSON, expanded, inside, outermost
from kg.annotate.base import Annotator, Draft, Fact
from kg.annotate.claims.modality import modality, negated
from kg.annotate.claims.parse import acts, mention_at
from kg.annotate.claims.propositions import Proposition, propositions, trim
from kg.annotate.claims.text import clause_text, name_of, sentence, wordings
from kg.model import Claim, Quantity, Ref, Span, Statement, Value

PROGRESS = "i:bargaining-conduct"  # progress is made in talks, which the clause itself need not name
CONDITIONS = {"if", "unless", "whether"}  # what hangs on a condition is not all said by a triple
MOST = 0.7  # share of the words of a clause without a verb that triples rest on


def run(draft: Draft) -> None:
    """Fills `draft.claims`: facts, positions, documents, groups, free claims; then numbers still without a claim."""
    found = [from_fact(draft, fact) for fact in (*draft.facts, *standing(draft))]
    found = merged(found)
    for statement in draft.statements:
        found.extend(free(draft, statement, found))
    found.extend(leftover(draft, found))
    draft.claims[:] = sorted(found, key=lambda c: (c.spans[0], c.statement or "", c.predicate or "", c.text))


def from_fact(draft: Draft, fact: Fact) -> Claim:
    """The claim of the innermost statement that says the fact, or of the article."""
    statement, span = sayer(draft, fact.span)
    return Claim(
        text=sentence(fact.text),
        spans=(span,),
        statement=statement.key if statement else None,
        modality=fact.modality,
        negated=fact.negated,
        subject=fact.subject,
        predicate=fact.predicate,
        object=fact.object,
        as_of=fact.as_of,
        times=fact.times,
        quantities=fact.quantities,
        rule=fact.rule or "claims.fact",
        confidence=fact.confidence,
    )


def sayer(draft: Draft, span: Span) -> tuple[Statement | None, Span]:
    """Who says the words of a span, with the part of it that lies in the content.

    Words that lie partly in a content are the speaker's where most of them are: an article that only leads over to a
    quotation is not made to assert it.
    """
    holding = [(c.end - c.start, s.content[0], s) for s in draft.statements for c in s.content if c.holds(span)]
    if holding:
        return min(holding, key=lambda item: item[:2])[2], span
    best: tuple[int, Statement, Span] | None = None
    for statement in draft.statements:
        for piece in statement.content:
            part = Span(max(piece.start, span.start), min(piece.end, span.end))
            size = part.end - part.start
            if size * 2 > span.end - span.start and (best is None or size > best[0]):
                best = size, statement, part
    return (best[1], best[2]) if best else (None, span)


def merged(claims: list[Claim]) -> list[Claim]:
    """Each triple once per sayer, with the spans, times and quantities of all its places."""
    found: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        obj = (claim.object.lexical, claim.object.datatype) if isinstance(claim.object, Value) else claim.object
        key = (claim.statement, claim.subject, claim.predicate, obj, claim.negated, claim.as_of)
        old = found.get(key)
        if old is None:
            found[key] = claim
            continue
        found[key] = replace(
            old,
            spans=tuple(sorted({*old.spans, *claim.spans})),
            times=tuple(dict.fromkeys((*old.times, *claim.times))),
            quantities=tuple(dict.fromkeys((*old.quantities, *claim.quantities))),
            confidence=max(old.confidence, claim.confidence),
        )
    return list(found.values())


def standing(draft: Draft) -> list[Fact]:
    """What the text says of people, groups and documents: who employs them, who issued them."""
    facts = []
    for p in draft.positions:
        body = draft.entities.get(p.organization or "")
        if body is not None and body.kind == "Employer" and p.person in draft.entities and p.standing == "current":
            name = draft.entities[p.person].name
            text = wordings()["position"].format(person=name, role=p.role, organization=body.name)
            facts.append(Fact(p.person, "employedBy", body.ref, p.span, text, rule=p.rule, confidence=p.confidence))
    for e in draft.entities.values():
        spans = sorted(m.span for m in draft.mentions if m.target == e.ref and m.kind != "pronoun")
        if e.kind != "Collective" or not spans:
            continue
        if e.employer and draft.entities[e.employer].kind == "Employer":
            text = wordings()["employed"].format(group=e.name, employer=draft.entities[e.employer].name)
            facts.append(Fact(e.ref, "employedBy", e.employer, spans[0], text, rule=e.rule, confidence=e.confidence))
    for d in draft.documents:
        for issuer in d.issuers:
            name = name_of(draft, issuer)[0]
            if name and d.spans:
                text = wordings()["document"].format(issuer=name, document=d.label)
                facts.append(
                    Fact(d.ref, "wasAttributedTo", issuer, d.spans[0], text, rule=d.rule, confidence=d.confidence)
                )
    return facts


def free(draft: Draft, statement: Statement, claims: list[Claim]) -> list[Claim]:
    """One claim for each clause of a statement that no triple covers; at least one claim for a statement."""
    mine = [c for c in claims if c.statement == statement.key]
    clauses = propositions(draft, statement)
    open_ = [c for c in clauses if not covered(draft, statement, c, mine)]
    if not open_ and not mine:
        open_ = clauses[:1]
    return [from_clause(draft, statement, c) for c in open_]


def covered(draft: Draft, statement: Statement, clause: Proposition, claims: list[Claim]) -> bool:
    """Whether triples say what the clause says: they rest on its verb, or on most of its words where it has none, and
    no judgment, request, denial or number is lost."""
    triples = [c for c in claims if c.predicate and touches(c, clause)]
    put = modality_of(draft, statement, clause)
    if (
        not triples
        or put in {"Opinion", "Request"}
        or (put == "Expectation" and put not in {c.modality for c in triples})
    ):
        return False
    if any(t.lower_ in CONDITIONS for s in clause.spans for t in draft.tokens(s)):
        return False
    if negated(clause) and not any(c.negated for c in triples):
        return False
    held = {key for c in triples for key in c.quantities}
    if any(q.key not in held for q in draft.quantities if any(s.holds(q.span) for s in clause.spans)):
        return False
    spans = [s for c in triples for s in c.spans]
    if clause.verb is not None:
        return any(s.start <= clause.verb.idx < s.end for s in spans)
    words = [t for s in clause.spans for t in draft.tokens(s) if t.pos_ in {"NOUN", "PROPN", "VERB", "ADJ", "NUM"}]
    said = [t for t in words if any(s.start <= t.idx < s.end for s in spans)]
    return len(said) >= MOST * len(words)


def touches(claim: Claim, clause: Proposition) -> bool:
    """Whether a claim and a clause share words."""
    return any(s.overlaps(p) for s in claim.spans for p in clause.spans)


def from_clause(draft: Draft, statement: Statement, clause: Proposition) -> Claim:
    """The claim that a clause makes, in the words of the clause."""
    refs, issues = spoken_of(draft, statement.speakers, clause.spans)
    if PROGRESS in issues:
        refs = (*refs, *talks(draft, statement, refs))
    whole = tuple(r for r in statement.about if not r.startswith("i:"))
    about = refs or issues or whole or statement.speakers or ("article",)
    return Claim(
        text=clause_text(draft, statement, clause),
        spans=clause.spans,
        statement=statement.key,
        modality=modality_of(draft, statement, clause),
        negated=negated(clause),
        about=about,
        issues=issues,
        times=tuple(t.key for t in draft.times if any(s.holds(w) for s in clause.spans for w in t.spans)),
        quantities=tuple(q.key for q in draft.quantities if any(s.holds(q.span) for s in clause.spans)),
        rule="claims.clause",
        confidence=round(0.9 * statement.confidence, 3),
    )


def modality_of(draft: Draft, statement: Statement, clause: Proposition) -> str:
    """The modality of a clause, with what is known of its subject."""
    subject = mention_at(draft, clause.subject) if clause.subject is not None else None
    agent = subject is None or (subject.target or "e:").startswith("e:")
    return modality(statement, clause, agent, subject is not None and acts(draft, subject))


def talks(draft: Draft, statement: Statement, refs: tuple[Ref, ...]) -> tuple[Ref, ...]:
    """The negotiation that the statement is about, if it is one and the clause does not name it."""
    kinds = {a.ref: a.kind for a in draft.actions}
    found = [r for r in statement.about if kinds.get(r) == "Negotiation"]
    return (found[0],) if len(found) == 1 and found[0] not in refs else ()


def spoken_of(
    draft: Draft, speakers: tuple[Ref, ...], spans: tuple[Span, ...]
) -> tuple[tuple[Ref, ...], tuple[Ref, ...]]:
    """Entities and actions, and issues, that spans mention, in reading order; the speaker where the words are "I"."""
    refs: list[Ref] = []
    for span in spans:
        for mention in outermost(draft, draft.mentions_in(span)):
            if mention.target is None:
                continue
            if draft.words(mention.span).lower() in FIRST_PERSON - {"i"}:
                continue
            refs.extend(expanded(draft, mention.target))
    found = tuple(dict.fromkeys(refs))
    return tuple(r for r in found if not r.startswith("i:")), tuple(r for r in found if r.startswith("i:"))


def leftover(draft: Draft, claims: list[Claim]) -> list[Claim]:
    """A claim for each number that none holds yet: that of its sentence, by the one who says it."""
    used = {key for c in claims for key in c.quantities}
    rows: dict[tuple[str, Span], list[Quantity]] = {}
    for quantity in draft.quantities:
        if quantity.key in used or any(s.overlaps(quantity.span) for s in draft.structure.skip):
            continue
        statement, _ = sayer(draft, quantity.span)
        around = clause_around(draft, statement, quantity.span)
        rows.setdefault((statement.key if statement else "", around), []).append(quantity)
    return [from_numbers(draft, key, around, found) for (key, around), found in rows.items()]


def clause_around(draft: Draft, statement: Statement | None, span: Span) -> Span:
    """The words around a number that one and the same voice says: its sentence, cut at what others say in it."""
    sent = draft.sentence(span.start)
    start, end = sent.start_char, sent.start_char + len(sent.text.rstrip())
    if statement is not None:
        piece = inside(statement, span) or statement.content[0]
        start, end = max(piece.start, start), min(piece.end, end)
    else:
        for other in (c for s in draft.statements for c in s.content):
            if other.end <= span.start:
                start = max(start, other.end)
            elif other.start >= span.end:
                end = min(end, other.start)
    around = trim(draft, Span(start, end), Span(start, end))
    return around if around is not None and around.holds(span) else span


def from_numbers(draft: Draft, key: str, around: Span, found: list[Quantity]) -> Claim:
    """A claim that holds numbers, in the words of their sentence."""
    statement = next((s for s in draft.statements if s.key == key), None)
    sayers = statement or Statement(key="", mode="indirect", content=(around,))
    refs, issues = spoken_of(draft, sayers.speakers, (around,))
    clause = Proposition(None, None, (around,))
    text = clause_text(draft, replace(sayers, speakers=(), cue_lemma=None), clause)
    return Claim(
        text=text,
        spans=(around,),
        statement=key or None,
        about=refs or issues or sayers.speakers or ("article",),
        issues=issues,
        quantities=tuple(q.key for q in found),
        rule="claims.number",
        confidence=0.8,
    )


ANNOTATOR = Annotator(
    "claims",
    needs=("statements", "facts", "mentions", "positions", "documents", "quantities", "times"),
    adds=("claims",),
    run=run,
)
