"""Text -> windows of word pieces, as the tagger reads them.

A window holds whole paragraphs, as many as fit; a paragraph longer than a window is cut behind a sentence. Each piece
carries a feature beside its id: the letter case of its word, and whether the word stands in quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from kg.annotate.attribution.pieces import Pieces
from kg.annotate.structure import paragraphs
from kg.annotate.structure.quotemarks import read
from kg.model import Span

WORD = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")
SIZE = 192  # pieces of a window; in training 256, but attention costs the square of it
LONGEST = 12  # pieces of a word; what is longer is cut
FEATURES = 11  # 0 for the window's own marks, else 1 + case + 5 if quoted


@dataclass(slots=True)
class Window:
    """Pieces with their features, and the words that they make up.

    Attributes:
        pieces, features: one a piece, the first and those between paragraphs being marks of the window.
        words: (start, end) in code points of the text; `firsts` the first piece of each; `paragraphs` its paragraph.
        leads: paragraphs that end in a colon.
    """

    pieces: list[int]
    features: list[int] = field(default_factory=lambda: [0])
    words: list[tuple[int, int]] = field(default_factory=list)
    firsts: list[int] = field(default_factory=list)
    paragraphs: list[int] = field(default_factory=list)
    leads: set[int] = field(default_factory=set)

    def span(self, first: int, end: int) -> Span:
        """The characters of the words first..end (exclusive)."""
        return Span(self.words[first][0], self.words[end - 1][1])


class _Word(NamedTuple):
    start: int
    end: int
    pieces: tuple[int, ...]
    feature: int


def windows(text: str, pieces: Pieces, size: int = SIZE) -> list[Window]:
    """The windows of a text of at most so many pieces, in order; none of an empty one."""
    found: list[Window] = []
    for number, block in _blocks(text, pieces, size):
        length = sum(len(w.pieces) for w in block) + 1
        if not found or len(found[-1].pieces) + length > size:
            found.append(Window([pieces.cls]))
        window = found[-1]
        for word in block:
            window.firsts.append(len(window.pieces))
            window.words.append((word.start, word.end))
            window.paragraphs.append(number)
            window.pieces += word.pieces
            window.features += [word.feature] * len(word.pieces)
        window.pieces.append(pieces.sep)
        window.features.append(0)
        if text[block[-1].start : block[-1].end] == ":":
            window.leads.add(number)
    return found


def _blocks(text: str, pieces: Pieces, size: int) -> Iterator[tuple[int, list[_Word]]]:
    """Paragraph number and words, each block short enough for a window."""
    spans = paragraphs(text)
    quoted = [(q.inner.start, q.inner.end) for q in read(text, spans)]
    for number, span in enumerate(spans):
        at = [(m.start(), m.end()) for m in WORD.finditer(text, span.start, span.end)]
        if not at:
            continue
        inside = [q for q in quoted if q[0] < span.end and span.start < q[1]]
        words = [
            _Word(
                start,
                end,
                pieces.of(text[start:end])[:LONGEST],
                1 + letter_case(text[start:end]) + (5 if inside and any(a <= start < b for a, b in inside) else 0),
            )
            for start, end in at
        ]
        for part in _cut(text, words, size):
            yield number, part


def _cut(text: str, words: list[_Word], size: int) -> Iterator[list[_Word]]:
    """A paragraph in parts that fit a window, cut behind a full stop where there is one."""
    start = 0
    while start < len(words):
        end, length, stop = start, 2, 0
        while end < len(words) and length + len(words[end].pieces) <= size:
            length += len(words[end].pieces)
            end += 1
            if text[words[end - 1].start] in ".!?":
                stop = end
        if end < len(words) and stop > start + (end - start) // 2:
            end = stop
        yield words[start:end]
        start = end


@lru_cache(maxsize=1 << 16)
def letter_case(word: str) -> int:
    """0 without letters, 1 lower case, 2 capitalized, 3 all capitals, 4 mixed."""
    if not any(c.isalpha() for c in word):
        return 0
    if word.islower():
        return 1
    if len(word) > 1 and word.isupper():
        return 3
    return 2 if word[0].isupper() else 4


REACH = 100  # words on either side of a cue that its reading may take in
SHORT = 25  # a paragraph of fewer words is read with the one before


def scope(window: Window, first: int, end: int) -> tuple[int, int]:
    """The words (end exclusive) in which the source and content of the cue at words first..end are looked for: its
    paragraph, with the next where that ends in a colon, and the one before where it is short."""
    of, total = window.paragraphs, len(window.paragraphs)
    start, stop = first, end

    def back(start: int) -> int:
        here = of[start]
        while start > 0 and of[start - 1] == here:
            start -= 1
        return start

    def forth(stop: int) -> int:
        here = of[stop - 1]
        while stop < total and of[stop] == here:
            stop += 1
        return stop

    start, stop = back(start), forth(stop)
    if of[first] in window.leads and stop < total:
        stop = forth(stop + 1)
    if stop - start < SHORT and start > 0:
        start = back(start - 1)
    return max(start, first - REACH), min(stop, end + REACH)
