"""What a check against the shapes found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True, slots=True)
class Finding:
    """One thing that breaks a shape: the node, the message of the shape, and the value (or the node's own IRI) that
    does not fit, all as plain text."""

    focus: str
    message: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """Violations are faults of the graph; warnings mark what a text may really lack, such as a speaker."""

    violations: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()

    @property
    def conforms(self) -> bool:
        """Whether there is no violation; warnings are allowed."""
        return not self.violations
