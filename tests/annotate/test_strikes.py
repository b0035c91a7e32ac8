"""Records of strikes in the wordings in which reporters tell them: how many there are, their days and their stage."""

from __future__ import annotations

import pytest

from tests.annotate.test_actions import only, read, values

# read() publishes on Thursday, June 11, 2026


def days(text: str, kind: str = "Strike") -> list[tuple[str | None, str | None]]:
    """First and last day of each action of a kind, in reading order."""
    draft = read(text)
    found = [a for a in draft.actions if a.kind == kind]
    return [
        (
            next(iter(values(draft, a, "startDate")), None),
            next(iter(values(draft, a, "endDate")), None),
        )
        for a in found
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a day during a strike begins no other
        (
            "Welders at Ostby Freight have been on strike since June 1. During the strike on Friday, a truck hit one.",
            [("2026-06-01", None)],
        ),
        # the day on which "the strike" was called is not that on which it begins
        (
            "The porters’ union called the strike on Friday after talks broke down. It began Monday at Ostby Freight.",
            [("2026-06-08", None)],
        ),
        ("The porters’ union called a strike at Ostby Freight on Friday.", [("2026-06-05", None)]),
        # another one, with a day of its own
        (
            "Porters at Ostby Freight struck for two days in May. They called another strike for June 20.",
            [("2026-05", "2026-05"), ("2026-06-20", None)],
        ),
        ("Porters at Ostby Freight struck on Monday. The owner hopes to avoid another strike.", [("2026-06-08", None)]),
    ],
)
def test_the_days_of_strikes(text: str, expected: list[tuple[str | None, str | None]]) -> None:
    assert days(text) == expected


def test_what_was_called_for_a_day_and_went_ahead_was_on_the_past_one() -> None:
    text = "The walkout called for Friday went ahead despite a lawsuit, with 640 drivers of Ostby Freight staying home."
    assert days(text, "Walkout") == [("2026-06-05", None)]


def test_workers_rally_on_a_weekday_and_others_do_not() -> None:
    text = "Teachers rallied Monday as talks stalled between Pell Teachers United and the Pell School District."
    draft = read(text)
    assert days(text, "Rally") == [("2026-06-08", "2026-06-08")]
    talks = only(draft, "Negotiation")
    assert values(draft, talks, "startDate") == set()
    assert values(draft, talks, "status") == {"c:Suspended"}
    for other in ("Markets", "Fans", "Conservatives", "Students"):
        assert days(f"{other} rallied Monday as the porters’ union called a strike.", "Rally") == []


def test_one_number_is_the_size_of_one_action() -> None:
    draft = read(
        "Drivers refused to cross picket lines at a warehouse in Stockton on Tuesday, the second day of a strike by 260"
        " packers.",
        until="measures",
    )
    assert any(q.value == 260 and q.measures for q in draft.quantities)


def test_those_who_struck_are_back_at_work_before_the_story_tells_of_the_strike() -> None:
    draft = read(
        "Strikers at Ostby Freight returned to work Wednesday. Some 130 welders had walked off the job June 1."
    )
    assert values(draft, only(draft, "Strike"), "status") == {"c:Ended"}


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Cooks at Ostby Grill staged a one-day walkout Saturday.", "Walkout", [("2026-06-06", "2026-06-06")]),
        # of two joined nouns each has its own day
        (
            "The porters’ union will begin an overtime ban on Monday and a 48-hour strike on June 24.",
            "Slowdown",
            [("2026-06-15", None)],
        ),
        (
            "The porters’ union will begin an overtime ban on Monday and a 48-hour strike on June 24.",
            "Strike",
            [("2026-06-24", None)],
        ),
        # hours later than a night may be the next day
        ("A strike by porters was called off Sunday night, hours before it was to begin.", "Strike", [(None, None)]),
    ],
)
def test_the_days_of_actions(text: str, kind: str, expected: list[tuple[str | None, str | None]]) -> None:
    assert days(text, kind) == expected


def test_a_length_behind_two_words_for_a_strike() -> None:
    draft = read("Ferry crews will stop work for 24 hours from midnight on Sunday in protest.")
    assert values(draft, only(draft, "Strike"), "duration") == {"PT24H"}


@pytest.mark.parametrize(
    ("text", "kind", "predicate", "size"),
    [
        (
            "Nurses at Elm Hospital voted to authorize a strike. The 860 nurses have had no contract since May.",
            "Strike",
            "participant",
            860,
        ),
        (
            "Porters at Ostby Freight will strike on June 22. More than 350 workers are to take part.",
            "Strike",
            "participant",
            350,
        ),
        (
            "Garment workers in Dhaka stopped work on Sunday. Police said 40 factories were shut.",
            "Strike",
            "affects",
            40,
        ),
    ],
)
def test_sizes_told_apart_from_the_action(text: str, kind: str, predicate: str, size: int) -> None:
    draft = read(text, until="measures")
    action = only(draft, kind)
    keys = {k for f in draft.facts if (f.subject, f.predicate) == (action.ref, predicate) for k in f.quantities}
    assert [q.value for q in draft.quantities if q.key in keys or q.measures == action.ref] == [size]


@pytest.mark.parametrize(
    "text",
    [
        "Nurses at Elm Hospital will strike on Monday. Most of the 860 nurses live in Dayton.",
        "Porters at Ostby Freight will strike on Monday. The 900 patients of the ward were moved.",
    ],
)
def test_a_number_of_others_is_no_size(text: str) -> None:
    draft = read(text, until="measures")
    action = only(draft, "Strike")
    keys = {k for f in draft.facts if f.subject == action.ref and f.predicate == "participant" for k in f.quantities}
    assert keys == set()


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Clerks at Ostby Freight walked off the job Wednesday. They returned Thursday morning.", "Strike", "c:Ended"),
        ("About 60 workers at Ostby Freight have been on the picket line since May 4.", "Strike", "c:UnderWay"),
        (
            "The porters’ union has held informational pickets at Ostby Freight every Friday since May 8.",
            "Picket",
            "c:UnderWay",
        ),
        ("The porters’ union held pickets at Ostby Freight on Friday.", "Picket", "c:Ended"),
    ],
)
def test_the_stage_of_actions(text: str, kind: str, status: str) -> None:
    draft = read(text)
    assert values(draft, only(draft, kind), "status") == {status}
