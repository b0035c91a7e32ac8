"""Who holds an office or a trade that a story names again by a noun: "Gov. Ann Ruiz", then "the governor"."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg.annotate.base import Draft
from kg.annotate.lexicons import load_lexicon
from kg.model import Position, Ref

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.annotate.view import View

# words of rank: an office with one is another office than that without
RANKS = {"vice", "deputy", "lieutenant", "assistant", "associate", "lt."}


@cache
def forms() -> dict[str, frozenset[str]]:
    """kg/lexicon/offices.yaml: noun -> words that say the same in roles and titles."""
    return {o["noun"]: frozenset(o["forms"]) for o in load_lexicon("offices.yaml")["offices"]}


def bearers(draft: Draft, noun: Token, before: int) -> set[Ref]:
    """Named people of whose role or occupation the noun is, by their positions or beside their name, before an offset;
    those of the same rank where there are any ("the governor" is not the lieutenant governor)."""
    words = {noun.lower_} | forms().get(noun.lower_, frozenset())
    people = {e.ref for e in draft.entities.values() if e.kind == "Person" and e.named}
    holding = [p for p in draft.positions if p.span.start < before and words & set(_words(p)) and p.person in people]
    found = {p.person for p in holding}
    for m in draft.mentions:
        known = m.kind == "name" and m.target in people and m.target not in found and m.span.start < before
        if known and words & beside(draft.view, *draft.view.range(m.span.start, m.span.end)):
            found.add(m.target or "")
    ranked = bool(RANKS & {t.lower_ for t in noun.lefts})
    other = {p.person for p in holding if bool(RANKS & set(_words(p))) != ranked}
    return found - other or found


def _words(position: Position) -> list[str]:
    return position.role.lower().replace("-", " ").split()


def beside(view: View, first: int, last: int) -> set[str]:
    """The nouns right before a name, and those behind a comma after it."""
    text, pos, lower = view.text, view.pos, view.lower
    found: set[str] = set()
    for i in range(first - 1, max(first - 4, view.sentences[view.sentence[first]][0]) - 1, -1):
        if pos[i] in ("NOUN", "PROPN"):
            found.add(lower[i])
        elif text[i] in ("'s", "’s", "'", "’"):
            break  # the governor is not her spokesman
        elif text[i] != "," and pos[i] not in ("ADJ", "PART"):
            break
    if last < view.size and text[last] == ",":
        for i in range(last + 1, min(last + 8, view.size)):
            if pos[i] == "NOUN" and view.tag[i] == "NN":
                found.add(lower[i])
            if (view.mark[i] and not view.space[i]) or pos[i] in ("ADP", "VERB", "AUX", "PRON"):
                break
    return found
