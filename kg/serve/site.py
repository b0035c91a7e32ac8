"""What pages read: the store of a site, and where its things are found in the site."""

from __future__ import annotations

import atexit
import re
import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote

from kg.database import is_table
from kg.errors import StoreError
from kg.ids import DATA
from kg.prefixes import PREFIXES
from kg.search import stamp as index_stamp
from kg.store import Store, open_store, stamp

if TYPE_CHECKING:
    import pyoxigraph

    from kg.query.pool import Pool
    from kg.search import Index

T = TypeVar("T")
# Folders of the site -> the namespace whose things are shown there.
SPACES = {"/data/": DATA, "/issue/": PREFIXES["iss"]}
# What may stand in a path as it is; "%" does, since IRIs of the data are escaped already.
PLAIN = "/%:@!$&'()*+,;=-._~"
ATTEMPTS = 3
# Before a segment of dots, which browsers take for a step up or none, stands one "!" more than in the IRI.
DOTS, DOTTED = re.compile(r"(?<![^/])(?=!*\.{1,2}(?![^/]))"), re.compile(r"(?<![^/])!(?=!*\.{1,2}(?![^/]))")
HOSTS = ("127.0.0.1", "localhost", "[::1]")
EVERYWHERE = ("0.0.0.0", "::")


@dataclass(slots=True)
class _Kept:
    """What is made once; who wants it meanwhile waits for whoever makes it."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    made: bool = False
    value: Any = None
    maker: threading.Thread | None = None
    error: Exception | None = None

    def make(self, make: Callable[[], Any]) -> None:
        with self.lock:
            if not self.made:
                self.value, self.made = make(), True

    def attempt(self, make: Callable[[], Any]) -> None:
        """The same in a thread of its own, whose fault is told to whoever asks next."""
        try:
            self.make(make)
        except Exception as error:
            self.error = error


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
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _stamp: Hashable = None
    _store: Store | None = None
    _kept: dict[Hashable, _Kept] = field(default_factory=dict)
    _pool: Pool | None = None
    _closed: bool = False

    def pool(self) -> Pool:
        """Processes that answer queries over the store; made when the first one comes."""
        from kg.query.pool import Pool

        with self._lock:
            if self._pool is None:
                self._pool = Pool(partial(opened, self.location), partial(stamp, self.location))
                atexit.register(self._pool.close)
                if self._closed:
                    self._pool.close()
            return self._pool

    def close(self) -> None:
        """Ends the processes of the queries; those under way fail, and those that come later."""
        with self._lock:
            self._closed = True
            if self._pool is not None:
                self._pool.close()

    def store(self) -> Store:
        """The store, opened for reading; opened anew where it has changed since.

        Raises:
            StoreError: it cannot be opened.
        """
        return self._current()[0]

    def engine(self) -> pyoxigraph.Store:
        """What evaluates SPARQL over the store; raises as `store` does."""
        return self.store().engine()

    def settled(self, make: Callable[[], T]) -> T:
        """What `make` finds in the store; the store is opened anew and looked at again where a writer has merged its
        tables meanwhile, since the engine opens a table when it first looks into it.

        Raises:
            StoreError: a table of it is gone for good.
        """
        for _ in range(ATTEMPTS):
            try:
                return make()
            except FileNotFoundError as error:
                if not is_table(error):
                    raise
                with self._lock:
                    self._store = None
        raise StoreError(
            f"a file of the store {self.name} is gone.", "If it stays so, 'kg resolve --rebuild' makes the store anew."
        )

    def kept(self, key: Hashable, make: Callable[[pyoxigraph.Store], T]) -> T:
        """What `make` finds in the store, made once and kept until the store changes."""
        store, kept = self._current()
        with self._lock:
            one = kept.setdefault(key, _Kept())
        one.make(lambda: make(store.engine()))
        found: T = one.value
        return found

    def soon(self, key: Hashable, make: Callable[[pyoxigraph.Store], T], patience: float) -> T | None:
        """What `kept` gives, or None where that takes more than so many seconds; it is made all the same, once for all
        who ask meanwhile. Where it fails, whoever asks next is told, and who asks after that has it tried again.
        """
        store, kept = self._current()
        with self._lock:
            one = kept.setdefault(key, _Kept())
            if one.maker is None:
                one.error = None
                attempt = partial(one.attempt, lambda: make(store.engine()))
                one.maker = threading.Thread(target=attempt, daemon=True)
                one.maker.start()
            maker = one.maker
        maker.join(patience)
        if maker.is_alive():
            return None
        if one.error is not None:
            one.maker = None
            raise one.error
        found: T = one.value
        return found

    @contextmanager
    def searched(self) -> Iterator[Index]:
        """The search index of the store, which nobody else uses meanwhile.

        Raises:
            StoreError: there is none, and the store is not small.
        """
        from kg.publish import searched

        # An index is one thread's at a time, so there are as many as ever were wanted at once.
        free: list[Index] = self.kept(("indexes", index_stamp(self.location)), lambda engine: [])
        try:
            index = free.pop()
        except IndexError:
            with open_store(self.location) as store:
                index = searched(store)
        yield index
        free.append(index)

    def _current(self) -> tuple[Store, dict[Hashable, _Kept]]:
        """The store as it is now, and what is kept of it."""
        with self._lock:
            now = stamp(self.location)
            if self._store is None or now != self._stamp:
                self._store = open_store(self.location)
                self._stamp, self._kept = now, {}
            return self._store, self._kept

    @property
    def name(self) -> str:
        """What the site calls its store."""
        return Path(self.location).name


def names(host: str) -> tuple[str, ...]:
    """Names under which a site that listens on a host may be asked for; any name where it listens on all of them."""
    return ("*",) if host in EVERYWHERE else (*HOSTS, host)


def opened(location: str) -> pyoxigraph.Store:
    """The engine of the store at a place, for a process of its own."""
    return open_store(location).engine()


def address(iri: str) -> str:
    """Where a thing is found in the site: things of the data under /data/, issues under /issue/, with a span's fragment
    kept; others as they are.

    >>> address("https://w3id.org/labornews/data/article/a1#char=3,9")
    '/data/article/a1#char=3,9'
    >>> address("https://w3id.org/labornews/data/article/..")
    '/data/article/!..'
    """
    for folder, namespace in SPACES.items():
        if iri.startswith(namespace):
            path, hash_sign, fragment = iri.removeprefix(namespace).partition("#")
            shown = DOTS.sub("!", quote(path, safe=PLAIN))
            return f"{folder}{shown}{hash_sign}{quote(fragment, safe='=,')}"
    return iri


def named(path: str) -> str:
    """IRI of the thing at a path of the site, as it stands in the request line.

    >>> named("/data/person/%C5%82ucja")
    'https://w3id.org/labornews/data/person/%C5%82ucja'
    """
    folder = next(folder for folder in SPACES if path.startswith(folder))
    return SPACES[folder] + DOTTED.sub("", path.removeprefix(folder))
