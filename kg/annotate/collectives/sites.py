"""Groups of workplaces that are counted or placed and not named: "more than 100 clinics throughout California".

Word list: kg/lexicon/sites.csv. `collectives` makes the entities, `coreference` finds what "the state" in them is.
"""

from __future__ import annotations

import csv
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from kg.annotate.base import Draft
from kg.annotate.collectives.phrases import COUNTS, IDLE, ORGANIZATIONS, counted, kind_of, left
from kg.model import Entity, Mention, Ref
from kg.paths import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

PLACES = ("City", "State", "Country", "Place")
WHERE = ("in", "throughout", "across", "at", "around", "near", "on", "of")


@cache
def sites() -> frozenset[str]:
    """Plural forms of the nouns for workplaces."""
    with lexicon("sites.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["plural"] for row in csv.DictReader(file))


def site(token: Token) -> bool:
    """Whether a noun stands for workplaces, by itself or with the word before it ("nursing homes")."""
    before = token.nbor(-1).lower_ if token.i else ""
    return token.lower_ in sites() or f"{before} {token.lower_}" in sites()


def group(draft: Draft, token: Token) -> None:
    """Adds the group of sites that the token heads, if it does, with its mention."""
    if not heads(draft, token):
        return
    first, last = left(token), conjoined(token)
    end = placed(draft, draft.doc[last])
    names = [m for m in draft.mentions_in(draft.span(first, end)) if m.kind == "name"]
    employer = next((m.target for m in names if kind_of(draft, m) in ORGANIZATIONS), None)
    within = next((m.target for m in names if kind_of(draft, m) in PLACES), None)
    many = counted(draft, first, token.i)
    span = draft.span(first, last)
    known = same(draft, token, employer, within, many)
    if known is None and not (many or employer or end > last):
        return
    if known is None:
        known = f"e:{token.idx}"
        start = token.i
        while start > first and not idle(draft.doc[start - 1]):
            start -= 1
        name = " ".join(draft.words(draft.span(start, end)).split())
        draft.entities[known] = Entity(known, "FacilityGroup", name, named=False, rule="site-group", confidence=0.8)
    entity = draft.entities[known]
    draft.entities[known] = replace(entity, employer=entity.employer or employer, within=entity.within or within)
    draft.mentions.append(Mention(span, known, "nominal", "site-group", 0.8))


def heads(draft: Draft, token: Token) -> bool:
    """Whether the token is the head noun of a group of sites, outside names and not a modifier."""
    if not site(token) or token.pos_ not in ("NOUN", "PROPN"):
        return False
    if token.dep_ in ("compound", "nmod") or (token.dep_ == "conj" and token.head.lower_ in sites()):
        return False
    return not any(m.kind == "name" and m.span.start <= token.idx < m.span.end for m in draft.mentions)


def idle(token: Token) -> bool:
    """Whether the word before the noun is article, number or quantity word, no description."""
    return (
        token.like_num or token.lower_ in IDLE | COUNTS or token.pos_ in ("DET", "NUM", "ADV", "ADP", "PRON", "PUNCT")
    )


def conjoined(token: Token) -> int:
    """Index of the last noun of "clinics and facilities"."""
    return max([t.i for t in token.conjuncts if t.lower_ in sites() and 0 < t.i - token.i < 6], default=token.i)


def placed(draft: Draft, token: Token) -> int:
    """Index of the last token of the words that say where the sites are: a place name, or "the state".

    Read from the words, since the parser often hangs them on the verb.
    """
    doc = token.doc
    i = token.i + 1
    if i >= len(doc) or doc[i].lower_ not in WHERE:
        return token.i
    for noun in doc[i + 1 : i + 5]:
        for mention in draft.mentions:
            if mention.kind == "name" and mention.span.start == noun.idx and kind_of(draft, mention) in PLACES:
                last = int(draft.tokens(mention.span)[-1].i)
                more = last + 1 < len(doc) and doc[last + 1].pos_ == "NOUN"
                return last + more
        if noun.lower_ in ("state", "city", "country", "province", "region", "county"):
            return int(noun.i)
        if noun.pos_ not in ("DET", "ADJ"):
            break
    return token.i


def same(draft: Draft, token: Token, employer: Ref | None, within: Ref | None, counted: bool) -> Ref | None:
    """The group that was mentioned before with the same noun, where nothing speaks against it."""
    for mention in reversed(draft.mentions):
        entity = draft.entities.get(mention.target or "")
        if entity is None or entity.kind != "FacilityGroup" or mention.kind != "nominal":
            continue
        clash = (employer and entity.employer not in (None, employer)) or (
            within and entity.within not in (None, within)
        )
        pointing = any(t.lower_ in ("the", "all", "these", "those", "both") for t in token.lefts)
        if draft.tokens(mention.span).root.lower_ == token.lower_ and not clash and (pointing or not counted):
            return entity.ref if pointing or employer == entity.employer else None
    return None


def places(draft: Draft) -> None:
    """The place that "the state" or "the city" after a group of sites stands for."""
    for entity in [e for e in draft.entities.values() if e.kind == "FacilityGroup" and e.within is None]:
        for mention in [m for m in draft.mentions if m.target == entity.ref]:
            tokens = draft.tokens(mention.span)
            end = placed(draft, tokens[-1])
            for other in draft.mentions_in(draft.span(tokens.start, end)):
                if kind_of(draft, other) in PLACES:
                    draft.entities[entity.ref] = replace(draft.entities[entity.ref], within=other.target)
