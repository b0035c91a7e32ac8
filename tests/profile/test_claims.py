"""Facts, figures and stages, and who says so."""

from dataclasses import replace

import pytest

from kg.ids import DATA
from kg.profile.claims import fact, figures, groups, quantities, said_by, statuses
from kg.profile.nodes import Nodes

STORY = f"{DATA}article/dockers-7"
STRIKE = f"{DATA}x/st"


@pytest.fixture
def nodes(engine):
    return Nodes(engine)


def test_a_fact_has_its_parts_and_its_words(nodes):
    found = fact(nodes, f"{STORY}/claim-106-113")
    assert found.text == "The strike is to start on March 4, 2024."
    assert (found.subject.label, found.link, found.value, found.precision) == (
        "Strike at Lakeside Freight", "start date", "2024-03-04", "day",
    )  # fmt: skip
    assert found.thing is None
    assert (found.modality, found.negated, found.corrected) == ("put as a plan", False, False)
    assert [ref.label for ref in found.said_by] == ["Dockers’ Guild"]
    assert [piece.text for piece in found.words] == ["March 4"]


def test_a_claim_without_a_triple_has_its_text_alone(nodes):
    found = fact(nodes, f"{STORY}/claim-364-400")
    assert (found.text, found.subject, found.link, found.thing, found.value, found.precision) == (
        "The Guild should return to the table.", None, "", None, "", "",
    )  # fmt: skip
    assert found.modality == "put as a request"


def test_a_negative_claim_says_so(nodes):
    found = fact(nodes, f"{STORY}/claim-430-468")
    assert found.negated
    assert found.thing.label == "open-ended"


@pytest.mark.parametrize(
    ("claim", "speakers"),
    [
        ("claim-106-113", [f"{DATA}x/dg"]),
        ("claim-0-19", [STORY]),
        ("claim-314-322", []),
    ],
)
def test_who_says_so_is_a_speaker_the_article_or_nobody(nodes, claim, speakers):
    assert [ref.iri for ref in said_by(nodes, f"{STORY}/{claim}")] == speakers


def test_a_figure_keeps_its_printed_words(nodes):
    claims = nodes.subjects("lab:claimSubject", STRIKE)
    (found,) = figures(nodes, quantities(nodes, STRIKE, claims))
    assert (found.printed, found.value, found.low, found.high) == ("About 400", "400", "", "")
    assert (found.comparator, found.unit, found.link) == ("approximately", "person", "participant")
    assert (found.of.label, found.measures.label) == ("Strike at Lakeside Freight", "dockers")
    assert [ref.label for ref in found.said_by] == ["Dockers’ Guild"]
    assert found.text == "About 400 dockers will strike."


def test_a_range_stays_a_range(nodes):
    group = f"{DATA}x/2l"
    (found,) = figures(nodes, quantities(nodes, group, []))
    assert (found.printed, found.value, found.low, found.high, found.unit) == ("Two", "", "1", "2.5", "local")


def test_figures_that_disagree_stand_side_by_side(nodes):
    (one,) = figures(nodes, quantities(nodes, STRIKE, nodes.subjects("lab:claimSubject", STRIKE)))
    firm = replace(one.said_by[0], iri=f"{DATA}org/firm", label="Lakeside Freight")
    other = replace(one, iri=f"{STORY}/quantity-9-10", value="380", said_by=(firm,))
    (group,) = groups([one, other])
    assert (group.of.label, group.link, group.unit, group.differ) == (
        "Strike at Lakeside Freight", "participant", "person", True,
    )  # fmt: skip
    assert [figure.value for figure in group.figures] == ["400", "380"]
    (again,) = groups([one, replace(other, corrected=True)])
    assert not again.differ
    assert len(again.figures) == 2
    (counted,) = groups([one, replace(other, said_by=one.said_by)])
    assert not counted.differ  # of one voice in one story, as votes for and against are
    assert [g.unit for g in groups([one, replace(other, unit="site")])] == ["person", "site"]


def test_stages_are_in_order_of_days(nodes, mill):
    (step,) = statuses(nodes, [f"{STORY}/claim-0-19"])
    assert (step.day, step.status, step.negated) == ("2024-02-27", "scheduled", False)
    assert [ref.iri for ref in step.said_by] == [STORY]
    told = Nodes(mill)
    strike = f"{DATA}action/strike-torrance-paper-papermakers-local-31-2025-03-10"
    claims = [c for c in told.subjects("lab:claimSubject", strike) if told.text(c, "lab:asOf")]
    assert [(s.day, s.status) for s in statuses(told, reversed(claims))] == [
        ("2025-03-03", "scheduled"),
        ("2025-03-10", "under way"),
        ("2025-03-24", "ended"),
    ]
