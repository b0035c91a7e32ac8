"""How fast kg serve shows its pages, over a real connection.

    python benchmarks/pages.py STORE

Starts a server on the store (benchmarks/big.py makes a large one), waits for its first page, and asks for pages of each
kind, one after the other: of the stories, of things that few and that many stories know, lists, searches, report and
graph. Prints p50 and p95 of the time to a whole answer, and the processor time that the server took for one, in ms.
"""

import http.client
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterable
from urllib.parse import quote, urlsplit

from kg.prefixes import PREFIXES
from kg.serve.site import address
from kg.store import open_store

SAMPLE = 40
TICK = os.sysconf("SC_CLK_TCK")
KINDS = {
    "story": ("lab:Article", "lab:mentionSpan"),
    "person": ("foaf:Person", "lab:speaker"),
    "union": ("lab:LaborUnion", "lab:speaker"),
    "action": ("lab:Strike", "lab:claimSubject"),
    "dispute": ("lab:Dispute", "lab:inDispute"),
}
COUNTED = """SELECT ?x (COUNT(*) AS ?n) WHERE {{ ?x a {kind} . ?y {link} ?x }} GROUP BY ?x ORDER BY DESC(?n) ?x"""
STORIES = "SELECT ?x WHERE { ?x a lab:Article } ORDER BY ?x"
WORDS = {
    "a name": ("Calvane Parcel Service", "Ferrow Health", "Local 412"),
    "two words": ("overtime pay", "health insurance", "picket line"),
    "a common word": ("strike", "union", "workers"),
    "the commonest": ("the", "a", "of"),
}


class Server:
    """A running kg serve with one connection."""

    def __init__(self, store: str) -> None:
        self.began = time.perf_counter()
        command = [sys.executable, "-m", "kg.cli", "serve", "--store", store, "--port", "0"]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        assert self.process.stderr is not None
        found = re.search(r"http://\S+", self.process.stderr.readline())
        assert found, "the server did not start"
        self.client = http.client.HTTPConnection(urlsplit(found[0]).netloc, timeout=600)

    def get(self, path: str) -> tuple[float, float]:
        """Seconds of the clock and of the server's processor for one page."""
        cpu, wall = self.cpu(), time.perf_counter()
        self.client.request("GET", path, headers={"Accept": "text/html"})
        answer = self.client.getresponse()
        body = answer.read()
        wall = time.perf_counter() - wall
        assert (answer.status, body != b"") == (200, True), f"{path}: {answer.status}"
        return wall, self.cpu() - cpu

    def cpu(self) -> float:
        """Seconds of processor time of the server and its processes, as far as these still live."""
        found, todo = 0, [self.process.pid]
        while todo:
            process = todo.pop()
            try:
                with open(f"/proc/{process}/stat") as stat:
                    found += sum(map(int, stat.read().rpartition(")")[2].split()[11:15]))
                with open(f"/proc/{process}/task/{process}/children") as children:
                    todo += map(int, children.read().split())
            except OSError:
                continue
        return found / TICK


def paths(store: str) -> dict[str, list[str]]:
    """What is measured -> the pages that are asked for."""
    with open_store(store) as opened:
        engine = opened.engine()
        stories = [row["x"].value for row in engine.query(STORIES, prefixes=PREFIXES)]
        made = {"story": [address(iri) for iri in _spread(stories)]}
        focus = {}
        for name, (kind, link) in list(KINDS.items())[1:]:
            rows = engine.query(COUNTED.format(kind=kind, link=link), prefixes=PREFIXES)
            counts = [(int(row["n"].value), row["x"].value) for row in rows]
            if not counts:
                continue
            most = counts[: max(1, min(SAMPLE, sum(n > counts[0][0] / 2 for n, _ in counts)))]
            few = [one for one in counts if one[0] <= 20]
            for word, chosen in (("fewest", _spread(few)), ("most", most)):
                if chosen:
                    named = f"{name}, {min(chosen)[0]:,} to {max(chosen)[0]:,} {link.partition(':')[2]}"
                    made[named] = [address(iri) for _, iri in chosen]
                    focus[word] = [iri for _, iri in chosen]
    made["stories"] = ["/stories", "/stories?page=2", "/stories?month=2024-03", "/stories?page=100"] * 5
    made |= {f"search for {name}": [f"/search?q={quote(w)}" for w in words] * 4 for name, words in WORDS.items()}
    made["report, first"], made["report"] = ["/report"], ["/report"] * 5
    made["graph, first"], made["graph"] = ["/graph.json"], ["/graph.json"] * 5
    for word, iris in focus.items():
        made[f"graph around a dispute of the {word}"] = [
            f"/graph.json?focus={quote(iri, safe='')}" for iri in iris[:10]
        ]
    return made


def _spread(items: list) -> list:
    return items[:: max(1, len(items) // SAMPLE)][:SAMPLE]


def run(store: str) -> None:
    wanted = paths(store)
    server = Server(store)
    try:
        server.get("/")
        print(f"|first page|1|{1000 * (time.perf_counter() - server.began):,.0f}| |{1000 * server.cpu():,.0f}|")
        time.sleep(1)
        for name, asked in {"home": ["/"] * 20, **wanted}.items():
            print(_row(name, [server.get(path) for path in asked]), flush=True)
    finally:
        server.process.terminate()
        server.process.wait()


def _row(name: str, times: Iterable[tuple[float, float]]) -> str:
    walls, cpus = (sorted(1000 * t for t in one) for one in zip(*times, strict=True))
    last = walls[min(len(walls) - 1, int(0.95 * len(walls)))]
    return f"|{name}|{len(walls)}|{walls[len(walls) // 2]:,.0f}|{last:,.0f}|{sum(cpus) / len(cpus):,.0f}|"


if __name__ == "__main__":
    print("|page|asked|p50 ms|p95 ms|processor ms|\n|-|-|-|-|-|")
    run(sys.argv[1])
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
