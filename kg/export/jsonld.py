"""JSON-LD 1.1 (W3C), compact: short keys by the context of `kg.export.context`, a named graph an article, one object a
subject, sorted as in Turtle.

Text of literals is taken from their N-Triples form, in which every escape is one of JSON as well.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

from pyoxigraph import Quad

from kg.errors import ExportError
from kg.export.context import ADDRESS, XSD, Key, context, keys
from kg.export.order import by_property, by_subject
from kg.export.turtle import TYPE, legible, place
from kg.prefixes import PREFIXES

SPACE = re.compile("|".join(map(re.escape, sorted(PREFIXES.values(), key=len, reverse=True))))
SHORT = {iri: name for name, iri in PREFIXES.items()}
NAME = re.compile(r"[A-Za-z]\w*", re.ASCII)
# What JSON writes without quotation marks and reads back as it was.
BARE = {
    f"^^<{XSD}nonNegativeInteger>": re.compile(r"0|[1-9]\d{0,14}", re.ASCII),
    f"^^<{XSD}boolean>": re.compile("true|false"),
}


def jsonld(quads: Iterable[Quad]) -> Iterator[str]:
    """One array with an object for each named graph; what is in no named graph stands in the array itself.

    Raises:
        ExportError: an IRI that would be read as another one.
    """
    yield f'{{\n"@context": {json.dumps(context(), indent=2)},\n"@graph": ['
    separator = "\n"
    for graph, members in groupby(quads, key=attrgetter("graph_name")):
        named = str(graph) != "DEFAULT"
        if named:
            yield f'{separator}  {{\n    "@id": {_address(str(graph))},\n    "@graph": [\n'
        for number, block in enumerate(_blocks(members, "      " if named else "  ")):
            yield (",\n" if number else "" if named else separator) + block
        yield "\n    ]\n  }" if named else ""
        separator = ",\n"
    yield "\n]\n}\n"


def _blocks(quads: Iterable[Quad], margin: str) -> Iterator[str]:
    """One object a subject."""
    between = f",\n{margin}  "
    for subject, lines in by_subject(quads, place):
        properties = by_property(lines)
        rows = [f'"@id": {_address(subject)}']
        if TYPE in properties:
            rows.append(f'"@type": {_array(list(map(_kind, sorted(properties.pop(TYPE), key=place))))}')
        named = [(_key(prop), values) for prop, values in properties.items()]
        for key, values in sorted(named, key=lambda pair: pair[0].name):
            texts = [_value(value, key.plain) for value in sorted(values, key=place)]
            rows.append(f"{json.dumps(key.name, ensure_ascii=False)}: {_array(texts)}")
        yield f"{margin}{{\n{margin}  {between.join(rows)}\n{margin}}}"


def _array(texts: list[str]) -> str:
    return texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]"


def _value(term: str, plain: str) -> str:
    """JSON of a term under a key with these plain values."""
    if term[0] != '"':
        return _address(term) if plain == ADDRESS else f'{{"@id": {_address(term)}}}'
    end = term.rfind('"') + 1
    words, kind = legible(term[:end]), term[end:]
    if kind == plain:
        return words[1:-1] if kind in BARE and BARE[kind].fullmatch(words[1:-1]) else words
    if not kind:
        return f'{{"@value": {words}}}'
    more = f'"@language": "{kind[1:]}"' if kind[0] == "@" else f'"@type": {_kind(kind[2:])}'
    return f'{{{more}, "@value": {words}}}'


@lru_cache(1 << 10)
def _key(prop: str) -> Key:
    iri = prop[1:-1]
    return keys().get(iri) or Key(_name(iri))


@lru_cache(1 << 10)
def _kind(term: str) -> str:
    """JSON of a class or datatype."""
    return json.dumps(_name(term[1:-1]) if term[0] == "<" else term, ensure_ascii=False)


def _name(iri: str) -> str:
    """An IRI where terms of the labor ontology need no prefix."""
    local = iri.removeprefix(PREFIXES["lab"])
    if local != iri and NAME.fullmatch(local) and local not in context():
        return local
    return _short(iri)


@lru_cache(1 << 14)
def _address(term: str) -> str:
    """JSON of an IRI or a blank node."""
    return json.dumps(_short(term[1:-1]) if term[0] == "<" else term, ensure_ascii=False)


def _short(iri: str) -> str:
    found = SPACE.match(iri)
    rest = iri[found.end() :] if found else ""
    if found and rest and not rest.startswith("//"):
        return f"{SHORT[found[0]]}:{rest}"
    scheme, _, rest = iri.partition(":")
    if scheme in PREFIXES and not rest.startswith("//"):
        raise ExportError(f"{iri} would be read as a name of this prefix in JSON-LD.", "Choose N-Quads (.nq).")
    return iri
