"""A query in a process of its own, so that it can be stopped and cannot eat the machine."""

from __future__ import annotations

import os

import pyoxigraph
from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat

from kg.errors import QueryError
from kg.query.work import Asked, Limits, Outcome, allow, died, failure, restrain, work

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from multiprocessing.connection import Connection
    from pathlib import Path
    from typing import Any, Self

    from pyoxigraph import Triple

    from kg.query.parameters import Term
    from kg.query.work import Engine

    Value = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | Triple | None

LIMITS = Limits()


class Result:
    """A finished answer; a context manager that removes its file.

    Attributes:
        kind: "rows" (SELECT), "truth" (ASK) or "triples" (CONSTRUCT, DESCRIBE).
        variables: names of the columns, for rows.
        truth: the answer of ASK.
        file: the answer; in the format that was wanted, else what `rows` and `triples` read.
    """

    __slots__ = ("file", "kind", "truth", "variables")

    def __init__(
        self, kind: str, variables: list[str] | None = None, truth: bool = False, file: str | Path | None = None
    ) -> None:
        self.kind, self.variables, self.truth, self.file = kind, variables or [], truth, file

    def rows(self) -> Iterator[tuple[Value, ...]]:
        """The rows in the query's order, read from the file as they are asked for."""
        if self.file is not None and self.kind == "rows":
            parsed = pyoxigraph.parse_query_results(path=self.file, format=QueryResultsFormat.TSV)
            assert isinstance(parsed, QuerySolutions)
            for row in parsed:
                yield tuple(row[name] for name in self.variables)

    def triples(self) -> list[Triple]:
        """The triples, each once, sorted."""
        if self.file is None or self.kind != "triples":
            return []
        parsed = pyoxigraph.parse(path=self.file, format=RdfFormat.N_TRIPLES)
        return sorted({quad.triple for quad in parsed}, key=str)

    def close(self) -> None:
        """Removes the file; doing so twice is fine."""
        if self.file is not None:
            _remove(self.file)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def run(
    query: str,
    opener: Callable[[], Engine],
    parameters: Mapping[str, Term] | None = None,
    *,
    timeout: float = LIMITS.timeout,
    limit: int | None = None,
    service: bool = False,
    memory: int = LIMITS.memory,
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

    Raises:
        QueryTimeout: it did not end in time.
        QueryTooLarge: it needed too much memory, or its answer is too long.
        QueryError, UsageError: see `kg.query.evaluate.prepare` and `answer`.
        StoreError: from the opener.
    """
    limits = Limits(timeout, memory)
    asked = Asked(query, parameters or {}, limit, service)
    path = scratch()
    outcome: Outcome | None = None
    try:
        # A process with threads must not fork; and there is no fork on Windows.
        forks = hasattr(os, "fork") and _threads() == 1
        outcome = (_forked if forks else _spawned)(asked, opener, path, limits)
    finally:
        if outcome is None or not outcome.answered:
            _remove(path)
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


def result(outcome: Outcome, path: str | Path) -> Result:
    """The result of a query that was answered."""
    return Result(outcome.what, list(outcome.variables), outcome.truth, path)


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


def _remove(path: str | Path) -> None:
    if os.path.exists(path):
        os.unlink(path)


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
