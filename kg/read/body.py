"""The paragraphs of a page's story, by trafilatura, with what it would run together kept apart."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

from kg.read.clean import clean
from kg.read.furniture import is_notice, words_of
from kg.read.written import is_stamp

LEAF = {"p", "head", "item", "quote", "ab", "cell", "code", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "pre"}
PARTS = LEAF | {"list", "table", "ul", "ol", "dl", "blockquote", "row", "tr", "div", "section"}
ROWS = ("row", "tr")
# A break inside a paragraph is a new one where a sentence ends before it, or where there are two.
BREAK = re.compile(r"\s*\n\s*\n\s*|(?<=[.?!:”\"’])\s*\n\s*")
SENTENCE = re.compile("[.?!][”\"’']?$")
# A dateline on a line of its own: "CALLOW, Ohio".
PLACE = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ .’'-]{2,30}, [A-Z][\w.]{1,15}(?: [A-Z][\w.]{1,15})?(?: \([A-Z]{2,10}\))?")
DASH = re.compile(r"\s[—–-]{1,2}$")
# What the extractors log is of no use to those who gave the page.
for library in ("trafilatura", "htmldate"):
    logging.getLogger(library).addHandler(logging.NullHandler())
SMALL = 600  # characters
LONG = 60  # letters; a shorter paragraph may well be said twice


def paragraphs(tree: Any, title: str | None) -> list[str]:
    """The story's paragraphs, list items, table rows and headings, each once, in the order of the page.

    Args:
        tree: the page without furniture (`kg.read.furniture.prune`); it is changed.
        title: a heading that says the same is left out.
    """
    datelines = {t for n in tree.xpath("//*[contains(@class, 'dateline')]") if (t := clean(n.text_content()))}
    headlines = {words_of(t) for t in (title or "", *(n.text_content() for n in tree.iter("h1")))}
    headings = {t for n in tree.iter("h2", "h3", "h4", "h5", "h6") if (t := clean(n.text_content()))}
    _prepare(tree)
    blocks = [b for b in _body(tree) if not is_notice(b)]
    found: list[str] = []
    lead = ""
    for block in _once(blocks):
        if not found and (words_of(block) in headlines or is_stamp(block)):
            continue
        if DASH.search(block):  # a dateline in a tag of its own
            lead = f"{block} "
        elif (block in datelines and not re.search(r"\d", block)) or (not found and PLACE.fullmatch(block)):
            lead = f"{block} — "
        else:
            found.append(lead + block)
            lead = ""
    while found and found[-1] in headings:  # of what was taken out
        found.pop()
    return found


def _prepare(tree: Any) -> None:
    """Headings, definitions and set lines as paragraphs, which the extractor leaves alone; footnote marks out."""
    for node in list(tree.iter("sup")):
        if re.fullmatch(r"\s*\[?[\d*†‡]{1,3}\]?\s*", node.text_content()) and node.find(".//a") is not None:
            node.drop_tree()
    for node in tree.iter("q"):
        node.text, last = f"“{node.text or ''}", node[-1] if len(node) else None
        if last is None:
            node.text += "”"
        else:
            last.tail = f"{last.tail or ''}”"
    for node in tree.iter("sup"):  # cents and fractions
        before = node.getprevious().tail if node.getprevious() is not None else node.getparent().text
        if re.search(r"\d$", before or "") and re.match("[/⁄]", node.tail or ""):
            node.text = f" {node.text or ''}"
        elif re.search(r"[$£€]\d+$", before or "") and re.fullmatch(r"\d\d", node.text or ""):
            node.text = f".{node.text}"
    for node in tree.xpath("//article//*[self::h2 or self::h3 or self::h4 or self::h5 or self::h6]"):
        node.tag = "p"
    for node in tree.iter("pre"):
        if not len(node):
            node.tag = "p"
            node.text, *rest = (node.text or "").split("\n")
            for line in rest:
                node.append(node.makeelement("br"))
                node[-1].tail = line
    for node in list(tree.iter("dl")):
        term = None
        for child in list(node):
            if child.tag == "dt":
                term = child
            elif child.tag == "dd":
                if term is not None:
                    child.text = f"{clean(term.text_content()).rstrip(':')}: {child.text or ''}"
                    term.drop_tree()
                    term = None
                child.tag = "li"
        for left in node.iterchildren("dt"):
            left.tag = "li"
        node.tag = "ul"


def _body(tree: Any) -> list[str]:
    import trafilatura

    # Before the extractor changes the tree. Of nested articles the outermost holds all.
    roots = tree.xpath("//article[not(ancestor::article)]") or tree.xpath("//main") or tree.xpath("//body") or [tree]
    marked = [block for root in roots for block in _blocks(root)]
    found = trafilatura.bare_extraction(
        tree, favor_recall=True, include_tables=True, include_comments=False, with_metadata=False
    )
    blocks = [] if found is None or isinstance(found, dict) else list(_blocks(found.body))
    # A page that is too small for the extractor's statistics it gives as one heap of words.
    if marked and sum(map(len, blocks)) < SMALL:
        return marked
    return _with_lost(blocks, marked) if len(roots) == 1 and roots[0].tag == "article" else blocks


def _with_lost(blocks: list[str], marked: list[str]) -> list[str]:
    """The extractor's blocks, with sentences that it lost of the page's only article, if they all are from there."""
    found = {words_of(block) for block in blocks}
    words = [words_of(block) for block in marked]
    if not found <= set(words):
        return blocks
    return [b for b, w in zip(marked, words, strict=True) if w in found or (len(w) >= LONG and SENTENCE.search(b))]


def _blocks(node: Any) -> Iterator[str]:
    # A cell with paragraphs is a part of the page and no cell of a table.
    if node.tag in ROWS and not any(len("".join(p.itertext())) >= LONG for p in node.iter("p")):
        if text := " | ".join(t for cell in node if (t := clean(" ".join(cell.itertext())))):
            yield text
        return
    if node.tag in LEAF and not any(below.tag in PARTS for below in node.iterdescendants()):
        yield from _split(words(node))
        return
    run = node.text or ""
    for child in node:
        if child.tag in PARTS or any(below.tag in PARTS for below in child.iterdescendants()):
            yield from _split(run)
            yield from _blocks(child)
            run = ""
        else:
            run += words(child)
        run += child.tail or ""
    yield from _split(run)


def line_of(node: Any) -> str:
    """The text of a node on one line, with a comma for a break."""
    return re.sub(r",[ ,]*,", ",", ", ".join(t for line in words(node).split("\n") if (t := clean(line))))


def words(node: Any) -> str:
    """The text of a node; a break is a line end, other line ends are blanks."""
    text = "\n" if node.tag in ("lb", "br") else ""
    text += re.sub(r"\s+", " ", node.text or "")
    return text + "".join(words(child) + re.sub(r"\s+", " ", child.tail or "") for child in node)


def _split(text: str) -> Iterator[str]:
    yield from (t for part in BREAK.split(text) if (t := clean(part)))


def _once(blocks: list[str]) -> Iterator[str]:
    """The blocks without those that repeat earlier ones: long ones, and short ones that stand beside these."""
    words = [words_of(block) for block in blocks]
    first: dict[str, int] = {}
    repeats: list[int | None] = [None if first.setdefault(w, i) == i else first[w] for i, w in enumerate(words)]
    sure = [r is not None and len(words[i]) >= LONG for i, r in enumerate(repeats)]
    for order in (range(1, len(blocks)), range(len(blocks) - 2, -1, -1)):
        step = order.step
        for i in order:
            before = repeats[i - step]
            if before is not None and sure[i - step] and repeats[i] is not None and words[before + step] == words[i]:
                sure[i] = True
    yield from (block for block, twice in zip(blocks, sure, strict=True) if not twice)
