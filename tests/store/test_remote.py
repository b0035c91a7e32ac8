"""Stores on a server that is down, slow, busy, breaks off, refuses or answers wrong: nothing is half written."""

import base64
import socket
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import QueryError, QueryTooLarge, StoreError, StoreLocked
from kg.store import is_remote, open_store, wire
from kg.store.servers import address, servers

G = "https://example.org/story/graph"
CHANGES = ("PUT", "DELETE")


def quads(*words):
    return [Quad(NamedNode("urn:s"), NamedNode("urn:p"), Literal(word)) for word in words]


def words(place):
    with open_store(place) as store:
        return sorted(q.object.value for q in store.quads(G))


def fill(place, *given):
    with open_store(place, write=True, create=True) as store:
        return store.put(G, quads(*given))


def once(fault, matches):
    """A fault for the first request that matches."""
    left = [fault]

    def choose(number, method, path):
        return left.pop() if left and matches(method, path) else None

    return choose


def writes(method, path):
    return method in CHANGES or path.startswith("/update")


@pytest.fixture(autouse=True)
def _quick(monkeypatch, tmp_path):
    monkeypatch.setattr(wire, "PAUSE", 0.01)
    monkeypatch.setenv("KG_READINGS", str(tmp_path))


PASSING = [(429, {}, b""), (502, {}, b""), (503, {}, b""), (504, {}, b""), "cut", "lost"]


@pytest.mark.parametrize(("part", "fault"), [*(("write", f) for f in PASSING), ("read", PASSING[2]), ("read", "cut")])
def test_a_request_that_fails_in_passing_is_sent_again(proxy, part, fault):
    fill(proxy.address, "old", "both")
    proxy.fault = once(fault, lambda method, path: writes(method, path) == (part == "write"))
    # A request that was done and whose answer was lost changes nothing when it is sent again.
    assert fill(proxy.address, "new", "both") is True
    proxy.fault = lambda *_: None
    assert words(proxy.address) == ["both", "new"]


@pytest.mark.parametrize("fault", [(503, {}, b""), (500, {"Content-Type": "text/plain"}, b"disk full\nmore"), "cut"])
def test_a_server_that_goes_on_failing_leaves_the_old_graph_and_the_build_can_be_finished(proxy, fault):
    fill(proxy.address, "old")
    proxy.fault = lambda number, method, path: fault if writes(method, path) else None
    before = len(proxy.seen)
    with pytest.raises(StoreError, match=r"what is not done is done then") as told:
        fill(proxy.address, "new")
    tries = sum(writes(method, path) for method, path, *_ in proxy.seen[before:])
    assert tries == (1 if fault[0] == 500 else wire.TRIES)
    assert ("status 500 at /update: disk full more" in str(told.value)) is (fault[0] == 500)
    proxy.fault = lambda *_: None
    assert words(proxy.address) == ["old"]
    assert fill(proxy.address, "new") is True
    assert words(proxy.address) == ["new"]


@pytest.mark.parametrize("status", [401, 403])
def test_a_refusal_says_what_to_set_and_nothing_is_tried_again(proxy, status, monkeypatch):
    monkeypatch.setenv("KG_STORE_USER", "margit")
    monkeypatch.setenv("KG_STORE_PASSWORD", "hunter2:x")
    proxy.fault = lambda *_: (status, {}, b"")
    with pytest.raises(StoreError, match="Set KG_STORE_USER and KG_STORE_PASSWORD, or KG_STORE_TOKEN") as told:
        fill(proxy.address, "a")
    assert len(proxy.seen) == 1
    assert "hunter2" not in str(told.value)
    assert proxy.seen[0][2]["Authorization"] == "Basic " + base64.b64encode(b"margit:hunter2:x").decode()


def test_a_token_goes_before_a_password_and_is_sent_with_every_request(proxy, monkeypatch):
    monkeypatch.setenv("KG_STORE_USER", "margit")
    monkeypatch.setenv("KG_STORE_TOKEN", "abc.def")
    fill(proxy.address, "a")
    assert {headers["Authorization"] for _, _, headers, _ in proxy.seen} == {"Bearer abc.def"}


@pytest.mark.parametrize("token", ["geheim\nX: y", "geheim\u00e9"])
def test_a_token_that_no_header_can_have_is_not_shown(proxy, monkeypatch, token):
    monkeypatch.setenv("KG_STORE_TOKEN", token)
    with pytest.raises(StoreError, match="KG_STORE_TOKEN holds a character") as told:
        fill(proxy.address, "a")
    assert "geheim" not in str(told.value)
    assert proxy.seen == []


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_told_and_not_followed(proxy, status, monkeypatch):
    monkeypatch.setenv("KG_STORE_TOKEN", "abc")
    proxy.fault = lambda *_: (status, {"Location": "https://u:pw@elsewhere.example/store?token=1"}, b"")
    with pytest.raises(StoreError, match=r"points to https://elsewhere\.example/store, which is not followed") as told:
        fill(proxy.address, "a")
    assert len(proxy.seen) == 1
    assert "pw" not in str(told.value)


def test_a_slow_server_is_not_asked_twice(proxy, monkeypatch):
    fill(proxy.address, "old")
    monkeypatch.setattr(wire, "SILENCE", 0.3)
    proxy.fault = lambda number, method, path: "slow" if writes(method, path) else None
    before = len(proxy.seen)
    with pytest.raises(StoreError, match="does not answer in time"):
        fill(proxy.address, "new")
    assert sum(writes(method, path) for method, path, *_ in proxy.seen[before:]) == 1
    proxy.fault = lambda *_: None
    assert words(proxy.address) == ["old"]


def test_a_server_that_is_down():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(StoreError, match=r"the server of http://127\.0\.0\.1:\d+ cannot be reached"):
            fill(f"http://127.0.0.1:{taken.getsockname()[1]}", "a")


@pytest.mark.parametrize(
    ("header", "waits"),
    [("3", 3.0), ("nonsense", 0.01), (format_datetime(datetime.now(UTC) - timedelta(days=1)), 0.01), ("61", None)],
    ids=["seconds", "no time", "a time that is past", "too long"],
)
def test_the_server_says_how_long_to_wait(proxy, monkeypatch, header, waits):
    slept = []
    monkeypatch.setattr(wire.time, "sleep", slept.append)
    proxy.fault = once((503, {"Retry-After": header}, b""), lambda *_: True)
    if waits is None:
        with pytest.raises(StoreError, match="status 503"):
            fill(proxy.address, "a")
        assert slept == []
    else:
        fill(proxy.address, "a")
        assert slept == [waits]


def test_pauses_double(proxy, monkeypatch):
    slept = []
    monkeypatch.setattr(wire.time, "sleep", slept.append)
    proxy.fault = lambda *_: (503, {}, b"")
    with pytest.raises(StoreError, match="status 503"):
        fill(proxy.address, "a")
    assert slept == [0.01, 0.02, 0.04, 0.08]


@pytest.mark.parametrize(
    ("media", "body", "told"),
    [
        ("text/html", b"<html>login", "answers a query with text/html"),
        ("application/sparql-results+json", b"<html>", "does not answer as SPARQL says"),
        ("application/sparql-results+json", b'{"head":{"vars":["g"]},"results":{"bindings":[{"g":', "as SPARQL says"),
    ],
)
def test_an_answer_that_is_none(proxy, media, body, told):
    fill(proxy.address, "a")
    proxy.fault = lambda number, method, path: (200, {"Content-Type": media}, body) if "query" in path else None
    with pytest.raises(StoreError, match=told), open_store(proxy.address) as store:
        store.graphs()


def test_a_graph_that_is_none(proxy):
    fill(proxy.address, "a")
    proxy.fault = lambda number, method, path: (200, {}, b"<a> <b>") if "graph=" in path else None
    with pytest.raises(StoreError, match="a graph that is not Turtle"):
        words(proxy.address)


def test_a_long_answer_and_a_refused_query(proxy, tmp_path):
    fill(proxy.address, "x" * 3000)
    with open_store(proxy.address) as store, (tmp_path / "into").open("w+b") as into:
        ask = ("SELECT ?o { ?s <urn:p> ?o }", "application/sparql-results+json", into, 5.0)
        store.ask(*ask, 10_000, False)
        assert b"xxx" in into.read()
        with pytest.raises(QueryTooLarge, match="is longer than"):
            store.ask(*ask, 2000, False)
        with pytest.raises(QueryError, match="does not take the query: error at 1"):
            store.ask("SELECT", *ask[1:], 2000, False)


def test_one_writer_on_a_machine(oxigraph):
    with open_store(oxigraph.address, write=True, create=True):
        with pytest.raises(StoreLocked):
            open_store(oxigraph.address, write=True)
        assert words(oxigraph.address) == []


def test_reading_only_cannot_write(oxigraph):
    with open_store(oxigraph.address) as store, pytest.raises(StoreError, match="for reading only"):
        store.put(G, quads("a"))


def test_graphs_of_another_are_not_mixed_with(oxigraph, monkeypatch, tmp_path):
    fill(oxigraph.address, "a")
    monkeypatch.setenv("KG_READINGS", str(tmp_path / "elsewhere"))
    with pytest.raises(StoreError, match=r"has graphs, and what was read into it is not here.*KG_READINGS"):
        fill(oxigraph.address, "b")
    assert words(oxigraph.address) == ["a"]
    with open_store(oxigraph.address) as store, pytest.raises(StoreError, match="is not here"):
        store.readings()


def test_nothing_is_made_where_nothing_was_built(oxigraph, tmp_path):
    with pytest.raises(StoreError, match="no store at"):
        open_store(oxigraph.address, write=True)
    assert list(tmp_path.iterdir()) == []


def test_what_a_server_has_lost_is_written_again(oxigraph):
    with open_store(oxigraph.address, write=True, create=True) as store:
        store.put(G, quads("a"))
        for graph in (G, "urn:lost"):
            store.readings().show(graph, "made from")
    with open_store(oxigraph.address, write=True) as store:
        assert store.readings().shown() == {G: "made from"}
    with open_store(oxigraph.address, write=True, anew=True) as store:
        assert store.readings().shown() == {}
        assert store.graphs() == []


def test_a_copy_in_memory_has_a_bound(oxigraph, monkeypatch):
    fill(oxigraph.address, "a")
    monkeypatch.setattr("kg.store.remote.COPIED", 3)
    with open_store(oxigraph.address) as store, pytest.raises(StoreError, match="too many triples to be copied"):
        store.engine()


def test_a_copy_in_memory_is_as_new_as_the_store(oxigraph):
    with open_store(oxigraph.address, write=True, create=True) as store:
        for word in ("a", "b"):
            store.put(G, quads(word))
            found = store.engine().quads_for_pattern(None, NamedNode("urn:p"), None, NamedNode(G))
            assert [q.object.value for q in found] == [word]


@pytest.mark.parametrize("kind", sorted(servers()))
def test_each_server_has_an_example(kind):
    base, query, graph = servers()[kind]["example"]
    server = address(f"{base}?kind={kind}").server()
    assert (server.query, server.graph("urn:x")) == (query, graph)
    assert server.update.startswith(base)
    assert server.default in ("own", "union", "bag")
    assert server.timeout.format(seconds=7) in ("", "7", "7s")


def test_the_time_limit_is_sent_where_there_is_a_way(proxy, monkeypatch, tmp_path):
    monkeypatch.setitem(servers()["oxigraph"], "timeout", "{seconds}s")
    with open_store(proxy.address) as store, (tmp_path / "into").open("w+b") as into:
        store.ask("ASK {}", "application/sparql-results+json", into, 7.2, 1000, False)
    assert b"timeout=7s" in proxy.seen[-1][3]


def test_a_server_whose_default_graph_is_the_union_gets_one_put(proxy, monkeypatch):
    monkeypatch.setitem(servers()["oxigraph"], "default", "union")
    fill(proxy.address, "a")
    before = len(proxy.seen)
    hostile = '"} } ; DROP ALL ; # \u202e'
    assert fill(proxy.address, hostile) is True
    changes = [(method, path) for method, path, *_ in proxy.seen[before:] if method in CHANGES or "update" in path]
    assert changes == [("PUT", "/store?graph=https%3A%2F%2Fexample.org%2Fstory%2Fgraph")]
    assert words(proxy.address) == [hostile]
    with open_store(proxy.address, write=True) as store:
        assert store.remove(G) is True
        assert store.graphs() == []


@pytest.mark.parametrize(
    ("location", "told"),
    [
        ("http://margit:hunter2@h.example/x", "h.example holds a name or password"),
        ("http://hunter2@h.example", "holds a name or password"),
        ("ftp://h.example", "is no address of a store"),
        ("http://", "is no address of a store"),
        ("http://[::", "is no address of a store"),
        ("http://h.example:port/", "is no address of a store"),
        ("http://h.example/?token=hunter2", "is no address of a store"),
        ("http://h.example/#hunter2", "is no address of a store"),
        ("http://h.example/?kind=hunter3", "no kind of server 'hunter3' is known"),
        ("http://a..b/x?kind=fuseki", "is no address of a store|cannot be reached"),
    ],
)
def test_an_address_that_is_none(location, told, monkeypatch):
    monkeypatch.setattr(wire, "TRIES", 1)
    assert is_remote(location)
    with pytest.raises(StoreError, match=told) as error:
        fill(location, "a")
    assert "hunter2" not in str(error.value).replace("#hunter2", "")


def test_the_kind_comes_from_the_address_or_the_environment(monkeypatch, oxigraph):
    assert address("https://h.example/ds/?kind=fuseki").server().update == "https://h.example/ds/update"
    monkeypatch.setenv("KG_STORE_KIND", "graphdb")
    assert address("https://h.example/repositories/r").server().default == "bag"
    assert address("https://h.example/?kind=qlever").server().query == "https://h.example/"
    # A kind that is not that of the server is told of.
    with pytest.raises(StoreError, match=r"status 40\d.*Tell its kind"):
        fill(oxigraph.address, "a")
