"""What the learned tagger found, beside what the rules found.

The rules know quotation marks, layouts and frames of cues; the tagger knows more ways of attributing than any list. An
attribution that both found has the words that the rules gave it, which are righter (docs/accuracy.md). What the tagger
alone found is a statement where somebody speaks, else a thought.

A model that leads (`leads` in its card; one that a user trains on stories of his own) goes before the rules: they keep
the words between quotation marks and who a source is, it decides what else is an attribution and in which words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.annotate.attribution.decode import Attribution
from kg.annotate.base import Draft
from kg.annotate.speech.acts import Act
from kg.annotate.speech.cues import REFUSALS, denied, is_passive, lexicon_of_cues, negated, of_nobody, unreal
from kg.annotate.speech.regions import FINITE, in_name, points_back
from kg.annotate.speech.resolve import speakers
from kg.annotate.speech.sources import ASIDES
from kg.annotate.speech.voices import turned_to
from kg.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

LIKELY = 0.5  # least confidence of what the tagger alone found: it is not more likely wrong than right
NESTED = 0.7  # the same inside the content of another attribution
SAME = 0.5  # share of characters that two contents have in common to be one
SPEAKING = {"clause", "tell", "name", "as", "of"}  # frames of cues that report words
WAS_ALL = re.compile(r",? (?:is|was|were)(?: all| what| how)?(?: that)?")
BEGINS, ENDS = re.compile(r" [A-Z]"), (".", "!", "?")
OF_WHOM = re.compile(r"\w+ (?:of|about) [^.!?:“”\"\n]{2,80}:(?= [“\"])")  # "said of his wife, Ann: “...”"
FIRST = {"i", "we", "me", "us", "you"}


def merge(draft: Draft, acts: list[Act], inner: list[Act]) -> tuple[list[Act], list[Act], list[Act]]:
    """Acts of speech, those inside quotations, and acts of thought, from those of the rules (`acts`, and `inner` inside
    quotations) and the attributions of the tagger."""
    if draft.attributions is None:
        return acts, inner, []
    left = list(draft.attributions)
    acts, inner = ([a for a in found if _joined(draft, a, left)] for found in (acts, inner))
    spoken, thoughts = list(acts), list[Act]()
    around = [s for a in acts for s in a.content] + [s for a in draft.attributions for s in a.content]
    for attribution in left:
        act = _act(draft, attribution)
        speech = act.source is not None and is_spoken(draft, act, attribution)
        nobody = act.source is not None and of_nobody(draft, act.source)
        # who stands before a colon is found
        colon = not draft.words(attribution.cue)[0].isalpha()
        bare = colon and (act.source is None or _apposed(draft, act.source))
        if bare or nobody or _never_said(draft, act) or _no_cue(draft, act) or anonymous(draft, act):
            continue
        if any(crossing(act, other) for other in acts):
            continue
        act.content = _own(draft, attribution)
        if not act.content:
            continue
        if draft.leads or _likely(draft, attribution, speech, around):
            (spoken if speech else thoughts).append(act)
    return spoken, inner, thoughts


def _likely(draft: Draft, attribution: Attribution, speech: bool, around: Sequence[Span]) -> bool:
    """Whether to take what the tagger alone found, where it does not lead."""
    if attribution.confidence < LIKELY or draft.structure.quoted(attribution.cue.start):
        return False  # of what is told inside a quotation, the rules take what is quoted
    if not any(s.holds(attribution.cue) for s in around):
        return True
    # a speaker's own thoughts are in what he says
    return speech and attribution.confidence >= NESTED and not _first_person(draft, attribution)


def _joined(draft: Draft, act: Act, left: list[Attribution]) -> bool:
    """Whether an act of the rules stays; what the tagger knows of it is taken from `left`."""
    twin = next((a for a in left if act.cue is not None and a.cue.overlaps(act.cue)), None)
    twin = twin or next((a for a in left if shared(a.content, act.content) >= SAME), None)
    direct = all(any(q.depth == 0 and q.outer.holds(s) for q in draft.structure.quotes) for s in act.content)
    if twin is None:
        nested = act.cue is not None and draft.structure.quoted(act.cue.start)
        return not draft.leads or act.cue is None or bool(act.speakers) or (direct and not nested)
    left.remove(twin)
    source = _act(draft, twin).source
    if act.source is None and not act.speakers and not act.open:
        act.source = source
    elif draft.leads and source is not None and not act.speakers and not act.open:
        _take_source(draft, act, source, twin.confidence)
    if draft.leads and not direct and not _in_pieces(draft, twin.content, act.content):
        act.content = list(twin.content)
    return True


def _take_source(draft: Draft, act: Act, source: Span, confidence: float) -> None:
    """Gives an act the source of a tagger that leads. Who it is, is told by the words of the rules where the two
    overlap; elsewhere it must be somebody, unless that of the rules is nobody either."""
    assert act.source is not None
    who, candidates = speakers(draft, act.source)
    if source.overlaps(act.source):
        act.speakers, act.candidates = who, candidates
        act.source = source
    elif confidence >= LIKELY and (not who or speakers(draft, source)[0]):
        act.source = source


def _in_pieces(draft: Draft, content: Sequence[Span], other: Sequence[Span]) -> bool:
    """Whether a content falls into more parts than another has, or into single words."""
    least, before = (min(len(draft.words(s).split()) for s in spans) for spans in (content, other))
    return len(content) > len(other) + 1 or least < 2 <= before


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


def _apposed(draft: Draft, source: Span) -> bool:
    """Whether a source only says who somebody named right before it is: "Sandy Low, a crane operator: “...”", or
    who is spoken to."""
    if turned_to(draft, Span(draft.sentence(source.start).start_char, source.end), source) is not None:
        return True
    near = (m for m in draft.mentions if m.kind == "name" and draft.text[m.span.end : source.start] == ", ")
    return any(draft.entities[m.target].kind == "Person" for m in near if m.target in draft.entities)


def _first_person(draft: Draft, attribution: Attribution) -> bool:
    return attribution.source is not None and draft.words(attribution.source).lower() in FIRST


def _act(draft: Draft, attribution: Attribution) -> Act:
    """An act as the rules make them."""
    tokens = draft.tokens(attribution.cue)
    verbs = [t for t in tokens if t.pos_ in ("VERB", "AUX") and t.lemma_.lower() not in ("be", "have", "do")]
    known = (t for t in verbs if t.lemma_.lower() in lexicon_of_cues().verbs)
    verb = next(known, verbs[0] if verbs else None)
    source = _beside_cue(draft, attribution)
    told = verb is not None and (is_passive if draft.leads else asked)(verb)
    if told and source is not None and source.start < attribution.cue.start:
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


def _beside_cue(draft: Draft, attribution: Attribution) -> Span | None:
    """The source, without what stands in another paragraph than its cue where it runs over a break."""
    source, structure = attribution.source, draft.structure
    if source is None or "\n" not in draft.words(source):
        return source
    here = structure.paragraphs[structure.paragraph_at(attribution.cue.start)]
    start, end = max(source.start, here.start), min(source.end, here.end)
    return Span(start, end) if start < end else None


def _own(draft: Draft, attribution: Attribution) -> list[Span]:
    """The content without what stands in another sentence and is no quotation of its own, and of a quotation with the
    attribution's own words behind it (“...” was all Pell said) the quotation."""
    home = draft.sentence(attribution.cue.start)
    found: list[Span] = []
    for span in attribution.content:
        ends = [d.span.end for d in draft.structure.datelines if d.span.overlaps(span) and d.span.end < span.end]
        span = Span(max([span.start, *ends]), span.end)
        tokens = draft.tokens(span)
        if attribution.cue.end <= span.start and tokens[:1].text.lower() == "that" and tokens[1:2].text:
            span = span if tokens[1].tag_ in FINITE else Span(tokens[1].idx, span.end)
        whole = next(
            (q for q in draft.structure.quotes if q.outer.start == span.start and q.outer.end < span.end), None
        )
        if whole is not None and WAS_ALL.fullmatch(draft.text, whole.outer.end, span.end):
            span = whole.outer
        if whole is not None and BEGINS.match(draft.text, whole.outer.end, span.end) and whole.stop(draft.text) in ENDS:
            span = whole.outer  # “No decision has been made.” Do you buy it?
        cut = next((q for q in draft.structure.quotes if q.inner.end == span.end and span.start < q.outer.start), None)
        span = Span(span.start, cut.outer.end) if cut is not None else span
        inside = any(q.speech and q.outer.holds(span) for q in draft.structure.quotes)
        if inside or home.start_char <= span.start < home.end_char:
            found.append(span)
    if all(s.end < home.start_char - 20 for s in attribution.content):
        return []  # another sentence stands between the words and who is said to say them
    about = OF_WHOM.match(draft.text, attribution.cue.start)
    if about is not None:
        found = [Span(max(s.start, about.end()), s.end) for s in found if s.end > about.end()] or found
    names = [m.span for m in draft.mentions if m.kind == "name"]
    words = [s for s in found if not any(n.holds(s) for n in names)]  # "told Ann | Roy: “...”"
    return words or found or list(attribution.content)


def _never_said(draft: Draft, act: Act) -> bool:
    """Whether words between quotation marks are said not to have been said: "never said “we quit”"."""
    if act.verb is None or not (negated(act.verb) or denied(act.verb)):
        return False
    return any(q.speech and q.outer.overlaps(s) for q in draft.structure.quotes for s in act.content)


def _no_cue(draft: Draft, act: Act) -> bool:
    """Whether the cue is part of a name ("his friend Said Omar"), or tells in an aside what the speaker was asked:
    "Moyer, asked if they would win, said", "said Moyer, when asked"."""
    verb, content = act.verb, draft.tokens(act.content[0])
    if len(content) and (points_back(content[0]) or all(t.ent_type_ in ("DATE", "TIME") for t in content)):
        return True  # "read a message that her boss had sent", "A week later, she told an inspector"
    if verb is not None and verb.text[0].isupper() and not verb.is_sent_start and in_name(draft, verb):
        return True
    if verb is not None and verb.is_sent_start and verb.tag_ == "VB":
        return True  # "Tell your boss that you are out."
    me = act.source is not None and draft.words(act.source).lower() in ("i", "we")
    if me and verb is not None and verb.lemma_ == "ask":
        return True  # what the reporter asked
    papers = [c for c in verb.rights if c.dep_ == "dobj"] if verb is not None and verb.lemma_ == "read" else []
    if any(w.lower_ in ("from", "by") for c in papers for w in c.rights):
        return True  # "Ann Roy read a letter from the chairman: “...”"
    if verb is None or verb.lower_ != "asked" or verb.i < 2 or verb.i + 1 >= len(verb.doc):
        return False
    before = verb.doc[verb.i - 1], verb.doc[verb.i - 2]
    if before[0].lower_ == "when":
        return True
    return before[0].text == "," and before[1].pos_ in ("PROPN", "NOUN") and verb.nbor().lower_ in ASIDES


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
