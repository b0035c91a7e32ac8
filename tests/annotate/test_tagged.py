"""What the learned tagger adds to the rules: statements, thoughts, and nothing that the rules know better."""

import pytest
from stories import read

from kg.annotate import annotators
from kg.annotate.attribution.decode import Attribution
from kg.annotate.base import Draft
from kg.annotate.nlp import load
from kg.annotate.speech import run
from kg.model import Article, Span


def told(text, *found, sure=0.9, thought=0.1, leads=False):
    """The draft of a text with these attributions of the tagger, each (source, cue, content...)."""

    def span(words):
        return Span(text.index(words), text.index(words) + len(words))

    draft = Draft(Article(text, published="2026-06-11"), load()[0](text))
    for step in annotators(None):
        if step.name == "speech":
            break
        step.run(draft)
    draft.leads = leads
    draft.attributions = [
        Attribution(span(cue), span(source) if source else None, tuple(span(c) for c in content), sure, thought, sure)
        for source, cue, *content in found
    ]
    run(draft)
    return draft


def statements(draft):
    return [(draft.words(s.cue) if s.cue else None, [draft.words(c) for c in s.content]) for s in draft.statements]


def thoughts(draft):
    return [
        (tuple(draft.entities[r].name for r in t.speakers), draft.words(t.cue), [draft.words(c) for c in t.content])
        for t in draft.thoughts
    ]


def test_speech_that_the_rules_missed_is_a_statement():
    text = "The plant was safe, Dana Orsk had led everyone to understand in her claim to the board."
    draft = told(text, ("Dana Orsk", "claim", "The plant was safe"))
    assert ("claim", ["The plant was safe"]) in statements(draft)
    (added,) = (s for s in draft.statements if s.rule == "speech/tagger")
    assert ([draft.entities[r].name for r in added.speakers], added.confidence) == (["Dana Orsk"], 0.9)


def test_what_somebody_wants_is_a_thought_with_a_holder():
    text = "Dana Orsk runs the mill. She wants a second shift by June."
    draft = told(text, ("She", "wants", "a second shift by June"), thought=0.97)
    assert thoughts(draft) == [(("Dana Orsk",), "wants", ["a second shift by June"])]
    assert draft.statements == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Dana Orsk declined to comment.", ("Dana Orsk", "declined", "to comment")),
        ("Dana Orsk rejected the offer on Monday.", ("Dana Orsk", "rejected", "the offer")),
        ("Dana Orsk did not say who would pay.", ("Dana Orsk", "did not say", "who would pay")),
        ("Dana Orsk agreed to resume talks.", ("Dana Orsk", "agreed", "to resume talks")),
    ],
)
def test_what_is_refused_or_done_by_words_is_no_statement(text, found):
    draft = told(text, found)
    assert draft.statements == []
    assert [words for _, words, _ in thoughts(draft)] == [found[1]]


def test_who_is_asked_is_not_who_asks():
    text = "Dana Orsk left early. Asked whether the mill would close, Dana Orsk shrugged."
    draft = told(text, ("Dana Orsk", "Asked", "whether the mill would close"))
    assert draft.statements == []
    assert thoughts(draft) == [((), "Asked", ["whether the mill would close"])]


def test_who_is_told_does_not_become_the_speaker():
    text = "Dana Orsk was told on Monday that the permit had lapsed."
    draft = told(text, ("Dana Orsk", "told", "the permit had lapsed"))
    assert [(s.speakers, s.source) for s in draft.statements] == [((), None)]


def test_what_is_likelier_wrong_than_right_is_left_out():
    text = "Dana Orsk wants a second shift by June."
    assert thoughts(told(text, ("Dana Orsk", "wants", "a second shift by June"), sure=0.45, thought=0.9)) == []


def test_a_speakers_thoughts_in_what_he_says_are_not_told_twice():
    text = "Dana Orsk said that she wants a second shift by June."
    draft = told(text, ("she", "wants", "a second shift by June"), thought=0.9)
    assert statements(draft) == [("said", ["she wants a second shift by June"])]
    assert draft.thoughts == []


def test_nothing_is_taken_out_of_a_quotation():
    text = "“I think they told us a shorter week was coming,” said Dana Orsk."
    draft = told(text, ("they", "told", "a shorter week was coming"), sure=0.99)
    assert statements(draft) == [("said", ["I think they told us a shorter week was coming,"])]


def test_on_what_terms_somebody_speaks_is_no_attribution():
    text = "A fitter, who asked that his name not be used, left."
    draft = told(text, ("who", "asked", "that his name not be used"))
    assert (draft.statements, draft.thoughts) == ([], [])


def test_what_the_rules_found_keeps_its_words():
    text = "Dana Orsk said the mill would close in May. The town was silent."
    draft = told(text, ("Dana Orsk", "said", "the mill would close in May. The town was silent"))
    assert statements(draft) == [("said", ["the mill would close in May"])]


def test_what_cuts_across_the_rules_is_left_out():
    text = "Dana Orsk said the mill would close in May. The town believed it."
    draft = told(text, ("The town", "believed", "close in May", "it"), thought=0.9)
    assert draft.thoughts == []


def test_a_thought_makes_nobody_an_entity():
    text = "A passing cyclist wants a bridge over the canal."
    with_thought = told(text, ("A passing cyclist", "wants", "a bridge over the canal"), thought=0.9)
    assert len(with_thought.thoughts) == 1
    assert with_thought.entities == told(text).entities


def test_a_model_that_leads_decides_the_words_of_unquoted_content():
    text = "Dana Orsk said the mill would close in May, a month early. The town was silent."
    found = ("Dana Orsk", "said", "the mill would close in May")
    assert statements(told(text, found)) == [("said", ["the mill would close in May, a month early"])]
    assert statements(told(text, found, leads=True)) == [("said", ["the mill would close in May"])]


def test_a_model_that_leads_decides_the_words_around_a_quoted_piece():
    text = "Dana Orsk said the mill was “a ruin” and would close in May, a month early."
    found = ("Dana Orsk", "said", "the mill was “a ruin” and would close in May")
    assert statements(told(text, found, leads=True)) == [("said", ["the mill was “a ruin” and would close in May"])]


def test_a_model_that_leads_does_not_cut_a_quotation():
    text = "“We are tired of it, and we will strike,” said Dana Orsk."
    draft = told(text, ("Dana Orsk", "said", "We are tired of it"), leads=True)
    assert statements(draft) == [("said", ["We are tired of it, and we will strike,"])]


def test_content_in_pieces_does_not_displace_that_of_the_rules():
    text = "Dana Orsk said the mill would close in May."
    draft = told(text, ("Dana Orsk", "said", "mill", "close in May"), leads=True)
    assert statements(draft) == [("said", ["the mill would close in May"])]


def test_what_a_model_that_leads_does_not_find_is_no_statement_unless_quoted():
    text = "Dana Orsk said the mill would close in May. “Nobody told me,” said Bo Lind."
    assert statements(told(text)) == [("said", ["the mill would close in May"]), ("said", ["Nobody told me,"])]
    assert statements(told(text, leads=True)) == [("said", ["Nobody told me,"])]


def test_quotations_inside_quotations_are_those_of_a_model_that_leads():
    text = "“The foreman said to me, ‘Go home and stay there,’” said Dana Orsk."
    outer = ("said", ["The foreman said to me, ‘Go home and stay there,’"])
    assert statements(told(text)) == [outer, ("said", ["Go home and stay there,"])]
    assert statements(told(text, leads=True)) == [outer]
    draft = told(text, ("The foreman", "said", "Go home and stay there"), leads=True)
    assert [draft.words(c) for s in draft.statements for c in s.content] == [*outer[1], "Go home and stay there,"]


def test_the_threshold_of_a_model_that_leads_is_its_own():
    text = "Dana Orsk wants a second shift by June."
    draft = told(text, ("Dana Orsk", "wants", "a second shift by June"), sure=0.35, leads=True)
    assert [(words, t.confidence) for (_, words, _), t in zip(thoughts(draft), draft.thoughts, strict=True)] == [
        ("wants", 0.35)
    ]


def test_a_model_that_leads_gives_the_source_and_the_rules_tell_who_it_is():
    text = "The Hallow clinic will close, and its director, Dana Orsk, said the beds would go to Marl."
    draft = told(text, ("and its director, Dana Orsk", "said", "the beds would go to Marl"), leads=True)
    (made,) = draft.statements
    assert draft.words(made.source) == "and its director, Dana Orsk"
    assert [draft.entities[r].name for r in made.speakers] == ["Dana Orsk"]


def test_a_source_that_is_nobody_does_not_displace_one_that_is_somebody():
    text = "The rest areas were shaded. Dana Orsk said the mill would close in May."
    draft = told(text, ("The rest areas", "said", "the mill would close in May"), leads=True)
    assert [draft.words(s.source) for s in draft.statements] == ["Dana Orsk"]


def test_without_the_tagger_there_are_no_thoughts():
    text = "Dana Orsk wants a second shift by June."
    draft = told(text)
    draft.attributions = None
    draft.statements.clear()
    run(draft)
    assert draft.thoughts == []


def test_the_model_finds_thoughts_and_who_holds_them():
    draft = read("HALLOW — Dana Orsk, who runs the mill, opposes the levy. Drivers fear a long winter of cuts.")
    assert (("Dana Orsk",), "opposes", ["the levy"]) in thoughts(draft)
    assert all(0.5 <= t.confidence <= 1 for t in draft.thoughts)


def test_a_source_that_runs_over_a_paragraph_is_what_stands_beside_the_cue():
    text = "Dana Orsk\n\nPaul Mey, the owner, had it in a letter that the mill was safe."
    draft = told(text, ("Dana Orsk\n\nPaul Mey, the owner", "had it", "the mill was safe"), leads=True)
    (statement,) = [*draft.statements, *draft.thoughts]
    assert draft.words(statement.source) == "Paul Mey, the owner"


def test_a_dateline_is_none_of_the_words_that_were_said():
    text = "ELM CITY — The mill was safe, Dana Orsk had led everyone to understand in her claim to the board."
    draft = told(text, ("Dana Orsk", "claim", "ELM CITY — The mill was safe"))
    assert ("claim", ["The mill was safe"]) in statements(draft)
