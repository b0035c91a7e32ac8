"""Firms that changed their names."""

import pytest

from kg.annotate.lexicons import load_lexicon
from tests.annotate.stories import read


def firms(text: str) -> dict[str, tuple[str, ...]]:
    return {e.name: e.aliases for e in read(text).entities.values() if e.kind in ("Employer", "FormalOrganization")}


@pytest.mark.parametrize("entry", load_lexicon("renamed.yaml"), ids=lambda e: e["example"])
def test_every_pattern_in_its_example(entry: dict[str, str]) -> None:
    assert firms(f"DAYTON, Ohio — {entry['example']}") == {"Calder Freight": ("Orrin Logistics",)}


@pytest.mark.parametrize(
    "text",
    [
        "Workers of Orrin Logistics, now at Calder Freight, struck on Monday.",
        "Calder Freight, formerly of Dayton, bought Orrin Logistics on Monday.",
        "Calder Freight now owns Orrin Logistics, the union said.",
    ],
)
def test_two_firms_stay_two(text: str) -> None:
    assert {"Calder Freight", "Orrin Logistics"} <= set(firms(text))
