"""What the side of a speaker tells of his words: an offer or a stoppage of the other side is blamed by the harm that it
does ("the strike has cost us millions"), one's own side is not blamed for what it will not do."""

from __future__ import annotations

from collections.abc import Iterator

from kg.annotate.backreference import STOPPAGES, sides
from kg.annotate.base import Draft
from kg.annotate.claims.parse import NEGATIONS, subject_mention
from kg.annotate.events.clauses import question
from kg.annotate.polarity import data
from kg.annotate.referents import FIRST_PERSON
from kg.annotate.speaker_sides import UNION, WORKER
from kg.annotate.stance.found import Found
from kg.model import Mention, Span, Statement

KINDS = {"stoppage": STOPPAGES, "offer": {"Proposal"}}  # an agreement is of both sides


def by_effect(draft: Draft, statement: Statement) -> Iterator[Found]:
    """A verb of harm whose subject is a stoppage or an offer, said by a side that it is against."""
    side = sides(draft).of_statement(statement)
    entries = [e for e in data()["effects"] if side is not None and side.value in e["sides"]]
    if not entries:
        return
    kinds = {a.ref: a.kind for a in draft.actions}
    for piece in statement.content:
        for token in draft.tokens(piece):
            lemma = token.lemma_.lower()
            fitting = [e for e in entries if lemma in e["words"]] if token.pos_ == "VERB" else []
            if not fitting or question(token) or any(c.lower_ in NEGATIONS for c in token.children):
                continue
            harmed = any(c.dep_ in ("dobj", "prep", "dative") for c in token.rights)
            mention = subject_mention(draft, token) if harmed else None
            kind = kinds.get(mention.target or "") if mention is not None else None
            if (
                mention is not None
                and any(kind in KINDS[e["of"]] for e in fitting)
                and not ours(draft, statement, mention)
            ):
                yield Found(mention, "Criticizes", Span(token.idx, token.idx + len(token)), "stance.effect")


def ours(draft: Draft, statement: Statement, mention: Mention) -> bool:
    """Whether an offer is told to be of the speaker's own side: "our proposal", "the union's offer"."""
    owner = next((c for c in draft.tokens(mention.span).root.children if c.dep_ == "poss"), None)
    if owner is None:
        return False
    named = draft.mentions_in(Span(owner.idx, owner.idx + len(owner)))
    return owner.lower_ in FIRST_PERSON or any(own_side(draft, statement, m) for m in named)


def own_side(draft: Draft, statement: Statement, mention: Mention) -> bool:
    """Whether worker or union speak of their own side: what it will not do is told, not blamed."""
    known = sides(draft)
    mine, theirs = known.of_statement(statement), known.of(mention.target or "")
    if mine is None or theirs is None:
        return False
    return {mine.value, theirs.value} <= {UNION, WORKER}
