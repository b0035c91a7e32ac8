"""`kg export` as a user meets it."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from kg.graph import build
from kg.model import Article, Extraction
from kg.store import open_store


@pytest.fixture(scope="module")
def store(quads, tmp_path_factory):
    """A store with two articles."""
    path = tmp_path_factory.mktemp("export") / "labor.kg"
    other = build(Extraction(Article("Another story.\n", identifier="other")))
    with open_store(path, write=True, create=True) as opened:
        for graph in (quads, other):
            opened.put(graph[0].graph_name.value, graph)
    return path


def kg(*words, store=None):
    env = {**os.environ, "PYTHONWARNINGS": "error", **({"KG_STORE": str(store)} if store else {})}
    return subprocess.run([sys.executable, "-m", "kg.cli", *map(str, words)], capture_output=True, env=env, check=False)


def test_turtle_of_the_store(store, quads, tmp_path):
    done = kg("export", "-o", tmp_path / "graph.ttl", store=store)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    back = set(parse(path=tmp_path / "graph.ttl"))
    assert {Quad(*q.triple) for q in quads} < back


def test_one_article_by_its_id_to_the_screen(store, quads):
    done = kg("export", "-o", "-", "--format", "nq", "--article", "dockers-7", store=store)
    assert done.returncode == 0
    assert set(parse(done.stdout, format=RdfFormat.N_QUADS)) == set(quads)


def test_one_entity(store, tmp_path):
    assert kg("export", "-o", tmp_path / "ruiz.trig", "--entity", "Maria Ruiz", store=store).returncode == 0
    text = (tmp_path / "ruiz.trig").read_text("utf-8")
    assert "Their offer is an insult." in text
    assert "Another story" not in text


def test_tables(store, tmp_path):
    assert kg("export", "-o", tmp_path / "tables.csv", store=store).returncode == 0
    rows = (tmp_path / "tables.csv" / "articles.csv").read_text("utf-8").splitlines()
    assert len(rows) == 3


def test_folders_for_neo4j_and_for_an_archive(store, tmp_path):
    done = kg("export", "-o", tmp_path / "a.neo4j", store=store)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert sorted(p.name for p in (tmp_path / "a.neo4j").iterdir()) == ["nodes.csv", "relationships.csv"]
    assert (
        kg("export", "-o", tmp_path / "a", "--format", "crate", "--entity", "Maria Ruiz", store=store).returncode == 0
    )
    text = (tmp_path / "a" / "ro-crate-metadata.json").read_text("utf-8")
    assert "Labor news graph of" in text
    assert "Their offer is an insult." in (tmp_path / "a" / "tables" / "statements.csv").read_text("utf-8")


def test_json_ld_is_compact(store, tmp_path):
    assert kg("export", "-o", tmp_path / "a.jsonld", store=store).returncode == 0
    graphs = json.loads((tmp_path / "a.jsonld").read_text("utf-8"))["@graph"]
    assert len(graphs) == 2
    assert {node["label"] for node in graphs[0]["@graph"] if node["@type"] == "foaf:Person"} >= {"Maria Ruiz"}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["-o", "graph.docx"], "no format ends in .docx"),
        (["-o", "-"], "--format ttl|trig"),
        (["-o", "x.ttl", "--entity", "Nobody\x1b[31m"], "holds nothing named"),
        (["-o", "x.ttl", "--article", "none"], "holds no article none"),
        (["-o", "x.ttl", "--format", "owl2"], "no format 'owl2'"),
        (["-o", "no/such/folder/x.ttl"], "cannot be written"),
    ],
)
def test_what_goes_wrong_is_told_and_nothing_is_written(store, tmp_path, words, message):
    env = {**os.environ, "KG_STORE": str(store)}
    done = subprocess.run(
        [sys.executable, "-m", "kg.cli", "export", *words], capture_output=True, env=env, cwd=tmp_path, check=False
    )
    assert done.returncode == (3 if "holds no" in message else 1)
    assert message in done.stderr.decode()
    assert b"\x1b" not in done.stderr
    assert b"Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_no_store(tmp_path):
    done = kg("export", "-o", "-", "--format", "ttl", "--store", tmp_path / "none")
    assert done.returncode == 1
    assert b"no store at" in done.stderr
