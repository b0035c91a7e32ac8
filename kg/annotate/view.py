"""The tokens of a document as plain Python lists, for loops that would else make spaCy's objects again and again.

Each list is made when it is first asked for; token `i` of the document is element `i` of every list.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import spacy.tokens
    import spacy.vocab


class Spelled(dict[int, str]):
    """The strings of a vocabulary by their keys, each asked for once."""

    def __init__(self, vocab: spacy.vocab.Vocab) -> None:
        super().__init__()
        self.store = vocab.strings

    def __missing__(self, key: int) -> str:
        found: str = self.store[key]
        self[key] = found
        return found


@lru_cache(maxsize=4)
def spelled(vocab: spacy.vocab.Vocab) -> Spelled:
    """The strings of a vocabulary."""
    return Spelled(vocab)


class View:
    """The lists of one document."""

    def __init__(self, doc: spacy.tokens.Doc) -> None:
        self.doc = doc
        self.size = len(doc)
        self.length = doc[-1].idx + len(doc[-1].text_with_ws) if self.size else 0

    def _numbers(self, attribute: str) -> list[int]:
        """The attribute of all tokens."""
        found: list[int] = self.doc.to_array(attribute).tolist()
        return found

    def _strings(self, attribute: str) -> list[str]:
        """The attribute of all tokens, spelled out."""
        return list(map(spelled(self.doc.vocab).__getitem__, self._numbers(attribute)))

    @cached_property
    def text(self) -> list[str]:
        """The words as printed (`token.text`)."""
        return self._strings("ORTH")

    @cached_property
    def lower(self) -> list[str]:
        """`token.lower_`."""
        return self._strings("LOWER")

    @cached_property
    def lemma(self) -> list[str]:
        """`token.lemma_`."""
        return self._strings("LEMMA")

    @cached_property
    def lower_lemma(self) -> list[str]:
        """`token.lemma_.lower()`."""
        return [lemma.lower() for lemma in self.lemma]

    @cached_property
    def pos(self) -> list[str]:
        """`token.pos_`."""
        return self._strings("POS")

    @cached_property
    def tag(self) -> list[str]:
        """`token.tag_`."""
        return self._strings("TAG")

    @cached_property
    def dep(self) -> list[str]:
        """`token.dep_`."""
        return self._strings("DEP")

    @cached_property
    def head(self) -> list[int]:
        """`token.head.i`; of the root of a sentence, itself."""
        offsets = self.doc.to_array("HEAD").astype("int64").tolist()
        return [i + offset for i, offset in enumerate(offsets)]

    @cached_property
    def children(self) -> list[list[int]]:
        """Indexes of `token.children`, in reading order."""
        found: list[list[int]] = [[] for _ in range(self.size)]
        for i, head in enumerate(self.head):
            if head != i:
                found[head].append(i)
        return found

    @cached_property
    def left(self) -> list[int]:
        """`token.left_edge.i`."""
        return [token.left_edge.i for token in self.doc]

    @cached_property
    def right(self) -> list[int]:
        """`token.right_edge.i`."""
        return [token.right_edge.i for token in self.doc]

    @cached_property
    def start(self) -> list[int]:
        """Offsets where the tokens begin (`token.idx`)."""
        return self._numbers("IDX")

    @cached_property
    def end(self) -> list[int]:
        """Offsets where they end, exclusive."""
        return [start + length for start, length in zip(self.start, self._numbers("LENGTH"), strict=True)]

    @cached_property
    def mark(self) -> list[bool]:
        """`token.is_punct or token.is_space`."""
        both = zip(self._numbers("IS_PUNCT"), self._numbers("IS_SPACE"), strict=True)
        return [bool(punctuation or space) for punctuation, space in both]

    @cached_property
    def space(self) -> list[bool]:
        """`token.is_space`."""
        return list(map(bool, self._numbers("IS_SPACE")))

    @cached_property
    def first(self) -> list[int]:
        """Index of the first token of each sentence."""
        return [i for i, mark in enumerate(self._numbers("SENT_START")) if mark == 1 or i == 0]

    @cached_property
    def sentence(self) -> list[int]:
        """Number of the sentence that each token is in."""
        found: list[int] = []
        for n, (first, last) in enumerate(self.sentences):
            found += [n] * (last - first)
        return found

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """First token of each sentence and of the one after it."""
        return list(pairwise([*self.first, self.size]))

    @cached_property
    def words(self) -> frozenset[str]:
        """All words of the text, lower case: a cheap test whether a rule can apply at all."""
        return frozenset(self.lower)

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """All lemmas of the text, lower case."""
        return frozenset(self.lower_lemma)

    def at(self, offset: int) -> int:
        """Index of the token that holds the offset, a blank being part of the token before it; -1 outside the text."""
        return bisect_right(self.start, offset) - 1 if 0 <= offset < self.length else -1

    def range(self, start: int, end: int) -> tuple[int, int]:
        """The tokens that the characters touch, the first and one behind the last (those of `Draft.tokens`)."""
        if not 0 <= start < self.length or not 0 < end <= self.length:
            return 0, 0
        first = bisect_right(self.start, start) - 1
        return first + (start == self.end[first]), bisect_right(self.start, end - 1)

    def root(self, first: int, last: int) -> int:
        """`doc[first:last].root.i`: the token nearest to the root of its sentence, the first of several."""
        if last - first == 1:
            return first
        head = self.head
        best, depth = first, self.size
        for i in range(first, last):
            if head[i] == i:
                return i
        for i in range(first, last):
            if not first <= head[i] < last:
                steps = self.depth(i)
                if steps < depth:
                    best, depth = i, steps
        return best

    def depth(self, i: int) -> int:
        """How many heads stand above a token; very many above a mark or blank, which is no root beside words."""
        if self.mark[i] and not self.children[i]:
            return self.size - 1
        head, steps = self.head, 0
        while head[i] != i:
            i, steps = head[i], steps + 1
        return steps

    def ancestors(self, i: int) -> list[int]:
        """Indexes of `token.ancestors`, the head first."""
        head, found = self.head, []
        while head[i] != i:
            i = head[i]
            found.append(i)
        return found

    def subtree(self, i: int) -> list[int]:
        """Indexes of `token.subtree`, in its order."""
        children = self.children[i]
        if not children:
            return [i]
        found: list[int] = []
        placed = False
        for child in children:
            if child > i and not placed:
                found.append(i)
                placed = True
            found += self.subtree(child)
        return found if placed else [*found, i]
