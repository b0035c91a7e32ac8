"""Who said what: direct, mixed and indirect speech, with and without a verb."""

from __future__ import annotations

import pytest
from stories import read, said


def one(text: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    (found,) = said(text)
    return found


def test_a_quotation_over_paragraphs_is_one_statement():
    text = (
        "“We gave them a fair number,” said Dolores Achterberg, who chairs the bargaining team at Pinewick Hospital. "
        "“They gave us a parking voucher.\n\n“We came back on Tuesday with the same number.\n\n“They did not open the "
        "envelope.”\n\nThe hospital declined to comment."
    )
    assert one(text) == (
        "direct",
        ("Dolores Achterberg",),
        (
            "We gave them a fair number,",
            "They gave us a parking voucher.",
            "We came back on Tuesday with the same number.",
            "They did not open the envelope.",
        ),
    )


def test_one_missing_closing_mark():
    text = (
        '"Nobody voted for this, said Ramon Ilves, a shop steward at Corvane Foods.\n\n"We will be outside on Friday," '
        'Priya Nandakumar said. She has worked there since 2011.\n\n"Bring water," she added.'
    )
    assert said(text) == [
        ("direct", ("Ramon Ilves",), ("Nobody voted for this,",)),
        ("direct", ("Priya Nandakumar",), ("We will be outside on Friday,",)),
        ("direct", ("Priya Nandakumar",), ("Bring water,",)),
    ]
    assert [s.note for s in read(text).statements] == ["unclosed quotation mark", None, None]


def test_british_single_marks():
    text = (
        "‘It’s the drivers’ money, not theirs,’ said Aoife Brannigan. 'We've counted it,' she added, 'and it's short.'"
    )
    assert said(text) == [
        ("direct", ("Aoife Brannigan",), ("It’s the drivers’ money, not theirs,",)),
        ("direct", ("Aoife Brannigan",), ("We've counted it,", "and it's short.")),
    ]


def test_a_nickname_is_no_speech():
    text = (
        "“The whole shift walked out,” said a welder known to everyone as “Biscuit.” "
        "Forewoman Adaeze “Addie” Nwosu followed them."
    )
    draft = read(text)
    (statement,) = draft.statements
    assert [draft.words(c) for c in statement.content] == ["The whole shift walked out,"]
    (speaker,) = statement.speakers
    assert draft.entities[speaker].name.startswith("welder")
    assert not draft.entities[speaker].named


def test_a_new_cue_after_a_paragraph_is_a_new_statement():
    text = (
        'Leonard Oyelaran, a crane operator, said: "The gates stayed shut at six.\n\n"They stayed shut at seven," '
        "he added."
    )
    assert said(text) == [
        ("direct", ("Leonard Oyelaran",), ("The gates stayed shut at six.",)),
        ("direct", ("Leonard Oyelaran",), ("They stayed shut at seven,",)),
    ]


def test_attributions_without_a_verb():
    text = (
        "“Our members showed up.” — Local 88 President Inés Calloway-Reyes\n\nAnd from the company’s chief executive, "
        "Gordon Pell:\n\n“We remain at the table.”\n\n“They remain at lunch.” -Steward Bo Tanaka"
    )
    assert said(text) == [
        ("direct", ("Inés Calloway-Reyes",), ("Our members showed up.",)),
        ("direct", ("Gordon Pell",), ("We remain at the table.",)),
        ("direct", ("Bo Tanaka",), ("They remain at lunch.",)),
    ]


def test_two_speakers_in_one_sentence():
    text = '"The offer is final," said Marcus Teel, but Joan Abara called it "a press release with a number in it."'
    assert said(text) == [
        ("direct", ("Marcus Teel",), ("The offer is final,",)),
        ("mixed", ("Joan Abara",), ('it "a press release with a number in it."',)),
    ]


def test_indirect_speech_and_who_hears_it():
    text = (
        "Benedetta Ruo told reporters that the company had offered 3 percent. Pellon Foods was told on Monday that its "
        "permit had lapsed. According to the Harbor Clerks Union, 212 people are locked out."
    )
    assert said(text) == [
        ("indirect", ("Benedetta Ruo",), ("the company had offered 3 percent",)),
        ("indirect", (), ("its permit had lapsed",)),
        ("indirect", ("Harbor Clerks Union",), ("212 people are locked out",)),
    ]
    draft = read(text)
    assert [s.cue_lemma for s in draft.statements] == ["tell", "tell", "accord to"]
    assert [s.addressee and draft.entities[s.addressee].name for s in draft.statements] == [
        "reporters",
        "Pellon Foods",
        None,
    ]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ('"Bring it back," someone shouted from the crowd.', "Bring it back,"),
        ('"Shame," a voice called during the vote.', "Shame,"),
    ],
)
def test_a_voice_is_nobody(text, content):
    assert one(text) == ("direct", (), (content,))


def test_two_quotations_side_by_side_are_two_voices():
    text = (
        'The vote was over. "Count it again!" said Theo Marchetti. "Are you staying out?" "As long as it takes," '
        "he replied."
    )
    assert said(text) == [
        ("direct", ("Theo Marchetti",), ("Count it again!",)),
        ("direct", (), ("Are you staying out?",)),
        ("direct", ("Theo Marchetti",), ("As long as it takes,",)),
    ]


def test_an_unnamed_official_is_not_the_department():
    text = (
        'A Department of Wages official, who declined to be named, said the ruling was "weeks away." Labor Secretary '
        'Ines Valk said only that she would "follow the statute."'
    )
    draft = read(text)
    first, second = draft.statements
    (official,) = first.speakers
    assert draft.entities[official].kind == "Person"
    assert not draft.entities[official].named
    assert [draft.entities[r].name for r in second.speakers] == ["Ines Valk"]
    assert [s.mode for s in (first, second)] == ["mixed", "mixed"]


def test_a_transcript_and_labels_that_are_no_speakers():
    text = (
        "MODERATOR: Welcome back.\nODETTE PRYCE: We filed the notice on June 3.\nDALE HURST: That is not our record.\n"
        "PRYCE: Read it again.\n\nKey dates: June 3, June 14.\nWhat's next: a hearing."
    )
    assert [(who[0].casefold(), words) for _, who, words in said(text)] == [
        ("moderator", ("Welcome back.",)),
        ("odette pryce", ("We filed the notice on June 3.",)),
        ("dale hurst", ("That is not our record.",)),
        ("odette pryce", ("Read it again.",)),
    ]


def test_guillemets_and_a_quotation_in_another_language():
    text = (
        "« Nous ne céderons pas », a déclaré Maëlle Quéré devant le dépôt.\n\n» Read more: strike map\n"
        "» Sign up for alerts"
    )
    assert one(text) == ("direct", ("Maëlle Quéré",), ("Nous ne céderons pas",))
    assert [s.lang for s in read(text).statements] == ["fr"]


@pytest.mark.parametrize(
    "text",
    [
        "Tidewater declined to comment.",
        "The agency did not respond to a request for comment.",
        "Dale Hurst, who asked not to be named, left.",
        "The company would not say whether it will talk.",
        "The contract was called off.",
        "If the union says yes, the strike ends.",
        "She hopes to return on Monday.",
    ],
)
def test_not_statements(text):
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "mode", "speakers", "content"),
    [
        (
            "Ann Cole, the union’s president, said on Monday that 300 nurses would strike.",
            "indirect",
            ("Ann Cole",),
            ("300 nurses would strike",),
        ),
        (
            "The offer, Ann Cole said, “moved money around” and would have cut vacations.",
            "mixed",
            ("Ann Cole",),
            ("The offer", "“moved money around” and would have cut vacations"),
        ),
        (
            "The drivers have voted to strike, Ann Cole announced Tuesday, escalating a fight in its third year.",
            "indirect",
            ("Ann Cole",),
            ("The drivers have voted to strike",),
        ),
        (
            "Ann Cole and Bo Tanaka said in a joint letter that “no parcel is worth a life.”",
            "direct",
            ("Ann Cole", "Bo Tanaka"),
            ("no parcel is worth a life.",),
        ),
        (
            "Ann Cole accused the company of running an illegal lockout.",
            "indirect",
            ("Ann Cole",),
            ("the company of running an illegal lockout",),
        ),
        (
            "“We chose this,” shipping director Guy Lachance said Monday, “rather than a strike.”",
            "direct",
            ("Guy Lachance",),
            ("We chose this,", "rather than a strike."),
        ),
        ("It declined, said Ann Cole, because the story could not be checked.", "indirect", ("Ann Cole",),
         ("It declined", "because the story could not be checked")),
        ("Its agent, Frank Di Salvo, texted: “Ask me in June.”", "direct", ("Frank Di Salvo",), ("Ask me in June.",)),
    ],
)  # fmt: skip
def test_where_content_begins_and_ends(text, mode, speakers, content):
    assert one(text) == (mode, speakers, content)


def test_a_source_is_not_taken_from_an_aside():
    text = "A judge, citing the company’s “egregious” conduct, ordered it to rehire the workers."
    draft = read(text)
    (statement,) = draft.statements
    assert draft.words(statement.source) == "A judge"
    assert [draft.words(c) for c in statement.content] == ["it to rehire the workers"]


def test_what_is_coordinated_with_another_cue_is_not_content():
    text = "Union officials said they would file a complaint, while the company said it had done nothing wrong."
    assert [words for _, _, words in said(text)] == [
        ("they would file a complaint",),
        ("it had done nothing wrong",),
    ]


def test_signs_and_chants():
    text = "Picketers held signs that read “Staff Up” and “Patients First.” Others chanted, “No contract, no peace!”"
    assert [words for _, _, words in said(text)] == [("“Staff Up” and “Patients First.”",), ("No contract, no peace!",)]


def test_coordinated_cues_are_two_statements():
    text = "Ann Cole called the strike “unnecessary” and said the two sides had been close on wages."
    assert said(text) == [
        ("mixed", ("Ann Cole",), ("the strike “unnecessary”",)),
        ("indirect", ("Ann Cole",), ("the two sides had been close on wages",)),
    ]


def test_a_quotation_inside_a_quotation_has_its_own_speaker():
    text = "“My supervisor asked me, ‘Can you go any faster?’ Today is my answer,” said Ann Cole, a packer."
    found = said(text)
    assert found[0][1:] == (("Ann Cole",), ("My supervisor asked me, ‘Can you go any faster?’ Today is my answer,",))
    assert found[1][2] == ("Can you go any faster?",)
    assert found[1][1] != ("Ann Cole",)


def test_the_day_of_speaking():
    draft = read("Ann Cole said Monday that the strike begins on June 20.", published="2026-06-11")
    (statement,) = draft.statements
    assert [t.value for t in draft.times if t.key == statement.time] == ["2026-06-08"]


def test_first_person_words_stand_for_the_speaker():
    draft = read("“I work nights and my knees hurt,” said Ann Cole, a packer.")
    (statement,) = draft.statements
    words = {draft.words(m.span): m.target for m in draft.mentions if m.rule == "first-person"}
    assert words == {"I": statement.speakers[0], "my": statement.speakers[0]}


def test_two_runs_give_the_same():
    text = "Ann Cole said the strike is on. “We are ready,” she said. According to the union, 300 people left."
    first = read(text).statements
    read.cache_clear()
    assert read(text).statements == first
