"""SPARQL cut into tokens, so that words in strings, comments and IRIs are never taken for keywords.

After the terminals of SPARQL 1.1, section 19.8; it knows tokens, not grammar. By hand, since to load and compile
regular expressions takes longer than most questions; tests/query/test_tokens.py has them, and compares.
"""

from __future__ import annotations

_SIGNS = ("^^", "&&", "||", "<=", ">=", "!=")
_SPACE = frozenset(" \t\n\r")
_DIGITS = frozenset("0123456789")
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_WORD = _LETTERS | _DIGITS | {"_"}
_HEX = _DIGITS | frozenset("ABCDEFabcdef")
_NO_IRI = frozenset('<>"{}|^`\\' + "".join(map(chr, range(0x21))))


class Token:
    """One token: its kind ("word", "variable", "iri", "name", "string", "sign" ...), words and start offset."""

    __slots__ = ("kind", "start", "text")

    def __init__(self, kind: str, text: str, start: int) -> None:
        self.kind, self.text, self.start = kind, text, start

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def is_word(self, *words: str) -> bool:
        """Whether it is one of these keywords, in any case."""
        return self.kind == "word" and self.text.upper() in words

    def is_sign(self, *signs: str) -> bool:
        return self.kind == "sign" and self.text in signs


def tokens(query: str) -> list[Token]:
    """The tokens of a query without blanks and comments."""
    found, at, end = [], 0, len(query)
    while at < end:
        kind, after = _next(query, at)
        if kind != "space":
            found.append(Token(kind, query[at:after], at))
        at = after
    return found


def position(query: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, both from 1."""
    before = query[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def _next(query: str, at: int) -> tuple[str, int]:
    """Kind and end of the token at an offset; comments are space too."""
    first = query[at]
    if first in _SPACE or first.isspace():
        return "space", _blanks(query, at + 1)
    if first in _LETTERS or (first.isalnum() and not first.isdecimal()):
        after = _name(query, _trimmed(query, at + 1))
        if after:
            return "name", after
        return ("word", _word(query, at + 1)) if first in _LETTERS else ("sign", at + 1)
    if first in "?$":
        after = _word(query, at + 1, "·")
        return ("variable", after) if after > at + 1 else ("sign", after)
    if first in _DIGITS or first == "." or first.isdecimal():
        after = _number(query, at)
        return ("number", after) if after else ("sign", at + 1)
    kind, after = _marked(query, at, first)
    if after:
        return kind, after
    return "sign", at + (2 if query[at : at + 2] in _SIGNS else 1)


def _marked(query: str, at: int, first: str) -> tuple[str, int]:
    """Kind and end of a token that its first sign tells; end 0 where there is none."""
    if first == ":":
        return "name", _name(query, at)
    if first == "#":
        return "space", _line(query, at)
    if first in "'\"":
        three = _closed(query, at + 3, first * 3) if query.startswith(first * 3, at) else 0
        return "string", three or _closed(query, at + 1, first)
    if first == "<":
        return "iri", _iri(query, at + 1)
    if first == "@":
        return "language", _language(query, at + 1)
    if first == "_" and query[at + 1 : at + 2] == ":" and _word(query, at + 2) > at + 2:
        return "blank", _trimmed(query, at + 3)
    return "word", _word(query, at) if first == "_" else 0


def _blanks(query: str, at: int) -> int:
    end = len(query)
    while at < end and (query[at] in _SPACE or query[at].isspace()):
        at += 1
    return at


def _line(query: str, at: int) -> int:
    end = len(query)
    while at < end and query[at] not in "\n\r":
        at += 1
    return at


def _word(query: str, at: int, more: str = "") -> int:
    """The end of letters, digits, _ and some more signs."""
    end = len(query)
    while at < end and ((sign := query[at]) in _WORD or sign.isalnum() or sign in more):
        at += 1
    return at


def _digits(query: str, at: int) -> int:
    end = len(query)
    while at < end and query[at].isdecimal():
        at += 1
    return at


def _closed(query: str, at: int, mark: str) -> int:
    """The end of a string in one quotation mark or in three, from behind its first; 0 if it has none."""
    end, long = len(query), len(mark) == 3
    while at < end:
        sign = query[at]
        if sign == mark[0] and (not long or query.startswith(mark, at)):
            return at + len(mark)
        if not long and sign in "\n\r":
            return 0
        at += 2 if sign == "\\" else 1
    return 0


def _iri(query: str, at: int) -> int:
    end = len(query)
    while at < end and query[at] not in _NO_IRI:
        at += 1
    return at + 1 if query[at : at + 1] == ">" else 0


def _language(query: str, at: int) -> int:
    whole, part = 0, at
    while True:
        after = part
        while query[after : after + 1] in (_WORD if whole else _LETTERS) and query[after] != "_":
            after += 1
        if after == part:
            return whole
        whole = after
        if query[after : after + 1] != "-":
            return whole
        part = after + 1


def _trimmed(query: str, at: int) -> int:
    """The end of what may go on a name, without dots at its end."""
    after = _word(query, at, ".-·")
    while after > at and query[after - 1] == ".":
        after -= 1
    return after


def _name(query: str, colon: int) -> int:
    """The end of a prefixed name whose prefix ends at `colon`; 0 if it is none."""
    if query[colon : colon + 1] != ":":
        return 0
    start = after = whole = colon + 1
    while True:
        after = _word(query, after, ":-·" if after > start else ":")
        if query[after - 1] != ".":
            whole = after
        if escape := _escape(query, after):
            after = whole = after + escape
        elif query[after : after + 1] == "." and after > start:
            after += 1
        elif after > start and query[after : after + 1] in ("-", "·"):
            after = whole = after + 1
        else:
            return whole


def _escape(query: str, at: int) -> int:
    """The length of an escape in a local name."""
    sign = query[at : at + 1]
    if sign == "\\" and at + 1 < len(query):
        return 2
    return 3 if sign == "%" and len(code := query[at + 1 : at + 3]) == 2 and _HEX.issuperset(code) else 0


def _number(query: str, at: int) -> int:
    """The end of a number without a sign; 0 for a dot alone."""
    after = _digits(query, at)
    if query[after : after + 1] == ".":
        after = _digits(query, after + 1)
    if after == at + 1 and query[at] == ".":
        return 0
    if query[after : after + 1] in ("e", "E"):
        digits = after + 1 + (query[after + 1 : after + 2] in ("+", "-"))
        power = _digits(query, digits)
        after = power if power > digits else after
    return after
