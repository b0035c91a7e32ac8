"""The graph to walk in: what links the things of the store, around one of them or around those with the most links."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from kg.draw import near
from kg.draw.part import Part
from kg.errors import UsageError
from kg.profile.evidence import Evidences
from kg.serve.page import Page
from kg.serve.site import SPACES

if TYPE_CHECKING:
    import pyoxigraph
    from starlette.requests import Request

    from kg.serve.site import Site

LIMIT, MOST = 150, 2_000
PATIENCE = 0.4  # seconds
# Of several things of one name, so many are shown together.
MOST_NAMESAKES = 5


@dataclass(frozen=True, slots=True)
class Graph:
    """What the page shows at first, and what it gets for each thing that is opened.

    Attributes:
        folders: folders of this site -> how the IRIs of the things begin that have their pages there.
        limit: most things shown.
        part: None on the page, never in JSON, while the links of a large store are being counted.
    """

    folders: dict[str, str]
    limit: int
    part: Part | None


def _graph(site: Site, request: Request) -> Graph:
    asked = request.query_params
    view, limit = asked.get("view", "speech"), _limit(asked.get("limit", str(LIMIT)))
    engine = site.engine()
    part: Part | None
    focus = tuple(iri for name in asked.getlist("focus") if name.strip() for iri in _named(engine, name.strip()))
    if focus:
        part = near.near(engine, focus, view, limit)
    elif limit == LIMIT:
        # Only the usual one is kept, so that asking for many others fills no memory.
        key, make = ("graph", view), partial(near.most_linked, view=view, limit=limit)
        waits = request.url.path.endswith(".json")
        part = site.kept(key, make) if waits else site.soon(key, make, PATIENCE)
    else:
        part = near.most_linked(engine, view, limit)
    return Graph(SPACES, limit, part)


def _limit(written: str) -> int:
    if not written.isdecimal() or not 1 <= int(written) <= MOST:
        raise UsageError(f"limit={written!r} is no number of things.", f"Take one from 1 to {MOST}.")
    return int(written)


def _named(engine: pyoxigraph.Store, name: str) -> list[str]:
    """The things meant by an IRI or a name."""
    evidences = Evidences(engine)
    if "://" in name and " " not in name and evidences.known(name):
        return [name]
    found = evidences.named(name)[:MOST_NAMESAKES]
    if not found:
        raise UsageError(f"nothing here is called {name!r}.", "Try another name, or the search.")
    return found


PAGE = Page("graph", "/graph", "Graph", _graph)
