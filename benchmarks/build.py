"""What a whole build costs: processor time as a ratio of bare spaCy, two processes against one, and memory.

    python benchmarks/build.py [STORIES [MANY]]

Builds stories of corpus/attribution (300 unless told otherwise) into a store on disk: read, graph, checked, kept and
shown. Memory is that of the command and all its processes, sampled, for 100 and for MANY short made-up stories.
"""

import json
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

import psutil

from kg.annotate.nlp import load
from kg.config import Settings
from kg.model import Article
from kg.pipeline import build
from kg.store import open_store
from kg.train.marked import stories

CORPUS = Path(__file__).parents[1] / "corpus" / "attribution"
KG = [sys.executable, "-m", "kg.cli", "build", "-q"]
FIRMS = ("Alder", "Birch", "Cedar", "Dorn", "Elm", "Fenn", "Gale", "Holm", "Ivel", "Jarl", "Keld", "Lorn", "Mard")


def whole(articles: list[Article], folder: Path, fast: bool) -> float:
    """Processor time of a build in this process."""
    settings = Settings(fast=fast)
    began = time.process_time()
    with open_store(folder, write=True, create=True) as store:
        for built in build(articles, store, settings):
            assert built.error is None, built.error
    return time.process_time() - began


def lines(path: Path, articles: list[Article]) -> Path:
    rows = ({"id": a.identifier, "published": a.published, "text": a.text} for a in articles)
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def elapsed(path: Path, jobs: int) -> float:
    began = time.perf_counter()
    subprocess.run([*KG, str(path), "--jobs", str(jobs), "--store", f"{path}.{jobs}.kg"], check=True)
    return time.perf_counter() - began


def short(count: int) -> list[Article]:
    """Stories of some forty words with names of their own."""
    chance = random.Random(count)
    made = []
    for number in range(count):
        firm = f"{chance.choice(FIRMS)}{chance.choice(FIRMS).lower()} {chance.choice(['Freight', 'Mills', 'Foods'])}"
        day, size = chance.randrange(1, 29), chance.randrange(40, 4000)
        text = (
            f"About {size} workers at {firm} will strike on June {day}, the {firm} Workers Union said. “We have waited "
            f"long enough for contract number {number},” said {chance.choice(['Ann', 'Ben', 'Cal'])} "
            f"{chance.choice(FIRMS)}son, president of the union. The company did not comment."
        )
        made.append(Article(text, identifier=f"m{number}", published="2024-06-01"))
    return made


def peak(path: Path) -> float:
    """Most memory, in MB, of a build and its processes: what they share is counted once a process."""
    process = psutil.Popen([*KG, str(path), "--fast", "--jobs", "2", "--store", f"{path}.kg"])
    most = 0
    while process.poll() is None:
        family = [process]
        try:
            family += process.children(recursive=True)
            most = max(most, sum(p.memory_info().rss for p in family if p.is_running()))
        except psutil.Error:
            pass
        time.sleep(0.2)
    assert process.returncode == 0
    return most / 1e6


def main(count: int, many: int) -> None:
    nlp, engine = load()
    articles = [Article(s.text, identifier=s.identifier, published="2024-03-11") for s in stories([CORPUS])][:count]
    print(
        f"{len(articles)} stories; {engine}; onnxruntime {version('onnxruntime')}; Python {platform.python_version()}"
    )
    print(f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for fast in (True, False):
            whole(articles[:10], folder / f"warm-{fast}", fast)
        began = time.process_time()
        for _ in nlp.pipe((a.text for a in articles), batch_size=32):
            pass
        bare = time.process_time() - began
        for fast in (True, False):
            ratio = whole(articles, folder / f"whole-{fast}", fast) / bare
            print(f"whole build, one process{', --fast' if fast else ''}: {ratio:.2f} x bare spaCy", flush=True)
        path = lines(folder / "stories.jsonl", articles)
        one, two = elapsed(path, 1), elapsed(path, 2)
        print(f"two processes against one: {one / two:.2f} x", flush=True)
        few, lot = (peak(lines(folder / f"{n}.jsonl", short(n))) for n in (100, many))
        print(f"peak memory, {many} stories against 100: {lot / few:.2f} x ({few:.0f} MB, {lot:.0f} MB)")


if __name__ == "__main__":
    main(*map(int, [*sys.argv[1:], *("300", "5000")[len(sys.argv) - 1 :]][:2]))
