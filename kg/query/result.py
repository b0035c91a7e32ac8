"""The answer to a query that was answered."""

from __future__ import annotations

import os

import pyoxigraph
from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Self

    from pyoxigraph import Triple

    from kg.query.work import Outcome

    Value = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | Triple | None


class Result:
    """A finished answer; a context manager that removes its file.

    Attributes:
        kind: "rows" (SELECT), "truth" (ASK) or "triples" (CONSTRUCT, DESCRIBE).
        variables: names of the columns, for rows.
        truth: the answer of ASK.
        file: the answer; in the format that was wanted, else what `rows` and `triples` read.
        held: the answer as they read it, where there is no file.
    """

    __slots__ = ("file", "held", "kind", "truth", "variables")

    def __init__(
        self,
        kind: str,
        variables: list[str] | None = None,
        truth: bool = False,
        file: str | Path | None = None,
        held: bytes | None = None,
    ) -> None:
        self.kind, self.variables, self.truth, self.file, self.held = kind, variables or [], truth, file, held

    def rows(self) -> Iterator[tuple[Value, ...]]:
        """The rows in the query's order, read from the file as they are asked for."""
        if self.kind == "rows":
            parsed = pyoxigraph.parse_query_results(self.held, path=self.file, format=QueryResultsFormat.TSV)
            assert isinstance(parsed, QuerySolutions)
            for row in parsed:
                yield tuple(row[name] for name in self.variables)

    def triples(self) -> list[Triple]:
        """The triples, each once, sorted."""
        if self.kind != "triples":
            return []
        parsed = pyoxigraph.parse(self.held, path=self.file, format=RdfFormat.N_TRIPLES)
        return sorted({quad.triple for quad in parsed}, key=str)

    def close(self) -> None:
        """Removes the file; doing so twice is fine."""
        if self.file is not None and os.path.exists(self.file):
            os.unlink(self.file)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def result(outcome: Outcome, path: str | Path | None = None) -> Result:
    """The result of a query that was answered."""
    return Result(outcome.what, list(outcome.variables), outcome.truth, path, outcome.held)
