"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from kg.config import DEFAULT_CURATION, DEFAULT_STORE

F = TypeVar("F", bound=Callable[..., Any])


def store_option(function: F) -> F:
    """--store PATH, or the environment variable KG_STORE, or ./labor.kg; passed as `store`."""
    return click.option(
        "--store",
        envvar="KG_STORE",
        default=DEFAULT_STORE,
        show_default=True,
        metavar="PATH",
        help="The store; the environment variable KG_STORE sets it too.",
    )(function)


def curation_option(function: F) -> F:
    """--curation FILE, or ./curation.yaml where it is; passed as `curation`, a Path or None."""
    return click.option(
        "--curation",
        metavar="FILE",
        callback=lambda _, __, value: Path(value) if value else _default(),
        help=f"The curators' decisions [{DEFAULT_CURATION}, if it is here].",
    )(function)


def _default() -> Path | None:
    path = Path(DEFAULT_CURATION)
    return path if path.is_file() else None
