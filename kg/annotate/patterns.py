"""Many expressions searched for in one text at once, each only where the letters there can open a match of it.

What a match can open with, and which words it must hold, is read off the expression itself; the matches are exactly
those of `finditer`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from importlib import import_module
from operator import itemgetter
from typing import Any

# The parser of the standard library; its tree lists pairs of an operation and what it is applied to.
PARSER: Any = import_module("re._parser")
SIZE = 5  # how many letters of an opening count
MOST = 300  # openings of an expression, else fewer letters count
LOOSE = 20  # openings of one letter, with which an expression is searched for everywhere
# letters that match others where case is ignored, and one whose lower form is longer
ALIKE = (("ſ", "s"), ("ı", "i"), ("İ", "i"), ("\u212a", "k"))
REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
DIGIT = re.compile(r"\d")
BY_NUMBER = itemgetter(0)
EMPTY = ("AT", "ASSERT", "ASSERT_NOT")


def folded(text: str) -> str:
    """The text in lower case, every letter in its place."""
    if not text.isascii():
        for letter, plain in ALIKE:
            text = text.replace(letter, plain)
    return text.lower()


def parsed(expression: re.Pattern[str]) -> Any:
    """The tree of an expression."""
    return PARSER.parse(expression.pattern, expression.flags & ~re.DEBUG)


def needs(expression: re.Pattern[str]) -> frozenset[str]:
    """Pieces of text in lower case of which every match holds at least one; none where nothing can be said.

    >>> sorted(needs(re.compile(r"(?:fair )?(?:pay|wages?)(?! rise)")))
    ['pay', 'wage']
    """
    return frozenset(_needs(parsed(expression)))


def _needs(tree: Any) -> set[str]:
    best: set[str] = set()
    literal = ""
    for operation, what in [*tree, (None, None)]:
        name = str(operation)
        if name == "LITERAL":
            literal += folded(chr(what))
            continue
        if name in EMPTY:
            continue
        found: list[set[str]] = [{literal}] if literal else []
        literal = ""
        if name == "BRANCH":
            parts = [_needs(part) for part in what[1]]
            found.append(set().union(*parts) if all(parts) else set())
        elif name == "SUBPATTERN":
            found.append(_needs(what[-1]))
        elif name == "ATOMIC_GROUP":
            found.append(_needs(what))
        elif name in REPEATS and what[0] > 0:
            found.append(_needs(what[2]))
        best = max([best, *found], key=_worth)
    return best


def _worth(pieces: set[str]) -> tuple[float, int]:
    """How rare pieces are likely to be in a text."""
    return (min(len(p) for p in pieces) - len(pieces) / 8, -len(pieces)) if pieces else (-99.0, 0)


Opening = tuple[str, bool]  # letters, and whether what follows may add to them
Reach = tuple[int, bool]  # how many letters count, and whether those after a digit or a fraction do
REACHES: tuple[Reach, ...] = ((SIZE, True), *((size, False) for size in range(SIZE, 0, -1)))


def openings(expression: re.Pattern[str]) -> frozenset[str] | None:
    """The first letters that a match can have, lower case, up to `SIZE`, any digit as 0; None where it can be any.

    >>> sorted(openings(re.compile(r"(?:an? )?strikes?|\\d+ men")))
    ['0 men', '00 me', '000 m', '0000 ', '00000', 'a str', 'an st', 'strik']
    """
    tree = parsed(expression)
    for reach in REACHES:  # less far where they can be very many
        try:
            found = {letters for letters, _ in _openings(tree, {("", True)}, reach)}
        except OverflowError:
            continue
        loose = "" in found or sum(len(letters) == 1 and letters.isalpha() for letters in found) > LOOSE
        return frozenset(found) if found and not loose else None
    return None


def _openings(tree: Any, before: set[Opening], reach: Reach) -> set[Opening]:
    """The openings `before`, each with what the tree adds.

    Raises:
        OverflowError: they are more than `MOST`.
    """
    found = before
    for operation, what in tree:
        if not any(more for _, more in found):
            break
        found = _added(str(operation), what, found, reach)
        if len(found) > MOST:
            raise OverflowError
    return found


def _added(name: str, what: Any, before: set[Opening], reach: Reach) -> set[Opening]:
    if name in EMPTY:
        return before
    if name == "BRANCH":
        return set().union(*(_openings(part, before, reach) for part in what[1]))
    if name == "SUBPATTERN":
        return _openings(what[-1], before, reach)
    if name == "ATOMIC_GROUP":
        return _openings(what, before, reach)
    if name in REPEATS:
        least, most, tree = what
        found = before if least == 0 else set()
        for count in range(1, min(most, reach[0]) + 1):
            before = _openings(tree, before, reach)
            found = found | before if count >= least else found
        return found | before
    letters = _letters(name, what)
    done = {(text, more) for text, more in before if not more}
    going = [text for text, more in before if more]
    if letters is None:
        return done | {(text, False) for text in going}
    size, past = reach
    return done | {
        (text + letter, len(text) + 1 < size and (past or not letter.isnumeric()))
        for text in going
        for letter in letters
    }


def _letters(name: str, what: Any) -> set[str] | None:
    """The letters that one place of an expression matches, or None where they are many."""
    if name == "LITERAL":
        return {_letter(chr(what))}
    if name != "IN":
        return None
    found: set[str] = set()
    for operation, item in what:
        if str(operation) == "LITERAL":
            found.add(_letter(chr(item)))
        elif str(operation) == "RANGE" and item[1] - item[0] < 40:
            found |= {_letter(chr(code)) for code in range(item[0], item[1] + 1)}
        elif str(operation) == "CATEGORY" and str(item) == "CATEGORY_DIGIT":
            found.add("0")
        else:
            return None
    return found


def _letter(char: str) -> str:
    return "0" if char.isdigit() else folded(char)


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


class Index:
    """Expressions whose matches begin where `edge` holds, found together in one pass over a text."""

    def __init__(self, expressions: Sequence[re.Pattern[str]], edge: str = r"(?<![\w-])") -> None:
        self.expressions = tuple(expressions)
        self.anywhere: list[tuple[int, frozenset[str]]] = []  # expressions with any opening, and what they need
        at: dict[str, list[int]] = {}
        for i, expression in enumerate(self.expressions):
            found = openings(expression)
            if found is None:
                self.anywhere.append((i, needs(expression)))
            for letters in found or ():
                at.setdefault(letters, []).append(i)
        # the longest opening that a place has -> the expressions that can have it or a part of it
        self.fits = {
            letters: sorted({i for size in range(1, len(letters) + 1) for i in at.get(letters[:size], ())})
            for letters in at
        }
        self.places = re.compile(rf"{edge}(?=({alternatives(self.fits)}))")

    def find(self, text: str) -> list[tuple[int, re.Match[str]]]:
        """Matches with the number of their expression, in the order of the expressions, then in reading order."""
        low = folded(text)
        expressions, fits = self.expressions, self.fits
        found: list[tuple[int, re.Match[str]]] = []
        over: dict[int, int] = {}
        for place in self.places.finditer(DIGIT.sub("0", low)):
            start = place.start()
            for i in fits[place[1]]:
                match = expressions[i].match(text, start)
                if match is not None and start >= over.get(i, 0):
                    over[i] = match.end()
                    found.append((i, match))
        for i, pieces in self.anywhere:
            if not pieces or any(piece in low for piece in pieces):
                found += [(i, match) for match in expressions[i].finditer(text)]
        return sorted(found, key=BY_NUMBER)

    def numbers(self, text: str) -> list[int]:
        """The expressions with a match in the text."""
        return sorted({i for i, _ in self.find(text)})

    def opening(self, text: str) -> list[int]:
        """The expressions with a match at the beginning of the text."""
        place = self.places.match(DIGIT.sub("0", folded(text)))
        fits = {*(self.fits[place[1]] if place is not None else ()), *(i for i, _ in self.anywhere)}
        return [i for i in sorted(fits) if self.expressions[i].match(text)]
