"""Statements with the stances they take, and reported thoughts."""

from __future__ import annotations

from pyoxigraph import NamedNode

from kg.graph.figures import first
from kg.graph.sheet import Sheet
from kg.graph.terms import COMMENT, decimal, english, term, text
from kg.model import Stance, Statement

KINDS = {"direct": "DirectQuotation", "indirect": "IndirectQuotation", "mixed": "MixedQuotation"}


def write(sheet: Sheet) -> None:
    """Writes all statements and thoughts; the statements' nodes are in `sheet.statements` afterwards."""
    for statement in sheet.extraction.statements:
        sheet.statements[statement.key] = sheet.named("statement", first(statement.content))
    for statement in sheet.extraction.statements:
        _statement(sheet, statement)
    for thought in sheet.extraction.thoughts:
        me = sheet.named("thought", first(thought.content))
        sheet.type(me, term("ReportedThought"))
        sheet.link(me, "holder", *sheet.resolve_all(thought.speakers))
        _attribution(sheet, me, thought)


def _attribution(sheet: Sheet, me: NamedNode, item: Statement) -> None:
    """What statements and thoughts have alike."""
    sheet.add(me, "reportedIn", sheet.article)
    sheet.add(me, "candidate", *sheet.resolve_all(item.candidates))
    sheet.add(me, "about", *sheet.resolve_all(item.about))
    sheet.spans(me, "contentSpan", item.content)
    sheet.spans(me, "sourceSpan", [item.source] if item.source else [])
    if item.cue:
        sheet.add(me, "cue", text(item.cue.of(sheet.text)))
        sheet.spans(me, "cueSpan", [item.cue])
    if item.side:
        sheet.add(me, "side", term(f"lab:{item.side.value}"))
        sheet.add(me, "sideRule", text(item.side.rule))
        sheet.add(me, "sideConfidence", decimal(min(max(item.side.confidence, 0), 1)))
    sheet.product(me, item.rule, item.confidence)


def _statement(sheet: Sheet, item: Statement) -> None:
    me = sheet.statements[item.key]
    sheet.type(me, term(KINDS[item.mode]))
    _attribution(sheet, me, item)
    sheet.link(me, "speaker", *sheet.resolve_all(item.speakers))
    sheet.link(me, "addressee", sheet.resolve(item.addressee) if item.addressee else None)
    sheet.link(me, "viaDocument", sheet.resolve(item.document) if item.document else None)
    sheet.add(me, "when", sheet.time(item.time))
    if item.mode == "direct":
        sheet.add(me, "quoteText", text(" ".join(span.of(sheet.text) for span in sorted(item.content))))
    sheet.add(me, "inLanguage", text(item.lang) if item.lang else None)
    if item.note:
        sheet.put(me, COMMENT, english(item.note))
    for stance in item.stances:
        sheet.add(me, "expressesStance", _stance(sheet, item, stance))


def _stance(sheet: Sheet, statement: Statement, stance: Stance) -> NamedNode:
    me = sheet.named("stance", first(stance.spans) or first(statement.content))
    sheet.type(me, term("Stance"))
    sheet.add(me, "stanceTarget", sheet.resolve(stance.target))
    sheet.add(me, "stanceValue", term(f"lab:{stance.value}"))
    sheet.spans(me, "mentionSpan", stance.spans)
    sheet.product(me, stance.rule, stance.confidence)
    return me
