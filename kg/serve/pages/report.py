"""Whom the stories let speak: the counts of `kg report balance`, with charts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from kg.serve.page import Page
from kg.serve.site import opened

if TYPE_CHECKING:
    from starlette.requests import Request

    from kg.report import Balance
    from kg.serve.site import Site

BY = ("outlet", "dispute", "month")
TIMEOUT = 120.0
PATIENCE = 0.4  # seconds


@dataclass(frozen=True, slots=True)
class Cut:
    """Statements counted by one thing, such as the outlet: a row for each value, in the order of `columns`."""

    by: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Statements of each side, by outlet, by dispute and by month; `statements` is how many there are, None on the
    page, never in JSON, while those of a large store are being counted.
    """

    statements: int | None
    cuts: tuple[Cut, ...]


def report(site: Site) -> Report:
    """The counts of a site's store, made once."""
    return site.kept("report", lambda engine: _counted(site.location))


def _report(site: Site, request: Request) -> Report:
    if request.url.path.endswith(".json"):
        return report(site)
    site.engine()  # that there is no store is told at once
    return site.soon("report", lambda engine: _counted(site.location), PATIENCE) or Report(None, ())


def _counted(location: str) -> Report:
    from kg.report.balance import counted, statements

    spoken = statements(_spoken(location))
    cuts = [(by, counted(spoken, (by,))) for by in BY]
    total = sum(cuts[0][1].numbers("statements"))
    return Report(total, tuple(_cut(by, counts) for by, counts in cuts))


def _cut(by: str, counts: Balance) -> Cut:
    """A table; months in their order, all else with the most statements first."""
    numbers = counts.numbers("statements")
    order = sorted(range(len(numbers)), key=lambda place: 0 if by == "month" else -numbers[place])
    return Cut(by, counts.columns, tuple(counts.rows[place] for place in order))


def _spoken(location: str) -> Iterator[dict[str, str]]:
    """Rows of queries/balance.rq as text."""
    from kg.query import run
    from kg.query.library import question

    with run(question("balance").text, partial(opened, location), timeout=TIMEOUT) as result:
        for row in result.rows():
            cells = zip(result.variables, row, strict=True)
            yield {name: str(getattr(value, "value", value)) for name, value in cells if value is not None}


PAGE = Page("report", "/report", "Whom the stories let speak", _report)
