"""`kg shell`: in a pipe, at a prompt that is fed with keys, and on a terminal."""

import re
import stat

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from kg.cli.prompt import Words, entries
from kg.cli.shell import finished

NAMES = "SELECT ?name { ?x a foaf:Person ;\n\n  rdfs:label ?name } ORDER BY ?name"


@pytest.fixture
def typed(yard, tmp_path, monkeypatch):
    """The entries that keys make at the prompt."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))

    def get(keys):
        with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
            pipe.send_text(keys + "\x04")
            return list(entries(yard))

    return get


@pytest.fixture(scope="module")
def offers(yard):
    """What is offered behind a text, with the number of characters that it takes the place of."""
    words = Words(yard)

    def get(before):
        found = list(words.get_completions(Document(before), CompleteEvent()))
        return [before[: len(before) + one.start_position] + one.text for one in found]

    return get


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("ASK { ?s ?p ?o }\n", False),
        ("ASK { ?s ?p ?o };\n", True),
        ("ASK { ?s ?p ?o }\n\n", True),
        ("ASK { ?s ?p ?o }\n \t\n", True),
        ("SELECT * { ?s a lab:Strike ;\n", False),
        ("SELECT * { ?s a lab:Strike ;\n\n", False),
        ("SELECT * { ?s a lab:Strike ;\n\n\n", True),
        ('ASK { ?s ?p "}" ;\n', False),
        ('ASK { ?s ?p "a;" }\n', False),
        ("# only a remark;\n", False),
        (".help\n", True),
        ("\n", True),
    ],
)
def test_where_an_entry_ends(text, ends):
    assert finished(text) is ends


def test_in_a_pipe_it_answers_plainly_and_goes_on_after_errors(kg, yard):
    text = f"{NAMES}\n\nASK {{ ?s ?p 7 }};\nSELEC ?x;\n.bogus\n.ask quotes x=1\n.ask quotes kind=mixed\nASK {{}}"
    done = kg("shell", "--store", yard, stdin=text)
    assert done.stdout.splitlines()[:6] == ["name", "----------", "Ben Okell", "Ben Okell", "Ilse Varga", "no"]
    assert done.stdout.splitlines()[-1] == "yes"
    assert 'the walkout "a stunt"' in done.stdout
    assert "evidence" not in done.stdout
    assert done.stderr.splitlines() == [
        "kg: the query, line 1, column 1: it is not SPARQL at 'SELEC'.",
        "kg: no word '.bogus'; '.help' lists them.",
        "kg: quotes has no parameter 'x'; it has: by, about, since, until, kind.",
    ]
    assert done.returncode == 1
    assert kg("shell", "--store", yard, stdin=".quit\nSELEC;").returncode == 0


def test_words_with_a_dot(kg, yard, tmp_path):
    rows, graph, answer = (tmp_path / name for name in ("rows.csv", "graph.ttl", "answer.json"))
    text = f"""{NAMES};
.save {rows}
CONSTRUCT {{ ?x rdfs:label ?n }} {{ ?x foaf:name ?n }};
.save {graph}
ASK {{}};
.save {answer}
.prefixes
.help
"""
    done = kg("shell", "--store", yard, stdin=text)
    assert (done.returncode, done.stderr) == (0, "")
    assert rows.read_text().split() == ["name", "Ben", "Okell", "Ben", "Okell", "Ilse", "Varga"]
    assert 'rdfs:label "Ilse Varga"' in graph.read_text()
    assert '"boolean": true' in answer.read_text()
    assert "lab: <https://w3id.org/labornews/def#>" in done.stdout
    assert ".save FILE" in done.stdout
    refused = kg("shell", "--store", yard, stdin=".save a.csv\nASK {};\n.save a.doc\n.save a.ttl\n.ask 'x\n")
    assert [line.split(";")[0] for line in refused.stderr.splitlines()] == [
        "kg: there is no answer yet. Ask something first.",
        "kg: the name 'a.doc' tells no format",
        "kg: the format turtle is for triples, ASK gives yes or no",
        "kg: \"'x\" is no question. Write it as .ask quotes by='Alicia Cruz'.",
    ]


def test_it_can_only_read_and_reaches_nothing(kg, yard):
    """Like case S01, through the shell."""
    text = (
        "DROP ALL;\nSELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } };\nSELECT * FROM <file:///etc/hosts> {};\n"
    )
    done = kg("shell", "--store", yard, stdin=text)
    assert (done.returncode, done.stdout) == (1, "")
    first, second, third = done.stderr.splitlines()
    assert "DROP is off" in first
    assert "SERVICE is off" in second
    assert "FROM <file:///etc/hosts> is not allowed" in third


def test_a_store_that_is_not_there_is_told_of_at_once(kg, tmp_path):
    done = kg("shell", "--store", tmp_path / "none.kg", stdin="ASK {};")
    assert (done.returncode, done.stdout) == (1, "")
    assert "no store at" in done.stderr


def test_keys_make_entries(typed):
    assert typed("ASK {\r?s ?p ?o\r}\r\r.help\r") == ["ASK {\n?s ?p ?o\n}\n", ".help"]
    assert typed("half a quer\x03ASK {};\r") == ["ASK {};"]


def test_entries_are_kept(typed, tmp_path):
    typed("ASK {};\r")
    (file,) = tmp_path.rglob("history")
    assert "+ASK {};" in file.read_text()
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert typed("\x1b[A\r") == ["ASK {};"]  # the key that goes up


def test_where_history_cannot_be_written_the_shell_works(typed, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "file"))
    assert typed("ASK {};\r") == ["ASK {};"]


@pytest.mark.parametrize(
    ("before", "offer"),
    [
        ("SELECT ?x { ?x a la", "SELECT ?x { ?x a lab:"),
        ("SELECT ?x { ?x a lab:StrikeAuth", "SELECT ?x { ?x a lab:StrikeAuthorizationVote"),
        ("SELECT ?x { ?x a strikeauth", "SELECT ?x { ?x a lab:StrikeAuthorizationVote"),
        ("ASK { ?x lab:claimPred", "ASK { ?x lab:claimPredicate"),
        ("ASK { ?x rdfs:la", "ASK { ?x rdfs:label"),
        ("sel", "SELECT"),
        ("SELECT ?person { ?pe", "SELECT ?person { ?person"),
        ('ASK { ?x rdfs:label "ilse', 'ASK { ?x rdfs:label "Ilse Varga"'),
        (".as", ".ask"),
        (".ask quo", ".ask quotes"),
        (".ask quotes ab", ".ask quotes about="),
        (".ask quotes by=ils", '.ask quotes by="Ilse Varga"'),
        ('.ask quotes kind=direct by="ben o', '.ask quotes kind=direct by="Ben Okell"'),
    ],
)
def test_what_is_offered(offers, before, offer):
    assert offer in offers(before)


def test_nothing_is_offered_for_nothing(offers, nasty_yard):
    assert offers("ASK { ") == []
    assert offers(".save ") == []
    assert offers("ASK { ?x rdfs:label 'x' . ?nobody") == []
    assert Words(nasty_yard)._names == []  # no name of which a part could steer the terminal


def test_on_a_terminal(terminal, yard, tmp_path):
    keys = b"SELECT ?name { ?x a lab:LaborUnion ; rdfs:label ?name };\rSELEC;\r.quit\r"
    home = {"XDG_CONFIG_HOME": str(tmp_path), "PROMPT_TOOLKIT_NO_CPR": "1"}
    code, seen = terminal("shell", "--store", yard, typed=keys, **home)
    text = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", seen.decode())
    assert code == 0
    assert ".quit leaves" in text
    assert re.search(r"Dockhands Guild\s+Tug League", text)
    assert "kg: the query, line 1, column 1: it is not SPARQL at 'SELEC'." in text
