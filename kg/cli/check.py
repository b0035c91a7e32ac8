"""`kg check`: does a store or a file keep to the shapes?"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import json_option, store_option
from kg.cli.progress import progress
from kg.ids import graph_iri

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Quad

    from kg.graph.report import Finding


@click.command("check")
@click.argument("what", nargs=-1, metavar="[ARTICLE|FILE]...")
@json_option
@store_option
@click.option("--referee", is_flag=True, help="Ask pySHACL in place of the built-in check; slow.")
def command(what: tuple[str, ...], as_json: bool, store: str, referee: bool) -> None:
    """Check graphs against the shapes of the ontology.

    Without words, all articles of the store; else the articles (IRI or id) and files (ttl, trig, nt, nq, jsonld, rdf)
    named. A violation is a fault of the graph; a warning marks what a text may really lack, such as a speaker.

    \b
      kg check
      kg check graph.trig --referee

    Exit status: 0 conforms, 3 does not, 1 could not be checked.
    """
    from dataclasses import asdict

    from kg.cli.tables import json_text
    from kg.graph import check

    graphs = 0
    faults: list[Finding] = []
    warnings: Counter[str] = Counter()
    for quads in _graphs(what, store):
        report = check(quads, referee)
        graphs += 1
        faults += report.violations
        warnings.update(w.message for w in report.warnings)
    if as_json:
        told = {"graphs": graphs, "violations": [asdict(v) for v in faults], "warnings": dict(sorted(warnings.items()))}
        click.echo(json_text(told), nl=False)
    else:
        _say(graphs, faults, warnings)
    if faults:
        click.get_current_context().exit(3)


def _say(graphs: int, faults: list[Finding], warnings: Counter[str]) -> None:
    from kg.cli import printable

    for v in faults:
        click.echo(printable(f"violation: {v.focus}: {v.message}{f' ({v.value})' if v.value else ''}"))
    for message, count in sorted(warnings.items()):
        click.echo(printable(f"warning: {message} ({count})"))
    click.echo(f"{_count(graphs, 'graph')}: {_count(len(faults), 'violation') if faults else 'conforms'}")


def _graphs(what: tuple[str, ...], store: str) -> Iterator[list[Quad]]:
    """One list of quads for each graph."""
    from pyoxigraph import RdfFormat

    from kg.errors import InputError, StoreError
    from kg.store import open_store

    for file in (w for w in what if Path(w).is_file()):
        yield from _file(Path(file))
    articles = [w for w in what if not Path(w).is_file()]
    for name in articles:
        if "://" not in name and RdfFormat.from_extension(Path(name).suffix.removeprefix(".").lower()):
            raise InputError(f"{name} is not there.", "Name a file, or the IRI or id of an article.")
    if what and not articles:
        return
    with open_store(store) as opened:
        known = opened.graphs()
        names = list(map(graph_iri, articles)) or known
        for name in progress(names, "graphs", len(names)):
            if name not in known:
                raise StoreError(
                    f"{name} is no graph of {store} and no file.", "Name an article's IRI or id, or a file."
                )
            yield list(opened.quads(name))


def _file(path: Path) -> Iterator[list[Quad]]:
    """The graphs of a file."""
    from pyoxigraph import RdfFormat, parse

    from kg.errors import InputError

    kind = RdfFormat.from_extension(path.suffix.removeprefix(".").lower())
    if kind is None or path.suffix.lower() == ".txt":
        raise InputError(f"{path}: no RDF format ends in {path.suffix!r}.", "Use ttl, trig, nt, nq, jsonld or rdf.")
    graphs: dict[str, dict[Quad, None]] = {}
    try:
        for quad in parse(path=path, format=kind):
            graphs.setdefault(str(quad.graph_name), {})[quad] = None
    except (OSError, SyntaxError, ValueError) as error:
        raise InputError(f"{path} cannot be read: {error}.", "Check that the file is complete.") from error
    for name in sorted(graphs):
        yield list(graphs[name])


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
