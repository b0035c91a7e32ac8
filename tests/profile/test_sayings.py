"""Statements and thoughts."""

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.ids import DATA
from kg.profile.nodes import Nodes, term
from kg.profile.sayings import post, saying

STORY = f"{DATA}article/dockers-7"


@pytest.fixture
def nodes(engine):
    return Nodes(engine)


def labels(refs):
    return [ref.label for ref in refs]


def test_a_direct_quotation_in_two_pieces(nodes, dockers):
    found = saying(nodes, f"{STORY}/statement-183-210")
    assert (found.kind, found.cue, found.side, found.open) == ("direct", "said", "union", False)
    assert labels(found.speakers) == ["Maria Ruiz"]
    assert found.posts == ("president, Guild Local 7",)
    assert found.quotes == ("We have waited long enough,", "Their offer is an insult.")
    assert [dockers.TEXT[piece.start : piece.end] for piece in found.content] == list(found.quotes)
    assert labels(found.about) == ["Lakeside Freight", "Offer of Lakeside Freight", "wages"]
    (stance,) = found.stances
    assert (stance.value, stance.words) == ("criticizes", ("an insult",))
    assert stance.target.label == "Offer of Lakeside Freight"
    assert (found.day, found.published, found.outlet) == ("2024-02-27", "2024-02-27", "The Ellery Post")
    assert found.sentence.marked() == (
        "“«We have waited long enough,»” said Maria Ruiz, president of Guild Local 7. “«Their offer is an insult.»”"
    )
    assert (found.rule, found.confidence) == ("quote", 1.0)


def test_a_paraphrase_is_never_quoted(nodes):
    found = saying(nodes, f"{STORY}/statement-56-113")
    assert found.kind == "indirect"
    assert found.quotes == ()
    assert [piece.text for piece in found.content] == [
        "About 400 dockers will strike Lakeside Freight on March 4",
        "after talks broke down last week",
    ]


def test_of_a_mixed_quotation_only_the_words_in_marks_are_quoted(nodes):
    found = saying(nodes, f"{STORY}/statement-302-312")
    assert found.kind == "mixed"
    assert [piece.text for piece in found.content] == ["the strike", "reckless"]
    assert found.quotes == ("reckless",)
    assert found.document.label == "Letter of Lakeside Freight"


def test_a_speaker_left_open_is_given_as_candidates(nodes):
    found = saying(nodes, f"{STORY}/statement-302-312")
    assert found.open
    assert labels(found.speakers) == ["A company spokeswoman", "Lakeside Freight"]
    assert found.posts == ()


def test_who_is_addressed(nodes):
    assert labels(saying(nodes, f"{STORY}/statement-364-400").addressees) == ["Dockers’ Guild"]


@pytest.mark.parametrize(
    ("role", "standing"),
    [
        ("president", "now"),
        ("former president", "past"),
        ("ex-mayor", "past"),
        ("governor-elect", "future"),
        ("incoming chair", "future"),
        ("informer", "now"),
    ],
)
def test_the_words_of_a_role_tell_past_from_future(role, standing):
    store, me, what = Store(), NamedNode(f"{STORY}/position-1-2"), NamedNode(f"{DATA}role/r")
    store.extend([Quad(me, term("org:role"), what), Quad(what, term("skos:prefLabel"), Literal(role, language="en"))])
    found = post(Nodes(store), me.value)
    assert (found.role, found.standing, found.organization) == (role, standing, None)
