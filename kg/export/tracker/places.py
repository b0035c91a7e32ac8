"""A place of the graph -> the fields of an address."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.export.kinds import below
from kg.export.tables import Rows
from kg.export.tracker import fields as f

KINDS = ((f.CITY, "schema:City"), (f.STATE, "schema:State"), (f.COUNTRY, "schema:Country"))
_NUMBERED = re.compile(r"\d+[A-Za-z]?\s+\w")


def parts(graph: Rows, place: str) -> Iterator[tuple[str, str]]:
    """Field and name of a place and of each place that contains it. What the graph does not say is not looked up."""
    seen: set[str] = set()
    waiting = [place]
    while waiting:
        here = waiting.pop(0)
        if here in seen or not graph.all(here, "rdf:type"):
            continue
        seen.add(here)
        field = _field(graph, here)
        if field not in (f.PLACE, f.ADDRESS) or here == place:
            yield field, _full(graph, here) if field == f.STATE else graph.name(here)
        waiting += graph.all(here, "schema:containedInPlace")


def _field(graph: Rows, place: str) -> str:
    for field, kind in KINDS:
        if not below(kind).isdisjoint(graph.all(place, "rdf:type")):
            return field
    return f.ADDRESS if _NUMBERED.match(graph.name(place)) else f.PLACE


def _full(graph: Rows, state: str) -> str:
    """The longest name of a state: "Wash." is also Washington."""
    return max([graph.name(state), *graph.all(state, "skos:altLabel")], key=len)
