"""Accuracy on our own gold has floors that only go up; docs/accuracy.md has the figures.

The scorer is tests/scoring/score_gold.py; run it by hand on an export to see each error (--errors).
"""

import importlib.util
import json
from pathlib import Path

import pytest
import yaml

from kg import pipeline
from kg.export import write
from kg.model import Article

HERE = Path(__file__).parent
FLOORS = yaml.safe_load((HERE / "gold" / "floors.yaml").read_text(encoding="utf-8"))


def scorer():
    spec = importlib.util.spec_from_file_location("score_gold", HERE / "scoring" / "score_gold.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def stories(folder):
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        meta = {key: gold.get(key) for key in ("title", "published", "publisher")}
        yield Article(path.with_suffix(".txt").read_bytes().decode("utf-8"), identifier=gold["id"], **meta)


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_accuracy_is_not_below_its_floor(name, tmp_path):
    folder = HERE / "gold" / name
    quads = [quad for extraction in pipeline.extract(stories(folder)) for quad in pipeline.quads(extraction)]
    write(quads, str(tmp_path / "graph.trig"), None)
    rows, missing, _ = scorer().score(tmp_path / "graph.trig", folder)
    assert missing == []
    found = {layer: rows[layer].get("f1", rows[layer].get("share")) for layer in FLOORS[name]}
    below = {layer: (round(found[layer], 3), floor) for layer, floor in FLOORS[name].items() if found[layer] < floor}
    assert below == {}, "found, floor"
