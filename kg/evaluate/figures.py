"""The two kinds of figures: precision and recall of things that are found, and shares of answers that are right."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Tally:
    """Counts of things found: of the `given`, so many `right`; of those in `gold`, so many `hit`; parts may count."""

    right: float = 0
    given: float = 0
    hit: float = 0
    gold: float = 0

    def add(self, right: float, given: float, gold: float, hit: float | None = None) -> None:
        """Adds counts; `hit` is `right` where things are matched one to one."""
        self.right += right
        self.given += given
        self.gold += gold
        self.hit += right if hit is None else hit

    @property
    def precision(self) -> float:
        """Share of the given that is right; 0 if nothing is given."""
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that is hit; 0 if there is no gold."""
        return self.hit / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 0 if both are."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def value(self) -> float | None:
        """F1, or None where there is neither gold nor anything given."""
        return self.f1 if self.given or self.gold else None


@dataclass(slots=True)
class Share:
    """Of so many answers, so many are right."""

    right: int = 0
    of: int = 0

    def add(self, right: object) -> None:
        """Counts one answer."""
        self.right += bool(right)
        self.of += 1

    @property
    def value(self) -> float | None:
        """The share that is right, or None where nothing was asked."""
        return self.right / self.of if self.of else None


Figure = Tally | Share
