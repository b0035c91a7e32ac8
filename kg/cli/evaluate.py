"""`kg evaluate GOLD`: how much of what stories say is found, and how much of what is found is right."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.config import SETTINGS
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.evaluate.figures import Figure
    from kg.evaluate.report import Report

FAILED, UNDER = 1, 3
EXAMPLES = 5
CONFIDENCE_HEAD = ("confidence", "given", "in gold", "right", "right of those in gold", "right of all given")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its columns' names, and rows of as many cells."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]


@click.command("evaluate")
@click.argument("gold", nargs=-1, required=True, metavar="GOLD...")
@click.option(
    "--graph", metavar="FILE", help="Score this graph (ttl, trig, nt, nq ...) instead of building the stories."
)
@click.option(
    "--errors", is_flag=False, flag_value=str(EXAMPLES), metavar="[N]",
    help=f"Also list the errors by kind, with N examples of each ({EXAMPLES} if no N is given).",
)  # fmt: skip
@click.option("--floors", metavar="FILE", help="YAML with the least that each figure may be.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@click.option("--fast", is_flag=True, help="Build by rules alone, without the attribution model.")
@click.option("--model", metavar="FOLDER", help="Build with an attribution model of your own.")
def command(
    gold: tuple[str, ...],
    graph: str | None,
    errors: str | None,
    floors: str | None,
    as_json: bool,
    fast: bool,
    model: str | None,
) -> int:
    """Measure precision, recall and F1 against stories annotated by hand.

    GOLD is a folder of NAME.txt with NAME.json (docs/gold.md), a folder of stories with clusters across them (*.yaml),
    or a JSON Lines file of attributions: {"id", "text", "attributions": [{"source", "cue", "content": [[start, end],
    ...]}]}. Its stories are built and scored layer by
    layer; several GOLDs stand side by side. The last table shows what the confidence is worth: of the statements
    given at a confidence or above, how many have the right speaker.

    \b
      kg evaluate tests/gold/dev
      kg evaluate tests/gold/dev --errors 3
      kg evaluate tests/gold/dev --graph graph.trig --json
      kg evaluate tests/gold/dev tests/gold/work --floors tests/gold/floors.yaml

    Exit status: 0 measured, 3 a figure is under its floor, 1 gold or graph cannot be read or a story is missing,
    2 wrong usage.
    """
    from kg.evaluate import floors as least
    from kg.evaluate.run import evaluate

    examples = _number(errors)
    if graph and (fast or model):
        raise UsageError("--graph scores what is built already.", "Leave out --fast and --model.")
    if fast and model:
        raise UsageError("--fast uses no model.", "Leave out --fast or --model.")
    table = least.read(Path(floors)) if floors else None
    settings = replace(SETTINGS, fast=fast, model=Path(model) if model else None)
    with _progress(not graph) as told:
        reports = [evaluate(Path(one), Path(graph) if graph else None, settings, told) for one in gold]
    below = {index: least.below(report, table) for index, report in enumerate(reports)} if table is not None else {}
    if as_json:
        _print_json(reports, examples, below)
    else:
        _print(reports, examples)
    code = _complain(reports, graph)
    for lines in below.values():
        for line in lines:
            _say(line, err=as_json)
    return code or (UNDER if any(below.values()) else 0)


def _number(errors: str | None) -> int | None:
    """How many examples are wanted of each kind of error; None if errors are not asked for."""
    if errors is not None and not (errors.isascii() and errors.isdecimal() and len(errors) < 10):
        raise UsageError(f"--errors {errors!r} is no number.", "Write --errors after GOLD, or --errors=3.")
    return None if errors is None else int(errors)


def _complain(reports: Sequence[Report], graph: str | None) -> int:
    """Says which stories are missing; gives the exit status."""
    missing = False
    for report in reports:
        for error in report.failed:
            _say(f"kg: {error}", err=True)
        if report.missing:
            missing = True
            where = f"in {graph}" if graph else "built"
            _say(f"kg: {report.name}: stories not {where}, counted as missed: {', '.join(report.missing)}", err=True)
    return FAILED if missing else 0


def _print(reports: Sequence[Report], examples: int | None) -> None:
    trusted = [report for report in reports if any(row.given for row in report.confident.values())]
    for grid in [_figures(reports[0]) if len(reports) == 1 else _beside(reports), *map(_confidence, trusted)]:
        _draw(grid) if sys.stdout.isatty() else _write(grid)
    for report in reports if examples is not None else ():
        for line in _errors(report, examples or 0):
            _say(line)


def _figures(report: Report) -> Grid:
    """The layers of one gold in full."""
    from kg.evaluate.figures import Tally

    rows = []
    for layer, figure in report.figures.items():
        value = _decimal(figure.value)
        if isinstance(figure, Tally):
            both = [_decimal(figure.precision), _decimal(figure.recall)]
            rows.append([layer, *both, value, *(f"{n:.4g}" for n in (figure.right, figure.given, figure.gold))])
        else:
            rows.append([layer, "", "", value, str(figure.right), "", str(figure.of)])
    head = ("layer", "precision", "recall", "F1 or share", "right", "given", "in gold")
    return Grid(f"{report.name}: {_stories(report)}", head, rows)


def _beside(reports: Sequence[Report]) -> Grid:
    """F1 or share of several golds side by side."""
    layers = list(dict.fromkeys(layer for report in reports for layer in report.figures))
    rows = [
        [layer, *(_decimal(r.figures[layer].value) if layer in r.figures else "" for r in reports)] for layer in layers
    ]
    return Grid("F1, or the share that is right", ("layer", *(report.name for report in reports)), rows)


def _confidence(report: Report) -> Grid:
    """What the confidence is worth."""
    rows = []
    for least, row in report.confident.items():
        counts = map(str, (row.given, row.in_gold, row.right))
        rows.append([f"{least:g}", *counts, _decimal(row.among_matched), _decimal(row.among_given)])
    layers = report.figures
    what = "statements with the right speaker" if "statements" in layers else "attributions with the right source"
    return Grid(f"{report.name}: {what}, at this confidence or above", CONFIDENCE_HEAD, rows)


def _errors(report: Report, examples: int) -> Iterator[str]:
    """The errors by kind, with their places in the text."""
    for kind, count in report.kinds():
        yield f"{report.name}: {kind} ({count})"
        for fault in [fault for fault in report.faults if fault.kind == kind][:examples]:
            at = ",".join(f"{span.start}-{span.end}" for span in fault.spans) or "?"
            sides = (("found", fault.found), ("wanted", fault.wanted))
            told = "; ".join(f"{side} {' '.join(words.split())}" for side, words in sides if words)
            yield f"  {fault.story} {at} “{' '.join(fault.words.split())}”{f' ({told})' if told else ''}"
        yield ""


def _print_json(reports: Sequence[Report], examples: int | None, below: dict[int, list[str]]) -> None:
    import json

    out = []
    for index, report in enumerate(reports):
        item: dict[str, Any] = {
            "name": report.name,
            "stories": report.stories,
            "missing": report.missing,
            "figures": {layer: _plain(figure) for layer, figure in report.figures.items()},
            "calibration": [
                {
                    "confidence": least,
                    **asdict(row),
                    "right_of_those_in_gold": row.among_matched,
                    "right_of_all_given": row.among_given,
                }
                for least, row in report.confident.items()
            ],
        }
        if examples is not None:
            item["errors"] = {
                kind: {
                    "count": count,
                    "examples": [asdict(f) for f in report.faults if f.kind == kind][:examples],
                }
                for kind, count in report.kinds()
            }
        if index in below:
            item["below_floor"] = below[index]
        out.append(item)
    click.echo(json.dumps(out, indent=1))


def _plain(figure: Figure) -> dict[str, float | None]:
    from kg.evaluate.figures import Tally

    if isinstance(figure, Tally):
        rates = {"precision": figure.precision, "recall": figure.recall, "f1": figure.value}
        return {**rates, "right": figure.right, "given": figure.given, "hit": figure.hit, "gold": figure.gold}
    return {"share": figure.value, "right": figure.right, "of": figure.of}


def _decimal(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _stories(report: Report) -> str:
    return f"{report.stories} {'story' if report.stories == 1 else 'stories'}"


def _say(line: str, err: bool = False) -> None:
    from kg.cli import printable

    click.echo(printable(line), err=err)


def _write(grid: Grid) -> None:
    """A table for a pipe: columns of equal width, numbers to the right."""
    widths = [max(map(len, column)) for column in zip(grid.head, *grid.rows, strict=True)]
    _say(grid.title)
    for row in (grid.head, *grid.rows):
        first, *rest = (
            cell.rjust(width) if number else cell.ljust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        _say("  ".join([first, *rest]).rstrip())
    _say("")


def _draw(grid: Grid) -> None:
    """A table for a terminal."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from kg.cli import printable

    table = Table(title=Text(printable(grid.title)), title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for number, name in enumerate(grid.head):
        table.add_column(Text(printable(name)), justify="right" if number else "left", no_wrap=not number)
    for row in grid.rows:
        table.add_row(*(Text(printable(cell)) for cell in row))
    Console().print(table)


@contextmanager
def _progress(shown: bool) -> Iterator[Callable[[], None]]:
    """Counts the stories on a terminal; silent in a pipe."""
    if not shown or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed} stories built"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)
        yield lambda: progress.advance(task)
