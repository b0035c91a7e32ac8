"""A bare word is found in its other forms."""

import pytest

from kg.search import Index
from kg.search.forms import forms

FAMILIES = (
    ("strike", "strikes", "striking"),
    ("load", "loads", "loaded", "loading"),
    ("plan", "plans", "planned", "planning"),
    ("carry", "carries", "carried", "carrying"),
    ("vote", "votes", "voted", "voting"),
    ("march", "marches", "marched", "marching"),
    ("pay", "pays", "paying"),
)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family[0])
def test_each_form_leads_to_each_other(family):
    for word in family:
        assert set(family) <= set(forms(word))


@pytest.mark.parametrize("word", ["news", "press", "500", "7th"])
def test_what_has_no_forms(word):
    assert list(forms(word)) == []


@pytest.mark.parametrize(("word", "other"), [("bus", "bu"), ("thing", "th"), ("bring", "bre"), ("red", "r")])
def test_a_base_has_three_letters(word, other):
    assert other not in forms(word)


def test_searching_by_another_form(template):
    with Index.open(template) as index:
        (hit,) = index.search("crates overtime", kind="quote").hits
        assert [hit.text[start:end] for start, end in hit.marks] == ["crate", "overtime"]
        assert index.search("crates overtime").corrected is None
        assert index.search("loading").hits == index.search("load").hits != ()
        assert index.search('"crates"', kind="quote").corrected == '"crate"'
