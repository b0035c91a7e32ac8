"""The thresholds of a model, and what its scores are worth, from stories that it was not trained on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kg.annotate.attribution.decode import Attribution, Thresholds, decode
from kg.annotate.attribution.tagger import Tagger
from kg.evaluate.attributions import Found, Scores, right, score
from kg.train.marked import Story

GRID: dict[str, tuple[float, ...]] = {
    "score": (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95),
    "second": (0.3, 0.5, 0.7),
    "source": (0.0, 0.5, 1.0, 1.5),
    "twin": (0.5, 0.65, 0.8),
}
ROUNDS = 2
LEAST = 40  # attributions of a bin of the calibration
GIVEN = 0.005  # F1 that is given for precision: words in a wrong mouth are worse than words left out


def tune(folder: Path, held: Sequence[Story]) -> tuple[Thresholds, list[tuple[float, float]], dict[str, float]]:
    """Thresholds with the best full F1 (coordinate search), the score among them as high as costs little of it; the
    calibration, and the figures with them."""
    tagger = Tagger(folder)
    texts = {s.identifier: s.text for s in held}
    gold = {s.identifier: [Found(m.content, m.source, m.cue) for m in s.taught] for s in held}
    readings = {s.identifier: list(tagger.readings(s.text)) for s in held}

    def found(limits: Thresholds) -> dict[str, list[Attribution]]:
        return {name: decode(texts[name], readings[name], limits) for name in texts}

    def scores(limits: Thresholds) -> Scores:
        return score(texts, gold, {name: spans(a) for name, a in found(limits).items()})

    limits = Thresholds()
    best = scores(limits).full.f1
    for _ in range(ROUNDS):
        for name, values in GRID.items():
            for value in values:
                other = replace(limits, **{name: value})
                if other != limits and (got := scores(other).full.f1) > best:
                    best, limits = got, other
    strict = (replace(limits, score=value) for value in sorted(GRID["score"], reverse=True) if value > limits.score)
    limits = next((other for other in strict if scores(other).full.f1 >= best - GIVEN), limits)
    final = found(limits)
    points = [
        (a.score, ok)
        for name, attributions in final.items()
        for a, ok in zip(attributions, right(texts[name], gold[name], spans(attributions)), strict=True)
    ]
    return limits, calibration(points), _figures(scores(limits))


def spans(attributions: Sequence[Attribution]) -> list[Found]:
    """Attributions of the tagger as the scorer takes them."""
    return [Found(a.content, (a.source,) if a.source else (), (a.cue,)) for a in attributions]


def calibration(points: Sequence[tuple[float, bool]]) -> list[tuple[float, float]]:
    """(least score, share that is right) of bins in rising order, neighbors pooled until the share rises with the
    score (pool adjacent violators; Zadrozny and Elkan 2002)."""
    ordered = sorted(points)
    bins: list[list[tuple[float, bool]]] = []
    for at in range(0, len(ordered), LEAST):
        part = ordered[at : at + LEAST]
        if bins and len(part) < LEAST:
            bins[-1] += part
        else:
            bins.append(list(part))
        while len(bins) > 1 and _share(bins[-2]) >= _share(bins[-1]):
            bins[-2:] = [bins[-2] + bins[-1]]
    return [(part[0][0], round(_share(part), 3)) for part in bins]


def _share(part: Sequence[tuple[float, bool]]) -> float:
    return sum(ok for _, ok in part) / len(part)


def _figures(scores: Scores) -> dict[str, float]:
    kinds = {f"full {kind}": part.full.f1 for kind, part in scores.kinds.items()}
    figures = {"content": scores.overlap.f1, "source": scores.source.value or 0.0, "full": scores.full.f1, **kinds}
    return {name: round(value, 3) for name, value in figures.items()}
