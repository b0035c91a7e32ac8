"""What questions of the library cost, as ratios of pyoxigraph alone and of rdflib, and what the start of `kg` costs.

    python benchmarks/queries.py STORE [--runs 5] [--only NAME,NAME] [--rdflib SECONDS] [--starts 0]

Each question, without and with parameters, is put to the store (benchmarks/big.py makes large ones) in one process, the
ways taking turns, and the median of the processor time counts:

- pyoxigraph: the same text, parameters bound, given to `Store.query`, and every row taken;
- kg: the text and the parameters as words, through what `kg query` does in the process of a query: parameters read and
  bound, the query checked and run, its answer written to a file;
- whole: the same, and the answer read back and written as CSV.

With --rdflib the triples are also put into a graph of rdflib in memory, and each question is asked once there and
given up after so many seconds. Above some 100,000 triples that takes hours. With --starts, `kg query` is started so
often from a shell's point of view, beside a Python that only imports pyoxigraph, and one that opens the store and asks
the same.
"""

import argparse
import io
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import version
from pathlib import Path

import pyoxigraph
from pyoxigraph import RdfFormat

from kg.prefixes import PREFIXES
from kg.query import Asked, Limits, prepare, term
from kg.query.library import Question, questions
from kg.query.output import rows
from kg.query.result import result
from kg.query.work import work

# Parameters of the questions, as users give them: those of the stories of tests/gold/world.
PEOPLE = ("Maria Torres", "Celia Brannock")
GIVEN: Mapping[str, tuple[dict[str, str], ...]] = {
    "actions": (
        {"employer": "Brandle Foods"},
        {"union": "Teamsters Local 412", "since": "2024"},
        {"kind": "strike", "status": "ended"},
        {"place": "Ohio"},
    ),
    "actions-by-status": ({"status": "under way"},),
    "claims-by-people-of-an-organization": ({"organization": "Brandle Foods"},),
    "contract-expiry": ({"party": "Brandle Foods"}, {"before": "2025"}),
    "corrections": ({"article": "strike"},),
    "demands-by-party": ({"party": "Teamsters Local 412"},),
    "direct-quotes": ({"speaker": PEOPLE[0]},),
    "disputes": ({"dispute": "Brandle"},),
    "opinions-requests-and-denials": ({"speaker": PEOPLE[0]},),
    "positions": ({"person": PEOPLE[1]}, {"organization": "Northern Transit Alliance"}),
    "quotes": (
        {"by": PEOPLE[0]},
        {"about": "Brandle Foods"},
        {"since": "2025", "kind": "direct"},
        {"until": "2022-03"},
    ),
    "sources-of-a-fact": ({"about": "Lockout by Northern Transit Alliance, March 2022"}, {"fact": "start date"}),
    "statements-by-organization": ({"organization": "Brandle Foods"},),
    "statements-by-speaker": ({"speaker": PEOPLE[0]},),
    "status-over-time": ({"event": "Brandle"},),
    "steps-of-bargaining": ({"side": "Brandle Foods"},),
    "strikes-before-a-date": ({"before": "2025-06"},),
    "things": ({"named": "brandle"},),
    "thoughts-and-wishes": ({"holder": "Brandle Foods"},),
    "timeline": ({"dispute": "Brandle"}, {"dispute": "Teamsters Local 412"}, {"dispute": "nothing of the kind"}),
    "votes": ({"union": "Teamsters Local 412"},),
    "where-a-number-comes-from": ({"number": "400"},),
    "who-claims-which-figure": ({"giver": PEOPLE[0]}, {"giver": "the article", "unit": "percent"}),
    "who-said-what-about-whom": ({"speaker": PEOPLE[0]}, {"target": "Brandle Foods"}),
}
# A query is run again until its runs have taken so many seconds, and at most as often as is wanted.
ENOUGH = 10.0
STARTED = ("stance-matrix", "who-takes-part", "strikes-before-a-date")
IMPORT = "import pyoxigraph"
RAW = """
import sys
import pyoxigraph
with open(sys.argv[2], encoding="utf-8") as file:
    text = file.read()
found = pyoxigraph.Store.read_only(sys.argv[1] + "/data").query(text)
for row in found:
    print(*(cell.value if cell is not None else "" for cell in row), sep="\\t")
"""


def asked(only: set[str]) -> Iterator[tuple[Question, dict[str, str]]]:
    """Each question without parameters, and with each of its sets of them."""
    for question in questions():
        if not only or question.name in only:
            yield from ((question, given) for given in ({}, *GIVEN.get(question.name, ())))


def alone(store: pyoxigraph.Store, text: str) -> int:
    """The rows that pyoxigraph gives by itself."""
    count = 0
    for row in store.query(text, prefixes=PREFIXES):
        tuple(row)
        count += 1
    return count


def by_kg(store: pyoxigraph.Store, question: Question, given: Mapping[str, str], path: str, whole: bool) -> None:
    """The answer as `kg query` makes it in the process of a query and, if wanted, its output."""
    bindings = question.bindings({key: term(value) for key, value in given.items()})
    outcome = work(Asked(question.text, bindings), lambda anew: store, path, Limits())
    assert outcome.answered, outcome
    if whole:
        answer = result(outcome, Path(path))
        for _ in rows("csv", answer.variables, answer.rows()):
            pass


def turns(ways: Mapping[str, Callable[[], object]], runs: int) -> dict[str, float]:
    """Seconds of processor time of each way, the median of its runs."""
    found: dict[str, list[float]] = {name: [] for name in ways}
    began = time.process_time()
    for number in range(runs):
        # None of them always comes first.
        names = list(ways)
        for name in names[number % len(names) :] + names[: number % len(names)]:
            start = time.process_time()
            ways[name]()
            found[name].append(time.process_time() - start)
        if time.process_time() - began > ENOUGH:
            break
    return {name: statistics.median(times) for name, times in found.items()}


def library(place: Path, runs: int, only: set[str], patience: float) -> None:
    store = pyoxigraph.Store.read_only(str(place / "data"))
    held = in_memory(store) if patience else None
    print("|question|rows|pyoxigraph, ms|kg|whole|" + ("rdflib|" if held else "") + "\n|-|-|-|-|-|" + "-|" * bool(held))
    sums = {"alone": 0.0, "kg": 0.0, "whole": 0.0}
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "answer")
        for question, given in asked(only):
            words = question.bindings({key: term(value) for key, value in given.items()})
            text = prepare(question.text, words).text
            count = alone(store, text)
            took = turns(
                {
                    "alone": lambda text=text: alone(store, text),
                    "kg": lambda question=question, given=given: by_kg(store, question, given, path, False),
                    "whole": lambda question=question, given=given: by_kg(store, question, given, path, True),
                },
                runs,
            )
            sums = {name: total + took[name] for name, total in sums.items()}
            named = " ".join(f"{key}={value!r}" for key, value in given.items())
            line = f"|*{question.name}* {named}".rstrip()
            line += f"|{count:,}|{1000 * took['alone']:,.1f}|"
            line += f"{took['kg'] / took['alone']:.2f}|{took['whole'] / took['alone']:.2f}|"
            print(line + (f"{beside(held, text, took['kg'], patience)}|" if held else ""), flush=True)
    print(f"|all together| |{1000 * sums['alone']:,.1f}|", end="")
    print(f"{sums['kg'] / sums['alone']:.2f}|{sums['whole'] / sums['alone']:.2f}|" + " |" * bool(held))


def in_memory(store: pyoxigraph.Store) -> object:
    """The default graph as a graph of rdflib."""
    from rdflib import Graph

    triples = io.BytesIO()
    pyoxigraph.serialize(
        (quad.triple for quad in store.quads_for_pattern(None, None, None, pyoxigraph.DefaultGraph())),
        triples,
        format=RdfFormat.N_TRIPLES,
    )
    return Graph().parse(data=triples.getvalue(), format="nt")


def beside(graph: object, text: str, ours: float, patience: float) -> str:
    """What rdflib takes for a query as a ratio; it is asked in a process of its own, and given up in time."""
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            import resource

            resource.setrlimit(resource.RLIMIT_CPU, (int(patience), int(patience) + 1))
            began = time.process_time()
            for row in graph.query(text, initNs=PREFIXES):
                tuple(row)
            os.write(writes, str(time.process_time() - began).encode())
        except Exception as error:
            os.write(writes, type(error).__name__.encode())
        finally:
            os._exit(0)
    os.close(writes)
    with os.fdopen(reads, "rb") as pipe:
        said = pipe.read().decode()
    os.waitpid(child, 0)
    if not said:
        return f"more than {patience / ours:,.0f}"
    return f"{float(said) / ours:,.0f}" if said[0].isdigit() else said


def starts(place: Path, times: int) -> None:
    """Whole processes, from their start to their end."""
    kg = str(Path(sys.executable).with_name("kg"))
    ways = {f"`python -c '{IMPORT}'`": [sys.executable, "-c", IMPORT]}
    for question in questions():
        if question.name in STARTED:
            with tempfile.NamedTemporaryFile("w", suffix=".rq", delete=False, encoding="utf-8") as file:
                file.write(prepare(question.text, question.bindings({})).text)
            ways[f"Python, *{question.name}* by pyoxigraph"] = [sys.executable, "-c", RAW, str(place), file.name]
            ways[f"`kg query {question.name}`"] = [kg, "query", question.name, "--store", str(place)]
            if question.parameters:
                words = [f"{p.name}={p.default}" for p in question.parameters]
                ways[f"`kg query {question.name} -p ...`"] = [
                    kg, "query", question.name, "--store", str(place), *(w for p in words for w in ("-p", p)),
                ]  # fmt: skip
    query = "SELECT ?x WHERE { ?x a lab:LaborUnion } LIMIT 5"
    ways["`kg query -e SPARQL`"] = [kg, "query", "-e", query, "--store", str(place)]
    ways["`kg --help`"] = [kg, "--help"]
    cost: dict[str, list[float]] = {name: [] for name in ways}
    clock: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(times):
        for name, words in ways.items():
            began = time.perf_counter()
            process = subprocess.Popen(words, stdout=subprocess.DEVNULL)
            _, status, used = os.wait4(process.pid, 0)
            clock[name].append(time.perf_counter() - began)
            process.returncode = os.waitstatus_to_exitcode(status)
            assert process.returncode == 0, words
            cost[name].append(used.ru_utime + used.ru_stime)
    print("|started|processor|clock|ms|\n|-|-|-|-|")
    least, soonest = (statistics.median(next(iter(found.values()))) for found in (cost, clock))
    for name in ways:
        took, waited = statistics.median(cost[name]), statistics.median(clock[name])
        print(f"|{name}|{took / least:.2f}|{waited / soonest:.2f}|{1000 * took:.1f}|")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", default="")
    parser.add_argument("--rdflib", type=float, default=0.0, metavar="SECONDS")
    parser.add_argument("--starts", type=int, default=0)
    words = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.machine()}, pyoxigraph {version('pyoxigraph')}", end="")
    print(f", rdflib {version('rdflib')}, load {os.getloadavg()[0]:.1f}\n")
    if words.runs:
        library(words.store, words.runs, set(filter(None, words.only.split(","))), words.rdflib)
    if words.starts:
        print()
        starts(words.store, words.starts)


if __name__ == "__main__":
    main()
