"""Which people of several stories are one.

A person is known by whole name and organization. The same name with the same organization is one person. The same name
without an organization is the person of that name in stories of one context, if there is one only and nothing speaks
against it. The same name with two organizations that have nothing to do with one another is two, unless stories of one
dispute put both on one side. A family name alone never joins. What is left in between is a doubt for a curator.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import replace
from itertools import combinations

from kg.link.cards import BYSTANDER, WRITER, Card
from kg.link.clusters import Clusters, blocks, clear, pair, pairs
from kg.link.context import SHARED, Context
from kg.link.names import PersonName, fold, given_names, is_office, name_likeness, person_name, sound

# Likeness of names from which on one organization makes one person; below it is a doubt.
ALIKE = 0.85
SIDES = {
    "UnionSide": "workers",
    "WorkerSide": "workers",
    "EmployerSide": "employer",
    "GovernmentSide": "employer",
    BYSTANDER: "none",
}


class People:
    """The joining of people.

    Args:
        cards: the people, by IRI.
        clusters: where they are joined; its facts are those of `facts`.
        context: what the stories have in common.
        related: whether two organizations belong together (a local and its union, a subsidiary and its owner).
        is_union: whether an organization is a union.
    """

    def __init__(
        self,
        cards: dict[str, Card],
        clusters: Clusters,
        context: Context,
        related: Callable[[str, str], bool],
        is_union: Callable[[str], bool],
    ) -> None:
        self.cards, self.clusters, self.context = cards, clusters, context
        self.related, self.is_union = related, is_union
        self.names = {iri: person_name(c.name) for iri, c in cards.items()}

    def resolve(self) -> None:
        """Joins what is one and notes what is in doubt."""
        whole = [iri for iri in sorted(self.cards) if self.names[iri].whole]
        self._same_name_and_post(whole)
        weighed = self._weigh(whole)
        known = {(one, other): likely for one, other, likely, _ in weighed}

        def fit(one: str, other: str) -> bool:
            key = pair(one, other)
            if key not in known:
                known[key] = self._pair(*key)[0]
            return known[key] >= ALIKE

        self._join([(one, other) for one, other, likely, _ in weighed if likely >= ALIKE], fit)
        self._without_post(weighed)
        for one, other, likely, reason in weighed:
            self.clusters.doubt(one, other, min(likely, 0.8), reason)

    def _same_name_and_post(self, people: list[str]) -> None:
        """Equal names at one organization; namesakes of one story are left to what tells them apart."""
        found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        for iri in people:
            name = self.names[iri]
            for organization in sorted(self._posts(iri)):
                found[name.given, name.family, organization].append(iri)
        for _, block in sorted(found.items()):
            stories = Counter(self.cards[iri].story for iri in block)
            alike: dict[Hashable, list[str]] = defaultdict(list)
            for iri in block:
                if stories[self.cards[iri].story] == 1:
                    alike[self.names[iri], self.cards[iri].gender].append(iri)
            for first, *others in alike.values():
                for iri in others:
                    if self._agree(first, iri):
                        self.clusters.join(first, iri)
            heads = combinations([part[0] for part in alike.values()], 2)
            self._join([(one, other) for one, other in heads if self._agree(one, other)], self._agree)

    def _join(self, found: list[tuple[str, str]], fit: Callable[[str, str], bool]) -> None:
        """Joins pairs; a name that lacks the middle initial in which two differ joins neither."""
        for one, other in clear(found, lambda a, b: not fit(a, b)):
            if self._agree(one, other):
                self.clusters.join(one, other)

    def _weigh(self, people: list[str]) -> list[tuple[str, str, float, str]]:
        """Pairs of people with how likely they are one (from ALIKE on: one if nothing forbids it) and why."""
        found: dict[tuple[str, str], tuple[float, str]] = {}
        roots = sorted({self.clusters.root(iri) for iri in people})
        for block in blocks(roots, self._keys):
            for one, other in pairs(block, self._when):
                likely, reason = self._pair(one, other)
                if likely and likely > found.get((one, other), (0.0, ""))[0]:
                    found[one, other] = (likely, reason)
        return [(a, b, *found[a, b]) for a, b in sorted(found, key=lambda p: (-found[p][0], p))]

    def _keys(self, iri: str) -> set[tuple[str, str]]:
        found = set()
        for name in (fact for fact in self.clusters.facts(iri) if isinstance(fact, PersonName)):
            families = {name.family, *name.middle[-1:]} if len(name.middle) == 1 else {name.family}
            found |= {(sound(f), sound(given)[:1]) for f in families if len(f) > 1 for given in given_names(name.given)}
            found.add((sound(name.given), sound((*name.middle, name.family)[0])[:1]))  # where the family name is first
        return found

    def _when(self, iri: str) -> str:
        return self.context.stories[self.cards[iri].story].published or ""

    def _pair(self, one: str, other: str) -> tuple[float, str]:
        alike = self._likeness(one, other)
        if not alike or not self.clusters.may_join(one, other):
            return 0.0, ""
        bond = self._bond(one, other)
        shared = self._shared(one, other)
        if alike == 1:
            if bond in ("same", "related"):
                return 0.95, "same name, same organization"
            if bond == "unknown" and shared > SHARED and not self._opposed(one, other):
                return 0.84, "same name in stories of one dispute, no organization known of one of them"
            one_side = self._one_side(one, other) and not self._opposed(one, other)
            if bond == "different" and shared > SHARED and one_side and not self._one_post_at_two(one, other):
                return 0.86, "same name in stories of one dispute, two organizations of one side"
            if shared >= SHARED:
                return 0.7, "same name in stories of one dispute, two organizations or sides"
            if bond == "unknown" and shared:
                return 0.5, "same name, little else in common"
            return 0.0, ""
        if alike >= ALIKE and bond == "same":
            return alike, "another form of the name, same organization"
        if alike >= ALIKE and bond != "different" and shared > SHARED:
            return 0.83, "another form of the name in stories of one dispute"
        if bond == "same" or (alike >= ALIKE and shared >= SHARED and bond != "different"):
            return 0.6, "names alike, same organization or dispute"
        return 0.0, ""

    def _without_post(self, weighed: list[tuple[str, str, float, str]]) -> None:
        """Joins a person without organization to the one person who fits; who fits two stays apart."""
        fits: dict[str, set[str]] = defaultdict(set)
        loose: list[tuple[str, str]] = []
        for one, other, likely, _ in weighed:
            if not 0.8 < likely < ALIKE:
                continue
            known = [iri for iri in (one, other) if self._posts(iri)]
            if len(known) == 1:
                fits[other if known[0] == one else one].add(known[0])
            elif not known:
                loose.append((one, other))
        for iri, candidates in sorted(fits.items()):
            roots = {self.clusters.root(c) for c in candidates}
            if len(roots) == 1 and self._agree(iri, min(roots)) and not self._opposed(iri, min(roots)):
                self.clusters.join(iri, min(roots))
        for one, other in loose:
            both = [self.clusters.root(c) for iri in (one, other) for c in fits.get(iri, ())]
            if len(set(both)) <= 1 and self._agree(one, other) and not self._opposed(one, other):
                self.clusters.join(one, other)

    def _likeness(self, one: str, other: str) -> float:
        """The least likeness between names of the two sets, 0 where sexes differ or one is a story's writer."""
        first, second = self.clusters.facts(one), self.clusters.facts(other)
        if (WRITER in first) != (WRITER in second):
            return 0.0
        if len({fact for fact in first | second if isinstance(fact, str) and fact in ("f", "m")}) > 1:
            return 0.0
        names = [[n for n in facts if isinstance(n, PersonName)] for facts in (first, second)]
        # A curator, or a marriage, puts names together that contradict one another; then any of them will do.
        forced = any(not name_likeness(a, b) for theirs in names for a, b in combinations(theirs, 2))
        return (max if forced else min)(name_likeness(a, b) for a in names[0] for b in names[1])

    def _agree(self, one: str, other: str) -> bool:
        return self._likeness(one, other) >= ALIKE

    def _posts(self, iri: str) -> set[str]:
        return {fact for fact in self.clusters.facts(iri) if isinstance(fact, str) and "/" in fact}

    def _bond(self, one: str, other: str) -> str:
        first, second = self._posts(one), self._posts(other)
        if not first or not second:
            return "unknown"
        if first & second:
            return "same"
        return "related" if any(self.related(a, b) for a in first for b in second) else "different"

    def _one_side(self, one: str, other: str) -> bool:
        """Whether both speak for one side, or the organizations of both are unions, or none of either is."""
        sides = self._sides(one) & self._sides(other)
        return bool(sides) or len({self.is_union(post) for iri in (one, other) for post in self._posts(iri)}) == 1

    def _one_post_at_two(self, one: str, other: str) -> bool:
        """Whether each leads a union in one and the same post: they are namesakes."""
        first, second = (
            {fold(r) for i in self.clusters.sample(iri) for r, at, _ in self.cards[i].posts if self.is_union(at)}
            for iri in (one, other)
        )
        return any(is_office(role) for role in first & second)

    def _opposed(self, one: str, other: str) -> bool:
        """Whether one speaks for workers and the other for those whom they work for, or for nobody."""
        first, second = self._sides(one), self._sides(other)
        return bool(first) and bool(second) and not first & second

    def _sides(self, iri: str) -> set[str]:
        return {SIDES[f] for f in self.clusters.facts(iri) if isinstance(f, str) and f in SIDES}

    def _shared(self, one: str, other: str) -> int:
        """The most that a story of the one shares with a story of the other."""
        first, second = ([self.cards[i] for i in self.clusters.sample(iri)] for iri in (one, other))
        return max(self.context.shared(a, b) for a in first for b in second)


def facts(card: Card, organizations: Clusters) -> set[Hashable]:
    """What is known of a person: the names, the sex, the side, the organizations of the posts."""
    posts = {organizations.root(o) for _, o, _ in card.posts if o in organizations.stories}
    name = person_name(card.name)
    return {name, *other_names(card, name), *posts, *card.sides, *([card.gender] if card.gender else [])}


def other_names(card: Card, name: PersonName) -> Iterator[PersonName]:
    """A name before marriage, and the one with a nickname in place of the given name: "Bunny Tull"."""
    for form in map(person_name, card.forms):
        if form.whole and form.given == name.given and not name_likeness(form, name):
            yield form
        elif name.whole and not form.whole and form.family not in (name.given, *name.middle, *name.family.split()):
            yield replace(name, given=form.family)
