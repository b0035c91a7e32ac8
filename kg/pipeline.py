"""The whole line in one place: stories -> articles -> extractions -> graphs -> store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.config import SETTINGS, Settings
from kg.errors import ConformanceError, KgError
from kg.ids import article_iri
from kg.model import Article, Extraction

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from kg.store import Store


@dataclass(frozen=True, slots=True)
class Built:
    """What became of one story: its IRI, whether the store changed, or the error that kept it out."""

    name: str
    iri: str | None = None
    changed: bool = False
    triples: int = 0
    error: KgError | None = None
    warnings: tuple[str, ...] = ()


def extract(articles: Iterable[Article], settings: Settings = SETTINGS) -> Iterator[Extraction]:
    """Linked extractions, in the order of the articles."""
    from kg.annotate import annotate
    from kg.link import link

    return map(link, annotate(articles, settings.batch))


def quads(extraction: Extraction) -> list[Quad]:
    """The graph of one extraction.

    Raises:
        ConformanceError: it breaks the shapes; the message names the first faults.
    """
    from kg.graph import build, check

    graph = build(extraction)
    report = check(graph)
    if not report.conforms:
        faults = "; ".join(f"{v.focus}: {v.message}" for v in report.violations[:3])
        raise ConformanceError(
            f"{extraction.article.source}: its graph breaks the shapes and is not stored: {faults}.",
            "Report the story with this message.",
        )
    return graph


def build(
    stories: Iterable[Article | KgError],
    store: Store,
    settings: Settings = SETTINGS,
    progress: Callable[[Built], None] = lambda built: None,
) -> Iterator[Built]:
    """Builds stories into a store, one transaction an article; what fails is reported and the rest goes on."""
    from kg.graph import graph_iri

    failed: list[Built] = []

    def good() -> Iterator[Article]:
        for story in stories:
            if isinstance(story, KgError):
                failed.append(Built("", error=story))
            else:
                yield story

    for extraction in extract(good(), settings):
        while failed:
            yield failed.pop(0)
        article = extraction.article
        try:
            graph = quads(extraction)
            changed = store.put(graph_iri(article), graph)
            yield Built(article.source or "-", article_iri(article), changed, len(graph), warnings=article.warnings)
        except ConformanceError as error:
            yield Built(article.source or "-", error=error)
    yield from failed
