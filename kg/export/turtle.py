"""Turtle and TriG (W3C RDF 1.1): prefixed and sorted.

Subjects and values come in the code-point order of their N-Triples form, stretches of text after everything else and
in reading order; of the properties rdf:type comes first. Merged Turtle holds all triples in memory; TriG one graph at a
time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from pyoxigraph import Quad

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


class Names:
    """Terms as Turtle writes them, from their N-Triples form."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {TYPE: "a"}

    def __call__(self, term: str) -> str:
        """The Turtle form of a term."""
        found = self._known.get(term)
        if found is None:
            found = self._iri(term) if term[0] == "<" else self._literal(term) if term[0] == '"' else term
            if len(term) < 200:
                self._known[term] = found
        return found

    def _iri(self, term: str) -> str:
        iri = term[1:-1]
        cut = max(iri.rfind("#"), iri.rfind("/")) + 1
        prefix = SHORT.get(iri[:cut])
        return f"{prefix}:{iri[cut:]}" if prefix and LOCAL.fullmatch(iri, cut) else term

    def _literal(self, term: str) -> str:
        if not term.isascii():
            term = ODD.sub(lambda m: f"\\u{ord(m.group()):04X}", term)
        if term[-1] != ">":
            return term
        words, _, kind = term.rpartition("^^")
        name = kind[1 + len(XSD) : -1] if kind.startswith(f"<{XSD}") else ""
        bare = words[1:-1]
        form = SHORTHAND.get(name)
        if form and form.fullmatch(bare):
            return bare
        return f"{words}^^{self(kind)}"


SHORT = {iri: name for name, iri in PREFIXES.items()}


def turtle(quads: Iterable[Quad]) -> Iterator[str]:
    """All triples as one graph, each once."""
    yield HEAD
    for block in _blocks(quads, Names(), ""):
        yield "\n" + block


def trig(quads: Iterable[Quad]) -> Iterator[str]:
    """Each run of quads of one graph as one block; quads of no named graph stand outside a block."""
    names = Names()
    yield HEAD
    for graph, members in groupby(quads, key=attrgetter("graph_name")):
        name = str(graph)
        if name == "DEFAULT":
            for block in _blocks(members, names, ""):
                yield "\n" + block
            continue
        yield f"\n{names(name)} {{\n"
        for number, block in enumerate(_blocks(members, names, "    ")):
            yield ("\n" if number else "") + block
        yield "}\n"


def _blocks(quads: Iterable[Quad], names: Names, margin: str) -> Iterator[str]:
    """One block a subject."""
    subjects: dict[str, dict[str, set[str]]] = {}
    for quad in quads:
        subjects.setdefault(str(quad.subject), {}).setdefault(str(quad.predicate), set()).add(str(quad.object))
    for subject in sorted(subjects, key=_place):
        properties = subjects[subject]
        order = sorted(properties, key=lambda p: (p != TYPE, p))
        rows = [f"{names(p)} {_objects(properties[p], names, margin)}" for p in order]
        yield f"{margin}{names(subject)} {f' ;{chr(10)}{margin}    '.join(rows)} .\n"


def _place(term: str) -> tuple[bool, str, int, int]:
    found = SPAN.fullmatch(term)
    return (True, found[1], int(found[2]), int(found[3])) if found else (False, term.removesuffix(">"), 0, 0)


def _objects(values: set[str], names: Names, margin: str) -> str:
    if len(values) == 1:
        return names(next(iter(values)))
    return f" ,\n{margin}        ".join(map(names, sorted(values, key=_place)))
