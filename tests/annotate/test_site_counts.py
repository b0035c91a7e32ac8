"""How many sites an action is at, wherever its sentence has them."""

from __future__ import annotations

import pytest

from tests.annotate.test_units import cells


@pytest.mark.parametrize(
    ("text", "sites"),
    [
        ("Baristas walked out at more than 100 sites of Ellery Coffee on Monday.", "more than 100"),
        ("Members of Baristas United went on strike Monday at 12 stores in Ohio.", "12"),
        ("The strike by the Pacific Nurses Union began Monday and affects nine hospitals in three states.", "9"),
        ("The Harbor Workers Union struck Calder Freight’s two plants in Ohio on Monday.", "2"),
        ("Nurses from seven Corvane Health hospitals are on strike.", "7"),
        ("Aides at nine nursing homes of Corvane Health went on strike on Monday.", "9"),
        ("The Harbor Workers Union struck Calder Freight on Monday, closing 14 terminals.", "14"),
        ("Members of Baristas United are on strike. Trash piles up at 9,000 homes.", ""),
        ("Members of Baristas United are on strike. Ellery Coffee runs 40 stores in Ohio.", ""),
    ],
)
def test_sites(text: str, sites: str) -> None:
    assert cells(f"DULUTH, Minn. — {text}", "Number of Locations") == [sites]
