import pytest
from handmade import Story

from kg.annotate import about
from kg.model import Mention


def run(story: Story):
    about.run(story.draft)
    return story.draft.statements[-1].about


def test_entities_actions_and_issues_of_the_content_in_reading_order():
    story = Story("Lee said the union will strike Acme over wages. Boston is cold.")
    union, acme = story.entity("Local 9", "UnionLocal"), story.entity("Acme")
    strike, boston = story.action("Strike at Acme"), story.entity("Boston", "City")
    story.mention("Acme", acme)
    story.mention("the union", union, "nominal")
    story.mention("strike", strike, "nominal")
    story.mention("wages", "i:wages", "nominal")
    story.mention("Boston", boston)
    story.statement("the union will strike Acme over wages")
    assert run(story) == (union, strike, acme, "i:wages")


def test_not_the_speaker_and_not_first_person():
    story = Story("“We told Acme that I quit,” Lee said of herself.")
    lee, acme = story.entity("Lee", "Person"), story.entity("Acme")
    for words in ("We", "I"):
        story.mention(words, lee, "pronoun")
    story.mention("Acme", acme)
    story.statement("We told Acme that I quit,", speakers=(lee,), mode="direct")
    assert run(story) == (acme,)


def test_an_ambiguous_mention_is_left_out():
    story = Story("Lee said they refused.")
    story.mention("they", None, "pronoun")
    story.statement("they refused")
    assert run(story) == ()


def test_a_modifier_of_a_group_is_not_meant_itself_but_an_owner_is():
    story = Story("Lee said Acme nurses met Bolt’s pilots.")
    acme, bolt = story.entity("Acme"), story.entity("Bolt")
    nurses, pilots = story.entity("nurses", "Collective"), story.entity("pilots", "Collective")
    story.mention("Acme", acme)
    story.mention("Acme nurses", nurses, "nominal")
    story.mention("Bolt", bolt)
    story.mention("Bolt’s pilots", pilots, "nominal")
    story.statement("Acme nurses met Bolt’s pilots")
    assert run(story) == (nurses, pilots, bolt)


def test_both_sides_are_their_members():
    story = Story("Lee said both sides met.")
    acme, union = story.entity("Acme"), story.entity("Local 9", "UnionLocal")
    sides = story.entity("both sides", "Collective", members=(acme, union))
    story.mention("both sides", sides, "nominal")
    story.statement("both sides met")
    assert run(story) == (acme, union)


def test_the_topic_of_the_cue_belongs_to_it():
    story = Story("Lee said of the union’s decision to strike, “It is wrong.”")
    union, strike = story.entity("Local 9", "UnionLocal"), story.action("Strike")
    story.mention("the union", union, "nominal")
    story.mention("strike", strike, "nominal")
    story.statement("It is wrong.", mode="direct")
    assert run(story) == (union, strike)


def test_a_pronoun_stands_for_the_event_that_the_sentence_before_speaks_of():
    story = Story("The offer covers three years. Lee said it would cut overtime.")
    offer = story.action("offer", "Proposal")
    story.mention("The offer", offer, "nominal")
    first = story.statement("it would cut overtime")
    about.run(story.draft)
    found = {s.key: s.about for s in story.draft.statements}
    assert found == {first.key: (offer,)}


def test_a_noun_points_back_to_the_event_of_the_sentence_before():
    story = Story("The strike began in May. Lee called the protest “regrettable.”")
    strike = story.action("strike", "Strike")
    story.mention("The strike", strike, "nominal")
    story.statement("the protest “regrettable.”", cue="called", lemma="call")
    assert run(story) == (strike,)


def test_an_exclamation_is_about_the_event_of_the_sentence_before():
    story = Story("Acme made its offer in May.\n\n“Shameful,” Lee said.")
    offer = story.action("offer", "Proposal")
    story.mention("its offer", offer, "nominal")
    story.statement("Shameful,", mode="direct")
    assert run(story) == (offer,)


def test_people_whom_nothing_tells_apart_are_nobody_spoken_of():
    story = Story("Lee said about 40 people met the drivers.")
    people, drivers = story.entity("people", "Collective", named=False), story.entity("drivers", "Collective")
    story.mention("about 40 people", people, "nominal")
    story.mention("the drivers", drivers, "nominal")
    story.statement("about 40 people met the drivers")
    assert run(story) == (drivers,)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("people who earn by the day met the drivers", ("e:drivers",)),
        ("young people who are ill met the drivers", ("e:people", "e:drivers")),
    ],
)
def test_people_are_told_apart_by_what_they_are_and_not_by_a_clause(words, expected):
    story = Story(f"Lee said {words}.")
    name = words.split(" met")[0]
    people = story.entity(name, "Collective", key="people", named=False)
    drivers = story.entity("drivers", "Collective")
    story.mention(name, people, "nominal")
    story.mention("the drivers", drivers, "nominal")
    story.statement(words)
    assert run(story) == expected


def test_all_hospitals_are_their_owner():
    story = Story("Lee said all five hospitals are open.")
    acme = story.entity("Acme")
    story.mention("all five hospitals", story.entity("hospitals", "FacilityGroup", employer=acme), "nominal")
    story.statement("all five hospitals are open")
    assert run(story) == (acme,)


def test_a_body_that_is_written_on_is_no_topic():
    story = Story("Lee wrote on Chirper that the union won. Lee spoke on Acme: it won.")
    union = story.entity("Local 9", "UnionLocal")
    story.mention("Chirper", story.entity("Chirper", "FormalOrganization"))
    story.mention("the union", union, "nominal")
    story.statement("the union won", cue="wrote", lemma="write")
    assert run(story) == (union,)


def test_a_guessed_them_is_nobody_but_for_one_who_is_told_to_do_something():
    story = Story("Lee said Acme never moved off them. Lee asked them to wait.")
    acme, union = story.entity("Acme"), story.entity("Local 9", "UnionLocal")
    story.mention("Acme", acme)
    for nth in (1, 2):
        at = story.mention("them", union, "pronoun", nth).span
        story.draft.mentions[-1] = Mention(at, union, "pronoun", "pronoun-plural", 0.7)
    story.statement("Acme never moved off them")
    assert run(story) == (acme,)
    story.statement("them to wait", cue="asked", lemma="ask")
    assert run(story) == (union,)


@pytest.mark.parametrize(
    ("before", "words", "expected"),
    [
        ("Forty workers walked out in July.", "It was the best day of my life.", ("a:walkout",)),
        ("Forty workers walked out in July.", "That was a great day.", ("a:walkout",)),
        ("Forty workers walked out in July.", "It opened a new shop.", ()),
        ("Forty workers walked out in July.", "Half is no number, it is a siren.", ()),
        ("Acme, where they walked out, is a mill.", "It was the best day of my life.", ()),
    ],
)
def test_it_is_the_event_that_the_sentence_before_tells_of(before, words, expected):
    story = Story(f"{before} “{words}” Lee said.")
    walkout = story.action("walkout", "Walkout")
    story.mention("walked out", walkout, "nominal")
    story.statement(words, mode="direct")
    assert run(story) == expected


@pytest.mark.parametrize(
    ("words", "mode", "expected"),
    [
        ("Acme spent the money. It should pay us.", "direct", ("e:Acme",)),
        ("We met Acme. It should pay us.", "direct", ("e:Acme",)),
        ("that was false", "indirect", ()),
    ],
)
def test_it_is_the_body_that_is_the_subject_before_and_that_is_what_another_said(words, mode, expected):
    story = Story(f"The strike cost Bolt a fortune. “{words}” Lee said.")
    strike = story.action("strike")
    story.mention("The strike", strike, "nominal")
    if "Acme" in words:
        story.mention("Acme", story.entity("Acme"))
    story.statement(words, mode=mode)
    about.run(story.draft)
    assert story.draft.statements[-1].about == expected
    rules = [m.rule for m in story.draft.mentions if m.kind == "pronoun"]
    assert rules == (["pronoun-subject-before"] if words.startswith("Acme") else [])
