"""Queries: SPARQL 1.1 over a store, read-only, with a time limit that holds; many of them: `kg.query.pool`."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.query.evaluate import Graphs, Prepared, answer, prepare
    from kg.query.parameters import Term, parse, term
    from kg.query.process import run
    from kg.query.result import Result
    from kg.query.work import Asked, Limits

__all__ = [
    "Asked",
    "Graphs",
    "Limits",
    "Prepared",
    "Result",
    "Term",
    "answer",
    "parse",
    "prepare",
    "run",
    "term",
]
_HOMES = {
    **dict.fromkeys(("Graphs", "Prepared", "answer", "prepare"), "evaluate"),
    **dict.fromkeys(("Term", "parse", "term"), "parameters"),
    **dict.fromkeys(("Asked", "Limits"), "work"),
    "Result": "result",
    "run": "process",
}


def __getattr__(name: str) -> object:
    """Loads what is asked for, when it is: to load all takes as long as a question."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"kg.query.{_HOMES[name]}"), name)
