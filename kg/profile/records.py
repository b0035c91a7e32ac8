"""Records about one thing, for pages, cards and JSON."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any


def as_json(value: Any) -> Any:
    """A record as what JSON can hold: dataclasses as objects in the order of their fields, tuples as lists."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: as_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {str(key): as_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(item) for item in value]
    return value
