import pytest
from handmade import Story

from kg.annotate import about
from kg.annotate.allusions import idioms
from kg.annotate.base import Fact
from kg.annotate.issues import plainly
from kg.annotate.lexicons import load_lexicon
from kg.model import Span

ROWS = load_lexicon("allusions.yaml")["idioms"]


def spoken_of(story: Story) -> tuple[str, ...]:
    about.run(story.draft)
    return story.draft.statements[-1].about


@pytest.mark.parametrize(("number", "row"), list(enumerate(ROWS)), ids=[r["example"] for r in ROWS])
def test_every_idiom_is_found_in_its_example(number, row):
    before, words, behind = row["example"].replace("]", "[").split("[")
    found = idioms()[number][1].search(plainly(before + words + behind))
    assert found is not None
    assert words in found.group()


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("Strike", "we will be right back out there"),
        ("Lockout", "the drivers would go back to work"),
        ("Negotiation", "they never left the table"),
        ("Slowdown", "the bans would end"),
    ],
)
def test_an_idiom_stands_for_the_event_that_the_story_speaks_of_most(kind, words):
    story = Story(f"It began in May, after the one of 2008. It was long. Lee said {words}.")
    first, old = story.action("first", kind), story.action("old", kind)
    story.mention("It", first, "pronoun")
    story.mention("the one", old, "nominal")
    story.mention("It", first, "pronoun", nth=2)
    story.statement(words)
    assert spoken_of(story) == (first,)


def test_who_votes_yes_votes_in_the_ballot_told_of():
    story = Story("Members backed it in a ballot in May. Lee said she had voted yes.")
    ballot = story.action("ballot", "StrikeAuthorizationVote")
    story.mention("a ballot", ballot, "nominal")
    story.statement("she had voted yes")
    assert spoken_of(story) == (ballot,)


@pytest.mark.parametrize(
    ("told", "expected"),
    [("The offer would add a bonus.", ("a:offer",)), ("The mill paid a bonus in May.", ())],
)
def test_a_term_stands_for_the_offer_that_is_told_to_hold_it(told, expected):
    story = Story(told + " Lee called the bonus “a bribe.”")
    offer = story.action("offer", "Proposal")
    if "offer" in told:
        story.mention("The offer", offer, "nominal")
    story.statement("the bonus “a bribe.”", cue="called", lemma="call")
    assert spoken_of(story) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("I’m right behind them.", "e:drivers"),
        ("They take care of us.", "e:drivers"),
        ("I feel for them.", "e:drivers"),
        ("Good for them.", "e:drivers"),
        ("I told them to leave.", "e:riders"),
        ("The riders are cross, and I’m behind them.", "e:riders"),
    ],
)
def test_whom_an_outsider_feels_for_are_the_workers_of_the_strike(words, expected):
    story = Story(f"The drivers struck. “{words}” Lee said.")
    drivers, riders = story.entity("drivers", "Collective"), story.entity("riders", "Collective")
    strike = story.action("strike")
    story.draft.facts.append(Fact(strike, "participant", drivers, Span(0, 11), "The drivers struck."))
    if "riders" in words:
        story.mention("The riders", riders, "nominal")
    pronoun = "They" if "They" in words else "them"
    made = story.mention(pronoun, riders, "pronoun")
    story.draft.mentions[-1] = type(made)(made.span, riders, "pronoun", "pronoun-in-quote")
    story.statement(words, mode="direct")
    assert spoken_of(story) == (expected,)


def test_a_turnout_is_that_of_the_gathering_told_of_before():
    story = Story("Carters held a rally at noon. Police put the crowd at 300.")
    rally = story.action("rally", "Rally")
    story.mention("a rally", rally, "nominal")
    story.statement("the crowd at 300", cue="put", lemma="put")
    assert spoken_of(story) == (rally,)


def test_plain_words_for_people_are_of_the_workers_where_an_outsider_says_them():
    story = Story("The drivers struck. “Just pay the lads,” Lee said. “Pay the ladies of the choir,” Ray said.")
    drivers, strike = story.entity("drivers", "Collective"), story.action("strike")
    story.draft.facts.append(Fact(strike, "participant", drivers, Span(0, 11), "The drivers struck."))
    story.statement("Just pay the lads,", mode="direct")
    assert spoken_of(story) == (drivers,)
    story.statement("Pay the ladies of the choir,", mode="direct")
    assert spoken_of(story) == ()


def test_the_decision_that_an_employer_regrets_is_the_strike_told_of_last():
    story = Story("The carters will strike in May. Nobody else will. Acme called the decision regrettable.")
    acme, strike = story.entity("Acme"), story.action("strike")
    story.mention("strike", strike, "nominal")
    story.statement("the decision regrettable", speakers=(acme,), cue="called", lemma="call")
    assert spoken_of(story) == (strike,)


def test_workers_who_say_they_do_not_mean_themselves():
    story = Story("The drivers struck Acme. “I clock in, they say go home,” Lee said.")
    drivers, strike = story.entity("drivers", "Collective"), story.action("strike")
    acme, lee = story.entity("Acme"), story.entity("driver at Acme", "Person", named=False, employer="e:Acme")
    story.draft.facts.append(Fact(strike, "employer", acme, Span(0, 23), "The drivers struck Acme."))
    story.mention("The drivers", drivers, "nominal")
    story.mention("Acme", acme)
    made = story.mention("they", drivers, "pronoun")
    story.draft.mentions[-1] = type(made)(made.span, drivers, "pronoun", "pronoun-in-quote")
    story.statement("I clock in, they say go home,", speakers=(lee,), mode="direct")
    assert spoken_of(story) == (acme,)


def test_our_people_are_the_workers_where_their_employer_speaks():
    story = Story("The drivers struck Acme. “We ask our people to come back,” Acme said.")
    drivers, acme, strike = story.entity("drivers", "Collective"), story.entity("Acme"), story.action("strike")
    story.draft.facts.append(Fact(strike, "participant", drivers, Span(0, 18), "The drivers struck."))
    story.statement("We ask our people to come back,", speakers=(acme,), mode="direct")
    assert spoken_of(story) == (drivers,)


def test_reporters_are_not_the_workers_of_a_strike():
    story = Story("Acme was struck, reporters heard. “Good for them,” Lee said.")
    story.entity("reporters", "Collective", occupation="reporter", named=False)
    story.action("strike")
    made = story.mention("them", "e:reporters", "pronoun")
    story.draft.mentions[-1] = type(made)(made.span, "e:reporters", "pronoun", "pronoun-in-quote")
    story.statement("Good for them,", mode="direct")
    assert spoken_of(story) == ()
