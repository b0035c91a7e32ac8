"""Scores attributions (who, by which words, says what) of texts as spans, without any graph.

Takes texts by id, and for each the attributions annotated and those found; gives precision, recall and F1. Spans count
as the sets of word tokens they touch, so that marks and commas at their ends do not. Two contents match at an
intersection over union of at least `LEAST`, one to one, best first. A source is right if its head is, or half its
words; full attribution is content matched and source right.

Sources: matching of partial spans one to one after Pareti (2015), "Attribution: a computational approach", and PolNeAR
(Newell, Margolin and Ruths, LREC 2018); the head rule stands for their comparison of heads of parsed sources.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from kg.evaluate.figures import Share, Tally
from kg.model import Span

KINDS = ("direct", "mixed", "indirect")
LEAST = 0.5  # intersection over union from which on contents overlap
DIRECT = 0.95  # share of the words between quotation marks from which on content is direct
NEAR = 1e-9
WORD = re.compile(r"\w+(?:['’]\w+)*")
MARK = re.compile("[“”\"]|``|''")
BREAK = re.compile(r"[,;:()\[\]—–\"“”]|--| - ")
AFTER = re.compile(
    r"of|for|from|in|at|on|with|by|to|who|whom|whose|which|that|and|or|as|near|inside|outside", re.IGNORECASE
)
PRONOUN = re.compile(r"he|she|they|it|we|i|you|him|her|them|who|this|that|one|his|their")


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution as spans of its text; without a source it is said by nobody that the text names."""

    content: Sequence[Span]
    source: Sequence[Span] = ()
    cue: Sequence[Span] = ()


@dataclass(slots=True)
class Kind:
    """The figures of direct, mixed or indirect attributions; precision over what is found to be of the kind, recall
    over the gold of the kind."""

    exact: Tally = field(default_factory=Tally)
    overlap: Tally = field(default_factory=Tally)
    full: Tally = field(default_factory=Tally)
    source: Share = field(default_factory=Share)


@dataclass(slots=True)
class Scores(Kind):
    """The figures of all attributions, and by kind.

    Attributes:
        exact, overlap: content with the same words, or matched.
        words: word tokens that are content of any attribution.
        full: content matched and source right.
        source: of matched pairs whose gold has a source, those with the right one.
        named: the same, where an equal name elsewhere in the text is right too.
        sourced: of matched pairs where both have a source, those with the right one.
    """

    words: Tally = field(default_factory=Tally)
    named: Share = field(default_factory=Share)
    sourced: Share = field(default_factory=Share)
    kinds: dict[str, Kind] = field(default_factory=lambda: {kind: Kind() for kind in KINDS})


def score(
    texts: Mapping[str, str], gold: Mapping[str, Sequence[Found]], found: Mapping[str, Sequence[Found]]
) -> Scores:
    """The figures over all texts that have gold; a text of which nothing was found may be missing from `found`."""
    scores = Scores()
    for name, wanted in gold.items():
        Pairing(texts[name], wanted, found.get(name, ())).count(scores)
    return scores


def right(text: str, gold: Sequence[Found], found: Sequence[Found]) -> list[bool]:
    """For each attribution found in a text, in their order, whether it is fully right."""
    pairing = Pairing(text, gold, found)
    good = {pairing.found[i].place for i, _ in pairing.full()}
    return [place in good for place in range(len(found))]


class Words:
    """The word tokens of a text, and which of them stand between double quotation marks."""

    def __init__(self, text: str) -> None:
        self.text = text
        tokens = [match.span() for match in WORD.finditer(text)]
        self.starts, self.ends = [start for start, _ in tokens], [end for _, end in tokens]
        quoted = list(_quoted(text))
        openings = [start for start, _ in quoted]
        self.quoted = [(at := bisect_right(openings, s)) > 0 and s < quoted[at - 1][1] for s in self.starts]

    def touched(self, spans: Iterable[Span]) -> frozenset[int]:
        """The numbers of the tokens that spans touch."""
        return frozenset(
            number
            for span in spans
            if span.start < span.end
            for number in range(bisect_right(self.ends, max(0, span.start)), bisect_left(self.starts, span.end))
        )

    def head(self, source: Sequence[Span]) -> int | None:
        """The token that stands for a source: the last before the first comma, bracket, preposition or relative."""
        numbers = sorted(self.touched([min(source)])) if source else []
        if not numbers:
            return None
        for last, number in pairwise(numbers):
            between = self.text[self.ends[last] : self.starts[number]]
            if BREAK.search(between) or AFTER.fullmatch(self.text, self.starts[number], self.ends[number]):
                return last
        return numbers[-1]

    def name(self, number: int) -> str:
        """A token without case and genitive."""
        return re.sub(r"['’]s$", "", self.text[self.starts[number] : self.ends[number]].casefold())


@lru_cache(maxsize=256)
def _words(text: str) -> Words:
    """A text is taken apart once, however often it is scored."""
    return Words(text)


def _quoted(text: str) -> Iterator[tuple[int, int]]:
    """The stretches between double quotation marks; one that stays open ends with its paragraph."""
    begin = 0
    for paragraph in text.split("\n"):
        open_, last = False, 0
        for mark in MARK.finditer(paragraph):
            if open_:
                yield begin + last, begin + mark.start()
            open_ = mark.group() in ("“", "``") or (mark.group() != "”" and not open_)
            last = mark.end()
        if open_:
            yield begin + last, begin + len(paragraph)
        begin += len(paragraph) + 1


@dataclass(frozen=True, slots=True)
class Tokens:
    """An attribution as tokens; `place` is its number in the list it came from."""

    place: int
    content: frozenset[int]
    source: frozenset[int]
    head: int | None
    kind: str


def _tokens(words: Words, attributions: Sequence[Found]) -> list[Tokens]:
    """Attributions as tokens; those without a word of content are left out."""
    out = []
    for place, item in enumerate(attributions):
        content = words.touched(item.content)
        if content:
            share = sum(words.quoted[number] for number in content) / len(content)
            kind = "direct" if share >= DIRECT else "indirect" if share == 0 else "mixed"
            out.append(Tokens(place, content, words.touched(item.source), words.head(item.source), kind))
    return out


class Pairing:
    """The attributions found in one text against those of its gold, without the ones that have no word of content.

    Pairs are (number in `found`, number in `gold`); the `place` of each tells its number in the lists given.
    """

    def __init__(self, text: str, gold: Sequence[Found], found: Sequence[Found]) -> None:
        self.words = words = _words(text)
        self.gold, self.found = _tokens(words, gold), _tokens(words, found)
        self.union: dict[tuple[int, int], float] = {}
        for i, mine in enumerate(self.found):
            for j, theirs in enumerate(self.gold):
                common = len(mine.content & theirs.content)
                if common and (share := common / len(mine.content | theirs.content)) >= LEAST - NEAR:
                    self.union[i, j] = share
        self.same = {(i, j): self._source(self.found[i], self.gold[j]) for i, j in self.union}

    def exact(self) -> list[tuple[int, int]]:
        """Pairs with the same words as content."""
        same = [pair for pair, share in self.union.items() if share > 1 - NEAR]
        return _greedy(sorted(same, key=lambda p: (-self.union[p], not self.same[p], p[1], p[0])))

    def overlap(self) -> list[tuple[int, int]]:
        """Pairs whose contents match."""
        order = sorted(self.union, key=lambda p: (-round(self.union[p], 9), not self.same[p], p[1], p[0]))
        return _greedy(order)

    def full(self) -> list[tuple[int, int]]:
        """Pairs whose contents match and whose source is right."""
        order = sorted(self.union, key=lambda p: (not self._full(p), -round(self.union[p], 9), p[1], p[0]))
        return [pair for pair in _greedy(order) if self._full(pair)]

    def count(self, scores: Scores) -> None:
        """Adds the counts of this text."""
        for figure, pairs in (("exact", self.exact()), ("overlap", self.overlap()), ("full", self.full())):
            getattr(scores, figure).add(len(pairs), len(self.found), len(self.gold))
            for kind, part in scores.kinds.items():
                getattr(part, figure).add(
                    sum(self.found[i].kind == kind for i, _ in pairs),
                    sum(item.kind == kind for item in self.found),
                    sum(item.kind == kind for item in self.gold),
                    sum(self.gold[j].kind == kind for _, j in pairs),
                )
        for pair in self.overlap():
            mine, theirs = self.found[pair[0]], self.gold[pair[1]]
            if theirs.head is None:
                continue
            scores.source.add(self.same[pair])
            scores.kinds[theirs.kind].source.add(self.same[pair])
            scores.named.add(self.same[pair] or self._name(mine, theirs))
            if mine.head is not None:
                scores.sourced.add(self.same[pair])
        mine_all = frozenset[int]().union(*(item.content for item in self.found))
        gold_all = frozenset[int]().union(*(item.content for item in self.gold))
        scores.words.add(len(mine_all & gold_all), len(mine_all), len(gold_all))

    def _full(self, pair: tuple[int, int]) -> bool:
        nobody = self.found[pair[0]].head is None and self.gold[pair[1]].head is None
        return self.same[pair] or nobody

    def _source(self, mine: Tokens, theirs: Tokens) -> bool:
        if mine.head is None or theirs.head is None:
            return False
        both = mine.source | theirs.source
        return mine.head == theirs.head or len(mine.source & theirs.source) / len(both) >= LEAST

    def _name(self, mine: Tokens, theirs: Tokens) -> bool:
        if mine.head is None or theirs.head is None:
            return False
        name = self.words.name(mine.head)
        return name == self.words.name(theirs.head) and not PRONOUN.fullmatch(name)


def _greedy(ordered: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """One to one, in the order given."""
    taken: list[tuple[int, int]] = []
    mine, theirs = set[int](), set[int]()
    for i, j in ordered:
        if i not in mine and j not in theirs:
            mine.add(i)
            theirs.add(j)
            taken.append((i, j))
    return taken
