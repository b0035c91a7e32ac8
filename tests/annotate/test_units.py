"""Bargaining units: how many a union represents, at whose word, and never who strikes."""

from __future__ import annotations

import pytest

from kg.config import Settings
from kg.export.tracker import table
from kg.model import Article
from kg.pipeline import extract, quads

STRUCK = "DULUTH, Minn. — The Harbor Workers Union struck Calder Freight on Monday. "


def cells(text: str, column: str) -> list[str]:
    """A column of the tracker rows of a story."""
    (found,) = extract([Article(text, published="2026-06-11", identifier="x")], Settings(fast=True))
    rows, _ = table(quads(found))
    return [row.cells.get(column, "") for row in rows]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        (
            "SPOKANE, Wash. — Nurses at Cascade Valley Hospital will strike on Friday. The Pacific Nurses Union, which "
            "represents 2,300 employees at the hospital, said about 900 of them would walk out.",
            "2,300",
        ),
        (STRUCK + "The 1,200-member local has been without a contract since May.", "1,200"),
        (
            STRUCK + "The company said the union represents fewer than 1,100 of its workers.",
            "less than 1,100 (Calder Freight)",
        ),
        (
            STRUCK + "“We represent nearly 800 dockworkers at Calder Freight,” said Ann Ruiz, president of the Harbor "
            "Workers Union.",
            "nearly 800 (Ann Ruiz)",
        ),
        (STRUCK + "The bargaining unit of about 650 clerks and loaders has had no contract since May.", "about 650"),
        (STRUCK + "More than 1,500 workers at the company are represented by the union.", "more than 1,500"),
        (STRUCK + "About 720 of its 1,050 loaders are represented by the union.", "about 720"),
        (
            STRUCK + "The union represents 900 loaders at Calder Freight. "
            "The company said the union represents 640 of its loaders.",
            "900 (the article, of loaders); 640 (Calder Freight, of members of Harbor Workers Union)",
        ),
    ],
)  # fmt: skip
def test_size_of_the_unit(text: str, unit: str) -> None:
    assert cells(text, "Bargaining Unit Size") == [unit]


@pytest.mark.parametrize(
    "text",
    [
        STRUCK + "The union represents 40,000 workers in 12 states.",
        STRUCK + "The union represents more than 5,000 workers in parcel delivery and freight.",
        STRUCK + "The union represents 310 clerks at Ellery Foods.",  # of another employer
        STRUCK + "The union hopes to represent 300 clerks at Calder Freight.",
        STRUCK + "Another 90 drivers are represented by the Teamsters.",
        "DULUTH, Minn. — About 400 members of the Harbor Workers Union struck Calder Freight on Monday.",
        "DETROIT — The United Auto Workers struck Calder Freight on Monday. The union represents 400,000 workers.",
    ],
)
def test_others_are_no_unit(text: str) -> None:
    assert cells(text, "Bargaining Unit Size") == [""]


def test_strikers_and_unit_stand_apart() -> None:
    text = STRUCK.replace("The Harbor", "About 400 members of the Harbor") + (
        "More than 1,500 workers at the company are represented by the union."
    )
    assert cells(text, "Bargaining Unit Size") == ["more than 1,500"]
    assert cells(text, "Approximate Number of Participants") == ["about 400"]
