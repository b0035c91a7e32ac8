"""Whose words a quotation is where several could have said it; what is said of somebody, or by nobody."""

import pytest

from tests.annotate.stories import read, said

DIRECT, MIXED, INDIRECT = "direct", "mixed", "indirect"
Told = list[tuple[str, tuple[str, ...], tuple[str, ...]]]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # a participle behind a noun tells what is said of it
        ("The bid, described by Ann Kohl as “crumbs,” ends Friday.", [(DIRECT, ("Ann Kohl",), ("crumbs,",))]),
        ("Bo Lind, labelled “a rat” by Ann Kohl, crossed the line.", [(DIRECT, ("Ann Kohl",), ("a rat",))]),
        ("The plan, dubbed “Operation Broom,” was leaked.", []),
        ("Bo Lind, accused by Ann Kohl of theft, said he was calm.", [(INDIRECT, ("Bo Lind",), ("he was calm",))]),
        # or it is the verb of its sentence
        (
            "The union’s chair, Ann Kohl, accused ministers of “stalling”.",
            [(MIXED, ("Ann Kohl",), ("ministers of “stalling”",))],
        ),
        # the one whose name stands right before a form in -ing
        (
            "A tape shared by Ann Kohl catches Bo Lind saying, “Sign or go.”",
            [(DIRECT, ("Bo Lind",), ("Sign or go.",))],
        ),
        (
            "“It’s over,” said Bo Lind, with Ann Kohl adding: “For good.”",
            [(DIRECT, ("Bo Lind",), ("It’s over,",)), (DIRECT, ("Ann Kohl",), ("For good.",))],
        ),
        (
            "“It’s over,” Bo Lind said, adding: “Ask them.”",
            [(DIRECT, ("Bo Lind",), ("It’s over,",)), (DIRECT, ("Bo Lind",), ("Ask them.",))],
        ),
        # nobody said it
        ("Neither Ann Kohl nor Bo Lind said how they would vote.", []),
        ("None of the clerks said the hall was cold.", []),
        ("No one at the mill said it was safe.", []),
        ("No clerk said it was safe.", []),
        ("Who said unions were dead? Not Ann Kohl.", []),
        ("Tell your boss that you are out.", []),
        ("Ann Kohl did not deny that the mill would shut.", []),
        ("Ann Kohl stopped short of saying the mill would shut.", []),
        ("Ann Kohl left without saying the mill would shut.", []),
        # all of a list did
        (
            "Ann Kohl, Bo Lind and Cy Marsh all said the talks were dead.",
            [(INDIRECT, ("Ann Kohl", "Bo Lind", "Cy Marsh"), ("the talks were dead",))],
        ),
        (
            "“It’s over,” said Ann Kohl, the chair, and Bo Lind, her deputy.",
            [(DIRECT, ("Ann Kohl", "Bo Lind"), ("It’s over,",))],
        ),
        # who was dismissed is no source
        (
            "According to Ann Kohl, her steward, Bo Lind, was fired.",
            [(INDIRECT, ("Ann Kohl",), ("her steward, Bo Lind, was fired",))],
        ),
        # no list of verbs is complete
        ("“Now?” Ann Kohl asked. “Now!” thundered the crowd.", [
            (DIRECT, ("Ann Kohl",), ("Now?",)),
            (DIRECT, ("crowd",), ("Now!",)),
        ]),
        ("The day was, in Ann Kohl’s words, “a wash.”", [(DIRECT, ("Ann Kohl",), ("a wash.",))]),
        ("The mill will shut in June, per Ann Kohl.", [(INDIRECT, ("Ann Kohl",), ("The mill will shut in June",))]),
        # who is asked answers
        (
            "When Ann Kohl asked Bo Lind whether the mill would shut, he said, “Ask me Friday.”",
            [
                (INDIRECT, ("Ann Kohl",), ("whether the mill would shut",)),
                (DIRECT, ("Bo Lind",), ("Ask me Friday.",)),
            ],
        ),
        (
            "Bo Lind, a union man, said Al Marsh had paid nothing. “Not a cent,” he said.",
            [(INDIRECT, ("Bo Lind",), ("Al Marsh had paid nothing",)), (DIRECT, ("Bo Lind",), ("Not a cent,",))],
        ),
        # so does who is told or accused
        (
            "Bo Lind told Al Marsh he was out. “Fine,” he replied.",
            [(INDIRECT, ("Bo Lind",), ("he was out",)), (DIRECT, ("Al Marsh",), ("Fine,",))],
        ),
        (
            "“Are you in?” Bo Lind asked Al Marsh. “No,” he said.",
            [(DIRECT, ("Bo Lind",), ("Are you in?",)), (DIRECT, ("Al Marsh",), ("No,",))],
        ),
        (
            "Bo Lind accused Al Marsh of theft. He denied it.",
            [(INDIRECT, ("Bo Lind",), ("Al Marsh of theft",)), (INDIRECT, ("Al Marsh",), ("it",))],
        ),
        # and nobody but the speaker after a statement
        (
            "Bo Lind told Al Marsh he was out. “I am sorry,” he said.",
            [(INDIRECT, ("Bo Lind",), ("he was out",)), (DIRECT, ("Bo Lind",), ("I am sorry,",))],
        ),
        (
            "“Are you in?” Bo Lind asked Al Marsh. “No.”",
            [(DIRECT, ("Bo Lind",), ("Are you in?",)), (DIRECT, (), ("No.",))],
        ),
        ("The union announced today it would fight.", [(INDIRECT, ("union",), ("it would fight",))]),
    ],
)  # fmt: skip
def test_whose_words_they_are(text: str, told: Told) -> None:
    assert said(text) == told


@pytest.mark.parametrize(
    "content",
    [
        "about 300 clerks had quit",
        "at least 300 clerks had quit",
        "roughly half of its clerks had quit",
        "almost all of its clerks had quit",
        "only 12 clerks had quit",
        "not one clerk had quit",
        "perhaps 30 clerks had quit",
    ],
)
def test_a_word_that_hedges_what_is_told_stays_with_it(content: str) -> None:
    assert [words for _, _, words in said(f"The guild said {content}.")] == [(content,)]


def test_a_word_about_the_telling_is_none_of_what_is_told() -> None:
    text = "The guild announced earlier Friday that the vote was off."
    assert [words for _, _, words in said(text)] == [("the vote was off",)]


@pytest.mark.parametrize(
    "text",
    [
        "Bo Lind, a cook, said: “I had no choice.” His friend Al Marsh nodded. “Same here.”",
        "“I had no choice,” said Bo Lind. Al Marsh, who works next door, shook his head. “Same here.”",
        "“I had no choice,” Bo Lind told Al Marsh.\n\n“Same here.”",
        "“I had no choice,” Bo Lind said, as Al Marsh shook his head.\n\n“Same here.”",
    ],
)
def test_a_bare_quotation_behind_what_another_does_is_open_between_the_two(text: str) -> None:
    draft = read(text)
    first, second = draft.statements
    assert [draft.entities[r].name for r in first.speakers] == ["Bo Lind"]
    assert second.speakers == ()
    assert [draft.entities[r].name for r in second.candidates] == ["Bo Lind", "Al Marsh"]


@pytest.mark.parametrize(
    "text",
    [
        "“I had no choice,” said Bo Lind, who met Al Marsh in May. “I had bills.”",
        "“I had no choice,” said Bo Lind after Al Marsh left. “I had bills.”",
        "“I had no choice,” said Bo Lind. Al Marsh was his boss. He sighed. “I had bills.”",
    ],
)
def test_a_quotation_goes_on_over_somebody_who_only_is_spoken_of(text: str) -> None:
    assert said(text) == [(DIRECT, ("Bo Lind",), ("I had no choice,", "I had bills."))]


def test_a_quotation_that_the_next_paragraph_goes_on_with_has_its_speaker() -> None:
    text = "“We are angry,” Bo Lind said.\n\n“We wait.\n\n“We win in May,” said Ann Kohl, his deputy."
    assert said(text) == [
        (DIRECT, ("Bo Lind",), ("We are angry,",)),
        (DIRECT, ("Ann Kohl",), ("We wait.", "We win in May,")),
    ]


def test_a_question_alone_in_its_paragraph_and_its_answer_have_no_speaker() -> None:
    text = "“No,” said Bo Lind.\n\n“Why not?”\n\n“Nothing has changed.”"
    assert said(text) == [
        (DIRECT, ("Bo Lind",), ("No,",)),
        (DIRECT, (), ("Why not?",)),
        (DIRECT, (), ("Nothing has changed.",)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Bo Lind met Al Marsh on Friday. “It went badly,” he said.",
        "Bo Lind and Al Marsh run the kitchen. “It went badly,” he said.",
        "Al Marsh has cooked for years. His boss, Bo Lind, cut his hours. “It went badly,” he said.",
    ],
)
def test_he_stays_open_between_two_men_of_the_sentence_before(text: str) -> None:
    draft = read(text)
    statement = draft.statements[-1]
    assert statement.speakers == ()
    assert [draft.entities[r].name for r in statement.candidates] == ["Bo Lind", "Al Marsh"]


def test_a_role_with_a_name_beside_it_is_the_one_who_is_named() -> None:
    text = "“Shame,” said Ann Kohl. But her neighbour, retired cook Al Marsh, backed the clerks. “Good lads,” he said."
    assert said(text)[-1] == (DIRECT, ("Al Marsh",), ("Good lads,",))


def test_what_a_sign_says_ends_with_its_quotation_marks() -> None:
    text = "Ann Kohl held a sign that said “Fund us” outside the hall."
    assert [words for _, _, words in said(text)] == [("Fund us",)]


def test_a_contrast_behind_a_dash_is_a_statement_of_its_own() -> None:
    text = "Ann Kohl said the town would “try everything” — though she conceded there was little left."
    assert said(text) == [
        (MIXED, ("Ann Kohl",), ("the town would “try everything”",)),
        (INDIRECT, ("Ann Kohl",), ("there was little left",)),
    ]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        # the first line is one of them, though it looks like a headline
        (
            "MARTA COSTE, HOST: Cook Al Marsh is here.\n\nMARSH: Hello.\n\nCOSTE: Why strike?\n\nMARSH: For the pay.",
            ["Marta Coste", "Al Marsh", "Marta Coste", "Al Marsh"],
        ),
        (
            "Anchor: Cooks are out.\n\nReporter Ann Kohl: They are.\n\nAl Marsh, cook: We want our pay.",
            ["anchor", "Ann Kohl", "Al Marsh"],
        ),
        ("THE COURT: Sit down.\n\nMR. MARSH: We object.\n\nTHE COURT: Overruled.", ["the court", "Marsh", "the court"]),
        ("Q. Mr. Marsh, why strike?\n\nA. We had to.\n\nQ. How long?\n\nA. A month.", [None, None, None, None]),
    ],
)
def test_lines_of_a_transcript(text: str, who: list[str | None]) -> None:
    told = said(text)
    assert [speakers[0] if speakers else None for _, speakers, _ in told] == who
    assert {how for how, _, _ in told} == {DIRECT}
    assert len({words for _, _, words in told}) == len(who)
