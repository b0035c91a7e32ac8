"""What is known of one thing, as plain records for people; see `kg.profile.parts` for what they are made of."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from typing import Any, TypeAlias

from kg.profile.evidence import Evidence
from kg.profile.parts import (
    Count,
    Decision,
    Doubt,
    Fact,
    Figure,
    FigureGroup,
    Line,
    Mark,
    Month,
    Note,
    Page,
    Part,
    Post,
    Ref,
    Row,
    Saying,
    Site,
    Source,
    StatusStep,
    Step,
    Tie,
)


@dataclass(frozen=True, slots=True)
class AgentProfile:
    """A person, organization, group or place.

    Attributes:
        classes: its classes in words; `names` are its other names.
        sex: female, male or ""; `credentials` are degrees and honours as printed.
        posts: positions that it holds; `staff` are positions held in it.
        ties: parents, parts, employers, unions, members, what contains it.
        links: addresses of the same thing elsewhere (GeoNames, authority files).
        said: what it said and thought, newest first; `said_about` is what others said of it, with `stances` toward it.
        actions: its parts in actions, newest first, at most 60; `figures` of it or about it, at most 40.
        articles: stories that mention it; `mentions` has them by month, oldest first. Where counting stopped
            (`articles.more`), the months are those of 1,000 mentions, a fair sample.
    """

    ref: Ref
    classes: tuple[str, ...]
    names: tuple[str, ...]
    sex: str
    credentials: tuple[str, ...]
    posts: tuple[Post, ...]
    staff: tuple[Post, ...]
    ties: tuple[Tie, ...]
    links: tuple[str, ...]
    said: Page[Saying]
    said_about: Page[Saying]
    disputes: tuple[Ref, ...]
    actions: tuple[Part, ...]
    figures: tuple[Figure, ...]
    articles: Count
    mentions: tuple[Month, ...]
    doubts: tuple[Doubt, ...]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class ActionProfile:
    """A labor action, vote, negotiation, impasse, proposal or agreement.

    Attributes:
        sides: who has a part in it (organizer, employer, participant, party, target ...), in `link` which.
        starts, ends: claims of its first and last day; `precision` says how exact each is.
        lengths: claims of how long it lasts.
        statuses: the stages through time, oldest first.
        figures: grouped by what they measure; those that disagree stand beside each other.
        issues: matters in dispute; `related` are votes, talks, proposals and agreements that hang together with it.
        facts: all other claims of it; `sayings` are statements about it; those of the newest story first.
    """

    ref: Ref
    classes: tuple[str, ...]
    names: tuple[str, ...]
    dispute: Ref | None
    sides: tuple[Tie, ...]
    places: tuple[Site, ...]
    starts: tuple[Fact, ...]
    ends: tuple[Fact, ...]
    lengths: tuple[Fact, ...]
    statuses: tuple[StatusStep, ...]
    figures: tuple[FigureGroup, ...]
    issues: tuple[Ref, ...]
    related: tuple[Tie, ...]
    facts: Page[Fact]
    sayings: Page[Saying]
    sources: tuple[Source, ...]
    doubts: tuple[Doubt, ...]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class DisputeProfile:
    """Events of one employer and one union that follow on one another.

    Attributes:
        places, issues: of all of them, by name.
        actions: in order of their first days.
    """

    ref: Ref
    sides: tuple[Ref, ...]
    first: str
    last: str
    places: tuple[Site, ...]
    issues: tuple[Ref, ...]
    actions: tuple[Line, ...]
    timeline: tuple[Step, ...]
    figures: tuple[FigureGroup, ...]
    sources: tuple[Source, ...]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class ArticleProfile:
    """A story with everything that was found in it.

    Attributes:
        headline: "" if it came without one; then `ref.label` has its first words.
        address: where it was published, if that is http or https; else "".
        copy_of: the story whose text this one carries; `copies` carry this one's.
        earlier: versions that this one took the place of; `withdrawn` if its publisher took it back.
        marks: words that bear something, by their offsets; they may overlap.
        sayings, figures, facts, posts: in reading order.
    """

    ref: Ref
    headline: str
    outlet: Ref | None
    byline: str
    published: str
    modified: str
    address: str
    dateline: Ref | None
    text: str
    captions: tuple[str, ...]
    copy_of: Ref | None
    copies: tuple[Ref, ...]
    earlier: tuple[Ref, ...]
    withdrawn: bool
    notes: tuple[Note, ...]
    marks: tuple[Mark, ...]
    sayings: tuple[Saying, ...]
    figures: tuple[Figure, ...]
    facts: tuple[Fact, ...]
    posts: tuple[Post, ...]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class FactProfile:
    """Any other node: a statement, claim, stance, quantity, time, document, issue, position ...

    `owners` are the things that point to it (the statement of a stance, the claim of a quantity), at most 100.
    """

    ref: Ref
    evidence: Evidence
    rows: tuple[Row, ...]
    owners: tuple[Tie, ...]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many there are of a class ("strike"), for a front page."""

    word: str
    number: int


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is heard in how many statements."""

    who: Ref
    statements: int


@dataclass(frozen=True, slots=True)
class Overview:
    """A store at a glance.

    Attributes:
        first, last: days of the oldest and the newest story.
        actions: number of actions by class, most first; `statements` counts statements, not thoughts.
        latest: the newest stories; `disputes` with most stories first; `speakers` with most statements first.
    """

    stories: int
    outlets: int
    first: str
    last: str
    people: int
    unions: int
    employers: int
    statements: int
    claims: int
    actions: tuple[Tally, ...]
    latest: tuple[Source, ...]
    disputes: tuple[Line, ...]
    speakers: tuple[Speaker, ...]


Profile: TypeAlias = AgentProfile | ActionProfile | DisputeProfile | ArticleProfile | FactProfile


def as_json(record: Any) -> Any:
    """A record as what JSON can hold: records as dictionaries by their fields' names, tuples as lists."""
    if is_dataclass(record):
        return {field.name: as_json(getattr(record, field.name)) for field in fields(record)}
    if isinstance(record, tuple):
        return [as_json(item) for item in record]
    return record
