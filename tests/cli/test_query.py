"""`kg query`, `kg queries` and `kg explain` as a user types them."""

import csv
import io
import json
import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.store import open_store

DATA = Path(__file__).parents[1] / "data"
SEED = str(DATA / "seed.ttl")
NASTY = '=HYPERLINK("http://x")\x1b]0;owned\x07\x1b[2J | <b>\r\nnext\u202e'
KG = [sys.executable, "-m", "kg.cli"]


def kg(*words, cwd=None, stdin=None):
    env = {k: v for k, v in os.environ.items() if k != "KG_STORE"}
    return subprocess.run(
        [*KG, *map(str, words)], capture_output=True, text=True, cwd=cwd, input=stdin, env=env, timeout=60, check=False
    )


def good(*words, **more):
    done = kg(*words, **more)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def failure(*words, code=1, **more):
    """What a failing command says: one line, no traceback, nothing on standard output."""
    done = kg(*words, **more)
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.fixture(scope="module")
def nasty(tmp_path_factory):
    """A store with text that would steer a terminal or a spreadsheet."""
    place = tmp_path_factory.mktemp("nasty") / "labor.kg"
    with open_store(place, write=True, create=True) as store:
        store.put("urn:g", [Quad(NamedNode("urn:s"), NamedNode("urn:p"), Literal(NASTY))])
    return place


ASK_NASTY = ("query", "-e", "SELECT ?o { <urn:s> <urn:p> ?o }")


def test_library_question_as_a_table_hides_iris():
    out = good("query", "people-and-positions", "--data", SEED)
    assert [re.split(r"\s{2,}", line) for line in out.splitlines()] == [
        ["name", "role", "organization"],
        ["-" * 11, "-" * 32, "-" * 17],
        ["Alicia Cruz", "therapist", "Kaiser Permanente"],
        ["John Nelson", "vice president of communications", "Kaiser Permanente"],
    ]
    assert "evidence" not in out
    assert "post-cruz" in good("query", "people-and-positions", "--data", SEED, "--iris")


def test_csv_holds_every_column():
    out = good("query", "direct-quotes", "--data", SEED, "--format", "csv", "-p", "speaker=alicia cruz")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [(r["who"], r["start"], r["end"]) for r in rows] == [
        ("Alicia Cruz", "1330", "1374"),
        ("Alicia Cruz", "1445", "1732"),
    ]
    assert rows[0]["evidence"].endswith("/st07")


def test_sentences_for_each_row():
    words = ("query", "numbers-and-who-gives-them", "--data", SEED, "--sentences", "--format", "json")
    found = json.loads(good(*words))
    assert found["head"]["vars"][-1] == "sentence"
    by_value = {b["value"]["value"]: b["sentence"]["value"] for b in found["results"]["bindings"] if "value" in b}
    assert by_value["4000"].startswith(
        "«An estimated 4,000 Kaiser healthcare professionals will participate in the strike»"
    )
    assert by_value["4000"].endswith("National Union of Healthcare Workers said.")
    out = good("query", "-e", "SELECT ?x { ?x a lab:Impasse }", "--data", SEED, "--sentences", "--format", "csv")
    assert out.splitlines()[1].endswith('when bargaining reached «an impasse»."')


def test_data_from_a_store_and_from_a_file_give_the_same(tmp_path):
    from pyoxigraph import parse

    with open_store(tmp_path / "labor.kg", write=True, create=True) as store:
        store.put("urn:g", parse(path=SEED))
    for name in ("stance-matrix", "what-only-speakers-say"):
        assert good("query", name, cwd=tmp_path) == good("query", name, "--data", SEED)


def test_file_stdin_and_ask(tmp_path):
    file = tmp_path / "mine.rq"
    file.write_text("\ufeffSELECT ?n { ?x foaf:name ?n FILTER(?n = ?who) }", encoding="utf-8")
    out = good("query", file, "-p", "who=John Nelson", "--data", SEED, "--format", "tsv")
    assert out == '?n\n"John Nelson"\n'
    assert good("query", "-", "--data", SEED, stdin="ASK { d:nuhw a lab:LaborUnion }") == "yes\n"
    no = kg("query", "-e", "ASK { d:nuhw a lab:Employer }", "--data", SEED)
    assert (no.returncode, no.stdout, no.stderr) == (3, "no\n", "")
    assert json.loads(good("query", "-e", "ASK {}", "--data", SEED, "--format", "json"))["boolean"] is True


def test_triples():
    out = good("query", "-e", "CONSTRUCT { ?x rdfs:label ?n } WHERE { ?x foaf:name ?n }", "--data", SEED)
    assert out.splitlines() == [
        "@prefix d: <https://w3id.org/labornews/data/> .",
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .",
        'd:alicia-cruz rdfs:label "Alicia Cruz" .',
        'd:john-nelson rdfs:label "John Nelson" .',
    ]
    described = good("query", "-e", "DESCRIBE d:alicia-cruz", "--data", SEED, "--format", "ntriples")
    assert described.splitlines() == sorted(described.splitlines())


def test_output_file_tells_the_format(tmp_path):
    for name, start in (
        ("a.csv", "n\r\n"),
        ("a.md", "|n|\n"),
        ("a.json", '{"head"'),
        ("a.xml", "<?xml"),
        ("a.txt", "n\n"),
    ):
        good("query", "-e", "SELECT ?n { ?x foaf:name ?n } ORDER BY ?n", "--data", SEED, "-o", tmp_path / name)
        assert (tmp_path / name).read_bytes().startswith(start.encode())
    assert "tells no format" in failure("query", "things", "--data", SEED, "-o", tmp_path / "a.doc")
    assert "cannot be written" in failure("query", "things", "--data", SEED, "-o", tmp_path / "none" / "a.csv")
    assert "is for triples" in failure("query", "things", "--data", SEED, "-o", tmp_path / "a.ttl")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.csv", "a.json", "a.md", "a.txt", "a.xml"]


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "xml", "markdown"])
def test_no_text_of_an_article_steers_a_terminal(nasty, form):
    out = good(*ASK_NASTY, "--store", nasty, "--format", form)
    assert not re.search(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f]", out.replace("\t", ""))
    assert "HYPERLINK" in out


def test_rdf_with_control_characters_is_escaped_and_exact(nasty):
    ask = ("query", "-e", "CONSTRUCT WHERE { ?s <urn:p> ?o }", "--store", nasty)
    for form in ("turtle", "ntriples", "trig", "nquads"):
        out = good(*ask, "--format", form)
        assert "\x1b" not in out
        assert "\\u001B" in out


def test_csv_cells_are_no_formulas_and_json_is_exact(nasty):
    assert good(*ASK_NASTY, "--store", nasty, "--format", "csv").splitlines()[1].startswith("\"'=HYPERLINK")
    found = json.loads(good(*ASK_NASTY, "--store", nasty, "--format", "json"))
    assert found["results"]["bindings"][0]["o"]["value"] == NASTY
    root = ElementTree.fromstring(good(*ASK_NASTY, "--store", nasty, "--format", "xml"))
    assert "HYPERLINK" in "".join(root.itertext())


def test_terminal_gets_a_folded_table_without_codes_of_the_text(nasty, terminal):
    code, seen = terminal(*ASK_NASTY, "--store", nasty, COLUMNS="60", TERM="dumb")
    assert code == 0
    assert b"HYPERLINK" in seen
    assert b"\x1b]0" not in seen
    assert b"\x1b[2J" not in seen
    assert b"\x07" not in seen


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:9/sparql> { ?s ?p ?o } }", "SERVICE is off"),
        ("SELECT * FROM <file:///etc/hosts> { ?s ?p ?o }", "FROM <file:///etc/hosts> is not allowed"),
        ("SELECT * { ?x ?p ?e . SERVICE ?e { ?s ?q ?o } }", "SERVICE is off"),
        ("DROP ALL", "DROP is off"),
    ],
)
def test_nothing_outside_the_store_is_reached(query, words):
    """Case S01."""
    assert words in failure("query", "-e", query, "--data", SEED)


def test_no_query_makes_a_connection(tmp_path):
    """Case S01: what a query names is neither called nor opened, not even to see whether it is there."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        there = f"http://127.0.0.1:{server.getsockname()[1]}/sparql"
        pipe = tmp_path / "pipe"
        os.mkfifo(pipe)
        for query in (
            f"SELECT * {{ SERVICE <{there}> {{ ?s ?p ?o }} }}",
            f"SELECT * {{ SERVICE SILENT <{there}> {{ ?s ?p ?o }} }}",
            f"SELECT * {{ BIND(<{there}> AS ?e) SERVICE ?e {{ ?s ?p ?o }} }}",
            f"SELECT * FROM <{there}> {{ ?s ?p ?o }}",
            f"SELECT * FROM NAMED <{there}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
            f"SELECT * FROM <{pipe.as_uri()}> {{ ?s ?p ?o }}",  # to open it would wait for a writer for ever
            f"LOAD <{there}>",
        ):
            failure("query", "-e", query, "--data", SEED)
        with pytest.raises(BlockingIOError):
            server.accept()


def test_cross_product_stops_and_leaves_no_file(tmp_path):
    """Case S03."""
    lines = [f'<urn:q{i}> <urn:p{j}> "words {i} {j}" .\n' for i in range(2000) for j in range(10)]
    (tmp_path / "quotes.nt").write_text("".join(lines))
    began = time.monotonic()
    query = "SELECT * { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f }"
    words = ("query", "-e", query, "--format", "csv", "--timeout", "2", "-o", "out.csv", "--data", "quotes.nt")
    said = failure(*words, cwd=tmp_path)
    assert time.monotonic() - began < 9
    assert "time limit of 2 s" in said
    assert "share no variable" in said
    assert [p.name for p in tmp_path.iterdir()] == ["quotes.nt"]


def test_errors_are_one_line(tmp_path):
    assert "no store at labor.kg; build one with 'kg build PATH'." in failure("query", "things", cwd=tmp_path)
    assert "line 2, column 1: it is not SPARQL at 'WERE'" in failure("query", "-e", "SELECT ?x\nWERE { ?x a ?y }")
    assert "no question 'strike'" in failure("query", "strike", code=2)
    assert "give one question" in failure("query", code=2)
    assert "no NAME=VALUE" in failure("query", "strikes", "-p", "x", code=2)
    assert "cannot be read" in failure("query", "things", "--data", tmp_path / "none.ttl")
    (tmp_path / "bad.ttl").write_text("<a> <b> .")
    assert "bad.ttl is not Turtle" in failure("query", "things", "--data", tmp_path / "bad.ttl")
    assert "no RDF file by its name" in failure("query", "things", "--data", tmp_path / "bad.doc")


def test_limit():
    out = good("query", "things", "--data", SEED, "--limit", "2", "--format", "csv")
    assert len(list(csv.reader(io.StringIO(out)))) == 3


def test_queries_lists_and_prints():
    out = good("queries")
    assert "who-said-what-about-whom\n  Every statement with its speaker" in out
    assert "  -p before=VALUE [2020]: YYYY, YYYY-MM or YYYY-MM-DD" in out
    assert good("queries", "strikes") == (DATA.parents[1] / "queries" / "strikes.rq").read_text(encoding="utf-8")


def test_explain_a_statement_by_iri():
    iri = "https://w3id.org/labornews/data/article/1cd123bf7dc4316a/st10"
    title = "Kaiser mental health workers to strike June 11 (updated version)"
    assert good("explain", iri, "--data", SEED).splitlines() == [
        iri,
        "  indirect quotation",
        "  says so: John Nelson",
        "  confidence: 1",
        f"  in: {title} <https://w3id.org/labornews/data/article/1cd123bf7dc4316a>",
        "    According to Nelson, «both sides were making progress toward an agreement until last week, "
        "when bargaining reached an impasse».  [characters 2240-2343]",
    ]


def test_explain_by_name_in_any_case_and_what_hangs_on_others():
    out = good("explain", "alicia cruz", "--data", SEED)
    assert "«a Kaiser therapist, Alicia Cruz», said in a press release from NUHW.  [characters 1376-1407]" in out
    figures = str(DATA / "figures.ttl")
    out = good("explain", "https://example.org/q1", "--data", figures)
    assert "says so: Tarn Mill Union" in out
    assert "«About 400 workers walked out at Tarn Mill», Mr. Oda said.  [characters 0-41]" in out
    assert "rule: count; confidence: 0.9" in good("explain", "https://example.org/c1", "--data", figures)
    assert "nothing of the name 'nobody'" in failure("explain", "nobody", "--data", SEED, code=3)


def test_a_quick_question_loads_no_heavy_library():
    code = (
        "import sys\nfrom kg.cli.commands import cli\n"
        f"cli.main(['query', 'stance-matrix', '--data', {SEED!r}], standalone_mode=False)\n"
        "print(sorted({'rdflib', 'spacy', 'rich', 'matplotlib', 'networkx'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def said_of_nothing(*words):
    done = kg(*words)
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 2)
    return done.stderr


def test_words_that_name_nothing_are_told_of_where_nothing_is_found(nasty):
    asked = ("query", "-e", "SELECT ?x { ?x a lab:LaborUnoin ; lab:startDate ?y }", "--store", nasty)
    assert "no term lab:LaborUnoin. Near it: lab:LaborUnion" in said_of_nothing(*asked)
    told = said_of_nothing("query", "who-said-what-about-whom", "-p", "speaker=Nobody & Sons", "--store", nasty)
    assert told == f"kg: {nasty} has nothing of the name 'Nobody & Sons'. 'kg query things' lists names.\n"
    assert said_of_nothing("query", "quotes", "-p", "kind=direct", "--store", nasty) == ""


def test_a_day_that_is_none_is_told_of(nasty):
    told = failure("query", "strikes-before-a-date", "-p", "before=soon", "--store", nasty, code=2)
    assert told == "kg: before='soon' is no day. Write it as 2019-06-11, 2019-06 or 2019.\n"


def test_a_command_of_another_name_is_told_of():
    assert kg("quereis").stderr.endswith("Did you mean 'queries'?\n")
