"""From stories to what is stored: a story that fails costs itself alone."""

from dataclasses import replace

import pytest

import kg.pipeline
from kg.config import Settings
from kg.errors import OntologyError
from kg.model import Article
from kg.pipeline import build
from kg.store import MEMORY, open_store


def test_a_graph_that_cannot_be_written_costs_its_story_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    real = kg.pipeline.extract

    def broken(articles, settings):
        for found in real(articles, settings):
            if found.article.identifier == "b":
                found = replace(found, statements=(replace(found.statements[0], about=("e:lost",)),))
            yield found

    monkeypatch.setattr(kg.pipeline, "extract", broken)
    stories = [
        Article(f"Nurses struck Orlo Clinic, said Ann Lee, a nurse in ward {n}.", identifier=n, published="2024-03-11")
        for n in "abc"
    ]
    with open_store(MEMORY, write=True, create=True) as store:
        built = list(build(stories, store, Settings(fast=True, jobs=1)))
        assert len([name for name in store.graphs() if "/article/" in name]) == 2
    assert [isinstance(b.error, OntologyError) for b in built] == [False, True, False]
    assert "/b: nothing in the extraction answers to 'e:lost'" in str(built[1].error)
