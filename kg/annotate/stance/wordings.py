"""Wordings of the lexicon that praise or blame their subject or object: "Acme won't listen", "we stand with Acme"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.annotate.base import Draft
from kg.annotate.claims.parse import NEGATIONS, agent, alleged, hypothetical, subject_mention
from kg.annotate.events.clauses import question
from kg.annotate.issues import plainly
from kg.annotate.polarity import Phrase, load
from kg.annotate.stance.found import Found
from kg.model import Mention, Ref, Span, Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

OWNER = re.compile(r"[’']s?\s")
TITLE = re.compile(r"\b(?:mr|mrs|ms|dr|sen|rep|gov|rev|st|prof)\.")  # its point ends no sentence
YOU = re.compile(r"\s+(you)\b")
NEAR = 12  # characters between a subject and its predicate that are shown together
MARKS = '“”"'
UNMARKED = str.maketrans("", "", MARKS)


def by_phrase(draft: Draft, statement: Statement) -> Iterator[Found]:
    """Wordings that praise or blame their subject or object."""
    known = load()
    for piece in statement.content:
        # quotation marks within a wording (“fed up” with) do not matter
        hits = known.index.find(plainly(draft.words(piece).translate(UNMARKED)))
        kept = [i for i in range(piece.start, piece.end) if draft.text[i] not in MARKS] if hits else []
        for number, match in hits:
            words = match.group().strip()
            start = match.start() + match.group().index(words) if words else 0
            if words:
                span = Span(kept[start], kept[start + len(words) - 1] + 1)
                yield from placed(draft, statement, known.phrases[number], piece, span)


def placed(draft: Draft, statement: Statement, phrase: Phrase, piece: Span, span: Span) -> Iterator[Found]:
    """The stance of one wording at one place."""
    tokens = [t for t in draft.tokens(span) if not t.is_space]
    if not tokens:
        return
    verb = next((t for t in tokens if t.pos_ in {"VERB", "AUX"} and t.dep_ not in {"aux", "auxpass", "neg"}), tokens[0])
    if (
        question(verb)
        or (verb.pos_ == "VERB" and verb.dep_ == "amod")
        or alleged(verb)
        or (hypothetical(verb) and (phrase.value != "Criticizes" or any(x.lower_ in NEGATIONS for x in tokens)))
    ):
        return
    rule = f"stance.{phrase.role}.{phrase.value.lower()}"
    if phrase.role == "object":
        if verb.pos_ == "VERB" and outside(verb, span) and not phrase.issue:
            return
        mention = after(draft, piece, span, phrase.issue, statement.addressee)
        if mention is not None:
            yield Found(mention, phrase.value, Span(span.start, mention.span.end), rule)
        return
    if outside(verb, span):
        return
    if any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children):
        mention = agent(draft, verb)
    else:
        mention = subject_mention(draft, verb)
    if mention is not None:
        last = max((t.i for t in tokens), default=verb.i)
        reach = [t for t in verb.subtree if t.i >= last and piece.holds(Span(t.idx, t.idx + len(t)))]
        end = span.end
        for t in sorted(reach, key=lambda t: t.i):
            if t.dep_ in {"punct", "cc", "mark"} and t.i > last:
                break
            end = max(end, t.idx + len(t))
        near = piece.holds(mention.span) and 0 <= span.start - mention.span.end <= NEAR
        start = mention.span.start if near else span.start
        yield Found(mention, phrase.value, Span(start, end), rule)


def outside(verb: Token, span: Span) -> bool:
    """Whether a verb is denied by a word that is no part of the wording itself."""
    return any(c.lower_ in NEGATIONS and not span.holds(Span(c.idx, c.idx + len(c))) for c in verb.children)


def after(draft: Draft, piece: Span, span: Span, issue: bool, addressee: Ref | None) -> Mention | None:
    """The mention that stands right after a wording."""
    found = [
        m
        for m in draft.mentions_in(Span(span.start, piece.end))
        if m.target is not None and m.span.end > span.end and m.span.start <= span.end + 45
    ]
    you = YOU.match(draft.text, span.end, piece.end)
    if you is not None and addressee is not None:
        return Mention(Span(*you.span(1)), addressee, "pronoun", "stance.you")
    for mention in found:
        between = TITLE.sub("", draft.text[span.end : mention.span.start].lower())
        if any(mark in between for mark in ".;:?!,—") or len(between.split()) > 4:
            return None
        if any(
            t.pos_ in {"VERB", "AUX"}
            for t in draft.tokens(Span(span.end, max(span.end + 1, mention.span.start)))
            if span.end <= t.idx < mention.span.start
        ):
            return None
        owned = OWNER.match(draft.text, mention.span.end) is not None
        if owned and any(m.span.end > mention.span.end + 2 and m.span.start <= mention.span.end + 25 for m in found):
            continue  # "rejected the company's latest offer"
        if not issue or ((mention.target or "").startswith("i:") and draft.tokens(mention.span).root.idx >= span.end):
            return mention
    return None
