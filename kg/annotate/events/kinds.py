"""Whether a stoppage is a strike or a walkout: by what it is called and how long it lasts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.annotate.base import Draft
from kg.annotate.events.possible import barred

if TYPE_CHECKING:
    from kg.annotate.events.mentioned import Happening

WALKED = re.compile(r"walk\w* .*\boff\b|walk\w* off\b", re.IGNORECASE)


def by_words(draft: Draft, event: Happening) -> None:
    """What is called a walkout and never a strike is one, also where workers "walked off the job"."""
    meant = [m for m in event.said if m.creates or draft.text.lower().startswith("the ", m.trigger.span.start - 4)]
    meant = [m for m in meant if not barred(draft, m)]
    calls = {m.trigger.kind for m in meant if not WALKED.match(draft.words(m.trigger.span))}
    if event.kind == "Strike" and calls == {"Walkout"}:
        event.kind = "Walkout"


def by_length(event: Happening) -> None:
    """A stoppage of some hours is a walkout whatever the words, one of days or weeks a strike."""
    known = {v.lexical for m in event.said for v, _, _ in m.lengths}
    hours = [int(x[2:-1]) for x in known if re.fullmatch(r"PT\d+H", x)]
    own_name = any(m.trigger.pattern.form == "noun" and m.trigger.kind == "Strike" for m in event.said)
    if event.kind == "Strike" and hours and max(hours) <= 8 and not own_name:
        event.kind = "Walkout"
    elif event.kind == "Walkout" and any(re.fullmatch(r"P\d+[DWMY]", x) and x != "P1D" for x in known):
        event.kind = "Strike"
