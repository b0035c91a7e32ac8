"""Profiles as text: a card of a few lines a section, for a terminal or a pipe.

Every text of an article goes through `line`, so that none steers the terminal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from kg.escapes import visible

if TYPE_CHECKING:
    from kg.profile.parts import Decision, Doubt, Fact, Figure, FigureGroup, Line, Page, Ref, Saying, Step, Tie
    from kg.profile.records import (
        ActionProfile,
        AgentProfile,
        ArticleProfile,
        DisputeProfile,
        FactProfile,
        Profile,
    )

T = TypeVar("T")


def card(record: Profile, limit: int) -> list[str]:
    """The lines of a profile, with at most `limit` lines a section."""
    from kg.profile import records

    makers: dict[type, Callable[..., Iterable[str]]] = {
        records.AgentProfile: _agent,
        records.ActionProfile: _action,
        records.DisputeProfile: _dispute,
        records.ArticleProfile: _article,
        records.FactProfile: _fact,
    }
    head = [line(f"{record.ref.word}: {record.ref.label}"), f"  {line(record.ref.iri)}"]
    return head + list(makers[type(record)](record, limit)) + list(_decisions(record.decisions, limit))


def line(text: str) -> str:
    """A text in one line, with control characters as escapes."""
    return visible(" ".join(text.split()))


def _section(title: str, items: Iterable[str], limit: int, total: int | None = None) -> Iterator[str]:
    """A heading with its first lines, and how many more there are; nothing for no lines."""
    every = list(items)
    if every:
        yield f"  {title}:"
        yield from (f"    {line(item)}" for item in every[:limit])
        more = (len(every) if total is None else total) - min(len(every), limit)
        if more > 0:
            yield f"    and {more} more; --limit shows more"


def _row(title: str, text: str) -> Iterator[str]:
    """A line of its own; nothing for no text."""
    if text:
        yield f"  {line(f'{title}: {text}')}"


def _labels(refs: Iterable[Ref]) -> str:
    return "; ".join(ref.label for ref in refs)


def _agent(record: AgentProfile, limit: int) -> Iterator[str]:
    yield from _row("also called", "; ".join(record.names))
    yield from _row("sex", record.sex)
    yield from _row("credentials", ", ".join(record.credentials))
    yield from _section("positions", (_post(p.role, p.organization, p.standing) for p in record.posts), limit)
    yield from _section("people", (_post(p.role, p.person, p.standing) for p in record.staff), limit)
    yield from _section("belongs to", map(_tie, record.ties), limit)
    yield from _row("elsewhere", " ".join(record.links))
    yield from _sayings("said", record.said, limit)
    yield from _sayings("said about it", record.said_about, limit)
    parts = (f"{_dated(part.first)}{part.role} in {part.action.label}" for part in record.actions)
    yield from _section("actions", parts, limit)
    yield from _section("disputes", (ref.label for ref in record.disputes), limit)
    yield from _section("figures", map(_figure, record.figures), limit)
    months = [month.month for month in record.mentions if month.month]
    span = f", {months[0]} to {months[-1]}" if months else ""
    yield from _row("stories", f"{record.articles.number}{' or more' if record.articles.more else ''}{span}")
    yield from _section("may be the same", map(_doubt, record.doubts), limit)


def _action(record: ActionProfile, limit: int) -> Iterator[str]:
    yield from _row("also called", "; ".join(record.names))
    yield from _row("dispute", record.dispute.label if record.dispute else "")
    yield from _section("sides", map(_tie, record.sides), limit)
    places = (", ".join(ref.label for ref in (site.place, *site.within)) for site in record.places)
    yield from _section("places", places, limit)
    yield from _section("first day", map(_told, record.starts), limit)
    yield from _section("last day", map(_told, record.ends), limit)
    yield from _section("length", map(_told, record.lengths), limit)
    stages = (
        f"{step.day} {'not ' if step.negated else ''}{step.status} ({_labels(step.said_by)})"
        for step in reversed(record.statuses)
    )
    yield from _section("stages, latest first", stages, limit)
    yield from _groups(record.figures, limit)
    yield from _row("issues", _labels(record.issues))
    yield from _section("hangs together with", map(_tie, record.related), limit)
    yield from _sayings("said about it", record.sayings, limit)
    stories = (_told_by(s.published, s.outlet, ": ") + s.article.label for s in record.sources)
    yield from _section("stories", stories, limit)
    yield from _section("may be the same", map(_doubt, record.doubts), limit)


def _dispute(record: DisputeProfile, limit: int) -> Iterator[str]:
    yield from _row("sides", _labels(record.sides))
    yield from _row("days", " to ".join(day for day in (record.first, record.last) if day))
    yield from _section("actions", map(_line, record.actions), limit)
    yield from _section("timeline", map(_step, record.timeline), limit)
    yield from _groups(record.figures, limit)
    stories = (_told_by(s.published, s.outlet, ": ") + s.article.label for s in record.sources)
    yield from _section("stories", stories, limit)


def _article(record: ArticleProfile, limit: int) -> Iterator[str]:
    yield from _row("outlet", record.outlet.label if record.outlet else "")
    yield from _row("by", record.byline)
    yield from _row("published", record.published)
    yield from _row("changed", record.modified)
    yield from _row("address", record.address)
    yield from _row("place", record.dateline.label if record.dateline else "")
    yield from _row("copy of", record.copy_of.label if record.copy_of else "")
    yield from _row("withdrawn", "by its publisher" if record.withdrawn else "")
    yield from _section("copies", (ref.label for ref in record.copies), limit)
    yield from _section("earlier versions", (ref.label for ref in record.earlier), limit)
    yield from _section("corrections", (note.text for note in record.notes), limit)
    yield from _section("who speaks", map(_saying, record.sayings), limit)
    others = ((fact, _labels(fact.said_by) if fact.said_by != (record.ref,) else "") for fact in record.facts)
    claims = (f"{fact.text}{_taken(fact)}{f' ({who})' if who else ''}" for fact, who in others)
    yield from _section("claims", claims, limit)


def _fact(record: FactProfile, limit: int) -> Iterator[str]:
    yield from _section("facts", (f"{r.link}: {r.thing.label if r.thing else r.text}" for r in record.rows), limit)
    yield from _section("part of", map(_tie, record.owners), limit)
    found = record.evidence
    yield from _row("says so", found.said_by)
    passages = (
        f"{passage.marked()} [{', '.join(filter(None, (passage.title, passage.published)))}, characters "
        f"{', '.join(f'{start}-{end}' for start, end in passage.marks)}]"
        for passage in found.passages
    )
    yield from _section("stands in", passages, limit)


def _sayings(title: str, page: Page[Saying], limit: int) -> Iterator[str]:
    yield from _section(title, map(_saying, page.items), limit, page.total.number)


def _saying(saying: Saying) -> str:
    """Day, outlet, speaker and words; in quotation marks only what the story has in them."""
    pieces = (f"“{piece.text}”" if saying.kind == "direct" else piece.text for piece in saying.content)
    who = _labels(saying.speakers) or "no one named"
    who = f"one of {who}" if saying.open else who
    return f"{_told_by(saying.day, saying.outlet, ', ')}{who} ({saying.kind}): {' … '.join(pieces)}"


def _told_by(day: str, outlet: str, then: str) -> str:
    """Day and outlet as far as they are known, and what follows them if either is."""
    known = " ".join(part for part in (day, outlet) if part)
    return known + then if known else ""


def _post(role: str, other: Ref | None, standing: str) -> str:
    told = f" ({standing})" if standing in ("past", "future") else ""
    return f"{role}{f', {other.label}' if other else ''}{told}"


def _tie(tie: Tie) -> str:
    return f"{tie.link}: {tie.thing.label}"


def _dated(day: str) -> str:
    return f"{day} " if day else ""


def _told(fact: Fact) -> str:
    """A value with who gives it, or the words of a claim that is no date."""
    value = fact.value if fact.precision or fact.link == "duration" else fact.text
    return f"{value}{_taken(fact)} ({_labels(fact.said_by) or 'no one named'}, {fact.published or 'no day'})"


def _taken(item: Fact | Figure) -> str:
    """What is said of an item that a correction note took back."""
    return " (taken back)" if item.corrected else ""


def _figure(figure: Figure) -> str:
    return (
        f"{figure.text}{_taken(figure)} ({_labels(figure.said_by) or 'no one named'}, {figure.published or 'no day'})"
    )


def _groups(groups: Sequence[FigureGroup], limit: int) -> Iterator[str]:
    """Figures that measure the same on one line, each with who gives it."""
    lines = []
    for group in groups:
        told = dict.fromkeys(f"{f.printed}{_taken(f)} ({_labels(f.said_by) or 'no one named'})" for f in group.figures)
        what = " of ".join(part for part in (group.link, group.of.label if group.of else "") if part)
        lines.append(f"{what or group.unit}: {'; '.join(told)}")
    yield from _section("figures", lines, limit)


def _doubt(doubt: Doubt) -> str:
    return f"{doubt.other.label} <{doubt.other.iri}>: {doubt.reason}"


def _line(action: Line) -> str:
    days = " to ".join(day for day in (action.first, action.last) if day)
    status = f": {action.status} ({action.as_of})" if action.status else ""
    return f"{_dated(days)}{action.thing.label}{status}"


def _step(step: Step) -> str:
    words = f": {step.words.text}" if step.words else ""
    return f"{step.day} {step.what}: {step.event.label} ({_labels(step.said_by) or 'no one named'}){words}"


def _decisions(decisions: Iterable[Decision], limit: int) -> Iterator[str]:
    told = (f"{decision.day} {decision.who}: {decision.verdict}, {decision.reason}" for decision in decisions)
    yield from _section("decided by hand", told, limit)
