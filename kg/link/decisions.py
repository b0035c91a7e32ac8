"""Decisions about identity, applied to the things of all stories."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from kg.errors import InputError
from kg.ids import DATA
from kg.link.cards import ActionCard, Card, StoryCard
from kg.link.curation import Decision, Named
from kg.link.world import Rules, World

STORIES = f"{DATA}article/"


def story_of(iri: str) -> str | None:
    """IRI of the article that an IRI lies in; None for one that stories share."""
    return STORIES + iri[len(STORIES) :].partition("/")[0] if iri.startswith(STORIES) else None


class Things:
    """What a decision means by a thing.

    Args:
        stories: the cards of all stories.
        articles: a word that names an article -> the IRIs of those that it may be.
        there: whether a story has a node of this IRI, for what is on no card.
    """

    def __init__(
        self, stories: Iterable[StoryCard], articles: Callable[[str], list[str]], there: Callable[[str], bool]
    ) -> None:
        self.cards: dict[str, Card | ActionCard] = {}
        self._named: dict[str, list[str]] = defaultdict(list)
        self._articles, self._there = articles, there
        for story in stories:
            for card in story.cards:
                self.cards[card.iri] = card
                self._named[card.name].append(card.iri)
            for action in story.actions:
                self.cards[action.iri] = action
                self._named[" ".join(action.label.split())].append(action.iri)

    def group(self, iri: str) -> str:
        """What a thing may be one with: person, body, place or action; "" for what no two stories share."""
        card = self.cards.get(iri)
        if isinstance(card, Card):
            return "body" if card.group in ("union", "organization") else card.group
        return "action" if card else ""

    def of(self, named: Named, world: World) -> list[str]:
        """IRIs inside stories of what is named, sorted; a shared IRI means all that it stands for in a world."""
        iri = named.iri
        if iri is None:
            stories = set(self._articles(named.story)) if named.story else None
            return sorted(i for i in self._named.get(named.text, ()) if self._fits(i, named.kind, stories))
        if story_of(iri) and (iri in self.cards or self._there(iri)):
            return [iri]
        return sorted(inside for inside, shared in world.iris.items() if shared == iri and inside in self.cards)

    def _fits(self, iri: str, kind: str | None, stories: set[str] | None) -> bool:
        card = self.cards[iri]
        kinds = {card.kind.casefold(), card.group if isinstance(card, Card) else "action"}
        return (kind is None or kind.casefold() in kinds) and (stories is None or card.story in stories)


Meant = list[tuple[Decision, list[list[str]]]]


def rules(decided: Meant, things: Things) -> tuple[Rules, dict[str, set[str]]]:
    """The rules that `same` and `different` come to, and what each decision (by IRI) concerns.

    Args:
        decided: each with the IRIs inside stories of each thing that it names.

    Raises:
        InputError: two decisions contradict each other.
    """
    apart: Meant = []
    joined: list[tuple[Decision, list[str]]] = []
    concerned: dict[str, set[str]] = defaultdict(set)
    for decision, sides in decided:
        if decision.verdict == "different":
            told = _apart(decision, sides)
            if sum(map(bool, told)) > 1:
                apart.append((decision, told))
                concerned[decision.iri].update(i for side in told for i in side)
        elif decision.verdict == "same":
            groups: dict[str, set[str]] = defaultdict(set)
            for iri in {i for side in sides for i in side}:
                groups[things.group(iri)].add(iri)
            for group, members in sorted(groups.items()):
                if group and len(members) > 1:
                    joined.append((decision, sorted(members)))
                    concerned[decision.iri] |= members
    _hold(joined, apart)
    pairs = [(tuple(a), tuple(b)) for _, told in apart for a, b in combinations(told, 2) if a and b]
    same = {(members[0], other) for _, members in joined for other in members[1:]}
    return Rules(tuple(sorted(same)), tuple(sorted(pairs))), concerned


def _apart(decision: Decision, sides: list[list[str]]) -> list[list[str]]:
    """The sides; what is a part of another side is taken from that: this story's from the one that all share."""
    told = [set(side) for side in sides]
    for a, one in enumerate(told):
        for b, other in enumerate(told):
            if a != b and one and one == other:
                raise InputError(f"{decision.place}: {decision} names one thing twice.", "Name two that are not one.")
            if a != b and one < other:
                other -= one
    if any(a & b for a, b in combinations(told, 2)):
        raise InputError(f"{decision.place}: the things of {decision} overlap.", "Name them by IRIs inside stories.")
    return [sorted(side) for side in told]


def _hold(joined: list[tuple[Decision, list[str]]], apart: Meant) -> None:
    """Raises the error for things that decisions both join, be it by way of others, and keep apart."""
    above = _roots(joined)
    for decision, told in apart:
        if not _meets(above, told):
            continue
        # All up to the one that closes the chain are needed; that one is named.
        count = next(n for n in range(1, len(joined) + 1) if _meets(_roots(joined[:n]), told))
        raise contradiction(joined[count - 1][0], decision)


def _roots(joined: list[tuple[Decision, list[str]]]) -> Callable[[str], str]:
    above: dict[str, str] = {}

    def root(iri: str) -> str:
        while iri in above:
            iri = above[iri]
        return iri

    for _, members in joined:
        for other in members[1:]:
            one, two = root(members[0]), root(other)
            if one != two:
                above[two] = one
    return root


def _meets(root: Callable[[str], str], told: list[list[str]]) -> bool:
    roots = [{root(i) for i in side} for side in told]
    return any(a & b for a, b in combinations(roots, 2))


def contradiction(one: Decision, other: Decision) -> InputError:
    """The error for two decisions of which one has to go."""
    first, second = sorted((one, other), key=lambda d: (len(d.place), d.place))
    return InputError(
        f"{first.place}: {first} and {second.place}: {second} contradict each other.", "Remove or change one of them."
    )


def one_value(decided: Sequence[tuple[Decision, Iterable[str]]]) -> dict[str, str]:
    """IRI -> the value that decisions of one verdict give it.

    Raises:
        InputError: two give different ones.
    """
    found: dict[str, Decision] = {}
    for decision, iris in decided:
        for iri in iris:
            earlier = found.setdefault(iri, decision)
            if (earlier.verdict, earlier.value) != (decision.verdict, decision.value):
                raise contradiction(earlier, decision)
    return {iri: decision.value or decision.verdict for iri, decision in found.items()}
