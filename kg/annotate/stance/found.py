"""A stance before its target is known to be one."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import Mention, Span


@dataclass(frozen=True, slots=True)
class Found:
    """A stance before its target is known to be one: target, value, words, rule."""

    mention: Mention
    value: str
    span: Span
    rule: str
