"""Which of the people that a sentence counts take part in a stoppage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.annotate.base import Draft
from kg.annotate.events.clauses import SUBJECTS
from kg.annotate.events.mentioned import STOPPAGE
from kg.model import Action, Quantity, Ref, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

STOPPAGES = STOPPAGE | {"SympathyStrike"}
TAKING_PART = frozenset({"take", "participate", "join", "attend", "strike", "walk", "stay", "stop", "be"})
SPREAD = frozenset({"between", "from", "up", "upwards", "upward"})
IN = frozenset({"be", "enter", "remain", "begin", "start", "end", "continue", "go", "return"})
AHEAD = frozenset({"plan", "set", "intend", "prepare", "expect", "threaten", "schedule", "vow"})

GATHERINGS = frozenset({"Rally", "Picket", "SitIn"})
LEAVING = {  # what people leave who stop work, by verb
    "park": {"truck", "bus", "lorry", "cab", "taxi", "rig", "van", "vehicle", "tram"},
    "down": {"tool"},
    "drop": {"tool"},
    "abandon": {"post", "job", "bus", "truck", "shift"},
    "leave": {"job", "post", "station", "mill", "mine", "pit", "factory", "plant"},
}


def took_part(word: Token) -> bool:
    """Whether the counted people are subject of a verb of taking part: took part, joined, attended, stayed out."""
    if word.dep_ == "pobj" and word.head.dep_ in {*SUBJECTS, "prep"} and word.head.lower_ in SPREAD:
        word = word.head  # "between 120 and 140 loaders are expected to take part"
    verb = word.head
    if word.dep_ == "nsubj" and verb.lemma_ in LEAVING:  # "180 drivers had parked their trucks"
        return any(c.dep_ == "dobj" and c.lemma_.lower() in LEAVING[verb.lemma_] for c in verb.children)
    first = word.pos_ == "ADP" and word.i < verb.i and all(c.dep_ not in SUBJECTS for c in verb.children)
    if (word.dep_ != "nsubj" and not first) or verb.lemma_ not in TAKING_PART:
        if verb.lemma_ == "expect" and (word.dep_ == "nsubjpass" or first):
            return any(c.dep_ == "xcomp" and c.lemma_ in TAKING_PART for c in verb.children)
        return False
    if verb.lemma_ == "be":  # "350 workers are to take part"
        verb = next((c for c in verb.children if c.dep_ == "xcomp" and c.lemma_ in TAKING_PART), verb)
    below = {c.lower_ for c in verb.children}
    needed = {
        "take": {"part"},
        "be": {"out"},
        "walk": {"out", "off"},
        "stay": {"out", "off", "away", "home"},
        "stop": {"work", "working"},
    }
    return verb.lemma_ not in needed or bool(below & needed[verb.lemma_])


def taking(draft: Draft, action: Action, span: Span, word: Token, counted: Ref | None) -> tuple[str, Token] | None:
    """The property and the verb by which a counted group belongs to a stoppage that it plans, or is known to take part
    in: "400 drivers plan to strike", also where the parse takes "plan" for a noun. None for any other."""
    if counted is None or action.kind not in STOPPAGES or word.head.lemma_ == "vote":
        return None
    here = draft.sentence(span.start).start
    own = (f for f in draft.facts if f.subject == action.ref and f.predicate == "participant" and f.object == counted)
    head = draft.tokens(span).root
    theirs = any(c.tag_ == "PRP$" for c in head.children) and head.dep_ == "pobj" and word.head.lemma_ not in IN
    if not theirs and any(draft.sentence(f.span.start).start == here for f in own):
        return "participant", word.head  # "40 bakers sang on day three of their strike" are not all
    plan = head.head
    if head.dep_ == "xcomp" and plan.lemma_ in AHEAD:
        below = any(c.dep_ in SUBJECTS and c.left_edge.i <= word.i <= c.right_edge.i for c in plan.children)
    else:
        below = head.dep_ == "acl" and word.dep_ == "ROOT" and plan.lemma_ == "plan" and plan.left_edge.pos_ == "PROPN"
    return ("participant", head) if below else None


def as_others(word: Token) -> bool:
    """Whether those counted are said to have done as others before: "The union said 500 took part; the company said
    90 did", "another report had 530 workers affected"."""
    verb = word.head
    if verb.lemma_ in {"affect", "involve"} and word.dep_ == "nsubjpass":
        return True
    return word.dep_ in SUBJECTS and verb.lemma_ == "do" and not any(c.dep_ == "dobj" for c in verb.children)


def set_against(draft: Draft, quantity: Quantity) -> Action | None:
    """The action of whose people another figure is given: that which the number of people told last belongs to."""
    told = (q for q in draft.quantities if q.unit == "person" and q.span.start < quantity.span.start)
    last = max(told, key=lambda q: q.span.start, default=None)
    if last is None:
        return None
    mine = {f.subject for f in draft.facts if f.predicate == "participant" and last.key in f.quantities}
    return next((a for a in draft.actions if a.ref in mine or a.ref == last.measures), None)


def at_gathering(draft: Draft, action: Action, span: Span, word: Token) -> tuple[str, Token] | None:
    """The people counted at a rally, a picket or a sit-in: "Police counted about 300 people at a rally"."""
    head = draft.tokens(span).root
    if action.kind not in GATHERINGS or head.dep_ != "pobj" or head.head.lower_ not in {"at", "in", "for"}:
        return None
    holds = head.head.head
    return (
        ("participant", word.head) if holds == word or (word.head == holds and word.dep_ in {"dobj", "nsubj"}) else None
    )
