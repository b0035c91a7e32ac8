"""What a page says of its story: JSON-LD, meta tags, the byline, and at last a date that htmldate finds."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterable
from typing import Any

from kg.read.clean import clean
from kg.read.metadata import Given, day_of, iso_date

BYLINE = re.compile(r"^by\s+", re.IGNORECASE)
# A line of names and nothing else: "By Ann Lee and Bo Dahl, Tarn Herald".
NAMES_ALONE = re.compile(r"By(?:[ ,|]+(?:and|the|of|for|[A-Z][\w.'’-]*))+")
# The day of a change in tags and text, which is not the day of publication.
CHANGED = re.compile(r"(?:\b(?:updated|modified)|date[_-]?modified|modified[_-]time)\b[^<>]{0,60}", re.IGNORECASE)
# The better the type tells of a story, the earlier it stands.
ARTICLE_TYPES = ("NewsArticle", "ReportageNewsArticle", "LiveBlogPosting", "BlogPosting", "Article", "WebPage")
PUBLISHED = ("article:published_time", "datePublished", "dc.date", "dc.date.issued", "parsely-pub-date", "pubdate")
MODIFIED = ("article:modified_time", "dateModified", "og:updated_time", "last-modified")


def page_data(tree: Any, page: str) -> Given:
    """Metadata of the story; the tree and the text of its page."""
    record = _json_ld(tree)
    title = _text(record.get("headline")) or next(iter(_metas(tree, "og:title")), None)
    headings = [t for tag in ("h1", "title") for h in tree.iter(tag) if (t := clean(h.text_content()))]
    link = tree.xpath("//link[@rel='canonical']/@href")
    published = _date([record.get("datePublished"), *_metas(tree, *PUBLISHED)])
    return Given(
        title=title or next(iter(headings), None),
        published=published or _guessed_date(page),
        modified=_date([record.get("dateModified"), *_metas(tree, *MODIFIED)]),
        publisher=_name(record.get("publisher")) or next(iter(_metas(tree, "og:site_name")), None),
        url=_text(record.get("url")) or next(iter([*_metas(tree, "og:url"), *link]), None),
        byline=_name(record.get("author")) or _byline(tree),
        language=next(iter(tree.xpath("/html/@lang")), None),
    )


def _json_ld(tree: Any) -> dict[str, Any]:
    """The record of the page's JSON-LD that tells most of its story, or an empty one."""
    best: dict[str, Any] = {}
    rank = len(ARTICLE_TYPES)
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            pending = deque([json.loads(script.text or "", strict=False)])
        except (ValueError, RecursionError):
            continue
        while pending:
            record = pending.popleft()
            if isinstance(record, dict):
                kinds = record.get("@type")
                for kind in kinds if isinstance(kinds, list) else [kinds]:
                    if kind in ARTICLE_TYPES[:rank]:
                        best, rank = record, ARTICLE_TYPES.index(kind)
                record = [v for v in record.values() if isinstance(v, (dict, list))]
            if isinstance(record, list):
                pending.extend(record)
    return best


def _metas(tree: Any, *names: str) -> list[str]:
    """Contents of meta tags, in the order of the names."""
    found: dict[str, str] = {}
    for node in tree.iter("meta"):
        for key in ("property", "name", "itemprop"):
            if (name := node.get(key)) and (content := clean(node.get("content") or "")):
                found.setdefault(name.casefold(), content)
    return [found[n] for name in names if (n := name.casefold()) in found]


def _text(value: Any) -> str | None:
    return (clean(value) or None) if isinstance(value, str) else None


def _date(values: Iterable[Any]) -> str | None:
    """The first value that is a date, else the first of all, so that it can be told of."""
    texts = [t for value in values if (t := _text(value))]
    return next((day for text in texts if (day := day_of(text))), next(iter(texts), None))


def _name(value: Any) -> str | None:
    """A name, or several, from a JSON-LD author or publisher."""
    if isinstance(value, list):
        return ", ".join(n for v in value if not isinstance(v, list) and (n := _name(v))) or None
    if isinstance(value, dict):
        value = value.get("name")
    text = _text(value)
    return BYLINE.sub("", text) if text and not text.startswith("http") else None


def _guessed_date(page: str) -> str | None:
    from htmldate import find_date

    page = CHANGED.sub("", page)
    # The bounds are fixed: the day of the run must not change what is found.
    found = find_date(page, original_date=True, extensive_search=False, min_date="1900-01-01", max_date="2100-01-01")
    return iso_date(found) if found else None


def _byline(tree: Any) -> str | None:
    """Names of the story's own authors, not those of the rail beside it."""
    for named in _metas(tree, "author", "article:author"):
        if not named.startswith("http"):
            return BYLINE.sub("", named)
    for root in tree.xpath("//article") or [tree]:
        for node in root.xpath(".//*[contains(@class, 'byline') or contains(@class, 'author') or @rel='author']"):
            if BYLINE.match(text := clean(node.text_content())):
                return _capitals(text)
        for node in root.xpath("(.//p | .//div[not(*)])[position() < 4]"):
            text = clean(node.text_content())
            if len(text) < 120 and NAMES_ALONE.fullmatch(text):
                return _capitals(text)
    return None


def _capitals(byline: str) -> str:
    """By NAMES IN CAPITALS -> Names In Capitals; other words as they are."""
    words = BYLINE.sub("", byline).split("|")[0].strip()
    if words.isupper():
        return words.title()
    return " ".join(w.title() if w.isupper() and len(w) > 2 else w for w in words.split(" "))
