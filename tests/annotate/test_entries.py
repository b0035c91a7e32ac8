"""Live blogs and chronicles: what is told under a day of its own is counted from that day."""

from __future__ import annotations

import pytest

from kg.annotate.base import Draft
from tests.annotate.test_actions import only, read, values


def days(draft: Draft) -> list[tuple[str, str | None]]:
    return [(draft.words(s), t.value) for t in draft.times for s in t.spans]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Strike live\n\nMonday 1 June, 18:20\n\nFitters will walk out tomorrow.\n\nTuesday 2 June, 7am\n\n"
            "The two sides will meet on Friday.",
            [("Monday 1 June", "2026-06-01"), ("tomorrow", "2026-06-02"), ("Tuesday 2 June", "2026-06-02"),
             ("Friday", "2026-06-05")],
        ),
        (
            "Updates\n\n9 June 08:00: Fitters walked out today over pay.\n\n"
            "1 June 19:00: They will walk out on Tuesday.",
            [("9 June", "2026-06-09"), ("today", "2026-06-09"), ("1 June", "2026-06-01"), ("Tuesday", "2026-06-02")],
        ),
        (
            "As it happened\n\nJune 1, 2026 — 8:05 a.m.\n\nFitters walked out this morning.\n\n"
            "June 2, 2026 — 5:30 p.m.\n\nThe union says the strike will end tomorrow.",
            [("June 1, 2026", "2026-06-01"), ("this morning", "2026-06-01"), ("June 2, 2026", "2026-06-02"),
             ("tomorrow", "2026-06-03")],
        ),
        # one day at the head, or a day without words of its own, sets nothing apart
        ("June 1, 2026\n\nFitters at the depot will walk out tomorrow.", [("tomorrow", "2026-06-12")]),
        ("June 1, 2026\n\nJune 3, 2026\n\nFitters at the depot will walk out tomorrow.", [("tomorrow", "2026-06-12")]),
        ("June 1 was quiet at the depot.\n\nJune 2 was not. They will walk out tomorrow.",
         [("June 1", "2026-06-01"), ("June 2", "2026-06-02"), ("tomorrow", "2026-06-12")]),
    ],
)  # fmt: skip
def test_what_an_entry_tells_is_counted_from_its_day(text: str, found: list[tuple[str, str | None]]) -> None:
    assert [x for x in days(read(text)) if x in found or x[0] == "tomorrow"] == found


def test_a_time_of_an_entry_names_the_heading_that_it_is_counted_from() -> None:
    draft = read("Strike live\n\n1 June\n\nFitters will walk out tomorrow.\n\n3 June\n\nFitters went back today.")
    head, tomorrow = draft.times[:2]
    assert (tomorrow.value, tomorrow.anchor) == ("2026-06-02", head.key)
    assert (head.value, head.anchor) == ("2026-06-01", "article")


def test_a_strike_told_before_and_after_its_day_begins_on_it() -> None:
    draft = read(
        "Strike live\n\n1 June, 18:20\n\nFitters at Ostby Freight will walk out tomorrow.\n\n2 June, 09:15\n\n"
        "Fitters at Ostby Freight walked out today."
    )
    assert values(draft, only(draft, "Walkout"), "startDate") == {"2026-06-02"}
