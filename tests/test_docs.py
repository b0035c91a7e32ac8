"""The documents are true: their commands run, their links lead somewhere, the README's commands are the Makefile's."""

import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from kg.cli import COMMANDS, main

ROOT = Path(__file__).parents[1]
DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), ROOT / "ontology" / "GUIDELINES.md"]


def commands():
    for path in DOCS:
        for block in re.findall(r"```sh\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL):
            for line in block.replace("\\\n", " ").splitlines():
                if line.startswith("kg "):
                    yield pytest.param(line, id=f"{path.name}: {line[:50]}")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A folder with the seeds and a store that was built from them."""
    folder = tmp_path_factory.mktemp("docs")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr(sys, "argv", ["kg", "build", "seeds", "-q"])
        with pytest.raises(SystemExit) as left:
            main()
    assert left.value.code == 0
    return folder


@pytest.mark.parametrize("line", list(commands()))
def test_each_command_of_the_documents_runs(line, built, monkeypatch, capsys):
    monkeypatch.chdir(built)
    monkeypatch.setattr(sys, "argv", shlex.split(line))
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 0, capsys.readouterr().err


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
