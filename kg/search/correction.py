"""Words that are in no document are replaced by the nearest that are."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from kg.search.words import Term, fold

# Letters of a word -> edits (one letter more, less, other, or two letters swapped) at which another is still near.
SHORT, LONG = 3, 6
CANDIDATES = 10
VOCABULARY = "SELECT term, doc FROM vocabulary WHERE term BETWEEN ? AND ? AND length(term) BETWEEN ? AND ?"
END = "\U0010ffff"


def correct(db: sqlite3.Connection, terms: Sequence[Term]) -> tuple[Term, ...]:
    """The terms, with near words of the index in place of those that it lacks.

    Of several near words the one counts that stands in a document together with the other words, then the one with the
    fewest edits, then the one in most documents. A word with nothing near it stays; so does a beginning.
    """
    known = [term for term in terms if term.prefix or term.forms or all(_there(db, word) for word in term.words)]
    found: list[Term] = []
    for term in terms:
        if term in known:
            found.append(term)
            continue
        for at, word in enumerate(term.words):
            if not _there(db, word):
                before, after = term.words[:at], term.words[at + 1 :]
                options = [replace(term, words=(*before, near, *after)) for near in _near(db, word)]
                fitting = (option for option in options if matches(db, [*known, option]))
                term = next(fitting, options[0] if options else term)
        known.append(term)
        found.append(term)
    return tuple(found)


def matches(db: sqlite3.Connection, terms: Sequence[Term]) -> bool:
    """Whether a document has all terms."""
    asked = " AND ".join(term.match() for term in terms)
    return db.execute("SELECT 1 FROM words WHERE words MATCH ? LIMIT 1", (asked,)).fetchone() is not None


def _there(db: sqlite3.Connection, word: str) -> bool:
    return matches(db, [Term((word,))])


def _near(db: sqlite3.Connection, word: str) -> list[str]:
    """Near words, the nearest first, then those in most documents; none for short words and numbers."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    word = fold(word)
    if len(word) < SHORT or any(c.isdigit() for c in word):
        return []
    edits = 1 if len(word) < LONG else 2
    lengths = (len(word) - edits, len(word) + edits)
    # Few get the first letter wrong, and the words of one letter are read much faster than all.
    for first, last in ((word[0], word[0] + END), ("", END)):
        vocabulary = dict(db.execute(VOCABULARY, (first, last, *lengths)))
        found = extract(word, vocabulary.keys(), scorer=OSA.distance, score_cutoff=edits, limit=None)
        if found:
            ordered = sorted((distance, -vocabulary[near], near) for near, distance, _ in found)
            return [near for _, _, near in ordered[:CANDIDATES]]
    return []
