"""What stands before and after a name and speaks for a class (kg/lexicon/name_context.yaml)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.annotate.lexicons import load_lexicon
from kg.annotate.patterns import Index

# the patterns before a name begin with a word or with an apostrophe
EDGE = r"(?:(?<!\w)|(?=[’']))"


@dataclass(frozen=True, slots=True)
class Sign:
    """A pattern before or after a name that speaks for a class (name_context.yaml)."""

    pattern: re.Pattern[str]
    kind: str
    weight: float
    before: bool
    example: str


@cache
def signs() -> tuple[Sign, ...]:
    """All signs of the lexicon."""
    loaded = load_lexicon("name_context.yaml")
    people_at_work = loaded["people"]
    found = []
    for key in ("before", "after"):
        # "Workers at X" may open a sentence; what follows a name in capitals is part of it
        group = f"(?i:{people_at_work})" if key == "before" else people_at_work
        for s in loaded[key]:
            pattern = re.compile(s["pattern"].replace("{PEOPLE}", group))
            found.append(Sign(pattern, s["kind"], s["weight"], key == "before", s["example"]))
    return tuple(found)


@cache
def indexes() -> tuple[tuple[Sign, ...], Index, tuple[Sign, ...], Index]:
    """The signs before a name and what finds them, and those after it, which all begin where the name ends."""
    left = tuple(s for s in signs() if s.before)
    right = tuple(s for s in signs() if not s.before)
    return left, Index([s.pattern for s in left], EDGE), right, Index([s.pattern for s in right], edge="")


def found_signs(before: str, after: str) -> list[Sign]:
    """The signs that the words around a name have, in the order of the lexicon."""
    left, ahead, right, behind = indexes()
    return [left[i] for i in ahead.numbers(before)] + [right[i] for i in behind.opening(after)]
