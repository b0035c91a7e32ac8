"""From what was found in single stories to the graphs that queries see: shared IRIs and names, disputes, doubts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from kg.graph.copies import own
from kg.graph.curated import corrected, curated
from kg.graph.terms import ALT_LABEL, EXACT_MATCH, LABEL, TYPE, decimal, english, node, term, text, typed
from kg.ids import DATA, digest
from kg.vocab import FOAF

NAME = node(FOAF.name)
NAMES = (str(LABEL), str(NAME))
ALSO, SOURCE_FILE = str(ALT_LABEL), str(term("sourceFile"))


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
        corrected: notes of later stories about this one: (IRI, wrong words, words of the note).
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
    corrected: tuple[tuple[str, tuple[str, ...], str], ...] = ()


def lines(quads: Iterable[Quad]) -> str:
    """The quads as sorted N-Triples, without the name of their graph."""
    return "".join(sorted(f"{q.subject} {q.predicate} {q.object} .\n" for q in quads))


def shown(found: str, view: View) -> str:
    """The graph of a story as queries see it: N-Triples in no order, each once.

    Whole terms are put in the place of others, line by line; what stands inside a literal is not looked at.

    Args:
        found: the graph as it was found, N-Triples.
        view: what else is known of its things.
    """
    iris = {f"<{a}>": f"<{b}>" for a, b in view.iris.items()}
    labels = {f"<{iri}>": name for iri, name in view.labels.items()}
    triples: dict[str, None] = {}
    for triple in _changed(found, view):
        subject, prop, value = triple.split(" ", 2)
        if prop == SOURCE_FILE:
            continue
        subject, value = iris.get(subject, subject), iris.get(value, value)
        if prop in NAMES and subject in labels and not value.startswith("<"):
            name = labels[subject]
            shared = str(english(name) if prop == NAMES[0] else text(name))
            if value != shared and (own := _words(value)) != name:
                triples[f"{subject} {ALSO} {english(own)}"] = None
            value = shared
        triples[f"{subject} {prop} {value}"] = None
    for file in view.files:
        triples[f"<{view.article}> {SOURCE_FILE} {text(file)}"] = None
    if view.copy_of:
        triples[f"<{view.article}> {term('copyOf')} <{view.copy_of}>"] = None
    if view.aliases:
        there = {triple.partition(" ")[0] for triple in triples}
        for iri, names in view.aliases.items():
            if f"<{iri}>" in there:
                triples.update({f"<{iri}> {ALSO} {english(name)}": None for name in names})
    for subject, name in labels.items():
        triples.pop(f"{subject} {ALSO} {english(name)}", None)
    return "".join([f"{triple} .\n" for triple in triples])


def _changed(found: str, view: View) -> Iterable[str]:
    """The triples that are left by what curators say and by what a copy has of its own, without their full stops."""
    if not (view.copy_of or view.rejected or view.accepted or view.kinds or view.corrected):
        return found.split(" .\n")[:-1]
    triples: Iterable[Triple] = (q.triple for q in parse(found, format=RdfFormat.N_TRIPLES))
    triples = curated(triples, view.article, view.rejected, view.accepted, view.kinds)
    triples = corrected(triples, view.article, view.corrected) if view.corrected else triples
    return map(str, own(triples, view.article, view.copied) if view.copy_of else triples)


def _words(literal: str) -> str:
    """The text of a literal of N-Triples."""
    [quad] = parse(f"<d:s> <d:p> {literal} .", format=RdfFormat.N_TRIPLES)
    return quad.object.value  # type: ignore[no-any-return]


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
