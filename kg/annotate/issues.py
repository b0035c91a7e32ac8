"""Mentions of issues: the words of a matter in dispute, each as the narrowest issue of the scheme that the words fit.

The lexicon is kg/lexicon/issues.yaml. "This problem" refers back to the issue mentioned last before it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.annotate.base import Annotator, Draft
from kg.annotate.lexicons import load_lexicon
from kg.annotate.patterns import Index
from kg.model import Mention, Span

PLAIN = (("’", "'"), ("‘", "'"), ("–", "-"), ("‑", "-"), ("\u00a0", " "), ("\n", " "), ("\t", " "))
NAMED = ("Place", "City", "State", "Country")  # words in the name of a place may still be an issue's; others not
BACK_PARAGRAPHS = 3  # how far "this problem" reaches back
ARTICLES = re.compile(r"(?:the|a|an|are|is|were|was|be|being) ", re.I)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the lexicon: the issue (empty for a stop), its expression and a sentence that it fits."""

    issue: str
    expression: re.Pattern[str]
    example: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The whole lexicon: words of issues, words that only look like it, words that refer back."""

    issues: tuple[Entry, ...]
    stops: tuple[Entry, ...]
    back: tuple[Entry, ...]


def entry(issue: str, data: dict[str, str]) -> Entry:
    """An entry from its data; the expression matches whole words."""
    words = data["words"]
    return Entry(issue, re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE), data["example"])


@cache
def load() -> Lexicon:
    """The lexicon, parsed once."""

    data: dict[str, Any] = load_lexicon("issues.yaml")
    return Lexicon(
        issues=tuple(entry(name, item) for name, items in data["issues"].items() for item in items),
        stops=tuple(entry("", item) for item in data["stops"]),
        back=tuple(entry("", item) for item in data["back"]),
    )


@cache
def index() -> Index:
    """All expressions of the lexicon, those of the stops first."""
    words = load()
    return Index([e.expression for e in (*words.stops, *words.issues)])


def plainly(text: str) -> str:
    """The text with the apostrophes, hyphens and blanks that the expressions are written with."""
    for sign, plain in PLAIN:
        text = text.replace(sign, plain)
    return text


def find(text: str) -> list[tuple[Span, str]]:
    """Spans of issue words in a text with the issue of each, in reading order, without overlaps."""
    plain = plainly(text)
    words = load()
    first = len(words.stops)
    matches = index().find(plain)
    stops = [m.span() for i, m in matches if i < first]
    found: list[tuple[Span, str]] = []
    for i, m in matches:
        if i < first:
            continue
        start, end = trimmed(plain, *m.span())
        if start < end and not any(a < end and start < b for a, b in stops):
            found.append((Span(start, end), words.issues[i - first].issue))
    found.sort(key=lambda item: (item[0].start - item[0].end, item[0].start))
    kept: list[tuple[Span, str]] = []
    for span, issue in found:  # the longer match first
        if not any(span.overlaps(other) for other, _ in kept):
            kept.append((span, issue))
    return sorted(kept)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The match without an article or auxiliary at its head."""
    head = ARTICLES.match(text, start, end)
    return head.end() if head else start, end


def run(draft: Draft) -> None:
    """Adds the mentions of issues; words inside addresses and the names of organizations, people and sites are none."""
    names = [m.span for m in draft.mentions if m.kind == "name" and m.target and not placed(draft, m)]
    names += draft.structure.skip + draft.structure.bylines + [a.span for a in draft.addresses]
    found = [(span, issue) for span, issue in find(draft.text) if not any(n.holds(span) for n in names)]
    mentions = [Mention(span, f"i:{issue}", "nominal", f"issues.{issue}", 0.9) for span, issue in found]
    draft.mentions.extend(mentions)
    draft.mentions.extend(back(draft, mentions))


def placed(draft: Draft, mention: Mention) -> bool:
    """Whether the mention names a place."""
    entity = draft.entities.get(mention.target or "")
    return entity is not None and entity.kind in NAMED


def back(draft: Draft, mentions: list[Mention]) -> list[Mention]:
    """ "This problem", "these concerns": mentions of the issue that was mentioned last, within a few paragraphs."""
    plain = plainly(draft.text)
    starts = [m.span.start for m in mentions]
    found = []
    for e in load().back:
        for m in e.expression.finditer(plain):
            before = bisect_right(starts, m.start()) - 1
            near = draft.structure.paragraph_at(m.start()) - BACK_PARAGRAPHS
            if before < 0 or draft.structure.paragraph_at(starts[before]) < near:
                continue
            target = mentions[before].target
            found.append(Mention(Span(*m.span()), target, "nominal", "issues.back", 0.7))
    return found


ANNOTATOR = Annotator("issues", needs=("mentions", "entities", "structure"), adds=("mentions",), run=run)
