"""Requests of the SPARQL 1.1 Protocol, read: the query operation, section 2.1."""

from __future__ import annotations

import math
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request

from kg.query import Graphs

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
# Most bytes of an address (less than the 64 KiB that the server itself takes of a request's head), and of a body.
ADDRESS = 50_000
BODY = 100_000
MOST_FIELDS = 1000


class Refused(Exception):
    """A request that is not answered: status of HTTP, words for people, headers."""

    def __init__(self, status: int, message: str, **headers: str) -> None:
        super().__init__(message)
        self.status, self.message = status, message
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A query as a client sent it.

    Attributes:
        query: SPARQL, or None where the request has none.
        graphs: default-graph-uri and named-graph-uri, or None where the request has neither.
        timeout: seconds, or None.
    """

    query: str | None
    graphs: Graphs | None
    timeout: float | None


async def read(request: Request) -> Wanted:
    """The query of a request.

    Raises:
        Refused: the request is too long, of a wrong kind, or not well formed; or it would write.
    """
    text = request.scope["query_string"]
    if len(text) > ADDRESS:
        raise Refused(414, f"The address is longer than {ADDRESS:,} bytes; send the query with POST.")
    fields = _fields(text)
    body = await _body(request)
    if request.method == "POST":
        kind, _, rest = request.headers.get("content-type", "").partition(";")
        kind = kind.strip().lower()
        if kind == UPDATE:
            raise _read_only()
        if kind not in (FORM, QUERY) or "content-encoding" in request.headers or not _utf8(rest):
            raise Refused(415, f"POST takes {QUERY} or {FORM}, in UTF-8 and not compressed.", Accept_Post=_POST)
        # A query stands either in the body or in the address.
        fields = [pair for pair in fields if pair[0] != "query"]
        fields += [("query", _text(body))] if kind == QUERY else _fields(body)
    return _wanted(fields)


_POST = f"{QUERY}, {FORM}"


def _wanted(fields: list[tuple[str, str]]) -> Wanted:
    found: dict[str, list[str]] = {}
    for name, value in fields:
        found.setdefault(name, []).append(value)
    if "update" in found:
        raise _read_only()
    for name in ("query", "timeout"):
        if len(found.get(name, ())) > 1:
            raise Refused(400, f"The request has {name} more than once.")
    default, named = (tuple(found.get(f"{kind}-graph-uri", ())) for kind in ("default", "named"))
    graphs = Graphs(default, named) if default or named else None
    return Wanted(found.get("query", [None])[0], graphs, _timeout(found.get("timeout", [None])[0]))


def _read_only() -> Refused:
    return Refused(403, "This endpoint is read-only: it takes no updates.")


def _timeout(text: str | None) -> float | None:
    if text is None:
        return None
    try:
        found = float(text)
    except ValueError:
        found = math.nan
    if not (0 < found < math.inf):
        raise Refused(400, "timeout is no number of seconds above 0.")
    return found


async def _body(request: Request) -> bytes:
    """The whole body, as far as it is not too long."""
    found = bytearray()
    async for piece in request.stream():
        found += piece
        if len(found) > BODY:
            raise Refused(413, f"The request is longer than {BODY:,} bytes.", Connection="close")
    return bytes(found)


def _fields(data: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(data.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except UnicodeDecodeError:
        raise Refused(400, "The request is not URL-encoded UTF-8.") from None
    except ValueError:
        raise Refused(400, f"The request has more than {MOST_FIELDS} fields.") from None


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(400, "The query is not UTF-8 text.") from None


def _utf8(parameters: str) -> bool:
    """Whether the parameters of a content type name no other charset."""
    named = [value.strip(' "').lower() for name, _, value in _pairs(parameters) if name.strip().lower() == "charset"]
    return all(value in ("utf-8", "utf8", "us-ascii") for value in named)


def _pairs(parameters: str) -> list[tuple[str, str, str]]:
    return [piece.partition("=") for piece in parameters.split(";")]
