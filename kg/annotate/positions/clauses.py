"""Roles that a clause tells: "who heads X", "a welder who chairs the Y", "is a fellow at X", "teaches fourth grade"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.annotate.base import Draft
from kg.annotate.positions.bodies import BODIES, FIRMS, UNIONS, body_of_noun, main_employer, most_present, organizations
from kg.annotate.positions.owners import default, linked_body, owner, school_body
from kg.annotate.positions.roles import Role, role_in, widen
from kg.model import Mention, Ref, Span

Found = tuple[Role, Ref | None, str, float]

VERBS = (
    r"heads|chairs|leads|runs|directs|manages|oversees|founded|owns|co-chairs|edits|headed|chaired|led|coordinates|"
    r"co-chaired"
)
HEADS = re.compile(rf"\b({VERBS}|teaches(?: [a-z]+){{1,3}}) (?:at )?(?:the )?$")
PANEL = re.compile(
    r"\b((?:sits|serves|sat|served) on|chairs|co-chairs|heads|leads) (?:the |its |their |a |an )"
    r"((?:[\w’'-]+ ){0,6}(?:committee|board|team|panel|council|commission|caucus|executive))\b"
)
TEACHES = re.compile(r"\b(teach(?:es)?(?: [a-z-]+){1,3}?)(?= at\b| in\b| and\b|[,.;]|$)")
SITE = re.compile(
    rf"\b((?:{VERBS}) (?:the |its )(?:[\w’'-]+ ){{0,3}}"
    r"(?:store|shop|plant|depot|warehouse|branch|ward|unit|department|office|cafe|garage|kitchen|lab|site|library|crew))\b"
)
OF_LOCAL = re.compile(rf" ?(?:has |now )?({VERBS}) (?:the|its) (local|union|branch|chapter)\b")
COVERS = re.compile(
    r"\b((?:covers|tracks|follows|studies|researches|lectures on|writes about) "
    r"(?:[a-z-]+ ){0,3}[a-z-]+)(?= (?:for|at) )"
)
CHOSE = re.compile(
    r"\b(?:elected|re-?elected|named|appointed|hired|chose|picked|promoted|installed|tapped|selected)(?: [a-z-]+)? $"
)
TO_OFFICE = re.compile(r",? (?:\d{2}, )?(?:as |to be |to serve as |to )?(?:its |the |their |an? )?(?=[a-zA-Z])")
FOLLOWS = re.compile(
    r"\b(?:replac(?:es|ed|ing)|succeed(?:s|ed|ing)?|(?:takes|took|taking) over (?:from|for)) (?:[a-z-]+ )?$"
)
SUCCEEDS = re.compile(
    r",?(?: who)?(?: has)? (?:succeed(?:s|ed)|replace[sd]|took over from) (?:[A-Z][\w.’'-]+ ){1,4}"
    r"(?:last [a-z]+ |in \d{4} )?as (?:the |its |their )?"
)
IS = re.compile(r"\b(?:is|was|has been|became|works as|worked as|serves as|served as)(?: now| also| currently)? ")
BARGAINING = re.compile(r"(?i)\b(?:bargaining|negotiating|organi[sz]ing|strike|contract|grievance)\b")


def clause(draft: Draft, mention: Mention) -> Iterator[Found]:
    """Roles in the relative clause of a name or of its apposition, or in the clause that the name opens."""
    yield from chosen(draft, mention)
    yield from followed(draft, mention)
    yield from following(draft, mention)
    window = predicate(draft, mention)
    if window is None:
        return
    words = window.of(draft.text)
    if panel := PANEL.search(words):
        span = Span(window.start + panel.start(1), window.start + panel.end(2))
        kinds = UNIONS if BARGAINING.search(panel[2]) else FIRMS
        body = linked_body(draft, span.end) or most_present(draft, mention.span.start, kinds)
        if body is not None:
            yield Role(span, span.of(draft.text)), body, "position/panel", 0.8
        return
    told = [*heading(draft, window), *named_role(draft, window)]
    yield from told
    if told:
        return
    for pattern in (COVERS, TEACHES, SITE):
        if m := pattern.search(words):
            span = Span(window.start + m.start(1), window.start + m.end(1))
            body = linked_body(draft, span.end)
            if body is None and pattern is TEACHES:
                body = school_body(draft, span.start)
            body = body or (None if pattern is COVERS else main_employer(draft, span.start))
            if body is not None:
                yield Role(span, span.of(draft.text)), body, "position/verb", 0.7
            return


def chosen(draft: Draft, mention: Mention) -> Iterator[Found]:
    """The office that a body gives a person: "Lodge 9 elected Ann Roy president", "named Ann Roy as its director"."""
    start = draft.sentence(mention.span.start).start_char
    verb = CHOSE.search(draft.text[start : mention.span.start])
    behind = TO_OFFICE.match(draft.text, mention.span.end) if verb else None
    if verb is None or behind is None:
        return
    part = Span(behind.end(), min(behind.end() + 60, len(draft.text)))
    core = role_in(draft, part)
    if core is None or not re.fullmatch(r"(?:[\w-]+ ){0,3}", draft.text[part.start : core.start]):
        return
    body = linked_body(draft, core.end)
    held = [m for m, _ in organizations(draft) if start <= m.span.start and m.span.end <= start + verb.start()]
    if body is None and held:
        body = held[-1].target  # whoever elects
    if body is not None:
        yield widen(draft, core), body, "position/chosen", 0.8


def following(draft: Draft, mention: Mention) -> Iterator[Found]:
    """The office of who follows another: "Bo Li succeeded Ann Roy as president of Dockers United"."""
    m = SUCCEEDS.match(draft.text, mention.span.end)
    core = role_in(draft, Span(m.end(), min(m.end() + 50, len(draft.text)))) if m else None
    if m is not None and core is not None and core.start <= m.end() + 20:
        body = linked_body(draft, core.end)
        if body is not None:
            yield widen(draft, core), body, "position/followed", 0.75


def followed(draft: Draft, mention: Mention) -> Iterator[Found]:
    """The office that a person had before the one that the sentence tells of: "elected Bo Li, replacing Ann Roy"."""
    start = draft.sentence(mention.span.start).start_char
    if FOLLOWS.search(draft.text[start : mention.span.start]) is None:
        return
    told = as_office(draft, mention)
    held = [p for p in draft.positions if start <= p.span.start and p.person != mention.target]
    held = [p for p in held if p.span.end < mention.span.start and p.standing == "current"]
    if told is not None:
        body = linked_body(draft, told.end) or next((p.organization for p in held), None)
        if body is not None:
            yield Role(told, told.of(draft.text), lead="former"), body, "position/followed", 0.75
    elif held:
        yield Role(held[-1].span, held[-1].role, lead="former"), held[-1].organization, "position/followed", 0.7


def as_office(draft: Draft, mention: Mention) -> Span | None:
    """The role in "replaced Ann Roy as president"."""
    m = re.match(r",? (?:who [\w ]{3,40},? )?as (?:the |its |their )?", draft.text[mention.span.end :][:60])
    return role_in(draft, Span(mention.span.end + m.end(), mention.span.end + m.end() + 40)) if m else None


def predicate(draft: Draft, mention: Mention) -> Span | None:
    """The clause of a name: behind "NAME, (a welder) who", or behind a name that is the subject of a verb."""
    text, end = draft.text, mention.span.end
    stop = draft.sentence(mention.span.start).end_char
    line = text[end : min(end + 220, stop)].split("\n")[0]
    quote = re.search(r"[“”\"]|[‘’](?![a-z])", line)
    line = line[: quote.start()] if quote else line
    people = [
        m.span.start - end
        for m in draft.mentions
        if m.kind == "name" and m.span.start >= end and m.target != mention.target
        and m.target in draft.entities and draft.entities[m.target].kind == "Person"
    ]  # fmt: skip
    line = line[: min([p for p in people if p <= len(line)], default=len(line))]
    relative = re.match(r"(?:,? \d{1,3},|,)?(?: (?:a|an|the|its|their)\b[^,;:]{2,90}?,?)? who\b", line)
    if relative:
        rest = line[relative.end() :].split(";")[0]
        return Span(end + relative.end(), end + relative.end() + len(rest))
    direct = re.match(rf" (?={VERBS}|sits|serves|teaches|is |was |has been |became )", line)
    if direct:
        rest = re.split(r"[,;] ", line)[0]
        return Span(end, end + len(rest))
    return None


def heading(draft: Draft, window: Span) -> Iterator[Found]:
    """ "heads X", "owns X": a verb with a body for its object."""
    for body in sorted(draft.mentions, key=lambda x: x.span.start):
        entity = draft.entities.get(body.target or "")
        if entity is None or entity.kind not in BODIES or not window.holds(body.span):
            continue
        lead = draft.text[window.start : body.span.start]
        if verb := HEADS.search(" " + lead):
            start = window.start + verb.start(1) - 1
            yield Role(Span(start, start + len(verb[1])), verb[1]), body.target, "position/verb", 0.85
            return
    if m := OF_LOCAL.match(window.of(draft.text)):
        union = body_of_noun(draft, m[2], window.start)
        if union is not None:
            span = Span(window.start + m.start(1), window.start + m.end(1))
            yield Role(span, m[1]), union, "position/verb", 0.8


def named_role(draft: Draft, window: Span) -> Iterator[Found]:
    """ "is a fellow at X", "was president of X"."""
    verb = IS.search(window.of(draft.text))
    if verb is None or not re.match(r"[ ,]*(?:now |also )?$", window.of(draft.text)[: verb.start()]):
        return
    at = window.start + verb.end()
    stop = re.search(r"[,.;“”\"]|$", draft.text[at : min(at + 100, window.end)])
    part = Span(at, at + (stop.start() if stop else 0))
    core = role_in(draft, part)
    if core and len(draft.text[at : core.start].split()) <= 4:
        role = widen(draft, core)
        body = linked_body(draft, core.end) or owner(draft, role)
        if body is None and re.search(r"[’']s $", draft.text[: role.span.start][-4:]):
            body = default(draft, role, role.span.start)  # "is the plant's manager"
        if body is not None or verb.group().startswith("worked as"):
            yield role, body, "position/copula", 0.8
