"""What the learned tagger found, beside what the rules found.

The rules know quotation marks, layouts and frames of cues; the tagger knows more ways of attributing than any list. An
attribution that both found has the quotations of the rules and the unquoted words of the tagger. What the tagger alone
found is a statement where somebody speaks, else a thought.
"""

from __future__ import annotations

from kg.annotate.attribution.decode import Attribution
from kg.annotate.base import Draft
from kg.annotate.speech.acts import Act
from kg.annotate.speech.cues import lexicon_of_cues
from kg.model import Span

SURE = 0.75  # score from which an attribution that only the tagger found counts
SPOKEN = 0.5  # chance of a thought from which it is one
SAME = 0.5  # share of words that two contents have in common to be one


def merge(draft: Draft, acts: list[Act]) -> tuple[list[Act], list[Act]]:
    """Acts of speech, and acts of thought, from those of the rules and the attributions of the tagger."""
    if draft.attributions is None:
        return acts, []
    left = list(draft.attributions)
    spoken: list[Act] = []
    for act in acts:
        twin = next((a for a in left if _cue_is_same(a, act)), None) or next(
            (a for a in left if shared(draft, a.content, act.content) >= SAME), None
        )
        if twin is not None:
            left.remove(twin)
            act = _joined(draft, act, twin)
        spoken.append(act)
    thoughts: list[Act] = []
    for attribution in left:
        act = _act(draft, attribution)
        if is_thought(draft, attribution):
            thoughts.append(act)
        elif attribution.score >= SURE:
            spoken.append(act)
        else:
            thoughts.append(act)
    return spoken, thoughts


def shared(draft: Draft, a: tuple[Span, ...] | list[Span], b: tuple[Span, ...] | list[Span]) -> float:
    """Characters that two contents have in common, of those that they have together."""
    one, two = ({i for s in spans for i in range(s.start, s.end)} for spans in (a, b))
    return len(one & two) / len(one | two)


def is_thought(draft: Draft, attribution: Attribution) -> bool:
    if attribution.thought is not None:
        return attribution.thought >= SPOKEN
    return False


def _cue_is_same(attribution: Attribution, act: Act) -> bool:
    return act.cue is not None and attribution.cue.overlaps(act.cue)


def _joined(draft: Draft, act: Act, attribution: Attribution) -> Act:
    """One of two: the content of the rules where it is all quoted, else that of the tagger."""
    if not all(_quoted(draft, s) for s in act.content):
        act.content = list(attribution.content)
    if act.source is None and not act.speakers:
        act.source = attribution.source
    act.confidence = max(act.confidence, attribution.score)
    return act


def _quoted(draft: Draft, span: Span) -> bool:
    return any(q.outer.holds(span) or q.inner.holds(span) for q in draft.structure.quotes)


def _act(draft: Draft, attribution: Attribution) -> Act:
    """An act as the rules make them."""
    tokens = draft.tokens(attribution.cue)
    verb = next((t for t in tokens if t.pos_ in ("VERB", "AUX") and t.lemma_.lower() in lexicon_of_cues().verbs), None)
    root = verb if verb is not None else tokens.root
    act = Act(
        attribution.cue.start,
        root.lemma_.lower(),
        attribution.cue,
        attribution.source,
        list(attribution.content),
        rule="tagger",
        confidence=attribution.score,
        open=attribution.source is None,
    )
    if root.pos_ in ("VERB", "AUX"):
        act.verb = root
    act.before = attribution.content[0].start < attribution.cue.start
    return act
