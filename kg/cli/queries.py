"""`kg queries [NAME]`: the library of questions."""

from __future__ import annotations

import click


@click.command("queries")
@click.argument("name", required=False)
def command(name: str | None) -> None:
    """List the questions of the library, or print the SPARQL of one.

    \b
      kg queries
      kg queries strikes-before-a-date > mine.rq
    """
    from kg.query.library import question, questions

    if name is not None:
        click.echo(question(name).text, nl=False)
        return
    for entry in questions():
        click.echo(f"{entry.name}\n  {entry.description}")
        for parameter in entry.parameters:
            default = f" [{parameter.default}]" if parameter.default is not None else ""
            click.echo(f"  -p {parameter.name}=VALUE{default}: {parameter.description}")
        click.echo(f"  gives: {entry.columns}")
