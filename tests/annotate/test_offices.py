"""The office of a person speaks for its person; it is no body called "office"."""

from __future__ import annotations

import pytest

from kg.annotate.lexicons import load_lexicon
from tests.annotate.stories import said

BELL = "LANSING, Mich. — Attorney General Marcus Bell opened an inquiry into Calder Freight on Monday. "


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (BELL + "His office said the company had underpaid 40 drivers.", "Marcus Bell’s office"),
        (BELL + "The company had underpaid 40 drivers, according to Bell’s office.", "Marcus Bell’s office"),
        (
            "DULUTH, Minn. — State Sen. Dana Rao met strikers. “She is ready to help,” her office said.",
            "Dana Rao’s office",
        ),
        ("DULUTH, Minn. — Mayor Ann Ruiz met strikers. The mayor's office said a deal was near.", "mayor's office"),
    ],
)
def test_whose_office(text: str, speaker: str) -> None:
    assert [names for _, names, _ in said(text)] == [(speaker,)]


def test_one_office_however_often_it_speaks() -> None:
    text = BELL + "His office said the company had underpaid 40 drivers. Bell’s office said it would sue the company."
    assert [names for _, names, _ in said(text)] == [("Marcus Bell’s office",)] * 2
    text = "DULUTH, Minn. — Mayor Ann Ruiz met strikers. The mayor’s office said it was near. Her office said so twice."
    assert {names for _, names, _ in said(text)} == {("mayor’s office",)}


def test_every_noun_of_an_office_finds_its_holder() -> None:
    for entry in load_lexicon("offices.yaml")["offices"]:
        ((_, who, _),) = said(entry["example"])
        assert who in (("Ann Ruiz",), ("Theo Rask",)), entry


def test_the_governor_is_not_the_lieutenant_governor() -> None:
    told = said(
        "Gov. Dan Marsh came with Lt. Gov. Pia Coe. Coe left. “Up,” the governor said. "
        "“Bye,” the lieutenant governor said."
    )
    assert [who for _, who, _ in told] == [("Dan Marsh",), ("Pia Coe",)]
