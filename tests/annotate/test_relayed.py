"""Words that one tells another said, and who only hears, gets or passes on what is said."""

import pytest

from tests.annotate.stories import said

DIRECT, MIXED, INDIRECT = "direct", "mixed", "indirect"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # each of the two has a statement of his own: who tells it, and whose the words are
        (
            "“Not a dime,” Ann Roy said Bo Li answered.",
            [(MIXED, ("Ann Roy",), ("Not a dime,", "Bo Li answered")), (DIRECT, ("Bo Li",), ("Not a dime,",))],
        ),
        (
            "“Not a dime,” Ann Roy says Bo Li told her.",
            [(MIXED, ("Ann Roy",), ("Not a dime,", "Bo Li told her")), (DIRECT, ("Bo Li",), ("Not a dime,",))],
        ),
        (
            "“Go home,” the foreman told her, Ann Roy said.",
            [
                (MIXED, ("Ann Roy",), ("“Go home,” the foreman told her",)),
                (DIRECT, ("foreman",), ("Go home,",)),
            ],
        ),
        (
            "“Not a dime,” Ann Roy said. Bo Li answered that it was late.",
            [(DIRECT, ("Ann Roy",), ("Not a dime,",)), (INDIRECT, ("Bo Li",), ("it was late",))],
        ),
        ("“Not a dime,” Ann Roy remembers her boss saying.", [(DIRECT, ("boss",), ("Not a dime,",))]),
    ],
)
def test_words_that_one_tells_another_said(text: str, told: list[tuple[str, tuple[str, ...], tuple[str, ...]]]) -> None:
    assert sorted(said(text)) == sorted(told)


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("A crowd of nurses booed Ann Roy: “Go home.”", ("nurses",)),
        ("The nurses turned to Ann Roy: “Go home.”", ("nurses",)),
        ("The nurses, led by Ann Roy, were blunt: “Go home.”", ("nurses",)),
        ("Corvin Steel was blunt in a letter to Ann Roy: “Go home.”", ("Corvin Steel",)),
        ("The packers handed Bo Li a card: “Wish you were here.”", ()),
        ("Bo Li got an email that night: “See you at the gate.”", ()),
        ("Bo Li received a letter from Ann Roy: “See you at the gate.”", ()),
        ("Bo Li got a blunt answer from the workers: “See you at the gate.”", ("workers",)),
        ("The union’s president, Ann Roy, was blunt: “Go home.”", ("Ann Roy",)),
        ("Among the teachers was Ann Roy: “I am out of money.”", ("Ann Roy",)),
        ("For nurses like Ann Roy, it is simple: “We are tired.”", ("Ann Roy",)),
    ],
)
def test_before_a_colon_the_one_who_hears_it_does_not_speak(text: str, speakers: tuple[str, ...]) -> None:
    assert [s[1] for s in said(text)] == [speakers]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ann Roy was told by Bo Li that the mill would close.", [(INDIRECT, ("Bo Li",), ("the mill would close",))]),
        ("Ann Roy was told that the mill would close.", [(INDIRECT, (), ("the mill would close",))]),
        (
            "“The mill,” Ann Roy said, “will close, and nobody,” she added, “will be paid.”",
            [
                (DIRECT, ("Ann Roy",), ("The mill,", "will close, and nobody,")),
                (DIRECT, ("Ann Roy",), ("will be paid.",)),
            ],
        ),
        (
            "“Fine,” Ann Roy said, “we go,” Bo Li said.",
            [(DIRECT, ("Ann Roy",), ("Fine,",)), (DIRECT, ("Bo Li",), ("we go,",))],
        ),
        (
            "Corvin Steel “acted with anti-union animus,” the labor board alleged in its complaint.",
            [(MIXED, ("labor board",), ("Corvin Steel “acted with anti-union animus,”",))],
        ),
        (
            "Strand’s claim that the guild walked away is false. Doug Strand runs the mill.",
            [(INDIRECT, ("Doug Strand",), ("the guild walked away",))],
        ),
        ("Bo Li said of his wife, Ann: “She’s stubborn.”", [(DIRECT, ("Bo Li",), ("She’s stubborn.",))]),
        ("In a post on X, the union said the board was late.", [(INDIRECT, ("union",), ("the board was late",))]),
    ],
)
def test_whose_words_they_are(text: str, told: list[tuple[str, tuple[str, ...], tuple[str, ...]]]) -> None:
    assert said(text) == told
