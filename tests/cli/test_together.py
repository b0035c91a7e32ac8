"""Two builds into one store at once, and a build that is killed (case S04)."""

import json
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

STORY = "Nurses at {0} Hospital will strike on June 11, the {0} Nurses Union said.\n"
MANY = 12
KG = [sys.executable, "-m", "kg.cli"]
COUNT = ["query", "-e", "SELECT (COUNT(?a) AS ?n) { ?a a lab:Article }", "--format", "csv"]


def start(folder, *words):
    return subprocess.Popen([*KG, *words], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def articles(folder):
    done = subprocess.run([*KG, *COUNT], cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return int(done.stdout.split()[1])


def readings(folder):
    """How many stories are written."""
    with closing(sqlite3.connect(f"file:{folder}/labor.kg/readings.sqlite?mode=ro", uri=True, timeout=60)) as file:
        return file.execute("SELECT count(*) FROM reading").fetchone()[0]


def test_two_builds_and_a_killed_one(tmp_path):
    for name in ("Tarn", "Wick"):
        (tmp_path / f"{name}.txt").write_text(STORY.format(name))
    builds = [start(tmp_path, "build", f"{name}.txt") for name in ("Tarn", "Wick")]
    said = [build.communicate(timeout=120)[1] for build in builds]
    codes = [build.returncode for build in builds]
    assert 0 in codes
    assert not any("Traceback" in text or "database is locked" in text for text in said)
    for code, text in zip(codes, said, strict=True):
        if code:
            assert "is writing to the store labor.kg; try again when it has ended." in text
            assert text.count("\n") == 1
    stored = codes.count(0)
    assert articles(tmp_path) == stored

    # the third is killed as soon as it has written something; what was there stays, and the next build goes through
    many = [{"id": f"m{number}", "text": STORY.format(f"Fell {number}")} for number in range(MANY)]
    (tmp_path / "many.jsonl").write_text("".join(json.dumps(story) + "\n" for story in many))
    third = start(tmp_path, "build", "many.jsonl")
    while third.poll() is None and readings(tmp_path) <= stored:
        time.sleep(0.01)
    third.kill()
    assert "Traceback" not in third.communicate()[1]
    assert stored <= articles(tmp_path) <= stored + MANY
    check = start(tmp_path, "check")
    assert check.communicate(timeout=120)[0].endswith(": conforms\n")
    again = start(tmp_path, "build", "Tarn.txt", "Wick.txt", "many.jsonl")
    assert "Traceback" not in again.communicate(timeout=120)[1]
    assert again.returncode == 0
    assert articles(tmp_path) == 2 + MANY


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
