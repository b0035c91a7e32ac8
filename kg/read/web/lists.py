"""Addresses of pages: from a file, a sitemap (sitemaps.org), a feed."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import BytesIO

from kg.errors import InputError
from kg.read import feed
from kg.read.web.client import Client

LONGEST = 50_000_000  # bytes of a sitemap, unpacked, as the protocol has it
DEEPEST, MOST = 3, 200  # levels and number of sitemaps


def of_file(text: str) -> Iterator[str]:
    """One address a line; empty lines and lines that begin with # are passed over."""
    for line in text.splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            yield line.strip()


def of_feed(client: Client, url: str) -> Iterator[str]:
    """The pages that a feed leads to.

    Raises:
        InputError: it cannot be fetched or is no feed.
    """
    answer = client.get(url)
    if not feed.looks_like(answer.raw):
        raise InputError(f"{url}: is neither RSS nor Atom.", "Give the address of the feed itself.")
    for entry in feed.parsed(answer.raw, url).entries:
        if link := feed.link(entry):
            yield link


def of_sitemap(client: Client, url: str) -> Iterator[str | InputError]:
    """The pages of a sitemap and of those it names, in their order; an InputError for a sitemap that fails."""
    pending = [(url, 1)]
    known = {url}
    while pending:
        at, level = pending.pop(0)
        try:
            raw = _unpacked(client.get(at, LONGEST).raw, at)
            for kind, found in _places(raw, at):
                if kind == "url":
                    yield found
                elif level < DEEPEST and found not in known and len(known) < MOST:
                    known.add(found)
                    pending.append((found, level + 1))
                elif found not in known:
                    raise InputError(f"{at}: names more sitemaps than are read.", "Give the one you need itself.")
        except InputError as error:
            yield error


def _unpacked(raw: bytes, url: str) -> bytes:
    if not raw.startswith(b"\x1f\x8b"):
        return raw
    unpack = zlib.decompressobj(31)
    try:
        out = unpack.decompress(raw, LONGEST + 1)
    except zlib.error as error:
        raise InputError(f"{url}: is damaged.", "Run the command again later.") from error
    if len(out) > LONGEST or not unpack.eof:
        raise InputError(f"{url}: is cut off, or longer than {LONGEST:,} bytes.", "Leave it out.")
    return out


def _places(raw: bytes, url: str) -> Iterator[tuple[str, str]]:
    """("url" or "sitemap", address) of each entry; entities are not expanded, nothing is loaded."""
    from lxml import etree

    reading = etree.iterparse(
        BytesIO(raw), events=("end",), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    seen = False
    try:
        for _, node in reading:
            name = etree.QName(node).localname if isinstance(node.tag, str) else ""
            if name in ("url", "sitemap"):
                seen = True
                # The address itself, not those of pictures and videos inside.
                places = [c.text for c in node if isinstance(c.tag, str) and etree.QName(c).localname == "loc"]
                yield from ((name, place.strip()) for place in places[:1] if place and place.strip())
                node.clear()
    except etree.XMLSyntaxError as error:
        raise InputError(f"{url}: is not XML that can be read.", "Give the address of a sitemap.") from error
    if not seen:
        raise InputError(f"{url}: is no sitemap, or an empty one.", "Give the address of a sitemap.")
