"""Which organization a role belongs to: the one in front of it, the one behind "at" or "of", or the one meant."""

from __future__ import annotations

import re

from kg.annotate.base import Draft
from kg.annotate.names.lexicon import fold, terms
from kg.annotate.positions.bodies import (
    FIRMS,
    UNIONS,
    body_of_noun,
    main_employer,
    near_body,
    noun_in,
    organization_at,
    possessor,
)
from kg.annotate.positions.roles import FREE, PUBLIC, UNION_ROLES, Role, is_occupation
from kg.model import Ref

LINK = re.compile(r"^,? (?:at|of|for|with|in|from|on) (?:the |its |their )?")
LINK_SHORT = re.compile(r"^,? (?:at|of|for|with|in|from|on) ")


def owner(draft: Draft, role: Role) -> Ref | None:
    """The organization that stands in front of a role: a name, "the hospital's", "its", "hospital"."""
    at = role.span.start
    if role.noun is not None:
        return body_of_noun(draft, role.noun, at)
    head = draft.text[max(0, at - 60) : at]
    m = re.search(r"[’']?s? $", head)
    end = at - (len(m.group()) if m else 1)
    for stop in (at - 1, end, at - 3, at - 2):
        body = organization_at(draft, end=stop)
        if body is not None and draft.text[stop:at].strip() in ("", "’s", "'s", "’", "'", ")"):
            return body.target
    m = re.search(r"(?i)\b(?:the|this|that|a|an) ([a-z -]+?)[’']s? (?:[a-z]+ )?$", head)
    if m and (noun := noun_in(m[1])):
        return body_of_noun(draft, noun, at)
    if re.search(r"(?i)\b(?:its|their) (?:[a-z]+ )?$", head):
        return possessor(draft, at)
    return None


def linked_body(draft: Draft, at: int) -> Ref | None:
    """The organization after "at", "of", "for" or "with" behind a role, a name or a noun."""
    rest = draft.text[at : at + 90].split("\n")[0]
    m = LINK.match(rest)
    if m is None:
        return None
    body = organization_at(draft, start=at + m.end()) or organization_at(
        draft, start=at + LINK_SHORT.match(rest).end() if LINK_SHORT.match(rest) else -1
    )
    if body is not None:
        return body.target
    facility = next(
        (
            x
            for x in draft.mentions
            if x.span.start == at + m.end()
            and draft.entities.get(x.target or "")
            and draft.entities[x.target or ""].kind in ("Facility",)
        ),
        None,
    )
    if facility is not None:
        return facility.target
    person = next(
        (
            x
            for x in draft.mentions
            if at < x.span.start <= at + m.end() + 30
            and re.fullmatch(r"(?:[A-Z][a-z]+ )*", draft.text[at + m.end() : x.span.start])
            and draft.entities.get(x.target or "", None)
            and draft.entities[x.target or ""].kind == "Person"
        ),
        None,
    )
    if person is not None:
        return body_of_person(draft, person.target)
    words = (
        re.match(r"(?:the |its |their )?([a-z][a-z -]*)", rest[LINK_SHORT.match(rest).end() :])
        if LINK_SHORT.match(rest)
        else None
    )
    if words is None:
        return None
    parts = words[1].split()
    for size in (3, 2, 1):
        noun = " ".join(parts[:size])
        if len(parts) >= size and noun_in(noun) == noun:
            return body_of_noun(draft, noun, at)
    if re.search(r"\b(?:minister|governor|mayor|premier|secretary)\b", words[1]):
        return office_body(draft, at, words[1])
    if re.search(r"\b(?:committee|board|team)\b", " ".join(parts[:4])):
        return (
            near_body(draft, at, UNIONS)
            if re.search(r"(?:bargaining|negotiating|organi[sz]ing|strike)", words[1])
            else near_body(draft, at, FIRMS)
        )
    return None


def body_of_person(draft: Draft, person: Ref | None) -> Ref | None:
    """The organization of a person whose position is known."""
    return next((p.organization for p in draft.positions if p.person == person and p.organization), None)


def office_body(draft: Draft, at: int, words: str) -> Ref | None:
    """The body of the last holder of the public office that the words speak of."""
    office = re.search(r"\b(?:minister|governor|mayor|premier|secretary)\b", words)
    pattern = re.compile(office.group() if office else PUBLIC.pattern, re.IGNORECASE)
    held = [p for p in draft.positions if pattern.search(p.role) and p.span.start < at and p.organization]
    return held[-1].organization if held else near_body(draft, at, ("GovernmentBody",))


def default(draft: Draft, role: Role, at: int) -> Ref | None:
    """The organization of a role that the text leaves to the reader: a union's for union offices, the government's for
    ministers, the employer's for work; None for historians, analysts and others who stand outside."""
    text = role.text
    if PUBLIC.search(text) or portfolio(text):
        return public_body(draft, text, at)
    if FREE.search(text):
        return None
    if text in ("President", "Vice President"):
        return None  # of the country, or a body that a fuller title has named
    if UNION_ROLES.search(text):
        return near_body(draft, at, UNIONS)
    first = text.lower().split()[0]
    if len(text.split()) > 1 and noun_in(first) == first and (body := body_of_noun(draft, first, at)):
        return body
    if re.search(r"(?i)\bmembers?\b", text):
        return near_body(draft, at, UNIONS)
    if re.search(r"(?i)\b(?:spokes\w+|president|secretary|official|representative|lawyer|attorney)\b", text):
        return possessor(draft, at)
    if is_occupation(role) or re.search(
        r"(?i)\b(?:chief|executive|ceo|cfo|coo|manager|supervisor|provost|superintendent|principal|dean|chancellor|trustee|head|director|chair\w*|owner)\b",
        text,
    ):
        return main_employer(draft, at)
    return possessor(draft, at)


def portfolio(text: str) -> bool:
    """Whether a role is a secretary of state's, by its field ("Communities Secretary"), and not a union's."""
    m = re.fullmatch(r"(?:[Ss]hadow )?([A-Z]\w+) [Ss]ecretary", text)
    return m is not None and fold(m[1]) not in terms("roles.yaml", "secretary")


def public_body(draft: Draft, text: str, at: int) -> Ref | None:
    """The government that an office belongs to, where the article speaks of it."""
    governments = [e for e in draft.entities.values() if e.kind == "GovernmentBody"]
    wanted = r"city|town|council" if re.search(r"(?i)mayor|council|alder", text) else r"government"
    if re.search(r"(?i)\b(?:minister|premier|secretary)\b|mayor|council|alder", text):
        fits = [
            e
            for e in governments
            if re.search(wanted, fold(e.name))
            or (wanted == "government" and e.canonical and "overnment" in e.canonical)
        ]
        return fits[0].ref if fits else None
    return None


def following(draft: Draft, at: int) -> Ref | None:
    """An organization right after a comma ("Theo Lindgren, Parkmoor Hotels")."""
    if draft.text[at : at + 2] != ", ":
        return None
    body = organization_at(draft, start=at + 2)
    return body.target if body else None


def of_body(draft: Draft, at: int) -> Ref | None:
    """An organization after "of": "Rev. Miguel Santoro of the Interfaith Table"."""
    m = re.match(r",? (?:of|with|from) (?:the )?", draft.text[at : at + 12])
    body = organization_at(draft, start=at + m.end()) if m else None
    return body.target if body else None


def issuer(draft: Draft) -> Ref | None:
    """The body that puts out the text itself, where the text names it."""
    named = any(m.target == draft.publisher for m in draft.mentions)
    return draft.publisher if named and draft.publisher else None
