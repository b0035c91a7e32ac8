"""`kg queries [NAME]`: the library of questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.cli.complete import questions as known
from kg.cli.options import json_option

if TYPE_CHECKING:
    from kg.query.library import Question


@click.command("queries")
@click.argument("name", required=False, shell_complete=known)
@json_option
def command(name: str | None, as_json: bool) -> None:
    """List the questions of the library, or print the SPARQL of one.

    \b
      kg queries
      kg queries strikes-before-a-date > mine.rq
    """
    from kg.query.library import question, questions

    if as_json:
        from kg.cli.tables import json_text

        click.echo(json_text(_fields(question(name)) if name else [_fields(entry) for entry in questions()]), nl=False)
        return
    if name is not None:
        click.echo(question(name).text, nl=False)
        return
    for entry in questions():
        click.echo(f"{entry.name}\n  {entry.description}")
        for parameter in entry.parameters:
            default = f" [{parameter.default}]" if parameter.default is not None else ""
            click.echo(f"  -p {parameter.name}=VALUE{default}: {parameter.description}")
        click.echo(f"  gives: {entry.columns}")


def _fields(asked: Question) -> dict[str, object]:
    parameters = [{"name": p.name, "default": p.default, "description": p.description} for p in asked.parameters]
    names = ("name", "text", "title", "description")
    return {**{name: getattr(asked, name) for name in names}, "parameters": parameters, "columns": asked.columns}
