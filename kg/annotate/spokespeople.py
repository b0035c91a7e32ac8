"""Who speaks for an organization: officers, executives and spokespeople, not everybody who works there."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from kg.annotate.base import Draft
from kg.annotate.lexicons import load_lexicon
from kg.model import Ref

STANDING = {"current", "acting"}


@cache
def roles() -> dict[str, frozenset[str]]:
    """The lists of kg/lexicon/spokespeople.yaml."""
    data: dict[str, Any] = load_lexicon("spokespeople.yaml")
    return {key: frozenset(item["words"]) for key, item in data.items()}


def representative(role: str) -> bool:
    """Whether somebody in a role says "we" for the organization ("vice president", not "cook" or "police officer")."""
    words = set(re.findall(r"\w+", role.lower()))
    return bool(words & roles()["spokespeople"]) and not words & roles()["others"]


def speaks_for(draft: Draft, person: Ref) -> Ref | None:
    """The organization that a person speaks for by the first such position of the text, or None."""
    for position in draft.positions:
        holds = position.person == person and position.standing in STANDING
        if holds and position.organization is not None and representative(position.role):
            return position.organization
    return None
