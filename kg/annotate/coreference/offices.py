"""The office of a person, as a source: "her office said" is the side of the person, one body for all its mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.annotate.base import Draft
from kg.annotate.names.lexicon import fold, terms
from kg.model import Entity, Mention, Ref

if TYPE_CHECKING:
    from spacy.tokens import Token

BODIES = ("GovernmentBody", "Employer", "LaborUnion", "UnionLocal", "FormalOrganization")
GENDER = {"his": "m", "her": "f"}


def office(draft: Draft, head: Token) -> list[Mention]:
    """The mention of somebody's office; none for an office whose holder the story does not tell."""
    owner = next((c for c in head.lefts if c.dep_ == "poss"), None)
    person = holder(draft, owner) if head.lower_ == "office" and owner is not None else None
    if owner is None or person is None:
        return []
    posts = [p for p in draft.positions if p.person == person]
    roles = {fold(p.role).rstrip(".") for p in posts}
    public = any(fold(p.role) in terms("roles.yaml", "public") for p in posts)
    named = next((e.ref for e in draft.entities.values() if of_role(e, roles)), None)
    ref = named or f"{person}-office"
    if ref not in draft.entities:
        kind = "GovernmentBody" if public else "FormalOrganization"
        body = next((p.organization for p in posts if p.organization in draft.entities), None)
        parent = body if body and draft.entities[body].kind in BODIES else None
        name = f"{draft.entities[person].name}’s office"
        draft.entities[ref] = Entity(ref, kind, name, parent=parent, named=False, rule="office", confidence=0.8)
    draft.mentions.append(Mention(draft.span(owner.left_edge.i, head.i), ref, "nominal", "office", 0.8))
    return draft.mentions[-1:]


def of_role(entity: Entity, roles: set[str]) -> bool:
    """Whether a body is the office of a role: "governor’s office" of "Gov."."""
    name = fold(entity.name)
    return name.endswith("'s office") and any(len(r) > 2 and name.startswith(r) for r in roles)


def holder(draft: Draft, owner: Token) -> Ref | None:
    """The person whose office it is: the one named, or whom the pronoun means, else the last one named before."""
    at = draft.mentions_at(owner.idx)
    found = next((m.target for m in at if m.target in draft.entities and m.span.start <= owner.idx), None)
    if found is not None:
        return found if draft.entities[found].kind == "Person" else None
    if owner.tag_ != "PRP$":
        return None
    wanted = GENDER.get(owner.lower_)
    for mention in sorted(draft.mentions, key=lambda m: m.span, reverse=True):
        entity = draft.entities.get(mention.target or "")
        if mention.span.end > owner.idx or entity is None or entity.kind != "Person" or mention.kind != "name":
            continue
        if entity.gender in (None, wanted):
            return entity.ref
    return None
