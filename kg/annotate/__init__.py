"""Article -> Extraction: the annotators in the order in which they run; this tuple is the whole registry."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

from kg.annotate.attribution import LEARNED, MODEL, with_model
from kg.annotate.attribution import load as tagger
from kg.annotate.base import Annotator, Draft
from kg.errors import AnnotationError
from kg.model import Article, Extraction

__all__ = ["MODEL", "NAMES", "annotate", "annotators"]

SURROGATE = re.compile("[\ud800-\udfff]")

# file names of this folder, each with an ANNOTATOR; that of the learned tagger takes its model along
NAMES = (
    "structure",
    "corrections",
    "times",
    "quantities",
    "names",
    "corrections.values",
    "collectives",
    "positions",
    "coreference",
    "issues",
    "documents",
    "actions",
    "bargaining",
    "speech.rules",
    "attribution",
    "speech",
    "measures",
    "about",
    "stance",
    "speaker_sides",
    "disputes",
    "claims",
    "corrections.effect",
)


def annotators(model: Path | None = MODEL) -> tuple[Annotator, ...]:
    """The registry, loaded: with the learned tagger of a folder, or by rules alone where that is None."""
    found: list[Annotator] = []
    for name in NAMES:
        if name != LEARNED:
            found.append(import_module(f"{__name__}.{name}").ANNOTATOR)
        elif model is not None:
            found.append(with_model(model))
    return tuple(found)


@cache
def _settle() -> None:
    """The model and the lexicons stay for good: the collector need not walk through them after each story."""
    gc.freeze()


def annotate(
    articles: Iterable[Article], batch: int = 32, model: Path | None = MODEL
) -> Iterator[Extraction | AnnotationError]:
    """Extractions of articles, in the same order; an error in the place of a story that cannot be annotated.

    `model` is the folder of the attribution model; None for rules alone, which the provenance says.

    Raises:
        ModelError: the language model or the attribution model is missing or broken.
    """
    from kg.annotate.nlp import load

    nlp, engine = load()
    steps = annotators(model)
    engine += f", {tagger(model).name if model else 'rules alone'}"
    _settle()
    # spaCy takes no half of a surrogate pair; one sign for another keeps the offsets.
    pairs = ((SURROGATE.sub("\ufffd", article.text), article) for article in articles)
    for doc, article in nlp.pipe(pairs, as_tuples=True, batch_size=batch):
        draft = Draft(article, doc)
        try:
            for step in steps:
                step.run(draft)
            found: Extraction | AnnotationError = draft.finish(engine)
        except Exception as error:  # one story must not stop a hundred thousand
            found = AnnotationError(
                f"{article.source}: the step {step.name!r} failed: {type(error).__name__}: {error}.",
                "Report the story with this message; the others are built.",
            )
            found.__cause__ = error
        yield found
