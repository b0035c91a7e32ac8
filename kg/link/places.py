"""Which places of several stories are one.

A place is known by its name and what contains it. A town whose state a story does not tell is the one town of that name
that a story of the same context places; a building is known by its name and town, or by what its stories share.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.link.cards import Card
from kg.link.clusters import Clusters, clear, pairs
from kg.link.context import SHARED, SOON, Context
from kg.link.names import fold, is_common, is_local_kind

WIDE = ("State", "Country")
BUILDINGS = ("Facility", "GovernmentBuilding")


class Places:
    """The joining of places.

    Args:
        cards: the places, by IRI.
        clusters: where they are joined.
        context: what the stories have in common.
    """

    def __init__(self, cards: dict[str, Card], clusters: Clusters, context: Context) -> None:
        self.cards, self.clusters, self.context = cards, clusters, context

    def resolve(self) -> None:
        """Joins what is one and notes what is in doubt."""
        named: dict[tuple[bool, str], list[str]] = defaultdict(list)
        for iri, card in sorted(self.cards.items()):
            named[card.kind in BUILDINGS, fold(card.canonical or card.name)].append(iri)
        for _, block in sorted(named.items()):
            if len(block) > 1:
                self._block(block)

    def _block(self, block: list[str]) -> None:
        placed: dict[tuple[str, ...], list[str]] = defaultdict(list)
        loose: list[str] = []
        for iri in block:
            card = self.cards[iri]
            if card.kind in WIDE:
                placed[("", card.kind)].append(iri)
            elif card.within:
                placed[tuple(map(fold, card.within))].append(iri)
            else:
                loose.append(iri)
        homes: dict[str, tuple[str, ...]] = {}
        for within, found in sorted(placed.items()):
            chain = _fullest(within, placed)
            homes |= dict.fromkeys(found, chain)
            for iri in found:
                self.clusters.join(placed[chain][0], iri)
        candidates = [iri for iri in sorted(homes) if homes[iri][0]]
        loose = [iri for iri in loose if self._place(iri, candidates)]

        def home(iri: str) -> tuple[str, ...] | None:
            return next((homes[member] for member in self.clusters.members(iri) if member in homes), None)

        def clash(one: str, other: str) -> bool:
            a, b = home(one), home(other)
            return a is not None and b is not None and a != b

        likely = [p for p in pairs(loose, self._when) if self._fit(*p)]
        for one, other in clear(likely, clash, home):
            if not clash(one, other):
                self.clusters.join(one, other)

    def _when(self, iri: str) -> str:
        return self.context.stories[self.cards[iri].story].published or ""

    def _place(self, iri: str, candidates: list[str]) -> bool:
        """Joins a place to the one of that name that its story fits; False if it fits several."""
        card = self.cards[iri]
        bonus = 2 if self._is_plain(card) else 1
        best: dict[str, int] = {}
        for other in candidates:
            root, shared = self.clusters.root(other), self.context.shared(card, self.cards[other])
            near = shared + (bonus if self._region(card) & self._region(self.cards[other]) else 0)
            best[root] = max(best.get(root, 0), near)
        fits = sorted(root for root, shared in best.items() if shared >= SHARED)
        if len(fits) == 1:
            return self.clusters.join(iri, fits[0])
        for root in sorted(root for root, shared in best.items() if shared):
            self.clusters.doubt(iri, root, 0.5, "same name; the story does not say in which region it lies")
        return not fits

    def _fit(self, one: str, other: str) -> bool:
        """Whether two places whose stories do not say where they lie are one; a doubt where it may be so."""
        a, b = self.cards[one], self.cards[other]
        shared = self.context.shared(a, b)
        region = bool(self._region(a) & self._region(b))
        if shared >= SHARED or (region and (shared or self._is_plain(a))):
            return True
        if shared and self.context.near(a.story, b.story, SOON):
            self.clusters.doubt(one, other, 0.5, "same name; little else in common")
        return False

    def _is_plain(self, card: Card) -> bool:
        """Whether few places of one state can have the name."""
        return card.kind == "City" or not (is_common(card.name) or is_local_kind(card.name))

    def _region(self, card: Card) -> frozenset[str]:
        return self.context.regions[card.story]


def _fullest(within: tuple[str, ...], known: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """The one longest chain of places that goes on from this one, else this one."""
    longer = [w for w in known if w[: len(within)] == within]
    longest = max(longer, key=lambda w: (len(w), w))
    return longest if all(longest[: len(w)] == w for w in longer) else within
