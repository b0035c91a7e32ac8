"""Many patterns in one pass: the same matches as one by one."""

from __future__ import annotations

import re

import pytest

from kg.annotate.events.triggers import patterns, stops
from kg.annotate.patterns import Index, needs, openings

EDGE = r"(?<![\w-])"
PATTERNS = (
    "(?:sit|sits|sat) down",
    r"(?:very )*late(?: \w+)? nights?",
    r"\d+[- ]hour (?:\S+ )?talks",
    r"\w+-year deal",
    "a(?! big)(?= deal)",
    "[uU]nion",
)
TEXT = (
    "They sat down for 24-hour talks, very very late at nights, on a deal, a big deal, a three-year deal. Union? union."
)


def rows(index: Index, text: str) -> list[list[tuple[int, int]]]:
    found: list[list[tuple[int, int]]] = [[] for _ in index.expressions]
    for number, match in index.find(text):
        found[number].append(match.span())
    return found


def test_the_matches_are_those_of_each_expression() -> None:
    expressions = [re.compile(rf"{EDGE}(?:{p})") for p in PATTERNS]
    found = rows(Index(expressions), TEXT)
    assert found == [[m.span() for m in e.finditer(TEXT)] for e in expressions]
    assert all(found)


@pytest.mark.parametrize("name", ["actions.yaml", "bargaining.yaml"])
def test_the_examples_of_a_lexicon(name: str) -> None:
    expressions = [p.expression for p in patterns(name)] + list(stops(name))
    index = Index(expressions)
    for pattern in patterns(name):
        text = pattern.example.lower().replace("’", "'")
        assert rows(index, text) == [[m.span() for m in e.finditer(text)] for e in expressions]


def test_openings() -> None:
    assert openings(re.compile(EDGE + "(?:sit|sat) down")) == {"sit d", "sat d"}
    assert openings(re.compile(EDGE + "No(?:t|w)?", re.IGNORECASE)) == {"no", "not", "now"}
    assert openings(re.compile(EDGE + r"\w+ talks")) is None


def test_needs() -> None:
    assert needs(re.compile(r"(?:very )?late nights?|\w+ day")) == {"late night", " day"}
