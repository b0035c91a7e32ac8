"""What an export costs, as a ratio of Oxigraph's own dump of the same store, beside rdflib, in the same run.

    python benchmarks/export.py STORE [TRIPLES ...]

The stories of a real store are copied under other IRIs of articles until there are as many triples as are wanted
(100,000 and 1,000,000 unless told otherwise); what stories share, they go on sharing. Each way runs in a process of its
own, whose processor time and peak memory are measured: reading the store and writing the file. rdflib gets the triples
as a graph in memory, which is not counted as its time; above 110,000 triples it is left out, since its time grows
faster than their number.
"""

import io
import platform
import resource
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

import pyoxigraph
from pyoxigraph import RdfFormat, serialize

from kg.export import write
from kg.store import open_store

RDFLIB_LIMIT = 110_000


def copied(store: Path, folder: Path, count: int) -> int:
    """Makes a store of so many triples, or some more; gives how many there are."""
    with open_store(store) as opened:
        graphs = {name: list(opened.quads(name)) for name in opened.graphs()}
    plain = {name: serialize(quads, format=RdfFormat.N_QUADS) for name, quads in graphs.items()}
    open_store(folder, write=True, create=True).close()
    engine = pyoxigraph.Store(str(folder / "data"))
    done = number = 0
    while done < count:
        number += 1
        for name, text in plain.items():
            article = name.removesuffix("/graph").encode()
            for end in b"/#>":
                text = text.replace(article + bytes([end]), b"%s-%d%c" % (article, number, end))
            engine.bulk_load(io.BytesIO(text), format=RdfFormat.N_QUADS)
            done += len(graphs[name])
            if done >= count:
                break
    engine.flush()
    engine.optimize()
    return done


def kg(store: Path, target: Path) -> float:
    began = time.process_time()
    with open_store(store) as opened:
        write(opened.quads(), target)
    return time.process_time() - began


def dump(store: Path, target: Path) -> float:
    began = time.process_time()
    pyoxigraph.Store.read_only(str(store / "data")).dump(target, format=RdfFormat.N_QUADS)
    return time.process_time() - began


def rdflib(store: Path, target: Path) -> float:
    from rdflib import Graph

    with open_store(store) as opened:
        triples = io.BytesIO()
        serialize((q.triple for q in opened.quads()), triples, format=RdfFormat.N_TRIPLES)
    graph = Graph().parse(data=triples.getvalue(), format="nt")
    began = time.process_time()
    graph.serialize(target, format="turtle", encoding="utf-8")
    return time.process_time() - began


WAYS = {"Oxigraph dump, N-Quads": (dump, "dump.nq"), "kg, Turtle": (kg, "a.ttl"), "kg, TriG": (kg, "a.trig"),
        "kg, N-Triples": (kg, "a.nt"), "kg, JSON-LD": (kg, "a.jsonld"), "kg, tables": (kg, "a.csv"),
        "rdflib, Turtle": (rdflib, "r.ttl")}  # fmt: skip


def apart(*words) -> list[str]:
    """What this file prints with other words, in a process of its own."""
    command = [sys.executable, __file__, *map(str, words)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.split()


def main(store: Path, counts: list[int]) -> None:
    print(f"pyoxigraph {version('pyoxigraph')}, rdflib {version('rdflib')}")
    print(f"Python {platform.python_version()}, {platform.machine()}, one core\n")
    print("|triples|way|ratio|peak MB|\n|-|-|-|-|")
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            done = int(apart("--copy", store, folder, count)[0])
            base = 0.0
            for way in WAYS:
                if way.startswith("rdflib") and done > RDFLIB_LIMIT:
                    continue
                found = apart("--way", way, folder)
                base = base or float(found[0])
                print(f"|{done:,}|{way}|{float(found[0]) / base:.2f}|{int(found[1]) // 1024}|", flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "--way":
        work, name = WAYS[sys.argv[2]]
        print(work(Path(sys.argv[3]) / "many.kg", Path(sys.argv[3]) / name))
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    elif sys.argv[1] == "--copy":
        print(copied(Path(sys.argv[2]), Path(sys.argv[3]) / "many.kg", int(sys.argv[4])))
    else:
        main(Path(sys.argv[1]), [int(a) for a in sys.argv[2:]] or [100_000, 1_000_000])
