"""Tables for `neo4j-admin database import`: nodes.csv and relationships.csv in a folder.

Every thing of the stories is a node, merged over the articles. Its labels are its classes with those above; texts,
numbers, dates and code-list values are properties; links to other things and to issues are relationships. Cells of text
are made harmless for spreadsheets as in `kg.export.tables`. Values of a list stand apart by ";", for which "," is
written inside them, since the format has no escape.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from pyoxigraph import Quad

from kg.escapes import defused
from kg.export.context import XSD, keys
from kg.export.files import csv_row, folder_of
from kg.export.kinds import above, terms
from kg.export.order import by_subject
from kg.export.turtle import TYPE
from kg.files import replacing
from kg.prefixes import PREFIXES

LISTS = ";"
LINKS = tuple(f"<{PREFIXES[prefix]}" for prefix in ("d", "iss"))
CODES = f"<{PREFIXES['lab']}"
TYPES = {
    f"^^<{XSD}decimal>": "double",
    f"^^<{XSD}integer>": "long",
    f"^^<{XSD}nonNegativeInteger>": "long",
    f"^^<{XSD}boolean>": "boolean",
    f"^^<{XSD}date>": "date",
}
ID, LABEL = "iri:ID", ":LABEL"
RELATIONSHIPS = (":START_ID", ":END_ID", ":TYPE")
# A thing has one name in the end, the longest one, by which Neo4j shows it.
NAME = "label"


@dataclass
class Column:
    """What is known of a property when all nodes have been seen."""

    types: set[str] = field(default_factory=set)
    several: bool = False

    def header(self, name: str) -> str:
        kind = next(iter(self.types)) if len(self.types) == 1 else "string"
        return f"{name}:{kind}{'[]' if self.several else ''}"


def write(quads: Iterable[Quad], folder: Path) -> None:
    """Writes both tables into a folder, which is made if it is not there.

    Raises:
        ExportError: the folder cannot be written.
    """
    with ExitStack() as stack:
        folder_of(folder)
        nodes, links = (stack.enter_context(replacing(folder / f"{n}.csv")) for n in ("nodes", "relationships"))
        aside = stack.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8"))
        columns, ends, seen = defaultdict[str, Column](Column), set[str](), set[str]()
        links.write(_line(RELATIONSHIPS))
        for subject, lines in by_subject(quads):
            seen.add(subject)
            row, targets = _node(lines, columns)
            aside.write(json.dumps([subject, row]) + "\n")
            for kind, target in targets:
                ends.add(target)
                links.write(_line((subject[1:-1], target[1:-1], kind)))
        for target in sorted(ends - seen):
            name = terms().get(target[1:-1])
            aside.write(json.dumps([target, {LABEL: ["Issue" if name else "Resource"], NAME: [name] if name else []}]))
            aside.write("\n")
        aside.seek(0)
        for line in _rows(aside, columns):
            nodes.write(line)


def _node(lines: list[str], columns: dict[str, Column]) -> tuple[dict[str, list[str]], list[tuple[str, str]]]:
    """Labels and properties of a node, and its relationships."""
    row: dict[str, list[str]] = defaultdict(list)
    targets: list[tuple[str, str]] = []
    for line in lines:
        prop, _, value = line.partition(" ")
        if prop == TYPE:
            row[LABEL] = list(dict.fromkeys([*row[LABEL], *map(_local, above(value[1:-1]))]))
        elif value.startswith(LINKS):
            targets.append((_type(prop), value))
        else:
            name, (text, kind) = _property(prop), _text(value)
            row[name].append(text)
            columns[name].types.add(kind)
    for name, values in row.items():
        if name == NAME:
            values[:] = [min(values, key=lambda text: (-len(text), text))]
        elif name != LABEL and len(set(values)) > 1:
            columns[name].several = True
    return row, targets


def _rows(lines: IO[str], columns: dict[str, Column]) -> Iterator[bytes]:
    names = [NAME, *sorted(columns.keys() - {NAME})]
    yield _line([ID, LABEL, *(columns[name].header(name) for name in names)])
    for line in lines:
        subject, row = json.loads(line)
        cells = [_cell(dict.fromkeys(row.get(name, ())), columns[name]) for name in names]
        yield _line([subject[1:-1], LISTS.join(row.get(LABEL, ["Resource"])), *cells])


def _cell(values: Iterable[str], column: Column) -> str:
    if column.several:
        values = [value.replace(LISTS, ",") for value in values]
    text = LISTS.join(values)
    return text if len(column.types) == 1 and "string" not in column.types else defused(text)


def _text(term: str) -> tuple[str, str]:
    """Plain text of a literal or an IRI, and its type in Neo4j."""
    if term[0] != '"':
        return (term[len(CODES) : -1] if term.startswith(CODES) else term[1:-1]), "string"
    end = term.rfind('"') + 1
    # Escapes of N-Triples are escapes of JSON.
    return json.loads(term[:end]), TYPES.get(term[end:], "string")


def _property(prop: str) -> str:
    known = keys().get(prop[1:-1])
    return re.sub(r"\W", "_", known.name if known else _local(prop[1:-1]))


def _type(prop: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", _property(prop)).upper()


def _local(iri: str) -> str:
    return iri.replace("#", "/").rsplit("/", 1)[-1]


def _line(cells: Iterable[str]) -> bytes:
    return csv_row(cells).encode("utf-8")
