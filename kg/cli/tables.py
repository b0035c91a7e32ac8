"""Rows for people: a table by rich that fits a terminal, and plain columns in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

# More rows than these are not laid out for the screen.
DRAWN = 2000


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
    """A table as wide as the terminal, with long cells folded."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from kg.query.output import plain

    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in names:
        grid.add_column(Text(name), overflow="fold")
    for row in found:
        grid.add_row(*(Text(" ".join(plain(cell).split())) for cell in row))
    console = Console()
    with console.capture() as caught:
        console.print(grid)
    return caught.get()


def json_text(data: object) -> str:
    """Data as JSON in ASCII, so that no text of an article reaches the terminal as it is."""
    import json

    return json.dumps(data, ensure_ascii=True, indent=1) + "\n"
