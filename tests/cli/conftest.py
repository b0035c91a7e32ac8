"""What tests of commands share."""

import io
import json
import shutil
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.cli import main

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


@dataclass
class Done:
    returncode: int
    stdout: str
    stderr: str


def run(*words, stdin=""):
    """`kg` with these words, in this process."""
    out, err = io.StringIO(), io.StringIO()
    given = io.TextIOWrapper(io.BytesIO(stdin.encode()))
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", ["kg", *map(str, words)])
        patch.setattr(sys, "stdin", given)
        with pytest.raises(SystemExit) as left:
            main()
    return Done(left.value.code, out.getvalue(), err.getvalue())


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
