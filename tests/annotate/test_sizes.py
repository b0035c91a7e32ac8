"""Membership as the size of an action: where the union speaks for those in dispute, and only there."""

from __future__ import annotations

import pytest

from kg.annotate.base import Draft
from tests.annotate.test_actions import read

STRIKE = "Loaders of Local 12 at Brandt Freight will strike on June 15, the union said.\n\n"


def sizes(draft: Draft, kind: str) -> set[str]:
    """The numbers that facts give the actions of a kind, as printed."""
    refs = {a.ref for a in draft.actions if a.kind == kind}
    by_key = {q.key: draft.words(q.span) for q in draft.quantities if q.unit == "person"}
    return {by_key[k] for f in draft.facts if f.subject in refs for k in f.quantities if k in by_key}


@pytest.mark.parametrize(
    ("text", "kind", "size"),
    [
        (STRIKE + "Local 12, which represents roughly 900 loaders, gave notice on Monday.", "Strike", "roughly 900"),
        (STRIKE + "Some 410 of the site’s 700 employees are in the union.", "Strike", "Some 410"),
        (STRIKE + "The notice was signed by the roughly 460 members of Local 12.", "Strike", "roughly 460"),
        (
            "The board of the Sound Editors Guild backed a tentative agreement.\n\n"
            "The deal would be the first in the 3,200-member guild’s history.",
            "TentativeAgreement",
            "3,200",
        ),
        (
            "Brandt Freight locked out loaders of Local 12 on Monday.\n\nThe Rail Yard Workers Union, whose 70 members "
            "move cars there, said they would not cross the picket lines.",
            "SympathyStrike",
            "70",
        ),
        (
            "Loaders of the Freight Workers Union will strike on Monday.\n\nAbout 340 loaders, members of the "
            "Freight Workers Union, have been refusing to work overtime since June 1.",
            "Strike",
            "About 340",
        ),
    ],
)
def test_the_members_in_dispute_are_the_size_of_an_action_without_one(text: str, kind: str, size: str) -> None:
    assert sizes(read(text, until="measures"), kind) == {size}


@pytest.mark.parametrize(
    "text",
    [
        STRIKE + "Local 12 represents 9,000 workers in four states.",  # far more than the dispute
        STRIKE
        + "About Local 12\n\nLocal 12 represents 4,700 loaders and packers.",  # what a release adds on its sender
        STRIKE + "Another body, the Rail Yard Workers Union, represents 300 brakemen.",  # no union of the dispute
    ],
)
def test_membership_beyond_the_dispute_is_no_size(text: str) -> None:
    assert sizes(read(text, until="measures"), "Strike") == set()


def test_the_number_of_those_who_strike_stands_against_that_of_the_members() -> None:
    text = "About 120 loaders of Local 12 walked out on Monday.\n\nLocal 12 represents 900 loaders there."
    assert sizes(read(text, until="measures"), "Walkout") == {"About 120"}


def test_a_strike_of_another_year_has_not_the_members_of_today() -> None:
    text = (
        "Loaders of Local 12 held a strike in 2014.\n\nLocal 12, which represents 900 loaders, has called none since."
    )
    assert sizes(read(text, until="measures"), "Strike") == set()


def test_figures_for_the_strikers_stand_beside_one_another() -> None:
    text = (
        "About 340 loaders of Local 12 walked out at Brandt Freight on Monday.\n\n"
        "The company put the number of strikers at 250. Police counted 90 picketers at noon."
    )
    draft = read(text, until="measures")
    assert sizes(draft, "Walkout") | sizes(draft, "Strike") == {"About 340", "250", "90"}
    told = [f.text for f in draft.facts if f.rule == "sizes.members"]
    assert any("250 strikers" in words for words in told)


def test_strikers_of_a_strike_that_is_over_are_no_figure_for_another() -> None:
    text = "The 2019 strike at Brandt Freight ended in June 2019. The company had put the number of strikers at 250."
    assert sizes(read(text, until="measures"), "Strike") == set()


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("The union said 410 of the 700 loaders at Brandt Freight took part in the strike on Monday.", {"410"}),
        ("A strike by loaders at Brandt Freight began on Monday. A majority of the 700 loaders took part.", set()),
        ("A strike by loaders at Brandt Freight began on Monday. Local 12 said nearly 410 loaders were out.",
         {"nearly 410"}),
    ],
)  # fmt: skip
def test_the_whole_of_which_a_part_stopped_is_no_size(text: str, size: set[str]) -> None:
    draft = read(text, until="claims")
    by_key = {q.key: draft.words(q.span) for q in draft.quantities}
    refs = {a.ref for a in draft.actions if a.kind == "Strike"}
    assert {by_key[k] for c in draft.claims if c.subject in refs for k in c.quantities} == size


def test_a_rally_is_not_at_the_shops_that_people_come_from() -> None:
    draft = read(
        "Fifty loaders from six Brandt depots rallied in Dayton, Ohio, on Monday, their union said.", until="measures"
    )
    rally = next(a for a in draft.actions if a.kind == "Rally")
    places = {draft.entities[f.object].name for f in draft.facts if (f.subject, f.predicate) == (rally.ref, "place")}
    assert places == {"Dayton"}


@pytest.mark.parametrize(
    ("text", "size"),
    [
        (  # those of one stoppage of a row are not those of all
            "Rolling walkouts by aides at Tessal Health began Tuesday in Marrow, where 40 walked out for four hours. "
            "On Wednesday 65 walked out in Dunning.",
            set(),
        ),
        (
            "Cleaners at Brandt Freight will strike on Monday. Between 120 and 140 loaders and drivers employed by "
            "the company are expected to take part.",
            {"Between 120 and 140"},
        ),
        (
            "On a wet day in 1911, 1,900 stitchers at Halloran Shoes walked out. A second strike came in 1919, when "
            "some 2,400 struck for shorter days.",
            {"1,900"},
        ),
    ],
)
def test_whose_number_it_is(text: str, size: set[str]) -> None:
    draft = read(text, until="measures")
    assert sizes(draft, "Strike") | sizes(draft, "Walkout") == size


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("The 415 pickers who have been out at Merrow Stores since April 28 want more.", {"415"}),
        ("The 300 nurses who have been on strike at Tarn Hospital since May 1 will vote Friday.", {"300"}),
        ("Dozens of the 900 bakers at Pell Foods walked out Tuesday.", {"Dozens"}),
        ("Nearly all of the 640 bakers at Pell Foods walked out Tuesday.", set()),
        ("Bakers at Pell Foods struck. On Monday 40 bakers sang on day three of their strike.", set()),
        ("The 300 nurses whose union struck Tarn Hospital on May 1 are not paid.", set()),
        (
            "Lines went up at three plants, where 48 are striking. About 640 machinists at Brevin Jets walked out.",
            {"About 640"},
        ),
    ],
)
def test_those_who_stopped_work_and_those_at_one_place(text: str, size: set[str]) -> None:
    assert sizes(read(text, until="measures"), "Strike") | sizes(read(text, until="measures"), "Walkout") == size


def test_a_figure_of_the_other_side_stands_beside_the_first() -> None:
    draft = read(
        "Cooks at Barlow Foods walked out on Monday. The Cooks Union said more than 500 people took part. "
        "Barlow Foods said fewer than 90 did.",
        until="claims",
    )
    by_key = {q.key: draft.words(q.span) for q in draft.quantities}
    who = {s.key: draft.entities[s.speakers[0]].name for s in draft.statements}
    told = {
        by_key[k]: who[c.statement or ""] for c in draft.claims if c.predicate == "participant" for k in c.quantities
    }
    assert told == {"more than 500": "Cooks Union", "fewer than 90": "Barlow Foods"}
