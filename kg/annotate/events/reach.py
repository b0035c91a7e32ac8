"""How far words such as over, saying or at issue reach: the issues that they tie to an action or to a dispute.

The words are those of kg/lexicon/matters.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import Any

from kg.annotate.base import Draft
from kg.annotate.lexicons import load_lexicon
from kg.model import Mention, Span

# what separates a word from the action named before it: another clause or somebody's words
APART = re.compile(
    r"[;:!?“”\"]|, (?:and|but|as|while|who)\b"
    r"|\b(?:but|because|when|while|after|before|if|unless|sa(?:id|ys?|ying)"
    r"|accord\w*)\b",
    re.IGNORECASE,
)
END = re.compile(
    r"[;:!?“”\"]|,? \b(?:but|while|although|though|even as|whereas)\b|, (?:which|as|when|where)\b|\bwho\b"
    r"|\b(?:said|says|according to)\b",
    re.IGNORECASE,
)
# from one item of a list to the next: "pay, shorter shifts and safety"
WORD = r" (?!(?:sa(?:id|ys)|is|are|was|were|has|have|had|will|would)\b)[\w'’%$£€.-]+"
LISTED = re.compile(rf"(?:{WORD}){{0,4}}(?:,? (?:and|or|plus|as well as)|,)(?:{WORD}){{0,5}}\s")


@cache
def words(group: str) -> re.Pattern[str]:
    """The words of a group of the lexicon as one expression: ties, purposes, causes, whole, after or before."""
    rows: list[dict[str, Any]] = load_lexicon("matters.yaml")[group]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(row['words'] for row in rows)})(?![\w-])", re.IGNORECASE)


@cache
def lemmas(group: str) -> frozenset[str]:
    """The lemmas of a group of the lexicon: terms."""
    return frozenset(chain.from_iterable(row["words"] for row in load_lexicon("matters.yaml")[group]))


def issues_in(draft: Draft, area: Span) -> list[Mention]:
    """The mentions of issues in a stretch, in reading order."""
    return [x for x in draft.mentions_in(area) if x.target is not None and x.target.startswith("i:")]


def behind(draft: Draft, start: int, end: int, most: int = 160) -> list[Mention]:
    """The issues that follow an offset within the clause and its list, up to an end."""
    stop = END.search(draft.text, start, min(end, start + most))
    return issues_in(draft, Span(start, stop.start() if stop else min(end, start + most)))


def listed_with(draft: Draft, before: Mention, mention: Mention) -> bool:
    """Whether a mention is the next item of the list that another is in."""
    return LISTED.fullmatch(draft.text, before.span.end, mention.span.start) is not None


def sentences(draft: Draft, part: Span) -> Iterator[Span]:
    """The sentences of a part of the story that are its own prose."""
    view = draft.view
    for first, last in view.sentences:
        area = Span(view.start[first], view.end[last - 1])
        if part.start <= area.start < part.end and not any(s.holds(area) for s in draft.structure.skip):
            yield area
