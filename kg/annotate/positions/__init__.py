"""Positions: who holds which role at which organization.

Read from titles before names ("INA President Loretta Wolanski"), appositions on either side, clauses with "who
heads", contact lines, and the words of unnamed people ("a hospital spokesperson"). Where the organization is a noun or
missing, `positions.bodies` says which one is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from kg.annotate.base import Annotator, Draft
from kg.annotate.names.candidates import attributes
from kg.annotate.names.lexicon import fold, role_ends, role_pattern, terms
from kg.annotate.names.openings import field_of
from kg.annotate.positions.bodies import noun_in, organization_at
from kg.annotate.positions.clauses import clause
from kg.annotate.positions.owners import LINK, default, following, issuer, linked_body, of_body, owner
from kg.annotate.positions.roles import PARENT, PAST, RELATED, Role, role_in, unlisted, widen
from kg.model import Entity, Mention, Position, Ref, Span


def run(draft: Draft) -> None:
    """Fill `positions`, each person, role and organization once, in reading order."""
    found: list[Position] = []
    for mention in sorted(draft.mentions, key=lambda m: (m.kind != "name", m.span.start, -m.span.end)):
        entity = draft.entities.get(mention.target or "")
        if entity is None or entity.kind != "Person":
            continue
        draft.positions = found
        for position in of_mention(draft, mention, entity):
            add(found, position)
    draft.positions = sorted(found, key=lambda p: (p.span, p.person))


def add(found: list[Position], new: Position) -> None:
    """Append a position, unless it is there already; one with its organization replaces one without."""
    for i, old in enumerate(found):
        if old.person == new.person and same_role(old.role, new.role):
            if old.organization is None and new.organization is not None and new.confidence >= old.confidence:
                found[i] = replace(old, organization=new.organization)
            if old.organization is None or new.organization in (None, old.organization):
                return
    found.append(new)


def same_role(one: str, other: str) -> bool:
    """Whether two role texts say the same: equal, or one ends in the other."""
    a, b = fold(one), fold(other)
    return a == b or a.endswith(" " + b) or b.endswith(" " + a)


def of_mention(draft: Draft, mention: Mention, entity: Entity) -> Iterator[Position]:
    """Positions that the words around (or of) one mention give."""
    if mention.kind == "nominal":
        yield from unnamed(draft, mention, entity)
        return
    if mention.kind != "name":
        return
    yield from before(draft, mention)
    yield from after(draft, mention)
    for role, organization, rule, sure in clause(draft, mention):
        yield position(draft, mention, role, organization, rule, sure)


def before(draft: Draft, mention: Mention) -> Iterator[Position]:
    """Titles and appositions in front of the name, and contact lines."""
    start = line_start(draft, mention.span.start)
    left = draft.text[start : mention.span.start]
    cut = address_end().sub("", left)
    title = left[len(cut) :].strip()
    joined = re.search(r"(?:,| and) $", cut)
    m = re.search(r"(?i)\b((?:media |press )?contacts?): $", cut)
    if m:
        span = Span(start + m.start(1), start + m.end(1))
        window = apposition(draft, mention)
        if window is not None and role_in(draft, window) is not None:
            return  # the line tells the role itself: "Contact: Ann Ruiz, communications director"
        org = following(draft, mention.span.end) or spoken_for(draft, span)
        yield position(draft, mention, Role(span, span.of(draft.text)), org, "position/contact", 0.85)
        return
    given = False
    if cut.endswith(", ") and attributes(draft, mention.span):
        left = cut = ""
    behind = of_body(draft, mention.span.end)
    whole = [
        r
        for r in roles_before(draft, start, left, behind)
        if r[0].text.rstrip(".").lower() not in honorifics() | {"ms", "mr"}
    ]
    for role, organization, rule in whole or roles_before(draft, start, cut, behind):
        given = True
        yield position(draft, mention, role, organization, rule, 0.9)
    if not given and title and (org := of_body(draft, mention.span.end)):
        span = Span(start + len(cut), start + len(cut) + len(title))
        yield position(draft, mention, Role(span, title), org, "position/form-of-address", 0.7)
    if joined and not given:
        yield from shared(draft, mention, start + joined.start())


@cache
def address_end() -> re.Pattern[str]:
    """A form of address at the end of a string."""
    forms = "|".join(re.escape(t) for t in sorted(honorifics(), key=lambda t: (-len(t), t)))
    return re.compile(rf"(?:(?<=\s)|^)(?:{forms})\s$", re.IGNORECASE)


@cache
def honorifics() -> frozenset[str]:
    """Forms of address, folded."""
    return terms("honorifics.yaml", "plain", "title") - {"judge", "justice", "sheriff"}


def line_start(draft: Draft, at: int) -> int:
    """Beginning of the line, at most the sentence and 140 characters back."""
    return max(draft.text.rfind("\n", 0, at) + 1, at - 140)


def roles_before(
    draft: Draft, start: int, left: str, behind: Ref | None = None
) -> Iterator[tuple[Role, Ref | None, str]]:
    """The role that ends right before a name, with or without a comma, and its organization; of two ("president and
    CEO Bo Li") both. `behind`: the body behind the name ("Judge Bo Li of the Labour Court")."""
    comma = re.search(r", ?$", left) is not None
    stripped = left.rstrip(" ,")
    if len(left) - len(stripped) == 0 and left:
        return
    if not role_ends() & set(re.split(r"[^\w.]+", stripped.lower())):
        return
    best: re.Match[str] | None = None
    for m in role_pattern().finditer(stripped):
        rest = stripped[m.end() :]
        if not rest or field_of(m, rest) or (comma and LINK.match(rest) and closes(draft, start + m.end(), rest)):
            best = m if best is None or m.end() > best.end() or not rest else best
            if rest:
                break
    if best is None:
        return
    core = clear(draft, Span(start + best.start(), start + best.end()))
    rest = stripped[best.end() :]
    role = widen(draft, core)
    if fold(core.of(draft.text)) in ("contact",) or kin(role):
        return
    if comma and not apposed(draft, role, start):
        return
    organization = None
    if rest and field_of(best, rest):
        role = replace(role, span=Span(role.span.start, role.span.end + len(rest)), text=role.text + rest)
    elif rest:
        organization = linked_body(draft, start + best.end())
    other = JOINED.search(draft.text[start : role.span.start])
    first = list(roles_before(draft, start, draft.text[start : start + other.start()] + " ")) if other else []
    yield from first
    for_person = bool(rest) and organization is None and person_behind(draft, start + best.end())
    if not for_person:
        held = organization or owner(draft, role) or next((b for _, b, _ in first), None)
        organization = held or behind or default(draft, role, role.span.start)
    front = organization_at(draft, end=role.span.start - 1)
    if front is not None:
        lead = re.search(r"([\w-]+) $", draft.text[max(0, front.span.start - 20) : front.span.start])
        role = replace(role, lead=lead[1] if lead else "")
    yield role, organization, "position/apposition-before" if comma else "position/title"


JOINED = re.compile(r" (?:and|&) $")


def person_behind(draft: Draft, at: int) -> bool:
    """Whether a role is held for a named person ("a spokesman for Ramsay"), whose body then decides."""
    m = LINK.match(draft.text[at : at + 30])
    held = [x for x in draft.mentions if m and x.kind == "name" and x.span.start == at + m.end()]
    return any(draft.entities[x.target].kind == "Person" for x in held if x.target in draft.entities)


def clear(draft: Draft, core: Span) -> Span:
    """The role without the words that end the name of a body before it ("School board | president")."""
    for m in draft.mentions:
        if m.span.start < core.start + 1 and core.start < m.span.end < core.end and draft.text[m.span.end] == " ":
            return Span(m.span.end + 1, core.end)
    return core


def kin(role: Role) -> bool:
    """Whether the words name a relation between people and no role."""
    return fold(role.text).split()[-1] in terms("role_words.yaml", "kin") - {
        "member",
        "members",
        "partner",
        "volunteer",
    }


def apposed(draft: Draft, role: Role, start: int) -> bool:
    """Whether a role before a comma belongs to the name after it: it has an article or a possessor of its own."""
    head = draft.text[max(start, role.span.start - 60) : role.span.start]
    if role.noun is not None:
        head = head[: len(head) - len(role.noun) - 1] if head.lower().endswith(role.noun + " ") else head
    return (
        re.search(r"(?i)(?:\b(?:the|a|an|its|their|his|her|our|another)|[’']s?|\b[A-Z][\w&-]*) (?:\w+ ){0,2}$", head)
        is not None
        or head == ""
    )


OF_NOUN = re.compile(r",? (?:at|of|for|with) (?:the|its|their) ([a-z][a-z -]*)")


def closes(draft: Draft, at: int, rest: str) -> bool:
    """Whether "of ORGANIZATION" is all that stands between a role and the comma."""
    m = LINK.match(rest)
    if m is None:
        return False
    body = organization_at(draft, start=at + m.end()) or next(
        (x for x in draft.mentions if x.kind == "name" and x.span.start == at + m.end()), None
    )
    if body is None:
        noun = OF_NOUN.fullmatch(rest)
        return noun is not None and noun_in(noun[1]) is not None
    tail = draft.text[body.span.end : at + len(rest)]
    return re.fullmatch(r"(?:[’']s? (?:[a-z-]+ ){0,3}[a-z-]+)?,? ?", tail) is not None


def shared(draft: Draft, mention: Mention, at: int) -> Iterator[Position]:
    """The plural role of the person named just before ("co-chairs Hana Lind and Omar Teale")."""
    for p in list(draft.positions):
        other = next((m for m in draft.mentions if m.target == p.person and m.span.end == at), None)
        if other is not None and p.span.end <= other.span.start and re.search(r"s\b(?: of|$)|men$|women$", p.role):
            yield replace(p, person=mention.target or "")


def spoken_for(draft: Draft, contact: Span) -> Ref | None:
    """The body that a contact line speaks for: the one that puts out the text."""
    return issuer(draft) or default(draft, Role(contact, contact.of(draft.text)), contact.start)


def after(draft: Draft, mention: Mention) -> Iterator[Position]:
    """Appositions behind the name: "Curtis Doyle, an airline analyst at Redwood Securities"."""
    window = apposition(draft, mention)
    if window is None:
        return
    start = line_start(draft, mention.span.start)
    contact = re.search(r"(?i)\bcontacts?: $", draft.text[start : mention.span.start])
    own = None
    if contact:  # "Contact: Ann Ruiz, communications director, Dockers United"
        own = following(draft, window.end) or spoken_for(draft, Span(start, mention.span.start))
    yield from in_window(draft, mention, window, "position/apposition-after", own)


def apposition(draft: Draft, mention: Mention) -> Span | None:
    """The words set off behind a name in which a role is found, up to the next comma, verb of saying or "who"."""
    line = draft.text[mention.span.end :].split("\n")[0]
    m = re.match(r"(?:, [A-Z][\w.]*\.?,?)*(?:, (?:age )?\d{1,3})?(?:,| [—–-]| \() (?=\S)", line)
    if m is None:
        return None
    at = mention.span.end + m.end()
    rest = draft.text[at : at + 160].split("\n")[0]
    stop = re.search(r"[;:“”\"]|\. |\.$|, |,$| —|\)| (?:said|says|told|who|which|whose|wrote|asked)\b", rest)
    window = Span(at, at + (stop.start() if stop else len(rest)))
    core = role_in(draft, window)
    joined = re.search(r"\band $", draft.text[max(0, mention.span.start - 5) : mention.span.start])
    if re.match(r"(?:and|or|but) ", rest):
        return None  # "Jane Lo, and a spokesman for the union, Ed Ray"
    if core is not None and several(draft, core) and not joined and not rest.startswith("one of "):
        return None  # "According to Lind, fewer than 200 employees": the role of one person is no plural
    return window


def several(draft: Draft, core: Span) -> bool:
    """Whether the words of a role stand for several people."""
    tokens = draft.tokens(core)
    return len(tokens) > 0 and tokens[-1].tag_ in ("NNS", "NNPS")


def in_window(draft: Draft, mention: Mention, window: Span, rule: str, own: Ref | None = None) -> Iterator[Position]:
    """Roles of one apposition, several joined by "and"; `own`: the body of a role that names none."""
    begin = window.start
    while begin < window.end:
        rest = Span(begin, window.end)
        core = role_in(draft, rest)
        if core is None and begin == window.start and re.match(r"(?:a|an|the) ", rest.of(draft.text)):
            core = unlisted(draft, rest)
        if core is None or re.match(r"[’']s?\b", draft.text[core.end : core.end + 2]):
            return
        lead = draft.text[begin : core.start]
        if not plausible(draft, lead, begin) or names_next(draft, core.end):
            return
        if RELATED.search(lead):
            return  # "grandson of the founder"
        role = widen(draft, core)
        if PAST.match(lead):
            role = replace(role, lead="former")
        plain = fold(role.text).split()[-1] in ("workers", "employees")
        if kin(role) or (plain and lead.lower().startswith("one of ")):
            return
        tail = re.match(
            r" (?:of|for) (?:the )?[a-z]+(?: [a-z]+)?(?: and [a-z]+)?(?= at | of |$|,)",
            draft.text[core.end : window.end],
        )
        organization = None
        end = core.end
        if tail and linked_body(draft, core.end) is None:
            role = replace(role, span=Span(role.span.start, core.end + tail.end()), text=role.text + tail.group())
            end = core.end + tail.end()
        elif tail and re.search(r"committee|board|team", tail.group()):
            organization = linked_body(draft, core.end)
            role = replace(role, span=Span(role.span.start, core.end + tail.end()), text=role.text + tail.group())
            end = core.end + tail.end()
        organization = organization or linked_body(draft, end) or owner(draft, role) or of_both(draft, end, window)
        if organization is None and (based := re.match(r" based (?:in|at) [^,]*", draft.text[end : window.end])):
            end += based.end()
        elsewhere = PARENT.match(draft.text, end) or PAST.match(lead)
        organization = organization or own or (None if elsewhere else default(draft, role, mention.span.start))
        if fold(role.text) in ("member", "members") and organization is None:
            return
        yield position(draft, mention, role, organization, rule, 0.88)
        more = re.match(r"[^,]*? and (?:(?:a|an|the) )?", draft.text[end : window.end])
        if more is None:
            return
        begin = end + more.end()


def of_both(draft: Draft, at: int, window: Span) -> Ref | None:
    """The body behind the second of two roles is that of the first too: "president and chief executive of Orrin"."""
    m = re.match(r" and (?!an? |the )(?=[a-z])", draft.text[at : window.end])
    if m is None:
        return None
    second = role_in(draft, Span(at + m.end(), window.end))
    if second is not None and second.of(draft.text) == "member":
        return None  # "a nurse and member of the bargaining team"
    return linked_body(draft, second.end) if second is not None and second.start <= at + m.end() + 12 else None


def plausible(draft: Draft, lead: str, at: int) -> bool:
    """Whether the words before a role in an apposition are its own: articles, possessors, adjectives, a body."""
    if re.match(r"[a-z]+ing (?:an?|the|one|his|her|their) ", lead):
        return False  # "said Ann Roy, describing one second grader"
    if re.search(r"\b(?:said|says|who|is|was|told|that|to|has|had|by|with|from|when|after|but)\b", lead):
        return False
    bodies = [m.span for m in draft.mentions if at <= m.span.start < at + len(lead)]
    bare = "".join(" " if any(s.start <= at + i < s.end for s in bodies) else c for i, c in enumerate(lead))
    return not re.search(r"[A-Z]", re.sub(r"^(?:The|A|An|One|Its)\b", "", bare)) and len(bare.split()) <= 7


def names_next(draft: Draft, at: int) -> bool:
    """Whether another person's name follows right away, whose role it then is."""
    return any(
        m.span.start in (at + 1, at + 2)
        and draft.entities.get(m.target or "") is not None
        and draft.entities[m.target or ""].kind == "Person"
        and m.kind == "name"
        for m in draft.mentions
    )


def unnamed(draft: Draft, mention: Mention, entity: Entity) -> Iterator[Position]:
    """The role in the words of an unnamed person: "a hospital spokesperson", "a spokesman for the minister"."""
    if entity.named or re.match(r"(?i)(?:his|her|my|your) ", draft.words(mention.span)):
        return
    if re.search(r"(?i)\b(?:his|her|my|your) $", draft.text[max(0, mention.span.start - 6) : mention.span.start]):
        return
    core = None
    words = draft.words(mention.span)
    for m in role_pattern().finditer(words):
        if re.match(r"$|,? (?:for|of|at|with|from|in|who|which|that)\b", words[m.end() :]):
            core = Span(mention.span.start + m.start(), mention.span.start + m.end())
            break
    if core is None:
        return
    role = widen(draft, core)
    if kin(role) or fold(role.text).split()[-1] in ("worker", "employee"):
        return
    if re.search(r"(?i)\bmember$", role.text) and not re.search(r"(?i)\b(?:board|council|commission)\b", words):
        return
    organization = (
        linked_body(draft, core.end) or owner(draft, role) or entity.employer or entity.union or entity.part_of
    )
    if organization is None and re.search(r"(?i)mediator|arbitrator|judge", role.text):
        return
    if organization is None and person_behind(draft, core.end):
        return
    if organization is None:
        organization = default(draft, role, mention.span.start)
    if organization is not None or len(role.text.split()) > 1:
        yield position(draft, mention, role, organization, "position/unnamed", 0.75)


def position(draft: Draft, mention: Mention, role: Role, organization: Ref | None, rule: str, sure: float) -> Position:
    """A position of the person of a mention."""
    return Position(mention.target or "", role.text, organization, role.span, role.standing, rule, sure)


ANNOTATOR = Annotator("positions", needs=("entities", "mentions"), adds=("positions",), run=run)
