"""Syntax errors at the word where they are, in words for people.

The parser reports the farthest place that any of its alternatives looked at, which may lie past the error. So the
first wrong token is searched for: the beginning of a query up to a token, followed by blanks, can be gone on with if
and only if the parser gets to the end of the blanks.
"""

from __future__ import annotations

from itertools import pairwise

import pyoxigraph

from kg.errors import QueryError, QuerySyntaxError
from kg.prefixes import PREFIXES
from kg.query.evaluate import BASE
from kg.query.tokens import Token, position, tokens

# longer than the longest keyword that the parser may look ahead for
BLANKS = " " * 60


def check(query: str) -> None:
    """Parses a query.

    Raises:
        QuerySyntaxError: it is not SPARQL; line and column are those of the first token that is wrong.
        QueryError: it is SPARQL that the engine cannot run.
    """
    message = _message(query)
    if message is not None:
        raise error(query, message)


def error(query: str, message: str) -> QuerySyntaxError:
    """The error for a query that the parser rejects with this message."""
    found = tokens(query)
    wrong = found[_first_wrong(query, found)] if found and not _viable(query) else None
    line, column = position(query, wrong.start if wrong else len(query.rstrip()))
    reason, remedy = _reason(found, wrong, message)
    return QuerySyntaxError(f"the query, line {line}, column {column}: {reason}.", line, column, remedy)


def _message(query: str) -> str | None:
    """What the parser says against a query; None if nothing."""
    try:
        pyoxigraph.Store().query(query, base_iri=BASE, prefixes=PREFIXES)
    except SyntaxError as failure:
        return str(failure)
    except (RuntimeError, ValueError) as failure:
        raise QueryError(f"the query cannot be run: {failure}.") from failure
    return None


def _viable(beginning: str) -> bool:
    """Whether a query can begin so."""
    import re

    padded = beginning + BLANKS
    message = _message(padded)
    place = re.match(r"error at (\d+):(\d+)", message) if message is not None else None
    return place is None or (int(place[1]), int(place[2])) >= position(padded, len(padded))


def _first_wrong(query: str, found: list[Token]) -> int:
    """Index of the first token that the query cannot go on with."""
    low, high = 0, len(found) - 1
    while low < high:
        middle = (low + high) // 2
        if _viable(query[: found[middle].end]):
            low = middle + 1
        else:
            high = middle
    return low


def _reason(found: list[Token], wrong: Token | None, message: str) -> tuple[str, str]:
    declared = {after.text.partition(":")[0] for before, after in pairwise(found) if before.is_word("PREFIX")}
    if wrong is not None and wrong.kind == "name" and wrong.text.partition(":")[0] not in declared | PREFIXES.keys():
        return f"the prefix of {wrong.text} is not declared", f"Known without PREFIX: {', '.join(PREFIXES)}."
    if wrong is not None:
        return f"it is not SPARQL at {wrong.text.splitlines()[0]!r}", ""
    import re

    told = re.search(r"The SELECT [a-z ]+", message)
    return (f"{told[0].replace('The SELECT', 'SELECT').strip()}" if told else "it is not SPARQL at its end"), ""
