"""Files for graph tools: what they hold, that they are valid, and that hostile text stays text."""

import xml.etree.ElementTree as ET

import networkx as nx
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.draw import draw
from kg.prefixes import PREFIXES
from kg.vocab import FOAF, LAB, SCHEMA

GEXF = "{http://www.gexf.net/1.2draft}"
HOSTILE = [
    '<script>alert("x")</script>',
    "a\x00b\x1b[31m\ufffe",
    '"]; bad [label="',
    "&lt;!-- ]]> --&gt;",
    "\u202eabc\u2066",
    '=HYPERLINK("http://x","y")',
    "n" * 5000,
]


def said(labels, days=()):
    """Each speaks of the next one in a story of a day of its own."""
    quads = []

    def add(subject, predicate, value):
        quads.append(Quad(NamedNode(subject), NamedNode(str(predicate)), value))

    people = [f"http://x/person/{i}" for i in range(len(labels))]
    for i, (person, label) in enumerate(zip(people, labels, strict=True)):
        add(person, PREFIXES["rdf"] + "type", NamedNode(str(FOAF.Person)))
        add(person, PREFIXES["rdfs"] + "label", Literal(label))
        add(f"http://x/said/{i}", LAB.speaker, NamedNode(person))
        add(f"http://x/said/{i}", LAB.about, NamedNode(people[(i + 1) % len(people)]))
    for i, day in enumerate(days):
        add(f"http://x/said/{i}", LAB.reportedIn, NamedNode(f"http://x/story/{i}"))
        add(f"http://x/story/{i}", SCHEMA.datePublished, Literal(day))
    return quads


def read(path):
    """Nodes and edges of a GEXF file with their columns; each column must be declared, each end of an edge be there."""
    graph = ET.parse(path).getroot().find(f"{GEXF}graph")
    declared = {
        table.get("class"): {a.get("id"): a.get("type") for a in table} for table in graph.iter(f"{GEXF}attributes")
    }
    found = {}
    for kind in ("node", "edge"):
        for element in graph.iter(GEXF + kind):
            columns = {v.get("for"): v.get("value") for v in element.iter(f"{GEXF}attvalue")}
            assert {declared[kind][name] for name in columns} == {"string"}
            assert (kind, element.get("id")) not in found
            found[kind, element.get("id")] = dict(element.attrib) | columns
    nodes = {i: d for (kind, i), d in found.items() if kind == "node"}
    edges = [d for (kind, _), d in found.items() if kind == "edge"]
    assert {e[end] for e in edges for end in ("source", "target")} <= set(nodes)
    return nodes, edges


def test_gexf_has_labels_kinds_and_dates(quads, tmp_path):
    draw(quads, tmp_path / "a.gexf", "all")
    nodes, edges = read(tmp_path / "a.gexf")
    named = {data["label"]: data for data in nodes.values()}
    assert (named["Maria Ruiz"]["group"], named["Maria Ruiz"]["kind"]) == ("person", "Person")
    assert named["Dockers’ Guild"]["names"] == "Dockers’ Guild of America | Guild"
    link = next(e for e in edges if (e["source"], e["kind"]) == (named["Maria Ruiz"]["id"], "criticizes"))
    assert nodes[link["target"]]["label"] == "Offer of Lakeside Freight"
    assert (link["label"], link["weight"], link["stance"]) == ("criticizes", "1", "criticizes")
    assert (link["start"], link["end"]) == ("2024-02-27", "2024-02-27")


def test_a_link_runs_from_the_first_story_to_the_last(tmp_path):
    quads = said(["Ada Quill", "Ada Quill"], ["2021-05-02"])
    again = [
        Quad(NamedNode("http://x/said/9"), q.predicate, q.object) for q in quads if q.subject.value.endswith("d/0")
    ]
    late = [q for q in again if "reportedIn" not in q.predicate.value]
    late += [
        Quad(NamedNode("http://x/said/9"), NamedNode(str(LAB.reportedIn)), NamedNode("http://x/story/9")),
        Quad(NamedNode("http://x/story/9"), NamedNode(str(SCHEMA.datePublished)), Literal("2021-05-30")),
    ]
    draw([*quads, *late], tmp_path / "a.gexf")
    _, edges = read(tmp_path / "a.gexf")
    assert [(e["weight"], e.get("start"), e.get("end")) for e in edges] == [
        ("2", "2021-05-02", "2021-05-30"),
        ("1", None, None),
    ]
    draw([*quads, *late], tmp_path / "a.graphml")
    same = nx.read_graphml(tmp_path / "a.graphml").edges(data=True)
    assert {(d["weight"], d.get("start"), d["stance"]) for _, _, d in same} == {
        (2, "2021-05-02", "neutral"),
        (1, None, "neutral"),
    }


@pytest.mark.parametrize("form", ["gexf", "graphml"])
def test_hostile_names_stay_text(tmp_path, form):
    draw(said(HOSTILE), tmp_path / f"a.{form}")
    reader = {"gexf": nx.read_gexf, "graphml": nx.read_graphml}[form]
    labels = {data["label"] for _, data in reader(tmp_path / f"a.{form}").nodes(data=True)}
    assert labels == {h.translate({0: "\ufffd", 27: "\ufffd", 0xFFFE: "\ufffd"}) for h in HOSTILE}
    tags = {element.tag.rpartition("}")[2] for element in ET.parse(tmp_path / f"a.{form}").iter()}
    assert "script" not in tags
