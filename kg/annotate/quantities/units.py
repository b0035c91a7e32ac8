"""Units, currencies, hedges and people: the lexicons behind quantities."""

from __future__ import annotations

import csv
import re
from functools import cache
from typing import Any

from kg.annotate.lexicons import load_lexicon
from kg.paths import lexicon


def _load(name: str) -> Any:

    return load_lexicon(name)


@cache
def units() -> dict[str, list[dict[str, Any]]]:
    """kg/lexicon/units.yaml."""
    loaded: dict[str, list[dict[str, Any]]] = _load("units.yaml")
    return loaded


@cache
def hedges() -> list[dict[str, Any]]:
    """kg/lexicon/hedges.yaml."""
    loaded: list[dict[str, Any]] = _load("hedges.yaml")
    return loaded


@cache
def spans() -> dict[str, str]:
    """Words for lengths of time to their unit."""
    return {f: e["unit"] for e in units()["spans"] for f in e["forms"]}


@cache
def signs() -> dict[str, str | None]:
    """Currency signs to codes; None for the bare dollar, which goes by country."""
    table: dict[str, str | None] = {s: e["code"] for e in units()["currencies"] for s in e["signs"]}
    return table | {"$": None}


@cache
def money_words() -> dict[str, str | None]:
    """Words for money behind a figure to codes; None for dollars."""
    table: dict[str, str | None] = {w: e["code"] for e in units()["currencies"] for w in e["words"]}
    return table | {"dollar": None, "dollars": None, "bucks": None}


@cache
def single_coins() -> frozenset[str]:
    """Those that are said of one alone: "a nickel", not "40 nickel miners"."""
    return frozenset(f for e in units()["coins"] for f in e.get("one", ()))


@cache
def coins() -> dict[str, int]:
    """Words for small money to hundredths."""
    return {f: e["value"] for e in units()["coins"] for f in [*e["forms"], *e.get("one", ())]}


@cache
def rates() -> dict[str, str]:
    return {e["word"]: e["per"] for e in units()["rates"]}


@cache
def words(name: str) -> frozenset[str]:
    """All words of a list of units.yaml."""
    return frozenset(w for e in units()[name] for w in e["words"])


@cache
def dollar_of(country: str | None) -> str:
    """The currency that a bare dollar sign means in a country."""
    return next((str(e["code"]) for e in units()["dollars"] if e["country"] == country), "USD")


# kinds of kg/lexicon/people.csv that are bodies of people, not people; operators run cranes as well as companies
BODIES = frozenset({"body", "side", "kind"})


@cache
def _table(name: str) -> frozenset[str]:
    with lexicon(name).open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row.get("kind") not in BODIES or row["noun"] == "operator"]
    return frozenset(w for row in rows for w in (row["noun"], row.get("plural") or "") if w)


@cache
def people() -> frozenset[str]:
    """Nouns for people of kg/lexicon/people.csv, singular and plural."""
    return _table("people.csv")


@cache
def sites() -> frozenset[str]:
    """Nouns for workplaces of kg/lexicon/sites.csv, singular and plural."""
    return _table("sites.csv")


@cache
def hedge_pattern(side: str) -> re.Pattern[str]:
    """Hedges before a number (anchored at its start), after it, or joined to it by a hyphen."""
    found = sorted((w for e in hedges() if e["side"] == side for w in e["words"]), key=lambda w: (-len(w), w))
    any_word = "|".join(re.escape(w) for w in found)
    if side == "before":
        return re.compile(rf"(?<![\w-])({any_word})\s+$", re.IGNORECASE)
    gap = r"-" if side == "joined" else r"\s+"
    return re.compile(rf"{gap}({any_word})(?!\w)", re.IGNORECASE)


@cache
def comparator(side: str, word: str) -> str:
    return next(
        str(e["comparator"]) for e in hedges() if e["side"] == side and word.lower() in [w.lower() for w in e["words"]]
    )
