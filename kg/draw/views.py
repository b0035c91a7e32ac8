"""Quads -> a networkx graph of the things that a view shows.

A node is an IRI with `label`, `kind` (class of the ontology) and `group` (what decides its shape and colour);
an edge has `kind` (the property or stance), `label`, `weight` (how often), and where they are known `stance`, and as
`start` and `end` the days on which the first and the last story that says so were published. Nodes of actions have
`start` and `end` as the stories tell them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import networkx as nx
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg import paths
from kg.errors import DrawError, NotFound
from kg.vocab import FOAF, ISS, LAB, ORG, SCHEMA

VIEWS = ("speech", "actions", "all")
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LABELS = ("http://www.w3.org/2000/01/rdf-schema#label", "http://www.w3.org/2004/02/skos/core#prefLabel")
SUBCLASS = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
ALT = "http://www.w3.org/2004/02/skos/core#altLabel"
STANCES = {
    str(LAB.Supports): "supports",
    str(LAB.Criticizes): "criticizes",
    str(LAB.Asks): "asks",
    str(LAB.Neutral): "neutral",
}
# property -> word on the edge, from the thing that has it to its value
ACTION_EDGES = {
    str(LAB.organizer): "organizer",
    str(LAB.participant): "participant",
    str(LAB.target): "target",
    str(LAB.employer): "employer",
    str(LAB.place): "place",
    str(LAB.affects): "affects",
    str(LAB.issue): "issue",
    str(LAB.partOf): "part of",
    str(LAB.precededBy): "preceded by",
    str(LAB.inSympathyWith): "in sympathy with",
    str(LAB.party): "party",
    str(LAB.proposedBy): "proposed by",
    str(LAB.proposedTo): "proposed to",
    str(LAB.resultsIn): "results in",
    str(LAB.decidesOn): "decides on",
}
OTHER_EDGES = {
    str(ORG.subOrganizationOf): "part of",
    str(ORG.memberOf): "member of",
    str(LAB.employedBy): "employed by",
    str(LAB.representedBy): "represented by",
    str(LAB.subgroupOf): "subgroup of",
    str(FOAF.member): "member",
    str(SCHEMA.containedInPlace): "in",
}
GROUPS = {
    str(FOAF.Person): "person",
    str(LAB.LaborUnion): "union",
    str(LAB.Employer): "employer",
    str(ORG.Organization): "organization",
    str(LAB.Collective): "group",
    str(SCHEMA.Place): "place",
    str(LAB.Event): "action",
    str(LAB.Proposal): "action",
    str(LAB.Agreement): "action",
    str(LAB.Issue): "issue",
}


@dataclass
class Index:
    """The triples by subject and predicate, with labels and classes of the ontology beside them."""

    out: dict[str, dict[str, list[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    labels: dict[str, str] = field(default_factory=dict)
    parents: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, quads: Iterable[Quad]) -> Index:
        index = cls()
        ontology = parse(path=str(paths.data("ontology") / "labor.ttl"), format=RdfFormat.TURTLE)
        for quad in ontology:
            if isinstance(quad.subject, NamedNode):
                if quad.predicate.value == SUBCLASS and isinstance(quad.object, NamedNode):
                    index.parents[quad.subject.value].append(quad.object.value)
                elif quad.predicate.value in LABELS and isinstance(quad.object, Literal):
                    index.labels[quad.subject.value] = quad.object.value
        names: dict[str, set[str]] = defaultdict(set)
        for quad in quads:
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, (NamedNode, Literal)):
                if quad.predicate.value in LABELS:
                    names[quad.subject.value].add(quad.object.value)
                values = index.out[quad.subject.value][quad.predicate.value]
                if quad.object.value not in values:
                    values.append(quad.object.value)
        # Stories may name one thing differently: the longest name, then the first by alphabet.
        index.labels |= {iri: min(found, key=lambda n: (-len(n), n)) for iri, found in names.items()}
        for properties in index.out.values():
            for values in properties.values():
                values.sort()
        return index

    def label(self, iri: str) -> str:
        return self.labels.get(iri) or iri.rsplit("/", 1)[-1]

    def get(self, subject: str, predicate: object) -> list[str]:
        return self.out[subject].get(str(predicate), []) if subject in self.out else []

    def kinds(self, iri: str) -> list[str]:
        """The classes of a thing, nearest first, with all superclasses."""
        direct = self.get(iri, RDF_TYPE)
        return self._above([str(LAB.Issue)] if not direct and iri.startswith(str(ISS._NS)) else direct)

    def kind(self, iri: str) -> str:
        """The nearest class that puts the thing into its group, or ""."""
        kinds, group = self.kinds(iri), self.group(iri)
        return next((k for k in kinds if group in {GROUPS.get(above) for above in self._above([k])}), "")

    def _above(self, kinds: Iterable[str]) -> list[str]:
        found = list(kinds)
        for kind in found:
            found += [p for p in sorted(self.parents.get(kind, [])) if p not in found]
        return found

    def group(self, iri: str) -> str | None:
        """The first group of `GROUPS` that the thing is of: a union that also published something is a union."""
        kinds = self.kinds(iri)
        return next((group for kind, group in GROUPS.items() if kind in kinds), None)


class Link(NamedTuple):
    """One reason for an edge; `behind` are the statements, claims or memberships that bear it."""

    source: str
    target: str
    kind: str
    behind: tuple[str, ...]


def view(quads: Iterable[Quad], name: str) -> nx.MultiDiGraph[str]:
    """The graph of a view: speech (who said something about whom), actions (who does what where), all.

    Raises:
        DrawError: no such view.
    """
    index = Index.of(quads)
    edges: Counter[tuple[str, str, str]] = Counter()
    days: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for link in links(index, name):
        edges[link.source, link.target, link.kind] += 1
        days[link.source, link.target, link.kind].update(_days(index, link.behind))
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(view=name)
    for edge in sorted(edges):
        source, target, kind = edge
        for iri in (source, target):
            if iri not in graph:
                graph.add_node(iri, **node(index, iri))
        more = {"stance": kind} if kind in STANCES.values() else {}
        if days[edge]:
            more |= {"start": min(days[edge]), "end": max(days[edge])}
        graph.add_edge(source, target, key=kind, kind=kind, label=kind, weight=edges[edge], **more)
    return graph


def _days(index: Index, behind: Iterable[str]) -> Iterator[str]:
    """Days on which the stories were published that say what stands behind a link."""
    for item in behind:
        for source in (*index.get(item, LAB.reportedIn), *index.get(item, LAB.assertedIn)):
            yield from index.get(source, SCHEMA.datePublished) or _days(index, [source])


def links(index: Index, name: str) -> Iterator[Link]:
    """What links the things of a view.

    Raises:
        DrawError: no such view.
    """
    if name not in VIEWS:
        raise DrawError(f"there is no view {name!r}.", f"Views are {', '.join(VIEWS)}.")
    if name in ("speech", "all"):
        yield from _speech(index)
    if name in ("actions", "all"):
        yield from _facts(index, ACTION_EDGES)
    if name == "all":
        yield from _facts(index, OTHER_EDGES)
        yield from _positions(index)


def node(index: Index, iri: str) -> dict[str, str]:
    """What is shown of a thing: label, kind, group, and dates and other names where it has them."""
    kind = index.kind(iri)
    found = {
        "label": index.label(iri),
        "kind": index.labels.get(kind, kind.rsplit("/", 1)[-1].rsplit("#", 1)[-1]),
        "group": index.group(iri) or "other",
    }
    for word, predicate in (("start", LAB.startDate), ("end", LAB.endDate)):
        if values := index.get(iri, predicate):
            found[word] = values[0]
    if names := index.get(iri, ALT):
        found["names"] = " | ".join(names)
    return found


def _speech(index: Index) -> Iterator[Link]:
    for statement in sorted(index.out):
        stances: dict[str, str] = {}
        for stance in index.get(statement, LAB.expressesStance):
            for target in index.get(stance, LAB.stanceTarget):
                for value in index.get(stance, LAB.stanceValue):
                    stances.setdefault(target, STANCES.get(value, "neutral"))
        targets = dict.fromkeys([*index.get(statement, LAB.about), *stances])
        for speaker in index.get(statement, LAB.speaker):
            for target in targets:
                if target != speaker:
                    yield Link(speaker, target, stances.get(target, "neutral"), (statement,))


def _facts(index: Index, properties: dict[str, str]) -> Iterator[Link]:
    claims: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for claim in sorted(index.out):
        for subject in index.get(claim, LAB.claimSubject):
            for predicate in index.get(claim, LAB.claimPredicate):
                for value in index.get(claim, LAB.claimObject):
                    claims[subject, predicate, value].append(claim)
    for subject, values in index.out.items():
        for predicate in sorted(values.keys() & properties.keys()) if index.group(subject) else ():
            for target in values[predicate]:
                if index.group(target):
                    behind = tuple(claims.get((subject, predicate, target), ()))
                    yield Link(subject, target, properties[predicate], behind)


def _positions(index: Index) -> Iterator[Link]:
    for membership in sorted(index.out):
        for person in index.get(membership, ORG.member):
            for organization in index.get(membership, ORG.organization):
                for role in index.get(membership, ORG.role):
                    yield Link(person, organization, index.label(role), (membership,))


def focus(graph: nx.MultiDiGraph[str], name: str, hops: int) -> nx.MultiDiGraph[str]:
    """The part of the graph within so many steps of the things that have the name (any case, a part will do).

    Raises:
        NotFound: nothing in the view has it.
    """
    wanted = name.casefold()

    def names(iri: str) -> list[str]:
        node = graph.nodes[iri]
        return [iri.casefold(), node["label"].casefold(), *node.get("names", "").casefold().split(" | ")]

    exact = [iri for iri in graph if wanted in names(iri)]
    found = exact or [iri for iri in graph if wanted in graph.nodes[iri]["label"].casefold()]
    if not found:
        raise NotFound(f"nothing in this view is called {name!r}.", "Try --view all, or another name.")
    near: set[str] = set()
    plain = graph.to_undirected(as_view=True)
    for iri in found:
        near |= set(nx.single_source_shortest_path_length(plain, iri, cutoff=hops))
    return nx.MultiDiGraph(graph.subgraph(near))


def strongest(graph: nx.MultiDiGraph[str], limit: int) -> nx.MultiDiGraph[str]:
    """The graph with at most so many nodes, those with the most edges."""
    if len(graph) <= limit:
        return graph
    order = sorted(graph, key=lambda iri: (-graph.degree(iri, weight="weight"), iri))
    return nx.MultiDiGraph(graph.subgraph(order[:limit]))
