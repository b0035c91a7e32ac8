"""What `kg query` does once its words are read: by click, or for plain ones by `kg.cli.quick`.

Starting costs more than most questions, so nothing is imported here that a question of the library does not need.
"""

from __future__ import annotations

import os
import sys
from itertools import islice

from kg.cli.plain import is_small, plain, write
from kg.errors import ExportError, InputError, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import NoReturn

    from kg.profile.evidence import Evidences
    from kg.query.library import Question
    from kg.query.parameters import Term
    from kg.query.result import Result, Value
    from kg.query.work import Asked, Engine

FORMATS = ("table", "csv", "tsv", "json", "xml", "markdown", "turtle", "ntriples", "nquads", "trig", "rdfxml", "jsonld")
NO = 3


def answered(
    name: str | None,
    text: str | None,
    pairs: tuple[str, ...],
    data: tuple[str, ...],
    form: str | None,
    as_json: bool,
    output: str | None,
    timeout: float,
    limit: int | None,
    sentences: bool,
    iris: bool,
    allow_service: bool,
    store: str,
    again: Callable[[float], NoReturn] | None = None,
    since: float | None = None,
) -> int:
    """Asks a question and writes the answer; the arguments are the words of `kg query`, and what is given back is its
    exit status.

    Args:
        again: begins this process anew with its `since`, so that a query may be tried in it; None where it may not.
        since: when the question was first asked, on the clock of `time.monotonic`; None for now.

    Raises:
        KgError: what was wrong.
    """
    from kg.query.output import SUFFIXES, triples, truth
    from kg.query.work import Asked

    if as_json and form not in (None, "json", "jsonld"):
        raise UsageError(f"--json and --format {form} do not go together.", "Leave one out.")
    if output and output != "-" and form is None and not as_json:
        form = SUFFIXES.get(os.path.splitext(output)[1].lower())
        if form is None:
            raise ExportError(f"the name {output} tells no format;", f"give --format, one of {', '.join(FORMATS)}.")
    question = _asked(name, text)
    given: dict[str, Term] = {}
    if pairs:
        from kg.query.parameters import parse

        given = parse(pairs)
    asked = Asked(question.text, question.bindings(given), limit, allow_service)
    # What comes from a pipe cannot be read again.
    stays = text is not None or _in_library(name) or (name not in (None, "-") and os.path.isfile(name))
    found = _tried(asked, store, timeout, again) if again and stays and not data and not allow_service else None
    with found or _run(asked, store, data, timeout, since) as result:
        if sentences and result.kind != "rows":
            raise UsageError("--sentences is for queries that give rows.")
        if result.kind == "truth":
            write([truth(form or ("json" if as_json else "table"), result.truth)], output)
            return 0 if result.truth else NO
        if result.kind == "triples":
            write([triples(form or ("jsonld" if as_json else "turtle"), result.triples())], output)
            return 0
        form = form or ("json" if as_json else None)
        hide = name is not None and text is None and not iris and (form or "table") in ("table", "markdown")
        evidences = _evidences(store, data) if sentences else None
        _show_rows(result, form, output, columns(result, hide and _in_library(name)), evidences)
        if limit != 0 and next(result.rows(), None) is None:
            _doubt(question, given, None if data else store, not _in_library(name))
    return 0


def _doubt(question: Question, given: dict[str, Term], store: str | None, own: bool) -> None:
    """Says which words of a question that found nothing name nothing; `own`: it is not one of the library."""
    from pyoxigraph import Literal

    words = {k: v.value for k, v in given.items() if isinstance(v, Literal) and v.datatype.value.endswith("#string")}
    if not own and not words:
        return
    from kg.cli import printable
    from kg.cli.doubts import names, terms

    for line in [*(names(question, words, store) if store else ()), *(terms(question.text) if own else ())]:
        print(printable(f"kg: {line}"), file=sys.stderr)


class _Opener:
    """Opens what is asked; a function of its own could not go to another process."""

    def __init__(self, store: str, data: tuple[str, ...]) -> None:
        self.store, self.data = store, data

    def __call__(self) -> Engine:
        from kg.cli.answers import asked

        return asked(self.store, self.data)


def _tried(asked: Asked, store: str, timeout: float, again: Callable[[float], NoReturn]) -> Result | None:
    """The answer of a small store, asked in this process; None where it is not to be asked so."""
    import time

    from kg.query.attempt import attempt, fit
    from kg.query.result import result
    from kg.query.work import Limits, failure

    if not (is_small(store) and fit(asked.text)):
        return None
    began = time.monotonic()
    outcome = attempt(asked, lambda: plain(store, small=True), timeout)
    if outcome is None:
        again(began)
    if not outcome.answered:
        raise failure(outcome, asked.text, timeout, Limits())
    return result(outcome)


def _run(asked: Asked, store: str, data: tuple[str, ...], timeout: float, since: float | None) -> Result:
    """The answer, by a process of its own."""
    from kg.query.process import run

    opener = _Opener(store, data)
    return run(
        asked.text, opener, asked.parameters, timeout=timeout, limit=asked.limit, service=asked.service, since=since
    )


def _evidences(store: str, data: tuple[str, ...]) -> Evidences:
    from kg.cli.answers import engine
    from kg.profile.evidence import Evidences

    return Evidences(engine(store, data))


def _in_library(name: str | None) -> bool:
    return name is not None and name != "-" and not _is_file(name)


def _is_file(name: str) -> bool:
    return name.endswith((".rq", ".sparql")) or os.path.isfile(name)


def _asked(name: str | None, text: str | None) -> Question:
    """The question that the words of the command mean."""
    from kg.query.library import question, read

    if (name is None) == (text is None):
        raise UsageError(
            "give one question: a NAME of the library, a FILE, - or -e SPARQL.", "'kg queries' lists the library."
        )
    if text is not None:
        return read("the query", text)
    assert name is not None
    try:
        if name == "-":
            return read("the query", sys.stdin.buffer.read().decode("utf-8-sig"))
        if _is_file(name):
            with open(name, "rb") as file:
                return read(name, file.read().decode("utf-8-sig"))
    except OSError as error:
        raise InputError(f"{name} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{name} is not UTF-8 text.") from error
    return question(name)


def columns(result: Result, hide: bool) -> list[int]:
    """Places of the columns to show; with `hide` not those of IRIs, unless there are no others."""
    from pyoxigraph import NamedNode

    from kg.query.output import SAMPLE

    every = list(range(len(result.variables)))
    if not hide:
        return every
    holds: list[set[bool]] = [set() for _ in every]
    for row in islice(result.rows(), SAMPLE):
        for place, value in enumerate(row):
            if value is not None:
                holds[place].add(isinstance(value, NamedNode))
    return [place for place in every if holds[place] != {True}] or every


def _show_rows(
    result: Result, form: str | None, output: str | None, shown: list[int], evidences: Evidences | None
) -> None:
    from kg.query.output import rows

    variables = [result.variables[place] for place in shown] + (["sentence"] if evidences else [])
    found = _rows(result.rows(), shown, evidences)
    if form is None and output is None and sys.stdout.isatty():
        from kg.cli.tables import table

        write(table(variables, found), output)
    else:
        write(rows(form or "table", variables, found), output)


def _rows(
    found: Iterable[tuple[Value, ...]], shown: list[int], evidences: Evidences | None
) -> Iterator[tuple[Value, ...]]:
    """The columns shown and, if asked for, the sentence behind the row's last IRI that has one."""
    from pyoxigraph import Literal, NamedNode

    cache: dict[str, str] = {}
    for row in found:
        cells = [row[place] for place in shown]
        if evidences is not None:
            sentence = ""
            for value in reversed(row):
                if isinstance(value, NamedNode):
                    if value.value not in cache:
                        cache[value.value] = _sentence(evidences, value.value)
                    sentence = cache[value.value]
                if sentence:
                    break
            cells.append(Literal(sentence) if sentence else None)
        yield tuple(cells)


def _sentence(evidences: Evidences, iri: str) -> str:
    """The sentences a thing stands in, its words in «»: all of a statement or claim, the first of a name."""
    passages = evidences.passages(iri)
    if len(passages) > MANY:
        passages = passages[:1]
    return " … ".join(passage.marked() for passage in passages)


MANY = 4
