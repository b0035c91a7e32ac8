"""JSON-LD of a page (schema.org): the record of its own story among those of others that it leads to."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any

from kg.read.clean import clean
from kg.read.furniture import words_of

# The better the type tells of a story, the earlier it stands.
ARTICLE_TYPES = (
    "NewsArticle",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "BackgroundNewsArticle",
    "OpinionNewsArticle",
    "LiveBlogPosting",
    "BlogPosting",
    "Article",
    "WebPage",
)
# What these lead to are other stories, or parts of this one.
ELSEWHERE = (
    "itemListElement",
    "relatedLink",
    "significantLink",
    "mentions",
    "citation",
    "isPartOf",
    "hasPart",
    "liveBlogUpdate",
    "comment",
)
LEFT_OUT = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")


def record(tree: Any, addresses: Iterable[str], titles: Iterable[str]) -> dict[str, Any]:
    """The record of the page's story, with author and publisher in place of references to them; {} without one.

    Args:
        tree: the page.
        addresses, titles: what the page says of itself in links, meta tags and headings. Of several records that one
            is taken which has such an address or title, then the one of the better type, then the first.
    """
    found, named = _all(tree)
    known = {_address(a) for a in addresses}
    called = [words_of(t) for t in titles if words_of(t)]

    def rank(one: tuple[str, dict[str, Any]]) -> tuple[bool, bool, bool, int]:
        kind, about = one
        title = words_of(text(about.get("headline")) or text(about.get("name")) or "")
        own = bool(title) and any(title == c or c.startswith(f"{title} ") or c.endswith(f" {title}") for c in called)
        at_home = any(_address(a) in known for a in own_addresses(about))
        return (kind == "WebPage", not at_home, not own, ARTICLE_TYPES.index(kind))

    if not found:
        return {}
    best = dict(min(found, key=rank)[1])
    for page in (about for kind, about in found if kind == "WebPage"):
        for key in ("datePublished", "dateModified"):
            if key not in best and key in page:
                best[key] = page[key]
    for key in ("author", "publisher"):
        best[key] = _resolved(best.get(key), named)
    return best


def own_addresses(about: dict[str, Any]) -> list[str]:
    """The addresses of a record, the best known first."""
    place = about.get("mainEntityOfPage")
    if isinstance(place, dict):
        place = place.get("@id") or place.get("url")
    return [t for value in (about.get("url"), place, about.get("@id")) if (t := text(value)) and t.startswith("http")]


def text(value: Any) -> str | None:
    """A JSON value as text without what is not seen; None for what is no text or empty."""
    return (clean(value) or None) if isinstance(value, str) else None


def _all(tree: Any) -> tuple[list[tuple[str, dict[str, Any]]], dict[str, dict[str, Any]]]:
    """The records that are articles or pages, with their types, in order; and all records with a name by their @id."""
    found: list[tuple[str, dict[str, Any]]] = []
    named: dict[str, dict[str, Any]] = {}
    for script in tree.xpath("//script[starts-with(@type, 'application/ld+json')]"):
        try:
            pending = deque([json.loads(LEFT_OUT.sub("", script.text or ""), strict=False)])
        except (ValueError, RecursionError):
            continue
        while pending:
            one = pending.popleft()
            if isinstance(one, dict):
                found += ((kind, one) for kind in _kinds(one))
                if isinstance(one.get("@id"), str) and isinstance(one.get("name"), str):
                    named.setdefault(one["@id"], one)
                one = [v for k, v in one.items() if k not in ELSEWHERE and isinstance(v, (dict, list))]
            if isinstance(one, list):
                pending.extend(one)
    return found, named


def _kinds(one: dict[str, Any]) -> Iterator[str]:
    kinds = one.get("@type")
    told = [k.rpartition("/")[2] for k in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(k, str)]
    yield from sorted({k for k in told if k in ARTICLE_TYPES}, key=ARTICLE_TYPES.index)[:1]


def _resolved(value: Any, named: dict[str, dict[str, Any]]) -> Any:
    if isinstance(value, list):
        return [_resolved(v, named) for v in value if not isinstance(v, list)]
    if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
        return named.get(value["@id"], value)
    return value


def _address(address: str) -> str:
    """The address by which two are compared: without scheme, www, query, fragment and last slash."""
    return re.sub(r"^https?://(?:www\.)?|[?#].*$", "", address.strip()).rstrip("/").casefold()
