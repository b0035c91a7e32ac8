"""`kg stats`: how much of what is in the store."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import json_option, store_option


@click.command("stats")
@json_option
@store_option
def command(as_json: bool, store: str) -> None:
    """Count stories, outlets, days, people, unions, employers, actions, statements, claims, figures and doubts.

    The last line is the size of the store on disk, in bytes, unless it is on a server.

    \b
      kg stats
      kg stats --json
    """
    from kg.cli.answers import ask
    from kg.cli.plain import write
    from kg.cli.tables import json_text, table
    from kg.store import is_remote

    found = ask("stats", store, {})
    if not is_remote(store):
        size = sum(file.stat().st_size for file in Path(store).rglob("*") if file.is_file())
        found.append({"what": "size on disk", "value": str(size)})
    if as_json:
        write([json_text([{**row, "value": _number(row.get("value", ""))} for row in found])], None)
    else:
        rows = ([row["what"], row.get("kind", ""), row.get("value", "")] for row in found)
        write(table(["what", "kind", "value"], rows), None)


def _number(text: str) -> int | str:
    return int(text) if text.isdecimal() else text
