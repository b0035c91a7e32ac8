"""Entries of a live blog or a chronicle, each under a day of its own, from which "tomorrow" in it is counted."""

from __future__ import annotations

import re

from kg.annotate.base import Draft
from kg.annotate.times.words import Found
from kg.model import Span

DAYS = frozenset({"date", "iso", "slash"})
BEFORE = re.compile(r"[\s—–|•*-]*")
CLOCK = r"(?:at )?\d{1,2}(?:[:.]\d\d)? ?(?:[ap]\.?m\.?|hrs)?(?: [A-Z]{2,4})?"
# nothing but a time of day up to the end of the line, or to what sets the entry apart
BEHIND = re.compile(rf"[\s,—–|-]*(?:{CLOCK})?\s*(?:$|[:—–|]\s)", re.IGNORECASE)


def entries(draft: Draft, words: list[Found], found: list[Found]) -> list[tuple[Found | None, list[Found]]]:
    """The words of time by the heading, itself the first of them, that they stand under; None for no heading.

    A story has entries where two headings or more have prose of their own.

    Args:
        words: all that look like times, also in lines that are not prose, as headings may be; found: those that are.
    """
    heads = [f for f in words if f.kind in DAYS and _heads(draft, f)]
    bounds = [*(f.span.start for f in heads), len(draft.text)]
    kept = [f for f, end in zip(heads, bounds[1:], strict=True) if _prose(draft, Span(f.span.end, end))]
    if len(kept) < 2:
        return [(None, found)]
    parts: list[tuple[Found | None, list[Found]]] = [(None, [f for f in found if f.span < kept[0].span])]
    for head, end in zip(kept, [*(f.span.start for f in kept[1:]), len(draft.text)], strict=True):
        parts.append((head, [head, *(f for f in found if head.span.start < f.span.start < end)]))
    return parts


def _heads(draft: Draft, found: Found) -> bool:
    """Whether a day stands at the head of a paragraph, by itself or with a time of day, set apart from what follows."""
    index = draft.structure.paragraph_at(found.span.start)
    if index < 0:
        return False
    paragraph = draft.structure.paragraphs[index]
    before = draft.text[paragraph.start : found.span.start]
    return BEFORE.fullmatch(before) is not None and BEHIND.match(draft.text[found.span.end : paragraph.end]) is not None


def _prose(draft: Draft, area: Span) -> bool:
    """Whether a stretch has a sentence of some words."""
    return len(re.findall(r"\w+", draft.words(area))) > 3
