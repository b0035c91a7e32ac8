"""IRIs inside a story, and the card of a story."""

from dataclasses import replace

from kg.ids import DATA
from kg.link import StoryCard, link, story_card
from kg.link.cards import ActionCard, Card, group_of
from kg.link.local import folder
from kg.model import Action, Article, Claim, Document, Entity, Extraction, Mention, Span, Value

HERE = Span(0, 1)


def linked(*entities, identifier="a", **more):
    return link(Extraction(Article("x", identifier=identifier), entities=entities, **more))


def iris(*entities, **more):
    return {ref: iri.removeprefix(DATA) for ref, iri in linked(*entities, **more).iris.items()}


def test_everything_has_an_iri_inside_its_story():
    found = iris(
        Entity("e:0", "Person", "Ana Ruiz"),
        Entity("e:1", "Employer", "Orrin Logistics Inc."),
        Entity("e:2", "UnionLocal", "Local 12"),
        Entity("e:3", "City", "Salem"),
        Entity("e:4", "Collective", "nurses"),
        Entity("e:5", "Person", "a nurse", named=False),
        actions=(Action("a:7", "Strike", "x", (HERE,)),),
        documents=(Document("d:9", "letter", "A letter", (HERE,)),),
    )
    assert found == {
        "e:0": "article/a/person/ana-ruiz",
        "e:1": "article/a/org/orrin-logistics-inc",
        "e:2": "article/a/union/local-12",
        "e:3": "article/a/place/salem",
        "e:4": "article/a/group/nurses",
        "e:5": "article/a/person/a-nurse",
        "a:7": "article/a/action/strike-7",
        "d:9": "article/a/document/a-letter",
    }


def test_two_of_one_name_have_two_iris():
    found = iris(
        Entity("e:0", "Person", "Ana Ruiz"), Entity("e:7", "Person", "ANA RUÍZ"), Entity("e:8", "Employer", "Ana Ruiz")
    )
    assert found["e:0"] == "article/a/person/ana-ruiz"
    assert found["e:7"] == "article/a/person/ana-ruiz-7"
    assert found["e:8"] == "article/a/org/ana-ruiz"


def test_a_story_has_nothing_to_do_with_the_iris_of_another():
    one, two = iris(Entity("e:0", "City", "Salem")), iris(Entity("e:0", "City", "Salem"), identifier="b/../a")
    assert one["e:0"] == "article/a/place/salem"
    assert two["e:0"] == "article/b%2F..%2Fa/place/salem"


def test_names_of_hostile_letters_have_iris():
    found = iris(
        *(
            Entity(f"e:{n}", "Person", name)
            for n, name in enumerate(["\x00", '<>"{}|\\^`', "\ud800", "李明", "a" * 500])
        )
    )
    assert len(set(found.values())) == 5
    assert all(" " not in iri and "<" not in iri and "\x00" not in iri for iri in found.values())


def test_kinds_and_groups():
    kinds = ["Person", "LaborUnion", "UnionLocal", "City", "Facility", "Employer", "GovernmentBody", "Collective"]
    assert [folder(k) for k in kinds] == ["person", "union", "union", "place", "place", "org", "org", "group"]
    assert [group_of(k) for k in kinds] == [
        "person",
        "union",
        "union",
        "place",
        "place",
        "organization",
        "organization",
        None,
    ]


def test_the_card_of_a_story(dockers):
    card = story_card(link(dockers.EXTRACTION))
    story = f"{DATA}article/dockers-7"
    assert (card.iri, card.published, card.publisher, card.keyed) == (story, "2024-02-27", "The Ellery Post", True)
    ruiz = next(c for c in card.cards if c.name == "Maria Ruiz")
    assert (ruiz.group, ruiz.kind, ruiz.iri) == ("person", "Person", f"{story}/person/maria-ruiz")
    assert [(role, at.rsplit("/", 1)[1], standing) for role, at, standing in ruiz.posts] == [
        ("president", "guild-local-7", "current")
    ]
    local = next(c for c in card.cards if c.kind == "UnionLocal")
    assert local.parent == f"{story}/union/dockers-guild"
    town = next(c for c in card.cards if c.kind == "City")
    assert town.within == ("Ohio",)
    assert all(c.group for c in card.cards)
    strike = next(a for a in card.actions if a.kind == "Strike")
    assert strike.start == "2024-03-04"
    assert ("employer", f"{story}/org/lakeside-freight") in strike.parties
    assert StoryCard.from_json(card.to_json()) == card


def test_the_card_counts_mentions_and_leaves_out_what_is_denied_or_unnamed():
    union, firm = Entity("e:0", "LaborUnion", "Bakers"), Entity("e:1", "Employer", "Orrin Mills")
    strike = Action("a:2", "Strike", "x", (HERE,))
    made = Claim("x", (HERE,), subject="a:2", predicate="organizer", object="e:0")
    denied = replace(made, predicate="employer", object="e:1", negated=True)
    day = replace(made, predicate="endDate", object=Value("2024-03-04", "date"))
    seen = tuple(Mention(Span(n, n + 1), "e:0", "name", "rule") for n in range(3))
    card = story_card(
        linked(
            union,
            firm,
            Entity("e:3", "Person", "a baker", named=False),
            actions=(strike,),
            claims=(made, denied, day),
            mentions=seen,
        )
    )
    assert {c.name: c.mentions for c in card.cards} == {"Bakers": 3, "Orrin Mills": 1}
    assert card.actions[0].end == "2024-03-04"
    assert [role for role, _ in card.actions[0].parties] == ["organizer"]
    assert card.keyed


def test_places_that_lie_in_one_another_in_a_circle():
    card = story_card(linked(Entity("e:0", "City", "A", within="e:1"), Entity("e:1", "State", "B", within="e:0")))
    assert [c.within for c in card.cards] == [("B",), ("A",)]


def test_a_card_comes_back_from_json_as_it_was():
    posts = (("chief “officer”", "", "former"), ("\ud800\x00'\"\n", "d:x", "current"))
    person = Card(
        "d:a/person/x", "d:a", "person", "Person", "Ana \u2028 Ruiz", ("A",), posts=posts, gender="f", mentions=7
    )
    place = Card("d:a/place/x", "d:a", "place", "City", "Salem", within=("Ohio", "US"))
    action = ActionCard("d:a/action/1", "d:a", "Strike", "A strike", (("organizer", "d:x"),), stages=(("", "Planned"),))
    story = StoryCard("d:a", "2024-03-01", keyed=True, cards=(person, place), actions=(action,))
    line = story.to_json()
    assert line.isascii()
    assert "\n" not in line
    assert StoryCard.from_json(line) == story
    assert StoryCard.from_json(StoryCard("d:b").to_json()) == StoryCard("d:b")
