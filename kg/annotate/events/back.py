"""Whether the story tells that those who stopped work are at work again, without naming the stoppage."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.annotate.base import Draft
from kg.annotate.events.clauses import denied, tense
from kg.annotate.events.mentioned import STOPPED, Happening, Mentioned
from kg.annotate.events.triggers import words

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

# "After 16 days on strike, members ratified a contract": over with what the sentence goes on to tell
AFTER = re.compile(r"\b[Aa]fter (?:[\w-]+ ){1,4}(?:days?|weeks?|months?|years?) (?:on )?$")
# "reached a deal hours before a strike was to begin"
EVE = re.compile(r"\b(?:hours?|minutes|moments|days?) before (?:an?|the|their|its) (?:[\w-]+ ){0,2}$")
WAS_TO = re.compile(r" (?:was|were|had been) (?:\w+ )?(?:to|due|set|scheduled)\b")
AGREEING = frozenset({"reach", "agree", "settle", "sign"})
RATIFYING = frozenset({"ratify", "approve", "accept", "return", "end"})


@cache
def back() -> re.Pattern[str]:
    """The words of the lexicon for it."""
    return re.compile(rf"\b(?:{'|'.join(sorted(words('status.yaml')['back']))})\b", re.IGNORECASE)


def at_work(draft: Draft, event: Happening, others: list[Happening]) -> bool:
    """Whether a sentence after the words of a stoppage, and of no other one, tells it as a fact of all; where the story
    has one stoppage, also a sentence before them: "Strikers at the mill went back to work Monday"."""
    if event.kind not in STOPPED or event.past is not None:
        return False
    starts = {m.trigger.span.start: e for e in (event, *others) if e.kind in STOPPED for m in e.said}
    alone = len({id(e) for e in starts.values()}) == 1
    for match in back().finditer(draft.text, 0 if alone else event.first.end):
        sent = draft.sentence(match.start())
        before = [t for t in sent if t.idx < match.start()]
        part = any(t.like_num or t.lower_ in words("status.yaml")["partly"] for t in before)
        last = max((at for at in starts if at < match.start()), default=min(starts))
        if starts[last] is event and not part and not draft.structure.quoted(match.start()):
            return True
    return False


def beside(draft: Draft, m: Mentioned) -> str | None:
    """Ended or Averted, where the sentence tells beside the stoppage of what was ratified or agreed."""
    sent = draft.doc[m.trigger.head].sent
    before = draft.text[sent.start_char : m.trigger.span.start]
    if AFTER.search(before) and ratifying(sent.root):
        return "Ended"
    if EVE.search(before) and WAS_TO.match(draft.text, m.trigger.span.end) and agreed(sent, m):
        return "Averted"
    return None


def agreed(sent: Words, m: Mentioned) -> bool:
    """Whether the sentence tells before the words that an agreement was reached."""
    done = (t for t in sent if t.idx < m.trigger.span.start and t.tag_ in {"VBD", "VBN"})
    return any(t.lemma_ in AGREEING for t in done)


def ratifying(verb: Token) -> bool:
    """Whether the main verb tells of the return to work or of the vote that ends a stoppage, as done."""
    voted = verb.lemma_ == "vote" and any(c.dep_ == "xcomp" and c.lemma_ in RATIFYING for c in verb.children)
    return (voted or verb.lemma_ in RATIFYING) and tense(verb) == "past" and not denied(verb)
