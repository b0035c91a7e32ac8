"""First-person pronouns inside quotations: *I* is the speaker, *we* the speaker's side."""

from __future__ import annotations

from kg.annotate.base import Draft
from kg.annotate.spokespeople import representative, speaks_for
from kg.model import Mention, Ref, Statement

SINGULAR = {"i", "me", "my", "mine", "myself"}
PLURAL = {"we", "us", "our", "ours", "ourselves"}


def mentions(draft: Draft, statement: Statement) -> list[Mention]:
    """Pronoun mentions of the quoted words of a statement with one speaker; an inner quotation has its own."""
    if len(statement.speakers) != 1:
        return []
    speaker, view = statement.speakers[0], draft.view
    inner = [q.inner for q in draft.structure.quotes if q.depth == 1 and q.speech]
    found: list[Mention] = []
    for span in statement.content:
        for i in range(*view.range(span.start, span.end)):
            word, start = view.lower[i], view.start[i]
            if word not in SINGULAR and word not in PLURAL:
                continue
            if statement.mode != "direct" and not draft.structure.quoted(start):
                continue
            if any(s.start <= start < s.end for s in inner):
                continue
            target = speaker if word in SINGULAR else side(draft, speaker)
            at = draft.span(i, i)
            if not any(m.span == at for m in draft.mentions_in(at)):
                found.append(Mention(at, target, "pronoun", "first-person", 0.9 if word in SINGULAR else 0.7))
    return found


def side(draft: Draft, speaker: Ref) -> Ref:
    """Who "we" are: the organization that the speaker speaks for; the only group of workers of the story that he or
    she can be one of; else the speaker."""
    body = speaks_for(draft, speaker)
    if body is not None:
        return body
    entity = draft.entities.get(speaker)
    if entity is None or entity.kind != "Person":
        return speaker
    homes = {p.organization for p in draft.positions if p.person == speaker and p.standing == "current"}
    homes |= {entity.employer, entity.union, entity.part_of}
    homes.discard(None)
    if not entity.named and representative(entity.name):
        return entity.union or entity.employer or entity.part_of or speaker
    groups = [
        e.ref
        for e in draft.entities.values()
        if e.kind == "Collective" and e.subgroup_of is None and homes & {e.employer, e.union, e.part_of}
    ]
    return groups[0] if len(groups) == 1 else speaker
