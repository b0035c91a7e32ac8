"""Posts that a note corrects."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

from kg.annotate.corrections.pairs import contrast
from kg.annotate.corrections.work import Work
from kg.annotate.names.lexicon import role_pattern
from kg.model import Claim, Position, Span


def posts(work: Work) -> None:
    """Posts that people do not hold: "said that Ortiz is president", "the treasurer, not its president"."""
    draft, note = work.draft, work.note.span
    told = {m.target for m in draft.mentions_in(note)}
    for post in list(draft.positions):
        if post.person not in told or not (work.own or note.holds(post.span)):
            continue
        role = re.compile(rf"\b{re.escape(post.role)}\b", re.IGNORECASE)
        denied = re.compile(rf"{contrast().pattern[:-1]}(?:[\w’']+[’']s )?{role.pattern}", re.IGNORECASE)
        parts = [p.words for p in work.parts if p.role == "wrong" and role.search(draft.words(p.words))]
        wrong = any(m.target == post.person for part in parts for m in draft.mentions_in(part))
        if wrong or denied.search(draft.words(note)):
            draft.positions.remove(post)
            work.take_back(partial(employs, post))
            instead_of(work, post)


def employs(post: Position, claim: Claim) -> bool:
    """Whether a claim says for whom somebody works, in the words that give the post."""
    return (claim.subject, claim.predicate) == (post.person, "employedBy") and any(
        s.overlaps(post.span) for s in claim.spans
    )


def instead_of(work: Work, post: Position) -> None:
    """The post that the note gives in place of one: "She is the union's treasurer"."""
    draft = work.draft
    if any(p.person == post.person and work.note.span.holds(p.span) for p in draft.positions):
        return
    for part in (p.words for p in work.parts if p.role == "right"):
        if not any(m.target == post.person for m in draft.mentions_in(part)):
            continue
        for match in role_pattern().finditer(draft.text, part.start, part.end):
            other = match.group().lower() != post.role.lower()
            if other and not contrast().search(draft.text, part.start, match.start()):
                new = replace(post, role=match.group(), span=Span(*match.span()), standing="current")
                draft.positions.append(replace(new, rule="corrections.post", confidence=0.8))
                return
