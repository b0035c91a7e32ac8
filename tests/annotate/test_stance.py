import pytest
from handmade import Story

from kg.annotate import about, issues, stance
from kg.annotate.polarity import data, evaluates, load


def story_of(text: str) -> Story:
    """A story with mentions of Acme, the strike and the offer wherever they stand."""
    story = Story(text)
    targets = {
        "Acme": story.entity("Acme"),
        "the strike": story.action("the strike"),
        "the offer": story.action("the offer", "Proposal"),
        "Local 9": story.entity("Local 9", "UnionLocal"),
    }
    for words, ref in targets.items():
        for form in (words, words.capitalize()) if words[0].islower() else (words,):
            for nth in range(1, text.count(form) + 1):
                story.mention(form, ref, nth=nth)
    issues.run(story.draft)
    return story


def taken(story: Story) -> list[tuple[str, str, str]]:
    """Target, value and words of the stances of the last statement."""
    stance.run(story.draft)
    return [
        (s.target.split(":")[1], s.value, story.draft.words(s.spans[0])) for s in story.draft.statements[-1].stances
    ]


def said(text: str, **more: object) -> list[tuple[str, str, str]]:
    """Stances of a sentence that Lee said as a whole."""
    story = story_of(f"{text} That is what Lee said.")
    story.statement(text, speakers=(story.entity("Lee", "Person"),), mode="direct", **more)
    return taken(story)


WORDINGS = load().phrases


@pytest.mark.parametrize("phrase", WORDINGS, ids=lambda p: p.example)
def test_every_wording_finds_its_example(phrase):
    assert phrase.value in [value for _, value, _ in said(phrase.example)]


@pytest.mark.parametrize(("part", "value"), [(p, v) for p in ("adjectives", "nouns") for v in data()[p]])
def test_every_list_of_words_finds_its_example(part, value):
    example = data()[part][value]["example"]
    assert any(word in example for word in data()[part][value]["words"])
    assert [v for _, v, _ in said(example)] == [value]


@pytest.mark.parametrize("value", list(data()["cues"]))
def test_every_list_of_cues_finds_its_example(value):
    example = data()["cues"][value]["example"]
    verb = example.split()[1]
    story = story_of(example)
    lemma = story.draft.doc[1].lemma_
    assert lemma in data()["cues"][value]["words"]
    story.statement(example.split(verb)[1].strip(" ."), cue=verb, lemma=lemma)
    assert [(t, v) for t, v, _ in taken(story)] == [("Acme", value)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The offer is unfair and unreasonable.", ("the offer", "Criticizes", "unfair and unreasonable")),
        ("The offer is not fair.", ("the offer", "Criticizes", "fair")),
        ("It is shameful that Acme would cut our pay.", ("Acme", "Criticizes", "shameful")),
        ("Acme has refused to bargain with nurses.", ("Acme", "Criticizes", "Acme has refused to bargain with nurses")),
        ("We stand with Local 9.", ("Local 9", "Supports", "stand with Local 9")),
        ("The strike would hurt students.", ("the strike", "Criticizes", "The strike would hurt students")),
        ("We urge Acme to come back to the table.", ("Acme", "Asks", "We urge Acme")),
        ("Acme must return to the table.", ("Acme", "Asks", "Acme must return")),
        ("I wouldn’t call the offer fair.", ("the offer", "Criticizes", "fair")),
        ("We are “fed up” with Acme.", ("Acme", "Criticizes", "fed up” with Acme")),
        ("The strike was a victory.", ("the strike", "Supports", "victory")),
        ("The strike is the worst possible news.", ("the strike", "Criticizes", "worst")),
        ("The strike, which shut the mill in June, was blackmail.", ("the strike", "Criticizes", "blackmail")),
        ("The strike was the bravest thing.", ("the strike", "Supports", "bravest")),
    ],
)
def test_stance_of_a_sentence(text, expected):
    assert expected in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "Acme met Local 9 on Monday.",
        "The strike will begin on June 11.",
        "Is the offer fair?",
        "Acme was hurt by the strike.",
        "Local 9 will not be bullied.",
        "If the offer is unfair, we will vote it down.",
        "Workers refused to cross the picket line at Acme.",
        "If Acme does not move, we will strike.",
        "The board found merit in charges that Acme illegally fired them.",
        "Acme said it has not refused to bargain.",
        "I am not satisfied the strike would hurt students.",
        "Workers will obey Acme, bad as it is.",
    ],
)
def test_no_stance_without_words_that_carry_one(text):
    assert [s for s in said(text) if s[1] == "Criticizes"] == []


def test_a_naming_cue_takes_its_value_from_the_words():
    story = story_of("Lee called the offer “insulting.”")
    story.statement("the offer “insulting.”", cue="called", lemma="call", mode="mixed")
    assert taken(story) == [("the offer", "Criticizes", "insulting")]


def test_asked_to_do_something_and_only_asked():
    story = story_of("Lee asked Acme to reconsider the offer.")
    story.statement("Acme to reconsider the offer", cue="asked", lemma="ask")
    assert taken(story) == [("Acme", "Asks", "asked Acme to reconsider")]
    story = story_of("Lee demanded that Acme reinstate them.")
    story.statement("Acme reinstate them", cue="demanded", lemma="demand")
    assert taken(story) == [("Acme", "Asks", "demanded that Acme")]
    story = story_of("Lee asked whether Acme will pay.")
    story.statement("whether Acme will pay", cue="asked", lemma="ask")
    assert taken(story) == []


def test_accused_is_criticized_and_the_speaker_never():
    story = story_of("Acme accused Local 9 of lying about Acme.")
    story.statement("Local 9 of lying about Acme", cue="accused", lemma="accuse", speakers=("e:Acme",))
    assert taken(story) == [("Local 9", "Criticizes", "accused Local 9")]


def test_what_is_said_of_a_topic_outside_the_content():
    story = story_of("Lee said of the strike, “It is deeply disturbing that Local 9 would do this.”")
    story.statement("It is deeply disturbing that Local 9 would do this.", mode="direct")
    assert ("the strike", "Criticizes", "deeply disturbing") in taken(story)


def test_a_statement_that_takes_no_side_has_no_stance():
    story = story_of("Lee said Acme met Local 9.")
    story.statement("Acme met Local 9", about=("e:Acme", "e:Local 9"))
    stance.run(story.draft)
    assert story.draft.statements[-1].stances == ()


def test_great_progress_speaks_well_of_the_talks():
    story = story_of("Lee said the talks went on and that they made great progress.")
    talks = story.action("the talks", "Negotiation")
    story.mention("the talks", talks, "nominal")
    story.statement("the talks went on and that they made great progress", about=(talks,))
    assert taken(story) == [("the talks", "Supports", "made great progress")]


def test_lacking_something_named_by_the_words_themselves_is_no_reproach():
    story = story_of("Lee said most clinicians lack availability.")
    story.statement("most clinicians lack availability")
    assert taken(story) == []


def test_a_place_is_blamed_only_where_it_acts():
    story = story_of("Lee blamed Ohio for the cuts. Lee said Ohio is bad.")
    ohio = story.entity("Ohio", "State")
    for nth in (1, 2):
        story.mention("Ohio", ohio, nth=nth)
    story.statement("Ohio for the cuts", cue="blamed", lemma="blame")
    assert taken(story) == [("Ohio", "Criticizes", "blamed Ohio")]
    story.statement("Ohio is bad")
    assert taken(story) == []


@pytest.mark.parametrize("value", ["Criticizes", "Supports"])
@pytest.mark.parametrize(("part", "frame"), [("adjectives", "The offer is {}."), ("nouns", "The strike is a {}.")])
def test_every_word_carries_its_stance(part, frame, value):
    from kg.annotate.nlp import load as models

    nlp, _ = models()
    for word in data()[part][value]["words"]:
        spaced = " " in word and part == "adjectives"  # a phrase whose words the adjectives do not take apart
        assert spaced or value in [evaluates(t) for t in nlp(frame.format(word))], word


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We want Acme to settle.", [("Acme", "Asks", "want Acme to settle")]),
        ("Acme needs to come back.", [("Acme", "Asks", "Acme needs to come")]),
        ("We do not want Acme to settle.", []),
        ("The offer was a hard-won victory, bad as it is.", [("the offer", "Supports")]),
        ("Never did Acme talk about being brave.", []),
    ],
)
def test_wishes_and_what_only_looks_like_praise(text, expected):
    found = said(text)
    assert [row[: len(e)] for row, e in zip(found, expected, strict=True)] == expected


def test_an_order_asks_the_one_who_is_addressed():
    story = story_of("“Be quick,” Lee told Acme. “Let it be,” Lee told Acme.")
    lee = story.entity("Lee", "Person")
    story.statement("Be quick,", cue="told", lemma="tell", mode="direct", speakers=(lee,), addressee="e:Acme")
    assert [row[:2] for row in taken(story)] == [("Acme", "Asks")]
    story.statement("Let it be,", cue="told", lemma="tell", mode="direct", speakers=(lee,), addressee="e:Acme")
    assert taken(story) == []


def test_the_words_of_somebody_quoted_are_no_stance_of_the_one_who_quotes():
    story = story_of("Lee recalled that Kim said Acme is greedy.")
    kim = story.entity("Kim", "Person")
    story.statement("Acme is greedy", cue="said", speakers=(kim,))
    assert [row[:2] for row in taken(story)] == [("Acme", "Criticizes")]
    story.statement(
        "Kim said Acme is greedy", cue="recalled", lemma="recall", speakers=(story.entity("Lee", "Person"),)
    )
    assert taken(story) == []


@pytest.mark.parametrize(
    "text",
    [
        "Acme is disappointed but not surprised.",
        "Local 9 would be furious.",
        "Acme is pleased.",
    ],
)
def test_who_feels_is_not_whom_it_is_felt_toward(text):
    assert said(text) == []


def test_an_exclamation_takes_a_side_on_the_event_before():
    story = Story("Acme made its offer in May.\n\n“Shameful,” Lee said.")
    offer = story.action("offer", "Proposal")
    story.mention("its offer", offer, "nominal")
    story.statement("Shameful,", mode="direct")
    about.run(story.draft)
    assert taken(story) == [("offer", "Criticizes", "Shameful")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lee said she would vote no.", [("deal", "Criticizes", "vote no")]),
        ("Lee said she voted yes.", [("deal", "Supports", "voted yes")]),
        ("Lee said most would vote no.", []),
    ],
)
def test_a_vote_takes_a_side_on_what_is_voted_on(text, expected):
    story = Story("A deal was reached in May. " + text)
    deal = story.action("deal", "TentativeAgreement")
    story.mention("A deal", deal, "nominal")
    story.statement(text.removeprefix("Lee said ").rstrip("."))
    about.run(story.draft)
    assert taken(story) == expected


def test_what_is_to_be_done_for_us_is_asked_of_the_other_side():
    story = Story("Local 9 met Acme. “Pay us,” Local 9 said. “Pay them,” Local 9 said.")
    local, acme = story.entity("Local 9", "UnionLocal"), story.entity("Acme")
    story.mention("Local 9", local)
    story.mention("Acme", acme)
    story.statement("Pay us,", mode="direct", speakers=(local,))
    assert taken(story) == [("Acme", "Asks", "Pay")]
    story.statement("Pay them,", mode="direct", speakers=(local,))
    assert taken(story) == []


def test_what_one_s_own_side_will_not_do_is_told_and_not_blamed():
    story = Story("Local 9 said its members will not take the offer seriously.")
    local = story.entity("Local 9", "UnionLocal")
    members = story.entity("members", "Collective", named=False, union=local, occupation="driver")
    story.mention("its members", members, "nominal")
    story.statement("its members will not take the offer seriously", speakers=(local,))
    assert taken(story) == []


@pytest.mark.parametrize("entry", data()["effects"], ids=lambda e: e["example"])
def test_harm_is_blame_where_the_other_side_tells_of_it(entry):
    found = []
    for kind in ("UnionLocal", "Employer"):
        story = story_of(entry["example"] + " That is what Lee said.")
        lee = story.entity("Lee", kind)
        story.statement(entry["example"], speakers=(lee,))
        found.append([row[1] for row in taken(story)])
    theirs = ["Criticizes"] if "UnionSide" in entry["sides"] else []
    assert found[0] == theirs
    assert found[1] == (["Criticizes"] if not theirs else [])


@pytest.mark.parametrize(
    "text",
    [
        "Our proposal would cap the number of patients.",
        "Local 9's proposal would cap the number of patients.",
        "The agreement raises wages and caps the number of patients.",
    ],
)
def test_one_s_own_offer_or_an_agreement_does_no_harm(text):
    story = story_of(text + " That is what Lee of Local 9 said.")
    local = story.entity("Local 9", "UnionLocal")
    story.statement(text, speakers=(local,))
    assert taken(story) == []


def test_an_offer_that_is_called_the_last_and_best_is_not_praised():
    assert said("This is Acme's last, best and final offer; Acme made the offer in May.") == []


def test_who_is_told_to_expect_something_is_asked_nothing():
    story = story_of("Lee told Acme to expect a long strike.")
    story.statement("Acme to expect a long strike", cue="told", lemma="tell", speakers=(story.entity("Lee", "Person"),))
    assert taken(story) == []


def test_who_has_done_nothing_wrong_is_not_blamed():
    assert said("Acme has done nothing wrong.") == []


def test_what_an_employer_buys_its_directors_is_told_against_it():
    story = story_of("Acme has no money, but Acme buys its directors new cars. That is what Lee of Local 9 said.")
    local = story.entity("Local 9", "UnionLocal")
    words = "Acme has no money, but Acme buys its directors new cars."
    story.statement(words, speakers=(local,), mode="direct")
    assert ("Acme", "Criticizes") in [(target, value) for target, value, _ in taken(story)]
