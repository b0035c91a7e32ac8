"""`kg explain IRI... | NAME...`: the sentence a thing stands in."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import click

from kg.cli.options import json_option, store_option
from kg.errors import NotFound

if TYPE_CHECKING:
    from kg.profile.evidence import Evidence, Evidences


@click.command("explain")
@click.argument("names", nargs=-1, required=True, metavar="IRI|NAME...")
@click.option("--data", multiple=True, metavar="FILE", help="Look in an RDF file, not the store; repeatable.")
@click.option("--limit", default=5, show_default=True, type=click.IntRange(1), help="Most sentences of each thing.")
@json_option
@store_option
def command(names: tuple[str, ...], data: tuple[str, ...], limit: int, as_json: bool, store: str) -> None:
    """Show the sentence a thing stands in, with its words in «», the article, who says it, and the rule behind it.

    A thing is a statement, claim, quantity, stance, time, span, person, organization, action or any other node: its
    IRI (with a prefix or not) or its name, in any case. Exit status 3 if there is none.

    \b
      kg explain "Alicia Cruz"
      kg explain d:nuhw
    """
    from kg.cli.answers import engine
    from kg.cli.tables import json_text
    from kg.profile.evidence import Evidences
    from kg.profile.records import as_json as plain

    evidences = Evidences(engine(store, data))
    found = [evidences.of(iri) for name in names for iri in _iris(evidences, name)]
    if as_json:
        click.echo(json_text([plain(evidence) for evidence in found]), nl=False)
    else:
        click.echo("\n\n".join(_text(evidence, limit) for evidence in found))


def _iris(evidences: Evidences, name: str) -> list[str]:
    """The IRIs that a word of the command means.

    Raises:
        NotFound: the graph has nothing of that IRI or name.
    """
    from kg.query.parameters import term

    bare = re.fullmatch(r"[a-z][a-z0-9+.-]*://\S+|urn:\S+", name)
    value = term(f"<{name}>" if bare else name)
    if str(value).startswith("<"):
        if evidences.known(value.value):
            return [value.value]
    elif found := evidences.named(name):
        return found
    raise NotFound(f"the graph has nothing of the name {name!r}.", "'kg query things' lists what it has.")


def _text(found: Evidence, limit: int) -> str:
    from kg.escapes import visible

    marks = ("\x1b[1m«", "»\x1b[0m") if sys.stdout.isatty() else ("«", "»")
    lines = [found.iri, f"  {found.kind}: {visible(found.label)}" if found.label else f"  {found.kind}"]
    if found.said_by:
        lines.append(f"  says so: {visible(found.said_by)}")
    if found.rules or found.confidence:
        rules = f"rule: {', '.join(found.rules)}" if found.rules else ""
        confidence = f"confidence: {found.confidence}" if found.confidence else ""
        lines.append("  " + "; ".join(part for part in (rules, confidence) if part))
    article = ""
    for passage in found.passages[:limit]:
        if passage.article != article:
            article = passage.article
            date = f" ({passage.published})" if passage.published else ""
            lines.append(f"  in: {visible(passage.title)}{date} <{article}>")
        marked = passage.marked(*marks, show=visible)
        places = ", ".join(f"{start}-{end}" for start, end in passage.marks)
        lines.append(f"    {' '.join(marked.split())}  [characters {places}]")
    if len(found.passages) > limit:
        lines.append(f"    and {len(found.passages) - limit} more sentences; --limit shows more")
    if not found.passages:
        lines.append("  no sentence: the graph gives it no words of an article")
    return "\n".join(lines)
