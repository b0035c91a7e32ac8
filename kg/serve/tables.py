"""The counts of the report as CSV, for spreadsheets."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.serve.pages.report import report
from kg.serve.site import Site


def routes(site: Site) -> list[BaseRoute]:
    """/report/outlet.csv and its like."""

    async def show(request: Request) -> Response:
        return await run_in_threadpool(site.settled, lambda: _table(site, request.path_params["by"]))

    return [Route("/report/{by}.csv", show)]


def _table(site: Site, by: str) -> Response:
    from kg.query.output import rows

    for cut in report(site).cuts:
        if cut.by == by:
            text = "".join(rows("csv", list(cut.columns), cut.rows))
            return Response(
                text, media_type="text/csv", headers={"Content-Disposition": f'inline; filename="{by}.csv"'}
            )
    raise HTTPException(404, "There is no such table.")
