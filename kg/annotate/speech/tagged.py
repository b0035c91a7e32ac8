"""What the learned tagger found, beside what the rules found.

The rules know quotation marks, layouts and frames of cues; the tagger knows more ways of attributing than any list. An
attribution that both found has the words that the rules gave it, which are righter (docs/accuracy.md). What the tagger
alone found is a statement where somebody speaks, else a thought.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.annotate.attribution.decode import Attribution
from kg.annotate.base import Draft
from kg.annotate.speech.acts import Act
from kg.annotate.speech.cues import REFUSALS, is_passive, lexicon_of_cues, unreal
from kg.annotate.speech.regions import FINITE
from kg.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

LIKELY = 0.5  # least confidence of what the tagger alone found: it is not more likely wrong than right
NESTED = 0.7  # the same inside the content of another attribution
SAME = 0.5  # share of characters that two contents have in common to be one
SPEAKING = {"clause", "tell", "name", "as", "of"}  # frames of cues that report words
FIRST = {"i", "we", "me", "us", "you"}


def merge(draft: Draft, acts: list[Act], inner: list[Act]) -> tuple[list[Act], list[Act]]:
    """Acts of speech, and acts of thought, from those of the rules and the attributions of the tagger.

    `inner` are acts of the rules inside quotations: the tagger need not find them again.
    """
    if draft.attributions is None:
        return acts, []
    left = list(draft.attributions)
    for act in (*acts, *inner):
        twin = next((a for a in left if act.cue is not None and a.cue.overlaps(act.cue)), None)
        twin = twin or next((a for a in left if shared(a.content, act.content) >= SAME), None)
        if twin is not None:
            left.remove(twin)
            if act.source is None and not act.speakers and not act.open:
                act.source = _act(draft, twin).source
    spoken, thoughts = list(acts), list[Act]()
    around = [s for a in acts for s in a.content] + [s for a in draft.attributions for s in a.content]
    for attribution in left:
        act = _act(draft, attribution)
        speech = act.source is not None and is_spoken(draft, act, attribution)
        inside = any(s.holds(attribution.cue) for s in around)
        if draft.structure.quoted(attribution.cue.start) or anonymous(draft, act):
            continue  # of what is told inside a quotation, the rules take what is quoted
        if inside and (not speech or attribution.confidence < NESTED or _first_person(draft, attribution)):
            continue  # a speaker's own thoughts are in what he says
        if attribution.confidence >= LIKELY and not any(crossing(act, other) for other in acts):
            (spoken if speech else thoughts).append(act)
    return spoken, thoughts


def shared(a: Sequence[Span], b: Sequence[Span]) -> float:
    """Characters that two contents have in common, of those that they have together."""
    one, two = ({i for s in spans for i in range(s.start, s.end)} for spans in (a, b))
    return len(one & two) / len(one | two)


def crossing(mine: Act, other: Act) -> bool:
    """Whether the contents of two acts overlap though neither reports the other."""
    reports = any(
        a.cue is not None and any(s.holds(a.cue) for s in b.content) for a, b in ((mine, other), (other, mine))
    )
    return not reports and any(s.overlaps(o) for s in mine.content for o in other.content)


def is_spoken(draft: Draft, act: Act, attribution: Attribution) -> bool:
    """Whether somebody says or writes something: the model says so, the cue is one of speech that took place, and the
    content is a clause or quoted. What is refused, or done by words (rejected it, agreed to meet), is none."""
    if attribution.thought is not None and attribution.thought >= 0.5:
        return False
    lexicon = lexicon_of_cues()
    if act.verb is None:
        words = draft.words(attribution.cue).lower()
        nominal = any(t.lemma_.lower() in lexicon.nouns for t in draft.tokens(attribution.cue))
        return nominal or words in lexicon.phrases or not words[0].isalpha()
    lemma = act.verb.lemma_.lower()
    if (
        asked(act.verb)
        or unreal(act.verb)
        or lemma in REFUSALS
        or not any(v.frames & SPEAKING for v in lexicon.verbs.get(lemma, ()))
    ):
        return False
    return any(q.speech and q.outer.overlaps(s) for q in draft.structure.quotes for s in act.content) or any(
        t.tag_ in FINITE for s in act.content for t in draft.tokens(s)
    )


def _first_person(draft: Draft, attribution: Attribution) -> bool:
    return attribution.source is not None and draft.words(attribution.source).lower() in FIRST


def _act(draft: Draft, attribution: Attribution) -> Act:
    """An act as the rules make them."""
    tokens = draft.tokens(attribution.cue)
    verbs = [t for t in tokens if t.pos_ in ("VERB", "AUX") and t.lemma_.lower() not in ("be", "have", "do")]
    known = (t for t in verbs if t.lemma_.lower() in lexicon_of_cues().verbs)
    verb = next(known, verbs[0] if verbs else None)
    source = attribution.source
    if verb is not None and source is not None and asked(verb) and source.start < attribution.cue.start:
        source = None  # "Asked how long, she ...": who asks is not told
    act = Act(
        attribution.cue.start,
        (verb if verb is not None else tokens.root).lemma_.lower(),
        attribution.cue,
        source,
        list(attribution.content),
        rule="tagger",
        confidence=attribution.confidence,
        open=source is None,
    )
    act.verb = verb
    act.before = attribution.content[0].start < attribution.cue.start
    return act


def asked(verb: Token) -> bool:
    """Whether the one before the verb is asked or told, not asking or telling ("Asked whether", "has been told")."""
    if is_passive(verb) or (verb.tag_ == "VBN" and not any(c.dep_ == "aux" for c in verb.lefts)):
        return True
    before = verb.doc[verb.i - 1] if verb.i else verb
    return verb.tag_ in ("VBD", "VBN") and (before.i == verb.i or before.is_space or before.text in '.!?”"')


def anonymous(draft: Draft, act: Act) -> bool:
    """Whether the words tell on what terms somebody speaks: "asked that his name not be used"."""
    words = {t.lower_ for s in act.content[:1] for t in draft.tokens(s)[:6]}
    return bool(words & {"name", "named", "names", "identified"}) and bool(words & {"not", "his", "her", "their"})
