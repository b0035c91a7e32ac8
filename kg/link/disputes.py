"""Which actions belong to one dispute: those of one employer and one union that follow on one another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from kg.link.cards import ActionCard
from kg.link.spells import days

# A longer pause between two actions begins another dispute.
DISPUTE_GAP = 240
# These alone are no dispute.
PAPERS = frozenset({"CollectiveAgreement", "Proposal"})
# These also others do, for the sake of those whose dispute it is.
FOR_OTHERS = frozenset({"SympathyStrike", "Picket", "Rally", "Boycott"})
ROLES = {"employers": "employer", "unions": "organizer"}


@dataclass(slots=True)
class Event:
    """One action of all stories.

    Attributes:
        employers, unions: how often each is named as such; if none is, those that are guessed.
        sure: whether employers, unions are named.
        first, last: ordinals of the days between which it is told to lie.
    """

    iri: str
    kind: str
    employers: Counter[str]
    unions: Counter[str]
    stories: set[str]
    first: int
    last: int
    sure: frozenset[str] = frozenset()


@dataclass(slots=True)
class Round:
    """The actions of one dispute.

    Attributes:
        first, last: ordinals of its days.
    """

    events: list[Event] = field(default_factory=list)
    stories: set[str] = field(default_factory=set)
    first: int = 0
    last: int = 0
    _named: dict[tuple[str, int], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, one: Event) -> None:
        """Takes an action in."""
        if one.kind not in PAPERS:  # a contract is told of in this dispute and in the next
            self.first = min(self.first, one.first) if self.events else one.first
            self.last = max(self.last, one.last)
        self.events.append(one)
        self.stories |= one.stories
        for role in ROLES:
            # Those who act for others are not heard on whose dispute it is.
            weight = 2 * (one.kind not in FOR_OTHERS) + (role in one.sure)
            self._named[role, weight].update(getattr(one, role))

    def named(self, role: str) -> Counter[str]:
        """How often a body is named in a role, by those actions that tell best."""
        return next((found for weight in (3, 2, 1, 0) if (found := self._named[role, weight])), Counter())

    def gap(self, one: Event) -> int:
        """Days between an action and the dispute."""
        return max(0, one.first - self.last, self.first - one.last)


def event(
    iri: str, cards: list[ActionCard], published: Callable[[str], str | None], iri_of: Callable[[str], str]
) -> Event:
    """What the stories that tell of one action say of it together.

    Args:
        cards: as each of them tells it.
        published: day of a story; iri_of: the shared IRI of a body.
    """
    kinds = Counter(c.kind for c in cards)
    told, guessed = (
        {role: Counter(iri_of(b) for way in ways for r, b in way if r == name) for role, name in ROLES.items()}
        for ways in ([c.parties for c in cards], [c.guessed for c in cards])
    )
    spans = [span for c in cards if (span := _span(c, published(c.story)))]
    return Event(
        iri,
        min(kinds, key=lambda k: (-kinds[k], k)),
        told["employers"] or guessed["employers"],
        told["unions"] or guessed["unions"],
        {c.story for c in cards},
        min((s[0] for s in spans), default=0),
        max((s[1] for s in spans), default=0),
        frozenset(role for role in ROLES if told[role]),
    )


def _span(card: ActionCard, published: str | None) -> tuple[int, int] | None:
    if card.kind in PAPERS or not (card.start or card.end):
        # A contract is in force for years; it is spoken of in the dispute over the next one.
        return days(published[:10]) if published else None
    known = [days(day) for day in (card.start, card.end) if day]
    return min(k[0] for k in known), max(k[1] for k in known)


def disputes(events: Iterable[Event], line: Callable[[str], frozenset[str]]) -> list[Round]:
    """Actions put together into disputes.

    Args:
        events: the actions.
        line: a body with those that it is part of: the union of a local, the owner of a firm.
    """
    ordered = sorted(events, key=lambda e: (e.first, e.iri))
    rounds: list[Round] = []
    index: dict[str, set[int]] = defaultdict(set)
    # The sides of a dispute are known from actions that name both; the others are placed by them.
    for naming_both in (True, False):
        for one in ordered:
            if (len(one.sure) == 2 and one.kind not in FOR_OTHERS | PAPERS) is not naming_both:
                continue
            keys = one.stories.union(*(line(body) for role in ROLES for body in getattr(one, role)))
            near = sorted(set().union(*(index[key] for key in keys)))
            fitting = [(rank, n) for n in near if (rank := _rank(one, rounds[n], line)) is not None]
            if fitting:
                number = min(fitting)[1]
            elif one.employers and one.kind not in PAPERS:
                number = len(rounds)
                rounds.append(Round())
            else:
                continue
            rounds[number].add(one)
            for key in keys:
                index[key].add(number)
    for found in rounds:
        found.events.sort(key=lambda e: (e.first, e.iri))
    return sorted(rounds, key=lambda r: (r.events[0].first, r.events[0].iri))


def span(found: Round) -> tuple[int, int]:
    """First and last day of a dispute, as ordinals; 0 where no story tells a day."""
    dated = [e for e in found.events if e.first > 0] or found.events
    own = [e for e in dated if e.kind not in PAPERS] or dated
    return min(e.first for e in own), max(e.last for e in own)


def _rank(one: Event, dispute: Round, line: Callable[[str], frozenset[str]]) -> tuple[int, int, int] | None:
    """How well an action fits into a dispute, the least the best; None if it does not."""
    gap = dispute.gap(one)
    if gap > DISPUTE_GAP:
        return None
    shared, fits = len(one.stories & dispute.stories), 0
    for role in ROLES:
        mine, theirs = getattr(one, role), dispute.named(role)
        if any(_meet(m, t, line, role) for m in mine for t in theirs):
            fits += 1
        elif mine and theirs and role in one.sure and (role == "employers" or one.kind not in FOR_OTHERS):
            return None
    return (-fits, -shared, gap) if fits or (shared and not one.sure) else None


def _meet(one: str, other: str, line: Callable[[str], frozenset[str]], role: str) -> bool:
    """Whether two bodies are one side: firms of one house; a union and its local, but not two locals of one union."""
    mine, theirs = line(one), line(other)
    return bool(mine & theirs) if role == "employers" else one in theirs or other in mine
