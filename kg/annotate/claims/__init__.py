"""Claims: every fact given to the one who says it, and the propositions of each statement.

A fact whose words stand in the content of a statement is that speaker's claim and nobody else's; what stands outside
all contents is the article's own. A clause of a statement that no fact covers becomes a claim without a triple.
"""

from __future__ import annotations

from dataclasses import replace

from kg.annotate.base import Annotator, Draft, Fact
from kg.annotate.claims.modality import modality, negated
from kg.annotate.claims.numbers import leftover
from kg.annotate.claims.parse import acts, mention_at
from kg.annotate.claims.propositions import Proposition, propositions
from kg.annotate.claims.sayers import sayer, spoken_of
from kg.annotate.claims.standing import standing
from kg.annotate.claims.text import clause_text, sentence
from kg.model import Claim, Ref, Span, Statement, Value

PROGRESS = "i:bargaining-conduct"  # progress is made in talks, which the clause itself need not name
CONDITIONS = {"if", "unless", "whether"}  # what hangs on a condition is not all said by a triple
UNPLANNED = {
    "status",
    "issue",
    "employer",
    "employedBy",
    "wasAttributedTo",
    "organizer",
}  # what is so, not to be expected
MOST = 0.7  # share of the words of a clause without a verb that triples rest on
INFERRED = 0.5  # a fact no surer than this follows from the rest of the story and is not stated in its words


def run(draft: Draft) -> None:
    """Fills `draft.claims`: facts, positions, documents, groups, free claims; then numbers still without a claim."""
    given = [from_fact(draft, fact) for fact in (*draft.facts, *standing(draft))]
    found = merged([claim for claim in given if claim is not None])
    for statement in draft.statements:
        free(draft, statement, found)
    found.extend(leftover(draft, found))
    draft.claims[:] = sorted(found, key=lambda c: (c.spans[0], c.statement or "", c.predicate or "", c.text))


def from_fact(draft: Draft, fact: Fact) -> Claim | None:
    """The claim of the innermost statement that says the fact, or of the article.

    None for what is only inferred from words that a speaker says: it is not what he said.
    """
    statement, span = sayer(draft, fact.span)
    if statement is not None and fact.confidence <= INFERRED:
        return None
    return Claim(
        text=sentence(fact.text),
        spans=tuple(sorted({span, *fact.also})),
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


def free(draft: Draft, statement: Statement, claims: list[Claim]) -> None:
    """Adds one claim for each clause of a statement that no triple covers; at least one claim for a statement.

    The times of a clause that triples cover, and the numbers that count what they are about, hang on these.
    """
    mine = {i for i, c in enumerate(claims) if c.statement == statement.key}
    clauses = propositions(draft, statement)
    open_: list[tuple[Proposition, str]] = []
    for clause in clauses:
        put = modality_of(draft, statement, clause)
        carriers = [i for i in sorted(mine) if claims[i].predicate and touches(claims[i], clause)]
        if put == "Expectation":
            for i in carriers:
                if claims[i].modality in {"Plan", "Fact"} and claims[i].predicate not in UNPLANNED:
                    claims[i] = replace(claims[i], modality=put)
        hang(draft, clause, claims, carriers)
        if not covered(draft, clause, put, [claims[i] for i in carriers]):
            open_.append((clause, put))
    if not open_ and not mine:
        open_ = [(clause, modality_of(draft, statement, clause)) for clause in clauses[:1]]
    held = {key for c in claims for key in c.quantities}
    for clause, put in open_:
        claims.append(from_clause(draft, statement, clause, put, held))
        held.update(claims[-1].quantities)


def hang(draft: Draft, clause: Proposition, claims: list[Claim], carriers: list[int]) -> None:
    """Gives the numbers of a clause that no claim carries yet to the triple about what they count, its times to the
    first triple that rests on its verb."""
    if not carriers:
        return
    held = {key for c in claims for key in c.quantities}
    for q in draft.quantities:
        if q.key in held or q.measures is None or not any(s.holds(q.span) for s in clause.spans):
            continue
        told = [i for i in carriers if (claims[i].subject or "").startswith("a:")]
        on = [i for i in told if claims[i].object == q.measures]
        if not on and q.unit not in {"person", "site"}:  # people of a triple's subject would be taken for its object's
            on = [i for i in told if claims[i].subject == q.measures]
        if on:
            claims[on[0]] = replace(claims[on[0]], quantities=(*claims[on[0]].quantities, q.key))
    timed = {key for i in carriers for key in claims[i].times}
    times = [
        t.key for t in draft.times if t.key not in timed and any(p.holds(s) for p in clause.spans for s in t.spans)
    ]
    on = [i for i in carriers if clause.verb is not None and holds(claims[i], clause.verb.idx)]
    if on and times:
        claims[on[0]] = replace(claims[on[0]], times=(*claims[on[0]].times, *times))


def holds(claim: Claim, at: int) -> bool:
    """Whether a claim rests on the word at an offset."""
    return any(s.start <= at < s.end for s in claim.spans)


def covered(draft: Draft, clause: Proposition, put: str, triples: list[Claim]) -> bool:
    """Whether triples say what the clause says: they rest on its verb, or on most of its words where it has none, and
    no judgment, request, denial or number is lost."""
    if not triples or put in {"Opinion", "Request"}:
        return False
    if put == "Expectation" and put not in {c.modality for c in triples}:
        return False
    if any(t.lower_ in CONDITIONS for s in clause.spans for t in draft.tokens(s)):
        return False
    if negated(clause) and not any(c.negated for c in triples):
        return False
    held = {key for c in triples for key in c.quantities}
    if any(q.key not in held for q in draft.quantities if any(s.holds(q.span) for s in clause.spans)):
        return False
    if clause.verb is not None:
        return any(holds(c, clause.verb.idx) for c in triples)
    words = [t for s in clause.spans for t in draft.tokens(s) if t.pos_ in {"NOUN", "PROPN", "VERB", "ADJ", "NUM"}]
    said = [t for t in words if any(holds(c, t.idx) for c in triples)]
    return len(said) >= MOST * len(words)


def touches(claim: Claim, clause: Proposition) -> bool:
    """Whether a claim and a clause share words."""
    return any(s.overlaps(p) for s in claim.spans for p in clause.spans)


def from_clause(draft: Draft, statement: Statement, clause: Proposition, put: str, held: set[str]) -> Claim:
    """The claim that a clause makes, in the words of the clause, with the numbers that no other claim carries."""
    refs, issues = spoken_of(draft, statement.speakers, clause.spans)
    if PROGRESS in issues:
        refs = (*refs, *talks(draft, statement, refs))
    whole = tuple(r for r in statement.about if not r.startswith("i:"))
    about = refs or issues or whole or statement.speakers or ("article",)
    return Claim(
        text=clause_text(draft, statement, clause),
        spans=tuple(whole_piece(draft, statement, span) for span in clause.spans),
        statement=statement.key,
        modality=put,
        negated=negated(clause),
        about=about,
        issues=issues,
        times=tuple(t.key for t in draft.times if any(s.holds(w) for s in clause.spans for w in t.spans)),
        quantities=tuple(
            q.key for q in draft.quantities if q.key not in held and any(s.holds(q.span) for s in clause.spans)
        ),
        rule="claims.clause",
        confidence=round(0.9 * statement.confidence, 3),
    )


def whole_piece(draft: Draft, statement: Statement, span: Span) -> Span:
    """The stretch of content that has no word more than the span, so that both are one; else the span."""

    def more(piece: Span) -> str:
        return draft.text[piece.start : span.start] + draft.text[span.end : piece.end]

    return next((p for p in statement.content if p.holds(span) and not any(map(str.isalnum, more(p)))), span)


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


ANNOTATOR = Annotator(
    "claims",
    needs=("statements", "facts", "mentions", "positions", "documents", "quantities", "times"),
    adds=("claims",),
    run=run,
)
