"""Where content begins and ends: between the story's own words and the speaker's."""

import pytest

from tests.annotate.stories import said

DIRECT, MIXED, INDIRECT = "direct", "mixed", "indirect"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # what the story adds
        (
            "Ann Roy said the pump fails at night, a charge that the mayor has not answered.",
            [(INDIRECT, ("Ann Roy",), ("the pump fails at night",))],
        ),
        (
            "Ann Roy said the plan was drawn up by Bo Li, who could not be reached.",
            [(INDIRECT, ("Ann Roy",), ("the plan was drawn up by Bo Li",))],
        ),
        (
            "Ann Roy has slammed the cuts at Vey Mills, which has shed 300 jobs since May.",
            [(INDIRECT, ("Ann Roy",), ("the cuts at Vey Mills",))],
        ),
        # what goes on with the content
        (
            "Ann Roy says the cooks ran a kitchen, wrote leaflets and faced the police.",
            [(INDIRECT, ("Ann Roy",), ("the cooks ran a kitchen, wrote leaflets and faced the police",))],
        ),
        (
            "Ann Roy called the plan a “joke,” a “trick,” “a slap” and “bad math.”",
            [(MIXED, ("Ann Roy",), ("the plan a “joke,” a “trick,” “a slap” and “bad math.”",))],
        ),
        (
            "Ann Roy described the talks as “slow,” “ugly” and, at times, “a farce.”",
            [(MIXED, ("Ann Roy",), ("the talks as “slow,” “ugly” and, at times, “a farce.”",))],
        ),
        (
            "Ann Roy points out that “final” has been said often.",
            [(MIXED, ("Ann Roy",), ("“final” has been said often",))],
        ),
        # what stands before the content
        (
            "Ann Roy went on to say that workers who ask will wait.",
            [(INDIRECT, ("Ann Roy",), ("workers who ask will wait",))],
        ),
        (
            "Ann Roy declared from the pulpit that the men were “owed bread.”",
            [(MIXED, ("Ann Roy",), ("the men were “owed bread.”",))],
        ),
        (
            "According to a letter from Ann Roy to parents, obtained by the Post, lessons will be short.",
            [(INDIRECT, ("Ann Roy",), ("lessons will be short",))],
        ),
        (
            "It was a long week.\n\nRail: A lack of crews stopped the trains, Ann Roy claimed.",
            [(INDIRECT, ("Ann Roy",), ("A lack of crews stopped the trains",))],
        ),
        # an attribution inside a relative clause speaks of that clause alone
        (
            "Three cooks who, Ann Roy alleges, were fired for a joke, sued.",
            [(INDIRECT, ("Ann Roy",), ("Three cooks who", "were fired for a joke"))],
        ),
        # a denial that only points back
        (
            "Owner Bo Li denied that, saying the cuts were small.",
            [(INDIRECT, ("Bo Li",), ("that",)), (INDIRECT, ("Bo Li",), ("the cuts were small",))],
        ),
        ("Bo Li rejected that.", [(INDIRECT, ("Bo Li",), ("that",))]),
        ("Bo Li denied this under oath.", [(INDIRECT, ("Bo Li",), ("this",))]),
    ],
)
def test_content(text: str, told: list[tuple[str, tuple[str, ...], tuple[str, ...]]]) -> None:
    assert said(text) == told
