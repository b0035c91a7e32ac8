"""The words of a search: what is asked for, how FTS5 is asked, and where the words stand in a text.

The language is small: words (all of them are needed), "phrases in quotation marks", and word* for a beginning. Anything
else is taken as plain text, so no operator of FTS5 can be reached.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from kg.errors import UsageError

MOST = 50
WIDTH = 300
# Marks of a text that are looked at for its excerpt.
TRIED = 100
# As the tokenizer unicode61 of SQLite cuts words: letters and digits of any script, with the marks upon them.
_WORD = re.compile("[^\\W_](?:[^\\W_]|[\u0300-\u0331])*")
_TERM = re.compile(r'"([^"]*)(?:"|$)|([^\s"]+)')
_QUOTES = str.maketrans("“”„«»", '"""""')


@dataclass(frozen=True, slots=True)
class Term:
    """Words as they were typed, that have to follow one another; with `prefix` the last one is only a beginning. Any of
    `forms` may stand for the only word."""

    words: tuple[str, ...]
    prefix: bool = False
    phrase: bool = False
    forms: tuple[str, ...] = ()

    def match(self) -> str:
        """The term for FTS5, which folds its words itself. They are letters and digits alone."""
        if self.forms:
            return "(" + " OR ".join(f'"{word}"' for word in (*self.words, *self.forms)) + ")"
        return f'"{" ".join(self.words)}"' + ("*" if self.prefix else "")

    def __str__(self) -> str:
        words = " ".join(self.words) + ("*" if self.prefix else "")
        return f'"{words}"' if self.phrase else words


def terms(text: str) -> tuple[Term, ...]:
    """What is asked for.

    Raises:
        UsageError: there is no word in it, or there are more than `MOST`.

    >>> [str(term) for term in terms('Pay “no more” wait*')]
    ['Pay', '"no more"', 'wait*']
    """
    found = []
    for match in _TERM.finditer(text.translate(_QUOTES)):
        phrase = match[1] is not None
        words = tuple(word[0] for word in _WORD.finditer(match[1] if phrase else match[2]))
        if words:
            found.append(Term(words, not phrase and match[2].endswith("*"), phrase))
    if not found:
        raise UsageError("there is no word to search for;", 'give a word, a "phrase" or a beginning like strik*.')
    if sum(len(term.words) for term in found) > MOST:
        raise UsageError(f"a search has at most {MOST} words.", "Take some out.")
    return tuple(found)


def fold(word: str) -> str:
    """The word without case and marks upon letters.

    >>> fold("Núñez")
    'nunez'
    """
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c))


def marks(text: str, wanted: Sequence[Term]) -> tuple[tuple[int, int], ...]:
    """Where the words stand in a text, as (start, end) offsets in order; those that overlap are made one.

    >>> marks("No pay, no peace.", terms("pay no*"))
    ((0, 2), (3, 6), (8, 10))
    """
    tokens = [(fold(m[0]), m.start(), m.end()) for m in _WORD.finditer(text)]
    places: dict[str, list[int]] = {}
    for at, (word, _, _) in enumerate(tokens):
        places.setdefault(word, []).append(at)
    found = set()
    for term in wanted:
        *before, last = map(fold, term.words)
        words = [w for w in places if w.startswith(last)] if term.prefix else [last, *term.forms]
        for at in (at for word in words for at in places.get(word, ())):
            first = at - len(before)
            if first >= 0 and [w for w, _, _ in tokens[first:at]] == before:
                found.add((tokens[first][1], tokens[at][2]))
    return _apart(found)


def _apart(found: set[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def excerpt(
    text: str, places: Sequence[tuple[int, int]], width: int = WIDTH
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """At most `width` characters of a text, where most of the words that are marked come together, cut between words,
    with "…" where the text goes on; and the marks by their offsets in there.
    """
    if len(text) <= width:
        return text, tuple(places)
    at = _densest(text, places[:TRIED], width // 2)
    first = max(0, min(at - width // 4, len(text) - width))
    last = first + width
    if first and (blank := text.find(" ", first, at)) >= 0:
        first = blank + 1
    if last < len(text) and (blank := text.rfind(" ", at + width // 2, last)) >= 0:
        last = blank
    before, after = "… " if first else "", " …" if last < len(text) else ""
    shift = len(before) - first
    inside = tuple((start + shift, end + shift) for start, end in places if first <= start and end <= last)
    return f"{before}{text[first:last]}{after}", inside


def _densest(text: str, places: Sequence[tuple[int, int]], width: int) -> int:
    """Start of the first mark after which the most different words are marked within so many characters."""
    words = [(start, end, fold(text[start:end])) for start, end in places]

    def different(at: int) -> int:
        return len({word for start, end, word in words if at <= start and end <= at + width})

    return max((start for start, _ in places), key=different, default=0)
