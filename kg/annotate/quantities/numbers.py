"""Numbers in figures and words: one grammar for times and quantities."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from kg.annotate.lexicons import load_lexicon

LARGEST = 24  # places before the point; a longer row of digits counts nothing
FIGURE = r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?: [13]/[248](?![\d/])|[½¼¾])|\d+(?:\.\d+)?|\.\d+|[½¼¾]"
PARTS = {
    "½": "0.5",
    "¼": "0.25",
    "¾": "0.75",
    "1/2": "0.5",
    "1/4": "0.25",
    "3/4": "0.75",
    "1/8": "0.125",
    "3/8": "0.375",
}
# thousands apart by a blank (SI brochure, 5.4.4): 14 000; read so where money is, or no comma is used for it
SPACED = rf"\d{{1,3}}(?:[ \u00a0\u202f\u2009]\d{{3}}(?!\d))+(?:\.\d+)?|{FIGURE}"
COMMA = re.compile(r"\d,\d{3}(?!\d)")
PAID = re.compile(
    r"(?<![^\W\d_])[R$€£₹]\d{1,3}[ \u00a0\u202f\u2009]\d{3}(?!\d)"
)  # "R12 500": money tells the style for sure


@cache
def entries() -> dict[str, list[dict[str, Any]]]:
    """kg/lexicon/numbers.yaml."""

    loaded: dict[str, list[dict[str, Any]]] = load_lexicon("numbers.yaml")
    return loaded


@cache
def cardinals() -> dict[str, int]:
    return {e["word"]: e["value"] for e in entries()["cardinals"]}


@cache
def scales() -> dict[str, int]:
    """Words of scale; the short forms are as printed."""
    table = {e["word"]: e["value"] for e in entries()["scales"]}
    return table | {s: e["value"] for e in entries()["scales"] for s in e["short"]}


@cache
def groups() -> dict[str, int]:
    return {e["word"]: e["value"] for e in entries()["groups"]}


@cache
def longest_groups() -> tuple[str, ...]:
    """The words for groups ("a dozen"), the longest first."""
    return tuple(sorted(groups(), key=len, reverse=True))


def one_of(words: list[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(re.escape(w).replace(r"\ ", r"[ -]") for w in sorted(words, key=lambda w: (-len(w), w)))


def figure(text: str) -> str:
    """The pattern for figures that fits how a text writes its thousands."""
    return FIGURE if COMMA.search(text) and not PAID.search(text) else SPACED


@cache
def pattern(figure: str = FIGURE) -> str:
    """A pattern for one number without hedge or unit; compile it with IGNORECASE."""
    tens = one_of([w for w, n in cardinals().items() if n >= 20])
    ones = one_of([w for w, n in cardinals().items() if 0 < n < 10])
    # a number of two digits; two in a row ("seven and nine") are two numbers, not one
    small = rf"(?:(?:{tens})(?>(?:[ -](?:{ones})\b)?)|(?:{one_of([w for w, n in cardinals().items() if n < 20])}))"
    long = one_of([e["word"] for e in entries()["scales"]])
    short = "|".join(re.escape(s) for e in entries()["scales"] for s in e["short"])
    group = one_of(list(groups()))
    scale = rf"(?:[ -](?:{long})\b|[ ]?(?-i:{short})(?![\w’']))"
    rest = rf"(?:(?:[ -]|,? and ){small}\b(?:[ -](?:{long})\b){{0,2}})"
    words = rf"(?:(?:{small}[ -]|an? )?(?:{long})(?:[ -](?:{long})\b){{0,2}}{rest}{{0,4}}|{small})"
    # "one point two million", not "at one point two workers fell"
    words = rf"(?:(?<!at ){small}[ -]point(?:[ -](?:zero|{ones})\b)+(?:[ -](?:{long})\b)?|{words})"
    half = r"(?:[ -]and[ -]a[ -]half\b)?"
    grouped = rf"(?:(?:a |{small}[ -]|(?:{figure}) ))?(?:{group})\b{half}"
    return rf"(?:{grouped}|(?:(?:{figure})(?:{scale}){{0,2}}|\b(?:{words})\b)(?:{half[:-1]}(?:[ -](?:{long})\b)?)?)"


def value(text: str) -> Decimal | None:
    """What a number means: 1,900, 2.4 lakh, five thousand, a half-dozen; None if it is no number.

    >>> value("2.4 lakh")
    Decimal('240000')
    """
    words = re.sub(r"[ -]and[ -]a[ -]half\b", " and a half", re.sub(r"\s+", " ", text.strip()), flags=re.IGNORECASE)
    scaled = re.fullmatch(r"(.+ and a half)[ -]([a-z]+)", words, re.IGNORECASE)
    if scaled and scaled[2].lower() in scales():  # "two and a half million"
        whole = value(scaled[1])
        return None if whole is None else (whole * scales()[scaled[2].lower()]).quantize(Decimal(1))
    if words.lower().endswith(" and a half"):
        whole = value(words[: -len(" and a half")])
        return None if whole is None else whole + half_of(words[: -len(" and a half")])
    figures = re.match(SPACED, words)
    if figures:
        number = _figures(figures[0])
        return None if number is None else _scaled(number, words[figures.end() :].strip(" -"))
    lowered = words.lower()
    before, point, behind = lowered.replace("-", " ").partition(" point ")
    if point:
        return _decimal(before.split(), behind.split())
    for group in longest_groups():
        if lowered.replace("-", " ").endswith(group.replace("-", " ")):
            before = lowered[: len(lowered) - len(group)].strip(" -")
            count = Decimal(1) if before in {"", "a", "an", "the"} else value(before)
            return None if count is None else count * groups()[group]
    return _spelled(re.findall(r"[a-z]+", lowered))


def _figures(text: str) -> Decimal | None:
    """A number in figures, with its common fraction ("2½", "3 1/2")."""
    match = re.fullmatch(r"(.*?) ?([½¼¾]|[13]/[248])?", text)
    whole, part = (match[1], match[2]) if match else (text, None)
    try:
        number = Decimal(re.sub(r"[,\s]", "", whole)) if whole else Decimal(0)
    except InvalidOperation:
        return None
    return number + Decimal(PARTS[part]) if part in PARTS else number


def half_of(words: str) -> Decimal:
    """Half of what a number ends in: of a dozen in "a dozen and a half", of one in "two and a half"."""
    last = re.split(r"[ -]", words.lower())[-1]
    return Decimal(groups().get(last, scales().get(last, 1))) / 2


def _scaled(number: Decimal, rest: str) -> Decimal | None:
    for word in re.findall(r"[^\W\d_]+", rest):
        by = scales().get(word, scales().get(word.lower(), groups().get(word.lower())))
        if by is None:
            return None
        number *= by
    if number.adjusted() > LARGEST:
        return None
    return number.normalize() if number != number.to_integral_value() else number.quantize(Decimal(1))


def _decimal(whole: list[str], part: list[str]) -> Decimal | None:
    """one point two five; one point two million."""
    scale = part[-1] if part[-1] in scales() else ""
    digits = [cardinals().get(word, 10) for word in (part[:-1] if scale else part)]
    before = _spelled(whole)
    if before is None or not digits or max(digits) > 9:
        return None
    return _scaled(Decimal(f"{before}.{''.join(map(str, digits))}"), scale)


def _spelled(words: list[str]) -> Decimal | None:
    """one hundred and twenty thousand; a million."""
    total = current = 0
    seen = False
    for word in words:
        if word in {"a", "an"} and not seen:
            current = 1
        elif word == "and":
            continue
        elif word in cardinals():
            current = cardinals()[word] + (current if seen else 0)
            seen = True
        elif word in scales():
            by, seen = scales()[word], True
            if by == 100:
                current = (current or 1) * by
            else:
                total, current = total + (current or 1) * by, 0
        else:
            return None
    return Decimal(total + current) if seen else None
