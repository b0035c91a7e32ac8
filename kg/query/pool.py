"""Processes that keep a store open and answer one query after the other, for a server.

Threads of one process hand queries over. A query that does not end in time, or needs too much, costs its process;
another one takes its place, and the queries in the other processes notice nothing. Answers are whole or are none.
"""

from __future__ import annotations

import multiprocessing
import os
import queue
import sys
import threading
import time
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Self

import pyoxigraph

from kg.errors import QueryBusy, QueryError
from kg.query.process import scratch
from kg.query.result import Result, result
from kg.query.work import Asked, Limits, Outcome, allow, died, failure, restrain, work

Opener = Callable[[], pyoxigraph.Store]
Stamp = Callable[[], Hashable]
LIMITS = Limits(answer=100_000_000, rows=100_000)
# Even on one core a slow query must leave room beside it.
WORKERS = max(4, os.cpu_count() or 1)
WAITING = 100
# Seconds that a process may take to begin.
BEGIN = 60.0
# Seconds that a query may wait for a process.
PATIENCE = 30.0
# Seconds after which a query gives way to others, and by how much (a third of the share of the processor).
SLOW, NICER = 4.0, 5
_BIRTH = threading.Lock()


class Pool:
    """A few processes with a store each; a context manager that ends them.

    Args:
        opener: gives the engine; it is called in the processes, so it must be picklable.
        stamp: a value that changes whenever what the opener gives would change; picklable too. A process compares it
            before each query and opens the store anew where it changed.
        limits: what a query may take.
        workers: how many processes.
        waiting: how many queries may wait for one.
    """

    def __init__(
        self,
        opener: Opener,
        stamp: Stamp,
        limits: Limits = LIMITS,
        workers: int = WORKERS,
        waiting: int = WAITING,
    ) -> None:
        self.limits = limits
        self._source = (opener, stamp, limits)
        self._jobs: queue.Queue[Job | None] = queue.Queue(waiting)
        self._begun: set[Job] = set()
        self._closed = False
        self._threads = [threading.Thread(target=self._run, daemon=True) for _ in range(workers)]
        for thread in self._threads:
            thread.start()

    def submit(self, asked: Asked, timeout: float | None = None) -> Job:
        """Hands over a query, at once.

        Args:
            asked: the query; its answer must be closed by whoever takes it.
            timeout: most seconds from when it is begun, up to that of the limits.

        Raises:
            QueryBusy: as many as may wait are waiting, or the pool is closed.
        """
        job = Job(asked, min(timeout or self.limits.timeout, self.limits.timeout))
        if self._closed:
            raise _busy()
        try:
            self._jobs.put_nowait(job)
        except queue.Full:
            raise _busy() from None
        return job

    def ask(self, asked: Asked, timeout: float | None = None) -> Result:
        """The answer to a query, waited for.

        Raises:
            QueryBusy: as many as may wait are waiting, or it waited too long.
            QueryTimeout, QueryTooLarge: it was stopped at a limit.
            QueryError, UsageError, ExportError: see `kg.query.evaluate` and `kg.query.output`.
            StoreError: from the opener.
        """
        return self.submit(asked, timeout).future.result()

    def close(self) -> None:
        """Ends all processes; queries under way fail. Closing twice is fine."""
        self._closed = True
        with suppress(queue.Empty):
            while (job := self._jobs.get_nowait()) is not None:
                job.stop()
        for job in list(self._begun):
            job.stop()
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _run(self) -> None:
        """A thread: it has one process from its first query on, and gives it one query at a time."""
        worker: _Worker | None = None
        while (job := self._jobs.get()) is not None:
            if not job.future.set_running_or_notify_cancel():
                continue
            self._begun.add(job)
            worker = self._worker(worker)
            try:
                fit = _do(job, worker, self.limits)
            except Exception as error:
                # The thread goes on whatever comes, and who waits is told.
                job.future.set_exception(error)
                fit = False
            self._begun.discard(job)
            if worker is not None and not fit:
                worker.end()
                worker = self._worker(None)
        if worker is not None:
            worker.end()

    def _worker(self, worker: _Worker | None) -> _Worker | None:
        """The process of a thread, or another one in its place; None where none can be had."""
        if worker is not None and worker.alive():
            return worker
        if worker is not None:
            worker.end()
        with suppress(OSError, EOFError):
            return _Worker(*self._source)
        return None


class Job:
    """A query that was handed over.

    Attributes:
        future: its answer, or the error.
    """

    def __init__(self, asked: Asked, timeout: float) -> None:
        self.asked, self.timeout = asked, timeout
        self.handed = time.monotonic()
        self.future: Future[Result] = Future()
        self._lock = threading.Lock()
        self._worker: _Worker | None = None
        self._stopped = False

    def stop(self) -> None:
        """Gives the query up: nobody wants its answer any more."""
        self.future.cancel()
        with self._lock:
            self._stopped = True
            if self._worker is not None:
                self._worker.kill()
        self.future.add_done_callback(_discard)

    def hold(self, worker: _Worker | None) -> bool:
        """Notes which process has the query, None for none; whether it is still wanted."""
        with self._lock:
            self._worker = worker
            return not self._stopped


def _discard(future: Future[Result]) -> None:
    if not future.cancelled() and future.exception() is None:
        future.result().close()


def _busy() -> QueryBusy:
    return QueryBusy("too many queries are being answered;", "ask again in a moment.")


def _do(job: Job, worker: _Worker | None, limits: Limits) -> bool:
    """Has a query answered; whether its process may go on."""
    if worker is None or time.monotonic() - job.handed > PATIENCE:
        job.future.set_exception(_busy())
        return True
    try:
        path = scratch()
    except OSError as error:
        job.future.set_exception(QueryError(f"no file for the answer can be made: {error.strerror}."))
        return True
    outcome, fit = worker.ask(job.asked, path, job.timeout) if job.hold(worker) else (Outcome("died"), True)
    # Who stops a query may end its process a moment after it has answered.
    fit = job.hold(None) and fit
    if outcome.answered:
        job.future.set_result(result(outcome, Path(path)))
    else:
        os.unlink(path)
        job.future.set_exception(failure(outcome, job.asked.text, job.timeout, limits))
    return fit


class _Worker:
    """A process of a pool, as its thread sees it."""

    def __init__(self, opener: Opener, stamp: Stamp, limits: Limits) -> None:
        # A server has threads, so nothing is forked.
        context: Any = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(opener, stamp, limits, theirs), daemon=True)
        with _BIRTH:
            self._process.start()
        theirs.close()
        if not self._pipe.poll(BEGIN):
            self.end()
            raise EOFError
        self._pipe.recv()

    def ask(self, asked: Asked, path: str, timeout: float) -> tuple[Outcome, bool]:
        """What became of a query, and whether the process may go on."""
        try:
            self._pipe.send((asked, path, timeout))
            slow = not self._pipe.poll(min(timeout, SLOW))
            if slow and timeout > SLOW:
                self._give_way()
            if slow and not self._pipe.poll(max(0.0, timeout - SLOW)):
                return Outcome("late"), False
            outcome, fit = self._pipe.recv()
            # A process that has given way cannot be made to hurry again.
            return outcome, fit and not slow
        except (EOFError, OSError):
            self.end()
            return died(self._process.exitcode), False

    def _give_way(self) -> None:
        if sys.platform != "win32":
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self._process.pid, os.getpriority(os.PRIO_PROCESS, 0) + NICER)

    def alive(self) -> bool:
        return bool(self._process.is_alive())

    def kill(self) -> None:
        self._process.kill()

    def end(self) -> None:
        with _BIRTH:
            self._process.kill()
            self._process.join()
        self._pipe.close()


class _Opened:
    """The store of a process, opened anew when it has changed."""

    def __init__(self, opener: Opener, stamp: Stamp) -> None:
        self._opener, self._stamp = opener, stamp
        self._engine: pyoxigraph.Store | None = None
        self._at: Hashable = None

    def engine(self, anew: bool) -> pyoxigraph.Store:
        now = self._stamp()
        if self._engine is None or anew or now != self._at:
            self._engine = None
            self._engine, self._at = self._opener(), now
        return self._engine


def _serve(opener: Opener, stamp: Stamp, limits: Limits, pipe: Connection[tuple[Outcome, bool] | None, Any]) -> None:
    """Runs in a process of a pool until the other end of the pipe is gone."""
    import signal

    restrain(limits)
    # Ctrl+C goes to all processes of a terminal; the server decides when these end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    opened = _Opened(opener, stamp)
    pipe.send(None)
    with suppress(EOFError, OSError):
        while True:
            asked, path, timeout = pipe.recv()
            allow(timeout)
            outcome = work(asked, opened.engine, path, limits)
            pipe.send((outcome, outcome.what not in ("memory", "length") and not _worn(limits)))


def _worn(limits: Limits) -> bool:
    """Whether this process holds so much memory that the next query might not find enough."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            pages = int(file.read().split()[5])
    except OSError:
        return False
    return pages * os.sysconf("SC_PAGE_SIZE") > limits.memory // 2
