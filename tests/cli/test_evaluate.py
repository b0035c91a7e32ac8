"""`kg evaluate`: its tables, JSON, errors, floors, and what it says of broken gold."""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, serialize

from kg.cli import main
from kg.evaluate import marked
from kg.evaluate.graph import Graph
from kg.evaluate.view import View

SEED = Path(__file__).parents[1] / "gold" / "seed"


@pytest.fixture
def kg(monkeypatch, capsys):
    def run(*words):
        monkeypatch.setattr(sys, "argv", ["kg", "evaluate", *map(str, words)])
        with pytest.raises(SystemExit) as left:
            main()
        out, err = capsys.readouterr()
        return left.value.code, out, err

    return run


@pytest.fixture(scope="module")
def graph(built, tmp_path_factory):
    """The graph of the seed story as a file."""
    path = tmp_path_factory.mktemp("graph") / "seed.trig"
    serialize(built("seed")[1], str(path), RdfFormat.TRIG)
    return path


@pytest.fixture
def gold(tmp_path):
    """A folder with the seed story, to be changed."""
    return Path(shutil.copytree(SEED, tmp_path / "mine"))


@pytest.fixture
def lines(built, tmp_path):
    """The attributions of the seed story's graph as gold, one of them with another source and one removed."""
    (story,), quads, _ = built("seed")
    graph = Graph(quads)
    view = View(graph, graph.article(story.key, story.article.text))
    found = [
        {name: [[s.start, s.end] for s in getattr(item, name)] for name in ("source", "cue", "content")}
        for item, _ in sorted(marked.given(view), key=lambda pair: pair[0].content)
    ]
    found[1]["source"] = [[0, 5]]
    del found[-1]
    path = tmp_path / "mine.jsonl"
    path.write_text(json.dumps({"id": story.key, "text": story.article.text, "attributions": found}) + "\n", "utf-8")
    return path


def test_the_figures_of_a_folder(kg, graph):
    code, out, err = kg(SEED, "--graph", graph)
    assert (code, err) == (0, "")
    assert out.startswith("seed: 1 story\nlayer ")
    assert re.search(r"^statements +1\.000 +1\.000 +1\.000 +13 +13 +13$", out, re.MULTILINE)
    assert re.search(r"^action end +- +0 +0$", out, re.MULTILINE)
    assert "seed: statements with the right speaker, at this confidence or above\n" in out
    assert "right of those in gold  right of all given" in out
    assert "“" not in out


def test_several_golds_stand_side_by_side(kg, graph, gold):
    code, out, _ = kg(SEED, gold, "--graph", graph)
    assert code == 0
    assert re.search(r"^layer +seed +mine$", out, re.MULTILINE)
    assert re.search(r"^positions +1\.000 +1\.000$", out, re.MULTILINE)


def test_the_stories_are_built_if_there_is_no_graph(kg, tmp_path):
    text = "“We will strike on Monday,” said Ana Ruiz, president of the Harbor Nurses Union."
    line = {
        "id": "short",
        "text": text,
        "attributions": [{"source": [[33, 41]], "cue": [[28, 32]], "content": [[1, 25]]}],
    }
    (tmp_path / "a.jsonl").write_text(json.dumps(line), "utf-8")
    code, out, err = kg(tmp_path / "a.jsonl")
    assert (code, err) == (0, "")
    assert re.search(r"^full direct +1\.000 +1\.000 +1\.000 +1 +1 +1$", out, re.MULTILINE)
    assert re.search(r"^source +1\.000 +1 +1$", out, re.MULTILINE)


def test_attributions_with_errors(kg, graph, lines):
    code, out, err = kg(lines, "--graph", graph, "--errors")
    assert (code, err) == (0, "")
    assert re.search(r"^content overlap +0\.\d+ +1\.000 ", out, re.MULTILINE)
    assert "mine: attributions with the right source, at" in out
    assert "mine: source (1)\n  kaiser-strike " in out
    assert "mine: false attribution (1)\n" in out


def test_errors_by_kind_with_examples(kg, graph, gold):
    raw = json.loads((gold / "kaiser-strike.json").read_text("utf-8"))
    raw["statements"][0]["mode"] = "mixed" if raw["statements"][0]["mode"] != "mixed" else "direct"
    others = [e["id"] for e in raw["entities"] if e["type"] == "Person" and e["id"] != raw["statements"][1]["speaker"]]
    raw["statements"][1]["speaker"] = others[0]
    raw["positions"] = [{**p, "role": "astronaut"} for p in raw["positions"]]
    (gold / "kaiser-strike.json").write_text(json.dumps(raw), "utf-8")
    code, out, _ = kg(gold, "--graph", graph, "--errors=1")
    assert code == 0
    for kind in ("mode (1)", "speaker (1)", "missed position (2)", "false position (2)"):
        assert re.search(rf"^mine: {re.escape(kind)}\n  kaiser-strike \S+ “[^\n]+\n\n", out, re.MULTILINE), kind
    assert f"wanted {others[0]})" in out


def test_json_has_it_all(kg, graph, lines):
    code, out, err = kg(SEED, lines, "--graph", graph, "--json", "--errors", "2")
    assert (code, err) == (0, "")
    folder, file = json.loads(out)
    assert (folder["name"], file["name"], folder["stories"], folder["missing"]) == ("seed", "mine", 1, [])
    assert folder["figures"]["statements"]["f1"] == 1
    assert folder["figures"]["action end"] == {"share": None, "right": 0, "of": 0}
    assert [row["confidence"] for row in file["calibration"]] == [0.5, 0.6, 0.7, 0.8, 0.9]
    assert file["errors"]["source"]["count"] == len(file["errors"]["source"]["examples"]) == 1
    assert all(len(kind["examples"]) <= 2 for kind in folder["errors"].values())


def test_floors(kg, graph, tmp_path):
    floors = tmp_path / "floors.yaml"
    floors.write_text("seed: {statements: 1.0, mode: 0.9}\nother: {statements: 1}\n", "utf-8")
    assert kg(SEED, "--graph", graph, "--floors", floors)[0] == 0
    floors.write_text("seed: {about: 0.99, action end: 0.5, mode: 1}\n", "utf-8")
    code, out, err = kg(SEED, "--graph", graph, "--floors", floors)
    assert (code, err) == (3, "")
    below = [line for line in out.splitlines() if "floor" in line]
    assert len(below) == 2
    assert below[0].startswith("seed: about is 0.")
    assert below[0].endswith(", under its floor of 0.99")
    assert below[1] == "seed: action end has no figure; its floor is 0.5"
    code, out, err = kg(SEED, "--graph", graph, "--floors", floors, "--json")
    assert (code, json.loads(out)[0]["below_floor"], err.splitlines()) == (3, below, below)
    floors.write_text("about: 0.1\n", "utf-8")
    assert kg(SEED, "--graph", graph, "--floors", floors)[0] == 0


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("other: {about: 1}", "there are no floors for 'seed'; there are for other"),
        ("seed: {abuot: 1}", "seed has no layer 'abuot'"),
        ("seed: {about: high}", "the floor of 'about' under 'seed' is no number"),
        ("seed: [", "cannot be read"),
        ("", "is no table of floors"),
    ],
)
def test_broken_floors(body, message, kg, graph, tmp_path):
    (tmp_path / "floors.yaml").write_text(body, "utf-8")
    code, _, err = kg(SEED, "--graph", graph, "--floors", tmp_path / "floors.yaml")
    assert code == 1
    assert message in err


def test_a_story_that_the_graph_lacks(kg, graph, gold):
    (gold / "kaiser-strike.txt").write_text((gold / "kaiser-strike.txt").read_text("utf-8") + "\nMore.", "utf-8")
    raw = json.loads((gold / "kaiser-strike.json").read_text("utf-8"))
    (gold / "kaiser-strike.json").write_text(json.dumps({**raw, "id": "another"}), "utf-8")
    code, out, err = kg(gold, "--graph", graph)
    assert (code, err) == (1, f"kg: mine: stories not in {graph}, counted as missed: another\n")
    assert re.search(r"^statements +0\.000 +0\.000 +0\.000 +0 +0 +13$", out, re.MULTILINE)


def change(**values):
    """A change of the first item of a list of the gold."""

    def apply(raw):
        for name, new in values.items():
            raw[name][0] = {**raw[name][0], **new}
        return json.dumps(raw)

    return apply


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda raw: json.dumps(raw)[:-5], "is no JSON"),
        (lambda raw: "[" * 100_000, "is no"),
        (lambda raw: "[]", "[] is no object"),
        (lambda raw: json.dumps({**raw, "id": 7}), "id is no text: 7"),
        (lambda raw: json.dumps({**raw, "statements": None}), "statements is no list"),
        (lambda raw: json.dumps({**raw, "actions": ["strike"]}), "actions[0]: 'strike' is no object"),
        (change(statements={"content": ["never said"]}), "statements[0]: content 'never said' is not in the text"),
        (
            change(statements={"content": [{"text": "strike", "nth": 99}]}),
            "content 'strike' is not in the text 99 times",
        ),
        (change(statements={"content": []}), "content is no list of texts"),
        (change(statements={"content": [3]}), "content is no text and no {text, nth}: 3"),
        (change(statements={"cue": "shouted out"}), "cue 'shouted out' is not in the text"),
        (change(statements={"speaker": "nobody-known"}), "statements[0]: speaker 'nobody-known' is no id of entities"),
        (change(statements={"speaker": ["nobody-known"]}), "speaker 'nobody-known' is no id"),
        (change(statements={"about": ["x"]}), "about 'x' is no id of entities or actions"),
        (change(statements={"stance": [{"target": "x", "value": "asks"}]}), "stance 'x' is no id"),
        (change(statements={"mode": "loud"}), "mode 'loud' is none of direct, indirect, mixed"),
        (change(entities={"type": "Alien"}), "entities[0]: type 'Alien' is none of Person"),
        (change(actions={"type": "Party"}), "actions[0]: type 'Party' is none of Strike"),
        (change(actions={"organizer": ["x"]}), "organizer or employer 'x' is no id of entities"),
        (change(actions={"mention": None}), "mention is no text"),
        (change(positions={"person": "x"}), "positions[0]: person 'x' is no id of entities"),
        (change(quantities={"value": "many"}), "quantities[0]: value is no number: 'many'"),
        (change(quantities={"text": "a million cats"}), "text 'a million cats' is not in the text"),
        (lambda raw: json.dumps({**raw, "entities": [*raw["entities"], raw["entities"][0]]}), "is there twice"),
    ],
)
def test_broken_gold(spoil, message, kg, gold):
    path = gold / "kaiser-strike.json"
    path.write_text(spoil(json.loads(path.read_text("utf-8"))), "utf-8")
    code, out, err = kg(gold)
    assert (code, out) == (1, "")
    assert err.startswith(f"kg: {path}")
    assert message in err
    assert err.count("\n") == 1


def test_gold_without_its_text(kg, gold):
    (gold / "kaiser-strike.txt").unlink()
    code, _, err = kg(gold)
    assert code == 1
    assert "kaiser-strike.txt cannot be read" in err


def test_two_stories_with_one_id(kg, gold):
    for suffix in (".txt", ".json"):
        shutil.copy(gold / f"kaiser-strike{suffix}", gold / f"second{suffix}")
    assert "two stories have the id 'kaiser-strike'" in kg(gold)[2]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "a.jsonl:1 is no JSON"),
        ('{"id": "a"}', "id or text is missing"),
        ('{"id": "a", "text": "b"}', "attributions is no list of objects"),
        (
            '{"id": "a", "text": "abc", "attributions": [{"content": [[0, 4]]}]}',
            "a.jsonl:1: attributions[0].content [0, 4] is not in the text, which has 3 characters",
        ),
        ('{"id": "a", "text": "abc", "attributions": [{"content": [[1, 1]]}]}', "[1, 1] is not in the text"),
        ('{"id": "a", "text": "abc", "attributions": [{"source": [0, 1]}]}', "is no list of [start, end]: 0"),
        ('{"id": "a", "text": "abc", "attributions": [{"cue": "said"}]}', "is no list of [start, end]: 'said'"),
        ("", "has no gold"),
        ('{"id": "a", "text": "b", "attributions": []}\n' * 2, "a.jsonl:2: the id 'a' is there twice"),
    ],
)
def test_broken_lines(line, message, kg, tmp_path):
    (tmp_path / "a.jsonl").write_text(line, "utf-8")
    code, out, err = kg(tmp_path / "a.jsonl")
    assert (code, out) == (1, "")
    assert message in err


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        ([], 2, "Missing argument"),
        (["nowhere"], 1, "nowhere is not there"),
        (["."], 1, "has no gold"),
        ([SEED, "--graph", "a.trig", "--fast"], 2, "--graph scores what is built already"),
        ([SEED, "--fast", "--model", "m"], 2, "--fast uses no model"),
        (["--errors", SEED], 2, "Missing argument"),
        (["--errors", SEED, SEED], 2, "is no number. Write --errors after GOLD"),
        ([SEED, "--graph", "a.docx"], 1, "no RDF format ends in '.docx'"),
        ([SEED, "--graph", "missing.trig"], 1, "missing.trig cannot be read"),
    ],
)
def test_wrong_words(words, code, message, kg, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    left, out, err = kg(*words)
    assert (left, out) == (code, "")
    assert message in err
