"""The profile of a thing by its IRI, and things by name."""

from __future__ import annotations

import pyoxigraph

from kg.profile.parts import Ref
from kg.profile.records import Profile


def profile(engine: pyoxigraph.Store, iri: str, page: int = 1, size: int = 20) -> Profile | None:
    """All that is known of a thing, as the record that fits its classes; None if the graph says nothing of it.

    Args:
        engine: of a store; its default graph is read.
        page: which page of what was said by it and about it, from 1; `size` is the length of a page.
    """
    raise NotImplementedError


def find(engine: pyoxigraph.Store, name: str) -> list[Ref]:
    """Things that have this label, name or other label, in any case, sorted by label and IRI; empty if none has."""
    raise NotImplementedError
