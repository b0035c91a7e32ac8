"""Counts over the rows of queries/balance.rq."""

from __future__ import annotations

import pytest

from kg.report import balance
from kg.report.balance import measure, statements

ROWS = [
    {"evidence": "1", "outlet": "Courier", "month": "2024-03", "side": "union", "mode": "direct",
     "content": "“We will stay out | as long as needed", "speaker": "ann", "gender": "female"},
    {"evidence": "1", "outlet": "Courier", "month": "2024-03", "side": "union", "mode": "direct",
     "content": "“We will stay out | as long as needed", "speaker": "bob", "gender": "male"},
    {"evidence": "2", "outlet": "Courier", "month": "2024-04", "side": "employer", "mode": "mixed",
     "content": "the offer was “more than fair” to all", "speaker": "tom", "gender": "male"},
    {"evidence": "3", "outlet": "Courier", "month": "2024-04", "mode": "indirect", "content": "it would rain"},
    {"evidence": "4", "side": "union", "mode": "indirect", "content": "talks go on", "speaker": "ann",
     "gender": "female"},
]  # fmt: skip


def test_by_outlet() -> None:
    found = balance(ROWS, ("outlet",))
    assert found.columns == (
        "outlet", "statements", "union", "employer", "government", "worker", "expert", "none",
        "direct", "mixed", "indirect", "words", "quoted_percent", "women", "men", "speakers",
    )  # fmt: skip
    assert found.rows == (
        ("Courier", 3, 1, 1, 0, 0, 0, 1, 1, 1, 1, 19, 58, 1, 2, 3),
        ("no outlet", 1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 3, 0, 1, 0, 1),
    )
    assert found.numbers("speakers") == [3, 1]


def test_by_month_and_side_the_sides_in_their_order() -> None:
    found = balance(ROWS, ("side", "month"))
    assert [row[:3] for row in found.rows] == [
        ("union", "2024-03", 1),
        ("union", "no date", 1),
        ("employer", "2024-04", 1),
        ("none", "2024-04", 1),
    ]
    assert "union" not in found.columns


def test_no_rows_no_counts() -> None:
    assert balance([]).rows == ()


def test_a_statement_of_two_is_one() -> None:
    assert [len(one.speakers) for one in statements(ROWS)] == [2, 1, 0, 1]


@pytest.mark.parametrize(
    ("content", "words", "quoted"),
    [
        ("it would rain", 3, 0),
        ("the offer was “more than fair” to all", 8, 3),
        ('the offer was "more than fair" to all', 8, 3),
        ("a deal was ‘the union’s own’ to make", 8, 3),
        ("a deal was ‘there for the taking at 4.5%’", 9, 6),
        ("they called it | “an insult", 5, 2),
        ("“one | two” or three", 4, 1),
        ("the union's offer", 3, 0),
        ("", 0, 0),
    ],
)
def test_words_and_quoted_words(content: str, words: int, quoted: int) -> None:
    assert measure(content) == (words, quoted)
