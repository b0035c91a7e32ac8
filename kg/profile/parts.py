"""The parts that profiles are made of.

Every tuple has a fixed order. Offsets are Unicode code points of the article's text, ends exclusive. Days are as the
graph has them: "2024-03-04", "2024-03" or "2024"; "" where there is none. Texts are data from articles, unchanged: who
shows them escapes them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Ref:
    """A thing to link to.

    Attributes:
        label: its name; its IRI with a prefix where it has none.
        kind: person, union, local, employer, government, organization, group, place, action, dispute, article, issue,
            document or other. Events, proposals and agreements are actions.
        word: its narrowest class in words: "strike", "city", "direct quotation".
    """

    iri: str
    label: str
    kind: str
    word: str


@dataclass(frozen=True, slots=True)
class Count:
    """A number of things; with `more` there are more than that, and counting stopped."""

    number: int
    more: bool = False


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of many things: page `number` (from 1) with `size` at most."""

    items: tuple[T, ...]
    number: int
    size: int
    total: Count

    @property
    def has_next(self) -> bool:
        """Whether there are things behind this page."""
        return self.total.more or self.number * self.size < self.total.number


@dataclass(frozen=True, slots=True)
class Words:
    """Characters of a story: `text` is what stands from `start` to `end`; `outlet` is the name of its publisher."""

    article: Ref
    published: str
    outlet: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, or several that the words run over, of one article.

    Attributes:
        article: IRI of the article; `title` and `published` may be empty.
        text: the sentence, as printed.
        start: offset of the sentence in the article's text, in code points.
        marks: the words that bear the thing, as (start, end) offsets in the article's text.
    """

    article: str
    title: str
    published: str
    text: str
    start: int
    marks: tuple[tuple[int, int], ...]

    def marked(self, before: str = "«", after: str = "»", show: Callable[[str], str] = str) -> str:
        """The sentence with the words between marks; `show` makes pieces of the text fit for where they go."""
        pieces, at = [], 0
        for start, end in self.marks:
            start, end = start - self.start, end - self.start
            pieces += [show(self.text[at:start]), before, show(self.text[start:end]), after]
            at = end
        return "".join(pieces) + show(self.text[at:])


@dataclass(frozen=True, slots=True)
class Source:
    """A story, with its day, its outlet and how often it mentions the thing, if that is about a thing."""

    article: Ref
    published: str
    outlet: str
    mentions: int


@dataclass(frozen=True, slots=True)
class Tie:
    """Another thing and how it hangs together: "part of", "employer", "organizer"; `link` is the relation in words."""

    link: str
    thing: Ref


@dataclass(frozen=True, slots=True)
class Stance:
    """The side a statement takes toward one thing: supports, criticizes, asks or neutral, and the words that say so."""

    iri: str
    value: str
    target: Ref
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Saying:
    """One statement or reported thought.

    Attributes:
        kind: direct, mixed, indirect or thought.
        speakers: who speaks or thinks; those who may be meant where `open`; empty if nobody is named.
        posts: positions of the speakers as the same story gives them ("president, Guild Local 7").
        side: union, employer, government, worker or expert; "" if not told.
        content: what is said, piece by piece, in reading order.
        quotes: words that stand in quotation marks, letter for letter; never a paraphrase.
        day: the day of the statement where the story tells it in a whole date, else the story's.
        sentence: the sentence or sentences of the content; None if the words cannot be found.
    """

    iri: str
    kind: str
    speakers: tuple[Ref, ...]
    open: bool
    posts: tuple[str, ...]
    side: str
    cue: str
    content: tuple[Words, ...]
    quotes: tuple[str, ...]
    addressees: tuple[Ref, ...]
    about: tuple[Ref, ...]
    stances: tuple[Stance, ...]
    document: Ref | None
    article: Ref
    outlet: str
    published: str
    day: str
    rule: str
    confidence: float | None
    sentence: Passage | None


@dataclass(frozen=True, slots=True)
class Post:
    """A position: who holds which role where; `standing` is now, past or future, by the words of the role."""

    iri: str
    person: Ref | None
    role: str
    organization: Ref | None
    standing: str
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a story with who gives it.

    Attributes:
        iri: the quantity; `claim` is the claim that it stands in, and `text` what that says.
        printed: its words in the story, hedge included ("dozens", "about 400").
        value, low, high: digits; a range has the last two.
        comparator: exactly, approximately, more than ...; `unit` is a word such as person or USD per hour.
        of: what the claim is about; `link` is what it says of it ("participant"); `measures` is what is counted.
        said_by: the speakers; the article itself for its own voice; empty if nobody is named.
        words: where it stands, if the words can be found.
        corrected: taken back by a correction note.
    """

    iri: str
    claim: str
    text: str
    printed: str
    words: tuple[Words, ...]
    value: str
    low: str
    high: str
    comparator: str
    unit: str
    of: Ref | None
    measures: Ref | None
    link: str
    said_by: tuple[Ref, ...]
    article: Ref
    published: str
    corrected: bool
    negated: bool


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """Figures that measure one thing in one unit, side by side, none chosen; `differ` if they are not all the same."""

    of: Ref | None
    link: str
    unit: str
    differ: bool
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A claim, by a speaker or in the article's own voice.

    Attributes:
        link: the property in words; "" where the claim is no triple. Its value is `thing` or `value`.
        modality: "put as fact", "put as a plan" ...
        said_by: as in `Figure`.
        as_of: the day that it holds for, of claims of status.
        precision: of a value that is a date: day, month or year; else "".
    """

    iri: str
    text: str
    subject: Ref | None
    link: str
    thing: Ref | None
    value: str
    precision: str
    modality: str
    negated: bool
    corrected: bool
    as_of: str
    said_by: tuple[Ref, ...]
    article: Ref
    published: str
    words: tuple[Words, ...]
    rule: str
    confidence: float | None


@dataclass(frozen=True, slots=True)
class StatusStep:
    """A stage that an event is said to have reached on a day, with who says so in which words."""

    iri: str
    day: str
    status: str
    negated: bool
    said_by: tuple[Ref, ...]
    article: Ref
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """How many stories of a month mention a thing, and how often; `month` is "2024-03", "" without a date."""

    month: str
    articles: int
    mentions: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """Another thing that may be the same one; `likely` from 0 to 1."""

    iri: str
    other: Ref
    reason: str
    likely: float | None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a curator has decided of the thing."""

    iri: str
    verdict: str
    who: str
    day: str
    reason: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part that a thing has in an action: organizer, employer, participant, target, party, place ...

    `first` is the action's first day in the articles' own voice, "" where they tell none.
    """

    role: str
    action: Ref
    first: str


@dataclass(frozen=True, slots=True)
class Site:
    """A place of an action, what contains it, innermost first, and its number at GeoNames or ""."""

    place: Ref
    within: tuple[Ref, ...]
    geonames: str


@dataclass(frozen=True, slots=True)
class Line:
    """An action or a dispute on one line: first and last day, last stage and its day, how many stories tell of it.

    The stage of a dispute is the newest told of one of its strikes or lockouts, or, without these, of its actions.
    """

    thing: Ref
    first: str
    last: str
    status: str
    as_of: str
    stories: int


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a dispute's timeline.

    Attributes:
        day: when; `what` is "begins", "to begin" (told before), "held", "ends", "reached", a stage, "claim" or
            "statement".
        planned: told only before the day came.
        iri: the claim or statement that tells it first; `said_by` and `words` are of that one.
        stories: how many stories tell it.
    """

    day: str
    what: str
    planned: bool
    event: Ref
    iri: str
    said_by: tuple[Ref, ...]
    words: Words | None
    stories: int


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of an article that bear something.

    Attributes:
        layer: people, organizations, places, groups, speech, events, numbers, times, issues or documents.
        iri: the thing, or the statement.
        role: in the layer of speech: source, cue or content; else "".
        kind: as in `Ref`; of a statement direct, mixed, indirect or thought.
    """

    layer: str
    start: int
    end: int
    iri: str
    role: str
    kind: str
    label: str
    rule: str
    confidence: float | None


@dataclass(frozen=True, slots=True)
class Note:
    """A correction or withdrawal printed with the story."""

    iri: str
    text: str
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A property of a thing in words, with its value: a thing, or a text."""

    link: str
    thing: Ref | None
    text: str
