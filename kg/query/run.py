"""A query in a process of its own, so that it can be stopped and cannot eat the machine.

Oxigraph cannot be told to stop, so the process is ended at the time limit. It writes its answer to a file (SPARQL
TSV or N-Triples) under limits on memory and on the length of that file; only a finished answer is ever read.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Self

import pyoxigraph
from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, Triple

from kg import errors
from kg.errors import KgError, QueryError, QueryTimeout
from kg.query.evaluate import Answer, Prepared, answer, prepare
from kg.query.parameters import Term
from kg.query.product import unconnected

TIMEOUT = 30.0
MEMORY = 800_000_000
ANSWER = 1_000_000_000
ATTEMPTS = 3
Value = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | Triple | None


@dataclass(slots=True)
class Result:
    """A finished answer; a context manager that removes its file.

    Attributes:
        kind: "rows" (SELECT), "truth" (ASK) or "triples" (CONSTRUCT, DESCRIBE).
        variables: names of the columns, for rows.
        truth: the answer of ASK.
    """

    kind: str
    variables: list[str] = field(default_factory=list)
    truth: bool = False
    _folder: tempfile.TemporaryDirectory[str] | None = None

    def rows(self) -> Iterator[tuple[Value, ...]]:
        """The rows in the query's order, read from the file as they are asked for."""
        if self._folder is not None:
            parsed = pyoxigraph.parse_query_results(path=_file(self._folder), format=QueryResultsFormat.TSV)
            assert isinstance(parsed, QuerySolutions)
            for row in parsed:
                yield tuple(row[name] for name in self.variables)

    def triples(self) -> list[Triple]:
        """The triples, each once, sorted."""
        if self._folder is None:
            return []
        parsed = pyoxigraph.parse(path=_file(self._folder), format=RdfFormat.N_TRIPLES)
        return sorted({quad.triple for quad in parsed}, key=str)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._folder is not None:
            self._folder.cleanup()


def run(
    query: str,
    opener: Callable[[], pyoxigraph.Store],
    parameters: Mapping[str, Term] | None = None,
    *,
    timeout: float = TIMEOUT,
    limit: int | None = None,
    service: bool = False,
    memory: int = MEMORY,
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
        QueryError: it needed too much memory, its answer is too long, or see `prepare`.
        StoreError: from the opener.
    """
    prepared = prepare(query, parameters, limit, service)
    # A process with threads must not fork; and there is no fork on Windows.
    forks = "fork" in multiprocessing.get_all_start_methods() and _threads() == 1
    context: Any = multiprocessing.get_context("fork" if forks else "spawn")
    folder = tempfile.TemporaryDirectory(prefix="kg-query-")
    ours, theirs = context.Pipe(duplex=False)
    limits = (timeout, memory)
    child = context.Process(target=_work, args=(prepared, opener, _file(folder), limits, theirs), daemon=True)
    try:
        child.start()
        theirs.close()
        message = ours.recv() if ours.poll(timeout) else None
    except EOFError:
        message = ("died",)
    except BaseException:
        folder.cleanup()
        raise
    finally:
        if child.pid is not None:
            child.kill()
            child.join()
        ours.close()
    if message is not None and message[0] in ("rows", "triples", "truth"):
        return Result(message[0], message[1], message[2], folder)
    folder.cleanup()
    raise _failure(message, query, timeout, memory)


def _failure(message: tuple[Any, ...] | None, query: str, timeout: float, memory: int) -> KgError:
    """The error for a query that gave no answer."""
    if message is not None and message[0] == "error":
        kind, what, remedy, place = message[1:]
        if place is not None:
            return errors.QuerySyntaxError(what, place[0], place[1], remedy)
        failure: KgError = getattr(errors, kind)(what, remedy)
        return failure
    parts = unconnected(query)
    if parts:
        shown = " and ".join(f"({part})" for part in parts[:3])
        remedy = f"Its patterns {shown} share no variable, so each match of one meets each of the others: join them."
    else:
        remedy = "Ask for less, or give it more time with --timeout."
    if message is None:
        return QueryTimeout(f"the query was stopped at the time limit of {timeout:g} s; there is no answer.", remedy)
    reason = f"its answer is longer than {ANSWER // 10**6} MB" if message[0] == "long" else _memory(memory)
    return QueryError(f"the query was stopped before its time limit of {timeout:g} s: {reason}.", remedy)


def _memory(memory: int) -> str:
    return f"it needs more than {memory // 10**6} MB of memory"


def _file(folder: tempfile.TemporaryDirectory[str]) -> str:
    return str(Path(folder.name) / "answer")


def _threads() -> int:
    """Threads of this process, those of libraries too where the system tells."""
    try:
        return len(os.listdir("/proc/self/task"))
    except OSError:
        return threading.active_count()


def _work(
    prepared: Prepared,
    opener: Callable[[], pyoxigraph.Store],
    path: str,
    limits: tuple[float, int],
    out: Connection,
) -> None:
    """Runs in the query's process."""
    _restrain(*limits)
    for attempt in range(ATTEMPTS):
        try:
            out.send(_written(answer(prepared, opener()), path))
            return
        except KgError as error:
            place = (error.line, error.column) if isinstance(error, errors.QuerySyntaxError) else None
            return out.send(("error", type(error).__name__, error.what, error.remedy, place))
        except MemoryError:
            return out.send(("memory",))
        except (OSError, RuntimeError, ValueError) as error:
            if Path(path).exists() and Path(path).stat().st_size >= ANSWER:
                return out.send(("long",))
            # A writer may have replaced files of the database under the query; then it is asked anew.
            if attempt + 1 == ATTEMPTS or prepared.service:
                return out.send(("error", "QueryError", f"the query failed: {error}.", "", None))


def _written(found: Answer, path: str) -> tuple[str, list[str], bool]:
    """Writes an answer to a file; gives its kind, columns and truth."""
    if isinstance(found, QueryBoolean):
        return "truth", [], bool(found)
    if isinstance(found, QuerySolutions):
        found.serialize(path, format=QueryResultsFormat.TSV)
        return "rows", [v.value for v in found.variables], False
    found.serialize(path, format=RdfFormat.N_TRIPLES)
    return "triples", [], False


def _restrain(timeout: float, memory: int) -> None:
    """Limits this process, and silences it: what a failing allocation prints is no message for users."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    if sys.platform == "win32":
        return
    import resource
    import signal

    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    for kind, most in (
        (resource.RLIMIT_DATA, memory),
        (resource.RLIMIT_FSIZE, ANSWER),
        # should the parent be gone
        (resource.RLIMIT_CPU, int(timeout * max(2, os.cpu_count() or 2)) + 5),
        (resource.RLIMIT_CORE, 0),
    ):
        ceiling = resource.getrlimit(kind)[1]
        resource.setrlimit(kind, (most if ceiling == resource.RLIM_INFINITY else min(most, ceiling), ceiling))
