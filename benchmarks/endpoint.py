"""The SPARQL endpoint of `kg serve` under load, beside rdflib-endpoint.

    python benchmarks/endpoint.py STORE [--clients 50] [--seconds 60] [--beside PYTHON]

Over a store (benchmarks/big.py makes one of a million triples), clients on this machine send look-ups, and then a fixed
mix of look-ups and library questions, for some seconds, each the next one as soon as it has its answer. Then they send
the mix once more while a query that would never end is under way. With --beside, a Python that has rdflib-endpoint
serves the same triples from memory to the same clients (without the endless query, since nothing would stop it).
Counted are errors, answers a second, and the time from sending a request to its whole answer; what is not answered when
the time is up is left out.
"""

import argparse
import os
import platform
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import httpx
from pyoxigraph import DefaultGraph, RdfFormat

from kg.prefixes import PREFIXES
from kg.query import answer, prepare
from kg.query.library import question
from kg.store import open_store

LIBRARY = ("who-takes-part", "documents-and-issuers", "where-actions-take-place", "strike-size")
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f }"
CUT = 10.0
PATIENCE = 120.0
BESIDE = """
import sys
import uvicorn
from rdflib import Graph
from rdflib_endpoint import SparqlEndpoint
graph = Graph()
graph.parse(sys.argv[1], format="nt")
uvicorn.run(SparqlEndpoint(graph=graph, path="/sparql"), host="127.0.0.1", port=int(sys.argv[2]), log_level="error")
"""


@dataclass(frozen=True)
class Answered:
    """One request: kind of query, when it was sent, seconds to the whole answer, whether that was good."""

    kind: str
    sent: float
    took: float
    good: bool


def mix(store: Path) -> list[tuple[str, str]]:
    """Kind and text of the queries: six look-ups and one library question in turn, of other things each time."""
    with open_store(store) as opened:
        engine = opened.engine()

        def of(kind: str, count: int) -> list[str]:
            found = answer(prepare(f"SELECT ?x {{ ?x a {kind} }} ORDER BY ?x"), engine)
            every = [row[0].value for row in found]
            return [f"<{every[i * len(every) // count]}>" for i in range(count)]

        rounds = 16
        people, actions, articles = (of(k, rounds) for k in ("foaf:Person", "lab:Strike", "lab:Article"))
    made = []
    for i in range(rounds):
        person, action, article = people[i], actions[i], articles[i]
        made += [
            ("look-up", f"SELECT ?p ?o {{ {action} ?p ?o }}"),
            ("look-up", f"SELECT ?s ?p {{ ?s ?p {person} }} LIMIT 100"),
            ("look-up", f"SELECT ?s ?words {{ ?s lab:speaker {person} ; lab:quoteText ?words }} LIMIT 20"),
            ("look-up", f"SELECT ?title ?day {{ {article} schema:headline ?title ; schema:datePublished ?day }}"),
            ("look-up", f"ASK {{ {action} a lab:Strike }}"),
            ("look-up", f"CONSTRUCT {{ {person} ?p ?o }} WHERE {{ {person} ?p ?o }}"),
        ]
        asked = question(LIBRARY[i % len(LIBRARY)])
        made.append(("library", prepare(asked.text, asked.bindings({})).text))
    head = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    return [(kind, head + text) for kind, text in made]


def load(address: str, queries: list[tuple[str, str]], clients: int, seconds: float) -> list[Answered]:
    """The requests that were answered before the time was up, or failed."""
    found: list[Answered] = []
    end = time.monotonic() + seconds

    def client(number: int) -> None:
        with httpx.Client(timeout=PATIENCE) as http:
            turn = number * 5
            while time.monotonic() < end:
                kind, text = queries[turn % len(queries)]
                turn += 1
                sent = time.monotonic()
                try:
                    good = http.post(address, data={"query": text}).status_code == 200
                except httpx.HTTPError:
                    good = False
                now = time.monotonic()
                if now <= end or not good:
                    found.append(Answered(kind, sent, now - sent, good))

    threads = [threading.Thread(target=client, args=(number,), daemon=True) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(0.0, end + 5 - time.monotonic()))
    return list(found)


@contextmanager
def served(command: list[str], port: int):
    """Runs a server until its port answers; gives the address of the endpoint."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        while True:
            assert server.poll() is None, command
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.5)
        yield f"http://127.0.0.1:{port}/sparql"
        server.kill()


def free() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def line(name: str, found: list[Answered], seconds: float) -> str:
    cells = [name, f"{len(found):,}", str(sum(not a.good for a in found)), f"{len(found) / seconds:.1f}"]
    for kind in ("look-up", "library"):
        took = sorted(a.took for a in found if a.kind == kind and a.good)
        cells += [_at(took, 0.5), _at(took, 0.95)]
    return "|" + "|".join(cells) + "|"


def _at(took: list[float], share: float) -> str:
    return (
        f"{statistics.quantiles(took, n=100, method='inclusive')[round(share * 100) - 1]:.3f}" if len(took) > 1 else "-"
    )


def with_runaway(address: str, queries: list[tuple[str, str]], clients: int, seconds: float):
    """What was sent while an endless query was under way, for how long that was, and what became of it."""
    ended: list[tuple[float, int]] = []

    def fire() -> None:
        status = httpx.post(address, data={"query": ENDLESS, "timeout": CUT}, timeout=PATIENCE).status_code
        ended.append((time.monotonic(), status))

    thread = threading.Thread(target=fire)
    began = time.monotonic()
    thread.start()
    found = load(address, queries, clients, seconds)
    thread.join()
    end, status = ended[0]
    said = f"status {status} after {end - began:.1f} s, with a limit of {CUT:g} s"
    return [a for a in found if a.sent < end], end - began, said


def measured(name: str, address: str, queries: list[tuple[str, str]], given: argparse.Namespace) -> None:
    """Look-ups alone for a third of the time, then the whole mix."""
    lookups = [query for query in queries if query[0] == "look-up"]
    load(address, lookups, 2, 5)
    for what, some, seconds in (("look-ups", lookups, given.seconds / 3), ("the mix", queries, given.seconds)):
        print(line(f"{name}, {what}", load(address, some, given.clients, seconds), seconds), flush=True)


def main() -> None:
    words = argparse.ArgumentParser()
    words.add_argument("store", type=Path)
    words.add_argument("--clients", type=int, default=50)
    words.add_argument("--seconds", type=float, default=60)
    words.add_argument("--beside", metavar="PYTHON")
    given = words.parse_args()
    queries = mix(given.store)
    names = ("kg", "pyoxigraph", "uvicorn")
    installed = {name: version(name if name != "kg" else "labor-news-graph") for name in names}
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {installed}")
    print("|server|answers|errors|a second|look-ups p50|p95|library p50|p95|\n|-|-|-|-|-|-|-|-|")
    port = free()
    kg = [sys.executable, "-m", "kg.cli", "serve", "--store", str(given.store), "--port", str(port)]
    with served(kg, port) as address:
        measured("kg serve", address, queries, given)
        found, seconds, said = with_runaway(address, queries, given.clients, max(2 * CUT, given.seconds / 3))
        print(line("kg serve, the mix beside an endless query", found, seconds), flush=True)
    print(f"The endless query: {said}.")
    if given.beside:
        with tempfile.TemporaryDirectory() as folder, open_store(given.store) as opened:
            file = Path(folder) / "merged.nt"
            opened.engine().dump(file, RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
            port = free()
            with served([given.beside, "-c", BESIDE, str(file), str(port)], port) as address:
                measured("rdflib-endpoint", address, queries, given)


if __name__ == "__main__":
    main()
