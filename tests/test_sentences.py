"""Sentences around characters of a text."""

import pytest

from kg.sentences import bounds


@pytest.mark.parametrize(
    ("text", "words", "sentence"),
    [
        ("One. Two here. Three.", "here", "Two here."),
        ("Mr. Oda of Local No. 5 spoke. He left.", "spoke", "Mr. Oda of Local No. 5 spoke."),
        ("The U.S. Labor Board met. It rose.", "Board", "The U.S. Labor Board met."),
        ("“We won’t stop.” She sat down.", "stop", "“We won’t stop.”"),
        ("“Will it end?” he asked. No.", "end", "“Will it end?” he asked."),
        ("Pay rose 3.5 percent. Fine.", "3.5", "Pay rose 3.5 percent."),
        ("Headline without stop\n\nFirst line. Second.", "Headline", "Headline without stop"),
        ("Kaiser Inc. said so. Yes.", "said", "Kaiser Inc. said so."),
        ("A b. C d. E f.", "b. C", "A b. C d."),
        ("  Blank before. Next", "Blank", "Blank before."),
        ("Émile parla. 😀 Fin.", "Fin", "😀 Fin."),
    ],
)
def test_bounds(text, words, sentence):
    start = text.index(words)
    first, last = bounds(text, start, start + len(words))
    assert text[first:last] == sentence


def test_words_are_always_inside():
    text = "A. B? C!\n D. e… “F.” "
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            first, last = bounds(text, start, end)
            assert 0 <= first <= start
            assert end <= last <= len(text)
