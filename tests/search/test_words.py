"""What words ask for, and where they stand in a text."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.search.layout import SCHEMA
from kg.search.words import MOST, excerpt, fold, marks, terms

# Every block of letters that a name in an English story may have, marks upon letters, and what is no letter.
LETTER = st.characters(codec="utf-8", max_codepoint=0x24F) | st.sampled_from("\u0301\u0308 ’—'.-_")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Pay Núñez", ["Pay", "Núñez"]),
        ("“no more” pay “at once", ['"no more"', "pay", '"at once"']),
        ("strik* 12.5% O’Dowd's", ["strik*", "12 5", "O Dowd s"]),
        ("a AND b OR NOT c NEAR(d) name:e ^f", ["a", "AND", "b", "OR", "NOT", "c", "NEAR d", "name e", "f"]),
        ("x\x00y \ud800z {q}", ["x y", "z", "q"]),
    ],
)
def test_words_phrases_and_beginnings_are_the_whole_language(text, asked):
    assert [str(term) for term in terms(text)] == asked


@pytest.mark.parametrize("text", ["", "  ", '"', "*", "— … !", '""'])
def test_nothing_to_search_for(text):
    with pytest.raises(UsageError, match="no word to search for"):
        terms(text)


def test_too_many_words():
    assert len(terms("a " * MOST)) == MOST
    with pytest.raises(UsageError, match="at most 50 words"):
        terms("a " * (MOST + 1))


@given(st.text(LETTER, max_size=40))
def test_words_are_cut_as_the_index_cuts_them(text):
    """The words of a text find its document, are as many as those of the index, and are marked."""
    db = sqlite3.connect(":memory:")
    db.executescript(SCHEMA)
    db.execute("INSERT INTO words (rowid, name, other, said) VALUES (1, '', '', ?)", (text,))
    (indexed,) = db.execute("SELECT coalesce(sum(cnt), 0) FROM vocabulary").fetchone()
    asked = " ".join(text.replace('"', " ").split()[:MOST])
    words = terms(f"x {asked}")[1:]
    assert sum(len(term.words) for term in words) == indexed
    for term in words:
        assert db.execute("SELECT 1 FROM words WHERE words MATCH ?", (term.match(),)).fetchone()
        assert marks(text, [term])
    db.close()


@pytest.mark.parametrize(
    ("text", "asked", "found"),
    [
        ("Inés Núñez left.", "nunez", ["Núñez"]),
        ("Ine\u0301s left.", "inés", ["Ine\u0301s"]),
        ("wait times, times to wait", '"wait times"', ["wait times"]),
        ("wait times, times to wait", "wait times", ["wait", "times", "times", "wait"]),
        ("strike, strikers, restrike", "strik*", ["strike", "strikers"]),
        ("no no no", '"no no"', ["no no no"]),
        ("𝒳 pay 🙂 pay", "pay", ["pay", "pay"]),
        ("nothing here", "pay", []),
    ],
)
def test_marks(text, asked, found):
    assert [text[start:end] for start, end in marks(text, terms(asked))] == found


def test_an_excerpt_is_short_and_keeps_the_first_mark():
    text = "lorem " * 400 + "wages " + "ipsum " * 400 + "wages"
    cut, places = excerpt(text, marks(text, terms("wages")))
    assert len(cut) <= 304
    assert [cut[start:end] for start, end in places] == ["wages"]
    assert cut.startswith("… lorem ")
    assert cut.endswith(" ipsum …")


def test_an_excerpt_is_where_the_words_come_together():
    text = "wages wages wages " + "lorem " * 200 + "pay and wages " + "ipsum " * 200
    cut, places = excerpt(text, marks(text, terms("wages pay")))
    assert [cut[start:end] for start, end in places] == ["pay", "wages"]


def test_an_excerpt_of_text_without_blanks():
    text = "x" * 5000
    assert excerpt(text, ()) == ("x" * 300 + " …", ())
    assert excerpt("short", ((0, 5),)) == ("short", ((0, 5),))
    assert excerpt(text, ((0, 5000),)) == ("x" * 300 + " …", ())
    assert excerpt(text, ((4990, 5000),)) == ("… " + "x" * 300, ((292, 302),))


def test_folded():
    assert [fold(word) for word in ("NÚÑEZ", "Ångström", "ÉLAN", "Łódź")] == ["nunez", "angstrom", "elan", "łodz"]
