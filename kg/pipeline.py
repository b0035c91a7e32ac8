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
        from pyoxigraph import Literal, NamedNode

        from kg.vocab import LAB, SCHEMA

        self.store, self.property = store, NamedNode(LAB.sourceFile)
        self.files: dict[str, set[str]] = {}
        engine, keys = store.engine(), (NamedNode(SCHEMA.identifier), NamedNode(SCHEMA.url))
        for quad in engine.quads_for_pattern(None, self.property, None, None):
            subject, file = quad.subject, quad.object
            keyed = any(next(engine.quads_for_pattern(subject, key, None, None), None) for key in keys)
            if isinstance(subject, NamedNode) and isinstance(file, Literal) and not keyed:
                self.files.setdefault(subject.value, set()).add(file.value)

    def put(self, article: Article, graph: list[Quad]) -> bool:
        """Stores an article's graph with all its source files; then takes the file from the text it held before."""
        from pyoxigraph import Literal, NamedNode, Quad

        iri, file = article_iri(article), article.source
        if file is None or file == "-" or article.identifier or article.url:
            return self.store.put(graph_iri(iri), graph)
        known = self.files.setdefault(iri, set())
        extra = sorted(known - {file})
        known.add(file)
        files = [Quad(NamedNode(iri), self.property, Literal(name), graph[0].graph_name) for name in extra]
        changed = self.store.put(graph_iri(iri), graph + files)
        self._forget(file, iri)
        return changed

    def _forget(self, file: str, new: str) -> None:
        """Takes a file from all articles but the new one; an article without any goes."""
        from pyoxigraph import Literal

        for other in sorted(o for o, files in self.files.items() if o != new and file in files):
            self.files[other].discard(file)
            name = graph_iri(other)
            if self.files[other]:
                gone = (self.property, Literal(file))
                self.store.put(name, [q for q in self.store.quads(name) if (q.predicate, q.object) != gone])
            else:
                self.store.remove(name)
                del self.files[other]


def extract(articles: Iterable[Article], settings: Settings = SETTINGS) -> Iterator[Extraction | KgError]:
    """Linked extractions, in the order of the articles; an error in the place of a story that has none."""
    from kg.annotate import MODEL, annotate
    from kg.link import link

    model = None if settings.fast else settings.model or MODEL
    for found in annotate(articles, settings.batch, model):
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
            graph = quads(extraction)
            changed = sources.put(article, graph)
            yield Built(article.source or "-", article_iri(article), changed, len(graph), warnings=article.warnings)
        except KgError as error:
            yield Built(article.source or "-", error=error)
    yield from failed
