"""The country that a story is told from: for 03/04/2026 and for a bare dollar sign."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from kg.annotate.base import Draft
from kg.annotate.lexicons import load_lexicon


@dataclass(frozen=True)
class Country:
    """An entry of kg/lexicon/countries.yaml; `day_first` is None where both orders are usual."""

    code: str
    day_first: bool | None
    regions: re.Pattern[str]
    words: re.Pattern[str]
    publishers: re.Pattern[str]
    domains: tuple[str, ...]


def _any(words: list[str]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + r")(?!\w)")


@cache
def countries() -> tuple[Country, ...]:
    """All entries, in the order of the file."""
    entries: list[dict[str, Any]] = load_lexicon("countries.yaml")
    return tuple(
        Country(
            e["country"],
            e["day_first"],
            _any(e["regions"]),
            _any(e["words"]),
            _any(e["publishers"]),
            tuple(e["domains"]),
        )
        for e in entries
    )


def of_language(tag: str) -> str | None:
    """The region of a BCP 47 tag: GB of en-GB."""
    match = re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?-([A-Za-z]{2})(?:-.*)?", tag or "")
    return match[1].upper() if match else None


def of_publisher(draft: Draft) -> str | None:
    """The country of the publisher, from the language tag, the address or its name; None if nothing says so."""
    article = draft.article
    found = of_language(article.language)
    if found:
        return found
    host = ""
    with suppress(ValueError):  # an address that is none says nothing about the country
        host = urlsplit(article.url or "").hostname or ""
    for country in countries():
        if any(host.endswith("." + d) for d in country.domains):
            return country.code
    name = article.publisher or ""
    return next((c.code for c in countries() if c.publishers.search(name)), None)


def of_place(words: str) -> str | None:
    """The country that the words of a dateline name ("THUNDER BAY, Ont."), or None."""
    tail = words.rpartition(",")[2] if "," in words else words
    return next((c.code for c in countries() if c.regions.search(tail)), None)


def of_story(draft: Draft, at: int) -> str | None:
    """The country that an offset of the story belongs to: its dateline's, the publisher's, else that of most words."""
    above = [d for d in draft.structure.datelines if d.span.start <= at]
    found = of_place(draft.words(above[-1].place)) if above else None
    return found or of_publisher(draft) or of_words(draft)


def of_words(draft: Draft) -> str | None:
    """The country that the story has most words of; None where there are as many of another."""
    if "country" not in draft.memo:
        counts = [(len(c.words.findall(draft.text)), c.code) for c in countries()]
        most = max(n for n, _ in counts)
        best = [code for n, code in counts if n == most]
        draft.memo["country"] = best[0] if most and len(best) == 1 else None
    found: str | None = draft.memo["country"]
    return found


def day_first(draft: Draft) -> bool | None:
    """Whether 03/04/2026 is 3 April; None where the story does not say."""
    code = of_publisher(draft)
    return next((c.day_first for c in countries() if c.code == code), None)
