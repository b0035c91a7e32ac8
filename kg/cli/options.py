"""Options that several commands share."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import date
from math import isfinite
from pathlib import Path
from typing import Any, TypeVar

import click

from kg.config import DEFAULT_AUTHORITY, DEFAULT_CURATION, DEFAULT_STORE
from kg.errors import UsageError

F = TypeVar("F", bound=Callable[..., Any])


class Real(click.FloatRange):
    """A number in a range, and neither "nan" nor "inf", which no range of click keeps out."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number.

        Raises:
            click.BadParameter: it is none, or out of range.
        """
        found: float = super().convert(value, param, ctx)
        if not isfinite(found):
            self.fail(f"{value!r} is no number.", param, ctx)
        return found


def store_option(function: F) -> F:
    """--store PATH or address, or the environment variable KG_STORE, or ./labor.kg; passed as `store`."""
    return click.option(
        "--store",
        envvar="KG_STORE",
        default=DEFAULT_STORE,
        show_default=True,
        metavar="PATH",
        help="The store: a folder, or the https address of a server; KG_STORE sets it too.",
    )(function)


def default_store() -> str:
    """The store that commands use where --store is not given."""
    return os.environ.get("KG_STORE") or DEFAULT_STORE


def json_option(function: F) -> F:
    """--json: JSON on standard output and nothing else there; passed as `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(function)


def json_form_option(function: F) -> F:
    """--json beside an option --format that is passed as `form`."""
    return click.option("--json", "form", flag_value="json", help="Short for --format json.")(function)


def days_option(function: F) -> F:
    """--since DAY and --until DAY, each a day, month or year; passed as `since` and `until`."""
    for name, about in (("--until", "up to"), ("--since", "from")):
        function = click.option(
            name, metavar="DAY", callback=_day, help=f"Only {about} this day, month or year: 2019-06-11, 2019-06, 2019."
        )(function)
    return function


def _day(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    if value is not None:
        try:
            if not re.fullmatch(r"\d{4}(-\d\d){0,2}", value, re.ASCII):
                raise ValueError
            date.fromisoformat(value + "-01-01"[len(value) - 4 :])
        except ValueError:
            raise UsageError(
                f"{option.opts[0]} {value!r} is no day.", "Write it as 2019-06-11, 2019-06 or 2019."
            ) from None
    return value


def curation_option(function: F) -> F:
    """--curation FILE, or ./curation.yaml where it is; passed as `curation`, a Path or None."""
    return _file("--curation", DEFAULT_CURATION, "The curators' decisions")(function)


def authority_option(function: F) -> F:
    """--authority FILE, or ./authority.csv where it is; passed as `authority`, a Path or None."""
    about = "Addresses elsewhere of unions and employers: name, alias, id"
    return _file("--authority", DEFAULT_AUTHORITY, about)(function)


def _file(option: str, default: str, about: str) -> Callable[[F], F]:
    return click.option(
        option,
        metavar="FILE",
        callback=lambda _, __, value: Path(value) if value else here(default),
        help=f"{about} [{default}, if it is here].",
    )


def here(name: str) -> Path | None:
    """A file of this folder, or None where it is not."""
    path = Path(name)
    return path if path.is_file() else None
