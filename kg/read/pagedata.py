"""What a page says of its story: JSON-LD, meta tags, the byline, and the day that it shows or that htmldate finds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from kg.read.body import line_of
from kg.read.clean import clean
from kg.read.days import iso_date
from kg.read.furniture import is_notice, words_of
from kg.read.linkeddata import own_addresses, record, text
from kg.read.metadata import Given
from kg.read.written import day_of, local, shown_day, without_doubtful

BYLINE = re.compile(r"^by[\s,]+", re.IGNORECASE)
# A line of names and nothing else: "By Ann Lee and Bo Dahl, Tarn Herald".
NAMES_ALONE = re.compile(r"By(?:[ ,|]+(?:and|the|of|for|[A-Z][\w.'’-]*))+")
NAME = re.compile(r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3}")
AUTHOR = re.compile(r"(?:^|\s)(?:byline|author|byline-name|author-name|byline__name|author__name)(?:$|\s)")
# The day of a change in tags and text, which is not the day of publication.
CHANGED = re.compile(r"(?:\b(?:updated|modified)|date[_-]?modified|modified[_-]time)\b[^<>]{0,60}", re.IGNORECASE)
# The day that computers give where none was set.
UNSET = ("1970-01-01", "1969-12-31", "1900-01-01", "1899-12-30")
PUBLISHED = ("article:published_time", "datePublished", "dc.date", "dc.date.issued", "parsely-pub-date", "pubdate")
MODIFIED = ("article:modified_time", "dateModified", "og:updated_time", "last-modified")
TAG = re.compile(r"</?(?:p|div|br|li|h\d)\b[^<>]*>", re.IGNORECASE)
INLINE = re.compile(r"</?(?:a|b|i|u|em|strong|span|sup|sub)\b[^<>]*>", re.IGNORECASE)
# Between a headline and the name of the paper.
PART = re.compile(r"\s*(?:\s[–—-]|[|»•]|:)\s+")


def page_data(tree: Any, page: str) -> tuple[Given, list[str]]:
    """Metadata of the story, and the paragraphs that JSON-LD gives of it; the tree and the text of its page."""
    canonical = [a for a in tree.xpath("//link[@rel='canonical']/@href") if a.startswith("http")]
    addresses = [a for a in _metas(tree, "og:url") if a.startswith("http")] + canonical
    headings = _headings(tree)
    titles = [*_metas(tree, "og:title"), *headings]
    about = record(tree, addresses, titles)
    publisher = _name(about.get("publisher")) or next(iter(_metas(tree, "og:site_name")), None)
    language = next(iter(tree.xpath("/html/@lang")), None)
    published = _date([about.get("datePublished"), *_metas(tree, *PUBLISHED)], language)
    if published is None or iso_date(published) is None:
        published = shown_day(tree, language) or published or _guessed_date(page)
    title = text(about.get("headline")) or next(iter(titles), None)
    given = Given(
        title=_without_paper(title, publisher, tree) if title else None,
        published=local(published, tree, language),
        modified=_date([about.get("dateModified"), *_metas(tree, *MODIFIED)], language),
        publisher=publisher,
        url=next(iter([*own_addresses(about)[:1], *addresses]), None),
        byline=_by_people(chain([_name(about.get("author"))], _bylines(tree)), publisher),
        language=language,
    )
    words = INLINE.sub("", TAG.sub("\n", "\n".join([str(about.get("articleBody") or ""), *_updates(about)])))
    return given, [t for line in words.split("\n") if (t := clean(line))]


def _updates(about: dict[str, Any]) -> list[str]:
    """Headlines and words of the updates of a live blog, in the order of the page."""
    updates = about.get("liveBlogUpdate")
    told = [u for u in (updates if isinstance(updates, list) else [updates]) if isinstance(u, dict)]
    return [str(u[key]) for u in told for key in ("headline", "articleBody") if u.get(key)]


def _headings(tree: Any) -> list[str]:
    """What may be the headline: headings of the story, of the page, its title, and smaller headings of the story."""
    own = tree.xpath("//article//h1") + tree.xpath("//main//h1")
    # The name of the paper at the head of the page leads to its front page.
    others = [h for h in tree.iter("h1") if not h.xpath(".//a[@href='/'] | ancestor::a[@href='/']")]
    found = [*own, *others, *tree.iter("title"), *tree.xpath("//article//h2")[:1]]
    return list(dict.fromkeys(t for h in found if (t := clean(h.text_content())) and not is_notice(t)))


def _without_paper(title: str, publisher: str | None, tree: Any) -> str:
    """The title without the name of the paper: "Pickers win | Tarn Herald", "Tarn Herald: Pickers win"."""
    shown = {words_of(h.text_content()) for h in tree.iter("h1", "h2", "b", "strong")}
    paper = words_of(publisher or "")
    for part in PART.finditer(title):
        for kept, rest in ((title[: part.start()], title[part.end() :]), (title[part.end() :], title[: part.start()])):
            if words_of(kept) and (
                words_of(rest) == paper or (words_of(kept) in shown and words_of(title) not in shown)
            ):
                return kept
    return title


def _metas(tree: Any, *names: str) -> list[str]:
    """Contents of meta tags, in the order of the names."""
    found: dict[str, str] = {}
    for node in tree.iter("meta"):
        for key in ("property", "name", "itemprop"):
            if (name := node.get(key)) and (content := clean(node.get("content") or "")):
                found.setdefault(name.casefold(), content)
    return [found[n] for name in names if (n := name.casefold()) in found]


def _date(values: Iterable[Any], language: str | None) -> str | None:
    """The first value that is a date, else the first of all, so that it can be told of."""
    texts = [t for value in values if (t := str(value) if type(value) is int else text(value))]
    days = (day for t in texts if (day := day_of(t, language)) and not day.startswith(UNSET))
    return next(days, next((t for t in texts if not t.startswith(UNSET)), None))


def _name(value: Any) -> str | None:
    """A name, or several, from a JSON-LD author or publisher."""
    if isinstance(value, list):
        return ", ".join(dict.fromkeys(n for v in value if not isinstance(v, list) and (n := _name(v)))) or None
    if isinstance(value, dict):
        value = value.get("name")
        if isinstance(value, list):
            return _name(value)
    name = text(value)
    return BYLINE.sub("", name) if name and not name.startswith("http") else None


def _guessed_date(page: str) -> str | None:
    from htmldate import find_date

    page = without_doubtful(CHANGED.sub("", page))
    # The bounds are fixed: the day of the run must not change what is found.
    found = find_date(page, original_date=True, extensive_search=False, min_date="1900-01-02", max_date="2100-01-01")
    return iso_date(found) if found and not found.startswith(UNSET) else None


def _by_people(bylines: Iterable[str | None], publisher: str | None) -> str | None:
    """The first that names somebody else than the paper."""
    return next((b for b in bylines if b and words_of(b) != words_of(publisher or "")), None)


def _bylines(tree: Any) -> Iterator[str]:
    """Names of the story's own authors, not those of the rail beside it; the best known first."""
    for named in _metas(tree, "author", "article:author"):
        if not named.startswith("http"):
            yield BYLINE.sub("", named)
    for root in tree.xpath("//article") or [tree]:
        for node in root.xpath(".//*[contains(@class, 'byline') or contains(@class, 'author') or @rel='author']"):
            if BYLINE.match(line := line_of(node)):
                yield _capitals(line)
        for node in root.xpath(".//*[@class or @rel='author' or @itemprop='author']"):
            told = (node.get("rel") or node.get("itemprop")) == "author" or AUTHOR.search(node.get("class") or "")
            if told and NAME.fullmatch(line := line_of(node)):
                yield _capitals(line)
        for node in root.xpath("(.//p | .//div[not(*)])[position() < 4]"):
            line = line_of(node)
            if len(line) < 120 and NAMES_ALONE.fullmatch(line):
                yield _capitals(line)


def _capitals(byline: str) -> str:
    """By NAMES IN CAPITALS -> Names In Capitals; other words as they are."""
    words = BYLINE.sub("", byline).split("|")[0].strip()
    if words.isupper():
        return words.title()
    return " ".join(w.title() if w.isupper() and len(w) > 2 else w for w in words.split(" "))
