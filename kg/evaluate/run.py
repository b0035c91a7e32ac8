"""From a gold folder or file to its report: builds the stories or reads a graph, and scores."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from kg import pipeline
from kg.config import SETTINGS, Settings
from kg.errors import GoldError, KgError
from kg.evaluate import gold, marked, stories, world
from kg.evaluate.graph import Graph, load
from kg.evaluate.report import Report
from kg.model import Article

if TYPE_CHECKING:
    from pyoxigraph import Quad


def evaluate(
    path: Path,
    graph: Path | None = None,
    settings: Settings = SETTINGS,
    told: Callable[[], None] = lambda: None,
) -> Report:
    """Measures the extractor, or a graph already built, on a gold folder or a JSON Lines file of attributions.

    A story that cannot be built is in the report's `missing`, with the error in its `failed`. `told` is called after
    each story.

    Raises:
        GoldError: the gold is not there or not well formed.
        InputError: the graph cannot be read.
    """
    name = path.resolve().name.removesuffix(".jsonl")
    failed: list[KgError] = []
    if path.is_dir() and world.is_world(path):
        articles = list(_stories(path, failed))
        clusters = world.read(path, {Path(a.source or "").stem: a.text for a in articles})
        all_ = load(graph) if graph else Graph(pipeline.together(articles, settings, failed, told))
        report = world.score(name, clusters, all_)
    elif path.is_dir():
        golds = gold.read(path)
        built = load(graph) if graph else Graph(build((g.article for g in golds), failed, settings, told))
        report = stories.score(name, golds, built)
    elif path.is_file():
        texts = marked.read(path)
        marked_ = (Article(text.text, identifier=text.key) for text in texts)
        report = marked.report(name, texts, load(graph) if graph else Graph(build(marked_, failed, settings, told)))
    else:
        raise GoldError(f"{path} is not there.", "Name a folder of NAME.txt with NAME.json, or a JSON Lines file.")
    report.failed = failed
    return report


def build(
    articles: Iterable[Article],
    failed: list[KgError],
    settings: Settings = SETTINGS,
    told: Callable[[], None] = lambda: None,
) -> Iterable[Quad]:
    """The graphs of articles; the errors of those that have none are appended to `failed`."""
    for extraction in pipeline.extract(articles, settings):
        try:
            if isinstance(extraction, KgError):
                raise extraction
            yield from pipeline.quads(extraction)
        except KgError as error:
            failed.append(error)
        told()


def _stories(folder: Path, failed: list[KgError]) -> Iterable[Article]:
    for story in pipeline.read(map(str, world.stories(folder))):
        if isinstance(story, KgError):
            failed.append(story)
        else:
            yield story
