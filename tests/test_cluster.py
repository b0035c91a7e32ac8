"""A build on a cluster: the same bytes as one here, a worker killed or not; parts that are there are taken."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from kg import cluster
from kg.config import Settings
from kg.errors import AnnotationError, UsageError
from kg.model import Article
from kg.pipeline import _found

COMMAND = [sys.executable, "-m", "kg.cli"]


def text(number):
    day = 1 + number % 28
    return f"Weavers at Odd Mill {number} will strike on June {day}, the Odd Weavers Union said. “¡Ya basta!” 🪧"


@pytest.fixture(scope="module")
def folder(tmp_path_factory, forks):
    """A folder with 100 stories, one of them empty, and the graph of a build on this machine."""
    made = tmp_path_factory.mktemp("cluster")
    stories = [{"id": f"s{n}", "published": "2024-06-01", "text": text(n) if n != 7 else ""} for n in range(100)]
    (made / "many.jsonl").write_text("\n".join(map(json.dumps, stories)), encoding="utf-8")
    words = ("build", "many.jsonl", "--fast", "--jobs", "1", "--store", "local.kg")
    assert forks.run(*words, cwd=made).returncode == 1
    forks.run("export", "-o", "local.nq", "--store", "local.kg", cwd=made)
    return made


def test_a_killed_worker_changes_nothing(folder, forks):
    command = [*COMMAND, "build", "many.jsonl", "--fast", "--engine", "dask", "--jobs", "2", "--store", "c.kg"]
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True) as building:
        while not list(folder.glob("c.kg.parts/*.json.gz")) and building.poll() is None:
            time.sleep(0.05)
        workers = [p for p in psutil.Process(building.pid).children(recursive=True) if "spawn_main" in str(p.cmdline())]
        os.kill(workers[-1].pid, signal.SIGKILL)
        told = building.communicate()[1]
    assert "stories: 99 stored" in told
    forks.run("export", "-o", "c.nq", "--store", "c.kg", cwd=folder)
    assert (folder / "c.nq").read_bytes() == (folder / "local.nq").read_bytes()
    parts = {p: p.stat().st_mtime_ns for p in folder.glob("c.kg.parts/*")}
    assert len(parts) == 8
    command[-1:] = ["d.kg", "--parts", "c.kg.parts"]
    again = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert "stories: 99 stored" in again.stderr
    assert {p: p.stat().st_mtime_ns for p in folder.glob("c.kg.parts/*")} == parts
    forks.run("export", "-o", "d.nq", "--store", "d.kg", cwd=folder)
    assert (folder / "d.nq").read_bytes() == (folder / "local.nq").read_bytes()


def test_parts_hold_what_was_found_word_for_word(tmp_path):
    articles = [Article(text(n), identifier=f"s{n}", published="2024-06-01", source="a.txt") for n in range(3)]
    settings = Settings(fast=True)

    def work(batch):
        return [*_found(settings, batch[:2]), AnnotationError("s2: broken.", "Report it.")]

    cluster.write(work, articles, f"{tmp_path}/part")
    first, second, third = cluster.read(f"{tmp_path}/part", articles)
    assert [f.graph for f in (first, second)] == [f.graph for f in _found(settings, articles[:2])]
    assert (first.article, first.triples) == (articles[0], _found(settings, articles[:1])[0].triples)
    assert str(third) == "s2: broken. Report it."
    raw = Path(tmp_path, "part.nq.gz").read_bytes()
    cluster.write(work, articles, f"{tmp_path}/other")
    assert Path(tmp_path, "other.nq.gz").read_bytes() == raw


def test_a_scheduler_that_does_not_answer_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "PATIENCE", "1s")
    found = cluster.mapped(print, [], print, made="", jobs=1, scheduler="tcp://127.0.0.1:9", parts=str(tmp_path))
    with pytest.raises(UsageError, match=r"no dask scheduler answers at tcp://127.0.0.1:9"):
        list(found)


def test_words_for_a_cluster_need_one(folder, forks):
    done = forks.run("build", "many.jsonl", "--parts", "here", cwd=folder)
    assert done.returncode == 2
    assert "--scheduler and --parts are for a cluster" in done.stderr
