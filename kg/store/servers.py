"""Addresses of stores on a server, and where servers of each kind are asked."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

from kg.errors import StoreError

KIND = "KG_STORE_KIND"


@dataclass(frozen=True, slots=True)
class Server:
    """Where a server is asked: full addresses of its queries, updates and graphs; see servers.yaml for the others."""

    kind: str
    query: str
    update: str
    graphs: str
    default: str
    timeout: str = ""

    def graph(self, name: str) -> str:
        """Address of a graph, its name percent-encoded."""
        return f"{self.graphs}?graph={quote(name, safe='')}"


@dataclass(frozen=True, slots=True)
class Address:
    """An address of --store: the part before "?", and the kind of server, or "" where that is not told."""

    base: str
    kind: str

    def server(self, kind: str = "") -> Server:
        """The server there, of its kind or of this one."""
        entry = servers()[self.kind or kind]
        paths = {key: self.base + entry[key] for key in ("query", "update", "graphs")}
        # An address without a path has the path "/".
        whole = {key: path if urlsplit(path).path else f"{path}/" for key, path in paths.items()}
        return Server(self.kind or kind, **whole, default=entry["default"], timeout=entry.get("timeout", ""))


@cache
def servers() -> dict[str, dict[str, Any]]:
    """The entries of servers.yaml by kind."""
    import yaml

    read: dict[str, dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("servers.yaml").read_text("utf-8"))
    return read


def address(location: str) -> Address:
    """The address that a word of --store means; the kind is that of its ?kind=, else that of the environment.

    Raises:
        StoreError: it is no address of http or https, holds a password, or names a kind that is not known. The message
            does not repeat a password.
    """
    try:
        parts = urlsplit(location)
        host, _ = parts.hostname, parts.port
        (host or "").encode("idna")
        given = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
    except ValueError:
        host, given = None, {}
    if host and "@" in parts.netloc:
        raise StoreError(
            f"the address of the store at {host} holds a name or password;",
            "leave it out and set KG_STORE_USER and KG_STORE_PASSWORD.",
        )
    if not host or parts.scheme not in ("http", "https") or parts.fragment or given.keys() - {"kind"}:
        raise StoreError(
            f"{location.partition('?')[0].rpartition('@')[2]} is no address of a store.",
            "Write it as https://HOST/PATH, with ?kind=KIND where the kind of server is to be told.",
        )
    kind = given.get("kind") or os.environ.get(KIND, "")
    if kind and kind not in servers():
        raise StoreError(f"no kind of server {kind!r} is known;", f"there are {', '.join(sorted(servers()))}.")
    return Address(f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}", kind)
