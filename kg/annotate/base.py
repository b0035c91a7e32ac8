"""What annotators share: the draft that they fill in, one after the other, and how they declare themselves."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from kg.annotate.view import View
from kg.model import (
    Action,
    Address,
    Article,
    Claim,
    CorrectionNote,
    Document,
    Entity,
    Extraction,
    Mention,
    Position,
    Quantity,
    Ref,
    Span,
    Statement,
    TimeExpression,
    Value,
)

if TYPE_CHECKING:
    import spacy.tokens

    from kg.annotate.attribution.decode import Attribution
    from kg.annotate.speech.acts import Act

START = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch between quotation marks.

    Attributes:
        inner: the words between the marks; outer: with the marks.
        paragraph: index in `Structure.paragraphs`.
        speech: False for nicknames, titles, scare quotes and terms.
        continues: the quotation goes on from the paragraph before, where it was left open.
        closed: whether it has a closing mark (or goes on in the next paragraph).
        depth: 0 for an outer quotation, 1 for one inside it.
    """

    inner: Span
    outer: Span
    paragraph: int
    speech: bool = True
    continues: bool = False
    closed: bool = True
    depth: int = 0

    def stop(self, text: str) -> str:
        """The last character of the words, past the marks of a quotation inside that ends with them."""
        return self.inner.of(text).rstrip("'’”\"»›")[-1:]


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline ("WILMINGTON, Del. (CNW) -- "): the whole, its place words and its agency, if any."""

    span: Span
    place: Span
    agency: Span | None = None


@dataclass(slots=True)
class Structure:
    """The layout of the story.

    `paragraphs` are all non-empty paragraphs in order; `skip` are stretches that are not the story's own prose
    (archive notices, editor's notes, bylines, "read more" lines).
    """

    paragraphs: list[Span] = field(default_factory=list)
    headline: Span | None = None
    bylines: list[Span] = field(default_factory=list)
    datelines: list[Dateline] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    skip: list[Span] = field(default_factory=list)

    def paragraph_at(self, at: int) -> int:
        """Index of the paragraph that holds the offset (or comes last before it); -1 before the first."""
        return bisect_right(self.paragraphs, at, key=START) - 1

    def quoted(self, at: int) -> bool:
        """Whether the offset stands inside a quotation that is speech."""
        return any(q.inner.start <= at < q.inner.end and q.speech for q in self.quotes)


@dataclass(frozen=True, slots=True)
class Fact:
    """A triple found in the text, before it is known who says it: `claims` gives it to the innermost statement
    whose content holds its `span`, or to the article. `also`: words that it is inferred from besides, whoever says
    them. The other fields are those of `model.Claim`."""

    subject: Ref
    predicate: str
    object: Ref | Value
    span: Span
    text: str
    modality: str = "Fact"
    negated: bool = False
    as_of: str | None = None
    times: tuple[str, ...] = ()
    quantities: tuple[str, ...] = ()
    rule: str = ""
    confidence: float = 0.9
    also: tuple[Span, ...] = ()


class Places:
    """Mentions by where they begin, kept up as others are appended to their list."""

    def __init__(self) -> None:
        self.seen: list[Mention] = []  # the list as it was when last read
        self.found: list[tuple[int, int, int, Mention]] = []  # start, -end, number in the list, sorted
        self.starts: list[int] = []
        self.longest = 0

    def read(self, mentions: list[Mention]) -> None:
        """Take up what the list has now."""
        known = len(self.seen)
        if mentions[:known] != self.seen:
            # some were taken out or replaced
            known, self.found, self.starts, self.longest = 0, [], [], 0
        new = [(m.span.start, -m.span.end, i, m) for i, m in enumerate(mentions[known:], known)]
        self.longest = max([self.longest, *(-end - start for start, end, _, _ in new)])
        if len(new) > 4:
            self.found = sorted((*self.found, *new))
            self.starts = [row[0] for row in self.found]
        else:
            for row in new:
                at = bisect_right(self.found, row)
                self.found.insert(at, row)
                self.starts.insert(at, row[0])
        self.seen = mentions[:]

    def beginning(self, first: int, last: int) -> list[tuple[int, int, int, Mention]]:
        """Those that begin between two offsets, both included."""
        return self.found[bisect_left(self.starts, first) : bisect_right(self.starts, last)]


@dataclass
class Draft:
    """The working state of one article: annotators read what is there and append to it."""

    article: Article
    doc: spacy.tokens.Doc
    structure: Structure = field(default_factory=Structure)
    mentions: list[Mention] = field(default_factory=list)
    entities: dict[Ref, Entity] = field(default_factory=dict)
    positions: list[Position] = field(default_factory=list)
    times: list[TimeExpression] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)  # attributions of the rules
    inner: list[Act] = field(default_factory=list)  # and those inside quotations
    attributions: list[Attribution] | None = None  # what the tagger found; None where it did not read
    leads: bool = False  # whether the tagger goes before the rules where both find an attribution
    statements: list[Statement] = field(default_factory=list)
    thoughts: list[Statement] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    notes: list[CorrectionNote] = field(default_factory=list)
    dateline: Ref | None = None
    publisher: Ref | None = None
    memo: dict[str, Any] = field(
        default_factory=dict, repr=False, compare=False
    )  # what an annotator keeps for later ones

    @cached_property
    def text(self) -> str:
        return self.article.text

    @cached_property
    def view(self) -> View:
        """The tokens as plain lists, for loops over many of them."""
        return View(self.doc)

    @property
    def places(self) -> Places:
        """The mentions of now by where they begin."""
        found: Places | None = self.memo.get("places")
        if found is None:
            found = self.memo["places"] = Places()
        if found.seen != self.mentions:
            found.read(self.mentions)
        return found

    def words(self, span: Span) -> str:
        """The text of a span."""
        return self.text[span.start : span.end]

    def tokens(self, span: Span) -> spacy.tokens.Span:
        """The tokens that the span touches."""
        first, last = self.view.range(span.start, span.end)
        return self.doc[first:last]

    def span(self, first: int, last: int) -> Span:
        """Characters of the tokens from index `first` to `last`, the latter inclusive."""
        return Span(self.view.start[first], self.view.end[last])

    def sentence(self, at: int) -> spacy.tokens.Span:
        """The sentence that holds the offset."""
        view = self.view
        i, _ = view.range(at, at + 1)
        first, last = view.sentences[view.sentence[i]]
        return self.doc[first:last]

    def mentions_in(self, span: Span) -> list[Mention]:
        """Mentions that lie inside the span, in reading order, the longer first."""
        start, end = span.start, span.end
        return [m for _, last, _, m in self.places.beginning(start, end) if -last <= end]

    def mentions_within(self, span: Span) -> list[Mention]:
        """Mentions that lie inside the span, in the order of their list."""
        start, end = span.start, span.end
        found = [(number, m) for _, last, number, m in self.places.beginning(start, end) if -last <= end]
        return [m for _, m in sorted(found)] if len(found) > 1 else [m for _, m in found]

    def mentions_at(self, start: int, end: int | None = None) -> list[Mention]:
        """Mentions that hold the offset, or a character from one offset to another, in reading order, the longer
        first."""
        places, last = self.places, start if end is None else end - 1
        return [m for _, until, _, m in places.beginning(start - places.longest, last) if start < -until]

    def target_of(self, span: Span) -> Mention | None:
        """The mention that stands for a noun phrase: one with the same head word, else one that covers the span."""
        head = self.root(span)
        if head is None:
            return None
        at = self.view.start[head]
        covering = self.mentions_at(at)
        same = [m for m in covering if self.root(m.span) == head]
        pool = same or [m for m in covering if m.span.holds(span)]
        return max(pool, key=lambda m: (m.span.end - m.span.start, m.span.start), default=None)

    def root(self, span: Span) -> int | None:
        """Index of the head word of the tokens that the span touches; None where there are none."""
        first, last = self.view.range(span.start, span.end)
        return self.view.root(first, last) if first < last else None

    def finish(self, engine: str) -> Extraction:
        """The frozen result, everything in reading order."""

        def at(span: Span) -> tuple[int, int]:
            return span.start, -span.end

        def first(spans: Iterable[Span]) -> tuple[int, int]:
            return min(map(at, spans), default=(0, 0))

        places: dict[Ref, tuple[int, int]] = {}
        for m in self.mentions:
            if m.target is not None:
                places[m.target] = min(places.get(m.target, (len(self.text), 0)), at(m.span))
        return Extraction(
            article=self.article,
            engine=engine,
            dateline=self.dateline,
            publisher=self.publisher,
            mentions=tuple(sorted(set(self.mentions), key=lambda m: (*at(m.span), m.target or "", m.kind))),
            entities=tuple(sorted(self.entities.values(), key=lambda e: (places.get(e.ref, (0, 0)), e.ref))),
            positions=tuple(sorted(self.positions, key=lambda p: (at(p.span), p.person, p.role))),
            times=tuple(sorted(self.times, key=lambda t: (first(t.spans), t.key))),
            quantities=tuple(sorted(self.quantities, key=lambda q: (at(q.span), q.key))),
            documents=tuple(sorted(self.documents, key=lambda d: (first(d.spans), d.ref))),
            addresses=tuple(self.addresses),
            statements=tuple(sorted(self.statements, key=lambda s: (first(s.content), s.key))),
            thoughts=tuple(sorted(self.thoughts, key=lambda s: (first(s.content), s.key))),
            actions=tuple(sorted(self.actions, key=lambda a: (first(a.spans), a.ref))),
            claims=tuple(self.claims),
            notes=tuple(sorted(self.notes, key=lambda n: n.span)),
        )


@dataclass(frozen=True)
class Annotator:
    """One kind of finding: the fields of `Draft` that it needs and those that it adds to."""

    name: str
    needs: tuple[str, ...]
    adds: tuple[str, ...]
    run: Callable[[Draft], None]
