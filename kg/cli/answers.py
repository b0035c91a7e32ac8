"""Shared by commands that ask: what is asked, and what is said where nothing fits."""

from __future__ import annotations

from kg.cli.plain import plain
from kg.errors import InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import pyoxigraph

    from kg.query import Term
    from kg.query.work import Engine

NO = 3
NEAR, NEAREST = 75, 3
LONGEST = 80
# Options whose words are terms of the ontology.
TERMS = ("kind", "status")
Record = dict[str, str]


def asked(store: str, data: tuple[str, ...]) -> Engine:
    """What queries over a store, or over files, are put to; see `engine`."""
    opened = None if data else plain(store)
    if opened is not None:
        return opened
    from kg.store import open_store

    return engine(store, data) if data else open_store(store).asked()


def engine(store: str, data: tuple[str, ...]) -> pyoxigraph.Store:
    """The engine of a store, or one in memory that holds the files (triples in a graph named after their file).

    Raises:
        StoreError: the store cannot be opened.
        InputError: a file cannot be read.
    """
    from pathlib import Path

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


def ask(name: str, store: str, given: Mapping[str, str | None], limit: int | None = None) -> list[Record]:
    """The rows of a question of the library as text by column, run as `kg query` runs it; where there are none, those
    with the apostrophes of its words straight or curled.

    Args:
        given: parameter -> word of the command, or None where it was left out.
    """
    for spelling in _spellings(given):
        if found := _ask(name, store, spelling, limit):
            return found
    return []


def apostrophes(word: str) -> list[str]:
    """A word as it is, then with all apostrophes straight or curled: keyboards have one of them, stories the other."""
    return list(dict.fromkeys((word, word.replace("'", "’"), word.replace("’", "'"))))


def _spellings(given: Mapping[str, str | None]) -> list[dict[str, str | None]]:
    ways = {key: apostrophes(word) if word else [word] for key, word in given.items()}
    most = max(map(len, ways.values()), default=1)
    return [{key: words[min(place, len(words) - 1)] for key, words in ways.items()} for place in range(most)]


def _ask(name: str, store: str, given: Mapping[str, str | None], limit: int | None) -> list[Record]:
    from functools import partial

    from kg.query import run
    from kg.query.library import question

    words = question(name)
    bindings = words.bindings({key: term(word) for key, word in given.items() if word is not None})
    with run(words.text, partial(asked, store, ()), bindings, limit=limit) as result:
        return [
            {key: str(getattr(cell, "value", cell)) for key, cell in zip(result.variables, row, strict=True) if cell}
            for row in result.rows()
        ]


def term(word: str) -> Term:
    """A name, or an IRI, with a prefix or not."""
    import re

    from kg.query import term as parsed

    return parsed(f"<{word}>" if re.fullmatch(r"[a-z][a-z0-9+.-]*://\S+|urn:\S+", word) else word)


def nothing(what: str, store: str, given: Mapping[str, str | None], words: Iterable[str]) -> int:
    """Says that the store has nothing that fits, with names near those that it does not know; gives the exit status.

    Args:
        what: what there is none of, such as "quotes".
        given: option -> word of the command, or None where it was left out.
        words: the options that name things, kinds or stages.
    """
    import click

    from kg.cli import printable

    asked = " ".join(f"--{option} {word!r}" for option, word in given.items() if word is not None)
    strange: list[str] = []
    found: list[str] = []
    for option in words:
        if (word := given[option]) is not None:
            odd, names = near(word, store, of_terms=option in TERMS)
            strange, found = strange + odd, found + names
    if found:
        hint = f"Did you mean {' or '.join(found)}?"
    elif strange:
        hint = "'kg query things' lists names, 'kg ontology' kinds and stages."
    else:
        hint = "Leave out an option." if asked else "Build stories that have some."
    click.echo(printable(f"kg: {store} has no {what}{f' for {asked}' if asked else ''}. {hint}"), err=True)
    return NO


def near(word: str, store: str, of_terms: bool = False) -> tuple[list[str], list[str]]:
    """The word, if it names no thing and no term of the ontology, and the names that come nearest to it: of things and
    issues, or of terms.
    """
    from rapidfuzz import fuzz, process, utils

    from kg.glossary import entries

    terms = {entry.name: entry.label for entry in entries()}
    things = {label for name, label in terms.items() if name.startswith("iss:")}
    for row in ask("things", store, {}):
        things |= {row["name"], *row.get("others", "").split("; ")}
    folded = {name.casefold() for name in (*terms, *terms.values(), *things)}
    if word.casefold() in folded or _is_iri(word):
        return [], []
    names = sorted(name for name in (terms.values() if of_terms else things) if 0 < len(name) <= LONGEST)
    # what has the word as a part comes in too; of all that the whole names most like it come first
    likely = process.extract(
        word, names, scorer=fuzz.WRatio, processor=utils.default_process, limit=4 * NEAREST, score_cutoff=NEAR
    )
    best = sorted((name for name, _, _ in likely), key=lambda name: -fuzz.ratio(word.casefold(), name.casefold()))
    return [word], list(dict.fromkeys(" ".join(name.split()) for name in best[:NEAREST]))


def _is_iri(word: str) -> bool:
    from pyoxigraph import NamedNode

    return isinstance(term(word), NamedNode)
