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
def quads(dockers):
    """The graph of that story."""
    from kg.graph import build

    return build(dockers.linked())
