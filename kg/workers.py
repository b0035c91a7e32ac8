"""The same work in one process or in several: results in the order of what came in, whatever the number.

Work goes out in batches, a few ahead of what is wanted, so that memory does not grow with the number of stories. A
process that dies (out of memory, a crash of a library) costs only the one item that it died of: its batch is done again
item by item.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from itertools import chain, islice
from types import FrameType
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")
Work = Callable[[list[T]], list[R]]
# Processes get a batch in so many parts: at the end one waits for another's part only.
PARTS = 4
AHEAD = 2 * PARTS
# Parts after which processes are made anew: libraries of language keep each new word that they meet.
LIFE = 60 * PARTS


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of this size, the last one shorter."""
    source = iter(items)
    while batch := list(islice(source, size)):
        yield batch


def mapped(work: Work[T, R], given: Iterable[list[T]], jobs: int, died: Callable[[T], R]) -> Iterator[R]:
    """What the work gives for each item, in order.

    Args:
        work: a batch -> one result an item; picklable if there are several jobs.
        given: the batches.
        jobs: most processes; what fits into one batch is done in this one.
        died: the result of an item whose process died of it.
    """
    source = iter(given)
    first = list(islice(source, 2))
    if jobs == 1 or len(first) < 2:
        for batch in chain(first, source):
            yield from work(batch)
        return
    parts = (part for batch in chain(first, source) for part in batches(batch, -(-len(batch) // PARTS)))
    yield from _Pool(work, jobs, died).run(parts)


class _Pool(Generic[T, R]):
    def __init__(self, work: Work[T, R], jobs: int, died: Callable[[T], R]) -> None:
        self._work, self._jobs, self._died = work, jobs, died
        self._made = 0
        self._pool = self._new()

    def run(self, given: Iterator[list[T]]) -> Iterator[R]:
        waiting: deque[tuple[list[T], Future[list[R]]]] = deque()
        try:
            while True:
                # Old processes finish what they have before new ones take their place.
                while len(waiting) < AHEAD * self._jobs and self._made < LIFE * self._jobs:
                    batch = next(given, None)
                    if batch is None:
                        break
                    waiting.append((batch, self._submit(batch)))
                if not waiting:
                    if self._made < LIFE * self._jobs:
                        return
                    self._pool.shutdown()
                    self._again()
                    continue
                batch, future = waiting.popleft()
                try:
                    found = future.result()
                except BrokenProcessPool:
                    self._again()
                    found = [result for item in batch for result in self._alone(item)]
                    waiting = deque((b, self._submit(b)) for b, _ in waiting)
                yield from found
        except BaseException:
            # Nobody waits any more, so nobody need wait for what is under way.
            for process in list((self._pool._processes or {}).values()):
                process.kill()
            raise
        finally:
            with suppress(OSError):  # of a pool that is broken
                self._pool.shutdown(cancel_futures=True)

    def _alone(self, item: T) -> list[R]:
        try:
            return self._submit([item]).result()
        except BrokenProcessPool:
            self._again()
            return [self._died(item)]

    def _submit(self, batch: list[T]) -> Future[list[R]]:
        self._made += 1
        with _undisturbed():
            try:
                return self._pool.submit(self._work, batch)
            except BrokenProcessPool:
                self._again()
                return self._pool.submit(self._work, batch)

    def _again(self) -> None:
        # A broken pool has ended its processes itself.
        self._made = 0
        self._pool = self._new()

    def _new(self) -> ProcessPoolExecutor:
        # No fork: this process may have threads.
        return ProcessPoolExecutor(self._jobs, multiprocessing.get_context("spawn"), _begin)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Processes that are made meanwhile never get Ctrl+C, which goes to all of a terminal: their parent ends them. And
    what stops this process waits until they are made: one that is left half made has much to say of it."""
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[tuple[int, FrameType | None]] = []
    usual = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    for number, handler in usual.items():
        # Another thread may take a signal for this one, blocked or not.
        if callable(handler):
            signal.signal(number, lambda *one: came.append(one))
    try:
        yield
    finally:
        for number, handler in usual.items():
            if callable(handler):
                signal.signal(number, handler)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    for signalled, frame in came[:1]:
        handler = usual[signal.Signals(signalled)]
        assert callable(handler)
        handler(signalled, frame)


def _begin() -> None:
    """Begins a process: one thread for numbers, since processes share the cores; it ends when its parent is killed."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    threading.Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
