"""A story's text cut into pieces for its page: at every border of a mark, so that marks may overlap."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from kg.escapes import visible

if TYPE_CHECKING:
    from kg.profile.parts import Mark
    from kg.profile.records import ArticleProfile

PARAGRAPH = re.compile(r".+?(?:\n{2,}|\Z)", re.DOTALL)
# Layers with a name for people, in the order of the page's switches.
LAYERS = {
    "people": "People", "organizations": "Organizations", "groups": "Groups", "places": "Places", "speech": "Speech",
    "events": "Events", "numbers": "Numbers", "times": "Times", "issues": "Issues", "documents": "Documents",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of a story between two borders.

    Attributes:
        text: as printed.
        marks: which marks of the article lie on it, by their place in `ArticleProfile.marks`.
        classes: layers of the marks; of speech also its role and kind.
        thing: IRI of the shortest mark that is no speech, or "".
        anchors: fragments of the spans that start here ("char=620,656").
        odd: it is one character that a page shows as an escape.
    """

    text: str
    marks: tuple[int, ...]
    classes: tuple[str, ...]
    thing: str
    anchors: tuple[str, ...]
    odd: bool


def paragraphs(article: ArticleProfile) -> list[list[Piece]]:
    """The text, paragraph by paragraph; their pieces put together are the text, character for character."""
    text, marks = article.text, article.marks
    spans = sorted(set(_spans(article)))
    anchors: dict[int, list[str]] = defaultdict(list)
    for start, end in spans:
        anchors[start].append(f"char={start},{end}")
    odd = set() if visible(text) == text else {at for at, sign in enumerate(text) if visible(sign) != sign}
    breaks = [found.end() for found in PARAGRAPH.finditer(text)]
    borders = {0, *breaks, *odd, *(at + 1 for at in odd), *anchors}
    borders.update(border for mark in marks for border in (mark.start, mark.end))
    order = sorted(border for border in borders if 0 <= border <= len(text))
    starting = _by_start(marks)
    made: list[list[Piece]] = []
    paragraph: list[Piece] = []
    active: list[int] = []
    for start, end in pairwise(order):
        active = [number for number in [*active, *starting[start]] if marks[number].end > start]
        paragraph.append(_piece(text[start:end], sorted(active), marks, tuple(anchors[start]), start in odd))
        if end in breaks:
            made.append(paragraph)
            paragraph = []
    return made


def layers(marks: Iterable[Mark]) -> list[tuple[str, str, int]]:
    """Layers that have marks: name, word for people, number of things or statements marked."""
    things: dict[str, set[str]] = defaultdict(set)
    for mark in marks:
        things[mark.layer].add(mark.iri)
    return [(name, word, len(things[name])) for name, word in LAYERS.items() if name in things]


def _spans(article: ArticleProfile) -> Iterator[tuple[int, int]]:
    """Everything that a fragment of the page's address may point to."""
    for mark in article.marks:
        yield mark.start, mark.end
    pieces = [saying.content for saying in article.sayings]
    for items in (article.figures, article.facts, article.posts, article.notes):
        pieces += [item.words for item in items]
    for words in chain.from_iterable(pieces):
        yield words.start, words.end


def _by_start(marks: Iterable[Mark]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for number, mark in enumerate(marks):
        if mark.end > mark.start:
            found[mark.start].append(number)
    return found


def _piece(text: str, active: list[int], marks: tuple[Mark, ...], anchors: tuple[str, ...], odd: bool) -> Piece:
    classes: dict[str, None] = {}
    things = []
    for number in active:
        mark = marks[number]
        classes[mark.layer] = None
        if mark.layer == "speech":
            classes.update({mark.role: None, mark.kind: None})
        else:
            things.append((mark.end - mark.start, mark.iri))
    return Piece(text, tuple(active), tuple(classes), min(things)[1] if things else "", anchors, odd)
