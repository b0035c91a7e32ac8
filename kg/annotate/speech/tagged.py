"""What the learned tagger found, beside what the rules found.

The rules know quotation marks, layouts and frames of cues; the tagger knows more ways of attributing than any list. An
attribution that both found has the words that the rules gave it, which are righter (docs/accuracy.md). What the tagger
alone found is a statement where somebody speaks, else a thought.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.annotate.attribution.decode import Attribution
from kg.annotate.base import Draft
from kg.annotate.speech.acts import Act
from kg.annotate.speech.cues import REFUSALS, lexicon_of_cues, unreal
from kg.model import Span

SURE = 0.9  # least score of what the tagger alone found
NESTED = 0.98  # the same inside the content of another attribution
SAME = 0.5  # share of characters that two contents have in common to be one
SPEAKING = {"clause", "tell", "name", "as", "of"}  # frames of cues that report words
FIRST = {"i", "we", "me", "us", "you"}


def merge(draft: Draft, acts: list[Act]) -> tuple[list[Act], list[Act]]:
    """Acts of speech, and acts of thought, from those of the rules and the attributions of the tagger."""
    if draft.attributions is None:
        return acts, []
    left = list(draft.attributions)
    for act in acts:
        twin = next((a for a in left if act.cue is not None and a.cue.overlaps(act.cue)), None)
        twin = twin or next((a for a in left if shared(a.content, act.content) >= SAME), None)
        if twin is not None:
            left.remove(twin)
            if act.source is None and not act.speakers:
                act.source = twin.source
    spoken, thoughts = list(acts), list[Act]()
    around = [s for a in acts for s in a.content] + [s for a in draft.attributions for s in a.content]
    for attribution in left:
        spoken_of = is_spoken(draft, attribution)
        inside = any(s.holds(attribution.cue) for s in around)
        if inside and (not spoken_of or attribution.score < NESTED or _first_person(draft, attribution)):
            continue  # a speaker's own thoughts are in what he says
        if attribution.score >= SURE:
            (spoken if spoken_of else thoughts).append(_act(draft, attribution))
    return spoken, thoughts


def shared(a: Sequence[Span], b: Sequence[Span]) -> float:
    """Characters that two contents have in common, of those that they have together."""
    one, two = ({i for s in spans for i in range(s.start, s.end)} for spans in (a, b))
    return len(one & two) / len(one | two)


def is_spoken(draft: Draft, attribution: Attribution) -> bool:
    """Whether somebody says or writes something: the model says so, a source is named, and the cue is one of speech
    that took place. What is refused, asked of somebody or done by words (rejected, proposed) is none."""
    if attribution.source is None or (attribution.thought is not None and attribution.thought >= 0.5):
        return False
    lexicon = lexicon_of_cues()
    tokens = draft.tokens(attribution.cue)
    verb = next((t for t in tokens if t.pos_ in ("VERB", "AUX") and t.lemma_.lower() not in ("be", "have", "do")), None)
    if verb is None:
        nominal = any(t.lemma_.lower() in lexicon.nouns for t in tokens)
        return nominal or draft.words(attribution.cue).lower() in lexicon.phrases or not tokens[0].is_alpha
    if unreal(verb) or verb.lemma_.lower() in REFUSALS:
        return False
    return any(v.frames & SPEAKING for v in lexicon.verbs.get(verb.lemma_.lower(), ()))


def _first_person(draft: Draft, attribution: Attribution) -> bool:
    return attribution.source is not None and draft.words(attribution.source).lower() in FIRST


def _act(draft: Draft, attribution: Attribution) -> Act:
    """An act as the rules make them."""
    tokens = draft.tokens(attribution.cue)
    verb = next((t for t in tokens if t.lemma_.lower() in lexicon_of_cues().verbs), tokens.root)
    act = Act(
        attribution.cue.start,
        verb.lemma_.lower(),
        attribution.cue,
        attribution.source,
        list(attribution.content),
        rule="tagger",
        confidence=attribution.confidence,
        open=attribution.source is None,
    )
    act.verb = verb if verb.pos_ in ("VERB", "AUX") else None
    act.before = attribution.content[0].start < attribution.cue.start
    return act
