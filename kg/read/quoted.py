"""Block quotations of a page, in marks as a paper would print them: “...” — Name.

A page sets them apart by their place alone, which is lost in a text. Marked is what somebody is named beside, what an
embedded post says, and what the paragraph before announces with a colon; other set-off words may be no quotation.
"""

from __future__ import annotations

import re
from typing import Any

from kg.read.clean import clean

CREDIT = ".//cite | .//footer | .//*[contains(@class, 'attribution') or contains(@class, 'quote-author')]"
BELOW = "./following-sibling::figcaption | ./following-sibling::cite"
BLOCKS = {"p", "div", "section"}
MARKED = re.compile("[“\"‘«„'—–-]")
DASH = re.compile(r"\s*(?:—|–|―|--?)\s*(?=\S)")


def mark(tree: Any) -> None:
    """Change the block quotations of a page in place."""
    for node in list(tree.iter("blockquote")):
        if node.find(".//blockquote") is not None or next(node.iterancestors("blockquote"), None) is not None:
            continue
        credit = _credit(node)
        parts = [p for p in node.iter("p") if clean(p.text_content())] or [node]
        words = clean(parts[0].text_content())
        if not words or not (credit or _announced(node)):
            continue
        for line in list(node.iter("br")):
            line.tail = f" {line.tail or ''}"
            line.drop_tag()
        if not MARKED.match(words):
            for part in parts:
                _begin(part, "“")
            _end(parts[-1], "”")
        if credit:
            _end(parts[-1], f" — {credit}")


def _credit(node: Any) -> str:
    """Who is named beside a block quotation, taken out of the page; empty where nobody is."""
    inside = node.xpath(CREDIT)
    around = node.getparent()
    figure = around is not None and around.tag == "figure"
    found = inside or (node.xpath(BELOW) if figure else [])
    if figure and found:
        around.tag = "div"  # no picture with its caption
    if found:
        words = clean(found[0].text_content())
        for credit in found:
            if credit.getparent() is not None:
                credit.drop_tree()
        return DASH.sub("", words, count=1) if words and len(words) <= 100 else ""
    last = next((p for p in reversed(list(node.iter("p")))), None)  # an embedded post: <p>words</p>— Name (@name) day
    if last is None or last.getparent() is not node or not DASH.match(last.tail or ""):
        return ""
    words = clean(str(last.tail) + "".join(str(n.text_content()) + str(n.tail or "") for n in last.itersiblings()))
    for after in list(last.itersiblings()):
        node.remove(after)
    last.tail = None
    return DASH.sub("", words, count=1)


def _announced(node: Any) -> bool:
    """Whether the paragraph before ends in a colon."""
    before = node.getprevious()
    return before is not None and before.tag == "p" and clean(before.text_content()).endswith(":")


def _begin(node: Any, sign: str) -> None:
    if not (node.text or "").strip() and len(node) and node[0].tag in BLOCKS:
        _begin(node[0], sign)
    else:
        node.text = sign + (node.text or "").lstrip()


def _end(node: Any, words: str) -> None:
    if not len(node):
        node.text = (node.text or "").rstrip() + words
    elif not (node[-1].tail or "").strip() and node[-1].tag in BLOCKS:
        _end(node[-1], words)
    else:
        node[-1].tail = (node[-1].tail or "").rstrip() + words
