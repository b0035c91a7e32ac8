"""The index follows the graphs of its store, whatever happens to its writer."""

import signal
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from kg import publish as publishing
from kg.config import Settings
from kg.errors import StoreError
from kg.ids import DATA
from kg.publish import publish, searched
from kg.search import FILE, Index, update
from kg.store import open_store

FAST = Settings(fast=True)
ASKED = ("quillan", "nunez", "said", "strike", "wages", '"fair offer"', "ba*", "overtim")


def told(folder):
    """What the index of a store answers."""
    with Index.open(folder) as index:
        return answers(index)


def answers(index):
    return [index.search(text, limit=1000) for text in ASKED] + [index.names("s", 100)]


def opened(folder):
    """The index by the fingerprints of the store."""
    with open_store(folder) as store:
        return Index.open(folder, store.readings().shown())


def vocabulary(folder):
    db = sqlite3.connect(f"file:{folder / FILE}?immutable=1", uri=True)
    found = db.execute("SELECT term, doc, cnt FROM vocabulary").fetchall()
    found += db.execute("SELECT iri, kind, 0 FROM node ORDER BY iri").fetchall()
    db.close()
    return found


def test_only_graphs_that_changed_are_read(store):
    with open_store(store) as reader:
        shown, engine = reader.readings().shown(), reader.engine()
    stamp = (store / FILE).stat().st_mtime_ns
    assert update(store, shown, engine) == 0
    assert (store / FILE).stat().st_mtime_ns == stamp
    changed = {**shown, f"{DATA}article/s2/graph": "another"}
    assert update(store, changed, engine) == 1
    assert update(store, shown, engine) == 1


def test_step_by_step_is_as_at_once(store, tmp_path, stories, add):
    add(store, replace(stories[0], text=stories[0].text.replace("another crate", "one more barrel")))
    add(store, stories[0], replace(stories[2], identifier="s4", url="https://example.org/s4"))
    with open_store(store, write=True) as writer:
        writer.readings().retract(f"{DATA}article/s4", "a test")
        publish(writer, FAST)
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    with open_store(store) as reader:
        update(fresh, reader.readings().shown(), reader.engine())
    assert vocabulary(store) == vocabulary(fresh)
    with Index.open(store) as one, Index.open(fresh) as other:
        assert answers(one) == answers(other)


def test_what_is_taken_back_is_gone(store):
    with open_store(store, write=True) as writer:
        writer.readings().retract(f"{DATA}article/s3", "a test")
        publish(writer, FAST)
    with opened(store) as index:
        assert index.behind == 0
        assert index.search("orrin").total == index.search("ratify").total == 0
        assert index.search("quillan").total > 0


DECISION = """
- rename: d:person/ines-nunez--harbor-local-7
  to: Inés Ortega
  who: Ada Ruiz
  when: 2031-06-12
  why: a test
"""


def test_names_follow_decisions(store, tmp_path):
    curation = tmp_path / "curation.yaml"
    curation.write_text(DECISION, encoding="utf-8")
    with open_store(store, write=True) as writer:
        publish(writer, replace(FAST, curation=curation))
    with opened(store) as index:
        (hit,) = index.search("ortega", kind="person").hits
        assert (hit.name, hit.text, hit.stories) == ("Inés Ortega", "Inés Núñez; Núñez", 2)
        assert index.search("ortega overtime", kind="quote").total == 2
    with open_store(store, write=True) as writer:
        publish(writer, FAST)
    with opened(store) as index:
        assert index.search('"ines ortega"').total == 0


def test_a_reader_keeps_the_last_whole_state(store, stories, add):
    with opened(store) as reader:
        before = answers(reader)
        add(store, replace(stories[2], identifier="s6", url="https://example.org/s6"))
        assert answers(reader) == before
    with opened(store) as index:
        assert index.search("ratify", kind="article").total == 2


KILLED = """
import os, signal, sys
from dataclasses import replace
from pathlib import Path

from kg.search import writer

put_in = writer._put_in

def die(*given):
    put_in(*given)
    os.kill(os.getpid(), signal.SIGKILL)

writer._put_in = die
sys.path.insert(0, sys.argv[2])
from conftest import STORIES, add

add(Path(sys.argv[1]), replace(STORIES[2], identifier="s7", url="https://example.org/s7"))
"""


def test_a_killed_writer_leaves_the_old_index_which_says_so(store, forks):
    before = told(store)
    done = forks.run(store, Path(__file__).parent, code=KILLED)
    assert done.returncode == -signal.SIGKILL, done.stderr
    with opened(store) as index:
        assert index.behind > 0
        assert answers(index) == before
    with open_store(store, write=True) as writer:
        publish(writer, FAST)
    with opened(store) as index:
        assert index.behind == 0
        assert index.search("ratify", kind="article").total == 2
    assert [p.name for p in store.iterdir() if p.name.startswith(FILE)] == [FILE]


@pytest.mark.parametrize("damage", ["missing", "text", "cut", "format"])
def test_an_index_that_cannot_be_read_is_made_again(store, damage):
    before, file = told(store), store / FILE
    if damage == "missing":
        file.unlink()
    elif damage == "text":
        file.write_text("no database\n" * 1000, encoding="utf-8")
    elif damage == "cut":
        file.write_bytes(file.read_bytes()[:50])
    else:
        db = sqlite3.connect(file)
        db.execute("PRAGMA user_version = 0")
        db.close()
    with pytest.raises(StoreError, match="no search index that this kg reads; 'kg resolve' makes it"):
        Index.open(store)
    with open_store(store) as reader, searched(reader) as index:
        assert answers(index) == before
    with open_store(store, write=True) as writer:
        assert publish(writer, FAST).changed == 0
    assert told(store) == before


def test_what_a_killed_writer_left_is_written_over(store):
    before = told(store)
    (store / FILE).rename(store / f"{FILE}.part")
    with open_store(store, write=True) as writer:
        publish(writer, FAST)
    assert told(store) == before
    assert not (store / f"{FILE}.part").exists()


def test_a_large_store_without_an_index_says_so(store, monkeypatch):
    (store / FILE).unlink()
    monkeypatch.setattr(publishing, "SMALL", 1)
    with open_store(store) as reader, pytest.raises(StoreError, match="'kg resolve' makes it"):
        searched(reader)


def test_an_index_that_cannot_be_written(store):
    (store / FILE).unlink()
    (store / FILE).mkdir()
    with open_store(store, write=True) as writer, pytest.raises(StoreError, match="its search index is not"):
        publish(writer, FAST)


def test_damaged_pages_are_an_error_of_the_store(store):
    file = store / FILE
    whole = file.read_bytes()
    file.write_bytes(whole[:8192] + b"\xff" * (len(whole) - 8192))
    with pytest.raises(StoreError, match="search index"), Index.open(store) as index:
        index.search("quillan")
