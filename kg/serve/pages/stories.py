"""All stories, newest first, by outlet and month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.profile.parts import Count, Ref, Source
from kg.profile.parts import Page as Some
from kg.serve.page import Page, number

if TYPE_CHECKING:
    import pyoxigraph
    from starlette.requests import Request

    from kg.serve.site import Site

SIZE = 50
NO_OUTLET = "no outlet"
LIST = """
SELECT ?article ?day ?label ?outlet WHERE {
  ?article a lab:Article
  OPTIONAL { ?article rdfs:label ?label }
  OPTIONAL { ?article schema:datePublished ?day }
  OPTIONAL { ?article schema:publisher/rdfs:label ?outlet }
}"""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a list can be narrowed to, and how many stories that leaves."""

    value: str
    stories: int


@dataclass(frozen=True, slots=True)
class Stories:
    """A page of stories.

    Attributes:
        stories: newest first, of one day by IRI.
        outlet, month: what the list is narrowed to; "" if it is not.
        outlets, months: what it can be narrowed to.
    """

    stories: Some[Source]
    outlet: str
    month: str
    outlets: tuple[Choice, ...]
    months: tuple[Choice, ...]


def everything(engine: pyoxigraph.Store) -> tuple[Source, ...]:
    """All stories of a store, newest first."""
    from kg.prefixes import PREFIXES

    found: dict[str, Source] = {}
    rows = engine.query(LIST, prefixes=PREFIXES)
    for article, day, label, outlet in rows:  # type: ignore[union-attr]
        name = label.value if label else article.value
        found[article.value] = Source(
            Ref(article.value, name, "article", "article"),
            day.value if day else "",
            outlet.value if outlet else "",
            0,
        )
    ordered = sorted(found.values(), key=lambda story: story.article.iri)
    return tuple(sorted(ordered, key=lambda story: story.published, reverse=True))


def _stories(site: Site, request: Request) -> Stories:
    every = site.kept("stories", everything)
    outlet, month, page = request.query_params.get("outlet", ""), request.query_params.get("month", ""), number(request)
    shown = [s for s in every if outlet in ("", s.outlet or NO_OUTLET) and month in ("", s.published[:7])]
    part = tuple(shown[(page - 1) * SIZE : page * SIZE])
    outlets = _choices(s.outlet or NO_OUTLET for s in every)
    months = _choices(s.published[:7] for s in every if s.published)[::-1]
    return Stories(Some(part, page, SIZE, Count(len(shown))), outlet, month, outlets, months)


def _choices(values: Iterable[str]) -> tuple[Choice, ...]:
    counted = Counter(values)
    return tuple(Choice(value, counted[value]) for value in sorted(counted, key=lambda v: (v.casefold(), v)))


PAGE = Page("stories", "/stories", "Stories", _stories, "month=2024-05")
