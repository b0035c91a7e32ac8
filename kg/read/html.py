"""Web pages: the body by trafilatura, dates from JSON-LD, meta tags and htmldate, captions kept apart."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from kg.errors import InputError
from kg.model import Article
from kg.read.encoding import decode
from kg.read.metadata import Given, apply, iso_date

CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|p|div)\b", re.IGNORECASE)
# Soft hyphens, zero-width characters, direction marks and byte order marks: nothing that a reader sees.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
ENTITY = re.compile(r"&(?:shy|zwnj|zwj|#8203|#x200b|#173|#xad);", re.IGNORECASE)
LIGATURES = re.compile("[\ufb00-\ufb06]")
FURNITURE = re.compile(r"advertisement|advertising|story continues below|read more|sign up .{0,40}", re.IGNORECASE)
BYLINE = re.compile(r"^by\s+", re.IGNORECASE)
ARTICLE_TYPES = ("NewsArticle", "Article", "ReportageNewsArticle", "BlogPosting", "LiveBlogPosting", "WebPage")


def looks_like(raw: bytes) -> bool:
    """Whether the first two thousand bytes hold HTML tags."""
    return bool(MARKUP.search(raw[:2000].replace(b"\0", b"")))


def story(raw: bytes, name: str) -> Article:
    """The article of a page; its text is the body's paragraphs with a blank line between.

    Raises:
        InputError: the page holds no story.
    """
    declared = CHARSET.search(raw[:4096])
    page = decode(raw, name, declared[1].decode("ascii") if declared else None)
    page = ENTITY.sub("", page)
    from lxml import etree, html

    try:
        tree = html.fromstring(page.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8", huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"{name}: holds no HTML that can be read.", "Save the page again.") from error
    record = _json_ld(tree)
    # The tree that trafilatura gets is its own: it takes captions and rails out of it.
    paragraphs = list(_body(html.fromstring(page.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))))
    if not paragraphs:
        raise InputError(f"{name}: no story is found on the page.", "Give the story as plain text.")
    captions = tuple(t for node in tree.iter("figcaption") if (t := _clean(node.text_content())))
    given = _given(tree, record, page)
    byline = f"by {given.byline}".casefold()
    kept = [p for p in paragraphs if p not in captions and p.casefold() != byline]
    return apply(given, Article("\n\n".join(kept), source=name, captions=captions))


def _clean(text: str) -> str:
    text = INVISIBLE.sub("", text).replace("\u00a0", " ")
    text = LIGATURES.sub(lambda m: unicodedata.normalize("NFKC", m[0]), text)
    return re.sub(r"\s+", " ", text).strip()


def _body(tree: Any) -> Iterator[str]:
    import trafilatura

    found = trafilatura.bare_extraction(
        tree, favor_recall=True, include_tables=True, include_comments=False, with_metadata=False
    )
    if found is None or isinstance(found, dict):
        # Pages too small for the extractor's statistics.
        blocks = tree.xpath("//article//p | //article//li") or tree.xpath("//p | //li")
        yield from (t for node in blocks if (t := _clean(node.text_content())))
        return
    lead = ""
    for block in _blocks(found.body):
        if FURNITURE.fullmatch(block):
            continue
        if re.search(r"\s[—–-]{1,2}$", block):  # a dateline in a tag of its own
            lead = f"{block} "
            continue
        yield lead + block
        lead = ""


def _blocks(node: Any) -> Iterator[str]:
    if node.tag in ("p", "head", "item", "quote", "ab", "cell", "code") and not node.findall(".//p"):
        if text := _clean("".join(node.itertext())):
            yield text
        return
    if node.tag == "row":
        if text := " | ".join(t for cell in node if (t := _clean("".join(cell.itertext())))):
            yield text
        return
    if text := _clean(node.text or ""):
        yield text
    for child in node:
        yield from _blocks(child)
        if text := _clean(child.tail or ""):
            yield text


def _json_ld(tree: Any) -> dict[str, Any]:
    """The first record of an article in the page's JSON-LD, or an empty one."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            pending = [json.loads(script.text or "")]
        except ValueError:
            continue
        while pending:
            record = pending.pop(0)
            if isinstance(record, list):
                pending = record + pending
            elif isinstance(record, dict):
                kinds = record.get("@type")
                if any(k in ARTICLE_TYPES for k in (kinds if isinstance(kinds, list) else [kinds])):
                    return record
                pending += [v for v in record.values() if isinstance(v, (dict, list))]
    return {}


def _meta(tree: Any, *names: str) -> str | None:
    for name in names:
        for value in tree.xpath("//meta[@property=$n or @name=$n or @itemprop=$n]/@content", n=name):
            if value.strip():
                return _clean(value)
    return None


def _name(value: Any) -> str | None:
    """A name, or several, from a JSON-LD author or publisher."""
    if isinstance(value, list):
        return ", ".join(n for v in value if (n := _name(v))) or None
    if isinstance(value, dict):
        value = value.get("name")
    return (_clean(value) or None) if isinstance(value, str) else None


def _given(tree: Any, record: dict[str, Any], page: str) -> Given:
    def text(value: Any) -> str | None:
        return (_clean(value) or None) if isinstance(value, str) else None

    published = text(record.get("datePublished")) or _meta(tree, "article:published_time", "datePublished", "dc.date")
    if published is None:
        published = _guessed_date(page)
    title = text(record.get("headline")) or _meta(tree, "og:title")
    headings = [t for h in tree.iter("h1") if (t := _clean(h.text_content()))]
    titles = [t for h in tree.iter("title") if (t := _clean(h.text_content()))]
    link = tree.xpath("//link[@rel='canonical']/@href")
    return Given(
        title=title or next(iter(headings + titles), None),
        published=published,
        modified=text(record.get("dateModified")) or _meta(tree, "article:modified_time", "dateModified"),
        publisher=_name(record.get("publisher")) or _meta(tree, "og:site_name"),
        url=text(record.get("url")) or _meta(tree, "og:url") or next(iter(link), None),
        byline=_name(record.get("author")) or _byline(tree),
        language=next(iter(tree.xpath("/html/@lang")), None),
    )


def _guessed_date(page: str) -> str | None:
    from htmldate import find_date

    # The bounds are fixed: the day of the run must not change what is found.
    found = find_date(page, original_date=True, extensive_search=False, min_date="1900-01-01", max_date="2100-01-01")
    return iso_date(found) if found else None


def _byline(tree: Any) -> str | None:
    """Names of the story's own authors, not those of the rail beside it."""
    named = _meta(tree, "author", "article:author")
    if named and not named.startswith("http"):
        return BYLINE.sub("", named)
    for root in tree.xpath("//article") or [tree]:
        for node in root.xpath(".//*[contains(@class, 'byline') or contains(@class, 'author') or @rel='author']"):
            text = _clean(node.text_content())
            if BYLINE.match(text):
                words = BYLINE.sub("", text)
                return words.title() if words.isupper() else " ".join(_title(w) for w in words.split(" "))
    return None


def _title(word: str) -> str:
    """NAMES IN CAPITALS -> Names; other words as they are."""
    return word.title() if word.isupper() and len(word) > 2 else word
