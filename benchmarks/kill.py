"""Kills kg with SIGKILL at random points, and looks at what is left.

    python benchmarks/kill.py [POINTS [SEED [CASE ...]]]

Each point takes one of the commands below on a small store of its own, kills its process (every third time its whole
group) after a random part of the time that it usually takes, and then asks:

    whole     the store opens for reading at once; each graph is as before or as after, or absent where it was absent;
              the default graph has the triples of the named graphs and no others; all graphs keep to the shapes; no
              reading is lost or damaged; the search index opens; an exported file and the curation file are old or new
    alone     no process of the command is left
    finished  the same command, given again, ends well, and the export and the readings are those of a run that nobody
              disturbed

The commands run as forks of this process, which has the libraries loaded, so that the kills fall into the work and not
into the imports; those of several processes are begun as `python -m kg.cli`.
"""

import hashlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

STORE = "s.kg"
TEXT = "Edda Fosse leads Local 9. Some {n}00 workers walked out at {place} on Monday. “We will {verb},” Fosse said."
PLACES = ("Tarn Mills", "Velt Freight", "Dorn Yard")
CURATION = """- rename: org/tarn-mills
  to: Tarn Mills Company
  who: Ada Ruiz
  when: 2031-06-12
  why: a test
- reject: article/k2
  who: Ada Ruiz
  when: 2031-06-12
  why: a test
"""


def story(number: int, verb: str = "win", keyed: bool = True) -> str:
    head = f"id: k{number}\n" if keyed else ""
    text = TEXT.format(n=number, place=PLACES[number % 3], verb=verb)
    return f"---\n{head}published: 2031-05-{number % 28 + 1:02}\npublisher: Tarn Herald\n---\n{text}\n"


def write_stories(first: int, last: int, verb: str = "win") -> None:
    """Files of stories in this folder; every third one is known by its text alone."""
    Path("stories").mkdir(exist_ok=True)
    for number in range(first, last):
        text = story(number, verb, keyed=number % 3 != 0)
        Path("stories", f"k{number}.txt").write_text(text, encoding="utf-8")


def write_many() -> None:
    """So many stories that several processes read them."""
    lines = [json.dumps({"id": f"m{n}", "published": "2031-05-01", "text": f"{n + 2} drivers struck at Dorn Yard."})
             for n in range(80)]  # fmt: skip
    Path("many.jsonl").write_text("\n".join(lines), encoding="utf-8")


BUILD = ("build", "stories", "--fast", "--jobs", "1", "--store", STORE, "-q")


def forked(work: Callable[[], None]) -> int:
    """Begins work in a process and a session of its own."""
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        os.setsid()
        null = os.open(os.devnull, os.O_RDWR)
        os.dup2(null, 0)
        log = os.open("log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(log, 1)
        os.dup2(log, 2)
        work()
        code = 0
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else 1
    except BaseException as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
    finally:
        os._exit(code)


def kg(*words: str, tables: bool = False) -> Callable[[], None]:
    """Work: `kg` with these words."""

    def work() -> None:
        from kg.cli import main
        from kg.store import embedded

        if tables:
            embedded.FEW, embedded.BATCH = 1, 500
        sys.argv = ["kg", *words]
        sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w")
        main()

    return work


def done(work: Callable[[], None]) -> int:
    """Exit status of work."""
    return os.waitstatus_to_exitcode(os.waitpid(forked(work), 0)[1])


def ok(*words: str) -> None:
    assert done(kg(*words)) == 0, (words, Path("log").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Case:
    """A command with what is there before it, and how often it is drawn."""

    name: str
    before: Callable[[], None]
    words: tuple[str, ...]
    share: int
    processes: bool = False
    # Graphs are added as tables, which else only larger stores see.
    tables: bool = False
    # An answer that is given is no open question any more.
    once: bool = False


def some() -> None:
    write_stories(0, 5)
    ok(*BUILD)


def more() -> None:
    some()
    write_stories(5, 8)


def changed() -> None:
    some()
    write_stories(0, 5, verb="prevail")


def old_export() -> None:
    some()
    Path("out.trig").write_text("# an older export\n", encoding="utf-8")


def decided() -> None:
    some()
    Path("curation.yaml").write_text(CURATION, encoding="utf-8")


def undone() -> None:
    decided()
    ok("resolve", "--store", STORE)
    Path("curation.yaml").write_text(CURATION.partition("- reject")[0], encoding="utf-8")


def retracted() -> None:
    some()
    ok("retract", "k1", "--store", STORE)


def answers() -> None:
    some()
    Path("curation.yaml").write_text(CURATION, encoding="utf-8")
    ok("resolve", "--store", STORE)
    Path("log").write_text("")
    ok("review", "--below", "1", "--format", "json", "--store", STORE)
    questions = json.loads(Path("log").read_text(encoding="utf-8"))
    lines = [f"{q['id']} a\n" for q in questions if q["sort"] == "fact"][:40]
    Path("answers.txt").write_text("".join(lines), encoding="utf-8")


CASES = (
    Case("first build", lambda: write_stories(0, 5), BUILD, 5),
    Case("build on top", more, BUILD, 5),
    Case("build of changed stories", changed, BUILD, 5),
    Case("build in two processes", write_many,
         ("build", "many.jsonl", "--fast", "--jobs", "2", "--store", STORE, "-q"), 1, processes=True),
    Case("export over a file", old_export, ("export", "-o", "out.trig", "--store", STORE), 3),
    Case("retract", some, ("retract", "k1", "--store", STORE), 4),
    Case("retract --undo", retracted, ("retract", "k1", "--undo", "--store", STORE), 3),
    Case("resolve with decisions", decided, ("resolve", "--store", STORE), 4),
    Case("resolve with a decision less", undone, ("resolve", "--store", STORE), 3),
    Case("resolve --rebuild", some, ("resolve", "--rebuild", "--store", STORE), 4),
    Case("first build, as tables", lambda: write_stories(0, 5), BUILD, 4, tables=True),
    Case("build on top, as tables", more, BUILD, 4, tables=True),
    Case("resolve --rebuild, as tables", some, ("resolve", "--rebuild", "--store", STORE), 4, tables=True),
    Case("review --answers", answers,
         ("review", "--below", "1", "--answers", "answers.txt", "--who", "Ada Ruiz", "--store", STORE), 3, once=True),
)  # fmt: skip


def begin(case: Case) -> int:
    if not case.processes:
        return forked(kg(*case.words, tables=case.tables))
    log = open("log", "ab")  # noqa: SIM115
    command = [sys.executable, "-m", "kg.cli", *case.words]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True).pid


def look(target: str) -> None:
    """Writes what the store of this folder holds, as JSON; fails where something is not whole."""
    from pyoxigraph import DefaultGraph

    from kg.errors import StoreError
    from kg.graph import check
    from kg.publish import searched
    from kg.store import open_store
    from kg.store.readings import Readings

    seen: dict = {"graphs": {}, "readings": [], "behind": None, "found": None}
    file = Path(STORE, "readings.sqlite")
    if file.exists() and file.stat().st_size:
        readings = Readings(file, write=False)
        readings.sound()
        for r in readings.every():
            assert len(readings.graph(r.article, r.version)) > 100
            seen["readings"].append([r.article, r.version, r.number, r.day, r.current, r.retracted, r.files, r.made])
        articles = [r[0] for r in seen["readings"] if r[4]]
        assert len(articles) == len(set(articles)), "an article is current twice"
        readings.close()
    try:
        with open_store(STORE) as store:
            named = {g.value: set() for g in store.engine().named_graphs()}
            merged = set()
            for quad in store.engine():
                if isinstance(quad.graph_name, DefaultGraph):
                    merged.add(quad.triple)
                else:
                    named[quad.graph_name.value].add(quad.triple)
            assert merged == set().union(*named.values()), "the default graph is not the union"
            for name in store.graphs():
                quads = list(store.quads(name))
                assert check(quads).conforms, f"{name} breaks the shapes"
                seen["graphs"][name] = hashlib.sha256("\n".join(sorted(map(str, quads))).encode()).hexdigest()
            with searched(store) as index:
                seen["behind"], seen["found"] = index.behind, index.search("workers").total
    except StoreError as error:
        if not re.search("no store at|has no database|unable to open", str(error)):
            raise
    Path(target).write_text(json.dumps(seen), encoding="utf-8")


def state() -> dict:
    """What the store of this folder holds."""
    target = "state.json"
    status = done(lambda: look(target))
    assert status == 0, Path("log").read_text(encoding="utf-8")[-2000:]
    return json.loads(Path(target).read_text(encoding="utf-8"))


def export() -> bytes:
    ok("export", "-o", "all.nq", "--store", STORE)
    return Path("all.nq").read_bytes()


def curation() -> str:
    """The curation file without the day of today."""
    file = Path("curation.yaml")
    return re.sub(r"when: \S+", "when", file.read_text(encoding="utf-8")) if file.exists() else ""


def members(session: int) -> list[int]:
    """Processes of a session that are alive."""
    found = []
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            try:
                fields = Path(entry.path, "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) == session and fields[0] not in "ZX":
                found.append(int(entry.name))
    return found


@dataclass
class Scene:
    """A case made ready: the folder as it is before, what its store holds before and after, the seconds between."""

    case: Case
    folder: Path
    before: dict
    after: dict
    seconds: float
    export: bytes
    file: bytes
    curations: tuple[str, str]


def prepared(case: Case, root: Path) -> Scene:
    folder = root / re.sub(r"\W+", "-", case.name)
    folder.mkdir()
    os.chdir(folder)
    case.before()
    before, old = state(), curation()
    seconds = []
    for number in range(2):
        there = root / f"{folder.name}-{number}"
        shutil.copytree(folder, there)
        os.chdir(there)
        began = time.monotonic()
        status = os.waitstatus_to_exitcode(os.waitpid(begin(case), 0)[1])
        seconds.append(time.monotonic() - began)
        assert status == 0, Path("log").read_text(encoding="utf-8")
    file = Path("out.trig").read_bytes() if Path("out.trig").exists() else b""
    return Scene(case, folder, before, state(), min(seconds), export(), file, (old, curation()))


def point(scene: Scene, root: Path, chance: random.Random, number: int) -> bool:
    """One kill with all its checks; whether the process was still at work."""
    there = root / "point"
    shutil.rmtree(there, ignore_errors=True)
    shutil.copytree(scene.folder, there)
    os.chdir(there)
    old = Path("out.trig").read_bytes() if Path("out.trig").exists() else b""
    pid = begin(scene.case)
    time.sleep(chance.random() * scene.seconds)
    alone = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None
    os.kill(pid, signal.SIGKILL)
    if number % 3 == 2:
        with suppress(ProcessLookupError):  # one that has only begun has no group yet
            os.killpg(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    check_whole(scene, old)
    for _ in range(200):
        if not (left := members(pid)):
            break
        time.sleep(0.05)
    assert not left, f"processes are left: {left}"
    finish(scene)
    return alone


def check_whole(scene: Scene, old: bytes) -> None:
    seen = state()
    for name in scene.before["graphs"].keys() | scene.after["graphs"].keys() | seen["graphs"].keys():
        allowed = {scene.before["graphs"].get(name), scene.after["graphs"].get(name)}
        # A database that is made anew fills again.
        allowed |= {None} if "--rebuild" in scene.case.words else set()
        assert seen["graphs"].get(name) in allowed, f"{name} is neither old nor new"
    kept = {(r[0], r[1]) for r in seen["readings"]}
    assert {(r[0], r[1]) for r in scene.before["readings"]} <= kept, "a reading is lost"
    assert kept <= {(r[0], r[1]) for r in scene.after["readings"]}, "a reading that is none"
    assert curation() in scene.curations, "the curation file is neither old nor new"
    if scene.file:
        assert Path("out.trig").read_bytes() in (old, scene.file), "the exported file is neither old nor new"


def finish(scene: Scene) -> None:
    if not (scene.case.once and curation() == scene.curations[1]):
        ok(*scene.case.words)
    seen = state()
    assert seen == scene.after, "finished, the store holds something else"
    assert export() == scene.export, "finished, the export is another"
    assert curation() == scene.curations[1]
    if scene.file:
        assert Path("out.trig").read_bytes() == scene.file


def run(points: int, seed: int, cases: tuple[Case, ...]) -> int:
    """Kills at so many points; gives how many went well."""
    chance = random.Random(seed)
    home = os.getcwd()
    drawn = [cases[n % len(cases)] for n in range(min(points, len(cases)))]
    drawn += chance.choices(cases, [c.share for c in cases], k=points - len(drawn))
    good, alive = 0, Counter()
    with tempfile.TemporaryDirectory(prefix="kg-kill-") as place:
        root = Path(place)
        try:
            scenes = {case.name: prepared(case, root) for case in dict.fromkeys(drawn)}
            for number, case in enumerate(drawn):
                try:
                    alive[case.name] += point(scenes[case.name], root, chance, number)
                    good += 1
                except AssertionError as error:
                    print(f"point {number}, {case.name}: {error}")
        finally:
            os.chdir(home)
    for name, count in sorted(Counter(c.name for c in drawn).items()):
        print(f"{name:30} {count:4} points, {alive[name]:4} killed at work")
    print(f"{good} of {points} points: whole, alone, finished the same")
    return good


def warm() -> None:
    """Loads what commands need, so that forks have it; no store is opened, since its threads would not be there."""
    os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    from kg.cli import COMMANDS
    from kg.cli.commands import cli
    from kg.config import Settings
    from kg.model import Article
    from kg.pipeline import extract, quads

    for name in COMMANDS:
        cli.get_command(None, name)
    for extraction in extract([Article(TEXT.format(n=1, place="Dorn Yard", verb="win"))], Settings(fast=True)):
        quads(extraction)


if __name__ == "__main__":
    warm()
    points = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    chosen = tuple(case for case in CASES if case.name in sys.argv[3:]) or CASES
    sys.exit(run(points, seed, chosen) != points)
