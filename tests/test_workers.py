"""Work in several processes: the same results in the same order; a death costs one item."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from kg import workers
from kg.config import Settings
from kg.errors import AnnotationError, InputError, QuerySyntaxError
from kg.model import Article
from kg.pipeline import build
from kg.store import MEMORY, open_store
from kg.workers import batches, mapped


def squares(numbers):
    return [n * n for n in numbers]


def deadly(numbers):
    if 7 in numbers:
        os._exit(9)
    return squares(numbers)


def where(numbers):
    return [os.getpid() for _ in numbers]


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_order(jobs):
    assert list(mapped(squares, batches(range(25), 4), jobs, died=str)) == [n * n for n in range(25)]


def test_a_death_costs_the_item_that_caused_it(monkeypatch):
    found = list(mapped(deadly, batches(range(12), 3), 2, died=lambda n: f"{n} died"))
    assert found == ["7 died" if n == 7 else n * n for n in range(12)]


def test_what_fits_in_one_batch_stays_in_this_process():
    assert set(mapped(where, batches(range(4), 4), 2, died=str)) == {os.getpid()}
    assert os.getpid() not in set(mapped(where, batches(range(5), 4), 2, died=str))


def test_processes_are_made_anew(monkeypatch):
    monkeypatch.setattr(workers, "LIFE", 2)
    assert len(set(mapped(where, batches(range(8), 1), 1 + 1, died=str))) > 2


def test_batches_are_taken_as_they_are_wanted():
    taken = []

    def source():
        for n in range(1000):
            taken.append(n)
            yield n

    results = mapped(squares, batches(source(), 2), 2, died=str)
    next(results)
    assert len(taken) < 20
    results.close()


ORPHANS = """
import os, sys
from kg.workers import batches, mapped
from test_workers import where

if __name__ == "__main__":
    for found in mapped(where, batches(iter(int, 1), 1), 2, died=str):
        print(found, flush=True)
"""


def running(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_processes_end_when_their_parent_is_killed(tmp_path):
    (tmp_path / "endless.py").write_text(ORPHANS, encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": os.fspath(Path(__file__).parent)}
    with subprocess.Popen([sys.executable, "endless.py"], cwd=tmp_path, env=env, stdout=subprocess.PIPE) as parent:
        children = {int(parent.stdout.readline()) for _ in range(20)}
        parent.kill()
    for _ in range(200):
        alive = [pid for pid in children if running(pid)]
        if not alive:
            break
        time.sleep(0.05)
    assert children
    assert alive == []


def test_errors_travel_between_processes():
    import pickle

    for error in (InputError("a.txt: empty.", "Give words."), QuerySyntaxError("no query.", 2, 3, "Mend it.")):
        back = pickle.loads(pickle.dumps(error))
        assert (type(back), str(back), back.remedy) == (type(error), str(error), error.remedy)
        assert vars(back) == vars(error)


def stories():
    yield AnnotationError("first.txt: broken.")
    for n in range(5):
        text = f"Drivers at Wend Freight will strike on June {n + 3}, the Wend Drivers Union said."
        yield Article(text, identifier=f"s{n}", published="2024-06-01", source=f"s{n}.txt")
    yield Article(
        "Drivers at Wend Freight went back to work.", identifier="s1", published="2024-06-01", source="s5.txt"
    )
    yield Article(text, identifier="s4", published="2024-06-01", source="s4.txt")


def test_a_build_is_the_same_in_one_process_and_in_two(tmp_path):
    graphs, told = [], []
    for jobs, size in ((1, 1), (1, 32), (2, 2)):
        with open_store(MEMORY, write=True, create=True) as store:
            done = list(build(stories(), store, Settings(fast=True, jobs=jobs, batch=size)))
            told.append([(b.iri, b.changed, str(b.error)) for b in done])
            graphs.append(sorted(map(str, store.quads())))
    assert graphs[0] == graphs[1] == graphs[2]
    assert sorted(map(str, told[0])) == sorted(map(str, told[1])) == sorted(map(str, told[2]))
    assert [changed for _, changed, _ in told[0]].count(True) == 6


@pytest.mark.skipif(sys.platform == "win32", reason="there are no signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_that_another_thread_takes_waits_until_processes_are_made(number):
    from kg.workers import _undisturbed

    class Stopped(BaseException):
        pass

    def stop(*signalled):
        raise Stopped

    def make():
        with _undisturbed():
            sender = threading.Thread(target=signal.raise_signal, args=(number,))
            # Python's handlers run in the main thread, whichever thread took the signal.
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {number})
            sender.start()
            sender.join()
            made.append(True)

    before, made = signal.signal(number, stop), []
    try:
        with pytest.raises(Stopped):
            make()
        assert (made, signal.getsignal(number)) == ([True], stop)
    finally:
        signal.signal(number, before)
