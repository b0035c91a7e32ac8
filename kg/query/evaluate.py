"""From the text of a query to what the engine answers, in this process."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph
from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, QueryTriples

from kg.errors import QueryError, QueryForbidden, QuerySyntaxError
from kg.prefixes import PREFIXES
from kg.query import guard
from kg.query.parameters import Term, bind
from kg.query.tokens import Token, position, tokens

Answer = QueryBoolean | QuerySolutions | QueryTriples


@dataclass(frozen=True, slots=True)
class Prepared:
    """A query that has passed its checks, with its parameters bound, and the text it came from."""

    text: str
    original: str
    service: bool = False


def prepare(
    query: str, parameters: Mapping[str, Term] | None = None, limit: int | None = None, service: bool = False
) -> Prepared:
    """Checks a query and binds its parameters.

    Args:
        query: SPARQL 1.1; the prefixes of the ontology need not be declared.
        parameters: terms for variables, see `kg.query.parameters`.
        limit: most answers.
        service: let SERVICE through.

    Raises:
        QueryForbidden: it would write or reach outside the store.
        QuerySyntaxError: it is not SPARQL; line and column are those of `query`.
        QueryError, UsageError: a parameter does not fit.
    """
    guard.check(query, service)
    if not service:
        _parse(query)
    text = bind(query, parameters or {})
    if text != query and not service:
        try:
            _parse(text)
        except QuerySyntaxError as error:
            names = ", ".join(f"?{name} = {value}" for name, value in (parameters or {}).items())
            raise QueryError(f"a parameter has a kind of value that cannot stand there: {names}.") from error
    return Prepared(guard.limited(text, limit) if limit is not None else text, query, service)


def answer(prepared: Prepared, engine: pyoxigraph.Store) -> Answer:
    """What the engine answers, lazily; without FROM, the default graph is the union of all graphs.

    Raises:
        QueryForbidden: FROM names a graph that the store does not have.
        QueryError: the engine cannot evaluate it.
    """
    named = guard.datasets(prepared.original)
    for token in named:
        if not _known(token, engine):
            raise QueryForbidden(
                f"FROM {token.text} is not allowed: the store has no such graph, and nothing is fetched or opened;",
                "--data FILE reads a file.",
            )
    try:
        found = engine.query(prepared.text, prefixes=PREFIXES, use_default_graph_as_union=not named)
    except SyntaxError as error:
        raise _syntax_error(str(error), prepared.original) from error
    except (RuntimeError, ValueError) as error:
        raise QueryError(f"the query cannot be run: {error}.") from error
    return found


def _parse(query: str) -> None:
    try:
        pyoxigraph.Store().query(query, prefixes=PREFIXES)
    except SyntaxError as error:
        raise _syntax_error(str(error), query) from error
    except (RuntimeError, ValueError) as error:
        raise QueryError(f"the query cannot be run: {error}.") from error


def _known(token: Token, engine: pyoxigraph.Store) -> bool:
    if token.kind == "iri":
        iri = token.text[1:-1]
    else:
        prefix, _, local = token.text.partition(":")
        iri = PREFIXES.get(prefix, "") + local
    try:
        return engine.contains_named_graph(NamedNode(iri))
    except ValueError:
        return False


def _syntax_error(message: str, query: str) -> QuerySyntaxError:
    """The parser's message with its place, what stands there, and no grammar."""
    place = re.search(r"(\d+):(\d+)", message)
    line, column = (int(place[1]), int(place[2])) if place else (1, 1)
    lines = query.split("\n")
    offset = sum(len(text) + 1 for text in lines[: line - 1]) + column - 1
    around = next((t for t in tokens(query) if t.end > offset), None)
    near = f"at {around.text!r}" if around else "at its end"
    if "Prefix not found" in message:
        before = [t for t in tokens(query) if t.end <= offset and t.kind == "name"]
        unknown = around if around is not None and around.kind == "name" else before[-1] if before else None
        reason = f"the prefix of {unknown.text if unknown else '?'} is not declared"
        remedy = f"Known without PREFIX: {', '.join(PREFIXES)}."
    else:
        reason = f"it is not SPARQL {near}"
        remedy = ""
    if around is not None and position(query, around.start)[0] == line and "Prefix" not in message:
        column = position(query, around.start)[1] if around.start <= offset else column
    return QuerySyntaxError(f"the query, line {line}, column {column}: {reason}.", line, column, remedy)
