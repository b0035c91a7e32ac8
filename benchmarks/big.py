"""A store as large as wanted, made of the stories of a real one.

    python benchmarks/big.py STORE OUT [TRIPLES]

Each copy has the stories of the store under other addresses, and people, actions and disputes of its own; every fifth
copy shares these with the first, so that some disputes are told in hundreds of stories. Unions, organizations, places
and roles are the same ones in all copies, so that some things have very many neighbours. Words and names are not
varied. What comes out is a whole store: named graphs, their merge as the default graph, readings and search index.
"""

import io
import re
import sqlite3
import sys
import zlib
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from pyoxigraph import DefaultGraph, RdfFormat, serialize

from kg.ids import HISTORY, WORLD
from kg.prefixes import PREFIXES
from kg.search import update
from kg.store import open_store
from kg.store.readings import unpacked

SHARED = 5
IN_ALL, IN_SOME = ("article", "doubt"), ("action", "person", "dispute")


class Renaming:
    """A text whose IRIs of these kinds can be given a number."""

    def __init__(self, text: str, kinds: Iterable[str]) -> None:
        own = re.compile(rf"{re.escape(PREFIXES['d'])}(?:{'|'.join(kinds)})/[^/#>\"\\\s]+")
        ends = [0, *(found.end() for found in own.finditer(text)), len(text)]
        self._pieces = [text[start:end] for start, end in pairwise(ends)]

    def copy(self, number: int) -> str:
        return (f"-{number}" if number else "").join(self._pieces)


class Renamings:
    """The same with the kinds that a copy has for itself."""

    def __init__(self, text: str) -> None:
        self._some, self._all = Renaming(text, IN_ALL), Renaming(text, (*IN_ALL, *IN_SOME))

    def copy(self, number: int) -> str:
        return (self._all if number % SHARED else self._some).copy(number)


class Stream(io.RawIOBase):
    """Texts one after another as a file, so that all of them are loaded in one go."""

    def __init__(self, texts: Iterator[str]) -> None:
        self._texts, self._rest = texts, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._rest and (text := next(self._texts, None)) is not None:
            self._rest = text.encode()
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size


def make(store: Path, out: Path, triples: int) -> int:
    """Makes a store of about so many triples; gives how many copies it took."""
    with open_store(store) as source:
        graphs = [q for q in source.engine() if q.graph_name != DefaultGraph()]
    merged = {q.triple for q in graphs}
    lines = serialize(graphs, format=RdfFormat.N_QUADS) + serialize(merged, format=RdfFormat.N_TRIPLES)
    own = [line for line in lines.decode().splitlines(keepends=True) if _own(line)]
    whole = Renamings("".join(own))
    copies = max(1, triples // sum(_own(str(triple)) for triple in merged))
    with open_store(out, write=True, create=True) as target:
        target.readings()
        # In pieces that are small enough to be cut without copying much.
        texts = (text[at : at + 1_000_000] for n in range(copies) for text in [whole.copy(n)] for at in _steps(text))
        engine = target.engine()
        engine.bulk_load(lines, RdfFormat.N_QUADS)
        engine.bulk_load(io.BufferedReader(Stream(texts), 1_000_000), RdfFormat.N_QUADS)
        engine.optimize()
        _readings(store / "readings.sqlite", out / "readings.sqlite", copies)
        update(out, target.readings().shown(), engine)
    return copies


def _own(line: str) -> bool:
    return any(f"{PREFIXES['d']}{kind}/" in line for kind in (*IN_ALL, *IN_SOME))


def _steps(text: str) -> range:
    return range(0, len(text), 1_000_000)


def _readings(source: Path, target: Path, copies: int) -> None:
    """Copies the rows themselves: each put through `Readings` would look for the last one of all."""
    db = sqlite3.connect(source)
    rows = db.execute("SELECT * FROM reading").fetchall()
    shown = db.execute("SELECT * FROM shown").fetchall()
    db.close()
    stories = [(row, *map(Renamings, (row[0], row[9], unpacked(row[12])))) for row in rows]
    graphs = [(Renamings(graph), made) for graph, made in shown if graph not in (HISTORY, WORLD)]
    db = sqlite3.connect(target)
    with db:
        db.executemany("INSERT INTO shown VALUES (?, ?)", [row for row in shown if row[0] in (HISTORY, WORLD)])
        for number in range(copies):
            for row, article, card, graph in stories:
                url = row[4] and f"{row[4]}-{number}"
                packed = zlib.compress(graph.copy(number).encode("utf-8", "surrogatepass"), 1)
                made = (article.copy(number), *row[1:4], url, *row[5:9], card.copy(number), *row[10:12], packed)
                db.execute(f"INSERT INTO reading VALUES ({','.join('?' * len(made))})", made)
            named = [(graph.copy(number), f"{made}-{number}") for graph, made in graphs]
            db.executemany("INSERT INTO shown VALUES (?, ?)", named)
    db.close()


if __name__ == "__main__":
    found = make(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1_000_000)
    print(f"{found} copies")
