"""A pool of processes over a store on disk: one query's fate is not another's, and the store may change."""

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from functools import partial

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.cli.answers import engine
from kg.errors import (
    ExportError,
    QueryBusy,
    QueryError,
    QueryForbidden,
    QuerySyntaxError,
    QueryTimeout,
    QueryTooLarge,
    StoreError,
)
from kg.query import Asked, Graphs, Limits, run
from kg.query import pool as of_pool
from kg.query.output import TRIPLES, rows, triples, truth
from kg.query.pool import Pool
from kg.store import open_store, stamp

ENDLESS = Asked("SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f }")
COUNT = Asked("SELECT (COUNT(*) AS ?n) { ?s <urn:p> ?o }")


def fill(place, count, word="words"):
    with open_store(place, write=True, create=True) as store:
        quads = [Quad(NamedNode(f"urn:s{i}"), NamedNode("urn:p"), Literal(f"{word} {i}")) for i in range(count)]
        store.put("urn:g", quads)
        store.put("urn:h", quads[:10])


def pool_of(place, *limits, **options):
    return Pool(partial(engine, str(place), ()), partial(stamp, str(place)), Limits(*limits), **options)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    made = tmp_path_factory.mktemp("pool") / "s.kg"
    fill(made, 1500)
    return made


@pytest.fixture(scope="module")
def pool(place):
    with pool_of(place, 30.0, 800_000_000, 150_000, 1200, workers=2) as made:
        yield made


@pytest.fixture
def scratch(tmp_path, monkeypatch):
    """Answers are kept in a folder that the test can look into."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def count(pool):
    with pool.ask(COUNT) as found:
        return int(next(found.rows())[0].value)


def begun(job):
    while not job.future.running():
        time.sleep(0.01)
    return job


def test_answers_are_those_of_a_query_alone(pool, place, scratch):
    opener = partial(engine, str(place), ())
    text = "SELECT ?s ?o ?none { ?s ?p ?o } ORDER BY ?o LIMIT 7"
    with run(text, opener) as alone, pool.ask(Asked(text)) as found:
        assert list(found.rows()) == list(alone.rows())
        for form in ("json", "xml", "csv", "tsv"):
            with pool.ask(Asked(text, forms={"rows": form})) as written:
                assert (written.kind, written.variables) == ("rows", ["s", "o", "none"])
                assert written.file.read_bytes().decode() == "".join(rows(form, alone.variables, alone.rows()))
    text = "CONSTRUCT { ?o2 a ?p } { ?s ?p ?o BIND(IRI(CONCAT('urn:', STR(?s))) AS ?o2) } LIMIT 9"
    with run(text, opener) as alone:
        for form in TRIPLES:
            with pool.ask(Asked(text, forms={"triples": form})) as written:
                assert written.file.read_bytes().decode() == triples(form, alone.triples())
    with pool.ask(Asked("ASK { ?s <urn:none> ?o }", forms={"truth": "json"})) as written:
        assert written.truth is False
        assert written.file.read_text() == truth("json", False)
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize(
    ("asked", "kind", "words"),
    [
        (Asked("SELECT * {\n  ?s ?p }"), QuerySyntaxError, "line 2, column 9"),
        (Asked("SELECT * { SERV\\u0049CE ?x {} }"), QueryForbidden, "SERVICE is off"),
        (Asked("L\\u004FAD <file:///etc/passwd>"), QueryForbidden, "LOAD is off"),
        (Asked("SELECT * { ?s ?p ?o }", graphs=Graphs((), ("urn:none",))), QueryForbidden, "no such graph"),
        (Asked("SELECT * { ?s ?p ?o }", graphs=Graphs(("no iri",), ())), QueryForbidden, "no such graph"),
        (Asked("SELECT * { ?s ?p ?o }", forms={"triples": "turtle"}), ExportError, "none of the forms"),
        (Asked("SELECT * { ?s ?p ?o }", forms={"rows": "csv"}), QueryTooLarge, "more than 1,200 rows"),
        (Asked("CONSTRUCT WHERE { ?s ?p ?o }", forms={"triples": "turtle"}), QueryTooLarge, "more than 1,200 rows"),
        (Asked("SELECT * { ?s ?p ?o . ?t ?p ?x }"), QueryTooLarge, "answer is longer than 0 MB"),
        (Asked("SELECT * " + "{" * 6000 + "}" * 6000), QueryError, "nested too deeply"),
        (Asked("ASK { FILTER(" + "(" * 9000 + "1" + ")" * 9000 + ") }"), QueryError, "nested too deeply"),
    ],
    ids=lambda value: value.text[:25] if isinstance(value, Asked) else "",
)
def test_what_fails_says_why_and_leaves_nothing(asked, kind, words, pool, scratch):
    with pytest.raises(kind, match=words):
        pool.ask(asked)
    assert list(scratch.iterdir()) == []
    assert count(pool) == 1500


def test_a_runaway_is_ended_and_others_do_not_wait_for_it(pool, scratch):
    runaway = begun(pool.submit(ENDLESS))
    assert [count(pool) for _ in range(20)] == [1500] * 20
    assert runaway.future.running()
    runaway.stop()
    with pytest.raises(QueryTimeout, match=r"stopped at the time limit of 0\.5 s; .* share no variable"):
        pool.ask(ENDLESS, timeout=0.5)
    assert count(pool) == 1500
    assert list(scratch.iterdir()) == []


def test_a_slow_query_gives_way(place, monkeypatch):
    others = set(multiprocessing.active_children())
    with pool_of(place, workers=1) as pool:
        assert count(pool) == 1500
        monkeypatch.setattr(of_pool, "SLOW", 0.05)
        slow = begun(pool.submit(ENDLESS))
        (child,) = set(multiprocessing.active_children()) - others
        usual = os.getpriority(os.PRIO_PROCESS, 0)
        while os.getpriority(os.PRIO_PROCESS, child.pid) != usual + of_pool.NICER:
            time.sleep(0.01)
        slow.stop()
        monkeypatch.setattr(of_pool, "SLOW", 100.0)
        assert count(pool) == 1500
        (other,) = set(multiprocessing.active_children()) - others
        assert os.getpriority(os.PRIO_PROCESS, other.pid) == usual


def test_memory_is_bounded(place):
    doubled = "".join(f" BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(40))
    with pool_of(place, 60.0, 400_000_000, workers=1) as pool:
        with pytest.raises(QueryTooLarge, match="needs more than 400 MB of memory"):
            pool.ask(Asked(f"SELECT (STRLEN(?x40) AS ?n) {{ BIND('0123456789' AS ?x0){doubled} }}"))
        assert count(pool) == 1500


def test_when_all_places_are_taken_the_next_is_told_at_once(place):
    with pool_of(place, workers=1, waiting=1) as pool:
        first = begun(pool.submit(ENDLESS))
        second = pool.submit(COUNT)
        with pytest.raises(QueryBusy, match=r"too many queries are being answered; ask again"):
            pool.submit(COUNT)
        first.stop()
        with second.future.result() as found:
            assert next(found.rows())[0].value == "1500"
        assert count(pool) == 1500


def test_who_waited_too_long_is_told(place, monkeypatch):
    with pool_of(place, workers=1) as pool:
        first, second = begun(pool.submit(ENDLESS)), pool.submit(COUNT)
        monkeypatch.setattr(of_pool, "PATIENCE", 0.0)
        first.stop()
        with pytest.raises(QueryBusy):
            second.future.result()


def test_a_process_that_is_killed_is_replaced(place, scratch):
    others = set(multiprocessing.active_children())
    with pool_of(place, workers=1) as pool:
        assert count(pool) == 1500
        for under_way in (False, True):
            (child,) = set(multiprocessing.active_children()) - others
            job = begun(pool.submit(ENDLESS)) if under_way else None
            os.kill(child.pid, signal.SIGKILL)
            child.join()
            if job is not None:
                assert isinstance(job.future.exception(), QueryError)
            assert count(pool) == 1500
        begun(pool.submit(ENDLESS))
    assert set(multiprocessing.active_children()) <= others
    assert list(scratch.iterdir()) == []


def test_the_store_may_change_go_and_come_back(tmp_path):
    place = tmp_path / "s.kg"
    fill(place, 20)
    with pool_of(place, workers=2) as pool:
        assert [count(pool) for _ in range(4)] == [20] * 4
        with open_store(place, write=True) as store:
            store.put("urn:g", [])
            # seen while the writer is still there
            assert [count(pool) for _ in range(4)] == [10] * 4
        shutil.rmtree(place)
        with pytest.raises(StoreError, match="no store at"):
            pool.ask(COUNT)
        fill(place, 30, "others")
        assert [count(pool) for _ in range(4)] == [30] * 4


def test_graphs_in_place_of_those_of_the_query(pool):
    def found(text, *graphs):
        with pool.ask(Asked(text, graphs=Graphs(*graphs))) as answered:
            return [row[0].value for row in answered.rows()]

    everywhere = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert found(everywhere, ("urn:h",), ()) == ["10"]
    assert found(everywhere, (), ("urn:h",)) == ["0"]
    # a merge: the triples that both have count once
    assert found(everywhere, ("urn:g", "urn:h"), ()) == ["1500"]
    named = "SELECT DISTINCT ?g FROM <urn:g> { GRAPH ?g { ?s ?p ?o } }"
    assert found(named, (), ("urn:h",)) == ["urn:h"]
    assert found(named, ("urn:g", "urn:h"), ("urn:h",)) == ["urn:h"]
    assert found(named, ("urn:g",), ()) == []


KILLED = """
import sys, time
from functools import partial
from multiprocessing import active_children
from kg.cli.answers import engine
from kg.query import Asked
from kg.query.pool import Pool
from kg.store import stamp
if __name__ == "__main__":
    place = sys.argv[1]
    pool = Pool(partial(engine, place, ()), partial(stamp, place), workers=2)
    pool.ask(Asked("ASK {}")).close()
    print(*(child.pid for child in active_children()), flush=True)
    time.sleep(600)
"""


def test_processes_end_with_a_server_that_is_killed(place, tmp_path):
    script = tmp_path / "server.py"
    script.write_text(KILLED)
    with subprocess.Popen([sys.executable, script, place], stdout=subprocess.PIPE, text=True) as server:
        pids = [int(word) for word in server.stdout.readline().split()]
        server.kill()
    assert pids
    for pid in pids:
        while True:
            try:
                os.kill(pid, 0)
                with open(f"/proc/{pid}/stat") as file:
                    if file.read().rpartition(")")[2].split()[0] == "Z":
                        break
            except (ProcessLookupError, FileNotFoundError):
                break
            time.sleep(0.01)
