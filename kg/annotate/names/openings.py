"""Words that have a capital because they open a sentence or name an office, and are no names."""

from __future__ import annotations

import re
from functools import cache

from kg.annotate.base import Draft
from kg.annotate.names.evidence import Cluster
from kg.annotate.names.lexicon import known_body, people_words, role_pattern, terms
from kg.annotate.names.places import kind_of
from kg.annotate.names.spans import Candidate

BLANK = re.compile(" ")
BEFORE_ROLE = re.compile(r" [a-z]+ ")
NAME = re.compile(r",? [A-Z]| (?:and|&) ")


# parts of unions, which "Lodge president Bo Li" is president of
PARTS = frozenset(["lodge", "chapter", "branch", "district", "local"])
WORKERS = re.compile(r" ([a-z][a-z’'-]+)")


@cache
def common_nouns() -> frozenset[str]:
    """Single words that bodies go by without their names ("the guild", "the district", "the hospital")."""
    nouns = terms("org_nouns.yaml", "union", "employer", "government", "organization")
    heads = terms("name_heads.yaml", "union", "association", "facility")
    return frozenset(t for t in nouns | heads | PARTS if " " not in t)


@cache
def trades() -> frozenset[str]:
    """Words that say what people work in: all words for bodies, and the first of "dairy worker", "hotel clerk"."""
    firms = terms("name_heads.yaml", "employer", "venue", "association")
    work = {t.split()[0] for t in terms("occupations.yaml", "occupation") if " " in t}
    return frozenset(t for t in firms if " " not in t) | common_nouns() | work


def trade(draft: Draft, cluster: Cluster) -> bool:
    """Whether a word only ever says, at the head of a sentence, what work people do: "Cannery workers walk out"."""
    if cluster.low not in trades() or known_body(cluster.text) is not None:
        return False
    behind = (WORKERS.match(draft.text, s.span.end) for s in cluster.spots)
    return all(m is not None and m[1] in people_words() for m in behind)


def opens_role(draft: Draft, c: Candidate) -> bool:
    """Whether a word only opens the words for a role at the head of a sentence: "Managing director Bo Li" and, of the
    guild, "Guild president Bo Li"."""
    if not c.initial or c.text.isupper() or not draft.text[c.span.end + 1 : c.span.end + 2].islower():
        return False
    m = role_pattern().match(draft.text, c.span.start)
    known = known_body(c.text) is not None or c.low in terms("government.yaml")  # "Opposition critic Bo Li"
    if m is not None and m.end() > c.span.end and not known:
        return True
    if c.low in terms("role_words.yaml", "modifier", "portfolio"):  # "Shadow transport secretary Bo Li"
        return of_officer(draft, c) or of_officer(draft, c, BEFORE_ROLE)
    return c.low in common_nouns() and of_officer(draft, c)


def of_officer(draft: Draft, c: Candidate, gap: re.Pattern[str] = BLANK) -> bool:
    """Whether the head of a sentence says whose officer the person behind is: "Boilermakers president Bo Li"."""
    between = gap.match(draft.text, c.span.end)
    opens = c.initial or " " in c.text  # "Warehouse Workers organizer Bo Li"
    office = role_pattern().match(draft.text, between.end()) if opens and between else None
    return office is not None and NAME.match(draft.text, office.end()) is not None


FIELD = re.compile(r" (?:of|for) (?!the\b|an?\b|its\b|his\b|her\b|their\b)[a-z]+(?: (?!and )[a-z]+)?(?: and [a-z]+)?")
OF_STATE = re.compile(r" (?:of|for) (?:the )?[A-Z][\w-]+(?:(?:,|,? and)? [A-Z][\w-]+){0,5}")


def field_of(role: re.Match[str], rest: str) -> bool:
    """Whether the words between a role and a name say what it is for: "director of nursing", "Minister for Health"."""
    minister = re.search(r"(?i)(?:minister|secretary|commissioner)$", role.group()) is not None
    return FIELD.fullmatch(rest) is not None or (minister and OF_STATE.fullmatch(rest) is not None)


def of_office(draft: Draft, c: Candidate) -> bool:
    """Whether a word says what a minister is for ("the Minister for Enterprise"), or is "the State" by itself."""
    before = draft.text[: c.span.start][-40:]
    office = re.search(r"(?i)\b(?:minister|secretary|department|ministry) (?:for|of) (?:the )?$", before)
    if " " in c.text:  # "the Minister for Local Government"
        return office is not None and terms("role_words.yaml", "portfolio").issuperset(c.low.split())
    return c.low == "state" or (office is not None and kind_of(c.text) in ("City", None))


def participle(draft: Draft, c: Candidate) -> bool:
    """Whether a word that opens a sentence only says what was done to the people behind it: "Fired clerk Bo Li"."""
    token = draft.tokens(c.span)[:1]
    following = re.match(r" [a-z]", draft.text[c.span.end : c.span.end + 2])
    return bool(len(token) and token[0].tag_ in ("VBN", "VBD") and following) and known_body(c.text) is None
