"""What stands for what in a statement, for the steps that read one: mentions that modify no other, the members of a
group, the topic beside the cue, "I" and "we"."""

from __future__ import annotations

import re

from kg.annotate.base import Draft
from kg.model import Mention, Ref, Span, Statement

GENERIC = {"people", "reporters"}
DESCRIBED = re.compile(r" (?:who|whose|that) ")  # "people who ride to work"
FIRST_PERSON = {"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"}
TOPIC = {"of", "about", "on", "regarding", "concerning"}  # "Ruiz said of the offer, ..."


def expanded(draft: Draft, ref: Ref) -> tuple[Ref, ...]:
    """The members of a collective that is nothing but its members ("both sides"), the owner of a group of sites ("all
    five hospitals"), else the ref itself."""
    entity = draft.entities.get(ref)
    if entity is not None and entity.kind == "FacilityGroup" and not entity.members:
        owner = entity.employer or entity.parent
        return (owner,) if owner is not None else (ref,)
    return entity.members if entity is not None and entity.members else (ref,)


def generic(draft: Draft, ref: Ref) -> bool:
    """Whether a ref is of people whom nothing tells apart ("people", "his family"): nobody that one speaks about."""
    entity = draft.entities.get(ref)
    if entity is None or entity.named:
        return False
    return entity.name.split()[-1].lower() in GENERIC or DESCRIBED.split(entity.name)[0].lower() in GENERIC


def outermost(draft: Draft, mentions: list[Mention]) -> list[Mention]:
    """Mentions without those that only modify another one inside it ("Kaiser" in "Kaiser clinicians")."""
    roots = [draft.root(m.span) for m in mentions]
    heads = dict(zip(roots, mentions, strict=True))
    return [m for m, root in zip(mentions, roots, strict=True) if root is None or not modifies(draft, m, root, heads)]


def modifies(draft: Draft, mention: Mention, root: int, heads: dict[int | None, Mention]) -> bool:
    """Whether a mention is a noun put before the head of another one, and no possessive."""
    view = draft.view
    if view.dep[root] not in {"compound", "amod", "nmod"} or any(view.dep[i] == "case" for i in view.children[root]):
        return False
    above = view.head[root]
    outer = heads.get(above)
    if outer is None or outer.target == mention.target or above < root:
        return False
    return (outer.target or "").startswith("e:")


def topic(draft: Draft, statement: Statement) -> list[Mention]:
    """Mentions in the topic beside the cue, outside the content ("said of the union's decision to strike")."""
    if statement.cue is None:
        return []
    cue = draft.tokens(statement.cue).root
    found: list[Mention] = []
    for child in cue.children:
        if child.dep_ == "prep" and child.lower_ in TOPIC and child.i > cue.i:
            subtree = [t for t in child.subtree if t.i > child.i]
            if subtree:
                span = draft.span(subtree[0].i, subtree[-1].i)
                if not any(span.overlaps(c) for c in statement.content):
                    named = outermost(draft, draft.mentions_in(span))
                    found.extend(m for m in named if child.lower_ != "on" or not carries(draft, m))
    return found


def carries(draft: Draft, mention: Mention) -> bool:
    """Whether a mention is of a body that words are written on, not of their topic: "wrote on Reddit"."""
    entity = draft.entities.get(mention.target or "")
    return entity is not None and entity.named and entity.kind in {"FormalOrganization", "NewsOrganization"}


def inside(statement: Statement, span: Span) -> Span | None:
    """The content span of the statement that holds the span, or None."""
    return next((c for c in statement.content if c.holds(span)), None)
