"""`kg review` in a pipe and on a terminal: a real store, a real curation file."""

import csv
import json
import os
import pty
import select
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

HEAD = b"# decided by the desk\r\n- rename: article/t2/org/tarn-mills   # its full name\r\n  to: 'Tarn Mills Co.'\r\n"
HEAD += b"  who: Bo Lund\r\n  when: 2026-06-11\r\n  why: >\r\n    as its\r\n    letterhead has it"


def ids(desk, *words):
    """(sort, first IRI) -> id of the open questions."""
    found = json.loads(desk.ok("review", "--format", "json", *words).stdout)
    return {
        (q["sort"], (q.get("things") or [{"iri": q.get("fact")}])[0]["iri"].rpartition("/")[2]): q["id"] for q in found
    }


def test_doubts_are_listed_with_all_that_is_needed_to_decide(desk):
    done = desk.ok("review")
    assert done.stdout.splitlines()[0][8:].startswith("  0.70  same name in stories of one dispute, two organizations")
    assert (
        "  Edda Fosse (Person; leads, Local 9)\n    Tarn Herald, 2026-06-09: «Edda Fosse» leads Local 9.\n"
        in done.stdout
    )
    assert "    Wick Post, 2026-06-10: «Edda Fosse» leads Local 9, the Tarn Herald found.\n" in done.stdout
    assert not Path("curation.yaml").exists()


def test_that_nothing_is_open_is_said(desk):
    known = ids(desk, "--below", "0").values()
    desk.ok("review", "--below", "0", "--answers", "-", "--who", "Ada", stdin="".join(f"{one} d\n" for one in known))
    desk.ok("resolve")
    done = desk.ok("review", "--below", "0")
    assert (done.stdout, done.stderr) == ("", "kg: nothing is open; --below takes in facts that are surer.\n")


def test_facts_come_after_doubts_the_least_sure_first(desk):
    found = json.loads(desk.ok("review", "--below", "0.82", "--format", "json").stdout)
    assert [q["sort"] for q in found][:2] == ["doubt", "fact"]
    sure = [q["likely"] for q in found if q["sort"] == "fact"]
    assert sure == sorted(sure)
    assert all(value < 0.82 for value in sure)
    assert found[1]["seen"][0]["sentence"] == "Some 400 workers «walked out» at Tarn Mills on Monday."


def test_csv_and_limit(desk):
    rows = list(
        csv.DictReader(desk.ok("review", "--format", "csv", "--below", "1", "--limit", "3").stdout.splitlines())
    )
    assert len(rows) == 3
    assert rows[0]["one_sentence"] == "«Edda Fosse» leads Local 9."


def test_answers_are_added_and_all_else_stays_byte_for_byte(desk):
    Path("curation.yaml").write_bytes(HEAD)
    os.chmod("curation.yaml", 0o600)
    known = ids(desk, "--below", "0.82")
    doubt, fact = known["doubt", "edda-fosse"], known["fact", "claim-66-76"]
    lines = f"# ours\n{doubt} same one steward: two outlets\n\n{fact} r\n"
    done = desk.ok("review", "--below", "0.82", "--answers", "-", "--who", "Ada Ruiz", stdin=lines)
    assert "2 decisions written to curation.yaml" in done.stderr
    data = Path("curation.yaml").read_bytes()
    assert data.startswith(HEAD + b"\r\n")
    assert os.stat("curation.yaml").st_mode & 0o777 == 0o600
    entries = yaml.load(data, yaml.BaseLoader)
    assert entries[1]["same"] == ["article/t1/person/edda-fosse", "article/t2/person/edda-fosse"]
    assert (entries[1]["who"], entries[1]["why"]) == ("Ada Ruiz", "one steward: two outlets")
    assert entries[2]["reject"] == "article/t2/claim-66-76"
    assert entries[2]["words"] == "Local 9 was an organizer of the walkout at Tarn Mills."
    # What is decided is open no more, before and after it is applied.
    for _ in range(2):
        left = ids(desk, "--below", "0.82")
        assert ("doubt", "edda-fosse") not in left
        assert fact not in left.values()
        desk.ok("resolve")
    assert len(desk.named("Edda Fosse")) == 1


def test_one_wrong_answer_and_nothing_is_written(desk):
    doubt = ids(desk)["doubt", "edda-fosse"]
    for line, says in (("00000000 s", "no open question has the id '00000000'"), (f"{doubt} a", "'a' is no answer")):
        done = desk.kg("review", "--answers", "-", "--who", "Ada", stdin=f"{doubt} d\n{line}\n")
        assert done.returncode == 1
        assert f"kg: -:2: {says}" in done.stderr
        assert not Path("curation.yaml").exists()


def test_what_stays_open_is_not_written(desk):
    doubt = ids(desk)["doubt", "edda-fosse"]
    done = desk.ok("review", "--answers", "-", stdin=f"{doubt} k\n")
    assert "0 decisions written" in done.stderr
    assert not Path("curation.yaml").exists()


def test_a_list_that_cannot_be_added_to_is_left_alone(desk):
    doubt = ids(desk)["doubt", "edda-fosse"]
    for text in ("[]\n", "- {reject: article/v3, who: a, when: 2026-06-11, why: b}\n...\n", "- reject: [\n"):
        Path("curation.yaml").write_text(text, encoding="utf-8")
        done = desk.kg("review", "--answers", "-", "--who", "Ada", stdin=f"{doubt} d\n")
        assert done.returncode == 1
        assert done.stderr.startswith("kg: curation.yaml")
        assert Path("curation.yaml").read_text(encoding="utf-8") == text


KILLED = """
import os, signal, sys
os.replace = lambda *names: os.kill(os.getpid(), signal.SIGKILL)
from kg.cli import main
sys.argv = ["kg", "review", "--answers", "-", "--who", "Ada Ruiz"]
main()
"""


def test_a_write_that_is_killed_leaves_the_file_whole(desk):
    Path("curation.yaml").write_bytes(HEAD)
    doubt = ids(desk)["doubt", "edda-fosse"]
    done = subprocess.run([sys.executable, "-c", KILLED], input=f"{doubt} s\n", text=True, capture_output=True)
    assert done.returncode == -9, done.stderr
    assert Path("curation.yaml").read_bytes() == HEAD
    desk.ok("review", "--answers", "-", "--who", "Ada Ruiz", stdin=f"{doubt} s\n")
    assert len(yaml.load(Path("curation.yaml").read_bytes(), yaml.BaseLoader)) == 2


def test_text_of_stories_cannot_steer_a_terminal(desk):
    for number, outlet in enumerate(("Tarn Herald", "Wick \x1b[31mPost")):
        desk.build(
            {
                "id": f"c{number}",
                "published": "2026-06-12",
                "publisher": outlet,
                "text": f"Cy Dray leads Local 7.\x1b[2J {number}",
            },
            name=f"c{number}.jsonl",
        )
    out = desk.ok("review", "--below", "1").stdout
    assert "\x1b" not in out
    assert "Cy Dray" in out


def talk(*turns, words=("review",)):
    """The command on a terminal of its own: each turn is what it says and what is answered then; gives all it said."""
    master, slave = pty.openpty()
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "LOGNAME": "adalog"}
    command = [sys.executable, "-m", "kg.cli", *words]
    process = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=env, close_fds=True)
    os.close(slave)
    said, at = "", 0
    for expected, answer in [*turns, (None, None)]:
        while expected is None or expected not in said[at:]:
            if not select.select([master], [], [], 60)[0]:
                process.kill()
                pytest.fail(f"waited for {expected!r}, got {said!r}")
            try:
                piece = os.read(master, 4096)
            except OSError:  # the terminal is closed when the command ends
                piece = b""
            if not piece:
                break
            said += piece.decode()
        at = len(said)
        if answer is not None:
            os.write(master, answer.encode() + b"\n")
    os.close(master)
    return process.wait(timeout=60), said.replace("\r\n", "\n")


def test_on_a_terminal_each_question_is_asked(desk):
    code, said = talk(
        ("s same, d different, k keep open, q quit: ", "x"),
        ("q quit: ", "s"),
        ("who decides [adalog]: ", "Ada Ruiz"),
        ("why [reviewed: same name", ""),
        ("a accept, r reject, k keep open, q quit: ", "q"),
        ("Apply them now? [Y/n]: ", "y"),
        words=("review", "--below", "0.82"),
    )
    assert code == 0, said
    assert "1 of " in said
    assert "graphs changed: " in said
    (entry,) = yaml.load(Path("curation.yaml").read_bytes(), yaml.BaseLoader)
    assert entry["same"] == ["article/t1/person/edda-fosse", "article/t2/person/edda-fosse"]
    assert entry["who"] == "Ada Ruiz"
    assert entry["why"].startswith("reviewed: same name")
    assert len(desk.named("Edda Fosse")) == 1
