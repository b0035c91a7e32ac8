"""SPARQL cut into tokens, so that words in strings, comments and IRIs are never taken for keywords.

After the terminals of SPARQL 1.1, section 19.8; it knows tokens, not grammar.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

NAME = r"[^\W\d_](?:[\w.\-·]*[\w\-·])?"
ESCAPED = r"%[0-9A-Fa-f]{2}|\\."
_KINDS = (
    ("comment", r"#[^\n\r]*"),
    ("string", r"'''(?:'{0,2}(?:[^'\\]|\\.))*'''|\"\"\"(?:\"{0,2}(?:[^\"\\]|\\.))*\"\"\""),
    ("string1", r"'(?:[^'\\\n\r]|\\.)*'|\"(?:[^\"\\\n\r]|\\.)*\""),
    ("iri", r"<[^<>\"{}|^`\\\x00-\x20]*>"),
    ("variable", r"[?$][\w·]+"),
    ("language", r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*"),
    ("blank", r"_:[\w](?:[\w.\-·]*[\w\-·])?"),
    ("name", rf"(?:{NAME})?:(?:(?:[\w:]|{ESCAPED})(?:(?:[\w.\-·:]|{ESCAPED})*(?:[\w\-·:]|{ESCAPED}))?)?"),
    ("number", r"(?:\d+\.\d*|\.\d+|\d+)(?:[eE][+-]?\d+)?"),
    ("word", r"[A-Za-z_]\w*"),
    ("space", r"\s+"),
    ("sign", r"\^\^|&&|\|\||<=|>=|!=|[\s\S]"),
)
# Made when it is first needed, which costs more than many a query.
_TOKEN: re.Pattern[str] | None = None


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
    global _TOKEN
    if _TOKEN is None:
        import re

        _TOKEN = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS), re.DOTALL)
    found = []
    for match in _TOKEN.finditer(query):
        kind = "string" if match.lastgroup == "string1" else match.lastgroup
        if kind not in ("space", "comment"):
            found.append(Token(str(kind), match.group(), match.start()))
    return found


def position(query: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, both from 1."""
    before = query[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1
