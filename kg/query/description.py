"""What an endpoint is and can do, in RDF (SPARQL 1.1 Service Description)."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import BlankNode, NamedNode, Triple

from kg.prefixes import PREFIXES
from kg.query.output import triples

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
# Media type -> name in the W3C's list of file formats.
_NAMES = {
    "application/sparql-results+json": "SPARQL_Results_JSON",
    "application/sparql-results+xml": "SPARQL_Results_XML",
    "text/csv": "SPARQL_Results_CSV",
    "text/tab-separated-values": "SPARQL_Results_TSV",
    "text/turtle": "Turtle",
    "application/n-triples": "N-Triples",
    "application/rdf+xml": "RDF_XML",
    "application/ld+json": "JSON-LD",
    "application/trig": "TriG",
    "application/n-quads": "N-Quads",
}


def description(endpoint: str, form: str, media: Iterable[str]) -> str:
    """The description of an endpoint.

    Args:
        endpoint: its address.
        form: format of `kg.query.output.TRIPLES`.
        media: the media types of its answers.
    """
    service, dataset, default = (BlankNode(name) for name in ("service", "dataset", "default"))
    kind = NamedNode(PREFIXES["rdf"] + "type")
    found = [
        Triple(service, kind, _sd("Service")),
        Triple(service, _sd("endpoint"), NamedNode(endpoint)),
        Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        Triple(service, _sd("feature"), _sd("UnionDefaultGraph")),
        Triple(service, _sd("defaultDataset"), dataset),
        Triple(dataset, kind, _sd("Dataset")),
        Triple(dataset, _sd("defaultGraph"), default),
        Triple(default, kind, _sd("Graph")),
    ]
    names = [_NAMES[name] for name in media if name in _NAMES]
    found += [Triple(service, _sd("resultFormat"), NamedNode(_FORMATS + name)) for name in names]
    return triples(form, found)


def _sd(name: str) -> NamedNode:
    return NamedNode(_SD + name)
