"""Attributions as JSON Lines: what a graph holds of them, and figures equal to the referee's."""

import importlib.util
import json
import random
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.evaluate.graph import Graph
from kg.evaluate.marked import given, read, report
from kg.evaluate.view import View
from kg.prefixes import PREFIXES
from kg.vocab import LAB, OA

TESTS = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def referee():
    spec = importlib.util.spec_from_file_location("attributions_referee", TESTS / "scoring" / "score_attribution.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def lists(stories, graph):
    """The attributions that a graph holds of some stories, in the form of a file."""
    out = []
    for story in stories:
        view = View(graph, graph.article(story.key, story.article.text))
        found = [
            {name: [[s.start, s.end] for s in getattr(item, name)] for name in ("source", "cue", "content")}
            for item, _ in given(view)
        ]
        out.append({"id": story.key, "text": story.article.text, "attributions": found})
    return out


def damaged(lines, rng):
    """The same with attributions lost, their sources exchanged and their contents cut."""
    out = []
    for line in lines:
        items = [dict(item) for item in line["attributions"] if rng.random() < 0.8]
        for item in items:
            if rng.random() < 0.3:
                item["source"] = rng.choice(items)["source"]
            if rng.random() < 0.3:
                item["content"] = [[start, max(start + 1, end - rng.randint(0, 80))] for start, end in item["content"]]
        out.append({**line, "attributions": items})
    return out


def test_figures_of_a_graph_are_those_of_the_referee(built, referee, tmp_path):
    stories, quads, _ = built("dev")
    graph = Graph(quads)
    found = lists(stories, graph)
    gold = damaged(found, random.Random("marked"))
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(map(json.dumps, gold)), "utf-8")
    mine = report("gold", read(path), graph)
    theirs = referee.score(gold, {line["id"]: line for line in found})
    rows = [("content exact", theirs["exact"]), ("content overlap", theirs["overlap"]), ("full", theirs["full"])]
    rows += [(f"full {kind}", part["full"]) for kind, part in theirs["types"].items()]
    for layer, row in rows:
        figure = mine.tally(layer)
        assert (figure.precision, figure.recall, figure.f1) == pytest.approx(row, abs=1e-4), layer
    assert mine.share("source").value == pytest.approx(theirs["src_acc"], abs=1e-4)
    assert 0.3 < mine.tally("full").f1 < 0.95
    counts = dict(mine.kinds())
    full = mine.tally("full")
    assert counts["missed attribution"] + counts["source"] == full.gold - full.right
    assert counts["false attribution"] + counts["source"] == full.given - full.right
    assert mine.confident[0.5].right == full.right


def test_joint_attributions_are_one_with_all_sources_and_the_least_confidence():
    data, kind = PREFIXES["d"], NamedNode(PREFIXES["rdf"] + "type")
    article, graph = NamedNode(data + "a"), []

    def add(subject, prop, value):
        graph.append(Quad(subject, NamedNode(str(prop)), value))

    def span(start, end):
        node = NamedNode(f"{data}a#char={start},{end}")
        add(node, LAB.inArticle, article)
        add(node, OA.start, Literal(start))
        add(node, OA.end, Literal(end))
        return node

    for name, source, confidence in (("one", (0, 3), "0.9"), ("two", (8, 11), "0.6")):
        node = NamedNode(data + name)
        graph.append(Quad(node, kind, NamedNode(str(LAB.DirectQuotation))))
        add(node, LAB.reportedIn, article)
        add(node, LAB.contentSpan, span(20, 30))
        add(node, LAB.sourceSpan, span(*source))
        add(node, LAB.confidence, Literal(confidence))
    ((item, confidence),) = given(View(Graph(graph), article.value))
    assert [(s.start, s.end) for s in item.source] == [(0, 3), (8, 11)]
    assert [(s.start, s.end) for s in item.content] == [(20, 30)]
    assert (item.cue, confidence) == ((), 0.6)


def test_gold_of_a_text_that_the_graph_lacks_is_missed(tmp_path):
    line = {
        "id": "a",
        "text": "“Go,” said Ana.",
        "attributions": [{"content": [[1, 3]], "source": [[11, 14]], "cue": []}],
    }
    (tmp_path / "a.jsonl").write_text(json.dumps(line), "utf-8")
    mine = report("a", read(tmp_path / "a.jsonl"), Graph([]))
    assert (mine.missing, mine.tally("full").gold, mine.tally("full").given) == (["a"], 1, 0)
    assert mine.kinds() == [("missed attribution", 1)]
