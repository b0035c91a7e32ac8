"""Profiles by IRI, things by name, and records as JSON."""

import json
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat

from kg.ids import DATA
from kg.prefixes import PREFIXES
from kg.profile.lookup import find, profile
from kg.profile.nodes import term as prop
from kg.profile.overview import overview
from kg.profile.records import (
    ActionProfile,
    AgentProfile,
    ArticleProfile,
    DisputeProfile,
    FactProfile,
    as_json,
)
from kg.store import MEMORY, open_store

DATA_FILES = Path(__file__).parents[1] / "data"
STORY = f"{DATA}article/dockers-7"


@pytest.mark.parametrize(
    ("iri", "record"),
    [
        (f"{DATA}person/nadia-ferro--papermakers-local-31", AgentProfile),
        (f"{DATA}org/torrance-paper", AgentProfile),
        (f"{DATA}place/ohio", AgentProfile),
        (f"{DATA}article/mill-1/group/workers", AgentProfile),
        (f"{DATA}action/strike-torrance-paper-papermakers-local-31-2025-03-10", ActionProfile),
        (f"{DATA}dispute/papermakers-local-31-torrance-paper-2025", DisputeProfile),
        (f"{DATA}article/mill-1", ArticleProfile),
        (f"{DATA}article/mill-1/statement-103-123", FactProfile),
        (f"{PREFIXES['iss']}wages", FactProfile),
    ],
)
def test_each_thing_has_the_profile_of_its_kind(mill, iri, record):
    found = profile(mill, iri)
    assert type(found) is record
    assert found.ref.iri == iri


@pytest.mark.parametrize("iri", [f"{DATA}person/nobody", "not an IRI", ""])
def test_what_the_graph_does_not_have_has_no_profile(engine, iri):
    assert profile(engine, iri) is None


def test_every_node_has_a_profile_that_json_can_hold(engine):
    nodes = sorted({quad.subject.value for quad in engine})
    assert len(nodes) > 350
    for iri in nodes:
        record = as_json(profile(engine, iri))
        assert json.loads(json.dumps(record)) == record


def test_a_graph_with_iris_of_its_own():
    """RDF of others: nodes are known by what they say, not by their IRIs."""
    store = open_store(MEMORY, write=True).engine()
    store.load(path=str(DATA_FILES / "figures.ttl"), format=RdfFormat.TURTLE)
    site = "https://example.org/"
    union = profile(store, f"{site}union")
    assert [(s.kind, s.sentence.text[:27], s.day) for s in union.said.items] == [
        ("indirect", "About 400 workers walked ou", "2024-03-05")
    ]
    (group,) = profile(store, f"{site}strike").figures
    assert [(f.value or f"{f.low} to {f.high}", f.said_by[0].label) for f in group.figures] == [
        ("400", "Tarn Mill Union"),
        ("250", "Tarn Mill"),
        ("300 to 350", "Tarn police"),
    ]
    for name in ("article", "company", "c1", "q1", "span1"):
        assert as_json(profile(store, site + name))["ref"]["iri"] == site + name


@pytest.mark.parametrize("missing", ["schema:text", "lab:modality", "rdf:type", "lab:mentionSpan"])
def test_a_graph_of_others_without_what_ours_have(quads, missing):
    """Its addresses are not those of our articles, and where we write numbers it has words."""
    moved = "https://example.org/"

    def there(term):
        return NamedNode(moved + term.value.removeprefix(DATA)) if term.value.startswith(DATA) else term

    def value(quad):
        return Literal("fairly sure") if quad.predicate == prop("lab:confidence") else there(quad.object)

    store = open_store(MEMORY, write=True)
    kept = [q for q in quads if q.predicate != prop(missing)]
    store.put(moved, [Quad(there(q.subject), q.predicate, value(q)) for q in kept])
    nodes = sorted({quad.subject.value for quad in kept})
    assert len(nodes) > 90
    for iri in nodes:
        found = profile(store.engine(), moved + iri.removeprefix(DATA))
        assert json.loads(json.dumps(as_json(found)))["ref"]["iri"] == found.ref.iri
    overview(store.engine())


def test_the_same_graph_gives_the_same_profiles(engine, dockers, quads):
    other = open_store(MEMORY, write=True)
    other.put(f"{STORY}/graph", list(reversed(quads)))
    for iri in (STORY, f"{DATA}x/mr", f"{DATA}x/st", f"{STORY}/quantity-56-65"):
        assert as_json(profile(other.engine(), iri)) == as_json(profile(engine, iri))


def test_a_quantity_with_its_sentence_its_properties_and_its_claim(engine):
    found = profile(engine, f"{STORY}/quantity-56-65")
    assert (found.ref.label, found.ref.word) == ("About 400", "quantity")
    assert found.evidence.said_by == "Dockers’ Guild"
    assert found.evidence.passages[0].marked().startswith("PORT ELLERY, Ohio — «About 400» dockers will strike")
    rows = {(row.link, row.thing.label if row.thing else row.text) for row in found.rows}
    assert {("comparator", "approximately"), ("measures", "dockers"), ("value", "400"), ("unit text", "person")} <= rows
    assert [(tie.link, tie.thing.label) for tie in found.owners] == [("quantity", "About 400 dockers will strike.")]


def test_a_stance_hangs_on_its_statement(engine):
    (stance,) = profile(engine, f"{DATA}x/mr").said.items[0].stances
    found = profile(engine, stance.iri)
    assert (found.ref.label, found.ref.word) == ("an insult", "stance")
    assert [(tie.link, tie.thing.iri) for tie in found.owners] == [
        ("expresses stance", f"{STORY}/statement-183-210"),
    ]


@pytest.mark.parametrize("name", ["Nadia Ferro", "nadia ferro", "NADIA FERRO", "Ferro"])
def test_a_name_is_found_in_any_case(mill, name):
    assert [(ref.label, ref.kind) for ref in find(mill, name)] == [("Nadia Ferro", "person")]


def test_only_things_with_a_kind_are_found(mill):
    assert find(mill, "strike") == []
    assert find(mill, "president") == []
    assert [ref.kind for ref in find(mill, "wages")] == ["issue"]
    assert find(mill, "nobody at all") == []


def test_hostile_names_are_found_and_pass_through_unchanged(quads):
    hostile = ['<img src=x onerror="x()">', '" } UNION { ?x ?y ?z } #', "\u202eeman\u202c", "=1+1", "M" * 5000]
    store = open_store(MEMORY, write=True)
    graph = NamedNode(f"{STORY}/graph")
    store.put(graph.value, quads)
    label, kind = (NamedNode(PREFIXES[p] + n) for p, n in (("rdfs", "label"), ("rdf", "type")))
    person = NamedNode(f"{PREFIXES['foaf']}Person")
    more = []
    for number, name in enumerate(hostile):
        me = NamedNode(f"{DATA}person/h{number}")
        more += [Quad(me, label, Literal(name, language="en"), graph), Quad(me, kind, person, graph)]
    store.put(graph.value, [*quads, *more])
    for number, name in enumerate(hostile):
        assert [(ref.iri, ref.label) for ref in find(store.engine(), name)] == [(f"{DATA}person/h{number}", name)]
        assert as_json(profile(store.engine(), f"{DATA}person/h{number}"))["ref"]["label"] == name
