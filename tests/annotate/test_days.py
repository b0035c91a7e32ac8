"""First and last days of events: told, counted back, and given by another event."""

import pytest

from tests.annotate.test_actions import only, read, values
from tests.annotate.test_times import read as times

TODAY = "2026-06-11"  # a Thursday


def span(text: str, kind: str, which: int = 0) -> tuple[set[str], set[str]]:
    """First and last day of an action of a kind."""
    draft = read(text, TODAY)
    found = [a for a in draft.actions if a.kind == kind]
    return values(draft, found[which], "startDate"), values(draft, found[which], "endDate")


@pytest.mark.parametrize(
    ("text", "kind", "start", "end"),
    [
        # counted back from the day told
        (
            "Welders at Brandt Axle continued their strike for the fourth day on Wednesday.",
            "Strike",
            "2026-06-07",
            None,
        ),
        (
            "On Wednesday, the third day of the strike, welders at Brandt Axle met a mediator.",
            "Strike",
            "2026-06-08",
            None,
        ),
        # what begins is the strike, not those who take part
        (
            "Brandt Axle signed a deal on Tuesday, ending a strike by welders that began June 1.",
            "Strike",
            "2026-06-01",
            "2026-06-09",
        ),
        ("A strike by welders at Brandt Axle who began work on June 1 goes on.", "Strike", None, None),
        # the day of the deciding verb is the last one
        (
            "Welders voted Tuesday to end a strike that began June 1 at Brandt Axle.",
            "Strike",
            "2026-06-01",
            "2026-06-09",
        ),
        (
            "Members ratified the contract Tuesday, ending a strike that began June 1.",
            "Strike",
            "2026-06-01",
            "2026-06-09",
        ),
        # an aside about the record does not take the day away
        (
            "The strike, the first at the yard in 31 years, has idled two docks since June 2.",
            "Strike",
            "2026-06-02",
            None,
        ),
        ("The dispute began on June 3, when loaders began a go-slow at the yard.", "Slowdown", "2026-06-03", None),
        ("Loaders have imposed a ban on overtime since June 3, the union said.", "Slowdown", "2026-06-03", None),
        ("In 2014, the court ended a one-day strike by home-care aides.", "Strike", "2014", "2014"),
        ("A three-day strike in May closed the yard, the union said.", "Strike", "2026-05", "2026-05"),
        # votes
        (
            "Members will vote on the contract June 16 and 17, the union said.",
            "RatificationVote",
            "2026-06-16",
            "2026-06-17",
        ),
        (
            "Loaders vote Tuesday on a four-year contract, their union said.",
            "RatificationVote",
            "2026-06-16",
            "2026-06-16",
        ),
        ("A ratification vote is set for June 19, the union said.", "RatificationVote", "2026-06-19", None),
        ("Loaders backed strike action in a ballot counted on Monday.", "StrikeAuthorizationVote", None, "2026-06-08"),
        # agreements
        (
            "Drivers at the Salcombe garage, who belong to Local 12, settled last month for 4 percent.",
            "CollectiveAgreement",
            "2026-05",
            None,
        ),
        (
            "Members of Local 12 ratified a five-year collective agreement that takes effect July 1.",
            "CollectiveAgreement",
            "2026-07-01",
            None,
        ),
    ],
)
def test_days_of_events(text: str, kind: str, start: str | None, end: str | None) -> None:
    found = span(text, kind)
    assert found == ({start} if start else set(), {end} if end else set())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Welders remained on strike on Wednesday at Brandt Axle.", "Strike"),  # a day in its course
        ("The strike at Brandt Axle entered its third week on Wednesday.", "Strike"),
    ],
)
def test_a_day_in_the_course_of_a_strike_is_not_its_first(text: str, kind: str) -> None:
    assert span(text, kind) == (set(), set())


def test_the_day_of_the_ratification_is_that_of_the_contract_and_ends_the_tentative_deal() -> None:
    text = (
        "Welders of Local 12 ratified a contract with Brandt Axle on Tuesday, the union said.\n\n"
        "The tentative agreement, reached June 5, raises pay by 4 percent."
    )
    draft = read(text, TODAY)
    kinds = {a.kind: a for a in draft.actions}
    assert values(draft, kinds["CollectiveAgreement"], "startDate") == {"2026-06-09"}
    assert values(draft, kinds["TentativeAgreement"], "endDate") == {"2026-06-09"}


def test_a_deal_that_was_voted_down_is_not_in_force() -> None:
    text = "Welders of Local 12 rejected a contract with Brandt Axle by 90 to 40 on Tuesday, the union said."
    draft = read(text, TODAY)
    found = [a for a in draft.actions if a.kind == "CollectiveAgreement"]
    assert all(values(draft, a, "startDate") == set() for a in found)


def test_talks_are_over_on_the_day_of_the_deal() -> None:
    text = (
        "Local 12 and Brandt Axle reached a tentative agreement on Tuesday, the union said.\n\n"
        "The talks had gone on for nine weeks."
    )
    assert span(text, "Negotiation")[1] == {"2026-06-09"}


def test_the_picket_line_of_a_one_day_strike_is_of_its_day() -> None:
    text = (
        "Welders at Brandt Axle walked out on Tuesday in a one-day strike, Local 12 said.\n\n"
        "Drivers of another firm refused to cross the picket line."
    )
    assert span(text, "SympathyStrike")[0] == {"2026-06-09"}


def test_that_night_is_the_night_of_the_day_named_before() -> None:
    found = times("The season opens June 20, and the players could walk out as early as that night.", TODAY)
    assert ("that night", "2026-06-20") in found


def test_that_night_without_a_day_in_its_sentence_stays_open() -> None:
    found = times("The season opens June 20. He slept badly that night.", TODAY)
    assert ("that night", "2026-06-20") not in found


def test_working_to_rule_is_no_infinitive() -> None:
    found = times("Cleaners at the college began working to rule on Tuesday.", TODAY)
    assert ("Tuesday", "2026-06-09") in found


TIED = [
    ("Members of Local 12 authorized a strike Sunday at Orvik Steel.", set(), set()),
    ("A judge issued an injunction against the strike at Orvik Steel Wednesday.", set(), set()),
    ("They heard about the strike on Thursday. The strike at Orvik Steel began June 1.", {"2026-06-01"}, set()),
    ("Drivers joined the strike Tuesday. The strike at Orvik Steel began June 1.", {"2026-06-01"}, set()),
    ("Union leaders called a strike for Monday at Orvik Steel.", {"2026-06-15"}, set()),
    ("The strike, planned for Monday, was postponed until June 29 at Orvik Steel.", {"2026-06-29"}, set()),
    ("The strike began June 1. It was called off Sunday at Orvik Steel.", {"2026-06-01"}, set()),
    ("The strike at Orvik Steel will resume June 20. The strike was paused June 5.", set(), {"2026-06-05"}),
    ("The union struck two days after the vote on June 2 at Orvik Steel.", {"2026-06-04"}, set()),
    ("Trains stopped Tuesday as conductors struck in Dover.", {"2026-06-09"}, set()),
    ("Buses stood still Monday as drivers went on strike in Dover.", {"2026-06-08"}, set()),
    ("On Thursday workers at Kettle Foods set a strike for June 22.", {"2026-06-22"}, set()),
    ("The strike, originally set for June 8, was moved to June 15 at Orvik Steel.", {"2026-06-15"}, set()),
    ("The strike at Orvik Steel ended shortly before midnight Sunday.", set(), {"2026-06-07"}),
    ("Buses run again Friday as drivers end their strike in Dover.", set(), set()),
]


@pytest.mark.parametrize(("text", "start", "end"), TIED)
def test_what_a_day_is_to_a_strike(text, start, end):
    draft = read(text)
    strike = only(draft, "Strike")
    assert (values(draft, strike, "startDate"), values(draft, strike, "endDate")) == (start, end)


def test_the_day_of_a_vote_on_an_offer_is_not_that_of_the_offer():
    draft = read("Members of Local 12 rejected the offer of Orvik Steel on Wednesday.")
    assert values(draft, only(draft, "Proposal"), "startDate") == set()


def test_a_day_before_the_noun_is_its_day_whatever_stands_before_it():
    draft = read("Two weeks after the April 3 walkout, Orvik Steel shut the mill.")
    assert values(draft, only(draft, "Walkout"), "startDate") == {"2026-04-03"}


def test_a_day_of_calling_off_hours_before_the_first_is_the_first():
    draft = read("The strike was called off Wednesday, three hours before the walkout was to begin at Mercy Clinic.")
    assert values(draft, only(draft, "Strike"), "startDate") == {"2026-06-10"}


def test_a_strike_that_will_last_five_days_has_a_length():
    draft = read("The strike at Orvik Steel will last five days.")
    assert values(draft, only(draft, "Strike"), "duration") == {"P5D"}
