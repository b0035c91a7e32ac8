"""The group that takes part in a strike, which "strikers" and "participants" mean later in the story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.annotate.base import Draft
from kg.annotate.collectives.phrases import Phrase
from kg.annotate.salience import SUBJECTS
from kg.model import Ref

if TYPE_CHECKING:
    from spacy.tokens import Token

STRIKERS = {"striker", "participant", "picketer"}
STOPPAGES = {"strike", "walkout", "stoppage", "action", "protest", "picket", "walk-out"}


def taking_part(draft: Draft, phrase: Phrase) -> Ref | None:
    """The one group that the story says takes part in the strike, for "strikers" without further words.

    None where no group or more than one is said to: the strikers of two groups stay a group of their own.
    """
    if not set(phrase.nouns) <= STRIKERS or phrase.modifiers or phrase.number or phrase.organizations:
        return None
    if phrase.determiner not in ("", "the"):
        return None
    found: dict[Ref, None] = {}
    for mention in draft.mentions:
        entity = draft.entities.get(mention.target or "")
        if entity is None or entity.kind != "Collective" or mention.kind != "nominal":
            continue
        head = draft.tokens(mention.span).root
        if head.i < phrase.head and joins(head):
            found[entity.ref] = None
    return next(iter(found)) if len(found) == 1 else None


def joins(head: Token) -> bool:
    """Whether the noun is the subject of "participate in the strike", "take part in the walkout", "join the strike"."""
    verb = head.head
    if head.dep_ not in SUBJECTS or any(c.dep_ == "neg" for c in verb.children):
        return False
    part = any(c.lower_ == "part" and c.dep_ == "dobj" for c in verb.rights)
    if verb.lemma_ == "join":
        return any(c.dep_ == "dobj" and c.lemma_ in STOPPAGES for c in verb.rights)
    if verb.lemma_ != "participate" and not (verb.lemma_ == "take" and part):
        return False
    inner = [w for c in verb.subtree if c.lower_ == "in" and c.i > verb.i for w in c.children if w.dep_ == "pobj"]
    return any(w.lemma_ in STOPPAGES for w in inner)
