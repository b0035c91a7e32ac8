"""Paragraphs, headline, bylines, datelines, and lines that are not prose."""

from __future__ import annotations

import pytest

from kg.annotate.base import Draft
from kg.annotate.nlp import load
from kg.annotate.structure import paragraphs, run
from kg.model import Article


def layout(text: str, title: str | None = None) -> Draft:
    draft = Draft(Article(text, title=title), load()[0].make_doc(text))
    run(draft)
    return draft


STORY = """Nurses strike at Spokane hospital over staffing

By Corinne Vale
Published: Oct. 11, 2023 at 6:12 AM CDT | Updated: 2 hours ago

SPOKANE, Wash. (AP) — Nearly 1,900 nurses walked off the job Monday.

The hospital stayed open.

Editor’s note: An earlier version misstated the count.
"""


def test_a_story():
    draft = layout(STORY)
    structure = draft.structure
    assert draft.words(structure.headline) == "Nurses strike at Spokane hospital over staffing"
    assert [draft.words(b) for b in structure.bylines] == ["By Corinne Vale"]
    assert [draft.words(s)[:9] for s in structure.skip] == ["By Corinn", "Published", "Editor’s "]
    (dateline,) = structure.datelines
    assert draft.words(dateline.span) == "SPOKANE, Wash. (AP) —"
    assert draft.words(dateline.place) == "SPOKANE, Wash."
    assert draft.words(dateline.agency) == "AP"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("LOS ANGELES — Workers said Monday they will strike.", "LOS ANGELES"),
        ("PEORIA, Ill. (WQPI) - School is on this morning.", "PEORIA, Ill."),
        ("WILMINGTON, Del. (CNW) -- The plant closed today.", "WILMINGTON, Del."),
        ("ST. JOHN’S, N.L. — The lockout ended on Monday.", "ST. JOHN’S, N.L."),
        ("HUBBALLI: A bandh drew a mixed response on Friday.", "HUBBALLI"),
        ("BOSTON - The hotels will stay open on Friday.", "BOSTON"),
        ("ST. LOUIS, April 3, 2024 /PRNewswire/ -- The company said so.", "ST. LOUIS"),
        ("Toledo, Ohio — The axle maker lost money.", "Toledo, Ohio"),
        ("NEW YORK (AP) — The stagehands walked out.", "NEW YORK"),
        ("TARN, Ohio (June 3, 2024) — Nurses will strike.", "TARN, Ohio"),
        ("Tarn, Ohio [June 3] -- Nurses will strike.", "Tarn, Ohio"),
        ("TARN, Ohio (CNW, June 3) — Nurses will strike.", "TARN, Ohio"),
        ("TARN — June 3, 2024 — Nurses will strike.", "TARN"),
        ("VELPURAM, Jan. 13: Dockers left work on Tuesday.", "VELPURAM"),
        ("BUENOS AIRES (Reuters) - Dockers struck on Friday.", "BUENOS AIRES"),
    ],
)
def test_datelines(text, place):
    draft = layout(text)
    assert [draft.words(d.place) for d in draft.structure.datelines] == [place]


@pytest.mark.parametrize(
    "text",
    [
        "CORRECTION: Last week’s roundup was wrong.",
        "MODERATOR: Welcome back.\nODETTE PRYCE: We filed the notice.",
        "The union — the largest in town — struck on Monday.",
    ],
)
def test_no_datelines(text):
    assert layout(text).structure.datelines == []


def test_no_headline_where_the_first_paragraph_is_prose():
    assert layout("The vote was over.\n\nNobody spoke.").structure.headline is None


def test_the_title_is_the_headline_wherever_it_stands():
    text = "FOR IMMEDIATE RELEASE\n\nWorkers Walk Off the Job.\n\nMore than 300 workers left."
    draft = layout(text, "Workers Walk Off the Job.")
    assert draft.words(draft.structure.headline) == "Workers Walk Off the Job."


def test_wrapped_lines_are_one_paragraph_and_short_lines_are_several():
    wrapped = (
        "More than three hundred workers walked out of the plant on Monday\n"
        "morning after the company refused to talk about the new schedule,\n"
        "and they stayed out."
    )
    assert len(paragraphs(wrapped)) == 1
    assert len(paragraphs("MODERATOR: Welcome back.\nPRYCE: Read it again.")) == 2
