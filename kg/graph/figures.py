"""Times and quantities."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from kg.graph.sheet import Sheet
from kg.graph.terms import date_type, decimal, english, term, text, typed
from kg.model import Quantity, Span, TimeExpression

CALENDAR = {"date": "inXSDDate", "gYearMonth": "inXSDgYearMonth", "gYear": "inXSDgYear"}


def write_times(sheet: Sheet) -> None:
    """Writes time expressions; their nodes are in `sheet.times` afterwards."""
    for time in sheet.extraction.times:
        sheet.times[time.key] = sheet.named("time", first(time.spans))
    for time in sheet.extraction.times:
        _time(sheet, time)


def first(spans: tuple[Span, ...]) -> Span | None:
    """The first stretch, if there is any."""
    return min(spans, default=None)


def _time(sheet: Sheet, time: TimeExpression) -> None:
    me = sheet.times[time.key]
    words = time.spans[0].of(sheet.text) if time.spans else time.key
    sheet.type(me, term("TimeExpression"))
    sheet.label(me, english(words + _reading(time)))
    if time.begin or time.end:
        sheet.type(me, term("ProperInterval"))
        sheet.add(me, "hasBeginning", _instant(sheet, time.begin))
        sheet.add(me, "hasEnd", _instant(sheet, time.end))
    elif time.value:
        kind = date_type(time.value) or "date"
        sheet.add(me, CALENDAR.get(kind, "inXSDDate"), typed(time.value, kind))
    sheet.add(me, "alternativeValue", *(_date(value) for value in time.alternatives))
    if time.clock:
        sheet.add(me, "clockTime", text(f"{time.clock}{time.zone or ''}"))
    sheet.add(me, "precision", term(f"unit{time.precision.capitalize()}"))
    if time.anchor:
        sheet.add(me, "anchor", sheet.article if time.anchor == "article" else sheet.time(time.anchor))
    sheet.spans(me, "mentionSpan", time.spans)
    sheet.product(me, time.rule, time.confidence)


def _date(value: str) -> Literal:
    return typed(value, date_type(value) or "string")


def _instant(sheet: Sheet, day: str | None) -> NamedNode | None:
    """The node of a day, named by it."""
    if not day:
        return None
    me = sheet.node(f"instant-{day}")
    sheet.type(me, term("Instant"))
    kind = date_type(day) or "date"
    sheet.add(me, CALENDAR.get(kind, "inXSDDate"), typed(day, kind))
    return me


def _reading(time: TimeExpression) -> str:
    if time.begin and time.end:
        return f" = {time.begin} to {time.end}"
    if time.begin or time.end:
        known = f"begins {time.begin}, end" if time.begin else f"ends {time.end}, beginning"
        return f": {known} not stated"
    if time.value:
        return f" = {time.value}"
    return f": {' or '.join(time.alternatives)}" if time.alternatives else ""


def quantity(sheet: Sheet, item: Quantity) -> NamedNode:
    """Writes a number with its hedge, unit and what it counts."""
    me = sheet.named("quantity", item.span)
    sheet.type(me, term("Quantity"))
    sheet.label(me, english(item.span.of(sheet.text)))
    for name, value in (("schema:value", item.value), ("minValue", item.low), ("maxValue", item.high)):
        sheet.add(me, name, decimal(value) if value is not None else None)
    sheet.add(me, "unitText", text(item.unit))
    sheet.add(me, "comparator", term(f"lab:{item.comparator}"))
    sheet.add(me, "measures", sheet.resolve(item.measures) if item.measures else None)
    sheet.spans(me, "mentionSpan", [item.span])
    sheet.product(me, item.rule, item.confidence)
    return me
