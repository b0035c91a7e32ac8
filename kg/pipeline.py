"""The whole line in one place: stories -> articles -> extractions -> graphs -> store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.config import SETTINGS, Settings
from kg.errors import ConformanceError, KgError
from kg.ids import article_iri, graph_iri
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


class Sources:
    """Which files each article of a store was read from.

    A text that is read from a second file keeps both names. A file whose text has changed is no source of its old
    text any more; an old text without any source goes. Stories with an id or an address replace themselves by IRI.
    """

    def __init__(self, store: Store) -> None:
        from pyoxigraph import NamedNode

        from kg.vocab import LAB, SCHEMA

        self.store, self.property = store, NamedNode(LAB.sourceFile)
        self.files: dict[str, set[str]] = {}
        engine, keys = store.engine(), (NamedNode(SCHEMA.identifier), NamedNode(SCHEMA.url))
        for quad in engine.quads_for_pattern(None, self.property, None, None):
            if not any(next(engine.quads_for_pattern(quad.subject, key, None, None), None) for key in keys):
                self.files.setdefault(quad.subject.value, set()).add(quad.object.value)

    def settle(self, article: Article, graph: list[Quad]) -> list[Quad]:
        """The article's graph with its other source files; takes the file from the text that it held before."""
        from pyoxigraph import Literal, NamedNode, Quad

        iri, file = article_iri(article), article.source
        if file is None or article.identifier or article.url:
            return graph
        for other in sorted(o for o, files in self.files.items() if o != iri and file in files):
            self.files[other].discard(file)
            name = graph_iri(other)
            if self.files[other]:
                gone = (self.property, Literal(file))
                self.store.put(name, [q for q in self.store.quads(name) if (q.predicate, q.object) != gone])
            else:
                self.store.remove(name)
                del self.files[other]
        known = self.files.setdefault(iri, set())
        extra = sorted(known - {file})
        known.add(file)
        return graph + [Quad(NamedNode(iri), self.property, Literal(f), graph[0].graph_name) for f in extra]


def extract(articles: Iterable[Article], settings: Settings = SETTINGS) -> Iterator[Extraction | KgError]:
    """Linked extractions, in the order of the articles; an error in the place of a story that has none."""
    from kg.annotate import annotate
    from kg.link import link

    for found in annotate(articles, settings.batch):
        yield found if isinstance(found, KgError) else link(found)


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
    failed: list[Built] = []
    sources = Sources(store)

    def good() -> Iterator[Article]:
        for story in stories:
            if isinstance(story, KgError):
                failed.append(Built("", error=story))
            else:
                yield story

    for extraction in extract(good(), settings):
        while failed:
            yield failed.pop(0)
        if isinstance(extraction, KgError):
            yield Built("", error=extraction)
            continue
        article = extraction.article
        try:
            graph = sources.settle(article, quads(extraction))
            changed = store.put(graph_iri(article_iri(article)), graph)
            yield Built(article.source or "-", article_iri(article), changed, len(graph), warnings=article.warnings)
        except KgError as error:
            yield Built(article.source or "-", error=error)
    yield from failed
