"""`kg query` with plain words does without click; what it says and does is the same as by click."""

import inspect
import subprocess
import sys
from pathlib import Path

import click
import pytest
from pyoxigraph import parse

from kg.cli import quick
from kg.cli.asking import answered
from kg.cli.plain import plain
from kg.cli.query import command
from kg.config import DEFAULT_STORE
from kg.store import open_store

SEED = str(Path(__file__).parents[1] / "data" / "seed.ttl")
PLAIN = [
    ["stance-matrix", "--data", SEED],
    ["stance-matrix", "--data", SEED, "--iris", "--format", "csv"],
    ["direct-quotes", "--data", SEED, "-p", "speaker=alicia cruz", "--format", "tsv"],
    ["--data", SEED, "--param", "before=2019", "strikes-before-a-date", "--format", "markdown"],
    ["-e", "SELECT ?n { ?x foaf:name ?n } ORDER BY ?n", "--data", SEED, "--json"],
    ["-e", "SELECT ?n { ?x foaf:name ?n } ORDER BY ?n", "--data", SEED, "--limit", "1", "--timeout", "9.5"],
    ["--execute", "ASK { d:nuhw a lab:Employer }", "--data", SEED],
    ["-e", "CONSTRUCT { ?x rdfs:label ?n } WHERE { ?x foaf:name ?n }", "--data", SEED, "--format", "trig"],
    ["numbers-and-who-gives-them", "--data", SEED, "--sentences", "--format", "json"],
    ["-", "--data", SEED],
    ["things"],
    ["things", "--store", "none.kg"],
    ["things", "--store", ""],
    ["no-such-question"],
    ["none.rq"],
    ["-e", "SELECT ?x\nWERE { ?x a ?y }"],
    ["-e", "SELECT * { SERVICE <http://127.0.0.1:9/sparql> { ?s ?p ?o } }", "--data", SEED],
    ["-e", "SELECT ?x { ?x a ?y FILTER(?x = ?who) }", "-p", "who=<urn:a>", "--data", SEED],
    ["-e", "SELECT ?x { ?x ?who ?y }", "-p", "who=text", "--data", SEED],
    ["strikes", "-p", "x"],
    ["strikes", "-p", "x=1"],
    ["things", "--data", "none.ttl"],
    ["things", "--data", SEED, "-o", "a.doc"],
    ["things", "--json", "--format", "csv"],
    ["things", "--allow-service", "--data", SEED, "--format", "xml"],
    [],
]
FOR_CLICK = [
    ["--help"],
    ["-h"],
    ["things", "--form"],
    ["things", "--formt", "csv"],
    ["things", "--format=csv"],
    ["things", "--format", "doc"],
    ["things", "--limit", "-1"],
    ["things", "--limit", "x"],
    ["things", "--limit", "1.5"],
    ["things", "--timeout", "0"],
    ["things", "--timeout", "1e3"],
    ["things", "more"],
    ["--", "things"],
    ["-pspeaker=x", "direct-quotes"],
    ["-e", "-x"],
    ["things", "-o"],
]


SLOW = "from kg.cli import main, quick\nquick.understood = lambda words: None\nmain()"


GIVEN = "SELECT ?n { ?x foaf:name ?n } ORDER BY ?n"


def by_quick(words, place):
    """Exit status, output and messages."""
    typed = [sys.executable, "-m", "kg.cli", "query", *words]
    done = subprocess.run(typed, input=GIVEN.encode(), capture_output=True, cwd=place, timeout=60, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.fixture
def by_click(forks):
    """The same where quick understands nothing."""

    def run(words, place):
        done = forks.run("query", *words, cwd=place, stdin=GIVEN, code=SLOW)
        return done.returncode, done.stdout, done.stderr

    return run


@pytest.mark.parametrize("words", PLAIN, ids=" ".join)
def test_both_ways_are_the_same(words, tmp_path, by_click):
    assert quick.understood(["query", *words]) is not None
    found = by_quick(words, tmp_path)
    assert found == by_click(words, tmp_path)
    assert "Traceback" not in found[2]


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with a store, in which a question is first tried in the process that asks."""
    made = tmp_path_factory.mktemp("quick")
    with open_store(made / "labor.kg", write=True, create=True) as store:
        store.put("urn:g", parse(path=SEED))
    return made


STORED = [
    ["stance-matrix"],
    ["who-said-what-about-whom", "-p", "speaker=Alicia Cruz", "--iris"],
    ["direct-quotes", "--format", "json"],
    ["strikes-before-a-date", "--limit", "1"],
    ["numbers-and-who-gives-them", "--sentences", "--format", "csv"],
    ["-e", "ASK { d:nuhw a lab:Employer }"],
    ["-e", "DESCRIBE d:nuhw"],
    ["-e", "SELECT ?x\nWERE { ?x a ?y }"],
    ["-e", "INSERT DATA { <urn:a> <urn:b> <urn:c> }"],
    ["-e", "SELECT * FROM <urn:none> { ?s ?p ?o }"],
    ["-e", "SELECT ?n { ?x foaf:name ?n FILTER(REGEX(?n, '(')) }"],
    ["-e", "ASK { FILTER(" + "STR(" * 6000 + "1" + ")" * 6000 + ") }"],
    ["strikes", "-p", "x=1"],
    ["-"],
]


@pytest.mark.parametrize("words", STORED, ids=lambda words: " ".join(words)[:40])
def test_both_ways_ask_a_store_the_same(words, place, by_click):
    found = by_quick(words, place)
    assert found == by_click(words, place)
    assert "Traceback" not in found[2]


def test_a_process_that_is_not_kg_is_never_begun_anew():
    """pytest is another program, whatever its words are."""
    assert not quick._alone()


@pytest.mark.parametrize("words", FOR_CLICK, ids=" ".join)
def test_other_words_are_left_to_click(words):
    assert quick.understood(["query", *words]) is None


def test_other_commands_and_completion_are_left_to_click(monkeypatch):
    assert quick.understood([]) is None
    assert quick.understood(["queries", "things"]) is None
    monkeypatch.setenv("_KG_COMPLETE", "bash_complete")
    assert quick.understood(["query", "things"]) is None


def test_the_options_are_those_of_the_command(monkeypatch):
    monkeypatch.delenv("KG_STORE", raising=False)
    options = [p for p in command.params if isinstance(p, click.Option)]
    assert {word: p.name for p in options for word in p.opts if not p.is_flag} == quick.VALUES
    assert {word: p.name for p in options for word in p.opts if p.is_flag} == quick.FLAGS
    assert tuple(p.name for p in options if p.multiple) == quick.MANY
    assert list(inspect.signature(answered).parameters) == [*quick.DEFAULTS, "again", "since"]
    assert command.make_context("query", [], help_option_names=["-h", "--help"]).params == quick.DEFAULTS
    assert quick.DEFAULTS["store"] == DEFAULT_STORE


def test_the_store_is_that_of_the_environment(monkeypatch):
    monkeypatch.setenv("KG_STORE", "there.kg")
    assert quick.understood(["query", "things"])["store"] == "there.kg"
    assert quick.understood(["query", "things", "--store", "here.kg"])["store"] == "here.kg"


def test_only_a_store_with_nothing_unusual_is_opened_at_once(tmp_path):
    place = tmp_path / "labor.kg"
    assert plain(str(place)) is None
    open_store(place, write=True, create=True).close()
    assert plain(str(place)) is not None
    (place / "format").write_text("1\n")
    assert plain(str(place)) is None
    assert plain("https://example.org/sparql") is None


def test_a_plain_question_loads_nothing_that_costs(yard, tmp_path):
    script = tmp_path / "kg"
    script.write_text("from kg.cli import main\nmain()\n")
    words = ["strikes-before-a-date", "-p", "before=2020-06-11", "--store", yard]
    done = subprocess.run(
        [sys.executable, "-X", "importtime", script, "query", *words], capture_output=True, text=True, check=True
    )
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "kg.query.attempt" in loaded
    costly = {"click", "dataclasses", "enum", "functools", "json", "kg.query.process", "kg.store", "pathlib", "re"}
    costly |= {"multiprocessing", "rich", "tempfile"}
    assert costly & loaded == set()
