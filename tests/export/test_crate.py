"""A folder with a description: what it says of files and stories is so, and it is the same each time."""

from __future__ import annotations

import hashlib
import json
from itertools import groupby

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg import __version__
from kg.errors import ExportError
from kg.export import write
from kg.prefixes import PREFIXES
from kg.vocab import LAB, SCHEMA


def read(folder):
    """What is described, by @id; every link must lead to something described."""
    document = json.loads((folder / "ro-crate-metadata.json").read_text("utf-8"))
    found = {entity["@id"]: entity for entity in document["@graph"]}
    assert len(found) == len(document["@graph"])
    for entity in document["@graph"]:
        for value in entity.values():
            for link in value if isinstance(value, list) else [value]:
                if isinstance(link, dict) and entity["@id"] != "ro-crate-metadata.json":
                    assert link["@id"] in found
    return found


def test_the_description_is_true(quads, tmp_path):
    write(quads, tmp_path / "a.crate")
    folder, found = tmp_path / "a.crate", read(tmp_path / "a.crate")
    assert found["ro-crate-metadata.json"]["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.1"}
    root = found["./"]
    files = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()} - {"ro-crate-metadata.json"}
    assert {part["@id"] for part in root["hasPart"]} == files
    for name in files:
        data = (folder / name).read_bytes()
        assert found[name]["contentSize"] == str(len(data))
        assert found[name]["sha256"] == hashlib.sha256(data).hexdigest()
    assert found["graph.trig"]["encodingFormat"] == "application/trig"
    assert found["tables/claims.csv"]["encodingFormat"] == "text/csv"
    assert set(parse(path=str(folder / "graph.trig"), format=RdfFormat.TRIG)) == set(quads)
    (story,) = (found[link["@id"]] for link in root["isBasedOn"])
    assert (story["@type"], story["datePublished"], story["identifier"]) == ("NewsArticle", "2024-02-27", "dockers-7")
    assert found[story["publisher"]["@id"]]["name"] == "The Ellery Post"
    assert root["datePublished"] == "2024-02-27"
    assert "No licence is stated yet" in found[root["license"]["@id"]]["name"]
    assert found[found["#export"]["instrument"][0]["@id"]]["softwareVersion"] == __version__


def stories(days, title="T"):
    """A story a day; its name, its day and its address."""
    for number, day in enumerate(days):
        me, graph = NamedNode(f"http://x/{number}"), NamedNode(f"http://x/{number}/graph")
        address = NamedNode(f"http://paper.example/{number}")
        yield Quad(me, NamedNode(PREFIXES["rdf"] + "type"), NamedNode(str(LAB.Article)), graph)
        yield Quad(me, NamedNode(PREFIXES["rdfs"] + "label"), Literal(title, language="en"), graph)
        yield Quad(me, NamedNode(str(SCHEMA.url)), address, graph)
        if day:
            kind = NamedNode(PREFIXES["xsd"] + "date")
            yield Quad(me, NamedNode(str(SCHEMA.datePublished)), Literal(day, datatype=kind), graph)


def test_it_is_as_new_as_its_latest_story(tmp_path):
    write(stories(["2022-03-01", "2023-09-09", None, "2021-12-31"]), tmp_path / "a", "crate")
    found = read(tmp_path / "a")
    assert (found["./"]["datePublished"], found["./"]["temporalCoverage"]) == ("2023-09-09", "2021-12-31/2023-09-09")
    assert found["http://x/2"] == {
        "@id": "http://x/2",
        "@type": "NewsArticle",
        "name": "T",
        "url": "http://paper.example/2",
    }
    assert found["./"]["name"] == "Labor news graph of 4 stories"


def test_the_same_graph_gives_the_same_folder(quads, tmp_path):
    graphs = [list(members) for _, members in groupby(quads, key=lambda q: q.graph_name)]
    write(quads, tmp_path / "a", "crate")
    write((q for graph in graphs for q in reversed(graph)), tmp_path / "b", "crate")
    names = sorted(p.relative_to(tmp_path / "a") for p in (tmp_path / "a").rglob("*") if p.is_file())
    assert len(names) == 11
    for name in names:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


@pytest.mark.parametrize("title", ['"}]</script>\\', "\u202e\u2028\x07\x85\ufeff", "=1+1", "n" * 5000])
def test_hostile_titles_stay_text(tmp_path, title):
    write(stories(["2022-03-01"], title), tmp_path / "a", "crate")
    assert read(tmp_path / "a")["http://x/0"]["name"] == title
    raw = (tmp_path / "a" / "ro-crate-metadata.json").read_text("utf-8")
    assert not set(raw) & set("\x07\x85\u2028\ufeff")


def test_a_folder_that_cannot_be(quads, tmp_path):
    (tmp_path / "a").write_text("old")
    with pytest.raises(ExportError, match="cannot be a folder"):
        write(quads, tmp_path / "a", "crate")
    with pytest.raises(ExportError, match="cannot go to a stream"):
        write(quads, "-", "crate")
