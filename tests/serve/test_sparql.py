"""The SPARQL endpoint: a real server over a store on disk, asked by plain requests and by public clients."""

import asyncio
import csv
import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat, parse_query_results
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import SPARQLExceptions, SPARQLWrapper
from starlette.requests import Request

from kg.prefixes import PREFIXES
from kg.query import Asked, Limits
from kg.query.pool import Pool
from kg.serve.site import opened
from kg.serve.sparql import TRIPLES, _endpoint
from kg.store import open_store, stamp

HOSTILE = ["=cmd|' /C calc'!A1", "a\x1b[31mred", "</literal><script>", '"; DROP ALL', "\u202eright to left", "N" * 5000]
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f }"
NAMES = "SELECT ?s ?name { GRAPH <urn:names> { ?s rdfs:label ?name } } ORDER BY ?s"
GRAPH = "CONSTRUCT { ?s rdfs:label ?name } WHERE { GRAPH <urn:names> { ?s rdfs:label ?name } }"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s <urn:number> ?o }"
DIRECT = "application/sparql-query"


def fill(place, words, count=300):
    """A store of two graphs: names, and numbers."""
    label, number = NamedNode(PREFIXES["rdfs"] + "label"), NamedNode("urn:number")
    with open_store(place, write=True, create=True) as store:
        store.put("urn:names", [Quad(NamedNode(f"urn:n{i}"), label, Literal(word)) for i, word in enumerate(words)])
        store.put("urn:numbers", [Quad(NamedNode(f"urn:i{i}"), number, Literal(i)) for i in range(count)])


@pytest.fixture(scope="module")
def client(server, tmp_path_factory):
    place = tmp_path_factory.mktemp("endpoint") / "s.kg"
    fill(place, HOSTILE)
    with server(place) as client:
        yield client


@pytest.fixture(scope="module")
def address(client):
    return f"{client.base_url}/sparql".replace("//sparql", "/sparql")


def get(client, query, accept="*/*", **more):
    return client.get("/sparql", params={"query": query, **more}, headers={"accept": accept})


def count(client):
    return int(get(client, COUNT).json()["results"]["bindings"][0]["n"]["value"])


# What stands in a format in place of the escape character of an article's text.
AS_WORDS, KEPT = "a\\x1b[31mred", "a\x1b[31mred"


def of_json(text):
    return [row["name"]["value"] for row in json.loads(text)["results"]["bindings"]]


def of_xml(text):
    return [
        found.text for found in ElementTree.fromstring(text).iter("{http://www.w3.org/2005/sparql-results#}literal")
    ]


def of_csv(text):
    return [row["name"] for row in csv.DictReader(text.splitlines())]


def of_tsv(text):
    return [row["name"].value for row in parse_query_results(text, QueryResultsFormat.TSV)]


@pytest.mark.parametrize(
    ("media", "read", "control"),
    [
        ("application/sparql-results+json", of_json, KEPT),
        ("application/json", of_json, KEPT),
        ("application/sparql-results+xml", of_xml, AS_WORDS),
        ("application/xml", of_xml, AS_WORDS),
        ("text/csv", of_csv, AS_WORDS),
        ("text/tab-separated-values", of_tsv, KEPT),
    ],
)
def test_rows_in_every_format(media, read, control, client):
    found = get(client, NAMES, media)
    assert found.status_code == 200
    assert found.headers["content-type"].partition(";")[0] == media
    assert int(found.headers["content-length"]) == len(found.content)
    assert "\x1b" not in found.text
    expected = [control if word == KEPT else word for word in HOSTILE]
    if media == "text/csv":
        expected = ["'" + expected[0], *expected[1:4], "\\u202eright to left", expected[5]]
    assert read(found.text) == expected


@pytest.mark.parametrize("media", TRIPLES)
def test_triples_in_every_format(media, client):
    for query in (GRAPH, "DESCRIBE ?s { GRAPH <urn:names> { ?s rdfs:label ?name } }"):
        found = get(client, query, media)
        assert found.status_code == 200
        assert found.headers["content-type"].partition(";")[0] == media
        assert "\x1b" not in found.text
        parsed = rdflib.Dataset().parse(data=found.text, format=media)
        control = "a\ufffd[31mred" if media == "application/rdf+xml" else KEPT
        expected = {control if word == KEPT else word for word in HOSTILE}
        assert {str(o) for _, _, o, _ in parsed.quads((None, rdflib.RDFS.label, None, None))} == expected


ASKED = {"SELECT": NAMES, "ASK": "ASK { ?s <urn:number> 7 }", "CONSTRUCT": GRAPH}
JSON, XML, CSV, TURTLE, RDFXML = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/turtle",
    "application/rdf+xml",
)


@pytest.mark.parametrize(
    ("form", "accept", "media"),
    [
        ("SELECT", None, JSON),
        ("SELECT", "", JSON),
        ("SELECT", "text/*", CSV),
        ("SELECT", "text/csv;q=0.5, application/sparql-results+xml", XML),
        ("SELECT", "text/csv; q=0.5, */*; q=0.1", CSV),
        ("SELECT", "application/sparql-results+json;q=0, */*", XML),
        ("SELECT", "text/turtle, */*;q=0.001", JSON),
        ("SELECT", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/xml"),
        ("SELECT", "text/turtle", None),
        ("SELECT", "text/csv;q=0", None),
        ("SELECT", "image/png", None),
        ("SELECT", ";;,,q=x/y", None),
        ("ASK", "application/sparql-results+xml", XML),
        ("ASK", "text/csv", CSV),
        ("ASK", "text/turtle", None),
        ("CONSTRUCT", "*/*", TURTLE),
        ("CONSTRUCT", "application/*", "application/n-triples"),
        ("CONSTRUCT", "application/rdf+xml, text/turtle;q=0.9", RDFXML),
        ("CONSTRUCT", "application/sparql-results+json", None),
    ],
)
def test_the_format_is_what_the_client_likes_best(form, accept, media, client):
    request = client.build_request("GET", "/sparql", params={"query": ASKED[form]})
    del request.headers["accept"]
    if accept is not None:
        request.headers["accept"] = accept
    found = client.send(request)
    assert found.headers["vary"] == "Accept"
    if media is None:
        assert found.status_code == 406
        assert "SELECT and ASK give application/sparql-results+json" in found.text
    else:
        assert (found.status_code, found.headers["content-type"].partition(";")[0]) == (200, media)
    if form == "ASK" and media is not None:
        assert "true" in found.text


def test_head_options_and_no_door_for_other_sites(client):
    head = client.head("/sparql", params={"query": COUNT})
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == str(len(get(client, COUNT).content))
    options = client.options("/sparql", headers={"origin": "https://elsewhere.example"})
    assert (options.status_code, options.headers["allow"]) == (204, "GET, HEAD, POST, OPTIONS")
    found = client.get("/sparql", params={"query": COUNT}, headers={"origin": "https://elsewhere.example"})
    assert not [name for answer in (found, options) for name in answer.headers if name.startswith("access-control")]


SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")


@pytest.mark.parametrize("media", TRIPLES)
def test_without_a_query_it_describes_itself(media, client, address):
    found = client.get("/sparql", headers={"accept": media})
    assert found.headers["content-type"].partition(";")[0] == media
    graph = rdflib.Graph()
    for s, p, o, _ in rdflib.Dataset().parse(data=found.text, format=media).quads():
        graph.add((s, p, o))
    (service,) = graph.subjects(rdflib.RDF.type, SD.Service)
    assert graph.value(service, SD.endpoint) == rdflib.URIRef(address)
    assert graph.value(service, SD.supportedLanguage) == SD.SPARQL11Query
    assert len(set(graph.objects(service, SD.resultFormat))) == 10


def test_browsers_without_a_query_go_to_the_page_that_asks(client):
    found = client.get("/sparql", headers={"accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert (found.status_code, found.headers["location"]) == (303, "/query")
    assert client.get("/sparql", headers={"accept": "image/png"}).status_code == 406
    assert client.get("/sparql").headers["content-type"].startswith("text/turtle")


DOUBLED = "".join(f" BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(40))
# What meets a limit: of time, or on a quick machine of memory, rows or length before that.
ENDLESS_ONES = [
    ENDLESS,
    "SELECT * { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f } ORDER BY DESC(?f)",
    "SELECT * { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f }",
    "CONSTRUCT { ?a <urn:x> ?x } { ?a <urn:number> ?b . ?c <urn:number> ?d . ?e <urn:number> ?f . "
    "BIND(CONCAT(STR(?b), ' ', STR(?d), ' ', STR(?f)) AS ?x) }",
    f"SELECT (STRLEN(?x40) AS ?n) {{ BIND('aaaaaaaaaa' AS ?x0){DOUBLED} }}",
    "ASK { ?s " + "<urn:p>/" * 3000 + "<urn:p> ?o }",
]
OTHERS = {
    "ASK " + "{" * 8000 + "}" * 8000: 400,
    "ASK { FILTER(" + "(" * 9000 + "1" + ")" * 9000 + ") }": 400,
    "SELECT * { SERV\\u0049CE <http://127.0.0.1:9/> { ?s ?p ?o } }": 403,
    "\\u004c\\U0000004fAD <file:///etc/passwd>": 403,
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }": 403,
    "ASK { FILTER REGEX('" + "a" * 5000 + "!', '^(a+)+(a|aa)*$') }": 200,
    "ASK { FILTER REGEX('aaaa', '((a{1,1000}){1,1000}){1,1000}') }": 200,
    "ASK { VALUES ?x {" + " 'v'" * 20_000 + "} }": 200,
    "DESCRIBE ?x { VALUES ?x {" + " <urn:i1>" * 5_000 + "} }": 200,
    "ASK { " + "'" * 50_000: 400,
    "\x00\x00": 400,
}


def test_hostile_queries_meet_their_limits_and_others_are_answered_beside_them(client):
    def attack(query):
        timeout = {"timeout": 1} if query in ENDLESS_ONES else {}
        return client.post("/sparql", content=query, params=timeout, headers={"content-type": DIRECT})

    with ThreadPoolExecutor(20) as threads:
        attacks = {query: threads.submit(attack, query) for query in [*ENDLESS_ONES, *OTHERS]}
        counted = [count(client) for _ in range(10)]
    assert counted == [300] * 10
    found = {query: future.result() for query, future in attacks.items()}
    assert {found[query].status_code for query in ENDLESS_ONES} <= {500, 504}
    assert [(query[:50], found[query].status_code) for query in OTHERS] == [(q[:50], s) for q, s in OTHERS.items()]
    for query, answer in found.items():
        if answer.status_code != 200:
            assert answer.headers["content-type"] == "text/plain; charset=utf-8", query[:50]
            assert answer.text.count("\n") == 1
            assert "Traceback" not in answer.text
    assert "share no variable" in found[ENDLESS].text
    assert count(client) == 300


def test_many_clients_at_once_get_their_own_answers(client):
    def one(number):
        found = get(client, f"SELECT (?o + 1 AS ?n) {{ <urn:i{number}> <urn:number> ?o }}", "text/csv")
        return int(found.text.split()[1])

    with ThreadPoolExecutor(16) as threads:
        assert list(threads.map(one, range(120))) == list(range(1, 121))


def test_a_store_built_anew_gives_new_answers(server, tmp_path):
    place = tmp_path / "s.kg"
    fill(place, ["before"])
    with server(place) as client:
        assert of_json(get(client, NAMES).text) == ["before"]
        fill(place, ["after", "that"])
        assert of_json(get(client, NAMES).text) == ["after", "that"]
        shutil.rmtree(place)
        gone = get(client, NAMES)
        assert (gone.status_code, gone.headers["retry-after"]) == (503, "2")
        assert "no store at" in gone.text
        fill(place, ["anew"], 5)
        assert (of_json(get(client, NAMES).text), count(client)) == (["anew"], 5)


def test_a_query_whose_client_is_gone_is_ended(tmp_path):
    place, request, gone = str(tmp_path / "s.kg"), {"type": "http.request", "body": b""}, {"type": "http.disconnect"}
    fill(place, [])
    # Without a limit that would be met: were it not ended, the next query would wait for it.
    with Pool(partial(opened, place), partial(stamp, place), Limits(timeout=100_000), workers=1) as pool:

        def status(query, *messages):
            fields = urlencode({"query": query}).encode()
            scope = {"type": "http", "method": "GET", "path": "/", "headers": [], "query_string": fields}
            coming, sent = iter(messages), []

            async def receive():
                return next(coming)

            async def send(message):
                sent.append(message)

            async def respond():
                await (await _endpoint(lambda: pool)(Request(scope, receive)))(scope, receive, send)

            asyncio.run(respond())
            return sent[0]["status"]

        assert status(ENDLESS, request, gone) == 503
        assert status(COUNT, gone) == 400
        # where nobody says that the client is there or gone
        assert status(COUNT, request, request) == 200
        with pool.ask(Asked(COUNT)) as found:
            assert [row[0].value for row in found.rows()] == ["300"]


def test_sparqlwrapper(client, address):
    asked = SPARQLWrapper(address)
    for method in ("GET", "POST"):
        for requesting in ("urlencoded", "postdirectly"):
            asked.setMethod(method)
            asked.setRequestMethod(requesting)
            asked.setQuery(NAMES)
            asked.setReturnFormat("json")
            bindings = asked.queryAndConvert()["results"]["bindings"]
            assert [row["name"]["value"] for row in bindings] == HOSTILE
    asked.setReturnFormat("xml")
    found = [node.firstChild.data for node in asked.queryAndConvert().getElementsByTagName("literal")]
    assert found == [AS_WORDS if word == KEPT else word for word in HOSTILE]
    asked.setReturnFormat("csv")
    assert asked.queryAndConvert().decode().startswith("s,name\r\n")
    asked.setQuery(GRAPH)
    for form in ("turtle", "xml", "json-ld"):
        asked.setReturnFormat(form)
        graph = asked.queryAndConvert()
        assert len(graph if hasattr(graph, "triples") else rdflib.Graph().parse(data=graph)) == len(HOSTILE)
    asked.setReturnFormat("json")
    asked.setQuery("SELECT {")
    with pytest.raises(SPARQLExceptions.QueryBadFormed, match="line 1, column 8"):
        asked.query()


def test_rdflib_store(client, address):
    store = SPARQLStore(address)
    graph = rdflib.Graph(store)
    assert [str(row.name) for row in graph.query(NAMES)] == [AS_WORDS if w == KEPT else w for w in HOSTILE]
    assert bool(graph.query("ASK { <urn:i7> <urn:number> 7 }")) is True
    assert str(graph.value(rdflib.URIRef("urn:n3"), rdflib.RDFS.label)) == HOSTILE[3]
    assert len(list(graph.triples((None, rdflib.URIRef("urn:number"), None)))) == 300
    everything = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    found = store.query(everything, queryGraph="urn:names", DEBUG=False)
    assert [int(row[0]) for row in found] == [len(HOSTILE)]
    assert len(graph.query(GRAPH).graph) == len(HOSTILE)
