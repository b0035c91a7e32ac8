"""Words -> the word pieces of BERT (Wu et al. 2016; Devlin et al. 2019, uncased).

Written here because the packages that do it bring a network client along; the tests hold it against one of them.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

from kg.errors import ModelError

CLS, SEP, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
LONGEST_WORD = 100  # characters; what is longer is unknown
IDEOGRAPHS = ((0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F))


class Pieces:
    """A vocabulary, one piece a line; the number of the line is the id of the piece.

    Raises:
        ModelError: the file lacks the pieces that every vocabulary has.
    """

    def __init__(self, file: Path) -> None:
        self.ids = {piece: i for i, piece in enumerate(file.read_text(encoding="utf-8").split("\n")) if piece}
        missing = [piece for piece in (CLS, SEP, UNKNOWN) if piece not in self.ids]
        if missing:
            raise ModelError(f"{file}: no vocabulary, {missing[0]} is missing.", "Make the model anew: 'make model'.")
        self.cls, self.sep, self.unknown = (self.ids[piece] for piece in (CLS, SEP, UNKNOWN))
        self.known: dict[str, tuple[int, ...]] = {}

    def of(self, word: str) -> tuple[int, ...]:
        """The ids of a word's pieces; that of the unknown where the vocabulary does not make it up."""
        found = self.known.get(word)
        if found is None:
            found = tuple(i for part in _parts(word) for i in self._longest_first(part)) or (self.unknown,)
            if len(self.known) < 100_000:
                self.known[word] = found
        return found

    def _longest_first(self, part: str) -> list[int]:
        ids: list[int] = []
        start = 0
        while start < len(part) <= LONGEST_WORD:
            prefix = "##" if start else ""
            ends = (e for e in range(len(part), start, -1) if prefix + part[start:e] in self.ids)
            end = next(ends, None)
            if end is None:
                return [self.unknown]
            ids.append(self.ids[prefix + part[start:end]])
            start = end
        return ids or [self.unknown]


def _parts(word: str) -> list[str]:
    """A word in lower case without accents, split at punctuation and between ideographs."""
    parts = [""]
    for c in unicodedata.normalize("NFD", word.lower()):
        kind = unicodedata.category(c)
        if kind in ("Mn", "Cc", "Cf", "Co", "Cn") or c == "\ufffd":
            continue
        alone = kind[0] == "P" or c in "$+<=>^`|~" or any(a <= ord(c) <= b for a, b in IDEOGRAPHS)
        if alone:
            parts += [c, ""]
        else:
            parts[-1] += c
    return [p for p in parts if p.strip()]
