"""Scores of the tagger -> attributions: runs of cues, the labels of each cue's scope, and no attribution twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.annotate.attribution.windows import Window
from kg.model import Span

Floats = NDArray[np.float32]
SOURCE, CONTENT = 1, 2  # labels of words; 0 is neither
STOPS = ".!?"
HOLE = 2  # words of a hole in content that is filled
CRUMB = 2  # words of a stray part in another paragraph than the cue that is dropped


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue with what it attributes, and to whom.

    Attributes:
        cue: span of the cue; source: the words that name who speaks or thinks, or None; content: parts in order.
        score: how sure the tagger is that this is an attribution, 0 to 1.
        thought: probability that it is a thought, wish or attitude rather than speech; None if the model has not
            learned the difference.
        confidence: share of attributions with such a score that were right, words and source, on stories kept back.
    """

    cue: Span
    source: Span | None
    content: tuple[Span, ...]
    score: float
    thought: float | None = None
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class Reading:
    """What the tagger says of one cue: words first..end (exclusive) of the window; log probabilities [n, 3] of the
    labels of the words from `start` on; scores of the cue and of the whole."""

    window: Window
    first: int
    end: int
    cue: float
    valid: float
    thought: float | None
    start: int
    labels: Floats


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What decides: the least score, the weight of the second look against the first, the favor given to sources, and
    the overlap above which two contents are one."""

    score: float = 0.45
    second: float = 0.5
    source: float = 0.0
    twin: float = 0.8

    def whole(self, cue: float, valid: float) -> float:
        """The score of the whole, of those of the first and of the second look."""
        return float(cue ** (1 - self.second) * valid**self.second)

    def within_reach(self, cue: float) -> bool:
        """Whether the surest second look could still make an attribution of what had this score at the first."""
        return self.whole(cue, 1.0) >= self.score


def cues(chances: Floats, least: float) -> list[tuple[int, int, float]]:
    """(first, end, score) of the runs of words that are a cue with at least this chance; chances [n, 3] of O, B, I."""
    on, begins = 1 - chances[:, 0], chances[:, 1] >= chances[:, 2]
    found: list[tuple[int, int, float]] = []
    at = 0
    while at < len(on):
        end = at + 1
        if on[at] >= least:
            while end < len(on) and on[end] >= least and not begins[end]:
                end += 1
            found.append((at, end, float(on[at:end].max())))
        at = end
    return found


def runs(labels: list[int], wanted: int) -> list[tuple[int, int]]:
    """(first, end) of the runs of a label."""
    found: list[tuple[int, int]] = []
    for i, label in enumerate(labels):
        if label != wanted:
            continue
        if found and found[-1][1] == i:
            found[-1] = (found[-1][0], i + 1)
        else:
            found.append((i, i + 1))
    return found


def whole(parts: list[tuple[int, int]], own: list[tuple[int, int]], stops: list[bool]) -> list[tuple[int, int]]:
    """Parts of content with small holes between them filled, where neither cue nor source nor a full stop is in the
    hole."""
    found: list[tuple[int, int]] = []
    for first, end in parts:
        hole = (found[-1][1], first) if found else (0, 0)
        free = hole[1] - hole[0] <= HOLE and not any(a < hole[1] and hole[0] < b for a, b in own)
        if found and free and not any(stops[hole[0] : hole[1]]):
            found[-1] = (found[-1][0], end)
        else:
            found.append((first, end))
    return found


def decode(text: str, readings: Iterable[Reading], limits: Thresholds) -> list[Attribution]:
    """The attributions of a text in order of their content; of two with nearly the same content the surer stays."""
    found = [a for r in readings if (a := _attribution(text, r, limits)) is not None]
    found.sort(key=lambda a: (-a.score, a.cue))
    kept: list[tuple[Attribution, set[int]]] = []
    for attribution in found:
        held = {i for s in attribution.content for i in range(s.start, s.end)}
        if not any(len(held & other) >= limits.twin * len(held | other) for _, other in kept):
            kept.append((attribution, held))
    return sorted((a for a, _ in kept), key=lambda a: (a.content[0], a.cue))


def _attribution(text: str, reading: Reading, limits: Thresholds) -> Attribution | None:
    score = limits.whole(reading.cue, reading.valid)
    if score < limits.score:
        return None
    scores = reading.labels.copy()
    scores[:, SOURCE] += limits.source
    scores[reading.first - reading.start : reading.end - reading.start, 1:] -= 4  # the cue itself is neither
    labels = scores.argmax(-1).tolist()
    words = reading.window.words[reading.start : reading.start + len(labels)]

    def spoken(run: tuple[int, int]) -> bool:
        return any(text[a].isalnum() for a, _ in words[run[0] : run[1]])

    def span(run: tuple[int, int]) -> Span:
        return Span(words[run[0]][0], words[run[1] - 1][1])

    sources = [r for r in runs(labels, SOURCE) if spoken(r)]
    source = max(sources, key=lambda r: float(np.exp(scores[r[0] : r[1], SOURCE]).sum()), default=None)
    own = [(reading.first - reading.start, reading.end - reading.start), *([source] if source else [])]
    content = whole([r for r in runs(labels, CONTENT) if spoken(r)], own, [text[a] in STOPS for a, _ in words])
    there = reading.window.paragraphs[reading.start : reading.start + len(labels)]
    home = there[reading.first - reading.start]
    content = [r for r in content if there[r[0]] == home or r[1] - r[0] > CRUMB]
    if not content:
        return None
    return Attribution(
        reading.window.span(reading.first, reading.end),
        span(source) if source else None,
        tuple(span(r) for r in content),
        round(score, 3),
        reading.thought,
    )
