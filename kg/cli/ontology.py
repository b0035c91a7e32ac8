"""`kg ontology [TERM]`: what a class, property, code or issue means."""

from __future__ import annotations

import difflib

import click

from kg.errors import OntologyError


@click.command("ontology")
@click.argument("term", required=False)
def command(term: str | None) -> None:
    """Explain TERM (Strike, lab:startDate, iss:wages, "under way"), or list all terms."""
    from kg.glossary import entries

    terms = entries()
    if term is None:
        for entry in terms:
            click.echo(f"{entry.name:28} {entry.label}")
        return
    wanted = term.casefold()
    found = [e for e in terms if wanted in (e.name.casefold(), e.name.split(":")[1].casefold(), e.label.casefold())]
    if not found:
        names = [e.name.split(":")[1] for e in terms]
        near = difflib.get_close_matches(term.split(":")[-1], names, n=3, cutoff=0.5)
        hint = f"Near it: {', '.join(near)}." if near else "'kg ontology' lists all terms."
        raise OntologyError(f"the ontology has no term {term!r}.", hint)
    click.echo("\n\n".join(entry.text() for entry in found))
