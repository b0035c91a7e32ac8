"""What keeps two mentions of one kind of event apart beyond time and parties: another ban, count, shop or deal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.annotate.base import Draft

if TYPE_CHECKING:
    from kg.annotate.events.mentioned import Happening, Mentioned

WORK_BAN = re.compile(
    r"\bban on (?P<a>\w+(?: \w+)?)|\brefus\w+ to (?P<b>\w+ \w+)"
    r"|\b(?P<c>overtime|fare|marking|grading|assessment|ticket|rest-day) ban",
    re.I,
)
DOWN = re.compile(r"\b(?:reject(?:s|ed|ing)?|voted? down|turned down|threw out|thrown out)\b", re.I)
CARRIED = re.compile(r"\b(?:ratified|approved|accepted|endorsed)\b", re.I)
ANOTHER = re.compile(r"\b(?:another|second|third|fourth|fifth|separate|different)\b", re.I)


def apart(draft: Draft, event: Happening, m: Mentioned) -> bool:
    """Whether the words themselves tell two events apart: another ban, another count, a third shop."""
    if not m.creates:
        return False
    words_ = draft.words(m.trigger.span)
    if event.kind == "Slowdown":
        ours = {p for x in event.said if (p := banned(draft.words(x.trigger.span))) is not None}
        mine = banned(words_)
        return mine is not None and bool(ours) and not any(stems(mine) & stems(p) for p in ours)
    if event.kind == "RepresentationElection":
        around = draft.text[max(0, m.trigger.span.start - 12) : m.trigger.span.end + 20]
        if m.trigger.pattern.form == "noun" and ANOTHER.search(around):
            return True
        counts = [tally(draft, x) for x in event.said]
        return bool(tally(draft, m)) and any(counts) and not any(tally(draft, m) == c for c in counts)
    if event.kind == "RatificationVote":  # one deal is voted down, the next ratified
        won = outcome(words_)
        known = {o for x in event.said if (o := outcome(draft.words(x.trigger.span))) is not None}
        return won is not None and bool(known) and won not in known
    if event.kind == "CollectiveAgreement":
        reached = [x.trigger.pattern.form == "verb" for x in event.said if x.creates]
        return (m.trigger.pattern.form == "verb") not in reached if reached else False
    return False


def outcome(words_: str) -> bool | None:
    """Whether the words of a vote tell of a yes (True) or a no (False); None where they tell neither."""
    if DOWN.search(words_):
        return False
    return True if CARRIED.search(words_) else None


def stems(words_: str) -> set[str]:
    return {w.rstrip("s") for w in words_.split()}


def banned(words_: str) -> str | None:
    """What workers refuse to do: "handling linen", "empty bins"."""
    match = WORK_BAN.search(words_)
    return next((x.lower() for x in match.groups() if x), None) if match else None


def tally(draft: Draft, m: Mentioned) -> tuple[object, ...]:
    """The votes for and against right behind the words of a vote."""
    votes = [q for q in draft.quantities if q.unit == "vote" and -30 < q.span.start - m.trigger.span.start < 60]
    return tuple(q.value for q in votes[:2]) if len(votes) > 1 else ()
