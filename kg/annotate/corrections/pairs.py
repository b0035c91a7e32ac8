"""What a note sets against each other: the number, day, name or stage that was wrong and the one that is right."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Literal

from kg.annotate.base import Draft
from kg.annotate.corrections import Part, entries, expanded
from kg.annotate.corrections.spellings import alike
from kg.annotate.quantities import numbers as written
from kg.annotate.quantities import units
from kg.annotate.quantities.amounts import Amount, find
from kg.model import Span

Kind = Literal["number", "day", "name", "stage"]
NUMBERING = re.compile(r"\b(?:paragraphs?|paras?|grafs?|pages?|local|section|article|version|no\.?)\s+$", re.IGNORECASE)
LEAD = (
    r"\s+(?:(?:the|a|an|its|his|her|their|in|on|at|by|between|about|nearly|almost|around|some|roughly|more than|over|"
    r"from|to|as|is|was|mr|ms|mrs|dr)\.?\s+|[$£€“\"'‘])*$"
)
FROM, TO = re.compile(rf"\bfrom{LEAD}", re.IGNORECASE), re.compile(rf"\bto{LEAD}", re.IGNORECASE)
AS = re.compile(rf"\b(?:as|at){LEAD}", re.IGNORECASE)
STATED = re.compile(r"\b(?:correct|right|accurate|proper)\b", re.IGNORECASE)
CALLED = re.compile(
    r"\b(?:referred to|(?:identified|described|listed|named|called|spelled|spelt)(?: \w+ly)?)\s*$", re.IGNORECASE
)
SPELLING = re.compile(
    r"\b(?:spelling|spelled|spelt|misspel\w+|misnamed|(?:sur|first |last |full )?names?)\b", re.IGNORECASE
)
NAMING = re.compile(
    r"\b(?:spelling|spelled|spelt|misspel\w+|misnamed|misidentified|(?:sur|first |last |full )?names?|identity)\b",
    re.IGNORECASE,
)
NAME_WORD = r"[A-ZÀ-Þ][\w-]*\w(?:[’'](?!s\b)[\w-]+)?"
NAME = re.compile(rf"{NAME_WORD}(?:(?: [A-ZÀ-Þ]\.)* (?:(?:de|da|la|van|von|bin|al|of) )*{NAME_WORD})*")
VOTE = re.compile(r"\b(?:vot\w+|ballot\w*|tally|margin|count)\b", re.IGNORECASE)
HAPPENING = re.compile(
    r"\b(?:strik\w+|walk\w*outs?|lockouts?|stoppages?|pickets?|boycotts?|slowdowns?|votes?|talks|it|they)\b",
    re.IGNORECASE,
)


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
    """The wrong value and the right one; one of them may not be told. `unit` is that of a number, where known."""

    kind: Kind
    wrong: Found | None
    right: Found | None
    unit: str | None = None


def own(draft: Draft, parts: list[Part]) -> bool:
    """Whether a note is of the story that it stands in: it does not begin with another, or stands alone."""
    return lone(draft) or not any(elsewhere().match(draft.words(p.sentence)) for p in parts)


@cache
def elsewhere() -> re.Pattern[str]:
    """ "A story on Tuesday", "In last week's roundup": another story of the paper."""
    return re.compile(expanded(r"{owing}(?:in )?(?!the\b){other}\b"), re.IGNORECASE)


def lone(draft: Draft) -> bool:
    """Whether the text is notes and nothing else, but for a headline."""
    structure = draft.structure
    notes = {n.span for n in draft.notes}
    return not any(p not in notes and p not in structure.skip and p != structure.headline for p in structure.paragraphs)


def read(draft: Draft, parts: list[Part]) -> list[Pair]:
    """The pairs of a note, numbers first."""
    pairs: list[Pair] = []
    for collect in (numbers, days, names):
        wrong: list[Found] = []
        right: list[Found] = []
        for number, part in enumerate(parts):
            for value in collect(draft, part, number):
                side = side_of(draft, part, value)
                if side is not None:
                    (wrong if side[0] == "wrong" else right).append(replace(value, sure=side[1]))
        pairs += pair(draft, wrong, right, [p.sentence for p in parts if p.role == "topic"])
    alone = [p for p in pairs if p.wrong is not None and p.right is None and not p.wrong.sure]
    if alone and (len(alone) > 1 or len(pairs) > len(alone) or any(p.role == "right" for p in parts)):
        pairs = [p for p in pairs if p not in alone]  # which of them was wrong is not told
    # a value without its wrong one is news like any other, unless the note says what it is the right value of
    named = any(p.role == "topic" for p in parts)
    shown = {p.sentence for p in parts if p.role == "right" and p.words.start > p.sentence.start}
    pairs = [
        p
        for p in pairs
        if p.wrong is not None or p.kind == "name" or (named and p.right is not None and p.right.sentence not in shown)
    ]
    if not pairs:
        pairs += tally(draft, parts)
    if not any(p.wrong is not None for p in pairs):
        pairs += stages(draft, parts) if own(draft, parts) else []
    return [replace(p, unit=unit_of(draft, parts, p)) if p.kind == "number" else p for p in pairs]


def numbers(draft: Draft, part: Part, index: int) -> list[Found]:
    """Numbers that are no dates, and number no paragraph or local."""
    if "corrections.amounts" not in draft.memo:
        draft.memo["corrections.amounts"] = find(draft.text)
    known: list[Amount] = draft.memo["corrections.amounts"]
    times = [s for t in draft.times for s in t.spans]
    # "dozens", and ranges; in "from 400 to 300" of a topic there is none
    whole = [
        a
        for a in known
        if part.words.holds(a.number) and (a.kind == "vague" or (a.value is None and part.role != "topic"))
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
        if value is None or any(span.overlaps(s) for s in times) or NUMBERING.search(draft.text, 0, span.start):
            continue
        if match.group().lower() not in {"one", "a", "an"}:
            found.append(Found("number", amount.span, part.sentence, index, amount.value or value, amount=amount))
    return sorted(found, key=lambda f: f.span)


def tally(draft: Draft, parts: list[Part]) -> list[Pair]:
    """ "The vote was 321 to 45": the result of a vote that is given anew."""
    for number, part in enumerate(parts):
        told = [f for f in numbers(draft, part, number) if f.amount is not None and f.amount.kind == "tally"]
        if part.role == "right" and len(told) == 2 and any(VOTE.search(draft.words(p.sentence)) for p in parts):
            return [Pair("number", None, f, "vote") for f in told]
    return []


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
    return sorted(
        (
            Found("day", span, part.sentence, index, t.value, time=t.key)
            for t in draft.times
            for span in t.spans
            if t.value is not None and part.words.holds(span)
        ),
        key=lambda f: f.span,
    )


def names(draft: Draft, part: Part, index: int) -> list[Found]:
    """Proper names."""
    taken = [s for t in draft.times for s in t.spans]
    found: list[Found] = []
    for match in NAME.finditer(draft.text, part.words.start, part.words.end):
        span = Span(*match.span())
        tokens = list(draft.tokens(span))
        while tokens and (tokens[0].pos_ not in {"PROPN"} and tokens[0].i == tokens[0].sent.start):
            tokens.pop(0)  # "The", "She" at the head of a sentence
        if not tokens or not any(t.pos_ == "PROPN" for t in tokens) or any(span.overlaps(s) for s in taken):
            continue
        span = Span(tokens[0].idx, tokens[-1].idx + len(tokens[-1]))
        whole = [m.span for m in draft.mentions if m.kind == "name" and m.span.holds(span) and part.words.holds(m.span)]
        span = max(whole, key=lambda s: s.end - s.start, default=span)
        found.append(Found("name", span, part.sentence, index, draft.words(span)))
    return found


@cache
def contrast() -> re.Pattern[str]:
    """A word behind which a value is the wrong one, at the end of a text."""
    return re.compile(rf"\b(?:{'|'.join(e['pattern'] for e in entries()['contrasts'])}){LEAD}", re.IGNORECASE)


def side_of(draft: Draft, part: Part, value: Found) -> tuple[Literal["wrong", "right"], bool] | None:
    """Whether a value is the wrong one or the right one, and whether a word before it says so; None for neither."""
    before = draft.text[max(part.sentence.start, value.span.start - 40) : value.span.start]
    if contrast().search(before):
        return ("right" if part.role == "wrong" else "wrong"), True
    words = draft.words(part.words)
    introduction = draft.words(Span(part.sentence.start, part.words.start))
    if (
        part.role == "wrong"
        and value.kind == "name"
        and CALLED.search(introduction)
        and " as " in draft.text[value.span.end : part.words.end]
    ):
        return "right", True
    if part.role != "topic":
        return part.role, False
    if FROM.search(before) and re.search(r"\bto\b", words):
        return "wrong", True
    if TO.search(before):
        return "right", True
    if AS.search(before) and not STATED.search(introduction):
        return "wrong", True
    later = re.search(rf"{contrast().pattern[:-1]}", draft.words(Span(value.span.end, part.words.end)), re.IGNORECASE)
    named = value.kind == "name" and SPELLING.search(draft.words(part.sentence)) is not None
    stated = STATED.search(introduction) is not None and value.kind != "name" and before.rstrip()[-1:] in {",", ""}
    return ("right", False) if named or later or stated else None


def kind_at(draft: Draft, value: Found) -> str | None:
    """The class of what a name stands for; None for other values."""
    refs = [m.target for m in draft.mentions if m.span.overlaps(value.span)] if value.kind == "name" else []
    return next((draft.entities[r].kind for r in refs if r in draft.entities), None)


def pair(draft: Draft, wrong: list[Found], right: list[Found], about: list[Span]) -> list[Pair]:
    """Each wrong value with the right one that stands against it; `about` are sentences that tell what was wrong."""
    found: list[Pair] = []
    left = list(right)
    for w in (w for w in wrong if w.sure):
        near = [r for r in left if r.sentence == w.sentence] or left
        near = [r for r in near if kind_at(draft, r) == kind_at(draft, w)] or near
        before = [r for r in near if r.span.end <= w.span.start]
        best = next(reversed(before), None) or next(iter(near), None)
        if best is not None:
            left.remove(best)
        found.append(Pair(w.kind, w, best))
    used = {p.wrong.value for p in found if p.wrong is not None}
    again = {w.value for w in wrong} & {r.value for r in left}
    left = [r for r in left if r.value not in again]
    open_ = [w for w in wrong if not w.sure and w.value not in used | again]
    while fitting := [(w, r) for w in open_ for r in left if fits(w, r)]:
        w, r = min(fitting, key=lambda p: (-shared(draft, *p), distance(*p), p[0].span, p[1].span))
        open_.remove(w)
        left.remove(r)
        found.append(Pair(r.kind, w, r))
    values = [r for r in left if r.kind != "name"]
    if not found and len(values) == 1:
        found += [Pair(r.kind, None, r) for r in values]
    spelled = any(SPELLING.search(s.of(draft.text)) for s in about)
    named = [r for r in left if r.kind == "name" and (spelled or kind_at(draft, r) == "Person")]
    if not found and any(NAMING.search(s.of(draft.text)) for s in about):
        found += [Pair("name", None, r) for r in named[:1]]
    return found + [Pair(w.kind, w, None) for w in open_ if w.kind != "name"]


def shared(draft: Draft, one: Found, other: Found) -> int:
    """How many words stand around both: of "400 nurses walked out" and "500 nurses", or "300 walked out"."""

    def around(value: Found) -> set[str]:
        before = re.split(r"[,;\d]", draft.text[value.sentence.start : value.span.start])[-1]
        words = before + " " + re.split(r"[,;\d]", draft.text[value.span.end : value.sentence.end])[0]
        return {w for w in re.findall(r"[^\W\d_]+", words.lower()) if len(w) > 2}

    return len(around(one) & around(other))


def fits(wrong: Found, right: Found) -> bool:
    """Whether one can stand in for the other: money for money, a name for one that is like it."""
    if wrong.kind == "name":
        return alike(str(wrong.value), str(right.value))
    if wrong.amount is not None and right.amount is not None:
        return right.amount.kind in ("count", wrong.amount.kind)
    return wrong.kind == right.kind


def distance(wrong: Found, right: Found) -> float:
    """How far two numbers are apart, as a ratio; 0 for other values."""
    if not isinstance(wrong.value, Decimal) or not isinstance(right.value, Decimal):
        return 0.0
    low, high = sorted((float(abs(wrong.value)) or 0.1, float(abs(right.value)) or 0.1))
    return high / low


def stages(draft: Draft, parts: list[Part]) -> list[Pair]:
    """The stage of an action that was wrong, and the one it has reached: "had ended", "It continues"."""

    def first(role: str, holds: Callable[[str], bool]) -> Found | None:
        for number, part in enumerate(parts):
            words = draft.words(part.words)
            if part.role != role or not holds(words):
                continue
            for entry in entries()["stages"]:
                match = re.search(rf"\b(?:{entry['pattern']})", words, re.IGNORECASE)
                if match is not None:
                    span = Span(part.words.start + match.start(), part.words.start + match.end())
                    return Found("stage", span, part.sentence, number, entry["code"])
        return None

    wrong = first("wrong", lambda words: HAPPENING.search(words) is not None)
    right = first("right", lambda words: HAPPENING.search(words) is not None) if wrong is not None else None
    if wrong is None or (right is not None and right.value == wrong.value):
        return []
    return [Pair("stage", wrong, right)]


def unit_of(draft: Draft, parts: list[Part], pair: Pair) -> str | None:
    """The unit of a number: its own, that of what it stands against, or of the people or sites the note speaks of."""
    for value in (pair.right, pair.wrong):
        if value is None or value.amount is None:
            continue
        if value.amount.kind == "tally":
            return "vote"
        if value.amount.unit or value.amount.kind == "money":
            return f"{value.amount.unit} per {value.amount.per}" if value.amount.per else value.amount.unit
        if unit := noun_unit(draft.text[value.span.end : value.span.end + 40], first=True):
            return unit
    for part in parts:
        if unit := noun_unit(draft.words(part.words)):
            return unit
    return None


def noun_unit(words: str, first: bool = False) -> str | None:
    """The unit of the first noun that can be counted; with `first`, only right behind a number."""
    for word in re.findall(r"[\w’'-]+|[.,;:]", words.lower())[: 4 if first else None]:
        if first and (not word[0].isalpha() or word in {"not", "of", "in", "from", "to", "and", "at", "on"}):
            return None
        if word in units.people() or word in {"strikers", "workers", "members", "people"}:
            return "person"
        if word in units.sites():
            return "site"
        if word in {"votes", "ballots"}:
            return "vote"
        if word in {"percent", "percentage"}:
            return "percent"
    return None
