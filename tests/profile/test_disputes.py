"""Disputes and their timelines."""

import pytest
from pyoxigraph import NamedNode

from kg import paths
from kg.ids import DATA
from kg.profile.disputes import dispute
from kg.profile.nodes import Nodes
from kg.query.evaluate import answer, prepare

MILL = f"{DATA}dispute/papermakers-local-31-torrance-paper-2025"
DAIRY = f"{DATA}dispute/drivers-union-local-8-ostler-dairy-2025"


def of(engine, iri):
    return dispute(Nodes(engine), iri)


def test_a_dispute_with_sides_days_and_actions(mill):
    found = of(mill, MILL)
    assert [side.label for side in found.sides] == ["Papermakers Local 31", "Torrance Paper"]
    assert (found.first, found.last) == ("2025-03-02", "2025-03-23")
    assert [(a.thing.word, a.first, a.last, a.status, a.as_of, a.stories) for a in found.actions] == [
        ("strike authorization vote", "2025-03-02", "2025-03-02", "ended", "2025-03-03", 1),
        ("strike", "2025-03-10", "2025-03-23", "ended", "2025-03-24", 3),
        ("negotiation", "", "", "under way", "2025-03-03", 1),
    ]
    assert [(s.outlet, s.mentions) for s in found.sources] == [
        ("Corvin Herald", 7),
        ("Valley Wire", 4),
        ("Corvin Herald", 1),
    ]
    assert [figure.printed for group in found.figures for figure in group.figures] == ["About 420", "400"]


def test_its_timeline_day_by_day(mill):
    found = of(mill, MILL).timeline
    assert [(s.day, s.what, s.event.word, s.words.text) for s in found[:4]] == [
        ("2025-03-02", "held", "strike authorization vote", "voted Sunday to authorize"),
        ("2025-03-03", "under way", "negotiation", "bargaining"),
        ("2025-03-03", "scheduled", "strike", "strike would begin"),
        ("2025-03-10", "begins", "strike", "walked off the job Monday"),
    ]
    assert [(s.day, s.what, s.planned, s.stories, s.said_by[0].kind) for s in found[4:]] == [
        ("2025-03-23", "ends", False, 1, "article")
    ]


def test_what_was_told_before_its_day_is_a_plan(mill):
    found = of(mill, DAIRY).timeline
    assert [(s.day, s.what, s.planned, s.said_by[0].label) for s in found] == [
        ("2025-05-20", "scheduled", False, "Drivers Union Local 8"),
        ("2025-05-28", "to be held", True, "Drivers Union Local 8"),
    ]


@pytest.mark.parametrize("iri", [MILL, DAIRY])
def test_the_timeline_is_the_one_of_the_question(mill, iri):
    """queries/timeline.rq, asked for the dispute, gives the same steps."""
    text = (paths.data("queries") / "timeline.rq").read_text(encoding="utf-8")
    found = answer(prepare(text, {"dispute": NamedNode(iri)}), mill)
    names = ("date", "what", "event", "evidence", "stories")
    rows = [tuple(row[name].value for name in names) for row in found]
    assert len(rows) > 1
    assert sorted(rows) == sorted((s.day, s.what, s.event.label, s.iri, str(s.stories)) for s in of(mill, iri).timeline)
