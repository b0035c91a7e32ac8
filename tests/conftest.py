"""What tests of several folders share."""

import importlib.util
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def dockers():
    """tests/graph/story.py: a small story with every kind of record, and its extraction."""
    spec = importlib.util.spec_from_file_location("dockers_story", Path(__file__).parent / "graph" / "story.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def forks():
    """tests/forks.py: `kg` in processes of its own that are quick to begin."""
    from tests.forks import Forks

    found = Forks()
    yield found
    found.close()


@pytest.fixture(scope="session")
def quads(dockers):
    """The graph of that story."""
    from kg.graph import build

    return build(dockers.linked())


@pytest.fixture(scope="session")
def built():
    """Name of a folder of tests/gold -> its stories, their quads and the report, made once for all tests."""
    from kg.evaluate import stories
    from kg.evaluate.gold import read
    from kg.evaluate.graph import Graph
    from kg.evaluate.run import build

    folder, known = Path(__file__).parent / "gold", {}

    def get(name):
        if name not in known:
            golds, failed = read(folder / name), []
            quads = list(build((gold.article for gold in golds), failed))
            assert failed == []
            known[name] = golds, quads, stories.score(name, golds, Graph(quads))
        return known[name]

    return get
