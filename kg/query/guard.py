"""What a query may do: read the graphs of the store, and nothing else.

Updates are never run. SERVICE, which calls other machines, is off unless switched on. FROM may name graphs of the
store only; nothing is ever fetched or opened for it.
"""

from __future__ import annotations

from kg.errors import QueryForbidden

UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH")
FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

    from kg.query.tokens import Token


def check(query: str, service: bool = False) -> None:
    """Refuses what a query may not do.

    Args:
        query: SPARQL.
        service: let SERVICE through.

    Raises:
        QueryForbidden: it updates, or uses SERVICE while that is off.
    """
    if not _has(query, *UPDATES, "SERVICE"):
        return
    from kg.query.tokens import position, tokens

    # A query may write any character as \\uXXXX (SPARQL 1.1, section 19.2), keywords too.
    found = tokens(_unescaped(query))
    verb = next((t for t in found if t.is_word(*UPDATES, *FORMS)), None)
    if verb is not None and verb.is_word(*UPDATES):
        raise QueryForbidden(
            f"{verb.text.upper()} is off: a query only reads;", "'kg build' writes to a store, 'kg export' copies it."
        )
    if service:
        return
    for token in found:
        if token.is_word("SERVICE"):
            line, column = position(query, token.start)
            raise QueryForbidden(
                f"SERVICE is off (line {line}, column {column}): it would call another machine;",
                "--allow-service switches it on.",
            )


def datasets(query: str) -> tuple[list[Token], list[Token]]:
    """The IRIs, or prefixed names, after FROM, and those after FROM NAMED."""
    if not _has(query, "FROM"):
        return [], []
    from kg.query.tokens import tokens

    found = tokens(query)
    default, named = [], []
    for token, after, last in zip(found, found[1:], [*found[2:], None], strict=False):
        if token.is_word("FROM") and not after.is_word("NAMED"):
            default.append(after)
        elif token.is_word("FROM") and last is not None:
            named.append(last)
    return default, named


def limited(query: str, most: int) -> str:
    """The query with at most this many answers: its own LIMIT lowered, or one added."""
    from kg.query.tokens import tokens

    found = tokens(query)
    if not found or any(t.is_word("ASK") for t in found[:1]):
        return query
    depth, where = 0, len(query)
    closed = False
    for index, token in enumerate(found):
        if token.is_sign("{", "("):
            depth += 1
        elif token.is_sign("}", ")"):
            depth -= 1
            closed = closed or (token.text == "}" and depth == 0)
        elif depth == 0 and token.is_word("LIMIT") and index + 1 < len(found) and found[index + 1].kind == "number":
            number = found[index + 1]
            return query[: number.start] + str(min(most, int(number.text))) + query[number.end :]
        elif depth == 0 and closed and token.is_word("VALUES"):
            where = token.start
    return f"{query[:where]}\nLIMIT {most}\n{query[where:]}"


def _has(query: str, *words: str) -> bool:
    """Whether one of the words may be in a query; a quick look that takes parts of longer words for them too."""
    # Only what stands before all else is surely a comment: a later "#" may be in a string, or a string end behind it.
    code = query.lstrip(" \t\r\n")
    while code.startswith("#"):
        ends = [end for mark in "\r\n" if (end := code.find(mark)) >= 0]
        code = code[min(ends, default=len(code)) :].lstrip(" \t\r\n")
    code = code.upper()
    return "\\" in code or any(word in code for word in words)


def _unescaped(query: str) -> str:
    if "\\" not in query:
        return query
    import re

    def character(match: re.Match[str]) -> str:
        number = int(match.group(1) or match.group(2), 16)
        return chr(number) if number < 0x110000 else match.group()

    return re.sub(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})", character, query)
