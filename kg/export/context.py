"""The context of JSON-LD exports: a readable key for each property, made from ontology/labor.ttl and shapes.ttl.

The key is the local name; where another vocabulary has the same name as the labor ontology or as a third one, it is
prefix:name. How a plain value is read follows from the kind and range of the property and the datatypes of the shapes:
the first one that they list where they list several; names are in the language of the ontology's own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg import paths
from kg.prefixes import PREFIXES

RDF, XSD = PREFIXES["rdf"], PREFIXES["xsd"]
ADDRESS = "@id"
Table = dict[str, dict[str, list[NamedNode | Literal]]]


@dataclass(frozen=True, slots=True)
class Key:
    """A key, and what plain values under it are: "@id", "@en", "^^<datatype>" as in N-Triples, or "" for strings."""

    name: str
    plain: str = ""


@cache
def keys() -> dict[str, Key]:
    """IRI of a property -> its key."""
    found = _plain()
    names = Counter(_local(iri)[1] for iri in found)
    known = {}
    for iri, plain in found.items():
        prefix, local = _local(iri)
        known[iri] = Key(local if prefix == "lab" or names[local] == 1 else f"{prefix}:{local}", plain)
    return known


@cache
def context() -> dict[str, object]:
    """What stands under @context; names without a prefix that it does not list are terms of the labor ontology."""
    terms: dict[str, object] = {}
    for iri, key in sorted(keys().items(), key=lambda item: item[1].name):
        prefix, local = _local(iri)
        term = {"@id": f"{prefix}:{local}"}
        if key.plain.startswith("^^"):
            term["@type"] = "xsd:" + key.plain[3 + len(XSD) : -1]
        elif key.plain == ADDRESS:
            term["@type"] = ADDRESS
        elif key.plain:
            term["@language"] = key.plain[1:]
        terms[key.name] = term if len(term) > 1 else term["@id"]
    return {"@vocab": PREFIXES["lab"], **PREFIXES, **terms}


def _plain() -> dict[str, str]:
    """IRI of each property -> what its plain values are."""
    table, shacl = _table()
    owl, rdfs = PREFIXES["owl"], PREFIXES["rdfs"]
    kinds: dict[str, list[str]] = defaultdict(list)
    for subject, properties in table.items():
        types = {value.value for value in properties.get(RDF + "type", ())}
        if types & {owl + "ObjectProperty", owl + "DatatypeProperty"}:
            kinds[subject] += [ADDRESS] if owl + "ObjectProperty" in types else []
            kinds[subject] += [_kind(value.value) for value in properties.get(rdfs + "range", ())]
        for path in properties.get(shacl + "path", ()):
            kinds[path.value] += _wanted(table, shacl, subject)
        for name, values in properties.items():
            if all(isinstance(value, Literal) and value.language for value in values):
                kinds[name] += [f"@{value.language}" for value in values if isinstance(value, Literal)]
    return {iri: _agreed(found) for iri, found in kinds.items() if all(_local(iri))}


def _agreed(kinds: list[str]) -> str:
    same = len(set(kinds)) == 1 or (kinds and all(kind.startswith("^^") for kind in kinds))
    return kinds[0] if same else ""


def _wanted(table: Table, shacl: str, shape: str) -> Iterator[str]:
    """Kinds of values that a shape allows."""
    for name, values in table[shape].items():
        if name == shacl + "datatype":
            yield from (_kind(value.value) for value in values)
        elif name == shacl + "class":
            yield ADDRESS
        elif name in (shacl + "or", RDF + "first", RDF + "rest"):
            for value in values:
                if value.value in table:
                    yield from _wanted(table, shacl, value.value)


def _kind(iri: str) -> str:
    if iri == XSD + "string":
        return ""
    return f"^^<{iri}>" if iri.startswith(XSD) else ADDRESS


def _local(iri: str) -> tuple[str, str]:
    """Prefix and local name; empty where no prefix fits."""
    for prefix, space in PREFIXES.items():
        if iri.startswith(space) and iri.removeprefix(space).isalnum():
            return prefix, iri.removeprefix(space)
    return "", ""


def _table() -> tuple[Table, str]:
    """The ontology and the shapes by subject and predicate; the namespace of SHACL."""
    table: Table = defaultdict(lambda: defaultdict(list))
    for name in ("labor.ttl", "shapes.ttl"):
        parser = parse(path=str(paths.data("ontology") / name), format=RdfFormat.TURTLE)
        for triple in parser:
            value: object = triple.object
            table[triple.subject.value][triple.predicate.value].append(value)  # type: ignore[arg-type]
    return table, parser.prefixes["sh"]
