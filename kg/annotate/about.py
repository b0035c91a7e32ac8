"""What a statement is about: the entities, actions and issues that its content mentions or refers to."""

from __future__ import annotations

from dataclasses import replace

from kg.annotate import allusions, backreference
from kg.annotate.base import Annotator, Draft
from kg.annotate.referents import FIRST_PERSON, expanded, generic, outermost, topic
from kg.model import Mention, Ref, Statement


def run(draft: Draft) -> None:
    """Fills `Statement.about`, in reading order."""
    for statement in draft.statements:
        for rule, whom in (("pronoun-friends", allusions.friends), ("pronoun-other-side", allusions.opponents)):
            meant = whom(draft, statement)
            if meant:
                draft.mentions[:] = [m for m in draft.mentions if m.span not in meant]
                draft.mentions.extend(Mention(span, ref, "pronoun", rule, 0.6) for span, ref in meant.items())
        draft.mentions.extend(backreference.mentions(draft, statement))
        draft.mentions.extend(allusions.mentions(draft, statement))
    draft.statements[:] = [replace(s, about=about(draft, s)) for s in draft.statements]
    draft.thoughts[:] = [replace(t, about=about(draft, t)) for t in draft.thoughts]


def about(draft: Draft, statement: Statement) -> tuple[Ref, ...]:
    """Refs of what the content of a statement, or the topic that its cue names, mentions; not the speaker."""
    mentions = topic(draft, statement)
    for span in statement.content:
        mentions.extend(m for m in outermost(draft, draft.mentions_in(span)) if not guessed(draft, m))
    refs: list[Ref] = []
    for mention in mentions:
        if mention.target is None or draft.words(mention.span).lower() in FIRST_PERSON:
            continue
        refs.extend(expanded(draft, mention.target))
    return tuple(dict.fromkeys(r for r in refs if r not in statement.speakers and not generic(draft, r)))


def guessed(draft: Draft, mention: Mention) -> bool:
    """Whether a mention is a "them" that nothing but nearness explains: as often it is of things ("two of them")."""
    if mention.rule != "pronoun-plural":
        return False
    them = draft.tokens(mention.span).root
    return them.dep_ in {"dobj", "pobj", "dative"} and them.i + 1 < len(draft.doc) and them.nbor().lower_ != "to"


ANNOTATOR = Annotator("about", needs=("mentions", "entities", "statements"), adds=("statements",), run=run)
