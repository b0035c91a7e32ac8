"""Pages of what was said by a thing and about it, those of the newest story first, and in a story by IRI.

Of a thing with few statements all are sorted. One that has more than FEW is looked for in the newest stories, one story
after the other, until the page is full: the time goes with the page, not with all that was ever said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.profile.nodes import Nodes
from kg.profile.parts import Count, Page, Saying
from kg.profile.sayings import said, saying
from kg.profile.stories import home, page, published

FEW = 1_000
# Of what is about a thing two thirds are claims.
MANY = 3_000
SPEAKS = ("lab:speaker", "lab:holder")
ABOUT = ("lab:about",)
DAYS = "SELECT DISTINCT ?day WHERE { ?a schema:datePublished ?day }"


def said_by(nodes: Nodes, iri: str, number: int, size: int) -> Page[Saying]:
    """Statements and thoughts of a thing."""
    return _sayings(nodes, _page(nodes, iri, SPEAKS, (), number, size))


def said_about(nodes: Nodes, iri: str, number: int, size: int) -> Page[Saying]:
    """Statements and thoughts of others that are about a thing."""
    return _sayings(nodes, _page(nodes, iri, ABOUT, SPEAKS, number, size))


def newest(nodes: Nodes, iris: Sequence[str], number: int, size: int, more: bool = False) -> Page[str]:
    """A page of nodes of single stories; with `more` there are more than these."""
    days = {article: published(nodes, article) for article in {home(nodes, iri) for iri in iris}}
    ordered = sorted(sorted(iris), key=lambda iri: days[home(nodes, iri)], reverse=True)
    return page(ordered, number, size, more)


def _sayings(nodes: Nodes, chosen: Page[str]) -> Page[Saying]:
    return Page(tuple(saying(nodes, iri) for iri in chosen.items), chosen.number, chosen.size, chosen.total)


def _page(
    nodes: Nodes, iri: str, properties: Sequence[str], without: Sequence[str], number: int, size: int
) -> Page[str]:
    """The IRIs of a page: those that have the thing as a value of the properties, and not of those of `without`."""
    found, others = _few(nodes, iri, properties), _few(nodes, iri, without)
    if found is not None:
        if others is None:
            articles = {home(nodes, one) for one in found}
            others = {one for article in articles for one in nodes.inside(article, iri, *without)}
        return newest(nodes, sorted(found - others), number, size)
    ordered: list[str] = []
    for article in by_day(nodes):
        mine = set(said(nodes, nodes.inside(article, iri, *properties)))
        ordered += sorted(mine - set(nodes.inside(article, iri, *without)) if mine else ())
        if len(ordered) >= number * size:
            break
    return Page(tuple(ordered[(number - 1) * size : number * size]), number, size, Count(FEW, more=True))


def _few(nodes: Nodes, iri: str, properties: Sequence[str]) -> set[str] | None:
    """The statements and thoughts that have the thing as a value of the properties; None if they are too many."""
    mine: set[str] = set()
    for prop in properties:
        most = MANY if prop in ABOUT else FEW + 1
        found = nodes.subjects(prop, iri, most)
        mine.update(said(nodes, found))
        if len(found) == most or len(mine) > FEW:
            return None
    return mine


def by_day(nodes: Nodes) -> Iterator[str]:
    """Stories with a day, the newest first, those of one day by IRI."""
    for day in sorted(nodes.values(DAYS), key=lambda day: day.value, reverse=True):
        yield from sorted(nodes.having("schema:datePublished", day), key=lambda article: f"{article}/")
