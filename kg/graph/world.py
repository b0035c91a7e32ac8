"""From what was found in single stories to the graphs that queries see: shared IRIs and names, disputes, doubts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg.graph.copies import own
from kg.graph.curated import curated
from kg.graph.terms import ALT_LABEL, EXACT_MATCH, LABEL, TYPE, decimal, english, node, term, text, typed
from kg.ids import DATA, digest
from kg.vocab import FOAF

NAME = node(FOAF.name)


@dataclass(frozen=True, slots=True)
class View:
    """How one story is shown: what of it has another IRI or name among all stories.

    Attributes:
        graph: name of its graph.
        iris: IRI inside the story -> shared IRI.
        labels: shared IRI -> the name that all stories give it.
        files: names of the files that it was read from.
        copied: fingerprints of sentences that stand in the article that this one is a copy of, `copy_of`, or in an
            earlier copy of that.
        aliases: shared IRI -> further names that curators give it.
        rejected, accepted: IRIs inside the story of what curators reject and accept; `kinds`: classes they give.
    """

    graph: str
    article: str
    iris: Mapping[str, str]
    labels: Mapping[str, str]
    files: tuple[str, ...] = ()
    copy_of: str | None = None
    copied: frozenset[str] = frozenset()
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rejected: frozenset[str] = frozenset()
    accepted: frozenset[str] = frozenset()
    kinds: Mapping[str, str] = field(default_factory=dict)


def lines(quads: Iterable[Quad]) -> str:
    """The quads as sorted N-Triples, without the name of their graph."""
    return "".join(sorted(f"{q.subject} {q.predicate} {q.object} .\n" for q in quads))


def shown(found: str, view: View) -> list[Quad]:
    """The graph of a story as queries see it, in no order.

    Args:
        found: the graph as it was found, N-Triples.
        view: what else is known of its things.
    """
    graph = NamedNode(view.graph)
    iris = {NamedNode(a): NamedNode(b) for a, b in view.iris.items()}
    labels = {NamedNode(iri): name for iri, name in view.labels.items()}
    triples = [q.triple for q in parse(found, format=RdfFormat.N_TRIPLES)]
    triples = curated(triples, view.article, view.rejected, view.accepted, view.kinds)
    if view.copy_of:
        triples = own(triples, view.article, view.copied)
    quads: dict[Quad, None] = {}
    article = NamedNode(view.article)
    for triple in triples:
        subject, value = triple.subject, triple.object
        if triple.predicate == SOURCE_FILE:
            continue
        if isinstance(subject, NamedNode):
            subject = iris.get(subject, subject)
        if isinstance(value, NamedNode):
            value = iris.get(value, value)
        elif isinstance(subject, NamedNode) and subject in labels and triple.predicate in (LABEL, NAME):
            name = labels[subject]
            if isinstance(value, Literal) and value.value != name:
                quads[Quad(subject, ALT_LABEL, english(value.value), graph)] = None
            value = english(name) if triple.predicate == LABEL else text(name)
        quads[Quad(subject, triple.predicate, value, graph)] = None
    for file in view.files:
        quads[Quad(article, SOURCE_FILE, text(file), graph)] = None
    if view.copy_of:
        quads[Quad(article, term("copyOf"), NamedNode(view.copy_of), graph)] = None
    there = {quad.subject for quad in quads}
    for iri, names in view.aliases.items():
        if NamedNode(iri) in there:
            quads.update({Quad(NamedNode(iri), ALT_LABEL, english(name), graph): None for name in names})
    for subject, name in labels.items():
        quads.pop(Quad(subject, ALT_LABEL, english(name), graph), None)
    return list(quads)


SOURCE_FILE = term("sourceFile")


class Decided(Protocol):
    """A curator's decision."""

    @property
    def iri(self) -> str: ...
    @property
    def verdict(self) -> str: ...
    @property
    def who(self) -> str: ...
    @property
    def when(self) -> str: ...
    @property
    def why(self) -> str: ...


class Sheet:
    """The triples of one graph about all stories."""

    def __init__(self, graph: str) -> None:
        self.graph = NamedNode(graph)
        self._quads: dict[Quad, None] = {}

    def add(self, subject: str, name: str, *values: NamedNode | Literal) -> None:
        """Triples with one property, given by its local name."""
        for value in values:
            self._quads[Quad(NamedNode(subject), term(name), value, self.graph)] = None

    def thing(self, iri: str, kind: str, label: str) -> None:
        """A node with its class and name."""
        self._quads[Quad(NamedNode(iri), TYPE, term(kind), self.graph)] = None
        self._quads[Quad(NamedNode(iri), LABEL, english(label), self.graph)] = None

    def dispute(
        self,
        iri: str,
        label: str,
        actions: Iterable[str],
        parties: Iterable[str],
    ) -> None:
        """A dispute with its events."""
        self.thing(iri, "Dispute", label)
        self.add(iri, "party", *(NamedNode(party) for party in parties))
        for action in actions:
            self.add(action, "inDispute", NamedNode(iri))

    def doubt(self, one: str, other: str, likely: float, reason: str) -> None:
        """Two things that may be one."""
        iri = f"{DATA}doubt/{digest(f'{one} {other}')[:16]}"
        self._quads[Quad(NamedNode(iri), TYPE, term("PossibleIdentity"), self.graph)] = None
        self.add(iri, "candidate", NamedNode(one), NamedNode(other))
        self.add(iri, "reason", text(reason))
        self.add(iri, "confidence", decimal(likely))
        self.add(one, "possiblySame", NamedNode(other))
        self.add(other, "possiblySame", NamedNode(one))

    def decision(self, decision: Decided, concerns: Iterable[str]) -> None:
        """What a curator has decided, and the things that it concerns."""
        self.thing(decision.iri, "Decision", str(decision))
        self.add(decision.iri, "verdict", text(decision.verdict))
        self.add(decision.iri, "decidedBy", text(decision.who))
        self.add(decision.iri, "decidedOn", typed(decision.when, "date"))
        self.add(decision.iri, "reason", text(decision.why))
        self.add(decision.iri, "concerns", *map(NamedNode, concerns))

    def revision(self, newer: str, older: str, day: str) -> None:
        """A version of an article and the one that it took the place of."""
        self.add(newer, "prov:wasRevisionOf", NamedNode(older))
        self._quads[Quad(NamedNode(older), TYPE, term("ArticleVersion"), self.graph)] = None
        if len(day) >= 10:
            self.add(older, "dateModified", typed(day[:10], "date"))

    def link(self, iri: str, address: str) -> None:
        """A thing and the same thing elsewhere."""
        self._quads[Quad(NamedNode(iri), EXACT_MATCH, NamedNode(address), self.graph)] = None

    def quads(self) -> list[Quad]:
        """All quads, sorted."""
        return sorted(self._quads, key=str)
