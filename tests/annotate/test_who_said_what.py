"""Words in the right mouth, and no more words than were said: layouts and turns of phrase that mislead."""

import pytest

from tests.annotate.stories import read, said

DIRECT, MIXED, INDIRECT = "direct", "mixed", "indirect"
Told = list[tuple[str, tuple[str, ...], tuple[str, ...]]]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # whom a paper quotes speaks, and not the paper
        ("“This is good,” the Harbor Times quoted Paul Mey as saying.", [(DIRECT, ("Paul Mey",), ("This is good,",))]),
        ("Paul Mey was quoted as saying that it was dead.", [(INDIRECT, ("Paul Mey",), ("it was dead",))]),
        # one after the other
        (
            "Said Ann Kohl: “I sleep in the cab.” Said Bo Lind, who would not say more: “I do not.”",
            [(DIRECT, ("Ann Kohl",), ("I sleep in the cab.",)), (DIRECT, ("Bo Lind",), ("I do not.",))],
        ),
        (
            "“We feed them,” Edna Pruitt said. “So we starve them out,” Lottie Pruitt, her sister-in-law, finished.",
            [
                (DIRECT, ("Edna Pruitt",), ("We feed them,",)),
                (DIRECT, ("Lottie Pruitt",), ("So we starve them out,",)),
            ],
        ),
        # other languages, other marks
        (
            "« Nous sommes là », a dit Paul Renard. „Wir bleiben hier“, sagte Anna Brandt.",
            [(DIRECT, ("Paul Renard",), ("Nous sommes là",)), (DIRECT, ("Anna Brandt",), ("Wir bleiben hier",))],
        ),
        # as somebody puts it
        (
            'As Marv Teller put it, "a contract is a promise." As for the firm, its lawyer, Ann Roy, put it so: '
            '"A contract is paper."',
            [
                (DIRECT, ("Marv Teller",), ("a contract is a promise.",)),
                (DIRECT, ("Ann Roy",), ("A contract is paper.",)),
            ],
        ),
        ("It is, in the words of Abel Ruiz, “a slow end.”", [(MIXED, ("Abel Ruiz",), ("It is", "a slow end."))]),
        # an inverted cue before a title
        ("“They came back,” recalled picket captain Juno Ames.", [(DIRECT, ("Juno Ames",), ("They came back,",))]),
        # what was shouted, and at whom
        ("Ann Kohl shouted “shame” at Wally Dunn, the owner.", [(DIRECT, ("Ann Kohl",), ("shame",))]),
        # one word is quoted as well as many
        ("“No,” Ruth Kemp answered.", [(DIRECT, ("Ruth Kemp",), ("No,",))]),
        ("Ann Kohl called the report “false.”", [(MIXED, ("Ann Kohl",), ("the report “false.”",))]),
        # a blank between the closing marks
        (
            "\"It calls itself 'family,' \" said Nia Holt, whose union filed it.",
            [(DIRECT, ("Nia Holt",), ("It calls itself 'family,'",))],
        ),
        # a scare quote in the sentence behind is nobody's
        (
            "The “final” offer was no offer, Ann Kohl said. The so-called “gift card raise” drew laughter.",
            [(MIXED, ("Ann Kohl",), ("The “final” offer was no offer",))],
        ),
    ],
)  # fmt: skip
def test_who_says_what(text: str, told: Told) -> None:
    assert said(text) == told


def test_what_a_side_asks_for_ends_before_who_tells_of_it() -> None:
    text = "The strikers are asking for a raise, safer gates and a paid lunch, said Colin Abt."
    assert (INDIRECT, ("strikers",), ("for a raise, safer gates and a paid lunch",)) in said(text)


def test_questions_and_answers_are_told_from_the_first_line_on() -> None:
    text = "Q: Did the company lock the gates?\n\nA: They did, at noon.\n\nQ: Who told you?\n\nA: The guard."
    assert [(how, words) for how, _, words in said(text)] == [
        (DIRECT, ("Did the company lock the gates?",)),
        (DIRECT, ("They did, at noon.",)),
        (DIRECT, ("Who told you?",)),
        (DIRECT, ("The guard.",)),
    ]


def test_who_warns_is_not_whom_he_warns() -> None:
    draft = read("“If they want a fight,” warned Greta Boon, “they'll get one.”")
    assert [s.addressee for s in draft.statements] == [None]


def test_a_role_before_the_comma_of_an_attribution_is_anothers() -> None:
    draft = read("The company would rather talk to the federal mediator, Roque said. Ana Roque sat down.")
    assert draft.positions == []


def test_the_spokeswoman_of_an_unnamed_company_speaks_for_no_other_body() -> None:
    text = "Local 77 President Ivo Banks wrote a letter. Company spokeswoman Tess Arlen called it “unhelpful.”"
    draft = read(text)
    held = {draft.entities[p.person].name: p.organization for p in draft.positions}
    assert held["Tess Arlen"] is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Ines Roca, a nurse, quoted Martin Luther King Jr.: “It is long.” She then quoted her mother: “Eat first.”",
            [
                (DIRECT, ("Martin Luther King Jr.",), ("It is long.",)),
                (DIRECT, ("mother",), ("Eat first.",)),
            ],
        ),
        (
            "Inside, Zoe Amin read a letter from the chairman: “Your demands are noted.”",
            [(DIRECT, ("chairman",), ("Your demands are noted.",))],
        ),
        # the sentence between is another's
        (
            "“No comment.” With those words, lawyer Iris Vane left. Company president Roy Vane, her father, said less.",
            [(DIRECT, (), ("No comment.",))],
        ),
        (
            "Marcus Bell told his co-worker Tim Falk that he smelled smoke.",
            [(INDIRECT, ("Marcus Bell",), ("he smelled smoke",))],
        ),
        (
            "The union asked for a wage floor, paid breaks, and shorter shifts.",
            [(INDIRECT, ("union",), ("for a wage floor, paid breaks, and shorter shifts",))],
        ),
    ],
)
def test_whose_words_are_brought_and_where_they_end(text: str, told: Told) -> None:
    assert said(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # what somebody is asked is not what he says
        (
            "Asked by a paper if he had called them “thugs,” Dan Coyle said: “I did not.”",
            [(DIRECT, ("Dan Coyle",), ("I did not.",))],
        ),
        ("Ed Moyer, asked if they would win: “Yes.”", [(DIRECT, ("Ed Moyer",), ("Yes.",))]),
        # a sign is nobody's, a paper not of those who got hold of it
        (
            "“We're no robots,” read a banner. “We're no robots,” said Hana Seo, echoing it.",
            [(DIRECT, (), ("We're no robots,",)), (DIRECT, ("Hana Seo",), ("We're no robots,",))],
        ),
        (
            "A bulletin obtained by the Ledger tells members to “sit tight.”",
            [(MIXED, (), ("members to “sit tight.”",))],
        ),
        # the crowd's shout is not hers
        (
            "“Let me be clear,” said Doris Reyes. “We stay.” The crowd cheered. “Doris! Doris!”",
            [(DIRECT, ("Doris Reyes",), ("Let me be clear,", "We stay.")), (DIRECT, (), ("Doris! Doris!",))],
        ),
        # a name that looks like a cue
        ("His friend Said Omar was fired. “No warning,” Omar said.", [(DIRECT, ("Said Omar",), ("No warning,",))]),
    ],
)
def test_questions_signs_and_shouts(text: str, told: Told) -> None:
    assert said(text) == told


def test_a_person_through_a_spokesman_is_none() -> None:
    assert read("Later, through a spokesman, Alan Greer said he had been joking.").positions == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "“We may,” Pilar Vega, a cook, said. “Nobody wants to,” added her colleague, who gave no name.",
            [(DIRECT, ("Pilar Vega",), ("We may,",)), (DIRECT, ("colleague",), ("Nobody wants to,",))],
        ),
        (
            "“Everything must go,” the sign on the door said. “Even us,” joked clerk Fay Moss.",
            [(DIRECT, (), ("Everything must go,",)), (DIRECT, ("Fay Moss",), ("Even us,",))],
        ),
        (
            "The market shrugged, analyst Kim Poole of Baird said. Baird rates it a buy.",
            [(INDIRECT, ("Kim Poole",), ("The market shrugged",))],
        ),
        (
            "Rosa Diaz, the widow of Luis Diaz, said he had felt ill. “I smell it,” she said.",
            [(INDIRECT, ("Rosa Diaz",), ("he had felt ill",)), (DIRECT, ("Rosa Diaz",), ("I smell it,",))],
        ),
        # two of the name come only later: neither
        (
            "“I am the union,” Hoffa once said. James P. Hoffa led it. Jimmy Hoffa vanished.",
            [(DIRECT, (), ("I am the union,",))],
        ),
    ],
)
def test_the_one_beside_is_not_the_one_who_speaks(text: str, told: Told) -> None:
    assert said(text) == told


def test_a_station_that_somebody_tells_is_not_where_she_works() -> None:
    draft = read("“We will,” Pilar Vega, a line cook, told KQED.")
    assert [p.organization for p in draft.positions] == [None]
    assert {e.name: e.kind for e in draft.entities.values()}["KQED"] == "NewsOrganization"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The gate was chained at 5 a.m. “They never called,” said Ben Achebe.", "They never called,"),
        ("He works at Dunn Freight Inc. “They never called,” said Ben Achebe.", "They never called,"),
        ("• “We stay out,” said Ben Achebe.", "We stay out,"),
        ("1) “We stay out,” said Ben Achebe.", "We stay out,"),
        ("🪧 “We stay out,” said Ben Achebe.", "We stay out,"),
    ],
)
def test_what_stands_before_a_quotation_is_none_of_its_words(text: str, words: str) -> None:
    assert said(text) == [("direct", ("Ben Achebe",), (words,))]


@pytest.mark.parametrize(
    "text",
    [
        "Wearing a shirt with the words “Fair Pay Now,” Tess Obry shivered.",
        "Holding a sign that read “Fair Pay Now,” Tess Obry marched.",
    ],
)
def test_who_carries_words_and_does_something_says_nothing(text: str) -> None:
    assert [told for told in said(text) if "Tess Obry" in told[1]] == []


@pytest.mark.parametrize(
    "text",
    [
        "Bo Lund denied that he had said “we quit.”",
        "Bo Lund denied saying “we quit.”",
        "Bo Lund never said “we quit.”",
        "Bo Lund refused to say “we quit.”",
    ],
)
def test_words_that_were_never_said_are_no_quotation_of_anybody(text: str) -> None:
    draft = read(text)
    quoted = [s for s in (*draft.statements, *draft.thoughts) if s.mode == "direct"]
    assert quoted == []


def test_lines_of_a_transcript_in_marks_hold_the_words_between_them() -> None:
    text = "Ines Okoro: “It’s over.” She sighed.\n\nBo Lund: “It is not.”"
    assert said(text) == [
        ("direct", ("Ines Okoro",), ("It’s over.",)),
        ("direct", ("Bo Lund",), ("It is not.",)),
    ]
