"""A query in a process of its own, so that it can be stopped and cannot eat the machine."""

from __future__ import annotations

import multiprocessing
import os
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Self

import pyoxigraph
from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, Triple

from kg.errors import QueryError
from kg.query.parameters import Term
from kg.query.work import Asked, Engine, Limits, Outcome, allow, died, failure, restrain, work

LIMITS = Limits()
Value = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | Triple | None


@dataclass(slots=True)
class Result:
    """A finished answer; a context manager that removes its file.

    Attributes:
        kind: "rows" (SELECT), "truth" (ASK) or "triples" (CONSTRUCT, DESCRIBE).
        variables: names of the columns, for rows.
        truth: the answer of ASK.
        file: the answer; in the format that was wanted, else what `rows` and `triples` read.
    """

    kind: str
    variables: list[str] = field(default_factory=list)
    truth: bool = False
    file: Path | None = None

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
            self.file.unlink(missing_ok=True)

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
    # A process with threads must not fork; and there is no fork on Windows.
    forks = "fork" in multiprocessing.get_all_start_methods() and _threads() == 1
    context: Any = multiprocessing.get_context("fork" if forks else "spawn")
    path = scratch()
    ours, theirs = context.Pipe(duplex=False)
    asked = Asked(query, parameters or {}, limit, service)
    child = context.Process(target=_work, args=(asked, opener, str(path), limits, theirs), daemon=True)
    outcome: Outcome | None = None
    try:
        child.start()
        theirs.close()
        outcome = ours.recv() if ours.poll(timeout) else Outcome("late")
    except EOFError:
        child.join()
        outcome = died(child.exitcode)
    finally:
        if child.pid is not None:
            child.kill()
            child.join()
        ours.close()
        if outcome is None or not outcome.answered:
            path.unlink()
    if not outcome.answered:
        raise failure(outcome, query, timeout, limits)
    return result(outcome, path)


def result(outcome: Outcome, path: Path) -> Result:
    """The result of a query that was answered."""
    return Result(outcome.what, list(outcome.variables), outcome.truth, path)


def scratch() -> Path:
    """An empty file for an answer.

    Raises:
        QueryError: there is no room for one.
    """
    try:
        handle, name = tempfile.mkstemp(prefix="kg-query-")
    except OSError as error:
        raise QueryError(f"the answer has no room: {error.strerror}.", "TMPDIR names the folder for it.") from error
    os.close(handle)
    return Path(name)


def _threads() -> int:
    """Threads of this process, those of libraries too where the system tells."""
    try:
        return len(os.listdir("/proc/self/task"))
    except OSError:
        return threading.active_count()


def _work(asked: Asked, opener: Callable[[], Engine], path: str, limits: Limits, out: Connection[Outcome, Any]) -> None:
    """Runs in the query's process."""
    import signal

    restrain(limits)
    allow(limits.timeout)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    out.send(work(asked, lambda anew: opener(), path, limits))
