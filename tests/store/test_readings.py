"""Readings: which version counts, what is taken back, damage, hostile text, several processes."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace

import pytest

from kg.errors import StoreError, StoreLocked
from kg.ids import DATA
from kg.store import MEMORY, open_store
from kg.store.readings import Reading, Readings, packed

A, B = f"{DATA}article/a", f"{DATA}article/b"
GRAPH = '<d:s> <d:p> "x" .\n'
HOSTILE = [
    "\x00",
    "a\x00b",
    "'\"`;--",
    "\n",
    "a\nb",
    "\r\n\t",
    "\ud800",
    "x\udcff",
    "\u2028",
    "😀",
    "%_\\",
    "' OR 1=1 --",
]


def reading(article=A, version="v1", number=1, day="2024-03-01", **more):
    record = Reading(article, version, number, day, None, True, None, ("a.txt",), "kg 1", '{"iri":"x"}', "ff:7")
    return replace(record, **more)


@pytest.fixture(params=["memory", "file"])
def readings(request, tmp_path):
    opened = Readings(None if request.param == "memory" else tmp_path / "readings.sqlite", write=True)
    yield opened
    opened.close()


def put(readings, *records):
    for record in records:
        readings.put(record, packed(GRAPH))


def current(readings, article=A):
    found = readings.get(article)
    return found and found.version


def test_what_is_put_comes_back(readings):
    put(readings, reading())
    assert readings.get(A) == readings.get(A, "v1") == reading()
    assert readings.graph(A, "v1") == GRAPH
    assert list(readings.current()) == list(readings.every()) == readings.versions(A) == [reading()]
    assert readings.get(B) is None
    assert readings.get(A, "v2") is None
    assert readings.versions(B) == []
    with pytest.raises(StoreError, match="no version v2 of"):
        readings.graph(A, "v2")


@pytest.mark.parametrize(
    ("days", "counts"),
    [
        (["2024-03-01", "2024-03-02"], "v2"),
        (["2024-03-02", "2024-03-01"], "v1"),
        (["2024-03-01", "2024-03-01"], "v2"),
        (["2024-03-01", "2024-03-01", "2024-03-01"], "v3"),
        (["2024-03-01", "2024-03-03", "2024-03-02"], "v2"),
        (["", ""], "v2"),
        (["2024", ""], "v1"),
        (["2024-03-01", "2024-03-01T08:00:00Z"], "v2"),
        (["2024-03-01T07:00:00Z", "2024-03-01T08:00:00Z", "2024-03-01T06:00:00Z"], "v2"),
    ],
)
def test_the_version_that_counts(readings, days, counts):
    for number, day in enumerate(days, 1):
        put(readings, reading(version=f"v{number}", number=number, day=day))
    assert current(readings) == counts
    assert [r.version for r in readings.versions(A)] == [f"v{n}" for n in range(1, len(days) + 1)]
    assert [r.current for r in readings.versions(A)].count(True) == 1
    # The order in which they came is kept in their numbers: one that is written anew changes nothing.
    put(readings, reading(day=days[0]))
    assert current(readings) == counts


def test_a_version_read_anew_takes_the_place_of_the_old(readings):
    put(readings, reading(), reading(made="kg 2", files=("b.txt",)))
    assert readings.versions(A) == [reading(made="kg 2", files=("b.txt",))]


def test_retracted_and_brought_back(readings):
    put(readings, reading(), reading(version="v2", number=2), reading(B))
    readings.retract(A, "wrong")
    assert [r.article for r in readings.current()] == [B]
    assert [r.retracted for r in readings.versions(A)] == ["wrong", "wrong"]
    assert len(list(readings.every())) == 3
    assert readings.get(A).version == "v2"
    readings.retract(A, "another reason")
    assert readings.get(A).retracted == "another reason"
    readings.retract(A, None)
    assert [r.article for r in readings.current()] == [A, B]
    assert current(readings) == "v2"
    readings.retract(f"{DATA}article/none", "x")
    assert len(list(readings.current())) == 2


def test_files(readings):
    put(readings, reading(files=("b.txt", "a.txt")), reading(B, files=("b.txt",)))
    assert readings.get(A).files == ("a.txt", "b.txt")
    assert [r.article for r in readings.with_file("b.txt")] == [A, B]
    assert [r.article for r in readings.with_file("a.txt")] == [A]
    assert readings.with_file(".txt") == readings.with_file("a") == readings.with_file("") == []
    readings.set_files(A, "v1", ["c.txt", "A.txt"])
    assert readings.get(A).files == ("A.txt", "c.txt")
    assert readings.with_file("a.txt") == []
    readings.set_files(A, "v1", [])
    assert readings.get(A).files == ()


def test_what_graphs_were_made_from(readings):
    readings.show("d:b", "1")
    readings.show("d:a", "2")
    readings.show("d:b", "3")
    assert readings.shown() == {"d:a": "2", "d:b": "3"}
    readings.show("d:b", None)
    readings.show("d:none", None)
    assert readings.shown() == {"d:a": "2"}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_back_as_it_was(readings, text):
    record = reading(url=f"https://x.example/{text}", files=(text,), day="2024", made=f"kg {text!a}")
    readings.put(record, packed(GRAPH + f"# {text}"))
    assert readings.get(A) == record
    assert readings.graph(A, "v1") == GRAPH + f"# {text}"
    assert readings.with_file(text) == [record]
    readings.retract(A, text)
    assert readings.get(A).retracted == text
    readings.set_files(A, "v1", [text, "z" + text])
    assert readings.with_file("z" + text)[0].files == tuple(sorted([text, "z" + text]))


def test_a_file_is_asked_for_only_what_is_known_by_its_text(readings):
    put(readings, reading(card='{"keyed": true}'), reading(B, card='{"keyed": false}'))
    assert [r.article for r in readings.with_file("a.txt")] == [B]
    readings.set_files(A, "v1", ["a.txt", "b.txt"])
    assert [r.article for r in readings.with_file("a.txt")] == [B]
    assert readings.with_file("b.txt") == []
    assert readings.find("b.txt") == [A]


def test_files_that_an_older_kg_kept_are_known_by_name(tmp_path):
    path = tmp_path / "readings.sqlite"
    with closing(Readings(path, write=True)) as readings:
        put(readings, reading(files=("a.txt", "b.txt")), reading(B, files=()))
    with closing(sqlite3.connect(path)) as db:
        db.executescript("DROP TABLE source; PRAGMA user_version = 0")
    with closing(Readings(path, write=True)) as readings:
        assert readings.with_file("b.txt") == [reading(files=("a.txt", "b.txt"))]
        assert readings.with_file("c.txt") == []


def test_files_stay_in_order_and_one_name_is_no_part_of_another(readings):
    put(readings, reading(files=("a\nb", "c")))
    assert readings.with_file("a") == readings.with_file("b") == []
    assert readings.get(A).files == ("a\nb", "c")


@pytest.mark.parametrize(
    "bad", [b"", b"not a database at all, but long enough to be looked at" * 40, b"SQLite format 3\x00"]
)
@pytest.mark.parametrize(
    "use",
    [
        lambda r: r.get(A),
        lambda r: list(r.current()),
        lambda r: list(r.every()),
        lambda r: r.versions(A),
        lambda r: r.shown(),
        lambda r: r.with_file("a"),
        lambda r: r.graph(A, "v1"),
        lambda r: r.retract(A, "x"),
    ],
)
def test_a_damaged_file_is_told(tmp_path, bad, use):
    file = tmp_path / "readings.sqlite"
    file.write_bytes(bad)
    readings = Readings(file, write=False)
    with pytest.raises(StoreError, match="cannot be used") as told:
        use(readings)
    assert "build it again" in str(told.value)
    readings.close()


def test_a_file_damaged_in_the_middle_is_told(tmp_path):
    file = tmp_path / "readings.sqlite"
    with_rows = Readings(file, write=True)
    put(with_rows, *(reading(f"{DATA}article/{n}", card=f'"{"x" * 3000}"') for n in range(40)))
    with_rows.close()
    raw = bytearray(file.read_bytes())
    raw[8192:-4096] = os.urandom(len(raw) - 8192 - 4096)
    file.write_bytes(raw)
    with pytest.raises(StoreError):
        list(Readings(file, write=False).current())


def test_a_damaged_graph_is_told(tmp_path):
    file = tmp_path / "readings.sqlite"
    readings = Readings(file, write=True)
    put(readings, reading())
    with sqlite3.connect(file) as raw:
        raw.execute("UPDATE reading SET graph = x'00'")
    raw.close()
    with pytest.raises(StoreError, match="cannot be used"):
        readings.graph(A, "v1")
    readings.close()


def test_what_a_killed_writer_began_is_begun_again(tmp_path):
    for name in ("r.sqlite.part", "r.sqlite.part-journal"):
        (tmp_path / name).write_bytes(b"half" * 2000)
    with closing(Readings(tmp_path / "r.sqlite", write=True)) as made:
        made.put(reading(), packed(GRAPH))
    assert [p.name for p in tmp_path.iterdir()] == ["r.sqlite"]
    with closing(Readings(tmp_path / "r.sqlite", write=False)) as seen:
        assert seen.graph(A, "v1") == GRAPH
        assert seen.shown() == {}


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(StoreError, match="unable to open"):
        Readings(tmp_path / "none" / "readings.sqlite", write=True)
    with pytest.raises(StoreError, match="unable to open"):
        Readings(tmp_path / "readings.sqlite", write=False)


def test_a_failed_put_leaves_what_was_there(readings):
    put(readings, reading())
    with pytest.raises(StoreError):
        readings.put(reading(version=None), packed(GRAPH))
    assert list(readings.every()) == [reading()]
    put(readings, reading(version="v2", number=2))
    assert current(readings) == "v2"


@pytest.mark.skipif(not hasattr(os, "setuid"), reason="no users")
def test_a_folder_that_may_only_be_read(tmp_path):
    place = tmp_path / "s.kg"
    with open_store(place, write=True, create=True) as store:
        put(store.readings(), reading())
    for path in (tmp_path, place, *place.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    for above in tmp_path.parents:
        if above.stat().st_mode & 0o001 == 0 and os.getuid() == 0:
            above.chmod(above.stat().st_mode | 0o011)
    # Root may write anywhere.
    code = """
import os
import sys
from pathlib import Path
from kg.errors import StoreError
from kg.store.readings import Readings
if os.getuid() == 0:
    os.setuid(65534)
found = Readings(Path(sys.argv[1]), write=False)
print([r.article for r in found.current()], found.graph(*sys.argv[2:4]).strip())
try:
    found.retract(sys.argv[2], "x")
except StoreError as error:
    print(error)
"""
    command = [sys.executable, "-c", code, str(place / "readings.sqlite"), A, "v1"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.stderr == ""
    assert f"['{A}'] <d:s> <d:p> \"x\" ." in done.stdout
    assert "readonly database" in done.stdout


WRITER = """
import sys
import time
from pathlib import Path
from kg.store.readings import Reading, Readings, packed
readings = Readings(Path(sys.argv[1]), write=True)
number = len(list(readings.every()))
while True:
    number += 1
    text = f"{number} " * 1000
    here = Reading(f"d:{number % 7}", f"v{number}", number, "", None, True, None, (), "kg", text, text)
    readings.put(here, packed(text))
    print(number, flush=True)
    time.sleep(0.005)
"""
READER = """
import sys
from pathlib import Path
from kg.store.readings import Readings
for round in range(int(sys.argv[2])):
    readings = Readings(Path(sys.argv[1]), write=False)
    seen = list(readings.current())
    assert len({r.article for r in seen}) == len(seen)
    for r in seen:
        assert r.current and r.card == r.sentences == f"{r.number} " * 1000, r.number
        assert readings.graph(r.article, r.version) == r.card
    readings.close()
print(max(r.number for r in seen))
"""


def start(code, *words):
    command = [sys.executable, "-c", code, *map(str, words)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_a_reader_beside_a_writer(tmp_path):
    file = tmp_path / "readings.sqlite"
    writer = start(WRITER, file)
    assert writer.stdout.readline() == "1\n"
    reader = start(READER, file, 25)
    out, err = reader.communicate(timeout=60)
    alive = writer.poll() is None
    writer.kill()
    _, failed = writer.communicate()
    assert (err, alive, failed) == ("", True, "")
    assert int(out) >= 1


@pytest.mark.parametrize("puts", [1, 3, 8])
def test_killed_in_the_middle_of_puts_the_last_complete_state_stays(tmp_path, puts):
    file, number = tmp_path / "readings.sqlite", 0
    for _ in range(3):
        writer = start(WRITER, file)
        for _ in range(puts):
            number = int(writer.stdout.readline())
        writer.kill()
        writer.communicate()
        readings = Readings(file, write=False)
        every = list(readings.every())
        assert len(every) >= number
        assert {r.number for r in every} == set(range(1, len(every) + 1))
        for r in every:
            assert readings.graph(r.article, r.version) == r.card == f"{r.number} " * 1000
        newest = {}
        for r in every:
            newest[r.article] = max(newest.get(r.article, 0), r.number)
        assert {r.article: r.number for r in readings.current()} == newest
        readings.close()


def test_a_file_that_another_holds_is_told_and_not_called_damaged(tmp_path, monkeypatch):
    monkeypatch.setattr("kg.store.readings.PATIENCE", 0.1)
    file = tmp_path / "readings.sqlite"
    readings = Readings(file, write=True)
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    for use in (lambda: put(readings, reading()), lambda: readings.get(A)):
        with pytest.raises(StoreLocked, match="another process is writing") as told:
            use()
        assert "damaged" not in str(told.value)
    holder.execute("ROLLBACK")
    holder.close()
    put(readings, reading())
    readings.close()


def test_a_store_in_memory_has_readings_of_its_own():
    with open_store(MEMORY, write=True) as one, open_store(MEMORY, write=True) as two:
        put(one.readings(), reading())
        assert one.readings().get(A) == reading()
        assert two.readings().get(A) is None


def test_readings_stay_with_the_store(tmp_path):
    with open_store(tmp_path / "s.kg", write=True, create=True) as store:
        put(store.readings(), reading())
    with open_store(tmp_path / "s.kg") as store:
        assert store.readings().get(A) == reading()
