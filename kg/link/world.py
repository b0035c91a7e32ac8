"""All stories -> which things of theirs are one, and the IRI and name that each goes by.

The outcome is a function of the set of stories and decisions: neither the order in which stories came nor the number of
builds has a part in it. Candidates are found by blocks of like names, weighed by name, post, union, place, time and
what else their stories share, and joined only above a threshold; what lies below it and not far off is a `Doubt`.

Record linkers such as Splink and nomenklatura learn weights from many records with the same few fields. News gives few
fields and much context, a wrong joining costs far more than a missed one, and each joining must be explained in words:
so the weights here are few, fixed and written down.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from kg.ids import DATA
from kg.link import events, naming, organizations, people
from kg.link.cards import Card, StoryCard
from kg.link.clusters import Clusters
from kg.link.clusters import Doubt as Doubt
from kg.link.context import Context
from kg.link.places import Places


@dataclass(frozen=True, slots=True)
class Dispute:
    """Actions of one employer and one union that follow on one another."""

    iri: str
    label: str
    actions: tuple[str, ...]
    employer: str
    unions: tuple[str, ...]
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Rules:
    """What curators have decided of identities, in IRIs inside stories: pairs that are one, and pairs of sides of which
    nothing of the one is anything of the other."""

    same: tuple[tuple[str, str], ...] = ()
    different: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()


@dataclass(slots=True)
class World:
    """What is known of things across stories.

    Attributes:
        iris: IRI inside a story -> IRI that all stories share, for things that have another one there.
        labels: shared IRI -> name, for things of several stories.
        doubts: pairs of shared IRIs that may be one.
        disputes: in order of employer and time.
    """

    iris: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    disputes: list[Dispute] = field(default_factory=list)


def resolve(stories: Iterable[StoryCard], rules: Rules = Rules()) -> World:
    """Joins the things of all stories.

    Args:
        stories: each once; their order has no meaning.
        rules: what curators have decided.
    """
    return _Resolver(sorted(stories, key=lambda s: s.iri), rules).world()


class _Resolver:
    def __init__(self, stories: Sequence[StoryCard], rules: Rules) -> None:
        self.context = Context(stories)
        self.rules = rules
        self.cards = {c.iri: c for s in stories for c in s.cards}
        self.actions = {a.iri: a for s in stories for a in s.actions}
        self.found = World()
        self.used: set[str] = set()

    def world(self) -> World:
        places = self._clusters(self._group("place"))
        self._forced(places)
        Places(self._group("place"), places, self.context).resolve()
        bodies_ = {**self._group("union"), **self._group("organization")}
        bodies = self._clusters(bodies_, organizations.facts)
        self._forced(bodies)
        joined = organizations.Organizations(bodies_, bodies, self.context)
        joined.resolve()
        folk_ = self._group("person")
        folk = self._clusters(folk_, lambda c: people.facts(c, bodies))
        self._forced(folk)
        people.People(folk_, folk, self.context, joined.is_part, joined.is_union).resolve()
        acts = self._actions(bodies, joined)
        self._name(places, bodies, folk)
        sides = self._name_actions(acts)
        self._disputes(acts, sides, joined)
        for clusters in (places, bodies, folk, acts):
            for doubt in clusters.open_doubts():
                one, other = sorted((self._iri(doubt.one), self._iri(doubt.other)))
                self.found.doubts.append(Doubt(one, other, doubt.likely, doubt.reason))
        self.found.doubts.sort()
        return self.found

    def _group(self, group: str) -> dict[str, Card]:
        return {iri: c for iri, c in self.cards.items() if c.group == group}

    def _clusters(self, cards: dict[str, Card], facts: Callable[[Card], Iterable[object]] | None = None) -> Clusters:
        stories = {iri: c.story for iri, c in cards.items()}
        return Clusters(stories, (lambda iri: facts(cards[iri])) if facts else (lambda iri: ()), self.rules.different)

    def _forced(self, clusters: Clusters) -> None:
        for one, other in sorted(self.rules.same):
            if one in clusters.stories and other in clusters.stories:
                clusters.join(one, other, forced=True)

    def _actions(self, bodies: Clusters, joined: organizations.Organizations) -> Clusters:
        soft: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for action in self.actions.values():
            soft[action.story].update(p for p in action.parties if p[0] != "party")
        published = {iri: s.published for iri, s in self.context.stories.items()}
        acts = Clusters(
            {iri: a.story for iri, a in self.actions.items()},
            lambda iri: events.facts(
                self.actions[iri], published[self.actions[iri].story], bodies, soft[self.actions[iri].story]
            ),
            self.rules.different,
        )
        self._forced(acts)
        events.Events(self.actions, acts, self.context, joined.related).resolve()
        return acts

    def _iri(self, iri: str) -> str:
        return self.found.iris.get(iri, iri)

    def _in_order(self, members: Iterable[str]) -> list[str]:
        """Members in order of their stories."""
        return sorted(members, key=lambda m: (self.context.stories[self._story(m)].published or "9", m))

    def _story(self, iri: str) -> str:
        return self.cards[iri].story if iri in self.cards else self.actions[iri].story

    def _name(self, *groups: Clusters) -> None:
        """Shared IRIs and labels: unions before their locals, organizations before the people who work for them."""
        steps: dict[int, dict[str, list[str]]] = defaultdict(dict)
        for number, clusters in enumerate(groups):
            for root in sorted({clusters.root(iri) for iri in clusters.stories}):
                members = self._in_order(clusters.members(root))
                is_local = any(self.cards[m].kind == "UnionLocal" for m in members)
                steps[2 * number + is_local][root] = members
        for _, step in sorted(steps.items()):
            bases: dict[str, tuple[str | None, list[str]]] = {}
            labels = {}
            for root, members in step.items():
                cards = [self.cards[m] for m in members]
                labels[root] = naming.label(cards)
                bases[root] = (naming.base(cards, labels[root], self._iri), members)
            self._give(naming.unique(bases, self.used), step, labels)

    def _name_actions(self, acts: Clusters) -> dict[str, set[tuple[str, str]]]:
        """Shared IRIs of actions; gives the sides of each."""
        members = {root: self._in_order(acts.members(root)) for root in sorted({acts.root(i) for i in acts.stories})}
        bases: dict[str, tuple[str | None, list[str]]] = {}
        labels, sides = {}, {}
        for root, all_ in members.items():
            cards = [self.actions[m] for m in all_]
            sides[root] = {(r, self._iri(p)) for c in cards for r, p in c.parties}
            start = next((c.start for c in reversed(cards) if c.start), None)
            labels[root] = next((c.label for c in reversed(cards) if c.start), cards[-1].label)
            bases[root] = (naming.action_base(cards, start, sides[root], lambda iri: iri), all_)
        self._give(naming.unique(bases, self.used), members, labels)
        return {self._iri(root): found for root, found in sides.items()}

    def _give(self, iris: dict[str, str], members: dict[str, list[str]], labels: dict[str, str]) -> None:
        for root, iri in iris.items():
            for member in members[root]:
                if member != iri:
                    self.found.iris[member] = iri
            if len(members[root]) > 1:
                self.found.labels[iri] = labels[root]

    def _disputes(
        self, acts: Clusters, sides: dict[str, set[tuple[str, str]]], joined: organizations.Organizations
    ) -> None:
        spans: dict[str, tuple[str, str]] = {}
        for iri, card in sorted(self.actions.items()):
            published = self.context.stories[card.story].published
            days = [d[:10] for d in (card.start, card.end) if events.full(d) and d]
            days = days or ([published[:10]] if published else [])
            for day in days:
                first, last = spans.get(self._iri(iri), (day, day))
                spans[self._iri(iri)] = (min(first, day), max(last, day))
        parents = {self._iri(c.iri): self._iri(c.parent) for c in self.cards.values() if c.parent}

        def line(body: str) -> set[str]:
            return {body} | ({parents[body]} if body in parents else set())

        taken: dict[str, int] = {}
        names = {self._iri(c.iri): c.name for c in self.cards.values()} | self.found.labels
        for actions in events.disputes(spans, {a: sides[a] for a in spans}, line):
            employer = min(b for a in actions for r, b in sides[a] if r == "employer")
            unions = sorted({b for a in actions for r, b in sides[a] if r == "organizer"})
            first, last = min(spans[a][0] for a in actions), max(spans[a][1] for a in actions)
            parts = [u.rsplit("/", 1)[1] for u in unions[:1]] + [employer.rsplit("/", 1)[1], first[:4]]
            iri = f"{DATA}dispute/{'-'.join(parts)}"
            taken[iri] = taken.get(iri, 0) + 1
            iri += f"-{taken[iri]}" if taken[iri] > 1 else ""
            years = first[:4] if first[:4] == last[:4] else f"{first[:4]}-{last[:4]}"
            who = " and ".join([*(names[u] for u in unions[:1]), names[employer]])
            found = Dispute(iri, f"{who}, {years}", tuple(sorted(actions)), employer, tuple(unions), first, last)
            self.found.disputes.append(found)
