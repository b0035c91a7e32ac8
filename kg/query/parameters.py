"""Parameters of a query: values from the command line as RDF terms, bound to variables.

A parameter binds a variable before the query starts, at every depth (subqueries and EXISTS too): each use of ?NAME
becomes the term itself, after SPARQL-dev SEP-0007. Only a finished RDF term takes a variable's place, never words of
the user, so no value can change the shape of a query. A variable that no parameter binds stays free; library
queries ask BOUND(?NAME) for parameters that may be left out.
"""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError, UsageError
from kg.prefixes import PREFIXES
from kg.query.tokens import Token, tokens

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

Term = NamedNode | Literal
XSD = PREFIXES["xsd"]
_MONTHS = [f"{month:02}" for month in range(1, 13)]
_MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?"
_QUOTED = r"\"((?:[^\"\\]|\\.)*)\"(?:@([A-Za-z]+(?:-[A-Za-z0-9]+)*)|\^\^(\S+))?"
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}


def term(value: str) -> Term:
    """The RDF term that a value on the command line stands for.

    | written | is |
    |---|---|
    | <https://example.org/x>, lab:Strike | an IRI; prefixes are those of the ontology |
    | 4000, 3.5, 1e3, true | a number, a boolean |
    | 2019-06-11, 2019-06 | a day, a month |
    | "any text", "text"@en, "2019"^^xsd:gYear | a literal, as in Turtle |
    | anything else | a plain string |

    Raises:
        UsageError: an IRI or a datatype that is none, or half a character.
    """
    try:
        value.encode()
    except UnicodeEncodeError:
        raise UsageError(f"{value!a} is not UTF-8 text;", "RDF holds whole characters only.") from None
    if datatype := _bare(value):
        return Literal(value, datatype=NamedNode(XSD + datatype))
    if value.startswith('"') and (quoted := _quoted(value)):
        return quoted
    if value.startswith("<") and value.endswith(">") and _iri(value) is None:
        raise UsageError(f"{value!r} is no IRI.", "If it is text, put it in double quotes.")
    return _iri(value) or Literal(value)


def _bare(value: str) -> str:
    """The datatype of a value that needs no quotation marks, "" for any other; `re` would cost more."""
    body = value[1:] if value.startswith(("+", "-")) else value
    whole, dot, part = body.partition(".")
    if not dot and whole.isdecimal():
        return "integer"
    if dot and part.isdecimal() and (whole.isdecimal() or not whole):
        return "decimal"
    if value in ("true", "false"):
        return "boolean"
    year, *rest = value.split("-")
    if len(year) == 4 and year.isdecimal() and rest and rest[0] in _MONTHS:
        if len(rest) == 1:
            return "gYearMonth"
        if len(rest) == 2 and _is_day(rest[1]):
            return "date"
    return "double" if _is_double(body) else "dateTime" if value[10:11] == "T" and _is_moment(value) else ""


def _is_day(text: str) -> bool:
    return len(text) == 2 and text.isdecimal() and (text[0] in "12" or text in ("30", "31") or "01" <= text <= "09")


def _is_double(text: str) -> bool:
    """Whether it is a number without a sign with an exponent."""
    mantissa, exponent, power = text.replace("E", "e", 1).partition("e")
    digits = mantissa.replace(".", "", 1)
    return bool(exponent) and digits.isdecimal() and (power[1:] if power[:1] in ("+", "-") else power).isdecimal()


def _is_moment(text: str) -> bool:
    import re

    return re.fullmatch(_MOMENT, text) is not None


def _quoted(value: str) -> Literal | None:
    """The literal that is written as in Turtle; None if it is not."""
    import re

    quoted = re.fullmatch(_QUOTED, value, re.DOTALL)
    if quoted is None:
        return None
    text = re.sub(r"\\(.)", lambda m: _ESCAPES.get(m[1], m[1]), quoted[1], flags=re.DOTALL)
    if quoted[2]:
        try:
            return Literal(text, language=quoted[2].lower())
        except ValueError:
            raise UsageError(f"{quoted[2]!r} is no language.", 'Write it as in "la huelga"@es.') from None
    if quoted[3]:
        datatype = _iri(quoted[3])
        if datatype is None:
            raise UsageError(f"the datatype {quoted[3]!r} is no IRI;", "write it as xsd:date or in <>.")
        return Literal(text, datatype=datatype)
    return Literal(text)


def _iri(value: str) -> NamedNode | None:
    """The IRI written in <> or with a prefix of the ontology."""
    prefix, colon, local = value.partition(":")
    if value.startswith("<") and value.endswith(">"):
        iri = value[1:-1]
    elif colon and prefix in PREFIXES and all(c.isalnum() or c in "_%./#=,~-" for c in local):
        iri = PREFIXES[prefix] + local
    else:
        return None
    try:
        return NamedNode(iri)
    except ValueError:
        return None


def parse(pairs: tuple[str, ...]) -> dict[str, Term]:
    """NAME=VALUE words as terms.

    Raises:
        UsageError: a word without "=", a name that is none or comes twice, or a value that is off.
    """
    found: dict[str, Term] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        name = name.lstrip("?$")
        if not equals or not name.replace("_", "a").isalnum():
            raise UsageError(f"-p {pair!r} is no NAME=VALUE.", "Write it as -p speaker='Alicia Cruz'.")
        if name in found:
            raise UsageError(f"-p {name} is given twice.")
        found[name] = term(value)
    return found


def bind(query: str, parameters: Mapping[str, Term]) -> str:
    """The query with the variables bound.

    Raises:
        UsageError: the query has no such variable.
        QueryError: the query gives the variable a value itself.
    """
    if not parameters:
        return query
    found = tokens(query)
    known = sorted({t.text[1:] for t in found if t.kind == "variable"})
    for name in parameters:
        if name not in known:
            raise UsageError(f"the query has no variable ?{name};", f"it has: {', '.join(known)}.")
    pieces, at = [], 0
    for index, token in enumerate(found):
        if token.kind != "variable" or token.text[1:] not in parameters:
            continue
        start, end, words = _bound(found, index, parameters[token.text[1:]])
        pieces += [query[at:start], words]
        at = end
    return "".join(pieces) + query[at:]


def _bound(found: list[Token], index: int, value: Term) -> tuple[int, int, str]:
    """Start and end of what the term takes the place of, and the words put there."""
    token = found[index]
    before = found[index - 1] if index else token
    opener = found[index - 2] if index > 1 else token
    name = token.text[1:]
    if before.is_word("AS", "VALUES") or _in_values(found, index):
        raise QueryError(f"the query gives ?{name} a value itself, so it cannot be a parameter.")
    if before.is_sign("(") and opener.is_word("BOUND"):
        return opener.start, found[index + 1].end, "true"
    place = _clause(found, index)
    if place == "SELECT":
        return token.start, token.end, f"({value} AS ?{name})"
    if place == "BY":
        return token.start, token.end, f"({value})"
    return token.start, token.end, str(value)


def _clause(found: list[Token], index: int) -> str:
    """ "SELECT" or "BY" for a variable that stands bare in a projection or after GROUP BY, ORDER BY; else ""."""
    depth = 0
    for token in reversed(found[:index]):
        if token.is_sign(")"):
            depth += 1
        elif token.is_sign("("):
            depth -= 1
            if depth < 0:
                return ""
        elif token.is_sign("{", "}") or token.is_word("WHERE", "HAVING", "LIMIT", "OFFSET", "DESCRIBE"):
            return ""
        elif token.is_word("SELECT", "BY"):
            return token.text.upper()
    return ""


def _in_values(found: list[Token], index: int) -> bool:
    """Whether a variable stands in the head of VALUES (?a ?b) {...}."""
    for token in reversed(found[:index]):
        if token.kind == "variable":
            continue
        if not token.is_sign("("):
            return False
        position = found.index(token)
        return position > 0 and found[position - 1].is_word("VALUES")
    return False
