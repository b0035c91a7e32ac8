"""First-person pronouns inside quotations: *I* is the speaker, *we* the speaker's side."""

from __future__ import annotations

from kg.annotate.base import Draft
from kg.model import Mention, Ref, Statement

SINGULAR = {"i", "me", "my", "mine", "myself"}
PLURAL = {"we", "us", "our", "ours", "ourselves"}


def mentions(draft: Draft, statement: Statement) -> list[Mention]:
    """Pronoun mentions of the quoted words of a statement with one speaker; an inner quotation has its own."""
    if len(statement.speakers) != 1:
        return []
    speaker = statement.speakers[0]
    inner = [q.inner for q in draft.structure.quotes if q.depth == 1 and q.speech]
    found: list[Mention] = []
    for span in statement.content:
        for token in draft.tokens(span):
            word = token.lower_
            if word not in SINGULAR and word not in PLURAL:
                continue
            if not draft.structure.quoted(token.idx) and statement.mode != "direct":
                continue
            if any(s.start <= token.idx < s.end for s in inner):
                continue
            target = speaker if word in SINGULAR else side(draft, speaker)
            at = draft.span(token.i, token.i)
            if not any(m.span == at for m in draft.mentions):
                found.append(Mention(at, target, "pronoun", "first-person", 0.9 if word in SINGULAR else 0.7))
    return found


def side(draft: Draft, speaker: Ref) -> Ref:
    """The organization that a person speaks for, if one position says so; else the person."""
    held = {
        p.organization for p in draft.positions if p.person == speaker and p.organization and p.standing == "current"
    }
    if len(held) == 1:
        return next(iter(held)) or speaker
    entity = draft.entities.get(speaker)
    if entity is not None and entity.kind == "Person" and not entity.named:
        return entity.union or entity.employer or entity.part_of or speaker
    return speaker
