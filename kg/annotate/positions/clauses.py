"""Roles that a clause tells: "who heads X", "a welder who chairs the Y", "is a fellow at X", "teaches fourth grade"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.annotate.base import Draft
from kg.annotate.positions.bodies import BODIES, FIRMS, UNIONS, body_of_noun, main_employer, most_present
from kg.annotate.positions.owners import linked_body, school_body
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
    r"((?:[\w’'-]+ ){0,4}(?:committee|board|team|panel|council|commission|caucus|executive))\b"
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
IS = re.compile(r"\b(?:is|was|has been|became|works as|worked as|serves as|served as)(?: now| also| currently)? ")
BARGAINING = re.compile(r"(?i)\b(?:bargaining|negotiating|organi[sz]ing|strike|contract|grievance)\b")


def clause(draft: Draft, mention: Mention) -> Iterator[Found]:
    """Roles in the relative clause of a name or of its apposition, or in the clause that the name opens."""
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
        body = linked_body(draft, core.end)
        if body is not None or verb.group().startswith("worked as"):
            yield widen(draft, core), body, "position/copula", 0.8
