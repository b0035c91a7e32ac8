"""The part of a name that tells one thing from another."""

from __future__ import annotations

import re

from kg.ids import slug
from kg.model import Entity, Ref

# Legal forms say nothing of which company it is.
SUFFIX = re.compile(
    r",?\s+(?:inc|incorporated|corp|corporation|co|company|llc|l\.l\.c|llp|lp|ltd|limited|plc|pty|pvt|gmbh|s\.a|ag|nv)"
    r"\.?(?=$|,|\s(?:inc|corp|co|llc|ltd|plc|limited)\b)",
    re.IGNORECASE,
)
LOCAL = re.compile(
    r"\b(?:Local|Lodge|Branch|District Council|District|Council|Chapter|Unit)\s+(?:No\.?\s*)?([\w-]+)", re.I
)


def short_name(entity: Entity, parent: Entity | None = None) -> str:
    """The name without "the" and legal form; of a local, its union's name and its number.

    >>> short_name(Entity("e:0", "Employer", "The Orrin Logistics Inc."))
    'Orrin Logistics'
    """
    name = re.sub(r"^the\s+", "", entity.canonical or entity.name, flags=re.IGNORECASE)
    if entity.kind == "UnionLocal":
        found = LOCAL.search(name)
        return f"{short_name(parent)} {found[0]}" if parent and found else name
    if entity.kind in ("Employer", "FormalOrganization"):
        while (shorter := SUFFIX.sub("", name)) != name and shorter:
            name = shorter
    return name


def place_key(entity: Entity, entities: dict[Ref, Entity]) -> str | None:
    """Name and what contains it ("sacramento-california"); None for a place that the story does not place."""
    chain, seen = [entity], {entity.ref}
    while (outer := entities.get(chain[-1].within or "")) and outer.ref not in seen:
        chain.append(outer)
        seen.add(outer.ref)
    if len(chain) == 1 and entity.kind not in ("State", "Country"):
        return None
    return "-".join(slug(place.canonical or place.name) for place in chain[:3])
