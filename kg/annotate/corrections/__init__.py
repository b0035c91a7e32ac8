"""Notes in which a paper corrects, clarifies or withdraws a story.

Here they are found and cut into what was wrong and what is right; `values` reads the numbers, days and names that they
set against each other, and `effect` carries them out once everything else is known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from kg.annotate.base import Annotator, Draft
from kg.corrections import BULLETS, OPENING, SIGNS, entries, labels, patterns
from kg.model import CorrectionNote, Span
from kg.sentences import bounds

CLOSING = " )].*_"
CONTRAST = re.compile(
    r"[,;] (?:and )?not\b|\b(?:is|are|was|were) not\b|\binstead of\b|\brather than\b|\bcorrect\b", re.IGNORECASE
)
# Where a sentence that began with what was wrong goes over to what is right.
TURN = re.compile(
    r"\s*(?:[;—–:]|--|,? (?:when|but|whereas|while) (?:in fact|actually|it|they|the)\b|,? in fact\b|"
    r",? which (?:is|was)\b)",
    re.IGNORECASE,
)
# The same behind what is right: "it is 260; we said 620".
SAID = re.compile(
    r"(?:we|it|the (?:story|article|report|paper|headline|caption)) (?:had )?(?:said|reported|stated|wrote|gave|put)"
    r"(?: that)? (?P<wrong>.+)",
    re.IGNORECASE | re.DOTALL,
)
Role = Literal["wrong", "topic", "right"]


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence of a note: its role, and the stretch of it that the role is said of."""

    role: Role
    sentence: Span
    words: Span


@cache
def between() -> re.Pattern[str]:
    """A line between a label and its note."""
    return re.compile("|".join(f"(?:{e['pattern']})" for e in entries()["between"]), re.IGNORECASE)


def run(draft: Draft) -> None:
    """Fill `draft.notes`; the parts of each are in draft.memo["corrections"]."""
    structure = draft.structure
    read: dict[str, list[Part]] = {}
    draft.memo["corrections"] = read
    headed = False  # the paragraph before is a label and nothing else
    for paragraph in list(structure.paragraphs):
        sure, start = label(draft, paragraph)
        if withdrawing(draft, paragraph, start):
            span = trimmed(draft.text, paragraph.start, start)
            draft.notes.append(CorrectionNote(str(span.start), span, "withdrawal", "corrections.withdrawal", 0.9))
            read[str(span.start)] = []
            continue
        if start == paragraph.end:
            headed = headed or sure
            continue
        if headed and between().match(draft.text, start, paragraph.end):
            structure.skip.append(paragraph)
            continue
        found = note(draft, Span(start, paragraph.end), sure or (headed and telling(draft, Span(start, paragraph.end))))
        headed = False
        if found is None:
            continue
        kind, parts = found
        key = str(paragraph.start)
        draft.notes.append(CorrectionNote(key, paragraph, kind, f"corrections.{kind}", 0.95 if sure else 0.9))
        read[key] = parts
        # read like prose until its values are known; then `values` takes the wrong out
        structure.skip[:] = [s for s in structure.skip if s != paragraph]
        if kind == "withdrawal":
            structure.skip.append(paragraph)


def label(draft: Draft, paragraph: Span) -> tuple[bool, int]:
    """Whether a label makes the paragraph a note, and where the text behind it starts."""
    for known in labels():
        match = known.regex.match(draft.text, paragraph.start, paragraph.end)
        if match is not None and (match.end() < paragraph.end or known.sure):
            return known.sure, match.end()
    start = next((d.span.end for d in draft.structure.datelines if d.span.start == paragraph.start), paragraph.start)
    lead = re.compile(BULLETS).match(draft.text, start, paragraph.end)
    return False, lead.end() if lead else start


def withdrawing(draft: Draft, paragraph: Span, start: int) -> bool:
    """Whether the text begins with "RETRACTED:", which takes the whole story back."""
    first = not draft.text[: paragraph.start].strip()
    return first and any(k.withdraws and k.regex.fullmatch(draft.text, paragraph.start, start) for k in labels())


def note(draft: Draft, span: Span, sure: bool) -> tuple[Literal["correction", "withdrawal"], list[Part]] | None:
    """The kind and the parts of a note; None for what is none, or tells of an update alone."""
    if not sure and SIGNS.search(draft.text, span.start, min(span.end, span.start + 300)) is None:
        return None
    parts: list[Part] = []
    for number, sentence in enumerate(sentences(draft, span)):
        kind, words, alone = role(draft, sentence)
        labelled = sure or draft.text[: span.start].rstrip().endswith((":", "—", "–", "|"))
        fits = labelled or number > 0 or alone is True
        fits = fits or (alone == "pair" and CONTRAST.search(draft.text, sentence.end, span.end) is not None)
        if number == 0 and not fits and not following(draft, span, sentence):
            return None
        if kind == "withdrawn":
            return "withdrawal", []
        told = labelled and any(role(draft, s)[2] is True for s in sentences(draft, Span(sentence.end, span.end)))
        if kind is None and number == 0 and not sure and not told:
            return None
        if kind is not None or sure or parts or told:
            parts += cut(draft.text, Part(kind or "right", sentence, words))
    says = any(p.role != "topic" or p.words.end > p.words.start for p in parts)
    return ("correction", parts) if parts and says else None


def telling(draft: Draft, span: Span) -> bool:
    """Whether words behind a label on its own line are a note: "Correction" may also stand above the whole story."""
    known = any(role(draft, s)[0] is not None for s in sentences(draft, span))
    return known or CONTRAST.search(draft.text, span.start, span.end) is not None


def following(draft: Draft, span: Span, sentence: Span) -> bool:
    """Whether a plain "was amended" is followed by a sentence that is a note by itself, or sets one value against
    another."""
    rest = sentences(draft, Span(sentence.end, span.end))
    telling = any(role(draft, s)[2] is True or role(draft, s)[0] == "topic" for s in rest) or CONTRAST.search(
        draft.text, sentence.end, span.end
    )
    return role(draft, sentence)[0] == "topic" and bool(telling)


def role(draft: Draft, sentence: Span) -> tuple[Any, Span, bool | str]:
    """Kind of the first pattern that fits, the words that it is said of, and whether it needs no label."""
    start = sentence.start + (draft.text[sentence.start] in OPENING)
    for p in patterns():
        match = p.regex.match(draft.text, start, sentence.end)
        if match is not None:
            if p.kind == "withdrawn":
                return p.kind, sentence, p.alone
            at, end = match.span(p.kind)
            return p.kind, trimmed(draft.text, at, end), p.alone
    return None, sentence, False


def cut(text: str, part: Part) -> list[Part]:
    """A part, and what its sentence says is right behind what was wrong: "said 400; it is 300"."""
    if part.role == "right":
        return behind(text, part)
    turn = TURN.search(text, part.words.start, part.words.end)
    if turn is None or (text[turn.start() : turn.end()].strip() == ":" and part.role == "wrong"):
        return [part]
    rest = trimmed(text, turn.end(), part.words.end)
    before = Part(part.role, part.sentence, trimmed(text, part.words.start, turn.start()))
    return [before, Part("right", part.sentence, rest)] if rest.start < rest.end else [before]


def behind(text: str, part: Part) -> list[Part]:
    """A part that is right, and what its sentence says was wrong behind it: "it is 260; a previous one said 620"."""
    for turn in re.finditer(r"(?:[;—–]|, (?:although|while|but))\s+", text[part.words.start : part.words.end]):
        start = part.words.start + turn.end()
        if said := SAID.match(text, start, part.words.end):
            before = Part("right", part.sentence, trimmed(text, part.words.start, part.words.start + turn.start()))
            return [before, Part("wrong", part.sentence, trimmed(text, *said.span("wrong")))]
        for p in patterns():
            if p.alone is True and p.kind in ("wrong", "topic") and (m := p.regex.match(text, start, part.words.end)):
                before = Part("right", part.sentence, trimmed(text, part.words.start, part.words.start + turn.start()))
                role: Role = "wrong" if p.kind == "wrong" else "topic"
                return [before, Part(role, part.sentence, trimmed(text, *m.span(p.kind)))]
    return [part]


def trimmed(text: str, start: int, end: int) -> Span:
    """Without blanks and closing marks at the ends."""
    while start < end and text[start] in " ,;:\n":
        start += 1
    while end > start and text[end - 1] in CLOSING + "\n":
        end -= 1
    return Span(start, end)


def sentences(draft: Draft, span: Span) -> list[Span]:
    """The sentences of a stretch, whose lines are one paragraph."""
    words = draft.words(span).replace("\n", " ")
    found: list[Span] = []
    at = 0
    while at < len(words):
        if words[at] == " ":
            at += 1
            continue
        _, end = bounds(words, at, at + 1)
        found.append(Span(span.start + at, span.start + max(end, at + 1)))
        at = max(end, at + 1)
    return found


ANNOTATOR = Annotator("corrections", needs=("structure",), adds=("notes", "structure"), run=run)
