"""Questions over stories of several disputes: each told as one, its figures side by side, its latest stage."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from kg.config import Settings
from kg.export.tracker import table
from kg.pipeline import build, read
from kg.query import answer, prepare, term
from kg.query.library import question
from kg.store import MEMORY, open_store

GOLD = Path(__file__).parents[1] / "gold" / "world"
NAMES = ("brandle", "calvane", "ferrow")
FERROW = "Ohio Bedside Nurses Association and Ferrow Health, 2024"


@pytest.fixture(scope="module")
def store():
    """The stories of three disputes, as the rules alone read them."""
    paths = sorted(str(p) for p in GOLD.glob("*.txt") if p.name.startswith(NAMES))
    with open_store(MEMORY, write=True, create=True) as opened:
        assert not any(b.error for b in build(read(paths), opened, Settings(fast=True)))
        yield opened.engine()


def ask(store, name, **given):
    asked = question(name)
    found = answer(prepare(asked.text, asked.bindings({k: term(v) for k, v in given.items()})), store)
    names = [v.value for v in found.variables]
    return [dict(zip(names, ("" if c is None else c.value for c in row), strict=True)) for row in found]


def test_each_dispute_is_one_line(store):
    found = {row["name"]: row for row in ask(store, "disputes")}
    bakers = next(row for name, row in found.items() if name.startswith("Bakers'") and "Brandle Foods, 2024" in name)
    assert (bakers["status"], bakers["asOf"], bakers["stories"]) == ("ended", "2024-10-07", "8")
    nurses = found[FERROW]
    assert (nurses["sides"], nurses["status"]) == ("Ferrow Health; Ohio Bedside Nurses Association", "ended")
    assert nurses["source"] == "Ferrow strike ends as nurses, hospital chain reach tentative deal"
    # Eight stories, two of them copies of a third: six stories in the seven papers that ran them.
    assert (nurses["stories"], nurses["outlets"]) == ("6", "7")
    assert [row["status"] for name, row in found.items() if name.startswith("Teamsters Local 412")] == [
        "averted",
        "ended",
    ]


def test_a_dispute_is_found_by_words_of_its_name_and_by_its_iri(store):
    (row,) = ask(store, "disputes", dispute="ferrow health")
    assert row["name"] == FERROW
    by_name = ask(store, "timeline", dispute="Ferrow Health, 2024")
    ((iri,),) = answer(prepare(f'SELECT ?d {{ ?d a lab:Dispute ; rdfs:label "{FERROW}"@en }}', {}), store)
    assert ask(store, "timeline", dispute=f"<{iri.value}>") == by_name


def test_a_timeline_is_the_history_of_a_dispute(store):
    rows = ask(store, "timeline", dispute=FERROW)
    assert [row["date"] for row in rows] == sorted(row["date"] for row in rows)
    happened = [(row["date"], row["what"], row["event"].split(" by ")[0].split(" of ")[0]) for row in rows]
    wanted = [
        ("2024-09-12", "held", "Strike authorization vote"),
        ("2024-09-20", "scheduled", "Strike"),
        ("2024-09-24", "to begin", "Negotiation"),
        ("2024-09-25", "to be held", "Rally"),
        ("2024-10-07", "begins", "Strike"),
        ("2024-10-21", "ended", "Strike"),
        ("2024-10-21", "announced", "Tentative agreement"),
        ("2024-10-28", "to begin", "Ratification vote"),
    ]
    assert [row for row in happened if row in wanted] == wanted
    assert {row["said"] for row in rows if row["what"] == "held"} == {
        "voted overwhelmingly Thursday to let their bargaining team call a strike"
    }
    assert all(row["evidence"] and row["article"] for row in rows)


def test_figures_stand_side_by_side_with_who_gives_them_and_when(store):
    gold = yaml.safe_load((GOLD / "ferrow.yaml").read_text(encoding="utf-8"))
    told = {str(f["value"]) for f in gold["figures"]["ferrow-strike-2024"]}
    found = [
        (row["published"], row["value"], row["giver"])
        for row in ask(store, "conflicting-figures")
        if row["of"] == "Strike by Ohio Bedside Nurses Association at Ferrow Health, October 2024"
    ]
    assert found == sorted(set(found))
    assert ("2024-10-21", "620", "Dale Hutchens") in found
    assert {"1150", "1140", "620"} <= told & {value for _, value, _ in found}


@pytest.mark.parametrize(
    ("file", "key", "event"),
    [
        ("brandle", "brandle-strike-2024", "at Brandle Foods, September 2024"),
        ("calvane", "calvane-strike-2024", "November 2024"),
        ("calvane", "calvane-strike-2025", "November 2025"),
        ("ferrow", "ferrow-strike-2024", "at Ferrow Health, October 2024"),
    ],
)
def test_the_latest_stage_is_that_of_gold(store, file, key, event):
    gold = yaml.safe_load((GOLD / f"{file}.yaml").read_text(encoding="utf-8"))["status"][key]
    rows = [r for r in ask(store, "latest-status") if r["event"].startswith("Strike by") and r["event"].endswith(event)]
    last = max(rows, key=lambda r: r["asOf"])
    assert last["status"] == gold[-1]["status"]
    stages = ask(store, "status-over-time", event=last["event"])
    assert len(stages) == len({tuple(row.values()) for row in stages})
    assert {row["stage"] for row in stages} >= {gold[-1]["status"]}


def test_a_strike_of_several_stories_is_one_row_of_the_tracker(store):
    rows = [r.cells for r in table(list(store))[0]]
    (nurses,) = [r for r in rows if r["Kind"] == "strike" and "2024-10-07" in r.get("Start Date", "")]
    assert nurses["Action"] == "Strike by Ohio Bedside Nurses Association at Ferrow Health, October 2024"
    assert len(nurses["Source"].split("; ")) >= 6
    (drivers,) = [r for r in rows if r["Kind"] == "strike" and r.get("Start Date", "").startswith("2025-11-17")]
    assert drivers["Status"] == "ended"


def test_of_two_strikes_of_one_story_the_later_one_tells_how_far_a_dispute_has_come():
    """The Kaiser story tells of the strike of 2018, which is over, and of the one that is to begin."""
    seeds = Path(__file__).parents[2] / "seeds"
    with open_store(MEMORY, write=True, create=True) as opened:
        assert not any(b.error for b in build(read([str(seeds)]), opened, Settings(fast=True)))
        (row,) = ask(opened.engine(), "disputes")
    assert (row["status"], row["asOf"]) == ("scheduled", "2019-06-03")
