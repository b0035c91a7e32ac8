"""Posts that a note corrects."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

from kg.annotate.corrections.pairs import contrast
from kg.annotate.corrections.spellings import BODIES
from kg.annotate.corrections.work import Work
from kg.annotate.names.lexicon import role_pattern
from kg.annotate.positions.roles import widen
from kg.model import Claim, Position, Ref, Span

TITLE = re.compile(r"\b(?:titles?|positions?|posts?|jobs?|roles?|occupation)\b", re.IGNORECASE)
PRONOUN = re.compile(r"(?:he|she|they)\b", re.IGNORECASE)


def posts(work: Work) -> None:
    """Posts that people do not hold: "said that Ortiz is president", "the treasurer, not its president"."""
    draft, note = work.draft, work.note.span
    told = {m.target for m in draft.mentions_in(note)}
    for post in list(draft.positions):
        if post.person not in told or not (work.own or note.holds(post.span)):
            continue
        words = re.escape(post.role).replace(r"\ ", "[ -]").replace(r"\-", "[ -]")
        role = re.compile(rf"\b{words}\b", re.IGNORECASE)
        # "the plant's operations director, not its manager" of a plant manager
        either = rf"(?:{role.pattern}|{re.escape(post.role.split()[-1])}\b)"
        denied = re.compile(rf"{contrast().pattern[:-1]}(?:[\w’']+[’']s )?{either}", re.IGNORECASE)
        parts = [p.words for p in work.parts if p.role == "wrong" and role.search(draft.words(p.words))]
        wrong = any(m.target == post.person for part in parts for m in draft.mentions_in(part))
        people = {r for r in told if r in draft.entities and draft.entities[r].kind == "Person"}
        of_one = re.compile(rf"(?:he|she|they)\b.*\b{either}", re.IGNORECASE)  # "said she was its director"
        if not note.holds(post.span) and people == {post.person} and other_role(work, post) is not None:
            wrong = wrong or any(p.role == "wrong" and of_one.match(draft.words(p.words)) for p in work.parts)
        titled = not note.holds(post.span) and any(
            p.role == "topic"
            and TITLE.search(draft.words(p.sentence))
            and (post.person in mentioned(work, p.sentence) or people == {post.person})
            for p in work.parts
        )
        if not note.holds(post.span) and former(work, post, either):
            past(work, post)
            continue
        told_so = not note.holds(post.span) and not work.pairs and said_to_be(work, post)
        if told_so or wrong or denied.search(draft.words(note)) or (titled and other_role(work, post) is not None):
            draft.positions.remove(post)
            work.take_back(partial(employs, post))
            instead_of(work, post)


def said_to_be(work: Work, post: Position) -> bool:
    """Whether the note was made to say what somebody is, at the same body: "to reflect that Ruud is its treasurer"."""
    draft, role = work.draft, other_role(work, post)
    part = next((p for p in work.parts if role is not None and p.words.holds(role)), None)
    if role is None or part is None or part.words.start == part.sentence.start:
        return False
    named = [m.span for m in draft.mentions_in(part.words) if m.target == post.person and m.kind == "name"]
    said = any(s.start == part.words.start and draft.text.startswith(" is ", s.end) for s in named)
    return said and body_at(work, role) in (None, post.organization)


def former(work: Work, post: Position, role: str) -> Span | None:
    """The sentence that says that somebody held a post before: "Ruud is the union's former president"."""
    before = r"(?:(?:a|the|its|their|[\w’']+[’']s) (?:former|ex-?|onetime|past)|no longer .{0,30}?)"
    gone = re.compile(rf"\b{before}[ -]?{role}", re.IGNORECASE)
    for part in work.parts:
        match = gone.search(work.draft.words(part.words)) if part.role == "right" else None
        if match is not None and post.person in mentioned(work, part.words):
            return part.sentence
    return None


def past(work: Work, post: Position) -> None:
    """Let a post be one that was held before."""
    draft = work.draft
    draft.positions[:] = [replace(p, standing="former") if p == post else p for p in draft.positions]
    work.take_back(partial(employs, post))
    name = draft.entities[post.person].name if post.person in draft.entities else "Somebody"
    told = next(p.sentence for p in work.parts if p.role == "right")
    work.wrong(told, replace(work.free(f"{name} is not {post.role} any more."), about=(post.person,)))


def mentioned(work: Work, span: Span) -> set[str | None]:
    """Whom a stretch names."""
    return {m.target for m in work.draft.mentions_in(span)}


def employs(post: Position, claim: Claim) -> bool:
    """Whether a claim says for whom somebody works, in the words that give the post."""
    return (claim.subject, claim.predicate) == (post.person, "employedBy") and any(
        s.overlaps(post.span) for s in claim.spans
    )


def other_role(work: Work, post: Position) -> Span | None:
    """The words that give another post of the same person in what is right: "She is the union's treasurer"."""
    draft = work.draft
    people = {r for r in mentioned(work, work.note.span) if r in draft.entities and draft.entities[r].kind == "Person"}
    for part in (p.words for p in work.parts if p.role == "right"):
        of_them = PRONOUN.match(draft.text, part.start) is not None and people == {post.person}
        if not of_them and post.person not in mentioned(work, part):
            continue
        for match in role_pattern().finditer(draft.text, part.start, part.end):
            whole = widen(draft, Span(*match.span())).span
            # "deputy city manager"
            if (more := role_pattern().match(draft.text, whole.end + 1)) and draft.text[whole.end] == " ":
                whole = Span(whole.start, more.end())
            other = match.group().lower().replace("-", " ") != post.role.lower().replace("-", " ")
            other = other or body_at(work, Span(*match.span())) not in (None, post.organization)
            if other and not contrast().search(draft.text, part.start, match.start()):
                return whole if part.holds(whole) else Span(*match.span())
    return None


def body_at(work: Work, role: Span) -> Ref | None:
    """The body that a role names right behind it: "a steward of Local 18"."""
    draft = work.draft
    link = re.compile(r" (?:of|for|at|with) (?:the )?").match(draft.text, role.end)
    here = [m.target for m in draft.mentions if link is not None and m.span.start == link.end()]
    return next((r for r in here if r in draft.entities and draft.entities[r].kind in BODIES), None)


def instead_of(work: Work, post: Position) -> None:
    """The post that the note gives in place of one, and both as what it says."""
    draft = work.draft
    name = draft.entities[post.person].name if post.person in draft.entities else "Somebody"
    span = other_role(work, post)
    if span is not None and not any(p.person == post.person and p.span.overlaps(span) for p in draft.positions):
        body = body_at(work, span) or post.organization
        new = replace(post, role=draft.words(span), span=span, organization=body, standing="current")
        draft.positions.append(replace(new, rule="corrections.post", confidence=0.8))
    if span is not None:
        # who works for whom stands in the story and in the note: it is so, but as what the note says
        for i, c in enumerate(draft.claims):
            if (c.subject, c.predicate) == (post.person, "employedBy") and c.stands and post.role in c.text:
                told_here = tuple(s for s in c.spans if work.note.span.holds(s)) or c.spans
                draft.claims[i] = replace(c, text=c.text.replace(post.role, draft.words(span)), spans=told_here)
    about = (post.person,)
    if span is not None:
        sentence = next((p.sentence for p in work.parts if p.sentence.holds(span)), span)
        work.right_at(sentence, replace(work.free(f"{name} is {draft.words(span)}."), about=about))
    told = next((p for p in work.parts if p.role != "right"), work.parts[0])
    if told.role != "wrong":
        work.wrong(told.sentence, replace(work.free(f"{name} is not {post.role}."), about=about))
