"""What a measurement gives: a figure a layer, faults with their places, and what the confidence is worth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.errors import KgError
from kg.evaluate.figures import Figure, Share, Tally
from kg.model import Span

CONFIDENCES = (0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True, slots=True)
class Fault:
    """One error.

    Attributes:
        kind: "missed statement", "false entity", "speaker" ...; story: id of the story.
        spans: where, as far as the text tells it; words: the words in question.
        found, wanted: what the graph has and what gold has, where these are told apart.
    """

    kind: str
    story: str
    spans: tuple[Span, ...]
    words: str
    found: str = ""
    wanted: str = ""


@dataclass(slots=True)
class Confident:
    """What is given at a confidence or above: how many, how many of these are in gold, how many are right."""

    given: int = 0
    in_gold: int = 0
    right: int = 0

    @property
    def among_matched(self) -> float | None:
        """Right speakers, of those that are in gold."""
        return self.right / self.in_gold if self.in_gold else None

    @property
    def among_given(self) -> float | None:
        """Right speakers, of all given: what is not in gold is wrong."""
        return self.right / self.given if self.given else None


@dataclass(slots=True)
class Report:
    """The figures of one gold.

    Attributes:
        name: of the folder or file; figures: layer -> its figure, in the order of a table.
        faults: in the order of stories and layers.
        confident: least confidence -> what is given at it.
        stories: how many; missing: ids of those that the graph lacks, all of whose gold counts as missed.
        failed: why stories could not be built.
    """

    name: str
    figures: dict[str, Figure]
    faults: list[Fault] = field(default_factory=list)
    confident: dict[float, Confident] = field(default_factory=lambda: {c: Confident() for c in CONFIDENCES})
    stories: int = 0
    missing: list[str] = field(default_factory=list)
    failed: list[KgError] = field(default_factory=list)

    def tally(self, layer: str) -> Tally:
        """A figure that is a tally."""
        figure = self.figures[layer]
        assert isinstance(figure, Tally), layer
        return figure

    def share(self, layer: str) -> Share:
        """A figure that is a share."""
        figure = self.figures[layer]
        assert isinstance(figure, Share), layer
        return figure

    def trust(self, confidence: float, in_gold: bool, right: bool) -> None:
        """Counts one thing that is given with a confidence."""
        for least, row in self.confident.items():
            if confidence >= least:
                row.given += 1
                row.in_gold += in_gold
                row.right += right

    def kinds(self) -> list[tuple[str, int]]:
        """The kinds of faults with their numbers, most frequent first."""
        counts = Counter(fault.kind for fault in self.faults)
        return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def slashed(names: Iterable[str]) -> str:
    """Names in one line, always in the same order."""
    return "/".join(sorted(names))
