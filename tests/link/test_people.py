"""People of several stories: who is one, who is not, who is in doubt."""

from dataclasses import replace

import pytest

from kg.link import Rules


def both(hand, one, other, **more):
    """Two stories: a with `one`, b with `other`."""
    return hand.told(a=one, b=other, **more)


def test_same_name_and_organization_join(hand):
    found = both(
        hand,
        [hand.person("Ana Ruiz", "Orrin Mills Inc."), hand.firm("Orrin Mills Inc.")],
        [hand.person("Ana Ruíz", "Orrin Mills", role="manager"), hand.firm("Orrin Mills")],
    )
    assert found.short("a: Ana Ruiz") == found.short("b: Ana Ruíz") == "person/ana-ruiz--orrin-mills"
    assert found.world.doubts == []


def test_same_name_at_another_organization_stays_apart(hand):
    found = both(
        hand,
        [hand.person("Ana Ruiz", "Orrin Mills"), hand.firm("Orrin Mills")],
        [hand.person("Ana Ruiz", "Teal Foods"), hand.firm("Teal Foods")],
    )
    assert found.short("a: Ana Ruiz") == "person/ana-ruiz--orrin-mills"
    assert found.short("b: Ana Ruiz") == "person/ana-ruiz--teal-foods"
    assert found.doubt("a: Ana Ruiz", "b: Ana Ruiz") == []


def test_same_name_in_two_locals_of_one_union_stays_apart(hand):
    stories = {
        key: [
            hand.person("John Smith", name),
            hand.local(name, parent="Hauliers Union"),
            hand.union("Hauliers Union", canonical="Hauliers Union"),
        ]
        for key, name in (("a", "Hauliers Local 12"), ("b", "Hauliers Local 40"))
    }
    found = hand.told(**stories)
    assert found.one("a: Hauliers Union", "b: Hauliers Union")
    assert found.apart("a: John Smith", "b: John Smith")


def test_a_local_and_its_union_are_one_place_to_hold_a_post(hand):
    found = both(
        hand,
        [
            hand.person("John Smith", "Hauliers Local 12"),
            hand.local("Hauliers Local 12", parent="Hauliers Union"),
            hand.union("Hauliers Union"),
        ],
        [hand.person("John Smith", "Hauliers Union"), hand.union("Hauliers Union")],
    )
    assert found.one("a: John Smith", "b: John Smith")


@pytest.mark.parametrize("name", ["Ruiz", "De la Cruz", "van der Berg", "Hale Jr."])
def test_a_family_name_alone_never_joins(hand, name):
    """Not even in two stories that share everything."""
    things = [hand.person(name, "Orrin Mills"), hand.firm("Orrin Mills"), hand.union("Bakers’ Guild")]
    found = both(hand, things, things)
    assert found.apart(f"a: {name}", f"b: {name}")
    assert found.short(f"a: {name}").startswith("article/a/person/")


def test_a_family_name_does_not_join_the_whole_name(hand):
    things = [hand.firm("Orrin Mills"), hand.union("Bakers’ Guild")]
    found = both(hand, [hand.person("Ana Ruiz", "Orrin Mills"), *things], [hand.person("Ruiz", "Orrin Mills"), *things])
    assert found.apart("a: Ana Ruiz", "b: Ruiz")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Paul Hale Jr.", "Paul Hale Sr."),
        ("Paul Hale II", "Paul Hale III"),
        ("Paul R. Hale", "Paul T. Hale"),
        ("Paul Robert Hale", "Paul Roland Hale"),
    ],
)
def test_what_contradicts_stays_apart_and_who_fits_both_joins_none(hand, one, other):
    firm = hand.firm("Orrin Mills")
    found = hand.told(
        a=[hand.person(one, "Orrin Mills"), firm],
        b=[hand.person(other, "Orrin Mills"), firm],
        c=[hand.person("Paul Hale", "Orrin Mills"), firm],
        d=[hand.person("Paul Hale", "Orrin Mills"), firm],
    )
    assert found.apart(f"a: {one}", f"b: {other}", "c: Paul Hale")
    assert found.one("c: Paul Hale", "d: Paul Hale")
    assert found.doubt(f"a: {one}", "c: Paul Hale") == [0.8]
    assert found.doubt(f"b: {other}", "c: Paul Hale") == [0.8]
    assert found.doubt(f"a: {one}", f"b: {other}") == []


def test_an_initial_that_fits_two_full_middle_names_joins_none(hand):
    names = ("Paul Robert Hale", "Paul Roland Hale", "Paul R. Hale")
    stories = {k: [hand.person(n, "Orrin Mills"), hand.firm("Orrin Mills")] for k, n in zip("abc", names, strict=True)}
    found = hand.told(**stories)
    assert found.apart(*(f"{k}: {n}" for k, n in zip("abc", names, strict=True)))


def test_sexes_that_differ_stay_apart_and_an_unknown_one_joins_neither_of_two(hand):
    firm = hand.firm("Orrin Mills")
    found = hand.told(
        a=[hand.person("Robin Hale", "Orrin Mills", "f"), firm],
        b=[hand.person("Robin Hale", "Orrin Mills", "m"), firm],
        c=[hand.person("Robin Hale", "Orrin Mills"), firm],
    )
    assert found.apart("a: Robin Hale", "b: Robin Hale", "c: Robin Hale")
    two = hand.told(
        a=[hand.person("Robin Hale", "Orrin Mills", "f"), firm], c=[hand.person("Robin Hale", "Orrin Mills"), firm]
    )
    assert two.one("a: Robin Hale", "c: Robin Hale")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Robert Vane", "Bob Vane"),
        ("Bobby Vane", "Rob Vane"),
        ("Rosa Quiroga Vega", "Rosa Quiroga"),
        ("Rosa Quiroga-Vega", "Rosa Quiroga"),
        ("Ludwig van der Berg", "Ludwig Van Der Berg"),
        ("José Peña", "Jose Pena"),
        ("Zoe\u0301 Lind", "Zoé Lind"),
        ("Anne-Marie Roy", "Anne Marie Roy"),
        ("Anne‑Marie Roy", "Anne–Marie Roy"),
        ("Sean O’Neill", "Sean O'Neill"),
        ("Ａｎａ Ruiz", "Ana Ruiz"),
        ("Paul Hale", "Paul Hale Jr."),
        ("Paul R. Hale", "Paul Hale"),
    ],
)
def test_forms_of_one_name_at_one_organization_join(hand, one, other):
    firm = hand.firm("Orrin Mills")
    found = both(hand, [hand.person(one, "Orrin Mills"), firm], [hand.person(other, "Orrin Mills"), firm])
    assert found.one(f"a: {one}", f"b: {other}")


@pytest.mark.parametrize(
    ("one", "other", "doubt"),
    [
        ("Catherine Muir", "Katherine Muir", [0.6]),
        ("A. Ruiz", "Ana Ruiz", [0.6]),
        ("Ana Ruiz", "Eva Ruiz", []),
        # A Cyrillic а is another letter.
        ("Аnа Ruiz", "Ana Ruiz", []),
    ],
)
def test_names_that_are_only_alike_do_not_join(hand, one, other, doubt):
    firm = hand.firm("Orrin Mills")
    found = both(hand, [hand.person(one, "Orrin Mills"), firm], [hand.person(other, "Orrin Mills"), firm])
    assert found.apart(f"a: {one}", f"b: {other}")
    assert found.doubt(f"a: {one}", f"b: {other}") == doubt


def test_a_short_form_that_fits_two_joins_none(hand):
    firm = hand.firm("Orrin Mills")
    found = hand.told(
        a=[hand.person("Patricia Lane", "Orrin Mills"), firm],
        b=[hand.person("Patrick Lane", "Orrin Mills"), firm],
        c=[hand.person("Pat Lane", "Orrin Mills"), firm],
    )
    assert found.apart("a: Patricia Lane", "b: Patrick Lane", "c: Pat Lane")
    assert found.doubt("a: Patricia Lane", "c: Pat Lane") == found.doubt("b: Patrick Lane", "c: Pat Lane") == [0.8]


def test_a_short_form_at_another_organization_stays_apart(hand):
    found = both(
        hand,
        [hand.person("Robert Vane", "Orrin Mills"), hand.firm("Orrin Mills")],
        [hand.person("Bob Vane", "Teal Foods"), hand.firm("Teal Foods")],
    )
    assert found.apart("a: Robert Vane", "b: Bob Vane")


def test_without_organization_who_shares_a_dispute_joins(hand):
    shared = [hand.firm("Orrin Mills"), hand.union("Bakers’ Guild")]
    found = hand.told(
        a=[hand.person("Ana Ruiz", "Bakers’ Guild"), *shared],
        b=[hand.person("Ana Ruiz"), *shared],
        c=[hand.person("Ana Ruiz")],
    )
    assert found.one("a: Ana Ruiz", "b: Ana Ruiz")
    assert found.apart("a: Ana Ruiz", "c: Ana Ruiz")
    assert found.short("c: Ana Ruiz") == "article/c/person/ana-ruiz"


def test_without_organization_who_fits_two_joins_none(hand):
    shared = [hand.firm("Orrin Mills"), hand.union("Bakers’ Guild")]
    found = hand.told(
        a=[hand.person("Ana Ruiz", "Teal Foods"), hand.firm("Teal Foods"), *shared],
        b=[hand.person("Ana Ruiz", "Weavers Guild"), hand.union("Weavers Guild"), *shared],
        c=[hand.person("Ana Ruiz"), *shared],
    )
    assert found.apart("a: Ana Ruiz", "b: Ana Ruiz", "c: Ana Ruiz")
    assert found.doubt("a: Ana Ruiz", "c: Ana Ruiz") == [0.8]


def test_years_apart_share_no_context(hand):
    shared = [hand.firm("Orrin Mills"), hand.union("Bakers’ Guild")]
    things = {"a": [hand.person("Ana Ruiz", "Bakers’ Guild"), *shared], "b": [hand.person("Ana Ruiz"), *shared]}
    assert hand.told(days={"a": "2019-03-01"}, **things).apart("a: Ana Ruiz", "b: Ana Ruiz")
    assert hand.told(days={"a": ""}, **things).one("a: Ana Ruiz", "b: Ana Ruiz")


def test_two_of_one_story_are_never_joined(hand):
    """Not even by way of a third story that both of them fit."""
    firm = hand.firm("Orrin Mills")
    twice = [hand.person("Ana Ruiz", "Orrin Mills"), hand.person("Ana Ruiz", "Orrin Mills"), firm]
    found = hand.told(a=twice, b=[hand.person("Ana Ruiz", "Orrin Mills"), firm], c=twice)
    assert found.apart("a: Ana Ruiz", "a: Ana Ruiz #2")
    assert found.apart("c: Ana Ruiz", "c: Ana Ruiz #2")
    spelled = [hand.person("Robert Vane", "Orrin Mills"), hand.person("Bob Vane", "Orrin Mills"), firm]
    found = both(hand, spelled, spelled)
    assert found.apart("a: Robert Vane", "a: Bob Vane")


def test_a_firm_its_founder_and_a_county_of_one_name_stay_apart(hand):
    things = [hand.firm("Dale Harrow"), hand.person("Dale Harrow", "Dale Harrow"), hand.thing("Place", "Dale Harrow")]
    found = both(hand, things, things)
    for key in "ab":
        assert found.apart(f"{key}: Dale Harrow", f"{key}: Dale Harrow #2", f"{key}: Dale Harrow #3")
    assert found.short("a: Dale Harrow") == "org/dale-harrow"
    assert found.short("a: Dale Harrow #2") == "person/dale-harrow--dale-harrow"


def test_a_curator_joins_and_keeps_apart(hand):
    def stories():
        return {
            "a": [hand.person("Ana Ruiz", "Orrin Mills"), hand.firm("Orrin Mills")],
            "b": [hand.person("Ana Ruiz", "Orrin Mills"), hand.firm("Orrin Mills")],
            "c": [hand.person("Anita Rivas", "Teal Foods"), hand.firm("Teal Foods")],
        }

    plain = hand.told(**stories())
    a, b, c = plain.inside("a: Ana Ruiz"), plain.inside("b: Ana Ruiz"), plain.inside("c: Anita Rivas")
    assert plain.one("a: Ana Ruiz", "b: Ana Ruiz")
    assert plain.apart("a: Ana Ruiz", "c: Anita Rivas")
    kept = hand.told(rules=Rules(different=(((b,), (a,)),)), **stories())
    assert kept.apart("a: Ana Ruiz", "b: Ana Ruiz")
    assert kept.doubt("a: Ana Ruiz", "b: Ana Ruiz") == []
    forced = hand.told(rules=Rules(same=((c, b),)), **stories())
    assert forced.one("a: Ana Ruiz", "b: Ana Ruiz", "c: Anita Rivas")
    assert forced.world.labels[forced.iri("c: Anita Rivas")] == "Ana Ruiz"
    # Of two that are one by decision, what is kept from the one is kept from the other.
    through = hand.told(rules=Rules(same=((b, c),), different=(((a,), (c,)),)), **stories())
    assert through.one("b: Ana Ruiz", "c: Anita Rivas")
    assert through.apart("a: Ana Ruiz", "b: Ana Ruiz")


def test_two_of_one_story_joined_by_a_curator_are_one(hand):
    things = [
        hand.person("Robert Vane", "Orrin Mills"),
        hand.person("Bob Vane", "Orrin Mills"),
        hand.firm("Orrin Mills"),
    ]
    apart = hand.told(a=things)
    pair = (apart.inside("a: Robert Vane"), apart.inside("a: Bob Vane"))
    assert hand.told(rules=Rules(same=(pair,)), a=things).one("a: Robert Vane", "a: Bob Vane")


def test_who_is_president_of_two_unions_is_two_people(hand):
    """Namesakes in stories of one dispute; a business agent may be told of at the wrong local."""
    shared = [hand.firm("Orrin Logistics"), hand.city("Alder", "Ohio")]

    def told(role):
        return hand.told(
            a=[hand.local("Carters Local 30"), hand.person("John Smith", "Carters Local 30", role=role), *shared],
            b=[hand.local("Bakers Local 12"), hand.person("John Smith", "Bakers Local 12", role=role), *shared],
        )

    found = told("president")
    assert found.apart("a: John Smith", "b: John Smith")
    assert found.doubt("a: John Smith", "b: John Smith") == [0.7]
    assert told("business agent").one("a: John Smith", "b: John Smith")


def test_a_post_at_no_known_body_is_no_obstacle(hand):
    shared = [hand.firm("Orrin Logistics"), hand.city("Alder", "Ohio")]
    one, other = (hand.person("John Smith", f"Carters Local {n}", role="business agent") for n in (30, 12))
    one = replace(one, posts=(*one.posts, ("spokesman", "nowhere", "current")))
    found = hand.told(
        a=[hand.local("Carters Local 30"), one, *shared], b=[hand.local("Carters Local 12"), other, *shared]
    )
    assert found.one("a: John Smith", "b: John Smith")


def test_who_writes_a_story_is_nobody_of_whom_another_tells(hand):
    found = both(
        hand,
        [hand.person("Paul Henning", sides=("Writer",)), hand.firm("Orrin Mills"), hand.local("Hauliers Local 12")],
        [hand.person("Paul Henning", "Orrin Mills"), hand.firm("Orrin Mills"), hand.local("Hauliers Local 12")],
    )
    assert found.apart("a: Paul Henning", "b: Paul Henning")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kim Seo-yun", "Seo-yun Kim"),
        ("J.R. Tull", "J. R. Tull"),
        ("JR Tull", "J.R. Tull"),
        ("Mohamed el-Sayed Hamdi", "Mohammed El Sayed Hamdi"),
        ("María del Carmen Ortiz Luna", "Maria del Carmen Ortiz"),
    ],
)
def test_other_orders_and_spellings_at_one_organization_join(hand, one, other):
    firm = hand.firm("Orrin Mills")
    found = both(hand, [hand.person(one, "Orrin Mills"), firm], [hand.person(other, "Orrin Mills"), firm])
    assert found.one(f"a: {one}", f"b: {other}")


def test_two_given_names_in_another_order_are_two_people(hand):
    firm = hand.firm("Orrin Mills")
    found = both(
        hand, [hand.person("Henry James", "Orrin Mills"), firm], [hand.person("James Henry", "Orrin Mills"), firm]
    )
    assert found.apart("a: Henry James", "b: James Henry")


def test_a_name_before_marriage_and_a_nickname_are_names_too(hand):
    firm = hand.firm("Orrin Mills")
    new = hand.person("Karen Hartsell", "Orrin Mills", forms=("Karen Doyle", "Hartsell"))
    found = both(hand, [hand.person("Karen Doyle", "Orrin Mills"), firm], [new, firm])
    assert found.one("a: Karen Doyle", "b: Karen Hartsell")
    nick = hand.person("Everald Whyte", "Orrin Mills", forms=("Bunny", "Whyte"))
    found = both(hand, [nick, firm], [hand.person("Bunny Whyte", "Orrin Mills"), firm])
    assert found.one("a: Everald Whyte", "b: Bunny Whyte")


def test_one_who_speaks_for_workers_at_a_firm_and_for_their_union_is_one(hand):
    shared = [hand.firm("Orrin Mills"), hand.local("Hauliers Local 12"), hand.city("Tarn", "Ohio")]
    found = both(
        hand,
        [hand.person("Ana Ruiz", "Orrin Mills", role="weaver", sides=("WorkerSide",)), *shared],
        [hand.person("Ana Ruiz", "Hauliers Local 12", sides=("UnionSide",)), *shared],
    )
    assert found.one("a: Ana Ruiz", "b: Ana Ruiz")
