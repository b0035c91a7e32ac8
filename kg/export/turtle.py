"""Turtle and TriG (W3C RDF 1.1): prefixed and sorted.

Subjects and values come in the code-point order of their N-Triples form, stretches of text after everything else and
in reading order; of the properties rdf:type comes first. More stories need no more memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

from pyoxigraph import Quad

from kg.export.order import by_property, by_subject
from kg.prefixes import PREFIXES

TYPE = f"<{PREFIXES['rdf']}type>"
HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
# What needs no escape in a local name; a narrow part of PN_LOCAL.
LOCAL = re.compile(r"[A-Za-z_](?:[\w.-]*[\w-])?", re.ASCII)
# Signs that read as line ends or as nothing in some editors and parsers.
ODD = re.compile("[\x80-\x9f\u2028\u2029\ufeff]")
SHORTHAND = {"boolean": re.compile("true|false"), "decimal": re.compile(r"[+-]?\d*\.\d+")}
SPAN = re.compile(r"<(.+)#char=(\d{1,12}),(\d{1,12})>")
XSD = PREFIXES["xsd"]
SHORT = {iri: name for name, iri in PREFIXES.items()}
# Terms longer than this, such as texts of articles, are not kept.
LONG = 200


def name(term: str) -> str:
    """The Turtle form of a term in N-Triples form."""
    return _known(term) if len(term) < LONG else _name(term)


def _name(term: str) -> str:
    if term == TYPE:
        return "a"
    return _iri(term) if term[0] == "<" else _literal(term) if term[0] == '"' else term


_known = lru_cache(1 << 14)(_name)


def _iri(term: str) -> str:
    iri = term[1:-1]
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    prefix = SHORT.get(iri[:cut])
    return f"{prefix}:{iri[cut:]}" if prefix and LOCAL.fullmatch(iri, cut) else term


def legible(text: str) -> str:
    """A quoted text with odd signs as escapes, which are those of JSON as well."""
    return text if text.isascii() else ODD.sub(lambda m: f"\\u{ord(m.group()):04X}", text)


def _literal(term: str) -> str:
    term = legible(term)
    if term[-1] != ">":
        return term
    words, _, kind = term.rpartition("^^")
    local = kind[1 + len(XSD) : -1] if kind.startswith(f"<{XSD}") else ""
    bare = words[1:-1]
    form = SHORTHAND.get(local)
    if form and form.fullmatch(bare):
        return bare
    return f"{words}^^{name(kind)}"


def turtle(quads: Iterable[Quad]) -> Iterator[str]:
    """All triples as one graph, each once."""
    yield HEAD
    for block in _blocks(quads, ""):
        yield "\n" + block


def trig(quads: Iterable[Quad]) -> Iterator[str]:
    """Each run of quads of one graph as one block; quads of no named graph stand outside a block."""
    yield HEAD
    for graph, members in groupby(quads, key=attrgetter("graph_name")):
        if str(graph) == "DEFAULT":
            for block in _blocks(members, ""):
                yield "\n" + block
            continue
        yield f"\n{name(str(graph))} {{\n"
        for number, block in enumerate(_blocks(members, "    ")):
            yield ("\n" if number else "") + block
        yield "}\n"


def _blocks(quads: Iterable[Quad], margin: str) -> Iterator[str]:
    """One block a subject."""
    between = f" ;\n{margin}    "
    for subject, lines in by_subject(quads, place):
        properties = by_property(lines)
        kinds = {TYPE: properties.pop(TYPE)} if TYPE in properties else {}
        rows = [f"{name(p)} {_objects(values, margin)}" for p, values in (kinds | properties).items()]
        yield f"{margin}{name(subject)} {between.join(rows)} .\n"


def place(term: str) -> tuple[bool, str, int, int]:
    """What terms are sorted by."""
    found = SPAN.fullmatch(term)
    return (True, found[1], int(found[2]), int(found[3])) if found else (False, term.removesuffix(">"), 0, 0)


def _objects(values: list[str], margin: str) -> str:
    if len(values) == 1:
        return name(values[0])
    return f" ,\n{margin}        ".join(map(name, sorted(values, key=place)))
