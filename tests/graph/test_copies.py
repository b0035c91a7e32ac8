"""What a copy of a wire story has of its own."""

from dataclasses import replace

import pytest

from kg.graph import build
from kg.graph.copies import own
from kg.graph.terms import node, term
from kg.ids import DATA
from kg.sentences import fingerprint, fingerprints, split
from kg.vocab import OA

ARTICLE = f"{DATA}article/dockers-7"


@pytest.fixture(scope="module")
def triples(dockers):
    return [quad.triple for quad in build(dockers.linked())]


def marks(text, *without):
    """Fingerprints of a text's sentences but for those that hold certain words."""
    sentences = [text[s:e] for s, e in split(text)]
    return frozenset(filter(None, (fingerprint(s) for s in sentences if not any(w in s for w in without))))


def quoted(triples, text):
    """Words of the statements that are left."""
    spans = {t.object for t in triples if t.predicate == term("contentSpan")}
    ends = {t.subject: int(t.object.value) for t in triples if t.predicate == node(OA.end)}
    starts = {t.subject: int(t.object.value) for t in triples if t.predicate == node(OA.start)}
    return sorted(text[starts[s] : ends[s]] for s in spans)


def test_nothing_copied_leaves_all(triples, dockers):
    kept = own(triples, ARTICLE, frozenset())
    assert quoted(kept, dockers.TEXT) == quoted(triples, dockers.TEXT)
    assert len(quoted(kept, dockers.TEXT)) >= 3


def test_a_whole_copy_keeps_the_article_and_its_run_only(triples, dockers):
    kept = own(triples, ARTICLE, frozenset(fingerprints(dockers.TEXT)))
    assert quoted(kept, dockers.TEXT) == []
    assert {t for t in kept if t.subject.value == ARTICLE} == {t for t in triples if t.subject.value == ARTICLE}
    assert any(t.predicate == term("prov:used") for t in kept)
    assert len(kept) < len(triples)
    assert not any(t.predicate == term("claimSubject") for t in kept)


def test_a_sentence_of_its_own_keeps_what_rests_on_it(triples, dockers):
    kept = own(triples, ARTICLE, marks(dockers.TEXT, "reckless"))
    # The two parts of one statement.
    assert quoted(kept, dockers.TEXT) == ["reckless", "the strike"]
    # What the statement speaks of comes with it, but for direct triples whose claims stand in the original.
    subjects = {t.subject for t in kept}
    dropped = [t for t in triples if t.subject in subjects and t not in kept]
    assert {t.predicate for t in dropped} == {term("organizer"), term("place")}
    claimed = {t.object for t in kept if t.predicate == term("claimPredicate")}
    assert claimed.isdisjoint(t.predicate for t in dropped)
    known = {t.subject for t in triples}
    assert all(t.object not in known or t.object in subjects for t in kept)


def test_a_short_sentence_goes_with_the_one_before_it(triples, dockers):
    """ "Their offer is an insult." has five words, and could stand anywhere."""
    assert fingerprint("“Their offer is an insult.”") is None
    whole = own(triples, ARTICLE, frozenset(fingerprints(dockers.TEXT)))
    assert not any("insult" in words for words in quoted(whole, dockers.TEXT))
    part = own(triples, ARTICLE, marks(dockers.TEXT, "Maria Ruiz"))
    assert any("insult" in words for words in quoted(part, dockers.TEXT))


def test_an_article_without_text_or_triples(triples):
    assert own([], ARTICLE, frozenset({"x"})) == []
    bare = [t for t in triples if t.subject.value == ARTICLE and t.predicate.value.endswith("text")]
    assert own(bare, ARTICLE, frozenset()) == bare


def test_story_with_other_marks_is_still_the_same_sentence(dockers):
    """Quotation marks and case are no part of a fingerprint."""
    changed = replace(dockers.ARTICLE, text=dockers.TEXT.replace("“", '"').replace("”", '"').upper())
    assert set(fingerprints(changed.text)) == set(fingerprints(dockers.TEXT))
