"""Requests to a store on a server: bounded in time, length and number of tries.

Every request that is sent here can be sent twice without harm, so each is tried again where the server is busy or the
connection breaks. A server that is only slow is not asked twice. Redirects are not followed: passwords go where the
user sends them and nowhere else.
"""

from __future__ import annotations

import io
import os
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urlsplit

from kg import __version__
from kg.errors import QueryTooLarge, StoreError

if TYPE_CHECKING:
    import httpx

USER, PASSWORD, TOKEN = "KG_STORE_USER", "KG_STORE_PASSWORD", "KG_STORE_TOKEN"
TRIES = 5
# Seconds: before the second try (doubled before each one after), at most before any, to connect, between two pieces.
PAUSE, LONGEST, CONNECT, SILENCE = 0.5, 60.0, 10.0, 60.0
AGAIN = (429, 502, 503, 504)
REFUSED = (401, 403)
# Bytes of an answer, and of what is shown of a refusal.
MOST, SHOWN = 1_000_000_000, 200
LATER = "Try again later; what is not done is done then."


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer without its body: status, media type, and of a body that was not asked for the first line."""

    status: int
    media: str
    reason: str = ""


class Wire:
    """A connection to a server.

    Args:
        name: the address, for messages.

    Raises:
        StoreError: the environment holds a token that cannot be sent.
    """

    def __init__(self, name: str) -> None:
        import httpx

        self._name = name
        user, token = os.environ.get(USER), os.environ.get(TOKEN)
        headers = {"User-Agent": f"kg/{__version__}"}
        if token:
            if not token.isascii() or not token.isprintable():
                raise StoreError(f"{TOKEN} holds a character that no header can have.", "Set it anew.")
            headers["Authorization"] = f"Bearer {token}"
        auth = httpx.BasicAuth(user, os.environ.get(PASSWORD, "")) if user and not token else None
        limits = httpx.Timeout(SILENCE, connect=CONNECT)
        self._client = httpx.Client(headers=headers, auth=auth, timeout=limits, follow_redirects=False)

    def close(self) -> None:
        """Ends the connection; doing so twice is fine."""
        self._client.close()

    def send(
        self,
        method: str,
        address: str,
        *,
        headers: Mapping[str, str] | None = None,
        data: Mapping[str, str | list[str]] | None = None,
        content: bytes | None = None,
        into: BinaryIO | None = None,
        most: int = MOST,
        fine: Collection[int] = (),
    ) -> Reply:
        """Sends a request until it is answered.

        Args:
            data: fields of a form, or `content`: the body itself.
            into: where the body of the answer goes; left out, it is not read. Empty again at each try.
            most: bytes of that body.
            fine: statuses beside 2xx that are answers too; what they say is `Reply.reason`.

        Raises:
            StoreError: the server cannot be reached, refuses, fails, is too slow or redirects.
            QueryTooLarge: the answer is too long.
        """
        import httpx

        for number in range(TRIES):
            pause = PAUSE * 2**number
            try:
                with self._client.stream(method, address, headers=headers, data=data, content=content) as response:
                    reply = self._taken(response, into or io.BytesIO(), most if into else 0)
                    if reply.status not in AGAIN:
                        return self._looked_at(reply, response, address, fine)
                    failure = self._said(reply)
                    pause = max(pause, _asked_for(response.headers.get("Retry-After", "")))
            except httpx.TimeoutException as error:
                what = "cannot be reached" if isinstance(error, httpx.ConnectTimeout) else "does not answer in time"
                raise StoreError(f"the server of {self._name} {what}.", LATER) from None
            except httpx.InvalidURL:
                raise StoreError(f"{self._name} is no address of a store.", "Write it as https://HOST/PATH.") from None
            except httpx.RequestError as error:
                failure = f"the server of {self._name} cannot be reached: {error or type(error).__name__}."
                if "CERTIFICATE" in str(error):
                    raise StoreError(failure, "Its certificate must be one that this machine trusts.") from None
            if number + 1 == TRIES or pause > LONGEST:
                break
            time.sleep(pause)
        raise StoreError(failure, LATER)

    def _taken(self, response: httpx.Response, into: BinaryIO, most: int) -> Reply:
        """Reads the answer: its body where it was asked for, else the beginning."""
        media = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if not response.is_success:
            head = b""
            for piece in response.iter_bytes():
                head += piece
                if len(head) > SHOWN:
                    break
            plain = head.decode("utf-8", "replace") if media in ("text/plain", "application/json") else ""
            return Reply(response.status_code, media, " ".join(plain.split())[:SHOWN])
        into.seek(0)
        into.truncate()
        length = 0
        for piece in response.iter_bytes() if most else ():
            length += len(piece)
            if length > most:
                raise QueryTooLarge(f"the answer of {self._name} is longer than {most // 10**6} MB;", "ask for less.")
            into.write(piece)
        into.seek(0)
        return Reply(response.status_code, media)

    def _looked_at(self, reply: Reply, response: httpx.Response, address: str, fine: Collection[int]) -> Reply:
        if response.is_success or reply.status in fine:
            return reply
        if reply.status in REFUSED:
            remedy = f"Set {USER} and {PASSWORD}, or {TOKEN}, to what it expects."
        elif response.is_redirect:
            aim = urlsplit(response.headers.get("Location", ""))
            where = f"{aim.scheme}://{aim.netloc.rpartition('@')[2]}{aim.path}" if aim.netloc else aim.path
            remedy = f"It points to {where}, which is not followed: if that is the store, name it with --store."
        elif reply.status in (404, 405, 415):
            remedy = "Tell its kind with ?kind=KIND or KG_STORE_KIND; 'docs/stores.md' lists the kinds."
        else:
            remedy = LATER if reply.status >= 500 else ""
        raise StoreError(self._said(reply, urlsplit(address).path), remedy)

    def _said(self, reply: Reply, path: str = "") -> str:
        reason = f": {reply.reason.rstrip('.')}" if reply.reason else ""
        return f"the server of {self._name} answered with status {reply.status}{f' at {path}' if path else ''}{reason}."


def _asked_for(header: str) -> float:
    """Seconds that a server asks to wait (RFC 9110, 10.2.3): a number, or a time."""
    if header.strip().isdecimal():
        return float(header)
    try:
        return max(0.0, parsedate_to_datetime(header).timestamp() - time.time())
    except (ValueError, OverflowError):
        return 0.0
