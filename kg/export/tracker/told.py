"""What one article tells of one action: the records between the graph and the rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

OWN_VOICE = "the article"
# An action of which only these are told has not been called, or was called off: it is no row.
NO_ACTION = frozenset({"threatened", "authorized", "averted"})
AHEAD = frozenset({"announced", "scheduled"}) | NO_ACTION
BEGUN = frozenset({"under way", "suspended", "ended"})
PLANS = frozenset({"plan", "expectation"})


@dataclass(frozen=True, slots=True)
class Source:
    """An article: its IRI, and its title, day of publication (ISO, or ""), publisher and address as far as known."""

    iri: str
    title: str
    published: str
    publisher: str
    url: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of an article with their offsets in code points, and the sentence they stand in."""

    start: int
    end: int
    words: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Told:
    """One value of one field, as one source gives it.

    Attributes:
        field: column of the row.
        value: the value as a cell shows it.
        claimant: who says so: names of speakers, or OWN_VOICE.
        modality: fact, plan or expectation; "" for what no claim says.
        hedge: approximately, at least ...; "" without a number.
        of: whom or what a number counts.
        low, high: what the number is at least and at most, None where it does not say.
        as_of: day for which it is told (the article's, where the claim has none), or "".
        evidence: IRI of the claim, or of the thing.
        planned: whether it is told of what is yet to come.
    """

    field: str
    value: str
    source: Source
    passages: tuple[Passage, ...]
    claimant: str = OWN_VOICE
    modality: str = ""
    hedge: str = ""
    of: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    as_of: str = ""
    rule: str = ""
    confidence: str = ""
    evidence: str = ""
    planned: bool = False

    def under(self, field: str, value: str | None = None, rule: str = "") -> Told:
        """The same evidence for another field that is drawn from it."""
        return replace(
            self, field=field, value=self.value if value is None else value, rule=f"{rule} < {self.rule}".strip(" <")
        )


@dataclass(frozen=True, slots=True)
class Report:
    """All that one article tells of one action; `kind` is the label of its class."""

    action: str
    label: str
    kind: str
    source: Source
    told: tuple[Told, ...]


def voice(told: Told, several: bool) -> str:
    """The claimant as a cell names it: where several articles tell of the action, an article by its publisher."""
    if told.claimant != OWN_VOICE or not several:
        return told.claimant
    return told.source.publisher or told.source.title or OWN_VOICE


def side_by_side(told: Iterable[Told], several: bool) -> str:
    """Values of figures and dates in one cell, in the order told, each with its claimants; none is chosen.

    A value that an article gives in its own voice, and that nothing contradicts, stands without a claimant.
    """
    groups: dict[str, list[Told]] = {}
    for item in told:
        groups.setdefault(item.value, []).append(item)
    counted = {item.of for items in groups.values() for item in items}
    parts = []
    for value, items in groups.items():
        marks = ["planned"] if all(item.planned for item in items) else []
        if len(groups) > 1 or all(item.claimant != OWN_VOICE for item in items):
            marks += dict.fromkeys(voice(item, several) for item in items)
        if len(counted) > 1 and len(groups) > 1 and items[0].of:
            marks.append(f"of {items[0].of}")
        parts.append(f"{value} ({', '.join(marks)})" if marks else value)
    return "; ".join(parts)


def listed(told: Iterable[Told]) -> str:
    """Names in one cell, each once, in the order told."""
    return "; ".join(dict.fromkeys(item.value for item in told))
