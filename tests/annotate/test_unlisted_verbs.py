"""Verbs that no list has, made verbs of saying by their place; quoted words that go on behind a first pair of marks."""

import pytest

from tests.annotate.stories import said

DIRECT, MIXED = "direct", "mixed"
WORDS = "“Nobody can live on this,”"


@pytest.mark.parametrize(
    "text",
    [
        WORDS + " fumed Ann Kohl, a fitter at Brandt Axle.",
        WORDS + " grumbled fitter Ann Kohl as she left.",
        WORDS + " scoffed Ann Kohl on Monday.",
        WORDS + " shrugged Ann Kohl, who has 20 years in.",
        WORDS + " urged Ann Kohl, 44, a fitter.",
        WORDS + " pleaded Ann Kohl, a fitter.",
        WORDS + " Ann Kohl chimed in.",
        WORDS + " Ann Kohl pleaded.",
    ],
)
def test_the_name_behind_the_verb_behind_a_quotation_is_its_speaker(text):
    assert said(text) == [(DIRECT, ("Ann Kohl",), ("Nobody can live on this,",))]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Ann Kohl said it was “a bad day” and she would “not sign.”",
            [(MIXED, ("Ann Kohl",), ("it was “a bad day” and she would “not sign.”",))],
        ),
        (
            "Brandt Axle said it was “sad” but would “press on.”",
            [(MIXED, ("Brandt Axle",), ("it was “sad” but would “press on.”",))],
        ),
        # nor the verb of the noun that a relative clause belongs to
        ("A post by Ann Kohl that said “We are one” was shared.", [(DIRECT, ("Ann Kohl",), ("We are one",))]),
        # a nickname is no words of its bearer
        (
            "“They shut it,” said a loader who goes by the name “Shorty.” “We wept.”",
            [(DIRECT, ("loader who goes by the name Shorty",), ("They shut it,", "We wept."))],
        ),
    ],
)
def test_quoted_words_that_go_on(text, told):
    assert said(text) == told
