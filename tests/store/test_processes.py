"""Stores under real processes: killed writers, two writers, readers beside a writer, folders of something else."""

import subprocess
import sys
import time

import pytest

from kg.errors import StoreError, StoreLocked
from kg.store import open_store

# Writes generation after generation of two graphs, each of SIZE quads that hold the number of the generation.
WRITER = """
import sys
import time
from pyoxigraph import Literal, NamedNode, Quad
from kg.store import open_store
place, size = sys.argv[1], int(sys.argv[2])
n = NamedNode
with open_store(place, write=True, create=True) as store:
    generation = 0
    while True:
        generation += 1
        quads = [Quad(n(f"u:s{i}"), n("u:p"), Literal(str(generation))) for i in range(size)]
        store.put("u:a", quads)
        store.put("u:b", quads)
        print(generation, flush=True)
        time.sleep(0.002)
"""
# Adds generation after generation of pairs of graphs as tables, each pair in one batch.
ADDER = """
import sys
import time
from kg.store import embedded, open_store
place, size = sys.argv[1], int(sys.argv[2])
embedded.FEW, embedded.BATCH = 1, 4 * size
def graphs():
    for number in range(1_000_000):
        yield f"u:{number:06}", "".join(f'<u:s{i}> <u:p> "{number // 2}" .\\n' for i in range(size))
        print(number, flush=True)
with open_store(place, write=True, create=True) as store:
    store.add(graphs(), int(sys.argv[3]))
"""
# Opens the store again and again while it is written.
READER = """
import sys
from kg.store import open_store
rounds = 0
last = 0
while rounds < int(sys.argv[2]):
    with open_store(sys.argv[1]) as store:
        rows = {}
        for quad in store.quads():
            rows.setdefault(quad.graph_name.value, []).append(quad.object.value)
        for graph, values in rows.items():
            assert len(set(values)) == 1, (graph, set(values))
            assert len(values) == int(sys.argv[3]), (graph, len(values))
        seen = min(int(values[0]) for values in rows.values()) if len(rows) == 2 else 0
        assert seen >= last, (seen, last)
        last = seen
    rounds += 1
print(last)
"""


def start(code, *words):
    command = [sys.executable, "-c", code, *map(str, words)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def kill(process):
    process.kill()
    process.communicate()


def state(place):
    """Each graph's number of quads and the generations in it."""
    with open_store(place) as store:
        found = {}
        for graph in store.graphs():
            values = [q.object.value for q in store.quads(graph)]
            found[graph] = (len(values), set(values))
        return found


@pytest.mark.parametrize("wait", [0.0, 0.013, 0.031])
def test_killed_in_mid_write_the_last_complete_state_stays(tmp_path, wait):
    place, size = tmp_path / "s.kg", 800
    writer = start(WRITER, place, size)
    assert writer.stdout.readline() == "1\n"
    time.sleep(wait)
    kill(writer)
    for number, generations in state(place).values():
        assert number == size
        assert len(generations) == 1
    # the next writer works at once
    with open_store(place, write=True) as store:
        assert store.remove("u:a") is True
    assert set(state(place)) == {"u:b"}


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("wait", [0.0, 0.05, 0.1, 0.17])
def test_killed_while_it_adds_graphs_all_that_are_there_are_whole(tmp_path, wait, jobs):
    place, size = tmp_path / "s.kg", 300
    writer = start(ADDER, place, size, jobs)
    while writer.stdout.readline() != f"{1 + 2 * jobs}\n":
        pass
    time.sleep(wait)
    kill(writer)
    found = state(place)
    # Both of a pair or none; of two pairs that are loaded at once the later one may be there first.
    there = sorted(int(name[2:]) for name in found)
    assert [n + 1 for n in there[::2]] == there[1::2]
    assert there[-1] < len(there) + 2 * (jobs - 1)
    assert all(found[name] == (size, {str(int(name[2:]) // 2)}) for name in found)
    with open_store(place) as store:
        merged = [q.triple for q in store.engine() if str(q.graph_name) == "DEFAULT" and q.subject.value[:2] == "u:"]
        assert sorted(map(str, merged)) == sorted({str(q.triple) for q in store.quads()})
    assert len(found) >= 2
    with open_store(place, write=True):
        assert list(place.glob("data/bulk-*")) == []


def test_second_writer_is_told_at_once_and_the_first_goes_on(tmp_path):
    place = tmp_path / "s.kg"
    writer = start(WRITER, place, 10)
    try:
        writer.stdout.readline()
        began = time.monotonic()
        with pytest.raises(StoreLocked) as caught:
            open_store(place, write=True, create=True)
        assert time.monotonic() - began < 1
        assert str(writer.pid) in str(caught.value)
        assert "try again" in str(caught.value)
        assert "\n" not in str(caught.value)
        assert writer.stdout.readline() != ""
    finally:
        kill(writer)
    open_store(place, write=True).close()


def test_readers_beside_a_writer_see_whole_states_that_only_move_forward(tmp_path):
    place, size = tmp_path / "s.kg", 200
    writer = start(WRITER, place, size)
    try:
        writer.stdout.readline()
        reader = start(READER, place, 8, size)
        out, err = reader.communicate(timeout=60)
        assert (reader.returncode, err) == (0, "")
        assert int(out) > 1
        assert writer.poll() is None
    finally:
        kill(writer)


def test_reader_keeps_its_state(tmp_path):
    place = tmp_path / "s.kg"
    writer = start(WRITER, place, 50)
    try:
        writer.stdout.readline()
        with open_store(place) as store:
            first = sorted(map(str, store.quads()))
            for _ in range(20):
                writer.stdout.readline()
            assert sorted(map(str, store.quads())) == first
    finally:
        kill(writer)


def test_a_new_store_has_no_log_and_keeps_one_report_of_the_engine(tmp_path):
    data = tmp_path / "s.kg" / "data"
    for _ in range(3):
        open_store(tmp_path / "s.kg", write=True, create=True).close()
    # The terms of the ontology lie in tables.
    assert sum(log.stat().st_size for log in data.glob("*.log")) < 1_000
    assert sum(table.stat().st_size for table in data.glob("*.sst")) > 100_000
    assert len(list(data.glob("LOG.old.*"))) == 1


def test_missing_store_says_how_to_make_one(tmp_path):
    for write in (False, True):
        with pytest.raises(StoreError) as caught:
            open_store(tmp_path / "labor.kg", write=write)
        assert str(caught.value) == f"no store at {tmp_path / 'labor.kg'}; build one with 'kg build PATH'."
    assert list(tmp_path.iterdir()) == []


def test_folder_of_something_else_is_left_alone(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "file.kg").write_text("")
    for place, words in ((tmp_path, "a folder of something else"), (tmp_path / "file.kg", "a file, not a store")):
        for write in (False, True):
            with pytest.raises(StoreError, match=words):
                open_store(place, write=write, create=write)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file.kg", "notes.txt"]


def test_empty_folder_becomes_a_store(tmp_path):
    open_store(tmp_path, write=True, create=True).close()
    with open_store(tmp_path) as store:
        assert store.graphs() == []


def test_newer_format_is_told(tmp_path):
    open_store(tmp_path, write=True, create=True).close()
    (tmp_path / "format").write_text("99\n")
    for write in (False, True):
        with pytest.raises(StoreError, match=r"has format 99, this kg reads up to 2; use the newer kg"):
            open_store(tmp_path, write=write)


@pytest.mark.parametrize("victim", ["CURRENT", "MANIFEST*", "*.sst", "format"])
def test_damage_is_told_in_one_line(tmp_path, victim):
    with open_store(tmp_path, write=True, create=True):
        pass
    folder = tmp_path if victim == "format" else tmp_path / "data"
    for path in folder.glob(victim):
        path.write_bytes(b"\xff\x00 spoiled")
    with pytest.raises(StoreError, match="'kg resolve --rebuild' makes it anew") as caught, open_store(tmp_path) as s:
        list(s.engine().quads_for_pattern(None, None, None, None))
    assert "\n" not in str(caught.value)
    assert "Traceback" not in str(caught.value)


def test_reading_only_cannot_write(tmp_path):
    open_store(tmp_path, write=True, create=True).close()
    with open_store(tmp_path) as store, pytest.raises(StoreError, match="for reading only"):
        store.put("u:a", [])
