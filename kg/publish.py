"""From the readings of a store to the graphs that queries see."""

from __future__ import annotations

import json
from collections import ChainMap
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.config import SETTINGS, Settings
from kg.errors import StoreError
from kg.ids import HISTORY, WORLD, digest, graph_iri
from kg.workers import cores

if TYPE_CHECKING:
    from kg.curator import Ruling
    from kg.graph.world import View
    from kg.link import StoryCard
    from kg.search import Index
    from kg.store import Store
    from kg.store.readings import Reading

# Graphs whose words are read while somebody waits.
SMALL = 100


@dataclass(frozen=True, slots=True)
class Published:
    """What became of a store: how many graphs were written or removed, and what is to be said of decisions."""

    changed: int
    warnings: tuple[str, ...] = ()


@dataclass(slots=True)
class Known:
    """What is known of all stories of a store: current readings by article, without their cards as text; their cards as
    found; and the decisions."""

    readings: dict[str, Reading]
    cards: dict[str, StoryCard]
    ruling: Ruling


def known(store: Store, settings: Settings = SETTINGS) -> Known:
    """Identity of all things by the stories of a store and the curation file.

    Raises:
        InputError: the curation file is wrong, or its decisions contradict one another.
    """
    from kg.curator import rule
    from kg.link import StoryCard
    from kg.link.curation import read

    decisions = read(settings.curation) if settings.curation else []
    readings = store.readings()
    current = latest(replace(reading, card="") for reading in readings.current(retracted=True))
    every = ((r.article, r.card) for r in readings.current(retracted=True))
    cards = {iri: StoryCard.from_json(card) for iri, card in every if iri in current}
    return Known(current, cards, rule(decisions, readings, current, cards))


def publish(store: Store, settings: Settings = SETTINGS) -> Published:
    """Makes the graphs of a store anew from its readings and decisions, and then its search index; only what changed is
    written.

    Raises:
        InputError: the curation file is wrong; nothing is written then.
    """
    from kg.graph.world import lines, shown
    from kg.link.copies import originals, repeated
    from kg.link.corrections import corrected

    what, readings = known(store, settings), store.readings()
    current = {iri: r for iri, r in what.readings.items() if iri in what.ruling.stories}
    sentences = {iri: _sentences(r.sentences) for iri, r in current.items()}
    days = {iri: what.cards[iri].published or "" for iri in current}
    copies = originals(sentences, days)
    copied = repeated(sentences, days, copies)
    taken = corrected({i: what.cards[i] for i in current}, {i: _address(r) for i, r in current.items()})
    warnings = list(what.ruling.unused)
    if settings.curation is None and (count := _decisions(store)):
        warnings.append(f"no curation file: {count} decisions that this store had are undone")
    links, several = outward(settings.authority, what)
    warnings += [f"{settings.authority}: several ids fit {iri}; none is taken" for iri in several]
    stories = {graph_iri(iri): r for iri, r in current.items()}
    common = {
        WORLD: lines(_world(what.ruling, links)),
        HISTORY: lines(_history(store, what.readings.keys() - current.keys())),
    }

    def view(reading: Reading) -> View:
        iri = reading.article
        return _view(what, reading, copies.get(iri), copied.get(iri, frozenset()), taken.get(iri, ()))

    made = {graph: digest(f"{r.made} {r.version} {_key(view(r))}") for graph, r in stories.items()}
    made |= {graph: digest(triples) for graph, triples in common.items()}
    with ExitStack() as stack:
        noted = _indexed(stack, store, made)

        def triples(graph: str) -> str:
            reading = stories.get(graph)
            if reading is None:
                found = common[graph]
            else:
                found = shown(readings.graph(reading.article, reading.version), view(reading))
            noted(graph, found)
            return found

        changed = _write(store, made, triples, settings.jobs or cores())
    return Published(changed, tuple(warnings))


def _indexed(stack: ExitStack, store: Store, made: Mapping[str, str]) -> Callable[[str, str], None]:
    """What takes graphs into the search index as they are written; the index is done when the stack is left."""
    if store.folder is None:
        return lambda graph, triples: None
    from kg.search import updating

    return stack.enter_context(updating(store.folder, made, store.engine()))


def _write(store: Store, made: Mapping[str, str], triples: Callable[[str], str], jobs: int) -> int:
    """Writes the graphs that are made from something else than before and removes those that are made from nothing;
    gives how many changed.

    What a graph is made from is unknown while it is written, so that after a kill it is written again, and noted once
    it is safely on the disk, so that a loss of power takes no graph that is noted.
    """
    from kg.store.graphs import parsed

    readings = store.readings()
    before = readings.shown()
    due = [graph for graph, source in made.items() if before.get(graph) != source]
    gone = sorted(before.keys() - made.keys())
    if not due and not gone:
        return 0
    with readings.together():
        for graph in (*due, *gone):
            readings.show(graph, "")
    there = {*store.graphs(), HISTORY}
    changed = store.add(((graph, triples(graph)) for graph in due if graph not in there), jobs)
    changed += sum(store.put(graph, parsed(triples(graph))) for graph in due if graph in there)
    changed += sum(map(store.remove, gone))
    store.flush()
    with readings.together():
        for graph in (*due, *gone):
            readings.show(graph, made.get(graph))
    return changed


def searched(store: Store) -> Index:
    """The search index of a store. One that has none, as an older kg left it, gets one in memory if it is small.

    Raises:
        StoreError: there is none, and the store is not small.
    """
    from kg.search import Index, in_memory

    shown = store.readings().shown()
    if store.folder is not None:
        try:
            return Index.open(store.folder, shown)
        except StoreError:
            if len(shown) > SMALL:
                raise
    return in_memory(shown, store.engine())


def _decisions(store: Store) -> int:
    """How many decisions a store shows."""
    from kg.graph.terms import TYPE, term

    return sum(q.predicate == TYPE and q.object == term("Decision") for q in store.quads(WORLD))


def _sentences(text: str) -> dict[str, int]:
    return {mark: int(words) for mark, _, words in (item.partition(":") for item in text.split())}


def _view(
    what: Known, reading: Reading, original: str | None, copied: frozenset[str], taken: tuple[Any, ...] = ()
) -> View:
    from kg.graph.world import View

    ruling, story = what.ruling, reading.article
    card = what.cards[story]
    mine = [c.iri for c in card.cards] + [a.iri for a in card.actions]
    world = ruling.world
    iris = {iri: world.iris[iri] for iri in mine if iri in world.iris}
    own = {*iris.values(), *(i for i in ruling.names.keys() | ruling.aliases.keys() if i.startswith(f"{story}/"))}
    names = ChainMap(ruling.names, world.labels)
    return View(
        graph_iri(story),
        story,
        iris,
        {iri: names[iri] for iri in own if iri in names},
        reading.files,
        original,
        copied,
        {iri: ruling.aliases[iri] for iri in own if iri in ruling.aliases},
        frozenset(ruling.rejected.get(story, ())),
        frozenset(ruling.accepted.get(story, ())),
        {iri: kind for iri, kind in ruling.kinds.items() if iri.startswith(f"{story}/")},
        taken,
    )


def _key(view: View) -> str:
    mappings = (view.iris, view.labels, view.aliases, view.kinds)
    sets = (view.copied, view.rejected, view.accepted)
    corrected = [view.corrected] if view.corrected else []
    return json.dumps(
        [*corrected, *(sorted(m.items()) for m in mappings), *map(sorted, sets), view.files, view.copy_of]
    )


def outward(authority: Path | None, what: Known) -> tuple[dict[str, str], list[str]]:
    """Shared IRI -> address elsewhere by an authority file; and the IRIs that several addresses fit."""
    from kg.link.authority import links, read

    return links(what.cards.values(), what.ruling.world.iris, read(authority)) if authority else ({}, [])


def _world(ruling: Ruling, links: dict[str, str]) -> list[Any]:
    from kg.graph.world import Sheet

    sheet, world = Sheet(WORLD), ruling.world
    for d in world.disputes:
        sheet.dispute(d.iri, d.label, d.actions, (d.employer, *d.unions))
    for doubt in world.doubts:
        sheet.doubt(doubt.one, doubt.other, doubt.likely, doubt.reason)
    for decision, concerns in ruling.concerns:
        sheet.decision(decision, concerns)
    for iri, address in links.items():
        sheet.link(iri, address)
    return sheet.quads()


def _history(store: Store, gone: Collection[str]) -> list[Any]:
    from kg.graph.world import Sheet

    sheet = Sheet(HISTORY)
    for newer, older, day in revisions(store):
        if older.rpartition("/version/")[0] not in gone:
            sheet.revision(newer, older, day)
    return sheet.quads()


def version_iri(article: str, version: str) -> str:
    """IRI of an earlier version of an article."""
    return f"{article}/version/{version}"


def latest(readings: Iterable[Reading]) -> dict[str, Reading]:
    """Article -> its current reading. Articles of one address are one story: of these the latest counts, or none if it
    is retracted.
    """
    found: dict[str, Reading] = {}
    for reading in sorted(readings, key=_order):
        found[_address(reading)] = reading
    return {r.article: r for r in sorted(found.values(), key=lambda r: r.article) if r.retracted is None}


def _address(reading: Reading) -> str:
    """What tells stories apart: the address, without what follows "#" and a last "/"; without one, the IRI."""
    return (reading.url or "").partition("#")[0].rstrip("/") or reading.article


def _order(reading: Reading) -> tuple[str, int, str]:
    return (reading.day, reading.arrived, reading.article)


def revisions(store: Store) -> Iterator[tuple[str, str, str]]:
    """(newer, older, day of the older) for versions of stories; the current one goes by the IRI of its article."""
    found: dict[str, list[Reading]] = {}
    for reading in store.readings().every():
        if reading.retracted is None:
            found.setdefault(_address(reading), []).append(reading)
    for _, versions in sorted(found.items()):
        ordered = sorted(versions, key=_order)
        for older, newer in pairwise(ordered):
            yield (
                newer.article if newer is ordered[-1] else version_iri(newer.article, newer.version),
                version_iri(older.article, older.version),
                older.day,
            )
