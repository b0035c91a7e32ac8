"""When an action takes place, as stories tell it, and whether two of them may tell of one event.

A day that is told is a day. Where none is, the day of the story and how far it says the action has come tell between
which days it lies: a strike that is under way began before that day, a vote that is announced comes after it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

FAMILIES = {"Strike": "stoppage", "Walkout": "stoppage", "WorkStoppage": "stoppage"}
# Days between an event and a story that speaks of it without giving its day: after it, and before it.
REACH = {
    "stoppage": (90, 75),
    "Negotiation": (7, 7),
    "StrikeAuthorizationVote": (45, 30),
    "RatificationVote": (30, 45),
    "TentativeAgreement": (21, 0),
    "Rally": (4, 10),
    "Proposal": (14, 0),
    "SympathyStrike": (45, 30),
}
ANY = (30, 30)
# Events that last: days that are told of one may be as far apart as this.
LASTING = {"Lockout": 60, "Picket": 45, "Boycott": 120, "Slowdown": 60, "Impasse": 30, "CollectiveAgreement": 60}
# The first day of a strike may be put off by so many days.
MOST_MOVED = 120
PLANNED = frozenset({"Threatened", "Authorized", "Announced", "Scheduled"})
# What is announced of these has been made already.
MADE = ("TentativeAgreement", "Proposal")
# The later in this row, the more a status says of the days; a story may give several.
STAGES = ("Announced", "Threatened", "Authorized", "Scheduled", "Suspended", "Averted", "UnderWay", "Ended")


@dataclass(frozen=True, slots=True)
class Told:
    """When an action begins and ends and how far it has come, as a story of a certain day tells it; all may be unknown.

    Attributes:
        start, end: ISO day, month or year.
        published: day of the story.
        status: local name, as Scheduled.
    """

    start: str | None
    published: str | None
    end: str | None = None
    status: str | None = None

    @property
    def has_begun(self) -> bool:
        """Whether the story tells of it as of something that is or was."""
        return self.status in ("UnderWay", "Ended")


def family_of(kind: str) -> str:
    """What an action is told apart by: a strike is also called a walkout."""
    return FAMILIES.get(kind, kind)


def status_of(stages: tuple[tuple[str, str], ...]) -> str | None:
    """The last status that a story gives."""
    return max(stages, key=lambda s: (s[0], STAGES.index(s[1]) if s[1] in STAGES else -1))[1] if stages else None


def full(day: str | None) -> bool:
    """Whether a day is known, not only a month or year."""
    return day is not None and len(day) >= 10


def days(told: str) -> tuple[int, int]:
    """First and last day of an ISO day, month or year, as ordinals."""
    if full(told):
        day = date.fromisoformat(told[:10]).toordinal()
        return day, day
    year, month = int(told[:4]), int(told[5:7]) if len(told) >= 7 else 0
    first = date(year, month or 1, 1)
    after = date(year + 1, 1, 1) if month in (0, 12) else date(year, month + 1, 1)
    return first.toordinal(), after.toordinal() - 1


def likely(one: Told, other: Told, family: str) -> float:
    """How well two tellings may be of one event, from 0 (not at all) to .95 (of one day)."""
    if not (one.start or one.published) or not (other.start or other.published):
        return 0.85
    if family == "CollectiveAgreement" and _has_run_out(one) != _has_run_out(other):
        return 0.0
    if full(one.start) and full(other.start):
        if not agree(one, other, family):
            return 0.0
        return 0.95 if one.start == other.start else 0.9
    if family in LASTING:
        return _graded(apart(_life(one, family), _life(other, family)), LASTING[family])
    if apart(_reach(one, family), _reach(other, family)):
        return 0.0
    before, after = REACH.get(family, ANY)
    return _graded(apart(_near(one), _near(other)), before + after)


@lru_cache(maxsize=1 << 16)
def agree(one: Told, other: Told, family: str) -> bool:
    """Whether two days are first days of one event: the same or the next, days within one stoppage, or the one put in
    place of the other before it came.
    """
    if not (full(one.start) and full(other.start)):
        return True
    gap = apart(days(one.start or ""), days(other.start or ""))
    if gap <= 1:
        return True
    if family in LASTING:
        return gap <= LASTING[family] // 2 or not apart(_life(one, family), _life(other, family))
    # Nobody strikes twice at once.
    if family in ("stoppage", "Negotiation") and not apart(_life(one, family), _life(other, family)):
        return True
    if not (one.published and other.published) or gap > MOST_MOVED or family == "Negotiation":
        return False
    earlier, later = sorted((one, other), key=lambda t: (t.published or "", t.start or ""))
    return (later.published or "")[:10] <= (earlier.start or "") and (later.published or "") <= (later.start or "")


def _graded(gap: int, most: int) -> float:
    """.9 for days that meet, less the farther apart they are, 0 beyond the most."""
    return 0.0 if gap > most else 0.9 - 0.1 * gap / most


def apart(one: tuple[int, int], other: tuple[int, int]) -> int:
    """Days between two spells; 0 where they meet."""
    return max(0, one[0] - other[1], other[0] - one[1])


def _has_run_out(told: Told) -> bool:
    return bool(told.end and not told.start)


def _near(told: Told) -> tuple[int, int]:
    """The day that is nearest to the event: its own, else that of the story."""
    return days(told.start or told.published or "")


def _life(told: Told, family: str) -> tuple[int, int]:
    """From the first to the last day that are told: under way, it lasts till the day of the story."""
    known = [days(d) for d in (told.start, told.end) if d]
    if told.published and (not known or told.status == "UnderWay"):
        day = days(told.published[:10])
        if not known or day[0] - known[0][0] <= 2 * MOST_MOVED:
            known.append(day)
    return min(k[0] for k in known), max(k[1] for k in known)


def _reach(told: Told, family: str) -> tuple[int, int]:
    """Between which days the first day lies."""
    if told.start:
        return days(told.start)
    before, after = REACH.get(family, ANY)
    talks = family == "Negotiation"
    if told.end and told.status not in PLANNED | {"Averted"}:
        first, last = days(told.end)
        return first - (2 if talks and full(told.end) else before), last
    day = days((told.published or "")[:10])[0]
    if told.status in PLANNED and family not in MADE:
        # What has just been announced may have begun on the eve.
        return day - 3, day + after
    if told.status == "Averted" or (told.status == "Suspended" and not talks):
        return day - before // 3, day + after
    return day - (3 if talks and told.status == "UnderWay" else before), day
