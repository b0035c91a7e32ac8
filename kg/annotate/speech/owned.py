"""Words that a noun says whose they are: "Ann Roy’s message was simple: “...”", "“...” was the verdict of Ann Roy"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.annotate.base import Draft, Quote
from kg.annotate.coreference import resolve_source
from kg.annotate.speech.acts import Act
from kg.annotate.speech.cues import lexicon_of_cues
from kg.annotate.speech.layouts import introduced
from kg.annotate.speech.sources import phrase
from kg.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

WAS = re.compile(r"[,”\"’]? (?:is|was|were|remains|became) (?:all )?(?=\w)")
ENDS = re.compile(r"[.!?](?:\s|$)|\n|[“\"]")
SENTENCE = re.compile(r"(?:^|[.!?:][”\"’]?\s+|\n)$")
ASKED = re.compile(r"(?:^|[.!?:][”\"’]?\s+|\n)([^.!?:“”\"\n]{3,80})\?\s+$")
OF = {"of", "from", "by"}
GIVING = {"have", "offer", "deliver", "send", "give", "pose", "issue", "leave", "bring"}
HOW = {"how", "what"}
SUBJECTS = {"nsubj", "nsubjpass"}


# to shouts of “Liar!” from the gallery
SHOUTS = re.compile(r"\b(?P<cue>shouts?|cry|cries|chants?|jeers?|calls?|yells?) of $")
FROM = re.compile(r" from (?P<who>(?:the |a |an )?(?:[\w’'-]+ ){0,3}?[\w’'-]+)(?=[,.;:\n]|$)")


def read(draft: Draft) -> list[Act]:
    """An attribution for each quotation that such a noun stands beside."""
    found: list[Act] = []
    for quote in draft.structure.quotes:
        if quote.depth != 0 or quote.continues or not draft.words(quote.inner):
            continue
        act = _shouted(draft, quote) or _before(draft, quote) if quote.speech else None
        act = act or _behind(draft, quote)
        if act is not None:
            found.append(act)
    return found


def _before(draft: Draft, quote: Quote) -> Act | None:
    """The noun in the sentence whose colon opens the quotation, with its owner or who gives the words."""
    intro = introduced(draft, quote) or _asked(draft, quote)
    if intro is None or draft.structure.paragraph_at(intro.start) != quote.paragraph:
        return None
    for token in draft.tokens(intro):
        if token.lemma_.lower() not in lexicon_of_cues().messages or token.pos_ != "NOUN":
            continue
        main = token.dep_ in ("ROOT", "nsubj", "attr") or (token.dep_ == "dobj" and token.head.lemma_ in GIVING)
        sent = any(c.lower_ == "from" and c.dep_ == "prep" for c in token.rights)  # "passed on a message from Ann Roy"
        who = _owner(draft, token, intro) if main or sent else None
        if who is None and token.dep_ == "dobj" and main:
            subject = next((c for c in token.head.lefts if c.dep_ == "nsubj"), None)
            who = _span(draft, subject, intro) if subject is not None else None
        if who is not None:
            return _act(draft, token, who, quote, before=False)
    return None


def _shouted(draft: Draft, quote: Quote) -> Act | None:
    """The shout that the quotation is, with those from whom it comes, if they are told."""
    match = SHOUTS.search(draft.text, max(0, quote.outer.start - 20), quote.outer.start)
    words = draft.words(quote.inner)
    if match is None or not (words[0].isupper() and words[-1] in "!?.,"):
        return None
    cue, source = Span(*match.span("cue")), FROM.match(draft.text, quote.outer.end)
    who = Span(*source.span("who")) if source is not None else None
    act = Act(cue.start, draft.tokens(cue)[0].lemma_.lower(), cue, who, [quote.outer], frame="noun", rule="shouts-of")
    act.speakers = resolve_source(draft, who)[0] if who is not None else ()
    act.open, act.confidence = not act.speakers, 0.8
    return act


def _asked(draft: Draft, quote: Quote) -> Span | None:
    """The question without a verb that the quotation answers: "Ann Roy’s message to them? “...”"."""
    start = draft.structure.paragraphs[quote.paragraph].start
    match = ASKED.search(draft.text, start, quote.outer.start)
    if match is None or any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in draft.tokens(Span(*match.span(1)))):
        return None
    return Span(*match.span(1))


def _behind(draft: Draft, quote: Quote) -> Act | None:
    """The noun or the clause that the quotation is said to be: "is how Ann Roy put it", "is the word Ann Roy uses"."""
    start, text = quote.outer.start, draft.text
    match = WAS.match(text, quote.outer.end)
    if match is None or not SENTENCE.search(text[max(0, start - 4) : start]):
        return None
    stop = ENDS.search(text, match.end())
    tail = Span(match.end(), stop.start() if stop is not None else len(text))
    tokens = draft.tokens(tail) if tail.start < tail.end else ()
    if match[0].rstrip().endswith("all"):
        told = next((t for t in tokens if t.dep_ in SUBJECTS and t.head.pos_ == "VERB" and t.i < t.head.i), None)
        who = _span(draft, told, tail) if told is not None else None
        return _act(draft, told.head, who, quote, before=True) if told is not None and who is not None else None
    for token in tokens[:4]:
        word = token.lemma_.lower()
        if word in HOW or word in ("way", "word", "phrase", "term"):
            subject = next((t for t in tokens if t.i > token.i and t.dep_ in SUBJECTS and t.tag_ != "WDT"), None)
            who = _span(draft, subject, tail) if subject is not None else None
            return _act(draft, token, who, quote, before=True) if who is not None else None
        if word in lexicon_of_cues().messages and token.pos_ == "NOUN":
            who = _owner(draft, token, tail)
            return _act(draft, token, who, quote, before=True) if who is not None else None
        if token.tag_ not in ("DT", "JJ", "PRP$", "NNP", "POS", "NN"):
            break
    return None


def _owner(draft: Draft, noun: Token, area: Span) -> Span | None:
    """Whose words a noun says they are: "Ann Roy’s answer", "the verdict of Ann Roy", "a message from Ann Roy"."""
    owner = next((c for c in noun.lefts if c.dep_ == "poss"), None)
    if owner is None:
        of = next((c for c in noun.rights if c.dep_ == "prep" and c.lower_ in OF), None)
        owner = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
    return _span(draft, owner, area) if owner is not None else None


def _span(draft: Draft, head: Token, area: Span) -> Span | None:
    """The phrase of a source in an area; None where its head stands outside of it."""
    if not area.start <= head.idx < area.end:
        return None
    tokens = draft.tokens(area)
    first, last = phrase(head, tokens.start, tokens.end - 1)
    while last > first and head.doc[last].tag_ == "POS":
        last -= 1
    return draft.span(first, last)


def _act(draft: Draft, noun: Token, who: Span, quote: Quote, before: bool) -> Act:
    cue = Span(noun.idx, noun.idx + len(noun))
    act = Act(cue.start, noun.lemma_.lower(), cue, who, [quote.outer], before=before, frame="noun", rule="owned-words")
    act.confidence, act.zone = 0.8, [draft.span(noun.i, noun.i)]
    to = next((c for c in noun.rights if c.dep_ == "prep" and c.lower_ in ("to", "for")), None)
    hearer = next((c for c in to.children if c.dep_ == "pobj"), None) if to is not None else None
    act.addressee = Span(hearer.idx, hearer.idx + len(hearer)) if hearer is not None else None
    return act
