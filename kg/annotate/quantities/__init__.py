"""Quantities: numbers that state a fact, with hedge, unit and the counted noun.

The words are kept by the span. A range keeps both ends, a vague count ("dozens") its least value, and neither is ever
made one exact number. Dates, clock times, ages, addresses, numbers in names and numbering are no quantities.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from kg.annotate.base import Annotator, Draft
from kg.annotate.quantities import units as unitwords
from kg.annotate.quantities.amounts import Amount, find
from kg.annotate.quantities.counted import Counted, counted, states_nothing, vote_like
from kg.annotate.quantities.country import of_story
from kg.model import Quantity, Span

SHAPE = re.compile(r"([a-z]+([ -][a-z]+)*|[A-Z]{3}( per [a-z]+)?)")
OVER_TIME = re.compile(
    r"\b(?:for|lasted|lasting|took|taken|wait|waited|after|than|spent|worked)\s+(?:well |just )?over\s+$", re.I
)

CROWD = re.compile(r"\b(?:crowd|turnout|attendance|marchers|picketers|strikers|rally|protest)\b", re.IGNORECASE)
SAID_OF = re.compile(
    r"\b(?:said|says|put it|claimed|counted|estimated|estimate|counts?|reported)"
    r"(?: (?:at|it was|it were|there were|was|is))?\s+[\"“‘'«„]?$",
    re.I,
)
ALONE = re.compile(r"\s*(?:[.,;:”\"]|$|\n| (?:and|but|while|gathered|came|attended|took|marched|turned)\b)")
FIGURE_OF = re.compile(
    r"\b(?:number|figure|total|count|turnout|crowd|attendance|strength)s?\b[^.;]{0,24}?\b(?:at|is|was|were|to be|as)"
    r"\s+[\"“‘'«„]?$",
    re.I,
)
# a figure set against one that was told: "the union puts it at 65", "organizers said it was more like 500"
PUT_AT = re.compile(r"\b(?:put|puts|putting|pegs?|pegged|ha[sd]|have) (?:it|that|this|them) at $", re.I)
AGAINST = re.compile(r"(?:more like|closer to|nearer(?: to)?)\b", re.I)
PREPOSED = re.compile(
    r"\b(?:at|by|since|until|till|before|after|from|in|to|of|for|on|with|around|about|between|and|or|age) $", re.I
)
ONCE = re.compile(r"\b(?:one-?off|lump[ -]sum|signing|ratification|bonus|one-time|single payment)\b", re.I)
RATED = "(?:minimum|wage|pay|salary|rate|premium|fee|stipend|benefit|allowance|payment)"
FIGURE_RULE = "quantity-figure"


def run(draft: Draft) -> None:
    """Add the quantities of the story, each once."""
    blocked = [s for t in draft.times for s in t.spans if not t.rule.startswith("time-offset")]
    blocked += draft.structure.skip
    found: list[Quantity] = []
    for amount in find(draft.text):
        if any(amount.number.overlaps(s) for s in blocked):
            continue
        quantity = _quantity(draft, amount, found)
        if quantity is not None:
            found.append(quantity)
    draft.quantities.extend(_once(draft, found))


def _quantity(draft: Draft, amount: Amount, before: list[Quantity]) -> Quantity | None:
    start, comparator = _hedge_before(draft, amount)
    end, after = _hedge_after(draft, amount)
    comparator = after or comparator
    if amount.kind == "vague":
        comparator = "AtLeast"
    hedged = comparator != "Exactly"
    amount = (
        replace(amount, span=Span(amount.span.start, end)) if draft.text.startswith("-", amount.span.end) else amount
    )
    if states_nothing(draft, amount, hedged):
        return None
    noun = counted(draft, replace(amount, span=Span(amount.span.start, end)))
    unit = _unit(draft, amount, noun, before, hedged)
    rule = f"quantity-{amount.kind}"
    if unit is None and amount.kind in {"count", "vague"}:
        unit, rule = figure_of(draft, Span(start, end), before, hedged), FIGURE_RULE
    if unit is None or not SHAPE.fullmatch(unit):
        return None
    return Quantity(
        key=f"q{amount.number.start}",
        span=Span(start, end),
        unit=unit,
        comparator=comparator,
        value=amount.value,
        low=amount.low,
        high=amount.high,
        noun=noun.span if noun else None,
        rule=rule,
        confidence=0.9 if noun or amount.kind != "count" else 0.6,
    )


def figure_of(draft: Draft, span: Span, before: list[Quantity], hedged: bool) -> str | None:
    """ "put the number at closer to 350", "organizers said 5,000": the unit of the people or sites counted last,
    within a few sentences, or of the crowd that the sentence speaks of."""
    start, end = span.start, span.end
    ahead = draft.text[max(0, start - 60) : start]
    alone = ALONE.match(draft.text, end) is not None
    said = (alone and SAID_OF.search(ahead) is not None) or PUT_AT.search(ahead) is not None
    if not said and FIGURE_OF.search(ahead) is None:
        return elliptic(draft, span, before) if alone and hedged else None
    if CROWD.search(draft.text[draft.sentence(start).start_char : start]):
        return "person"
    near = (q for q in reversed(before) if q.unit in {"person", "site"} and start - q.span.end < 400)
    return next((q.unit for q in near), None)


def elliptic(draft: Draft, span: Span, before: list[Quantity]) -> str | None:
    """ "260 signed up. We could use as many as 350": the unit of the people or sites counted last, right before a
    number that a hedge sets against theirs."""
    start, last = span.start, before[-1] if before else None
    if last is None or last.unit not in {"person", "site"}:
        return None
    near = start - last.span.end < (400 if AGAINST.match(draft.words(span)) else 160) and "\n" not in draft.text[
        last.span.end : start
    ].strip("\n")
    return last.unit if near and PREPOSED.search(draft.text, max(0, start - 12), start) is None else None


def _hedge_before(draft: Draft, amount: Amount) -> tuple[int, str]:
    """Where the quantity begins with its hedge, and what the hedge says."""
    start = amount.span.start
    before = draft.text[max(0, start - 40) : start]
    if before.endswith("~"):  # "~300 drivers"
        return start - 1, "Approximately"
    article = re.search(r"(?<!\w)(?:a|an|the|another)\s+$", before, re.IGNORECASE)
    match = unitwords.hedge_pattern("before").search(before)
    if match is None and article:
        match = unitwords.hedge_pattern("before").search(before[: article.start()])
    if match is None:
        return start, "Exactly"
    word = match[1].lower()
    if word == "over" and amount.kind == "time" and not OVER_TIME.search(before) and before[: match.start()].strip():
        return start, "Exactly"
    if (
        word in {"under", "above", "below", "around", "within"}
        and amount.kind in {"count", "vague", "tally"}
        and word == "within"
    ):
        return start, "Exactly"
    if (
        word == "about"
        and re.search(r"\b(?:is|was|are|were|talk\w*|asked|said|question\w*|story|stories) about\s+$", before, re.I)
        and amount.kind == "time"
        and "article" in amount.parts
    ):
        return start, "Exactly"
    at = start - len(before) + match.start()
    comparator = unitwords.comparator("before", word)
    if re.search(r"\b(?:no|not)\s+$", draft.text[max(0, at - 5) : at], re.I):
        comparator = {"MoreThan": "AtMost", "LessThan": "AtLeast", "Nearly": "LessThan"}.get(comparator, comparator)
    return at, comparator


def _hedge_after(draft: Draft, amount: Amount) -> tuple[int, str | None]:
    """Where the quantity ends, and what a hedge behind it says ("three months or longer", "a month's time")."""
    end = amount.span.end
    after = draft.text[end : end + 40]
    match = unitwords.hedge_pattern("after").match(after)
    if match:
        return end + match.end(), unitwords.comparator("after", match[1])
    if amount.kind == "count" and re.match(r"\+", after):
        return end + 1, "AtLeast"
    joined = unitwords.hedge_pattern("joined").match(after)
    if joined and amount.kind in {"count", "money", "percent"}:
        return end + joined.end(), unitwords.comparator("joined", joined[1])
    own = re.match(r"['’]s? (?:time|notice)\b", after)
    return end + (own.end() if own and amount.kind == "time" else 0), None


def _unit(draft: Draft, amount: Amount, noun: Counted | None, before: list[Quantity], hedged: bool) -> str | None:
    if amount.kind == "money":
        return _money(draft, amount, before)
    if amount.kind in {"percent", "points", "fraction"}:
        return amount.unit
    if amount.kind == "time":
        return f"{amount.unit} per {amount.per}" if amount.per in set(unitwords.spans().values()) else amount.unit
    if amount.kind == "tally" or vote_like(draft, amount, noun):
        return "vote"
    if amount.kind == "multiple":
        return "time"
    if noun is None or (noun.unit == "time" and noun.per):  # "three times a week"
        return None
    word = draft.words(noun.span).split()[-1].lower()
    if word in unitwords.money_words():
        return unitwords.money_words()[word] or unitwords.dollar_of(of_story(draft, amount.span.start))
    return f"{noun.unit} per {noun.per}" if noun.per else noun.unit


def _money(draft: Draft, amount: Amount, before: list[Quantity]) -> str:
    code = amount.unit
    if code == "$":
        code = unitwords.dollar_of(of_story(draft, amount.span.start))
        if amount.parts.get("word", "").lower() in unitwords.coins():
            country = of_story(draft, amount.span.start)
            code = {"GB": "GBP", "IE": "EUR", "ZA": "ZAR"}.get(country or "", code)
    per = amount.per if amount.per and amount.per not in unitwords.people() else _rate_near(draft, amount, before, code)
    return f"{code} per {per}" if per else code


def _rate_near(draft: Draft, amount: Amount, before: list[Quantity], code: str) -> str:
    """ "a weekly minimum of $2,850", "$20 weekly premium"; "She makes $17 an hour. He makes $31." """
    sentence = draft.sentence(amount.span.start)
    ahead = draft.text[max(sentence.start_char, amount.span.start - 45) : amount.span.start].lower()
    after = draft.text[amount.span.end : amount.span.end + 20].lower()
    for word, per in unitwords.rates().items():
        if word in after and re.match(rf"[ -]{word}\b", after):
            return per
        if word in ahead and re.search(rf"\b{word} {RATED}s?\b[^.;]*$", ahead):
            return per
    if amount.value is None or not before:
        return ""
    around = draft.text[max(sentence.start_char, amount.span.start - 30) : amount.span.end + 24]
    if ONCE.search(around):
        return ""
    last = next((q for q in reversed(before) if " per " in q.unit and q.unit.startswith(code)), None)
    if last is None or last.value is None or amount.parts.get("word"):
        return ""
    structure = draft.structure
    same = structure.paragraph_at(last.span.start) == structure.paragraph_at(amount.span.start)
    close = last.value / 5 <= amount.value <= last.value * 5
    return last.unit.partition(" per ")[2] if same and close and amount.span.start - last.span.start < 160 else ""


def _once(draft: Draft, found: list[Quantity]) -> list[Quantity]:
    """Without exact repeats; a number of the headline that the story repeats is taken from the story."""
    kept: list[Quantity] = []
    alike: dict[tuple[object, ...], list[int]] = {}
    headline = draft.structure.headline
    again = repeated(draft, found)
    for quantity in found:
        if quantity.key in again:
            continue
        pool = alike.setdefault((quantity.value, quantity.low, quantity.high, quantity.unit), [])
        twin = next((i for i in pool[-20:] if _same(draft, kept[i], quantity)), None)
        if twin is None:
            pool.append(len(kept))
            kept.append(quantity)
        elif headline is not None and headline.holds(kept[twin].span):
            kept[twin] = replace(quantity)
    return sorted(kept, key=lambda q: q.span)


def repeated(draft: Draft, found: list[Quantity]) -> set[str]:
    """Keys of a tally in words that only repeats one in figures: "The count was 11-10"; "Eleven to ten isn't a no"."""
    pairs = [(a, b) for a, b in pairwise(found) if a.unit == b.unit == "vote" and b.span.start - a.span.end < 6]
    told = {(a.value, b.value) for a, b in pairs if draft.words(a.span)[:1].isdigit()}
    spelled = [(a, b) for a, b in pairs if draft.words(a.span)[:1].isalpha() and (a.value, b.value) in told]
    return {q.key for pair in spelled for q in pair}


def _same(draft: Draft, a: Quantity, b: Quantity) -> bool:
    if (a.value, a.low, a.high, a.unit) != (b.value, b.low, b.high, b.unit):
        return False
    if draft.sentence(a.span.start).start == draft.sentence(b.span.start).start:
        return False
    if a.comparator != b.comparator and "Exactly" not in {a.comparator, b.comparator}:
        return False
    if a.unit in {"percent", "vote"} or a.unit in unitwords.spans().values():
        return _heading(draft, a) or (a.unit not in {"percent", "vote"} and _head(draft, a) == _head(draft, b))
    return _heading(draft, a) or _head(draft, a) == _head(draft, b)


def _heading(draft: Draft, quantity: Quantity) -> bool:
    headline = draft.structure.headline
    return headline is not None and headline.holds(quantity.span)


def _head(draft: Draft, quantity: Quantity) -> str:
    if quantity.noun is None:
        return ""
    return draft.tokens(quantity.noun)[-1].lemma_.lower()


ANNOTATOR = Annotator("quantities", needs=("structure", "times"), adds=("quantities",), run=run)
