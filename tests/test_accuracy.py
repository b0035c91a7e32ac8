"""Accuracy on our own gold has floors that only go up; docs/accuracy.md has the figures."""

import importlib.util
from pathlib import Path

import pytest
import yaml

GOLD = Path(__file__).parent / "gold"
FLOORS = yaml.safe_load((GOLD / "floors.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def report():
    """tests/scoring/report.py"""
    spec = importlib.util.spec_from_file_location("report", Path(__file__).parent / "scoring" / "report.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_accuracy_is_not_below_its_floor(name, report):
    rows, _ = report.figures(GOLD / name)
    found = {layer: rows[layer].get("f1", rows[layer].get("share")) for layer in FLOORS[name]}
    below = {layer: (round(found[layer], 3), floor) for layer, floor in FLOORS[name].items() if found[layer] < floor}
    assert below == {}, "found, floor"
