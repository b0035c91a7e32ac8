"""Which actions of several stories are one, and the disputes that they belong to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.ids import DATA, slug
from kg.link import resolve
from kg.link.cards import ActionCard, Card, StoryCard, group_of
from kg.link.local import folder
from kg.link.spells import Told, agree, days, likely

FIRM = ("employer", "Carrow Mills")
UNION = ("organizer", "Weavers United")
KINDS = {
    "Carrow Mills": "Employer",
    "Carrow Holdings": "Employer",
    "Tamble Freight": "Employer",
    "Weavers United": "LaborUnion",
    "Weavers United Local 7": "UnionLocal",
    "Weavers United Local 9": "UnionLocal",
    "Haulers League": "LaborUnion",
}
LOCALS = {"Weavers United Local 7": "Weavers United", "Weavers United Local 9": "Weavers United"}


def told(kind, *parties, start=None, end=None, status=None, guessed=()):
    """An action as a story tells it; parties are (role, name)."""
    return ActionCard("", "", kind, kind, parties, tuple(guessed), (), start, end, (status,) if status else ())


def story(day, *actions):
    """A story of a day; it is called by its day and first action."""
    iri = f"{DATA}article/{day}-{slug(actions[0].kind)}"
    names = {name for a in actions for _, name in (*a.parties, *a.guessed)}
    names |= {LOCALS[name] for name in names & LOCALS.keys()}
    iris = {name: f"{iri}/{folder(KINDS[name])}/{slug(name)}" for name in names}
    cards = [
        Card(iris[n], iri, group_of(KINDS[n]), KINDS[n], n, parent=iris.get(LOCALS.get(n, ""))) for n in sorted(names)
    ]
    made = [
        replace(
            a,
            iri=f"{iri}/action/{slug(a.kind)}-{number}",
            story=iri,
            parties=tuple((r, iris[n]) for r, n in a.parties),
            guessed=tuple((r, iris[n]) for r, n in a.guessed),
            stages=tuple((day, s) for s in a.stages),
        )
        for number, a in enumerate(actions)
    ]
    return StoryCard(iri, day, None, True, tuple(cards), tuple(made))


def together(*stories):
    """The IRI of each action, in the order of the stories."""
    world = resolve(stories)
    return [world.iris.get(a.iri, a.iri) for s in stories for a in s.actions]


def test_a_strike_that_is_put_off_begins_and_ends_is_one():
    found = together(
        story("2024-09-13", told("Strike", FIRM, UNION, status="Authorized")),
        story("2024-09-20", told("Strike", FIRM, UNION, start="2024-09-30", status="Scheduled")),
        story("2024-09-28", told("Strike", FIRM, UNION, start="2024-10-07", status="Scheduled")),
        story("2024-10-08", told("Walkout", FIRM, start="2024-10-07", status="UnderWay")),
        story("2024-10-21", told("Strike", FIRM, UNION, status="Ended")),
    )
    assert found == [f"{DATA}action/strike-carrow-mills-weavers-united-2024-10-07"] * 5


def test_a_strike_of_years_ago_is_another():
    now, past = told("Strike", FIRM, UNION, status="Threatened"), told("Strike", FIRM, start="2011", status="Ended")
    later = story("2024-09-16", told("Strike", FIRM, UNION, start="2024-09-16", status="UnderWay"))
    one, old, other = together(story("2024-09-09", now, past), later)
    assert one == other != old


def test_a_strike_averted_and_one_a_year_later_are_two():
    averted = story("2024-11-15", told("Strike", FIRM, UNION, end="2024-11-15", status="Averted"))
    begun = story("2025-11-17", told("Strike", FIRM, UNION, start="2025-11-17", status="UnderWay"))
    over = story("2025-11-26", told("Strike", FIRM, UNION, status="Ended"))
    one, two, three = together(averted, begun, over)
    assert two == three != one


def test_a_strike_with_no_day_goes_to_the_nearer_of_two():
    march = story("2024-03-05", told("Strike", FIRM, UNION, start="2024-03-04", end="2024-03-04", status="Ended"))
    may = story("2024-05-07", told("Strike", FIRM, UNION, start="2024-05-06", status="UnderWay"))
    undated = story("2024-05-09", told("Strike", FIRM, UNION, status="UnderWay"))
    one, two, three = together(march, may, undated)
    assert three == two != one


def test_sessions_of_bargaining_are_told_apart_by_day():
    first = story("2024-09-13", told("Negotiation", FIRM, UNION, start="2024-09-17", status="Scheduled"))
    second = story("2024-09-20", told("Negotiation", FIRM, UNION, start="2024-09-24", status="Scheduled"))
    ended = story("2024-09-25", told("Negotiation", FIRM, UNION, status="Ended"))
    much_later = story("2024-11-25", told("Negotiation", FIRM, UNION, status="UnderWay"))
    one, two, three, four = together(first, second, ended, much_later)
    assert one != two == three
    assert four not in (one, two)


def test_sides_that_are_told_tell_apart_and_guesses_do_not():
    other = ("organizer", "Haulers League")
    strike = told("Strike", FIRM, UNION, start="2024-09-16", status="UnderWay")
    guess = told("Strike", FIRM, start="2024-09-16", status="UnderWay", guessed=[other])
    named = told("Strike", FIRM, other, start="2024-09-16", status="UnderWay")
    one, two = together(story("2024-09-16", strike), story("2024-09-17", guess))
    assert one == two == f"{DATA}action/strike-carrow-mills-weavers-united-2024-09-16"
    one, two = together(story("2024-09-16", strike), story("2024-09-17", named))
    assert one != two


def test_a_union_and_its_local_a_firm_and_its_owner_may_stand_for_one_another():
    local, owner = ("organizer", "Weavers United Local 7"), ("employer", "Carrow Holdings")
    one, two = together(
        story("2024-09-16", told("Strike", FIRM, local, start="2024-09-16", status="UnderWay")),
        story("2024-09-18", told("Strike", owner, UNION, status="UnderWay")),
    )
    assert one == two


def test_strikes_of_two_locals_of_one_union_are_two_even_where_one_is_guessed():
    told_of = told("Strike", FIRM, ("organizer", "Weavers United Local 7"), start="2024-09-16", status="Scheduled")
    guess = told("Strike", FIRM, start="2024-09-16", guessed=[("organizer", "Weavers United Local 9")])
    one, two = together(story("2024-09-12", told_of), story("2024-09-13", guess))
    assert one != two


def test_kinds_that_are_not_alike_stay_apart():
    one, two = together(
        story("2024-09-16", told("Strike", FIRM, UNION, start="2024-09-16", status="UnderWay")),
        story("2024-09-17", told("Lockout", FIRM, UNION, start="2024-09-16", status="UnderWay")),
    )
    assert one != two


def test_the_name_of_an_action_is_made_of_what_stories_tell():
    stories = (
        story("2024-09-20", told("Strike", FIRM, UNION, start="2024-09-30", status="Scheduled")),
        story("2024-09-28", told("Strike", FIRM, start="2024-10-07", guessed=[UNION], status="Scheduled")),
    )
    assert resolve(stories).labels[together(*stories)[0]] == "Strike by Weavers United at Carrow Mills, October 2024"


def test_disputes_have_their_own_events_and_a_readable_name():
    haulers = ("organizer", "Haulers League")
    other_firm = ("employer", "Tamble Freight")
    local, its_sister = ("organizer", "Weavers United Local 7"), ("organizer", "Weavers United Local 9")
    stories = [
        story("2024-09-09", told("StrikeAuthorizationVote", FIRM, local, start="2024-09-08", status="Ended")),
        story(
            "2024-09-17",
            told("Strike", FIRM, local, start="2024-09-16", status="UnderWay"),
            told("SympathyStrike", haulers, guessed=[FIRM], status="UnderWay"),
            told("Strike", FIRM, start="2011", status="Ended"),
            told("CollectiveAgreement", haulers, guessed=[FIRM], status="UnderWay"),
        ),
        story("2024-10-05", told("TentativeAgreement", FIRM, UNION, start="2024-10-04", status="Announced")),
        story("2024-09-18", told("Strike", other_firm, its_sister, start="2024-09-17", status="UnderWay")),
        story("2025-09-20", told("Strike", FIRM, local, start="2025-09-19", status="UnderWay")),
    ]
    found = {d.label: (len(d.actions), d.first, d.last) for d in resolve(stories).disputes}
    assert found == {
        "Carrow Mills, 2011": (1, "2011-01-01", "2011-12-31"),
        "Weavers United Local 7 and Carrow Mills, 2024": (4, "2024-09-08", "2024-10-04"),
        "Weavers United Local 9 and Tamble Freight, 2024": (1, "2024-09-17", "2024-09-17"),
        "Weavers United Local 7 and Carrow Mills, 2025": (1, "2025-09-19", "2025-09-19"),
    }


@pytest.mark.parametrize(
    ("told_day", "spell"),
    [
        ("2024-02-10", ("2024-02-10", "2024-02-10")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2011", ("2011-01-01", "2011-12-31")),
    ],
)
def test_months_and_years_are_spells(told_day, spell):
    assert days(told_day) == tuple(days(day)[0] for day in spell)


def test_a_plan_gives_way_only_before_its_day():
    plan = Told("2024-09-30", "2024-09-20", status="Scheduled")
    assert agree(plan, Told("2024-10-07", "2024-09-28", status="Scheduled"), "stoppage")
    assert not agree(plan, Told("2024-10-17", "2024-10-10", status="Scheduled"), "stoppage")
    assert likely(plan, Told(None, "2024-09-25", status="Threatened"), "stoppage") > 0.8
    assert likely(plan, Told(None, "2024-01-25", status="Threatened"), "stoppage") == 0


def test_an_agreement_that_is_announced_has_been_made():
    deal = Told(None, "2024-09-12", status="Announced")
    assert likely(deal, Told(None, "2024-09-25", status="Announced"), "TentativeAgreement") > 0.8
    assert likely(deal, Told(None, "2024-11-25", status="Announced"), "TentativeAgreement") == 0
    assert likely(Told(None, "2024-09-12", status="Announced"), Told("2024-09-20", None), "TentativeAgreement") == 0


def test_strikes_at_hospitals_of_two_towns_that_share_a_name_are_two():
    """Their union is one, their employers have one name, and each story names its town."""

    def of(key, town):
        iri = f"{DATA}article/{key}"
        cards = [
            Card(f"{iri}/org/mercy-hospital", iri, "organization", "Employer", "Mercy Hospital"),
            Card(f"{iri}/union/weavers-united", iri, "union", "LaborUnion", "Weavers United"),
            Card(f"{iri}/place/{slug(town)}", iri, "place", "City", town, within=("Ohio",)),
        ]
        parties = (("employer", cards[0].iri), ("organizer", cards[1].iri))
        strike = replace(told("Strike", start="2024-03-04"), iri=f"{iri}/action/strike-1", story=iri, parties=parties)
        return StoryCard(iri, "2024-03-05", None, True, tuple(cards), (strike,))

    world = resolve([of("a", "Alder"), of("b", "Corvo"), of("c", "Alder")])
    strikes = [world.iris.get(f"{DATA}article/{key}/action/strike-1") for key in "abc"]
    assert strikes[0] == strikes[2] != strikes[1]
    assert len(world.disputes) == 2
