"""What pages read: the store of a site, and where its things are found in the site."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from kg.ids import DATA
from kg.store import Store, open_store

if TYPE_CHECKING:
    import pyoxigraph

HOSTS = ("127.0.0.1", "localhost", "[::1]", "testserver")


@dataclass(slots=True)
class Site:
    """One store, shown read-only.

    Attributes:
        location: folder of the store.
        hosts: names under which the site may be asked for; others are refused, so that no page of another site can
            reach it by a name that it resolves to this machine (DNS rebinding).
    """

    location: str
    hosts: tuple[str, ...] = HOSTS
    _store: Store | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def engine(self) -> pyoxigraph.Store:
        """The engine, opened for reading.

        Raises:
            StoreError: the store cannot be opened.
        """
        with self._lock:
            if self._store is None:
                self._store = open_store(self.location)
            return self._store.engine()

    @property
    def name(self) -> str:
        """What the site calls its store."""
        return Path(self.location).name


def address(iri: str) -> str:
    """Where a thing is found in the site: a thing of the data under /data/, with a span's fragment kept; others as
    they are.

    >>> address("https://w3id.org/labornews/data/article/a1#char=3,9")
    '/data/article/a1#char=3,9'
    """
    if not iri.startswith(DATA):
        return iri
    path, hash_sign, fragment = iri.removeprefix(DATA).partition("#")
    return f"/data/{quote(path)}{hash_sign}{quote(fragment, safe='=,')}"


def named(path: str) -> str:
    """IRI of the thing at a path below /data/ as it stands in the request line.

    >>> named("article/a1")
    'https://w3id.org/labornews/data/article/a1'
    """
    return DATA + unquote(path)
