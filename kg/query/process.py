"""A query in a process of its own, so that it can be stopped and cannot eat the machine."""

from __future__ import annotations

import os

from kg.errors import QueryError
from kg.query.result import Result, result
from kg.query.work import Asked, Limits, Outcome, allow, died, failure, restrain, work

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from multiprocessing.connection import Connection
    from typing import Any

    from kg.query.parameters import Term
    from kg.query.work import Engine

LIMITS = Limits()


def run(
    query: str,
    opener: Callable[[], Engine],
    parameters: Mapping[str, Term] | None = None,
    *,
    timeout: float = LIMITS.timeout,
    limit: int | None = None,
    service: bool = False,
    memory: int = LIMITS.memory,
    since: float | None = None,
) -> Result:
    """Runs a query to its end.

    Args:
        query: SPARQL 1.1; see `kg.query.evaluate.prepare`.
        opener: gives the engine; called in the query's process, so it must be picklable where there is no fork.
        parameters: terms for variables.
        timeout: most seconds, opening included.
        limit: most answers.
        service: let SERVICE call other machines.
        memory: most bytes of memory.
        since: when the time began to run, on the clock of `time.monotonic`; None for now.

    Raises:
        QueryTimeout: it did not end in time.
        QueryTooLarge: it needed too much memory, or its answer is too long.
        QueryError, UsageError: see `kg.query.evaluate.prepare` and `answer`.
        StoreError: from the opener.
    """
    limits = Limits(timeout if since is None else max(0.0, since + timeout - _now()), memory)
    asked = Asked(query, parameters or {}, limit, service)
    path = scratch()
    outcome: Outcome | None = None
    try:
        # A process with threads must not fork; and there is no fork on Windows.
        forks = hasattr(os, "fork") and _threads() == 1
        outcome = (_forked if forks else _spawned)(asked, opener, path, limits)
    finally:
        if outcome is None or not outcome.answered:
            os.unlink(path)
    if not outcome.answered:
        raise failure(outcome, query, timeout, limits)
    return result(outcome, path)


def _forked(asked: Asked, opener: Callable[[], Engine], path: str, limits: Limits) -> Outcome:
    """Has a copy of this process answer a query: a tenth of what starting another one takes."""
    import select

    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            restrain(limits)
            allow(limits.timeout)
            outcome = work(asked, lambda anew: opener(), path, limits)
            os.write(theirs, outcome.told())
        finally:
            os._exit(0)
    os.close(theirs)
    said, ended = b"", False
    try:
        began = _now()
        while (left := began + limits.timeout - _now()) > 0 and select.select([ours], [], [], left)[0]:
            block = os.read(ours, 65536)
            if not block:
                ended = True
                break
            said += block
    finally:
        os.close(ours)
        if not ended:
            os.kill(child, 9)
        status = os.waitpid(child, 0)[1]
    if not ended:
        return Outcome("late")
    if not said:
        return died(os.waitstatus_to_exitcode(status))
    return Outcome.heard(said)


def _spawned(asked: Asked, opener: Callable[[], Engine], path: str, limits: Limits) -> Outcome:
    """Has a new process answer a query."""
    import multiprocessing

    context: Any = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_work, args=(asked, opener, path, limits, theirs), daemon=True)
    try:
        child.start()
        theirs.close()
        outcome: Outcome = ours.recv() if ours.poll(limits.timeout) else Outcome("late")
        return outcome
    except EOFError:
        child.join()
        return died(child.exitcode)
    finally:
        if child.pid is not None:
            child.kill()
            child.join()
        ours.close()


def scratch() -> str:
    """An empty file for an answer.

    Raises:
        QueryError: there is no room for one.
    """
    name = os.path.join(os.environ.get("TMPDIR") or "/tmp", f"kg-query-{os.urandom(8).hex()}")
    try:
        os.close(os.open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        return name
    except OSError:
        # It looks in more places, and costs more to import.
        import tempfile
    try:
        handle, name = tempfile.mkstemp(prefix="kg-query-")
    except OSError as error:
        raise QueryError(f"the answer has no room: {error.strerror}.", "TMPDIR names the folder for it.") from error
    os.close(handle)
    return name


def _now() -> float:
    import time

    return time.monotonic()


def _threads() -> int:
    """Threads of this process, those of libraries too where the system tells."""
    try:
        return len(os.listdir("/proc/self/task"))
    except OSError:
        import threading

        return threading.active_count()


def _work(asked: Asked, opener: Callable[[], Engine], path: str, limits: Limits, out: Connection[Outcome, Any]) -> None:
    """Runs in a new process."""
    import signal

    restrain(limits)
    allow(limits.timeout)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    out.send(work(asked, lambda anew: opener(), path, limits))
