"""`kg report balance`: whom the stories let speak, counted."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import Real, json_form_option, store_option

if TYPE_CHECKING:
    from kg.report import Balance

BY = ("outlet", "dispute", "month", "side")
FORMATS = ("table", "csv", "json")
NOTHING = 3


@click.group("report")
def command() -> None:
    """Count whom the stories let speak.

    \b
      kg report balance
      kg report balance --by outlet -o balance.png
    """


@command.command("balance")
@store_option
@click.option(
    "--by", multiple=True, type=click.Choice(BY), help="What to tell apart; repeatable [outlet dispute month]."
)
@click.option("--format", "form", type=click.Choice(FORMATS), help="Form of the answer [table].")
@json_form_option
@click.option("-o", "--output", metavar="FILE", help="Write there: csv, json, txt, or a chart: png, svg, pdf.")
@click.option("--dark", is_flag=True, help="A chart light on dark.")
@click.option("--timeout", default=300.0, show_default=True, type=Real(0, min_open=True), metavar="S")
def balance(store: str, by: tuple[str, ...], form: str | None, output: str | None, dark: bool, timeout: float) -> int:
    """How many statements of each side the stories have, and how they are told.

    Sides are those of the speakers: union, employer, government, worker, expert, and none where the story does not
    tell. quoted_percent is the share of their words between quotation marks; women and men are statements whose speaker
    the text calls so. A copy of a wire story counts with the sentences that it adds. In csv, a cell that a
    spreadsheet would run as a formula gets an apostrophe before it. Exit status: 0 counted, 3 there are no statements,
    1 failed, 2 wrong usage.

    \b
      kg report balance --by outlet
      kg report balance --by month --by side --format csv
      kg report balance --by dispute -o balance.svg
    """
    from kg.draw import PICTURES
    from kg.errors import ExportError, UsageError
    from kg.query.output import SUFFIXES
    from kg.report import balance as count

    end = Path(output).suffix.lower() if output and output != "-" else ""
    picture = form is None and end.removeprefix(".") in PICTURES
    form = form or ("table" if not end else SUFFIXES.get(end))
    if not picture and form not in FORMATS:
        raise ExportError(
            f"the name {output} tells no format;", f"give one that ends in {', '.join(FORMATS[1:] + PICTURES)}."
        )
    if len(set(by)) < len(by):
        raise UsageError("--by names the same twice.", f"It can be {', '.join(BY)}.")
    counted = count(_rows(store, timeout), by or BY[:3])
    if not counted.rows:
        click.echo(f"kg: {store} holds no statements to count; build stories that quote somebody.", err=True)
        return NOTHING
    if picture and output:
        _chart(counted, len(by or BY[:3]), Path(output), dark)
    else:
        _write(counted, str(form), output)
    return 0


def _rows(store: str, timeout: float) -> Iterator[dict[str, str]]:
    """Rows of queries/balance.rq as text."""
    from kg.cli.answers import asked
    from kg.query import run
    from kg.query.library import question

    with run(question("balance").text, partial(asked, store, ()), timeout=timeout) as result:
        for row in result.rows():
            cells = zip(result.variables, row, strict=True)
            yield {name: str(getattr(value, "value", value)) for name, value in cells if value is not None}


def _write(counted: Balance, form: str, output: str | None) -> None:
    from pyoxigraph import Literal

    from kg.cli.plain import write
    from kg.cli.tables import table
    from kg.query.output import rows

    if form == "table" and output in (None, "-"):
        lines = (["" if cell is None else str(cell) for cell in row] for row in counted.rows)
        write(table(list(counted.columns), lines), output)
        return
    cells = ([None if cell is None else Literal(cell) for cell in row] for row in counted.rows)
    write(rows(form, list(counted.columns), cells), output)


def _chart(counted: Balance, keys: int, output: Path, dark: bool) -> None:
    """Bars of each side; where sides are told apart, of direct, mixed and indirect speech."""
    from kg.cli import printable
    from kg.draw import bars
    from kg.report.balance import MODES, SIDES

    by = counted.columns[:keys]
    parts = MODES if "side" in by else SIDES
    series = [(name, counted.numbers(name)) for name in parts]
    labels = [", ".join(str(cell) for cell in row[:keys]) for row in counted.rows]
    missing = bars(f"Statements by {', '.join(by)}", labels, series, output, dark)
    if missing:
        click.echo(
            f"kg: no installed font has {printable(missing[:20])}; install one, such as Noto Sans CJK.", err=True
        )
