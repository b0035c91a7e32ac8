"""The terms of the ontology with their definitions, for people."""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import RDF, RDFS, SKOS, Graph, URIRef

from kg import paths
from kg.prefixes import PREFIXES


@dataclass(frozen=True, slots=True)
class Entry:
    """One term: prefixed name, label, definition and its relations as (word, prefixed names)."""

    name: str
    label: str
    definition: str
    relations: tuple[tuple[str, tuple[str, ...]], ...]

    def text(self) -> str:
        """The entry as a few lines of plain text."""
        rows = [f"{self.name}  ({self.label})", f"  {self.definition}"]
        return "\n".join(rows + [f"  {word}: {', '.join(names)}" for word, names in self.relations])


RELATIONS = (
    ("kind of", RDFS.subClassOf, False),
    ("kinds", RDFS.subClassOf, True),
    ("under", RDFS.subPropertyOf, False),
    ("of", RDFS.domain, False),
    ("value", RDFS.range, False),
    ("used on", RDFS.domain, True),
    ("in list", SKOS.inScheme, False),
    ("broader", SKOS.broader, False),
    ("narrower", SKOS.broader, True),
)


def short(term: object) -> str:
    """An IRI with its prefix ("lab:Strike"), or as it is."""
    text = str(term)
    for prefix, namespace in PREFIXES.items():
        if text.startswith(namespace) and len(text) > len(namespace):
            return f"{prefix}:{text[len(namespace) :]}"
    return text


def entries() -> list[Entry]:
    """All terms in the namespaces of the ontology and its issues, by name."""
    graph = Graph().parse(paths.data("ontology") / "labor.ttl")
    own = (PREFIXES["lab"], PREFIXES["iss"])
    found = []
    # str(): rdflib's URIRef.startswith does not take a tuple
    for term in {t for t in graph.subjects() if isinstance(t, URIRef) and str(t).startswith(own) and str(t) not in own}:
        relations = []
        for word, predicate, inverse in RELATIONS:
            others = graph.subjects(predicate, term) if inverse else graph.objects(term, predicate)
            names = tuple(sorted(short(o) for o in others if isinstance(o, URIRef)))
            relations += [(word, names)] if names else []
        label = graph.value(term, RDFS.label) or graph.value(term, SKOS.prefLabel) or short(term)
        text = graph.value(term, SKOS.definition) or graph.value(term, SKOS.scopeNote) or ""
        if (term, RDF.type, SKOS.ConceptScheme) in graph:
            label = "list"
        found.append(Entry(short(term), str(label), str(text), tuple(relations)))
    return sorted(found, key=lambda e: e.name)
