"""The stage of an event: put off, called off, over, joined, announced, denied."""

import pytest

from tests.annotate.test_actions import only, read, values

STAGES = [
    ('The strike at Orvik Steel is over. "We struck for two weeks," said Joe Cho, a welder.', "Ended"),
    ("Nurses at Mercy Clinic began a three-day strike June 1.", "Ended"),
    ("Nurses at Mercy Clinic began a three-day strike June 10.", "UnderWay"),
    ("Nurses at Mercy Clinic launched a 24-hour strike Monday.", "Ended"),
    ("Union leaders announced a strike Monday at Orvik Steel.", "Announced"),
    ("The strike is costing Orvik Steel $400,000 a day.", "UnderWay"),
    ("Nurses at Mercy Clinic postponed their strike until June 29.", "Scheduled"),
    ("The strike at Mercy Clinic, planned for Monday, has been put off.", "Suspended"),
    ("The strike would have begun Monday at Orvik Steel.", "Averted"),
]


@pytest.mark.parametrize(("text", "code"), STAGES)
def test_stage_of_a_strike(text, code):
    draft = read(text)
    assert values(draft, only(draft, "Strike"), "status") == {f"c:{code}"}


@pytest.mark.parametrize(
    "text",
    [
        "Workers at Orvik Steel have never gone on strike.",
        "Welders at Orvik Steel are not on strike, said Joe Cho of Local 12.",
        "Pilots called in sick Saturday. Lark Air called it an illegal strike.",
    ],
)
def test_a_denied_strike_and_a_mere_name_are_no_strike(text):
    assert [a.kind for a in read(text).actions if a.kind == "Strike"] == []
