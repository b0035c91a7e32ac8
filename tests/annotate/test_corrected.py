"""What a note changes in its story: the wrong value is not what the article says any more, the right one is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.annotate import annotators
from kg.annotate.base import Draft
from kg.annotate.nlp import load
from kg.model import Article, Claim

CASES = yaml.safe_load((Path(__file__).parents[1] / "data" / "corrections.yaml").read_text(encoding="utf-8"))
DRIVERS = CASES["stories"]["drivers"]


def read(text: str, published: str) -> Draft:
    draft = Draft(Article(text, published=published), load()[0](text))
    for step in annotators(None):
        step.run(draft)
    return draft


def drivers(note: str) -> Draft:
    return read(f"{DRIVERS['text']}\n\n{note}", str(DRIVERS["published"]))


def own(draft: Draft) -> list[Claim]:
    """What the article says in its own voice."""
    return [c for c in draft.claims if c.statement is None and c.stands]


def names(draft: Draft) -> set[str]:
    return {e.name for e in draft.entities.values() if e.kind not in ("City", "State")}


def said(draft: Draft) -> dict[str, list[str]]:
    """The words of each statement -> who says them."""
    return {
        draft.words(s.content[0]).strip(",."): [draft.entities[r].name for r in s.speakers] for s in draft.statements
    }


@pytest.mark.parametrize("case", CASES["notes"], ids=lambda case: case["note"][:70])
def test_the_wrong_value_goes_and_the_right_one_stands(case: dict[str, Any]) -> None:
    story = CASES["stories"][case["story"]]
    text = f"{case['note']}\n\n{story['text']}" if case.get("above") else f"{story['text']}\n\n{case['note']}"
    draft = read(text, str(story["published"]))
    assert {n.kind for n in draft.notes} == {"correction"}
    roles = {p.role for p in draft.positions}
    told = [c.text for c in own(draft) if c.note is None]
    figures = {q.key: draft.words(q.span) for q in draft.quantities}
    told += [figures[k] for c in own(draft) if c.note is None for k in c.quantities]
    for wrong in case["gone"]:
        whole = re.compile(rf"(?<!\w){re.escape(wrong)}(?!\w)")
        right = [n for n in case["stands"] if whole.search(n)]
        assert [t for t in told if whole.search(t) and not any(n in t for n in right)] == []
        assert [n for n in names(draft) if whole.search(n) and not any(r in n for r in right)] == []
        assert wrong not in roles
    said_by_notes = [c.text for c in own(draft) if c.note]
    for right in case["stands"]:
        assert any(right in t for t in (*said_by_notes, *names(draft), *roles)), right


def test_a_note_corrects_an_earlier_note() -> None:
    draft = drivers(
        "Correction (March 6): An earlier version said 400 drivers walked out. It was 140.\n\n"
        "Correction (March 7): A correction published on March 6 misstated the number of drivers who walked out. "
        "It was 150, not 140."
    )
    figures = [c for c in draft.claims if c.predicate == "participant" and c.quantities]
    assert [(c.text[:11], c.stands) for c in figures] == [
        ("About 400 d", False),
        ("140 drivers", False),
        ("150 drivers", True),
    ]


@pytest.mark.parametrize(
    "note",
    [
        "An earlier version of this story misattributed a quotation. It was Karl Ruud, a steward, who said “We will "
        "stay out as long as it takes,” not Petra Lunde.",
        "Correction: A quote in an earlier version of this story was attributed to the wrong person. Karl Ruud, a "
        "steward, said, “We will stay out as long as it takes.”",
        "Correction: This article incorrectly attributed a quote to Petra Lunde. It was from Karl Ruud, a steward.",
        "Clarification: The quote “We will stay out as long as it takes” was made by Karl Ruud, not Petra Lunde.",
        "Correction: “We will stay out as long as it takes” was said by Karl Ruud, not Petra Lunde.",
        "Correction: A quote about staying out was attributed to the wrong person. It was Karl Ruud who said it.",
        "Correction: The comment on staying out should have been attributed to Karl Ruud, not Petra Lunde.",
    ],
)
def test_a_quotation_goes_to_the_one_who_said_it_and_two_people_stay_two(note: str) -> None:
    draft = drivers(note)
    assert said(draft)["We will stay out as long as it takes"] == ["Karl Ruud"]
    assert {"Petra Lunde", "Karl Ruud"} <= names(draft)
    (statement,) = [s for s in draft.statements if s.rule == "corrections.speaker"]
    assert statement.source is not None
    assert draft.words(statement.source) == "Karl Ruud"
    texts = [c.text for c in draft.claims if c.note and not c.negated]
    assert "Karl Ruud said: “We will stay out as long as it takes”" in texts


@pytest.mark.parametrize(
    "note",
    [
        "The quote “We are done waiting” was said by Karl Ruud, a steward, and not by Gethin Varga.",
        "Correction: The quotation attributed to Gethin Varga was in fact from a steward, Karl Ruud.",
        "Correction: It was a steward, Karl Ruud, who said the firings were unrelated to the union.",
        "Correction: Tom Reyle did not say that the firings were unrelated to the union; it was Karl Ruud.",
    ],
)
def test_what_is_told_goes_to_the_one_who_said_it_too(note: str) -> None:
    story = CASES["stories"]["piers"]
    draft = read(f"{story['text']}\n\n{note}", str(story["published"]))
    mine = "We are done waiting" if "quot" in note else "the firings were unrelated to the union"
    others = {"We are done waiting": ["Gethin Varga"], "the firings were unrelated to the union": ["Tom Reyle"]}
    assert {w: s for w, s in said(draft).items() if w in others} == {**others, mine: ["Karl Ruud"]}


def test_the_numbers_of_a_vote_stay_together() -> None:
    story = CASES["stories"]["piers"]
    draft = read(f"{story['text']}\n\nCorrection: The vote was 301-20, not 310-20.", str(story["published"]))
    figures = {q.key: q.value for q in draft.quantities}
    votes = [([int(figures[k] or 0) for k in c.quantities], c.stands) for c in draft.claims if len(c.quantities) == 2]
    assert votes == [([310, 20], False), ([301, 20], True)]


def test_a_day_that_the_note_gives_something_else_is_not_that_of_the_strike() -> None:
    draft = read(
        "Teachers in Marlow began a strike on Feb. 6. School resumes Monday.\n\n"
        "Correction: The story misstated when school resumes. It is Friday.",
        "2025-02-20",
    )
    assert [c.stands for c in draft.claims if c.predicate == "startDate"] == [True]


@pytest.mark.parametrize(
    ("words", "note", "stage"),
    [
        ("ended", "The strike has not ended, as we stated; members vote on Sunday.", "c:Ended"),
        ("called off", "The strike was not called off, as we reported.", "c:Averted"),
    ],
)
def test_a_stage_that_a_note_denies(words: str, note: str, stage: str) -> None:
    draft = read(f"Teamsters Local 78 {words} a strike at Ketter Freight.\n\nCorrection: {note}", "2024-03-06")
    told = [(c.object, c.stands and not c.negated) for c in draft.claims if c.predicate == "status"]
    assert [x for x in told if x[0] == stage] == [(stage, False)] * 2
    assert ("c:UnderWay", True) in told


def test_the_right_words_take_the_place_of_wrong_ones_and_stay_their_speakers() -> None:
    draft = drivers(
        "Correction: An earlier version of this story misquoted Petra Lunde. She said, “We will stay out until Friday.”"
    )
    found = said(draft)
    assert "We will stay out as long as it takes" not in found
    assert found["We will stay out until Friday"] == ["Petra Lunde"]
    strike = [c for c in draft.claims if c.predicate == "startDate" and "strike" in c.text]
    assert strike
    assert all(c.corrected_by is None for c in strike)


def test_a_headline_in_a_note_is_no_news() -> None:
    draft = drivers(
        "Correction: A story on May 6 (“Bus drivers in Garrow park their buses”) overstated the number of drivers who "
        "struck. About 180 drivers took part, not more than 200."
    )
    assert [e.name for e in draft.entities.values() if e.kind == "Employer"] == ["Ketter Freight"]
    assert "Garrow" not in {e.name for e in draft.entities.values()}


def test_a_story_that_opens_with_retracted_is_taken_back() -> None:
    draft = read(f"RETRACTED: {DRIVERS['text']}", str(DRIVERS["published"]))
    assert [(n.kind, draft.words(n.span)) for n in draft.notes] == [("withdrawal", "RETRACTED:")]
    assert [c for c in draft.claims if c.corrected_by is None] == []


def test_a_note_that_only_says_what_was_wrong_changes_the_one_that_it_can_mean() -> None:
    draft = read(
        "Nurses at Alder Hospital walked out on Monday.\n\n"
        "Correction: An earlier version of this article named the wrong hospital. The nurses work at Birch Hospital.",
        "2025-03-07",
    )
    assert {"Birch Hospital"} == {e.name for e in draft.entities.values() if e.kind == "Employer"}
    assert not any("Alder Hospital" in e.aliases for e in draft.entities.values())
    draft = read(
        "The contract of drivers at Ketter Freight expires in May, the Haulage Workers Union said.\n\n"
        "Correction: An earlier version gave the wrong month for the end of the contract. It expires in June.",
        "2025-03-07",
    )
    ends = {c.object.lexical: c.stands for c in draft.claims if c.predicate == "endDate"}  # type: ignore[union-attr]
    assert ends == {"2025-05": False, "2025-06": True}


def test_of_equal_figures_the_one_that_the_note_speaks_of() -> None:
    draft = read(
        "Clerks at Bramble Stores won a raise of 12 percent over three years. Prices rose by 12 percent last year.\n\n"
        "Correction: An earlier version misstated the raise. It is 9 percent over three years, not 12 percent.",
        "2025-03-07",
    )
    assert [c.text for c in draft.claims if c.corrected_by] == [
        "Clerks at Bramble Stores won a raise of 12 percent over three years."
    ]
    assert "Clerks at Bramble Stores won a raise of 9 percent over three years." in {c.text for c in own(draft)}


def test_a_post_that_was_held_before() -> None:
    story = CASES["stories"]["depot"]
    note = "For the record: Carl Oberg is the union's former president."
    draft = read(f"{story['text']}\n\n{note}", str(story["published"]))
    assert {(p.role, p.standing) for p in draft.positions if "Carl" in draft.entities[p.person].name} == {
        ("president", "former")
    }


def test_the_hedge_of_a_right_number_stays() -> None:
    draft = drivers("Correction: An earlier version said 400 drivers walked out. It was nearly 140.")
    (right,) = [c for c in draft.claims if c.rule == "corrections.right" and c.predicate == "participant"]
    assert right.text.startswith("Nearly 140 drivers")
    assert [q.comparator for q in draft.quantities if q.key in right.quantities] == ["Nearly"]


def test_a_post_at_another_local_leaves_both_locals_as_they_are() -> None:
    draft = read(
        "“I was fired,” said Bea Ortolan, a steward of Store Clerks Local 8.\n\n"
        "Correction: An earlier version said incorrectly that Bea Ortolan was a steward of Store Clerks Local 8. "
        "She is a steward of Warehouse Hands Local 18.",
        "2025-03-07",
    )
    assert {"Store Clerks Local 8", "Warehouse Hands Local 18"} <= names(draft)
    posts = [(p.role, draft.entities[p.organization or ""].name) for p in draft.positions]
    assert posts == [("steward", "Warehouse Hands Local 18")]


def test_a_day_of_something_else_is_no_day_of_the_walkout_and_no_news_of_a_label() -> None:
    story = CASES["stories"]["packers"]
    for note in (
        "An earlier version of this story incorrectly stated that shipments would resume Friday. They will resume "
        "on Saturday.",
        "Correction: March 13, 2025. An earlier version of this story misidentified the employer of Ida Brandt. She "
        "works for Hollin Foods.",
    ):
        before = read(story["text"], str(story["published"]))
        after = read(f"{story['text']}\n\n{note}", str(story["published"]))
        dated = [[c.text for c in own(d) if c.predicate in ("startDate", "endDate")] for d in (before, after)]
        assert dated[0] == dated[1]


def test_what_is_taken_out_is_not_said_of_the_strike_in_hand() -> None:
    story = CASES["stories"]["packers"]
    note = "This article was amended to remove a reference to a strike in January by members of the Millers Union."
    draft = read(f"{story['text']}\n\n{note}", str(story["published"]))
    gone = {c.subject for c in draft.claims if c.corrected_by and c.predicate == "organizer"}
    (strike,) = [a for a in draft.actions if a.ref in gone]
    assert (strike.start or "").startswith("2025-01")
    begun = {c.subject for c in draft.claims if c.stands and c.predicate == "startDate"}
    assert {a.start for a in draft.actions if a.ref in begun} == {"2025-03-10", "1987"}
    (put_to,) = [c.object for c in own(draft) if c.predicate == "proposedTo"]
    assert draft.entities[str(put_to)].name == "Packers Union Local 12"
