"""What tests of safety share: a small store, and `kg` as a process of its own."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

STORIES = [
    {
        "id": "a1",
        "published": "2031-05-06",
        "publisher": "Quell Gazette",
        "text": "Orla Brandt leads Local 77. Some 300 workers walked out at Sorrel Mills on Monday. “We will win,” "
        "Brandt said.",
    },
    {
        "id": "a2",
        "published": "2031-05-07",
        "publisher": "Quell Gazette",
        "text": "Orla Brandt of Local 77 thanked the drivers of Sorrel Mills.",
    },
]


class Desk:
    """A folder with stories, in which `kg` runs as a process."""

    def __init__(self, folder):
        self.folder = folder

    def kg(self, *words, prepare=None, shell="", **variables):
        """Runs `kg` by rules alone; `prepare` is called in the process before it, `shell` goes behind the words."""
        command = [sys.executable, "-m", "kg.cli", *map(str, words)]
        if shell:
            command = ["sh", "-c", f'"$0" "$@" {shell}', *command]
        env = {**os.environ, **variables}
        return subprocess.run(
            command, cwd=self.folder, env=env, capture_output=True, text=True, check=False, timeout=120,
            preexec_fn=prepare,
        )  # fmt: skip

    def ok(self, *words):
        done = self.kg(*words)
        assert done.returncode == 0, done.stderr
        return done

    def build(self):
        return self.kg("build", "stories.jsonl", "--fast", "-q")

    def export(self):
        self.ok("export", "-o", "all.nq")
        return (self.folder / "all.nq").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """A folder with the stories and their store, made once."""
    folder = tmp_path_factory.mktemp("safety")
    (folder / "stories.jsonl").write_text("\n".join(map(json.dumps, STORIES)), encoding="utf-8")
    desk = Desk(folder)
    assert desk.build().stderr == ""
    return folder


@pytest.fixture
def desk(made, tmp_path):
    """A fresh copy of it."""
    folder = tmp_path / "desk"
    shutil.copytree(made, folder)
    return Desk(folder)


@pytest.fixture
def bare(made, tmp_path):
    """The stories without a store."""
    shutil.copy(made / "stories.jsonl", tmp_path)
    return Desk(Path(tmp_path))
