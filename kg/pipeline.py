"""The whole line in one place: stories -> articles -> extractions -> graphs -> store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from kg.config import SETTINGS, Settings
from kg.errors import AnnotationError, ConformanceError, KgError, OntologyError
from kg.model import Article, Extraction
from kg.publish import publish
from kg.shelf import Built as Built
from kg.shelf import Found, Shelf, as_found
from kg.workers import batches, cores, mapped

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from kg.store import Store


def extract(articles: Iterable[Article], settings: Settings = SETTINGS) -> Iterator[Extraction | KgError]:
    """Linked extractions, in the order of the articles; an error in the place of a story that has none."""
    from kg.annotate import MODEL, annotate
    from kg.link import link

    model = None if settings.fast else settings.model or MODEL
    for found in annotate(articles, settings.batch, model):
        yield found if isinstance(found, KgError) else link(found)


def triples(extraction: Extraction) -> list[str]:
    """The graph of one extraction; see `kg.graph.triples`.

    Raises:
        ConformanceError: it breaks the shapes; the message names the first faults.
    """
    from kg.graph import check_triples
    from kg.graph import triples as written

    graph = written(extraction)
    report = check_triples(graph)
    if not report.conforms:
        faults = "; ".join(f"{v.focus}: {v.message}" for v in report.violations[:3])
        raise ConformanceError(
            f"{extraction.article.source}: its graph breaks the shapes and is not stored: {faults}.",
            "Report the story with this message.",
        )
    return graph


def quads(extraction: Extraction) -> list[Quad]:
    """The same as quads."""
    from kg.graph import in_graph

    return in_graph(extraction.article, triples(extraction))


def build(
    stories: Iterable[Article | KgError],
    store: Store,
    settings: Settings = SETTINGS,
) -> Iterator[Built]:
    """Reads stories into a store, one transaction a story, and then shows them: `kg.publish.publish`.

    What fails is reported and the rest goes on. A story that was read before by the same software is not read again.
    What is to be said of the curator's decisions comes last, with no story.
    """
    shelf = Shelf(store, settings)
    passed: list[Built] = []

    def new() -> Iterator[Article]:
        for story in stories:
            if isinstance(story, KgError):
                passed.append(Built("", error=story))
            elif known := shelf.known(story):
                passed.append(known)
            else:
                yield story

    for story in _mapped(batches(new(), settings.batch), settings, shelf.made):
        while passed:
            yield passed.pop(0)
        if isinstance(story, KgError):
            yield Built("", error=story)
        else:
            # The same story may have come twice before the first was kept.
            yield shelf.known(story.article) or shelf.put(story)
    yield from passed
    if warnings := publish(store, settings).warnings:
        yield Built("", warnings=warnings)


def _mapped(given: Iterator[list[Article]], settings: Settings, made: str) -> Iterator[Found | KgError]:
    """What is found in stories, in order: here, in processes, or on a cluster."""
    work, jobs = partial(_found, settings), settings.jobs or cores()
    if settings.parts is None:
        return mapped(work, given, jobs, _died)
    from kg import cluster

    return cluster.mapped(work, given, _died, made=made, jobs=jobs, scheduler=settings.scheduler, parts=settings.parts)


def _found(settings: Settings, articles: list[Article]) -> list[Found | KgError]:
    """What is found in a batch of stories; runs in a process of its own where there are several."""
    results: list[Found | KgError] = []
    for extraction in extract(articles, settings):
        try:
            results.append(extraction if isinstance(extraction, KgError) else as_found(extraction, triples(extraction)))
        except (ConformanceError, OntologyError) as error:  # the others are built
            results.append(error)
    return results


def _died(article: Article) -> KgError:
    return AnnotationError(
        f"{article.source}: the process that read it died, perhaps of too little memory.",
        "The others are built; give it again with --jobs 1 to see more.",
    )


def read(paths: Iterable[str], settings: Settings = SETTINGS) -> Iterator[Article | KgError]:
    """The stories of files and folders; see `kg.read`."""
    from kg.read import Given
    from kg.read import read as read_paths

    yield from read_paths(list(paths), Given(), settings)


def together(
    articles: Iterable[Article],
    settings: Settings = SETTINGS,
    failed: list[KgError] | None = None,
    told: Callable[[], None] = lambda: None,
) -> Iterator[Quad]:
    """The graph of stories that are known together, built in memory; errors are appended to `failed`."""
    from kg.store import MEMORY, open_store

    with open_store(MEMORY, write=True, create=True) as store:
        for built in build(articles, store, settings):
            if built.error and failed is not None:
                failed.append(built.error)
            told()
        yield from store.quads()
