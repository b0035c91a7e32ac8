"""Places of several stories."""

import pytest


def test_towns_are_known_by_name_and_state(hand):
    found = hand.told(
        a=[hand.city("Springfield", "Ohio", "United States")],
        b=[hand.city("Springfield", "Illinois", "United States")],
        c=[hand.city("Springfield", "Ohio")],
        d=[hand.city("SPRINGFIELD", "ohio")],
    )
    assert found.one("a: Springfield", "c: Springfield", "d: SPRINGFIELD")
    assert found.apart("a: Springfield", "b: Springfield")
    assert found.short("b: Springfield") == "place/springfield-illinois-united-states"
    assert found.world.doubts == []


def test_states_and_countries_are_known_by_name_and_are_no_towns(hand):
    found = hand.told(
        a=[hand.state("New York")],
        b=[hand.state("New York"), hand.city("New York", "New York")],
        c=[hand.thing("Country", "Georgia")],
        d=[hand.state("Georgia")],
    )
    assert found.short("a: New York") == found.short("b: New York") == "place/new-york"
    assert found.short("b: New York #2") == "place/new-york-new-york"
    assert found.apart("c: Georgia", "d: Georgia")


def test_a_town_without_state_is_the_one_that_its_context_tells(hand):
    mill, guild = hand.firm("Orrin Mills"), hand.union("Bakers’ Guild")
    found = hand.told(
        a=[hand.city("Springfield", "Ohio"), mill],
        b=[hand.city("Springfield", "Illinois"), guild],
        c=[hand.city("Springfield"), mill],
        d=[hand.city("Springfield"), mill, guild],
        e=[hand.city("Springfield")],
    )
    assert found.one("a: Springfield", "c: Springfield")
    assert found.apart("a: Springfield", "b: Springfield", "d: Springfield", "e: Springfield")
    assert found.doubt("a: Springfield", "d: Springfield") == [0.5]
    assert found.short("e: Springfield") == "article/e/place/springfield"


def test_a_town_is_no_person_firm_or_building(hand):
    found = hand.told(
        a=[hand.city("Orrin", "Ohio"), hand.firm("Orrin")],
        b=[hand.thing("Facility", "Orrin", within=("Ohio",))],
        c=[hand.thing("Place", "Orrin County", within=("Ohio",)), hand.city("Orrin", "Ohio")],
    )
    assert found.one("a: Orrin", "c: Orrin")
    assert found.apart("a: Orrin", "a: Orrin #2", "b: Orrin", "c: Orrin County")


@pytest.mark.parametrize("name", ["City Hall", "Riverside Park", "Tarn Mill"])
def test_buildings_of_two_towns_of_one_name_are_two(hand, name):
    found = hand.told(
        a=[hand.thing("Facility", name, within=("Springfield", "Ohio"))],
        b=[hand.thing("Facility", name, within=("Springfield", "Illinois"))],
        c=[hand.thing("Facility", name, within=("Springfield", "Ohio", "United States"))],
        d=[hand.thing("Facility", name, within=("Springfield",))],
    )
    assert found.one(f"a: {name}", f"c: {name}")
    assert found.apart(f"a: {name}", f"b: {name}", f"d: {name}")
    two = hand.told(
        a=[hand.thing("Facility", name, within=("Springfield", "Ohio"))],
        d=[hand.thing("Facility", name, within=("Springfield",))],
    )
    assert two.one(f"a: {name}", f"d: {name}")


@pytest.mark.parametrize("name", ["City Hall", "Riverside Park"])
def test_a_common_building_of_one_state_is_not_that_of_another_town(hand, name):
    found = hand.told(
        a=[hand.thing("GovernmentBuilding", name, within=("Salem", "Ohio")), hand.city("Salem", "Ohio")],
        b=[hand.thing("GovernmentBuilding", name), hand.city("Dayton", "Ohio")],
        c=[hand.thing("GovernmentBuilding", name), hand.city("Salem", "Ohio")],
    )
    assert found.apart(f"a: {name}", f"b: {name}")
    assert found.one(f"a: {name}", f"c: {name}")


def test_an_own_name_in_one_state_is_one_building(hand):
    mill = hand.thing("Facility", "Tarn Mill")
    found = hand.told(a=[mill, hand.state("Ohio")], b=[mill, hand.state("Ohio")], c=[mill, hand.state("Texas")])
    assert found.one("a: Tarn Mill", "b: Tarn Mill")
    assert found.apart("a: Tarn Mill", "c: Tarn Mill")


def test_a_chain_of_places_may_run_in_a_circle(hand):
    found = hand.told(a=[hand.city("Orrin", "Orrin")], b=[hand.city("Orrin", "Orrin")])
    assert found.short("a: Orrin") == found.short("b: Orrin") == "place/orrin-orrin"
