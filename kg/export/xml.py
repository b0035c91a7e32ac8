"""RDF/XML (W3C RDF 1.1): one element a subject, sorted by IRI; named graphs merged.

More stories need no more memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg.errors import ExportError
from kg.export.order import by_subject
from kg.prefixes import PREFIXES

SPLIT = re.compile(r"(.*[#/])([A-Za-z_][\w.-]*)")
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SHORT = {iri: name for name, iri in PREFIXES.items()}
TYPE, STRING = PREFIXES["rdf"] + "type", PREFIXES["xsd"] + "string"
# A parser reads a bare CR as LF.
CR = {"\r": "&#13;"}


def rdfxml(quads: Iterable[Quad]) -> Iterator[str]:
    """All triples as one graph.

    Raises:
        ExportError: a text with control characters, which XML 1.0 cannot hold, or a property that is no XML name.
    """
    spaces = "".join(f'\n    xmlns:{name}="{iri}"' for name, iri in PREFIXES.items())
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{spaces}>\n'
    for subject, lines in by_subject(_written(quads), _iri):
        about = _iri(subject)
        found = list(parse("".join([f"{subject} {line} .\n" for line in lines]), format=RdfFormat.N_TRIPLES))
        found.sort(key=lambda q: (q.predicate.value != TYPE, q.predicate.value, str(q.object)))
        elements = [f"    {_element(about, q.predicate.value, q.object)}\n" for q in found]
        yield f"  <rdf:Description rdf:about={quoteattr(about)}>\n{''.join(elements)}  </rdf:Description>\n"
    yield "</rdf:RDF>\n"


def _iri(term: str) -> str:
    """The IRI of its N-Triples form."""
    return term[1:-1]


def _written(quads: Iterable[Quad]) -> Iterator[Quad]:
    for quad in quads:
        if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, (NamedNode, Literal)):
            raise ExportError(f"{quad.subject} is a kind of node that this format does not write.", "Choose .nq.")
        yield quad


def _element(subject: str, prop: str, value: NamedNode | Literal) -> str:
    found = SPLIT.fullmatch(prop)
    if found is None:
        raise ExportError(f"{prop} is no XML name, so RDF/XML cannot hold it.", "Choose Turtle (.ttl).")
    space, local = found.groups()
    tag = f"{SHORT[space]}:{local}" if space in SHORT else f"p:{local}"
    head = tag if space in SHORT else f"{tag} xmlns:p={quoteattr(space)}"
    if isinstance(value, NamedNode):
        return f"<{head} rdf:resource={quoteattr(value.value)}/>"
    bad = NOT_XML.search(value.value)
    if bad:
        raise ExportError(
            f"{subject}: a text holds U+{ord(bad.group()):04X}, which XML cannot.",
            "Choose Turtle (.ttl) or another format.",
        )
    if value.language:
        head += f" xml:lang={quoteattr(value.language)}"
    elif value.datatype.value != STRING:
        head += f" rdf:datatype={quoteattr(value.datatype.value)}"
    return f"<{head}>{escape(value.value, CR)}</{tag}>"
