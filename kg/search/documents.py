"""What of a graph can be searched for: its things, its article with the sentences, its statements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import pyoxigraph
from pyoxigraph import NamedNode, RdfFormat, parse

from kg import paths
from kg.ids import WORLD
from kg.prefixes import PREFIXES
from kg.search.results import KINDS
from kg.sentences import split

Span = tuple[int, int]
# Class -> kind of what is of this class or below it; article, quotes and statements are told apart from things here.
CLASSES = {
    "foaf:Person": "person",
    "lab:LaborUnion": "union",
    "lab:Employer": "employer",
    "schema:Place": "place",
    "org:Organization": "organization",
    "lab:Event": "action",
    "lab:Dispute": "dispute",
    "lab:SourceDocument": "document",
    "lab:Agreement": "action",
    "lab:Proposal": "action",
    "lab:Collective": "group",
    "schema:NewsArticle": "article",
    "lab:DirectQuotation": "quote",
    "lab:Statement": "statement",
}


PROPERTIES = (
    *("rdf:type", "rdfs:label", "skos:altLabel", "schema:headline", "schema:text", "schema:publisher"),
    *("schema:datePublished", "lab:speaker", "lab:about", "lab:issue", "lab:side", "lab:contentSpan"),
    *("oa:start", "oa:end"),
)


@dataclass(frozen=True, slots=True)
class Document:
    """What is found as one hit.

    Attributes:
        kind: one of `kg.search.results.KINDS`.
        iri: its IRI; None for a sentence, which is known by its characters.
        name: of a thing or article; who speaks, of a statement.
        other: further names; of a statement, what it is about; each on a line of its own.
        spans: the characters of the article that are its text, in order.
        side: whose side speaks, "union" for lab:UnionSide; "" where not known.
        issues: local names of issues, sorted.
    """

    kind: str
    iri: str | None
    name: str = ""
    other: str = ""
    spans: tuple[Span, ...] = ()
    side: str = ""
    issues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """What one graph holds: its article with title, outlet, day and text ("" all of them in the graph of all stories),
    and the documents.
    """

    article: str
    title: str
    outlet: str
    day: str
    text: str
    documents: tuple[Document, ...]


def story(triples: str, graph: str) -> Story:
    """What of a graph can be searched for.

    Args:
        triples: the graph as N-Triples, a line each.
        graph: its name.
    """
    return _Graph(triples, graph).story()


def triples(engine: pyoxigraph.Store, graph: str) -> str:
    """A graph of the engine as N-Triples."""
    return "".join([f"{quad.triple} .\n" for quad in engine.quads_for_pattern(None, None, None, NamedNode(graph))])


class _Graph:
    """One graph, looked up property by property."""

    def __init__(self, triples: str, graph: str) -> None:
        self.article = "" if graph == WORLD else graph.removesuffix("/graph")
        self._tables: dict[str, dict[str, list[str]]] = {name: {} for name in PROPERTIES}
        tables = {f"<{_iri(name)}>": table for name, table in self._tables.items()}
        for line in triples.split(" .\n")[:-1]:
            subject, prop, value = line.split(" ", 2)
            if (table := tables.get(prop)) is not None:
                table.setdefault(subject[1:-1], []).append(_plain(value))
        for table in self._tables.values():
            for iri, values in table.items():
                if len(values) > 1:
                    table[iri] = sorted(set(values))

    def story(self) -> Story:
        """Everything of the graph."""
        text = self.one("schema:text", self.article)
        publisher = self.one("schema:publisher", self.article)
        documents = [*self._named(), *self._statements(), *_sentences(text)]
        return Story(
            self.article,
            self.one("schema:headline", self.article) or self.one("rdfs:label", self.article),
            self.one("rdfs:label", publisher) or publisher,
            self.one("schema:datePublished", self.article)[:10],
            text,
            tuple(documents),
        )

    def table(self, prop: str) -> Mapping[str, list[str]]:
        """Subject -> values of a property, sorted; IRIs and literals as plain text."""
        return self._tables[prop]

    def all(self, prop: str, subject: str) -> list[str]:
        """Values of a property of a thing."""
        return self.table(prop).get(subject, [])

    def one(self, prop: str, subject: str) -> str:
        """The first value of a property of a thing, or ""."""
        return next(iter(self.all(prop, subject)), "")

    def _named(self) -> Iterator[Document]:
        """Things with a name, and the article."""
        for iri, classes in sorted(self.table("rdf:type").items()):
            kind, name = _kind(tuple(classes)), self.one("rdfs:label", iri)
            if kind == "article":
                title, whole = self.one("schema:headline", iri) or name, (0, len(self.one("schema:text", iri)))
                yield Document(kind, iri, title, spans=(whole,), issues=self._all_issues())
            elif kind and name and kind not in ("quote", "statement"):
                other = [n for n in self.all("skos:altLabel", iri) if n != name]
                yield Document(kind, iri, name, "\n".join(other), issues=_issues(self.all("lab:issue", iri)))

    def _statements(self) -> Iterator[Document]:
        for iri, classes in sorted(self.table("rdf:type").items()):
            kind = _kind(tuple(classes))
            if kind not in ("quote", "statement"):
                continue
            speakers = [self.one("rdfs:label", s) for s in self.all("lab:speaker", iri)]
            about = self.all("lab:about", iri)
            issues = _issues(about)
            named = [self.one("rdfs:label", thing) for thing in about] + [name.replace("-", " ") for name in issues]
            yield Document(
                kind,
                iri,
                ", ".join(filter(None, speakers)),
                "\n".join(filter(None, named)),
                tuple(sorted(self._span(s) for s in self.all("lab:contentSpan", iri))),
                self.one("lab:side", iri).removeprefix(PREFIXES["lab"]).removesuffix("Side").lower(),
                issues,
            )

    def _span(self, iri: str) -> Span:
        return int(self.one("oa:start", iri)), int(self.one("oa:end", iri))

    def _all_issues(self) -> tuple[str, ...]:
        every = [iri for prop in ("lab:about", "lab:issue") for values in self.table(prop).values() for iri in values]
        return _issues(every)


def _plain(term: str) -> str:
    """An IRI, or the text of a literal, of N-Triples."""
    if term.startswith("<"):
        return term[1:-1]
    if "\\" not in term:
        return term[1 : term.rindex('"')]
    [quad] = parse(f"<d:s> <d:p> {term} .", format=RdfFormat.N_TRIPLES)
    return quad.object.value  # type: ignore[no-any-return]


def _sentences(text: str) -> Iterator[Document]:
    for span in split(text):
        yield Document("sentence", None, spans=(span,))


def _issues(iris: list[str]) -> tuple[str, ...]:
    known = PREFIXES["iss"]
    return tuple(sorted({iri.removeprefix(known) for iri in iris if iri.startswith(known)}))


@cache
def _kind(classes: tuple[str, ...]) -> str | None:
    """The first kind, in the order of `KINDS`, that one of the classes is of."""
    kinds = {_kinds().get(iri) for iri in classes}
    return next((kind for kind in KINDS if kind in kinds), None)


@cache
def _kinds() -> dict[str, str]:
    """Class -> kind, for all classes of the ontology that are of a kind."""
    above: dict[str, list[str]] = {}
    subclass = NamedNode(_iri("rdfs:subClassOf"))
    for triple in parse(path=paths.data("ontology") / "labor.ttl", format=RdfFormat.TURTLE):
        lower, upper = triple.subject, triple.object
        if triple.predicate == subclass and isinstance(lower, NamedNode) and isinstance(upper, NamedNode):
            above.setdefault(lower.value, []).append(upper.value)
    top = {_iri(name): kind for name, kind in CLASSES.items()}

    def found(iri: str) -> set[str]:
        mine = {top[iri]} if iri in top else set()
        return mine.union(*(found(parent) for parent in above.get(iri, ())))

    every = {iri: found(iri) for iri in above.keys() | top.keys()}
    return {iri: next(kind for kind in KINDS if kind in kinds) for iri, kinds in every.items() if kinds}


@cache
def _iri(prefixed: str) -> str:
    prefix, _, local = prefixed.partition(":")
    return PREFIXES[prefix] + local
