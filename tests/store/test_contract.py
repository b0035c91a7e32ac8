"""What every store does, whatever it is made of."""

import os

import pytest
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from kg.errors import QueryForbidden, StoreError
from kg.prefixes import PREFIXES
from kg.query.process import scratch
from kg.query.result import result
from kg.query.work import Asked, Limits, failure, work
from kg.store import MEMORY, embedded, open_store
from kg.store.graphs import parsed
from kg.store.servers import servers

A, B = "https://example.org/a/graph", "https://example.org/b/graph"
P = NamedNode("https://example.org/p")
DECIMAL = NamedNode(PREFIXES["xsd"] + "decimal")


def quad(subject, value, graph=None):
    term = value if not isinstance(value, str) else Literal(value)
    return Quad(NamedNode(f"https://example.org/{subject}"), P, term, graph or DefaultGraph())


@pytest.fixture(params=["memory", "folder", "server", "server bag"])
def store(request, tmp_path, monkeypatch):
    place = MEMORY if request.param == "memory" else tmp_path / "s.kg"
    if request.param.startswith("server"):
        monkeypatch.setenv("KG_READINGS", str(tmp_path))
        place = request.getfixturevalue("oxigraph").address
    if request.param == "server bag":
        # Oxigraph, treated as a server whose default graph doubles triples.
        monkeypatch.setitem(servers()["oxigraph"], "default", "bag")
    with open_store(place, write=True, create=True) as opened:
        yield opened


def run(store, query):
    """A query as `kg.query.process` runs it, in this process."""
    path = scratch()
    outcome = work(Asked(query), lambda anew: store.asked(), str(path), Limits())
    if not outcome.answered:
        os.unlink(path)
        raise failure(outcome, query, 30.0, Limits())
    return result(outcome, path)


def asked(store, query):
    """The rows of a query as text, sorted, or the answer of ASK."""
    with run(store, query) as answer:
        return answer.truth if answer.kind == "truth" else sorted(tuple(map(str, row)) for row in answer.rows())


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


def triples(*values):
    """A graph as text."""
    return "".join(f"<https://example.org/x> <{P.value}> {value} .\n" for value in values)


@pytest.mark.parametrize(("few", "most"), [(20_000, 900_000), (1, 900_000), (1, 2)])
def test_graphs_are_added_as_they_are_put(store, monkeypatch, few, most):
    """In a transaction, as tables, and in a transaction since they are too many."""
    monkeypatch.setattr(embedded, "FEW", few)
    monkeypatch.setattr(embedded, "MOST", most)
    hostile = r'"a <u:b> .\n<u:x> <u:y> \"_:z\" .\n"'
    texts = {A: triples('"both"', "<u:a>", '"ü"@en', f'"4000.0"^^<{DECIMAL.value}>'), B: triples('"both"', hostile)}
    added = store.add([*texts.items(), ("https://example.org/none/graph", "")])
    assert added == 2
    found = list(store.quads())
    merged = asked(store, "SELECT ?o { ?s <https://example.org/p> ?o }")
    for name in texts:
        assert store.put(name, parsed(texts[name])) is False
        store.remove(name)
    assert store.graphs() == []
    for name in texts:
        store.put(name, parsed(texts[name]))
    assert list(store.quads()) == found
    assert asked(store, "SELECT ?o { ?s <https://example.org/p> ?o }") == merged
    assert len(merged) == 5


@pytest.mark.parametrize(("size", "jobs"), [(1, 1), (1, 2), (3, 2), (3, 9), (100, 1)])
def test_graphs_are_added_in_batches(store, monkeypatch, size, jobs):
    monkeypatch.setattr(embedded, "FEW", 4)
    monkeypatch.setattr(embedded, "BATCH", size)
    names = [f"https://example.org/{number}/graph" for number in range(7)]
    assert store.add(((name, triples('"both"', f'"{name}"')) for name in names), jobs) == 7
    assert store.graphs() == names
    assert asked(store, COUNT.format("")) == [('"8"^^<http://www.w3.org/2001/XMLSchema#integer>',)]


@pytest.mark.parametrize("line", ["_:a <u:p> <u:o> .\n", "<u:s> <u:p> _:o .\n", '<u:s> <u:p> "a" .\n_:a <u:p> "b" .\n'])
def test_blank_nodes_are_not_added(store, line):
    with pytest.raises(StoreError, match="blank node"):
        store.add([(A, line)])
    assert store.graphs() == []


def test_ontology_can_be_queried_but_is_no_data(store):
    ask = "ASK { lab:Walkout rdfs:subClassOf+ lab:LaborAction . lab:UnderWay skos:prefLabel ?l }"
    assert asked(store, ask) is True
    assert store.engine().query(ask, prefixes=PREFIXES, use_default_graph_as_union=True)
    assert store.graphs() == []
    assert list(store.quads()) == []


def test_closing_twice_is_fine_and_use_after_it_an_error(store):
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.graphs()


COUNT = "SELECT (COUNT(?s) AS ?n) {} WHERE {{ ?s <https://example.org/p> ?o }}"


def test_queries_count_a_triple_of_two_graphs_once(store):
    def counted(dataset=""):
        ((number,),) = asked(store, COUNT.format(dataset))
        return int(number.partition("^")[0].strip('"'))

    store.put(A, [quad("x", "both"), quad("x", "a")])
    store.put(B, [quad("x", "both"), quad("x", "b")])
    assert counted() == 3
    assert counted(f"FROM <{A}> FROM <{B}>") == 3
    assert counted(f"FROM <{A}>") == 2
    store.put(A, [quad("x", "a")])
    assert counted() == 3
    store.remove(B)
    assert counted() == 1
    store.remove(A)
    assert counted() == 0


def test_queries_tell_graphs_apart(store):
    store.put(A, [quad("x", "both"), quad("x", "a")])
    store.put(B, [quad("x", "both")])
    rows = asked(
        store, "SELECT ?g ?o WHERE { ?s <https://example.org/p> ?o GRAPH ?g { ?s <https://example.org/p> ?o } }"
    )
    assert rows == [(f"<{A}>", '"a"'), (f"<{A}>", '"both"'), (f"<{B}>", '"both"')]
    assert asked(store, f"ASK {{ GRAPH <{B}> {{ ?s ?p 'a' }} }}") is False


def test_a_query_gives_triples(store):
    store.put(A, [quad("x", "a\u0000b"), quad("x", "both")])
    store.put(B, [quad("y", "both")])
    with run(store, "CONSTRUCT { ?s rdfs:label ?o } WHERE { ?s <https://example.org/p> ?o }") as answer:
        found = [(t.subject.value[-1], t.predicate.value, t.object.value) for t in answer.triples()]
    label = PREFIXES["rdfs"] + "label"
    assert found == [("x", label, "a\u0000b"), ("x", label, "both"), ("y", label, "both")]


@pytest.mark.parametrize("graph", ["https://example.org/none", "https://example.org/a b", "file:///etc/passwd"])
def test_a_query_cannot_name_another_graph(store, graph):
    with pytest.raises(QueryForbidden, match="is not allowed"):
        asked(store, COUNT.format(f"FROM <{graph.replace(' ', '%20')}>"))


def test_what_a_store_has(store):
    store.put(A, [quad("x", "a")])
    x = NamedNode("https://example.org/x")
    assert store.has(x, P, Literal("a"))
    assert store.has(None, None, Literal("a"))
    assert store.has(x, None, None)
    assert not store.has(x, P, Literal("b"))
    assert not store.has(None, NamedNode("https://example.org/q"), Literal("a"))


@pytest.mark.parametrize(
    "name", ["https://example.org/a?b=c&graph=d#e", "urn:%41:é;+x", "https://example.org/a/graph/"]
)
def test_any_name_of_a_graph(store, name):
    store.put(A, [quad("x", "kept")])
    assert store.put(name, [quad("x", "a")]) is True
    assert store.graphs() == sorted([A, name])
    assert [q.object.value for q in store.quads(name)] == ["a"]
    assert store.remove(name) is True
    assert store.graphs() == [A]
