"""Which actions of several stories are one.

Actions are one by what they are (a strike and a walkout may be one, a strike and a lockout not), by their employer and
union, and by time. Sides that a story names weigh more than those that the extractor took from the rest of the story:
the former may not contradict one another, the latter may. A strike that is put off keeps being the same one.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import product
from typing import TypeAlias

from kg.link.cards import ActionCard, Card
from kg.link.clusters import Clusters, blocks, pairs
from kg.link.context import SHARED, Context
from kg.link.names import fold, is_local_kind, without_form
from kg.link.spells import MOST_MOVED, Told, agree, apart, days, family_of, full, likely, status_of

# (how it is known: told, guessed, story, or near, which forbids but does not tell; role; body)
Side: TypeAlias = tuple[str, str, str]
ROLES = ("employer", "organizer")
JOINED = 0.78
# First words of names that many houses share.
ANYONES = (
    "american associated central city community consolidated county department east eastern federal first general "
    "global grand great greater group holy hotel hospital international metro metropolitan national new north northern "
    "pacific public regional royal saint school society south southern state the union united universal university "
    "western west world"
)


class Events:
    """The joining of actions.

    Args:
        cards: the actions, by IRI.
        clusters: where they are joined; its facts are those of `facts`.
        context: what the stories have in common.
        kin: what a body belongs to; bodies that have something of it in common may stand for one another.
        is_local: whether a body is a local: it has few employers.
    """

    def __init__(
        self,
        cards: dict[str, ActionCard],
        clusters: Clusters,
        context: Context,
        kin: Callable[[str], frozenset[str]],
        is_local: Callable[[str], bool],
    ) -> None:
        self.cards, self.clusters, self.context = cards, clusters, context
        self.kin, self.is_local = kin, is_local

    def resolve(self) -> None:
        """Joins what is one and notes what is in doubt."""
        weighed: dict[tuple[str, str], float] = {}
        for block in blocks(self.cards, self._keys):
            for one, other in pairs(block, self._when):
                if (one, other) not in weighed:
                    weighed[one, other] = self._pair(one, other)
        for one, other in sorted(weighed, key=lambda p: (-weighed[p], self._apart(*p), p)):
            how_likely = weighed[one, other]
            if how_likely >= JOINED and self._agree(one, other):
                self.clusters.join(one, other)
            elif how_likely:
                self.clusters.doubt(
                    one, other, min(how_likely, 0.6), "like actions of the same parties at about the same time"
                )

    def _keys(self, iri: str) -> Iterator[Hashable]:
        family = family_of(self.cards[iri].kind)
        for how, _, body in self._sides(iri):
            for name in self.kin(body) if how != "near" else ():
                yield (family, name)

    def _sides(self, iri: str) -> set[Side]:
        return {f for f in self.clusters.facts(iri) if isinstance(f, tuple)}

    def _when(self, iri: str) -> str:
        return self.context.stories[self.cards[iri].story].published or ""

    def _apart(self, one: str, other: str) -> int:
        return self.context.days_apart(self.cards[one].story, self.cards[other].story) or 0

    def _pair(self, one: str, other: str) -> float:
        """How likely two actions are one by their own cards."""
        a, b = self.cards[one], self.cards[other]
        if a.story == b.story:
            return 0.0
        fits = self._parties_fit(self._sides(one), self._sides(other))
        if not fits or self._two_locals(one, other) or not self._more_in_common(one, other):
            return 0.0
        first, second = told(a, self._when(one)), told(b, self._when(other))
        family = family_of(a.kind)
        when = likely(first, second, family)
        if not when and family == "stoppage" and fits == 1 and full(a.start) and full(b.start):
            return 0.4 if apart(days(a.start or ""), days(b.start or "")) <= MOST_MOVED else 0.0
        return when * (0.9 + 0.1 * fits)

    def _more_in_common(self, one: str, other: str) -> bool:
        """Whether more than a union of the whole country is common: an employer, a local, or what the stories share."""
        a, b = self._sides(one), self._sides(other)
        employers = _of(a, "employer")[1], _of(b, "employer")[1]
        if all(employers) and self._meet(*employers):
            return True
        locals_ = _of(a, "organizer")[1] & _of(b, "organizer")[1]
        if any(self.is_local(body) for body in locals_):
            return True
        return self.context.between(self.cards[one].story, self.cards[other].story) > SHARED

    def _parties_fit(self, one: set[Side], other: set[Side]) -> float:
        """How well employer, union and proposer go together: 1 where one at least is the same in both and none differs,
        less where they are guessed or one that is guessed differs, 0 where one that is told differs or none is the
        same.
        """
        best, differs = 0.0, False
        for role in (*ROLES, "proposedBy", "party"):
            a, b = _of(one, role), _of(other, role)
            if not (a[1] and b[1]):
                # A union strikes many employers: stories of two others do not speak of one strike.
                if role == "employer" and not self._meet(a[1] or _near(one), b[1] or _near(other)):
                    return 0.0
                continue
            if a[1] & b[1] or (role != "party" and self._meet(a[1], b[1])):
                best = max(best, {("told", "told"): 1.0, ("story", "story"): 0.1}.get((a[0], b[0]), 0.5))
            elif role == "party":
                continue
            elif a[0] == b[0] == "told" or (role == "employer" and not self._may_differ(one, other)):
                return 0.0
            else:
                differs = True
        return min(best, 0.2) if differs else best

    def _may_differ(self, one: set[Side], other: set[Side]) -> bool:
        """Whether a guessed employer may be wrong: one local acts in both, or the story names the other one too."""
        if any(self.is_local(body) for body in _of(one, "organizer")[1] & _of(other, "organizer")[1]):
            return True
        return self._meet(_of(one, "employer")[1] | _near(one), _of(other, "employer")[1] | _near(other))

    def _meet(self, one: set[str], other: set[str]) -> bool:
        """Whether bodies of the two may stand for one another, or there is none on one side."""
        return not one or not other or any(self.kin(x) & self.kin(y) for x in one for y in other)

    def _two_locals(self, one: str, other: str) -> bool:
        """Whether a strike of each is called by a local of its own: the union that they share does not join them."""
        a, b = _of(self._sides(one), "organizer")[1], _of(self._sides(other), "organizer")[1]
        stoppage = family_of(self.cards[one].kind) == "stoppage"
        return stoppage and bool(a and b) and not a & b and all(self.is_local(body) for body in a | b)

    def _agree(self, one: str, other: str) -> bool:
        """Whether all that is known of the two sets goes together."""
        if self._two_locals(one, other) or not self._parties_fit(self._sides(one), self._sides(other)):
            return False
        family = family_of(self.cards[one].kind)
        first, second = (
            [f for f in self.clusters.facts(i) if isinstance(f, Told) and full(f.start)] for i in (one, other)
        )
        # A plan gives way to another, so one pair is enough; days of what has begun do not.
        begun = product((a for a in first if a.has_begun), [b for b in second if b.has_begun])
        if not all(agree(a, b, family) for a, b in begun):
            return False
        return not (first and second) or any(agree(a, b, family) for a, b in product(first, second))


def _of(sides: set[Side], role: str) -> tuple[str, set[str]]:
    """The bodies in a role that are known best, and how."""
    for how in ("told", "guessed", "story"):
        if found := {body for h, r, body in sides if (h, r) == (how, role)}:
            return how, found
    return "", set()


def _near(sides: set[Side]) -> set[str]:
    """The employers of the other actions of the story."""
    return {body for how, role, body in sides if how == "near" and role == "employer"}


def told(card: ActionCard, published: str | None) -> Told:
    """When an action takes place, as its story has it."""
    return Told(card.start, published or None, card.end, status_of(card.stages))


def facts(card: ActionCard, published: str | None, bodies: Clusters, soft: Iterable[tuple[str, str]]) -> set[Hashable]:
    """What is known of an action: when it takes place and whose it is; where the story names no side at all, the sides
    of the other actions of the story, as also the employer of those who act for others.
    """
    known = {role for role, _ in (*card.parties, *card.guessed)}
    named = {role for role, _ in card.parties}
    ways: list[tuple[str, Iterable[tuple[str, str]]]] = [("told", card.parties), ("guessed", card.guessed)]
    if not known or card.kind == "SympathyStrike":
        ways.append(("story", [p for p in soft if p[0] not in known]))
    ways.append(("near", [p for p in soft if p[0] not in named]))
    sides = {(how, role, bodies.root(body)) for how, found in ways for role, body in found if body in bodies.stories}
    return {told(card, published), *sides}


def house(card: Card, places: set[str]) -> str | None:
    """The first word of an employer's name, which its sites and subsidiaries often share; None where it says little, as
    a place or "National", or where it is all that tells the house of one town from that of another ("Mercy Hospital").
    """
    words = fold(without_form(card.name)).split()
    if (
        card.group != "organization"
        or not words
        or len(words[0]) < 4
        or words[0] in ANYONES.split()
        or words[0] in places
        or (len(words) == 2 and is_local_kind(card.name))
    ):
        return None
    return words[0]
