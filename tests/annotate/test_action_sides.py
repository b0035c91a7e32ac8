"""Whose action it is, and whether it goes on, where other sentences than its own tell that."""

from __future__ import annotations

import pytest

from tests.annotate.test_actions import only, read, values

STOPPED = "Welders at Ostby Freight stopped work on Tuesday over overtime. "


@pytest.mark.parametrize(
    ("more", "union"),
    [
        ("The Dock Workers Union said it would go on.", {"Dock Workers Union"}),
        ("The Dock Workers Union distanced itself from the stoppage.", set()),
        ("The Dock Workers Union said that it had not called the stoppage.", set()),
        ("The stoppage was unofficial, the Dock Workers Union said.", set()),
    ],
)
def test_a_stoppage_that_the_union_disowns_is_not_the_union_s(more: str, union: set[str]) -> None:
    draft = read(STOPPED + more)
    assert values(draft, only(draft, "Strike"), "organizer") == union


def test_those_who_act_in_sympathy_bring_no_employer_to_the_strike() -> None:
    draft = read(
        "Drivers for Ostby Freight refused to cross the picket lines on Monday, in support of brewers who have been on "
        "strike since June 1.\n\nThe brewers, members of Drinks Workers Local 7, want an end to job cuts by Tolland "
        "Brewing."
    )
    assert values(draft, only(draft, "Strike"), "employer") == {"Tolland Brewing"}
    assert values(draft, only(draft, "SympathyStrike"), "employer") == {"Ostby Freight"}


@pytest.mark.parametrize(
    ("more", "stage"),
    [
        ("They returned to work on Wednesday.", "c:Ended"),
        ("Work resumed on Wednesday night.", "c:Ended"),
        ("Some of them returned to work on Wednesday.", "c:UnderWay"),
        ("They will be back at work on Monday if talks succeed.", "c:UnderWay"),
        ("“They are back at work,” a manager said.", "c:UnderWay"),
        ("After a strike at a mill last year they returned to work.", "c:UnderWay"),
    ],
)
def test_those_who_are_back_at_work_have_ended_the_stoppage(more: str, stage: str) -> None:
    draft = read(STOPPED + more)
    strike = next(a for a in draft.actions if a.start == "2026-06-09")
    assert values(draft, strike, "status") == {stage}


@pytest.mark.parametrize(
    ("more", "predicate", "found"),
    [
        ("The union said the action, which started on June 2, would go on.", "startDate", {"2026-06-02"}),
        ("The company announced the action on June 2.", "startDate", set()),
        ("The action, over the outsourcing of repairs, began on June 2.", "issue", {"i:outsourcing"}),
        ("The union said its members would stay out of overtime.", "endDate", set()),
    ],
)
def test_the_action_may_be_any_stoppage(more: str, predicate: str, found: set[str]) -> None:
    draft = read(f"Loaders at Ostby Freight are on a go-slow. {more}")
    assert values(draft, only(draft, "Slowdown"), predicate) == found


def test_how_long_they_will_stay_out_is_the_end() -> None:
    draft = read("Welders at Ostby Freight walked out on Tuesday. The union said they would stay out until Sunday.")
    assert values(draft, only(draft, "Walkout"), "endDate") == {"2026-06-14"}
    draft = read("Welders at Ostby Freight walked out on Tuesday. They are ready to stay out until Christmas.")
    assert values(draft, only(draft, "Walkout"), "endDate") == set()


@pytest.mark.parametrize("dash", ["—", "–"])
def test_the_town_of_the_dateline_does_not_walk_out(dash: str) -> None:
    draft = read(
        f"SAN DIEGO {dash} Cooks at the Larch Hotel walked out on Monday over pay, Local 7 of the Cooks Union said."
    )
    walkout = only(draft, "Walkout")
    assert values(draft, walkout, "participant") == {"Cooks at the Larch Hotel"}
    assert values(draft, walkout, "employer") == {"Larch Hotel"}


def test_a_label_names_the_employer_once() -> None:
    draft = read("Cooks at Ostby Foods walked out on June 3.")
    assert only(draft, "Walkout").label == "Walkout by Cooks at Ostby Foods, June 2026"


def test_a_city_that_bargains_is_the_employer_and_who_is_hired_meanwhile_is_none() -> None:
    draft = read(
        "Trash crews in Ferris walked out on Tuesday after talks with the city broke down, Haulers Local 12 said. The "
        "city had offered raises of 3%. A private hauler, Ostby Disposal, had been hired to pick up trash, it said."
    )
    walkout = only(draft, "Walkout")
    assert walkout.label == "Walkout by Haulers Local 12 at city, June 2026"
    assert values(draft, only(draft, "Proposal"), "proposedBy") == {"city"}
    assert "Ostby Disposal" not in {draft.entities[r].name for a in draft.actions for r in a.parties}


def test_a_contractor_whose_workers_strike_is_the_employer() -> None:
    draft = read(
        "Bus drivers at Ostby Transit walked out on Tuesday, Haulers Local 12 said. The city hired Ostby Transit in "
        "2019 to run its buses."
    )
    assert values(draft, only(draft, "Walkout"), "employer") == {"Ostby Transit"}
