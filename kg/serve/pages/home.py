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


def counted(site: Site) -> Overview:
    """What the store of a site holds, counted once."""
    from kg.profile.overview import overview

    return site.kept("overview", overview)


def _home(site: Site, request: Request) -> Home:
    return Home(site.name, counted(site))


PAGE = Page("home", "/", "Labor news", _home)
