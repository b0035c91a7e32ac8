from dataclasses import replace

import pytest
from handmade import Story

from kg.annotate import about, claims
from kg.annotate.base import Fact
from kg.annotate.claims.modality import words
from kg.annotate.claims.propositions import propositions
from kg.annotate.claims.text import wordings
from kg.model import Claim, Document, Mention, Position, Quantity, Span, TimeExpression


def run(story: Story) -> list[Claim]:
    about.run(story.draft)
    claims.run(story.draft)
    return story.draft.claims


def quote(text: str, **more: object) -> Story:
    """A story in which Lee, president of Acme, says the text word for word."""
    story = Story(f"“{text}” Ann Lee said.")
    lee = story.entity("Ann Lee", "Person")
    acme = story.entity("Acme")
    story.draft.positions.append(Position(lee, "president", acme, story.span("Ann Lee")))
    for word in ("We", "I", "Our", "our"):
        if f"{word} " in text or f"{word}’" in text:
            story.mention(word, lee, "pronoun")
    story.statement(text, mode="direct", speakers=(lee,), **more)
    return story


def spoken(story: Story) -> list[Claim]:
    return [c for c in run(story) if c.statement]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("We met, and the union left.", ["We met", "the union left"]),
        ("They left because the talks failed.", ["They left", "the talks failed"]),
        (
            "Talks went well until last week, when bargaining reached an impasse.",
            ["Talks went well until last week", "bargaining reached an impasse"],
        ),
        ("If the company pays, we will return.", ["If the company pays, we will return"]),
        (
            "It is sad that the union would leave, especially when we agree with nurses.",
            ["the union would leave", "we agree with nurses"],
        ),
        (
            "We bargained for a year and in recent weeks have made progress.",
            ["We bargained for a year", "in recent weeks have made progress"],
        ),
        ("Nurses said they would stay.", ["Nurses said they would stay"]),
        ("The board met. Nobody came.", ["The board met", "Nobody came"]),
    ],
)
def test_clauses_that_can_be_true_or_false_by_themselves(text, clauses):
    story = quote(text)
    found = propositions(story.draft, story.draft.statements[0])
    assert [" ".join(story.draft.words(s) for s in p.spans) for p in found] == clauses


@pytest.mark.parametrize(
    ("text", "modality", "negated"),
    [
        ("Nurses work long hours.", "Fact", False),
        ("Acme isn’t doing anything.", "Fact", True),
        ("Nobody came.", "Fact", True),
        ("Most clinicians lack time.", "Fact", False),
        ("We will strike on Friday.", "Plan", False),
        ("The union plans to strike.", "Plan", False),
        ("The strike is expected to last a week.", "Expectation", False),
        ("The strike may last a week.", "Expectation", False),
        ("The offer is insulting.", "Opinion", False),
        ("The leaders would be willing to sacrifice patients.", "Opinion", False),
        ("I think they are wrong.", "Opinion", False),
        ("We can’t wait any longer.", "Opinion", True),
        ("We ask Acme to return.", "Request", False),
        ("Acme should return to the table.", "Request", False),
        ("Acme should have settled.", "Opinion", False),
        ("Patients must wait three months.", "Fact", False),
        ("Don’t cross the line.", "Request", True),
        ("It could not be verified.", "Fact", True),
    ],
)
def test_modality_and_negation(text, modality, negated):
    (claim,) = spoken(quote(text))
    assert (claim.modality, claim.negated) == (modality, negated)


@pytest.mark.parametrize(
    ("cue", "lemma", "content", "modality", "text"),
    [
        ("asked", "ask", "the nurses to reconsider", "Request", "The nurses should reconsider."),
        ("expect", "expect", "the strike to continue", "Expectation", "The strike is expected to continue."),
        ("called", "call", "the strikes “unjustified”", "Opinion", "The strikes are “unjustified”."),
        ("demanded", "demand", "a raise of 5 percent", "Request", "Nurses demanded a raise of 5 percent."),
        ("threatened", "threaten", "to walk out", "Plan", "Nurses threatened to walk out."),
    ],
)
def test_a_content_without_a_verb_is_put_as_its_cue_puts_it(cue, lemma, content, modality, text):
    story = Story(f"Nurses {cue} {content} on Monday.")
    nurses = story.entity("Nurses", "Collective", named=False)
    story.statement(content, cue=cue, lemma=lemma, speakers=(nurses,), mode="mixed" if "“" in content else "indirect")
    (claim,) = spoken(story)
    assert (claim.modality, claim.text) == (modality, text)


def test_references_are_explained_in_the_text_of_a_claim():
    story = quote("We’ve met the union on Monday, and in April have made progress.")
    union = story.entity("Local 9", "UnionLocal")
    story.mention("the union", union, "nominal")
    story.draft.times.append(TimeExpression("day", "2024-05-06", key="t1", spans=(story.span("Monday"),)))
    story.draft.times.append(TimeExpression("month", "2024-04", key="t2", spans=(story.span("April"),)))
    first, second = spoken(story)
    assert first.text == "We [Acme] have met the union [Local 9] on Monday [2024-05-06]."
    assert second.text == "We [Acme] in April [2024-04] have made progress."
    assert (first.about, first.times) == ((union,), ("t1",))


def test_somebody_without_a_role_that_speaks_for_a_body_is_not_made_to():
    story = Story("“We can’t sleep, and I quit,” Ann Lee said.")
    lee = story.entity("Ann Lee", "Person")
    story.draft.positions.append(Position(lee, "therapist", story.entity("Acme"), story.span("Ann Lee")))
    story.mention("We", "e:Acme", "pronoun")
    story.mention("I", lee, "pronoun")
    story.statement("We can’t sleep, and I quit,", mode="direct", speakers=(lee,))
    assert [c.text for c in spoken(story)] == ["We [Ann Lee and others] can’t sleep.", "I [Ann Lee] quit."]


def fact(story: Story, words: str, predicate: str = "organizer", **more: object) -> None:
    story.draft.facts.append(Fact("a:Strike", predicate, "e:Local 9", story.span(words), "Local 9 leads it.", **more))


def test_a_fact_belongs_to_the_innermost_statement_that_holds_its_words():
    story = Story("Lee said Kim told him Local 9 will strike. Local 9 will strike Bolt.")
    outer = story.statement("Kim told him Local 9 will strike")
    inner = story.statement("Local 9 will strike", cue="told", lemma="tell")
    fact(story, "9 will strike")
    fact(story, "strike Bolt", "participant")
    found = {c.predicate: c.statement for c in run(story) if c.predicate}
    assert found == {"organizer": inner.key, "participant": None}
    assert [c.statement for c in story.draft.claims if not c.predicate] == [outer.key]


def test_words_partly_in_a_content_are_the_speakers_and_clipped_to_it():
    story = Story("Lee said Local 9 will strike, on Monday.")
    made = story.statement("Local 9 will strike")
    fact(story, "Local 9 will strike, on Mon")
    (claim,) = [c for c in run(story) if c.predicate]
    assert (claim.statement, claim.spans) == (made.key, (story.span("Local 9 will strike"),))


def test_words_mostly_outside_a_content_stay_the_articles():
    story = Story("Local 9 struck on Monday, saying it was time.")
    story.statement("it was time", cue="saying")
    fact(story, "Local 9 struck on Monday, saying it")
    (claim,) = [c for c in run(story) if c.predicate]
    assert claim.statement is None


def test_a_clause_that_a_fact_says_needs_no_claim_of_its_own_unless_it_denies_or_judges():
    story = Story("Lee said Local 9 will strike. Kim said Local 9 will not strike.")
    story.statement("Local 9 will strike")
    fact(story, "Local 9 will strike")
    second = story.statement("Local 9 will not strike")
    fact(story, "Local 9 will not strike")
    free = [c for c in run(story) if not c.predicate]
    assert [(c.statement, c.negated) for c in free] == [(second.key, True)]


def test_a_fact_said_twice_by_one_voice_is_one_claim_with_both_places():
    story = Story("Local 9 leads the strike. The strike of Local 9 goes on.")
    fact(story, "Local 9 leads", quantities=("q1",))
    fact(story, "strike of Local 9", times=("t1",))
    (claim,) = run(story)
    assert claim.spans == (story.span("Local 9 leads"), story.span("strike of Local 9"))
    assert (claim.quantities, claim.times) == (("q1",), ("t1",))


def test_spans_of_a_speakers_claims_lie_inside_the_content():
    story = Story("“We met them,” Lee said. “Nobody came, and the union, which had called, left.”")
    made = story.statement("We met them,", "Nobody came, and the union, which had called, left.", mode="direct")
    found = spoken(story)
    assert [c.text for c in found] == ["We met them.", "Nobody came.", "The union, which had called, left."]
    assert all(any(piece.holds(s) for piece in made.content) for c in found for s in c.spans)
    # The whole of a piece, with its marks, is one span with it; a part of one is not.
    assert [[story.draft.words(s) for s in c.spans] for c in found] == [
        ["We met them,"],
        ["Nobody came"],
        ["the union, which had called, left"],
    ]


def test_every_number_has_a_claim_by_the_one_who_gives_it():
    story = Story("About 400 nurses struck. Lee said 90 beds were closed.")
    made = story.statement("90 beds were closed")
    story.draft.quantities.append(Quantity("q1", story.span("About 400"), "person", "Approximately"))
    story.draft.quantities.append(Quantity("q2", story.span("90"), "bed", "Exactly"))
    found = {c.quantities: (c.statement, c.text) for c in run(story) if c.quantities}
    assert found == {("q1",): (None, "About 400 nurses struck."), ("q2",): (made.key, "90 beds were closed.")}


def test_a_number_beside_somebody_elses_words_does_not_take_them_over():
    story = Story("About 400 nurses struck, saying Acme lies.")
    story.statement("Acme lies", cue="saying")
    story.draft.quantities.append(Quantity("q1", story.span("About 400"), "person", "Approximately"))
    (claim,) = [c for c in run(story) if c.statement is None]
    assert claim.text == "About 400 nurses struck, saying."


def test_positions_groups_and_documents_are_claims():
    story = Story("Ann Lee, president of Acme, wrote to Acme nurses in a letter.")
    lee, acme = story.entity("Ann Lee", "Person"), story.entity("Acme")
    nurses = story.entity("Acme nurses", "Collective", employer=acme, named=False)
    story.mention("Acme nurses", nurses, "nominal")
    story.draft.positions.append(Position(lee, "president", acme, story.span("Ann Lee, president of Acme")))
    story.draft.documents.append(Document("d:1", "letter", "a letter", (story.span("a letter"),), (lee,)))
    found = [(c.subject, c.predicate, c.object, c.text) for c in run(story)]
    assert found == [
        (lee, "employedBy", acme, "Ann Lee is president at Acme."),
        (nurses, "employedBy", acme, "Acme nurses are employed by Acme."),
        ("d:1", "wasAttributedTo", lee, "Ann Lee issued a letter."),
    ]


def test_a_claim_is_about_what_it_mentions_else_what_the_statement_is_about_else_the_speaker():
    story = quote("Acme failed, and it hurts. Nobody slept.")
    story.mention("Acme", "e:Acme")
    assert [c.about for c in spoken(story)] == [("e:Acme",), ("e:Acme",), ("e:Acme",)]
    assert [c.about for c in spoken(quote("Nobody slept."))] == [("e:Ann Lee",)]


def test_what_a_body_must_do_is_asked_even_where_a_fact_rests_on_the_words():
    story = quote("Acme must return with an offer.")
    story.mention("Acme", "e:Acme")
    fact(story, "Acme must return with an offer")
    (free,) = [c for c in run(story) if not c.predicate and c.statement]
    assert (free.modality, free.text) == ("Request", "Acme must return with an offer.")


def test_progress_is_made_in_the_talks_that_the_statement_is_about():
    story = quote("We were in talks, and we made great progress.")
    talks = story.action("Talks", "Negotiation")
    story.mention("talks", talks, "nominal")
    story.mention("great progress", "i:bargaining-conduct", "nominal")
    first, second = spoken(story)
    assert (second.about, second.issues) == ((talks,), ("i:bargaining-conduct",))
    assert first.about == (talks,)


def test_every_wording_and_list_has_an_example():
    import string

    import yaml

    from kg.paths import lexicon

    data = yaml.safe_load(lexicon("claim_texts.yaml").read_text(encoding="utf-8"))
    for key, entry in data.items():
        parts = [text for text, *_ in string.Formatter().parse(entry["text"])]
        assert all(part in entry["example"] for part in parts), key
    lists = yaml.safe_load(lexicon("modality.yaml").read_text(encoding="utf-8"))
    for key, entry in lists.items():
        tokens = {t.lower_ for t in Story(entry["example"]).draft.doc} | {
            t.lemma_ for t in Story(entry["example"]).draft.doc
        }
        assert tokens & set(entry["words"]), key
    assert set(wordings()) == set(data)
    assert set(words()) == set(lists)


def test_the_same_draft_gives_the_same_claims():
    one, two = run(quote("We met, and nobody came.")), run(quote("We met, and nobody came."))
    assert one == two
    assert [replace(c, spans=(Span(0, 1),)) for c in one] != one


def test_what_is_only_inferred_from_a_speakers_words_is_not_put_in_his_mouth():
    story = Story("Lee said the strike goes on. The strike goes on.")
    made = story.statement("the strike goes on")
    fact(story, "the strike goes on", confidence=0.5)
    fact(story, "The strike goes on", confidence=0.5)
    found = run(story)
    assert [(c.statement, c.predicate) for c in found] == [(made.key, None), (None, "organizer")]


def test_a_number_that_its_content_cuts_off_rests_on_the_words_inside():
    story = Story("He put it at 68% that day, Lee said.")
    made = story.statement("it at 68", mode="indirect")
    story.draft.quantities.append(Quantity("q1", story.span("68%"), "percent", "Exactly"))
    (claim,) = [c for c in run(story) if c.quantities]
    assert (claim.statement, claim.spans) == (made.key, (story.span("it at 68"),))


def test_a_number_hangs_on_the_triple_about_what_it_counts_and_on_nothing_else():
    story = Story("Lee said the strike is expected to hit 100 clinics.")
    made = story.statement("the strike is expected to hit 100 clinics")
    clinics = story.entity("clinics", "FacilityGroup")
    story.draft.quantities.append(Quantity("q1", story.span("100"), "site", "Exactly", measures=clinics))
    words = story.span("is expected to hit 100 clinics")
    story.draft.facts.append(Fact("a:Strike", "affects", clinics, words, "It hits clinics.", modality="Plan"))
    (claim,) = run(story)
    assert (claim.statement, claim.predicate, claim.quantities) == (made.key, "affects", ("q1",))
    assert claim.modality == "Expectation"


@pytest.mark.parametrize(
    ("role", "text"),
    [
        ("therapist", "Ann Lee is a therapist at Acme."),
        ("organizer", "Ann Lee is an organizer at Acme."),
        ("union rep", "Ann Lee is a union rep at Acme."),
        ("president", "Ann Lee is president at Acme."),
    ],
)
def test_a_role_has_an_article_and_an_office_has_none(role, text):
    story = Story(f"Ann Lee, {role} at Acme, spoke.")
    story.draft.positions.append(
        Position(story.entity("Ann Lee", "Person"), role, story.entity("Acme"), story.span("Ann Lee"))
    )
    assert [c.text for c in run(story)] == [text]


def test_words_that_are_no_sentence_are_quoted_or_stand_in_their_sentence():
    story = Story("Lee put turnout at 68%. “Not on my watch,” Kim said.")
    story.statement("68%", cue="put", lemma="put", speakers=(story.entity("Lee", "Person"),))
    kim = story.entity("Kim", "Person")
    story.statement("Not on my watch,", mode="direct", speakers=(kim,))
    assert [c.text for c in run(story)] == ["Lee put turnout at 68%.", "Kim says: “Not on my watch”."]


def test_a_pronoun_that_is_not_sure_is_not_explained_and_no_worker_speaks_for_the_employer():
    story = Story("“They lied. We know it,” a nurse said.")
    nurse = story.entity("nurse", "Person", named=False)
    story.draft.mentions.append(Mention(story.span("They"), story.entity("Acme"), "pronoun", "test", 0.7))
    story.mention("We", "e:Acme", "pronoun")
    story.statement("They lied. We know it,", mode="direct", speakers=(nurse,))
    assert [c.text for c in spoken(story)] == ["They lied.", "We [nurse and others] know it."]


def test_what_is_asked_not_to_be_done_is_denied_in_good_order():
    story = Story("Lee urged shoppers not to order from Acme.")
    story.statement("shoppers not to order from Acme", cue="urged", lemma="urge")
    assert [c.text for c in spoken(story)] == ["Shoppers should not order from Acme."]
