"""Whatever a curator rejects or renames the class of, the graph keeps to the shapes and nothing is left hanging."""

import pytest
from pyoxigraph import NamedNode, Quad

from kg.graph import check
from kg.graph.curated import curated, family
from kg.graph.facts import facts
from kg.graph.terms import TYPE, is_a, term


@pytest.fixture(scope="module")
def graph(quads):
    return [q.triple for q in quads]


@pytest.fixture(scope="module")
def article(graph):
    return next(t.subject.value for t in graph if t.predicate == TYPE and t.object == term("Article"))


def conforms(triples):
    return check(Quad(t.subject, t.predicate, t.object, NamedNode("http://x/g")) for t in triples)


def inside(triples, article):
    """Nodes of the article that are spoken of and have no triple of their own."""
    there = {t.subject for t in triples}
    nodes = {t.object for t in triples if isinstance(t.object, NamedNode) and t.object.value.startswith(article)}
    return nodes - there


def things(triples):
    kinds = {}
    for t in triples:
        if t.predicate == TYPE:
            kinds.setdefault(t.subject.value, set()).add(t.object)
    wide = (term("Agent"), term("Place"), term("lab:Event"))
    return [iri for iri, found in kinds.items() if any(is_a(found, w) for w in wide)]


def test_each_fact_and_each_thing_can_be_rejected(graph, article):
    found = facts(graph, article)
    assert {f.kind for f in found.values()} >= {"statement", "claim", "position", "stance"}
    assert not inside(graph, article)
    for iri in [*found, *things(graph)]:
        left = curated(graph, article, rejected=[iri])
        assert not any(iri in (t.subject.value, getattr(t.object, "value", "")) for t in left), iri
        assert not inside(left, article), iri
        assert conforms(left).violations == (), iri


def test_all_facts_can_be_rejected_at_once(graph, article):
    left = curated(graph, article, rejected=list(facts(graph, article)))
    assert facts(left, article) == {}
    assert conforms(left).violations == ()


@pytest.mark.parametrize("kind", ["Person", "Employer", "GovernmentBody", "City", "LaborUnion", "Collective"])
def test_each_thing_can_get_another_class(graph, article, kind):
    mentioned = {t.subject.value for t in graph if t.predicate == term("mentionSpan")}
    for iri in things(graph):
        if "/action/" in iri or iri not in mentioned:
            continue
        left = curated(graph, article, kinds={iri: kind})
        assert (NamedNode(iri), term(kind)) in {(t.subject, t.object) for t in left if t.predicate == TYPE}
        assert not inside(left, article), iri
        assert conforms(left).violations == (), iri


def test_without_decisions_nothing_changes(graph, article):
    assert curated(graph, article) == graph


def test_families_of_classes():
    assert [family(k) for k in ("Employer", "City", "Person", "Strike", "TentativeAgreement")] == [
        "thing",
        "thing",
        "thing",
        "event",
        "event",
    ]
    assert family("Fact") is family("Article") is family("no such class") is None
