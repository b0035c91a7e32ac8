"""Units of attribution: sentences, put together again where the splitter cut inside a quotation or behind it.

The sentence splitter ends a sentence at “Count it again!” and begins a new one with *said*; a unit holds both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.annotate.base import Draft, Quote
from kg.annotate.speech.cues import verb_at
from kg.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


# "Rail: A shortage of drivers ...", an item of a roundup under its head
RUN_IN = re.compile(r"([A-Z][\w’'-]*(?: [\w’'-]+){0,3}): (?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Unit:
    """Tokens from `first` to `last` (inclusive) of one paragraph, and the outer quotations among them."""

    first: int
    last: int
    paragraph: int
    quotes: tuple[Quote, ...]


def units(draft: Draft) -> list[Unit]:
    """The units of the story's own prose, in order."""
    structure, view = draft.structure, draft.view
    found: list[Unit] = []
    named = {m.span for m in draft.mentions if m.kind == "name"}
    for index, paragraph in enumerate(structure.paragraphs):
        if paragraph in structure.skip:
            continue
        start = paragraph.start
        for dateline in structure.datelines:
            if dateline.span.start == paragraph.start:
                start = dateline.span.end
        head = RUN_IN.match(draft.text, start, paragraph.end)
        if head is not None and paragraph != structure.headline and Span(*head.span(1)) not in named:
            spoken = any(verb_at(t) is not None for t in draft.tokens(Span(*head.span(1))))
            start = start if spoken else head.end()
        a, b = view.range(start, paragraph.end)
        tokens = [i for i in range(a, b) if not view.space[i] and view.start[i] >= start]
        if not tokens:
            continue
        quotes = [q for q in structure.quotes if q.paragraph == index and q.depth == 0]
        for first, last in _groups(draft, tokens, quotes):
            begin, end = view.start[first], view.end[last]
            inside = tuple(q for q in quotes if begin <= q.inner.start < end)
            found.append(Unit(first, last, index, inside))
    return found


def _groups(draft: Draft, tokens: list[int], quotes: list[Quote]) -> list[tuple[int, int]]:
    """First and last token of each unit of a paragraph."""
    view = draft.view
    sentences = set(view.first)
    opened = {q.outer.start for q in quotes}
    closed = {q.outer.end for q in quotes if q.closed}
    groups: list[tuple[int, int]] = []
    first = last = tokens[0]
    for i in tokens[1:]:
        begins = i in sentences and not _glued(draft, draft.doc[i], last, quotes)
        marked = view.start[i] in opened or view.end[last] in closed
        if begins or (marked and _split_missed(draft, draft.doc[i], last, quotes)):
            groups.append((first, last))
            first = i
        last = i
    groups.append((first, last))
    return groups


def _glued(draft: Draft, token: Token, last: int, quotes: list[Quote]) -> bool:
    """Whether a sentence that starts at the token belongs to the one before."""
    at, end = token.idx, draft.doc[last].idx + len(draft.doc[last])
    if any(q.outer.start < at < q.outer.end for q in quotes):
        return True
    closing = next((q for q in quotes if q.closed and q.outer.end == end), None)
    if closing is None:
        return token.text[0].islower() and draft.text[end - 1] not in ".!?"
    stop = closing.stop(draft.text)
    if token.text[0].islower():
        return True
    if stop == "," or draft.text[at] in "—–-":
        return True
    return stop != "" and stop in "!?" and _reports(token)


def _reports(token: Token) -> bool:
    """Whether a sentence is no more than an attribution: a short source, a cue, and no content of its own."""
    doc, i = token.doc, token.i
    while i < len(doc) and i < token.i + 12 and doc[i].text not in ".!?":
        verb = verb_at(doc[i])
        if verb is not None:
            after = doc[i + 1] if i + 1 < len(doc) else None
            return (
                after is None
                or after.text in (".", ",", ";")
                or after.text[0] in '“"‘'
                or _adjunct(doc, after.i)
                or ("tell" in verb.frames and _hearer_ends(doc, i + 1))
            )
        i += 1
    return False


def _adjunct(doc: Doc, i: int) -> bool:
    """Whether what stands behind a cue only tells how, where or when: "back", "over the horns", "as she left"."""
    token = doc[i]
    if token.lower_ in ("of", "in", "on", "at", "to") or token.lower_ in ("as", "when", "while", "before", "after"):
        return True
    rest = [t for t in doc[i : min(doc[i].sent.end, i + 9)] if not t.is_space]
    verbs = any(t.pos_ in ("VERB", "AUX") or t.is_quote for t in rest)
    return token.pos_ in ("ADV", "ADP", "PART") and rest[-1].text == "." and not verbs


def _hearer_ends(doc: Doc, i: int) -> bool:
    """Whether one noun phrase stands between a token and the end of its sentence: "asked Bo Li"."""
    words = [t for t in doc[i : min(doc[i].sent.end, i + 7)] if not t.is_space]
    return (
        len(words) > 0
        and words[-1].text in (".", ",")
        and all(t.pos_ in ("DET", "ADJ", "NOUN", "PROPN", "PRON") for t in words[:-1])
    )


def _split_missed(draft: Draft, token: Token, last: int, quotes: list[Quote]) -> bool:
    """Whether a new sentence begins though the splitter saw none: after a full stop inside a closing mark, or before
    an opening mark that follows a full stop."""
    end = draft.doc[last].idx + len(draft.doc[last])
    at = token.idx
    if any(q.outer.start < at < q.outer.end for q in quotes):
        return False
    closing = next((q for q in quotes if q.closed and q.outer.end == end), None)
    if closing is not None and closing.stop(draft.text) in (".", "…") and token.text[0].isupper():
        return True
    opening = next((q for q in quotes if q.outer.start == at), None)
    return opening is not None and draft.text[end - 1] in ".?!" and len(draft.doc[last].text) == 1
