"""Stores of format 1, laid out as kg wrote them then: their stories come back as they were given."""

import pyoxigraph
import pytest
from click.testing import CliRunner
from pyoxigraph import RdfFormat

from kg.cli.build import command
from kg.config import Settings
from kg.errors import InputError, StoreError
from kg.model import Article
from kg.pipeline import together
from kg.prefixes import PREFIXES
from kg.store import open_store
from kg.store.older import is_older, stories

NURSES = Article(
    "Nurses walked out at Sorrel Hospital on Monday.\n\n“We will win,” said Orla Brandt, president of Local 77.\n",
    title="Nurses strike at Sorrel",
    published="2031-05-06",
    publisher="Tarn Herald",
    url="https://example.org/s1",
    byline="Ada Oake",
    identifier="s-1",
    source="in/a.txt",
    modified="2031-05-07T09:00:00Z",
    captions=("Nurses on Monday", "Orla Brandt"),
)
MINERS = Article("Miners struck in Tarn.\n", url="no address", source="in/c.txt", published_raw="someday")
# The graphs as kg 0.1.0 wrote them in format 1, without what it found in the text but for one person.
WRITTEN = r"""
<article/s-1/graph> {
  <article/s-1> a lab:Article ; rdfs:label "Nurses strike at Sorrel"@en ; schema:headline "Nurses strike at Sorrel" ;
    schema:text "Nurses walked out at Sorrel Hospital on Monday.\n\n“We will win,” said Orla Brandt, president of Local 77.\n" ;
    schema:identifier "s-1" ; schema:url <https://example.org/s1> ; schema:author "Ada Oake" ; schema:inLanguage "en" ;
    schema:datePublished "2031-05-06"^^xsd:date ; schema:dateModified "2031-05-07T09:00:00Z"^^xsd:dateTime ;
    lab:referenceDate "2031-05-06"^^xsd:date ; lab:sourceFile "in/a.txt" ; schema:publisher <org/tarn-herald> ;
    schema:caption "Orla Brandt", "Nurses on Monday" .
  <org/tarn-herald> a lab:NewsOrganization ; rdfs:label "Tarn Herald"@en .
  <article/s-1/person/orla-brandt> a foaf:Person ; rdfs:label "Orla Brandt"@en .
}
<article/5917eeb9744277c1/graph> {
  <article/5917eeb9744277c1> a lab:Article ; rdfs:label "Miners struck in Tarn."@en ; schema:inLanguage "en" ;
    schema:text "Miners struck in Tarn.\n" ; dcterms:source "no address" ; lab:sourceFile "in/c.txt" ;
    rdfs:comment "The date that came with the story could not be read: someday"@en .
}
"""  # noqa: E501


def older(folder, graphs):
    """A store of format 1: its number, and the database with one named graph a story."""
    folder.mkdir()
    (folder / "format").write_text("1\n")
    engine = pyoxigraph.Store(str(folder / "data"))
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    engine.load(f"@base <{PREFIXES['d']}> .\n{head}{graphs}".encode(), format=RdfFormat.TRIG)
    engine.flush()
    return folder


def test_stories_are_as_they_were_given(tmp_path):
    store = older(tmp_path / "old.kg", WRITTEN)
    assert is_older(store)
    assert list(stories(store)) == [MINERS, NURSES]


def test_a_store_of_today_and_a_folder_of_stories_are_none(tmp_path):
    open_store(tmp_path / "new.kg", write=True, create=True).close()
    (tmp_path / "in").mkdir()
    assert [is_older(tmp_path / name) for name in ("new.kg", "in", "none")] == [False] * 3


def test_building_from_it_gives_what_the_files_give(tmp_path):
    old, new = older(tmp_path / "old.kg", WRITTEN), tmp_path / "new.kg"
    done = CliRunner().invoke(command, [str(old), "--fast", "--store", str(new)])
    assert done.exit_code == 0
    assert "2 stored" in done.stderr
    with open_store(new) as store:
        assert sorted(map(str, store.quads())) == sorted(map(str, together([NURSES, MINERS], Settings(fast=True))))
    assert list(stories(old)) == [MINERS, NURSES]


@pytest.mark.parametrize("write", [False, True])
def test_the_command_is_named(tmp_path, write):
    store = older(tmp_path / "old.kg", WRITTEN)
    with pytest.raises(StoreError, match=r"has format 1, .*'kg build .*old\.kg --store NEW' makes a new store"):
        open_store(store, write=write, create=write)


def test_what_is_damaged_or_empty_is_told(tmp_path):
    (empty,) = stories(older(tmp_path / "empty.kg", ""))
    assert isinstance(empty, InputError)
    assert "holds no story" in str(empty)
    damaged = older(tmp_path / "damaged.kg", WRITTEN)
    for file in (damaged / "data").glob("*"):
        file.write_bytes(b"\xff\x00 spoiled")
    (told,) = stories(damaged)
    assert isinstance(told, InputError)
    assert "cannot be read" in str(told)
    assert "\n" not in str(told)
