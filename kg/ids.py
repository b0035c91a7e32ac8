"""Deterministic IRIs, safe for any text (RFC 3987), and span IRIs (RFC 5147)."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import quote

from kg.prefixes import PREFIXES

if TYPE_CHECKING:
    from kg.model import Article, Span

DATA = PREFIXES["d"]
SLUG_LIMIT = 80
# Graphs of what is known across stories, and of earlier versions (seen by queries, no part of the data).
WORLD, HISTORY = f"{DATA}world/graph", f"{DATA}history/graph"


def digest(text: str) -> str:
    """SHA-256 of the UTF-8 bytes, lower-case hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def slug(text: str) -> str:
    """A readable last part of an IRI for any text; two texts that differ in more than case, marks and blanks
    keep apart: letters of any script stay, accents are folded, and where letters were lost or cut a hash is added.

    >>> slug("Kaiser Permanente")
    'kaiser-permanente'
    """
    folded = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    words = re.sub(r"[\W_]+", "-", re.sub(r"['’‘]", "", folded)).strip("-")
    plain = quote(words[:SLUG_LIMIT].strip("-"), safe="-")
    if not plain:
        return "x-" + digest(text)[:10]
    return plain if len(words) <= SLUG_LIMIT else f"{plain}-{digest(text)[:10]}"


def article_key(article: Article) -> str:
    """Last part of an article's IRI: its id, else a hash of its address, else a hash of its text."""
    if article.identifier:
        return quote(article.identifier, safe="", errors="surrogatepass")
    return digest(article.url or article.text)[:16]


def article_iri(article: Article) -> str:
    """IRI of an article; the same story read again gets the same one."""
    return f"{DATA}article/{article_key(article)}"


def graph_iri(article: str) -> str:
    """Name of the graph that holds what was found in an article, from the article's IRI or its id."""
    iri = article if article.startswith(DATA) else f"{DATA}article/{quote(article, safe='')}"
    return f"{iri}/graph"


def span_iri(article: str, span: Span) -> str:
    """IRI of a stretch of an article's text (RFC 5147 fragment, offsets in code points)."""
    return f"{article}#char={span.start},{span.end}"
