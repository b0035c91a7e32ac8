"""Days of actions that another verb, another clause or another day of the row stands beside."""

from __future__ import annotations

import pytest

from tests.annotate.test_actions import only, read, values

# read() publishes on Thursday, June 11, 2026


@pytest.mark.parametrize(
    ("text", "kind", "start", "end"),
    [
        # the infinitive of what was refused, begun or went on is as past as its verb
        ("Drivers at Ostby Freight refused to cross the picket lines on Monday.", "SympathyStrike", "2026-06-08", None),
        ("Welders at Ostby Freight began to strike on Monday.", "Strike", "2026-06-08", None),
        ("Loaders at Ostby Freight began refusing overtime on June 3.", "Slowdown", "2026-06-03", None),
        ("Loaders at Ostby Freight earlier this month began refusing overtime.", "Slowdown", "2026-06", None),
        # a verb that the parse does not know for one
        ("The miners' union said on Monday that it would down tools on Friday.", "Strike", "2026-06-12", None),
        # an end put off is an end
        (
            "Porters at Ostby Freight have extended their strike, which began on June 1, by three days to June 19.",
            "Strike",
            "2026-06-01",
            "2026-06-19",
        ),
        # a day right behind the noun is that of the ending, a warning of another is another
        (
            "Porters at Ostby Freight ended a two-day strike on Tuesday morning, but warned of a longer one in July. "
            "The strike began on Sunday.",
            "Strike",
            "2026-06-07",
            "2026-06-09",
        ),
        # the day of a vote or of another clause is no day of what is voted for
        ("Fitters at Ostby Freight voted to strike on June 2.", "Strike", None, None),
        ("Fitters at Ostby Freight voted to authorize a strike on June 2.", "Strike", None, None),
        (
            "Members of Fitters’ Local 9 vote June 18 on a tentative deal reached June 3.",
            "RatificationVote",
            "2026-06-18",
            "2026-06-18",
        ),
        (
            "Members of Fitters’ Local 9 will begin voting June 18 on a tentative deal.",
            "RatificationVote",
            "2026-06-18",
            None,
        ),
        # counted back, planned, of an old year
        ("Drivers refused to cross picket lines Tuesday for a second day.", "SympathyStrike", "2026-06-08", None),
        ("Cooks are on strike at Ostby Foods. They plan to stay out until June 20.", "Strike", None, "2026-06-20"),
        ("A strike planned for 2021 at Ostby Foods was averted.", "Strike", "2021", None),
        ("Cooks at Ostby Foods will picket on June 20 and 21.", "Picket", "2026-06-20", "2026-06-21"),
        ("Ostby Foods locked the gates on June 3. The lockout goes on.", "Lockout", "2026-06-03", None),
        (
            "If the lockout goes on through August, Ostby Foods may close. The lockout is illegal.",
            "Lockout",
            None,
            None,
        ),
        # called for days ahead
        ("The porters’ union called a two-day strike for Friday and Saturday.", "Strike", "2026-06-12", "2026-06-13"),
        ("Crews at Ostby Freight will stage four-hour stoppages on June 15, 22 and 29.", "Strike", "2026-06-15", None),
        ("On Monday, the first day of the strike, welders picketed Ostby Freight.", "Strike", "2026-06-08", None),
        # the day is that of the march
        (
            "Eighty striking welders marched through Dayton on Tuesday as their strike against Ostby Freight entered "
            "its third week. The strike began on May 25.",
            "Strike",
            "2026-05-25",
            None,
        ),
    ],
)
def test_the_day_of_an_action(text: str, kind: str, start: str, end: str | None) -> None:
    draft = read(text)
    action = only(draft, kind)
    assert values(draft, action, "startDate") == ({start} if start else set())
    assert values(draft, action, "endDate") == ({end} if end else set())


@pytest.mark.parametrize(
    "words",
    [
        "called the strike “selfish and cruel” on Monday",
        "on Monday called the strike “a slap in the face” for riders",
        "called the walkout illegal on Monday",
        "called the move “selfish” on Monday",
        "deemed the walkout needless on Monday",
        "described the strike on Monday as selfish",
        "slammed the strike on Monday",
        "was dismayed by the strike and had offered a bonus in March",
    ],
)
def test_a_day_on_which_a_strike_was_only_spoken_of_is_none_of_its_own(words: str) -> None:
    draft = read(f"Porters at Ostby Freight will strike from June 18. Ann Hale, a manager, {words}.")
    assert values(draft, only(draft, "Strike"), "startDate") == {"2026-06-18"}


@pytest.mark.parametrize(
    "verb", ["disrupted care", "drew criticism", "won support from doctors", "spread to Elm Street"]
)
def test_a_day_of_a_strike_that_goes_on_begins_no_other(verb: str) -> None:
    draft = read(f"Porters at Ostby Clinic have been on strike since May 20. The strike {verb} on Monday.")
    assert values(draft, only(draft, "Strike"), "startDate") == {"2026-05-20"}


def test_a_ruling_on_a_strike_does_not_date_it() -> None:
    draft = read("Porters at Ostby Freight will strike from June 18. A judge declared the strike illegal on Tuesday.")
    assert values(draft, only(draft, "Strike"), "startDate") == {"2026-06-18"}


def test_the_day_of_telling_is_outside_the_clause_of_what_came_before() -> None:
    draft = read("Cooks at Ostby Foods are on strike, their union said Monday, after contract talks collapsed.")
    assert values(draft, only(draft, "Negotiation"), "endDate") == set()


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("Packers at Ostby Foods walked off the line for three hours on Monday.", {"PT3H"}),
        ("Packers at Ostby Foods walked off the line for about three hours on Monday.", set()),
        ("Tutors have started an indefinite strike over two years of unpaid allowances.", set()),
    ],
)
def test_a_length_is_exact_and_that_of_the_stoppage(text: str, length: set[str]) -> None:
    draft = read(text)
    assert values(draft, draft.actions[0], "duration") == length


def test_what_is_warned_of_lies_ahead() -> None:
    draft = read("The union warned of a longer strike in November.")
    assert [t.value for t in draft.times] == ["2026-11"]


def test_a_strike_suspended_for_a_time_has_not_that_length() -> None:
    draft = read("Loaders at Ostby Freight suspended their overtime ban for two weeks.")
    assert values(draft, only(draft, "Slowdown"), "duration") == set()


def test_stoppages_of_one_row_are_one() -> None:
    draft = read(
        "The Postal Union began rolling strikes on Monday. Sorters in Dayton stopped work on Monday, and those in "
        "Akron will stop work on Thursday. Drivers in Toledo are due to strike on Friday, the union said."
    )
    strike = only(draft, "Strike")
    assert values(draft, strike, "startDate") == {"2026-06-08"}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Cleaners at Ostby Foods called in sick on Monday, the union said.", ["Slowdown"]),
        ("Dozens of agents at Ostby Foods phoned in sick on Monday, the union said.", ["Slowdown"]),
        ("A cleaner at Ostby Foods called in sick on Monday, the union said.", []),
        ("Cleaners who called in sick on Monday will be paid, the union said.", []),
    ],
)
def test_many_who_call_in_sick_are_a_sick_out(text: str, kinds: list[str]) -> None:
    assert [a.kind for a in read(text).actions] == kinds


def test_a_contract_that_is_still_to_come_is_none() -> None:
    draft = read("Tutors at Ostby College began a strike on Monday that will last until they have a contract.")
    assert [a.kind for a in draft.actions] == ["Strike"]


@pytest.mark.parametrize(
    ("told", "year"),
    [
        ("A strike there was averted in 2022 at the last minute.", "2022"),
        ("Last year a strike was averted hours before its start.", "2025"),
    ],
)
def test_what_was_averted_years_ago_is_not_what_is_to_come(told: str, year: str) -> None:
    draft = read(f"Nurses at Calder Clinic will strike on Monday, Local 8 said. {told}")
    coming, old = sorted(draft.actions, key=lambda a: a.start or "", reverse=True)
    assert (coming.start, old.start) == ("2026-06-15", year)
    assert (values(draft, coming, "status"), values(draft, old, "status")) == ({"c:Scheduled"}, {"c:Averted"})
    assert values(draft, old, "endDate") == set()
