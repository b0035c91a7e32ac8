"""A query tried in the process that asks: the answer of one of its own, or nothing, soon and within its memory."""

import os
import re
import subprocess
import sys
import time
from functools import partial

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.cli.plain import is_small, plain
from kg.query import Asked, run
from kg.query import attempt as attempts
from kg.query.attempt import attempt, fit
from kg.query.library import questions
from kg.query.result import result
from kg.store import open_store

KG = [sys.executable, "-m", "kg.cli", "query"]
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f }"
GREEDY = "SELECT * { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f } ORDER BY ?a"
# Each as deep, or as long, as one that may be tried.
DEEP = [
    "SELECT * " + "{" * 400 + "}" * 400,
    "ASK { FILTER(" + "STR(" * 398 + "1" + ")" * 398 + ") }",
    "ASK { FILTER(1" + "-1" * 5990 + ") }",
    "ASK { " + "FILTER EXISTS{" * 399 + "}" * 399 + " }",
    "ASK { " + "{SELECT*{" * 199 + "}}" * 199 + " }",
]


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    made = tmp_path_factory.mktemp("attempt") / "s.kg"
    with open_store(made, write=True, create=True) as store:
        quads = [Quad(NamedNode(f"urn:s{i}"), NamedNode("urn:p"), Literal(f'wörds\t"{i}"\n')) for i in range(2000)]
        store.put("urn:g", quads)
    return str(made)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s ?o ?none { ?s ?p ?o } ORDER BY ?o LIMIT 7",
        "ASK { ?s <urn:p> ?o }",
        "ASK { ?s <urn:q> ?o }",
        "CONSTRUCT { ?s a ?o } WHERE { ?s ?p ?o } ORDER BY ?o LIMIT 7",
    ],
)
def test_the_answer_is_that_of_a_process_of_its_own(query, place):
    outcome = attempt(Asked(query), partial(plain, place, small=True), 30.0)
    with result(outcome) as tried, run(query, partial(plain, place)) as alone:
        assert (tried.kind, tried.truth, tried.variables) == (alone.kind, alone.truth, alone.variables)
        assert list(tried.rows()) == list(alone.rows())
        assert tried.triples() == alone.triples()
        assert tried.file is None


def test_what_is_wrong_with_a_query_is_told():
    outcome = attempt(Asked("SELECT * WERE {}"), lambda: None, 30.0)
    assert outcome is None
    outcome = attempt(Asked("DROP ALL"), lambda: None, 30.0)
    assert (outcome.what, outcome.error[0]) == ("error", "QueryForbidden")


def test_a_store_that_cannot_be_opened_is_left_to_others(tmp_path):
    assert not is_small(str(tmp_path / "none.kg"))
    assert attempt(Asked("ASK {}"), partial(plain, str(tmp_path / "none.kg"), small=True), 30.0) is None


def test_only_queries_that_no_depth_can_end_are_tried():
    assert all(map(fit, DEEP))
    assert [question.name for question in questions() if not fit(question.text)] == []
    assert not fit("SELECT * " + "{" * 401 + "}" * 401)
    assert not fit("ASK { FILTER(1" + "-1" * 6000 + ") }")


@pytest.mark.parametrize("query", DEEP, ids=lambda query: query[:20])
def test_depth_ends_no_process(query, place):
    done = subprocess.run([*KG, "-e", query, "--store", place], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode in (0, 3)
    assert done.stderr == ""


@pytest.mark.parametrize("query", [ENDLESS, GREEDY])
def test_a_runaway_is_given_up(query, place):
    """In a process of its own, since the thread goes on."""
    words = [sys.executable, __file__, query, place]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=True)
    outcome, seconds, resident = done.stdout.split()
    assert outcome == "None"
    assert float(seconds) < attempts.SECONDS + 0.3
    assert int(resident) < attempts.MEMORY + 150_000_000


# A quick machine fills the memory before the time is over.
LIMITS = "stopped at the time limit of 1.2 s; there is no answer|stopped before its time limit of 1.2 s: it needs more"


@pytest.mark.parametrize(("query", "told"), [(ENDLESS, LIMITS.partition("|")[0]), (GREEDY, LIMITS)])
def test_a_runaway_is_then_asked_for_the_time_that_is_left(query, told, place):
    words = [*KG, "-e", query, "--store", place, "--timeout", "1.2"]
    began = time.monotonic()
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    assert time.monotonic() - began < 6
    assert (done.returncode, done.stdout) == (1, "")
    assert re.search(rf"({told}).*\. Its patterns \(\?a \?p \?b\)", done.stderr)
    assert done.stderr.count("\n") == 1


def test_what_comes_by_a_pipe_is_not_read_twice(place, tmp_path):
    os.mkfifo(tmp_path / "mine.rq")
    words = [*KG, "mine.rq", "--store", place, "--timeout", "0.8"]
    with subprocess.Popen(words, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as asking:
        (tmp_path / "mine.rq").write_text(ENDLESS)
        assert "time limit of 0.8 s" in asking.stderr.read()
    words[-5] = "-"
    done = subprocess.run(words, input=ENDLESS, capture_output=True, text=True, timeout=60, check=False)
    assert "time limit of 0.8 s" in done.stderr


if __name__ == "__main__":
    began, before = time.process_time(), attempts._resident()
    outcome = attempt(Asked(sys.argv[1]), partial(plain, sys.argv[2], small=True), 30.0)
    print(outcome, time.process_time() - began, attempts._resident() - before, flush=True)
    os._exit(0)
