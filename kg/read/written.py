"""Days as pages and feeds write them, and the day that a page shows to its readers as that of its story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import chain, islice, takewhile
from typing import Any

from kg.read.clean import clean
from kg.read.days import iso_date

MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
ENGLISH = re.compile(rf"\b{MONTH} (\d{{1,2}})(?:st|nd|rd|th)?,? ((?:19|20)\d\d)\b", re.IGNORECASE)
BRITISH = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?{MONTH},? ((?:19|20)\d\d)\b", re.IGNORECASE)
ISO = re.compile(r"\b((?:19|20)\d\d-\d\d-\d\d)(?!\d)")
NUMERIC = re.compile(r"(?<![\d/.])(\d{1,2})([/.])(\d{1,2})\2((?:19|20)\d\d)(?![\d/])")
# As e-mail, HTTP and RSS write a moment: "Tue, 02 Jun 2026 08:00:00 GMT".
MAIL = re.compile(
    r"\s*(?:[A-Za-z]{3,9},? )?\d{1,2}[ -][A-Za-z]{3}[ -]\d{4} \d{1,2}:\d{2}(?::\d{2})?(?: \(?[-+A-Z0-9]{1,6}\)?)?\s*"
)
EPOCH = re.compile(r"1\d{9}(?:\d{3})?")  # seconds or milliseconds since 1970
# The day of a change is not the day of publication.
CHANGED = re.compile(r"\b(?:updated?|modified|edited|changed|corrected|revised)\b", re.IGNORECASE)
BOXES = re.compile(
    r"(?:^|[\s_-])(?:date|dates|time|timestamp|published|posted|pubdate|dateline|datetime|datePublished)(?:$|[\s_-])"
)
STAMP = re.compile(
    r"(?:(?:first |last )?(?:published|posted|updated|modified|filed|created|date)(?: on| at)?:? *)?"
    r"(?:\d{1,2}:\d\d *(?:[ap]\.?m\.?)?(?: [a-z]{2,4})?[,|]? *(?:on )?)?"
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? *)?"
    rf"(?:{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}}(?:st|nd|rd|th)? {MONTH},? \d{{4}}|"
    r"\d{1,2}([/.])\d{1,2}\3\d{4}|\d{4}-\d\d-\d\d)"
    r"(?:,? *(?:at|[|•·@–—-])? *\d{1,2}(?::\d\d)?(?::\d\d)? *(?:[ap]\.?m\.?)?(?: *\(?[a-z]{1,4}\)?)?)?[.,|•· ]*",
    re.IGNORECASE,
)
PUBLISHED = re.compile(r"(?:first )?(?:published|posted)\b", re.IGNORECASE)
# "SUDBROOK, Ontario, March 11, 2024 —", "CALVERT BAY, Fla. (June 17, 2025) —"
DATELINE = re.compile(
    rf"[A-Z][\w.' -]+(?:, [A-Z][\w. ]+)?(?:,? \(|, )(?P<day>{MONTH} \d{{1,2}}, (?P<year>\d{{4}}))\)?"
    r"(?: ?/[A-Z][\w -]+/| ?\([A-Z][\w -]+\))? ?(?:—|–|--|-) ?(?=\S)",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
LINES = 8  # at the head of a story
SHORT = 120  # characters of a box or a line that is a date and not prose


def day_in(text: str, language: str | None = None) -> str | None:
    """The first day that is written out in a text, as an ISO date.

    Days in figures alone ("06/08/2026") have two readings; they are read only where one of them is no day, or where
    the language tells which is meant.

    >>> day_in("Published 8 June 2026, 5:00 pm"), day_in("06/08/2026"), day_in("06/08/2026", "en-US")
    ('2026-06-08', None, '2026-06-08')
    """
    found: list[tuple[int, str]] = []
    if m := ENGLISH.search(text):
        found.append((m.start(), f"{m[3]}-{_month(m[1]):02}-{int(m[2]):02}"))
    if m := BRITISH.search(text):
        found.append((m.start(), f"{m[3]}-{_month(m[2]):02}-{int(m[1]):02}"))
    if m := ISO.search(text):
        found.append((m.start(), m[1]))
    if (m := NUMERIC.search(text)) and (day := _numeric(m, language)):
        found.append((m.start(), day))
    return next((day for _, value in sorted(found) if (day := iso_date(value))), None)


def day_of(value: str, language: str | None = None) -> str | None:
    """An ISO date or dateTime from an ISO one, one of e-mail and RSS, seconds since 1970, or the day of English prose;
    None for other words.

    >>> day_of("Tue, 02 Jun 2026 08:00:00 GMT"), day_of("June 2, 2026 5:00 PM EDT"), day_of("1780387200")
    ('2026-06-02T08:00:00+00:00', '2026-06-02', '2026-06-02T08:00:00+00:00')
    """
    if found := iso_date(value):
        return found
    if MAIL.fullmatch(value):
        try:
            return parsedate_to_datetime(value).replace(microsecond=0).isoformat()
        except (ValueError, TypeError, IndexError):
            pass
    if EPOCH.fullmatch(value):
        return datetime.fromtimestamp(int(value[:10]), UTC).isoformat()
    return day_in(value, language) if not ISO.match(value) else None


def day_at_head(text: str) -> str | None:
    """The day of publication of a pasted story: the line among its first that is a day and nothing else, or the day of
    the one dateline that has a day and a year.

    Where other such lines give other days, as in a chronicle, only one that says "published" or the like counts.

    >>> day_at_head("Dockers strike\\nBy Bo Lund\\nPublished: June 8, 2026\\n\\nDockers left the pier on Monday.")
    '2026-06-08'
    >>> day_at_head("Dockers strike\\n\\nTARN, Ohio, June 9, 2026 — Dockers left the pier on Monday.")
    '2026-06-09'
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    head = list(takewhile(lambda line: len(line) <= SHORT, lines[:LINES]))
    days = {line: day for line in lines if is_stamp(line) and not CHANGED.search(line) and (day := day_in(line))}
    found = [line for line in head if line in days]
    told = [line for line in found if PUBLISHED.match(line)]
    if not told and len(set(days.values())) > 1:
        return None
    if found:
        return days[(told or found)[0]]
    # A look-back begins so too, and tells of later years.
    datelines = [m for line in lines[:LINES] if (m := DATELINE.match(line)) and line[0].isupper()]
    if len(datelines) != 1 or any(int(y) > int(datelines[0]["year"]) + 5 for y in YEAR.findall(text)):
        return None
    return day_in(datelines[0]["day"])


def shown_day(tree: Any, language: str | None = None) -> str | None:
    """The day that the page shows as that of its story, as an ISO date or dateTime; None where it shows none."""
    return next(_days(tree, language), None)


def local(published: str | None, tree: Any, language: str | None = None) -> str | None:
    """A moment in UTC as the day that the page shows, where that is the day before: it is still evening there."""
    if published is None or not published.endswith("+00:00") or published[11:13] >= "12":
        return published
    day = date.fromisoformat(published[:10])
    shown = {d[:10] for d in _days(tree, language, words=True)}
    before = (day - timedelta(days=1)).isoformat()
    return before if before in shown and day.isoformat() not in shown else published


def without_doubtful(page: str) -> str:
    """The page without days in figures that have two readings."""
    return NUMERIC.sub(lambda m: m[0] if _numeric(m, None) else "", page)


def _days(tree: Any, language: str | None, words: bool = False) -> Iterator[str]:
    """Days of the story's own part of the page, then of all of it; `words`: only as readers see them."""
    roots = tree.xpath("//article[not(ancestor::article)]") or tree.xpath("//main") or tree.xpath("//body") or [tree]
    root = roots[0]
    for node in root.iter("time"):
        if not _is_change(node):
            told = None if words else iso_date((node.get("datetime") or "").strip())
            if day := told or _short(node, language):
                yield day
    for node in chain(root.iter(), tree.iter()):
        boxed = isinstance(node.tag, str) and BOXES.search(f"{node.get('class') or ''} {node.get('itemprop') or ''}")
        if boxed and not _is_change(node) and (day := _short(node, language)):
            yield day
    for line in _head(root):
        if is_stamp(line) and not CHANGED.search(line) and (day := day_in(line, language)):
            yield day


def is_stamp(line: str) -> bool:
    """Whether a line is a day and nothing else but the hour: "Published Monday, June 8, 2026 at 5:00 p.m. EDT"."""
    return len(line) <= SHORT and STAMP.fullmatch(line) is not None


def _head(root: Any) -> list[str]:
    """The first lines that readers see, but for links to elsewhere."""
    unseen = " or ".join(f"ancestor::{tag}" for tag in ("a", "head", "noscript", "script", "style"))
    seen = root.xpath(f".//text()[not({unseen})]")
    return list(islice((line for t in seen if (line := clean(t))), LINES))


def _short(node: Any, language: str | None) -> str | None:
    text = clean(node.text_content()[: SHORT * 3])
    return day_in(CHANGED.split(text)[0], language) if len(text) <= SHORT else None


def _is_change(node: Any) -> bool:
    """Whether a time is that of a change, by its own marks or the words in front of it."""
    marks = " ".join(node.get(key) or "" for key in ("class", "itemprop", "id"))
    before = clean((node.getparent().text or "") if node.getparent() is not None else "")
    if (sibling := node.getprevious()) is not None:
        before = clean(sibling.text_content() if isinstance(sibling.tag, str) else "") + clean(sibling.tail or "")
    return bool(re.search(r"updated|modified", marks, re.IGNORECASE) or CHANGED.search(before[-40:]))


def _month(name: str) -> int:
    return MONTHS.find(name[:3].casefold()) // 3 + 1


def _numeric(found: re.Match[str], language: str | None) -> str | None:
    first, second, year = int(found[1]), int(found[3]), found[4]
    days = {
        day
        for month, number in ((first, second), (second, first))
        if (day := iso_date(f"{year}-{month:02}-{number:02}"))
    }
    if len(days) == 1:
        return days.pop()
    region = (language or "").replace("_", "-").casefold()
    if not days or not region.startswith("en-"):
        return None
    month, number = (first, second) if region == "en-us" else (second, first)
    return iso_date(f"{year}-{month:02}-{number:02}")
