"""The command `kg`: one file of this folder a command, loaded when it is called."""

from __future__ import annotations

import errno
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import click

from kg import __version__
from kg.errors import KgError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

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


class Commands(click.Group):
    """Loads a command's file when it is asked for, so that `kg --help` and `kg query` stay quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = import_module(f"kg.cli.{name}").command
        return command

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Names of commands without loading them, and options."""
        from click.shell_completion import CompletionItem

        names = [CompletionItem(name, help=about) for name, about in COMMANDS.items() if name.startswith(incomplete)]
        return names or super(click.Group, self).shell_complete(ctx, incomplete)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            raise click.UsageError(f"no command {args[0]!r}; there are: {', '.join(COMMANDS)}", ctx) from None


@click.group(cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kg")
@click.pass_context
def cli(context: click.Context) -> None:
    """Labor news in, a citable graph of who said what about whom out.

    \b
      kg build stories/                    read stories into ./labor.kg
      kg query who-said-what-about-whom    ask
      kg export -o graph.ttl               take it elsewhere
    """
    if context.invoked_subcommand is None:
        from kg.cli.options import default_store
        from kg.cli.welcome import welcome

        click.echo("\n".join(welcome(default_store())))


def main() -> None:
    """Runs `kg`; exit 0 done, 1 failed, 2 usage, 3 ran but the answer is no."""
    try:
        code = cli.main(prog_name="kg", standalone_mode=False)
    except KgError as error:
        click.echo(f"kg: {printable(str(error))}", err=True)
        code = error.exit_code
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except click.Abort:
        click.echo("kg: stopped", err=True)
        code = 130
    except BrokenPipeError:
        # The reader has gone (`kg query ... | head`); leave quietly.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    except Exception as error:
        if os.environ.get("KG_TRACEBACK"):
            raise
        click.echo(f"kg: {printable(_unforeseen(error))}", err=True)
        code = 1
    sys.exit(code if isinstance(code, int) else 0)


def _unforeseen(error: Exception) -> str:
    """What is said of an error that no command turns into one of its own."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return f"{error.filename or 'the answer'} cannot be written: {error.strerror}. Check the space left."
    fault = f"a fault of kg itself: {type(error).__name__}: {error}"
    return f"{fault}\nkg: report it with the command and what KG_TRACEBACK=1 shows."


def printable(text: str) -> str:
    """The text with control characters shown as escapes, so that no story can steer a terminal."""
    return "".join(c if c.isprintable() or c == "\n" else f"\\x{ord(c):02x}" for c in text)
