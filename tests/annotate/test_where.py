"""Where events are: by clause, by those who act, by the dispute, by dateline and lead."""

import pytest

from tests.annotate.test_actions import only, read, values

LEAD = "DAYTON, Ohio — Talks at Brandt Axle failed, the union said.\n\nWelders walked off the job on Monday.\n\n"


def at(text: str, kind: str) -> set[str]:
    """The places of the only action of a kind."""
    draft = read(text)
    return values(draft, only(draft, kind), "place")


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("The union held a rally of about 90 people outside Gate 4 on Monday.", {"Gate 4"}),
        ("A rally is planned for noon Friday outside Marlow Town Hall, the union said.", {"Marlow Town Hall"}),
        ("A rally planned for Saturday in Toledo has been called off by the union.", {"Toledo"}),
    ],
)
def test_a_rally_is_at_the_place_told_right_behind_it(text: str, places: set[str]) -> None:
    assert at(text, "Rally") == places


def test_a_place_beyond_another_clause_is_not_that_of_the_rally() -> None:
    text = "The union held a rally on Monday, and its lawyers asked a judge in Denver for a hearing."
    assert at(text, "Rally") == set()


def test_those_who_act_are_where_their_name_says() -> None:
    text = "Tram drivers in Dayton, Ohio, voted on Monday. They say they will strike on June 20, their union said."
    assert at(text, "Strike") == {"Dayton"}


def test_there_is_the_one_place_of_the_sentence_before() -> None:
    text = "Drivers in Toledo settled last month. A strike there planned for June 2 was called off, the union said."
    assert at(text, "Strike") == {"Toledo"}


def test_the_dateline_gives_the_place_where_no_other_is_told() -> None:
    assert at(LEAD, "Strike") == {"Dayton"}


def test_a_site_without_a_known_city_stands_in_the_dateline_city_too() -> None:
    text = "DAYTON, Ohio — Welders at Brandt Axle began a strike at the Larch Road plant on Monday."
    assert "Dayton" in at(text, "Strike")


def test_no_dateline_for_sites_all_over_a_state() -> None:
    text = LEAD + "Members of Local 12 also picketed at clinics throughout the state."
    assert at(text, "Strike") == set()


def test_in_a_story_of_several_parts_each_has_its_own_dateline() -> None:
    text = (
        "MILLS\n\nTOLEDO, Ohio — Weavers at Brandt Yarn began a strike on Monday.\n\n"
        "FERRIES\n\nCLEVELAND — Lake Crossings ended its lockout of 75 deckhands on Tuesday."
    )
    draft = read(text)
    assert values(draft, only(draft, "Strike"), "place") == {"Toledo"}
    assert values(draft, only(draft, "Lockout"), "place") == {"Cleveland"}


def test_without_a_dateline_the_one_city_of_the_headline_serves() -> None:
    text = (
        "Bus strike in Toledo enters second week\n\nDrivers of Local 12 at Lakeline Transit went on strike on June 1."
    )
    assert at(text, "Strike") == {"Toledo"}


def test_no_city_is_chosen_where_the_headline_names_two() -> None:
    text = "Talks move from Toledo to Denver\n\nDrivers of Local 12 at Lakeline Transit went on strike on June 1."
    assert at(text, "Strike") == set()


def test_an_overtime_ban_of_the_same_dispute_is_where_the_strike_is() -> None:
    text = (
        "Nurses of Local 12 at Lakeline Hospital began a strike in Toledo on Monday.\n\n"
        "They have also voted for an overtime ban, the union said. The ban will begin on June 20."
    )
    assert at(text, "Slowdown") == {"Toledo"}


def test_a_past_strike_of_other_people_is_not_placed_by_the_dispute() -> None:
    text = LEAD + "Earlier unrest was short. In 2014, home-care aides held a one-day strike."
    draft = read(text)
    past = next(a for a in draft.actions if a.kind == "Strike" and (a.start or "").startswith("2014"))
    assert values(draft, past, "place") == set()


def test_a_first_agreement_is_at_the_site_that_its_sentence_begins_with() -> None:
    text = "At Nordell’s Toledo plant, the Metal Workers Union reached its first collective agreement with it."
    assert at(text, "CollectiveAgreement") == {"Toledo plant"}
