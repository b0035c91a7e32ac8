"""The triples of one thing, for programs that follow its IRI."""

from __future__ import annotations

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad

from kg.prefixes import PREFIXES
from kg.vocab import LAB

# What hangs on a thing: its words, and the parts of a claim or statement.
HANGING = frozenset(
    map(str, (LAB.mentionSpan, LAB.contentSpan, LAB.sourceSpan, LAB.cueSpan, LAB.quantity, LAB.when, LAB.anchor,
              LAB.expressesStance))
)  # fmt: skip
OFFSETS = (PREFIXES["oa"] + "start", PREFIXES["oa"] + "end")
OFFSET = NamedNode(PREFIXES["xsd"] + "nonNegativeInteger")


def about(engine: pyoxigraph.Store, iri: str) -> list[Quad]:
    """The triples of a thing and of what hangs on it: its stretches of text with offsets and words, quantities, times,
    stances. Other things it speaks of are named and no more.

    Args:
        engine: of a store; its default graph is read.
    """
    found: list[Quad] = []
    waiting, known = [iri], {iri}
    while waiting:
        for quad in engine.quads_for_pattern(NamedNode(waiting.pop()), None, None, None):
            found.append(_restored(quad))
            value = quad.object
            if quad.predicate.value in HANGING and isinstance(value, NamedNode) and value.value not in known:
                known.add(value.value)
                waiting.append(value.value)
    return found


def _restored(quad: Quad) -> Quad:
    """The quad with its offset as exports have it: the database keeps integers of every kind as xsd:integer."""
    if quad.predicate.value not in OFFSETS or not isinstance(quad.object, Literal):
        return quad
    return Quad(quad.subject, quad.predicate, Literal(quad.object.value, datatype=OFFSET))
