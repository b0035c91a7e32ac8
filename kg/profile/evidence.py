"""Where a thing of the graph stands in its articles: the sentence, the words, who says it, and by which rule."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph
from pyoxigraph import Literal

from kg.profile.nodes import NAMES, Nodes, term
from kg.profile.parts import Passage
from kg.profile.stories import apart, published
from kg.sentences import bounds

ARTICLE = "the article"


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
        engine: holds the data and the terms of the ontology; its default graph is read.
    """

    def __init__(self, engine: pyoxigraph.Store) -> None:
        self._nodes = Nodes(engine)

    def named(self, name: str) -> list[str]:
        """IRIs of things with this label, name or other label, in any case, sorted."""
        return named(self._nodes, name)

    def known(self, iri: str) -> bool:
        """Whether the graph says anything of it."""
        return self._nodes.known(iri)

    def of(self, iri: str) -> Evidence:
        """All that is known of where a thing stands."""
        nodes = self._nodes
        return Evidence(
            iri,
            ", ".join(nodes.words(nodes.kinds(iri))),
            nodes.name(iri),
            self._said_by(iri),
            tuple(nodes.texts(iri, "lab:rule")),
            nodes.text(iri, "lab:confidence"),
            tuple(self.passages(iri)),
        )

    def passages(self, iri: str) -> list[Passage]:
        """The sentences of a thing in reading order; marks in one sentence come together."""
        nodes = self._nodes
        found: dict[tuple[str, int, int], set[tuple[int, int]]] = {}
        for article, start, end in sorted(map(nodes.place, self._spans(iri))):
            text = nodes.text(article, "schema:text")
            if text and 0 <= start < end <= len(text):
                found.setdefault((article, *bounds(text, start, end)), set()).add((start, end))
        return [
            Passage(
                article,
                nodes.text(article, "schema:headline") or nodes.label(article),
                published(nodes, article),
                nodes.text(article, "schema:text")[first:last],
                first,
                apart(marks),
            )
            for (article, first, last), marks in sorted(found.items())
        ]

    def _spans(self, iri: str) -> list[str]:
        """The stretches of the words: a statement's content, else mentions, else those of what it hangs on."""
        nodes = self._nodes
        if nodes.text(iri, "oa:start"):
            return [iri]
        for prefixed in ("lab:contentSpan", "lab:mentionSpan"):
            if spans := nodes.things(iri, prefixed):
                return spans
        for prefixed in ("lab:quantity", "lab:expressesStance"):
            for owner in nodes.subjects(prefixed, iri):
                return self._spans(owner)
        for member in nodes.things(iri, "org:member"):
            return self._spans(member)
        return []

    def _said_by(self, iri: str) -> str:
        """Speakers of the statement the thing is or lies in; ARTICLE for its own voice; "" if it is not said at all."""
        nodes = self._nodes
        if speakers := nodes.things(iri, "lab:speaker"):
            return ", ".join(sorted(map(nodes.label, speakers)))
        if nodes.things(iri, "lab:reportedIn"):
            return "no one named"
        for voice in nodes.things(iri, "lab:assertedIn"):
            return self._said_by(voice) or ARTICLE
        owners = [*nodes.subjects("lab:quantity", iri), *nodes.subjects("lab:expressesStance", iri)]
        return ", ".join(dict.fromkeys(map(self._said_by, owners)))


def named(nodes: Nodes, name: str) -> list[str]:
    """IRIs of things with this label, name or other label, in any case, sorted."""
    query = "SELECT DISTINCT ?x WHERE { ?x $name ?n FILTER(LCASE(STR(?n)) = $wanted) }"
    wanted = Literal(name.lower())
    found = (nodes.select(query, name=term(prop), wanted=wanted) for prop in (*NAMES[:3], "skos:altLabel"))
    return sorted({iri for rows in found for (iri,) in rows})
