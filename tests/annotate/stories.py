"""Short stories read as far as the speech step, for the tests of this folder."""

from __future__ import annotations

from functools import cache

from kg.annotate import annotators
from kg.annotate.base import Draft
from kg.annotate.nlp import load
from kg.model import Article

AFTER_SPEECH = ("measures", "about", "stance", "claims")


@cache
def read(text: str, published: str = "2026-06-11", title: str | None = None, publisher: str | None = None) -> Draft:
    """The draft of a text after the speech step."""
    nlp, _ = load()
    draft = Draft(Article(text, title=title, published=published, publisher=publisher), nlp(text))
    for step in annotators():
        if step.name not in AFTER_SPEECH:
            step.run(draft)
    return draft


def said(text: str, **known: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """(mode, names of the speakers, contents) of each statement of a text."""
    draft = read(text, **known)
    return [
        (s.mode, tuple(draft.entities[r].name for r in s.speakers), tuple(draft.words(c) for c in s.content))
        for s in draft.statements
    ]
