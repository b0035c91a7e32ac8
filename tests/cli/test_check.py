"""`kg check`: its words and its exit status."""

from __future__ import annotations

import pytest

from kg.export import write
from kg.prefixes import PREFIXES
from kg.store import open_store


@pytest.fixture
def broken(quads):
    """The story's graph without the as-of date of its status."""
    return [q for q in quads if q.predicate.value != PREFIXES["lab"] + "asOf"]


@pytest.fixture
def told(kg):
    """Exit status, output and messages of `kg` with these words."""

    def run(*words):
        done = kg(*words)
        return done.returncode, done.stdout, done.stderr

    return run


def test_a_file_that_conforms(told, quads, tmp_path):
    write(quads, tmp_path / "a.trig")
    assert told("check", tmp_path / "a.trig") == (
        0,
        "warning: nobody is named as the source (1)\n1 graph: conforms\n",
        "",
    )


def test_a_file_that_does_not(told, broken, tmp_path):
    write(broken, tmp_path / "a.ttl")
    code, out, err = told("check", tmp_path / "a.ttl")
    assert (code, err) == (3, "")
    assert "claim-0-19: a status claim needs an as-of date and a status from the list" in out
    assert out.endswith("1 graph: 1 violation\n")


def test_a_store_and_one_article_of_it(told, quads, broken, tmp_path):
    bad = "https://w3id.org/labornews/data/article/bad/graph"
    with open_store(tmp_path / "s", write=True, create=True) as store:
        store.put(quads[0].graph_name.value, quads)
        store.put(bad, broken)
    assert told("check", "--store", tmp_path / "s")[0] == 3
    assert told("check", "--store", tmp_path / "s", "dockers-7")[0] == 0
    assert told("check", "--store", tmp_path / "s", "https://w3id.org/labornews/data/article/bad")[0] == 3


@pytest.mark.parametrize(
    ("name", "body", "message"),
    [
        ("a.ttl", b"<a> <b> .", "cannot be read"),
        ("a.docx", b"", "no RDF format"),
        ("b.nt", b"\xff\x00", "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read(told, tmp_path, name, body, message):
    (tmp_path / name).write_bytes(body)
    code, out, err = told("check", tmp_path / name)
    assert (code, out) == (1, "")
    assert message in err


def test_nothing_to_check(told, tmp_path):
    assert told("check", "--store", tmp_path / "none")[0] == 1
    assert told("check", "--store", tmp_path / "none", "nothing")[0] == 1
    assert "missing.ttl is not there" in told("check", "missing.ttl")[2]


def test_the_referee(told, broken, tmp_path):
    pytest.importorskip("pyshacl")
    write(broken, tmp_path / "a.nq")
    code, out, _ = told("check", tmp_path / "a.nq", "--referee")
    assert code == 3
    assert "a status claim needs an as-of date" in out
