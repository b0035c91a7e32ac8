"""Events that a statement refers to without naming them: "it would cut our pay", said of the offer told of before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.annotate.base import Draft
from kg.annotate.claims.propositions import expletive
from kg.model import Mention, Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

PRONOUNS = {"it", "this"}
SUBJECTS = {"nsubj", "nsubjpass"}
STAGES = {"dobj", "nsubj", "nsubjpass", "attr"}  # where a noun stands that the next sentence speaks on of
WEATHER = {"rain", "snow", "pour", "freeze", "hail"}
OUTCOMES = {"Proposal", "TentativeAgreement", "CollectiveAgreement", "Lockout", "Strike", "Walkout", "Slowdown"}


def mentions(draft: Draft, statement: Statement) -> list[Mention]:
    """Mentions of events by a pronoun that opens a clause of the content and that nothing else explains."""
    known = [m.span for m in draft.mentions if m.target is not None or m.candidates]
    for piece in statement.content:
        found = [i for i in range(*draft.view.range(piece.start, piece.end)) if draft.view.lower[i] in PRONOUNS]
        for i in found:
            at = draft.span(i, i)
            if not refers(draft.doc[i]) or any(s.holds(at) for s in known):
                continue
            event = last_event(draft, at.start)
            return [Mention(at, event.target, "pronoun", "event-pronoun", 0.6)] if event is not None else []
    return []


def refers(token: Token) -> bool:
    """Whether the pronoun is a subject that stands for something told of before, and no mere form ("it is time to")."""
    verb = token.head
    if token.dep_ not in SUBJECTS or verb.lemma_ in WEATHER or expletive(verb) is not None:
        return False
    if any(c.dep_ in {"csubj", "expl"} for c in verb.children):
        return False
    below = [c for v in (verb, *verb.children) for c in v.children if c.i > verb.i]
    later = [c for c in below if c.dep_ in {"ccomp", "xcomp", "acl"}]
    return verb.lemma_ not in {"be", "seem", "appear", "take"} or not any(
        g.lower_ in {"to", "that", "when", "if"} for c in later for g in c.children
    )


def last_event(draft: Draft, at: int) -> Mention | None:
    """The event that the sentence before the one of an offset speaks of: its subject, else its object."""
    sent = draft.sentence(at)
    if sent.start == 0:
        return None
    area = draft.doc[sent.start - 1].sent
    kinds = {a.ref: a.kind for a in draft.actions}
    events = [
        (head(draft, m), m)
        for m in draft.mentions
        if kinds.get(m.target or "") in OUTCOMES and area.start_char <= m.span.start < area.end_char
    ]
    staged = [(t, m) for t, m in events if t.pos_ in {"NOUN", "PROPN", "PRON"} and t.dep_ in STAGES]
    subjects = [m for t, m in staged if t.dep_ in SUBJECTS and t.head.dep_ != "advcl"]
    pool = subjects or [m for t, m in staged if t.dep_ not in SUBJECTS]
    return max(pool, key=lambda m: m.span, default=None)


def head(draft: Draft, mention: Mention) -> Token:
    """The head word of a mention."""
    return draft.tokens(mention.span).root
