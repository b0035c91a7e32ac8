"""Notes that correct or withdraw a story."""

from __future__ import annotations

from pyoxigraph import NamedNode

from kg.graph.sheet import Sheet
from kg.graph.terms import TRUE, english, term


def write(sheet: Sheet) -> None:
    """Writes the notes of the article, and whether it was withdrawn."""
    for item in sheet.extraction.notes:
        me = note(sheet, item.key)
        assert me is not None
        sheet.type(me, term("CorrectionNote"))
        sheet.label(me, english(item.span.of(sheet.text)))
        sheet.add(sheet.article, "correction", me)
        sheet.spans(me, "mentionSpan", [item.span])
        sheet.product(me, item.rule, item.confidence)
    sheet.add(sheet.article, "withdrawn", TRUE if withdrawn(sheet) else None)


def withdrawn(sheet: Sheet) -> bool:
    """Whether a note takes the whole article back."""
    return any(item.kind == "withdrawal" for item in sheet.extraction.notes)


def note(sheet: Sheet, key: str | None) -> NamedNode | None:
    """The node of a note; None for None.

    Raises:
        OntologyError: there is no such note.
    """
    if key is None:
        return None
    span = next((item.span for item in sheet.extraction.notes if item.key == key), None)
    if span is None:
        raise sheet.unknown(key)
    return sheet.node(f"note-{span.start}-{span.end}")
