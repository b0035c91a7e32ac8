"""The documents are true: their commands run and print what is shown, their links lead somewhere, and so on."""

import re
import shutil
from contextlib import chdir
from pathlib import Path
from types import ModuleType

import pytest

from kg import __version__
from kg.annotate.base import Draft
from kg.annotate.nlp import load
from kg.cli import COMMANDS
from kg.errors import InputError
from kg.model import Article
from kg.serve.site import Site
from tests import documents

ROOT = Path(__file__).parents[1]
DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), ROOT / "ontology" / "GUIDELINES.md"]


WITH_COMMANDS = [
    path for path in DOCS if re.search("^```(sh|console)$", path.read_text(encoding="utf-8"), re.MULTILINE)
]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A folder with what documents speak of, and a store of the seeds."""
    folder = tmp_path_factory.mktemp("docs")
    documents.prepare(folder)
    with chdir(folder):
        documents.run("kg build seeds -q")
    return folder


@pytest.mark.parametrize("path", WITH_COMMANDS, ids=lambda p: str(p.relative_to(ROOT)))
def test_commands_of_a_document_run_and_print_what_it_shows(path, built, tmp_path):
    text = path.read_text(encoding="utf-8")
    folder = tmp_path / "documents"
    left_out = shutil.ignore_patterns("labor.kg") if documents.BUILDS in text else None
    shutil.copytree(built, folder, ignore=left_out)
    with chdir(folder):
        assert documents.real(text) == text


def test_a_document_that_shows_something_else_is_found():
    shown = "```console\n$ kg --version\nkg, version 9\n```\n"
    assert documents.real(shown) == shown.replace("version 9", f"version {__version__}")
    elided = "```console\n$ kg ontology Strike\n...\n```\n"
    assert documents.real(elided) == elided
    for block in ("```sh\nkg nothing\n```\n", "```console\n$ kg nothing\n...\n```\n"):
        with pytest.raises(AssertionError, match="kg nothing"):
            documents.real(block)


@pytest.mark.parametrize("path", DOCS, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_of_the_documents_lead_somewhere(path):
    text = path.read_text(encoding="utf-8")
    targets = [t.split("#")[0] for t in re.findall(r"\]\(([^)]+)\)", text) if "://" not in t]
    missing = [t for t in targets if t and not (path.parent / t).exists()]
    assert missing == []


def test_the_index_names_all_documents():
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    missing = [path.name for path in (ROOT / "docs").glob("*.md") if f"({path.name})" not in index]
    assert missing == ["README.md"]


def test_the_readme_names_two_commands_that_make_knows():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = re.findall(r"^    make (\w+)$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert named == ["demo", "test"]
    assert all(f"\n{name}: " in makefile for name in named)


def test_every_command_has_a_file_and_help():
    for name in COMMANDS:
        assert (ROOT / "kg" / "cli" / f"{name}.py").exists()


def test_the_repository_speaks_of_the_project_alone():
    words = re.compile(r"/tmp/[a-z]|/work/|pypi\.org/simple|registry\.npmjs|deb\.debian")
    skip = {".git", ".venv", "build", "__pycache__"}
    for path in ROOT.rglob("*"):
        text = path.suffix in (".py", ".md", ".toml", ".yaml", ".ttl", ".rq") and path.name != "test_docs.py"
        if text and not skip & set(path.parts):
            assert not words.search(path.read_text(encoding="utf-8")), path


def example(path):
    """The module that an example of docs/extending.md makes."""
    text = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
    code = re.search(rf"^```python\n(# {re.escape(path)}\n.*?)^```$", text, re.MULTILINE | re.DOTALL)[1]
    module = ModuleType("example")
    exec(compile(code, path, "exec"), module.__dict__)
    return module


def test_the_example_of_an_annotator():
    text = "Nurses marched under #SafeStaffing and #Spring."
    draft = Draft(Article(text), load()[0](text))
    example("kg/annotate/hashtags.py").ANNOTATOR.run(draft)
    assert [(draft.words(m.span), m.target) for m in draft.mentions] == [("#SafeStaffing", "i:staffing")]


def test_the_example_of_a_format():
    story = example("kg/read/mail.py").story
    raw = b"Subject: Cooks walk out\nDate: Mon, 02 Mar 2026 09:00:00 +0000\n\nCooks walked out.\n"
    assert story(raw, "a.eml") == Article("Cooks walked out.\n", "Cooks walk out", "2026-03-02", source="a.eml")
    with pytest.raises(InputError, match=r"a\.eml: the mail holds no plain text"):
        story(b"Content-Type: image/png\n\nx", "a.eml")


def test_the_example_of_a_page(tmp_path, monkeypatch):
    text = "Cooks at Fennel Hall walked out on Monday, the Fennel Hall Cooks Union said.\n"
    (tmp_path / "a.txt").write_text(f"---\npublished: 2026-03-03\npublisher: Fennel Post\n---\n{text}")
    monkeypatch.chdir(tmp_path)
    documents.run("kg build a.txt --fast -q")
    page = example("kg/serve/pages/outlets.py").PAGE
    assert page.make(Site("labor.kg"), None).outlets == (("Fennel Post", 1),)
