"""Pages of things: an IRI of the data under /data/, as page, JSON or Turtle (Linked Data, content negotiation)."""

from __future__ import annotations

from starlette.routing import BaseRoute

from kg.serve.site import Site


def routes(site: Site) -> list[BaseRoute]:
    """The addresses of things."""
    return []
