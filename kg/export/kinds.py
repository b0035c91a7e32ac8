"""Classes of the ontology with all that is below them."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from pyoxigraph import NamedNode, RdfFormat, parse

from kg import paths
from kg.prefixes import PREFIXES


@cache
def _below() -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for triple in parse(path=paths.data("ontology") / "labor.ttl", format=RdfFormat.TURTLE):
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
