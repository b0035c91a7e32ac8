"""Days some weeks away, edges and parts of months, quarters and years, dates in figures and in words."""

from __future__ import annotations

import pytest

from tests.annotate.test_times import drafted, read


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("They will vote the Monday after next.", [("the Monday after next", "2026-06-22")]),
        ("Talks broke off a week ago Tuesday.", [("a week ago Tuesday", "2026-06-02")]),
        ("Two weeks ago Monday, cooks left.", [("Two weeks ago Monday", "2026-05-25")]),
        ("They met two Fridays ago.", [("two Fridays ago", "2026-05-29")]),
        ("They met on Tuesday of last week.", [("Tuesday of last week", "2026-06-02")]),
        ("They met on the Monday of that week.", [("the Monday of that week", None)]),
        ("On a wet Monday in March 1911 they left.", [("March 1911", "1911-03")]),
        ("It struck on a Friday in 1949.", [("in 1949", "1949")]),
        (
            "They struck a decade ago and a couple of weeks ago.",
            [("a decade ago", None), ("a couple of weeks ago", None)],
        ),
        ("They walked out Oct 1st '24.", [("Oct 1st '24", "2024-10-01")]),
        ("It ran to May ’25, and he left on June 5 ’60 Minutes’.", [("May ’25", "2025-05"), ("June 5", "2026-06-05")]),
        ("It is set for the second half of June.", [("the second half of June", "2026-06-16/2026-06-30")]),
        ("On the last Friday of the month they struck.", [("the last Friday of the month", None)]),
        ("Two Sundays from now they vote.", [("Two Sundays from now", "2026-06-21")]),
        ("They struck the day after the vote.", [("the day after", None)]),
        (
            "They could strike June 20, the day after their contract ends.",
            [("June 20", "2026-06-20"), ("the day after", "2026-06-20")],
        ),
        ("They will be out on Thursday and Friday.", [("Thursday", "2026-06-11"), ("Friday", "2026-06-12")]),
        ("It runs out on the last day of this month.", [("the last day of this month", "2026-06-30")]),
        ("It will start on the first day of the month.", [("the first day of the month", "2026-07-01")]),
        ("It ended on the last day of the year.", [("the last day of the year", "2025-12-31")]),
        ("They vote in the last week of this month.", [("the last week of this month", "2026-06-24/2026-06-30")]),
        ("They meet on the first Monday of next month.", [("the first Monday of next month", "2026-07-06")]),
        ("Orders fell last quarter.", [("last quarter", "2026-01-01/2026-03-31")]),
        ("She led for the last quarter of an hour, and a quarter mile.", []),
        ("In the first half of 2025 they struck.", [("the first half of 2025", "2025-01-01/2025-06-30")]),
        ("They met the day after Memorial Day.", [("the day after", "2026-05-26"), ("Memorial Day", "2026-05-25")]),
        ("They met the day before June 3.", [("the day before", "2026-06-02"), ("June 3", "2026-06-03")]),
        (
            "On June 3 they met, and again the following night.",
            [("June 3", "2026-06-03"), ("the following night", "2026-06-04")],
        ),
        ("Last year, in May, they struck.", [("Last year", "2025"), ("in May", "2025-05")]),
        ("They met on the tenth of June.", [("the tenth of June", "2026-06-10")]),
        ("The union has set a Saturday deadline.", [("Saturday", "2026-06-13")]),
        ("The union had set a Saturday deadline, and a Saturday is dear to it.", []),
        ("Raises come in 2027, 2028 and 2029.", [("in 2027", "2027"), ("2028", "2028"), ("2029", "2029")]),
        ("The notice is of 10-Apr-26.", [("10-Apr-26", "2026-04-10")]),
        ("The notice is of 2026/05/20.", [("2026/05/20", "2026-05-20")]),
        ("Forty have quit since New Year’s.", [("New Year’s", "2026-01-01")]),
    ],
)
def test_on_a_thursday_of_june(text, wanted):
    assert read(text, "2026-06-11") == wanted


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("It began late Sunday or early Monday.", {"2026-06-07", "2026-06-08"}),
        ("They left on June 3 or 4.", {"2026-06-03", "2026-06-04"}),
        ("The union had given it until Friday to reply.", {"2026-06-05", "2026-06-12"}),
    ],
)
def test_one_day_or_the_other_stays_open(text, days):
    for time in drafted(text, "2026-06-11").times:
        assert {time.value, *time.alternatives} == days


def test_a_friday_after_next_may_be_counted_from_either_friday():
    (found,) = drafted("They will vote the Friday after next.", "2026-06-11").times
    assert (found.value, found.alternatives) == ("2026-06-19", ("2026-06-26",))


def test_without_a_day_of_publication_they_stay_open():
    assert read("Orders fell last quarter; they vote the Friday after next.", None) == [
        ("last quarter", None),
        ("the Friday after next", None),
    ]
