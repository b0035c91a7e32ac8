"""What tests of safety share: a small store, and `kg` as a process of its own."""

import json
import shutil
import subprocess
import sys

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

    def __init__(self, folder, forks):
        self.folder = folder
        self.forks = forks

    def kg(self, *words, room=None):
        """Runs `kg`; no file may grow beyond `room` bytes, as on a disk that is full."""
        return self.forks.run(*words, cwd=self.folder, room=room)

    def begun(self, *words, prepare=None, shell=""):
        """The same as Python begins it; `prepare` is called in the process before it, `shell` goes behind the words."""
        command = [sys.executable, "-m", "kg.cli", *map(str, words)]
        if shell:
            command = ["sh", "-c", f'"$0" "$@" {shell}', *command]
        return subprocess.run(
            command, cwd=self.folder, capture_output=True, text=True, check=False, timeout=120, preexec_fn=prepare
        )

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
def made(tmp_path_factory, forks):
    """A folder with the stories and their store, made once."""
    folder = tmp_path_factory.mktemp("safety")
    (folder / "stories.jsonl").write_text("\n".join(map(json.dumps, STORIES)), encoding="utf-8")
    desk = Desk(folder, forks)
    assert desk.build().stderr == ""
    return folder


@pytest.fixture
def desk(made, tmp_path, forks):
    """A fresh copy of it."""
    folder = tmp_path / "desk"
    shutil.copytree(made, folder)
    return Desk(folder, forks)


@pytest.fixture
def bare(made, tmp_path, forks):
    """The stories without a store."""
    shutil.copy(made / "stories.jsonl", tmp_path)
    return Desk(tmp_path, forks)
