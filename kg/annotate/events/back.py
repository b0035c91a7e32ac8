"""Whether the story tells that those who stopped work are at work again, without naming the stoppage."""

from __future__ import annotations

import re
from functools import cache

from kg.annotate.base import Draft
from kg.annotate.events.mentioned import STOPPED, Happening
from kg.annotate.events.triggers import words


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
