"""The stage of a vote, and of a rally, a picket or a sit-in."""

from __future__ import annotations

from kg.annotate.events.clauses import auxiliaries
from kg.annotate.events.mentioned import STOPPAGE, Happening, Mentioned
from kg.annotate.events.roles import GOING_ON, removed


def vote(event: Happening, start: str | None, published: str) -> tuple[str, Mentioned]:
    later = start is not None and start > published[: len(start)]
    coming = next((m for m in event.said if m.tense in {"future", "open"} or planned(m)), None)
    done = next((m for m in event.said if m.tense == "past" and not planned(m) and not m.conditional), None)
    if later:
        return "Scheduled", next((m for m in event.said if m.dates), event.said[0])
    if done is None and coming is not None:
        return "Announced", coming
    return "Ended", done or event.said[0]


def going_on(m: Mentioned) -> bool:
    """ "have held pickets every Friday since May 8": begun on a day, and told in the present perfect."""
    return any(any(a.lower_ in {"has", "have"} for a in auxiliaries(v)) for v in m.verbs)


def planned(m: Mentioned) -> bool:
    return any(v.lemma_ in {"set", "schedule", "plan", "expect", "agree"} for v in m.verbs)


def crossed(m: Mentioned) -> bool:
    """A line that people cross or honor is there already."""
    return any(v.lemma_ in {"cross", "honor", "honour", "respect", "join", "refuse"} for v in m.verbs)


def meeting(event: Happening, start: str | None, published: str, others: list[Happening]) -> tuple[str, Mentioned]:
    later = start is not None and start > published[: len(start)]
    dated = next((m for m in event.said if m.dates), event.said[0])
    if later:
        return "Scheduled", dated
    gone = next((m for m in event.said if any(removed(v) for v in m.verbs)), None)
    if gone is not None:
        return "Ended", gone
    coming = next((m for m in event.said if (m.tense == "future" and not crossed(m)) or planned(m)), None)
    if coming is not None:
        return ("Scheduled" if start == published else "Announced"), coming
    lasting = next((m for m in event.said if any(d.role == "start" and going_on(m) for d in m.dates)), None)
    if lasting is None and event.kind == "SitIn":  # "continued their sit-in", "enters its fourth day"
        lasting = next((m for m in event.said if any(v.lemma_ in GOING_ON for v in m.verbs)), None)
    if lasting is not None:
        return "UnderWay", lasting
    down = any(v.lemma_ == "come" for m in event.said for v in m.verbs)
    stopped = any(o.code == "UnderWay" and (o.kind in STOPPAGE or o.kind == "Lockout") for o in others)
    if event.kind == "Picket" and stopped and not down and (start is None or start <= published):
        return "UnderWay", event.said[0]
    return "Ended", event.said[0]
