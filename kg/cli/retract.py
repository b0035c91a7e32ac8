"""`kg retract ARTICLE`: take a story back."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import authority_option, curation_option, json_option, store_option
from kg.errors import KgError, NotFound

if TYPE_CHECKING:
    from kg.store import Store

BY_HAND = "by hand"
NEAR, NEAREST = 60, 3
THINGS = ("person", "org", "union", "place", "group")


@click.command("retract")
@click.argument("article", metavar="ARTICLE")
@click.option("--why", default=BY_HAND, show_default=True, metavar="TEXT", help="The reason; it is kept.")
@click.option("--undo", is_flag=True, help="Bring a story that was taken back in again.")
@json_option
@curation_option
@authority_option
@store_option
def command(
    article: str, why: str, undo: bool, as_json: bool, curation: Path | None, authority: Path | None, store: str
) -> None:
    """Take a story back: what only it supports goes, what other stories support too stays.

    ARTICLE is its IRI, id, address or file name. It stays away when it is built again, until --undo. Nothing is
    deleted: kg history still shows its versions. Exit status 3 if there is no such article, or more than one.

    \b
      kg retract https://example.org/2026/06/walkout --why "the outlet withdrew it"
      kg retract n1 --undo
    """
    from kg.cli import printable
    from kg.cli.resolve import resolve
    from kg.cli.tables import json_text
    from kg.store import open_store

    with open_store(store, write=True) as opened:
        iri = found(opened, article, store)
        readings = opened.readings()
        reading = readings.get(iri)
        before = reading.retracted if reading else None
        if undo == (before is None):
            state = "is not retracted" if undo else f"is retracted already ({before})"
            click.echo(f"{iri} {printable(state)}", err=True)
            # It may have been noted by a command that was stopped before the graphs were made.
            return resolve(opened, curation, authority)
        there = _content(opened, iri)
        readings.retract(iri, None if undo else why)
        try:
            resolve(opened, curation, authority)
        except KgError:
            readings.retract(iri, before)
            raise
        content = _content(opened, iri) if undo else there
        gone = [] if undo else sorted({n for thing, n in there.things.items() if not _is_there(opened, thing, n)})
    if as_json:
        told = {"article": iri, "retracted": not undo, "facts": dict(sorted(content.facts.items()))}
        return click.echo(json_text({**told, "things": len(content.things), "only_here": gone}), nl=False)
    click.echo(printable(f"{'brought back' if undo else 'retracted'} {iri}: {_counted(content)}"))
    if not undo:
        others = "other stories speak of its things too"
        click.echo(printable(f"only it spoke of: {'; '.join(gone)}" if gone else others))


def found(opened: Store, word: str, store: str) -> str:
    """IRI of the one article that a word names.

    Raises:
        NotFound: there is none, with what comes near, or there are several.
    """
    iris = opened.readings().find(word)
    if len(iris) == 1:
        return iris[0]
    if iris:
        listed = ", ".join(iris[:NEAREST]) + (" ..." if len(iris) > NEAREST else "")
        raise NotFound(f"{word} names {len(iris)} articles of {store}: {listed}.", "Name one by its IRI or id.")
    near = _near(opened, word)
    hint = f"Near are: {', '.join(near)}." if near else "Give an IRI, id, address or file name."
    raise NotFound(f"{store} has no article {word}.", hint)


def _near(opened: Store, word: str) -> list[str]:
    """The names of articles that come nearest to a word."""
    from rapidfuzz import fuzz, process

    names: set[str] = set()
    for reading in opened.readings().every():
        names.update(
            [reading.article.rpartition("/article/")[2], *([reading.url] if reading.url else []), *reading.files]
        )
    best = process.extract(word, sorted(names), scorer=fuzz.ratio, limit=NEAREST, score_cutoff=NEAR)
    return [name for name, _, _ in best]


@dataclass(frozen=True, slots=True)
class _Content:
    """Of an article's graph as it is shown: how many facts of each kind, and IRI -> name of its things."""

    facts: Counter[str]
    things: dict[str, str]


def _content(opened: Store, article: str) -> _Content:
    from pyoxigraph import Literal

    from kg.graph.facts import KINDS, kind_of
    from kg.graph.terms import LABEL, term
    from kg.ids import graph_iri

    kinds: dict[str, str] = {}
    names: dict[str, str] = {}
    mentioned: set[str] = set()
    for quad in opened.quads(graph_iri(article)):
        iri = getattr(quad.subject, "value", "")
        kind = kind_of(article, iri) or ("action" if "/action/" in iri else "")
        if kind in KINDS:
            kinds[iri] = kind
        elif quad.predicate == LABEL and isinstance(quad.object, Literal):
            names[iri] = quad.object.value
        elif quad.predicate == term("mentionSpan"):
            mentioned.add(iri)
    things = {iri: name for iri, name in names.items() if iri in mentioned and any(f"/{t}/" in iri for t in THINGS)}
    return _Content(Counter(kinds.values()), things)


def _counted(content: _Content) -> str:
    counts = [f"{count} {kind}{'s' if count != 1 else ''}" for kind, count in sorted(content.facts.items())]
    return ", ".join([*counts, f"{len(content.things)} thing{'s' if len(content.things) != 1 else ''}"])


def _is_there(opened: Store, iri: str, name: str) -> bool:
    """Whether the thing, or one of its name where its IRI had to change, is in another story."""
    from pyoxigraph import Literal, NamedNode

    from kg.graph.terms import LABEL

    return opened.has(NamedNode(iri), LABEL, None) or opened.has(None, LABEL, Literal(name, language="en"))
