"""The SPARQL 1.1 Protocol endpoint at /sparql, read-only: the same language and guard as `kg query`.

Queries run in the processes of the site's pool. A query whose client is gone is ended.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from kg import errors
from kg.errors import KgError
from kg.escapes import visible
from kg.query import Asked, Result
from kg.query.pool import Pool
from kg.serve.negotiation import chosen
from kg.serve.protocol import Refused, Wanted, read
from kg.serve.site import Site

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

PATH = "/sparql"
EDITOR = "/query"
METHODS = ("GET", "HEAD", "POST", "OPTIONS")
# Media types and the formats of kg.query.output for them; the first one for those who take anything.
ROWS = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
}
TRIPLES = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/rdf+xml": "rdfxml",
    "application/ld+json": "jsonld",
    "application/trig": "trig",
    "application/n-quads": "nquads",
}
# Errors -> status; the first that fits counts. A refusal to spend more is 500 by the protocol, section 2.1.7.
STATUS: tuple[tuple[type[KgError], int], ...] = (
    (errors.QueryForbidden, 403),
    (errors.QueryTimeout, 504),
    (errors.QueryTooLarge, 500),
    (errors.QueryBusy, 503),
    (errors.StoreError, 503),
    (errors.ExportError, 406),
    (KgError, 400),
)
# Seconds after which a client that was turned away may ask again.
RETRY = "2"
PIECE = 65_536


def routes(site: Site) -> list[BaseRoute]:
    """The endpoint's routes."""

    return [Route(PATH, _endpoint(site.pool), methods=list(METHODS))]


def _endpoint(pool: Callable[[], Pool]) -> Callable[[Request], Awaitable[Response]]:
    async def respond(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": ", ".join(METHODS)})
        try:
            wanted = await read(request)
            if wanted.query is None:
                found = _description(request)
            else:
                found = await _answer(request, wanted.query, wanted, pool())
        except ClientDisconnect:
            found = Response(status_code=400)
        except Refused as error:
            found = PlainTextResponse(error.message + "\n", error.status, error.headers)
        except KgError as error:
            found = _failed(error)
        found.headers["Vary"] = "Accept"
        return found

    return respond


async def _answer(request: Request, query: str, wanted: Wanted, pool: Pool) -> Response:
    accept = request.headers.get("accept", "")
    media = {"rows": chosen(accept, list(ROWS)), "triples": chosen(accept, list(TRIPLES))}
    media["truth"] = media["rows"]
    forms = {kind: {**ROWS, **TRIPLES}[name] for kind, name in media.items() if name is not None}
    if not forms:
        raise _not_acceptable()
    job = pool.submit(Asked(query, graphs=wanted.graphs, forms=forms), wanted.timeout)
    answered = asyncio.wrap_future(job.future)
    gone = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait((answered, gone), return_when=asyncio.FIRST_COMPLETED)
    finally:
        gone.cancel()
        if not answered.done():
            answered.cancel()
            job.stop()
    if answered.cancelled():
        return Response(status_code=503)
    try:
        result = answered.result()
    except errors.ExportError:
        raise _not_acceptable() from None
    return _File(result, str(media[result.kind]))


async def _gone(request: Request) -> None:
    """Ends when the client has gone."""
    if (await request.receive())["type"] != "http.disconnect":
        # Who calls the application without a server never says so.
        await asyncio.Event().wait()


def _not_acceptable() -> Refused:
    return Refused(406, f"SELECT and ASK give {', '.join(ROWS)}; CONSTRUCT and DESCRIBE give {', '.join(TRIPLES)}.")


def _description(request: Request) -> Response:
    """For a request without a query: the service description, or for a browser the page that asks."""
    if request.method == "POST":
        raise Refused(400, "The request has no query.")
    media = chosen(request.headers.get("accept", ""), [*TRIPLES, "text/html"])
    if media is None:
        raise Refused(406, f"Without a query there is a service description as {', '.join(TRIPLES)}.")
    if media == "text/html":
        return RedirectResponse(EDITOR, 303)
    from kg.query.description import description

    address = str(request.url.replace(query="", fragment=""))
    return Response(description(address, TRIPLES[media], [*ROWS, *TRIPLES]), media_type=media)


def _failed(error: KgError) -> Response:
    status = next(status for kind, status in STATUS if isinstance(error, kind))
    # Options of the command line are of no use to a client.
    message = error.what.removesuffix(";") if "--" in error.remedy else f"{error.what} {error.remedy}".strip()
    headers = {"Retry-After": RETRY} if status == 503 else {}
    return PlainTextResponse(visible(message) + "\n", status, headers)


class _File(Response):
    """A finished answer, sent piece by piece from its file, which is removed then."""

    def __init__(self, result: Result, media: str) -> None:
        assert result.file is not None
        self._result, self._file = result, Path(result.file)
        super().__init__(media_type=media)
        self.headers["Content-Length"] = str(self._file.stat().st_size)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self._result, self._file.open("rb") as file:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            while scope["method"] != "HEAD" and (piece := file.read(PIECE)):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
