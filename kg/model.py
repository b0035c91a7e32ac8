"""What the stages hand to one another: plain, frozen records without RDF and without spaCy.

Offsets are Unicode code points of `Article.text` from 0, the end exclusive; a span has no blank at either end.

A reference (`Ref`) is a short string that names a thing inside one extraction:

    e:KEY   an entity          a:KEY   an action or other event, proposal, agreement
    d:KEY   a source document  i:NAME  an issue of the ontology (local name, `i:wait-times`)
    c:NAME  a code-list value (`c:Scheduled`)       s:KEY  a statement     article  the article itself

KEY is unique within its kind and stable for the same text (usually the offset of the first mention).
Names of classes, properties and code-list values are local names of the ontology (`Strike`, `startDate`,
`Approximately`); the graph stage turns them into IRIs and fails on one that the ontology does not have.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, TypeAlias

Ref: TypeAlias = str
Mode = Literal["direct", "indirect", "mixed"]
Precision = Literal["second", "minute", "hour", "day", "week", "month", "year"]


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """A stretch of the article's text, `text[start:end]`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of the span."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Whether the other span lies inside this one (or is equal to it)."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Article:
    """One fixed version of a news story.

    Attributes:
        text: the text that offsets count in, exactly as it is stored.
        title, publisher, url, byline: as given with the story, or None.
        published: ISO date or dateTime of first publication, or None; `published_raw` keeps a value that is no date.
        identifier: the id that came with the story, or None.
        source: the path or address that it was read from, as posix text relative to the working directory.
        language: BCP 47 tag of the text.
        captions: picture captions, kept apart from the text.
        modified: ISO date or dateTime of the last change, or None.
    """

    text: str
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    byline: str | None = None
    identifier: str | None = None
    source: str | None = None
    language: str = "en"
    modified: str | None = None
    published_raw: str | None = None
    captions: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of the text that name or refer to an entity or action.

    `target` is None where the words fit several; these are then in `candidates`.
    `kind`: name (proper name), nominal ("the union"), pronoun.
    """

    span: Span
    target: Ref | None
    kind: Literal["name", "nominal", "pronoun"]
    rule: str
    confidence: float = 1.0
    candidates: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organization, collective or place that the text speaks of.

    Attributes:
        kind: class of the ontology: Person, Employer, LaborUnion, UnionLocal, GovernmentBody, NewsOrganization,
            FormalOrganization, Collective, Facility, FacilityGroup, City, State, Country, GovernmentBuilding, Place.
        name: the fullest form in the article (or, with `named` False, the words that describe it).
        aliases: other name forms in the article, in order of first use.
        parent: the union of a local, the owner of a subsidiary.
        within: the place that contains a place.
        employer, union: of a collective or an unnamed person.
        members: the parts of a collective ("both sides"); `subgroup_of`: the larger collective.
        part_of: the organization a collective belongs to ("union leadership").
        occupation: what the people of a collective do, in the text's words.
        gender: "f", "m" or None; only from the text (pronoun, honorific).
        named: whether it has a proper name; an unnamed one is a node of its article only.
        canonical: full standard name that a lexicon has for a known body, or None.
        geonames: of a town, a US state or a country, its number in GeoNames, or None.
        credentials: degrees, licences and honours printed behind a person's name ("M.S.", "R.N."), in that order.
    """

    ref: Ref
    kind: str
    name: str
    aliases: tuple[str, ...] = ()
    parent: Ref | None = None
    within: Ref | None = None
    employer: Ref | None = None
    union: Ref | None = None
    members: tuple[Ref, ...] = ()
    subgroup_of: Ref | None = None
    part_of: Ref | None = None
    occupation: str | None = None
    gender: str | None = None
    named: bool = True
    canonical: str | None = None
    geonames: int | None = None
    credentials: tuple[str, ...] = ()
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Address:
    """An account ("@PierTwelve") or the address of a web page, as printed. Whose it is, is not known from it."""

    span: Span
    kind: Literal["account", "page"]
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Position:
    """A role that a person holds at an organization; `standing` is current, former, acting or elect."""

    person: Ref
    role: str
    organization: Ref | None
    span: Span
    standing: str = "current"
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class TimeValue:
    """What words of time mean.

    Attributes:
        value: "2019-06-11", "2019-06" or "2019" by precision; None for an interval or an unresolved time.
        begin, end: ISO dates of an interval (last week), either may be None.
        clock: time of day as "HH:MM" where the text gives one, with `zone` as "+HH:MM" where known.
        anchor: "article", or the key of the time expression it was counted from, or None for a complete date.
        alternatives: other readings ("last Tuesday"); not empty means ambiguous.
    """

    precision: Precision
    value: str | None = None
    begin: str | None = None
    end: str | None = None
    clock: str | None = None
    zone: str | None = None
    anchor: str | None = None
    alternatives: tuple[str, ...] = ()
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression(TimeValue):
    """A date, period or relative time and what it was resolved to.

    Attributes:
        key: unique within the article.
        spans: equal expressions are one record with several spans.
    """

    key: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as printed, with its hedge and unit.

    Attributes:
        key: unique within the article.
        span: number with hedge and unit word ("more than 60 percent", "An estimated 4,000", "three months or longer").
        value, or low and high for a range; a vague count ("dozens") has its least value and comparator AtLeast.
        unit: singular lower case (person, site, percent, vote, hour, month ...) or a currency code, perhaps
            "USD per hour"; "person" for any kind of people, "site" for any kind of workplace.
        comparator: Exactly, Approximately, Nearly, AtLeast, MoreThan, AtMost, LessThan.
        noun: span of the counted noun phrase with its modifiers, or None.
        measures: what is counted, once known.
    """

    key: str
    span: Span
    unit: str
    comparator: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    noun: Span | None = None
    measures: Ref | None = None
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Document:
    """A press release, survey, letter, post or official statement that the article draws on."""

    ref: Ref
    genre: str
    label: str
    spans: tuple[Span, ...]
    issuers: tuple[Ref, ...] = ()
    time: str | None = None
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Stance:
    """The side a statement takes toward one target: Supports, Criticizes, Asks or Neutral.

    `spans` are the words that carry it; a stance other than Neutral has at least one.
    """

    target: Ref
    value: str
    spans: tuple[Span, ...] = ()
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Side:
    """The side of a dispute that a speaker is on: UnionSide, EmployerSide, GovernmentSide, WorkerSide or ExpertSide."""

    value: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Statement:
    """One attribution: a source said, wrote, thinks or asks something.

    Attributes:
        key: unique within the article.
        content: spans of what is said, without outer quotation marks, in reading order.
        source, cue: spans of the words that name the speaker and mark the attribution, or None.
        cue_lemma: "say", "accord to" ...; None without a cue.
        speakers: resolved; empty where it stays open, with `candidates` if there are several.
        addressee, document: as far as the text says; `time` is the key of a TimeExpression.
        about: entities, actions and issues that the content mentions or refers to.
        lang: BCP 47 tag where the words are in another language than the article.
        note: what a reader must know ("unclosed quotation mark"), or None.
        side: the side of who speaks; None where the story does not tell.
    """

    key: str
    mode: Mode
    content: tuple[Span, ...]
    source: Span | None = None
    cue: Span | None = None
    cue_lemma: str | None = None
    speakers: tuple[Ref, ...] = ()
    candidates: tuple[Ref, ...] = ()
    addressee: Ref | None = None
    document: Ref | None = None
    time: str | None = None
    about: tuple[Ref, ...] = ()
    stances: tuple[Stance, ...] = ()
    lang: str | None = None
    note: str | None = None
    side: Side | None = None
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Action:
    """A labor action, vote, negotiation, impasse, proposal or agreement: once per real event.

    What is said of it (who, when, where, status) is in claims, never here.
    `label` reads alone ("Strike by NUHW at Kaiser Permanente, June 2019").
    `time` and `parties` are the parts that tell one action from another: ISO start and refs of organizer and employer.
    """

    ref: Ref
    kind: str
    label: str
    spans: tuple[Span, ...]
    start: str | None = None
    parties: tuple[Ref, ...] = ()
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Value:
    """A literal: lexical form and XSD local name (date, gYearMonth, gYear, dateTime, duration, string)."""

    lexical: str
    datatype: str = "string"


@dataclass(frozen=True, slots=True)
class Claim:
    """One proposition, made in a statement or by the article in its own voice.

    With `predicate`, a whole triple (subject, predicate and `object`); without, only what it is `about`.

    Attributes:
        statement: key of the statement it is made in; None = the article's own voice.
        text: a sentence that reads alone.
        modality: Fact, Plan, Expectation, Opinion or Request.
        as_of: ISO date for which it holds; needed for a status.
        times, quantities: keys of what it speaks of.
        note: key of the correction note that makes it; `corrected_by`: of the one that takes it back.
    """

    text: str
    spans: tuple[Span, ...]
    statement: str | None = None
    modality: str = "Fact"
    negated: bool = False
    subject: Ref | None = None
    predicate: str | None = None
    object: Ref | Value | None = None
    about: tuple[Ref, ...] = ()
    issues: tuple[Ref, ...] = ()
    as_of: str | None = None
    times: tuple[str, ...] = ()
    quantities: tuple[str, ...] = ()
    note: str | None = None
    corrected_by: str | None = None
    rule: str = ""
    confidence: float = 1.0

    @property
    def stands(self) -> bool:
        """Whether it says that something is so, and no note takes it back."""
        return not self.negated and self.corrected_by is None


@dataclass(frozen=True, slots=True)
class CorrectionNote:
    """A note that corrects the story, or another one of the paper, or withdraws the story."""

    key: str
    span: Span
    kind: Literal["correction", "withdrawal"]
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one pass over one article found. Every tuple is in reading order.

    `engine` names what made it (language model with version); `iris` maps a Ref to its IRI once linked.
    """

    article: Article
    engine: str = ""
    dateline: Ref | None = None
    publisher: Ref | None = None
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    positions: tuple[Position, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    documents: tuple[Document, ...] = ()
    addresses: tuple[Address, ...] = ()
    statements: tuple[Statement, ...] = ()
    thoughts: tuple[Statement, ...] = ()
    actions: tuple[Action, ...] = ()
    claims: tuple[Claim, ...] = ()
    notes: tuple[CorrectionNote, ...] = ()
    iris: dict[Ref, str] = field(default_factory=dict)
