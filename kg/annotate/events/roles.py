"""What a time that is tied to an event is to it: its first day, its last, its day, or nothing."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal

from kg.annotate.base import Draft
from kg.annotate.events.triggers import words
from kg.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

Role = Literal["start", "end", "day"]
BEFORE = re.compile(
    r"\b(since|until|till|through|by|from|after|before|beginning|starting|as early as|no earlier than|effective|due)"
    r"(?: (?:at|on|about|around|[\d:]+|[ap]\.?m\.?|noon|midnight|early|late|the|\w+ (?=night)))*\s*$",
    re.IGNORECASE,
)
PARTICLES = {
    "come": {"down"},
    "break": {"off", "down", "up"},
    "run": {"out"},
    "pass": {"date"},
    "go": {"up", "on"},
    "kick": {"off"},
}

# what people do together, beside what they vote or agree on
ACTS = frozenset({"Strike", "Walkout", "Slowdown", "Lockout", "Picket", "Rally", "SitIn"})
AGREED = frozenset({"TentativeAgreement", "CollectiveAgreement"})
VOTES = frozenset({"StrikeAuthorizationVote", "RatificationVote", "RepresentationElection"})
TAKING_PART = frozenset({"join", "rejoin", "attend", "cross"})  # of what has begun before
POSTPONING = {"postpone": "", "delay": "", "defer": "", "reschedule": "", "put": "off", "push": "back", "move": "back"}
FROM_TO = re.compile(r"\bfrom (?:[\w.,]+ ){1,5}to (?:the )?$", re.IGNORECASE)
NEW_DAY = re.compile(r"\b(?:until|till|to|for)(?: (?:at|the|[\d:]+|[ap]\.?m\.?|noon|midnight))*\s*$", re.IGNORECASE)
FOR = re.compile(r"\bfor $")
FURTHER = re.compile(
    r"\b(?:to|into|until|till|through)(?: (?:at|the|[\d:]+|[ap]\.?m\.?|noon|midnight))*\s*$", re.IGNORECASE
)
# "called off early Wednesday, four hours before it was to begin": the day it was called off is that of its first hour
HOURS_BEFORE = re.compile(
    r"[^.;]{0,80}\b(?:hours?|minutes) before (?:[\w’'-]+ ){1,4}(?:was|were) (?:\w+ )?to (?:begin|start|walk|strike)\b"
)
LATE = re.compile(r"\b(?:late|night|evening|midnight)\b", re.IGNORECASE)  # hours later may be the next day
SHORTLY = re.compile(r"\b(?:shortly|just|minutes|soon|hours?) (?:before|after) $", re.IGNORECASE)
OVER = frozenset({"over", "ended", "finished", "off", "on"})
GOING_ON = frozenset({"continue", "enter", "remain", "persist", "stretch", "drag"})  # what has begun before

# "in the run-up to Christmas": no day of the event
NEAR_ONLY = re.compile(r"\b(?:run-?up|lead-?up|ahead|prior|leading up|close|next)(?: of| to)? $", re.IGNORECASE)
# "was originally planned for Sept. 30": the day that it was put off from
GIVEN_UP = re.compile(
    r"\b(?:originally|initially|first) (?:planned|scheduled|set|due|slated|called)\b[^.]*$", re.IGNORECASE
)


def particle_fits(verb: Token) -> bool:
    wanted = PARTICLES.get(verb.lemma_)
    return wanted is None or any(
        c.lower_ in wanted or any(x.lower_ in wanted for x in c.subtree) for c in verb.children
    )


def removed(verb: Token) -> bool:
    """ "The picket was removed on Friday", "the lines were withdrawn"."""
    passive = any(c.dep_ == "nsubjpass" for c in verb.children)
    return passive and verb.lemma_ in {"remove", "withdraw", "lift", "dismantle"} and verb.tag_ == "VBN"


def postponing(verb: Token) -> bool:
    """Whether the verb tells that something was put off: postponed, put off, pushed back."""
    particle = POSTPONING.get(verb.lemma_)
    return particle == "" or (particle is not None and any(c.lower_ == particle for c in verb.children))


def role_of(draft: Draft, span: Span, verb: Token, head: Token, kind: str) -> Role | None:
    """Whether the time is the first day, the last or the day of the event; None if it is neither."""
    if own_day(draft, span, head):
        return "day"
    before = BEFORE.search(draft.text[max(0, span.start - 40) : span.start])
    word = before[1].lower().replace("due", "") if before else ""
    lists = words("status.yaml")
    stopped = kind in ACTS or kind == "LaborAction"
    if kind == "Picket" and verb != head and removed(verb):
        return "end"
    if stopped and verb != head and spoken_of(verb, head) and not later(draft, span):
        return None
    if verb != head and postponing(verb) and word == "from":
        return None  # "postponed from June 8 to June 22"
    if FROM_TO.search(draft.text[max(0, span.start - 40) : span.start]):
        return "start" if verb != head and postponing(verb) else "end"
    if verb != head and transitive(verb, head) and verb.lemma_ in lists["end"] | lists["suspended"]:
        return "start" if kind in AGREED and verb.tag_ == "VBD" else None  # "the strike closed the plant Monday"
    if verb != head and verb.lemma_ in POSTPONING and NEW_DAY.search(draft.text[max(0, span.start - 30) : span.start]):
        return "start"
    if head.dep_ == "dobj" and head.head.lemma_ == "extend":
        if FURTHER.search(draft.text[max(0, span.start - 30) : span.start]):
            return "end"
        if verb == head.head:
            return None  # the day of the extending
    if NEAR_ONLY.search(draft.text[max(0, span.start - 14) : span.start]):
        return None
    if GIVEN_UP.search(draft.text[max(0, span.start - 40) : span.start]):
        return None
    if verb != head and postponing(verb):
        return None
    if word in {"until", "till", "through"}:
        return "end"
    if word in {"before", "after"} and SHORTLY.search(draft.text[max(0, span.start - 20) : span.start]):
        word = ""  # "shortly before midnight Sunday" is on Sunday
    if word in {"by", "before", "after", "no earlier than"}:
        return None
    if word == "since":
        return "start" if not record(head, draft.tokens(span).root) and verb.pos_ in {"VERB", "AUX"} else None
    if verb != head or head.pos_ == "VERB":
        if verb.lemma_ in lists["averted"] or (verb.lemma_ in GOING_ON and verb != head):
            return None
        if verb != head and verb.lemma_ == "call" and off(verb):
            late = LATE.search(draft.text[max(0, span.start - 6) : span.end + 8])
            return "start" if late is None and HOURS_BEFORE.match(draft.text, span.end) else None
        if verb != head and verb.lemma_ in TAKING_PART:
            return None
        if kind in ACTS and verb.lemma_ == "resume":
            return None  # its first day was before
        if verb.lemma_ in {"expire", "lapse", "run"} and kind in ACTS:
            return None
        if verb.lemma_ in {"count", "tally"} and kind in VOTES | {"Vote"}:
            return "end"
        if verb.lemma_ == "take" and any(c.lower_ == "effect" for c in verb.children):
            return "start"
        if verb.lemma_ == "return" and head.lemma_ in {
            "conciliation",
            "mediation",
            "table",
            "talk",
            "negotiation",
            "bargaining",
        }:
            return "start"
        if verb.lemma_ in lists["suspended"] and verb != head:
            return "end"
        if verb.lemma_ == "lift" and kind in ACTS and head.dep_ in {"nsubjpass", "dobj"}:
            return "end"
        if unrealized(verb):
            planned = kind in ACTS and verb.lemma_ in lists["start"] and not would(verb)
            return "start" if planned else None  # "a strike that was to have begun on Saturday"
        if verb.lemma_ in lists["end"] and particle_fits(verb) and verb != head:
            return "end"
        if verb.lemma_ == "call" and not word and verb == head.head and not FOR.search(draft.text[: span.start]):
            return "day" if all(c.lower_ != "the" for c in head.children) else None  # "called the strike on Friday"
        if verb.lemma_ in lists["start"] and particle_fits(verb):
            return "start"
    return "start" if word else "day"


def spoken_of(verb: Token, noun: Token) -> bool:
    """ "slammed the strike on Monday", "called the strike reckless": the day is that of the words about it."""
    reaction = words("status.yaml")["reaction"] if noun.dep_ == "nsubj" else frozenset()
    for c in verb.children:
        if (c.dep_ == "oprd" and c.lower_ not in OVER) or (c.dep_ == "dobj" and c.lemma_ in reaction):
            return True
    above = noun.head
    behind = noun.dep_ == "pobj" and above.lower_ not in {"on", "in", "by", "with", "as", "at"}
    aimed = noun.pos_ in {"NOUN", "PROPN"} and (behind or noun.dep_ in {"dobj", "nsubjpass"})
    small = noun.dep_ == "nsubj" and above != verb and above.pos_ == "ADJ" and above.lower_ not in OVER
    return small or (aimed and verb.lemma_ not in doing())


@cache
def doing() -> frozenset[str]:
    """Verbs that give their day to the stoppage that is their object."""
    lists = words("status.yaml")
    return frozenset[str]().union(*(lists[n] for n in ("start", "hold", "end", "over", "suspended", "averted", "plan")))


def own_day(draft: Draft, span: Span, head: Token) -> bool:
    """ "after the April 3 walkout", "since Tuesday's one-day strike": the day stands with the noun itself."""
    if head.pos_ != "NOUN" or not 0 <= head.idx - span.end < 30:
        return False
    between = draft.tokens(Span(span.end, head.idx)) if head.idx > span.end + 1 else ()
    return all(t.pos_ in {"NOUN", "PROPN", "ADJ", "NUM", "PART"} or t.text in "-," for t in between)


def unrealized(verb: Token) -> bool:
    """ "was to have resumed", "would have begun": what did not come about."""
    helps = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    return verb.tag_ == "VBN" and "have" in helps and bool(helps & {"to", "would"})


def would(verb: Token) -> bool:
    return any(c.lower_ == "would" for c in verb.children)


def transitive(verb: Token, noun: Token) -> bool:
    """Whether the noun, as its subject, does it to something else: "the deal ended the strike"."""
    subjects = {c for c in verb.children if c.dep_ == "nsubj"}
    which = verb.dep_ == "relcl" and verb.head == noun and all(c.lower_ in {"that", "which"} for c in subjects)
    did = any(c.dep_ == "dobj" for c in verb.children) and verb.lemma_ not in {"pass", "run"}  # "passed its end date"
    return did and (noun in subjects or which)


def off(verb: Token) -> bool:
    """Whether the particle of the verb is "off"."""
    return any(c.lower_ == "off" and c.dep_ == "prt" for c in verb.children)


def record(noun: Token, time: Token) -> bool:
    """ "the first strike since 1998": the time is that of an earlier one; an aside must hold the time."""
    marks = words("status.yaml")["record"]
    found = [c for c in noun.children if c.lower_ in marks or c.tag_ in {"JJS", "RBS"}]
    return any(c.dep_ != "appos" or c.is_ancestor(time) for c in found)


def later(draft: Draft, span: Span) -> bool:
    """A day after publication cannot be that of a decision told of in the past."""
    published = draft.article.published or "9999"
    return any(span in t.spans and t.value is not None and t.value > published[: len(t.value)] for t in draft.times)
