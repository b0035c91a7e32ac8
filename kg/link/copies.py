"""Which stories are one text, as outlets carry a wire story, cut or with a paragraph of their own.

Stories that share most of the words of the shorter one, sentence by sentence, are one text. Whole sentences are
compared and not shingles under MinHash: outlets cut and add sentences but seldom change one, a story that is cut to a
third is still found, nothing is estimated, and the same fingerprints tell which sentences a copy has of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations

SHARE = 0.6
LEAST = 50  # words in common
# Of a sentence that more stories have, each story is held against so many of the first, so that work grows with length.
MANY = 60
FIRST = 10


def originals(stories: Mapping[str, Mapping[str, int]], days: Mapping[str, str]) -> dict[str, str]:
    """IRI of a copy -> IRI of its original, the one of the earliest day (of one day, the first by IRI).

    Args:
        stories: IRI -> fingerprint of each sentence -> its words.
        days: IRI -> ISO day, "" where none is known.
    """
    having: dict[str, list[str]] = defaultdict(list)
    for iri in sorted(stories):
        for mark in stories[iri]:
            having[mark].append(iri)
    common: dict[tuple[str, str], int] = defaultdict(int)
    for mark, iris in having.items():
        for one, other in _pairs(iris):
            common[one, other] += stories[one][mark]
    above: dict[str, str] = {}

    def root(iri: str) -> str:
        while iri in above:
            iri = above[iri]
        return iri

    def order(iri: str) -> tuple[str, str]:
        return (days[iri] or "9", iri)

    for (one, other), words in sorted(common.items()):
        least = min(sum(stories[one].values()), sum(stories[other].values()))
        if words >= LEAST and words >= SHARE * least:
            first, second = sorted((root(one), root(other)), key=order)
            if first != second:
                above[second] = first
    return {iri: root(iri) for iri in sorted(above)}


def repeated(
    stories: Mapping[str, Mapping[str, int]], days: Mapping[str, str], copies: Mapping[str, str]
) -> dict[str, frozenset[str]]:
    """IRI of a copy -> fingerprints of its sentences that stand in its original or in an earlier copy of that."""
    seen: dict[str, set[str]] = defaultdict(set)
    found = {}
    for iri in sorted({*copies, *copies.values()}, key=lambda i: (days[i] or "9", i)):
        group = seen[copies.get(iri, iri)]
        if iri in copies:
            found[iri] = frozenset(group & stories[iri].keys())
        group.update(stories[iri])
    return found


def _pairs(iris: list[str]) -> Iterator[tuple[str, str]]:
    if len(iris) <= MANY:
        yield from combinations(iris, 2)
        return
    for place, one in enumerate(iris[:FIRST]):
        for other in iris[place + 1 :]:
            yield one, other
