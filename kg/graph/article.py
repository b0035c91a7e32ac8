"""The article and the run that read it."""

from __future__ import annotations

import re

from pyoxigraph import Literal, NamedNode

from kg import __version__
from kg.graph.sheet import Sheet
from kg.graph.terms import COMMENT, date_type, english, term, text, typed
from kg.ids import DATA, digest, slug

URL = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20]+")
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def write(sheet: Sheet) -> None:
    """Writes the article with its text, dates and publisher, and the extraction with the software behind it."""
    article = sheet.extraction.article
    me = sheet.article
    sheet.type(me, term("Article"))
    sheet.label(me, english(article.title or first_words(sheet.text)))
    sheet.add(me, "text", text(sheet.text))
    sheet.add(me, "textSha256", text(digest(sheet.text)))
    sheet.add(me, "inLanguage", text(article.language))
    for name, value in (
        ("headline", article.title),
        ("schema:identifier", article.identifier),
        ("author", article.byline),
        ("sourceFile", None if article.source == "-" else article.source),
    ):
        sheet.add(me, name, text(value) if value else None)
    sheet.add(me, "caption", *(text(caption) for caption in article.captions))
    sheet.add(me, "datePublished", moment(article.published))
    sheet.add(me, "dateModified", moment(article.modified))
    day = DAY.match(article.published or "")
    if day and date_type(article.published or "") in ("date", "dateTime"):
        sheet.add(me, "referenceDate", typed(day.group(), "date"))
    unread = article.published_raw or (article.published if not moment(article.published) else None)
    if unread:
        sheet.put(me, COMMENT, english(f"The date that came with the story could not be read: {unread}"))
    if article.url:
        if URL.fullmatch(article.url):
            sheet.add(me, "url", NamedNode(article.url))
        else:
            sheet.add(me, "dcterms:source", text(article.url))
    _run(sheet)


def surroundings(sheet: Sheet) -> None:
    """Links the article to its dateline and publisher; after the entities are there."""
    extraction = sheet.extraction
    if extraction.dateline:
        sheet.link(sheet.article, "dateline", sheet.resolve(extraction.dateline))
    if extraction.publisher:
        sheet.link(sheet.article, "publisher", _publisher(sheet, sheet.resolve(extraction.publisher)))
    elif extraction.article.publisher:
        name = extraction.article.publisher
        publisher = NamedNode(f"{DATA}org/{slug(name)}")
        if not sheet.kinds.get(publisher):
            sheet.type(publisher, term("NewsOrganization"))
            sheet.label(publisher, english(name))
        sheet.link(sheet.article, "publisher", _publisher(sheet, publisher))


def _publisher(sheet: Sheet, publisher: NamedNode) -> NamedNode | None:
    return publisher if sheet.fit(publisher, term("NewsOrganization")) else None


def _run(sheet: Sheet) -> None:
    engine = sheet.extraction.engine
    software = f"kg {__version__}" + (f" with {engine}" if engine else "")
    agent = NamedNode(f"{DATA}software/{slug(software)}")
    sheet.type(sheet.run, term("Extraction"))
    sheet.add(sheet.run, "used", sheet.article)
    sheet.add(sheet.run, "wasAssociatedWith", agent)
    sheet.type(agent, term("prov:Agent"))
    sheet.label(agent, english(software))
    sheet.add(agent, "softwareVersion", text(__version__))


def moment(value: str | None) -> Literal | None:
    """A day or a point in time; None for anything else."""
    kind = date_type(value or "")
    if value is None or kind not in ("date", "dateTime"):
        return None
    return typed(value, kind)


def first_words(words: str) -> str:
    """A short name for a story without a title: its first words, at most 80 characters."""
    line = next((line.strip() for line in words.splitlines() if line.strip()), "untitled")
    return line if len(line) <= 80 else line[:80].rsplit(" ", 1)[0] + " …"
