"""What a whole build costs: processor time as a ratio of bare spaCy, two processes against one, space and memory.

    python benchmarks/build.py [STORIES [MANY]]

Builds stories of corpus/attribution (300 unless told otherwise) into a store on disk: read, graph, checked, kept and
shown. Where more are wanted than there are, further ones are put together of paragraphs of different stories, drawn by
a seed: the first paragraph of one, the second of another. A story told twice would be a copy; few of these are. Two
processes stand beside two whole builds at once that share nothing, which is as much as two cores of the machine give.

Space is that of a store of 100 stories with 450 to 550 words. Loading is that of their graphs into a new store, against
pyoxigraph's own bulk_load of the same N-Quads, those of the default graph among them. Memory is that of the command and
all its processes, sampled, for 100 and for MANY short made-up stories.
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
from statistics import median

import psutil
import pyoxigraph

from kg.annotate.nlp import stock
from kg.config import Settings
from kg.ids import WORLD
from kg.model import Article
from kg.pipeline import build
from kg.store import open_store
from kg.store.graphs import in_both
from kg.train.marked import stories

CORPUS = Path(__file__).parents[1] / "corpus" / "attribution"
KG = [sys.executable, "-m", "kg.cli", "build", "-q"]
FIRMS = ("Alder", "Birch", "Cedar", "Dorn", "Elm", "Fenn", "Gale", "Holm", "Ivel", "Jarl", "Keld", "Lorn", "Mard")


def given(count: int) -> list[Article]:
    """So many stories."""
    real = [Article(s.text, identifier=s.identifier, published="2024-03-11") for s in stories([CORPUS])]
    texts = [[line for line in a.text.split("\n") if line.strip()] for a in real]
    chance = random.Random(1)
    while len(real) < count:
        length = len(chance.choice(texts))
        drawn = (chance.choice(texts)[place:] for place in range(length))
        text = "\n\n".join(rest[0] for rest in drawn if rest)
        real.append(Article(text, identifier=f"mixed-{len(real)}", published="2024-03-11"))
    return real[:count]


def whole(articles: list[Article], folder: Path, fast: bool) -> float:
    """Processor time of a build in this process."""
    settings = Settings(fast=fast)
    began = time.process_time()
    with open_store(folder, write=True, create=True) as store:
        for built in build(articles, store, settings):
            assert built.error is None, built.error
    return time.process_time() - began


def size(path: Path) -> int:
    """Bytes of a file, or of the files of a folder."""
    return sum(f.stat().st_size for f in (path.rglob("*") if path.is_dir() else [path]) if f.is_file())


def space(articles: list[Article], folder: Path) -> None:
    """Says what stories of some length take on disk."""
    fit = [a for a in articles if 450 <= len(a.text.split()) <= 550][:100]
    whole(fit, folder, fast=False)
    with open_store(folder) as store:
        triples = median(sum(1 for _ in store.quads(name)) for name in store.graphs() if name != WORLD)
    every, parts = size(folder), {n: size(folder / n) for n in ("data", "readings.sqlite", "search.sqlite")}
    print(f"space of {len(fit)} stories of 450 to 550 words: {every / len(fit) / 1000:.0f} kB a story (", end="")
    print(", ".join(f"{name} {bytes / len(fit) / 1000:.0f}" for name, bytes in parts.items()), end="")
    print(f"), {triples:.0f} triples a story", flush=True)


def loading(source: Path, folder: Path) -> float:
    """Processor time of loading the graphs of a store into a new one, as a ratio of pyoxigraph's own loading."""
    with open_store(source) as store:
        names = [name for name in store.graphs() if name != WORLD]
        graphs = [(name, "".join(f"{q.triple} .\n" for q in store.quads(name))) for name in names]
    quads = b"".join(in_both(*graph) for graph in graphs)
    best: list[float] = []
    for way in ("ours", "raw") * 3:
        if way == "ours":
            with open_store(folder / f"{len(best)}.kg", write=True, create=True) as own:
                began = time.process_time()
                own.add(graphs)
                own.flush()
                best.append(time.process_time() - began)
        else:
            raw = pyoxigraph.Store(str(folder / f"{len(best)}"))
            began = time.process_time()
            raw.bulk_load(quads, pyoxigraph.RdfFormat.N_QUADS, lenient=True)
            raw.flush()
            best.append(time.process_time() - began)
    return min(best[::2]) / min(best[1::2])


def lines(path: Path, articles: list[Article]) -> Path:
    rows = ({"id": a.identifier, "published": a.published, "text": a.text} for a in articles)
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def elapsed(path: Path, jobs: int, builds: int = 1) -> float:
    """Seconds by the clock of builds at the same time, each of all stories into a store of its own."""
    began = time.perf_counter()
    stores = (f"{path}.{jobs}.{builds}.{number}.kg" for number in range(builds))
    running = [subprocess.Popen([*KG, str(path), "--jobs", str(jobs), "--store", store]) for store in stores]
    assert [process.wait() for process in running] == [0] * builds
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
    nlp, engine = stock()
    articles = given(count)
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
        space(given(1000), folder / "space")
        print(f"loading graphs: {loading(folder / 'space', folder):.2f} x pyoxigraph's own", flush=True)
        path = lines(folder / "stories.jsonl", articles)
        one, two, at_once = elapsed(path, 1), elapsed(path, 2), elapsed(path, 1, 2)
        print(f"two processes against one: {one / two:.2f} x", flush=True)
        print(f"two builds at once against one after the other: {2 * one / at_once:.2f} x", flush=True)
        few, lot = (peak(lines(folder / f"{n}.jsonl", short(n))) for n in (100, many))
        print(f"peak memory, {many} stories against 100: {lot / few:.2f} x ({few:.0f} MB, {lot:.0f} MB)")


if __name__ == "__main__":
    main(*map(int, [*sys.argv[1:], *("300", "5000")[len(sys.argv) - 1 :]][:2]))
