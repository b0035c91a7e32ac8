"""The parties of a dispute: "both sides", and the employer or the union that is meant at a point of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.annotate.base import Draft
from kg.annotate.coreference.definites import OTHERS, SIDES, WHOLE, compound, first
from kg.annotate.salience import Discourse, place
from kg.model import Entity, Mention, Ref

if TYPE_CHECKING:
    from spacy.tokens import Token


def sides(draft: Draft, disc: Discourse, token: Token) -> tuple[Mention, Entity] | None:
    """The two parties that "both sides" stands for, as a collective with the two as members."""
    if token.lower_ not in SIDES:
        return None
    words = {t.lower_ for t in token.doc[first(token) : token.i]}
    if not words & {"both", "two", "either", "the", "neither"}:
        return None
    if (token.lower_ == "side" and not words & {"either", "neither"}) or (words & OTHERS) or compound(token):
        return None
    if token.lower_ != "side" and token.tag_ not in ("NNS", "NNPS"):
        return None
    pair = (party(disc, token, "employer"), party(disc, token, "union"))
    members = tuple(sorted((r for r in pair if r), key=place))
    if len(members) < 2:
        return None
    span = draft.span(first(token), token.i)
    for entity in draft.entities.values():
        if entity.kind == "Collective" and entity.members == members:
            return Mention(span, entity.ref, "nominal", "both-sides", 0.8), entity
    entity = Entity(f"e:{token.idx}", "Collective", "both sides", members=members, named=False, rule="both-sides")
    return Mention(span, entity.ref, "nominal", "both-sides", 0.8), entity


def party(disc: Discourse, token: Token, side: str) -> Ref | None:
    """The employer or the union that is most present at a point of the text; an authority that has workers is one."""
    employing = {e.employer for e in disc.draft.entities.values() if e.employer is not None}
    weights = {
        "employer": {"Employer": 1.0, "FormalOrganization": 0.6},
        "union": {"LaborUnion": 1.0, "UnionLocal": 1.0},
    }

    def fits(entity: Entity) -> float:
        if side == "employer" and entity.kind == "GovernmentBody" and entity.named:
            return float(entity.ref in employing)
        return weights[side].get(entity.kind, 0.0) if entity.named else 0.0

    # the parties of a dispute run through the whole story: how often counts as much as how near
    ranked = {r: w for w, r in disc.ranked(token, fits, window=WHOLE)}
    for seen in disc.before(token, WHOLE):
        if seen.ref in ranked and seen.sentence >= disc.section(token):
            ranked[seen.ref] += 0.5 * fits(disc.draft.entities[seen.ref])
    return max(ranked, key=lambda r: (ranked[r], -place(r)), default=None)
