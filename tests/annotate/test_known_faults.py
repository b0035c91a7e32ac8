"""Names, days and numbers that other tools are known to get wrong; each test is of one kind of fault."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from kg.annotate.base import Draft
from tests.annotate import test_actions


@cache
def read(text: str) -> Draft:
    return test_actions.read(text)


def names(text: str) -> dict[str, str]:
    """Name -> class of each named entity."""
    return {e.name: e.kind for e in read(text).entities.values() if e.named}


def test_titles_leave_the_untitled_neighbour_and_a_role_before_the_name_its_person() -> None:
    text = "Dr. Mona Hesse and Piet Hesse-Brandt met "
    text += "the acting head of Larkfield Rail, Dr Omar Thorne, and PM Greta Lindh."
    people = {name for name, kind in names(text).items() if kind == "Person"}
    assert people == {"Mona Hesse", "Piet Hesse-Brandt", "Omar Thorne", "Greta Lindh"}
    draft = read(text)
    held = {
        (draft.entities[p.person].name, draft.entities[p.organization].name) for p in draft.positions if p.organization
    }
    assert ("Omar Thorne", "Larkfield Rail") in held


def test_the_company_that_locks_out_is_the_unit_and_not_its_owner() -> None:
    text = (
        "Marlow Ferries, a wholly owned unit of Kestrel Holdings Inc., locked out 180 members of Harbor Hands United. "
        "The union called the move illegal. The company said it was lawful."
    )
    draft = test_actions.read(text, until="measures")
    lockout = test_actions.only(draft, "Lockout")
    assert test_actions.values(draft, lockout, "employer") == {"Marlow Ferries"}
    assert "Harbor Hands United" in test_actions.values(draft, lockout, "target")
    counted = {q.key for q in draft.quantities if q.value == 180}
    assert any(counted & set(f.quantities) for f in draft.facts if f.subject == lockout.ref)
    refers = {draft.words(m.span): draft.entities[m.target].name for m in draft.mentions if m.target in draft.entities}
    assert refers["The union"] == "Harbor Hands United"
    assert refers["The company"] == "Marlow Ferries"


def test_one_local_number_under_two_unions_stays_open_where_it_stands_alone() -> None:
    text = (
        "Local 7 of the Painters' Guild backed the strike. In the next town, Wireworkers Local 7 crossed the line. "
        "Local 7's banner stayed up."
    )
    draft = read(text)
    locals_ = {e.ref for e in draft.entities.values() if e.kind == "UnionLocal"}
    alone = [m for m in draft.mentions if draft.words(m.span) == "Local 7" and m.span.start > 90]
    assert len(locals_) == 2
    assert [(m.target, set(m.candidates)) for m in alone] == [(None, locals_)]
    assert draft.quantities == []


def test_credentials_handles_and_addresses_are_no_names() -> None:
    text = "Ingrid Solheim, M.S., R.N., voted yes. RT @GateNine: Standing with Torvald drivers https://example.org/y"
    assert names(text) == {"Ingrid Solheim": "Person", "Torvald": "Employer"}


def test_abbreviations_end_no_sentence_and_no_name() -> None:
    text = (
        "Workers at Lindqvist Co. in St. Aubin, Mo., struck June 3. Hector Bray Jr. led the march. "
        "The U.S. Labor Board had no comment."
    )
    found = names(text)
    assert {"Lindqvist Co.", "St. Aubin", "Hector Bray Jr.", "U.S. Labor Board"} <= set(found)
    draft = read(text)
    assert {draft.sentence(m.span.start).start for m in draft.mentions if m.kind == "name"} == {
        draft.sentence(text.index(word)).start for word in ("Workers", "Hector", "The U.S.")
    }
    town = next(e for e in draft.entities.values() if e.name == "St. Aubin")
    assert town.within is not None
    assert draft.entities[town.within].name == "Missouri"


def test_a_stop_of_an_hour_or_a_firm_may_end_a_sentence_too() -> None:
    text = "They met at 5 p.m. The hall of Brandt Inc. was cold. Pres. Ada Moss of Brandt Inc. spoke at Brandt Inc. It "
    text += "was late. Will it end? No. They want more than Lodge No. 5 has."
    assert [s.text.strip() for s in read(text).doc.sents] == [
        "They met at 5 p.m.",
        "The hall of Brandt Inc. was cold.",
        "Pres. Ada Moss of Brandt Inc. spoke at Brandt Inc.",
        "It was late.",
        "Will it end?",
        "No.",
        "They want more than Lodge No. 5 has.",
    ]


def test_a_wire_in_a_dateline_is_no_place_and_each_dateline_has_its_town() -> None:
    text = "DULUTH, Minn. (LKW) -- Dockers voted to stay out.\n\nST. PAUL - A second picket formed Friday."
    found = names(text)
    assert (found["Duluth"], found["St. Paul"], found["LKW"]) == ("City", "City", "NewsOrganization")
    assert "Paul" not in found
    draft = test_actions.read(text)
    assert test_actions.values(draft, test_actions.only(draft, "Picket"), "place") == {"St. Paul"}


def test_ranges_keep_both_ends_and_no_mean() -> None:
    text = (
        "Between six and eight weeks in, 1,200-1,800 workers were out, against 12 to 20 percent of staff at the start."
    )
    found = [(q.value, q.low, q.high, q.unit) for q in read(text).quantities]
    assert found == [(None, 6, 8, "week"), (None, 1200, 1800, "person"), (None, 12, 20, "percent")]


def test_a_number_beside_a_date_stays_a_number() -> None:
    draft = read("The march drew six thousand last week.")
    assert [(draft.words(q.span), q.value) for q in draft.quantities] == [("six thousand", 6000)]
    assert [(t.begin, t.end) for t in draft.times] == [("2026-06-01", "2026-06-07")]


def test_vague_counts_are_bounds() -> None:
    text = "Dozens marched and hundreds sang. More than 70 percent of 1,500 voters said no, and nearly 300 signed."
    found = [(int(q.value or 0), q.comparator) for q in read(text).quantities]
    assert found == [(24, "AtLeast"), (200, "AtLeast"), (70, "MoreThan"), (1500, "Exactly"), (300, "Nearly")]


def test_metal_is_no_coin() -> None:
    draft = read("A strike by 1,150 nickel miners began on Monday. They want a nickel more and got 40 nickels.")
    assert [(draft.words(q.span), q.value, q.unit) for q in draft.quantities] == [
        ("1,150", 1150, "person"),
        ("a nickel", Decimal("0.05"), "USD"),
        ("40 nickels", 2, "USD"),
    ]


def test_the_letter_of_a_currency_is_no_part_of_a_name() -> None:
    assert set(names("The strike costs Kestrel Foods A$3 million a day. Kestrel C$4 million.")) == {"Kestrel Foods"}
