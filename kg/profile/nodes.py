"""Look-ups of single nodes in the default graph of one engine, and what to call them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import TypeAlias

import pyoxigraph
from pyoxigraph import DefaultGraph, Literal, NamedNode

from kg.prefixes import PREFIXES
from kg.profile.parts import Ref

Term: TypeAlias = NamedNode | Literal
Table: TypeAlias = dict[NamedNode, list[Term]]

DEFAULT = DefaultGraph()
CHARACTERS = re.compile(r"#char=(\d+),(\d+)$")
ARTICLES = f"{PREFIXES['d']}article/"
NAMES = ("rdfs:label", "foaf:name", "skos:prefLabel", "lab:claimText", "oa:exact")
# The first class that fits says what kind of thing it is: a city that hires is an employer, one that speaks a place.
KINDS = {
    "foaf:Person": "person",
    "lab:UnionLocal": "local",
    "lab:LaborUnion": "union",
    "lab:GovernmentBody": "government",
    "lab:Employer": "employer",
    "org:FormalOrganization": "organization",
    "schema:Place": "place",
    "org:Organization": "organization",
    "foaf:Group": "group",
    "lab:Event": "action",
    "lab:Agreement": "action",
    "lab:Proposal": "action",
    "lab:Dispute": "dispute",
    "lab:Article": "article",
    "lab:Issue": "issue",
    "lab:SourceDocument": "document",
}


@cache
def term(prefixed: str) -> NamedNode:
    """A term by its prefixed name."""
    prefix, _, local = prefixed.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


def own(iri: str) -> str:
    """The article of a node that only this article knows, by its IRI (GUIDELINES, rules 11 and 18); else ""."""
    if not iri.startswith(ARTICLES):
        return ""
    ends = [end for end in (iri.find("/", len(ARTICLES)), iri.find("#", len(ARTICLES))) if end >= 0]
    return iri[: min(ends)] if ends else ""


def sort_of(iri: str) -> str:
    """What sort of node of an article it is ("claim", "statement", "thought", "position"), by its IRI; else ""."""
    article = own(iri)
    return iri[len(article) + 1 :].partition("-")[0] if article else ""


DATES = frozenset(map(term, ("xsd:date", "xsd:gYearMonth", "xsd:gYear")))


class Nodes:
    """What the graph says of nodes, by their IRIs and by prefixed names of properties.

    What was looked up is kept: one object is for one question. All that comes back is sorted.
    """

    def __init__(self, engine: pyoxigraph.Store) -> None:
        self.engine = engine
        self._whole: dict[str, Table] = {}
        self._objects: dict[tuple[str, str], list[Term]] = {}
        self._subjects: dict[tuple[str, str, int | None], list[str]] = {}
        self._refs: dict[str, Ref] = {}
        self._supers: dict[str, set[str]] = {}
        self._named: dict[tuple[str, ...], tuple[str, str]] = {}
        self._loaded: dict[str, list[str]] = {}
        self._homes: dict[str, list[NamedNode]] = {}

    def known(self, iri: str) -> bool:
        """Whether the graph says anything of it; False for what is no IRI."""
        try:
            return next(iter(self._quads(NamedNode(iri), None)), None) is not None
        except ValueError:
            return False

    def load(self, article: str) -> dict[str, Table]:
        """Reads the graph of one article in one go: IRI -> what this graph says of it, in order of IRIs.

        Of the article's own nodes only this is seen afterwards, and not what is known across stories
        (`lab:inDispute`).
        """
        found: dict[str, Table] = {}
        for graph in self._graphs(article):
            for quad in self.engine.quads_for_pattern(None, None, None, graph):
                subject, value = quad.subject, quad.object
                if isinstance(subject, NamedNode) and isinstance(value, NamedNode | Literal):
                    found.setdefault(subject.value, {}).setdefault(quad.predicate, []).append(value)
        tables = {iri: _in_order(found[iri]) for iri in sorted(found)}
        self._loaded[article] = [iri for iri in tables if own(iri) == article]
        self._whole.update((iri, tables[iri]) for iri in self._loaded[article])
        return tables

    def inside(self, article: str, iri: str, *properties: str) -> list[str]:
        """Nodes of one article that have the thing as a value of one of the properties."""
        if article in self._loaded:
            return [node for node in self._loaded[article] if iri in self.things(node, *properties)]
        value, found = NamedNode(iri), set()
        for graph in self._graphs(article):
            for prop in properties:
                quads = self.engine.quads_for_pattern(None, term(prop), value, graph)
                found |= {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}
        return sorted(node for node in found if own(node) == article)

    def _graphs(self, article: str) -> list[NamedNode]:
        """The graphs that hold the article."""
        if article not in self._homes:
            quads = self.engine.quads_for_pattern(NamedNode(article), term("schema:text"), None, None)
            found = (quad.graph_name for quad in quads if isinstance(quad.graph_name, NamedNode))
            self._homes[article] = sorted(found, key=str)
        return self._homes[article]

    def objects(self, iri: str, prefixed: str) -> list[Term]:
        """Values of a property; none for "", which stands for what a graph does not tell."""
        if not iri:
            return []
        if iri in self._whole or own(iri):
            return self.whole(iri).get(term(prefixed), [])
        key = (iri, prefixed)
        if key not in self._objects:
            self._objects[key] = _table(self._quads(NamedNode(iri), term(prefixed))).get(term(prefixed), [])
        return self._objects[key]

    def whole(self, iri: str) -> Table:
        """All properties of a node; for nodes that have few."""
        if iri not in self._whole:
            self._whole[iri] = _table(self._quads(NamedNode(iri), None))
        return self._whole[iri]

    def things(self, iri: str, *properties: str) -> list[str]:
        """IRIs among the values of these properties, each once."""
        found = [o.value for p in properties for o in self.objects(iri, p) if isinstance(o, NamedNode)]
        return list(dict.fromkeys(found)) if len(found) > 1 else found

    def texts(self, iri: str, prefixed: str) -> list[str]:
        """Literals among the values of a property, as text."""
        return [o.value for o in self.objects(iri, prefixed) if isinstance(o, Literal)]

    def text(self, iri: str, *properties: str) -> str:
        """The first literal of the first of these properties that has one, or ""."""
        for prefixed in properties:
            for value in self.objects(iri, prefixed):
                if isinstance(value, Literal):
                    return value.value
        return ""

    def thing(self, iri: str, prefixed: str) -> str:
        """The first IRI among the values of a property, or ""."""
        for value in self.objects(iri, prefixed):
            if isinstance(value, NamedNode):
                return value.value
        return ""

    def is_date(self, iri: str, prefixed: str) -> bool:
        """Whether a property has a day, a month or a year."""
        return any(isinstance(o, Literal) and o.datatype in DATES for o in self.objects(iri, prefixed))

    def true(self, iri: str, prefixed: str) -> bool:
        """Whether a property that is true or absent is true."""
        return self.text(iri, prefixed) == "true"

    def number(self, iri: str, prefixed: str) -> float | None:
        """The first value of a property, if it is a number."""
        return decimal(self.text(iri, prefixed))

    def subjects(self, prefixed: str, iri: str, most: int | None = None) -> list[str]:
        """IRIs of what has the thing as a value of the property; of very many only `most`, as the index has them."""
        key = (prefixed, iri, most)
        if key not in self._subjects:
            quads = islice(self.engine.quads_for_pattern(None, term(prefixed), NamedNode(iri), DEFAULT), most)
            self._subjects[key] = sorted({q.subject.value for q in quads if isinstance(q.subject, NamedNode)})
        return self._subjects[key]

    def several(self, prefixed: str, iri: str, most: int) -> list[str]:
        """IRIs among the values of a property that may have very many; at most so many, as the index has them."""
        quads = islice(self._quads(NamedNode(iri), term(prefixed)), most)
        return sorted({q.object.value for q in quads if isinstance(q.object, NamedNode)})

    def select(self, query: str, **known: Term) -> list[tuple[str, ...]]:
        """Rows of a SELECT as texts, sorted; "" for what is unbound. See `rows`."""
        return sorted(tuple(_text(value) for value in row) for row in self.rows(query, **known))

    def values(self, query: str) -> list[Term]:
        """The first column of a SELECT, unsorted. See `rows`."""
        return [row[0] for row in self.rows(query) if isinstance(row[0], NamedNode | Literal)]

    def rows(self, query: str, **known: Term) -> pyoxigraph.QuerySolutions:
        """The rows of a SELECT with prefixed names, as the engine comes upon them.

        It must not count, group, sort or subtract: where a table of the database is gone, the engine goes round in
        these for ever, and what runs in this process cannot be stopped. In all else it says so.

        Args:
            known: what stands in the query as $name.
        """
        whole = re.sub(r"\$(\w+)", lambda name: str(known[name[1]]), query)
        solutions = self.engine.query(whole, prefixes=PREFIXES)
        assert isinstance(solutions, pyoxigraph.QuerySolutions)
        return solutions

    def having(self, prefixed: str, value: Term) -> list[str]:
        """IRIs of what has this value of a property."""
        quads = self.engine.quads_for_pattern(None, term(prefixed), value, DEFAULT)
        return sorted(quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode))

    def place(self, span: str) -> tuple[str, int, int]:
        """Article, start and end of a stretch of text, by its IRI where that tells them (RFC 5147).

        What is no such stretch has no article.
        """
        if told := CHARACTERS.search(span):
            return span[: told.start()], int(told[1]), int(told[2])
        article, start, end = self.thing(span, "lab:inArticle"), self.text(span, "oa:start"), self.text(span, "oa:end")
        whole = article and start.isdecimal() and end.isdecimal()
        return (article, int(start), int(end)) if whole else ("", 0, 0)

    def kinds(self, iri: str) -> list[str]:
        """IRIs of its classes."""
        return self.things(iri, "rdf:type")

    def supers(self, kind: str) -> set[str]:
        """A class and all that are above it."""
        if kind not in self._supers:
            above = (self.supers(one) for one in self.things(kind, "rdfs:subClassOf") if one != kind)
            self._supers[kind] = {kind}.union(*above)
        return self._supers[kind]

    def below(self, prefixed: str) -> list[str]:
        """A class and all that are below it."""
        found, todo = set(), [term(prefixed).value]
        while todo:
            one = todo.pop()
            if one not in found:
                found.add(one)
                todo += self.subjects("rdfs:subClassOf", one)
        return sorted(found)

    def is_a(self, iri: str, prefixed: str) -> bool:
        """Whether one of its classes is this one or below it."""
        return any(term(prefixed).value in self.supers(kind) for kind in self.kinds(iri))

    def name(self, iri: str) -> str:
        """A label, name or text of a thing, or ""."""
        return self.text(iri, *NAMES)

    def label(self, iri: str) -> str:
        """What to call it: its name, the words of the article that it rests on, or its IRI with a prefix."""
        return self.name(iri) or self._words(iri) or shortened(iri)

    def _words(self, iri: str) -> str:
        spans = self.things(iri, "lab:contentSpan", "lab:mentionSpan") if own(iri) else []
        return self.text(min(spans, key=self.place), "oa:exact") if spans else ""

    def word(self, iri: str) -> str:
        """A class, property or code-list value in words ("labor union")."""
        return self.text(iri, "rdfs:label", "skos:prefLabel") or _split(shortened(iri).rpartition(":")[2])

    def words(self, iris: Iterable[str]) -> tuple[str, ...]:
        """Several of them, each once, sorted."""
        return tuple(sorted({self.word(iri) for iri in iris}))

    def ref(self, iri: str) -> Ref:
        """The thing to link to."""
        if iri not in self._refs:
            classes = tuple(self.kinds(iri))
            if classes not in self._named:
                self._named[classes] = self._kind(classes)
            self._refs[iri] = Ref(iri, self.label(iri), *self._named[classes])
        return self._refs[iri]

    def refs(self, iris: Iterable[str]) -> tuple[Ref, ...]:
        """Several things, each once, by label and IRI."""
        return tuple(sorted({self.ref(iri) for iri in iris}, key=by_label))

    def maybe(self, iri: str) -> Ref | None:
        """The thing, None for ""."""
        return self.ref(iri) if iri else None

    def _kind(self, classes: tuple[str, ...]) -> tuple[str, str]:
        """The kind of things of these classes, and the first class of that kind in words."""
        for prefixed, name in KINDS.items():
            fitting = [kind for kind in classes if term(prefixed).value in self.supers(kind)]
            if fitting:
                return name, self.word(fitting[0])
        ours = [kind for kind in classes if kind.startswith(PREFIXES["lab"])]
        return "other", self.word(next(iter([*ours, *classes]))) if classes else "thing"

    def _quads(self, node: NamedNode, prop: NamedNode | None) -> Iterator[pyoxigraph.Quad]:
        return iter(self.engine.quads_for_pattern(node, prop, None, DEFAULT))


def decimal(text: str) -> float | None:
    """The number that a text is, None for one that is none."""
    try:
        return float(text)
    except ValueError:
        return None


def _text(value: object) -> str:
    return value.value if isinstance(value, NamedNode | Literal) else ""


def _table(quads: Iterable[pyoxigraph.Quad]) -> Table:
    found: Table = {}
    for quad in quads:
        if isinstance(quad.object, NamedNode | Literal):
            found.setdefault(quad.predicate, []).append(quad.object)
    return _in_order(found)


def _in_order(table: Table) -> Table:
    for values in table.values():
        values.sort(key=str)
    return table


def by_label(ref: Ref) -> tuple[str, str]:
    """Order of things for people: by label in any case, then by IRI."""
    return ref.label.casefold(), ref.iri


def shortened(iri: str) -> str:
    """The IRI with a prefix, where one fits."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _split(local: str) -> str:
    """ "FormalOrganization" in words: an organization."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", local).lower().removeprefix("formal ")
