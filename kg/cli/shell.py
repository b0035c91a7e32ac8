"""`kg shell`: one question after the other."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import Real, store_option
from kg.errors import ExportError, KgError, UsageError

if TYPE_CHECKING:
    from kg.query import Result
    from kg.query.library import Question

FAILED = 1
HELP = """A query in SPARQL ends with ; or an empty line; the usual prefixes are known.
  .ask NAME p=VALUE ...   a question of the library ('kg queries' lists them)
  .save FILE              write the last answer; the name tells the form (csv, json, ttl ...)
  .prefixes               the prefixes that need no PREFIX line
  .help                   this text
  .quit                   leave (Ctrl-D too)"""


@click.command("shell")
@click.option("--timeout", default=30.0, show_default=True, type=Real(0, min_open=True), metavar="S")
@store_option
def command(timeout: float, store: str) -> int:
    """Ask one question after the other, with completion and history.

    A query ends with ; or an empty line. .help lists the other words. In a pipe, queries are read from standard input
    and answers are plain; the exit status is then 1 if a query failed.

    \b
      kg shell
      echo 'SELECT ?name { ?x a lab:LaborUnion ; rdfs:label ?name }' | kg shell
    """
    from kg.store import open_store

    open_store(store).close()  # a store that is not there is told of at once
    talks = sys.stdin.isatty() and sys.stdout.isatty()
    if talks:
        from kg.cli.prompt import entries

        click.echo(f"{store}: .help tells how, .quit leaves.")
        typed = entries(store)
    else:
        typed = _read(sys.stdin)
    shell = Shell(store, timeout)
    try:
        for text in typed:
            if not shell.take(text):
                break
    finally:
        shell.close()
    return FAILED if shell.failed and not talks else 0


def finished(text: str) -> bool:
    """Whether what was typed so far, its last line ended, is to be run: a word with a dot, or a query that ends with ;
    or an empty line outside of brackets. Two empty lines end all.
    """
    from kg.query.tokens import tokens

    if not text.strip() or text.lstrip().startswith(".") or re.search(r"\n\s*\n\s*\n$", text):
        return True
    found = tokens(text)
    depth = sum(t.is_sign("{", "(", "[") - t.is_sign("}", ")", "]") for t in found)
    ends = (bool(found) and found[-1].is_sign(";")) or re.search(r"\n[^\S\n]*\n$", text)
    return depth <= 0 and bool(ends)


def _read(lines: Iterable[str]) -> Iterator[str]:
    """The entries of a pipe."""
    text = ""
    for line in lines:
        text += line
        if finished(text):
            yield text
            text = ""
    yield text


class Shell:
    """Runs entries and keeps the last answer; errors are shown in a line.

    Attributes:
        failed: whether one failed.
    """

    def __init__(self, store: str, timeout: float) -> None:
        self.store, self.timeout, self.failed = store, timeout, False
        self._last: Result | None = None

    def take(self, text: str) -> bool:
        """Runs one entry; False if it says to leave."""
        from kg.cli import printable

        text = text.strip()
        word, _, rest = text.partition(" ")
        try:
            if word in (".quit", ".exit"):
                return False
            if text.startswith("."):
                self._word(word, rest)
            elif text.strip("; \n"):
                self._query(text)
        except KgError as error:
            self.failed = True
            click.echo(f"kg: {printable(' '.join(str(error).split()))}", err=True)
        except KeyboardInterrupt:
            click.echo("kg: stopped", err=True)
        return True

    def close(self) -> None:
        """Removes the last answer."""
        if self._last:
            self._last.close()
            self._last = None

    def _word(self, word: str, rest: str) -> None:
        from kg.prefixes import PREFIXES

        if word == ".help":
            click.echo(HELP)
        elif word == ".prefixes":
            click.echo("\n".join(f"{prefix}: <{iri}>" for prefix, iri in PREFIXES.items()))
        elif word == ".ask":
            self._ask(rest)
        elif word == ".save":
            self._save(rest.strip())
        else:
            raise UsageError(f"no word {word!r};", "'.help' lists them.")

    def _query(self, text: str) -> None:
        from kg.query.library import read

        self._run(read("the query", text.rstrip("; \n")), (), hide=False)

    def _ask(self, words: str) -> None:
        from kg.query.library import question

        try:
            name, *pairs = shlex.split(words)
        except ValueError:
            raise UsageError(f"{words!r} is no question.", "Write it as .ask quotes by='Alicia Cruz'.") from None
        self._run(question(name), tuple(pairs), hide=True)

    def _run(self, asked: Question, pairs: tuple[str, ...], hide: bool) -> None:
        from kg.cli.answers import asked as target
        from kg.query import parse, run

        opener = partial(target, self.store, ())
        result = run(asked.text, opener, asked.bindings(parse(pairs)), timeout=self.timeout)
        self.close()
        self._last = result
        for piece in _shown(result, hide):
            click.echo(piece, nl=False)

    def _save(self, name: str) -> None:
        from kg.cli.plain import write
        from kg.query.output import SUFFIXES, rows, triples, truth

        if self._last is None:
            raise UsageError("there is no answer yet.", "Ask something first.")
        form = SUFFIXES.get(Path(name).suffix.lower())
        if form is None:
            raise ExportError(f"the name {name!r} tells no format;", f"let it end in {', '.join(SUFFIXES)}.")
        if self._last.kind == "rows":
            write(rows(form, self._last.variables, self._last.rows()), name)
        elif self._last.kind == "triples":
            write([triples(form, self._last.triples())], name)
        else:
            write([truth(form, self._last.truth)], name)


def _shown(result: Result, hide: bool) -> Iterator[str]:
    from kg.cli.asking import columns
    from kg.cli.tables import table
    from kg.query.output import triples, truth

    if result.kind == "truth":
        yield truth("table", result.truth)
    elif result.kind == "triples":
        yield triples("turtle", result.triples())
    else:
        places = columns(result, hide)
        yield from table([result.variables[p] for p in places], ([row[p] for p in places] for row in result.rows()))
