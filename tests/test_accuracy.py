"""Accuracy on our own gold has floors that only go up; docs/accuracy.md has the figures."""

from pathlib import Path

import pytest

from kg.evaluate import floors

FLOORS = floors.read(Path(__file__).parent / "gold" / "floors.yaml")


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_accuracy_is_not_below_its_floor(name, built):
    _, _, report = built(name)
    assert report.missing == []
    assert floors.below(report, FLOORS) == []
