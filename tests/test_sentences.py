"""Sentences around characters of a text, all of a text, and their fingerprints."""

from itertools import pairwise

import pytest

from kg.sentences import LEAST_WORDS, bounds, fingerprint, fingerprints, split


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
        ("Will it end? No. They want more.", "No", "No."),
        ("Lodge No. 5 met. It rose.", "5", "Lodge No. 5 met."),
        ("“It is over!” Ann Roe cried. She left.", "over", "“It is over!” Ann Roe cried."),
        ("The hall was cold.They left it.", "cold", "The hall was cold."),
        ("Write to news@tarn.example or tarn.Org today.", "today", "Write to news@tarn.example or tarn.Org today."),
        ("Gen. Mgr. Sy Poe spoke. He left.", "spoke", "Gen. Mgr. Sy Poe spoke."),
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


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", []),
        (" \n\n ", []),
        ("One", ["One"]),
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Mr. Oda left. Ms. Orr stayed.", ["Mr. Oda left.", "Ms. Orr stayed."]),
        ("The U.S. Labor Board met. It rose.", ["The U.S. Labor Board met.", "It rose."]),
        ("Pay rose 3.5 percent. Fine.", ["Pay rose 3.5 percent.", "Fine."]),
        ("“We won’t stop.” She sat down.", ["“We won’t stop.”", "She sat down."]),
        ("“Will it end?” he asked. No.", ["“Will it end?” he asked.", "No."]),
        ("Headline\n\nFirst line. Second.\n", ["Headline", "First line.", "Second."]),
        ("It ends.\nNext line", ["It ends.", "Next line"]),
        ("It ends.  \r\n\r\n  Next line.\t", ["It ends.", "Next line."]),
        ("A line\nthat goes on", ["A line", "that goes on"]),
        ("Wait… what? (Yes.) No", ["Wait… what?", "(Yes.)", "No"]),
        ("WORTHING, Del. (LKW) -- Dockers left. All did.", ["WORTHING, Del. (LKW) -- Dockers left.", "All did."]),
        ("ST. BRENNAN - A picket formed.", ["ST. BRENNAN - A picket formed."]),
        ("They met in Dover, Pa. The mill shut.", ["They met in Dover, Pa.", "The mill shut."]),
        ("It ran from 9 a.m. Monday to 5 p.m. They rested.", ["It ran from 9 a.m. Monday to 5 p.m.", "They rested."]),
        ("It began at 7 a.m. EST. Crews left.", ["It began at 7 a.m. EST.", "Crews left."]),
        ("He moved to the U.S. She stayed.", ["He moved to the U.S.", "She stayed."]),
        ("It sold Orr Inc. The buyer left.", ["It sold Orr Inc.", "The buyer left."]),
        ("The board ruled in Dorn v. Local 7. It was close.", ["The board ruled in Dorn v. Local 7.", "It was close."]),
        ("1. A raise.\n2. No layoffs by Sept. 30. Yes.", ["1. A raise.", "2. No layoffs by Sept. 30.", "Yes."]),
        ("Supt. Finn and Atty. Gen. Rey met. It failed.", ["Supt. Finn and Atty. Gen. Rey met.", "It failed."]),
        ("Pickets in Ft. Dalton held.", ["Pickets in Ft. Dalton held."]),
        ("“Why?” Ned Marsh asked. Nobody knew.", ["“Why?” Ned Marsh asked.", "Nobody knew."]),
        ("“Why?” Nobody knew.", ["“Why?”", "Nobody knew."]),
        ("Orr Inc. grew. Kaiser Co. shrank.", ["Orr Inc. grew.", "Kaiser Co. shrank."]),
        ("😀. É. \x00 x", ["😀.", "É.", "\x00 x"]),
    ],
)
def test_all_sentences(text, sentences):
    assert [text[s:e] for s, e in split(text)] == sentences


@pytest.mark.parametrize("text", ["A. B? C!\n D. e… “F.” ", "x.\n.\n\n.. y", "\n.\n", ". . .", "a.  \n  \n b"])
def test_sentences_are_in_order_apart_and_hold_all_words(text):
    found = split(text)
    assert all(s < e for s, e in found)
    assert all(one[1] <= two[0] for one, two in pairwise(found))
    inside = {n for s, e in found for n in range(s, e)}
    assert all(n in inside for n, letter in enumerate(text) if not letter.isspace())
    assert all(text[s:e] == text[s:e].strip() for s, e in found)


def test_the_two_agree():
    text = "Headline here\n\nMr. Oda of Local No. 5 spoke. He left! “Why?” she asked. No one knew."
    assert [bounds(text, s, e) for s, e in split(text)] == split(text)


SENTENCE = "The bakers walked off the job."


@pytest.mark.parametrize(
    "same",
    [
        SENTENCE.upper(),
        "the  bakers\nwalked off — the job!",
        "“The bakers,” walked off the job",
        "The bakers walked off the job\u00a0…",
    ],
)
def test_case_marks_and_blanks_are_no_part_of_a_fingerprint(same):
    assert fingerprint(same) == fingerprint(SENTENCE)


@pytest.mark.parametrize(
    "other",
    [
        "The bakers walked off their job.",
        "The bakers walked off the job again.",
        "Bakers the walked off the job.",
        "The bаkers walked off the job.",  # a Cyrillic а
        "The bakers walked off the job 2.",
    ],
)
def test_another_word_is_another_fingerprint(other):
    assert fingerprint(other) != fingerprint(SENTENCE)
    assert len(fingerprint(other)) == 16


def test_short_sentences_have_no_fingerprint():
    assert LEAST_WORDS == 6
    assert fingerprint(SENTENCE) is not None
    assert fingerprint("She declined to speak to us") is not None
    assert [fingerprint(s) for s in ("She declined to speak.", "", "…", "One two three four five")] == [None] * 4
    assert fingerprint("\ud800 " * 8) is None
    assert fingerprint("x\ud800 " * 8) is not None


def test_fingerprints_of_a_text():
    text = f"{SENTENCE} She left. {SENTENCE.upper()}\n\nNobody at the mill could say what came next."
    assert list(fingerprints(text).items()) == [
        (fingerprint(SENTENCE), 6),
        (fingerprint("Nobody at the mill could say what came next"), 9),
    ]
    assert fingerprints("") == {}
