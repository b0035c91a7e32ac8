"""The documents are true: their commands run and print what is shown, their links lead somewhere, and so on."""

import re
import shutil
from contextlib import chdir
from pathlib import Path

import pytest

from kg import __version__
from kg.cli import COMMANDS
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
        assert documents.said("build seeds -q") == (0, "")
    return folder


@pytest.mark.parametrize("path", WITH_COMMANDS, ids=lambda p: p.name)
def test_commands_of_a_document_run_and_print_what_it_shows(path, built, tmp_path):
    text = path.read_text(encoding="utf-8")
    folder = tmp_path / "documents"
    # A document that builds a store before it asks begins without one.
    builds = "```console\n$ kg build" in text
    shutil.copytree(built, folder, ignore=shutil.ignore_patterns("labor.kg") if builds else None)
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


@pytest.mark.parametrize("path", DOCS, ids=lambda p: p.name)
def test_links_of_the_documents_lead_somewhere(path):
    text = path.read_text(encoding="utf-8")
    targets = [t.split("#")[0] for t in re.findall(r"\]\(([^)]+)\)", text) if "://" not in t]
    missing = [t for t in targets if t and not (path.parent / t).exists()]
    assert missing == []


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
