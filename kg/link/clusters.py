"""Things of several stories put together, never two of one story and never what a curator keeps apart."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations

# Pairs are weighed within a block; in a longer one each thing is held against this many of its followers in time.
BLOCK = 150
# Members that stand for a set when what its stories share is weighed.
SAMPLE = 8


@dataclass(frozen=True, order=True, slots=True)
class Doubt:
    """Two things that may be one: IRIs inside their stories, how likely, and why."""

    one: str
    other: str
    likely: float
    reason: str


@dataclass(slots=True)
class _Set:
    members: list[str]
    first: list[str]
    stories: set[str]
    facts: set[Hashable]
    sides: set[int]


class Clusters:
    """Disjoint sets of IRIs (union-find; the smaller set joins the larger).

    Args:
        stories: IRI -> the story that has it.
        facts: IRI -> what has to be known of a set as a whole (names, classes); few and hashable.
        apart: pairs of sides that a curator keeps apart: nothing of one is ever put to anything of the other.
    """

    def __init__(
        self,
        stories: dict[str, str],
        facts: Callable[[str], Iterable[Hashable]] = lambda iri: (),
        apart: Iterable[tuple[Iterable[str], Iterable[str]]] = (),
    ) -> None:
        self.stories, self._facts = stories, facts
        self.doubts: dict[tuple[str, str], Doubt] = {}
        self._above: dict[str, str] = {}
        self._sets: dict[str, _Set] = {}
        # The two sides of a pair have numbers that differ in the last bit.
        self._sides: dict[str, set[int]] = defaultdict(set)
        for number, pair in enumerate(apart):
            for side, iris in enumerate(pair):
                for iri in iris:
                    self._sides[iri].add(2 * number + side)

    def _root(self, iri: str) -> str:
        top = iri
        while (above := self._above.get(top, top)) != top:
            top = above
        while (above := self._above.get(iri, iri)) != top:
            self._above[iri] = top
            iri = above
        return top

    def _set(self, iri: str) -> _Set:
        root = self._root(iri)
        found = self._sets.get(root)
        if found is None:
            stories, sides = {self.stories[root]}, set(self._sides.get(root, ()))
            found = self._sets[root] = _Set([root], [root], stories, set(self._facts(root)), sides)
        return found

    def root(self, iri: str) -> str:
        """The IRI that stands for the set: the first of its members."""
        return self._set(iri).first[0] if iri in self.stories else iri

    def members(self, iri: str) -> list[str]:
        """All of the set, sorted."""
        return sorted(self._set(iri).members)

    def sample(self, iri: str) -> list[str]:
        """The first few of the set, sorted."""
        return self._set(iri).first

    def facts(self, iri: str) -> set[Hashable]:
        """What is known of the set."""
        return self._set(iri).facts

    def may_join(self, one: str, other: str) -> bool:
        """Whether nothing forbids that the two sets are one."""
        a, b = self._set(one), self._set(other)
        if a is b:
            return True
        if not a.stories.isdisjoint(b.stories):
            return False
        return not any(side ^ 1 in b.sides for side in a.sides)

    def join(self, one: str, other: str, forced: bool = False) -> bool:
        """Makes the two sets one; False where something forbids it."""
        a, b = self._set(one), self._set(other)
        if a is b:
            return True
        if not forced and not self.may_join(one, other):
            return False
        large, small = (self._root(one), self._root(other))
        if (len(a.members), large) < (len(b.members), small):
            large, small, a, b = small, large, b, a
        a.members += b.members
        a.first = sorted(a.first + b.first)[:SAMPLE]
        a.stories |= b.stories
        a.facts |= b.facts
        a.sides |= b.sides
        del self._sets[small]
        self._above[small] = large
        return True

    def doubt(self, one: str, other: str, likely: float, reason: str) -> None:
        """Notes that two sets may be one; of several reasons for a pair the likeliest is kept."""
        a, b = sorted((self.root(one), self.root(other)))
        if a != b and self.may_join(a, b):
            new = Doubt(a, b, likely, reason)
            old = self.doubts.get((a, b))
            self.doubts[a, b] = new if old is None or new.likely > old.likely else old

    def open_doubts(self) -> list[Doubt]:
        """The doubts that no later joining has settled, sorted, each between the sets as they are now."""
        found: dict[tuple[str, str], Doubt] = {}
        for doubt in sorted(self.doubts.values()):
            a, b = sorted((self.root(doubt.one), self.root(doubt.other)))
            if a != b and self.may_join(a, b):
                old = found.get((a, b))
                if old is None or old.likely < doubt.likely:
                    found[a, b] = Doubt(a, b, doubt.likely, doubt.reason)
        return sorted(found.values())


def pair(one: str, other: str) -> tuple[str, str]:
    """The two in alphabetical order."""
    return (one, other) if one <= other else (other, one)


def clear(
    found: Iterable[tuple[str, str]],
    clash: Callable[[str, str], bool],
    key: Callable[[str], Hashable] = lambda item: item,
) -> list[tuple[str, str]]:
    """Of the pairs that may be one those of which neither also fits a third that clashes with the other: who fits two
    that cannot both be meant is none of them. Items of one key clash with the same.
    """
    edges = list(found)
    keys = {item: key(item) for edge in edges for item in edge}
    first = {keys[item]: item for item in sorted(keys, reverse=True)}
    fits: dict[str, set[Hashable]] = defaultdict(set)
    for one, other in edges:
        fits[one].add(keys[other])
        fits[other].add(keys[one])

    @cache
    def clashing(one: Hashable, other: Hashable) -> bool:
        return one != other and clash(first[one], first[other])

    @cache
    def is_torn(one: str, other: Hashable) -> bool:
        return any(clashing(other, third) for third in fits[one])

    return [(one, other) for one, other in edges if not is_torn(one, keys[other]) and not is_torn(other, keys[one])]


def blocks(items: Iterable[str], keys: Callable[[str], Iterable[Hashable]]) -> list[list[str]]:
    """Items that share a key, block by block, in an order that follows from the items alone."""
    found: dict[Hashable, list[str]] = defaultdict(list)
    for item in sorted(items):
        for key in dict.fromkeys(keys(item)):
            found[key].append(item)
    return [block for _, block in sorted(found.items(), key=lambda kv: repr(kv[0])) if len(block) > 1]


def pairs(block: list[str], when: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """The pairs of a block: all of a short one, of a long one those near in time, so that work grows with length."""
    if len(block) <= BLOCK:
        yield from combinations(block, 2)
        return
    ordered = sorted(block, key=lambda item: (when(item), item))
    for place, one in enumerate(ordered):
        for other in ordered[place + 1 : place + 1 + BLOCK // 4]:
            yield pair(one, other)


def nearest(ordered: list[tuple[str, str]], when: str, count: int) -> list[str]:
    """Of (day, item) in order of days, about so many items nearest to a day."""
    place = bisect_left(ordered, (when, ""))
    return [item for _, item in ordered[max(0, place - count // 2) : place + count // 2 + 1]]
