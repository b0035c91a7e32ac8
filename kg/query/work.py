"""What happens in the process of a query: the query is checked, run under limits, and its answer written to a file.

All of it lies in that process, since a query can crash or stall the parser too. Oxigraph cannot be told to stop, so
whoever waits for the process ends it at the time limit; a file counts only once the process says that it is whole.
"""

from __future__ import annotations

import os
import sys

import pyoxigraph
from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat

from kg import errors
from kg.errors import ExportError, KgError, QueryError, QueryTimeout, QueryTooLarge
from kg.query.evaluate import answer, prepare

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any, TypeAlias

    from kg.query.elsewhere import Endpoint
    from kg.query.evaluate import Answer, Graphs
    from kg.query.parameters import Term

    Engine: TypeAlias = pyoxigraph.Store | Endpoint
ATTEMPTS = 3
# Longest query, in characters, in which the reason why it does not end is looked for.
EXPLAINED = 10_000


class Limits:
    """What a query may take.

    Attributes:
        timeout: seconds.
        memory: bytes of its process.
        answer: bytes of its answer.
        rows: rows or triples of its answer, where that is written in a format; None for any number.
    """

    __slots__ = ("answer", "memory", "rows", "timeout")

    def __init__(
        self,
        timeout: float = 30.0,
        memory: int = 800_000_000,
        answer: int = 1_000_000_000,
        rows: int | None = None,
    ) -> None:
        self.timeout, self.memory, self.answer, self.rows = timeout, memory, answer, rows


class Asked:
    """A query as it is handed to its process.

    Attributes:
        text: SPARQL 1.1; `parameters`, `limit` and `service` as in `kg.query.evaluate.prepare`.
        graphs: see `kg.query.evaluate.answer`.
        forms: format of `kg.query.output` for each kind of answer ("rows", "truth", "triples") that is wanted; without
            any, the answer is written in the form that `kg.query.Result` reads.
    """

    __slots__ = ("forms", "graphs", "limit", "parameters", "service", "text")

    def __init__(
        self,
        text: str,
        parameters: Mapping[str, Term] | None = None,
        limit: int | None = None,
        service: bool = False,
        graphs: Graphs | None = None,
        forms: Mapping[str, str] | None = None,
    ) -> None:
        self.text, self.parameters, self.limit = text, parameters or {}, limit
        self.service, self.graphs, self.forms = service, graphs, forms


class Outcome:
    """What became of a query: its kind of answer ("rows", "truth", "triples") with columns or truth, else "error" with
    class, words and place of the error, or "memory", "length", "late", "died", "deep". `held` is the answer itself
    where it is in no file.
    """

    __slots__ = ("error", "held", "place", "truth", "variables", "what")

    def __init__(
        self,
        what: str,
        variables: tuple[str, ...] = (),
        truth: bool = False,
        error: tuple[str, str, str] = ("", "", ""),
        place: tuple[int, int] | None = None,
        held: bytes | None = None,
    ) -> None:
        self.what, self.variables, self.truth, self.error, self.place = what, variables, truth, error, place
        self.held = held

    @property
    def answered(self) -> bool:
        return self.what in ("rows", "truth", "triples")

    def told(self) -> bytes:
        """All of it, a word on a line of its own: what JSON needs costs more than most questions to import."""
        line, column = self.place or ("", "")
        words = (self.what, str(int(self.truth)), str(line), str(column), *self.error, *self.variables)
        return b"\n".join(word.encode("unicode_escape") for word in words)

    @classmethod
    def heard(cls, said: bytes) -> Outcome:
        """The outcome that was told."""
        what, truth, line, column, kind, error, remedy, *names = (w.decode("unicode_escape") for w in said.split(b"\n"))
        place = (int(line), int(column)) if line else None
        return cls(what, tuple(names), truth == "1", (kind, error, remedy), place)


def work(asked: Asked, engine: Callable[[bool], Engine], path: str | None, limits: Limits) -> Outcome:
    """Runs a query and writes its answer.

    Args:
        asked: the query.
        engine: gives the store, or the server that answers; with True it opens it anew.
        path: file for the answer; None to hold it in memory.
        limits: of these, those of rows and of the answer's length are looked at; see `restrain` for the others.
    """
    for attempt in range(ATTEMPTS):
        try:
            prepared = prepare(asked.text, asked.parameters, asked.limit, asked.service, parse=False)
            opened = engine(attempt > 0)
            if isinstance(opened, pyoxigraph.Store):
                return _written(answer(prepared, opened, asked.graphs), asked.forms, path, limits.rows)
            import tempfile

            from kg.query.elsewhere import answered

            with tempfile.TemporaryFile() as into:
                found = answered(prepared, opened, asked.graphs, limits.timeout, limits.answer, into)
                return _written(found, asked.forms, path, limits.rows)
        except KgError as error:
            error = _first(asked) or error
            place = (error.line, error.column) if isinstance(error, errors.QuerySyntaxError) else None
            return Outcome("error", error=(type(error).__name__, error.what, error.remedy), place=place)
        except MemoryError:
            return Outcome("memory")
        except (OSError, RuntimeError, ValueError, SyntaxError) as error:
            if path is not None and os.path.exists(path) and os.path.getsize(path) >= limits.answer:
                return Outcome("length")
            failure = f"the query failed: {error}."
            if asked.service:
                break
            # A writer may have replaced files of the database under the query; then it is asked anew.
    return Outcome("error", error=("QueryError", failure, ""))


def _first(asked: Asked) -> KgError | None:
    """What is wrong with the query itself, if anything: it is told before what the store or the engine says."""
    try:
        prepare(asked.text, asked.parameters, asked.limit, asked.service)
    except KgError as error:
        return error
    return None


def restrain(limits: Limits) -> None:
    """Limits this process, and silences it: what a failing allocation prints is no message for users."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    if sys.platform == "win32":
        return
    import resource

    # Python ignores SIGXFSZ, so that a file which is too long is an error.
    _set(resource.RLIMIT_DATA, limits.memory)
    _set(resource.RLIMIT_FSIZE, limits.answer)
    _set(resource.RLIMIT_CORE, 0)


def allow(seconds: float) -> None:
    """Lets this process compute for so long from now, so that it ends itself should nobody be left to end it."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    cores = max(2, os.cpu_count() or 2)
    _set(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime + seconds * cores) + 5)


def _set(kind: int, most: int) -> None:
    import resource

    ceiling = resource.getrlimit(kind)[1]
    resource.setrlimit(kind, (most if ceiling == resource.RLIM_INFINITY else min(most, ceiling), ceiling))


def failure(outcome: Outcome, query: str, timeout: float, limits: Limits) -> KgError:
    """The error for a query that gave no answer."""
    if outcome.what == "error":
        kind, what, remedy = outcome.error
        if outcome.place is not None:
            return errors.QuerySyntaxError(what, *outcome.place, remedy)
        found: KgError = getattr(errors, kind)(what, remedy)
        return found
    if outcome.what == "deep":
        return QueryError("the query cannot be run: it is nested too deeply.", "Write it with fewer levels.")
    from kg.query.product import unconnected

    parts = unconnected(query) if len(query) <= EXPLAINED else []
    if parts:
        shown = " and ".join(f"({part})" for part in parts[:3])
        remedy = f"Its patterns {shown} share no variable, so each match of one meets each of the others: join them."
    else:
        remedy = "Ask for less, or give it more time with --timeout."
    if outcome.what == "late":
        return QueryTimeout(f"the query was stopped at the time limit of {timeout:g} s; there is no answer.", remedy)
    reason = (
        f"its answer is longer than {limits.answer // 10**6} MB"
        if outcome.what == "length"
        else f"it needs more than {limits.memory // 10**6} MB of memory"
    )
    return QueryTooLarge(f"the query was stopped before its time limit of {timeout:g} s: {reason}.", remedy)


def died(exit_code: int | None) -> Outcome:
    """What the end of a process means that nobody ended."""
    import signal

    crashes = () if sys.platform == "win32" else (-signal.SIGSEGV, -signal.SIGBUS)
    return Outcome("deep" if exit_code in crashes else "died")


def _written(found: Answer, forms: Mapping[str, str] | None, path: str | None, most: int | None) -> Outcome:
    """Writes an answer to a file, or into memory."""
    held = None
    kind = "truth" if isinstance(found, QueryBoolean) else "rows" if isinstance(found, QuerySolutions) else "triples"
    variables = [v.value for v in found.variables] if isinstance(found, QuerySolutions) else []
    if forms is not None and path is not None:
        if kind not in forms:
            raise ExportError(f"the query gives {kind}, and none of the forms that are wanted can hold them.")
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.writelines(_pieces(found, variables, forms[kind], most))
    elif isinstance(found, QuerySolutions):
        held = found.serialize(path, format=QueryResultsFormat.TSV)
    elif not isinstance(found, QueryBoolean):
        held = found.serialize(path, format=RdfFormat.N_TRIPLES)
    return Outcome(kind, tuple(variables), isinstance(found, QueryBoolean) and bool(found), held=held)


def _pieces(found: Answer, variables: list[str], form: str, most: int | None) -> Iterable[str]:
    from kg.query import output

    if isinstance(found, QueryBoolean):
        return [output.truth(form, bool(found))]
    if isinstance(found, QuerySolutions):
        return output.rows(form, variables, _counted(found, most))
    return [output.triples(form, sorted(set(_counted(found, most)), key=str))]


def _counted(found: Iterable[Any], most: int | None) -> Iterator[Any]:
    for number, item in enumerate(found):
        if number == most:
            raise QueryTooLarge(f"the answer has more than {most:,} rows or triples;", "set LIMIT, or ask for less.")
        yield item
