"""`kg ontology [TERM]`: what a class, property, code or issue means."""

from __future__ import annotations

import difflib
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from kg.cli.options import json_option
from kg.errors import NotFound

if TYPE_CHECKING:
    from kg.glossary import Entry


@click.command("ontology")
@click.argument("term", required=False)
@json_option
def command(term: str | None, as_json: bool) -> None:
    """Explain TERM (Strike, lab:startDate, iss:wages, "under way"), or list all terms. Exit status 3 if there is none.

    \b
      kg ontology
      kg ontology "under way"
    """
    from kg.cli.tables import json_text
    from kg.glossary import entries

    terms = entries()
    if term is None and not as_json:
        for entry in terms:
            click.echo(f"{entry.name:28} {entry.label}")
        return
    found = [entry for entry in terms if term is None or _is(entry, term)]
    if not found and term:
        names = [e.name.split(":")[1] for e in terms]
        near = difflib.get_close_matches(term.split(":")[-1], names, n=3, cutoff=0.5)
        hint = f"Near it: {', '.join(near)}." if near else "'kg ontology' lists all terms."
        raise NotFound(f"the ontology has no term {term!r}.", hint)
    click.echo(json_text(list(map(asdict, found))).rstrip() if as_json else "\n\n".join(e.text() for e in found))


def _is(entry: Entry, term: str) -> bool:
    return term.casefold() in (entry.name.casefold(), entry.name.split(":")[1].casefold(), entry.label.casefold())
