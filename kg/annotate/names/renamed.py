"""Two names of one body that changed its name, by what the story says: "Calder Freight, formerly Orrin Logistics"."""

from __future__ import annotations

import re
from functools import cache

from kg.annotate.base import Draft
from kg.annotate.lexicons import load_lexicon
from kg.annotate.names.thing import Thing

BODIES = ("Employer", "FormalOrganization", "LaborUnion", "NewsOrganization")
LONGEST = 60  # characters between the two names


def renamed(draft: Draft, made: list[Thing]) -> list[Thing]:
    """The things, with each body that has two names made one under the name that it has today."""
    bodies = [t for t in made if t.kind in BODIES and t.named]
    starts = {s.span.start: t for t in bodies for s in t.spots}
    gone: set[int] = set()
    for thing in bodies:
        for spot in [] if id(thing) in gone else list(thing.spots):
            for first, pattern in patterns():
                match = pattern.match(draft.text, spot.span.end, spot.span.end + LONGEST)
                other = starts.get(match.end()) if match else None
                if other is None or other is thing or id(other) in gone or not alike(thing, other):
                    continue
                now = thing if first else other
                thing.name, thing.canonical = now.name, now.canonical
                thing.kind = min(thing.kind, other.kind, key=lambda k: k == "FormalOrganization")
                thing.spots += other.spots
                gone.add(id(other))
                break
    return [t for t in made if id(t) not in gone]


def alike(one: Thing, other: Thing) -> bool:
    """Whether the classes of two bodies go together."""
    return one.kind == other.kind or "FormalOrganization" in (one.kind, other.kind)


@cache
def patterns() -> tuple[tuple[bool, re.Pattern[str]], ...]:
    """What stands between the names, each with whether the first name is today's."""
    return tuple((e["now"] == "first", re.compile(e["pattern"])) for e in load_lexicon("renamed.yaml"))
