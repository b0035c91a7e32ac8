"""Source documents: who issued them, and which mentions are the same one."""

from __future__ import annotations

from stories import read


def papers(text: str) -> list[tuple[str, str, list[str], list[str]]]:
    draft = read(text)
    return [
        (d.genre, d.label, [draft.words(s) for s in d.spans], [draft.entities[r].name for r in d.issuers])
        for d in draft.documents
    ]


def test_an_issuer_with_from():
    text = "Ann Cole, a nurse, said in a press release from Harbor Nurses Union that the wards are full."
    ((genre, label, spans, issuers),) = papers(text)
    assert (genre, label) == ("press release", "Harbor Nurses Union press release")
    assert (spans, issuers) == (["a press release from Harbor Nurses Union"], ["Harbor Nurses Union"])


def test_the_speaker_issues_a_statement_and_the_later_mention_is_the_same():
    text = "“We regret the strike,” Ann Cole said in an official statement. Cole closed the statement with thanks."
    ((genre, label, spans, issuers),) = papers(text)
    assert (genre, spans, issuers) == ("official statement", ["an official statement", "the statement"], ["Ann Cole"])
    assert label.endswith("official statement")


def test_a_survey_speaks_for_its_issuer():
    text = "Harbor Nurses Union is angry. A survey Harbor Nurses Union released in April said most nurses are tired."
    draft = read(text, published="2026-06-11")
    (document,) = draft.documents
    (statement,) = draft.statements
    assert document.label == "Harbor Nurses Union survey released in April 2026"
    assert statement.document == document.ref
    assert [draft.entities[r].name for r in statement.speakers] == ["Harbor Nurses Union"]


def test_a_decision_to_strike_is_no_document():
    assert papers("Ann Cole regretted the union’s decision to strike.") == []
