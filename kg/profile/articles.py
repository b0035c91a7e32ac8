"""Stories with everything that was found in them, on the words that bear it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from kg.profile.agents import decisions
from kg.profile.claims import fact, figures, in_order
from kg.profile.nodes import Nodes, Table, decimal, own, term
from kg.profile.parts import Mark, Note, Ref
from kg.profile.records import ArticleProfile
from kg.profile.sayings import kind_of, post, saying
from kg.profile.stories import published, words

WEB = re.compile(r"https?://", re.IGNORECASE)
LAYERS = {
    "person": "people",
    "union": "organizations",
    "local": "organizations",
    "employer": "organizations",
    "government": "organizations",
    "organization": "organizations",
    "place": "places",
    "group": "groups",
    "action": "events",
    "document": "documents",
}
TYPED = {"lab:Quantity": "numbers", "lab:TimeExpression": "times"}
SPEECH = {"lab:sourceSpan": "source", "lab:cueSpan": "cue", "lab:contentSpan": "content"}


def article(nodes: Nodes, iri: str) -> ArticleProfile:
    """All that is known of a story. The look-ups must be fresh ones: they read its graph in one go."""
    tables = nodes.load(iri)
    mine = [node for node in tables if own(node) == iri]
    headline = nodes.text(iri, "schema:headline")
    claims = [node for node in mine if nodes.thing(node, "lab:assertedIn")]
    said = [saying(nodes, node) for node in mine if nodes.thing(node, "lab:reportedIn")]
    counted = ((claim, quantity) for claim in claims for quantity in nodes.things(claim, "lab:quantity"))
    return ArticleProfile(
        ref=nodes.ref(iri),
        headline=headline,
        outlet=nodes.maybe(nodes.thing(iri, "schema:publisher")),
        byline=nodes.text(iri, "schema:author"),
        published=published(nodes, iri),
        modified=nodes.text(iri, "schema:dateModified"),
        address=next((url for url in nodes.things(iri, "schema:url") if WEB.match(url)), ""),
        dateline=nodes.maybe(nodes.thing(iri, "lab:dateline")),
        text=nodes.text(iri, "schema:text"),
        captions=tuple(nodes.texts(iri, "schema:caption")),
        copy_of=nodes.maybe(nodes.thing(iri, "lab:copyOf")),
        copies=nodes.refs(nodes.subjects("lab:copyOf", iri)),
        earlier=nodes.refs(nodes.things(iri, "prov:wasRevisionOf")),
        withdrawn=nodes.true(iri, "lab:withdrawn"),
        notes=tuple(_note(nodes, note) for note in nodes.things(iri, "schema:correction")),
        marks=tuple(sorted(set(_marks(nodes, iri, tables)), key=_place)),
        sayings=tuple(sorted(said, key=lambda one: (one.content[0].start if one.content else 0, one.iri))),
        figures=figures(nodes, counted),
        facts=in_order(fact(nodes, claim) for claim in claims),
        posts=tuple(post(nodes, node) for node in mine if nodes.thing(node, "org:role")),
        decisions=decisions(nodes, iri),
    )


def _note(nodes: Nodes, iri: str) -> Note:
    return Note(iri, nodes.label(iri), words(nodes, nodes.things(iri, "lab:mentionSpan")))


def _place(mark: Mark) -> tuple[int, int, str, str, str]:
    """Order of marks: where they begin, the longer one first."""
    return mark.start, -mark.end, mark.layer, mark.role, mark.iri


def _marks(nodes: Nodes, article: str, tables: dict[str, Table]) -> Iterator[Mark]:
    for iri, table in tables.items():
        if own(iri) == article and nodes.thing(iri, "lab:reportedIn"):
            kind = kind_of(nodes, iri)
            speakers = nodes.refs(nodes.things(iri, "lab:speaker", "lab:holder", "lab:candidate"))
            for prop, role in SPEECH.items():
                yield from _on(nodes, article, table, prop, "speech", iri, role, kind, _names(speakers))
        elif own(iri) == article and nodes.thing(iri, "lab:assertedIn"):
            for issue in _issues(nodes, iri):
                yield from _on(
                    nodes, article, table, "lab:mentionSpan", "issues", issue, "", "issue", nodes.label(issue)
                )
        elif term("lab:mentionSpan") in table:
            layer, kind, label = _layer(nodes, iri)
            if layer:
                yield from _on(nodes, article, table, "lab:mentionSpan", layer, iri, "", kind, label)


def _layer(nodes: Nodes, iri: str) -> tuple[str, str, str]:
    """Layer, kind and label of what is mentioned, "" for what has no layer; of open words the things that they fit."""
    ref = nodes.ref(iri)
    if ref.kind in LAYERS:
        return LAYERS[ref.kind], ref.kind, ref.label
    for prefixed, layer in TYPED.items():
        if nodes.is_a(iri, prefixed):
            return layer, ref.word, ref.label
    candidates = nodes.refs(nodes.things(iri, "lab:candidate"))
    return (LAYERS.get(candidates[0].kind, "") if candidates else ""), "open", _names(candidates)


def _names(refs: tuple[Ref, ...]) -> str:
    return " or ".join(ref.label for ref in refs)


def _issues(nodes: Nodes, claim: str) -> list[str]:
    """The matters that a claim is of."""
    said = nodes.thing(claim, "lab:claimPredicate") == term("lab:issue").value
    return [*nodes.things(claim, "lab:issue"), *(nodes.things(claim, "lab:claimObject") if said else [])]


def _on(
    nodes: Nodes, article: str, table: Table, prefixed: str, layer: str, iri: str, role: str, kind: str, label: str
) -> Iterator[Mark]:
    """A mark on each of the stretches that a property gives; rule and confidence are those of the table."""
    rule = next((v.value for v in table.get(term("lab:rule"), []) if isinstance(v, Literal)), "")
    sure = next((decimal(v.value) for v in table.get(term("lab:confidence"), []) if isinstance(v, Literal)), None)
    for span in table.get(term(prefixed), []):
        where, start, end = nodes.place(span.value) if isinstance(span, NamedNode) else ("", 0, 0)
        if where == article:
            yield Mark(layer, start, end, iri, role, kind, label, rule, sure)
