"""Accuracy on our own gold has floors that only go up; docs/accuracy.md has the figures."""

from pathlib import Path

import pytest

from kg.evaluate import floors
from kg.evaluate.run import evaluate

GOLD = Path(__file__).parent / "gold"
FLOORS = floors.read(GOLD / "floors.yaml")


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_accuracy_is_not_below_its_floor(name, built):
    report = evaluate(GOLD / name) if name.startswith("world") else built(name)[2]
    assert report.missing == []
    assert floors.below(report, FLOORS) == []
