"""What a build knows of stories that were read before."""

import json
from dataclasses import replace

import pytest

from kg.config import Settings
from kg.ids import DATA, article_iri, graph_iri
from kg.model import Article
from kg.pipeline import build, read
from kg.shelf import REPLACED, version_of
from kg.store import open_store

FAST = Settings(fast=True)
TEXT = "Nurses at Tarn Hospital will strike on June 11, the Tarn Nurses Union said.\n"
OTHER = "Bakers at Orrin Mills voted on Friday, the Bakers’ Guild said.\n"
THIRD = "Dockers in Port Ellery went back to work on Monday, their union said.\n"


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """A store, and the folder with the stories, where the test runs."""
    monkeypatch.chdir(tmp_path)
    with open_store(tmp_path / "s.kg", write=True, create=True) as store:
        yield Kept(store, tmp_path)


class Kept:
    def __init__(self, store, folder):
        self.store, self.folder, self.readings = store, folder, store.readings()

    def write(self, **files):
        for name, text in files.items():
            (self.folder / f"{name}.txt").write_text(text, encoding="utf-8")

    def files(self, *names):
        return self.stories(read(f"{n}.txt" for n in names))

    def stories(self, articles):
        found = list(build(articles, self.store, FAST))
        assert not any(b.error for b in found)
        return found

    def current(self):
        return {r.article.removeprefix(f"{DATA}article/"): r for r in self.readings.current()}

    def texts(self):
        """First word of each story that is shown."""
        graphs = [self.store.quads(g) for g in self.store.graphs() if g.startswith(f"{DATA}article/")]
        words = [q.object.value.split()[0] for g in graphs for q in g if q.predicate.value.endswith("schema.org/text")]
        return sorted(w for w in words if w in ("Nurses", "Bakers", "Dockers", "Cooks"))


def front(text, **fields):
    return "---\n" + "".join(f"{k}: {v}\n" for k, v in fields.items()) + "---\n" + text


def test_a_story_is_read_once(kept):
    kept.write(a=TEXT, b=OTHER)
    first = kept.files("a", "b")
    assert [(b.name, b.changed, b.triples > 20) for b in first] == [("a.txt", True, True), ("b.txt", True, True)]
    assert [(b.name, b.changed, b.triples) for b in kept.files("a", "b")] == [("a.txt", False, 0), ("b.txt", False, 0)]
    assert kept.texts() == ["Bakers", "Nurses"]


def test_another_software_reads_it_again(kept, monkeypatch):
    kept.write(a=TEXT)
    kept.files("a")
    monkeypatch.setattr("kg.shelf._code", lambda: "other code")
    [again] = kept.files("a")
    assert again.triples > 20
    assert [r.made.split()[1] for r in kept.readings.every()] == ["other"]


def test_a_file_renamed_is_the_same_story(kept):
    kept.write(a=TEXT)
    [first] = kept.files("a")
    (kept.folder / "a.txt").rename(kept.folder / "z.txt")
    [second] = kept.files("z")
    assert (second.iri, second.triples) == (first.iri, 0)
    assert second.changed
    assert kept.readings.get(first.iri).files == ("a.txt", "z.txt")
    assert len(list(kept.readings.every())) == 1


def test_a_file_that_holds_another_text_takes_the_old_one_back(kept):
    kept.write(a=TEXT)
    [first] = kept.files("a")
    kept.write(a=OTHER)
    [second] = kept.files("a")
    assert first.iri != second.iri
    assert kept.readings.get(first.iri).retracted == REPLACED
    assert kept.readings.get(first.iri).files == ()
    assert kept.texts() == ["Bakers"]


def test_a_file_that_is_turned_back_shows_the_first_text(kept):
    kept.write(a=TEXT)
    kept.files("a")
    kept.write(a=OTHER)
    kept.files("a")
    kept.write(a=TEXT)
    [third] = kept.files("a")
    assert (third.changed, third.triples) == (True, 0)
    assert kept.texts() == ["Nurses"]
    assert {r.retracted for r in kept.readings.every()} == {None, REPLACED}
    [fourth] = kept.files("a")
    assert not fourth.changed


def test_two_files_with_one_text_are_one_story(kept):
    kept.write(a=TEXT, b=TEXT)
    first, second = kept.files("a", "b")
    assert first.iri == second.iri
    assert kept.readings.get(first.iri).files == ("a.txt", "b.txt")
    # One of them changes: the other still holds the story.
    kept.write(a=OTHER)
    kept.files("a", "b")
    assert kept.readings.get(first.iri).files == ("b.txt",)
    assert kept.texts() == ["Bakers", "Nurses"]
    kept.write(b=THIRD)
    kept.files("a", "b")
    assert kept.texts() == ["Bakers", "Dockers"]


def test_one_text_under_two_titles_stays_when_one_file_changes(kept):
    kept.write(a=front(TEXT, title="A strike"), b=front(TEXT, title="Nurses to strike"))
    first, second = kept.files("b", "a")
    assert first.iri == second.iri
    kept.write(a=OTHER)
    kept.files("b", "a")
    assert kept.texts() == ["Bakers", "Nurses"]
    kept.write(b=THIRD)
    kept.files("b", "a")
    assert kept.texts() == ["Bakers", "Dockers"]


def test_two_files_that_change_places(kept):
    kept.write(a=TEXT, b=OTHER)
    kept.files("a", "b")
    kept.write(a=OTHER, b=TEXT)
    kept.files("a", "b")
    assert kept.texts() == ["Bakers", "Nurses"]
    assert sorted(r.files for r in kept.readings.current()) == [("a.txt",), ("b.txt",)]


def test_standard_input_is_no_file(kept):
    [one] = kept.stories([Article(TEXT, source="-")])
    [two] = kept.stories([Article(OTHER, source="-")])
    assert one.name == two.name == "-"
    assert kept.texts() == ["Bakers", "Nurses"]
    assert [r.files for r in kept.readings.every()] == [(), ()]


def test_a_story_with_an_id_has_versions(kept):
    kept.write(a=front(TEXT, id="n1", published="2024-03-01"))
    [first] = kept.files("a")
    assert first.iri == f"{DATA}article/n1"
    kept.write(a=front(OTHER, id="n1", published="2024-03-01", modified="2024-03-02"))
    [second] = kept.files("a")
    assert second.iri == first.iri
    assert [(r.number, r.day, r.current) for r in kept.readings.versions(first.iri)] == [
        (1, "2024-03-01", False),
        (2, "2024-03-02", True),
    ]
    assert kept.texts() == ["Bakers"]
    # An older version that comes late is kept and does not count.
    kept.write(c=front(THIRD, id="n1", published="2024-02-01"))
    kept.files("c")
    assert [r.current for r in kept.readings.versions(first.iri)] == [False, True, False]
    assert kept.texts() == ["Bakers"]


def test_a_story_with_an_address_has_versions_too(kept):
    url = "https://paper.example/strike"
    [first] = kept.stories([Article(TEXT, url=url, source="a.txt")])
    [second] = kept.stories([Article(OTHER, url=url, source="b.txt")])
    assert first.iri == second.iri == article_iri(Article("", url=url))
    assert kept.texts() == ["Bakers"]
    assert kept.readings.get(first.iri).url == url


def test_an_id_counts_before_an_address(kept):
    same = Article(TEXT, url="https://paper.example/x", identifier="n1")
    [one, two] = kept.stories([same, replace(same, identifier="n2")])
    assert (one.iri, two.iri) == (f"{DATA}article/n1", f"{DATA}article/n2")


def test_a_story_with_an_id_stays_when_its_file_holds_another(kept):
    kept.write(a=front(TEXT, id="n1"))
    kept.files("a")
    kept.write(a=front(OTHER, id="n2"))
    kept.files("a")
    assert sorted(kept.current()) == ["n1", "n2"]
    assert kept.texts() == ["Bakers", "Nurses"]


def test_a_story_with_an_id_that_is_turned_back(kept):
    """A correction without a date of its own is withdrawn: the text that the file holds is the one that counts."""
    kept.write(a=front(TEXT, id="n1", published="2024-03-01"))
    kept.files("a")
    kept.write(a=front(OTHER, id="n1", published="2024-03-01"))
    kept.files("a")
    assert kept.texts() == ["Bakers"]
    kept.write(a=front(TEXT, id="n1", published="2024-03-01"))
    kept.files("a")
    assert kept.texts() == ["Nurses"]


def test_stories_of_one_file_do_not_take_one_another_back(kept):
    file = kept.folder / "all.jsonl"
    records = [{"text": TEXT}, {"text": OTHER, "id": "n2"}, {"text": THIRD, "url": "https://paper.example/3"}]
    file.write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
    kept.stories(read(["all.jsonl"]))
    assert kept.texts() == ["Bakers", "Dockers", "Nurses"]
    # A line before the others moves them, and takes none of them away.
    records.insert(0, {"text": "Cooks at Salem Hospital walked out on Friday, their union said.\n"})
    file.write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
    kept.stories(read(["all.jsonl"]))
    assert kept.texts() == ["Bakers", "Cooks", "Dockers", "Nurses"]
    records.reverse()
    file.write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
    kept.stories(read(["all.jsonl"]))
    assert kept.texts() == ["Bakers", "Cooks", "Dockers", "Nurses"]


def test_what_is_taken_back_stays_so_and_is_told(kept):
    kept.write(a=front(TEXT, id="n1"))
    [first] = kept.files("a")
    kept.readings.retract(first.iri, "wrong person")
    [again] = kept.files("a")
    assert again.warnings == (f"a.txt: stays retracted (wrong person); 'kg retract --undo {first.iri}' brings it back",)
    assert kept.texts() == []
    assert graph_iri(first.iri) not in kept.store.graphs()
    # A new version of it is taken back as well.
    kept.write(a=front(OTHER, id="n1"))
    [new] = kept.files("a")
    assert "stays retracted (wrong person)" in new.warnings[0]
    assert kept.texts() == []
    kept.readings.retract(first.iri, None)
    kept.files("a")
    assert kept.texts() == ["Bakers"]


def test_a_version_is_all_that_came_with_a_story():
    story = Article(TEXT, title="A", identifier="n1", source="a.txt", captions=("x",))
    assert version_of(story) == version_of(replace(story, source="b.txt", warnings=("w",)))
    others = [
        replace(story, **change)
        for change in (
            {"text": OTHER},
            {"title": "B"},
            {"modified": "2024-03-02"},
            {"captions": ("y",)},
            {"publisher": "\ud800"},
        )
    ]
    assert len({version_of(s) for s in [story, *others]}) == 6
