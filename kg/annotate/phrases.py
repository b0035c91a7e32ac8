"""Noun phrases of people: what a phrase such as "an estimated 4,000 Kaiser healthcare professionals" is made of.

The word list is kg/lexicon/people.csv (noun, plural, kind). Kinds: generic (worker, employee), worker (an occupation),
leader (speaks or decides for a body), member, acting (striker, supporter), public (patient, customer), side.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.annotate.base import Draft
from kg.model import Mention, Ref, Span
from kg.paths import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

ORGANIZATIONS = ("Employer", "FormalOrganization", "GovernmentBody", "NewsOrganization", "LaborUnion", "UnionLocal")
UNIONS = ("LaborUnion", "UnionLocal")
LINKS = ("at", "with", "for", "of", "from", "by", "in")
# determiners and quantity words are no part of what tells one group from another
IDLE = {"dozens", "hundreds", "thousands", "scores", "estimated", "half", "dozen", "lakh", "million", "percent", "%"}
IDLE |= {"own", "fellow", "same", "very", "many", "few", "several", "most", "more", "less", "some", "nearly", "about"}


@dataclass(frozen=True, slots=True)
class Noun:
    """A people noun of the lexicon: its singular and kind, and whether the form at hand stands for several people."""

    singular: str
    kind: str
    plural: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase of people. Token indices are inclusive.

    Attributes:
        head: index of the head noun (the first one of a list).
        first, last: the phrase with its determiner, up to the last head noun.
        end: the same with the complements that describe it ("of the union", "who asked not to be named").
        nouns: singular of every head noun; `kind` and `plural` are those of the first.
        determiner: lower-case article, possessive or quantifier, or "".
        modifiers: lower-case words that tell the group from another one, without names and numbers.
        organizations: mentions of organizations and sites that modify it, the nearest first.
    """

    head: int
    first: int
    last: int
    end: int
    nouns: tuple[str, ...]
    kind: str
    plural: bool
    determiner: str
    modifiers: tuple[str, ...]
    organizations: tuple[Mention, ...]


@cache
def people() -> dict[str, Noun]:
    """Every form of every people noun, in lower case."""
    forms: dict[str, Noun] = {}
    with lexicon("people.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            singular, plural = row["noun"], row["plural"]
            forms[singular] = Noun(singular, row["kind"], plural=not plural)
            if plural:
                forms[plural] = Noun(singular, row["kind"], plural=True)
    return forms


def noun(token: Token) -> Noun | None:
    """The people noun that the token is, or None."""
    if token.pos_ not in ("NOUN", "PROPN", "ADJ", "VERB"):
        return None
    return people().get(token.lower_)


def phrase_at(draft: Draft, token: Token) -> Phrase | None:
    """The people phrase that has this token as its (first) head, or None."""
    found = noun(token)
    if found is None:
        return None
    heads = [token, *listed(token)]
    first, last = left(token), heads[-1].i
    words = [draft.doc[i] for i in range(first, token.i)]
    inside = [m for m in draft.mentions if m.kind == "name" and m.span.start >= draft.doc[first].idx]
    named = [m for m in inside if m.span.end <= token.idx]
    covered = {i for m in named for i in range(first, token.i) if m.span.holds(draft.span(i, i))}
    end = tail(heads[-1])
    after = [m for m in inside if m.span.start >= token.idx and m.span.end <= draft.span(end, end).end]
    return Phrase(
        head=token.i,
        first=first,
        last=last,
        end=end,
        nouns=tuple(sorted({n.singular for n in map(noun, heads) if n})),
        kind=found.kind,
        plural=found.plural or len(heads) > 1,
        determiner=determiner(token),
        modifiers=tuple(w.lower_ for w in words if w.i not in covered and distinguishes(w)),
        organizations=tuple(m for m in [*named, *after] if kind_of(draft, m) in (*ORGANIZATIONS, "Facility")),
    )


def kind_of(draft: Draft, mention: Mention) -> str | None:
    """Class of what the mention stands for."""
    entity = draft.entities.get(mention.target or "")
    return entity.kind if entity else None


def listed(token: Token) -> list[Token]:
    """The further people nouns of a list that the token opens ("testers, artists and programmers")."""
    found: list[Token] = []
    todo = [token]
    while todo:
        for child in todo.pop().conjuncts if not found and todo else []:
            if child.i > token.i and noun(child) is not None and child.i - token.i < 30:
                found.append(child)
    return sorted(found, key=lambda t: t.i)


def left(token: Token) -> int:
    """Index of the first token of the phrase, without what hangs on it after a comma or a bracket."""
    kept = [token.i]
    for child in token.lefts:
        if child.dep_ in ("det", "amod", "compound", "nummod", "poss", "quantmod", "nmod", "predet", "advmod"):
            kept.append(child.left_edge.i)
    first = min(kept)
    for i in range(token.i - 1, first - 1, -1):
        if token.doc[i].text in (",", ";", "—", "–", "(", ")", ":", "“", "”", '"', "--") or token.doc[i].is_space:
            later = token.doc[i + 1]
            return later.i
    return first


def tail(token: Token) -> int:
    """Index of the last token of the describing complements: of/at/for/in phrases and restrictive clauses."""
    end = token.i
    for child in token.rights:
        gap = token.doc[end + 1].text if end + 1 < len(token.doc) else ""
        if child.left_edge.i != end + 1 or gap in (",", ";", "—", "–", "("):
            break
        short = child.right_edge.i - child.left_edge.i < 12
        if child.dep_ in ("prep", "relcl", "acl", "amod") and short:
            end = child.right_edge.i
    while end > token.i and (token.doc[end].is_punct or token.doc[end].is_space) and token.doc[end].text not in "”\"’'":
        end -= 1
    return end


def determiner(token: Token) -> str:
    """Article, possessive or quantifier of the phrase in lower case; "'s" for a possessor that is a noun."""
    for child in token.lefts:
        if child.dep_ == "poss":
            return child.lower_ if child.tag_ == "PRP$" else "'s"
        if child.dep_ in ("det", "predet") or child.lower_ in ("no", "any", "every", "each"):
            return child.lower_
        if child.lower_ == "one":
            return "one"
    return ""


def distinguishes(token: Token) -> bool:
    """Whether the word helps to tell this group from others: no article, number, possessive or quantity word."""
    if token.is_punct or token.is_space or token.like_num or token.lower_ in IDLE:
        return False
    return token.dep_ in ("amod", "compound", "nmod", "poss") and token.pos_ in ("NOUN", "PROPN", "ADJ", "VERB")


def describes(draft: Draft, phrase: Phrase) -> str:
    """The words of the phrase without article, numbers and quotation marks: how a reader would name the group."""
    start = phrase.first
    for token in draft.doc[phrase.first : phrase.head]:
        idle = token.dep_ in ("det", "predet") or token.tag_ in ("PRP$", "CD", "DT") or token.lower_ in IDLE
        if not (idle or token.is_punct or token.text in ("$", "than", "at", "least")) or token.like_num:
            if not token.like_num:
                break
        start = token.i + 1
    last = phrase.end if phrase.end - phrase.last <= 12 else phrase.last
    words = draft.words(draft.span(start, last))
    return " ".join(words.translate({ord(c): None for c in "“”\""}).split())


def organization(draft: Draft, phrase: Phrase, kinds: tuple[str, ...]) -> Ref | None:
    """The first organization of the given classes that modifies the phrase."""
    return next((m.target for m in phrase.organizations if kind_of(draft, m) in kinds), None)


def surface(draft: Draft, phrase: Phrase) -> Span:
    """Characters of the phrase with its determiner, up to its last head noun."""
    return draft.span(phrase.first, phrase.last)
