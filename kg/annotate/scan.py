"""Many patterns over one text in one pass: a pattern is tried only at words that begin as its matches can begin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

WORD_START = r"(?<![\w-])"
LONGEST = 5  # letters of a beginning: more would tell hardly more places apart
MOST = 12  # letters of a class that are spelled out
DIGITS = "0123456789"

Beginning = tuple[str, bool]  # letters that a match begins with, and whether more of them may be told


class Scanner:
    """The patterns, each of which begins with `WORD_START`."""

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        self.patterns = patterns
        self.anywhere: list[int] = []
        table: dict[str, set[int]] = {}
        for number, pattern in enumerate(patterns):
            if not pattern.pattern.startswith(WORD_START):
                raise ValueError(f"{pattern.pattern!r} does not begin with {WORD_START}")
            known = beginnings(pattern)
            if known is None:
                self.anywhere.append(number)
            for letters in known or ():
                table.setdefault(letters, set()).add(number)
        self.table = {
            letters: sorted({n for size in range(1, len(letters) + 1) for n in table.get(letters[:size], ())})
            for letters in table
        }
        self.places = re.compile(rf"{WORD_START}(?=({alternatives(self.table)}))")

    def find(self, text: str) -> list[list[re.Match[str]]]:
        """Of each pattern what its `finditer` gives.

        Args:
            text: in lower case, if the patterns take no heed of case.
        """
        found: list[list[re.Match[str]]] = [[] for _ in self.patterns]
        for number in self.anywhere:
            found[number] = list(self.patterns[number].finditer(text))
        table, patterns = self.table, self.patterns
        for place in self.places.finditer(text):
            at = place.start()
            for number in table[place[1]]:
                mine = found[number]
                if mine and mine[-1].end() > at:
                    continue
                match = patterns[number].match(text, at)
                if match is not None:
                    mine.append(match)
        return found


def beginnings(pattern: re.Pattern[str]) -> set[str] | None:
    """Strings with one of which every match begins, in lower case if the pattern takes no heed of case; None if a match
    may begin with anything. Of digits only the ASCII ones are thought of."""
    found = {letters for letters, _ in sequence({("", True)}, parser.parse(pattern.pattern, pattern.flags))}
    if any(not letters[:1].isalnum() for letters in found):
        return None
    return {letters.lower() for letters in found} if pattern.flags & re.IGNORECASE else found


def sequence(before: set[Beginning], items: Iterable[tuple[Any, Any]]) -> set[Beginning]:
    """The beginnings with the items of a parsed pattern behind them."""
    for code, value in items:
        if not any(more for _, more in before):
            break
        before = {b for b in before if not b[1]} | one({b for b in before if b[1]}, code, value)
    return before


def one(before: set[Beginning], code: Any, value: Any) -> set[Beginning]:
    """The beginnings with one item behind them."""
    if code in (op.AT, op.ASSERT, op.ASSERT_NOT):
        return before
    if code is op.LITERAL:
        return {grown(letters, chr(value)) for letters, _ in before}
    if code is op.IN and (letters_in := listed(value)):
        return {grown(letters, letter) for letters, _ in before for letter in letters_in}
    if code is op.BRANCH:
        return {b for branch in value[1] for b in sequence(before, branch)}
    if code is op.SUBPATTERN:
        return sequence(before, value[3])
    if code in (op.MAX_REPEAT, op.MIN_REPEAT):
        least, most, inner = value
        once = sequence(before, inner)
        once = once if most == 1 else {(letters, False) for letters, _ in once}
        return once | before if least == 0 else once
    return {(letters, False) for letters, _ in before}


def grown(letters: str, letter: str) -> Beginning:
    """The letters with one more."""
    return letters + letter, len(letters) + 1 < LONGEST


def listed(members: list[tuple[Any, Any]]) -> str:
    """The characters of a class of few, "" for another."""
    found = ""
    for code, value in members:
        if code is op.LITERAL:
            found += chr(value)
        elif code is op.CATEGORY and value is op.CATEGORY_DIGIT:
            found += DIGITS
        else:
            return ""
    return found if len(found) <= MOST else ""


def alternatives(words: Iterable[str]) -> str:
    """An expression for any of the words, the longest that fits, which looks at each letter once.

    >>> alternatives(["nurse", "nurses", "net"])
    'n(?:et|urse(?:s|))'
    """
    rows: dict[str, list[str]] = {}
    for word in sorted(set(words)):
        rows.setdefault(word[:1], []).append(word[1:])
    if not rows:
        return "(?!)"
    parts = [re.escape(first) + alternatives(rest) for first, rest in rows.items() if first]
    if "" in rows:
        parts.append("")
    return parts[0] if len(parts) == 1 else "(?:" + "|".join(parts) + ")"
