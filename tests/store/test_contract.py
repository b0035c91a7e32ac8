"""What every store does, whatever it is made of."""

import pytest
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from kg.errors import StoreError
from kg.prefixes import PREFIXES
from kg.store import MEMORY, open_store

A, B = "https://example.org/a/graph", "https://example.org/b/graph"
P = NamedNode("https://example.org/p")
DECIMAL = NamedNode(PREFIXES["xsd"] + "decimal")


def quad(subject, value, graph=None):
    term = value if not isinstance(value, str) else Literal(value)
    return Quad(NamedNode(f"https://example.org/{subject}"), P, term, graph or DefaultGraph())


@pytest.fixture(params=["memory", "folder"])
def store(request, tmp_path):
    with open_store(MEMORY if request.param == "memory" else tmp_path / "s.kg", write=True, create=True) as opened:
        yield opened


def test_put_replaces_and_says_whether_anything_changed(store):
    assert store.put(A, [quad("x", "1"), quad("x", "2")]) is True
    assert store.put(A, [quad("x", "2"), quad("x", "1"), quad("x", "1")]) is False
    assert store.put(A, [quad("x", "3")]) is True
    assert list(store.quads(A)) == [quad("x", "3", NamedNode(A))]


def test_same_number_in_other_digits_is_no_change(store):
    assert store.put(A, [quad("x", Literal("4000.0", datatype=DECIMAL))]) is True
    assert store.put(A, [quad("x", Literal("4000.0", datatype=DECIMAL))]) is False


def test_graphs_are_sorted_and_apart(store):
    store.put(B, [quad("x", "b")])
    store.put(A, [quad("x", "a")])
    assert store.graphs() == [A, B]
    assert [q.object.value for q in store.quads()] == ["a", "b"]
    assert store.remove(A) is True
    assert store.remove(A) is False
    assert store.graphs() == [B]
    assert list(store.quads(A)) == []


def test_put_of_nothing_empties(store):
    assert store.put(A, []) is False
    store.put(A, [quad("x", "a")])
    assert store.put(A, []) is True
    assert list(store.quads()) == []


@pytest.mark.parametrize(
    "text", ['"} } ; DROP ALL ; #', "a\nb\r\t\\ \\u0041", "\x00\x1b[2J\x7f", "≠ 😀 e\u0301", "'''\"\"\""]
)
def test_any_text_comes_back_as_it_was(store, text):
    store.put(B, [quad("y", "kept")])
    store.put(A, [quad("x", Literal(text)), quad("x", Literal(text, language="en"))])
    assert {q.object.value for q in store.quads(A)} == {text}
    assert [q.object.value for q in store.quads(B)] == ["kept"]


def test_a_failing_source_of_quads_changes_nothing(store):
    store.put(A, [quad("x", "a")])

    def broken():
        yield quad("x", "b")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        store.put(A, broken())
    assert [q.object.value for q in store.quads(A)] == ["a"]


def test_blank_nodes_are_refused(store):
    with pytest.raises(StoreError, match="blank node"):
        store.put(A, [quad("x", BlankNode())])


def test_ontology_can_be_queried_but_is_no_data(store):
    ask = "ASK { lab:Walkout rdfs:subClassOf+ lab:LaborAction . lab:UnderWay skos:prefLabel ?l }"
    assert store.engine().query(ask, prefixes=PREFIXES, use_default_graph_as_union=True)
    assert store.graphs() == []
    assert list(store.quads()) == []


def test_closing_twice_is_fine_and_use_after_it_an_error(store):
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.graphs()


def test_queries_count_a_triple_of_two_graphs_once(store):
    count = "SELECT (COUNT(?s) AS ?n) WHERE { ?s <https://example.org/p> ?o }"

    def counted():
        (row,) = store.engine().query(count)
        return int(row["n"].value)

    store.put(A, [quad("x", "both"), quad("x", "a")])
    store.put(B, [quad("x", "both"), quad("x", "b")])
    assert counted() == 3
    store.put(A, [quad("x", "a")])
    assert counted() == 3
    store.remove(B)
    assert counted() == 1
    store.remove(A)
    assert counted() == 0
