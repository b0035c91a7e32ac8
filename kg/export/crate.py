"""A folder to hand on or to deposit: the graph as TriG and as tables, and ro-crate-metadata.json, which says what they
are, what they were made with and from which stories (RO-Crate 1.1, researchobject.org).

The licence is left to whoever publishes, and the description says so. Nothing in it depends on when it is written.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

from pyoxigraph import Quad, RdfFormat, parse

from kg import __version__
from kg.export import tables, turtle
from kg.export.files import folder_of
from kg.files import replacing
from kg.prefixes import PREFIXES

GRAPH, TABLES, METADATA = "graph.trig", "tables", "ro-crate-metadata.json"
STANDARD = "https://w3id.org/ro/crate/1.1"
KINDS = {".trig": "application/trig", ".csv": "text/csv"}
ABOUT = {
    GRAPH: "All that was found, each story in a named graph",
    **{f"{TABLES}/{name}.csv": f"Table of {name}" for name in tables.TABLES},
}
NO_LICENCE = {
    "@id": "#licence",
    "@type": "CreativeWork",
    "name": "No licence is stated yet",
    "description": "Whoever publishes this states one in place of this entry. The texts of the stories, and sentences "
    "and headlines taken from them, belong to those who published the stories.",
}
SOFTWARE = {
    "@id": "#kg",
    "@type": "SoftwareApplication",
    "name": "Labor News Graph (kg)",
    "version": __version__,
    "softwareVersion": __version__,
}


def write(quads: Iterable[Quad], folder: Path) -> None:
    """Writes the folder, which is made if it is not there; the description comes last.

    Raises:
        ExportError: the folder cannot be written.
    """
    folder_of(folder)
    with replacing(folder / GRAPH) as stream:
        for piece in turtle.trig(quads):
            stream.write(piece.encode("utf-8"))
    tables.write(_back(folder), folder / TABLES)
    stories, publishers = _stories(_back(folder))
    with replacing(folder / METADATA) as stream:
        text = json.dumps(_description(folder, stories, publishers), indent=2, ensure_ascii=False)
        stream.write(turtle.legible(text).encode("utf-8") + b"\n")


def _back(folder: Path) -> Iterable[Quad]:
    """The quads of the graph, which were handed over only once."""
    return parse(path=str(folder / GRAPH), format=RdfFormat.TRIG)


Entity = dict[str, Any]


def _stories(quads: Iterable[Quad]) -> tuple[list[Entity], list[Entity]]:
    """The stories and their publishers, sorted."""
    stories: dict[str, Entity] = {}
    publishers: dict[str, Entity] = {}
    for _, members in groupby(quads, key=attrgetter("graph_name")):
        rows = tables.Rows(members)
        for iri in rows.of("lab:Article"):
            story: Entity = {"@id": iri, "@type": "NewsArticle", "name": rows.name(iri)}
            for name in ("datePublished", "url", "identifier"):
                if values := rows.all(iri, f"schema:{name}"):
                    story[name] = values[0]
            for body in rows.all(iri, "schema:publisher")[:1]:
                publishers[body] = {"@id": body, "@type": "Organization", "name": rows.name(body)}
                story["publisher"] = {"@id": body}
            stories[iri] = story
    return [stories[iri] for iri in sorted(stories)], [publishers[iri] for iri in sorted(publishers)]


def _description(folder: Path, stories: list[Entity], publishers: list[Entity]) -> Entity:
    files = [_file(folder, name) for name in ABOUT]
    made = {
        "@id": "#export",
        "@type": "CreateAction",
        "name": "Reading of the stories and export of the graph",
        "instrument": _links([SOFTWARE]),
        "object": _links(stories),
        "result": _links(files),
    }
    days = sorted(story["datePublished"] for story in stories if "datePublished" in story)
    count = f"{len(stories)} {'story' if len(stories) == 1 else 'stories'}"
    dataset = {
        "@id": "./",
        "@type": "Dataset",
        "name": f"Labor news graph of {count}",
        "description": f"Who said what about whom in {count} about labor, which actions were taken, when and where, "
        "and the words of the stories on which each of these rests. What a speaker claims is kept apart from what a "
        "story asserts; nothing here is a statement about the world.",
        # No clock: the graph is as new as its latest story.
        **({"datePublished": days[-1], "temporalCoverage": f"{days[0]}/{days[-1]}"} if days else {}),
        "license": {"@id": NO_LICENCE["@id"]},
        "hasPart": _links(files),
        "isBasedOn": _links(stories),
        "mentions": _links([made]),
    }
    metadata = {
        "@id": METADATA,
        "@type": "CreativeWork",
        "conformsTo": {"@id": STANDARD},
        "about": {"@id": "./"},
    }
    return {
        "@context": [f"{STANDARD}/context", {"sha256": f"{PREFIXES['schema']}sha256"}],
        "@graph": [metadata, dataset, *files, made, SOFTWARE, NO_LICENCE, *stories, *publishers],
    }


def _file(folder: Path, name: str) -> Entity:
    path = folder / name
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return {
        "@id": name,
        "@type": "File",
        "name": ABOUT[name],
        "encodingFormat": KINDS[path.suffix],
        "contentSize": str(path.stat().st_size),
        "sha256": digest,
    }


def _links(entities: Iterable[Entity]) -> list[Entity]:
    return [{"@id": entity["@id"]} for entity in entities]
