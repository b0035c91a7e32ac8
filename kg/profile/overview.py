"""A store at a glance: the front page."""

from __future__ import annotations

import pyoxigraph

from kg.profile.records import Overview


def overview(engine: pyoxigraph.Store) -> Overview:
    """Counts, newest stories, biggest disputes and most heard speakers of a store."""
    raise NotImplementedError
