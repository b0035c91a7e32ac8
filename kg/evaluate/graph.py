"""A built graph as look-ups: what it says of a node, and under which names. Named graphs are one.

All terms are plain strings here, IRIs and literals alike; a blank node begins with "_:".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from kg.errors import InputError
from kg.evaluate.words import norm
from kg.ids import digest
from kg.prefixes import PREFIXES
from kg.vocab import DCTERMS, FOAF, LAB, SCHEMA

TYPE = PREFIXES["rdf"] + "type"
LABEL, PREFERRED, ALTERNATIVE = (
    PREFIXES["rdfs"] + "label",
    PREFIXES["skos"] + "prefLabel",
    PREFIXES["skos"] + "altLabel",
)
NAMES = (LABEL, PREFERRED, ALTERNATIVE, str(FOAF.name), str(SCHEMA.alternateName))
KEYS = (str(SCHEMA.identifier), str(SCHEMA.url), str(DCTERMS.source), LABEL)
ARTICLES = frozenset({"Article", "NewsArticle"})
SUFFIX = re.compile(r"\.(txt|html?|json)$")

Terms = tuple[str, ...]


def local(term: str) -> str:
    """The last part of an IRI."""
    return re.split(r"[#/]", term)[-1]


class Graph:
    """A graph with the look-ups that every article needs.

    Attributes:
        names: names of a node, normed.
        types: local names of its classes.
        nodes: all that have a class, in the order of their IRIs.
    """

    def __init__(self, quads: Iterable[Quad | Triple]) -> None:
        out: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        back: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        self.names: dict[str, set[str]] = defaultdict(set)
        self.types: dict[str, set[str]] = defaultdict(set)
        for quad in quads:
            subject, prop, value = _term(quad.subject), quad.predicate.value, _term(quad.object)
            out[subject, prop][value] = None
            back[value, prop][subject] = None
            if prop == TYPE:
                self.types[subject].add(local(value))
            elif prop in NAMES:
                self.names[subject].add(norm(value))
        self._out = {key: tuple(values) for key, values in out.items()}
        self._back = {key: tuple(values) for key, values in back.items()}
        # The order decides between pairs that are equally good: blank nodes, then IRIs.
        self.nodes = sorted(self.types, key=lambda node: (not node.startswith("_:"), node))
        self.articles = [node for node in self.nodes if self.types[node] & ARTICLES]

    def objects(self, node: str, prop: str) -> Terms:
        """The values of a property, each once."""
        return self._out.get((node, str(prop)), ())

    def subjects(self, prop: str, value: str) -> Terms:
        """The nodes that have this value."""
        return self._back.get((value, str(prop)), ())

    def value(self, node: str, prop: str) -> str | None:
        """The first value of a property."""
        return next(iter(self.objects(node, prop)), None)

    def has(self, node: str, prop: str, value: str) -> bool:
        """Whether the triple is there."""
        return str(value) in self.objects(node, prop)

    def label(self, node: str) -> set[str]:
        """The names of a node, or what its IRI ends in."""
        return self.names.get(node) or {norm(local(node).replace("-", " "))}

    def is_issue(self, node: str) -> bool:
        """Whether the node is an issue of the ontology."""
        return node.startswith(PREFIXES["iss"]) or bool(self.types.get(node, set()) & {"Issue", "Concept"})

    def article(self, key: str, text: str) -> str | None:
        """The article of a gold story: by the hash of its text, the text, its id or address, or its IRI."""
        sha = digest(text)
        tests: tuple[Callable[[str], bool], ...] = (
            lambda a: any(value.lower() == sha for value in self.objects(a, LAB.textSha256)),
            lambda a: self.has(a, SCHEMA.text, text),
            lambda a: any(_ends(value, key) for prop in KEYS for value in self.objects(a, prop)),
            lambda a: _ends(a, key),
        )
        return next((article for test in tests for article in self.articles if test(article)), None)


def load(path: Path) -> Graph:
    """The graph of a file.

    Raises:
        InputError: it cannot be read, or its name tells no RDF format.
    """
    form = RdfFormat.from_extension(path.suffix.removeprefix(".").lower())
    if form is None:
        raise InputError(f"{path}: no RDF format ends in {path.suffix!r}.", "Use ttl, trig, nt, nq, jsonld or rdf.")
    try:
        return Graph(parse(path=path, format=form))
    except (OSError, SyntaxError, ValueError) as error:
        raise InputError(f"{path} cannot be read: {error}.", "Check that the file is complete.") from error


def _term(term: NamedNode | BlankNode | Literal | Triple) -> str:
    if isinstance(term, NamedNode | Literal):
        return term.value
    return str(term)


def _ends(value: str, key: str) -> bool:
    last = re.split(r"[/#]", value.rstrip("/"))[-1]
    return key in (value, last, SUFFIX.sub("", last))
