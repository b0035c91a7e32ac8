"""What a lane of a timeline shows: the days it runs over, and the words beside its marks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from kg.draw.events import Lane, Mark, Span
from kg.draw.labels import cut, plain

WHO_LIMIT = 44


@dataclass(frozen=True, slots=True)
class Run:
    """The days that an event runs over.

    `sure` is the last of them that a story tells of afterwards (None: all are only planned); `close` is how it ends: on
    a `known` day, `by` a day on which it is first told to have ended, or `open`.
    """

    span: Span
    sure: date | None
    close: str


def runs(lane: Lane) -> list[Run]:
    """The runs of an event: of each first day told to the last days before the next one told.

    None for what is told to be on one day, or of which only stages are told.
    """
    starts, found = lane.of("start"), []
    if lane.kind == "agreement" and not lane.of("end"):
        return []
    for number, start in enumerate(starts):
        later = starts[number + 1].span.first if number + 1 < len(starts) else date.max
        ends = [mark for mark in lane.of("end") if start.span.first <= mark.span.last < later]
        made = _ended(lane, start, ends) if ends else _unended(lane, start) if later == date.max else None
        found += [made] if made else []
    return found


def _ended(lane: Lane, start: Mark, ends: list[Mark]) -> Run | None:
    end = ([mark for mark in ends if not mark.planned] or ends)[-1]
    if end.span == start.span:
        return None
    told = lane.told or end.span.last
    sure = None if start.planned else told if end.planned else end.span.last
    return Run(Span(start.span.first, end.span.last), sure, "known")


def _unended(lane: Lane, start: Mark) -> Run | None:
    first, told = start.span.first, lane.told or start.span.last
    sure = None if start.planned else told
    if lane.length > 1 and start.span.last == first:
        last = _later(first, lane.length - 1)
        return Run(Span(first, last), sure and last, "known")
    over = [mark.span.last for mark in lane.of("ended") if mark.span.last > start.span.last]
    if over:
        return Run(Span(first, over[0]), sure, "by")
    if lane.kind == "stoppage" and not lane.of("averted") and (lane.open_ended or told > start.span.last):
        return Run(Span(first, max(told, start.span.last)), sure, "open")
    return None


def _later(day: date, days: int) -> date:
    return day + timedelta(min(days, (date.max - day).days))


def words(lane: Lane) -> list[tuple[str, Span]]:
    """The words of a lane and the days that they stand at, in the order of days.

    A first and a last day that are told alike are told together.
    """
    starts, ends = lane.of("start"), lane.of("end")
    found: list[tuple[str, Span]] = []
    if len(starts) == len(ends) == 1 and _alike(starts[0], ends[0]):
        start, end = starts[0], ends[0]
        day = start.span.words() if start.span == end.span else f"{start.span.words()} – {end.span.words()}"
        found.append((day + _who(start), Span(start.span.first, max(start.span.last, end.span.last))))
        starts = ends = []
    paper = lane.kind == "agreement"
    found += [(mark.span.words() + _who(mark), mark.span) for mark in starts]
    found += [(f"{'ends' if paper else 'to'} {mark.span.words()}{_who(mark)}", mark.span) for mark in ends]
    found += [(mark.what, mark.span) for mark in lane.marks if mark.what not in ("start", "end")]
    found += [("open-ended", made.span) for made in runs(lane) if made.close == "open" and lane.open_ended]
    return sorted(found, key=lambda note: (note[1], note[0]))


def _alike(start: Mark, end: Mark) -> bool:
    """Whether both days were held, or both planned and told by the same or to be one."""
    return start.planned == end.planned and (not start.planned or start.who == end.who or start.span == end.span)


def _who(mark: Mark) -> str:
    """Who says so, where it is disputed or only planned."""
    if not (mark.planned or mark.disputed):
        return ""
    return f"{', planned' if mark.planned else ''} ({cut(plain('; '.join(mark.who)), WHO_LIMIT) or 'no one named'})"


def said(mark: Mark) -> str:
    """A mark in words, as shown on hover."""
    what = {"start": "first day", "end": "last day"}.get(mark.what, mark.what)
    state = ", planned" if mark.planned else ", disputed" if mark.disputed else ""
    who = f" ({'; '.join(mark.who)})" if mark.who else ""
    return f"{what} {mark.span.first}{f' to {mark.span.last}' if mark.span.last != mark.span.first else ''}{state}{who}"
