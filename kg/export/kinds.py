"""Classes of the ontology with all that is below them, and the names of its terms."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg import paths
from kg.prefixes import PREFIXES


@cache
def _ontology() -> tuple[Quad, ...]:
    return tuple(parse(path=paths.data("ontology") / "labor.ttl", format=RdfFormat.TURTLE))


@cache
def _below() -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for triple in _ontology():
        if triple.predicate.value == PREFIXES["rdfs"] + "subClassOf" and isinstance(triple.subject, NamedNode):
            found[getattr(triple.object, "value", "")].add(triple.subject.value)
    return found


@cache
def below(*names: str) -> frozenset[str]:
    """IRIs of the classes ("lab:Event") and of their subclasses at any depth."""
    found: set[str] = set()
    waiting = [PREFIXES[prefix] + local for prefix, _, local in (name.partition(":") for name in names)]
    while waiting:
        kind = waiting.pop()
        if kind not in found:
            found.add(kind)
            waiting += _below()[kind]
    return frozenset(found)


@cache
def above(kind: str) -> tuple[str, ...]:
    """IRI of a class and of all classes above it, nearest first."""
    found = [kind]
    for lower in found:
        found += sorted(upper for upper, under in _below().items() if lower in under and upper not in found)
    return tuple(found)


@cache
def terms() -> dict[str, str]:
    """IRI -> label of the classes, properties, codes and issues of the ontology."""
    labels = (PREFIXES["rdfs"] + "label", PREFIXES["skos"] + "prefLabel")
    return {
        triple.subject.value: triple.object.value
        for triple in _ontology()
        if triple.predicate.value in labels
        and isinstance(triple.subject, NamedNode)
        and isinstance(triple.object, Literal)
    }
