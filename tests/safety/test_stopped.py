"""A writer that is stopped between two of its steps, each step that matters: the next command goes on from there."""

import pytest

from kg.cli import retract
from kg.config import Settings
from kg.errors import StoreError
from kg.link import curation
from kg.model import Article
from kg.pipeline import build
from kg.publish import publish
from kg.store import open_store
from kg.store.embedded import Embedded
from kg.store.readings import Readings

FAST = Settings(fast=True)
TEXT = "Orla Brandt leads Local 77. Some 300 workers walked out at Sorrel Mills."
OTHER = "Ten drivers struck at Dorn Yard, said Bram Oake."
GRAPH = "https://w3id.org/labornews/data/article/a1/graph"
RENAME = "- rename: {iri}\n  to: Orla B. Brandt\n  who: Ada Ruiz\n  when: 2031-06-12\n  why: a test\n"


class Stop(BaseException):
    """In the place of a kill."""


def stop(*_, **__):
    raise Stop


def write(place, *stories, settings=FAST):
    with open_store(place, write=True, create=True) as store:
        return list(build(stories, store, settings))


def state(place):
    with open_store(place) as store:
        return {name: sorted(map(str, store.quads(name))) for name in store.graphs()}


def stopped(place, owner, name, work, monkeypatch):
    """Does work that is stopped where it would call a function."""
    with monkeypatch.context() as patch, open_store(place, write=True, create=True) as store:
        patch.setattr(owner, name, stop)
        with pytest.raises(Stop):
            work(store)
        patch.undo()


@pytest.fixture
def place(tmp_path):
    write(tmp_path / "s.kg", Article(TEXT, identifier="a1", published="2031-05-06"))
    return tmp_path / "s.kg"


def test_what_was_written_and_not_noted_is_undone_with_its_decision(place, tmp_path, monkeypatch):
    before = state(place)
    (iri,) = {line.split()[0][1:-1] for line in before[GRAPH] if '#label> "Orla Brandt"' in line}
    file = tmp_path / "curation.yaml"
    file.write_text(RENAME.format(iri=iri), encoding="utf-8")
    assert len(curation.read(file)) == 1
    decided = Settings(fast=True, curation=file)
    stopped(place, Embedded, "flush", lambda store: publish(store, decided), monkeypatch)
    assert "Orla B. Brandt" in str(state(place))
    with open_store(place, write=True) as store:
        publish(store, FAST)
    assert state(place) == before


def test_a_graph_that_was_written_and_not_noted_goes_with_its_story(place, monkeypatch):
    before = state(place)
    other = Article(OTHER, identifier="a2", published="2031-05-07")
    stopped(place, Embedded, "flush", lambda store: list(build([other], store, FAST)), monkeypatch)
    with open_store(place, write=True) as store:
        (article,) = store.readings().find("a2")
        assert f"{article}/graph" in store.graphs()
        store.readings().retract(article, "a test")
        publish(store, FAST)
    assert state(place) == before


def test_a_file_that_holds_another_text_never_leaves_both(tmp_path, monkeypatch):
    place = tmp_path / "s.kg"
    old, new = (Article(text, published="2031-05-06", source="a.txt") for text in (TEXT, OTHER))
    write(place, old)
    stopped(place, Readings, "retract", lambda store: list(build([new], store, FAST)), monkeypatch)
    with open_store(place) as store:
        assert [(r.files, r.retracted) for r in store.readings().every()] == [(("a.txt",), None)]
    write(place, new)
    write(tmp_path / "fresh.kg", new)
    assert state(place) == state(tmp_path / "fresh.kg")


def test_changes_that_belong_together_are_all_made_or_none(tmp_path):
    readings = Readings(tmp_path / "readings.sqlite", write=True)
    readings.show("d:a", "1")

    def change():
        with readings.together():
            readings.show("d:a", "2")
            raise Stop

    with pytest.raises(Stop):
        change()
    assert readings.shown() == {"d:a": "1"}
    with readings.together():
        readings.show("d:b", "2")
    assert readings.shown() == {"d:a": "1", "d:b": "2"}
    readings.close()


def test_a_retraction_that_was_noted_and_not_shown_is_finished(desk, monkeypatch):
    with open_store(desk.folder / "labor.kg", write=True) as store:
        (article,) = store.readings().find("a1")
        store.readings().retract(article, retract.BY_HAND)
    assert "Sorrel Mills on Monday" in desk.export()
    done = desk.ok("retract", "a1")
    assert "is retracted already" in done.stderr
    assert "graphs changed: 3" in done.stderr
    assert "Sorrel Mills on Monday" not in desk.export()


def test_of_a_removed_graph_no_name_is_left(place):
    with open_store(place, write=True) as store:
        assert GRAPH in store.graphs()
        store.put("urn:g", store.quads(GRAPH))
        assert store.put("urn:g", []) is True
        assert store.remove(GRAPH) is True
        assert {GRAPH, "urn:g"} & {g.value for g in store.engine().named_graphs()} == set()


def test_a_reader_sees_no_database_or_a_whole_one(place, tmp_path, monkeypatch):
    fresh = tmp_path / "fresh.kg"
    with monkeypatch.context() as patch:
        patch.setattr("kg.store.embedded.Path.replace", _unless_data)
        with pytest.raises(StoreError, match="cannot be opened: here it ends"):
            open_store(fresh, write=True, create=True)
    with pytest.raises(StoreError, match="no store at"):
        open_store(fresh)
    write(fresh, Article(TEXT, identifier="a1", published="2031-05-06"))
    assert state(fresh) == state(place)
    assert not (fresh / "data.part").exists()


def _unless_data(self, target):
    if self.name == "data.part":
        raise OSError("here it ends")
    return self.rename(target)


def test_a_store_without_its_database_says_how_to_make_it(place):
    before = state(place)
    for path in sorted((place / "data").iterdir()):
        path.unlink()
    (place / "data").rmdir()
    with pytest.raises(StoreError, match="'kg resolve' makes it"):
        open_store(place)
    with open_store(place, write=True, anew=True) as store:
        publish(store, FAST)
    assert state(place) == before
