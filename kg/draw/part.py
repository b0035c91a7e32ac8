"""The part of the graph that an interactive page shows, as plain records."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from kg.draw.views import STANCES, Index, Link, node

_STANCE_WORDS = frozenset(STANCES.values())


@dataclass(frozen=True, slots=True)
class Thing:
    """A node.

    Attributes:
        kind: its class in words; `group` decides shape and colour.
        names: its other names.
        links: number of edges that it has, shown or not; 0 where that was not counted.
    """

    iri: str
    label: str
    kind: str
    group: str
    names: tuple[str, ...]
    links: int


@dataclass(frozen=True, slots=True)
class Edge:
    """What links two things.

    Attributes:
        kind: the stance, or the relation in words.
        stance: the stance if it is one, else "".
        weight: how often.
        behind: IRIs of the statements, claims or memberships that bear it.
    """

    source: str
    target: str
    kind: str
    stance: str
    weight: int
    behind: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Things and what links them.

    Attributes:
        focus: IRIs of the things that it is about; none if it is not about one.
        things: strongest first; `edges` by source, target and kind.
        left_out: number of things that would belong to it, but for the limit.
    """

    view: str
    focus: tuple[str, ...]
    things: tuple[Thing, ...]
    edges: tuple[Edge, ...]
    left_out: int


def edges(links: Iterable[Link]) -> list[Edge]:
    """The links of equal ends and kind as one edge each, sorted."""
    weights: Counter[tuple[str, str, str]] = Counter()
    behind: dict[tuple[str, str, str], dict[str, None]] = defaultdict(dict)
    for link in links:
        key = (link.source, link.target, link.kind)
        weights[key] += 1
        behind[key] |= dict.fromkeys(link.behind)
    return [
        Edge(source, target, kind, kind if kind in _STANCE_WORDS else "", weights[key], tuple(sorted(behind[key])))
        for key in sorted(weights)
        for source, target, kind in [key]
    ]


def part(
    index: Index,
    view: str,
    found: Iterable[Edge],
    kept: Collection[str],
    focus: tuple[str, ...] = (),
    left_out: int = 0,
) -> Part:
    """The edges between the things kept, with these things; `found` may hold other edges, which are only counted."""
    links: Counter[str] = Counter()
    weights: Counter[str] = Counter()
    shown = []
    for edge in found:
        for iri in {edge.source, edge.target}:
            links[iri] += 1
            weights[iri] += edge.weight
        if edge.source in kept and edge.target in kept:
            shown.append(edge)
    order = sorted(kept, key=lambda iri: (iri not in focus, -weights[iri], iri))
    return Part(view, focus, tuple(_thing(index, iri, links[iri]) for iri in order), tuple(shown), left_out)


def _thing(index: Index, iri: str, links: int) -> Thing:
    shown = node(index, iri)
    names = tuple(name for name in shown.get("names", "").split(" | ") if name)
    return Thing(iri, shown["label"], shown["kind"], shown["group"], names, links)


def strongest(found: Iterable[Edge], kept: Collection[str] | None, limit: int) -> list[str]:
    """At most so many things with the most links among those kept (None keeps all), strongest first."""
    weights: Counter[str] = Counter()
    for edge in found:
        if kept is None or (edge.source in kept and edge.target in kept):
            for iri in {edge.source, edge.target}:
                weights[iri] += edge.weight
    return sorted(weights, key=lambda iri: (-weights[iri], iri))[:limit]
