"""When two names, units, numbers or wordings are the same: the rules by which gold and graph are compared.

Lexical comparison is the usual bag-of-tokens F1 (Rajpurkar et al. 2016, SQuAD), after articles, genitives and marks
are dropped.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

ALIKE = 0.85  # token F1 from which on two names are one
DESCRIBED = 0.6  # the same for groups that are named by what they are
UNITS = {
    "person": "people worker nurse member employee staff striker teacher driver operator patient student family "
    "household resident actor writer doctor physician clinician therapist professional pilot attendant guard temp hire "
    "retiree voter individual",
    "site": "hotel warehouse terminal school store plant clinic facility hospital location port campus factory "
    "restaurant shop depot station office building",
    "percent": "percentage pct %",
    "USD": "$ usd dollar us$",
    "GBP": "£ gbp pound",
    "EUR": "€ eur euro",
}
UNIT_OF = {word: unit for unit, words in UNITS.items() for word in [unit.lower(), *words.split()]}
COUNTED = ("person", "site")  # units that stay what they are whatever stands before the noun ("registered nurses")
SUFFIX = re.compile(r"jr|sr|ii|iii|iv")
HONORIFIC = re.compile(r"mr|ms|mrs|dr|sen|rep|gov|judge|president|mayor|rev|sir")
SPELLED = re.compile(r"([\d.]+)[ -](year|month|week|day|hour|minute)s?")
XSD_DURATION = re.compile(
    r"P(?:([\d.]+)Y)?(?:([\d.]+)M)?(?:([\d.]+)W)?(?:([\d.]+)D)?(?:T(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?)?"
)
MONTHS = {"year": 12, "month": 1}
SECONDS = {"week": 604800, "day": 86400, "hour": 3600, "minute": 60}


@lru_cache(maxsize=65536)
def norm(text: str) -> str:
    """Lower case, without articles at the beginning, genitives and marks."""
    text = text.lower().replace("’", "'").replace("‘", "'")
    text = re.sub(r"'s?\b", "", text)
    text = re.sub(r"[^\w$%£€.]+", " ", text)
    text = re.sub(r"\.(?!\d)", "", text).strip()
    return re.sub(r"^(the|a|an) ", "", text)


@lru_cache(maxsize=65536)
def _bag(text: str) -> Counter[str]:
    return Counter(norm(text).split())


def overlap(one: str, other: str) -> float:
    """F1 of the tokens that two texts share, 0 to 1."""
    x, y = _bag(one), _bag(other)
    common = (x & y).total()
    return 2 * common / (x.total() + y.total()) if common else 0.0


def code(text: str) -> str:
    """The letters alone: "under way", "Under-way" and "UnderWay" are "underway"."""
    return re.sub(r"[^a-z]", "", text.lower())


def unit(text: str | None) -> str:
    """A unit in one form: "nurses" is person, "dollars per hour" is "USD per hour"."""
    head, per, rest = re.sub(r"\s+", " ", (text or "").strip()).partition(" per ")
    words = head.split(" ")
    last = words[-1].lower()
    single = re.sub(r"ies$", "y", last)
    for form in (last, single, re.sub(r"(?<!s)s$", "", last)):
        known = UNIT_OF.get(form)
        if known and (len(words) == 1 or known in COUNTED):
            return known + per + rest
    return " ".join([*(word.lower() for word in words[:-1]), re.sub(r"(?<!s)s$", "", single)]) + per + rest


def duration(text: str) -> tuple[float, float] | None:
    """Months and seconds of "3 days", "24 hours" or an xsd:duration; None for anything else."""
    if found := XSD_DURATION.fullmatch(text):
        years, months, weeks, days, hours, minutes, seconds = (float(part or 0) for part in found.groups())
        return years * 12 + months, ((weeks * 7 + days) * 24 + hours) * 3600 + minutes * 60 + seconds
    if found := SPELLED.fullmatch(text.lower()):
        number, of = float(found[1]), found[2]
        return number * MONTHS.get(of, 0), number * SECONDS.get(of, 0)
    return None


def same_number(one: float | None, other: float | None) -> bool:
    """Equal; a fraction may stand as a decimal or as percent (2/3, 0.67, 66.7)."""
    if one is None or other is None:
        return False
    if abs(one - other) < 1e-6 * max(1, abs(one)):
        return True
    fraction = any(0 < x < 1 or x % 1 for x in (one, other))
    forms = ((one, other), (one * 100, other), (one, other * 100))
    return fraction and any(abs(x - y) <= 0.01 * max(abs(x), abs(y)) for x, y in forms)


def same_name(given: Iterable[str], gold: Iterable[str], kind: str) -> bool:
    """Whether one of the names given to a thing, normed, is a name of the gold entity (fullest first) of that kind."""
    given, gold = set(given), list(gold)
    if given & set(gold):
        return True
    if kind == "Person":
        return any(_surname(name, gold[0]) for name in given)
    least = DESCRIBED if kind == "Collective" else ALIKE
    return any(_digits(x) == _digits(y) and overlap(x, y) >= least for x in given for y in gold)


def _surname(given: str, gold: str) -> bool:
    """Dr. Ruiz, M. Ruiz and Ruiz fit Maria Ruiz; Carlos Ruiz does not."""
    mine, theirs = ([word for word in name.split() if not SUFFIX.fullmatch(word)] for name in (given, gold))
    if not mine or not theirs or mine[-1] != theirs[-1] or len(mine) > 4:
        return False
    first = next((word for word in mine[:-1] if not HONORIFIC.fullmatch(word)), None)
    return first is None or len(theirs) == 1 or theirs[0] in (first, first[0]) or theirs[0][0] == first


def _digits(text: str) -> list[str]:
    return re.findall(r"\d+", text)
