"""The first page: what the store holds, and where to begin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.serve.page import Page

if TYPE_CHECKING:
    from starlette.requests import Request

    from kg.profile.records import Overview
    from kg.serve.site import Site


PATIENCE = 0.4  # seconds


@dataclass(frozen=True, slots=True)
class Home:
    """The name of the store, and what it holds; None on the page, never in JSON, while a large one is being counted."""

    store: str
    overview: Overview | None


def counted(site: Site) -> Overview:
    """What the store of a site holds, counted once."""
    from kg.profile.overview import overview

    return site.kept("overview", overview)


def _home(site: Site, request: Request) -> Home:
    from kg.profile.overview import overview

    if request.url.path.endswith(".json"):
        return Home(site.name, counted(site))
    site.engine()  # that there is no store is told at once
    return Home(site.name, site.soon("overview", overview, PATIENCE))


PAGE = Page("home", "/", "Labor news", _home)
