"""Queries: SPARQL 1.1 over a store, read-only, with a time limit that holds."""

from kg.query.evaluate import Prepared, answer, prepare
from kg.query.parameters import Term, parse, term
from kg.query.run import Result, run

__all__ = ["Prepared", "Result", "Term", "answer", "parse", "prepare", "run", "term"]
