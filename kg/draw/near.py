"""The graph around some things, read from the indexes of an engine: a big store is never read as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, Quad

from kg.draw.part import Edge, Part, edges, part, strongest
from kg.draw.views import ACTION_EDGES, ALT, LABELS, OTHER_EDGES, RDF_TYPE, Index, links
from kg.vocab import LAB, ORG

# What a thing is and is called.
_SHOWN = tuple(NamedNode(p) for p in (RDF_TYPE, *LABELS, ALT))
_STATEMENT = tuple(NamedNode(str(p)) for p in (LAB.speaker, LAB.about, LAB.expressesStance))
_STANCE = tuple(NamedNode(str(p)) for p in (LAB.stanceTarget, LAB.stanceValue))
_CLAIM = tuple(NamedNode(str(p)) for p in (LAB.claimSubject, LAB.claimPredicate, LAB.claimObject))
_MEMBERSHIP = tuple(NamedNode(str(p)) for p in (ORG.member, ORG.organization, ORG.role))
_SAID = frozenset(str(p) for p in (LAB.speaker, LAB.about))
_FACTS = {"speech": {}, "actions": ACTION_EDGES, "all": {**ACTION_EDGES, **OTHER_EDGES}}
_DEFAULT = DefaultGraph()
# Things looked at for each one wanted: some of the most mentioned are no nodes of a view.
_SPARE = 2


def near(engine: pyoxigraph.Store, focus: tuple[str, ...], view: str, limit: int) -> Part:
    """The things, those linked with them (the strongest, so that there are at most `limit`), and all edges between.

    Raises:
        DrawError: no such view.
    """
    reader = _Reader(engine, view)
    reader.read(focus)
    _, found = reader.found()
    touching = [e for e in found if e.source in focus or e.target in focus]
    beside = [iri for iri in strongest(touching, None, len(touching) + 1) if iri not in focus]
    kept = [*focus, *beside[: max(0, limit - len(focus))]]
    reader.read(kept)
    index, found = reader.found()
    return part(index, view, found, set(kept), focus, len(focus) + len(beside) - len(kept))


def most_linked(engine: pyoxigraph.Store, view: str, limit: int) -> Part:
    """The things with the most links, at most `limit`, and the edges between them.

    Raises:
        DrawError: no such view.
    """
    counts: Counter[str] = Counter()
    for predicate in [str(LAB.speaker), str(LAB.about)] if view != "actions" else []:
        counts.update(o for _, o in _pairs(engine, predicate))
    for predicate in _FACTS.get(view, {}):
        for pair in _pairs(engine, predicate):
            counts.update(pair)
    if view == "all":
        for predicate in (str(ORG.member), str(ORG.organization)):
            counts.update(o for _, o in _pairs(engine, predicate))
    reader = _Reader(engine, view)
    order = sorted(counts, key=lambda iri: (-counts[iri], iri))
    reader.read(order[: limit * _SPARE])
    index, found = reader.found()
    kept = strongest(found, set(order[: limit * _SPARE]), limit)
    kept = strongest(found, set(kept), limit)
    # All that is mentioned is an upper bound: some of it has no links.
    every = len(order) if len(order) > limit * _SPARE else len(strongest(found, None, len(order)))
    return part(index, view, found, set(kept), (), every - len(kept))


def between(engine: pyoxigraph.Store, source: str, target: str, kind: str, view: str) -> tuple[Part, Edge | None]:
    """The two things, and the edge of this kind from one to the other, if there is one.

    Raises:
        DrawError: no such view.
    """
    reader = _Reader(engine, view)
    reader.read((source,))
    index, found = reader.found()
    found = [e for e in found if (e.source, e.target, e.kind) == (source, target, kind)]
    return part(index, view, found, (source, target)), found[0] if found else None


def _pairs(engine: pyoxigraph.Store, predicate: str) -> Iterable[tuple[str, str]]:
    for quad in engine.quads_for_pattern(None, NamedNode(predicate), None, _DEFAULT):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            yield quad.subject.value, quad.object.value


class _Reader:
    """Gathers the quads that may link things, each node once."""

    def __init__(self, engine: pyoxigraph.Store, view: str) -> None:
        self._engine, self._view = engine, view
        self._quads: dict[Quad, None] = {}
        self._things: set[NamedNode] = set()
        self._bearers: set[NamedNode] = set()
        self._shown: set[NamedNode] = set()

    def read(self, iris: Iterable[str]) -> None:
        """Reads all that links these things with others."""
        for iri in iris:
            node = NamedNode(iri)
            if node not in self._things:
                self._things.add(node)
                self._from(node)
                self._to(node)

    def found(self) -> tuple[Index, list[Edge]]:
        """What was read, with kind and names of all things in it, and the edges of the view in it."""
        ends = {q.object for q in self._quads} | {q.subject for q in self._quads}
        for end in sorted((e for e in ends if isinstance(e, NamedNode) and e not in self._shown), key=str):
            self._shown.add(end)
            self._take(end, _SHOWN)
        index = Index.of(self._quads)
        return index, edges(links(index, self._view))

    def _from(self, node: NamedNode) -> None:
        self._take(node, [NamedNode(p) for p in _FACTS.get(self._view, {})])

    def _to(self, node: NamedNode) -> None:
        facts = _FACTS.get(self._view, {})
        for quad in self._engine.quads_for_pattern(None, None, node, _DEFAULT):
            bearer, predicate = quad.subject, quad.predicate.value
            if not isinstance(bearer, NamedNode):
                continue
            if predicate in facts:
                self._quads[quad] = None
            elif predicate in _SAID:
                self._statement(bearer)
            elif predicate == str(LAB.stanceTarget):
                for owner in self._engine.quads_for_pattern(None, _STATEMENT[2], bearer, _DEFAULT):
                    if isinstance(owner.subject, NamedNode):
                        self._statement(owner.subject)
            elif predicate in (str(LAB.claimSubject), str(LAB.claimObject)) and facts:
                self._bearer(bearer, _CLAIM)
            elif predicate in (str(ORG.member), str(ORG.organization)):
                self._bearer(bearer, _MEMBERSHIP)

    def _statement(self, statement: NamedNode) -> None:
        if statement in self._bearers or self._view == "actions":
            return
        self._bearer(statement, _STATEMENT)
        for quad in self._engine.quads_for_pattern(statement, _STATEMENT[2], None, _DEFAULT):
            if isinstance(quad.object, NamedNode):
                self._take(quad.object, _STANCE)

    def _bearer(self, node: NamedNode, predicates: Iterable[NamedNode]) -> None:
        if node not in self._bearers:
            self._bearers.add(node)
            self._take(node, predicates)

    def _take(self, node: NamedNode, predicates: Iterable[NamedNode]) -> None:
        for predicate in predicates:
            for quad in self._engine.quads_for_pattern(node, predicate, None, _DEFAULT):
                self._quads[quad] = None
