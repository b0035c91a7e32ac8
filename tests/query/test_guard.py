"""What a query may not do, and that words in strings, comments and names are not taken for it."""

import pyoxigraph
import pytest
from pyoxigraph import NamedNode, Quad

from kg.errors import QueryError, QueryForbidden, QuerySyntaxError, UsageError
from kg.query import answer, prepare, term
from kg.query.guard import limited
from kg.query.product import unconnected


@pytest.fixture(scope="module")
def store():
    made = pyoxigraph.Store()
    for letter in "abc":
        node = NamedNode(f"https://example.org/{letter}")
        made.add(Quad(node, NamedNode("https://example.org/p"), pyoxigraph.Literal(letter), NamedNode("urn:g")))
    return made


def values(query, store, limit=None, **given):
    found = answer(prepare(query, {k: term(v) for k, v in given.items()}, limit), store)
    return [[c.value if c is not None else None for c in row] for row in found]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:9/sparql> { ?s ?p ?o } }", "SERVICE is off"),
        ("SELECT * { ?x ?p ?e . SERVICE ?e { ?s ?q ?o } }", r"SERVICE is off \(line 1, column 23\)"),
        ("select *\n{ service silent ?e { ?s ?p ?o } }", r"SERVICE is off \(line 2, column 3\)"),
        ("SELECT * { SERV\\u0049CE ?x {} }", "SERVICE is off"),
        ("ASK { FILTER EXISTS { SERVICE <http://x/> {} } }", "SERVICE is off"),
        ('SELECT * { BIND("""\n#""" AS ?x) SERVICE <http://x/> { ?s ?p ?o } }', r"SERVICE is off \(line 2"),
        ('SELECT * { BIND("a\u2028#" AS ?x) SERVICE <http://x/> { ?s ?p ?o } }', "SERVICE is off"),
        ("# a title\rSELECT * { SERVICE <http://x/> {} }", "SERVICE is off"),
        ("\n# a title\n # another\nSELECT * { SERVICE <http://x/> {} }", "SERVICE is off"),
        ("INSERT DATA { <u:a> <u:b> <u:c> }", "INSERT is off"),
        ("PREFIX x: <u:> DELETE WHERE { ?s ?p ?o }", "DELETE is off"),
        ("LOAD <file:///etc/passwd>", "LOAD is off"),
        ("# SELECT\nDROP ALL", "DROP is off"),
        ("WITH <u:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "WITH is off"),
    ],
)
def test_forbidden(query, words):
    with pytest.raises(QueryForbidden, match=words) as caught:
        prepare(query)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service ?p ?o }",
        'SELECT * { ?s ?p "SERVICE <http://x/> { }" }',
        "SELECT * { ?s ?p '''it's\nSERVICE ?x {''' } # SERVICE ?x { }",
        "PREFIX service: <u:> SELECT * { ?s service:SERVICE <u:SERVICE#LOAD> }",
        "PREFIX load: <u:insert> ASK { ?s load:drop ?o }",
        "SELECT * { ?s ?p ?o FILTER(?o < 3 && ?o > 1) } # DROP ALL",
    ],
)
def test_words_that_only_look_so_are_fine(query, store):
    answer(prepare(query), store)


@pytest.mark.parametrize("source", ["<file:///etc/hosts>", "<http://127.0.0.1:9/x.ttl>", "NAMED <urn:no>", "lab:x"])
def test_from_takes_graphs_of_the_store_only(source, store):
    with pytest.raises(QueryForbidden, match=r"FROM .* is not allowed"):
        values(f"SELECT * FROM {source} {{ ?s ?p ?o }}", store)


def test_from_and_the_union(store):
    assert len(values("SELECT * { ?s ?p ?o }", store)) == 3
    assert len(values("SELECT * FROM <urn:g> { ?s ?p ?o }", store)) == 3
    assert len(values("PREFIX my: <urn:> SELECT * FROM my:g { ?s ?p ?o }", store)) == 3
    assert values("SELECT * { GRAPH <urn:none> { ?s ?p ?o } }", store) == []


@pytest.mark.parametrize(
    ("query", "line", "column", "words"),
    [
        ("SELECT * {\n  ?s ?p }", 2, 9, "'}'"),
        ("SELECT ?x\nWHERE { ?s foo:x ?o }", 2, 12, "the prefix of foo:x is not declared"),
        ("SELECT * { ?s ?p ?o } LIMIT x", 1, 29, "'x'"),
        ("SELECT * { ?s ?p '😀é' ; }}", 1, 26, "'}'"),
        ("SELECT ?s { ?s ?p ?o ?x ?p ?y . ?x ?y ?z }", 1, 22, r"'\?x'"),
        ("SELEC ?x {}", 1, 1, "'SELEC'"),
        ("SELECT ?x\n{ ?s ?p ?x FILTER(?x = 'a' }", 2, 28, "'}'"),
        ("# a\n\nSELECT ?s { ?s ?p ?o } ORDER ?s", 3, 30, r"'\?s'"),
        ("SELECT ?z (COUNT(?x) AS ?n) { ?x ?y ?z } GROUP BY ?x", 1, 53, "a variable that is unbound"),
        ("", 1, 1, "at its end"),
    ],
)
def test_syntax_errors_have_the_place_in_the_text_given(query, line, column, words):
    with pytest.raises(QuerySyntaxError, match=words) as caught:
        prepare(query)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert f"line {line}, column {column}" in str(caught.value)


def test_known_prefixes_need_no_declaration_and_can_be_overridden(store):
    assert values("ASK { ?s lab:speaker ?o }".replace("ASK", "SELECT *"), store) == []
    assert len(values("PREFIX lab: <https://example.org/> SELECT * { ?s lab:p ?o }", store)) == 3


def test_parameters_are_bound_at_every_depth(store):
    query = """SELECT ?s ?x { ?s ?p ?o FILTER(LCASE(?o) = ?x)
      FILTER EXISTS { ?s ?q ?z FILTER(?z = ?x) } { SELECT ?s { ?s ?a ?b FILTER(STR(?b) = STR(?x)) } } } ORDER BY ?x"""
    assert values(query, store, x="b") == [["https://example.org/b", "b"]]


def test_a_free_parameter_is_unbound(store):
    query = "SELECT ?o { ?s ?p ?o FILTER(!BOUND(?x) || ?o = ?x) } ORDER BY ?o"
    assert values(query, store) == [["a"], ["b"], ["c"]]
    assert values(query, store, x="c") == [["c"]]


@pytest.mark.parametrize("value", ['a" } DROP ALL #', "?o", "a\\", "'''", "} UNION { ?s ?p ?o", "\n"])
def test_no_value_changes_the_query(value, store):
    query = "SELECT ?o { ?s ?p ?o FILTER(?o = ?x) }"
    assert values(query, store, x=value) == []
    assert values("SELECT ?y { BIND(?x AS ?y) }", store, x=value) == [[value]]


def test_parameters_that_do_not_fit(store):
    with pytest.raises(UsageError, match=r"no variable \?y; it has: o, p, s"):
        prepare("SELECT * { ?s ?p ?o }", {"y": term("1")})
    with pytest.raises(QueryError, match=r"gives \?x a value itself"):
        prepare("SELECT * { ?s ?p ?o BIND(1 AS ?x) }", {"x": term("1")})
    with pytest.raises(QueryError, match=r"gives \?x a value itself"):
        prepare("SELECT * { ?s ?p ?o VALUES (?y ?x) { (1 2) } }", {"x": term("1")})
    with pytest.raises(QueryError, match=r'cannot stand there: \?p = "text"'):
        prepare("SELECT * { ?s ?p ?o }", {"p": term("text")})


@pytest.mark.parametrize(
    ("written", "is_"),
    [
        ("Alicia Cruz", '"Alicia Cruz"'),
        ("lab:Strike", "<https://w3id.org/labornews/def#Strike>"),
        ("<urn:x>", "<urn:x>"),
        ("Re: pay", '"Re: pay"'),
        ("12", '"12"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ('"12"', '"12"'),
        ("2019-06-11", '"2019-06-11"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("2019-06", '"2019-06"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>'),
        ("2019-13", '"2019-13"'),
        ('"2019"^^xsd:gYear', '"2019"^^<http://www.w3.org/2001/XMLSchema#gYear>'),
        ('"la huelga"@es', '"la huelga"@es'),
        ("1199SEIU", '"1199SEIU"'),
        ("lab:#", '"lab:#"'),
        ("", '""'),
    ],
)
def test_forms_of_values(written, is_):
    assert str(term(written)) == is_


@pytest.mark.parametrize("value", ["\ud800", "a\udcff", '"x"@abcdefghij', "<no iri>", '"x"^^<a|b>'])
def test_values_that_are_no_term_are_told(value):
    with pytest.raises(UsageError, match=r"is no\b|is not UTF-8") as told:
        term(value)
    str(told.value).encode()


def test_limit_lowers_or_adds(store):
    query = "SELECT ?o { ?s ?p ?o } ORDER BY ?o"
    assert values(query, store, limit=2) == [["a"], ["b"]]
    assert values(query + " LIMIT 1", store, limit=2) == [["a"]]
    assert values(query + " LIMIT 9 OFFSET 1", store, limit=1) == [["b"]]
    assert values("SELECT ?o { { SELECT * { ?s ?p ?o } LIMIT 2 } } # LIMIT 1", store, limit=3) != []
    assert limited("ASK { ?s ?p ?o }", 1) == "ASK { ?s ?p ?o }"
    assert values("SELECT ?o { ?s ?p ?o } VALUES ?o { 'c' }", store, limit=5) == [["c"]]


@pytest.mark.parametrize(
    ("query", "parts"),
    [
        ("SELECT * { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f }", ["?a ?p ?b", "?c ?q ?d", "?e ?r ?f"]),
        ("SELECT * { ?a ?p ?b ; ?q ?c . ?c ?r ?d }", []),
        ("SELECT * { ?a ?p ?b FILTER(?b > ?d) ?c ?q ?d }", ["?a ?p ?b", "?c ?q ?d"]),
        ("SELECT * { ?a ?p '?c . ?d' OPTIONAL { ?a ?q ?e } }", []),
        ("SELECT * { { ?a ?p ?b } UNION { ?c ?q ?d } }", []),
        ("SELECT * { GRAPH ?g { ?a <u:p> ?b . ?c <u:q> ?d } }", ["?a ?b", "?c ?d"]),
    ],
)
def test_patterns_that_share_no_variable(query, parts):
    assert unconnected(query) == parts
