"""A bare word stands for its other forms too: strike, strikes, striking.

They are made by the rules of English spelling and looked up in the index, so that what is indexed are the words
themselves: beginnings, phrases and corrections go on as they are. Irregular forms (struck) are words of their own.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.search.words import Term, fold

# Ending -> what may stand in its place in the base of a word, the shortest of which has three letters.
ENDINGS = {"": "", "s": "", "es": "", "ies": "y", "d": "", "ed": "", "ied": "y", "ing": ""}
LEAST = 3
# Words that only look like a form of another.
ALONE = frozenset(["news"])


def with_forms(db: sqlite3.Connection, terms: Sequence[Term]) -> tuple[Term, ...]:
    """The terms; those of one bare word with the other forms of it that the index has."""
    return tuple(
        term
        if term.prefix or term.phrase or len(term.words) > 1
        else replace(term, forms=tuple(_there(db, fold(term.words[0]))))
        for term in terms
    )


def _there(db: sqlite3.Connection, word: str) -> list[str]:
    made = sorted(set(forms(word)) - {word})
    slots = ", ".join("?" * len(made))
    return [term for (term,) in db.execute(f"SELECT term FROM vocabulary WHERE term IN ({slots}) ORDER BY term", made)]


def forms(word: str) -> Iterator[str]:
    """Words that a word may be a form of, and their forms; most of them are no words.

    >>> {"strike", "strikes"} <= set(forms("striking")), {"plan", "planned"} <= set(forms("plans"))
    (True, True)
    """
    if not word.isalpha() or word in ALONE or word.endswith("ss"):
        return
    for ending, put in ENDINGS.items():
        base = word.removesuffix(ending) + put
        if not word.endswith(ending) or len(base) < LEAST:
            continue
        yield from _inflected(base)
        if ending in ("ed", "ing"):
            yield from _inflected(f"{base}e")
            if base[-1] == base[-2] and len(base) > LEAST:
                yield from _inflected(base[:-1])


def _inflected(base: str) -> Iterator[str]:
    stem = base[:-1]
    yield from (base, f"{base}s")
    if base[-1] == "e":
        yield from (f"{base}d", f"{stem}ing")
    elif base[-1] == "y" and base[-2] not in "aeiou":
        yield from (f"{stem}ies", f"{stem}ied", f"{base}ing")
    else:
        yield from (f"{base}es", f"{base}ed", f"{base}ing", f"{base}{base[-1]}ed", f"{base}{base[-1]}ing")
