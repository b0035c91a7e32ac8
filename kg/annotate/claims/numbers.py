"""Numbers that no clause and no triple carries: each has a claim of its own, in the words around it."""

from __future__ import annotations

from dataclasses import replace

from kg.annotate.base import Draft
from kg.annotate.claims.propositions import Proposition, trim
from kg.annotate.claims.sayers import sayer, spoken_of
from kg.annotate.claims.text import clause_text
from kg.model import Claim, Quantity, Span, Statement


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
    start = sent.start_char
    end = start + len(draft.text[start : sent.end_char].rstrip())
    if statement is not None:
        piece = next((c for c in statement.content if c.overlaps(span)), statement.content[0])
        start, end = max(piece.start, start), min(piece.end, end)
    else:
        for other in (c for s in draft.statements for c in s.content):
            if other.end <= span.start:
                start = max(start, other.end)
            elif other.start >= span.end:
                end = min(end, other.start)
    around = trim(draft, Span(start, end), Span(start, end))
    return around if around is not None and around.overlaps(span) else Span(max(start, span.start), min(end, span.end))


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
