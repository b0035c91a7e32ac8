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
    ("The strike at Orvik Steel, which began June 3, has come to an end.", "Ended"),
    ("A strike threatened in 2012 at Orvik Steel never happened.", "Averted"),
    # what is denied
    ("Local 12 struck Orvik Steel on June 3. It denied reports that the strike had been called off.", "UnderWay"),
    ("Local 12 struck Orvik Steel on June 3. Orvik Steel denied that the strike had ended.", "UnderWay"),
    ("Local 12 struck Orvik Steel on June 3. It said rumors that the strike was over were false.", "UnderWay"),
]


@pytest.mark.parametrize(("text", "code"), STAGES)
def test_stage_of_a_strike(text, code):
    draft = read(text)
    assert values(draft, only(draft, "Strike"), "status") == {f"c:{code}"}


def test_what_ended_on_a_day_before_is_over():
    draft = read("The picket outside Orvik Steel was removed on June 6. Its talks with Local 12 ended on June 4.")
    picket, talks = only(draft, "Picket"), only(draft, "Negotiation")
    assert [values(draft, picket, p) for p in ("status", "endDate")] == [{"c:Ended"}, {"2026-06-06"}]
    assert values(draft, talks, "status") == {"c:Ended"}


def test_that_walkout_is_the_one_told_of_before():
    draft = read(
        "Fitters at Orvik Steel will strike on June 15. They last struck in 1997. That walkout lasted 19 days."
    )
    new, old = sorted((a for a in draft.actions if a.kind == "Strike"), key=lambda a: a.spans)
    assert [values(draft, a, "duration") for a in (new, old)] == [set(), {"P19D"}]


def test_a_lockout_that_will_end_is_on():
    draft = read("Orvik Steel will end its lockout of 300 welders on June 17, the company said.")
    assert values(draft, only(draft, "Lockout"), "status") == {"c:UnderWay"}


def test_talks_that_somebody_urges_are_not_set():
    text = "The mayor urged Local 12 and Orvik Steel to return to the bargaining table Friday. Talks broke off May 30."
    draft = read(text)
    talks = only(draft, "Negotiation")
    assert values(draft, talks, "status") == {"c:Ended"}
    assert values(draft, talks, "startDate") == set()


def test_a_deal_that_was_voted_down_is_over_and_ends_no_talks():
    text = "A tentative agreement between Local 8 and Tule Mills was voted down 312-45 on June 5. Talks resumed June 8."
    draft = read(text)
    assert values(draft, only(draft, "TentativeAgreement"), "status") == {"c:Ended"}
    assert values(draft, only(draft, "Negotiation"), "status") == {"c:UnderWay"}
    assert values(draft, only(draft, "RatificationVote"), "startDate") == {"2026-06-05"}


def test_strikes_told_together_are_two():
    draft = read("Workers struck in 2015 and again in 2021 at Orvik Steel.")
    strikes = [a for a in draft.actions if a.kind == "Strike"]
    days = [(values(draft, a, "startDate"), values(draft, a, "endDate")) for a in strikes]
    assert days == [({"2015"}, {"2015"}), ({"2021"}, {"2021"})]


def test_strikes_that_are_counted_are_of_the_past():
    draft = read("Workers at Orvik Steel have struck twice in the past five years.")
    assert values(draft, only(draft, "Strike"), "status") == {"c:Ended"}


def test_a_rally_that_nobody_comments_on_is_none():
    draft = read("Ray Dunn, a spokesman for Orvik Steel, declined to comment on the rally. Local 12 has 300 members.")
    assert [a.kind for a in draft.actions] == []


@pytest.mark.parametrize(
    "text",
    [
        "Local 12 members rejected the contract June 5.",
        "Local 12 members voted 94 percent in favor of the contract on June 5.",
        "Members of Local 9 rejected the deal with Loaf Co., 312 to 45, on June 5.",
        "Members of Local 9 rejected the deal on June 5, with 61 percent voting no.",
    ],
)
def test_votes_on_a_contract(text):
    draft = read(text)
    assert values(draft, only(draft, "RatificationVote"), "endDate") == {"2026-06-05"}


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
