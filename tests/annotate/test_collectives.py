import csv

import pytest

from kg.annotate import NAMES, annotators
from kg.annotate.base import Draft
from kg.annotate.collectives.phrases import noun, people, phrase_at
from kg.annotate.collectives.sites import sites
from kg.annotate.lexicons import load_lexicon
from kg.annotate.nlp import load
from kg.model import Article, Entity
from kg.paths import lexicon


def read(text: str, until: str = "collectives") -> Draft:
    """The draft of a text after the steps up to the one named."""
    draft = Draft(Article(text=text, published="2026-06-11"), load()[0](text))
    for name, step in zip(NAMES, annotators(), strict=True):
        step.run(draft)
        if name == until:
            break
    return draft


def groups(draft: Draft) -> dict[str, Entity]:
    return {e.name: e for e in draft.entities.values() if e.kind == "Collective"}


def words(draft: Draft, entity: Entity) -> list[str]:
    return [draft.words(m.span) for m in draft.mentions if m.target == entity.ref]


def test_every_noun_of_the_lexicon_is_found_in_its_example() -> None:
    nlp = load()[0]
    with lexicon("people.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    missed = []
    for row, doc in zip(rows, nlp.pipe([r["example"] for r in rows]), strict=True):
        found = [known for t in doc if (known := noun(t) or people().get(t.lower_))]
        if not any(n.singular == row["noun"] and n.kind == row["kind"] and n.plural for n in found):
            missed.append(row["noun"])
    assert missed == []
    assert len({r["noun"] for r in rows}) == len(rows)


def test_every_site_of_the_lexicon_is_found_in_its_example() -> None:
    with lexicon("sites.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert row["plural"] in sites(), row
            assert f" {row['plural']} " in row["example"], row


def test_the_parts_of_a_phrase() -> None:
    draft = read("An estimated 4,000 Kaiser Permanente healthcare professionals will join the strike.", "names")
    head = next(t for t in draft.doc if t.text == "professionals")
    phrase = phrase_at(draft, head)
    assert phrase is not None
    assert noun(head) == people()["professionals"]
    assert (phrase.nouns, phrase.kind, phrase.plural, phrase.number) == (("professional",), "generic", True, True)
    assert phrase.modifiers == ("healthcare",)
    assert [draft.words(m.span) for m in phrase.organizations] == ["Kaiser Permanente"]


def test_a_group_with_its_employer_is_one_entity_however_it_is_named() -> None:
    draft = read(
        "Nearly 1,900 nurses at Cascade Mercy Medical Center walked off the job early Monday over wages.\n\n"
        "The hospital hired 650 replacement nurses.\n\nThe nurses said they would not return."
    )
    found = groups(draft)
    nurses = found["nurses at Cascade Mercy Medical Center"]
    assert words(draft, nurses) == ["Nearly 1,900 nurses", "The nurses"]
    assert draft.entities[nurses.employer or ""].name == "Cascade Mercy Medical Center"
    assert "nurses" in nurses.aliases
    assert (nurses.occupation, nurses.named) == ("nurses", False)
    assert words(draft, found["replacement nurses"]) == ["650 replacement nurses"]


def test_different_heads_with_the_same_modifiers_and_employer_are_one() -> None:
    draft = read(
        "Mental health workers with Kaiser Permanente will strike.\n\n"
        "An estimated 4,000 Kaiser Permanente healthcare professionals will take part.\n\n"
        "A survey found that most Kaiser Permanente clinicians lack time."
    )
    found = groups(draft)
    workers = found["Mental health workers with Kaiser Permanente"]
    assert words(draft, workers)[:2] == [
        "Mental health workers",
        "An estimated 4,000 Kaiser Permanente healthcare professionals",
    ]
    assert [name for name in found if name != workers.name] == ["Kaiser Permanente clinicians"]


def test_groups_of_other_employers_stay_apart() -> None:
    draft = read(
        "Bus drivers will stop work on Monday. The drivers want more pay.\n\nDrivers at Ridgeway Lines will work."
    )
    found = list(groups(draft).values())
    assert [words(draft, e) for e in found] == [["Bus drivers", "The drivers"], ["Drivers"]]
    assert found[0].employer is None
    assert draft.entities[found[1].employer or ""].name == "Ridgeway Lines"


def test_workers_at_other_sites_are_another_group() -> None:
    draft = read(
        "Workers at Brightbox Logistics walked out.\n\nWorkers at two other Brightbox Logistics sites refused to help."
    )
    assert len(groups(draft)) == 2


def test_a_list_is_one_group_and_an_inclusion_is_subgroups() -> None:
    draft = read("Testers, artists and programmers voted. Participants, including nurses and social workers, cheered.")
    found = groups(draft)
    assert "Testers, artists and programmers" in found
    larger = found["Participants"].ref
    assert {n: e.subgroup_of for n, e in found.items() if e.subgroup_of} == {"nurses": larger, "social workers": larger}


def test_a_list_does_not_swallow_an_organization() -> None:
    draft = read("The Inland Nurses Alliance and hospital officials failed to reach a deal.")
    assert list(groups(draft)) == ["hospital officials"]


def test_an_apposition_is_the_same_group_and_gives_the_union() -> None:
    draft = read("About 540 drivers, members of the Tram Workers Union, have refused to collect fares.")
    (drivers,) = groups(draft).values()
    assert words(draft, drivers) == ["About 540 drivers", "members"]
    assert draft.entities[drivers.union or ""].name == "Tram Workers Union"


def test_members_belong_to_the_union_named_last() -> None:
    draft = read(
        "Members of the Tram Workers Union will strike.\n\n"
        "The Signal Workers Union hailed its own deal. Its members had rejected 3 percent."
    )
    unions = [draft.entities[e.union or ""].name for e in groups(draft).values()]
    assert unions == ["Tram Workers Union", "Signal Workers Union"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Surgeries were postponed, a hospital spokesperson said.", "hospital spokesperson"),
        (
            "A spokesman for Transport Minister Paul Egan said it was over.",
            "spokesman for Transport Minister Paul Egan",
        ),
        ("A nurse who asked not to be named said she was tired.", "nurse who asked not to be named"),
        ("A federal mediator would meet the union on Thursday.", "federal mediator"),
        (
            "“The whole shift walked out,” said a welder known to everyone as “Biscuit.”",
            "welder known to everyone as Biscuit",
        ),
    ],
)
def test_unnamed_people_are_named_by_the_words_that_describe_them(text: str, name: str) -> None:
    draft = read(text)
    unnamed = [e for e in draft.entities.values() if e.kind == "Person" and not e.named]
    assert [e.name for e in unnamed] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "A company spokesman, Dale Kerr, declined to discuss the offer.",
        "Dana Whitcomb, an intensive care nurse, said nothing.",
        "Leonard Oyelaran is a crane operator.",
        "Brent Kowalchuk works as a driver.",
        "No guard will lose a job, the minister wrote to Maria Ruiz.",
        "The company paid $12,000 per operator.",
        "Co-chairs Hana Lindqvist and Omar Teague wrote to the board.",
        "Nabigon spoke to a rally of about 200 people.",
        "“Bring it back,” someone shouted from the crowd.",
        "Nurse staffing is at issue.",
    ],
)
def test_no_entity_for_roles_of_named_people_predicates_and_nobody(text: str) -> None:
    draft = read(text)
    assert [e.name for e in draft.entities.values() if not e.named and e.name != "minister"] == []


def test_sites_that_are_counted_or_placed() -> None:
    draft = read(
        "The strike will hit more than 100 clinics and facilities throughout California.\n\n"
        "Strikers will gather outside clinics of their choice.",
        "coreference",
    )
    (found,) = [e for e in draft.entities.values() if e.kind == "FacilityGroup"]
    assert found.name == "clinics and facilities throughout California"
    assert draft.entities[found.within or ""].name == "California"


def test_the_state_of_a_group_of_sites_is_resolved() -> None:
    draft = read("The union is based in California. It will picket 40 clinics throughout the state.", "coreference")
    (found,) = [e for e in draft.entities.values() if e.kind == "FacilityGroup"]
    assert draft.entities[found.within or ""].name == "California"


def test_keys_do_not_clash_with_the_name_a_group_begins_with() -> None:
    draft = read("Skyward Airlines pilots said Skyward Airlines was unfair.")
    kinds = {e.name: e.kind for e in draft.entities.values()}
    assert kinds == {"Skyward Airlines": "Employer", "Skyward Airlines pilots": "Collective"}


# ---- people or things


def test_signs_of_people_have_examples_that_hold_them() -> None:
    nlp = load()[0]
    for kind, rows in load_lexicon("human_signs.yaml").items():
        for word, example in rows:
            held = {t.lemma_.lower() for t in nlp(example)} | {t.lower_ for t in nlp(example)}
            assert word in held or f"{word}s" in held, (kind, word, example)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cooling fans hummed. The servers crashed.", set()),
        ("Football fans waited outside.", {"Football fans"}),
        ("The union thanked fans.", {"fans"}),
        ("Servers earn nine dollars an hour.", {"Servers"}),
        ("Cooks and servers walked out.", {"Cooks and servers"}),
        ("Copper conductors lay in the yard.", set()),
    ],
)
def test_nouns_that_are_things_too_need_a_human_sign(text: str, expected: set[str]) -> None:
    assert {e.name for e in read(text).entities.values() if e.kind == "Collective"} == expected


def test_a_description_before_the_name_is_that_person() -> None:
    draft = read("A patient’s daughter, who gave her name only as Marlys, waited. His cousin, trustee Ann Rask, wrote.")
    assert {e.name for e in draft.entities.values() if e.kind == "Person"} == {"Marlys", "Ann Rask"}


def test_kin_and_holders_of_roles() -> None:
    draft = read("The union’s lead organizer, Wren Abbot, spoke. The organizer said no. She sent money to her mother.")
    assert {e.name for e in draft.entities.values() if e.kind == "Person"} == {"Wren Abbot", "mother"}


def test_strikers_are_the_group_that_takes_part_in_the_strike() -> None:
    draft = read("Welders at Calder Freight will take part in the strike. From there, strikers will march.")
    assert set(groups(draft)) == {"Welders at Calder Freight"}
    draft = read("Welders will take part in the strike. Painters will join the strike. Then strikers will march.")
    assert "strikers" in groups(draft)
