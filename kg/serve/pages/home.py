"""The first page: what the store holds, and where to begin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.serve.page import Page

if TYPE_CHECKING:
    from starlette.requests import Request

    from kg.serve.site import Site


@dataclass(frozen=True, slots=True)
class Home:
    """What the store holds."""

    store: str


def _home(site: Site, request: Request) -> Home:
    site.engine()
    return Home(site.name)


PAGE = Page("home", "/", "Stories", _home)
