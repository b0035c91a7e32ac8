"""The first page: what the store holds, and where to begin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.serve.page import Page

if TYPE_CHECKING:
    from starlette.requests import Request

    from kg.profile.records import Overview
    from kg.serve.site import Site


@dataclass(frozen=True, slots=True)
class Home:
    """The name of the store, and what it holds."""

    store: str
    overview: Overview


def _home(site: Site, request: Request) -> Home:
    from kg.profile.overview import overview

    return Home(site.name, site.kept("overview", overview))


PAGE = Page("home", "/", "Labor news", _home)
