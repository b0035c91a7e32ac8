"""The application: which address shows what, in which form, and what browsers may do with it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from importlib import import_module
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.errors import KgError, StoreError, UsageError
from kg.profile.records import as_json
from kg.serve.page import FOLDER, Page, html
from kg.serve.pages import PAGES
from kg.serve.site import Site

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    # Asked for again each time: the store may have changed.
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def application(site: Site) -> Starlette:
    """The pages, the SPARQL endpoint and the static files of a site."""
    routes: list[BaseRoute] = [Mount("/static", StaticFiles(directory=FOLDER / "static"), name="static")]
    for name, path in PAGES.items():
        routes += [Route(path, _shown(site, name, _html)), Route(_twin(path), _shown(site, name, _json))]
    for name in ("things", "tables", "sparql"):
        routes += import_module(f"kg.serve.{name}").routes(site)
    return Starlette(
        routes=routes,
        middleware=[
            Middleware(_Headers),
            Middleware(TrustedHostMiddleware, allowed_hosts=list(site.hosts), www_redirect=False),
        ],
        exception_handlers={KgError: _refused, HTTPException: _http, Exception: _fault},
    )


def pages() -> list[Page]:
    """All pages at fixed addresses, in the order of `PAGES`."""
    return [_page(name) for name in PAGES]


def _page(name: str) -> Page:
    """A page; its libraries are loaded when it is first asked for."""
    page: Page = import_module(f"kg.serve.pages.{name}").PAGE
    return page


def _twin(path: str) -> str:
    return "/index.json" if path == "/" else f"{path}.json"


def _shown(
    site: Site, name: str, form: Callable[[Site, Page, Request], Response]
) -> Callable[[Request], Awaitable[Response]]:
    async def show(request: Request) -> Response:
        return await run_in_threadpool(site.settled, lambda: form(site, _page(name), request))

    return show


def _html(site: Site, page: Page, request: Request) -> Response:
    twin = _twin(page.path) + (f"?{request.url.query}" if request.url.query else "")
    return HTMLResponse(html(page.name, page.title, site, request, page.make(site, request), twin=twin))


def _json(site: Site, page: Page, request: Request) -> Response:
    return JSONResponse(as_json(page.make(site, request)))


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, KgError)
    status = 400 if isinstance(error, UsageError) else 503 if isinstance(error, StoreError) else 422
    return _sorry(request, status, error.what, error.remedy)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    found = _sorry(request, error.status_code, error.detail, "")
    found.headers.update(error.headers or {})
    return found


async def _fault(request: Request, error: Exception) -> Response:
    return _sorry(request, 500, f"a fault of kg itself: {type(error).__name__}.", "The log of kg serve says more.")


def _sorry(request: Request, status: int, what: str, remedy: str) -> Response:
    """An error as a page for browsers, as JSON or plain text for programs."""
    wanted = request.headers.get("accept", "")
    if request.url.path.endswith(".json") or "json" in wanted:
        return JSONResponse({"error": what, "remedy": remedy}, status)
    if "html" not in wanted:
        return PlainTextResponse(f"{what} {remedy}".strip() + "\n", status)
    site = Site("")
    return HTMLResponse(html("error", "Not shown", site, request, {"what": what, "remedy": remedy}, twin=""), status)


class _Headers:
    """Sets the security headers of every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers: Any = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, marked if scope["type"] == "http" else send)
