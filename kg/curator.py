"""What curators have decided, applied to the stories of a store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.link.cards import PARTIES, ActionCard, Card, StoryCard, group_of
from kg.link.curation import OF_FACTS, PAIRING, Decision
from kg.link.decisions import STORIES, Things, one_value, rules, story_of
from kg.link.world import Rules, World, resolve

if TYPE_CHECKING:
    from kg.graph.facts import Fact
    from kg.store.readings import Reading, Readings

Changes = dict[str, set[str]]
IDLE = "applies to nothing any more"


@dataclass(slots=True)
class Ruling:
    """What all decisions come to.

    Attributes:
        world: identity of things, by the decisions.
        stories: the cards of the stories that are left, without what was rejected.
        rejected, accepted: article -> IRIs inside it.
        kinds: IRI inside a story -> class; `names`: shared IRI -> name; `aliases`: shared IRI -> further names.
        concerns: each decision that applies to something, with the shared IRIs of that.
        unused: what is to be said of the others.
    """

    world: World
    stories: dict[str, StoryCard]
    rejected: Changes = field(default_factory=dict)
    accepted: Changes = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    concerns: list[tuple[Decision, list[str]]] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)


def rule(
    decisions: Sequence[Decision], readings: Readings, current: Mapping[str, Reading], cards: Mapping[str, StoryCard]
) -> Ruling:
    """Applies decisions to the current readings of a store; the order of the decisions has no meaning.

    Raises:
        InputError: two decisions contradict each other, or a class is none or does not fit.
    """
    if not decisions:
        return Ruling(resolve(cards.values()), dict(cards))
    return _Curator(decisions, readings, current, cards).ruling()


class _Curator:
    def __init__(
        self,
        decisions: Sequence[Decision],
        readings: Readings,
        current: Mapping[str, Reading],
        cards: Mapping[str, StoryCard],
    ) -> None:
        self.decisions, self.readings, self.current = decisions, readings, current
        self.cards, self.found = cards, dict(cards)
        self.things = Things(cards.values(), readings.find, self.is_there)
        self.concerned: Changes = defaultdict(set)
        self.idle: dict[str, str] = {}
        self._facts: dict[str, tuple[set[str], dict[str, Fact]]] = {}

    @cached_property
    def base(self) -> World:
        """Identity without decisions: by it the shared IRIs of decisions on identity are read."""
        return resolve(self.cards.values())

    def of(self, *verdicts: str) -> list[Decision]:
        return [d for d in self.decisions if d.verdict in verdicts]

    def ruling(self) -> Ruling:
        rejected, accepted = self._on_facts()
        kinds = self._kinds()
        for story, facts in rejected.items():
            card = self.found.pop(story)
            if story not in facts:
                self.found[story] = self._without(card, facts)
        if kinds:
            self.found = {iri: _retyped(story, kinds) for iri, story in self.found.items()}
        self.things = Things(self.found.values(), self.readings.find, self.is_there)
        world = resolve(self.found.values(), self._rules())
        ruling = Ruling(world, self.found, rejected, accepted, kinds)
        shown = [(d, self._shared(d, world)) for d in self.of("rename")]
        ruling.names = one_value(shown)
        aliases: Changes = defaultdict(set)
        for decision in self.of("alias"):
            for iri in self._shared(decision, world):
                aliases[iri].add(decision.value or "")
        ruling.aliases = {iri: tuple(sorted(names)) for iri, names in aliases.items()}
        for decision in self.decisions:
            if concerned := self.concerned.get(decision.iri):
                ruling.concerns.append((decision, sorted({world.iris.get(i, i) for i in concerned})))
            else:
                ruling.unused.append(f"{decision.place}: {decision} {self.idle.get(decision.iri, IDLE)}")
        return ruling

    def _rules(self) -> Rules:
        """The rules of identity. A shared IRI that is none without decisions is one that other decisions make."""
        decided = []
        pairing = self.of(*PAIRING)
        for decision in pairing:
            named = [self.things.of(t, World() if not self._is_shared(t.iri) else self.base) for t in decision.things]
            decided.append((decision, named))
        if any(
            self._is_shared(t.iri) and not iris for d, named in decided for t, iris in zip(d.things, named, strict=True)
        ):
            world = resolve(self.found.values(), rules(decided, self.things)[0])
            decided = [
                (d, [iris or self.things.of(t, world) for t, iris in zip(d.things, named, strict=True)])
                for d, named in decided
            ]
        found, concerned = rules(decided, self.things)
        self.concerned.update(concerned)
        for decision, named in decided:
            if decision.verdict == "same" and len({i for iris in named for i in iris}) > 1:
                self.idle[decision.iri] = "joins nothing: its things are of different kinds"
        return found

    @staticmethod
    def _is_shared(iri: str | None) -> bool:
        return iri is not None and story_of(iri) is None

    def _shared(self, decision: Decision, world: World) -> set[str]:
        """Shared IRIs of the things of a decision on what is shown."""
        inside = [i for t in decision.things for i in self.things.of(t, world)]
        if not inside and any(self._is_shared(t.iri) for t in decision.things):
            inside = [i for t in decision.things for i in self.things.of(t, self.base)]
        self.concerned[decision.iri].update(inside)
        return {world.iris.get(i, i) for i in inside}

    def _kinds(self) -> dict[str, str]:
        from kg.graph.curated import family

        decided = []
        for decision in self.of("type"):
            kind = family(decision.value or "")
            if kind is None:
                raise InputError(
                    f"{decision.place}: {decision.value!r} is no class of things.", "'kg ontology' lists the classes."
                )
            needs_base = any(self._is_shared(t.iri) for t in decision.things)
            inside = [i for t in decision.things for i in self.things.of(t, self.base if needs_base else World())]
            if wrong := next((i for i in inside if ("event" if "/action/" in i else "thing") != kind), None):
                raise InputError(f"{decision.place}: {wrong} cannot be of class {decision.value}.", "Choose another.")
            self.concerned[decision.iri].update(inside)
            decided.append((decision, inside))
        return one_value(decided)

    def is_there(self, iri: str) -> bool:
        """Whether the current graph of a story has the node."""
        story = story_of(iri)
        return story is not None and story in self.found and iri in self.facts(story)[0]

    def facts(self, story: str) -> tuple[set[str], dict[str, Fact]]:
        """The nodes of a story's graph as found, and its facts."""
        from kg.graph.facts import facts, triples

        if story not in self._facts:
            graph = triples(self.readings.graph(story, self.current[story].version))
            nodes = {getattr(t.subject, "value", "") for t in graph}
            self._facts[story] = (nodes, facts(graph, story))
        return self._facts[story]

    def _on_facts(self) -> tuple[Changes, Changes]:
        """Articles with what is rejected and accepted in them; a whole article that is rejected has itself."""
        decided = [(d, self._facts_of(d)) for d in self.of(*OF_FACTS)]
        verdicts = one_value(decided)
        found: dict[str, Changes] = {"reject": defaultdict(set), "accept": defaultdict(set)}
        for decision, iris in decided:
            self.concerned[decision.iri].update(iris)
        for iri, verdict in verdicts.items():
            found[verdict][story_of(iri) or ""].add(iri)
        rejected = {story: {story} if story in iris else iris for story, iris in found["reject"].items()}
        return rejected, dict(found["accept"])

    def _facts_of(self, decision: Decision) -> list[str]:
        thing = decision.things[0]
        iri = thing.iri
        if iri is None or iri.removeprefix(STORIES).count("/") == 0:
            articles = [a for a in self.readings.find(iri or thing.text) if a in self.current]
            if len(articles) > 1:
                raise InputError(f"{decision.place}: {thing} is {len(articles)} articles.", "Name one by its IRI.")
            return articles if decision.verdict == "reject" else []
        story = story_of(iri)
        if story is None:
            return self.things.of(thing, self.base)
        if story not in self.current:
            return []
        nodes, facts = self.facts(story)
        kind = facts[iri].kind if iri in facts else iri[len(story) + 1 :].partition("/")[0].partition("-")[0]
        if decision.words is None or not any(f.kind == kind for f in facts.values()):
            return [iri] if iri in nodes else []
        alike = [f.iri for f in facts.values() if f.kind == kind and decision.words in f.words]
        return [iri] if iri in alike else alike if len(alike) == 1 else []

    def _without(self, story: StoryCard, rejected: set[str]) -> StoryCard:
        """The card of a story without what was rejected."""
        from kg.graph.curated import curated
        from kg.graph.facts import facts, triples

        graph = curated(triples(self.readings.graph(story.iri, self.current[story.iri].version)), story.iri, rejected)
        there = {getattr(t.subject, "value", "") for t in graph}
        before, after = self.facts(story.iri)[1], facts(graph, story.iri)
        gone = [f for iri, f in before.items() if iri not in after]
        kept = {f.triple for f in after.values() if f.triple}
        lost = [f.triple for f in gone if f.triple and f.triple not in kept]
        cards = (_poorer(c, lost, kept) for c in story.cards if c.iri in there)
        actions = (_poorer_action(a, lost) for a in story.actions if a.iri in there)
        return replace(story, cards=tuple(cards), actions=tuple(actions))


Triple = tuple[str, str, str]


def _poorer(card: Card, lost: list[Triple], kept: set[Triple]) -> Card:
    """The card without posts that were rejected."""
    mine = [t for t in lost if t[0] == card.iri]
    left = [t for t in kept if t[0] == card.iri]
    posts = [p for p in card.posts if not _is_post(p, mine) or _is_post(p, left)]
    return replace(card, posts=tuple(posts)) if mine else card


def _is_post(post: tuple[str, str, str], triples: list[Triple]) -> bool:
    return any(role.endswith(post[0]) and body == post[1] for _, role, body in triples)


def _poorer_action(card: ActionCard, lost: list[Triple]) -> ActionCard:
    """The card without parties, places, days and stages that were rejected."""
    gone = [(prop, value) for subject, prop, value in lost if subject == card.iri]
    values = {prop for prop, _ in gone}
    ends = {value for prop, value in gone if prop in (*PARTIES, "place")}
    stages = {value.rpartition("#")[2] for prop, value in gone if prop == "status"}
    return replace(
        card,
        parties=tuple(p for p in card.parties if p[1] not in ends),
        guessed=tuple(p for p in card.guessed if p[1] not in ends),
        places=tuple(p for p in card.places if p not in ends),
        start=None if "startDate" in values else card.start,
        end=None if "endDate" in values else card.end,
        stages=tuple(s for s in card.stages if s[1] not in stages),
    )


def _retyped(story: StoryCard, kinds: Mapping[str, str]) -> StoryCard:
    cards = (
        replace(c, kind=kinds[c.iri], group=group_of(kinds[c.iri]) or c.group) if c.iri in kinds else c
        for c in story.cards
    )
    actions = (replace(a, kind=kinds[a.iri]) if a.iri in kinds else a for a in story.actions)
    return replace(story, cards=tuple(cards), actions=tuple(actions))
