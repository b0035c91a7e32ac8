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
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from kg.ids import DATA
from kg.link import disputes, events, naming, organizations, people
from kg.link.cards import Card, StoryCard
from kg.link.clusters import Clusters
from kg.link.clusters import Doubt as Doubt
from kg.link.context import Context
from kg.link.names import fold
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
        self._disputes(self._name_actions(acts))
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
            soft[action.story].update(p for p in (*action.parties, *action.guessed) if p[0] in disputes.ROLES.values())
        published = {iri: s.published for iri, s in self.context.stories.items()}
        acts = Clusters(
            {iri: a.story for iri, a in self.actions.items()},
            lambda iri: events.facts(
                self.actions[iri], published[self.actions[iri].story], bodies, soft[self.actions[iri].story]
            ),
            self.rules.different,
        )
        self._forced(acts)
        kin = self._kin(joined)
        events.Events(self.actions, acts, self.context, kin, lambda b: self.cards[b].kind == "UnionLocal").resolve()
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

    def _name_actions(self, acts: Clusters) -> list[disputes.Event]:
        """Shared IRIs and labels of actions; gives what is known of each."""
        members = {root: self._in_order(acts.members(root)) for root in sorted({acts.root(i) for i in acts.stories})}
        bases: dict[str, tuple[str | None, list[str]]] = {}
        labels, found, called = {}, {}, self._called()
        for root, all_ in members.items():
            cards = [self.actions[m] for m in all_]
            found[root] = disputes.event(root, cards, self._published, self._iri)
            start = naming.first_day(cards)
            labels[root] = naming.action_label(cards, found[root], start, called)
            bases[root] = (naming.action_base(found[root], start), all_)
        self._give(naming.unique(bases, self.used), members, labels)
        return [replace(event, iri=self._iri(root)) for root, event in found.items()]

    def _give(self, iris: dict[str, str], members: dict[str, list[str]], labels: dict[str, str]) -> None:
        for root, iri in iris.items():
            for member in members[root]:
                if member != iri:
                    self.found.iris[member] = iri
            if len(members[root]) > 1:
                self.found.labels[iri] = labels[root]

    def _published(self, story: str) -> str | None:
        return self.context.stories[story].published

    def _called(self) -> dict[str, str]:
        """IRI of a body -> its name."""
        return {self._iri(c.iri): c.name for c in self.cards.values()} | self.found.labels

    def _kin(self, joined: organizations.Organizations) -> Callable[[str], frozenset[str]]:
        """What a body of any story belongs to: itself, the union of a local, the owner and the house of a firm."""
        places = {fold(c.name) for c in self.cards.values() if c.group == "place"}
        bodies = joined.clusters

        @cache
        def kin(body: str) -> frozenset[str]:
            above = {bodies.root(f) for f in bodies.facts(body) if isinstance(f, str) and f in self.cards}
            house = events.house(self.cards[body], places)
            return frozenset({bodies.root(body), *above, *([house] if house else [])})

        return kin

    def _line(self) -> Callable[[str], frozenset[str]]:
        places = {fold(c.name) for c in self.cards.values() if c.group == "place"}
        lines: dict[str, set[str]] = defaultdict(set)
        for card in self.cards.values():
            above = [self._iri(card.parent)] if card.parent else []
            house = events.house(card, places)
            lines[self._iri(card.iri)].update([self._iri(card.iri), *above, *([house] if house else [])])
        return lambda body: frozenset(lines.get(body, {body}))

    def _disputes(self, found: list[disputes.Event]) -> None:
        taken: dict[str, int] = {}
        names = self._called()
        line = self._line()
        for dispute in disputes.disputes(found, line):
            base, label, employer, unions = naming.dispute(dispute, names, line)
            taken[base] = taken.get(base, 0) + 1
            iri = f"{DATA}{base}" + (f"-{taken[base]}" if taken[base] > 1 else "")
            first, last = (date.fromordinal(day).isoformat() if day > 0 else "" for day in disputes.span(dispute))
            actions = tuple(sorted(e.iri for e in dispute.events))
            self.found.disputes.append(Dispute(iri, label, actions, employer, unions, first, last))
