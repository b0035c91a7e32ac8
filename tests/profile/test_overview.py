"""A store at a glance."""

from kg.profile.overview import overview
from kg.store import MEMORY, open_store


def test_counts_and_days(mill):
    found = overview(mill)
    assert (found.stories, found.outlets, found.first, found.last) == (5, 3, "2025-03-03", "2025-05-20")
    assert (found.people, found.employers) == (3, 2)
    assert [(tally.word, tally.number) for tally in found.actions] == [("strike", 2)]


def test_newest_stories_come_first(mill):
    assert [(one.published, one.outlet) for one in overview(mill).latest] == [
        ("2025-05-20", "Corvin Herald"),
        ("2025-03-24", "Corvin Herald"),
        ("2025-03-11", "Ohio Desk"),
        ("2025-03-10", "Valley Wire"),
        ("2025-03-03", "Corvin Herald"),
    ]


def test_disputes_and_speakers_with_most_come_first(mill):
    found = overview(mill)
    assert [(line.thing.label, line.first, line.last, line.stories) for line in found.disputes] == [
        ("Papermakers Local 31 and Torrance Paper, 2025", "2025-03-02", "2025-03-23", 3),
        ("Drivers Union Local 8 and Ostler Dairy, 2025", "2025-05-28", "2025-05-28", 1),
    ]
    assert [(line.status, line.as_of) for line in found.disputes] == [
        ("ended", "2025-03-24"),
        ("scheduled", "2025-05-20"),
    ]
    assert [(one.who.label, one.statements) for one in found.speakers][:2] == [("Nadia Ferro", 4), ("Alan Pryce", 2)]


def test_talks_under_way_and_a_vote_that_ended_are_not_the_stage_of_a_strike():
    store = open_store(MEMORY, write=True).engine()
    told = (("Strike", "Scheduled", "04"), ("Negotiation", "UnderWay", "05"), ("Vote", "Ended", "05"))
    store.update(
        "PREFIX lab: <https://w3id.org/labornews/def#> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> INSERT DATA {"
        "<urn:d> a lab:Dispute ."
        + "".join(
            f"<urn:{kind}> a lab:{kind} ; lab:inDispute <urn:d> . <urn:{kind}1> lab:claimSubject <urn:{kind}> ;"
            f'lab:claimPredicate lab:status ; lab:claimObject lab:{stage} ; lab:asOf "2024-03-{day}"^^xsd:date .'
            for kind, stage, day in told
        )
        + "}"
    )
    assert [(line.status, line.as_of) for line in overview(store).disputes] == [("scheduled", "2024-03-04")]


def test_statements_and_claims_are_counted_over_all_their_classes(engine):
    found = overview(engine)
    assert (found.statements, found.claims, found.unions) == (4, 14, 2)


def test_an_empty_store():
    found = overview(open_store(MEMORY, write=True).engine())
    assert (found.stories, found.first, found.last, found.latest, found.disputes, found.speakers) == (
        0,
        "",
        "",
        (),
        (),
        (),
    )
