"""Two builds into one store at once, and a build that is killed (case S04)."""

import json
import sqlite3
import sys
import time
from contextlib import closing

import pytest

STORY = "Nurses at {0} Hospital will strike on June 11, the {0} Nurses Union said.\n"
MANY = 12
COUNT = ["query", "-e", "SELECT (COUNT(?a) AS ?n) { ?a a lab:Article }", "--format", "csv"]


def articles(forks, folder):
    done = forks.run(*COUNT, cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    return int(done.stdout.split()[1])


def readings(folder):
    """How many stories are written."""
    with closing(sqlite3.connect(f"file:{folder}/labor.kg/readings.sqlite?mode=ro", uri=True, timeout=60)) as file:
        return file.execute("SELECT count(*) FROM reading").fetchone()[0]


def test_two_builds_and_a_killed_one(tmp_path, forks):
    for name in ("Tarn", "Wick"):
        (tmp_path / f"{name}.txt").write_text(STORY.format(name))
    begun = [forks.begin("build", f"{name}.txt", cwd=tmp_path) for name in ("Tarn", "Wick")]
    builds = [build.done() for build in begun]
    said, codes = [build.stderr for build in builds], [build.returncode for build in builds]
    assert 0 in codes
    assert not any("Traceback" in text or "database is locked" in text for text in said)
    for code, text in zip(codes, said, strict=True):
        if code:
            assert "is writing to the store labor.kg; try again when it has ended." in text
            assert text.count("\n") == 1
    stored = codes.count(0)
    assert articles(forks, tmp_path) == stored

    # the third is killed as soon as it has written something; what was there stays, and the next build goes through
    many = [{"id": f"m{number}", "text": STORY.format(f"Fell {number}")} for number in range(MANY)]
    (tmp_path / "many.jsonl").write_text("".join(json.dumps(story) + "\n" for story in many))
    third = forks.begin("build", "many.jsonl", cwd=tmp_path)
    while third.poll() is None and readings(tmp_path) <= stored:
        time.sleep(0.01)
    third.kill()
    assert "Traceback" not in third.done().stderr
    assert stored <= articles(forks, tmp_path) <= stored + MANY
    assert forks.run("check", cwd=tmp_path).stdout.endswith(": conforms\n")
    again = forks.run("build", "Tarn.txt", "Wick.txt", "many.jsonl", cwd=tmp_path)
    assert (again.returncode, "Traceback" in again.stderr) == (0, False)
    assert articles(forks, tmp_path) == 2 + MANY


def test_a_store_whose_tables_were_merged_meanwhile_is_no_fault_of_kg(tmp_path, monkeypatch, capsys):
    from kg.cli import main
    from kg.store import embedded, open_store

    place = str(tmp_path / "s.kg")
    open_store(place, write=True, create=True).close()

    def graphs(store):
        raise FileNotFoundError("IO error: No such file or directory: While open a file for random read: 000043.sst")

    monkeypatch.setattr(embedded.Embedded, "graphs", graphs)
    monkeypatch.setattr(sys, "argv", ["kg", "check", "--store", place])
    with pytest.raises(SystemExit) as left:
        main()
    said = capsys.readouterr().err
    assert left.value.code == 1
    assert said == (
        "kg: the store was changed while it was read, or a file of it is gone. "
        "Try again; if it stays so, 'kg resolve --rebuild' makes the store anew.\n"
    )
