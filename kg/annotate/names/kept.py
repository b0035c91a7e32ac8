"""Which candidates may be names at all: no weekday, nationality, law, trade or lone title."""

from __future__ import annotations

import re

from kg.annotate.base import Draft
from kg.annotate.names.lexicon import (
    ends,
    follows_the,
    given_names,
    is_person_title,
    known_body,
    role_pattern,
    terms,
)
from kg.annotate.names.openings import of_office, of_officer, opens_role, participle
from kg.annotate.names.places import kind_of
from kg.annotate.names.spans import Candidate

OFFICE = re.compile(
    r" (?:minister|secretary|department|ministry|commissioner|portfolio|market|laws?|relations|costs?|movement)\b"
)


def platform(draft: Draft, c: Candidate) -> bool:
    """Whether the name of a platform is meant: one that is a word or letter too only where something is posted."""
    if c.low not in terms("name_stops.yaml", "word-platform"):
        return True
    return re.search(r"\b(?:on|to|via|over|platform|site|network|app) $", draft.text[: c.span.start][-20:]) is not None


BEARER = re.compile(r", (?:\d\d,|(?:an? |who )[a-z])")


def family(draft: Draft, word: str) -> bool:
    """Whether a title or a trade is also somebody's family name in the story: "Gil Pope", "Wren Cook, 40,"."""
    found = re.finditer(rf"([A-Z][\w’'-]+) {re.escape(word)}\b(?! [A-Z])", draft.text)
    return word[:1].isupper() and any(m[1] in given_names() or BEARER.match(draft.text, m.end()) for m in found)


HYPHENED = re.compile(r"[A-Z][a-z]+(?:-[a-z]+)+")


def keep(draft: Draft, c: Candidate) -> bool:
    """Whether the candidate may be a name at all: no weekday, nationality, law or lone title."""
    stops = terms("name_stops.yaml", "calendar", "demonym", "thing")
    if c.hint is None and (opens_role(draft, c) or of_office(draft, c)):
        return False
    low = c.text.casefold().replace("’", "'")
    if (
        low in stops
        or low.rstrip(".") in stops
        or low.replace(".", "") in stops
        or f"{low}." in stops
        or re.search(r"'(?:ve|re|ll|d|m|t)$", low)
        or (len(c.text) < 2 and low != "x")
    ):
        return False
    if c.hint is None and low in terms("name_stops.yaml", "platform", "word-platform"):
        return platform(draft, c)
    if c.initial and HYPHENED.fullmatch(c.text) and known_body(c.text) is None:
        return False  # "Rent-to-own chain Orrin Home"
    if c.initial and (low in terms("name_stops.yaml", "opener") or participle(draft, c)):
        return False
    if low in terms("role_words.yaml", "portfolio") and OFFICE.match(draft.text, c.span.end):
        return False
    if low in terms("name_stops.yaml", "direction"):
        return False
    last = low.split()[-1]
    if c.hint is None and len(low.split()) > 1 and last in terms("name_stops.yaml", "law"):
        return False
    trade = role_pattern().fullmatch(low) and not c.role and kind_of(c.text) is None
    if trade and not of_officer(draft, c) and not family(draft, c.text):
        return ends(low, "news") and follows_the(draft.text, c.span.start)
    if is_person_title(low) and not family(draft, c.text):
        return False
    if not {low, low.replace(".", "")}.isdisjoint(terms("honorifics.yaml", "credential")):
        return False
    return any(ch.isalpha() for ch in c.text)
