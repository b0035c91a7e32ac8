"""Amounts in a text: money, percentages, tallies, ranges, lengths of time, counts; found by their own words alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from kg.annotate.lexicons import load_lexicon
from kg.annotate.patterns import Index
from kg.annotate.quantities import numbers
from kg.annotate.quantities import units as unitwords
from kg.model import Span

# "from 5 percent to 25 percent" is a change from one value to another, but for words that speak of a spread
WITHIN = re.compile(
    r"\b(?:rang\w+|runs?|ran|var(?:y|ies|ied|ying)|spread|anywhere|estimates?|bonuses|fines|penalties|raises|sentences|offers)"
    r"(?:,? \w+)? from\s+\S{0,4}$",
    re.IGNORECASE,
)

VOTED = re.compile(r"\b(?:voted?|ruled|decided|split)(?: [a-z]+){0,2} $", re.IGNORECASE)
VOTE = re.compile(r" (?:[a-z]+ )?(?:vote|margin|tally|decision|ruling|count)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Amount:
    """A number with the unit that its own words give.

    Attributes:
        kind: money, percent, points, fraction, tally, time, count, vague.
        span: number and unit word, without hedge.
        unit: percent, vote, hour ...; for money the code, or "$" where the country decides; "" for a count.
        per: period of a rate.
        joined: number and unit are one word ("three-day", "5,600-member").
    """

    kind: str
    span: Span
    number: Span
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    per: str = ""
    joined: bool = False
    parts: dict[str, str] = field(default_factory=dict)


@cache
def entries() -> list[dict[str, str]]:
    """kg/lexicon/amount_patterns.yaml, in order of precedence."""
    loaded: list[dict[str, str]] = load_lexicon("amount_patterns.yaml")
    return loaded


@cache
def patterns(figure: str = numbers.FIGURE) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The kinds of amounts in order of precedence; `figure` is the pattern for figures (`numbers.figure`)."""
    number = numbers.pattern(figure)
    span = "|".join(sorted(unitwords.spans(), key=len, reverse=True))
    sign = "|".join(re.escape(s) for s in sorted(unitwords.signs(), key=len, reverse=True))
    money = "|".join(sorted(unitwords.money_words(), key=len, reverse=True))
    alone = {w: rf"(?:(?<=\ba )|(?<=\bone )){w}" for w in unitwords.single_coins()}
    coin = "|".join(alone.get(w, w) for w in sorted(unitwords.coins(), key=len, reverse=True) if len(w) > 1)
    multiple = numbers.one_of([w for e in numbers.entries()["multiples"] for w in e["words"]])
    fraction = numbers.one_of([w for e in numbers.entries()["fractions"] for w in e["words"]])
    vague = numbers.one_of([e["word"] for e in numbers.entries()["vague"]])
    percent = r"(?:\s?%|[ -](?:percent|per cent|pct)\b)"
    # "two- to three-week", "4-to-6", "14 to 22", "two or three", "7–9"
    dash = r"(?:- (?:to|or) |\s?(?:-to-|-|–|—|\b(?:to|and|or)\b)\s?)"
    start = r"(?<![\w.,/#@&$£€₹%-])"
    # "$3,000 each for 75 cooks": no unit of a rate
    link = r"(?:for|of|to|in|on|at|by|from|with|and|or|but|if|as|is|was|were|who|that|when|while|over)\b"
    rate = (
        rf"(?P<rate>(?: more| less)?(?:,? (?:an|a|per|each|every) (?P<per>{span}|(?!{link})[a-z]+)\b"
        rf"|/(?P<per2>{span})\b|[ -](?P<per3>hourly|weekly|monthly|annually|yearly|daily)\b))?"
    )
    table = {
        "NUMBER": number,
        "SPAN": span,
        "SIGN": sign,
        "MONEY": money,
        "COIN": coin,
        "FRACTION": fraction,
        "VAGUE": vague,
        "MULTIPLE": multiple,
        "PERCENT": percent,
        "DASH": dash,
        "START": start,
        "RATE": rate,
        "FIGURE": figure,
    }
    filled = []
    for entry in entries():
        pattern = entry["pattern"]
        for name, words in table.items():
            pattern = pattern.replace(f"<{name}>", words)
        filled.append((entry["kind"], re.compile(pattern, re.IGNORECASE)))
    return tuple(filled)


# before an amount stands no letter or digit; "between" and "from" may stand anywhere
EDGE = r"(?:(?<!\w)|(?=between |from ))"


@cache
def index(figure: str) -> tuple[tuple[str, ...], Index]:
    """The kinds in order of precedence, and what finds their patterns."""
    found = patterns(figure)
    return tuple(kind for kind, _ in found), Index([pattern for _, pattern in found], EDGE)


def find(text: str) -> list[Amount]:
    """All amounts in reading order, none overlapping; an earlier kind wins."""
    taken = bytearray(len(text))  # one mark for each character that an amount has
    found: list[Amount] = []
    kinds, expressions = index(numbers.figure(text))
    for number, match in expressions.find(text):
        span = _trimmed(text, match.start(), match.end())
        if any(taken[span.start : span.end]):
            continue
        amounts = list(_amounts(kinds[number], match, span))
        if amounts or kinds[number] == "phone":
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
            found.extend(amounts)
    return sorted(found, key=lambda a: a.span)


def _trimmed(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    return Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))


def _amounts(kind: str, match: re.Match[str], span: Span) -> Iterator[Amount]:
    groups = {k: v for k, v in match.groupdict().items() if v is not None}
    if kind == "phone":
        return
    if kind == "fraction":
        yield _fraction(match, span, groups)
        return
    if kind == "multiple":
        words = groups["multiple"].lower()
        value = next(Decimal(e["value"]) for e in numbers.entries()["multiples"] if words in e["words"])
        yield Amount("multiple", span, span, value, unit="time", parts=groups)
        return
    if kind == "vague":
        yield from _vague(span, groups)
        return
    low = _number(groups.get("a", "1" if groups.get("article") else ""))
    if kind == "time":
        yield from _time(match, span, groups, low)
        return
    if low is None:
        return
    if kind == "ratio":
        yield from _ratio(match, span, groups, low)
        return
    if "b" in groups:
        yield from _pair(kind, match, span, groups)
        return
    number = Span(match.start("a"), match.end("a"))
    unit, per = _extra(kind, groups)
    yield Amount(_plain(kind), span, number, value=_coin(kind, groups, low), unit=unit, per=per, parts=groups)


def _ratio(match: re.Match[str], span: Span, groups: dict[str, str], part: Decimal) -> Iterator[Amount]:
    """ "one in five", "nine out of 10": a share in percent."""
    whole = _number(groups["b"])
    if whole is None or not 0 < part < whole <= 100:
        return
    share = (part * 100 / whole).quantize(Decimal("0.1"))
    value = share.quantize(Decimal(1)) if share == share.to_integral_value() else share
    yield Amount("fraction", span, Span(match.start("a"), match.end("b")), value, unit="percent", parts=groups)


def _number(text: str) -> Decimal | None:
    if text.lower() in {"a", "an"}:
        return Decimal(1)
    return numbers.value(text) if text else None


def _coin(kind: str, groups: dict[str, str], number: Decimal) -> Decimal:
    if kind != "coins":
        return number
    return number * unitwords.coins()[groups["word"].lower()] / 100


def _plain(kind: str) -> str:
    """The kind of an amount that a pattern of that kind finds."""
    return {"coins": "money", "range": "count"}.get(kind, kind)


def _extra(kind: str, groups: dict[str, str]) -> tuple[str, str]:
    """Unit and rate that the words themselves give."""
    stated = groups.get("per") or groups.get("per2") or groups.get("per4")
    per = stated or unitwords.rates().get(groups.get("per3", "").lower(), "")
    per = unitwords.spans().get(per.lower(), per.lower())
    if kind == "money":
        sign = groups.get("sign")
        code = unitwords.signs().get(sign) if sign else unitwords.money_words().get(groups["word"].lower())
        return code or "$", per
    if kind == "coins":
        return "GBP" if groups["word"].lower() in {"pence", "p"} else "$", per
    return {"percent": "percent", "points": "percentage point"}.get(kind, ""), per


def _pair(kind: str, match: re.Match[str], span: Span, groups: dict[str, str]) -> Iterator[Amount]:
    """A range has a low and a higher end; "118-91" and "from 14 to 12" are two numbers."""
    first, second = groups["a"], groups["b"]
    low, high = _number(first), _number(second)
    if low is None or high is None:
        return
    a, b = Span(match.start("a"), match.end("a")), Span(match.start("b"), match.end("b"))
    unit, per = _extra(kind, groups)
    ahead = match.string[max(0, match.start() - 40) : a.start]
    before = re.search(r"\b(between|from)\s+\S{0,4}$", ahead, re.IGNORECASE)
    between = (groups.get("between") or (before[1] if before else "")).lower()
    word = match.string[a.end : b.start - _signed(match, b)].strip().lower()
    scale = re.search(r"(?:million|billion|trillion|crore|lakh|thousand|hundred|bn|[mk])$", second.strip(), re.I)
    figures = not re.search(r"[a-z]$", first.strip(), re.I)
    spelled = (word != "and" or between) and set(re.findall(r"[a-z]+", first.lower())) <= numbers.cardinals().keys()
    if scale and (figures or spelled) and low < high:  # "$1.2 to 1.5 million", "five to six hundred"
        scaled = _number(f"{first} {scale[0]}") or low
        low = scaled if figures or scaled < high else low
    if between == "from" and low < high and WITHIN.search(ahead):
        between = "between"
    is_range = low < high and between != "from" and (word != "and" or between == "between")
    if is_range:
        number = Span(a.start, b.end)
        yield Amount(_plain(kind), span, number, low=low, high=high, unit=unit, per=per, parts=groups)
        return
    if word == "and" and not between and (both := _together(first, second, low, high)) is not None:
        number = Span(a.start, b.end)
        yield Amount(_plain(kind), span, number, value=both, unit=unit, per=per, parts=groups)
        return
    if word == "-to-" and not VOTED.search(ahead) and not VOTE.match(match.string, b.end):
        return  # "a 9-to-5 job"
    tally = kind == "range" and word in {"-", "–", "—", "to", "-to-"} and between != "from"
    name = "tally" if tally else _plain(kind)
    own = re.match(r"\s?%|[ -](?:percent|per cent|pct)\b", match.string[a.end : b.start])
    signs = _signed(match, a), _signed(match, b)  # "from $18 to $22": the sign belongs to what is printed
    end = a.end + (own.end() if own else 0)
    yield Amount(name, Span(a.start - signs[0], end), a, value=low, unit=unit, per=per, parts=groups)
    yield Amount(name, Span(b.start - signs[1], span.end), b, value=high, unit=unit, per=per, parts=groups)


def _signed(match: re.Match[str], number: Span) -> int:
    """How many characters before a number its currency sign takes up."""
    found = _sign_before().search(match.string, max(0, number.start - 6), number.start)
    return len(found[0]) if found and match.groupdict().get("sign") else 0


@cache
def _sign_before() -> re.Pattern[str]:
    signs = "|".join(re.escape(s) for s in sorted(unitwords.signs(), key=len, reverse=True))
    return re.compile(rf"(?:{signs})\s?$")


def _together(first: str, second: str, low: Decimal, high: Decimal) -> Decimal | None:
    """ "one hundred and five" in words is one number."""
    spelled = not re.search(r"\d", first + second)
    return low + high if spelled and low >= 100 and low % 100 == 0 and 0 < high < 100 else None


def _time(match: re.Match[str], span: Span, groups: dict[str, str], low: Decimal | None) -> Iterator[Amount]:
    unit = unitwords.spans()[groups["unit"].lower()]
    if "article" in groups:
        yield Amount(
            "time", span, Span(match.start("article"), match.end("article")), Decimal(1), unit=unit, parts=groups
        )
        return
    if "fraction" in groups:
        yield Amount("time", span, span, Decimal("0.5"), unit=unit, parts=groups)
        return
    if low is None:
        return
    per = _extra("time", groups)[1]
    joined = groups["gap"] == "-"
    if "b" in groups:
        for amount in _pair("time", match, span, groups):
            yield Amount(
                "time", amount.span, amount.number, amount.value, amount.low, amount.high, unit, per, joined, groups
            )
        return
    number = Span(match.start("a"), match.end("a"))
    yield Amount("time", span, number, low, unit=unit, per=per, joined=joined, parts=groups)


def _fraction(match: re.Match[str], span: Span, groups: dict[str, str]) -> Amount:
    low = _share(groups["fraction"])
    if "second" in groups:  # "between a third and a half"
        number, high = Span(match.start("fraction"), match.end("second")), _share(groups["second"])
        return Amount("fraction", span, number, low=low, high=high, unit="percent", parts=groups)
    number = Span(match.start("fraction"), match.end("fraction"))
    return Amount("fraction", Span(number.start, span.end), number, low, unit="percent", parts=groups)


def _share(printed: str) -> Decimal:
    """The percent of a fraction in words."""
    words = printed.lower().replace("-", " ")
    entries_ = numbers.entries()["fractions"]
    return Decimal(next(e["value"] for e in entries_ if words in [w.replace("-", " ") for w in e["words"]]))


def _vague(span: Span, groups: dict[str, str]) -> Iterator[Amount]:
    words = re.sub(r"\s+", " ", groups["vague"].lower())
    value = next((e["value"] for e in numbers.entries()["vague"] if e["word"] == words), None)
    if value is not None:
        yield Amount("vague", span, span, Decimal(value), parts=groups)
