"""The pairs of each note are read, people get their right names, and what was wrong is hidden from later steps."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.annotate.base import Annotator, Draft
from kg.annotate.corrections import Part
from kg.annotate.corrections.found import SPELLING, Pair
from kg.annotate.corrections.locals import renumber
from kg.annotate.corrections.pairs import read
from kg.annotate.corrections.spellings import forget as unnamed
from kg.annotate.corrections.spellings import respell
from kg.annotate.corrections.whose import lone, own
from kg.annotate.quantities import ANNOTATOR as QUANTITIES
from kg.model import Span

HEADLINE = re.compile(r"\((?:headlined )?[“\"][^”\"]{10,}[”\"][^()]{0,60}\)")
SHORT = 12  # words of a sentence that does nothing but give the right value


def run(draft: Draft) -> None:
    """Keep the pairs of each note, give people their right names, and hide what was wrong from later steps."""
    if not draft.memo.get("corrections"):
        return
    found: dict[str, list[Pair]] = {}
    hidden: list[Span] = []
    open_: set[Span] = set()
    draft.memo["corrections.open"] = open_
    alone = lone(draft)
    for note in draft.notes:
        if note.kind == "withdrawal":
            continue
        parts: list[Part] = draft.memo["corrections"][note.key]
        pairs = read(draft, parts)
        found[note.key] = pairs
        open_ |= denied(draft, parts, pairs)
        if alone:
            # nothing else tells of the event, and the sentence is right but for its number, day or name
            open_.update(
                p.wrong.sentence for p in pairs if p.wrong is not None and not p.wrong.sure and p.right is not None
            )
        hidden += hide(draft, note.span, parts, pairs)
        for span in (s for s in hidden if HEADLINE.fullmatch(draft.text, s.start, s.end)):
            named = {m.target for m in draft.mentions if span.holds(m.span)}
            draft.mentions[:] = [m for m in draft.mentions if not span.holds(m.span)]
            unnamed(draft, named)
        topic = any(SPELLING.search(draft.words(p.sentence)) for p in parts if p.role != "right")
        for pair in pairs:
            wrong = pair.wrong.span if pair.wrong else None
            if pair.kind == "name" and pair.right is not None:
                respell(draft, note.span, wrong, pair.right.span, topic or pair.unit is not None, pair.unit)
            elif pair.kind == "local" and pair.right is not None:
                renumber(draft, note.span, wrong, pair.right.span)
    draft.memo["corrections.pairs"] = found
    forget(draft, hidden, found)


def denied(draft: Draft, parts: list[Part], pairs: list[Pair]) -> set[Span]:
    """Sentences that tell what another story of the paper said, and deny it without a value: the paper's statement,
    which `effect` takes back."""
    if pairs or own(draft, parts):
        return set()
    return {p.sentence for p in parts if p.role == "wrong"}


def forget(draft: Draft, hidden: list[Span], found: dict[str, list[Pair]]) -> None:
    """Take what is hidden out of what was read so far; the numbers are read anew without it."""
    structure = draft.structure
    structure.skip += hidden
    structure.quotes[:] = [replace(q, paragraph=structure.paragraph_at(q.outer.start)) for q in structure.quotes]
    values = [v.span for pairs in found.values() for p in pairs for v in (p.wrong, p.right) if v is not None]
    wrong = {p.wrong.span for pairs in found.values() for p in pairs if p.wrong is not None}
    draft.quantities.clear()
    QUANTITIES.run(draft)
    draft.quantities[:] = [q for q in draft.quantities if not any(q.span.overlaps(v) for v in values)]
    prose = [p.words for note in found for p in draft.memo["corrections"][note] if p.role == "right"]
    prose += draft.memo["corrections.open"]
    prose += [p.right.span for pairs in found.values() for p in pairs if p.right is not None]
    inside = [n.span for n in draft.notes]

    def told(span: Span) -> bool:
        return span not in wrong and (not any(n.holds(span) for n in inside) or any(p.holds(span) for p in prose))

    times = [replace(t, spans=tuple(s for s in t.spans if told(s))) for t in draft.times]
    draft.times[:] = [t for t in times if t.spans]


def hide(draft: Draft, note: Span, parts: list[Part], pairs: list[Pair]) -> list[Span]:
    """What of a note is not read as prose, each a paragraph of its own: what was wrong, what a pair says in full."""
    wrong = {p.wrong.sentence for p in pairs if p.wrong is not None}
    said = {p.right.sentence for p in pairs if p.right is not None}
    pieces: list[tuple[Span, bool]] = [(Span(note.start, parts[0].sentence.start), True)]
    told_above = own(draft, parts) and not lone(draft)  # what the note is about is known from the story
    for sentence in dict.fromkeys(p.sentence for p in parts):
        inside = [p for p in parts if p.sentence == sentence]
        told = sentence in said and len(draft.words(sentence).split()) <= SHORT
        start = inside[0].words.start
        if inside[0].role == "right" and start > sentence.start and sentence not in wrong:
            pieces += [(Span(sentence.start, start), True), (Span(start, sentence.end), False)]
            continue
        bad = sentence in wrong or any(p.role == "wrong" or (p.role == "topic" and told_above) for p in inside)
        pieces += titled(draft, sentence, told or (bad and sentence not in draft.memo["corrections.open"]))
    joined: list[tuple[Span, bool]] = []
    for span, out in pieces:
        if joined and not out and not joined[-1][1]:
            span = Span(joined.pop()[0].start, span.end)
        if span.start < span.end:
            joined.append((stripped(draft.text, span), out))
    at = draft.structure.paragraphs.index(note)
    draft.structure.paragraphs[at : at + 1] = [span for span, _ in joined]
    return [span for span, out in joined if out]


def titled(draft: Draft, sentence: Span, out: bool) -> list[tuple[Span, bool]]:
    """The sentence, without the headline of another story that stands in it in brackets."""
    headline = None if out else HEADLINE.search(draft.text, sentence.start, sentence.end)
    if headline is None:
        return [(sentence, out)]
    start, end = headline.span()
    return [(Span(sentence.start, start), out), (Span(start, end), True), (Span(end, sentence.end), out)]


def stripped(text: str, span: Span) -> Span:
    """The span without blanks at its ends."""
    words = span.of(text)
    return Span(span.start + len(words) - len(words.lstrip()), span.end - len(words) + len(words.rstrip()))


ANNOTATOR = Annotator(
    "corrections.values", needs=("notes", "times", "entities", "mentions"), adds=("structure", "quantities"), run=run
)
