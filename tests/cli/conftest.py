"""What tests of commands share."""

import fcntl
import json
import os
import pty
import shutil
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat

from tests.commands import run

DATA = Path(__file__).parents[1] / "data"
NASTY = '=HYPERLINK("http://x")\x1b]0;owned\x07\x1b[2J $(reboot) `id` | <b>[bold]\r\nnext\u202e\x9b31m'
PREFIXES = """
@prefix d: <https://w3id.org/labornews/data/> .
@prefix lab: <https://w3id.org/labornews/def#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
STORY_OF_ONE = f"""{PREFIXES}
@prefix n: <https://w3id.org/labornews/data/article/nasty/> .
d:article\\/nasty a lab:Article ; rdfs:label NASTY ; schema:headline NASTY ; schema:identifier NASTY ;
  schema:text NASTY ; schema:datePublished "2031-05-01"^^xsd:date ; schema:publisher d:nasty-outlet .
d:nasty-outlet a lab:NewsOrganization ; rdfs:label NASTY .
d:nasty-person a foaf:Person ; rdfs:label NASTY ; foaf:name NASTY ; skos:altLabel "Odd One" ; lab:mentionSpan SPAN .
d:nasty-action a lab:Strike ; rdfs:label NASTY ; skos:altLabel "Odd strike" ; lab:mentionSpan SPAN ;
  lab:employer d:nasty-person ; lab:place d:nasty-person ; lab:startDate "2031-05-01"^^xsd:date .
n:statement a lab:DirectQuotation ; lab:reportedIn d:article\\/nasty ; lab:speaker d:nasty-person ;
  lab:about d:nasty-action ; lab:contentSpan SPAN .
n:claim a lab:Claim ; lab:claimSubject d:nasty-action ; lab:claimPredicate lab:participant ; lab:modality lab:Fact ;
  lab:claimText NASTY ; lab:quantity n:figure ; lab:assertedIn n:statement ; lab:mentionSpan SPAN .
n:figure a lab:Quantity ; schema:value 7.0 ; schema:unitText NASTY ; lab:comparator lab:Exactly ; lab:mentionSpan SPAN .
SPAN a lab:TextSpan ; lab:inArticle d:article\\/nasty ; oa:start 0 ; oa:end 10 ; oa:exact NASTY .
""".replace("SPAN", "<https://w3id.org/labornews/data/article/nasty#char=0,10>")
STORIES = [
    {"id": "v1", "published": "2026-06-11", "text": "Velt Freight Inc. owns the Dorn yard."},
    {"id": "v2", "published": "2026-06-11", "text": "Velt Freight posted a loss; Velt shares fell."},
    {"id": "v3", "published": "2026-06-11", "text": "Velt County deputies watched the gate."},
    {
        "id": "t1",
        "published": "2026-06-09",
        "publisher": "Tarn Herald",
        "text": "Edda Fosse leads Local 9. Fosse said “We will win.”",
    },
    {
        "id": "t2",
        "published": "2026-06-10",
        "publisher": "Wick Post",
        "text": "Edda Fosse leads Local 9, the Tarn Herald found. Some 400 workers walked out at Tarn Mills on Monday.",
    },
]


class Desk:
    """A folder with a store, as a user has it."""

    kg = staticmethod(run)

    def ok(self, *words, stdin=""):
        done = run(*words, stdin=stdin)
        assert done.returncode == 0, done.stderr
        return done

    def build(self, *stories, name="more.jsonl", store="labor.kg"):
        """Builds stories, by rules alone."""
        Path(name).write_text("\n".join(map(json.dumps, stories)), encoding="utf-8")
        return self.ok("build", name, "--fast", "--store", store)

    def decide(self, *entries):
        """Writes the curation file."""
        signed = "  who: Ada Ruiz\n  when: 2026-06-12\n  why: a test\n"
        Path("curation.yaml").write_text("".join(f"- {e}\n{signed}" for e in entries), encoding="utf-8")

    def export(self, store="labor.kg"):
        self.ok("export", "-o", "out.nq", "--store", store)
        return Path("out.nq").read_text(encoding="utf-8")

    def rows(self, query):
        """The rows of a query, IRIs without the namespace of data."""
        done = self.ok("query", "-e", query, "--format", "csv")
        cells = [line.split(",") for line in done.stdout.splitlines()[1:]]
        return [tuple(c.replace("https://w3id.org/labornews/data/", "") for c in row) for row in cells]

    def named(self, name):
        """Shared IRIs of the things of this name."""
        query = f'SELECT DISTINCT ?x WHERE {{ ?x rdfs:label|skos:altLabel "{name}"@en ; lab:rule ?r }} ORDER BY ?x'
        return [row[0] for row in self.rows(query)]


@pytest.fixture(scope="session")
def kg():
    """`kg` with these words, in this process: `kg("stats", "--json")`."""
    return run


@pytest.fixture(scope="session")
def terminal():
    """`kg` with these words on a terminal of so many columns; gives the exit status and the bytes that it shows."""

    def start(*words, columns=100, typed=b"", **variables):
        parent, child = pty.openpty()
        fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        env = {k: v for k, v in os.environ.items() if k not in ("KG_STORE", "COLUMNS")}
        env |= {"TERM": "xterm", **variables}
        command = [sys.executable, "-m", "kg.cli", *map(str, words)]
        process = subprocess.Popen(command, stdin=child, stdout=child, stderr=child, env=env, start_new_session=True)
        os.close(child)
        os.write(parent, typed)
        seen = b""
        while True:
            try:
                block = os.read(parent, 65536)
            except OSError:
                break
            if not block:
                break
            seen += block
        os.close(parent)
        return process.wait(timeout=60), seen

    return start


def stored(place, *files, nasty=""):
    """A store of RDF files, and of a story of one person with a nasty name who says and does nasty things."""
    from pyoxigraph import parse

    from kg.store import open_store

    with open_store(place, write=True, create=True) as store:
        store.readings()
        for file in files:
            graphs = {}
            for quad in parse(path=DATA / file):
                graphs.setdefault(getattr(quad.graph_name, "value", "urn:graph"), []).append(quad)
            for name, quads in graphs.items():
                store.put(name, quads)
        if nasty:
            text = STORY_OF_ONE.replace("NASTY", json.dumps(nasty))
            store.put("urn:nasty", parse(text, format=RdfFormat.TURTLE))
    return str(place)


@pytest.fixture(scope="session")
def yard(tmp_path_factory):
    """A store of tests/data/yard.trig: two stories of a strike."""
    return stored(tmp_path_factory.mktemp("yard") / "labor.kg", "yard.trig")


@pytest.fixture(scope="session")
def nasty_yard(tmp_path_factory):
    """A store in which a name, a quote, an action, an outlet and a figure would steer a terminal."""
    return stored(tmp_path_factory.mktemp("nasty-yard") / "labor.kg", nasty=NASTY)


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """A store of the stories above, made once."""
    folder = tmp_path_factory.mktemp("desk")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        Desk().build(*STORIES, name="stories.jsonl")
    return folder


@pytest.fixture
def desk(template, tmp_path, monkeypatch):
    """A fresh copy of the store in a folder of its own, which is the current one."""
    folder = tmp_path / "desk"
    shutil.copytree(template, folder)
    monkeypatch.chdir(folder)
    return Desk()
