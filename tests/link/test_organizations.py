"""Organizations, unions and locals of several stories."""

import pytest

from kg.link import Rules


def both(hand, one, other, **more):
    """Two stories: a with `one`, b with `other`."""
    return hand.told(a=one, b=other, **more)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Orrin Logistics Inc.", "The Orrin Logistics"),
        ("Orrin Logistics, LLC", "ORRIN LOGISTICS CORP."),
        ("Café Orrin Ltd", "Cafe Orrin"),
        ("Orrin Co-op Stores", "Orrin Co‑op Stores"),
        ("Ｏrrin Steel", "Orrin Steel"),
    ],
)
def test_one_name_whatever_the_legal_form_is_one_body(hand, one, other):
    found = both(hand, [hand.firm(one)], [hand.thing("FormalOrganization", other)])
    assert found.one(f"a: {one}", f"b: {other}")
    assert found.short(f"a: {one}").startswith("org/")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Orrin Steel", "Orrin Foods"),
        ("Orrin Logistics", "Orrin Logistics of Ohio"),
        ("Оrrin Steel", "Orrin Steel"),  # a Cyrillic О
        ("Orrin Steel", "Orrin Steal"),
    ],
)
def test_other_names_are_other_bodies(hand, one, other):
    assert both(hand, [hand.firm(one)], [hand.firm(other)]).apart(f"a: {one}", f"b: {other}")


def test_a_letter_off_in_stories_of_one_dispute_is_a_doubt(hand):
    shared = hand.union("Bakers’ Guild")
    found = both(hand, [hand.firm("Orrin Logistics"), shared], [hand.firm("Orrin Logistic"), shared])
    assert found.apart("a: Orrin Logistics", "b: Orrin Logistic")
    assert found.doubt("a: Orrin Logistics", "b: Orrin Logistic") == [0.6]


def test_classes_that_do_not_go_together(hand):
    """A union, a firm and a paper of one name; what a story only knows as an organization may be any one of them."""
    found = hand.told(
        a=[hand.thing("FormalOrganization", "Harrow Workers")],
        b=[hand.union("Harrow Workers")],
        c=[hand.firm("Harrow Workers")],
    )
    assert found.apart("b: Harrow Workers", "c: Harrow Workers")
    found = hand.told(
        a=[hand.union("Harrow Herald")],
        b=[hand.thing("NewsOrganization", "Harrow Herald")],
        c=[hand.firm("Harrow Herald")],
    )
    assert found.apart("a: Harrow Herald", "b: Harrow Herald")
    assert found.one("b: Harrow Herald", "c: Harrow Herald")
    two = both(hand, [hand.thing("FormalOrganization", "Harrow Workers")], [hand.union("Harrow Workers")])
    assert two.one("a: Harrow Workers", "b: Harrow Workers")


def test_two_of_one_name_in_each_story_stay_two(hand):
    twice = [hand.firm("Harrow Foods Inc."), hand.firm("Harrow Foods Ltd.")]
    found = both(hand, twice, twice)
    for key in "ab":
        assert found.apart(f"{key}: Harrow Foods Inc.", f"{key}: Harrow Foods Ltd.")


def test_a_body_known_to_a_lexicon_is_one_under_any_name(hand):
    full = "National Labor Relations Board"
    board = {n: hand.thing("GovernmentBody", n, canonical=full) for n in ("NLRB", "Labor Board", full)}
    found = hand.told(a=[board["NLRB"]], b=[board["NLRB"]], c=[board["Labor Board"]], d=[board[full]])
    assert found.one("a: NLRB", "b: NLRB", "c: Labor Board", f"d: {full}")
    assert found.short("a: NLRB") == "org/national-labor-relations-board"


def test_an_acronym_with_two_meanings(hand):
    """It goes to the body that its own context calls so, and to none where two do or nothing is shared."""
    firms = {k: hand.firm(f"{k} Motors") for k in ("Teal", "Cobb")}
    nurses, haulers = hand.union("North Area Transit Workers"), hand.union("National Alliance of Textile Workers")
    short = hand.union("NATW")
    found = hand.told(
        a=[nurses, firms["Teal"]],
        b=[haulers, firms["Cobb"]],
        c=[short, firms["Teal"]],
        d=[short, firms["Cobb"]],
        e=[short],
        f=[short, firms["Teal"], firms["Cobb"]],
    )
    assert found.one("a: North Area Transit Workers", "c: NATW")
    assert found.one("b: National Alliance of Textile Workers", "d: NATW")
    assert found.apart("a: North Area Transit Workers", "b: National Alliance of Textile Workers", "e: NATW", "f: NATW")


def test_an_acronym_alone_does_not_join(hand):
    assert both(hand, [hand.union("NATW")], [hand.union("NATW")]).apart("a: NATW", "b: NATW")
    shared = hand.firm("Teal Motors")
    assert both(hand, [hand.union("NATW"), shared], [hand.union("NATW"), shared]).one("a: NATW", "b: NATW")


def test_a_short_form_joins_by_context_and_none_of_two(hand):
    guild, short = hand.union("Bakers’ Guild"), hand.firm("Harrow")
    found = hand.told(a=[hand.firm("Harrow Steel"), guild], b=[short, guild], c=[hand.firm("Harrow University")])
    assert found.one("a: Harrow Steel", "b: Harrow")
    assert found.apart("a: Harrow Steel", "c: Harrow University")
    assert found.world.labels[found.iri("b: Harrow")] == "Harrow Steel"
    two = hand.told(a=[hand.firm("Harrow Steel"), guild], b=[hand.firm("Harrow Foods"), guild], c=[short, guild])
    assert two.apart("a: Harrow Steel", "b: Harrow Foods", "c: Harrow")
    assert two.doubt("a: Harrow Steel", "c: Harrow") == two.doubt("b: Harrow Foods", "c: Harrow") == [0.5]


def test_two_bodies_are_not_joined_by_the_short_form_that_both_have(hand):
    guild, weavers, short = hand.union("Bakers’ Guild"), hand.union("Weavers Union"), hand.firm("Harrow")
    found = hand.told(
        a=[hand.firm("Harrow Steel"), guild],
        b=[short, guild],
        c=[hand.firm("Harrow Foods"), weavers],
        d=[short, weavers],
        e=[short],
        f=[short, guild, weavers],
    )
    assert found.one("a: Harrow Steel", "b: Harrow")
    assert found.one("c: Harrow Foods", "d: Harrow")
    assert found.apart("b: Harrow", "d: Harrow", "e: Harrow", "f: Harrow")


def test_a_name_of_one_word_is_one_body(hand):
    assert both(hand, [hand.firm("Harrow Inc.")], [hand.firm("Harrow")]).one("a: Harrow Inc.", "b: Harrow")


def test_a_short_form_of_several_words_of_another_region_does_not_join(hand):
    ohio = [hand.thing("Employer", "Harrow General Hospital"), hand.state("Ohio")]
    found = hand.told(a=ohio, b=[hand.firm("Harrow General"), hand.state("Texas")])
    assert found.apart("a: Harrow General Hospital", "b: Harrow General")
    assert hand.told(a=ohio, b=[hand.firm("Harrow General"), hand.state("Ohio")]).one(
        "a: Harrow General Hospital", "b: Harrow General"
    )


@pytest.mark.parametrize("name", ["Mercy Hospital", "Union School District", "Springfield Police Department"])
def test_a_local_kind_of_body_in_two_states_is_two(hand, name):
    body = hand.firm(name)
    ohio, texas = hand.state("Ohio"), hand.state("Texas")
    found = hand.told(a=[body, ohio], b=[body, texas], c=[body, ohio], d=[body])
    assert found.one(f"a: {name}", f"c: {name}")
    # A story that names no state does not put the two together.
    assert found.apart(f"a: {name}", f"b: {name}")
    both_states = hand.told(a=[body, ohio], b=[body, texas], c=[body, ohio, texas])
    assert both_states.apart(f"a: {name}", f"b: {name}")


def test_a_common_name_needs_its_town(hand):
    council, salem = hand.thing("GovernmentBody", "City Council"), hand.city("Salem", "Oregon")
    found = hand.told(a=[council, salem], b=[council, salem], c=[council], d=[council, hand.city("Dover", "Delaware")])
    assert found.one("a: City Council", "b: City Council")
    assert found.apart("a: City Council", "c: City Council", "d: City Council")


LOCALS = [
    "Local 12 of the Bakers’ Guild",
    "Bakers’ Guild Local 12",
    "Bakers’ Guild Local No. 12",
    "Bakers’ Guild Local Union 12",
]


@pytest.mark.parametrize("name", LOCALS[1:])
@pytest.mark.parametrize("parent", ["Bakers’ Guild", None])
def test_spellings_of_a_local(hand, name, parent):
    guild = [hand.union("Bakers’ Guild")] if parent else []
    found = both(hand, [hand.local(LOCALS[0], parent=parent), *guild], [hand.local(name, parent=parent), *guild])
    assert found.one(f"a: {LOCALS[0]}", f"b: {name}")
    if parent:
        assert found.short(f"b: {name}") == "union/bakers-guild-local-12"


@pytest.mark.parametrize("name", LOCALS)
def test_a_local_has_one_iri_however_it_is_spelled(hand, name):
    found = hand.told(a=[hand.local(name, parent="Bakers’ Guild"), hand.union("Bakers’ Guild")])
    assert found.short(f"a: {name}") == "union/bakers-guild-local-12"


def test_locals_of_two_unions_with_one_number_and_of_one_union_with_two(hand):
    bakers, weavers = hand.union("Bakers’ Guild"), hand.union("Weavers Union")
    found = hand.told(
        a=[hand.local("Bakers’ Guild Local 12", parent="Bakers’ Guild"), bakers],
        b=[hand.local("Weavers Union Local 12", parent="Weavers Union"), weavers],
        c=[hand.local("Bakers’ Guild Local 21", parent="Bakers’ Guild"), bakers],
        d=[hand.local("Bakers’ Guild Lodge 12", parent="Bakers’ Guild"), bakers],
    )
    one, two = "a: Bakers’ Guild Local 12", "b: Weavers Union Local 12"
    assert found.apart(one, two, "c: Bakers’ Guild Local 21", "d: Bakers’ Guild Lodge 12")


def test_a_local_without_union_joins_by_context_only(hand):
    guild, mill, number = hand.union("Bakers’ Guild"), hand.firm("Orrin Mills"), hand.local("Local 12")
    found = hand.told(
        a=[hand.local("Bakers’ Guild Local 12", parent="Bakers’ Guild"), guild, mill],
        b=[number, mill],
        c=[number],
        d=[number, hand.firm("Teal Foods")],
    )
    assert found.one("a: Bakers’ Guild Local 12", "b: Local 12")
    assert found.apart("a: Bakers’ Guild Local 12", "c: Local 12", "d: Local 12")
    assert found.short("c: Local 12") == "article/c/union/local-12"


def test_a_local_without_union_that_fits_two_joins_none(hand):
    mill = hand.firm("Orrin Mills")
    found = hand.told(
        a=[hand.local("Bakers’ Guild Local 12", parent="Bakers’ Guild"), hand.union("Bakers’ Guild"), mill],
        b=[hand.local("Weavers Union Local 12", parent="Weavers Union"), hand.union("Weavers Union"), mill],
        c=[hand.local("Local 12"), mill],
        d=[hand.local("Local 12"), mill],
    )
    assert found.apart("a: Bakers’ Guild Local 12", "b: Weavers Union Local 12", "c: Local 12")
    assert found.doubt("a: Bakers’ Guild Local 12", "c: Local 12") == [0.5]


def test_a_curator_keeps_a_local_and_what_another_story_calls_a_union_apart(hand):
    """Both would have one IRI by their names."""
    stories = {
        "a": [hand.local("Bakers’ Guild Local 12", parent="Bakers’ Guild"), hand.union("Bakers’ Guild")],
        "b": [hand.union("Bakers’ Guild Local 12")],
    }
    plain = hand.told(**stories)
    pair = (plain.inside("a: Bakers’ Guild Local 12"), plain.inside("b: Bakers’ Guild Local 12"))
    kept = hand.told(rules=Rules(different=(((pair[0],), (pair[1],)),)), **stories)
    assert kept.apart("a: Bakers’ Guild Local 12", "b: Bakers’ Guild Local 12")


def test_a_story_id_that_looks_like_an_organization_makes_no_two_people_one(hand):
    """A person named after her first story is not the one who works for a firm of the story's name."""
    shared = [hand.firm("Teal Foods"), hand.union("Bakers’ Guild")]
    found = hand.told(
        **{
            "orrin-mills": [hand.person("Ana Ruiz"), *shared],
            "b": [hand.person("Ana Ruiz"), *shared],
            "c": [hand.person("Ana Ruiz", "Orrin Mills"), hand.firm("Orrin Mills")],
        }
    )
    assert found.one("orrin-mills: Ana Ruiz", "b: Ana Ruiz")
    assert found.apart("b: Ana Ruiz", "c: Ana Ruiz")


def test_a_short_form_belongs_to_the_body_that_the_town_s_stories_call_so(hand):
    """ "Quarrel" is Quarrel Health where a story of that week and town calls it so, and not in a town elsewhere."""
    found = hand.told(
        a=[hand.firm("Quarrel Health", forms=("Quarrel",)), hand.city("Alder", "Ohio")],
        b=[hand.firm("Quarrel"), hand.city("Alder", "Ohio")],
        c=[hand.firm("Quarrel"), hand.city("Corvo", "Utah")],
    )
    assert found.one("a: Quarrel Health", "b: Quarrel")
    assert found.apart("a: Quarrel Health", "c: Quarrel")


def test_a_short_form_that_two_bodies_of_the_town_have_is_neither(hand):
    found = hand.told(
        a=[hand.firm("Quarrel Health", forms=("Quarrel",)), hand.city("Alder", "Ohio")],
        b=[hand.firm("Quarrel"), hand.city("Alder", "Ohio")],
        c=[hand.firm("Quarrel Metals", forms=("Quarrel",)), hand.city("Alder", "Ohio")],
    )
    assert found.apart("a: Quarrel Health", "b: Quarrel")
    assert found.apart("c: Quarrel Metals", "b: Quarrel")


def test_a_firm_that_changed_its_name_is_one_with_what_earlier_stories_call_it(hand):
    found = hand.told(
        a=[hand.firm("Orrin Logistics"), hand.local("Carters Local 30")],
        b=[hand.firm("Calder Freight", forms=("Orrin Logistics",)), hand.local("Carters Local 30")],
        c=[hand.firm("Calder Freight"), hand.local("Carters Local 30")],
    )
    assert found.one("a: Orrin Logistics", "b: Calder Freight", "c: Calder Freight")


def test_the_city_councils_of_two_towns_are_two(hand):
    """Though their stories tell of one dispute; a story that names both towns tells nothing."""
    firm = hand.firm("Orrin Logistics")
    found = hand.told(
        a=[hand.thing("GovernmentBody", "City Council"), hand.city("Alder", "Ohio"), firm],
        b=[hand.thing("GovernmentBody", "City Council"), hand.city("Corvo", "Ohio"), firm],
        c=[hand.thing("GovernmentBody", "City Council"), hand.city("Alder", "Ohio"), firm],
    )
    assert found.apart("a: City Council", "b: City Council")
    assert found.one("a: City Council", "c: City Council")


def test_the_end_of_a_name_is_short_for_the_one_body_of_the_dispute(hand):
    board, firm = hand.thing("FormalOrganization", "Merrin Harbour Board"), hand.firm("Merrin Towage")
    short = hand.thing("FormalOrganization", "Harbour Board")
    found = hand.told(a=[board, firm], b=[short, firm])
    assert found.one("a: Merrin Harbour Board", "b: Harbour Board")
    found = hand.told(a=[board, firm], b=[short, firm], c=[short, hand.firm("Teal Towage")])
    assert found.apart("a: Merrin Harbour Board", "b: Harbour Board")


def test_of_two_hospitals_of_one_name_stories_of_one_dispute_name_the_same(hand):
    one, union = hand.firm("Mercy Hospital"), hand.union("Tarn Nurses Union")
    found = hand.told(
        a=[one, union, hand.state("Ohio")], b=[one, hand.union("Cleaners Guild"), hand.state("Texas")], c=[one, union]
    )
    assert found.one("a: Mercy Hospital", "c: Mercy Hospital")
    assert found.apart("a: Mercy Hospital", "b: Mercy Hospital")
