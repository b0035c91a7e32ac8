"""A store as large as wanted, made of the stories of a real one.

    python benchmarks/big.py STORE OUT [TRIPLES]

Each copy has the stories, people, actions and disputes of the store under other IRIs; unions, organizations, places and
roles are the same ones in all copies, so that some things have very many neighbours, as they have in real collections.
Words and names are not varied. What comes out is a whole store: named graphs, their merge as the default graph, and
readings.
"""

import re
import sys
from dataclasses import replace
from pathlib import Path

from pyoxigraph import DefaultGraph, RdfFormat, serialize

from kg.prefixes import PREFIXES
from kg.store import open_store

OWN = re.compile(re.escape(PREFIXES["d"]) + r"(?:article|action|person|dispute|doubt)/[^/#>\"\\\s]+")


def make(store_path: Path, out_path: Path, triples: int) -> int:
    """Makes a store of at least so many different triples; gives how many copies it took."""
    with open_store(store_path) as source:
        graphs = [q for q in source.engine() if q.graph_name != DefaultGraph()]
        lines = serialize(graphs, format=RdfFormat.N_QUADS).decode()
        merged = {q.triple for q in graphs}
        whole = lines + serialize(merged, format=RdfFormat.N_TRIPLES).decode()
        readings = source.readings()
        stories = [(r, readings.graph(r.article, r.version)) for r in readings.every()]
    own = sum(bool(OWN.search(str(triple))) for triple in merged)
    copies = max(1, -(-(triples - len(merged) + own) // own))
    with open_store(out_path, write=True, create=True) as target:
        kept = target.readings()
        for number in range(copies):
            target.engine().bulk_load(_renamed(whole, number).encode(), RdfFormat.N_QUADS)
            for reading, graph in stories:
                article, card = (_renamed(text, number) for text in (reading.article, reading.card))
                url = reading.url and f"{reading.url}-{number}"
                kept.put(replace(reading, article=article, card=card, url=url), _renamed(graph, number))
        target.engine().optimize()
    return copies


def _renamed(text: str, number: int) -> str:
    return OWN.sub(rf"\g<0>-{number}", text) if number else text


if __name__ == "__main__":
    found = make(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1_000_000)
    print(f"{found} copies")
