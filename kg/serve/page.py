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
from urllib.parse import urlencode, urlsplit

from kg import __version__
from kg.errors import UsageError
from kg.escapes import visible
from kg.ids import DATA
from kg.profile import records
from kg.serve import story, words
from kg.serve.site import Site, address

if TYPE_CHECKING:
    from jinja2 import Environment
    from starlette.requests import Request

FOLDER = Path(__file__).parent
# Pages of the bar at the top: address -> word.
BAR = (
    ("/stories", "Stories"),
    ("/search", "Search"),
    ("/graph", "Graph"),
    ("/query", "Ask"),
    ("/report", "Report"),
)


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
    asked = request.query_params

    def with_page(number: int) -> str:
        """The same address with another page of its lists."""
        return "?" + urlencode({**asked, "page": number})

    template = environment().get_template(f"{name}.html")
    return template.render(
        page=record,
        title=title,
        site=site.name,
        here=request.url.path,
        asked=asked,
        with_page=with_page,
        bar=BAR,
        **more,
    )


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
    made.filters.update(
        address=address, web=web, data=records.as_json, day=words.day, marked=words.marked, citation=words.citation
    )
    made.filters.update(paragraphs=story.paragraphs, layers=story.layers, cut=words.cut)
    made.filters.update(shorten=words.shorten, monthly=words.monthly, lasting=words.length, parts_of=words.parts_of)
    made.tests["local"] = words.local
    made.globals.update(
        version=__version__, DATA=DATA, SIGNS=words.SIGNS, STANCES=words.STANCES, SAID=words.SAID, SIDES=words.SIDES
    )
    return made


def number(request: Request) -> int:
    """The page of a list that is asked for, from 1.

    Raises:
        UsageError: it is none.
    """
    asked = request.query_params.get("page", "1")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 7 and int(asked)):
        raise UsageError("page is a number from 1 on.", "Take it from the address, or put a number there.")
    return int(asked)


def web(link: str) -> str:
    """The address if it is one of the web, else "": no javascript: or data: address of a story becomes a link."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    return link if parts.scheme in ("http", "https") and parts.netloc else ""
