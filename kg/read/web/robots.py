"""What a site asks of robots (RFC 9309), read from bytes that we fetched ourselves."""

from __future__ import annotations

from protego import Protego


class Rules:
    """The rules of a site; without a file everything is allowed, and nothing where it could not be asked for."""

    def __init__(self, text: str = "", shut: bool = False) -> None:
        self.shut = shut
        self.parser = Protego.parse(text)

    def allow(self, name: str, url: str) -> bool:
        """Whether a robot of this name may ask for an address."""
        return not self.shut and self.parser.can_fetch(url, name)

    def delay(self, name: str) -> float:
        """Seconds between two pages."""
        return float(self.parser.crawl_delay(name) or 0)


def rules_from(status: int, raw: bytes) -> Rules:
    """The rules of robots.txt, by the status and bytes of the answer to it."""
    if status == 200:
        return Rules(raw.decode("utf-8-sig", "replace"))
    return Rules(shut=status >= 500)
