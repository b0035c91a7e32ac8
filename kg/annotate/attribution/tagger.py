"""The learned tagger of attributions, run by onnxruntime.

A MiniLM encoder (Wang et al. 2020) of six slim layers over windows of word pieces; a head marks words that may be cues
(BIO); a second, cue-conditioned layer over the words around each cue marks its source and content and says whether it
is an attribution at all. `kg.train` makes the files of a model; `card.json` names and hashes them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.annotate.attribution.decode import Attribution, Floats, Reading, Thresholds, cues, decode
from kg.annotate.attribution.pieces import Pieces
from kg.annotate.attribution.windows import REACH, Window, scope, windows
from kg.annotate.network import session
from kg.errors import ModelError
from kg.model import Span

MODEL = Path(__file__).parent / "model"
ENCODER, READER, PIECES, CARD = "encoder.onnx", "reader.onnx", "vocabulary.txt", "card.json"
FORMAT = 1
ADVICE = "Install the package again, or make the model anew with 'make model'; '--fast' works without it."
PROPOSED = 0.3  # least chance of a cue that is looked at a second time
NEAR, BUCKETS = 8, 20  # distances in words that have a bucket of their own; buckets on either side
SLOW = ["SkipLayerNormFusion"]  # its sums are not vectorized: a tenth of the time of the whole network
Longs = NDArray[np.int64]


class Tagger:
    """A loaded model.

    Raises:
        ModelError: a file of the model is missing, broken or of another format; the message names it.
    """

    def __init__(self, folder: Path) -> None:
        card = _card(folder)
        try:
            self.name = f"attribution model {card['data']['sha256'][:12]}"
            self.limits = Thresholds(**card["thresholds"])
            self.kinds: bool = card["kinds"]
            self.leads: bool = card.get("leads", False)
            self.worth = [(float(least), float(share)) for least, share in card["calibration"]]
        except (KeyError, TypeError, ValueError) as error:
            raise ModelError(f"{folder / CARD} is broken: {error!r}.", ADVICE) from error
        self.pieces = Pieces(folder / PIECES)
        self.encoder, self.reader = (_session(folder / name) for name in (ENCODER, READER))

    def find(self, text: str, settled: Callable[[Span], bool] = lambda cue: False) -> list[Attribution]:
        """The attributions of a text, in order of their content; their confidence is what their score is worth. Cues
        that are `settled` are passed over."""
        found = decode(text, self.readings(text, settled), self.limits)
        return [replace(a, confidence=self._confidence(a.score)) for a in found] if self.worth else found

    def _confidence(self, score: float) -> float:
        return next((share for least, share in reversed(self.worth) if score >= least), self.worth[0][1])

    def readings(self, text: str, settled: Callable[[Span], bool] = lambda cue: False) -> Iterator[Reading]:
        """A second look at every possible cue that is not settled. Each window is read by itself, so that what stands
        beside it, and which stories are read together, cannot change a score."""
        for window in windows(text, self.pieces):
            states, chances = self.encoder.run(
                None, {"ids": np.array([window.pieces]), "features": np.array([window.features])}
            )
            chances = _softmax(chances[0, window.firsts])
            items = [
                Item(*scope(window, first, end), first, end, score)
                for first, end, score in cues(chances, PROPOSED)
                if self.limits.within_reach(score) and not settled(window.span(first, end))
            ]
            for group in groups(items):
                inputs = {"states": states[0][gathered([window], group)], **surroundings(group)}
                labels, verdicts = self.reader.run(None, inputs)
                labels, verdicts = _log_softmax(labels), 1 / (1 + np.exp(-verdicts))
                for item, row, verdict in zip(group, labels, verdicts, strict=True):
                    thought = round(float(verdict[1]), 3) if self.kinds else None
                    valid = float(verdict[0])
                    yield Reading(
                        window, item.first, item.end, item.score, valid, thought, item.start, row[: item.length]
                    )


class Item(NamedTuple):
    """A cue to be read: the words start..stop of its scope and first..end of itself, ends exclusive; the score of its
    first look; in training the window it stands in and what is marked there."""

    start: int
    stop: int
    first: int
    end: int
    score: float = 1.0
    window: int = 0
    marks: dict[int, int] | None = None
    thought: bool | None = None

    @property
    def length(self) -> int:
        return self.stop - self.start


def groups(items: Iterable[Item]) -> list[list[Item]]:
    """Items of a like length together, so that little is padded."""
    found: list[list[Item]] = []
    for item in sorted(items, key=lambda t: (t.length, t.window, t.first)):
        if found and item.length <= found[-1][0].length * 1.5 + 8:
            found[-1].append(item)
        else:
            found.append([item])
    return found


def gathered(windows: Sequence[Window], group: list[Item]) -> Longs:
    """Index of the first piece of each word of each scope, padded with 0: [items, longest]."""
    index = np.zeros((len(group), max(t.length for t in group)), np.int64)
    for row, item in zip(index, group, strict=True):
        row[: item.length] = windows[item.window].firsts[item.start : item.stop]
    return index


def surroundings(group: list[Item]) -> dict[str, NDArray[Any]]:
    """For each word of each scope the bucket of its distance to the cue, and whether it is one: [items, longest]."""
    longest = max(t.length for t in group)
    distances = np.zeros((len(group), longest), np.int64)
    valid = np.zeros((len(group), longest), bool)
    for k, item in enumerate(group):
        before, behind = item.first - item.start, item.stop - item.end
        row = distances[k, : item.length]
        row[:before], row[before : item.length - behind] = BEFORE[REACH - before :], BUCKETS
        row[item.length - behind :] = BEHIND[:behind]
        valid[k, : item.length] = True
    return {"distances": distances, "valid": valid}


def bucket(away: Longs) -> Longs:
    """Signed distances in words -> buckets 0 to 40, 20 for the cue itself; logarithmic beyond eight words."""
    size = np.abs(away)
    far = NEAR + np.floor(np.log(np.maximum(size, NEAR) / NEAR) * 4.75) + 1
    near: Longs = np.where(size <= NEAR, size, np.minimum(far, BUCKETS)).astype(np.int64)
    return np.sign(away) * near + BUCKETS


BEFORE, BEHIND = bucket(np.arange(-REACH, 0)), bucket(np.arange(1, REACH + 1))


def _softmax(x: Floats) -> Floats:
    found: Floats = np.exp(_log_softmax(x))
    return found


def _log_softmax(x: Floats) -> Floats:
    shifted: Floats = x - x.max(-1, keepdims=True)
    found: Floats = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return found


def _card(folder: Path) -> dict[str, Any]:
    """The card of a model whose files are all there and unharmed."""
    try:
        card: dict[str, Any] = json.loads((folder / CARD).read_text(encoding="utf-8"))
        if card["format"] != FORMAT:
            raise ModelError(f"{folder}: a model of format {card['format']}, this version reads {FORMAT}.", ADVICE)
        for name, digest in card["files"].items():
            if hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest:
                raise ModelError(f"{folder / name}: the file is not the one that {CARD} names.", ADVICE)
    except OSError as error:
        raise ModelError(f"the attribution model is missing: {error.filename}.", ADVICE) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"{folder / CARD} is broken: {error!r}.", ADVICE) from error
    return card


def _session(file: Path) -> Any:
    try:
        return session(file, SLOW)
    except Exception as error:  # onnxruntime has no public tree of errors
        raise ModelError(f"{file} does not load: {error}.", ADVICE) from error


@cache
def load(folder: Path = MODEL) -> Tagger:
    """The tagger of a folder, loaded once."""
    return Tagger(folder)
