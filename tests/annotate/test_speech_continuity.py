"""Who speaks: names beside roles, pronouns by their paragraph, papers and suits, cues that say on what terms."""

from __future__ import annotations

import pytest
from stories import said

MASON = "Mr. Alan Mason, a welder, said the yard was closed.\n\n"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The guild’s general secretary, Marta Quill, said it would ballot in May.", "Marta Quill"),
        ("Lakeside’s vice-president of operations, Omar Teague, said lines would run.", "Omar Teague"),
        ("Faculty club vice-chair Hana Lind said classes were full.", "Hana Lind"),
        ("A spokesman for the mayor, Kenneth Orr, said the talks were over.", "Kenneth Orr"),
        ("The Harbor Patrol put the crowd at 900.", "Harbor Patrol"),
        ("The gates had been locked, said Omar Teague, a manager, adding that water was on hand.", "Omar Teague"),
    ],
)
def test_the_name_beside_a_role_speaks(text: str, speaker: str) -> None:
    found = said(text)
    assert found
    assert all(who == (speaker,) for _, who, _ in found)


def test_he_is_the_subject_of_his_own_paragraph() -> None:
    text = (
        MASON + "Garrett Pell, the yard’s manager, shrugged at the claim. The gates were open, he said in a statement."
    )
    assert said(text)[-1][1] == ("Garrett Pell",)


def test_he_goes_on_from_another_paragraph_where_nobody_else_is_the_subject() -> None:
    text = MASON + "“The gates were shut,” he said."
    assert said(text)[-1][1] == ("Alan Mason",)


def test_it_is_the_body_that_has_just_spoken() -> None:
    found = said("Velmont Foods said the outcome was a setback. It maintains that the plan is fair.")
    assert [who for _, who, _ in found] == [("Velmont Foods",), ("Velmont Foods",)]


def test_terms_of_speaking_are_no_statement() -> None:
    text = "A man who works in packing, and who asked that his name not be used because he feared losing his job, said "
    found = said(text + "he had seen four people faint.")
    assert [content for _, _, content in found] == [("he had seen four people faint",)]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("He described as “a joke” rumors that the firm had lied.", ("“a joke” rumors that the firm had lied",)),
        (
            "There was “some evidence”, Judge Ann Roe said, that ships would wait.",
            ("There was “some evidence”", "ships would wait"),
        ),
        (
            "It would also, according to Ann Roe, have ended breaks on nine routes.",
            ("It would also", "have ended breaks on nine routes"),
        ),
        ("According to Ann Roe, who drives a bus, the talks have stalled.", ("the talks have stalled",)),
        ("They met for a rally where, according to Ann Roe, six drivers spoke.", ("six drivers spoke",)),
        ("The local counted at least 700 people.", ("at least 700 people",)),
        ("Mediator Ann Roe asked the parties for another week.", ("the parties for another week",)),
        ("“That,” Ann Roe said, “is late.”", ("That,", "is late.")),
    ],
)
def test_content_around_its_attribution(text: str, content: tuple[str, ...]) -> None:
    assert [c for _, _, c in said(text)] == [content]


def test_a_suit_speaks_for_who_sued() -> None:
    found = said("The Plains Nurses Union sued the state on Tuesday. The lawsuit says the order breaks the law.")
    assert found[-1][1] == ("Plains Nurses Union",)
