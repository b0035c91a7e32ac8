"""Tables for Neo4j: nodes and relationships that fit together, types that hold, text that stays text."""

from __future__ import annotations

import csv
from datetime import date

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import ExportError
from kg.export import write
from kg.export.tables import plain
from kg.prefixes import PREFIXES
from kg.vocab import LAB, ORG, SCHEMA

CHECKS = {"long": int, "double": float, "date": date.fromisoformat, "boolean": ["true", "false"].index, "string": str}


def read(folder):
    """Nodes by IRI with values by name, each checked against the type of its column; relationships."""
    with (folder / "nodes.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    header, nodes = rows[0], {}
    assert header[:2] == ["iri:ID", ":LABEL"]
    for row in rows[1:]:
        assert len(row) == len(header)
        node = nodes[row[0]] = {"labels": row[1].split(";")}
        for column, cell in zip(header[2:], row[2:], strict=True):
            name, kind = column.split(":")
            if cell:
                cells = cell.split(";") if kind.endswith("[]") else [cell]
                assert [CHECKS[kind.removesuffix("[]")](c) is not None for c in cells]
                node[name] = cells if kind.endswith("[]") else cell
    assert len(nodes) == len(rows) - 1
    with (folder / "relationships.csv").open(encoding="utf-8", newline="") as stream:
        links = [tuple(row) for row in csv.reader(stream)]
    assert links[0] == (":START_ID", ":END_ID", ":TYPE")
    assert {end for link in links[1:] for end in link[:2]} <= set(nodes)
    return nodes, set(links[1:])


def test_nodes_and_relationships(quads, tmp_path):
    write(quads, tmp_path / "a.neo4j")
    nodes, links = read(tmp_path / "a.neo4j")
    by_label = {node["label"]: iri for iri, node in nodes.items() if "label" in node}
    ruiz = by_label["Maria Ruiz"]
    assert nodes[ruiz]["labels"] == ["Person", "Agent"]
    quote = next(iri for iri, node in nodes.items() if "DirectQuotation" in node["labels"])
    assert nodes[quote]["labels"] == ["DirectQuotation", "Quotation", "Statement", "Attribution", "Entity"]
    assert (quote, ruiz, "SPEAKER") in links
    stance = next(end for start, end, kind in links if (start, kind) == (quote, "EXPRESSES_STANCE"))
    assert nodes[stance]["stanceValue"] == "Criticizes"
    assert {kind for _, end, kind in links if end == ruiz} >= {"SPEAKER", "ORG_MEMBER"}
    article = next(node for node in nodes.values() if "Article" in node["labels"])
    assert (article["datePublished"], article["identifier"]) == ("2024-02-27", "dockers-7")
    strike = next(node for node in nodes.values() if "Strike" in node["labels"])
    assert {"WorkStoppage", "LaborAction", "Event"} < set(strike["labels"])


def quad(subject, prop, value, graph="http://x/g"):
    return Quad(NamedNode(subject), NamedNode(str(prop)), value, NamedNode(graph))


def test_a_thing_of_several_articles_is_one_node_with_one_name(tmp_path):
    me, label = PREFIXES["d"] + "org/ostrava", PREFIXES["rdfs"] + "label"
    names = [Literal(name, language="en") for name in ("Ostrava; Mills", "Ostrava Mills Inc", "Mills")]
    quads = [quad(me, label, names[0]), quad(me, label, names[1], "http://x/h"), quad(me, LAB.cue, names[0])]
    quads += [quad(me, LAB.cue, name) for name in names[1:]]
    write([*quads, quad(me, LAB.about, NamedNode(PREFIXES["iss"] + "wages"))], tmp_path / "a", "neo4j")
    nodes, links = read(tmp_path / "a")
    assert nodes[me] == {
        "labels": ["Resource"],
        "label": "Ostrava Mills Inc",
        "cue": ["Mills", "Ostrava Mills Inc", "Ostrava, Mills"],
    }
    assert nodes[PREFIXES["iss"] + "wages"]["labels"] == ["Issue"]
    assert links == {(me, PREFIXES["iss"] + "wages", "ABOUT")}


HOSTILE = [
    '=HYPERLINK("http://x","y")',
    "+1",
    "-1",
    "@x",
    "'x",
    "\tx",
    '"; DROP\n"',
    "a\rb\x07\x7f",
    "<script>\u202e",
    "n" * 5000,
]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_text_stays_text(tmp_path, words):
    me, typed = PREFIXES["d"] + "x", NamedNode(PREFIXES["xsd"] + "decimal")
    quads = [quad(me, LAB.cue, Literal(words)), quad(me, SCHEMA.value, Literal("-4.5", datatype=typed))]
    quads.append(quad(me, "http://x/odd:na,me", Literal("1")))
    write(quads, tmp_path / "a", "neo4j")
    nodes, _ = read(tmp_path / "a")
    assert plain(nodes[me]["cue"]) == words
    assert not nodes[me]["cue"].startswith(("=", "+", "-", "@", "\t"))
    assert (nodes[me]["value"], nodes[me]["odd_na_me"]) == ("-4.5", "1")


def test_a_date_that_is_no_day_makes_its_column_text(tmp_path):
    kinds = {"2024-02": "gYearMonth", "2024-02-27": "date"}
    quads = [
        quad(PREFIXES["d"] + day, LAB.startDate, Literal(day, datatype=NamedNode(PREFIXES["xsd"] + kind)))
        for day, kind in kinds.items()
    ]
    write(quads[1:], tmp_path / "a", "neo4j")
    write(quads, tmp_path / "b", "neo4j")
    headers = [(tmp_path / name / "nodes.csv").read_text("utf-8").splitlines()[0] for name in "ab"]
    assert [header.split(",")[-1] for header in headers] == ["startDate:date", "startDate:string"]


def test_the_order_of_quads_does_not_matter(quads, tmp_path):
    write(quads, tmp_path / "a", "neo4j")
    write(list(reversed(quads)), tmp_path / "b", "neo4j")
    for name in ("nodes.csv", "relationships.csv"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_a_file_in_the_place_of_the_folder(quads, tmp_path):
    (tmp_path / "a").write_text("old")
    with pytest.raises(ExportError, match="cannot be a folder"):
        write(quads, tmp_path / "a", "neo4j")
    with pytest.raises(ExportError, match="folder"):
        write(quads, "-", "neo4j")


def test_positions_keep_the_two_kinds_of_members_apart(tmp_path):
    a, b = (PREFIXES["d"] + name for name in "ab")
    quads = [quad(a, ORG.member, NamedNode(b)), quad(a, PREFIXES["foaf"] + "member", NamedNode(b))]
    write(quads, tmp_path / "a", "neo4j")
    assert read(tmp_path / "a")[1] == {(a, b, "ORG_MEMBER"), (a, b, "FOAF_MEMBER")}
