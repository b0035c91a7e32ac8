"""RSS and Atom, by feedparser, from bytes alone: an entry is a story, its HTML is read as a page is."""

from __future__ import annotations

import re
from calendar import timegm
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parseaddr
from html import unescape
from io import BytesIO
from typing import Any

from kg.errors import InputError
from kg.model import Article
from kg.read import html
from kg.read.clean import clean
from kg.read.metadata import Given, apply
from kg.read.written import day_of

ROOT = re.compile(rb"<(?:rss|feed|(?:\w+:)?RDF)\b")
MARKUP = re.compile(r"<\w+[^>]*>|&\w+;")
INLINE = re.compile(r"</?(?:a|b|i|u|em|strong|span|br|sup|sub)\b[^<>]*>", re.IGNORECASE)
# "<Local 9>" in what a feed calls plain is no tag; but some feeds call pages plain too.
TAGS = re.compile(r"</?(?:p|div|br|a|b|i|em|strong|span|ul|ol|li|h\d|img|blockquote|figure|table)\b[^<>]*>")
TWICE = re.compile(r"&lt;(?:p|br|div|h\d|ul|ol|blockquote|figure)\b[^<]*&gt;")  # a tag that was escaped twice
# What a feed gives without saying that it is the content, and that is shorter than so many characters, is a summary.
SUMMARY = 1000
# A tag with so many attributes; feedparser's time goes with the square of their number.
CROWDED = re.compile(rb"<[\w:]+(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*')){200}")
MOST = 5000  # entries; feeds have some dozens


def looks_like(raw: bytes) -> bool:
    """Whether the first two thousand bytes begin a feed."""
    return bool(ROOT.search(raw[:2000].replace(b"\0", b"")))


def stories(raw: bytes, name: str) -> Iterator[Article | InputError]:
    """A story an entry; one that is a summary has a warning that says so.

    Raises:
        InputError: it has no entries, or too many.
    """
    feed = parsed(raw, name)
    publisher = clean(feed.feed.get("title", "")) or None
    for number, entry in enumerate(feed.entries, 1):
        try:
            yield _story(entry, f"{name}:{number}", publisher)
        except InputError as error:
            yield error


def parsed(raw: bytes, name: str) -> Any:
    """The feed as feedparser has it.

    Raises:
        InputError: it has no entries, too many, or is made to do harm.
    """
    import feedparser  # type: ignore[import-untyped]

    if len(re.findall(rb"<(?:\w+:)?(?:item|entry)\b", raw)) > MOST:
        raise InputError(f"{name}: has more than {MOST:,} entries.", "Cut the feed.")
    if CROWDED.search(raw):
        raise InputError(f"{name}: a tag of it has more than 200 attributes.", "Leave the feed out.")
    # From a stream: a string could be taken for an address or a path.
    feed = feedparser.parse(BytesIO(raw), sanitize_html=False, resolve_relative_uris=False)
    if not feed.entries:
        raise InputError(f"{name}: the feed has no entries.", "Save it again, or leave it out.")
    return feed


def link(entry: Any) -> str:
    """The first address of an entry; feedparser's own look-up gives the last, which may be that of a related story."""
    own: list[str] = [a["href"] for a in entry.get("links", []) if a.get("rel") == "alternate" and a.get("href")]
    return next(iter(own), entry.get("link", ""))


def _story(entry: Any, where: str, publisher: str | None) -> Article:
    contents = [c for c in entry.get("content", []) if c.get("value", "").strip()]
    words = max((c["value"] for c in contents), key=len, default="") or entry.get("summary", "")
    if "<" not in words and TWICE.search(words):
        words = unescape(words)
    title = clean(INLINE.sub("", entry.get("title", ""))) or None
    plain = any(c["value"] == words and c.get("type") == "text/plain" for c in contents)
    if not words.strip():
        raise InputError(f"{where}: the entry has a title at most.", "'kg fetch --feed' saves the pages it leads to.")
    address = link(entry)
    url = address if address.startswith(("http://", "https://")) else None
    given = Given(
        identifier=None if url else entry.get("id"),
        title=title,
        published=_day(entry, "published") or _day(entry, "updated"),
        modified=_day(entry, "updated"),
        publisher=publisher,
        url=url,
        byline=", ".join(_authors(entry)) or None,
    )
    if (TAGS if plain else MARKUP).search(words):
        article = html.fragment(words, where, title)
    else:
        article = Article("\n\n".join(clean(part) for part in re.split(r"\n\s*\n", words)), source=where)
    article = apply(given, article)
    if not contents and len(article.text) < SUMMARY:
        warning = f"{where}: only a summary; 'kg fetch --feed' saves the whole story"
        article = replace(article, warnings=(*article.warnings, warning))
    return article


def _authors(entry: Any) -> Iterator[str]:
    """The names of who wrote it; feedparser cuts an address short after four letters of its last part."""
    words = entry.get("author", "")
    for author in entry.get("authors", []):
        cut = "email" in author and re.search(re.escape(author["email"]) + r"\w", words)
        if name := clean(parseaddr(words)[0] if cut else author.get("name", "")):
            yield name


def _day(entry: Any, key: str) -> str | None:
    """An ISO dateTime in the feed's own zone, else in UTC, or the words of the feed where they are no date."""
    # As a plain dict: feedparser's own look-up gives the other day where one is missing.
    moment, words = dict.get(entry, f"{key}_parsed"), dict.get(entry, key)
    if words and (day := day_of(words)):
        return day
    try:
        return datetime.fromtimestamp(timegm(moment), UTC).isoformat() if moment else words or None
    except (ValueError, OverflowError, OSError):
        return words or None
