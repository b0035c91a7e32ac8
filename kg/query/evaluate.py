"""From the text of a query to what the engine answers, in this process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, QueryBoolean, QuerySolutions, QueryTriples

from kg.errors import QueryError, QueryForbidden, QuerySyntaxError
from kg.prefixes import PREFIXES
from kg.query import guard, syntax
from kg.query.parameters import Term, bind
from kg.query.tokens import Token, tokens

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
        syntax.check(query)
    text = bind(query, parameters or {})
    if text != query and not service:
        try:
            syntax.check(text)
        except QuerySyntaxError as error:
            names = ", ".join(f"?{name} = {value}" for name, value in (parameters or {}).items())
            raise QueryError(f"a parameter has a kind of value that cannot stand there: {names}.") from error
    return Prepared(guard.limited(text, limit) if limit is not None else text, query, service)


def answer(prepared: Prepared, engine: pyoxigraph.Store) -> Answer:
    """What the engine answers, lazily; without FROM, the default graph is the merge of all graphs: the engine's own,
    where that is filled, else their union, in which a triple of two graphs counts twice.

    Raises:
        QueryForbidden: FROM names a graph that the store does not have.
        QueryError: the engine cannot evaluate it.
    """
    named = guard.datasets(prepared.original)
    for token in named:
        if not _known(prepared.original, token, engine):
            raise QueryForbidden(
                f"FROM {token.text} is not allowed: the store has no such graph, and nothing is fetched or opened;",
                "--data FILE reads a file.",
            )
    union = not named and next(engine.quads_for_pattern(None, None, None, DefaultGraph()), None) is None
    try:
        found = engine.query(prepared.text, prefixes=PREFIXES, use_default_graph_as_union=union)
    except SyntaxError as error:
        raise syntax.error(prepared.original, str(error)) from error
    except (RuntimeError, ValueError) as error:
        raise QueryError(f"the query cannot be run: {error}.") from error
    return found


def _known(query: str, token: Token, engine: pyoxigraph.Store) -> bool:
    """Whether the store has the graph that a token names."""
    iri = token.text[1:-1]
    if token.kind != "iri":
        prefix, _, local = token.text.partition(":")
        found = tokens(query)
        own = {
            name.text.removesuffix(":"): value.text[1:-1]
            for word, name, value in zip(found, found[1:], found[2:], strict=False)
            if word.is_word("PREFIX")
        }
        iri = {**PREFIXES, **own}.get(prefix, "") + local
    try:
        return engine.contains_named_graph(NamedNode(iri))
    except ValueError:
        return False
