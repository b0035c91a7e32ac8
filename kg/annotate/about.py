"""What a statement is about: the entities, actions and issues that its content mentions or refers to."""

from __future__ import annotations

from dataclasses import replace

from kg.annotate import backreference
from kg.annotate.base import Annotator, Draft
from kg.annotate.referents import FIRST_PERSON, expanded, outermost, topic
from kg.model import Ref, Statement

GENERIC = {"people", "reporters"}


def run(draft: Draft) -> None:
    """Fills `Statement.about`, in reading order."""
    for statement in draft.statements:
        draft.mentions.extend(backreference.mentions(draft, statement))
    draft.statements[:] = [replace(s, about=about(draft, s)) for s in draft.statements]
    draft.thoughts[:] = [replace(t, about=about(draft, t)) for t in draft.thoughts]


def about(draft: Draft, statement: Statement) -> tuple[Ref, ...]:
    """Refs of what the content of a statement, or the topic that its cue names, mentions; not the speaker."""
    mentions = topic(draft, statement)
    for span in statement.content:
        mentions.extend(outermost(draft, draft.mentions_in(span)))
    refs: list[Ref] = []
    for mention in mentions:
        if mention.target is None or draft.words(mention.span).lower() in FIRST_PERSON:
            continue
        refs.extend(expanded(draft, mention.target))
    return tuple(dict.fromkeys(r for r in refs if r not in statement.speakers and not generic(draft, r)))


def generic(draft: Draft, ref: Ref) -> bool:
    """Whether a ref is of people whom nothing tells apart ("people", "his family"): nobody that one speaks about."""
    entity = draft.entities.get(ref)
    return entity is not None and not entity.named and entity.name.split()[-1].lower() in GENERIC


ANNOTATOR = Annotator("about", needs=("mentions", "entities", "statements"), adds=("statements",), run=run)
