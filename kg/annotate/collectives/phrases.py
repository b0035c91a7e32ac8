"""Noun phrases of people: what a phrase such as "an estimated 4,000 Kaiser healthcare professionals" is made of.

The word list is kg/lexicon/people.csv (noun, plural, kind). Kinds: generic (worker, employee), worker (an occupation),
leader (speaks or decides for a body), member, acting (striker, supporter), public (patient, customer), side.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.annotate.base import Draft
from kg.annotate.salience import saying
from kg.model import Mention, Ref, Span
from kg.paths import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

ORGANIZATIONS = ("Employer", "FormalOrganization", "GovernmentBody", "NewsOrganization", "LaborUnion", "UnionLocal")
UNIONS = ("LaborUnion", "UnionLocal")
# determiners and quantity words are no part of what tells one group from another
IDLE = {"dozens", "hundreds", "thousands", "scores", "estimated", "half", "dozen", "lakh", "million", "percent", "%"}
IDLE |= {"own", "fellow", "same", "very", "many", "few", "several", "most", "more", "less", "some", "nearly", "about"}
JOINED = {"plus", "odd", "k"}  # "300-plus cooks"
MASS = {"family", "household", "crew"}  # one of them is several people
ADDED = {"amod", "compound", "nmod"}
COUNTS = {"dozens", "hundreds", "thousands", "scores", "lakh", "dozen", "million"}
OTHER = {"other", "another", "different", "separate"}
MODIFYING = {"JJ", "JJR", "NN", "NNP", "NNPS", "NNS", "VBN", "PRP$", "HYPH", "POS"}
RUN_ON = {"vote", "strike", "picket", "rally", "protest", "march", "return", "walk", "end", "face", "plan", "reject"}
NO_LIST = {"replacement", "temporary", "trained", "other", "no", "former"}
# nouns that say nothing of a group without further words
VAGUE = {
    "person",
    "persons",
    "man",
    "woman",
    "child",
    "kid",
    "teen",
    "teenager",
    "adult",
    "youth",
    "public",
    "crowd",
    "source",
}


COMPOUND = re.compile(r"([a-z]{3,}worker)(s?)")  # glassworkers, millworkers: people whatever stands before


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
        number: whether it is counted ("85 workers").
        modifiers: lower-case words that tell the group from another one, without names and numbers.
        organizations: mentions of organizations and sites that modify it, in reading order.
    """

    head: int
    first: int
    last: int
    end: int
    nouns: tuple[str, ...]
    kind: str
    plural: bool
    determiner: str
    number: bool
    modifiers: tuple[str, ...]
    organizations: tuple[Mention, ...]


@cache
def people() -> dict[str, Noun]:
    """Every form of every people noun, in lower case."""
    forms: dict[str, Noun] = {}
    with lexicon("people.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            singular, plural = row["noun"], row["plural"]
            forms[singular] = Noun(singular, row["kind"], plural=singular in MASS or not plural)
            if plural:
                forms[plural] = Noun(singular, row["kind"], plural=True)
    return forms


@cache
def last_words() -> frozenset[str]:
    """Words that every form of a people noun ends in, also where "co-" before it is split off."""
    found = {form.split()[-1] for form in people()}
    return frozenset(found | {word.removeprefix("co") for word in found})


def noun(token: Token) -> Noun | None:
    """The people noun that the token is, or None."""
    word, i = token.lower_, token.i
    made = COMPOUND.fullmatch(word)
    if (word not in last_words() and made is None) or token.pos_ not in ("NOUN", "PROPN"):
        return None
    before = f"{token.nbor(-1).lower_} " if i else ""
    if before == "- " and i > 1 and token.nbor(-2).lower_ == "co":
        before = "co"
    known = people().get(before + word) or people().get(word)
    return known or (Noun(made[1], "worker", plural=bool(made[2])) if made else None)


def phrase_at(draft: Draft, token: Token) -> Phrase | None:
    """The people phrase that has this token as its (first) head, or None."""
    found = noun(token)
    if found is None:
        return None
    heads = [token] if included(token) else [token, *listed(token)]
    view, at = draft.view, token.idx
    begin = view.start[view.first[view.sentence[token.i]]]
    names = (m.span for _, _, _, m in draft.places.beginning(begin, at) if m.kind == "name" and m.span.end <= at)
    ends = frozenset(view.range(span.start, span.end)[1] - 1 for span in names)
    first, last = left(token, ends), heads[-1].i
    end = tail(heads[-1], clauses=not found.plural or found.singular in VAGUE)
    whole = draft.span(first, end)
    # the parse may end within a name: "members of Haulers | Local 12"
    cut = [m.span.end for _, _, _, m in draft.places.beginning(whole.start, whole.end) if m.kind == "name"]
    if max(cut, default=0) > whole.end:
        end = view.range(whole.start, max(cut))[1] - 1
        whole = draft.span(first, end)
    inside = [m for m in draft.mentions_in(whole) if m.kind == "name" and begin <= m.span.start]
    covered = {i for m in inside for i in range(*view.range(m.span.start, m.span.end))}
    free = (i for i in range(first, token.i) if view.dep[i] in ADDED and i not in covered)
    modifiers = [view.lower[i] for i in free if distinguishes(draft.doc[i])]
    modifiers += ["other" for word in view.lower[last + 1 : end + 1] if word in OTHER]
    bodies = sorted((m for m in inside if kind_of(draft, m) in (*ORGANIZATIONS, "Facility")), key=lambda m: m.span)
    return Phrase(
        head=token.i,
        first=first,
        last=last,
        end=end,
        nouns=tuple(sorted({n.singular for n in map(noun, heads) if n})),
        kind=found.kind,
        plural=found.plural or len(heads) > 1,
        determiner=determiner(token),
        number=counted(draft, min(first, max(token.i - 1, 0)), token.i),
        modifiers=tuple(modifiers),
        organizations=tuple(bodies),
    )


def counted(draft: Draft, first: int, last: int) -> bool:
    """Whether a number or a word for many stands between two tokens, the latter exclusive."""
    return any(draft.view.lower[i] in COUNTS or draft.doc[i].like_num for i in range(first, last))


def kind_of(draft: Draft, mention: Mention) -> str | None:
    """Class of what the mention stands for."""
    entity = draft.entities.get(mention.target or "")
    return entity.kind if entity else None


def listed(token: Token) -> list[Token]:
    """The further people nouns of a list that the token opens ("testers, artists and programmers").

    Read from the words, not the parse: the parser often ends a list early.
    """
    found: list[Token] = []
    joined = False
    i = token.i + 1 if part_of_list(token) or token.lower_ in MASS else len(token.doc)
    while i < len(token.doc) and token.doc[i].lower_ in (",", "and", "or", "&"):
        joined = joined or token.doc[i].text != ","
        i += 1
        other = next((t for t in token.doc[i : i + 5] if part_of_list(t) is not None), None)
        between = token.doc[i : other.i] if other is not None else None
        if other is None or not all(t.tag_ in MODIFYING and t.lower_ not in NO_LIST for t in between or ()):
            break
        found.append(other)
        i = other.i + 1
    return found if joined else []


def included(token: Token) -> bool:
    """Whether the noun stands in a list after "including"."""
    top = token
    while top.dep_ == "conj":
        top = top.head
    return top.dep_ == "pobj" and top.head.lower_ in ("including", "include")


def part_of_list(token: Token) -> Noun | None:
    """The plural people noun that the token is, unless the next word shows that it only modifies that one."""
    found = noun(token)
    after = token.nbor() if token.i + 1 < len(token.doc) else None
    if found is None or not found.plural or found.kind == "member":
        return None
    return None if after is not None and after.pos_ in ("NOUN", "PROPN") and noun(after) is not None else found


def left(token: Token, names: frozenset[int] = frozenset()) -> int:
    """Index of the first token of the phrase, without what hangs on it before a comma, a bracket or "NAME and"."""
    kept = [token.i]
    for child in token.lefts:
        if child.dep_ in ("det", "amod", "compound", "nummod", "poss", "quantmod", "nmod", "predet", "advmod"):
            kept.append(child.left_edge.i)
    first = min(kept)
    for i in range(token.i - 1, first - 1, -1):
        word = token.doc[i]
        if word.text in (",", ";", "—", "–", "(", ")", ":", "“", "”", '"', "--") or word.is_space:
            return i + 1
        if i - 1 not in names:
            continue
        if word.dep_ == "cc" or (word.tag_ in ("VBD", "VBZ", "VBN") and word.lemma_ in saying()):
            return i + 1  # "NorthLine insisted passengers would ..."
    return first


def tail(token: Token, clauses: bool) -> int:
    """Index of the last token of the describing complements: phrases with of, at, for, in, relative clauses with who,
    and with `clauses` participles ("a welder known to everyone as ...")."""
    end = token.i
    for child in token.rights:
        if child.left_edge.i != end + 1 or child.left_edge.is_punct:
            break
        kept = child.dep_ in ("prep", "amod") or (child.dep_ == "relcl" and child.left_edge.lower_ in ("who", "that"))
        if (kept or (clauses and child.dep_ == "acl")) and child.right_edge.i - child.left_edge.i < 12:
            end = child.right_edge.i
    if end == token.i:
        return end
    cut = next((t.i - 1 for t in token.doc[token.i + 1 : end + 1] if t.text in ("(", ")", "—", "–", ";", ":")), end)
    # a verb that the parser took for the noun after a name ("custodians in Los Angeles vote Tuesday")
    cut = next((t.i - 1 for t in token.doc[token.i + 2 : cut + 1] if t.lower_ in RUN_ON and t.dep_ == "pobj"), cut)
    while cut > token.i and (token.doc[cut].is_punct or token.doc[cut].is_space) and token.doc[cut].text not in "”\"’'":
        cut -= 1
    return cut


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
    return token.dep_ in ADDED and token.pos_ in ("NOUN", "PROPN", "ADJ", "VERB")


def describes(draft: Draft, phrase: Phrase) -> str:
    """The words of the phrase without article, numbers and quotation marks: how a reader would name the group."""
    start = phrase.first
    for token in draft.doc[phrase.first : phrase.head]:
        idle = token.dep_ in ("det", "predet") or token.tag_ in ("PRP$", "CD", "DT", "PDT", "POS")
        leading = token.i == start and (token.pos_ == "ADV" or token.text == "-" or token.lower_ in JOINED)
        if idle or token.like_num or token.lower_ in IDLE | COUNTS or leading:
            start = token.i + 1
    last = phrase.end if phrase.end - phrase.last <= 12 else phrase.last
    words = draft.words(draft.span(start, last))
    return " ".join(words.translate({ord(c): None for c in '“”"'}).split())


def organization(draft: Draft, phrase: Phrase, kinds: tuple[str, ...]) -> Ref | None:
    """The first organization of the given classes that modifies the phrase."""
    return next((m.target for m in phrase.organizations if kind_of(draft, m) in kinds), None)


def surface(draft: Draft, phrase: Phrase) -> Span:
    """Characters of the phrase with its determiner, up to its last head noun."""
    return draft.span(phrase.first, phrase.last)
