"""What stands behind a link of the graph: the sentences that bear it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.draw import near
from kg.draw.part import Thing
from kg.errors import UsageError
from kg.profile.evidence import Evidence, Evidences
from kg.serve.page import Page

if TYPE_CHECKING:
    from starlette.requests import Request

    from kg.serve.site import Site

MOST = 200


@dataclass(frozen=True, slots=True)
class Link:
    """Two things, what links them, and the evidence of it.

    Attributes:
        kind: the stance, or the relation in words; `weight` is how often.
        evidence: of the first statements or claims that bear it; `left_out` is the number of the others.
    """

    source: Thing
    target: Thing
    kind: str
    weight: int
    evidence: tuple[Evidence, ...]
    left_out: int


def _link(site: Site, request: Request) -> Link:
    asked = request.query_params
    source, target, kind = (asked.get(word, "") for word in ("source", "target", "kind"))
    if not (source and target and kind):
        raise UsageError("a link is asked for by source, target and kind;", "choose one in the graph.")
    engine = site.engine()
    part, edge = near.between(engine, source, target, kind, asked.get("view", "all"))
    if edge is None:
        raise UsageError("there is no such link in the graph.", "The store may have changed: open the graph again.")
    evidences = Evidences(engine)
    things = {thing.iri: thing for thing in part.things}
    found = tuple(evidences.of(iri) for iri in edge.behind[:MOST])
    return Link(things[source], things[target], kind, edge.weight, found, len(edge.behind) - len(found))


PAGE = Page("link", "/graph/link", "Link", _link)
