"""What stories have in common, beside the things that are compared."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from kg.link.cards import Card, StoryCard
from kg.link.names import fold, is_acronym, is_common, local_number, person_name, without_form

# Stories share a context when what they have in common weighs as much as one employer or one local.
SHARED = 2
NEAR = 550  # days
# Names that many have are in doubt only in stories of one season.
SOON = 60
# A body that so many stories name says little about any two of them.
WIDE = 200


class Context:
    """Names in common and time between stories."""

    def __init__(self, stories: Iterable[StoryCard]) -> None:
        self.stories = {s.iri: s for s in stories}
        self._days = {iri: _ordinal(s.published) for iri, s in self.stories.items()}
        self._names: dict[str, dict[str, tuple[int, frozenset[str]]]] = {}
        counts: Counter[str] = Counter()
        for iri, story in self.stories.items():
            self._names[iri] = {c.iri: (weight(c), name_keys(c)) for c in story.cards}
            counts.update({key for weighs, keys in self._names[iri].values() if weighs for key in keys})
        self._wide = {key for key, count in counts.items() if count > WIDE}
        self._all = {
            iri: frozenset(k for weighs, keys in names.values() if weighs for k in keys)
            for iri, names in self._names.items()
        }
        self.regions = {iri: _regions(s) for iri, s in self.stories.items()}

    def days_apart(self, one: str, other: str) -> int | None:
        """Days between two stories; None where one has no date."""
        a, b = self._days[one], self._days[other]
        return abs(a - b) if a is not None and b is not None else None

    def near(self, one: str, other: str, days: int = NEAR) -> bool:
        """Whether the two stories may lie within so many days of one another."""
        apart = self.days_apart(one, other)
        return apart is None or apart <= days

    def shared(self, one: Card, other: Card) -> int:
        """Weight of what the stories of two cards have in common beside what the two are called."""
        without = self._names[one.story][one.iri][1] | self._names[other.story][other.iri][1]
        return self.between(one.story, other.story, without, one.iri)

    def between(self, one: str, other: str, without: frozenset[str] = frozenset(), card: str = "") -> int:
        """Weight of what two stories have in common, beside some names and a card of the first."""
        if not self.near(one, other):
            return 0
        theirs = self._all[other] - without
        found = 0
        for iri, (weighs, keys) in self._names[one].items():
            common = (keys & theirs) if weighs and iri != card else None
            if common:
                found += 1 if common <= self._wide else weighs
        return found

    def are_apart(self, one: Card, other: Card) -> bool:
        """Whether the stories place what they tell in different regions."""
        a, b = self.regions[one.story], self.regions[other.story]
        return bool(a) and bool(b) and not a & b


def name_keys(card: Card) -> frozenset[str]:
    """What a thing is called in its story, in a form that other stories can be held against."""
    if card.group == "person":
        name = person_name(card.name)
        return frozenset({f"person {name.given} {name.family}"} if name.whole else ())
    if card.kind == "UnionLocal" and (number := local_number(card.name)):
        return frozenset({f"union {number}", f"union {fold(card.canonical or card.name)}"})
    names = {card.canonical or card.name, card.name, *(f for f in card.forms if f[:1].isupper())}
    return frozenset(f"{card.group} {fold(without_form(n))}" for n in names)


def weight(card: Card) -> int:
    """How much a name in common says: an employer, a local or a union of few 2; a body known to all, a town, a
    person, an acronym 1; a paper, a state, a country and names that many bodies have 0.
    """
    if card.kind in ("NewsOrganization", "State", "Country") or is_common(card.name):
        return 0
    if card.group in ("person", "place"):
        return 1 if card.group == "place" or person_name(card.name).whole else 0
    if card.kind == "UnionLocal":
        return 2
    return 1 if card.canonical or is_acronym(card.name) or card.kind == "GovernmentBody" else 2


def _regions(story: StoryCard) -> frozenset[str]:
    """States (or, where none is named, countries) that a story speaks of."""
    found: dict[str, set[str]] = defaultdict(set)
    for card in story.cards:
        if card.kind in ("State", "Country"):
            found[card.kind].add(fold(card.canonical or card.name))
        elif card.kind == "City" and card.within:
            found["State"].add(fold(card.within[0]))
    return frozenset(found["State"] or found["Country"])


def _ordinal(day: str | None) -> int | None:
    return date.fromisoformat(day[:10]).toordinal() if day and len(day) >= 10 else None
