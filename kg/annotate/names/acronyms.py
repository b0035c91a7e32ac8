"""Which acronym abbreviates which name.

Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text" (PSB 2003), where
the two stand side by side; elsewhere the letters must be the initials of the words.
"""

from __future__ import annotations

import re

LOCAL = re.compile(
    r"(?:Locals?|(?:District |Local )?Lodge|Branch|Chapter|(?:District |Joint )?Council|District|Unit)"
    r"(?: No\.)? #?\d+[A-Z]*(?:-[\dA-Z]+)*"
)
ACRONYM = re.compile(r"[A-Z][A-Z&/.-]{1,9}")
SMALL = frozenset(["of", "the", "and", "for", "in", "to", "de", "del", "la", "on", "at"])


def initials(name: str, small: bool = False) -> str:
    """Initials of the words of a name, without (or with) the small words.

    >>> initials("National Union of Healthcare Workers")
    'NUHW'
    """
    parts = re.findall(r"[^\W_]+(?:[’'][^\W_]+)*", name)
    return "".join(p[0].upper() for p in parts if small or p.lower() not in SMALL)


def spells(short: str, name: str) -> bool:
    """Whether an acronym abbreviates a name by the initials of its words, in order."""
    letters = re.sub(r"[^A-Z]", "", short)
    words = [p for p in re.findall(r"[^\W_]+", name) if p.lower() not in ("s",)]
    if len(letters) < 2 or len(words) < 2 or len(letters) > len(words) + 1:
        return False
    return letters in (initials(name), initials(name, small=True)) or _subset(letters, words)


def _subset(letters: str, words: list[str]) -> bool:
    """The letters are initials of the words in order; only small words and one other may be left out."""
    at = skipped = 0
    for word in words:
        if at < len(letters) and word[0].upper() == letters[at]:
            at += 1
        elif word.lower() not in SMALL:
            skipped += 1
    return at == len(letters) and words[0][0].upper() == letters[0] and skipped == 0


def hearst(short: str, long: str) -> bool:
    """Schwartz and Hearst's test: the characters of the short form stand in order in the long form, the first one at
    the beginning of a word."""
    letters = re.sub(r"[^A-Za-z0-9]", "", short).lower()
    text, at = long.lower(), len(long) - 1
    for i in range(len(letters) - 1, -1, -1):
        while at >= 0 and (text[at] != letters[i] or (i == 0 and at > 0 and text[at - 1].isalnum())):
            at -= 1
        if at < 0:
            return False
        at -= 1
    return True
