"""Words that are somebody's by a noun, and "he" in what somebody says."""

import pytest

from tests.annotate.stories import read, said

DIRECT = "direct"
LI = "Bo Li spoke first. "


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            LI + "Li’s message to the district was simple: “Come back.” His verdict: “Too late.”",
            [(("Bo Li",), ("Come back.",)), (("Bo Li",), ("Too late.",))],
        ),
        (
            "Ann Roy had a question for Mayor Bo Li: “Where were you?” Li’s reply to Roy: “At work.”",
            [(("Ann Roy",), ("Where were you?",)), (("Bo Li",), ("At work.",))],
        ),
        (
            "“A slow-motion layoff” is how Ann Roy put it. “A joke” was the verdict of Bo Li, a cook.",
            [(("Ann Roy",), ("A slow-motion layoff",)), (("Bo Li",), ("A joke",))],
        ),
        ("“Theft” is the word Ann Roy uses.", [(("Ann Roy",), ("Theft",))]),
        # a subject that nobody known has leaves the words open
        (
            "Ann Lamb runs the food bank.\n\nAsked about Lamb, Frey was curt: “Next question.”",
            [((), ("Next question.",))],
        ),
        # a quotation that ends in one inside it
        (
            "Then Ann Roy took the microphone.\n\n“He told me, ‘Ann, you’re done,’” Roy said of her supervisor.",
            [(("Ann Roy",), ("He told me, ‘Ann, you’re done,’",)), (("supervisor",), ("Ann, you’re done,",))],
        ),
        # the one whom the paragraph names is meant, not one before
        (
            "Bo Li, a steward, has fought for years.\n\nAnn Roy went to see plant manager Al Sark in March. "
            "“He told me, ‘Ann, you’re done,’” Roy said.",
            [(("Ann Roy",), ("He told me, ‘Ann, you’re done,’",)), (("Al Sark",), ("Ann, you’re done,",))],
        ),
        # a compound broken at its hyphen
        (
            "“We clean up,” said Ann Roy. “It is so,” said her co-worker Bo Li.",
            [(("Ann Roy",), ("We clean up,",)), (("Bo Li",), ("It is so,",))],
        ),
    ],
)  # fmt: skip
def test_whose_words(text: str, told: list[tuple[tuple[str, ...], tuple[str, ...]]]) -> None:
    assert [(who, words) for _, who, words in said(text)] == told


def test_nobody_else_is_told_of_in_a_complaint() -> None:
    text = "Nurses complained about staffing twice, their president told the board."
    assert [words for _, _, words in said(text)][-1] == ("staffing twice",)


def test_the_only_firm_of_a_story_is_the_company_before_its_name() -> None:
    text = "Ann Roy could not sleep. The company, she said, ignored it.\n\nRoy went home.\n\nHartwell Steel denied it."
    draft = read(text)
    meant = [m.target for m in draft.mentions if draft.words(m.span) == "The company"]
    assert [draft.entities[r or ""].name for r in meant] == ["Hartwell Steel"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ann Roy praised the drivers for “holding on.”", [(("Ann Roy",), ("the drivers for “holding on.”",))]),
        ("The guild denied organizing the walkout.", [(("guild",), ("organizing the walkout",))]),
        ("Orrin Foods looked forward to welcoming workers back.", []),
        (
            "Mayor Ann Roy called for order, then said Bo Li could finish.",
            [(("Ann Roy",), ("order",)), (("Ann Roy",), ("Bo Li could finish",))],
        ),
        ("Ann Roy spoke.\n\nBo Li interrupted. “Your time is up.”", [(("Bo Li",), ("Your time is up.",))]),
    ],
)
def test_how_far_words_of_praise_and_denial_go(text: str, told: list[tuple[tuple[str, ...], tuple[str, ...]]]) -> None:
    assert [(who, words) for _, who, words in said(text)] == told


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Another parent, Joan Mills, said it was overdue.", ("Joan Mills",)),
        ("“Nobody told me,” said cook Luis Vega.", ("Luis Vega",)),
        (
            "A nurse who asked not to be named because she feared retaliation said the ward was “a war zone.”",
            ("nurse",),
        ),
        (
            "Workers voted 310 to 289 to join the Auto Alliance. “It was close,” said Al Dunn.\n\n"
            "The company said in a statement that it was “disappointed.”",
            ("company",),
        ),
    ],
)
def test_who_is_meant(text: str, who: tuple[str, ...]) -> None:
    assert said(text)[-1][1] == who
