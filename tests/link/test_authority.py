"""Links outward from a file that a user supplies."""

import pytest

from kg.config import Settings
from kg.errors import InputError
from kg.ids import DATA
from kg.link.authority import read
from kg.model import Article
from kg.pipeline import build
from kg.publish import publish
from kg.store import MEMORY, open_store

EXACT = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> SELECT ?x ?y { ?x skos:exactMatch ?y }"
STORY = "Teamsters Local 412 struck Orrin Logistics Inc. on Monday. Orrin said no. Tarn Mills shut, Lodge 9 said."


def written(path, *rows):
    path.write_text("\n".join(["name,alias,id", *rows]) + "\n", encoding="utf-8")
    return path


def linked(path):
    with open_store(MEMORY, write=True, create=True) as store:
        list(build([Article(STORY, identifier="a")], store, Settings(fast=True)))
        done = publish(store, Settings(fast=True, authority=path))
        return {(r["x"].value.removeprefix(DATA), r["y"].value) for r in store.engine().query(EXACT)}, done.warnings


def test_bodies_are_linked_by_name_standard_name_and_alias(tmp_path):
    rows = [
        "ORRIN LOGISTICS,,https://example.org/1",
        "Tarn Mills plc,The Mills;Tarn Mills,https://example.org/2",
        "Orrin,,https://example.org/3",
    ]
    found, warnings = linked(written(tmp_path / "a.csv", *rows))
    assert found == {("org/orrin-logistics", "https://example.org/1"), ("org/tarn-mills", "https://example.org/2")}
    assert warnings == ()


def test_two_ids_for_one_name_link_nothing_and_are_told(tmp_path):
    path = written(tmp_path / "a.csv", "Tarn Mills,,https://example.org/1", "Tarn Mills,,https://example.org/2")
    found, warnings = linked(path)
    assert found == set()
    assert warnings == (f"{path}: several ids fit {DATA}org/tarn-mills; none is taken",)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("name,id\nTarn,https://example.org/1\n", "has no column alias"),
        ("name,alias,id\nTarn,,Q1234\n", ":2: 'Q1234' is no address"),
        ("name,alias,id\nTarn,,http://\0/Q1\n", r":2: 'http://.x00/Q1' is no address"),
        ('name,alias,id\nTarn,,"https://example.org/> <x"\n', ":2: 'https://example.org/> <x' is no address"),
        ('name,alias,id\n"Tarn', "cannot be read"),
    ],
)
def test_a_wrong_file_is_told(tmp_path, text, fault):
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=fault):
        read(path)
