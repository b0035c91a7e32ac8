"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from kg.config import DEFAULT_STORE

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
