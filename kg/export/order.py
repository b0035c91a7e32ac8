"""Triples by subject, sorted in bounded memory: an external merge sort (Knuth, TAOCP 3, 5.4).

What does not fit in memory goes to temporary files, each sorted, which are then read side by side.
"""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from itertools import chain, groupby
from operator import itemgetter
from typing import Any

from pyoxigraph import Quad

# Triples in memory at once, some 60 MB.
ROOM = 200_000
Place = Callable[[str], Any]
Run = Iterator[tuple[tuple[Any, str], list[str]]]


def by_subject(quads: Iterable[Quad], place: Place = str, room: int = ROOM) -> Iterator[tuple[str, list[str]]]:
    """Each subject once with its "predicate object" lines, sorted and each once, all in N-Triples form.

    Args:
        place: what subjects are sorted by, before their own form.
        room: triples in memory at once.
    """
    held: dict[str, list[str]] = {}
    with ExitStack() as files:
        runs: list[Run] = []
        for number, quad in enumerate(quads, 1):
            held.setdefault(str(quad.subject), []).append(f"{quad.predicate} {quad.object}")
            if number % room == 0:
                stream = files.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n"))
                # No term in N-Triples form holds a tab or the end of a line.
                stream.writelines("\t".join([subject, *lines]) + "\n" for (_, subject), lines in _run(held, place))
                stream.seek(0)
                runs.append(_read(stream, place))
                held = {}
        runs.append(_run(held, place))
        for (_, subject), parts in groupby(heapq.merge(*runs, key=itemgetter(0)), key=itemgetter(0)):
            yield subject, sorted(set(chain.from_iterable(lines for _, lines in parts)))


def by_property(lines: Iterable[str]) -> dict[str, list[str]]:
    """Each predicate of such lines with its objects."""
    found: dict[str, list[str]] = {}
    for line in lines:
        prop, _, value = line.partition(" ")
        found.setdefault(prop, []).append(value)
    return found


def _run(held: dict[str, list[str]], place: Place) -> Run:
    for where in sorted((place(subject), subject) for subject in held):
        yield where, held[where[1]]


def _read(stream: Iterable[str], place: Place) -> Run:
    for row in stream:
        subject, *lines = row.removesuffix("\n").split("\t")
        yield (place(subject), subject), lines
