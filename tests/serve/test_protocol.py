"""Requests of the SPARQL 1.1 Protocol: those of the W3C's tests, and those that are wrong."""

from urllib.parse import quote

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.serve.sparql import ROWS, TRIPLES
from kg.store import open_store

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"


@pytest.fixture(scope="module")
def client(server, tmp_path_factory):
    """Over two graphs: of a name and of a number."""
    place = tmp_path_factory.mktemp("protocol") / "s.kg"
    with open_store(place, write=True, create=True) as store:
        store.put("urn:names", [Quad(NamedNode("urn:n1"), NamedNode("urn:name"), Literal("Pier Twelve"))])
        store.put("urn:numbers", [Quad(NamedNode("urn:i1"), NamedNode("urn:number"), Literal(12))])
    with server(place) as client:
        yield client


# After the tests "protocol" of the W3C's SPARQL 1.1 suite, its query part; the data sets, which there lie on a server
# of theirs, are graphs of this store. Not applicable: the tests of update that would write (update_dataset_*,
# update_post_form, update_post_direct, update_base_uri), which are refused here.
D = "default-graph-uri=urn:numbers"
N = "named-graph-uri=urn:names&named-graph-uri=urn:numbers"
JOINED = quote("ASK { <urn:n1> ?p ?o . <urn:i1> ?q ?x }")
BOTH = quote("ASK { GRAPH ?g { <urn:n1> ?p ?o } GRAPH ?h { <urn:i1> ?q ?x } }")
UPDATE = "application/sparql-update"
W3C = [
    ("query_post_form", "POST", D, FORM, "query=ASK%20%7B%7D", "true"),
    (
        "query_dataset_default_graphs_get",
        "GET",
        f"query={JOINED}&{D}&default-graph-uri=urn:names",
        None,
        None,
        "true",
    ),
    (
        "query_dataset_default_graphs_post",
        "POST",
        f"{D}&default-graph-uri=urn:names",
        DIRECT,
        "ASK { <urn:n1> ?p ?o . <urn:i1> ?q ?x }",
        "true",
    ),
    ("query_dataset_named_graphs_post", "POST", N, DIRECT, "ASK { GRAPH ?g { <urn:n1> ?p ?o } }", "true"),
    ("query_dataset_named_graphs_get", "GET", f"query={BOTH}&{N}", None, None, "true"),
    (
        "query_dataset_full",
        "POST",
        f"{D}&named-graph-uri=urn:names",
        DIRECT,
        "ASK { <urn:i1> ?p ?o GRAPH ?g { <urn:n1> ?q ?x } FILTER NOT EXISTS { GRAPH ?h { <urn:i1> ?r ?y } } }",
        "true",
    ),
    (
        "query_multiple_dataset",
        "POST",
        "named-graph-uri=urn:names",
        DIRECT,
        "ASK FROM <urn:numbers> { GRAPH ?g { <urn:n1> ?p ?o } FILTER NOT EXISTS { <urn:i1> ?q ?x } }",
        "true",
    ),
    ("query_get", "GET", f"query=ASK%20%7B%7D&{D}", None, None, "true"),
    ("query_content_type_select", "POST", D, DIRECT, "SELECT (1 AS ?value) {}", "rows"),
    ("query_content_type_ask", "POST", D, DIRECT, "ASK {}", "true"),
    ("query_content_type_describe", "POST", D, DIRECT, "DESCRIBE <http://example.org/>", "rdf"),
    ("query_content_type_construct", "POST", D, DIRECT, "CONSTRUCT { <s> <p> 1 } WHERE {}", "rdf"),
    ("query_post_direct", "POST", "", DIRECT, "ASK {}", "true"),
    ("bad_query_method", "PUT", "query=ASK%20%7B%7D", FORM, "", 405),
    ("bad_multiple_queries", "GET", "query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D", None, None, 400),
    ("bad_query_wrong_media_type", "POST", "", "text/plain", "ASK {}", 415),
    ("bad_query_missing_form_type", "POST", "", None, "query=ASK%20%7B%7D", 415),
    ("bad_query_missing_direct_type", "POST", "", None, "ASK {}", 415),
    ("bad_query_non_utf8", "POST", "", f"{DIRECT}; charset=UTF-16", "ASK {}".encode("utf-16"), 415),
    ("bad_query_syntax", "GET", "query=ASK%20%7B", None, None, 400),
    ("bad_update_get", "GET", "update=CLEAR%20ALL", None, None, 403),
    ("bad_multiple_updates", "POST", "", FORM, "update=CLEAR%20NAMED&update=CLEAR%20DEFAULT", 403),
    ("bad_update_wrong_media_type", "POST", "", "text/plain", "CLEAR NAMED", 415),
    ("bad_update_missing_form_type", "POST", "", None, "update=CLEAR%20NAMED", 415),
    ("bad_update_non_utf8", "POST", "", f"{UPDATE}; charset=UTF-16", "CLEAR NAMED".encode("utf-16"), 403),
    ("bad_update_syntax", "POST", "", FORM, "update=CLEAR%20XYZ", 403),
    ("bad_update_dataset_conflict", "POST", "", FORM, "using-named-graph-uri=urn:x&update=CLEAR%20ALL", 403),
]


@pytest.mark.parametrize(
    ("method", "fields", "kind", "body", "expected"), [t[1:] for t in W3C], ids=[t[0] for t in W3C]
)
def test_protocol_tests_of_the_w3c(method, fields, kind, body, expected, client):
    headers = {"content-type": kind} if kind else {}
    found = client.request(method, f"/sparql?{fields}", headers=headers, content=body)
    media = found.headers["content-type"].partition(";")[0]
    if expected == "true":
        assert (found.status_code, found.json()["boolean"]) == (200, True)
    elif expected in ("rows", "rdf"):
        assert (found.status_code, media in (ROWS if expected == "rows" else TRIPLES)) == (200, True)
    else:
        assert (found.status_code, media) == (expected, "text/plain")


@pytest.mark.parametrize(
    ("method", "fields", "kind", "body", "status", "words"),
    [
        ("GET", "query=SELECT%20*%0A%7B%20%3Fs%20%3Fp%20%7D", None, None, 400, "line 2, column 9"),
        ("GET", "query=INSERT%20DATA%20%7B%7D", None, None, 403, "INSERT is off: a query only reads"),
        ("GET", "query=ASK%7B%7D&timeout=soon", None, None, 400, "timeout is no number of seconds above 0"),
        ("GET", "query=ASK%7B%7D&timeout=nan", None, None, 400, "timeout is no number"),
        ("GET", "query=ASK%7B%7D&timeout=-1", None, None, 400, "timeout is no number"),
        ("GET", "query=ASK%7B%7D&timeout=1&timeout=2", None, None, 400, "timeout more than once"),
        ("GET", "query=ASK%7B%7D&default-graph-uri=urn:none", None, None, 403, "has no such graph"),
        ("GET", "query=ASK%7B%7D&named-graph-uri=file:///etc/passwd", None, None, 403, "nothing is fetched or opened"),
        ("GET", "query=%FF%FE", None, None, 400, "not URL-encoded UTF-8"),
        ("GET", "query=" + "x" * 60_000, None, None, 414, "send the query with POST"),
        ("GET", "x=1&" * 1500, None, None, 400, "more than 1000 fields"),
        ("POST", "query=ASK%7B%7D", FORM, "x=1", 400, "has no query"),
        ("POST", "", DIRECT, b"\xff\xfe", 400, "not UTF-8"),
        ("POST", "", DIRECT, "ASK {} #" + "x" * 100_000, 413, "longer than 100,000 bytes"),
        ("POST", "", FORM, iter([b"query=", b"x" * 90_000, b"x" * 90_000]), 413, "longer than 100,000 bytes"),
        ("POST", "", "multipart/form-data; boundary=x", "--x--", 415, "POST takes application/sparql-query"),
        ("DELETE", "", None, None, 405, "Method Not Allowed"),
    ],
)
def test_what_is_wrong_is_said_plainly(method, fields, kind, body, status, words, client):
    headers = {"accept": "*/*"} | ({"content-type": kind} if kind else {})
    found = client.request(method, f"/sparql?{fields}", headers=headers, content=body)
    assert found.status_code == status
    assert words in found.text
    assert found.headers["content-type"] == "text/plain; charset=utf-8"
    assert "Traceback" not in found.text
