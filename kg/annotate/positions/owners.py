"""Which organization a role belongs to: the one in front of it, the one behind "at" or "of", or the one meant."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.annotate.base import Draft
from kg.annotate.names.lexicon import fold, terms
from kg.annotate.positions.bodies import (
    BODIES,
    FIRMS,
    UNIONS,
    body_of_noun,
    described,
    main_employer,
    most_present,
    near_body,
    noun_in,
    organization_at,
    organizations,
    possessor,
    tail_of,
)
from kg.annotate.positions.roles import FREE, PUBLIC, UNION_ROLES, Role, is_occupation, unlisted_trade
from kg.model import Entity, Mention, Ref, Span

SCHOOL = re.compile(r"(?i)\b(?:superintendent|teach\w*|teacher|paraeducator|school (?:counselor|nurse|psychologist))\b")
COUNTY = re.compile(
    r"((?:[A-Z][\w’'-]+ ){1,3}(?:County|Parish|Borough|Township)) "
    r"(?:Warden|Sheriff|Commissioner|Executive|Judge|Attorney|Prosecutor|Clerk|Supervisor|Mayor|Councill?or)\b"
)
LINK = re.compile(r"^,? (?:at|of|for|with|in|from|on|to) (?:the |its |their )?")
OF_FIELD = re.compile(r"(?i)(?:minister|secretary|commissioner) (?:for|of) (.+)$")
OF_UNION = re.compile(r"(?: [A-Z][\w.’'-]*){1,4},? of (?:the )?")
SECONDS = re.compile(r"(?i)^(?:deputy|successor|spokes\w+|aide|assistant|chief of staff)$")
LINK_SHORT = re.compile(r"^,? (?:at|of|for|with|in|from|on|to) ")


def owner(draft: Draft, role: Role) -> Ref | None:
    """The organization that stands in front of a role: a name, "the hospital's", "its", "hospital"."""
    at = role.span.start
    if role.noun is not None:
        return tail_of(draft, role.noun) or body_of_noun(draft, role.noun, at)
    head = draft.text[max(0, at - 60) : at]
    m = re.search(r"[’']?s? $", head)
    end, owned = at - (len(m.group()) if m else 1), m is not None
    for stop in (at - 1, end, at - 3, at - 2):
        body = organization_at(draft, end=stop)
        if body is not None and draft.text[stop:at].strip() in ("", "’s", "'s", "’", "'", ")"):
            return body.target
    if (local := open_local(draft, at)) is not None:
        return of_parent(draft, local, role.span.end)
    m = re.search(r"(?i)\b(?:the|this|that|a|an) ([a-z -]+?)[’']s? (?:[a-z]+ )?$", head)
    if m and (noun := noun_in(m[1])):
        return body_of_noun(draft, noun, at)
    if re.search(r"(?i)\b(?:its|their) (?:[a-z]+ )?$", head):
        kinds = UNIONS if UNION_ROLES.search(role.text) else BODIES
        return possessor(draft, at, (*kinds, "FormalOrganization"))
    person = next((x for x in draft.mentions if x.span.end == end and x.kind == "name" and owned), None)
    if person is not None and SECONDS.search(role.text):
        return body_of_person(draft, person.target)  # "Ann Roy's deputy"
    return None


def open_local(draft: Draft, at: int) -> Mention | None:
    """The mention right before a role of a local that may be either of two: "Local 12 president Joan Fisk"."""
    ends = (at - 1, at - 3, at - 2)
    return next((m for m in draft.mentions if m.span.end in ends and not m.target and len(m.candidates) > 1), None)


def of_parent(draft: Draft, local: Mention, at: int) -> Ref | None:
    """Which of two locals is meant, by the union behind the name of its officer: "... Joan Fisk of the Teamsters"."""
    m = OF_UNION.match(draft.text, at)
    union = organization_at(draft, start=m.end()) if m is not None else None
    fits = [r for r in local.candidates if union is not None and draft.entities[r].parent == union.target]
    return fits[0] if len(fits) == 1 else None


def unknown_owner(draft: Draft, role: Role) -> bool:
    """Whether a proper name owns the role that is no organization we know ("Kettle Row's founder"): then no other body
    may take its place."""
    if open_local(draft, role.span.start) is not None:
        return True
    head = draft.text[max(0, role.span.start - 60) : role.span.start]
    m = re.search(r"([A-Z][\w&-]*)(?:[’']s|s[’']) (?:[a-z-]+ )?$", head)
    if m is None:
        return False
    at = role.span.start - len(head) + m.start(1)
    held = next((x for x in draft.mentions if x.kind == "name" and x.span.start <= at < x.span.end), None)
    if held is None or held.target not in draft.entities:
        return True
    return draft.entities[held.target or ""].kind in ("Place", "Person")


def owned_by(draft: Draft, role: Role) -> str | None:
    """The noun that owns a role: "the union's attorney"."""
    m = re.search(r"\b[Tt]he ([a-z]+)[’']s? (?:[a-z]+ )?$", draft.text[max(0, role.span.start - 60) : role.span.start])
    return m[1] if m else None


def linked_body(draft: Draft, at: int) -> Ref | None:
    """The organization after "at", "of", "for" or "with" behind a role, a name or a noun."""
    rest = draft.text[at : at + 90].split("\n")[0]
    m = LINK.match(rest)
    if m is None:
        return None
    short = LINK_SHORT.match(rest)
    bare = short.end() if short else 0
    body = organization_at(draft, start=at + m.end()) or organization_at(draft, start=at + bare if short else -1)
    if body is None and (told := re.match(r"(?:[a-z]+ ){1,3}(?=[A-Z])", rest[m.end() :])) and noun_in(told.group()):
        body = organization_at(draft, start=at + m.end() + told.end())  # "a partner at the law firm Roe & Low"
    if body is not None:
        return body.target
    site = re.match(r"(?:the |its |their )([a-z]+)\b", rest[bare:]) if short else None
    sites = [e.ref for e in draft.entities.values() if e.kind == "Facility" and site and fold(e.name).endswith(site[1])]
    if len(sites) == 1:
        return sites[0]  # "a trimmer at the plant"
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
            and re.fullmatch(r"(?:[A-Z][a-z]+ |[A-Z][a-z]{1,3}\. )*", draft.text[at + m.end() : x.span.start])
            and draft.entities.get(x.target or "", None)
            and draft.entities[x.target or ""].kind == "Person"
        ),
        None,
    )
    if person is not None:
        return body_of_person(draft, person.target)
    words = re.match(r"(?:the |its |their )?([a-z][a-z -]*)", rest[bare:]) if short else None
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
    if county := COUNTY.match(text):
        return county_body(draft, Span(role.span.start, role.span.start + county.end(1)))
    # "a spokesman for the company" is nobody's but an employer's
    behind = re.search(r" (?:of|for|at|with) the ([a-z][a-z -]*)$", text)
    if behind and (noun := noun_in(behind[1])):
        return body_of_noun(draft, noun, at)
    if re.fullmatch(r"(?:\w+ )?[Cc]ommissioner", text) and (body := only_public(draft, "commission", at)):
        return body
    if PUBLIC.search(text) or portfolio(text):
        return public_body(draft, text, at)
    if SCHOOL.search(text) and (body := school_body(draft, at)):
        return body
    boards = any(e.kind == "GovernmentBody" and fold(e.name).endswith("board") for e in draft.entities.values())
    if re.match(r"(?i)board (?:president|chair)", text) and not boards and (body := school_body(draft, at)):
        return body
    if re.search(r"(?i)\b(?:editor|publisher)$", text) and (body := most_present(draft, at, ("NewsOrganization",))):
        return body
    if re.search(r"(?i)\b(?:vice-?|vice )?chancellor$|\bprovost$", text) and (
        body := body_of_noun(draft, "university", at)
    ):
        return body
    if re.search(r"(?i)\bjudge$", text):
        return only_public(draft, "court", at)
    if FREE.search(text) or unknown_owner(draft, role):
        return None
    if (role.noun or owned_by(draft, role)) in ("company", "union"):
        return None  # the story names no company: it is not another body's spokeswoman
    if text == "Member":  # of a board or council that sits, as "the board wrote ... Member Ann Roy dissented"
        sitting = [m for m, _ in organizations(draft, ("GovernmentBody",)) if m.span.end <= role.span.start]
        return sitting[-1].target if sitting else None
    if text in ("President", "Vice President"):
        return None  # of the country, or a body that a fuller title has named
    if UNION_ROLES.search(text):
        return most_present(draft, at, UNIONS) or near_body(draft, at, UNIONS)
    first = text.lower().split()[0]
    if len(text.split()) > 1 and noun_in(first) == first and (body := body_of_noun(draft, first, at)):
        return body
    if re.search(r"(?i)\bmembers?\b", text):
        return near_body(draft, at, UNIONS)
    if re.search(r"(?i)\b(?:spokes\w+|president|secretary|official|representative|lawyer|attorney)\b", text):
        return possessor(draft, at)
    if is_occupation(role) and (place := opened_at(draft, at)):
        return place
    if unlisted_trade(role):
        firm = main_employer(draft, at)
        return firm if firm is not None and draft.entities[firm].kind == "Employer" else None
    if is_occupation(role) or re.search(
        r"(?i)\b(?:chief|executive|ceo|founder|co-founder|lead|leader|officer|cfo|coo|manager|supervisor|provost|superintendent|principal|dean|chancellor|trustee|head|director|chair\w*|owner|"
        r"concertmaster|conductor|registrar|bursar|controller|headmaster|headmistress)\b",
        text,
    ):
        return main_employer(draft, at)
    return possessor(draft, at)


def opened_at(draft: Draft, at: int) -> Ref | None:
    """The site or employer that opens the sentence: "At Orrin hospital in Leeds, Tom Ray, a porter, said"."""
    start = draft.sentence(at).start_char
    m = re.match(r"\s*(?:At|Inside|Outside) (?:the )?", draft.text[start : start + 14])
    begun = [x for x in draft.mentions if m and x.span.start == start + m.end() and x.span.end <= at]
    held = [draft.entities[x.target] for x in begun if x.kind == "name" and x.target in draft.entities]
    fits = [e.ref for e in held if e.kind in ("Facility", *FIRMS)]
    return fits[-1] if fits else None


def only_public(draft: Draft, noun: str, at: int) -> Ref | None:
    """The one public body with that last word named before an offset ("commission", "court"), where a commissioner or
    a judge sits; None beside several."""
    held = {e.ref: e for m, e in organizations(draft, ("GovernmentBody",)) if m.span.end <= at and e.named}
    fits = [ref for ref, e in held.items() if fold(e.name).endswith(noun)]
    return fits[0] if len(fits) == 1 else None


def portfolio(text: str) -> bool:
    """Whether a role is a secretary of state's, by its field ("Communities Secretary"), and not a union's."""
    m = re.fullmatch(r"(?:[Ss]hadow )?(\w+) [Ss]ecretary", text)
    fields = terms("role_words.yaml", "portfolio") - terms("role_words.yaml", "modifier")
    field = m is not None and (m[1][0].isupper() or fold(m[1]) in fields)
    return m is not None and field and fold(m[1]) not in terms("roles.yaml", "secretary")


def county_body(draft: Draft, span: Span) -> Ref | None:
    """The government of a county or city that stands before its officer's title ("Marsh County Sheriff ...")."""
    held = next((m for m in draft.mentions if m.span.overlaps(span)), None)
    if held is not None:
        return held.target if held.target in draft.entities and draft.entities[held.target].kind in BODIES else None
    ref, name = f"e:{span.start}", span.of(draft.text)
    same = (e.ref for e in draft.entities.values() if e.kind == "GovernmentBody" and e.name == name)
    ref = next(same, ref)
    draft.entities.setdefault(ref, Entity(ref, "GovernmentBody", name, rule="office-before-name", confidence=0.8))
    draft.mentions.append(Mention(span, ref, "name", "office-before-name", 0.8))
    return ref


def public_body(draft: Draft, text: str, at: int) -> Ref | None:
    """The government that an office belongs to: one that the article names, else "the city", "the state" ..."""
    level = next((found for found in LEVELS if found.office.search(text)), None)
    if level is None:
        return None
    named = [e for e in draft.entities.values() if e.kind == "GovernmentBody"]
    if field := OF_FIELD.search(text):  # "Minister for Health" beside the Department of Health
        own = [e.ref for e in named if fold(e.name).endswith(f" {fold(field[1])}")]
        if own:
            return own[0]
    named = [e for e in named if level.body.search(fold(e.name))]
    fits = sorted(named, key=lambda e: not e.named)
    if fits:
        return fits[0].ref
    found = (described(draft, noun, "GovernmentBody") for noun in level.nouns)
    states = [e.ref for e in draft.entities.values() if e.kind == "State" and e.named and spoken(draft, e.ref)]
    lone = states[0] if re.match(r"(?i)gov", text) and len(states) == 1 else None  # "Gov. Ann Ruiz" in its one state
    return next((ref for ref in found if ref), lone)


def spoken(draft: Draft, ref: Ref) -> bool:
    """Whether the article itself names a thing."""
    return any(m.target == ref for m in draft.mentions)


@dataclass(frozen=True, slots=True)
class Level:
    """A level of government: its offices, words of the names of its bodies, and the nouns that describe it."""

    office: re.Pattern[str]
    body: re.Pattern[str]
    nouns: tuple[str, ...]


LEVELS = (
    Level(
        re.compile(r"(?i)\b(?:mayor|cllr|council(?:or|lor|man|woman|member)|alder\w+|ald\.|fire chief|police chief|"
                   r"(?:city|town|village|borough) (?:manager|attorney|administrator|clerk|treasurer|solicitor)|"
                   r"public works director)"),
        re.compile(r"\b(?:city|town|municipal|borough|council)\b"),
        ("city", "town", "borough", "council"),
    ),
    Level(
        re.compile(r"(?i)\b(?:county \w+|warden|sheriff)$"),
        re.compile(r"\bcounty\b"),
        ("county",),
    ),
    Level(
        re.compile(r"(?i)\b(?:governor|gov\.|state (?:\w+ ){0,2}(?:minister|treasurer|secretary))(?!\w)"),
        re.compile(r"\b(?:state|state government)$"),
        ("state", "state government"),
    ),
    Level(
        re.compile(r"(?i)\b(?:minister|premier|secretary|backbencher|treasurer|chancellor of the exchequer)\b"),
        re.compile(r"\bgovernment\b"),
        ("government", "province", "federal government", "state government", "state", "department", "ministry"),
    ),
)  # fmt: skip


def school_body(draft: Draft, at: int) -> Ref | None:
    """The district that a superintendent or a school's staff belongs to, named or described."""
    named = body_of_noun(draft, "district", at)
    if named is not None and re.search(r"(?i)school|district|education|academy|college", draft.entities[named].name):
        return named
    found = (described(draft, noun, "Employer") for noun in ("school district", "district"))
    return next((ref for ref in found if ref), None)


def following(draft: Draft, at: int) -> Ref | None:
    """An organization right after a comma ("Theo Sandell, Ashcombe Hotels")."""
    if draft.text[at : at + 2] != ", ":
        return None
    body = organization_at(draft, start=at + 2)
    return body.target if body else None


def of_body(draft: Draft, at: int) -> Ref | None:
    """An organization after "of": "Rev. Miguel Sandoval of the Interfaith Table"."""
    m = re.match(r",? (?:of|with|from) (?:the )?", draft.text[at : at + 12])
    body = organization_at(draft, start=at + m.end()) if m else None
    return body.target if body else None


def issuer(draft: Draft) -> Ref | None:
    """The body that puts out the text itself, where the text names it."""
    named = any(m.target == draft.publisher for m in draft.mentions)
    return draft.publisher if named and draft.publisher else None
