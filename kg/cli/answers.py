"""Shared by `kg query` and `kg explain`: what is asked, and where answers go."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import ExportError, InputError

if TYPE_CHECKING:
    import pyoxigraph


def engine(store: str, data: tuple[str, ...]) -> pyoxigraph.Store:
    """The engine of a store, or one in memory that holds the files (triples in a graph named after their file).

    Raises:
        StoreError: the store cannot be opened.
        InputError: a file cannot be read.
    """
    from kg.store import MEMORY, open_store

    if not data:
        return open_store(store).engine()
    opened = open_store(MEMORY, write=True).engine()
    for name in data:
        _load(opened, Path(name))
    # Queries see the default graph, which holds the triples of all graphs once each.
    opened.update("INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }")
    return opened


def _load(opened: pyoxigraph.Store, path: Path) -> None:
    from pyoxigraph import NamedNode, RdfFormat

    form = RdfFormat.from_extension(path.suffix.removeprefix("."))
    if form is None:
        raise InputError(f"{path}: no RDF file by its name;", "known are .ttl, .trig, .nt, .nq, .jsonld, .rdf.")
    base = path.resolve().as_uri()
    graph = None if form.supports_datasets else NamedNode(base)
    try:
        opened.load(path=str(path), format=form, base_iri=base, to_graph=graph)
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}.") from error
    except (SyntaxError, ValueError) as error:
        raise InputError(f"{path} is not {form.name}: {error}.") from error


def write(pieces: Iterable[str], output: str | None) -> None:
    """Writes text to standard output, or to a file that appears when it is whole.

    Raises:
        ExportError: the file cannot be written.
    """
    if output is None or output == "-":
        for piece in pieces:
            sys.stdout.write(piece)
        sys.stdout.flush()
        return
    path = Path(output)
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with aside.open("w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
        aside.replace(path)
    except OSError as error:
        raise ExportError(f"{output} cannot be written: {error.strerror}.") from error
    finally:
        aside.unlink(missing_ok=True)
