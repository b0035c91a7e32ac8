"""Values in a note: numbers, days, locals and names, which `pairs` sets against each other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kg.annotate.base import Draft
from kg.annotate.corrections import Part
from kg.annotate.corrections.locals import numbered
from kg.annotate.corrections.spellings import PLACES
from kg.annotate.quantities import numbers as written
from kg.annotate.quantities import units
from kg.annotate.quantities.amounts import Amount, find
from kg.model import Span

Kind = Literal["number", "day", "local", "name", "stage"]
NUMBERING = re.compile(r"\b(?:paragraphs?|paras?|grafs?|pages?|local|section|article|version|no\.?)\s+$", re.IGNORECASE)
SPELLING = re.compile(
    r"\b(?:spelling|spelled|spelt|misspel\w+|misnamed|(?:sur|first |last |full )?names?)\b", re.IGNORECASE
)
NAME_WORD = r"[A-ZÀ-Þ][\w-]*\w(?:[’'](?!s\b)[\w-]+)?"
NAME = re.compile(rf"{NAME_WORD}(?:(?: [A-ZÀ-Þ]\.)* (?:(?:de|da|la|van|von|bin|al|of) )*{NAME_WORD})*")


@dataclass(frozen=True, slots=True)
class Found:
    """One value in a note.

    Attributes:
        sentence: the sentence it stands in; part: number of the part of the note.
        value: what it comes to, comparable with others of its kind (number, calendar value, words, code).
        sure: a word like "not" stands before it.
        amount, time: of a number, of a day.
    """

    kind: Kind
    span: Span
    sentence: Span
    part: int
    value: Decimal | str
    sure: bool = False
    amount: Amount | None = None
    time: str | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """The wrong value and the right one; one of them may not be told. `unit` is that of a number, where known, and of a
    name whose wrong one is not told the noun for what bears it.
    """

    kind: Kind
    wrong: Found | None
    right: Found | None
    unit: str | None = None


def numbers(draft: Draft, part: Part, index: int) -> list[Found]:
    """Numbers that are no dates, and number no paragraph or local."""
    if "corrections.amounts" not in draft.memo:
        draft.memo["corrections.amounts"] = find(draft.text)
    known: list[Amount] = draft.memo["corrections.amounts"]
    times = [s for t in draft.times for s in t.spans]
    ofs = [span for span, _ in numbered(draft, part.words)]
    # "dozens", tallies as "301-20", and ranges; in "from 400 to 300" of a topic there is none
    whole = [
        a
        for a in known
        if part.words.holds(a.number) and (a.kind in ("vague", "tally") or (a.value is None and part.role != "topic"))
    ]
    found = [Found("number", a.span, part.sentence, index, a.value or f"{a.low}-{a.high}", amount=a) for a in whole]
    for match in number_in(draft.text).finditer(draft.text, part.words.start, part.words.end):
        span = Span(*match.span())
        value = written.value(match.group())
        amount = next((a for a in known if a.number.overlaps(span)), None)
        if amount in whole:
            continue
        if amount is None or amount.value is None:
            amount = bare(draft.text, span)
        if (
            value is None
            or any(span.overlaps(s) for s in (*times, *ofs, *plain_years(draft, part)))
            or NUMBERING.search(draft.text, 0, span.start)
        ):
            continue
        if match.group().lower() not in {"one", "a", "an"}:
            found.append(Found("number", amount.span, part.sentence, index, amount.value or value, amount=amount))
    return sorted(found, key=lambda f: f.span)


def number_in(text: str) -> re.Pattern[str]:
    """Numbers as a text writes them."""
    return re.compile(rf"(?<![\w.,-])(?:{written.pattern(written.figure(text))})(?![\w-])", re.IGNORECASE)


def bare(text: str, span: Span) -> Amount:
    """A number that is one end of what looks like a range, with the sign beside it."""
    value = written.value(span.of(text))
    sign = text[span.start - 1 : span.start]
    if sign in units.signs():
        return Amount("money", Span(span.start - 1, span.end), span, value, unit=units.signs()[sign] or "$")
    after = re.compile(r" ?(?:%|per ?cent)").match(text, span.end)
    if after is not None:
        return Amount("percent", Span(span.start, after.end()), span, value, unit="percent")
    return Amount("count", span, span, value)


def days(draft: Draft, part: Part, index: int) -> list[Found]:
    """Days, months and years with a calendar value."""
    read = [
        Found("day", span, part.sentence, index, t.value, time=t.key)
        for t in draft.times
        for span in t.spans
        if t.value is not None and part.words.holds(span)
    ]
    bare_ = [Found("day", s, part.sentence, index, draft.words(s)) for s in plain_years(draft, part)]
    return sorted(read + bare_, key=lambda f: f.span)


YEAR = re.compile(r"(?<![\w,.$£€-])(?:19|20)\d\d(?![\w,-]\d|[\w%-]| [a-z]+s\b)")


def plain_years(draft: Draft, part: Part) -> list[Span]:
    """Years that no word tells to be one, in a note that sets them against one: "to 2027, not 2028"."""
    years = {t.value for t in draft.times if t.value is not None and len(t.value) == 4}
    known = [s for t in draft.times for s in t.spans]
    found = [Span(*m.span()) for m in YEAR.finditer(draft.text, part.words.start, part.words.end)]
    return [s for s in found if draft.words(s) in years and not any(s.overlaps(k) for k in known)]


def locals_(draft: Draft, part: Part, index: int) -> list[Found]:
    """Locals, by their numbers."""
    told = numbered(draft, part.words)
    whole = [next((m.span for m in draft.mentions if m.kind == "name" and m.span.holds(s)), s) for s, _ in told]
    if len({n for _, n in told}) == 1 and len({draft.words(s) for s in whole}) > 1:
        # of one number: "Dockers Local 9, not Weavers Local 9"
        return [Found("local", s, part.sentence, index, draft.words(s)) for s in whole]
    return [Found("local", span, part.sentence, index, number) for span, number in told]


def names(draft: Draft, part: Part, index: int) -> list[Found]:
    """Proper names; of a town with its state the town."""
    taken = [s for t in draft.times for s in t.spans] + [s for s, _ in numbered(draft, part.words)]
    spelled = SPELLING.search(draft.words(part.sentence)) is not None
    found: list[Found] = []
    for match in NAME.finditer(draft.text, part.words.start, part.words.end):
        span = Span(*match.span())
        tokens = list(draft.tokens(span))
        while tokens and (tokens[0].pos_ not in {"PROPN"} and tokens[0].i == tokens[0].sent.start):
            tokens.pop(0)  # "The", "She" at the head of a sentence
        known = spelled or any(m.kind == "name" and m.span.overlaps(span) for m in draft.mentions)
        proper = any(t.pos_ == "PROPN" or (known and t.pos_ in {"NOUN", "ADJ"}) for t in tokens)
        if not tokens or not proper or any(span.overlaps(s) for s in taken):
            continue
        span = Span(tokens[0].idx, tokens[-1].idx + len(tokens[-1]))
        whole = [m.span for m in draft.mentions if m.kind == "name" and m.span.holds(span) and part.words.holds(m.span)]
        span = max(whole, key=lambda s: s.end - s.start, default=span)
        value = Found("name", span, part.sentence, index, draft.words(span))
        within = found and draft.text[found[-1].span.end : span.start] == ", " and kind_at(draft, value) in PLACES
        if not (within and kind_at(draft, found[-1]) in PLACES):
            found.append(value)
    return found


def kind_at(draft: Draft, value: Found) -> str | None:
    """The class of what a name stands for; None for other values."""
    refs = [m.target for m in draft.mentions if m.span.overlaps(value.span)] if value.kind == "name" else []
    return next((draft.entities[r].kind for r in refs if r in draft.entities), None)
