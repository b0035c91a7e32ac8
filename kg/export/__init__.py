"""The graph as a file for other tools.

    ttl    Turtle: one graph, those of several articles merged        nt     N-Triples, merged
    trig   TriG: a named graph for each article                       nq     N-Quads, with the graph of each
    jsonld JSON-LD, a named graph for each, with short keys           rdf    RDF/XML, merged
    csv    a folder of tables                                         neo4j  a folder of tables to import into Neo4j
    crate  a folder with TriG, tables and a description (RO-Crate)

The same quads give the same bytes, whatever order they come in within a graph. Files are complete or not there at all.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import Quad

from kg.errors import ExportError
from kg.export import crate, jsonld, neo4j, plain, tables, turtle, xml
from kg.export.select import entity
from kg.files import replacing

__all__ = ["FORMATS", "entity", "guess", "write"]

Writer = Callable[[Iterable[Quad]], Iterator[str]]
WRITERS: dict[str, Writer] = {
    "ttl": turtle.turtle,
    "trig": turtle.trig,
    "nt": plain.ntriples,
    "nq": plain.nquads,
    "jsonld": jsonld.jsonld,
    "rdf": xml.rdfxml,
}
FOLDERS: dict[str, Callable[[Iterable[Quad], Path], None]] = {
    "csv": tables.write,
    "neo4j": neo4j.write,
    "crate": crate.write,
}
FORMATS = (*WRITERS, *FOLDERS)
NAMES = {"turtle": "ttl", "json": "jsonld", "xml": "rdf", "owl": "rdf", "ntriples": "nt", "nquads": "nq"}


def guess(name: str) -> str:
    """The format by the end of a file's name.

    Raises:
        ExportError: the end is none that is known.
    """
    end = Path(name).suffix.lower().removeprefix(".")
    found = NAMES.get(end, end)
    if found not in FORMATS:
        said = f"no format ends in .{end}" if end else "its name has no ending that tells a format"
        raise ExportError(f"{name}: {said}.", f"Use {_known()}, or --format.")
    return found


def write(quads: Iterable[Quad], target: Path | BinaryIO | str, form: str | None = None) -> None:
    """Writes a graph.

    Args:
        quads: quads of one named graph stand together (as a store gives them).
        target: a path, "-" for standard output, or a stream of bytes; for csv, neo4j and crate the path of a folder.
        form: one of FORMATS; by the end of the path where it is None.

    Raises:
        ExportError: a format that is not known or does not fit the target, a file that cannot be written, or text that
            the format cannot hold.
    """
    if form is None:
        if not isinstance(target, (str, Path)) or target == "-":
            raise ExportError("The format is not known without a file name.", f"Name one with --format: {_known()}.")
        form = guess(str(target))
    form = NAMES.get(form, form)
    if form not in FORMATS:
        raise ExportError(f"There is no format {form!r}.", f"Use {_known()}.")
    if form in FOLDERS:
        if target == "-" or not isinstance(target, (str, Path)):
            raise ExportError("Tables are a folder of files and cannot go to a stream.", "Name a folder.")
        FOLDERS[form](quads, Path(target))
        return
    pieces = WRITERS[form](quads)
    if target == "-":
        target = sys.stdout.buffer
    if isinstance(target, (str, Path)):
        with replacing(Path(target)) as stream, closing(pieces):  # type: ignore[type-var]
            _pour(pieces, stream)
    else:
        _pour(pieces, target)
        target.flush()


def _pour(pieces: Iterable[str], stream: BinaryIO) -> None:
    for piece in pieces:
        stream.write(piece.encode("utf-8"))


def _known() -> str:
    return ", ".join(f".{name}" for name in FORMATS)
