"""The profile of a thing by its IRI, and things by name."""

from __future__ import annotations

from itertools import islice

import pyoxigraph
from pyoxigraph import NamedNode

from kg.profile.actions import action
from kg.profile.agents import agent, decisions
from kg.profile.articles import article
from kg.profile.disputes import dispute
from kg.profile.evidence import Evidences, named
from kg.profile.nodes import DEFAULT, Nodes, by_label
from kg.profile.parts import Ref, Row, Tie
from kg.profile.records import FactProfile, Profile

AGENTS = frozenset({"person", "union", "local", "employer", "government", "organization", "group", "place"})
MOST_OWNERS = 100


def profile(engine: pyoxigraph.Store, iri: str, page: int = 1, size: int = 20) -> Profile | None:
    """All that is known of a thing, as the record that fits its classes; None if the graph says nothing of it.

    Args:
        engine: of a store; its default graph is read.
        page: which page of what was said by it and about it, from 1; `size` is the length of a page.
    """
    nodes = Nodes(engine)
    if not nodes.known(iri):
        return None
    kind = nodes.ref(iri).kind
    if kind in AGENTS:
        return agent(nodes, iri, page, size)
    if kind == "action":
        return action(nodes, iri, page, size)
    if kind == "dispute":
        return dispute(nodes, iri)
    return article(nodes, iri) if kind == "article" else _fact(nodes, iri)


def find(engine: pyoxigraph.Store, name: str) -> list[Ref]:
    """Things that have this label, name or other label, in any case, sorted by label and IRI; empty if none has.

    Only what has a kind is found: not numbers, times, claims or words of the ontology.
    """
    nodes = Nodes(engine)
    refs = {nodes.ref(iri) for iri in named(nodes, name)}
    return sorted((ref for ref in refs if ref.kind != "other"), key=by_label)


def _fact(nodes: Nodes, iri: str) -> FactProfile:
    """Any other node: what it says, and what points to it."""
    rows = [
        Row(nodes.word(prop.value), nodes.ref(value.value), "")
        if isinstance(value, NamedNode)
        else Row(nodes.word(prop.value), None, value.value)
        for prop, values in nodes.whole(iri).items()
        for value in values
    ]
    quads = islice(nodes.engine.quads_for_pattern(None, None, NamedNode(iri), DEFAULT), MOST_OWNERS)
    owners = {
        Tie(nodes.word(quad.predicate.value), nodes.ref(quad.subject.value))
        for quad in quads
        if isinstance(quad.subject, NamedNode)
    }
    return FactProfile(
        ref=nodes.ref(iri),
        evidence=Evidences(nodes.engine).of(iri),
        rows=tuple(sorted(rows, key=lambda row: (row.link, row.thing.label if row.thing else row.text))),
        owners=tuple(sorted(owners, key=lambda tie: (tie.link, *by_label(tie.thing)))),
        decisions=decisions(nodes, iri),
    )
