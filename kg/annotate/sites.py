"""Sites spoken of together and not named one by one ("Kaiser clinics throughout the state"): made where an action is at them."""

from __future__ import annotations

import csv
from functools import cache
from typing import TYPE_CHECKING

from kg.annotate.base import Draft
from kg.model import Entity, Mention, Quantity, Ref, Span
from kg.paths import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

WITHIN = frozenset({"throughout", "in", "across", "around", "on", "at", "of"})


@cache
def plurals() -> frozenset[str]:
    """The plural site nouns of sites.csv ("clinics")."""
    with lexicon("sites.csv").open(encoding="utf-8", newline="") as rows:
        return frozenset(row["plural"].lower() for row in csv.DictReader(rows))


def group_of(draft: Draft, token: Token) -> Ref | None:
    """The group of sites that a plural site noun stands for: that of its mention, else a new one; None for other nouns."""
    mention = draft.target_of(Span(token.idx, token.idx + len(token)))
    if mention is not None and mention.target in draft.entities:
        kind = draft.entities[mention.target].kind
        if kind in {"FacilityGroup", "Facility"} and draft.tokens(mention.span).root.i == token.i:
            return mention.target
    if token.lower_ not in plurals() or token.tag_ not in {"NNS", "NNPS"}:
        return None
    span = phrase(draft, token)
    name = draft.words(span)
    key = f"e:{span.start}"
    while key in draft.entities:
        key += "-sites"
    known = next((e for e in draft.entities.values() if e.kind == "FacilityGroup" and e.name == name), None)
    if known is None:
        place = inside(draft, token)
        known = Entity(key, "FacilityGroup", name, within=place, named=False, rule="sites.group", confidence=0.8)
        draft.entities[key] = known
    draft.mentions.append(Mention(span, known.ref, "nominal", "sites.group", 0.8))
    return known.ref


def phrase(draft: Draft, token: Token) -> Span:
    """The noun phrase without its number, relative clauses and what follows them."""
    last = max([token, *token.conjuncts], key=lambda t: t.i)
    stop = last.i
    for word in [token, *token.conjuncts]:
        for child in word.children:
            if child.dep_ == "prep" and child.lower_ in WITHIN and child.i > word.i:
                stop = max(stop, child.right_edge.i)
    first = token.left_edge.i
    span = draft.span(first, stop)
    numbers = [q.span.end for q in draft.quantities if span.holds(q.span) and q.span.end <= token.idx]
    start = max([span.start, *numbers])
    while start < token.idx and draft.text[start] in " \n":
        start += 1
    text = draft.text[start : span.end]
    for article in ("all ", "the ", "its ", "their ", "our ", "several "):
        if text.lower().startswith(article) and start + len(article) <= token.idx:
            start += len(article)
            text = draft.text[start : span.end]
    return Span(start, span.end)


def inside(draft: Draft, token: Token) -> Ref | None:
    """The place that the sites are in, by "in" or "throughout"."""
    for word in [token, *token.conjuncts]:
        for child in word.children:
            if child.dep_ == "prep" and child.lower_ in WITHIN:
                for below in child.children:
                    mention = draft.target_of(Span(below.idx, below.idx + len(below)))
                    entity = draft.entities.get(mention.target or "") if mention is not None else None
                    if entity is not None and entity.kind in {"City", "State", "Country", "Place"}:
                        return entity.ref
    return None


def counted(draft: Draft, quantity: Quantity) -> Ref | None:
    """The group of sites that a number counts."""
    tokens = draft.tokens(quantity.noun) if quantity.noun is not None else None
    if tokens is None or not len(tokens):
        return None
    return group_of(draft, tokens.root)
