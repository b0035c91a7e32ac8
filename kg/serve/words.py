"""Data in the words of pages: days, sentences with marks, citations, signs of kinds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg.profile.parts import Month
from kg.serve.site import address

if TYPE_CHECKING:
    from kg.profile.parts import Passage, Saying
    from kg.serve.pages.report import Cut

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
DAY = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?")
UNITS = ("year", "month", "day", "hour", "minute", "second")
LENGTH = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?")
# Bars of a chart by month, after which it is one by year.
MOST_BARS = 60
# Rows of a chart; its table has all.
MOST_ROWS = 30
# The sign of a kind of thing; screen readers get the word beside it. Other kinds have none.
SIGNS = {
    "person": "P", "union": "U", "local": "L", "employer": "E", "government": "Gov", "organization": "O", "group": "Gr",
    "place": "Pl", "action": "A", "dispute": "D", "article": "S", "issue": "I", "document": "Doc",
}  # fmt: skip
STANCES = {"supports": "+", "criticizes": "−", "asks": "→", "neutral": "○"}
SIDES = {"union": "U", "employer": "E", "government": "G", "worker": "W", "expert": "X", "none": "·"}
SAID = {"direct": "quotation", "mixed": "partly quoted", "indirect": "paraphrase", "thought": "thought, not said"}


def day(value: str) -> str:
    """A day, month or year for people, a moment as its day; what is none of these as it is.

    >>> day("2024-05-06"), day("2024-05"), day("2024"), day("2024-05-06T09:12:00-05:00")
    ('May 6, 2024', 'May 2024', '2024', 'May 6, 2024')
    """
    found = DAY.fullmatch(value.partition("T")[0])
    if not found or not found[2]:
        return value
    month = MONTHS[int(found[2]) - 1]
    return f"{month} {int(found[3])}, {found[1]}" if found[3] else f"{month} {found[1]}"


def length(value: str) -> str:
    """A length of time as XML Schema writes it, for people; what is none as it is.

    >>> length("P21D"), length("P1Y6M"), length("PT36H")
    ('21 days', '1 year, 6 months', '36 hours')
    """
    found = LENGTH.fullmatch(value)
    if not found or not any(found.groups()):
        return value
    parts = [(number, unit) for number, unit in zip(found.groups(), UNITS, strict=True) if number]
    return ", ".join(f"{number} {unit}{'' if number == '1' else 's'}" for number, unit in parts)


def marked(found: Passage) -> Iterator[tuple[str, bool]]:
    """The pieces of a sentence, each with whether it bears the thing."""
    return cut(found.text, [(start - found.start, end - found.start) for start, end in found.marks])


def cut(text: str, marks: Sequence[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """The pieces of a text, each with whether it is marked; marks are offsets in the text, in order.

    >>> list(cut("No pay", ((3, 6),)))
    [('No ', False), ('pay', True)]
    """
    at = 0
    for start, end in marks:
        if at < start:
            yield text[at:start], False
        yield text[start:end], True
        at = end
    if at < len(text):
        yield text[at:], False


def citation(said: Saying) -> str:
    """A saying as one line to cite: speakers, words, story, day, characters."""
    who = ", ".join(thing.label for thing in said.speakers) or "Nobody named"
    if said.kind == "direct":
        what = " … ".join(f"“{quote}”" for quote in said.quotes)
    else:
        what = f"({SAID[said.kind]}) " + " … ".join(words.text for words in said.content)
    places = ", ".join(f"{words.start}–{words.end}" for words in said.content)
    story = [f"“{said.article.label}”", said.outlet, day(said.published), f"characters {places}" if places else ""]
    return f"{who}: {what} — {', '.join(part for part in story if part)}. {said.iri}"


def shorten(text: str, most: int = 90) -> str:
    """The text, cut where it is longer."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def monthly(found: Sequence[Month]) -> list[Month]:
    """The months from the first to the last, those without stories too, or the years where they are very many."""
    first, last = (int(m.month[:4]) * 12 + int(m.month[5:7]) - 1 for m in (found[0], found[-1]))
    known = {m.month: m for m in found}
    names = [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(first, last + 1)]
    if len(names) <= MOST_BARS:
        return [known.get(name) or Month(name, 0, 0) for name in names]
    years: dict[str, Month] = {f"{year:04}": Month(f"{year:04}", 0, 0) for year in range(first // 12, last // 12 + 1)}
    for m in found:
        year = years[m.month[:4]]
        years[m.month[:4]] = Month(year.month, year.articles + m.articles, year.mentions + m.mentions)
    return list(years.values())


def parts_of(cut: Cut, names: Sequence[str]) -> list[tuple[str, list[tuple[str, int]]]]:
    """The first rows of a table for a chart: the label of each, and the numbers in these columns."""
    places = [(name, cut.columns.index(name)) for name in names]
    return [
        (day(str(row[0])), [(name, int(row[place] or 0)) for name, place in places]) for row in cut.rows[:MOST_ROWS]
    ]


def local(iri: str) -> bool:
    """Whether a thing has a page in the site."""
    return address(iri).startswith("/")
