"""From the readings of a store to the graphs that queries see."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from kg.config import SETTINGS, Settings
from kg.ids import HISTORY, WORLD, digest, graph_iri

if TYPE_CHECKING:
    from kg.graph.world import View
    from kg.link import StoryCard, World
    from kg.store import Store


def publish(store: Store, settings: Settings = SETTINGS) -> int:
    """Makes the graphs of a store anew from its readings; only those that changed are written.

    Returns:
        The number of graphs written or removed.
    """
    from kg.graph.world import lines, shown
    from kg.link import StoryCard, originals, resolve
    from kg.store.readings import Reading

    readings = store.readings()
    current: dict[str, Reading] = {r.article: r for r in readings.current()}
    cards = {iri: StoryCard.from_json(r.card) for iri, r in current.items()}
    sentences = {iri: _sentences(r.sentences) for iri, r in current.items()}
    copies = originals(sentences, {iri: r.day for iri, r in current.items()})
    world = resolve(cards.values())
    before = readings.shown()
    changed = 0
    for iri, reading in current.items():
        view = _view(cards[iri], world, reading, copies.get(iri), sentences)
        made_from = digest(f"{reading.made} {reading.version} {_key(view)}")
        if before.get(view.graph) != made_from:
            changed += store.put(view.graph, shown(readings.graph(iri, reading.version), view))
            readings.show(view.graph, made_from)
    for graph in sorted(before.keys() - {graph_iri(iri) for iri in current} - {WORLD, HISTORY}):
        changed += store.remove(graph)
        readings.show(graph, None)
    for name, quads in ((WORLD, _world(world)), (HISTORY, _history(store))):
        made_from = digest(lines(quads))
        if before.get(name) != made_from:
            changed += store.put(name, quads)
            readings.show(name, made_from)
    return changed


def _sentences(text: str) -> dict[str, int]:
    return {mark: int(words) for mark, _, words in (item.partition(":") for item in text.split())}


def _view(
    card: StoryCard, world: World, reading: Any, original: str | None, sentences: dict[str, dict[str, int]]
) -> View:
    from kg.graph.world import View

    mine = [c.iri for c in card.cards] + [a.iri for a in card.actions]
    iris = {iri: world.iris[iri] for iri in mine if iri in world.iris}
    labels = {shared: world.labels[shared] for shared in iris.values() if shared in world.labels}
    copied = frozenset(sentences[original].keys() & sentences[card.iri].keys()) if original else frozenset()
    return View(graph_iri(card.iri), card.iri, iris, labels, reading.files, original, copied)


def _key(view: View) -> str:
    parts = [sorted(view.iris.items()), sorted(view.labels.items()), view.files, view.copy_of, sorted(view.copied)]
    return json.dumps(parts)


def _world(world: World) -> list[Any]:
    from kg.graph.world import Sheet

    sheet = Sheet(WORLD)
    for d in world.disputes:
        sheet.dispute(d.iri, d.label, d.actions, (d.employer, *d.unions))
    for doubt in world.doubts:
        sheet.doubt(doubt.one, doubt.other, doubt.likely, doubt.reason)
    return sheet.quads()


def _history(store: Store) -> list[Any]:
    from kg.graph.world import Sheet

    sheet = Sheet(HISTORY)
    for newer, older, day in revisions(store):
        sheet.revision(newer, older, day)
    return sheet.quads()


def version_iri(article: str, version: str) -> str:
    """IRI of an earlier version of an article."""
    return f"{article}/version/{version}"


def revisions(store: Store) -> Iterator[tuple[str, str, str]]:
    """(newer, older, day of the older) for versions of articles; the current one goes by the article's IRI."""
    found: dict[str, list[Any]] = {}
    for reading in store.readings().every():
        if reading.retracted is None:
            found.setdefault(reading.article, []).append(reading)
    for article, versions in found.items():
        ordered = sorted(versions, key=lambda r: (r.day, r.number))
        for older, newer in pairwise(ordered):
            yield (
                article if newer.current else version_iri(article, newer.version),
                version_iri(article, older.version),
                older.day,
            )
