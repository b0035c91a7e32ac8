"""Page contracts: a page is a record, shown by a template, and the same record as JSON.

The fields of the record are the contract: the template sees it as `page` and nothing else of the store, and the `.json`
twin holds exactly these fields. A test walks all pages and compares.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from kg import __version__
from kg.escapes import visible
from kg.serve.site import Site, address

if TYPE_CHECKING:
    from jinja2 import Environment
    from starlette.requests import Request

FOLDER = Path(__file__).parent
# Pages of the bar at the top: address -> word.
BAR = (("/", "Stories"), ("/search", "Search"), ("/graph", "Graph"), ("/query", "Ask"), ("/report", "Report"))


@dataclass(frozen=True, slots=True)
class Page:
    """A page at a fixed address.

    Attributes:
        name: of the template, templates/NAME.html.
        path: its address; the JSON twin is at path + ".json".
        title: words of the title bar.
        make: gives the page's record, a frozen dataclass; it may raise a KgError.
        sample: query string with which a test can walk it.
    """

    name: str
    path: str
    title: str
    make: Callable[[Site, Request], Any]
    sample: str = ""


def html(name: str, title: str, site: Site, request: Request, record: object, **more: object) -> str:
    """The record shown by a template."""
    template = environment().get_template(f"{name}.html")
    return template.render(page=record, title=title, site=site.name, here=request.url.path, bar=BAR, **more)


@cache
def environment() -> Environment:
    """Templates: everything is escaped, and a name that is not there is an error."""
    import jinja2

    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # Text of articles shows its control characters as escapes wherever a template prints it.
        finalize=lambda value: visible(value) if type(value) is str else value,
    )
    made.filters["address"] = address
    made.filters["web"] = web
    made.globals["version"] = __version__
    return made


def web(link: str) -> str:
    """The address if it is one of the web, else "": no javascript: or data: address of a story becomes a link."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    return link if parts.scheme in ("http", "https") and parts.netloc else ""
