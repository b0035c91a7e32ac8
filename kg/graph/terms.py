"""Terms as pyoxigraph sees them: names of the ontology -> IRIs, Python values -> literals; and what kinds fit where."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cache

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse
from rdflib import URIRef
from rdflib.namespace import RDF, RDFS, SKOS, XSD, DefinedNamespace

from kg import paths, vocab
from kg.errors import OntologyError

# A bare local name is looked for in this order: Person is foaf:Person, startDate is lab:startDate.
NAMESPACES: dict[str, type[DefinedNamespace]] = {
    "lab": vocab.LAB,
    "foaf": vocab.FOAF,
    "schema": vocab.SCHEMA,
    "org": vocab.ORG,
    "prov": vocab.PROV,
    "time": vocab.TIME,
    "oa": vocab.OA,
    "dcterms": vocab.DCTERMS,
}
DATE_TYPES = {
    re.compile(r"-?\d{4,}-\d\d-\d\d"): "date",
    re.compile(r"-?\d{4,}-\d\d"): "gYearMonth",
    re.compile(r"-?\d{4,}"): "gYear",
    re.compile(r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?"): "dateTime",
}
# ISO 8601 has weeks, xsd:duration has not.
WEEKS = re.compile(r"P(\d{1,9})W")
SURROGATE = re.compile("[\ud800-\udfff]")


@cache
def node(term: URIRef) -> NamedNode:
    """A term of `kg.vocab` or of an rdflib namespace."""
    return NamedNode(str(term))


@cache
def term(name: str) -> NamedNode:
    """A class, property or code-list value by its local name, or by prefix and local name ("prov:wasAttributedTo").

    Raises:
        OntologyError: the ontology has no such term.
    """
    prefix, colon, local = name.rpartition(":")
    for key, namespace in NAMESPACES.items():
        if (not colon or key == prefix) and local in namespace:
            return NamedNode(str(namespace[local]))
    raise OntologyError(f"the ontology has no term {name!r}.", "Add it to ontology/labor.ttl or use one that is there.")


@cache
def issue(name: str) -> NamedNode:
    """An issue by its local name.

    Raises:
        OntologyError: there is no such issue.
    """
    if name not in vocab.ISS:
        raise OntologyError(f"the ontology has no issue {name!r}.", "Add it to ontology/labor.ttl.")
    return NamedNode(str(vocab.ISS[name]))


TYPE, LABEL, COMMENT = node(RDF.type), node(RDFS.label), node(RDFS.comment)
ALT_LABEL, PREF_LABEL, EXACT_MATCH = node(SKOS.altLabel), node(SKOS.prefLabel), node(SKOS.exactMatch)
SUBCLASS, DOMAIN, RANGE = node(RDFS.subClassOf), node(RDFS.domain), node(RDFS.range)
TRUE = Literal("true", datatype=node(XSD.boolean))


def clean(words: str) -> str:
    """The words with lone surrogates, which no RDF can hold, replaced by U+FFFD one for one: offsets stay."""
    return words if words.isascii() else SURROGATE.sub("\ufffd", words)


def text(words: str) -> Literal:
    """A plain string."""
    return Literal(clean(words))


def english(words: str) -> Literal:
    """A string of English, on one line."""
    return Literal(" ".join(clean(words).split()), language="en")


@cache
def integer(value: int) -> Literal:
    """An offset."""
    return Literal(str(value), datatype=node(XSD.nonNegativeInteger))


@cache
def decimal(value: Decimal | float | int) -> Literal:
    """An xsd:decimal in canonical form (XSD 1.1: "4000", "0.9"), never with an exponent."""
    digits = format(Decimal(str(value)), "f")
    return Literal(digits.rstrip("0").rstrip(".") if "." in digits else digits, datatype=node(XSD.decimal))


@cache
def typed(lexical: str, datatype: str) -> Literal:
    """A literal of an XSD type given by its local name; a plain one for "string".

    Raises:
        OntologyError: XSD has no such type.
    """
    if datatype == "string":
        return text(lexical)
    if datatype not in XSD:
        raise OntologyError(f"XSD has no type {datatype!r}.", "Use the local name of a type of XML Schema.")
    weeks = WEEKS.fullmatch(lexical) if datatype == "duration" else None
    if weeks:
        lexical = f"P{7 * int(weeks[1])}D"
    literal = Literal(clean(lexical), datatype=node(XSD[datatype]))
    return _canonical(literal) if datatype in ("duration", "dateTime") else literal


def _canonical(literal: Literal) -> Literal:
    """The one of several forms of a value that a store gives back ("PT24H" becomes "P1D")."""
    scratch = Store()
    scratch.add(Quad(TYPE, TYPE, literal))
    found = next(iter(scratch)).object
    return found if isinstance(found, Literal) else literal


def date_type(lexical: str) -> str | None:
    """XSD local name by the form of a date ("2019-06" is a gYearMonth); None for what is no date."""
    return next((name for form, name in DATE_TYPES.items() if form.fullmatch(lexical)), None)


@cache
def _schema() -> dict[NamedNode, dict[NamedNode, tuple[NamedNode, ...]]]:
    """Superclasses, domains and ranges of the ontology: property -> subject -> objects."""
    found: dict[NamedNode, dict[NamedNode, tuple[NamedNode, ...]]] = {SUBCLASS: {}, DOMAIN: {}, RANGE: {}}
    for triple in parse(path=paths.data("ontology") / "labor.ttl", format=RdfFormat.TURTLE):
        table = found.get(triple.predicate)
        if table is not None and isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode):
            table[triple.subject] = (*table.get(triple.subject, ()), triple.object)
    return found


@cache
def supers(kind: NamedNode) -> frozenset[NamedNode]:
    """The class and all its superclasses."""
    return frozenset({kind}.union(*(supers(parent) for parent in _schema()[SUBCLASS].get(kind, ()))))


def is_a(kinds: Iterable[NamedNode], wanted: NamedNode) -> bool:
    """Whether one of the classes is the wanted one or below it."""
    return any(wanted in supers(kind) for kind in kinds)


def domain(prop: NamedNode) -> NamedNode | None:
    """The class that subjects of the property have, if the ontology says so."""
    return next(iter(_schema()[DOMAIN].get(prop, ())), None)


def reach(prop: NamedNode) -> NamedNode | None:
    """The class (or datatype) that values of the property have, if the ontology says so."""
    return next(iter(_schema()[RANGE].get(prop, ())), None)
