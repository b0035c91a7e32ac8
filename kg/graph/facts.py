"""The facts of one article's graph: what each says, in words by which it can be found again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from kg.graph.terms import LABEL, PREF_LABEL, node, term
from kg.vocab import OA

# Kinds of facts, by the part of their IRI that follows the article's.
KINDS = ("statement", "thought", "claim", "position", "stance", "action")
START, EXACT = node(OA.start), node(OA.exact)
Node: TypeAlias = "NamedNode | BlankNode | Literal | Triple"
Table: TypeAlias = "dict[str, dict[NamedNode, list[Node]]]"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact.

    Attributes:
        iri: its IRI; `kind`: one of KINDS.
        words: what it can be known by, the fullest first: the text of a claim, the parts of a position, the words of
            the article that it rests on.
        triple: subject, property and value of a claim; person, role and organization of a position; else empty.
        own: whether the article says it in its own voice.
    """

    iri: str
    kind: str
    words: tuple[str, ...]
    triple: tuple[str, str, str] | None = None
    own: bool = False


def triples(found: str) -> list[Triple]:
    """A graph as it was found, from N-Triples."""
    return [q.triple for q in parse(found, format=RdfFormat.N_TRIPLES)]


def kind_of(article: str, iri: str) -> str:
    """The kind of a node of an article by its IRI ("claim"); "" for what is none of the article's."""
    inside = iri.removeprefix(article + "/")
    return "" if inside == iri else inside.partition("/")[0].partition("-")[0]


def facts(graph: Iterable[Triple | Quad], article: str) -> dict[str, Fact]:
    """IRI -> fact, in order of IRIs."""
    table: Table = {}
    for triple in graph:
        if isinstance(triple.subject, NamedNode):
            table.setdefault(triple.subject.value, {}).setdefault(triple.predicate, []).append(triple.object)
    kinds = {iri: kind_of(article, iri) for iri in sorted(table)}
    found = {iri: _fact(table, article, iri, kind) for iri, kind in kinds.items() if kind in KINDS}
    for iri, fact in found.items():
        for stance in _values(table[iri], term("expressesStance")):
            found[stance] = replace(found[stance], words=(_stance(table, stance, fact), *found[stance].words))
    return found


def _fact(table: Table, article: str, iri: str, kind: str) -> Fact:
    me = table[iri]
    words = [v for name in ("claimText", "quoteText") for v in _values(me, term(name))]
    triple = None
    if kind == "claim":
        value = _values(me, term("claimObject")) + _values(me, term("claimValue"))
        parts = (_values(me, term("claimSubject")), _values(me, term("claimPredicate")), value)
        triple = (parts[0][0], _local(parts[1][0]), parts[2][0]) if all(parts) else None
    elif kind == "position":
        ends = [_values(me, term(f"org:{name}"))[:1] for name in ("member", "role", "organization")]
        names = [_name(table, e[0]) if e else "" for e in ends]
        words.append(", ".join(n for n in names if n))
        triple = (ends[0][0] if ends[0] else "", names[1], ends[2][0] if ends[2] else "")
    spans = [s for name in ("contentSpan", "mentionSpan") for s in _values(me, term(name)) if s in table]
    words.append(" … ".join(w for s in sorted(spans, key=lambda s: _start(table[s])) for w in _values(table[s], EXACT)))
    words += _values(me, LABEL)
    own = _values(me, term("assertedIn")) == [article]
    return Fact(iri, kind, tuple(dict.fromkeys(" ".join(w.split()) for w in words if w.strip())), triple, own)


def _stance(table: Table, iri: str, statement: Fact) -> str:
    """A stance in words: its value, what it is of, and the statement that takes it."""
    target = next(iter(_values(table[iri], term("stanceTarget"))), "")
    value = next(iter(_values(table[iri], term("stanceValue"))), "")
    return f"{_local(value)} {_name(table, target) or _local(target)}: {statement.words[0] if statement.words else ''}"


def _values(properties: Mapping[NamedNode, list[Node]], name: NamedNode) -> list[str]:
    return sorted(v.value for v in properties.get(name, ()) if isinstance(v, NamedNode | Literal))


def _start(span: Mapping[NamedNode, list[Node]]) -> int:
    return int(_values(span, START)[0])


def _name(table: Table, iri: str) -> str:
    return next((v for name in (LABEL, PREF_LABEL) for v in _values(table.get(iri, {}), name)), "")


def _local(iri: str) -> str:
    return iri.replace("#", "/").rsplit("/", 1)[-1]
