"""`kg completion`: what the shells are offered, asked as they ask, and by a real bash."""

import os
import shutil
import subprocess
import sys

import pytest

from kg.cli import COMMANDS


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A folder with a command `kg`, for the path."""
    folder = tmp_path_factory.mktemp("bin")
    (folder / "kg").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kg.cli "$@"\n')
    (folder / "kg").chmod(0o755)
    return folder


@pytest.fixture
def offered(yard, home):
    """The words that are offered for the last one of a line."""

    def get(*words, shell="bash", store=yard):
        env = {**os.environ, "KG_STORE": store, "_KG_COMPLETE": f"{shell}_complete"}
        env |= {"COMP_WORDS": " ".join(["kg", *words]), "COMP_CWORD": str(len(words))}
        done = subprocess.run([home / "kg"], env=env, capture_output=True, text=True, check=False, timeout=60)
        assert done.stderr == ""
        lines = [line for line in done.stdout.splitlines() if line]
        return [line.partition(",")[2] for line in lines] if shell == "bash" else lines[1::3]

    return get


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell(kg, shell):
    done = kg("completion", shell)
    assert done.returncode == 0
    assert f"_KG_COMPLETE={shell}_complete" in done.stdout


def test_another_shell_is_wrong_usage(kg):
    assert kg("completion", "tcsh").returncode == 2


def test_commands_and_options(offered):
    assert offered("") == list(COMMANDS)
    assert offered("qu") == ["query", "queries", "quotes"]
    assert "--help" in offered("--")
    assert "--employer" in offered("actions", "--e")


def test_questions_and_forms(offered):
    assert offered("query", "strikes") == ["strikes-before-a-date", "strikes"]
    assert offered("queries", "quo") == ["quotes"]
    assert offered("query", "--format", "j") == ["json", "jsonld"]


def test_names_of_things(offered, nasty_yard, tmp_path):
    assert offered("show", "ils") == [r"Ilse\\ Varga"]
    assert offered("show", "ils", shell="zsh") == ["Ilse Varga"]
    guild, dispute = offered("show", "Dockhands", shell="zsh")
    assert (guild, dispute) == ("Dockhands Guild", "Dockhands Guild and Ostrey Dock Company, 2031")
    assert offered("show", "", store=nasty_yard) == []
    assert offered("show", "ils", store=str(tmp_path / "none.kg")) == []


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash here")
def test_a_real_bash_completes(home, yard):
    script = """
        source <(kg completion bash)
        COMP_WORDS=(kg show Ils) COMP_CWORD=2
        _kg_completion kg && printf '%s\\n' "${COMPREPLY[@]}"
        COMPREPLY=() COMP_WORDS=(kg query stri) COMP_CWORD=2
        _kg_completion kg && printf '%s\\n' "${COMPREPLY[@]}"
        complete -p kg
    """
    env = {**os.environ, "KG_STORE": yard, "PATH": f"{home}:{os.environ['PATH']}"}
    done = subprocess.run(["bash", "-c", script], env=env, capture_output=True, text=True, check=False, timeout=60)
    lines = done.stdout.splitlines()
    assert lines[:4] == ["Ilse\\ Varga", "strike-size", "strikes-before-a-date", "strikes"]
    assert lines[-1].endswith("-F _kg_completion kg")
