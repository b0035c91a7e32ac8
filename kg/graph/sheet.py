"""The sheet that the parts of one article's graph are written on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cache

from pyoxigraph import Literal, NamedNode

from kg.errors import OntologyError
from kg.graph.terms import LABEL, TYPE, clean, decimal, domain, integer, is_a, issue, reach, term, text
from kg.ids import article_iri, span_iri
from kg.model import Extraction, Ref, Span

ORGANIZATION, PLACE, EMPLOYER = term("org:Organization"), term("Place"), term("Employer")
AGENT, PERSON, COLLECTIVE = term("Agent"), term("Person"), term("Collective")
NEWS = term("NewsOrganization")


class Sheet:
    """Collects the triples of one article; a triple written twice is there once.

    Attributes:
        article: IRI of the article; `run`: of the extraction.
        text: the article's text as the graph holds it (lone surrogates replaced).
        kinds: classes of the nodes written so far.
    """

    def __init__(self, extraction: Extraction) -> None:
        iri = article_iri(extraction.article)
        self.extraction = extraction
        self.base = iri
        self.article, self.run = NamedNode(iri), self.node("extraction")
        self.text = clean(extraction.article.text)
        self.kinds: dict[NamedNode, set[NamedNode]] = defaultdict(set)
        self.statements: dict[str, NamedNode] = {}
        self.times: dict[str, NamedNode] = {}
        self._triples: dict[str, None] = {}
        self._spans: dict[Span, NamedNode] = {}
        self._names: set[str] = set()

    def node(self, name: str) -> NamedNode:
        """A node of this article."""
        return NamedNode(f"{self.base}/{name}")

    def named(self, kind: str, span: Span | None) -> NamedNode:
        """A new node of this article, named by its kind and the offsets it rests on; a second one ends in -2."""
        first = name = f"{kind}-{span.start}-{span.end}" if span else kind
        number = 1
        while name in self._names:
            number += 1
            name = f"{first}-{number}"
        self._names.add(name)
        return self.node(name)

    def add(self, subject: NamedNode, name: str, *values: NamedNode | Literal | None) -> None:
        """Triples with one property, given by its local name; a value None is left out."""
        start = f"{subject} {_words(name)} "
        for value in values:
            if value is not None:
                self._triples[f"{start}{value}"] = None

    def put(self, subject: NamedNode, prop: NamedNode, *values: NamedNode | Literal | None) -> None:
        """Triples with one property."""
        for value in values:
            if value is not None:
                self._triples[f"{subject} {prop} {value}"] = None

    def type(self, subject: NamedNode, *kinds: NamedNode) -> None:
        """Gives the node its classes."""
        self.kinds[subject].update(kinds)

    def label(self, subject: NamedNode, label: Literal) -> None:
        """The name that people read."""
        self.put(subject, LABEL, label)

    def spans(self, subject: NamedNode, name: str, spans: Iterable[Span]) -> None:
        """Links the node to stretches of the text, writing each stretch once."""
        for span in spans:
            self.add(subject, name, self._span(span))

    def _span(self, span: Span) -> NamedNode:
        if span not in self._spans:
            found = self._spans[span] = NamedNode(span_iri(self.base, span))
            self.type(found, term("TextSpan"))
            self.add(found, "inArticle", self.article)
            self.add(found, "oa:start", integer(span.start))
            self.add(found, "oa:end", integer(span.end))
            self.add(found, "oa:exact", text(span.of(self.text)))
        return self._spans[span]

    def product(self, subject: NamedNode, rule: str, confidence: float) -> None:
        """What every item of the extraction carries: rule, confidence and the run."""
        self.sure(subject, rule, confidence)
        self.add(subject, "wasGeneratedBy", self.run)

    def sure(self, subject: NamedNode, rule: str, confidence: float) -> None:
        """Rule and confidence alone, for things: the graph is of one run, so that the run need not be said of each."""
        self.add(subject, "rule", text(rule) if rule else None)
        self.add(subject, "confidence", decimal(min(max(confidence, 0), 1)))

    def resolve(self, ref: Ref) -> NamedNode:
        """IRI of a reference.

        Raises:
            OntologyError: an issue or code-list value that the ontology does not have, or a reference that nothing in
                the extraction answers to.
        """
        kind, _, key = ref.partition(":")
        if ref == "article":
            return self.article
        if kind == "i":
            return issue(key)
        if kind == "c":
            return term(f"lab:{key}")
        if kind == "s" and key in self.statements:
            return self.statements[key]
        if ref in self.extraction.iris:
            return NamedNode(self.extraction.iris[ref])
        raise self.unknown(ref)

    def time(self, key: str | None) -> NamedNode | None:
        """The node of a time expression; None for None.

        Raises:
            OntologyError: there is no such time expression.
        """
        if key is not None and key not in self.times:
            raise self.unknown(key)
        return None if key is None else self.times[key]

    def unknown(self, name: str) -> OntologyError:
        """The error for a name that nothing in the extraction answers to."""
        return OntologyError(
            f"{self.extraction.article.source or self.base}: nothing in the extraction answers to {name!r}.",
            "Report the story with this message.",
        )

    def resolve_all(self, refs: Iterable[Ref]) -> list[NamedNode]:
        """IRIs of references, in their order."""
        return [self.resolve(ref) for ref in refs]

    def fit(self, value: NamedNode, wanted: NamedNode | None) -> bool:
        """Whether the node may stand where a class is wanted, giving it a further class where the text's use of it says
        so: an organization whose workers act is an employer, a city that speaks or hires is an organization, a
        hospital that people gather at is a place. Nothing turns a person or a group of people into something else.
        """
        kinds = self.kinds.get(value, set())
        if wanted is None or is_a(kinds, wanted):
            return True
        more = further(kinds, wanted)
        if more:
            self.type(value, more)
        return more is not None

    def link(self, subject: NamedNode, name: str, *values: NamedNode | None) -> None:
        """Triples that fit the domain and range of the property; the others are left out."""
        prop = term(name)
        of = domain(prop)
        if of is None or is_a(self.kinds[subject], of):
            self.put(subject, prop, *(v for v in values if v is not None and self.fit(v, reach(prop))))

    def triples(self) -> list[str]:
        """All triples as N-Triples without their full stops, sorted; of the classes of a node those that follow from
        another of them are left out.
        """
        for subject, kinds in self.kinds.items():
            self.put(subject, TYPE, *(kind for kind in kinds if not is_a(kinds - {kind}, kind)))
        return sorted(self._triples)


@cache
def _words(name: str) -> str:
    """A property by its local name, as N-Triples have it."""
    return str(term(name))


def further(kinds: Collection[NamedNode], wanted: NamedNode) -> NamedNode | None:
    """The class that a thing of these classes may be given where another one is wanted; None if it may not."""
    if not kinds or is_a(kinds, PERSON) or is_a(kinds, COLLECTIVE):
        return None
    organization, place = is_a(kinds, ORGANIZATION), is_a(kinds, PLACE)
    if wanted in (EMPLOYER, NEWS) and (organization or place):
        return wanted
    if wanted in (AGENT, ORGANIZATION) and place:
        return ORGANIZATION
    return PLACE if wanted == PLACE and organization else None
