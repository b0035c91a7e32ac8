"""`kg actions`: labor actions, one a row."""

from __future__ import annotations

import click

from kg.cli.options import days_option, json_option, store_option

COLUMNS = ("action", "kind", "employer", "union", "start", "end", "place", "status", "sizes")


@click.command("actions")
@click.option("--employer", metavar="NAME", help="Only at this employer.")
@click.option("--union", metavar="NAME", help="Only those that this union calls.")
@click.option("--kind", metavar="KIND", help="Only this kind, such as strike, lockout, picket, rally, 'work stoppage'.")
@click.option("--status", metavar="STAGE", help="Only those whose latest stage is this, such as ended or 'under way'.")
@click.option("--place", metavar="NAME", help="Only here, or in what this contains.")
@days_option
@json_option
@store_option
def command(
    employer: str | None,
    union: str | None,
    kind: str | None,
    status: str | None,
    place: str | None,
    since: str | None,
    until: str | None,
    as_json: bool,
    store: str,
) -> int:
    """Show labor actions, one a row: kind, sides, days, places, latest stage with its day and who says so, and sizes.

    Figures for the size stand side by side, each with who gives it; none is chosen. --since and --until are about the
    first day. A NAME is any name of a thing, in any case, or its IRI. Exit status: 0 found, 3 nothing fits, 1 failed,
    2 usage.

    \b
      kg actions --employer "Kaiser Permanente"
      kg actions --kind strike --since 2019-06 --json
    """
    from kg.cli.answers import ask, nothing
    from kg.cli.plain import write
    from kg.cli.tables import json_text, table

    given = {"employer": employer, "union": union, "kind": kind, "status": status, "place": place}
    given |= {"since": since, "until": until}
    found = ask("actions", store, given)
    if as_json:
        write([json_text(found)], None)
    if not found:
        return nothing("actions", store, given, ("employer", "union", "kind", "status", "place"))
    if not as_json:
        write(table(list(COLUMNS), map(_row, found)), None)
    return 0


def _row(action: dict[str, str]) -> list[str]:
    status = ""
    if "stage" in action:
        status = f"{action['stage']} ({action['says']}, {action['asOf']})"
    cells = [action.get(name, "") for name in ("action", "what", "employers", "unions", "start", "end", "places")]
    return [*cells, status, action.get("sizes", "")]
