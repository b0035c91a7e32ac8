"""What a note that corrects, clarifies or withdraws a story looks like: the labels and sentences of
kg/lexicon/corrections.yaml, by which reading finds notes beside a story and annotation those inside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from kg.paths import lexicon

BULLETS = r"[\s•*_>▪■–—-]*"
OPENING = "(["
# What a note can hold at all, so that the patterns are tried on few paragraphs.
SIGNS = re.compile(
    r"correct|clarif|amend|errat|retract|withdr|withh|kill|remov|taken down|unpublish|for the record|version|edition|"
    r"the (?:quot|remark|comment|statement|words?\b)|regret|revis|lowered|"
    r"(?:story|article|report|post|piece|column|roundup|item)\b",
    re.IGNORECASE,
)
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Label:
    """An entry of `labels`: whether all that follows is a note, whether it takes the story back."""

    sure: bool
    withdraws: bool
    regex: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Pattern:
    """An entry of `sentences`."""

    kind: str
    alone: bool | str
    regex: re.Pattern[str]
    example: str


@cache
def entries() -> dict[str, list[dict[str, Any]]]:
    """kg/lexicon/corrections.yaml, not to be changed."""
    with lexicon("corrections.yaml").open(encoding="utf-8") as file:
        loaded: dict[str, list[dict[str, Any]]] = yaml.load(file, Loader=LOADER)
    return loaded


def expanded(pattern: str) -> str:
    """A pattern with the words that it names put in."""
    for entry in reversed(entries()["words"]):
        pattern = pattern.replace(f"{{{entry['name']}}}", entry["pattern"])
    return pattern


@cache
def patterns() -> tuple[Pattern, ...]:
    """What a sentence of a note looks like, the more telling first."""
    return tuple(
        Pattern(
            e["kind"], e["alone"], re.compile(rf"(?:{expanded(e['pattern'])})", re.IGNORECASE | re.DOTALL), e["example"]
        )
        for e in entries()["sentences"]
    )


@cache
def labels() -> tuple[Label, ...]:
    """Labels end in a mark, a day in a full stop too, or are the whole paragraph."""
    end = r"\s*(?::|—|–|--|\s-\s|\||(?<=\d)\.(?=\s)|\.?$)\s*"
    return tuple(
        Label(
            e["sure"],
            e.get("withdraws", False),
            re.compile(rf"{BULLETS}[(\[]?{BULLETS}(?:{expanded(e['pattern'])}){end}", re.IGNORECASE),
        )
        for e in entries()["labels"]
    )


def meant(note: str, told: Sequence[str]) -> list[bool]:
    """Which of several texts with one wrong value a note speaks of: those that share a word with it that others lack;
    where none does, all.

    >>> meant("It misstated the number of drivers.", ["400 drivers walked out.", "It owns 400 trucks."])
    [True, False]
    """
    words = [_stems(text) for text in told]
    telling = _stems(note) - frozenset.intersection(*words, _stems(note))
    near = [bool(telling & found) for found in words]
    return near if any(near) else [True] * len(near)


@cache
def _stems(text: str) -> frozenset[str]:
    plain = entries()["plain"]
    return frozenset(w[:5] for w in re.findall(r"[^\W\d_]{4,}", text.lower()) if w not in plain)


def label_of(text: str) -> tuple[Label | None, int]:
    """The label that a text begins with, if any, and where the text behind it starts."""
    for label in labels():
        if (match := label.regex.match(text)) is not None:
            return label, match.end()
    lead = re.match(rf"{BULLETS}[{re.escape(OPENING)}]?", text)
    return None, lead.end() if lead else 0


def is_note(text: str) -> bool:
    """Whether a paragraph that stands beside a story is a note."""
    label, start = label_of(text)
    if label is None:
        return SIGNS.search(text[:300]) is not None and any(
            p.alone is True and p.regex.match(text, start) for p in patterns()
        )
    if label.sure:
        return start < len(text)
    starts = [start, *(m.end() for m in re.finditer(r"[.!?][”\"]? (?=[A-Z])", text))]
    return any(p.regex.match(text, at) for p in patterns() for at in (starts if p.alone is True else starts[:1]))
