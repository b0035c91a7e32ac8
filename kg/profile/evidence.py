"""Where a thing of the graph stands in its articles: the sentence, the words, who says it, and by which rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pyoxigraph
from pyoxigraph import Literal, NamedNode

from kg.prefixes import PREFIXES
from kg.sentences import bounds

ARTICLE = "the article"


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, or several that the words run over, of one article.

    Attributes:
        article: IRI of the article; `title` and `published` may be empty.
        text: the sentence, as printed.
        start: offset of the sentence in the article's text, in code points.
        marks: the words that bear the thing, as (start, end) offsets in the article's text.
    """

    article: str
    title: str
    published: str
    text: str
    start: int
    marks: tuple[tuple[int, int], ...]

    def marked(self, before: str = "«", after: str = "»", show: Callable[[str], str] = str) -> str:
        """The sentence with the words between marks; `show` makes pieces of the text fit for where they go."""
        pieces, at = [], 0
        for start, end in self.marks:
            start, end = start - self.start, end - self.start
            pieces += [show(self.text[at:start]), before, show(self.text[start:end]), after]
            at = end
        return "".join(pieces) + show(self.text[at:])


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a thing: its kind and name, who says it, rules, confidence, and where it stands."""

    iri: str
    kind: str
    label: str
    said_by: str
    rules: tuple[str, ...]
    confidence: str
    passages: tuple[Passage, ...]


class Evidences:
    """Looks up evidence in one engine.

    Args:
        engine: holds the data and the terms of the ontology.
    """

    def __init__(self, engine: pyoxigraph.Store) -> None:
        self._engine = engine

    def named(self, name: str) -> list[str]:
        """IRIs of things with this label, name or other label, in any case, sorted."""
        wanted = name.casefold()
        found = set()
        for prefixed in ("rdfs:label", "foaf:name", "skos:altLabel", "skos:prefLabel"):
            for quad in self._engine.quads_for_pattern(None, _term(prefixed), None, None):
                if isinstance(quad.object, Literal) and quad.object.value.casefold() == wanted:
                    found.add(quad.subject.value if isinstance(quad.subject, NamedNode) else "")
        return sorted(iri for iri in found - {""} if self.known(iri))

    def known(self, iri: str) -> bool:
        """Whether the graph says anything of it."""
        return next(iter(self._engine.quads_for_pattern(NamedNode(iri), None, None, None)), None) is not None

    def of(self, iri: str) -> Evidence:
        """All that is known of where a thing stands."""
        node = NamedNode(iri)
        kinds = sorted(self._label(k) for k in self._objects(node, "rdf:type") if isinstance(k, NamedNode))
        confidence = self._value(node, "lab:confidence")
        return Evidence(
            iri,
            ", ".join(dict.fromkeys(kinds)),
            self._named(node),
            self._said_by(node),
            tuple(sorted(o.value for o in self._objects(node, "lab:rule") if isinstance(o, Literal))),
            confidence,
            tuple(self.passages(iri)),
        )

    def passages(self, iri: str) -> list[Passage]:
        """The sentences of a thing in reading order; marks in one sentence come together."""
        found: dict[tuple[str, int, int], set[tuple[int, int]]] = {}
        texts: dict[str, str] = {}
        for article, start, end in sorted(self._spans(NamedNode(iri))):
            text = texts.setdefault(article, self._value(NamedNode(article), "schema:text"))
            if text and 0 <= start < end <= len(text):
                found.setdefault((article, *bounds(text, start, end)), set()).add((start, end))
        return [
            Passage(
                article,
                self._value(NamedNode(article), "schema:headline") or self._label(NamedNode(article)),
                self._value(NamedNode(article), "schema:datePublished"),
                texts[article][first:last],
                first,
                _apart(marks),
            )
            for (article, first, last), marks in sorted(found.items())
        ]

    def _spans(self, node: NamedNode) -> set[tuple[str, int, int]]:
        """(article, start, end) of the words: a statement's content, else mentions, else those of what it hangs on."""
        itself = self._span(node)
        if itself:
            return {itself}
        for prefixed in ("lab:contentSpan", "lab:mentionSpan"):
            spans = {self._span(o) for o in self._objects(node, prefixed) if isinstance(o, NamedNode)} - {None}
            if spans:
                return {s for s in spans if s}
        for prefixed in ("lab:quantity", "lab:expressesStance"):
            for owner in self._subjects(prefixed, node):
                return self._spans(owner)
        for member in self._objects(node, "org:member"):
            if isinstance(member, NamedNode):
                return self._spans(member)
        return set()

    def _span(self, node: NamedNode) -> tuple[str, int, int] | None:
        start, end = self._value(node, "oa:start"), self._value(node, "oa:end")
        article = next((o for o in self._objects(node, "lab:inArticle") if isinstance(o, NamedNode)), None)
        return (article.value, int(start), int(end)) if start and end and article else None

    def _said_by(self, node: NamedNode) -> str:
        """Speakers of the statement the thing is or lies in; ARTICLE for its own voice; "" if it is not said at all."""
        if speakers := self._objects(node, "lab:speaker"):
            return ", ".join(sorted(self._label(s) for s in speakers if isinstance(s, NamedNode)))
        if self._objects(node, "lab:reportedIn"):
            return "no one named"
        for voice in self._objects(node, "lab:assertedIn"):
            if isinstance(voice, NamedNode):
                return self._said_by(voice) or ARTICLE
        owners = [*self._subjects("lab:quantity", node), *self._subjects("lab:expressesStance", node)]
        return ", ".join(dict.fromkeys(self._said_by(owner) for owner in owners))

    def _named(self, node: NamedNode) -> str:
        """A label, name or text of the node, or ""."""
        for prefixed in ("rdfs:label", "foaf:name", "skos:prefLabel", "lab:claimText", "oa:exact"):
            if value := self._value(node, prefixed):
                return value
        return ""

    def _label(self, node: NamedNode) -> str:
        """What to call the node: a label, or its IRI with a prefix."""
        if name := self._named(node):
            return name
        for prefix, namespace in PREFIXES.items():
            if node.value.startswith(namespace):
                return f"{prefix}:{node.value[len(namespace) :]}"
        return node.value

    def _objects(self, node: NamedNode, prefixed: str) -> list[object]:
        quads = self._engine.quads_for_pattern(node, _term(prefixed), None, None)
        return sorted({q.object for q in quads}, key=str)

    def _subjects(self, prefixed: str, node: NamedNode) -> Iterator[NamedNode]:
        quads = self._engine.quads_for_pattern(None, _term(prefixed), node, None)
        found = {q.subject for q in quads if isinstance(q.subject, NamedNode)}
        return iter(sorted(found, key=str))

    def _value(self, node: NamedNode, prefixed: str) -> str:
        return next((o.value for o in self._objects(node, prefixed) if isinstance(o, Literal)), "")


def _term(prefixed: str) -> NamedNode:
    prefix, _, local = prefixed.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


def _apart(marks: set[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The marks in order, those that overlap made one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(marks):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
