"""Which places of several stories are one.

A place is known by its name and what contains it. A town whose state a story does not tell is the one town of that name
that a story of the same context places; a building is known by its name and town, or by what its stories share.
"""

from __future__ import annotations

from collections import defaultdict

from kg.link.cards import Card
from kg.link.clusters import Clusters, pairs
from kg.link.context import SHARED, SOON, Context
from kg.link.names import fold, is_common, is_local_kind

WIDE = ("State", "Country")


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
        named: dict[str, list[str]] = defaultdict(list)
        for iri, card in sorted(self.cards.items()):
            named[fold(card.canonical or card.name)].append(iri)
        for _, block in sorted(named.items()):
            if len(block) > 1:
                self._block(block)

    def _block(self, block: list[str]) -> None:
        placed: dict[tuple[str, str], list[str]] = defaultdict(list)
        loose: list[str] = []
        for iri in block:
            card = self.cards[iri]
            if card.kind in WIDE:
                placed[card.kind, ""].append(iri)
            elif card.within:
                placed["", fold(card.within[0])].append(iri)
            else:
                loose.append(iri)
        for _, found in sorted(placed.items()):
            for iri in found[1:]:
                self.clusters.join(found[0], iri)
        settled = [found[0] for (kind, _), found in sorted(placed.items()) if not kind]
        for iri in loose:
            self._place(iri, [m for s in settled for m in self.clusters.members(s)])
        for one, other in pairs(loose, lambda iri: self.context.stories[self.cards[iri].story].published or ""):
            self._pair(one, other)

    def _place(self, iri: str, candidates: list[str]) -> None:
        card = self.cards[iri]
        best: dict[str, int] = {}
        for other in candidates:
            root, shared = self.clusters.root(other), self.context.shared(card, self.cards[other])
            near = shared + (2 if self._region(card) & self._region(self.cards[other]) else 0)
            best[root] = max(best.get(root, 0), near)
        fits = sorted(root for root, shared in best.items() if shared >= SHARED)
        if len(fits) == 1:
            self.clusters.join(iri, fits[0])
            return
        for root in sorted(root for root, shared in best.items() if shared):
            self.clusters.doubt(iri, root, 0.5, "same name; the story does not say in which region it lies")

    def _pair(self, one: str, other: str) -> None:
        a, b = self.cards[one], self.cards[other]
        shared = self.context.shared(a, b)
        region = bool(self._region(a) & self._region(b))
        plain = a.kind == b.kind == "City" or not (is_common(a.name) or is_local_kind(a.name))
        if shared >= SHARED or (region and plain) or (region and shared):
            self.clusters.join(one, other)
        elif shared and self.context.near(a.story, b.story, SOON):
            self.clusters.doubt(one, other, 0.5, "same name; little else in common")

    def _region(self, card: Card) -> frozenset[str]:
        return self.context.regions[card.story]
