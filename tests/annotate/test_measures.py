from decimal import Decimal

import pytest

from kg.annotate.base import Draft
from kg.annotate.events.taking import STOPPAGES
from kg.model import Quantity
from tests.annotate.test_actions import only, read


def number(draft: Draft, value: int) -> Quantity:
    return next(q for q in draft.quantities if q.value == Decimal(value))


def measured(text: str) -> Draft:
    return read(text, until="claims")


def test_the_people_of_a_strike_are_a_fact_with_the_number() -> None:
    draft = measured("An estimated 4,000 health care workers of Alder Hospital will take part in the strike.")
    people = number(draft, 4000)
    fact = next(f for f in draft.facts if people.key in f.quantities)
    assert (fact.subject, fact.predicate, fact.modality) == (only(draft, "Strike").ref, "participant", "Plan")
    assert fact.object == people.measures
    assert draft.entities[people.measures or ""].kind == "Collective"
    assert fact.text.startswith("An estimated 4,000 health care workers")


def test_the_sites_that_a_strike_affects() -> None:
    draft = measured("The strike is expected to affect more than 100 clinics in Ohio.")
    sites = number(draft, 100)
    fact = next(f for f in draft.facts if sites.key in f.quantities)
    assert (fact.subject, fact.predicate) == (only(draft, "Strike").ref, "affects")
    assert fact.text.endswith("affect more than 100 clinics.")


def test_a_length_measures_its_action() -> None:
    draft = measured("Nurses at Alder Hospital began a three-day strike on Monday.")
    assert number(draft, 3).measures == only(draft, "Strike").ref


def test_votes_measure_the_vote() -> None:
    draft = measured("Members of the Teachers Union approved the contract by 84-12.")
    assert number(draft, 84).measures == only(draft, "RatificationVote").ref


def test_every_number_is_carried_once_by_a_claim() -> None:
    draft = measured(
        "Nearly 1,900 nurses at Alder Hospital walked off the job Monday. The average nurse makes $39 an hour.\n\n"
        "“We have worked 11 double shifts since May,” said Dana Whitcomb, a nurse.\n\n"
        "The hospital lost $41 million last year. Some 650 replacements were hired."
    )
    assert len(draft.quantities) >= 5
    for quantity in draft.quantities:
        assert any(quantity.key in c.quantities for c in draft.claims), draft.words(quantity.span)
    article = [k for c in draft.claims if c.statement is None and c.predicate is None for k in c.quantities]
    assert len(article) == len(set(article))


def test_a_number_in_a_statement_is_no_claim_of_the_article() -> None:
    draft = measured("“We lost 4,000 members last year,” said Dana Whitcomb, a nurse.")
    lost = number(draft, 4000)
    assert {c.statement is None for c in draft.claims if lost.key in c.quantities} == {False}


def test_sizes_by_several_voices_are_all_sizes_of_the_one_strike() -> None:
    draft = read(
        "About 320 drivers at Corvo Transit walked off the job Tuesday, their union said.\n\n"
        "According to the company, fewer than 200 employees took part. The union put the number at closer to 350.",
        until="measures",
    )
    strike = only(draft, "Strike")
    keys = {k for f in draft.facts if f.subject == strike.ref and f.predicate == "participant" for k in f.quantities}
    assert sorted(int(q.value or 0) for q in draft.quantities if q.key in keys) == [200, 320, 350]


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("Nearly 400 drivers for Tule Transit plan to strike Monday.", 400),
        ("Some 1,300 nurses at Alder General Hospital are set to walk out Friday.", 1300),
        ("About 1,200 nurses at Alder General Hospital plan to walk off the job Friday.", 1200),
        ("About 90 cooks at Tule Mills are expected to walk off the job Friday.", 90),
        ("More than 60 janitors at Tule Mills threatened to strike Monday if talks fail.", 60),
        ("Some 200 workers at Tule Mills began striking Monday.", 200),
        ("Dozens of teachers plan to strike Monday.", 24),
        ("The union told 500 workers to strike Monday.", None),
        ("Local 5, which has 300 members, plans to strike Monday.", None),
        ("About 300 members of Local 5 voted to strike Monday.", None),
    ],
)
def test_who_plans_a_stoppage_is_its_size(text: str, size: int | None) -> None:
    draft = measured(text)
    strike = next(a for a in draft.actions if a.kind in STOPPAGES)
    keys = {k for f in draft.facts if f.subject == strike.ref and f.predicate == "participant" for k in f.quantities}
    assert [int(q.value or 0) for q in draft.quantities if q.key in keys] == ([] if size is None else [size])


def test_the_share_of_voters_measures_the_vote() -> None:
    draft = measured("Ninety-four percent of members of Local 5 voted Tuesday to ratify the contract with Tule Mills.")
    assert number(draft, 94).measures == only(draft, "RatificationVote").ref


def test_two_voices_on_the_cost_of_a_strike_measure_the_same() -> None:
    text = "The strike at Orvik Steel costs $400,000 a day, the mayor said. The union put the cost at $750,000 a day."
    draft = measured(text)
    strike = only(draft, "Strike").ref
    assert (number(draft, 400_000).measures, number(draft, 750_000).measures) == (strike, strike)


def test_sums_of_one_cost_are_told_of_its_action_however_many() -> None:
    losses = ", ".join(f"losses of ${n},000" for n in range(1, 61))
    draft = measured(f"The strike cost $900,000, or {losses}.")
    assert {q.measures for q in draft.quantities} == {only(draft, "Strike").ref}
    assert len(draft.quantities) == 61
