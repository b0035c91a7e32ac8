"""Search over names, sentences, statements and quotes: hits with their words marked, and ways to narrow them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from kg.profile.parts import Count
from kg.profile.parts import Page as Some
from kg.search import Found, Hit
from kg.search.results import FACETS
from kg.serve.page import Page, number

if TYPE_CHECKING:
    from starlette.requests import Request

    from kg.serve.site import Site

SIZE = 20
FILTERS = ("kind", "outlet", "since", "until", "side", "issue")
TIMES = ("year", "month")


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that hits can be narrowed to, how many it leaves, and whether it is chosen; `link` chooses it, or takes a
    chosen one out.
    """

    value: str
    hits: int
    chosen: bool
    link: str


@dataclass(frozen=True, slots=True)
class Facet:
    """What hits can be told apart by, of `kg.search.results.FACETS`: values with most hits first, times in order."""

    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """What was found.

    Attributes:
        words: what was asked for; "" if nothing was, and then there are no hits.
        corrected: what was searched for instead, where a word is in no story; else None.
        filters: name of a filter that is set -> its value.
        hits: a page of them.
        facets: those that have values; see `kg.search.Found`.
        behind: whether the index is older than the stories.
    """

    words: str
    corrected: str | None = None
    filters: dict[str, str] = field(default_factory=dict)
    hits: Some[Hit] = field(default_factory=lambda: Some((), 1, SIZE, Count(0)))
    facets: tuple[Facet, ...] = ()
    behind: bool = False


def _search(site: Site, request: Request) -> Search:
    asked = request.query_params
    words, page = asked.get("q", "").strip(), number(request)
    filters = {name: asked[name] for name in FILTERS if asked.get(name)}
    if not words:
        return Search(words, filters=filters)
    with site.searched() as index:
        found = index.search(words, **filters, limit=SIZE, offset=(page - 1) * SIZE)
        behind = index.behind > 0
    hits = Some(found.hits, page, SIZE, Count(found.total))
    return Search(words, found.corrected, filters, hits, _facets(words, filters, found), behind)


def _facets(words: str, filters: dict[str, str], found: Found) -> tuple[Facet, ...]:
    return tuple(
        Facet(name, tuple(_choice(words, filters, name, count.value, count.hits) for count in found.facets[name]))
        for name in FACETS
        if found.facets[name]
    )


def _choice(words: str, filters: dict[str, str], name: str, value: str, hits: int) -> Choice:
    wanted = {"since": value, "until": value} if name in TIMES else {name: value}
    chosen = all(filters.get(key) == word for key, word in wanted.items())
    others = {key: word for key, word in filters.items() if key not in wanted}
    return Choice(value, hits, chosen, "?" + urlencode({"q": words, **others, **({} if chosen else wanted)}))


PAGE = Page("search", "/search", "Search", _search, "q=union")
