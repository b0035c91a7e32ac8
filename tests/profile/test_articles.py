"""Stories and the marks on their words."""

from dataclasses import replace

import pytest

from kg.graph import build
from kg.ids import DATA, article_iri, graph_iri
from kg.model import CorrectionNote, Span
from kg.profile.articles import article
from kg.profile.nodes import Nodes
from kg.store import MEMORY, open_store

STORY = f"{DATA}article/dockers-7"


def of(engine, iri=STORY):
    return article(Nodes(engine), iri)


def test_the_head_of_a_story(engine, dockers):
    found = of(engine)
    assert (found.headline, found.outlet.label, found.byline) == (
        "Dockers to walk out at Port Ellery", "The Ellery Post", "By Jo Park",
    )  # fmt: skip
    assert (found.published, found.modified) == ("2024-02-27", "2024-02-28T09:30:00Z")
    assert found.address == "https://ellery.example/dockers?id=7"
    assert found.dateline.label == "Port Ellery"
    assert found.text == dockers.TEXT
    assert found.captions == ("Cranes at Port Ellery.",)
    assert (found.copy_of, found.copies, found.earlier, found.withdrawn, found.notes) == (None, (), (), False, ())


def test_every_layer_marks_its_words(engine, dockers):
    marks = of(engine).marks
    words = {(m.layer, dockers.TEXT[m.start : m.end], m.label) for m in marks if m.layer != "speech"}
    assert {
        ("people", "Maria Ruiz", "Maria Ruiz"),
        ("organizations", "the Dockers’ Guild", "Dockers’ Guild"),
        ("organizations", "We", "Guild Local 7"),
        ("places", "Port Ellery", "Port Ellery"),
        ("groups", "About 400 dockers", "dockers"),
        ("events", "talks", "Talks at Lakeside Freight"),
        ("numbers", "About 400", "About 400"),
        ("times", "March 4", "March 4 = 2024-03-04"),
        ("documents", "a letter", "Letter of Lakeside Freight"),
        ("issues", "an insult", "wages"),
    } <= words
    assert {m.layer for m in marks} == {
        "people", "organizations", "places", "groups", "speech", "events", "numbers", "times", "documents", "issues",
    }  # fmt: skip
    assert all(0 <= m.start < m.end <= len(dockers.TEXT) for m in marks)


def test_speech_is_marked_as_source_cue_and_content(engine, dockers):
    marks = [m for m in of(engine).marks if m.iri == f"{STORY}/statement-183-210"]
    assert [(m.role, dockers.TEXT[m.start : m.end], m.kind, m.label) for m in marks] == [
        ("content", "We have waited long enough,", "direct", "Maria Ruiz"),
        ("cue", "said", "direct", "Maria Ruiz"),
        ("source", "Maria Ruiz, president of Guild Local 7", "direct", "Maria Ruiz"),
        ("content", "Their offer is an insult.", "direct", "Maria Ruiz"),
    ]


def test_marks_are_in_order_and_may_overlap(engine):
    marks = of(engine).marks
    assert [m.start for m in marks] == sorted(m.start for m in marks)
    outer, inner = (next(m for m in marks if m.label == name and m.start > 40) for name in ("dockers", "crane dockers"))
    assert outer.start < inner.start < inner.end == outer.end
    assert len(set(marks)) == len(marks)


def test_open_words_stand_with_all_that_they_may_mean(engine, dockers):
    (mark,) = [m for m in of(engine).marks if m.kind == "open"]
    assert dockers.TEXT[mark.start : mark.end] == "the local"
    assert (mark.label, mark.rule, mark.confidence) == ("Guild Local 7 or Two locals", "nearest", 0.5)


def test_what_was_found_is_in_reading_order(engine):
    found = of(engine)
    assert [s.kind for s in found.sayings] == ["indirect", "direct", "mixed", "indirect"]
    assert [p.role for p in found.posts] == ["president"]
    assert [f.printed for f in found.figures] == ["About 400", "Two"]
    assert found.facts[0].text == "The strike has been scheduled."
    starts = [fact.words[0].start for fact in found.facts]
    assert starts == sorted(starts)
    assert len(starts) == 14


def test_a_copy_names_its_original(mill):
    copy, original = (of(mill, f"{DATA}article/{name}") for name in ("mill-2-copy", "mill-2"))
    assert copy.copy_of == original.ref
    assert original.copies == (copy.ref,)
    assert copy.text == original.text
    assert copy.sayings == ()


@pytest.mark.parametrize(("name", "address"), [("mill-1", "https://corvinherald.example/mill-1"), ("dairy-1", "")])
def test_only_an_address_of_the_web_is_given(mill, name, address):
    assert of(mill, f"{DATA}article/{name}").address == address


def test_corrections_take_claims_back(dockers):
    extraction = dockers.linked()
    note = CorrectionNote("n1", Span(0, 19), "correction", "correction")
    claims = [replace(c, corrected_by="n1") if c.predicate == "participant" else c for c in extraction.claims]
    store = open_store(MEMORY, write=True)
    graph = graph_iri(article_iri(extraction.article))
    store.put(graph, build(replace(extraction, notes=(note,), claims=tuple(claims))))
    found = of(store.engine())
    assert [(n.text, n.words[0].start, n.words[0].end) for n in found.notes] == [("Dockers to walk out", 0, 19)]
    assert [f.text for f in found.facts if f.corrected] == ["About 400 dockers will strike."]
    assert [f.printed for f in found.figures if f.corrected] == ["About 400"]


def test_text_beyond_ascii_keeps_its_offsets(dockers):
    extraction = dockers.linked()
    text = extraction.article.text[:-1] + " \U0001f6a2"
    store = open_store(MEMORY, write=True)
    store.put(graph_iri(STORY), build(replace(extraction, article=replace(extraction.article, text=text))))
    found = of(store.engine())
    assert found.text == text
    people = [text[m.start : m.end] for m in found.marks if m.layer == "people"]
    assert people == ["Maria Ruiz", "A company spokeswoman"]
