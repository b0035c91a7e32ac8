"""Whether a noun stands for people at all, and for people who are not named beside it.

Word list: kg/lexicon/human_signs.yaml.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from kg.annotate.base import Draft
from kg.annotate.collectives.phrases import Phrase, kind_of, noun
from kg.annotate.lexicons import load_lexicon
from kg.annotate.salience import SUBJECTS, saying
from kg.model import Ref

if TYPE_CHECKING:
    from spacy.tokens import Token

LIVING = ("who", "whose", "whom")
OBJECTS = ("dobj", "nsubjpass", "dative", "iobj")


@cache
def signs(kind: str) -> frozenset[str]:
    """Words of one kind of human_signs.yaml."""
    return frozenset(str(row[0]) for row in load_lexicon("human_signs.yaml")[kind])


def human(draft: Draft, token: Token, phrase: Phrase) -> bool:
    """Whether the phrase stands for people: a noun that is also a thing needs a sign of it."""
    if not set(phrase.nouns) <= signs("doubtful"):
        return True
    verb = token.head.lemma_.lower()
    if token.dep_ in SUBJECTS and verb in signs("does") | saying():
        return True
    if token.dep_ in OBJECTS and verb in signs("suffers"):
        return True
    if token.dep_ == "pobj" and token.head.lower_ == "by" and token.head.head.tag_ == "VBN":
        return True
    if set(phrase.modifiers) & signs("described") or phrase.organizations:
        return True
    if any(t.lower_ in LIVING for t in draft.doc[phrase.last + 1 : phrase.last + 3]):
        return True
    others = [t for t in (token.head, *token.conjuncts) if t.i != token.i]
    return any(known.singular not in signs("doubtful") for t in others if (known := noun(t)) is not None)


def beside(draft: Draft, phrase: Phrase, only: str | None = None) -> bool:
    """Whether a person's name stands in apposition: "a company spokesman, Dale Moss", "Dale Moss, a spokesman",
    "his cousin, trustee Dale Moss".

    Args:
        only: "" to look for a name right after the phrase, without a comma ("co-chairs Hana Lind and ...").
    """
    view = draft.view
    starts = {m.span.start for m in draft.mentions if m.kind == "name" and kind_of(draft, m) == "Person"}
    if not starts:
        return False
    for last in (phrase.last, phrase.end):
        for i in range(last + 1, min(last + 6, view.size)):
            if view.start[i] in starts and all(
                only is None and (view.text[j] == "," if j == last + 1 else view.pos[j] in ("NOUN", "ADJ", "PROPN"))
                for j in range(last + 1, i)
            ):
                return True
    end = view.end[phrase.last]
    tail = draft.text[end : view.end[phrase.end]]
    if only is None and any(tail[:i].endswith(", ") for i in (s - end for s in starts) if 2 < i < len(tail)):
        return True  # "a spokesman for Ramsay, Ola Dunn,": the tail holds the name
    before = phrase.first - 1
    if only is None and before > 0 and view.text[before] == ",":
        end = view.end[before - 1]
        return any(m.span.end == end and kind_of(draft, m) == "Person" for m in draft.mentions if m.kind == "name")
    return False


NAMED_AS = re.compile(
    r",? (?:who|and who) (?:\w+ ){0,3}?(?:gave|give|identified|identify|called|calls|goes|go|went)\b"
    r"[^.;“\"]{0,40}? (?:as|by|only) $"
)


def named_as(draft: Draft, phrase: Phrase) -> Ref | None:
    """The person whom the phrase describes before the name comes: "a patient's daughter, who gave her name only as
    Merla"."""
    end = draft.span(phrase.last, phrase.last).end
    for m in draft.mentions:
        near = m.kind == "name" and 0 < m.span.start - end < 90 and kind_of(draft, m) == "Person"
        if near and NAMED_AS.fullmatch(draft.text[end : m.span.start]):
            return m.target
    return None


def holder(draft: Draft, phrase: Phrase) -> bool:
    """Whether a person named before has the role that a definite phrase gives: "the organizer" after "the union's lead
    organizer, Wren Castagna"; the phrase is then hers, and no new person."""
    before, behind = titled(draft.view.lower[phrase.head])
    at = draft.view.start[phrase.head]
    for m in draft.mentions:
        if m.kind == "name" and m.span.end < at and kind_of(draft, m) == "Person":
            left, right = draft.text[max(0, m.span.start - 40) : m.span.start], draft.text[m.span.end : m.span.end + 60]
            if before.search(left) or behind.match(right):
                return True
    return False


@lru_cache(maxsize=256)
def titled(word: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What a role is told by right before a name, and behind it."""
    word = {"governor": r"gov(?:ernor|\.)", "senator": r"sen(?:ator|\.)"}.get(word, re.escape(word))
    return re.compile(rf"\b{word},? $", re.I), re.compile(rf", (?:(?!wh)[\w’'-]+ ){{0,6}}{word}\b", re.I)
