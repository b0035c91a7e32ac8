"""Many patterns in one pass: the same matches as one by one."""

from __future__ import annotations

import re

import pytest

from kg.annotate.events.triggers import patterns, stops
from kg.annotate.scan import WORD_START, Scanner, alternatives, beginnings

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


def test_the_matches_are_those_of_each_pattern() -> None:
    expressions = [re.compile(rf"{WORD_START}(?:{p})") for p in PATTERNS]
    found = Scanner(expressions).find(TEXT)
    assert [[m.span() for m in row] for row in found] == [[m.span() for m in e.finditer(TEXT)] for e in expressions]
    assert all(found)


@pytest.mark.parametrize("name", ["actions.yaml", "bargaining.yaml"])
def test_every_example_of_a_lexicon_is_found(name: str) -> None:
    expressions = [p.expression for p in patterns(name)] + list(stops(name))
    scanner = Scanner(expressions)
    for pattern in patterns(name):
        text = pattern.example.lower().replace("’", "'")
        found = [[m.span() for m in row] for row in scanner.find(text)]
        assert found == [[m.span() for m in e.finditer(text)] for e in expressions]


def test_beginnings() -> None:
    assert beginnings(re.compile(WORD_START + "(?:sit|sat) down")) == {"sit d", "sat d"}
    assert beginnings(re.compile(WORD_START + "No(?:t|w)?", re.IGNORECASE)) == {"no", "not", "now"}
    assert beginnings(re.compile(WORD_START + r"\w+ talks")) is None


def test_a_pattern_must_begin_at_a_word() -> None:
    with pytest.raises(ValueError, match="does not begin"):
        Scanner([re.compile("strike")])


def test_alternatives_prefer_the_longest() -> None:
    words = ["nurse", "nurses", "net", "nurse aide", "a.b"]
    expression = re.compile(alternatives(words))
    assert [m.group() for m in expression.finditer("nurse aides, nurses net axb a.b")] == [
        "nurse aide",
        "nurses",
        "net",
        "a.b",
    ]
    assert re.search(alternatives([]), "anything") is None
