"""The text of docs/cli.md: what every command's --help says."""

from __future__ import annotations

from collections.abc import Iterator

import click

from kg.cli.commands import cli

WIDTH = 100
HEAD = """# Commands

Made from the code by `make generated`; `kg NAME --help` says the same. `kg` alone looks whether there is a store here
and says what to do next. Exit status of all commands: 0 done, 1 failed, 2 wrong usage, 3 ran, but the answer is no, or
nothing has the name that was given; 130 and 143 stopped, 141 nobody read on (`kg export -o - | head`)."""


def reference() -> str:
    """Markdown with a section for each command and its subcommands."""
    return "\n\n".join([HEAD, *(f"## {path}\n\n```\n{text}\n```" for path, text in helps())]) + "\n"


def helps() -> Iterator[tuple[str, str]]:
    """Path ("kg build") and help of each command, those of groups behind them."""
    parent = click.Context(cli, info_name="kg")
    for name in cli.list_commands(parent):
        command = cli.get_command(parent, name)
        if command is not None:
            yield from _helps(command, name, parent)


def _helps(command: click.Command, name: str, parent: click.Context) -> Iterator[tuple[str, str]]:
    context = click.Context(command, info_name=name, parent=parent, terminal_width=WIDTH, max_content_width=WIDTH)
    context.help_option_names = ["-h", "--help"]
    yield context.command_path, context.get_help().rstrip()
    if isinstance(command, click.Group):
        for below in command.list_commands(context):
            yield from _helps(command.commands[below], below, context)
