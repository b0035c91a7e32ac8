"""What will be an entity of a named class, its mentions, and mentions that fit several."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.annotate.names.lexicon import fold
from kg.model import Span


@dataclass(slots=True)
class Spot:
    """One mention of a thing: its span, the form, the rule that tied it and how sure that is."""

    span: Span
    text: str
    rule: str
    confidence: float
    nominal: bool = False


@dataclass(slots=True)
class Thing:
    """What will be an entity: a class, a name and its mentions."""

    kind: str
    name: str
    spots: list[Spot] = field(default_factory=list)
    nickname: str | None = None
    gender: str | None = None
    number: str | None = None
    union: str | None = None
    weight: float = 1.0
    canonical: str | None = None
    geonames: int | None = None
    within: Thing | None = None
    parent: Thing | None = None
    named: bool = True
    key: str | None = None

    @property
    def low(self) -> str:
        return fold(self.name)

    @property
    def words(self) -> list[str]:
        return self.low.split()

    @property
    def start(self) -> int:
        return min((s.span.start for s in self.spots), default=0)


@dataclass(slots=True)
class Open:
    """A mention that fits several things."""

    spot: Spot
    things: tuple[Thing, ...]
