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
    widest = max(range(len(columns)), key=lambda place: sum(map(len, columns[place])), default=0)
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for place, name in enumerate(names):
        least = words[place] + (spare // 2 if place == widest else 0) if words else None
        longest = max(map(len, columns[place])) if words else None
        grid.add_column(Text(name), overflow="fold", min_width=min(least, longest) if least and longest else None)
    for row in rows:
        grid.add_row(*map(Text, row))
    with console.capture() as caught:
        console.print(grid)
    return caught.get()


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
