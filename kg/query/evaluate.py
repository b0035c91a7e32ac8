"""From the text of a query to what the engine answers, in this process."""

from __future__ import annotations

from pyoxigraph import DefaultGraph, NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples, Store

from kg.errors import QueryError, QueryForbidden, QuerySyntaxError
from kg.prefixes import PREFIXES
from kg.query import guard

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from kg.query.parameters import Term
    from kg.query.tokens import Token

# Relative IRIs are those of the data: <article/x> is d:article/x.
BASE = PREFIXES["d"]
Answer = QueryBoolean | QuerySolutions | QueryTriples


class Graphs:
    """The graphs that a query sees, by their IRIs.

    Attributes:
        default: those whose merge is the default graph.
        named: those that GRAPH finds.
    """

    __slots__ = ("default", "named")

    def __init__(self, default: tuple[str, ...], named: tuple[str, ...]) -> None:
        self.default, self.named = default, named


class Prepared:
    """A query that has passed its checks, with its parameters bound, and the text it came from."""

    __slots__ = ("original", "service", "text")

    def __init__(self, text: str, original: str, service: bool = False) -> None:
        self.text, self.original, self.service = text, original, service


def prepare(
    query: str,
    parameters: Mapping[str, Term] | None = None,
    limit: int | None = None,
    service: bool = False,
    parse: bool = True,
) -> Prepared:
    """Checks a query and binds its parameters.

    Args:
        query: SPARQL 1.1; the prefixes of the ontology need not be declared.
        parameters: terms for variables, see `kg.query.parameters`.
        limit: most answers.
        service: let SERVICE through.
        parse: see whether it is SPARQL; left out by who asks the engine next, which parses again.

    Raises:
        QueryForbidden: it would write or reach outside the store.
        QuerySyntaxError: it is not SPARQL; line and column are those of `query`.
        QueryError, UsageError: a parameter does not fit.
    """
    guard.check(query, service)
    parse = parse and not service
    if parse:
        _check(query)
    text = query
    if parameters:
        from kg.query.parameters import bind

        text = bind(query, parameters)
    if text != query and parse:
        try:
            _check(text)
        except QuerySyntaxError as error:
            names = ", ".join(f"?{name} = {value}" for name, value in (parameters or {}).items())
            raise QueryError(f"a parameter has a kind of value that cannot stand there: {names}.") from error
    return Prepared(guard.limited(text, limit) if limit is not None else text, query, service)


def _check(query: str) -> None:
    from kg.query import syntax

    syntax.check(query)


def answer(prepared: Prepared, engine: Store, graphs: Graphs | None = None) -> Answer:
    """What the engine answers, lazily.

    Without FROM, the default graph is the merge of all graphs: the engine's own, where that is filled, else their
    union, in which a triple of two graphs counts twice.

    Args:
        prepared: the query.
        engine: a store.
        graphs: the graphs to see in place of those that the query names after FROM.

    Raises:
        QueryForbidden: FROM or `graphs` names a graph that the store does not have.
        QueryError: the engine cannot evaluate it.
    """
    seen = graphs or after_from(prepared.original)
    for iri in (*seen.default, *seen.named) if seen else ():
        if not _known(iri, engine):
            raise QueryForbidden(
                f"FROM <{iri}> is not allowed: the store has no such graph, and nothing is fetched or opened;",
                "--data FILE reads a file.",
            )
    engine, options = _dataset(engine, seen)
    try:
        return engine.query(prepared.text, base_iri=BASE, prefixes=PREFIXES, **options)
    except SyntaxError as error:
        from kg.query import syntax

        raise syntax.error(prepared.original, str(error)) from error
    except (RuntimeError, ValueError) as error:
        raise QueryError(f"the query cannot be run: {error}.") from error


def _dataset(engine: Store, seen: Graphs | None) -> tuple[Store, dict[str, Any]]:
    """The engine to ask, and how it is told which graphs to see."""
    if seen is None:
        filled = next(engine.quads_for_pattern(None, None, None, DefaultGraph()), None) is not None
        return engine, {"use_default_graph_as_union": not filled}
    default, named = ([NamedNode(iri) for iri in dict.fromkeys(iris)] for iris in (seen.default, seen.named))
    if len(default) < 2:
        return engine, {"default_graph": default, "named_graphs": named}
    # The engine would count a triple of two of the graphs twice.
    merged = Store()
    for graph in default:
        merged.extend(Quad(q.subject, q.predicate, q.object) for q in engine.quads_for_pattern(None, None, None, graph))
    for graph in named:
        merged.extend(engine.quads_for_pattern(None, None, None, graph))
    return merged, {"default_graph": [DefaultGraph()], "named_graphs": named}


def after_from(query: str) -> Graphs | None:
    """The graphs that a query names after FROM; None if it names none."""
    default, single = guard.datasets(query)
    if not default and not single:
        return None
    from kg.query.tokens import tokens

    found = tokens(query)
    own = {
        name.text.removesuffix(":"): value.text[1:-1]
        for word, name, value in zip(found, found[1:], found[2:], strict=False)
        if word.is_word("PREFIX")
    }

    def iri(token: Token) -> str:
        if token.kind == "iri":
            return token.text[1:-1]
        prefix, _, local = token.text.partition(":")
        return {**PREFIXES, **own}.get(prefix, "") + local

    return Graphs(tuple(map(iri, default)), tuple(map(iri, single)))


def _known(iri: str, engine: Store) -> bool:
    try:
        return engine.contains_named_graph(NamedNode(iri))
    except ValueError:
        return False
