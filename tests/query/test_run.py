"""Queries in their own process: stopped in time, within memory, nothing left behind."""

import resource
import subprocess
import sys
import tempfile
import time
from functools import partial

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.cli.answers import engine
from kg.errors import QueryError, QuerySyntaxError, QueryTimeout, QueryTooLarge, StoreError
from kg.query import run
from kg.query.work import Outcome

THREE = "SELECT * { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f }"
PRODUCTS = [THREE, THREE + " ORDER BY ?a", "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f }"]


def quotes():
    """As many triples as 2,000 quotations have."""
    made = Store()
    graph = NamedNode("urn:g")
    made.extend(
        Quad(NamedNode(f"urn:s{i}"), NamedNode(f"urn:p{j}"), Literal(f"words of {i} and {j}"), graph)
        for i in range(2000)
        for j in range(12)
    )
    return made


@pytest.fixture(autouse=True)
def scratch(tmp_path, monkeypatch):
    """Answers are kept in a folder that the test can look into."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("query", PRODUCTS)
def test_cross_product_is_stopped_and_named(query, scratch):
    began = time.monotonic()
    with pytest.raises(QueryTimeout) as caught:
        run(query, quotes, timeout=0.7, memory=6_000_000_000)
    assert time.monotonic() - began < 6
    message = str(caught.value)
    assert "stopped at the time limit of 0.7 s; there is no answer" in message
    assert "(?a ?p ?b) and (?c ?q ?d) and (?e ?r ?f) share no variable" in message
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize("query", PRODUCTS)
def test_cross_product_takes_bounded_memory(query):
    """In a process of its own, since a query's process begins with the memory of the one that asks."""
    done = subprocess.run([sys.executable, __file__, query], capture_output=True, text=True, check=True)
    assert 0 < int(done.stdout) < 1_000_000


def test_memory_is_bounded():
    with pytest.raises(QueryError, match="stopped before its time limit of 60 s: it needs more than 60 MB of memory"):
        run("SELECT DISTINCT ?a ?b ?c ?d { ?a ?p ?b . ?c ?q ?d }", quotes, timeout=60, memory=60_000_000)


def test_an_outcome_is_heard_as_it_was_told():
    for outcome in (
        Outcome("rows", ("a", "ünï"), False),
        Outcome("truth", (), True),
        Outcome("error", error=("QuerySyntaxError", "a\nb\\n\x00\ud800😀", ""), place=(3, 14)),
        Outcome("late"),
    ):
        heard = Outcome.heard(outcome.told())
        assert [getattr(heard, n) for n in Outcome.__slots__] == [getattr(outcome, n) for n in Outcome.__slots__]


def test_rows_truth_and_triples(scratch):
    with run("SELECT ?b { <urn:s7> <urn:p3> ?b }", quotes) as result:
        assert (result.kind, result.variables) == ("rows", ["b"])
        assert [[v.value for v in row] for row in result.rows()] == [["words of 7 and 3"]]
    with run("ASK { <urn:s7> <urn:p3> ?b }", quotes) as result:
        assert (result.kind, result.truth) == ("truth", True)
    with run("DESCRIBE <urn:s7>", quotes) as result:
        assert len(result.triples()) == 12
    with run("CONSTRUCT { ?s <urn:q> 'é\\n\\u001B' } WHERE { ?s ?p ?o } LIMIT 3", quotes, limit=2) as result:
        assert {t.object.value for t in result.triples()} == {"é\n\x1b"}
        assert len(result.triples()) == 1
    assert list(scratch.iterdir()) == []


def test_errors_come_back_as_they_are(tmp_path):
    with pytest.raises(StoreError, match="no store at"):
        run("ASK {}", partial(engine, str(tmp_path / "none.kg"), ()))
    with pytest.raises(QuerySyntaxError) as caught:
        run("SELECT *\n{ ?s ?p }", quotes, service=True)
    assert caught.value.line == 2


TEXTS = ['tab\there "quoted" \\ back', "line\nbreak\r", "\x1b[31m", "😀 é ʼ", "", "?x", "<a>"]


def texts():
    made = Store()
    made.extend(Quad(NamedNode("urn:s"), NamedNode("urn:p"), Literal(t), NamedNode("urn:g")) for t in TEXTS)
    made.add(Quad(NamedNode("urn:s"), NamedNode("urn:p"), Literal("x", language="en"), NamedNode("urn:g")))
    return made


def test_any_text_survives_the_way_back():
    with run("SELECT ?o ?none { ?s ?p ?o }", texts) as result:
        found = list(result.rows())
    assert sorted(o.value for o, _ in found) == sorted([*TEXTS, "x"])
    assert all(none is None for _, none in found)
    assert [o.language for o, _ in found if o.language] == ["en"]


if __name__ == "__main__":
    # What is sorted is all kept, and meets the limit of memory; the others that of time.
    error, timeout = (QueryTooLarge, 60) if "ORDER" in sys.argv[1] else (QueryTimeout, 0.7)
    with pytest.raises(error):
        run(sys.argv[1], quotes, timeout=timeout)
    print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
