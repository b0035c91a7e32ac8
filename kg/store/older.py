"""Stores of older formats: their stories can be read again.

    kg build OLD.kg --store NEW.kg

Format 1 (until identity across stories) kept one named graph a story in `data/` and nothing else, so what was found
cannot be shown under the IRIs of today; but each graph has the whole text of its story and what came with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode

from kg.errors import InputError
from kg.model import Article
from kg.prefixes import PREFIXES

FORMAT = 1
UNREAD = "The date that came with the story could not be read: "


def is_older(folder: Path) -> bool:
    """Whether the folder is a store of an older format."""
    try:
        return (folder / "format").read_text(encoding="ascii").strip() == str(FORMAT)
    except (OSError, UnicodeDecodeError):
        return False


def stories(folder: Path) -> Iterator[Article | InputError]:
    """The stories of an older store, in the order of their graphs; one error if it has none or cannot be read."""
    try:
        engine = pyoxigraph.Store.read_only(str(folder / "data"))
        graphs = sorted(engine.named_graphs(), key=str)
        found = [article for graph in graphs for article in _stories(engine, graph)]
    except (OSError, RuntimeError, ValueError) as error:
        yield InputError(f"{folder}: the store cannot be read: {error}.", "Build its stories again from their files.")
        return
    yield from found
    if not found:
        yield InputError(f"{folder}: the store holds no story.", "Give the files of its stories.")


def _stories(engine: pyoxigraph.Store, graph: NamedNode | BlankNode) -> Iterator[Article]:
    def values(subject: NamedNode, name: str) -> list[str]:
        prefix, _, local = name.partition(":")
        quads = engine.quads_for_pattern(subject, NamedNode(PREFIXES[prefix] + local), None, graph)
        return sorted(q.object.value for q in quads if isinstance(q.object, (NamedNode, Literal)))

    def value(subject: NamedNode, name: str) -> str | None:
        return next(iter(values(subject, name)), None)

    kind, article = NamedNode(PREFIXES["rdf"] + "type"), NamedNode(PREFIXES["lab"] + "Article")
    for quad in engine.quads_for_pattern(None, kind, article, graph):
        me = quad.subject
        if not isinstance(me, NamedNode):
            continue
        text, publisher = value(me, "schema:text"), value(me, "schema:publisher")
        unread = [c.removeprefix(UNREAD) for c in values(me, "rdfs:comment") if c.startswith(UNREAD)]
        if text:
            yield Article(
                text,
                title=value(me, "schema:headline"),
                published=value(me, "schema:datePublished"),
                publisher=value(NamedNode(publisher), "rdfs:label") if publisher else None,
                url=value(me, "schema:url") or value(me, "dcterms:source"),
                byline=value(me, "schema:author"),
                identifier=value(me, "schema:identifier"),
                source=value(me, "lab:sourceFile"),
                language=value(me, "schema:inLanguage") or "en",
                modified=value(me, "schema:dateModified"),
                published_raw=next(iter(unread), None),
                captions=tuple(values(me, "schema:caption")),
            )
