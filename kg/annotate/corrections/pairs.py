"""What a note sets against each other: the number, day, name or stage that was wrong and the one that is right."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Literal

from kg.annotate.base import Draft
from kg.annotate.corrections import Part
from kg.annotate.corrections.found import SPELLING, Found, Pair, days, kind_at, locals_, names, numbers
from kg.annotate.corrections.likewise import likewise
from kg.annotate.corrections.locals import SAID
from kg.annotate.corrections.spellings import PLACES, alike, of_class
from kg.annotate.corrections.whose import lone, own
from kg.annotate.names.beside import nouns
from kg.annotate.quantities import units
from kg.corrections import entries
from kg.model import Span

LEAD = (
    r"\s+(?:(?:the|a|an|its|his|her|their|in|on|at|by|between|about|nearly|almost|around|some|roughly|more than|over|"
    r"from|to|as|is|was|mr|ms|mrs|dr)\.?\s+|[$£€“\"'‘])*$"
)
FROM, TO = re.compile(rf"\bfrom{LEAD}", re.IGNORECASE), re.compile(rf"\bto{LEAD}", re.IGNORECASE)
FOR, READ = (
    re.compile(rf"\bfor{LEAD}", re.IGNORECASE),
    re.compile(r"^\W*(?:please )?(?:read|for .{1,80} read)\b", re.IGNORECASE),
)
AS, AT = re.compile(rf"\bas{LEAD}", re.IGNORECASE), re.compile(rf"\bat{LEAD}", re.IGNORECASE)
STATED = re.compile(r"\b(?:correct|right|accurate|proper)\b", re.IGNORECASE)
CALLED = re.compile(
    r"\b(?:referred to|(?:identified|described|listed|named|called|spelled|spelt)(?: \w+ly)?)\s*$", re.IGNORECASE
)
NAMING = re.compile(
    r"\b(?:spelling|spelled|spelt|misspel\w+|misnamed|misidentified|(?:sur|first |last |full )?names?|identity)\b",
    re.IGNORECASE,
)
SAYINGS = r"(?:remark|comment|statement)s?\b"
QUOTATION = re.compile(
    rf"\b(?:misquot\w+|quot(?:e|es|ed|ation|ations)\b(?!.*\bas saying)|"
    rf"misattribut\w+ (?:an? |the )?{SAYINGS}|{SAYINGS}.{{0,60}}\battributed|"
    rf"\battributed (?:an? |the )?(?:words?|phrase|{SAYINGS}))",
    re.IGNORECASE,
)
SAID_BY = re.compile(
    r"\b(?:is|was|were|came|comes|should (?:have been|be))\b (?:\w+ )?(?:by|from|to)\b[^.;]*[,;] (?:and )?not\b",
    re.IGNORECASE,
)
# "It was the mayor who said that it would cost $2 million", "Ruud did not say that; it was Amato"
SAYS = r"(?:say|said|told|claim(?:ed)?|argued?|estimated?|call(?:ed)?|described?|add(?:ed)?|made?)"
WHO_SAID = re.compile(
    rf"\bit was\b[^.;]{{3,90}}?\bwho {SAYS}\b(?: that)?(?P<said>[^.;]*)|"
    r"\battributed to (?P<credited>[^.;]{3,80}?) (?:was|were|came|is|are)\b[^.;]{0,30}\b(?:from|by)\b|"
    rf"\b(?:did not|didn[’']t|never) {SAYS}\b(?: that)?(?P<denied>[^.;]*)(?=[.;] (?:it|that|this) (?:was|were)\b)",
    re.IGNORECASE,
)
WRONG_ONE = re.compile(r"\bwrong (?:person|speaker|man|woman|source|\w+ (?:member|worker|official))\b", re.IGNORECASE)
WORDS = re.compile(r"[“\"][^”\"]{4,}[”\"]")
NOW = re.compile(
    r"\b(?:now|since|later) (?:says?|said|puts?|counts?|estimates?|reports?|confirm\w*|revised)\b|"
    r"\b(?:corrected|amended)(?: on [^,;]{3,40}(?:, \d{4},?)?)? to (?:show|reflect|say|state|note|indicate|read)\b",
    re.IGNORECASE,
)
NOT_PER = re.compile(r",? (?:and )?(?:not|instead of|rather than) (?P<per>(?:per|an?|each|every) [a-z]+)\b")
DESCRIBED = re.compile(r"\b(?:wrong|incorrect|misidentified (?:the|its|their)) ([a-z]+)\b")
VOTE = re.compile(r"\b(?:vot\w+|ballot\w*|tally|margin|count)\b", re.IGNORECASE)
# a stage that is denied: "the strike has not ended" is right, and that it has was wrong
DENIED = {
    re.compile(r"(?:not|n[’']t)\b.*\b(?:ended|over|settled|resolved)", re.IGNORECASE): "Ended",
    re.compile(r"(?:not|n[’']t)\b.*\b(?:called off|averted)", re.IGNORECASE): "Averted",
    re.compile(r"(?:not|n[’']t)\b.*\b(?:begun|started)", re.IGNORECASE): "UnderWay",
}
HAPPENING = re.compile(
    r"\b(?:strik\w+|walk\w*outs?|lockouts?|stoppages?|pickets?|boycotts?|slowdowns?|votes?|talks|it|they)\b",
    re.IGNORECASE,
)


def read(draft: Draft, parts: list[Part]) -> list[Pair]:
    """The pairs of a note, numbers first."""
    pairs: list[Pair] = []
    for collect in (numbers, days, locals_, names):
        wrong: list[Found] = []
        right: list[Found] = []
        for number, part in enumerate(parts):
            for value in collect(draft, part, number):
                side = of_tally(draft, part, value) or side_of(draft, part, value)
                if side is not None:
                    (wrong if side[0] == "wrong" else right).append(replace(value, sure=side[1]))
        pairs += pair(draft, wrong, right, [p.sentence for p in parts if p.role == "topic"])
    pairs = [states(draft, p) for p in pairs]
    if quoting(draft, parts):
        # who said it, or what was said: `quotations` sees to that, and two speakers are two people
        pairs = [p for p in pairs if p.kind != "name" and p.wrong is not None and p.right is not None]
    alone = [p for p in pairs if p.wrong is not None and p.right is None and not p.wrong.sure]
    if alone and (len(alone) > 1 or len(pairs) > len(alone) or any(p.role == "right" for p in parts)):
        pairs = [p for p in pairs if p not in alone]  # which of them was wrong is not told
    days_ = [p for p in pairs if p.kind == "day" and p.wrong is None]
    # a value without its wrong one is news like any other, unless the note says what it is the right value of
    named = any(p.role == "topic" for p in parts) or restated(draft, parts)
    shown = {
        p.sentence
        for p in parts
        if p.role == "right" and p.words.start > p.sentence.start and not NOW.search(draft.words(p.sentence))
    }
    # "to correct the length of the strike, which was 12 days": the same sentence says what was wrong
    shown -= {p.sentence for p in parts if p.role == "topic" and p.words.end > p.words.start}
    pairs = [
        p
        for p in pairs
        if p.wrong is not None or p.kind == "name" or (named and p.right is not None and p.right.sentence not in shown)
    ]
    pairs += rated(draft, parts, pairs)
    pairs += replaced(draft, parts, pairs)
    if not pairs:
        pairs += tally(draft, parts)
    if not any(p.wrong is not None for p in pairs):
        staged = stages(draft, parts) if own(draft, parts) else []
        # "not yet begun; it starts on June 20": the day is a new one
        later = any(p.wrong is not None and p.wrong.value == "UnderWay" for p in staged)
        pairs += staged + (days_ if later else [])
    return [replace(p, unit=unit_of(draft, parts, p)) if p.kind == "number" else p for p in pairs]


def rated(draft: Draft, parts: list[Part], pairs: list[Pair]) -> list[Pair]:
    """Numbers that are right but for what they are reckoned by: "$80 a week, not a month"."""
    known = {f.span for p in pairs for f in (p.wrong, p.right) if f is not None}
    found: list[Pair] = []
    for i, part in enumerate(parts):
        for f in numbers(draft, part, i) if part.role == "right" else ():
            other = NOT_PER.match(draft.text, f.span.end, part.words.end)
            if f.span not in known and other is not None and f.amount is not None and f.amount.per:
                found.append(Pair("number", replace(f, span=Span(*other.span("per")), sure=True), f))
    return found


def replaced(draft: Draft, parts: list[Part], pairs: list[Pair]) -> list[Pair]:
    """Right numbers without a wrong one, where the story has one figure that they stand for."""
    if lone(draft) or not own(draft, parts):
        return []
    known = [f.span for p in pairs for f in (p.wrong, p.right) if f is not None]
    found = [f for i, p in enumerate(parts) if p.role == "right" for f in numbers(draft, p, i)]
    left = [f for f in found if not any(f.span.overlaps(k) for k in known)]
    return [Pair("number", None, f) for f in left if not contrasted(draft, f) and likewise(draft, parts, f)]


def contrasted(draft: Draft, found: Found) -> bool:
    """Whether a word before a number says that it is the wrong one."""
    return (
        contrast().search(draft.text[max(found.sentence.start, found.span.start - 40) : found.span.start]) is not None
    )


def quoting(draft: Draft, parts: list[Part]) -> list[Part]:
    """The parts that tell of a quotation: what was wrong with it, or who said it and who did not."""
    found = []
    for part in parts:
        words = draft.words(part.sentence)
        said = SAID_BY.search(words) and (QUOTATION.search(words) or WORDS.search(words))
        if (
            said
            or WHO_SAID.search(words)
            or (QUOTATION.search(words) and (part.role != "right" or WRONG_ONE.search(words)))
        ):
            found.append(part)
    return found


def restated(draft: Draft, parts: list[Part]) -> bool:
    """Whether a note gives what somebody now says in place of what the story has: "reflect that it now says 150"."""
    return any(p.role == "right" and NOW.search(draft.words(p.sentence)) for p in parts)


def of_tally(draft: Draft, part: Part, value: Found) -> tuple[Literal["wrong", "right"], bool] | None:
    """The side of the second number of a tally, which is that of the first: "not 580 to 22"."""
    first = re.search(r"(\d[\d,]*)(?: to |[-–])$", draft.text[part.sentence.start : value.span.start])
    if first is None or value.amount is None or value.amount.kind != "tally":
        return None
    start = part.sentence.start + first.start(1)
    return side_of(draft, part, replace(value, span=Span(start, start + len(first[1]))))


def tally(draft: Draft, parts: list[Part]) -> list[Pair]:
    """ "The vote was 321 to 45": the result of a vote that is given anew."""
    for number, part in enumerate(parts):
        told = [f for f in numbers(draft, part, number) if f.amount is not None and f.amount.kind == "tally"]
        if part.role == "right" and len(told) == 2 and any(VOTE.search(draft.words(p.sentence)) for p in parts):
            return [Pair("number", None, f, "vote") for f in told]
    return []


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
    if READ.search(draft.words(part.sentence)):
        return ("wrong" if FOR.search(before) else "right"), True  # "Read 12% for 15%"
    if FROM.search(before) and re.search(r"\bto\b", words):
        return "wrong", True
    if TO.search(before):
        return "right", True
    # "put the number at 400", and not "the union at Alder Supply"
    if (AS.search(before) or (value.kind != "name" and AT.search(before))) and not STATED.search(introduction):
        return "wrong", True
    later = re.search(rf"{contrast().pattern[:-1]}", draft.words(Span(value.span.end, part.words.end)), re.IGNORECASE)
    named = value.kind == "name" and SPELLING.search(draft.words(part.sentence)) is not None
    stated = STATED.search(introduction) is not None and value.kind != "name" and before.rstrip()[-1:] in {",", ""}
    return ("right", False) if named or later or stated else None


def pair(draft: Draft, wrong: list[Found], right: list[Found], about: list[Span]) -> list[Pair]:
    """Each wrong value with the right one that stands against it; `about` are sentences that tell what was wrong."""
    found: list[Pair] = []
    left = list(right)
    for w in (w for w in wrong if w.sure):
        near = [r for r in left if r.sentence == w.sentence] or left
        near = [r for r in near if kind_at(draft, r) == kind_at(draft, w)] or near
        # "9 percent over three years, not 12 percent"
        near = [r for r in near if w.amount is None or fits(w, r)] or near
        tallies = [r for r in near if r.amount is not None and r.amount.kind == "tally"]
        if w.amount is not None and w.amount.kind == "tally" and tallies:
            near = tallies[:1]  # one by one: "321 to 45, not 312 to 45"
        before = [r for r in near if r.span.end <= w.span.start]
        best = next(reversed(before), None) or next(iter(near), None)
        if best is not None:
            left.remove(best)
        found.append(Pair(w.kind, w, best))
    used = {p.wrong.value for p in found if p.wrong is not None}
    # what stands on both sides is no mistake, but for a number of a tally
    again = {w.value for w in wrong if w.amount is None or w.amount.kind != "tally"} & {r.value for r in left}
    left = [r for r in left if r.value not in again]
    open_ = [w for w in wrong if not w.sure and w.value not in used | again]
    while fitting := [(w, r) for w in open_ for r in left if fits(w, r)]:
        w, r = min(fitting, key=lambda p: (-shared(draft, *p), distance(*p), p[0].span, p[1].span))
        open_.remove(w)
        left.remove(r)
        found.append(Pair(r.kind, w, r))
    values = [
        r for r in left if r.kind != "name" and (r.kind != "local" or any(SAID.search(s.of(draft.text)) for s in about))
    ]
    if not found and len(values) == 1:
        found += [Pair(r.kind, None, r) for r in values]
    spelled = any(SPELLING.search(s.of(draft.text)) for s in about)
    named = [r for r in left if r.kind == "name" and (spelled or kind_at(draft, r) == "Person")]
    if not found and spelled and len(named) > 1 and named[-1].sentence.start > named[0].sentence.start:
        # "Maria Quist's first name was misspelled. It is Marya."
        found.append(Pair("name", named[0], named[-1]))
    if not found and any(NAMING.search(s.of(draft.text)) for s in about):
        found += [Pair("name", None, r) for r in named[:1]]
    if not found and (noun := described(draft, about)) is not None:
        named = [r for r in left if r.kind == "name" and of_class(kind_at(draft, r), noun)]
        found += [Pair("name", None, r, noun) for r in named[:1]]
    places = [w for w in open_ if w.kind == "name" and kind_at(draft, w) in PLACES]
    others = [r for r in named_places(draft, left) if places and kind_at(draft, r) == kind_at(draft, places[0])]
    if not found and len(places) == len(others) == 1 and shared(draft, places[0], others[0]):
        found.append(Pair("name", places[0], others[0]))  # "at the Alder shaft; they were at the Birch shaft"
    return found + [Pair(w.kind, w, None) for w in open_ if w.kind != "name"]


def named_places(draft: Draft, found: list[Found]) -> list[Found]:
    """Those that name places."""
    return [f for f in found if f.kind == "name" and kind_at(draft, f) in PLACES]


def states(draft: Draft, pair: Pair) -> Pair:
    """ "Dayton, Kentucky, not Dayton, Ohio": of one town in two states, the states."""
    wrong, right = pair.wrong, pair.right
    if pair.kind != "name" or wrong is None or right is None or wrong.value != right.value:
        return pair
    found: list[Found] = []
    for value in (wrong, right):
        behind = [m for m in draft.mentions if m.kind == "name" and draft.text[value.span.end : m.span.start] == ", "]
        state = next((m.span for m in behind if m.target and draft.entities[m.target].kind in PLACES), None)
        if state is None:
            return pair
        found.append(replace(value, span=state, value=draft.words(state)))
    return replace(pair, wrong=found[0], right=found[1])


def described(draft: Draft, about: list[Span]) -> str | None:
    """The noun of a body or place that a note says was the wrong one, without its name: "named the wrong hospital"."""
    found = [m[1] for s in about for m in DESCRIBED.finditer(draft.words(s))]
    return next((noun for noun in found if noun in nouns()), None)


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
    right = first("right", lambda words: HAPPENING.search(words) is not None)
    if wrong is None and right is not None:
        undone = next((code for regex, code in DENIED.items() if regex.search(draft.words(right.span))), None)
        wrong = replace(right, value=undone) if undone is not None else None
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
