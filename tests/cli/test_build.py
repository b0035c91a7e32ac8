"""`kg build` as a user runs it: real files, a real store on disk."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.commands import run as kg

ROOT = Path(__file__).parents[2]
KAISER = ROOT / "seeds" / "kaiser-strike.txt"
ONE = "A spokesman for Tarn Mills said 400 workers walked out. “We will win,” said Edda Fosse of Local 9.\n"
TWO = "Nurses at Orrin Hospital will strike on June 11, the Orrin Nurses Union said Monday.\n"


@pytest.fixture(autouse=True)
def _inside(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "one.txt").write_text(ONE, encoding="utf-8")
    (tmp_path / "two.txt").write_text(TWO, encoding="utf-8")


def export(name="graph.nq", store="labor.kg"):
    assert kg("export", "-o", name, "--store", store).returncode == 0
    return Path(name).read_bytes()


def count(query):
    done = kg("query", "-e", query, "--format", "csv")
    assert done.returncode == 0, done.stderr
    return int(done.stdout.splitlines()[1])


STATEMENTS = "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s lab:reportedIn ?a }"
ARTICLES = "SELECT (COUNT(DISTINCT ?a) AS ?n) WHERE { ?a a lab:Article }"


def test_build_again_changes_nothing():
    first = kg("build", "one.txt", "two.txt")
    assert (first.returncode, first.stdout) == (0, "")
    assert "stories: 2 stored" in first.stderr
    before = export()
    again = kg("build", "one.txt", "two.txt")
    assert "0 stored (0 triples), 2 unchanged, 0 failed" in again.stderr
    assert export() == before


def test_order_and_hash_seed_do_not_matter():
    kg("build", "one.txt", "two.txt", "--store", "a.kg")
    kg("build", "two.txt", "--store", "b.kg")
    command = [sys.executable, "-m", "kg.cli", "build", "one.txt", "--store", "b.kg"]
    assert subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": "8"}).returncode == 0
    for name in ("graph.nq", "graph.ttl", "graph.trig"):
        assert export(name, "a.kg") == export(name, "b.kg")


def test_a_copy_under_another_name_is_one_article_with_two_files(tmp_path):
    (tmp_path / "copy.txt").write_text(ONE, encoding="utf-8")
    kg("build", "one.txt")
    once = count(STATEMENTS)
    kg("build", "copy.txt")
    assert count(ARTICLES) == 1
    assert count(STATEMENTS) == once
    assert count("SELECT (COUNT(?f) AS ?n) WHERE { ?a lab:sourceFile ?f }") == 2
    assert "1 unchanged" in kg("build", "one.txt").stderr


def test_a_changed_file_replaces_its_old_text(tmp_path):
    kg("build", "one.txt", "two.txt")
    (tmp_path / "one.txt").write_text(ONE.replace("400", "500"), encoding="utf-8")
    assert "1 stored" in kg("build", "one.txt", "two.txt").stderr
    assert count(ARTICLES) == 2
    kg("build", "one.txt", "two.txt", "--store", "fresh.kg")
    assert export() == export(store="fresh.kg")


def test_a_changed_story_with_an_id_replaces_itself(tmp_path):
    for text in (ONE, TWO):
        (tmp_path / "s.jsonl").write_text(json.dumps({"id": "n1", "text": text}), encoding="utf-8")
        kg("build", "s.jsonl")
    assert count(ARTICLES) == 1
    assert b"Orrin Nurses Union" in export()
    assert b"Tarn Mills" not in export()


def test_bad_stories_are_named_and_the_others_built(tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    done = kg("build", "empty.txt", "gone.txt", "one.txt")
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert lines[0].startswith("kg: empty.txt: is empty.")
    assert lines[1].startswith("kg: gone.txt: no such file or folder.")
    assert "1 stored" in lines[-1]
    assert "2 failed" in lines[-1]
    assert count(ARTICLES) == 1


def test_no_store_is_made_for_nothing(tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    done = kg("build", "empty.txt")
    assert (done.returncode, Path("labor.kg").exists()) == (1, False)
    assert "0 stored (0 triples), 0 unchanged, 1 failed" in done.stderr


def test_standard_input_and_options():
    done = kg("build", "-", "--published", "2019-06-03", "--publisher", "Tarn Herald", "--title", "Nurses", stdin=TWO)
    assert done.returncode == 0, done.stderr
    text = export("graph.ttl").decode()
    assert '"2019-06-11"^^xsd:date' in text
    assert "Tarn Herald" in text


def test_without_a_publication_date_no_date_is_invented():
    kg("build", "two.txt")
    assert count("SELECT (COUNT(?d) AS ?n) WHERE { ?t time:inXSDDate ?d }") == 0
    assert count("SELECT (COUNT(?d) AS ?n) WHERE { ?c lab:claimPredicate lab:startDate }") == 0


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["build"], 2, "Missing argument 'PATH...'"),
        (["build", ".", "--title", "x"], 2, "kg: --title, --published, --publisher and --url are for a single story."),
        (["build", "one.txt", "--url", "post.example/1"], 2, "kg: --url 'post.example/1' is no address."),
        (["build", "one.txt", "--published", "June 3"], 2, "kg: --published 'June 3' is no date."),
        (["build", "one.txt", "--store", "two.txt"], 1, "kg: two.txt is a file, not a store;"),
        (["build", "one.txt", "--store", "/proc/none/kg"], 1, "kg: the store /proc/none/kg cannot be made"),
        (["build", "one.txt", "-o", "graph.xyz"], 1, "xyz"),
        (["bild", "one.txt"], 2, "no command 'bild'"),
    ],
)
def test_usage_errors(words, code, says):
    done = kg(*words)
    assert done.returncode == code
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_output_writes_the_graph_too():
    assert kg("build", "one.txt", "-o", "a.ttl").returncode == 0
    assert Path("a.ttl").read_bytes() == export("b.ttl")


def test_an_output_of_no_known_format_is_told_of_before_stories_are_read():
    assert kg("build", "one.txt", "-o", "graph.xyz", "--store", "fresh.kg").returncode == 1
    assert not Path("fresh.kg").exists()


def test_a_card_of_a_story_without_day_and_outlet_begins_with_who_speaks():
    assert kg("build", "one.txt").returncode == 0
    lines = kg("show", "Edda Fosse").stdout.splitlines()
    assert "    Edda Fosse (direct): “We will win,”" in lines


def test_a_build_that_is_killed_can_be_finished(tmp_path, forks):
    stories = [{"id": f"s{i}", "text": f"{ONE} {TWO} Story {i}.", "published": "2019-06-03"} for i in range(60)]
    (tmp_path / "many.jsonl").write_text("\n".join(map(json.dumps, stories)), encoding="utf-8")
    command = ("build", "many.jsonl", "--store", "killed.kg")
    for wait in (0.3, 0.8):
        build = forks.begin(*command)
        while not Path("killed.kg/data").exists() and build.poll() is None:
            time.sleep(0.05)
        time.sleep(wait)
        build.kill()
        build.done()
    assert forks.run(*command).returncode == 0
    assert kg("build", "many.jsonl", "--store", "whole.kg").returncode == 0
    assert export("killed.nq", "killed.kg") == export("whole.nq", "whole.kg")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no signals")
@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_build_that_is_told_to_stop_says_so_and_leaves_no_process(tmp_path, number, status):
    stories = [{"id": f"s{i}", "text": f"{ONE} {TWO} Story {i}."} for i in range(100)]
    (tmp_path / "many.jsonl").write_text("\n".join(map(json.dumps, stories)), encoding="utf-8")
    command = [sys.executable, "-m", "kg.cli", "build", "many.jsonl", "--fast", "--jobs", "2", "--store", "s.kg"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        while not Path("s.kg/data").exists() and process.poll() is None:
            time.sleep(0.05)
        time.sleep(1)
        os.killpg(process.pid, number) if number == signal.SIGINT else process.send_signal(number)
        # The end of the pipe comes when the last process that has it ends.
        said = process.stderr.read()
    assert said.strip() == "kg: stopped"
    assert process.returncode == status


def test_files_of_folders_that_are_no_stories_are_told_of(tmp_path):
    (tmp_path / "more").mkdir()
    for name in ("a.txt", "scan.pdf", "scan2.pdf", "letter.docx"):
        (tmp_path / "more" / name).write_text(ONE, encoding="utf-8")
    done = kg("build", "more", "--fast")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith("kg: left out by their endings: 2 .pdf, 1 .docx\n")
    assert kg("build", "more", "--fast", "--quiet").stderr == ""


def test_stories_without_a_day_and_tables_in_folders_are_told_of(tmp_path):
    (tmp_path / "more").mkdir()
    for name in ("a.txt", "t.csv", "news.json"):
        (tmp_path / "more" / name).write_text(ONE, encoding="utf-8")
    first = kg("build", "more", "--fast").stderr.splitlines()
    assert first[0].endswith("1 .csv, 1 .json; .json, .csv are read where they are named, or with --mapping")
    assert first[1] == (
        "kg: more/a.txt has no day of publication, so that 'on Monday' is no date; give --published, or front matter."
    )
    assert "no day" not in kg("build", "more/a.txt", "--fast", "--published", "2024-03-05").stderr


def test_no_store_is_made_inside_a_store():
    assert kg("build", "one.txt", "--fast").returncode == 0
    done = kg("build", "two.txt", "--fast", "--store", "labor.kg/sub/more")
    assert done.returncode == 1
    assert done.stderr.endswith("/labor.kg; name another place with --store.\n")
    assert not Path("labor.kg/sub").exists()


def test_the_kaiser_story():
    """What the mission says `kg` must know of the first story."""
    assert kg("build", KAISER.parent, "--store", "labor.kg").returncode == 0
    done = kg("query", "strikes", "--format", "csv")
    assert "2019-06-11" in done.stdout
    assert "2018-12" in done.stdout
    done = kg("query", "who-said-what-about-whom", "-p", "speaker=John Nelson", "--format", "csv")
    assert "disappointing and disheartening" in done.stdout
    done = kg("query", "strike-size", "--format", "csv")
    assert "approximately,4000" in done.stdout
    assert "National Union of Healthcare Workers" in done.stdout
    done = kg("query", "where-actions-take-place", "--format", "csv")
    assert "State Capitol Building" in done.stdout
    assert "Sacramento" in done.stdout
