"""The tokens of a query are those of the terminals of SPARQL 1.1, section 19.8, as regular expressions."""

import random
import re

from kg.query.library import questions
from kg.query.tokens import tokens

NAME = r"[^\W\d_](?:[\w.\-·]*[\w\-·])?"
ESCAPED = r"%[0-9A-Fa-f]{2}|\\."
KINDS = {
    "comment": r"#[^\n\r]*",
    "string": r"'''(?:'{0,2}(?:[^'\\]|\\.))*'''|\"\"\"(?:\"{0,2}(?:[^\"\\]|\\.))*\"\"\""
    r"|'(?:[^'\\\n\r]|\\.)*'|\"(?:[^\"\\\n\r]|\\.)*\"",
    "iri": r"<[^<>\"{}|^`\\\x00-\x20]*>",
    "variable": r"[?$][\w·]+",
    "language": r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*",
    "blank": r"_:[\w](?:[\w.\-·]*[\w\-·])?",
    "name": rf"(?:{NAME})?:(?:(?:[\w:]|{ESCAPED})(?:(?:[\w.\-·:]|{ESCAPED})*(?:[\w\-·:]|{ESCAPED}))?)?",
    "number": r"(?:\d+\.\d*|\.\d+|\d+)(?:[eE][+-]?\d+)?",
    "word": r"[A-Za-z_]\w*",
    "space": r"\s+",
    "sign": r"\^\^|&&|\|\||<=|>=|!=|[\s\S]",
}
TERMINALS = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in KINDS.items()), re.DOTALL)
PIECES = [
    *"'\"\\\n\r \t#<>?$@_:.-·%+eE1aZx^&|=!{}()[];,`/*~\x00\x1c\x85\xa0\u2028\u200d\u0301éß²½Ⅷªλ中٣😀\ud800",
    *("'''", '"""', "_:", "%4a", "%G1", "23", "SELECT", "lab:", "^^", "&&", "||", "<=", ">=", "!=", "<urn:a>", "@en-"),
]


def by_terminals(query):
    matches = [(m.lastgroup, m.group(), m.start()) for m in TERMINALS.finditer(query)]
    return [match for match in matches if match[0] not in ("space", "comment")]


def by_hand(query):
    return [(token.kind, token.text, token.start) for token in tokens(query)]


def test_tokens_of_the_library():
    for question in questions():
        assert by_hand(question.text) == by_terminals(question.text), question.name


def test_tokens_of_what_nobody_writes():
    chance = random.Random(11)
    for _ in range(30_000):
        query = "".join(chance.choices(PIECES, k=chance.randint(1, 14)))
        assert by_hand(query) == by_terminals(query), query


def test_tokens_of_questions_with_parts_lost_or_put_in():
    chance = random.Random(12)
    texts = [question.text for question in questions()]
    for _ in range(5_000):
        text = chance.choice(texts)
        start = chance.randrange(len(text))
        query = text[start : start + chance.randint(1, 80)]
        for _ in range(3):
            at = chance.randrange(len(query) + 1)
            query = query[:at] + chance.choice(PIECES) + query[at + chance.randint(0, 1) :]
        assert by_hand(query) == by_terminals(query), query
