"""Look-ups of single nodes, and the kinds of things."""

import re
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store
from rdflib.namespace import RDF, RDFS, SKOS, XSD

from kg import profile, vocab
from kg.ids import DATA
from kg.prefixes import PREFIXES
from kg.profile.nodes import Nodes, own, sort_of, term
from kg.profile.parts import Ref

STORY = f"{DATA}article/dockers-7"
TERMS = {
    "lab": vocab.LAB, "schema": vocab.SCHEMA, "org": vocab.ORG, "foaf": vocab.FOAF, "prov": vocab.PROV,
    "oa": vocab.OA, "time": vocab.TIME, "rdf": RDF, "rdfs": RDFS, "skos": SKOS, "xsd": XSD,
}  # fmt: skip


def test_every_term_that_profiles_name_is_in_the_ontology():
    found = set()
    for path in Path(profile.__file__).parent.glob("*.py"):
        found |= set(re.findall(r"\b(lab|schema|org|foaf|prov|oa|time|rdfs?|skos|xsd):(\w+)", path.read_text("utf-8")))
    assert len(found) > 80
    assert [f"{prefix}:{local}" for prefix, local in sorted(found) if local not in TERMS[prefix]] == []


@pytest.mark.parametrize(
    ("iri", "article", "sort"),
    [
        (f"{STORY}/claim-3-9", STORY, "claim"),
        (f"{STORY}/statement-3-9-2", STORY, "statement"),
        (f"{STORY}#char=3,9", STORY, "char=3,9"),
        (STORY, "", ""),
        (f"{DATA}org/lakeside", "", ""),
        ("https://else.example/article/x/claim-1-2", "", ""),
    ],
)
def test_a_node_of_one_article_is_known_by_its_iri(iri, article, sort):
    assert own(iri) == article
    assert sort_of(iri) == sort


def test_offsets_come_from_the_iri_of_a_span_or_from_what_it_says():
    store, span = Store(), NamedNode("https://example.org/span")
    assert Nodes(store).place(f"{STORY}#char=3,19") == (STORY, 3, 19)
    assert Nodes(store).place(span.value) == ("", 0, 0)
    store.extend(Quad(span, term(f"oa:{name}"), Literal(value)) for name, value in (("start", 4), ("end", 7)))
    store.add(Quad(span, term("lab:inArticle"), NamedNode(STORY)))
    assert Nodes(store).place(span.value) == (STORY, 4, 7)


@pytest.mark.parametrize(
    ("thing", "label", "kind", "word"),
    [
        ("x/mr", "Maria Ruiz", "person", "person"),
        ("x/dg", "Dockers’ Guild", "union", "labor union"),
        ("x/l7", "Guild Local 7", "local", "union local"),
        ("x/lf", "Lakeside Freight", "employer", "employer"),
        ("x/0", "dockers", "group", "collective"),
        ("x/pe", "Port Ellery", "place", "city"),
        ("x/et", "East Terminal", "place", "facility"),
        ("x/st", "Strike at Lakeside Freight", "action", "strike"),
        ("x/offer", "Offer of Lakeside Freight", "action", "proposal"),
        ("x/letter", "Letter of Lakeside Freight", "document", "source document"),
        ("org/the-ellery-post", "The Ellery Post", "organization", "news organization"),
        ("article/dockers-7", "Dockers to walk out at Port Ellery", "article", "article"),
        ("article/dockers-7/statement-302-312", "the strike", "other", "mixed quotation"),
        ("article/dockers-7/time-106-113", "March 4 = 2024-03-04", "other", "time expression"),
        ("nowhere", "d:nowhere", "other", "thing"),
    ],
)
def test_a_thing_has_a_label_a_kind_and_a_word(engine, thing, label, kind, word):
    assert Nodes(engine).ref(DATA + thing) == Ref(DATA + thing, label, kind, word)


def test_of_several_classes_the_first_kind_that_fits_counts():
    store, me = Store(), NamedNode(f"{DATA}place/ore")
    store.extend(Quad(me, term("rdf:type"), term(kind)) for kind in ("schema:City", "org:Organization"))
    store.add(Quad(me, term("rdfs:label"), Literal("Ore", language="en")))
    store.add(Quad(term("schema:City"), term("rdfs:subClassOf"), term("schema:Place")))
    assert Nodes(store).ref(me.value) == Ref(me.value, "Ore", "place", "city")
    store.add(Quad(me, term("rdf:type"), term("lab:Employer")))
    assert Nodes(store).ref(me.value) == Ref(me.value, "Ore", "employer", "employer")


def test_what_is_no_iri_is_not_known(engine):
    nodes = Nodes(engine)
    assert nodes.known(f"{DATA}x/mr")
    assert not nodes.known(f"{DATA}x/nobody")
    assert not nodes.known("Maria Ruiz <x>")


def test_of_very_many_only_so_many_are_read():
    store, who = Store(), NamedNode(f"{DATA}person/ann")
    store.extend(Quad(NamedNode(f"{STORY}/statement-{n}-{n + 1}"), term("lab:speaker"), who) for n in range(50))
    nodes = Nodes(store)
    assert len(nodes.subjects("lab:speaker", who.value, 20)) == 20
    assert len(nodes.subjects("lab:speaker", who.value)) == 50


def test_a_text_in_a_query_stays_a_text(engine):
    nodes = Nodes(engine)
    query = "SELECT ?x WHERE { ?x rdfs:label ?n FILTER(STR(?n) = $wanted) }"
    assert nodes.select(query, wanted=Literal("Maria Ruiz")) == [(f"{DATA}x/mr",)]
    assert nodes.select(query, wanted=Literal('" || true || "$wanted\\')) == []


def test_an_article_is_read_in_one_go(engine):
    nodes = Nodes(engine)
    tables = nodes.load(STORY)
    assert list(tables) == sorted(tables)
    assert f"{DATA}x/mr" in tables
    assert tables[f"{STORY}/statement-183-210"][term("lab:cue")] == [Literal("said")]
    assert nodes.inside(STORY, f"{DATA}x/mr", "org:member") == [f"{STORY}/position-217-255"]
    assert Nodes(engine).inside(STORY, f"{DATA}x/mr", "org:member") == [f"{STORY}/position-217-255"]
    assert PREFIXES["lab"] not in "".join(tables)
