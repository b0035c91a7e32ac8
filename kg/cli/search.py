"""`kg search WORDS`: names, sentences, statements and quotes that have these words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.cli.options import days_option, json_option, store_option
from kg.search.results import KINDS

if TYPE_CHECKING:
    from kg.search import Found, Hit

NO = 3


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("--kind", type=click.Choice(KINDS), metavar="KIND", help=f"Only {', '.join(KINDS[:-1])} or {KINDS[-1]}.")
@click.option("--outlet", metavar="NAME", help="Only of this outlet.")
@days_option
@click.option("--side", metavar="SIDE", help="Only what this side says: union, worker, employer, government, expert.")
@click.option("--issue", metavar="ISSUE", help="Only on this issue, such as wages.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1), metavar="N", help="Most hits.")
@json_option
@store_option
def command(
    words: tuple[str, ...],
    kind: str | None,
    outlet: str | None,
    since: str | None,
    until: str | None,
    side: str | None,
    issue: str | None,
    limit: int,
    as_json: bool,
    store: str,
) -> int:
    """Search names of things, sentences, statements and quotes; case and accents do not matter.

    All WORDS are needed, each in any form: strike also finds striking. Words in one pair of quotation marks follow one
    another as they are, and word* is a beginning. A word that no story has is replaced by the nearest. Exit status: 0
    found, 3 nothing found, 1 failed, 2 usage.

    \b
      kg search Alicia Cruz
      kg search '"wait times"' --kind quote --side worker
      kg search 'strik*' --since 2019-06 --json
    """
    from kg.cli import printable
    from kg.publish import searched
    from kg.store import open_store

    with open_store(store) as opened, searched(opened) as index:
        if index.behind:
            click.echo("kg: the search index is older than the store; 'kg resolve' brings it up to date.", err=True)
        found = index.search(" ".join(words), kind, outlet, since, until, side, issue, limit)
    if as_json:
        click.echo(_json(found))
    else:
        for hit in found.hits:
            click.echo(printable(_text(hit)))
    click.echo(printable(_summary(found)), err=True)
    if found.total > len(found.hits):
        kinds = ", ".join(f"{count.value} {count.hits}" for count in found.facets["kind"])
        click.echo(f"kg: by kind: {kinds}", err=True)
    return 0 if found.total else NO


def _json(found: Found) -> str:
    import json
    from dataclasses import asdict

    facets = {name: {count.value: count.hits for count in counts} for name, counts in found.facets.items()}
    record = {
        "total": found.total,
        "corrected": found.corrected,
        "hits": [asdict(hit) for hit in found.hits],
        "facets": facets,
    }
    return json.dumps(record, ensure_ascii=True, indent=1)


def _text(hit: Hit) -> str:
    """A hit on two lines: what it is, with the words that matched between marks, and where."""
    name, text = _marked(hit.name, hit.name_marks), _marked(hit.text, hit.marks)
    if hit.article is None:
        told = f"in {hit.stories} stor{'y' if hit.stories == 1 else 'ies'}  " if hit.stories else ""
        return f"{hit.kind}: {name}{f' ({text})' if text else ''}\n  {told}{hit.iri}"
    source = ", ".join(filter(None, (hit.title, hit.outlet, hit.day)))
    head = f"{name}: " if name and hit.kind != "sentence" else ""
    return f"{hit.kind}: {head}{text}\n  {source}  {hit.iri}"


def _marked(text: str, marks: tuple[tuple[int, int], ...]) -> str:
    pieces, at = [], 0
    for start, end in marks:
        pieces += [text[at:start], "«", text[start:end], "»"]
        at = end
    return " ".join("".join([*pieces, text[at:]]).split())


def _summary(found: Found) -> str:
    instead = f"showing results for {found.corrected}: " if found.corrected else ""
    if not found.total:
        return f"kg: {instead}nothing found."
    return f"kg: {instead}{len(found.hits)} of {found.total} shown."
