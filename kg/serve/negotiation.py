"""Which form of a thing a client wants (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def chosen(accept: str, offers: Sequence[str]) -> str | None:
    """The media type that fits an Accept header best; of those that fit alike the first one offered.

    Args:
        accept: value of the header; "" takes anything.
        offers: media types that there are.

    Returns:
        One of the offers, or None if the client takes none of them.
    """
    wanted = _wanted(accept or "*/*")
    best, quality = None, 0.0
    for offer in offers:
        found = _quality(offer, wanted)
        if found > quality:
            best, quality = offer, found
    return best


def _wanted(accept: str) -> dict[str, float]:
    """Media ranges of the header with their weights."""
    found: dict[str, float] = {}
    for part in accept.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weight = next((p[2:] for p in parameters if p.startswith("q=")), "1")
        try:
            found[name] = min(max(float(weight), 0.0), 1.0)
        except ValueError:
            found[name] = 0.0
    return found


def _quality(offer: str, wanted: Mapping[str, float]) -> float:
    """Weight of the most specific range that names the offer."""
    for name in (offer, offer.partition("/")[0] + "/*", "*/*"):
        if name in wanted:
            return wanted[name]
    return 0.0
