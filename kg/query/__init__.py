"""Queries: SPARQL 1.1 over a store, read-only, with a time limit that holds; many of them: `kg.query.pool`."""

from kg.query.evaluate import Graphs, Prepared, answer, prepare
from kg.query.parameters import Term, parse, term
from kg.query.run import Result, run
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
