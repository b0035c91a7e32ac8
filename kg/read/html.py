"""Web pages: the body by trafilatura, dates from JSON-LD, meta tags and htmldate, captions kept apart."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape
from typing import Any

from kg.errors import InputError
from kg.model import Article
from kg.read.body import paragraphs
from kg.read.encoding import decode
from kg.read.furniture import prune, words_of
from kg.read.metadata import apply
from kg.read.notes import lost, notes
from kg.read.pagedata import page_data

CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|p|div)\b", re.IGNORECASE)
BLOCK = re.compile(r"<(?:p|div|li|h\d|table|blockquote|section|article)\b", re.IGNORECASE)
ENTITY = re.compile(r"&(?:shy|zwnj|zwj|#8203|#x200b|#173|#xad);", re.IGNORECASE)
# What lxml cannot put into a tree, as a character or as its number.
ODD = "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
NUMBERED = re.compile(rf"{ODD}|&#0*([1-9]\d{{0,6}});?|&#x0*([1-9a-f][0-9a-f]{{0,5}});?", re.IGNORECASE)
PAGED = re.compile(r"(?:[?&/]p(?:age|g)?[=/]?|/)0*[2-9]\d?/?(?:[?#].*)?$", re.IGNORECASE)
SUBSCRIBERS = re.compile(
    r"\"isAccessibleForFree\"\s*:\s*\"?false|already a subscriber|to (?:continue|keep) reading\b|"
    r"for (?:our )?subscribers",
    re.IGNORECASE,
)
BEGINNING = 1000  # characters that a whole story seldom falls short of
# Levels and number of tags; no page that people read has half as many.
DEEPEST, MOST = 250, 60_000


def looks_like(raw: bytes) -> bool:
    """Whether the first two thousand bytes hold HTML tags."""
    return bool(MARKUP.search(raw[:2000].replace(b"\0", b"")))


def story(raw: bytes, name: str, declared: str | None = None) -> Article:
    """The article of a page; its text is the body's paragraphs with a blank line between.

    Args:
        declared: the encoding that came with the page, if any; what the page itself says comes next.

    Raises:
        InputError: the page holds no story.
    """
    found = CHARSET.search(raw[:4096])
    page = decode(raw, name, declared or (found[1].decode("ascii", "replace") if found else None))
    page = NUMBERED.sub(_without_controls, page)
    tree = _tree(ENTITY.sub("", page), name)
    given, record = page_data(tree, page)
    corrections, more = notes(tree), _next(tree)
    captions = prune(tree)
    byline = words_of(f"by {given.byline}")
    kept = [p for p in paragraphs(tree, given.title) if p not in captions and words_of(p) != byline]
    if _is_stub(kept, record):
        kept = record
    if not kept:
        raise InputError(f"{name}: no story is found on the page.", "Give the story as plain text.")
    kept += lost(corrections, kept)
    article = apply(given, Article("\n\n".join(kept), source=name, captions=captions))
    if more:
        warning = f"{name}: the story goes on at {more}; give that page too"
        article = replace(article, warnings=(*article.warnings, warning))
    if len(article.text) < BEGINNING and SUBSCRIBERS.search(page):
        warning = f"{name}: perhaps only the beginning, as the page is for subscribers"
        article = replace(article, warnings=(*article.warnings, warning))
    return article


def _without_controls(found: re.Match[str]) -> str:
    """The number of a character as it is; a blank or nothing for one that no tree holds."""
    code = int(found[1]) if found[1] else int(found[2], 16) if found[2] else ord(found[0])
    if code <= 0x10FFFF and not re.match(ODD, chr(code)):
        return found[0]
    return " " if chr(min(code, 0x10FFFF)).isspace() else ""


def _is_stub(kept: list[str], record: list[str]) -> bool:
    """Whether the page shows only the beginning of the words that its JSON-LD holds, or nothing of them."""
    shown, whole = words_of("\n".join(kept)), words_of("\n".join(record))
    return len(whole) > 1.3 * len(shown) and whole.startswith(shown)


def _next(tree: Any) -> str | None:
    """The address of the story's next page, if it has one."""
    links = tree.xpath("//link[@rel='next']/@href | //a[@rel='next']/@href")
    return next((link for link in links if PAGED.search(link)), None)


def fragment(words: str, name: str, title: str | None = None) -> Article:
    """The article of a piece of HTML, as feeds and news services give it; a heading that is the title is left out."""
    if not BLOCK.search(words):
        words = f"<p>{words}</p>"
    head = f"<title>{escape(title)}</title>" if title else ""
    page = f"<html><head><meta charset='utf-8'>{head}</head><body><article>{words}</article></body></html>"
    return story(page.encode("utf-8", "replace"), name, "utf-8")


def _tree(page: str, name: str) -> Any:
    from lxml import etree, html

    try:
        tree = html.fromstring(page.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8", huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"{name}: holds no HTML that can be read.", "Save the page again.") from error
    depth = number = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        number += event == "start"
        if depth > DEEPEST or number > MOST:
            faults = f"its tags stand more than {DEEPEST} deep" if depth > DEEPEST else f"has more than {MOST:,} tags"
            raise InputError(f"{name}: {faults}.", "Give the story as plain text.")
    return tree
