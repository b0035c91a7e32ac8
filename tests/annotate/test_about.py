from handmade import Story

from kg.annotate import about


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
