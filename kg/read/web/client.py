"""One page at a time, politely: robots.txt, delays, limits of time and size, redirects by hand."""

from __future__ import annotations

import re
import threading
import time
import zlib
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from socket import SHUT_RDWR
from typing import Any

import httpx

from kg import __version__
from kg.config import SETTINGS
from kg.errors import InputError
from kg.read.web.addresses import Pinned
from kg.read.web.robots import Rules, rules_from

NAME = "labor-news-graph"
HEADERS = {
    "User-Agent": f"{NAME}/{__version__} (kg fetch)",
    "Accept": "text/html, application/xhtml+xml, application/xml;q=0.9, text/plain;q=0.8, */*;q=0.1",
    "Accept-Encoding": "gzip, deflate",
}
REDIRECTS = (301, 302, 303, 307, 308)
MOST_REDIRECTS = 5
BUSY = (429, 503)
LONGEST_WAIT = 60.0  # seconds: what a server may ask for, by Retry-After or Crawl-delay
ROBOTS = 500_000  # bytes (RFC 9309, section 2.5)
READ = 65_536


@dataclass(frozen=True, slots=True)
class Manners:
    """How pages are asked for.

    Attributes:
        delay: seconds between two requests to a host, at least.
        private: whether machines of one's own network may be asked.
        seconds: longest time for one answer.
        limit: longest answer, unpacked, in bytes.
    """

    delay: float = 1.0
    private: bool = False
    seconds: float = 60.0
    limit: int = SETTINGS.max_bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent: the last address of a chain of redirects, the type in small letters, the bytes unpacked."""

    url: str
    kind: str
    charset: str | None
    raw: bytes


@dataclass(frozen=True, slots=True)
class _Reply:
    """One HTTP response."""

    status: int
    headers: httpx.Headers
    raw: bytes


class Client:
    """Asks for pages; a context manager."""

    def __init__(self, manners: Manners) -> None:
        self.manners = manners
        self.http = httpx.Client(transport=Pinned(manners.private), headers=HEADERS, timeout=min(20, manners.seconds))
        self.rules: dict[str, Rules] = {}
        self.next: dict[str, float] = {}

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def get(self, url: str, limit: int | None = None) -> Answer:
        """The page at an address, or at the one that it leads to.

        Args:
            limit: longest answer in bytes; None for that of the manners.

        Raises:
            InputError: the address, or one on the way, is not allowed, forbidden by robots.txt, or gives no page.
        """
        reply, last = self._follow(url, limit or self.manners.limit)
        if reply.status != 200:
            raise InputError(f"{url}: the server answers {reply.status}.", "Check the address.")
        content_type = httpx.Headers(reply.headers).get("Content-Type", "")
        charset = re.search(r"charset\s*=\s*[\"']?([\w-]+)", content_type, re.IGNORECASE)
        return Answer(last, content_type.split(";")[0].strip().lower(), charset[1] if charset else None, reply.raw)

    def _follow(self, url: str, limit: int, robots: bool = True) -> tuple[_Reply, str]:
        at = checked(url)
        for _ in range(MOST_REDIRECTS + 1):
            rules = self._rules(at) if robots else Rules()
            if not rules.allow(NAME, str(at)):
                raise InputError(f"{url}: robots.txt of {at.host} forbids it or cannot be had.", "Leave it out.")
            reply = self._patient(at, limit, rules.delay(NAME))
            if reply.status not in REDIRECTS:
                return reply, str(at)
            try:
                at = checked(str(at.join(reply.headers.get("Location", ""))))
            except (httpx.InvalidURL, InputError) as error:
                raise InputError(f"{url}: leads to an address that is not allowed.", str(error)) from error
        raise InputError(f"{url}: leads on more than {MOST_REDIRECTS} times.", "Check the address in a browser.")

    def _patient(self, at: httpx.URL, limit: int, asked: float) -> _Reply:
        """A reply; a server that is busy is asked a second time after the time it names."""
        if asked > LONGEST_WAIT:
            raise InputError(f"{at}: its robots.txt asks for {asked:.0f} seconds between pages.", "Leave the site out.")
        reply = self._once(at, limit, asked)
        if reply.status in BUSY:
            wait = _retry_after(reply.headers.get("Retry-After", ""))
            if wait is not None and wait <= LONGEST_WAIT:
                time.sleep(wait)
                reply = self._once(at, limit, asked)
        if reply.status in BUSY:
            raise InputError(f"{at}: the server is busy ({reply.status}).", "Run the command again later.")
        return reply

    def _once(self, at: httpx.URL, limit: int, asked: float) -> _Reply:
        host = at.netloc.decode("ascii")
        time.sleep(max(0.0, self.next.get(host, 0.0) - time.monotonic()))
        self.http.cookies.clear()
        watch = _Deadline(self.manners.seconds)
        try:
            with watch, self.http.stream("GET", at, extensions={"trace": watch.seen}) as response:
                reply = _Reply(response.status_code, response.headers, _body(response, limit))
        except InputError as error:
            raise InputError(f"{at}: {error.what}", error.remedy) from error
        except (httpx.HTTPError, httpx.StreamError, OSError, zlib.error) as error:
            why = "no answer in time" if watch.over or isinstance(error, httpx.TimeoutException) else str(error)
            raise InputError(f"{at}: cannot be fetched ({why}).", "Run the command again later.") from error
        finally:
            self.next[host] = time.monotonic() + max(self.manners.delay, asked)
        if watch.over:  # an answer of no told length looks whole
            raise InputError(f"{at}: cannot be fetched (no answer in time).", "Run the command again later.")
        return reply

    def _rules(self, at: httpx.URL) -> Rules:
        site = f"{at.scheme}://{at.netloc.decode('ascii')}"
        if site not in self.rules:
            self.rules[site] = Rules(shut=True)  # should the file itself lead back here
            reply, _ = self._follow(f"{site}/robots.txt", ROBOTS, robots=False)
            self.rules[site] = rules_from(reply.status, reply.raw)
        return self.rules[site]


def checked(url: str) -> httpx.URL:
    """The address without its fragment.

    Raises:
        InputError: it is no address of the web, or holds a name and password.
    """
    try:
        found = httpx.URL(url.strip()).copy_with(fragment=None)
        found.netloc.decode("ascii")
    except (httpx.InvalidURL, UnicodeError, ValueError, TypeError) as error:
        raise InputError(f"{url}: is no address.", "Write it as https://...") from error
    if found.scheme not in ("http", "https") or not found.host or (found.port or 80) > 65535:
        raise InputError(f"{url}: is no address of the web.", "Write it as https://...")
    if found.userinfo:
        raise InputError(f"{url}: holds a name or password.", "Leave it out.")
    return found


def _body(response: httpx.Response, limit: int) -> bytes:
    """The bytes, unpacked as far as the limit and no further."""
    coding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if coding not in ("identity", "", "gzip", "x-gzip", "deflate"):
        raise InputError(f"comes packed as {coding!r}, which was not asked for.")
    unpack = None if coding in ("identity", "") else zlib.decompressobj(47)
    out = bytearray()
    for piece in response.iter_raw(READ):
        out += unpack.decompress(piece, limit + 1 - len(out)) if unpack else piece
        if len(out) > limit:
            raise InputError(f"longer than {limit:,} bytes.", "Raise the limit with --max-bytes.")
    if unpack and not unpack.eof and out:
        raise InputError("is cut off.", "Run the command again later.")
    return bytes(out)


def _retry_after(value: str) -> float | None:
    """Seconds that a server asks to wait (RFC 9110, section 10.2.3), or None."""
    if re.fullmatch(r"\d{1,9}", value.strip(), re.ASCII):
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError, IndexError):
        return None


class _Deadline:
    """Breaks a request off after so many seconds, however slowly its answer drips; a context manager."""

    def __init__(self, seconds: float) -> None:
        self.socket: Any = None
        self.over = False
        self.timer = threading.Timer(seconds, self._break_off)
        self.timer.daemon = True

    def __enter__(self) -> _Deadline:
        self.timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.timer.cancel()

    def seen(self, event: str, info: dict[str, Any]) -> None:
        """Takes note of the connection; a `trace` of httpx."""
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            self.socket = info["return_value"].get_extra_info("socket")

    def _break_off(self) -> None:
        self.over = True
        if self.socket is not None:
            with suppress(OSError):  # closed already
                self.socket.shutdown(SHUT_RDWR)
