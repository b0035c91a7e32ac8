"""Stories and their words: where a thing stands, in which sentence, and in how many stories."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from kg.profile.nodes import Nodes, own
from kg.profile.parts import Count, Month, Page, Passage, Source, T, Words
from kg.sentences import bounds

# Mentions of one thing that are counted: of more, these are a fair sample, as the index is in no order of days.
MOST_MENTIONS = 1_000


def published(nodes: Nodes, article: str) -> str:
    """The day of a story, or the point in time; "" where there is none."""
    return nodes.text(article, "schema:datePublished")


def outlet(nodes: Nodes, article: str) -> str:
    """The name of the publisher of a story, or ""."""
    return nodes.label(nodes.thing(article, "schema:publisher"))


def home(nodes: Nodes, iri: str) -> str:
    """The article that a claim, a statement or another node of one article belongs to."""
    told = own(iri) or nodes.thing(iri, "lab:reportedIn")
    return told or next((nodes.place(span)[0] for span in nodes.things(iri, "lab:mentionSpan")), "")


def words(nodes: Nodes, spans: Iterable[str]) -> tuple[Words, ...]:
    """The characters of these stretches, in order of days, stories and places."""
    found = []
    for article, start, end in sorted(map(nodes.place, set(spans))):
        if not article:
            continue
        text = nodes.text(article, "schema:text")
        day, name = published(nodes, article), outlet(nodes, article)
        found.append(Words(nodes.ref(article), day, name, start, end, text[start:end]))
    return tuple(sorted(found, key=lambda w: (w.published, w.article.iri, w.start, w.end)))


def sentence(nodes: Nodes, pieces: Sequence[Words]) -> Passage | None:
    """The sentence or sentences that the pieces stand in, from the first to the last; None where there is none."""
    if not pieces or not pieces[0].text:
        return None
    article = pieces[0].article
    text = nodes.text(article.iri, "schema:text")
    marks = [(piece.start, piece.end) for piece in pieces]
    first, last = bounds(text, marks[0][0], max(end for _, end in marks))
    return Passage(article.iri, article.label, pieces[0].published, text[first:last], first, apart(marks))


def apart(marks: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The marks in order, those that overlap or touch made one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(marks):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def sources(nodes: Nodes, iri: str) -> tuple[Source, ...]:
    """Stories that mention a thing, oldest first."""
    counts = _counts(nodes, iri)
    return tuple(sorted((source(nodes, a, n) for a, n in counts.items()), key=lambda s: (s.published, s.article.iri)))


def source(nodes: Nodes, article: str, mentions: int) -> Source:
    """A story as a source."""
    return Source(nodes.ref(article), published(nodes, article), outlet(nodes, article), mentions)


def mentions(nodes: Nodes, iri: str) -> tuple[Count, tuple[Month, ...]]:
    """In how many stories a thing is mentioned, and in how many of each month; counted up to MOST_MENTIONS."""
    counts = _counts(nodes, iri)
    months: dict[str, Counter[str]] = {}
    for article, number in counts.items():
        months.setdefault(published(nodes, article)[:7], Counter())[article] = number
    by_month = tuple(Month(month, len(found), found.total()) for month, found in sorted(months.items()))
    return Count(len(counts), counts.total() >= MOST_MENTIONS), by_month


def _counts(nodes: Nodes, iri: str) -> Counter[str]:
    """Article -> number of mentions."""
    spans = nodes.several("lab:mentionSpan", iri, MOST_MENTIONS)
    return Counter(nodes.place(span)[0] for span in spans)


def page(items: Sequence[T], number: int, size: int, more: bool = False) -> Page[T]:
    """One page of a row of things; a page that is not there is empty."""
    return Page(tuple(items[(number - 1) * size : number * size]), number, size, Count(len(items), more))
