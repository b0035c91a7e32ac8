"""Rows for people: a table by rich that fits a terminal, and plain columns in a pipe."""

from __future__ import annotations

import sys
from itertools import chain, islice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# More rows than these are not laid out for the screen.
DRAWN = 2000
# The longest word that a column is made wide enough for, and the characters between two columns.
LONGEST, GAP = 20, 3


def table(names: list[str], found: Iterable[Sequence[object]]) -> Iterator[str]:
    """A table of terms or plain text as pieces of text, for standard output as it is now."""
    from kg.query.output import rows

    if not sys.stdout.isatty():
        yield from rows("table", names, found)
        return
    source = iter(found)
    head = list(islice(source, DRAWN + 1))
    if len(head) > DRAWN:
        yield from rows("table", names, chain(head, source))
    else:
        yield _drawn(names, head)


def _drawn(names: list[str], found: list[Sequence[object]]) -> str:
    """A table as wide as the terminal, with long cells folded; a block of lines a row where it would fold words."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from kg.query.output import plain

    console = Console()
    rows = [[" ".join(plain(cell).split()) for cell in row] for row in found]
    columns = [[name, *cells] for name, cells in zip(names, zip(*rows, strict=True), strict=True)] if rows else []
    words = [min(LONGEST, max(len(word) for cell in column for word in cell.split())) for column in columns]
    spare = console.width - sum(words) - GAP * len(words)
    if spare < 0:
        return "\n".join("".join(_block(names, row)) for row in rows)
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name, width in zip(names, _widths(columns, words, spare) or [len(name) for name in names], strict=True):
        grid.add_column(Text(name), overflow="fold", width=width)
    for row in rows:
        grid.add_row(*map(Text, row))
    with console.capture() as caught:
        console.print(grid)
    return caught.get()


def _widths(columns: list[list[str]], least: list[int], spare: int) -> list[int]:
    """Widths of columns: rich, left to itself, lets a table with least widths run over the edge, where it is cut off.

    Args:
        least: the width that each has without the spare characters, which go where most lines would be folded.
    """
    longest = [max(map(len, column)) for column in columns]
    widths = list(least)
    for _ in range(spare):
        narrow = max(range(len(widths)), key=lambda place: longest[place] / widths[place], default=None)
        if narrow is None or widths[narrow] >= longest[narrow]:
            break
        widths[narrow] += 1
    return widths


def _block(names: list[str], row: list[str]) -> Iterator[str]:
    """A row as lines of name and cell, those without a cell left out."""
    width = max(map(len, names))
    for name, cell in zip(names, row, strict=True):
        if cell:
            yield f"{name.rjust(width)}: {cell}\n"


def json_text(data: object) -> str:
    """Data as JSON in ASCII, so that no text of an article reaches the terminal as it is."""
    import json

    return json.dumps(data, ensure_ascii=True, indent=1) + "\n"
