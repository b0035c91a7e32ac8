"""What holds for every command: examples in its help, JSON, and `kg` alone; bars on terminals only."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli import COMMANDS
from kg.cli.reference import helps

HELPS = dict(helps())
# commands that print data, with words that make them print some
PRINTING = {
    "query": ("stats",),
    "queries": (),
    "quotes": (),
    "actions": (),
    "stats": (),
    "show": ("Ilse Varga",),
    "search": ("Fosse",),
    "explain": ("Ilse Varga",),
    "check": (),
    "report": ("balance",),
    "history": ("t1",),
    "review": ("--below", "0.9"),
    "retract": ("t1",),
    "ontology": ("Strike",),
    "evaluate": (),
    "train": (),
}


@pytest.mark.parametrize("path", HELPS)
def test_every_help_has_an_example(path):
    assert re.search(rf"^    {path}( |$)", HELPS[path], re.MULTILINE)


def test_help_lists_every_command(kg):
    listed = re.findall(r"^  (\w+)  ", kg("--help").stdout, re.MULTILINE)
    assert listed == list(COMMANDS)
    assert {path.split()[1] for path in HELPS} == set(COMMANDS)


def test_every_command_that_prints_data_has_json():
    silent = {"build", "fetch", "resolve", "export", "draw", "serve", "shell", "completion"}
    assert set(COMMANDS) - silent == set(PRINTING)
    assert {path.split()[1] for path, text in HELPS.items() if "  --json " in text} == set(PRINTING)


@pytest.mark.parametrize(
    "name", ["query", "queries", "quotes", "actions", "stats", "show", "explain", "report", "ontology"]
)
def test_json_is_all_that_is_printed(kg, yard, name, monkeypatch):
    monkeypatch.setenv("KG_STORE", yard)
    done = kg(name, *PRINTING[name], "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)


@pytest.mark.parametrize("name", ["check", "history", "review", "retract", "search"])
def test_json_of_a_store_of_stories(desk, name):
    assert json.loads(desk.ok(name, *PRINTING[name], "--json").stdout)


def test_json_of_what_a_check_finds(desk, tmp_path):
    (tmp_path / "bad.nt").write_text(
        "<urn:c> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/labornews/def#Claim> .\n"
    )
    done = desk.kg("check", tmp_path / "bad.nt", "--json")
    found = json.loads(done.stdout)
    assert done.returncode == 3
    assert found["graphs"] == 1
    assert {violation["focus"] for violation in found["violations"]} == {"urn:c"}


def test_json_form_does_not_go_with_another(kg, yard):
    done = kg("query", "stats", "--json", "--format", "csv", "--store", yard)
    assert (done.returncode, done.stdout) == (2, "")
    triples = kg("query", "-e", "CONSTRUCT { ?x rdfs:label ?n } { ?x foaf:name ?n }", "--json", "--store", yard)
    assert {node["@id"].rpartition("/")[2] for node in json.loads(triples.stdout)} == {
        "ilse-varga",
        "ben-okell--driver",
        "ben-okell--tug-league",
    }


def test_kg_alone_without_a_store_says_how_to_build_one(kg, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KG_STORE", raising=False)
    done = kg()
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("There is no store at labor.kg yet.")
    assert "\n  kg build stories/" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_kg_alone_with_a_store_suggests_what_works(kg, yard, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KG_STORE", yard)
    done = kg()
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"The store {yard} holds 2 stories, the last of 2031-03-10. Try:\n")
    assert '  kg quotes --by "Ilse Varga"\n' in done.stdout
    tries = re.findall(r"^  kg (.*)$", done.stdout, re.MULTILINE)
    assert len(tries) >= 4
    for words in tries:
        done = kg(*shlex.split(words))
        assert done.returncode == 0, (words, done.stderr)


def test_kg_alone_with_what_is_no_store_fails(kg, tmp_path, monkeypatch):
    monkeypatch.setenv("KG_STORE", str(tmp_path))
    (tmp_path / "letter.txt").write_text("no store")
    done = kg()
    assert (done.returncode, done.stdout) == (1, "")
    assert "is a folder of something else, not a store" in done.stderr


def test_bars_are_for_terminals(desk, terminal):
    code, seen = terminal("check", "--store", os.path.abspath("labor.kg"))
    text = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", seen.decode())
    assert code == 0
    assert re.search(r"6/6 graphs\s+[\d.]+/s\s+\d:\d\d:\d\d", text)
    assert desk.ok("check").stderr == ""
    code, seen = terminal("export", "-o", os.path.abspath("all.nq"), "--store", os.path.abspath("labor.kg"))
    text = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", seen.decode())
    assert code == 0
    assert re.search(r"6/6 graphs\s+[\d.]+/s", text)
    assert desk.ok("export", "-o", "again.nq").stderr == ""
    assert Path("again.nq").read_bytes() == Path("all.nq").read_bytes()
    code, seen = terminal("build", "stories.jsonl", "--fast", "--store", os.path.abspath("labor.kg"))
    text = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", seen.decode())
    assert code == 0
    assert re.search(r"5/5 stories", text)
    assert "stories: 0 stored (0 triples), 5 unchanged, 0 failed" in text


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_streams_that_the_caller_closed_are_no_fault(tmp_path, forks, closed):
    (tmp_path / "a.txt").write_text("Nurses at Alder Hospital walked out on Monday, said Ana Ruiz, a nurse.")
    if len(closed) < 5:  # a story is read, which takes long, where all are closed; elsewhere it is there already
        assert forks.run("build", "a.txt", "--fast", "--store", "s", cwd=tmp_path).returncode == 0
    kg = f"{shlex.quote(sys.executable)} -m kg.cli"
    for words in ("build a.txt --fast --store s", "stats --store s", "query stats --store s"):
        done = subprocess.run(f"{kg} {words} {closed}", shell=True, cwd=tmp_path, capture_output=True, text=True)
        assert (done.returncode, "fault" in done.stderr) == (0, False)
    done = subprocess.run(f"{kg} query direct-quotes --store s", shell=True, cwd=tmp_path, capture_output=True)
    assert done.returncode == 0


def test_what_the_encoding_of_the_output_lacks_is_written_as_an_escape(tmp_path, forks):
    (tmp_path / "a.txt").write_text("“We are out,” said Ana Ruiz, a nurse at Alder Hospital.", encoding="utf-8")
    assert forks.run("build", "a.txt", "--fast", "--store", "s", cwd=tmp_path).returncode == 0
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    for words in ("build a.txt --fast --store s", "quotes --store s"):
        command = [sys.executable, "-m", "kg.cli", *words.split()]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
        assert done.returncode == 0
    assert r"\u201cWe are out,\u201d" in done.stdout


@pytest.mark.parametrize("words", ["query stats --timeout", "review --below", "fetch -o f https://a.example --delay"])
@pytest.mark.parametrize("number", ["nan", "inf", "x"])
def test_a_number_that_is_none_is_wrong_usage(kg, words, number):
    done = kg(*words.split(), number)
    assert (done.returncode, "Error: Invalid value for" in done.stderr) == (2, True)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no signals")
@pytest.mark.parametrize(
    "words", ["query strikes", "query strikes --limit=3", "export -o - --format nq", "ontology", "-h"]
)
def test_where_nobody_reads_on_a_command_ends_without_a_word(yard, words):
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "kg.cli", *words.split()]
    done = subprocess.run(command, env={**os.environ, "KG_STORE": str(yard)}, stdout=write, stderr=subprocess.PIPE)
    os.close(write)
    assert (done.returncode, done.stderr) == (141, b"")
