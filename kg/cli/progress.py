"""How far a long command has come, on a terminal; nothing in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def progress(items: Iterable[T], noun: str, total: int | None = None, quiet: bool = False) -> Iterator[T]:
    """The items; while they are asked for, a bar on standard error, if that is a terminal, tells their number, how many
    a second, and the time that is left, or without a total the time that has passed.

    Args:
        noun: what they are, in the plural: "stories".
        total: how many there will be, as far as is known.
        quiet: show nothing.
    """
    if quiet or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{task.completed / task.elapsed:.1f}/s" if task.completed and task.elapsed else "")

    time = TimeElapsedColumn() if total is None else TimeRemainingColumn()
    columns = (BarColumn(), MofNCompleteColumn(), TextColumn(noun), Rate(), time)
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield from bar.track(items, total)
