"""`kg quotes`: who said what."""

from __future__ import annotations

import click

from kg.cli.options import days_option, json_option, store_option

KINDS = ("direct", "mixed", "indirect")


@click.command("quotes")
@click.option("--by", metavar="NAME", help="Only what this person or body says.")
@click.option("--about", metavar="NAME", help="Only what is said about this person, body, action or issue.")
@days_option
@click.option("--kind", type=click.Choice(KINDS), help="Only what is quoted whole, in part or not at all.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Most quotes.")
@json_option
@store_option
def command(
    by: str | None,
    about: str | None,
    since: str | None,
    until: str | None,
    kind: str | None,
    limit: int | None,
    as_json: bool,
    store: str,
) -> int:
    """Show who said what: day, outlet, speaker with the position that the story gives, words, article and characters.

    Only words that stand between quotation marks were said so; the others are the story's wording. A NAME is any name
    of a thing, in any case, or its IRI. Exit status: 0 found, 3 nothing fits, 1 failed, 2 usage.

    \b
      kg quotes --by "Alicia Cruz"
      kg quotes --about "Kaiser Permanente" --kind direct --since 2019-06
      kg quotes --limit 20 --json
    """
    from kg.cli.answers import ask, nothing
    from kg.cli.plain import write
    from kg.cli.tables import json_text, table

    given = {"by": by, "about": about, "since": since, "until": until, "kind": kind}
    found = ask("quotes", store, given, limit)
    if as_json:
        write([json_text(found)], None)
    if not found:
        return nothing("quotes", store, given, ("by", "about"))
    if not as_json:
        write(table(["day", "outlet", "who", "how", "words", "where"], map(_row, found)), None)
    return 0


def _row(quote: dict[str, str]) -> list[str]:
    position = quote.get("position", "")
    who = f"{quote['who']} ({position})" if position else quote["who"]
    where = f"{quote['article']} {quote['characters']}"
    return [quote.get("day", ""), quote.get("outlet", ""), who, quote["how"], quote["words"], where]
