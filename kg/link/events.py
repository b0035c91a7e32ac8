"""Which actions of several stories are one, and which belong to one dispute.

Actions are one by what they are (a strike and a walkout may be one, a strike and a lockout not), by their employer and
union, and by time. A strike that is put off keeps being the same one: a story that names another first day before the
first one came speaks of it. After that day another first day is another strike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from kg.link.cards import ActionCard
from kg.link.clusters import Clusters, blocks, pairs
from kg.link.context import Context

FAMILIES = {"Strike": "stoppage", "Walkout": "stoppage", "WorkStoppage": "stoppage"}
# Days within which two stories that give no day may speak of one event.
WINDOWS = {
    "stoppage": 60,
    "Lockout": 120,
    "Negotiation": 60,
    "Impasse": 30,
    "Rally": 5,
    "Picket": 21,
    "Proposal": 14,
    "TentativeAgreement": 60,
    "CollectiveAgreement": 400,
}
WINDOW = 30
# Families whose events last, so that two days that are told are days of one.
LASTING = ("Negotiation", "Impasse", "Picket", "Boycott", "Slowdown", "CollectiveAgreement", "Proposal")
MOST_MOVED = 120
DISPUTE_GAP = 240


@dataclass(frozen=True, slots=True)
class Told:
    """When an action begins, as a story of a certain day tells it; either may be unknown."""

    start: str | None
    published: str | None


class Events:
    """The joining of actions.

    Args:
        cards: the actions, by IRI.
        clusters: where they are joined; its facts are those of `facts`.
        context: what the stories have in common.
        related: whether two bodies belong together.
    """

    def __init__(
        self,
        cards: dict[str, ActionCard],
        clusters: Clusters,
        context: Context,
        related: Callable[[str, str], bool],
    ) -> None:
        self.cards, self.clusters, self.context, self.related = cards, clusters, context, related

    def resolve(self) -> None:
        """Joins what is one and notes what is in doubt."""
        weighed: dict[tuple[str, str], float] = {}
        for block in blocks(self.cards, self._keys):
            for one, other in pairs(block, self._when):
                if (one, other) not in weighed:
                    weighed[one, other] = self._pair(one, other)
        for one, other in sorted(weighed, key=lambda p: (-weighed[p], self._apart(*p), p)):
            likely = weighed[one, other]
            if likely >= 0.8 and self._agree(one, other):
                self.clusters.join(one, other)
            elif likely:
                self.clusters.doubt(one, other, min(likely, 0.6), "like actions of the same parties at another time")

    def _keys(self, iri: str) -> Iterator[Hashable]:
        family = family_of(self.cards[iri].kind)
        for _, party in self._sides(iri):
            yield (family, party)

    def _sides(self, iri: str) -> set[tuple[str, str]]:
        return {f for f in self.clusters.facts(iri) if isinstance(f, tuple)}

    def _when(self, iri: str) -> str:
        return self.context.stories[self.cards[iri].story].published or ""

    def _apart(self, one: str, other: str) -> int:
        return self.context.days_apart(self.cards[one].story, self.cards[other].story) or 0

    def _pair(self, one: str, other: str) -> float:
        """How likely two actions are one by their own cards."""
        a, b = self.cards[one], self.cards[other]
        if a.story == b.story or not self._parties_fit(self._sides(one), self._sides(other)):
            return 0.0
        family = family_of(a.kind)
        first, second = Told(a.start, self._when(one) or None), Told(b.start, self._when(other) or None)
        if full(a.start) and full(b.start):
            gap = _gap(a.start, b.start) or 0
            if agree(first, second, family):
                return 0.95 if gap <= 2 else 0.88
            return 0.4 if gap <= MOST_MOVED else 0.0
        if a.start and b.start:
            return 0.9 if a.start[:7].startswith(b.start[:7]) or b.start[:7].startswith(a.start[:7]) else 0.0
        window = WINDOWS.get(family, WINDOW)
        apart = min((d for d in (_gap(x, y) for x in _days(first) for y in _days(second)) if d is not None), default=0)
        return (0.9 if apart <= window // 2 else 0.85) if apart <= window else 0.0

    def _parties_fit(self, one: set[tuple[str, str]], other: set[tuple[str, str]]) -> bool:
        """Whether employers and unions do not contradict one another and one of them is common."""
        common = 0
        for role in ("employer", "organizer"):
            a, b = ({party for r, party in sides if r == role} for sides in (one, other))
            if not a or not b:
                continue
            if not (a & b) and not any(self.related(x, y) for x in a for y in b):
                return False
            common += 1
        return common > 0 or bool({p for r, p in one if r == "party"} & {p for r, p in other if r == "party"})

    def _agree(self, one: str, other: str) -> bool:
        """Whether all that is known of the two sets goes together."""
        family = family_of(self.cards[one].kind)
        first, second = ({f for f in self.clusters.facts(i) if isinstance(f, Told)} for i in (one, other))
        if not self._parties_fit(self._sides(one), self._sides(other)):
            return False
        return all(agree(a, b, family) for a in first for b in second if full(a.start) and full(b.start))


def family_of(kind: str) -> str:
    """What an action is told apart by: a strike is also called a walkout."""
    return FAMILIES.get(kind, kind)


def facts(card: ActionCard, published: str | None, bodies: Clusters, soft: Iterable[tuple[str, str]]) -> set[Hashable]:
    """What is known of an action: when it begins and whose it is; where the story names no side, the sides of the
    other actions of the story.
    """
    sides = {(role, bodies.root(party)) for role, party in card.parties or soft if party in bodies.stories}
    return {Told(card.start, published), *sides}


def agree(one: Told, other: Told, family: str) -> bool:
    """Whether two days are first days of one action: (nearly) the same, or the one put in place of the other before it
    came.
    """
    if not (full(one.start) and full(other.start)):
        return True
    gap = _gap(one.start, other.start) or 0
    if gap <= 2:
        return True
    if family in LASTING:
        return gap <= WINDOWS.get(family, WINDOW)
    if not (one.published and other.published) or gap > MOST_MOVED:
        return False
    earlier, later = sorted((one, other), key=lambda t: (t.published or "", t.start or ""))
    return (later.published or "")[:10] <= (earlier.start or "") and (later.published or "") <= (later.start or "")


def full(day: str | None) -> bool:
    """Whether a day is known, not only a month or year."""
    return day is not None and len(day) >= 10


def _days(told: Told) -> list[str]:
    return [told.start] if told.start and full(told.start) else [told.published] if told.published else []


def _gap(one: str | None, other: str | None) -> int | None:
    if not (one and other):
        return None
    return abs(date.fromisoformat(one[:10]).toordinal() - date.fromisoformat(other[:10]).toordinal())


def disputes(
    spans: dict[str, tuple[str, str]], sides: dict[str, set[tuple[str, str]]], line: Callable[[str], set[str]]
) -> list[list[str]]:
    """Actions put together into disputes: one employer, one union (or its locals), no pause beyond DISPUTE_GAP days.

    Args:
        spans: first and last day that is told of each action.
        sides: (role, body) of each action.
        line: a union with the unions that it is part of.
    """
    found: dict[str, list[list[str]]] = defaultdict(list)
    for action in sorted(spans, key=lambda a: (spans[a], a)):
        employers = sorted(body for role, body in sides[action] if role == "employer")
        unions = {top for role, body in sides[action] if role == "organizer" for top in line(body)}
        for employer in employers[:1]:
            for dispute in reversed(found[employer]):
                last = max(spans[a][1] for a in dispute)
                theirs = {top for a in dispute for r, body in sides[a] if r == "organizer" for top in line(body)}
                fits = not unions or not theirs or bool(unions & theirs)
                if (fits and (_gap(spans[action][0], last) or 0) <= DISPUTE_GAP) or (fits and spans[action][0] <= last):
                    dispute.append(action)
                    break
            else:
                found[employer].append([action])
    return [dispute for _, all_ in sorted(found.items()) for dispute in all_]
