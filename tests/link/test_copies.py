"""Which stories are one text."""

import random

import pytest

from kg.link.copies import originals, repeated
from kg.sentences import fingerprints

DAYS = {"a": "2024-03-01", "b": "2024-03-02", "c": "2024-03-03"}


def sentence(seed, words=14):
    """A sentence of made-up words."""
    rng = random.Random(seed)
    return "The " + " ".join("".join(rng.choices("abcdefgh", k=6)) for _ in range(words - 1)) + "."


def wire(name="wire", count=8):
    return [sentence(f"{name} {n}") for n in range(count)]


def copies(days=DAYS, **stories):
    return originals({k: fingerprints(" ".join(v)) for k, v in stories.items()}, {k: days.get(k, "") for k in stories})


def test_a_copy_is_of_the_earlier_story():
    assert copies(a=wire(), b=wire()) == {"b": "a"}
    assert copies({"a": "2024-03-09", "b": "2024-03-02"}, a=wire(), b=wire()) == {"a": "b"}


def test_of_one_day_the_first_by_name_and_unknown_days_last():
    assert copies({}, a=wire(), b=wire()) == {"b": "a"}
    assert copies({"b": "2024-03-02"}, a=wire(), b=wire()) == {"a": "b"}


@pytest.mark.parametrize(
    "other",
    [
        wire()[:4],
        wire()[4:],
        [*wire(), *wire("own", 4)],
        [sentence("headline"), *wire()],
        [*wire()[:7], wire()[7].replace("The", "That")],
        [s.upper().replace(".", " !") for s in wire()],
        wire()[::-1],
    ],
    ids=["first half", "second half", "extended", "other headline", "a word edited", "capitals", "turned around"],
)
def test_cut_extended_and_edited_copies(other):
    assert copies(a=wire(), b=other) == {"b": "a"}


@pytest.mark.parametrize(
    "other",
    [
        wire("other"),
        [*wire("other"), *wire()[:4]],
        wire()[:2],
        [s.replace("The", "That") for s in wire()],
        ["She left.", "He stayed on."] * 40,
    ],
    ids=["other text", "a third in common", "too few words", "every sentence edited", "short sentences"],
)
def test_what_is_no_copy(other):
    assert copies(a=wire(), b=other) == {}


def test_short_sentences_make_no_copy():
    chat = ["He declined to say more.", "She did not answer.", "Nobody came."] * 30
    assert copies(a=chat, b=chat) == {}


def test_two_stories_of_a_series_with_a_paragraph_of_background_are_none():
    background = wire("background", 4)
    assert copies(a=[*wire("one", 10), *background], b=[*wire("two", 10), *background]) == {}


def test_three_outlets_and_a_chain_have_one_original():
    assert copies(a=wire(), b=wire()[:5], c=[*wire(), *wire("own", 3)]) == {"b": "a", "c": "a"}
    # The third has only what the second added.
    chain = copies(a=wire(), b=[*wire(), *wire("own", 8)], c=wire("own", 8))
    assert chain == {"b": "a", "c": "a"}


def test_what_an_earlier_copy_has_is_repeated():
    texts = {"a": wire(), "b": [*wire(), *wire("more", 2)], "c": [*wire()[:6], *wire("more", 2), *wire("own", 2)]}
    stories = {k: fingerprints(" ".join(v)) for k, v in texts.items()}
    found = repeated(stories, DAYS, originals(stories, DAYS))
    more = set(fingerprints(" ".join(wire("more", 2))))
    assert found["b"] == frozenset(stories["a"])
    assert found["c"] == frozenset((stories["a"].keys() & stories["c"].keys()) | more)
    assert "a" not in found
    assert repeated(stories, DAYS, {}) == {}


def test_a_story_that_a_hundred_outlets_carry_has_one_original():
    outlets = {f"outlet{n:03}": wire()[n % 3 :] for n in range(100)}
    found = copies({"outlet042": "2024-03-01"}, **outlets)
    assert set(found.values()) == {"outlet042"}
    assert len(found) == 99


def test_background_of_a_hundred_stories_makes_none_a_copy():
    background = wire("background", 5)
    assert copies(**{f"s{n:03}": [*background, *wire(f"own {n}", 6)] for n in range(100)}) == {}


def test_the_order_of_stories_has_no_part():
    stories = {"a": wire(), "b": wire()[:5], "c": wire("z"), "d": [*wire("z"), *wire("own", 3)], "e": wire()}
    expected = copies(**stories)
    assert expected == {"b": "a", "e": "a", "d": "c"}
    for seed in range(10):
        keys = random.Random(seed).sample(sorted(stories), len(stories))
        assert copies(**{k: stories[k] for k in keys}) == expected


def test_nothing_is_no_copy_of_nothing():
    assert originals({}, {}) == {}
    assert originals({"a": {}, "b": {}}, {"a": "", "b": ""}) == {}
