"""What tests of the tracker share."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Quad

from kg.model import Article
from kg.read import read
from tests.export.tracked import BEGUN, PLANNED, graphs

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def kaiser() -> list[Quad]:
    return graphs(read([str(ROOT / "seeds" / "kaiser-strike.txt")]))


@pytest.fixture(scope="session")
def nurses() -> list[Quad]:
    return graphs(
        [
            Article(PLANNED, "Nurses to strike", "2024-09-10", "Tacoma Ledger", identifier="a"),
            Article(BEGUN, "Nurses strike", "2024-09-17", "Puget Wire", identifier="b"),
        ]
    )
