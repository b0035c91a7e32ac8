"""Pages of things: an IRI of the data under /data/, as page, JSON or Turtle (Linked Data, content negotiation).

The plain address answers in the form that the Accept header asks for; with .json, .ttl or .jsonld behind it, in that
one. Issues of the ontology stand under /issue/ in the same way.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from kg.ids import graph_iri
from kg.profile.records import ActionProfile, AgentProfile, ArticleProfile, DisputeProfile, FactProfile, as_json
from kg.serve.negotiation import chosen
from kg.serve.page import html, number
from kg.serve.site import SPACES, Site, address, named

if TYPE_CHECKING:
    from kg.profile.records import Profile

# What ends an address -> its media type, the first one for those who take anything.
FORMS = {"": "text/html", "json": "application/json", "ttl": "text/turtle", "jsonld": "application/ld+json"}
TEMPLATES: dict[type, str] = {
    ArticleProfile: "article",
    AgentProfile: "agent",
    ActionProfile: "action",
    DisputeProfile: "dispute",
    FactProfile: "fact",
}


def routes(site: Site) -> list[BaseRoute]:
    """The addresses of things."""
    return [Route(folder + "{path:path}", _shown(site)) for folder in SPACES]


def _shown(site: Site) -> Callable[[Request], Awaitable[Response]]:
    async def show(request: Request) -> Response:
        return await run_in_threadpool(site.settled, lambda: _answer(site, request))

    return show


def _answer(site: Site, request: Request) -> Response:
    path = request.scope.get("raw_path", request.url.path.encode()).decode("latin-1").partition("?")[0]
    iri, form = _meant(site, path)
    if form is None:
        media = chosen(request.headers.get("accept", ""), list(FORMS.values()))
        if media is None:
            raise HTTPException(406, f"There is no such form of this thing; there are {', '.join(FORMS.values())}.")
        form = next(end for end, kind in FORMS.items() if kind == media)
    found = _form(site, request, iri, form)
    found.headers["Vary"] = "Accept"
    found.headers["Link"] = ", ".join(
        f'<{address(iri)}{"." + end if end else ""}>; rel="alternate"; type="{kind}"' for end, kind in FORMS.items()
    )
    return found


def _meant(site: Site, path: str) -> tuple[str, str | None]:
    """The IRI and the form that an address asks for; None where it says nothing of the form.

    Raises:
        HTTPException: the store knows nothing of it.
    """
    from kg.profile.evidence import Evidences

    known = Evidences(site.engine()).known
    if known(iri := named(path)):
        return iri, None
    bare, _, end = path.rpartition(".")
    if end in FORMS and end and known(iri := named(bare)):
        return iri, end
    raise HTTPException(404, "This store has nothing at that address.")


def _form(site: Site, request: Request, iri: str, form: str) -> Response:
    if form in ("ttl", "jsonld"):
        return Response(triples(site, iri, form), media_type=FORMS[form])
    record = profile(site, iri, number(request))
    if form == "json":
        return JSONResponse(as_json(record))
    query = f"?{request.url.query}" if request.url.query else ""
    more = {"twin": f"{address(iri)}.json{query}", "turtle": f"{address(iri)}.ttl", "iri": iri}
    return HTMLResponse(html(TEMPLATES[type(record)], record.ref.label, site, request, record, **more))


def profile(site: Site, iri: str, page: int = 1) -> Profile:
    """The record of a thing that the store knows."""
    from kg.profile.lookup import profile as look_up

    found = look_up(site.engine(), iri, page)
    if found is None:
        raise HTTPException(404, "This store has nothing at that address.")
    return found


def triples(site: Site, iri: str, form: str) -> str:
    """A thing as Turtle ("ttl") or JSON-LD ("jsonld"): of an article its graph, of all else its own triples with what
    hangs on them."""
    from kg.export import jsonld, turtle
    from kg.export.about import about

    graph = graph_iri(iri)
    quads: Any = list(site.store().quads(graph)) if _is_article(iri) else about(site.engine(), iri)
    return "".join(turtle.turtle(quads) if form == "ttl" else jsonld.jsonld(quads))


def _is_article(iri: str) -> bool:
    folder, _, rest = iri.removeprefix(SPACES["/data/"]).partition("/")
    return folder == "article" and "/" not in rest
