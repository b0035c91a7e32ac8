"""Labor actions and what hangs together with them."""

from kg.ids import DATA
from kg.profile.actions import action
from kg.profile.nodes import Nodes
from kg.profile.parts import Count

STRIKE = f"{DATA}action/strike-torrance-paper-papermakers-local-31-2025-03-10"
VOTE = f"{DATA}action/strikeauthorizationvote-torrance-paper-papermakers-local-31-2025-03-02"


def of(engine, iri, page=1, size=20):
    return action(Nodes(engine), iri, page, size)


def test_a_strike_with_sides_places_and_dispute(mill):
    found = of(mill, STRIKE)
    assert (found.ref.word, found.classes) == ("strike", ("strike",))
    assert found.dispute.label == "Papermakers Local 31 and Torrance Paper, 2025"
    sides = {(tie.link, tie.thing.label) for tie in found.sides}
    assert {("organizer", "Papermakers Local 31"), ("employer", "Torrance Paper")} <= sides
    (site,) = found.places
    assert (site.place.label, [ref.label for ref in site.within], site.geonames) == ("Corvin", ["Ohio"], "")


def test_its_first_and_last_day_with_who_gives_them(mill):
    found = of(mill, STRIKE)
    assert [(f.value, f.precision, f.modality, f.said_by[0].label) for f in found.starts] == [
        ("2025-03-10", "day", "put as a plan", "Mill hands vote to strike at Torrance Paper"),
        ("2025-03-10", "day", "put as fact", "Strike begins at Torrance Paper"),
        ("2025-03-10", "day", "put as fact", "police"),
    ]
    assert [(f.value, f.published) for f in found.ends] == [("2025-03-23", "2025-03-24")]
    assert [(s.day, s.status) for s in found.statuses] == [
        ("2025-03-03", "scheduled"),
        ("2025-03-10", "under way"),
        ("2025-03-24", "ended"),
    ]


def test_figures_of_two_voices_stand_side_by_side(mill):
    (group,) = of(mill, STRIKE).figures
    assert (group.link, group.unit, group.differ) == ("participant", "person", True)
    assert [(f.printed, f.comparator, f.value, f.said_by[0].label) for f in group.figures] == [
        ("About 420", "approximately", "420", "Papermakers Local 31"),
        ("400", "exactly", "400", "police"),
    ]


def test_its_sources_and_what_is_said_of_it(mill):
    found = of(mill, STRIKE)
    assert [(s.published, s.outlet, s.mentions) for s in found.sources] == [
        ("2025-03-03", "Corvin Herald", 3),
        ("2025-03-10", "Valley Wire", 4),
        ("2025-03-24", "Corvin Herald", 1),
    ]
    assert [s.speakers[0].label for s in found.sayings.items] == ["police", "Papermakers Local 31"]


def test_a_vote_and_what_it_decides_on(mill):
    assert [(t.link, t.thing.iri) for t in of(mill, VOTE).related] == [("decides on", STRIKE)]
    assert [(t.link, t.thing.iri) for t in of(mill, STRIKE).related] == [("vote on it", VOTE)]


def test_facts_come_in_pages_and_leave_out_days_and_stages(mill):
    every = of(mill, STRIKE).facts
    assert every.total == Count(len(every.items))
    assert {f.link for f in every.items} & {"start date", "end date", "status", "duration"} == set()
    assert {"organizer", "employer", "participant", "place"} <= {f.link for f in every.items}
    second = of(mill, STRIKE, page=2, size=2).facts
    assert len(second.items) == 2
    assert second.total == every.total


def test_what_a_speaker_alone_says_counts_and_what_is_denied_does_not(engine):
    found = of(engine, f"{DATA}x/st")
    assert [(tie.link, tie.thing.label) for tie in found.sides] == [
        ("organizer", "Dockers’ Guild"),
        ("participant", "dockers"),
        ("employer", "Lakeside Freight"),
    ]
    assert [ref.label for ref in found.issues] == ["wages"]
    assert [(f.thing.label, f.negated) for f in found.lengths] == [("open-ended", True)]
    site = found.places[0]
    assert (site.place.label, [ref.label for ref in site.within]) == ("East Terminal", ["Port Ellery", "Ohio"])


def test_a_proposal_is_an_action_too(engine):
    found = of(engine, f"{DATA}x/offer")
    assert (found.ref.kind, found.ref.word) == ("action", "proposal")
    assert [(tie.link, tie.thing.label) for tie in found.sides] == [("proposed by", "Lakeside Freight")]
    assert [s.kind for s in found.sayings.items] == ["direct"]
