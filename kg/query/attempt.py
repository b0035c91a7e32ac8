"""A query tried in this very process: most are answered sooner than a process of their own begins.

It runs in a thread, and the main thread gives it little time and memory. A thread cannot be ended, so a query that
takes more, or fails in a way that has no words, costs the process: whoever asks begins it anew and has the query run
by `kg.query.process`, with what is left of its time.
"""

from __future__ import annotations

import _thread
import os
import time

from kg.query.work import Limits, work

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    import pyoxigraph

    from kg.query.work import Asked, Outcome

# Seconds of the processor and bytes of memory that a try may take, and the seconds between two looks at these.
SECONDS, MEMORY, LOOK = 0.25, 120_000_000, 0.025
# No query of so many characters and brackets is nested more deeply than a stack of so many bytes can hold: the worst,
# calls in calls, take 16 kB a level.
LONGEST, BRACKETS, STACK = 12_000, 400, 64_000_000
# The store that was asked: to close it would cost as much as many an answer.
_KEPT: list[pyoxigraph.Store] = []


def fit(query: str) -> bool:
    """Whether a query may be tried: no depth of nesting can make it end this process."""
    return len(query) <= LONGEST and sum(query.count(bracket) for bracket in "({[<") <= BRACKETS


def attempt(asked: Asked, opener: Callable[[], pyoxigraph.Store | None], timeout: float) -> Outcome | None:
    """The outcome of a query, held in memory; None where that is not to be had so, and the process must begin anew.

    Args:
        asked: the query, one that is `fit`.
        opener: gives the store, or None for one that is not to be asked so.
        timeout: most seconds, by the clock.
    """
    found: list[Outcome] = []
    done = _thread.allocate_lock()
    done.acquire()

    def opened(anew: bool) -> pyoxigraph.Store:
        store = opener()
        if store is None:
            raise LookupError
        _KEPT.append(store)
        return store

    def answer() -> None:
        try:
            found.append(work(asked, opened, None, Limits()))
        except BaseException:
            # Nothing is said of it here; what it is, the other way tells.
            pass
        finally:
            done.release()

    before = _thread.stack_size(STACK)
    stderr = _silenced()
    try:
        _thread.start_new_thread(answer, ())
        ended = _ends(done, timeout)
    finally:
        _thread.stack_size(before)
        os.dup2(stderr, 2)
        os.close(stderr)
    return found[0] if ended and found and (found[0].answered or found[0].what == "error") else None


def _silenced() -> int:
    """Silences this process: what a crash prints is no message for users. Gives what standard error was."""
    stderr = os.dup(2)
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 2)
    os.close(nothing)
    return stderr


def _ends(done: _thread.LockType, timeout: float) -> bool:
    """Waits until the lock is free; whether that came before the query had taken too much."""
    late, spent, room = time.monotonic() + timeout, time.process_time() + SECONDS, _resident() + MEMORY
    while not done.acquire(timeout=LOOK):
        if time.monotonic() > late or time.process_time() > spent or _resident() > room:
            return False
    return True


def _resident() -> int:
    """Bytes of memory that this process has."""
    with open("/proc/self/statm", "rb") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
