"""The part of SHACL that ontology/shapes.ttl uses, compiled once and run over one article's graph in milliseconds.

Core constraints are checked over look-up tables; a SPARQL constraint runs once over the whole graph, in place of once a
node, and its answers are then narrowed to the nodes that the shape targets. The data is read together with the terms of
ontology/labor.ttl (superclasses, classes of issues and code-list values). A constraint that is not known here is an
error and never passed over. Standard: Shapes Constraint Language, W3C 2017. `kg.graph.referee` asks pySHACL instead.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TypeAlias

from pyoxigraph import NamedNode, Quad, QuerySolutions, RdfFormat, Store, parse
from rdflib.namespace import RDF, SH

from kg import paths
from kg.errors import OntologyError
from kg.graph.datatypes import well_formed
from kg.graph.report import Finding, Report
from kg.graph.terms import TYPE, supers

# Terms are words of N-Triples: of all that can be held against one another, strings are the fastest.
Term: TypeAlias = str
Path: TypeAlias = Callable[["Data", Term], "Sequence[Term]"]
Check: TypeAlias = Callable[["Data", Term, "Sequence[Term]"], "Iterable[Term]"]
Table: TypeAlias = dict[Term, dict[Term, list[Term]]]
Result: TypeAlias = tuple[Term, str, Term | None, bool]

NOT_CHECKS = {"path", "message", "severity", "targetClass", "targetSubjectsOf", "sparql", "property"}
# What says nothing of a node without values, such as a class that they must have, need not be asked there.
OF_NODES = {"minCount", "hasValue"}
WHERE = re.compile(r"WHERE\s*\{")
FEW = 100
A = str(TYPE)
KINDS = {"IRI": "<", "Literal": '"'}
SHACL = f"<{SH}"
NOTHING: dict[Term, list[Term]] = {}


class Data:
    """One graph with its look-ups.

    Args:
        triples: N-Triples without their full stops, each once.
        inverted: properties that are followed from object to subject.
    """

    def __init__(self, triples: Iterable[str], inverted: set[Term]) -> None:
        self.out: Table = defaultdict(lambda: defaultdict(list))
        self.into: Table = defaultdict(lambda: defaultdict(list))
        self.instances: dict[Term, dict[Term, None]] = defaultdict(dict)
        self.triples = list(triples)
        for triple in self.triples:
            subject, name, value = triple.split(" ", 2)
            self.out[subject][name].append(value)
            if name in inverted:
                self.into[name][value].append(subject)
            if name == A:
                for kind in _supers(value):
                    self.instances[kind][subject] = None
        self._store: Store | None = None

    def is_a(self, node: Term, kind: Term) -> bool:
        """Whether the node is an instance, in the graph or in the ontology."""
        return node in self.instances.get(kind, ()) or kind in _ontology_kinds().get(node, ())

    def ask(self, query: str) -> list[dict[str, Term]]:
        """Answers of a SELECT."""
        if self._store is None:
            self._store = Store()
            text = " .\n".join([*self.triples, ""])
            if "_:" in text:
                # What is loaded gets new names for its blank nodes.
                read = parse(text, format=RdfFormat.N_TRIPLES, lenient=True)
                self._store.extend(Quad(q.subject, q.predicate, q.object) for q in read)
            else:
                self._store.load(text, RdfFormat.N_TRIPLES, lenient=True)
        answers = self._store.query(query)
        assert isinstance(answers, QuerySolutions)
        names = [v.value for v in answers.variables]
        return [{n: str(row[n]) for n in names if row[n] is not None} for row in answers]


@cache
def _supers(kind: Term) -> frozenset[Term]:
    """A class and all its superclasses."""
    return frozenset(map(str, supers(NamedNode(_value(kind))))) if kind.startswith("<") else frozenset()


@cache
def _ontology_kinds() -> dict[Term, frozenset[Term]]:
    found: dict[Term, frozenset[Term]] = {}
    for triple in parse(path=paths.data("ontology") / "labor.ttl", format=RdfFormat.TURTLE):
        if triple.predicate == TYPE:
            node = str(triple.subject)
            found[node] = found.get(node, frozenset()) | _supers(str(triple.object))
    return found


@dataclass(frozen=True)
class Shape:
    """A node shape or property shape; `checks` give the values that do not fit, `of_nodes` are those of them that say
    something of a node without values, `inner` are its property shapes."""

    path: Path | None
    checks: tuple[tuple[Check, str], ...]
    of_nodes: tuple[tuple[Check, str], ...]
    inner: tuple[Shape, ...]
    queries: tuple[tuple[str, str], ...]
    message: str
    warning: bool

    def collect(self, data: Data, focus: Term, found: list[Result]) -> None:
        """Adds focus, message, value and whether it is a warning, for all that does not fit; SPARQL is left out."""
        values = self.path(data, focus) if self.path else [focus]
        for check, words in self.checks if values else self.of_nodes:
            for value in check(data, focus, values):
                found.append((focus, self.message or words, value, self.warning))
        for shape in self.inner:
            for value in values:
                shape.collect(data, value, found)

    def fits(self, data: Data, focus: Term) -> bool:
        """Whether the node conforms; a warning counts too (SHACL, 3.4.1)."""
        values = self.path(data, focus) if self.path else [focus]
        for check, _ in self.checks if values else self.of_nodes:
            for _ in check(data, focus, values):
                return False
        return all(shape.fits(data, value) for shape in self.inner for value in values)


class Shapes:
    """All shapes of a file.

    Raises:
        OntologyError: a constraint that is not known here.
    """

    def __init__(self, turtle: bytes) -> None:
        self.table: Table = defaultdict(lambda: defaultdict(list))
        for triple in parse(turtle, format=RdfFormat.TURTLE):
            self.table[str(triple.subject)][str(triple.predicate)].append(str(triple.object))
        self.prefixes = "".join(
            f"PREFIX {_value(self.get(d, 'prefix'))}: <{_value(self.get(d, 'namespace'))}>\n"
            for head in list(self.table)
            for d in self.table[head].get(f"{SHACL}declare>", ())
        )
        self._made: dict[Term, Shape] = {}
        # Properties that some path follows from object to subject.
        self.inverted: set[Term] = set()
        heads = [n for n in self.table if self.get(n, "targetClass") or self.get(n, "targetSubjectsOf")]
        self.heads = [(self.shape(n), self.all(n, "targetClass"), self.all(n, "targetSubjectsOf")) for n in heads]

    def all(self, node: Term, name: str) -> list[Term]:
        """Values of a property of the SHACL namespace."""
        return self.table[node].get(f"{SHACL}{name}>", []) if node in self.table else []

    def get(self, node: Term, name: str) -> Term | None:
        """The first of them."""
        return next(iter(self.all(node, name)), None)

    def items(self, node: Term) -> list[Term]:
        """Members of an RDF list."""
        found: list[Term] = []
        while node in self.table and (first := self.table[node].get(RDF.first.n3())):
            found += first
            node = self.table[node][RDF.rest.n3()][0]
        return found

    def shape(self, node: Term) -> Shape:
        """The shape that a node of the file describes."""
        if node not in self._made:
            path = self.get(node, "path")
            message = self.get(node, "message")
            checks = tuple(self.checks(node, _path_name(path)))
            self._made[node] = Shape(
                self.path(path) if path else None,
                tuple((check, words) for _, check, words in checks),
                tuple((check, words) for name, check, words in checks if name in OF_NODES),
                tuple(self.shape(p) for p in self.all(node, "property")),
                tuple((self.prefixes + _value(self.get(q, "select")), _value(self.get(q, "message")))
                      for q in self.all(node, "sparql")),
                _value(message) if message else "",
                self.get(node, "severity") == SH.Warning.n3(),
            )  # fmt: skip
        return self._made[node]

    def path(self, node: Term) -> Path:
        """A property, the other way round, or one of several."""
        if node.startswith("<"):
            return lambda data, focus: data.out.get(focus, NOTHING).get(node, ())
        inverse, either = self.get(node, "inversePath"), self.get(node, "alternativePath")
        if inverse is not None and inverse.startswith("<"):
            self.inverted.add(inverse)
            return lambda data, focus: data.into.get(inverse, NOTHING).get(focus, ())
        if either is None:
            raise OntologyError("ontology/shapes.ttl has a path of a kind that the check does not know.")
        ways = [self.path(way) for way in self.items(either)]
        return lambda data, focus: list(dict.fromkeys(v for way in ways for v in way(data, focus)))

    def checks(self, node: Term, where: str) -> Iterator[tuple[str, Check, str]]:
        """Constraints of a shape: name, check, and words for a shape that has no message."""
        for prop, values in self.table[node].items():
            name = prop.removeprefix(SHACL).removesuffix(">")
            if not prop.startswith(SHACL) or name in NOT_CHECKS:
                continue
            for value in values:
                maker = getattr(self, f"_{name}", None)
                if maker is None:
                    raise OntologyError(f"ontology/shapes.ttl uses sh:{name}, which the check does not know.")
                words = "" if value.startswith("_:") else _short(_value(value))
                yield name, maker(value), f"{where}: {name} {words}".strip()

    def _minCount(self, value: Term) -> Check:
        least = int(_value(value))
        return lambda data, focus, values: [focus] if len(values) < least else ()

    def _maxCount(self, value: Term) -> Check:
        most = int(_value(value))
        return lambda data, focus, values: values[most:]

    def _datatype(self, value: Term) -> Check:
        return lambda data, focus, values: [v for v in values if not well_formed(v, value)]

    def _nodeKind(self, value: Term) -> Check:
        mark = KINDS[value.removeprefix(SHACL).removesuffix(">")]
        return lambda data, focus, values: [v for v in values if not v.startswith(mark) or v.startswith("<<")]

    def _class(self, value: Term) -> Check:
        return lambda data, focus, values: [v for v in values if not data.is_a(v, value)]

    def _in(self, value: Term) -> Check:
        allowed = set(self.items(value))
        return lambda data, focus, values: [v for v in values if v not in allowed]

    def _hasValue(self, value: Term) -> Check:
        return lambda data, focus, values: () if value in values else [focus]

    def _pattern(self, value: Term) -> Check:
        form = re.compile(_value(value))
        return lambda data, focus, values: [v for v in values if not form.search(_value(v))]

    def _minLength(self, value: Term) -> Check:
        least = int(_value(value))
        return lambda data, focus, values: [v for v in values if len(_value(v)) < least]

    def _minInclusive(self, value: Term) -> Check:
        least = Decimal(_value(value))
        return lambda data, focus, values: [v for v in values if (n := _number(v)) is None or n < least]

    def _maxInclusive(self, value: Term) -> Check:
        most = Decimal(_value(value))
        return lambda data, focus, values: [v for v in values if (n := _number(v)) is None or n > most]

    def _lessThan(self, value: Term) -> Check:
        other = self.path(value)

        def check(data: Data, focus: Term, values: Sequence[Term]) -> Iterator[Term]:
            for v in values:
                for bound in other(data, focus):
                    low, high = _number(v), _number(bound)
                    if low is None or high is None or low >= high:
                        yield v

        return check

    def _or(self, value: Term) -> Check:
        ways = [self.shape(way) for way in self.items(value)]
        return lambda data, focus, values: [v for v in values if not any(way.fits(data, v) for way in ways)]

    def _xone(self, value: Term) -> Check:
        ways = [self.shape(way) for way in self.items(value)]
        return lambda data, focus, values: [v for v in values if sum(way.fits(data, v) for way in ways) != 1]

    def check(self, triples: Iterable[str]) -> Report:
        """Runs all shapes over a graph: N-Triples without their full stops."""
        data = Data(dict.fromkeys(triples), self.inverted)
        found: dict[bool, set[Finding]] = {False: set(), True: set()}
        results: list[Result] = []
        for shape, kinds, props in self.heads:
            nodes = dict.fromkeys(n for kind in kinds for n in data.instances.get(kind, ()))
            nodes |= dict.fromkeys(n for p in props for n, has in data.out.items() if p in has)
            if not nodes:
                continue
            for node in nodes:
                results.clear()
                shape.collect(data, node, results)
                for focus, message, value, warning in results:
                    found[warning].add(Finding(_value(focus), message, "" if value in (None, focus) else _value(value)))
            for query, message in shape.queries:
                for row in data.ask(_narrowed(query, nodes)):
                    if row["this"] in nodes:
                        found[False].add(Finding(_value(row["this"]), message, _value(row.get("value", row["this"]))))
        return Report(tuple(sorted(found[False])), tuple(sorted(found[True])))


def _narrowed(query: str, nodes: Iterable[Term]) -> str:
    """The query with its nodes given beforehand where they are few: Oxigraph then looks at nothing else."""
    names = list(nodes)
    if len(names) > FEW or any(name.startswith("_:") for name in names):  # a query cannot name a blank node
        return query
    return WHERE.sub(lambda m: f"{m.group()} VALUES $this {{ {' '.join(names)} }} ", query, count=1)


def _value(term: Term | None) -> str:
    """An IRI, the name of a blank node with its "_:", or the text of a literal."""
    if term is None:
        return ""
    if not term.startswith('"'):
        return term if term.startswith(("<<", "_:")) else term.removeprefix("<").removesuffix(">")
    if "\\" not in term:
        return term[1 : term.rindex('"')]
    [quad] = parse(f"{A} {A} {term} .", format=RdfFormat.N_TRIPLES, lenient=True)
    return quad.object.value  # type: ignore[no-any-return]


def _number(term: Term) -> Decimal | None:
    try:
        return Decimal(_value(term))
    except ArithmeticError:
        return None


def _short(iri: str) -> str:
    return re.split(r"[#/]", iri)[-1] if "://" in iri else iri


def _path_name(path: Term | None) -> str:
    return "node" if path is None else _short(_value(path)) if path.startswith("<") else "path"


@cache
def shapes() -> Shapes:
    """ontology/shapes.ttl, compiled."""
    return Shapes((paths.data("ontology") / "shapes.ttl").read_bytes())
