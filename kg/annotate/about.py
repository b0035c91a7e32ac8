"""What a statement is about: the entities, actions and issues that its content mentions or refers to."""

from __future__ import annotations

from dataclasses import replace

from kg.annotate.base import Annotator, Draft
from kg.model import Mention, Ref, Span, Statement

FIRST_PERSON = {"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"}
GENERIC = {"people", "reporters"}
TOPIC = {"of", "about", "on", "regarding", "concerning"}  # "Nelson said of the decision, ..."


def run(draft: Draft) -> None:
    """Fills `Statement.about`, in reading order."""
    from kg.annotate import backreference  # it reads clauses, as stances and claims do, which stand on this module

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


def expanded(draft: Draft, ref: Ref) -> tuple[Ref, ...]:
    """The members of a collective that is nothing but its members ("both sides"), else the ref itself."""
    entity = draft.entities.get(ref)
    return entity.members if entity is not None and entity.members else (ref,)


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
                    found.extend(outermost(draft, draft.mentions_in(span)))
    return found


def inside(statement: Statement, span: Span) -> Span | None:
    """The content span of the statement that holds the span, or None."""
    return next((c for c in statement.content if c.holds(span)), None)


ANNOTATOR = Annotator("about", needs=("mentions", "entities", "statements"), adds=("statements",), run=run)
