"""A full disk, a folder that may only be read, readers beside a writer, odd names: told in words, and nothing lost."""

import ctypes
import os
import subprocess
import sys

import pytest

from kg.store import open_store

CAP_DAC_OVERRIDE, PR_CAPBSET_DROP = 1, 24
READER = """
import sys
from kg.errors import StoreError
from kg.store import open_store
place, seen = sys.argv[1], set()
print("at work", flush=True)
while "stop" not in seen:
    if sys.stdin in __import__("select").select([sys.stdin], [], [], 0)[0]:
        seen.add("stop")
    try:
        with open_store(place) as store:
            merged, named = set(), set()
            for quad in store.engine():
                (merged if quad.graph_name.__class__.__name__ == "DefaultGraph" else named).add(quad.triple)
            assert merged == named
            for graph in store.graphs():
                seen.add((graph, hash(frozenset(store.quads(graph)))))
    except StoreError as error:
        assert "no store at" in str(error), error
for item in sorted(seen - {"stop"}):
    print(*item)
"""


def no_root():
    """Root may write anywhere; a process that it begins after this may not."""
    ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0)


def told(done):
    assert (done.returncode, done.stdout) == (1, ""), done
    assert "fault of kg itself" not in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1
    return done.stderr


@pytest.mark.parametrize("size", [1000, 20_000, 80_000])
def test_a_build_without_room_goes_on_when_there_is_some(bare, made, size):
    words = ("build", "stories.jsonl", "--fast", "-q")
    said = told(bare.kg(*words, room=size))
    assert "File too large" in said
    assert "No story that was read is lost: check the rights and the space left" in said
    assert "damaged" not in said
    bare.ok(*words)
    with open_store(bare.folder / "labor.kg") as one, open_store(made / "labor.kg") as other:
        assert list(one.quads()) == list(other.quads())


@pytest.mark.parametrize("size", [0, 2000])
@pytest.mark.parametrize(
    "words",
    [
        ("export", "-o", "out.nq"),
        ("export", "-o", "out.ttl"),
        ("draw", "-o", "out.svg"),
        ("query", "things", "-o", "out.csv"),
    ],
)
def test_an_old_file_stays_where_there_is_no_room_for_a_new_one(desk, words, size):
    old = desk.folder / words[-1]
    old.write_text("old", encoding="utf-8")
    done = desk.kg(*words, room=size)
    if done.returncode == 0:
        assert 3 < old.stat().st_size <= size
    else:
        told(done)
        assert old.read_text(encoding="utf-8") == "old"
    assert [p.name for p in desk.folder.iterdir() if p.name.endswith(".part")] == []


@pytest.mark.parametrize("words", [("stats",), ("export", "-o", "-", "--format", "nq"), ("query", "things")])
def test_an_answer_that_nothing_takes(desk, words):
    assert "cannot be written: No space left on device" in told(desk.begun(*words, shell="> /dev/full"))


@pytest.mark.parametrize("words", [("query", "things", "--format", "csv"), ("export", "--format", "nq")])
def test_what_is_no_plain_file_is_written_to_and_not_replaced(desk, words):
    os.mkfifo(desk.folder / "pipe")
    done = desk.begun(*words, "-o", "pipe", shell="& timeout 60 cat pipe > read.txt; wait")
    assert "Traceback" not in done.stderr
    assert (desk.folder / "pipe").is_fifo()
    assert "Sorrel Mills" in (desk.folder / "read.txt").read_text(encoding="utf-8")


@pytest.fixture
def sealed(desk):
    """A folder that may only be read, with all that is in it."""
    paths = [desk.folder, *desk.folder.rglob("*")]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield desk
    for path in paths:
        path.chmod(0o755 if path.is_dir() else 0o644)


def test_a_folder_that_may_only_be_read_can_be_asked(sealed):
    before = sorted(p.name for p in sealed.folder.rglob("*"))
    for words in (("query", "things"), ("search", "workers"), ("stats",), ("check",), ("quotes",), ("show", "Brandt"),
                  ("history", "a1"), ("export", "-o", "-", "--format", "ttl"), ("review", "--below", "1")):  # fmt: skip
        done = sealed.begun(*words, prepare=no_root)
        assert done.returncode == 0, done
        assert "Brandt" in done.stdout or words[0] in ("stats", "check", "search", "history")
    for words in (("build", "stories.jsonl", "--fast"), ("resolve",), ("retract", "a1"), ("export", "-o", "x.ttl"),
                  ("draw", "-o", "x.svg"), ("query", "things", "-o", "x.csv")):  # fmt: skip
        assert "Permission denied" in told(sealed.begun(*words, prepare=no_root))
    assert sorted(p.name for p in sealed.folder.rglob("*")) == before


@pytest.mark.parametrize("name", ["my store #1?%20.kg", "-x.kg", "ü;'\"*.kg", "new\nline.kg", "file:x.kg"])
def test_a_store_may_be_called_anything(desk, made, name):
    (desk.folder / "labor.kg").rename(desk.folder / name)
    store = ("--store", f"./{name}")
    for words in (("resolve", "--rebuild"), ("build", "stories.jsonl", "--fast"), ("export", "-o", "all.nq")):
        desk.ok(*words, *store)
    assert "Brandt" in desk.ok("search", "Brandt", *store).stdout
    with open_store(made / "labor.kg") as other:
        assert len((desk.folder / "all.nq").read_text(encoding="utf-8").splitlines()) == len(list(other.quads()))


def test_readers_beside_a_build_see_whole_graphs(bare, made):
    env = {**os.environ, "PYTHONHASHSEED": "0"}
    place = bare.folder / "labor.kg"
    reader = subprocess.Popen(
        [sys.executable, "-c", READER, place], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env
    )
    assert reader.stdout.readline() == "at work\n"
    done = bare.build()
    out, _ = reader.communicate("stop\n", timeout=60)
    assert (done.returncode, reader.returncode) == (0, 0)
    # Each graph came into sight once, as it stayed.
    graphs = [line.split()[0] for line in out.splitlines()]
    with open_store(made / "labor.kg") as store:
        assert sorted(graphs) == store.graphs()
