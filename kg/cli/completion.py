"""`kg completion SHELL`: the script that lets a shell complete commands and names."""

from __future__ import annotations

import click

SHELLS = ("bash", "zsh", "fish")


@click.command("completion")
@click.argument("shell", type=click.Choice(SHELLS))
def command(shell: str) -> None:
    """Print the script that lets a SHELL complete commands, options, questions and names of things.

    \b
      kg completion bash > ~/.kg-complete.bash     then, in ~/.bashrc: . ~/.kg-complete.bash
      kg completion zsh > ~/.kg-complete.zsh       then, in ~/.zshrc: . ~/.kg-complete.zsh
      kg completion fish > ~/.config/fish/completions/kg.fish
    """
    from click.shell_completion import get_completion_class

    from kg.cli.commands import cli

    script = get_completion_class(shell)
    assert script is not None
    click.echo(script(cli, {}, "kg", "_KG_COMPLETE").source())
