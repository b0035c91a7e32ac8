"""Which organizations and unions of several stories are one.

A body is known by its full name without legal form, or by the standard name that a lexicon gives it. A short form or an
acronym belongs to the one body that is called so in a story of the same context; where two bodies fit, to none. Locals
are known by their union and their number.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable
from itertools import combinations

from kg.link.cards import Card
from kg.link.clusters import Clusters, blocks, clear, nearest, pairs
from kg.link.context import SHARED, SOON, Context
from kg.link.names import LOCAL, fold, is_acronym, is_common, is_local_kind, left_out, local_number, without_form

# Classes that do not go together: a paper is no agency, a union no employer or agency.
SIDES = {"LaborUnion": "union", "UnionLocal": "union", "NewsOrganization": "news", "GovernmentBody": "government"}
# Of many stories that use a name, those nearest in time are looked at.
NEAREST = 80
LOCAL_WORDS = re.compile(r"\b(?:of\s+)?(?:the\s+)?$|^\s*(?:of\s+)?(?:the\s+)?", re.IGNORECASE)


class Organizations:
    """The joining of organizations, unions and locals.

    Args:
        cards: the organizations and unions, by IRI.
        clusters: where they are joined.
        context: what the stories have in common.
    """

    def __init__(self, cards: dict[str, Card], clusters: Clusters, context: Context) -> None:
        self.cards, self.clusters, self.context = cards, clusters, context
        self.full = {iri: fold(without_form(c.canonical or c.name)) for iri, c in cards.items()}
        self.locals = {i: n for i, c in cards.items() if is_local(c) and (n := local_number(c.name))}
        # "Springfield" is short for the town's hospital as little as for its paper.
        self.towns = {s.iri: {fold(c.name) for c in s.cards if c.group == "place"} for s in context.stories.values()}
        self.weak = {iri for iri in cards if iri not in self.locals and is_weak(cards[iri])}

    def resolve(self) -> None:
        """Joins what is one and notes what is in doubt."""
        bodies = [iri for iri in sorted(self.cards) if iri not in self.locals]
        self._equal_names([iri for iri in bodies if iri not in self.weak])
        self._short_forms(bodies)
        self._equal_names([iri for iri in bodies if iri in self.weak])
        self._locals()
        self._spelled_alike(bodies)

    def related(self, one: str, other: str) -> bool:
        """Whether one is the union or the owner of the other, or both are of one union or owner."""
        a, b = self._line(one), self._line(other)
        return bool(a & b)

    def is_part(self, one: str, other: str) -> bool:
        """Whether one is the union or the owner of the other; two locals of one union are not."""
        return self.clusters.root(one) in self._line(other) or self.clusters.root(other) in self._line(one)

    def is_union(self, iri: str) -> bool:
        """Whether stories know the body as a union; nothing is known of a post's that is none of theirs."""
        return iri in self.cards and self._side(iri) == "union"

    def _line(self, iri: str) -> set[str]:
        parents = {self.clusters.root(f) for f in self.clusters.facts(iri) if isinstance(f, str) and f in self.cards}
        return {self.clusters.root(iri)} | parents

    def _side(self, iri: str) -> str | None:
        sides = {str(fact) for fact in self.clusters.facts(iri)} & set(SIDES.values())
        return min(sides) if sides else None

    def _fit(self, one: str, other: str) -> bool:
        """Whether the classes of the two go together."""
        a, b = self._side(one), self._side(other)
        if a == b or (a is None and b in ("news", "government")) or (b is None and a in ("news", "government")):
            return True
        if a is not None and b is not None:
            return False
        # What stories only know as an organization may be a union.
        untyped = self.clusters.sample(one if a is None else other)
        return all(self.cards[i].kind == "FormalOrganization" for i in untyped)

    def _clash(self, one: str, other: str) -> bool:
        """Whether two of one name cannot be one: their classes, or the full names that each has."""
        a, b = self._full_names(one), self._full_names(other)
        return not self._fit(one, other) or bool(a and b and not a & b)

    def _full_names(self, iri: str) -> frozenset[Hashable]:
        return frozenset(fact for fact in self.clusters.facts(iri) if isinstance(fact, tuple))

    def _equal_names(self, bodies: Iterable[str]) -> None:
        found: dict[str, list[str]] = defaultdict(list)
        for iri in bodies:
            found[self.full[iri]].append(iri)
        for _, block in sorted(found.items()):
            if len(block) > 1:
                self._block(block)

    def _block(self, block: list[str]) -> None:
        """Bodies of one name: one body, unless the name is one that many towns have, an acronym, a common name or a
        short form of several.
        """
        first = self.cards[block[0]]
        name = without_form(first.canonical or first.name)
        known = {names for iri in block if (names := self._full_names(iri))}
        several = any(not a & b for a, b in combinations(known, 2))
        needs = SHARED if several or is_acronym(name) else int(is_common(name))
        # A short form of one body may be that of another elsewhere.
        by_region = (
            needs == 0 and not first.canonical and (is_local_kind(name) or (first.iri in self.weak and bool(known)))
        )
        if not needs and not by_region:
            heads: list[str] = []
            for iri in block:
                if not any(self._fit(head, iri) and self.clusters.join(head, iri) for head in heads):
                    heads.append(iri)
            return

        by_town = is_common(name) or (is_local_kind(name) and not first.canonical)

        def clash(one: str, other: str) -> bool:
            far = (by_region and self._apart(one, other)) or (by_town and self._in_other_towns(one, other))
            return far or self._clash(one, other)

        found = [p for p in pairs(block, self._when) if self._shared(*p) >= needs and not self._far(*p)]
        likely = [p for p in found if not clash(*p)]
        close: dict[str, set[str]] = defaultdict(set)  # what shares much outweighs what shares little
        for one, other in (p for p in likely if self._shared(*p) >= SHARED):
            close[one].add(other)
            close[other].add(one)

        def outweighed(one: str, other: str) -> bool:
            nearer = [(one, o) for o in close[other]] + [(other, o) for o in close[one]]
            return other not in close[one] and any(clash(*p) for p in nearer)

        for one, other in clear([p for p in likely if not outweighed(*p)], clash, self.clusters.root):
            if not clash(one, other):
                self.clusters.join(one, other)
        for one, other in pairs(block, self._when):
            near = self.context.near(self.cards[one].story, self.cards[other].story, SOON)
            if near and self._fit(one, other) and self._shared(one, other):
                self.clusters.doubt(one, other, 0.5, "same name, which several bodies have; little else in common")

    def _shared(self, one: str, other: str) -> int:
        return self.context.shared(self.cards[one], self.cards[other])

    def _far(self, one: str, other: str) -> bool:
        """Whether the stories of two lie in different regions and share little."""
        return self.context.are_apart(self.cards[one], self.cards[other]) and self._shared(one, other) <= SHARED

    def _apart(self, one: str, other: str) -> bool:
        """Whether that holds for a story of the one and a story of the other."""
        return any(self._far(a, b) for a in self.clusters.sample(one) for b in self.clusters.sample(other))

    def _forms(self, iri: str) -> set[str]:
        """What a body is called in its story."""
        card = self.cards[iri]
        names = {card.name, *(f for f in card.forms if f[:1].isupper())} | (
            {card.canonical} if card.canonical else set()
        )
        return {fold(without_form(n)) for n in names}

    def _short_forms(self, bodies: list[str]) -> None:
        """Short forms and acronyms, each to the one body of its context that is called so."""
        called: dict[str, set[str]] = defaultdict(set)
        tails: dict[str, set[str]] = defaultdict(set)
        for iri in bodies:
            full = self.full[iri]
            for form in self._forms(iri):
                called[form].add(iri)
            words = full.split()
            for cut in range(1, len(words)):
                if left_out(full, short := " ".join(words[:cut])):
                    called[short].add(iri)
            if len(words) > 1 and iri not in self.weak and words[0] not in self.towns[self.cards[iri].story]:
                called[words[0]].add(iri)
            if len(words) > 2:
                tails[" ".join(words[1:])].add(iri)
            if len(words) > 2 and iri not in self.weak:
                called["".join(w[0] for w in words if w not in ("of", "and", "the", "for"))].add(iri)
        dated = {form: sorted((self._when(iri), iri) for iri in iris) for form, iris in called.items()}
        for iri in bodies:
            others = nearest(dated[self.full[iri]], self._when(iri), NEAREST)
            # The class of an acronym is guessed from little: one that fits another body too is not told by it.
            any_class = is_acronym(without_form(self.cards[iri].name))
            longer = [o for o in others if self._is_fuller(o, iri) and (any_class or self._fit(iri, o))]
            if longer:
                self._place_short(iri, longer)
            elif tails[self.full[iri]]:
                self._place_tail(iri, tails[self.full[iri]])

    def _is_fuller(self, other: str, iri: str) -> bool:
        """Whether the name of the other is the longer one, or today's of one that had this name before."""
        mine, theirs = self.full[iri], self.full[other]
        before = iri not in self.weak and not set(mine.split()) & set(theirs.split()) and mine in self._forms(other)
        return len(theirs) > len(mine) or (before and other not in self.weak)

    def _place_short(self, iri: str, longer: list[str]) -> None:
        card = self.cards[iri]
        best: dict[str, int] = {}
        for other in longer:
            root = self.clusters.root(other)
            shared = self.context.shared(card, self.cards[other])
            best[root] = max(best.get(root, 0), shared)
        near = sorted(root for root, shared in best.items() if shared >= SHARED)
        if not near and len(best) == 1 and iri not in self.weak and iri not in self.locals:
            near = [] if self._apart(iri, longer[0]) else list(best)
        if not near:
            near = self._called_so_nearby(iri, longer)
        if len(near) == 1 and self._fit(iri, near[0]) and self.clusters.join(iri, near[0]):
            return
        for root in sorted(best):
            if best[root]:
                self.clusters.doubt(iri, root, 0.5, f"“{card.name}” is a name that both are called by")

    def _place_tail(self, iri: str, longer: set[str]) -> None:
        """ "the Harbour Board" is the Port Merrin Harbour Board, if all who are called so stand in its context."""
        near = [
            {self.clusters.root(o) for o in longer if self._fit(i, o) and self._shared(i, o) >= SHARED}
            for i in self.clusters.sample(iri)
        ]
        if len(near[0]) == 1 and all(roots == near[0] for roots in near):
            self.clusters.join(iri, near[0].pop())

    def _called_so_nearby(self, iri: str, longer: list[str]) -> list[str]:
        """Bodies that a story of these weeks and of the same town calls just so in their short form."""
        card, form = self.cards[iri], self.full[iri]
        found = set()
        for other in longer:
            theirs = self.cards[other]
            soon = self.context.near(card.story, theirs.story, SOON)
            if soon and form in self._forms(other) and self.context.shared(card, theirs) and self._city(card, theirs):
                found.add(self.clusters.root(other))
        return sorted(found)

    def _in_other_towns(self, one: str, other: str) -> bool:
        """Whether a story of the one and a story of the other name towns, and none in common."""
        here, there = ([self._cities(self.cards[i]) for i in self.clusters.sample(iri)] for iri in (one, other))
        return any(a and b and not a & b for a in here for b in there)

    def _cities(self, card: Card) -> set[str]:
        """The towns that the story of a card names."""
        return {fold(c.name) for c in self.context.stories[card.story].cards if c.kind == "City"}

    def _city(self, one: Card, other: Card) -> bool:
        """Whether the stories of two name a town in common."""
        return bool(self._cities(one) & self._cities(other))

    def _locals(self) -> None:
        """Locals by union and number; one whose story does not name the union by what the stories share."""
        known: dict[tuple[str, str], list[str]] = defaultdict(list)
        open_: dict[str, list[str]] = defaultdict(list)
        unions = self._union_names()
        for iri, number in sorted(self.locals.items()):
            union = self._union_of(self.cards[iri], unions)
            if union and self.cards[iri].kind == "UnionLocal":
                known[union, number].append(iri)
            else:
                open_[number].append(iri)
        for _, block in sorted(known.items()):
            for iri in block[1:]:
                self.clusters.join(block[0], iri)
        unions_of = {iri: union for (union, _), found in known.items() for iri in found}

        def union_of(iri: str) -> str | None:
            return next((unions_of[m] for m in self.clusters.members(iri) if m in unions_of), None)

        def clash(one: str, other: str) -> bool:
            a, b = union_of(one), union_of(other)
            return a is not None and b is not None and a != b

        for number, block in sorted(open_.items()):
            candidates = sorted(iri for (_, n), found in known.items() if n == number for iri in found)
            dated = sorted((self._when(iri), iri) for iri in candidates)
            for iri in block:
                self._place_short(iri, nearest(dated, self._when(iri), NEAREST))
            fits = [p for p in pairs(block, self._when) if self._shared(*p) >= SHARED]
            for one, other in clear(fits, clash, union_of):
                if not clash(one, other):
                    self.clusters.join(one, other)

    def _is_whole_union(self, card: Card) -> bool:
        return card.group == "union" and card.iri not in self.locals

    def _union_names(self) -> dict[str, set[str]]:
        """Name of a union in any form -> the unions that are called so."""
        found: dict[str, set[str]] = defaultdict(set)
        for iri, card in sorted(self.cards.items()):
            if self._is_whole_union(card):
                for form in self._forms(iri):
                    found[form].add(self.clusters.root(iri))
        return found

    def _union_of(self, card: Card, unions: dict[str, set[str]]) -> str | None:
        if card.parent in self.cards:
            return self.clusters.root(card.parent or "")
        rest = LOCAL.sub(" ", card.canonical or card.name)
        name = fold(without_form(LOCAL_WORDS.sub(" ", rest.strip()).strip()))
        if not name:
            # "Local 30" in a story that names one union and no other
            here = {
                self.clusters.root(c.iri) for c in self.context.stories[card.story].cards if self._is_whole_union(c)
            }
            return min(here) if len(here) == 1 else None
        roots = {self.clusters.root(r) for r in unions.get(name, ())}
        return min(roots) if len(roots) == 1 else f"named {name}"

    def _spelled_alike(self, bodies: list[str]) -> None:
        """Names that differ by a letter or two, in one context: a doubt."""
        from rapidfuzz import fuzz

        roots = sorted({self.clusters.root(iri) for iri in bodies if iri not in self.weak})
        for block in blocks(roots, lambda iri: {self.full[iri].split()[0][:4]}):
            for one, other in pairs(block, self._when):
                if not 90 <= fuzz.ratio(self.full[one], self.full[other]) < 100 or not self._fit(one, other):
                    continue
                if self.context.shared(self.cards[one], self.cards[other]) >= SHARED:
                    self.clusters.doubt(one, other, 0.6, "names spelled alike in stories of one dispute")

    def _when(self, iri: str) -> str:
        return self.context.stories[self.cards[iri].story].published or ""


def is_local(card: Card) -> bool:
    """Whether a body is a local, or what a story knows of it is a number: "Council 37"."""
    return card.kind == "UnionLocal" or (card.kind == "FormalOrganization" and bool(LOCAL.fullmatch(card.name)))


def is_weak(card: Card) -> bool:
    """Whether the name alone does not say which body it is."""
    name = without_form(card.name)
    return not card.canonical and (is_common(name) or is_acronym(name) or " " not in fold(name))


def facts(card: Card) -> set[Hashable]:
    """What is known of a body: its side, its parent, and its name where that is a full one."""
    side = SIDES.get(card.kind)
    full = None if is_weak(card) else (fold(without_form(card.canonical or card.name)),)
    return {fact for fact in (side, card.parent, full) if fact}
