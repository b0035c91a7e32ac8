"""The command `kg`: one file of this folder a command, loaded when it is called."""

from __future__ import annotations

import os
import sys

from kg.errors import KgError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

# name of the file -> what it does; the order is that of a first use
COMMANDS = {
    "build": "Read stories and store what they say.",
    "fetch": "Save pages of the web as files for kg build.",
    "query": "Ask a question: one of the library, a file, or SPARQL of your own.",
    "queries": "List the questions of the library.",
    "shell": "Ask one question after the other.",
    "quotes": "Show who said what.",
    "show": "Show what is known of a person, body, place, action or story.",
    "actions": "Show labor actions, one a row.",
    "search": "Search names, sentences and quotes.",
    "stats": "Count what is in the store.",
    "report": "Count whom the stories let speak.",
    "explain": "Show the sentence a fact stands in.",
    "export": "Write the graph as Turtle, TriG, N-Quads, JSON-LD, RDF/XML or tables.",
    "draw": "Draw the graph.",
    "serve": "Show the store in a browser.",
    "check": "Check a store or a file against the shapes.",
    "review": "Go through doubts and unsure facts, and write down what you decide.",
    "resolve": "Apply identity and decisions again without reading stories.",
    "retract": "Take a story back, with all that only it supports.",
    "history": "Show the versions of a story, or what stories said of a thing day by day.",
    "evaluate": "Measure precision and recall against stories annotated by hand.",
    "ontology": "Explain a term of the ontology.",
    "train": "Train an attribution model of your own.",
    "completion": "Print the script that lets a shell complete commands and names.",
}


def main() -> None:
    """Runs `kg`; exit 0 done, 1 failed, 2 usage, 3 ran but the answer is no; else 128 and the number of the signal that
    ended it: 130 for Ctrl+C, 141 where the reader of a pipe has gone, 143 for SIGTERM."""
    from kg.cli import quick

    _streams()
    words = quick.understood(sys.argv[1:])
    try:
        if words is not None:
            quick.leave(quick.asked(words))
        _by_click()
    except KgError as error:
        sys.stderr.write(f"kg: {printable(str(error))}\n")
        code = error.exit_code
    except KeyboardInterrupt:
        sys.stderr.write("\nkg: stopped\n")
        if words is not None:
            # A query may be running in a thread; no usual end waits for it.
            os._exit(130)
        code = 130
    except BrokenPipeError:
        # The reader has gone (`kg query ... | head`); leave quietly.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 141
    except Exception as error:
        if os.environ.get("KG_TRACEBACK"):
            raise
        sys.stderr.write(f"kg: {printable(_unforeseen(error))}\n")
        code = 1
    sys.exit(code)


def _streams() -> None:
    """Opens what the caller closed, so that no file of a store takes its number; what the encoding of the output lacks
    is written as an escape."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        stream = getattr(sys, name)
        if stream is None:
            if os.open(os.devnull, os.O_RDWR) == number:
                setattr(sys, name, open(number, "w" if number else "r", closefd=False))  # noqa: SIM115
        elif number and stream is getattr(sys, f"__{name}__") and stream.encoding.lower() not in ("utf-8", "utf8"):
            stream.reconfigure(errors="backslashreplace")


def _by_click() -> NoReturn:
    """Runs a command whose words click reads; see `main` for errors that are no matter of words."""
    import signal
    from contextlib import suppress

    import click

    with suppress(ValueError):  # of a thread that is not the first
        signal.signal(signal.SIGTERM, _ended)
    out = sys.stdout
    try:
        from kg.cli.commands import cli

        code = cli.main(prog_name="kg", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except click.Abort:
        click.echo("kg: stopped", err=True)
        code = 130
    except SystemExit:
        if sys.stdout is not out:  # click puts another one there where the reader has gone, and calls it a failure
            raise BrokenPipeError from None
        raise
    sys.exit(code if isinstance(code, int) else 0)


def _ended(number: int, _: object) -> NoReturn:
    """Ends the process in order, so that its own processes end too and nothing is left on the disk."""
    os.write(2, b"kg: stopped\n")
    sys.exit(128 + number)


def _unforeseen(error: Exception) -> str:
    """What is said of an error that no command turns into one of its own."""
    import errno

    from kg.database import is_table

    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return f"{error.filename or 'the answer'} cannot be written: {error.strerror}. Check the space left."
    if isinstance(error, FileNotFoundError) and is_table(error):
        again = "Try again; if it stays so, 'kg resolve --rebuild' makes the store anew."
        return f"the store was changed while it was read, or a file of it is gone. {again}"
    fault = f"a fault of kg itself: {type(error).__name__}: {error}"
    return f"{fault}\nkg: report it with the command and what KG_TRACEBACK=1 shows."


def printable(text: str) -> str:
    """The text with control characters shown as escapes, so that no story can steer a terminal."""
    return "".join(c if c.isprintable() or c == "\n" else f"\\x{ord(c):02x}" for c in text)
