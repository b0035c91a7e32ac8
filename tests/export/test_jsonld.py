"""JSON-LD that people can read and that gives back the same quads."""

from __future__ import annotations

import io
import json

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse
from rdflib import Dataset

from kg.errors import ExportError
from kg.export import write
from kg.export.context import context, keys
from kg.prefixes import PREFIXES
from kg.vocab import LAB, OA, ORG, SCHEMA

XSD = PREFIXES["xsd"]
ARTICLE = PREFIXES["d"] + "article/dockers-7"


def written(quads) -> str:
    stream = io.BytesIO()
    write(quads, stream, "jsonld")
    return stream.getvalue().decode()


def read(quads):
    """The document, and its objects of the one named graph by @id."""
    document = json.loads(written(quads))
    (graph,) = document["@graph"]
    return document, {node["@id"]: node for node in graph["@graph"]}


def test_people_can_read_it(quads):
    document, nodes = read(quads)
    assert document["@graph"][0]["@id"] == "d:article/dockers-7/graph"
    quote = next(n for n in nodes.values() if n["@type"] == "DirectQuotation")
    assert quote["quoteText"] == "We have waited long enough, Their offer is an insult."
    assert nodes[quote["speaker"]]["label"] == "Maria Ruiz"
    assert nodes[quote["expressesStance"]]["stanceValue"] == "lab:Criticizes"
    span = nodes[quote["cueSpan"]]
    assert (type(span["start"]), span["end"] - span["start"]) == (int, len(span["exact"]))
    assert nodes["d:article/dockers-7"]["datePublished"] == "2024-02-27"
    post = next(n for n in nodes.values() if n["@type"] == "org:Membership")
    assert nodes[post["org:member"]]["name"] == "Maria Ruiz"


def test_every_property_of_the_ontology_has_a_key_of_its_own():
    known = keys()
    assert len({key.name for key in known.values()}) == len(known) > 100
    assert {str(LAB.speaker), str(SCHEMA.datePublished), str(OA.start), str(ORG.member)} < set(known)
    assert known[str(LAB.about)].name == "about"
    assert known[str(SCHEMA.about)].name == "schema:about"
    terms = context()
    assert terms["speaker"] == {"@id": "lab:speaker", "@type": "@id"}
    assert terms["confidence"] == {"@id": "lab:confidence", "@type": "xsd:decimal"}
    assert terms["label"] == {"@id": "rdfs:label", "@language": "en"}
    assert terms["quoteText"] == "lab:quoteText"


VALUES = [
    Literal("2024-02", datatype=NamedNode(XSD + "gYearMonth")),
    Literal("2024-02-27", datatype=NamedNode(XSD + "date")),
    Literal("2024-02-27"),
    Literal("007", datatype=NamedNode(XSD + "nonNegativeInteger")),
    Literal("7", datatype=NamedNode(XSD + "nonNegativeInteger")),
    Literal("12345678901234567890", datatype=NamedNode(XSD + "nonNegativeInteger")),
    Literal("true", datatype=NamedNode(XSD + "boolean")),
    Literal("1", datatype=NamedNode(XSD + "boolean")),
    Literal("0.9", datatype=NamedNode(XSD + "decimal")),
    Literal("Sí", language="es"),
    Literal("Yes", language="en"),
    Literal('<script>"\\\u202e\u2028\x00\x7f\ufeff' + "n" * 5000),
    NamedNode("http://x/é?q=1#a:b"),
    NamedNode("urn:isbn:0"),
    NamedNode(PREFIXES["d"] + "a/b#char=1,2"),
    NamedNode(PREFIXES["d"]),
    NamedNode(PREFIXES["d"] + "//odd"),
    NamedNode(PREFIXES["lab"] + "start"),
]


@pytest.mark.parametrize("prop", [LAB.startDate, LAB.speaker, OA.start, LAB.negated, SCHEMA.gender, "http://x/p#q"])
def test_values_under_any_key_come_back(prop):
    graph = NamedNode("http://x/g")
    quads = {Quad(NamedNode("http://x/s"), NamedNode(str(prop)), value, graph) for value in VALUES}
    text = written(quads)
    assert set(parse(text, format=RdfFormat.JSON_LD)) == quads
    mine, theirs = Dataset(), Dataset()
    mine.parse(data=text, format="json-ld")
    # rdflib writes numbers and truth values its own way, wherever they come from.
    theirs.parse(data="".join(f"{quad} .\n" for quad in quads), format="nquads")
    assert set(mine.quads()) == set(theirs.quads())


def test_classes_come_back_whatever_they_are_called():
    me, kind = NamedNode("http://x/s"), NamedNode(PREFIXES["rdf"] + "type")
    names = [*(PREFIXES["lab"] + n for n in ("Claim", "start", "a/b", "")), PREFIXES["foaf"] + "Person", "urn:x"]
    quads = {Quad(me, kind, NamedNode(name)) for name in names}
    assert set(parse(written(quads), format=RdfFormat.JSON_LD)) == quads


def test_the_default_graph_stands_between_named_ones():
    quads = [
        Quad(NamedNode(f"http://x/{n}"), NamedNode("http://x/p"), Literal(str(n)), *graph)
        for n, graph in enumerate([(), (), (NamedNode("http://x/g"),), ()])
    ]
    assert set(parse(written(quads), format=RdfFormat.JSON_LD)) == set(quads)
    assert json.loads(written([]))["@graph"] == []


def test_an_iri_that_looks_like_a_short_one_is_an_error():
    quad = Quad(NamedNode("org:123"), NamedNode("http://x/p"), Literal(""))
    with pytest.raises(ExportError, match=r"org:123 would be read as .* Choose N-Quads"):
        written([quad])
