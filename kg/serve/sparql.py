"""The SPARQL 1.1 Protocol endpoint at /sparql."""

from __future__ import annotations

from starlette.routing import BaseRoute

from kg.serve.site import Site


def routes(site: Site) -> list[BaseRoute]:
    """The endpoint's routes."""
    return []
