"""Nouns of the headline that have lost their article: "Union says talks failed", "Mayor: Crews must wait"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.annotate.base import Draft
from kg.annotate.collectives.phrases import people
from kg.annotate.coreference.definites import compound, description, factor, in_name
from kg.annotate.coreference.holders import bearers
from kg.model import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

LEAST = 0.8  # how well a body has to fit its description


def titled(draft: Draft, token: Token) -> Mention | None:
    """The mention of the one body or person of the story that fits a bare noun of its headline, else None."""
    headline = draft.structure.headline
    if headline is None or not headline.start <= token.idx < headline.end:
        return None
    if any(t.dep_ not in ("compound", "amod") for t in token.lefts) or in_name(draft, token) or compound(token):
        return None
    found, known = description(token), people().get(token.lower_)
    if found is not None:
        fitting = {e.ref for e in draft.entities.values() if factor(e, found) >= LEAST}
        fitting -= {draft.entities[r].parent or "" for r in fitting}  # a local rather than its union
    elif token.tag_ in ("NN", "NNP") and known is not None and known.kind not in ("body", "side", "public"):
        fitting = bearers(draft, token, len(draft.text))
    else:
        return None
    if len(fitting) != 1:
        return None
    return Mention(draft.span(token.i, token.i), fitting.pop(), "nominal", "headline-noun", 0.6)
