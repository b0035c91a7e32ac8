"""Labor actions as rows: right or empty, every cell with the words it rests on."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import Quad

from kg.export.kinds import below, terms
from kg.export.tracker import table
from kg.export.tracker.fields import CELL_FIELDS, FIELDS, STRIKE_OR_PROTEST
from kg.export.tracker.wording import amount, duration, printed, reaches
from kg.prefixes import PREFIXES
from tests.export.tracked import article, people

ROOT = Path(__file__).parents[2]
NUHW = "National Union of Healthcare Workers"
ARTICLE = "Kaiser mental health workers to strike June 11 (2019-06-03)"


def cells(found, action):
    """The filled cells of the one row of an action, names and days of the sources apart."""
    (row,) = [r for r in found[0] if r.cells["Action"].startswith(action)]
    return {field: cell for field, cell in row.cells.items() if field not in ("ID", "Action", "Kind", "Source")}


def status(stage: str, day: str, more: str = "") -> str:
    return f"lab:claimPredicate lab:status ; lab:claimObject lab:{stage} ; lab:asOf '{day}'^^xsd:date {more}"


def value(name: str, lexical: str, kind: str = "date", more: str = "") -> str:
    return f"lab:claimPredicate lab:{name} ; lab:claimValue '{lexical}'^^xsd:{kind} {more}"


def row(*found: list[Quad]) -> dict[str, str]:
    (only,) = table([q for graph in found for q in graph])[0]
    return only.cells


def test_every_class_of_action_is_a_row_and_strike_or_protest_or_open():
    labels = {terms()[kind] for kind in below("lab:LaborAction")}
    assert labels - set(STRIKE_OR_PROTEST) == {"work stoppage"}


def test_every_column_is_documented():
    page = (ROOT / "docs" / "fields.md").read_text(encoding="utf-8")
    first = [line.split("|")[1].replace("1,000", "1;000") for line in page.splitlines() if line.startswith("| ")]
    named = [name.strip().replace(";", ",") for cell in first for name in cell.split(",")]
    assert sorted(n for n in named if n != "column") == sorted([*FIELDS, *CELL_FIELDS])


def test_the_kaiser_strike_is_right_or_empty(kaiser):
    assert cells(table(kaiser), f"Strike by {NUHW} at Kaiser") == {
        "Employer": "Kaiser Permanente",
        "Labor Organization": NUHW,
        "Number of Locations": f"more than 100 (planned, {NUHW})",
        "Approximate Number of Participants": f"about 4,000 (planned, {NUHW})",
        "Start Date": "2019-06-11 (planned)",
        "Duration Type": f"open-ended (planned, {NUHW})",
        "Strike or Protest": "Strike",
        "Worker Demands": "wait times and access",
        "Status": "scheduled",
        "Status As Of": "2019-06-03",
        "1,000 or More Workers": f"yes (planned, {NUHW})",
        "Notes": f"comes after: Strike by {NUHW}, December 2018",
    }


def test_the_other_actions_of_the_kaiser_story(kaiser):
    found = table(kaiser)
    assert [(r.cells["Kind"], r.cells["Source"]) for r in found[0]] == [
        ("strike", ARTICLE),
        ("strike", ARTICLE),
        ("labor action", ARTICLE),
        ("rally", ARTICLE),
    ]
    assert cells(found, f"Strike by {NUHW}, December") == {
        "Labor Organization": NUHW,
        "Start Date": "2018-12",
        "Strike or Protest": "Strike",
        "Worker Demands": "wait times and access",
        "Status": "ended",
        "Status As Of": "2019-06-03",
    }
    rally = cells(found, "Rally")
    assert rally.pop("Notes").startswith(f"part of: Strike by {NUHW} at Kaiser Permanente")
    assert rally == {
        "Place": "State Capitol Building",
        "City": "Sacramento",
        "State": "California",
        "Strike or Protest": "Protest",
        "Worker Demands": "mental health parity",
        "Status": "announced",
        "Status As Of": "2019-06-03",
    }


def test_every_filled_cell_of_a_store_can_be_traced(kaiser, nurses):
    texts = {
        q.subject.value: q.object.value for q in [*kaiser, *nurses] if q.predicate.value == PREFIXES["schema"] + "text"
    }
    for found in (*table(kaiser)[0], *table(nurses)[0]):
        assert {t.field for t in found.told} == set(found.cells)
        for told in found.told:
            assert told.claimant
            assert told.rule
            assert told.confidence
            assert told.passages
            for passage in told.passages:
                text = texts[told.source.iri]
                assert text[passage.start : passage.end] == passage.words
                assert passage.words in passage.sentence
                assert passage.sentence in text


def test_two_stories_of_one_strike_are_one_row_with_both_figures(nurses):
    found, left_out = table(nurses)
    assert left_out == {"threatened": 1}
    assert [r.cells["Kind"] for r in found] == ["rally", "strike"]
    assert cells((found, left_out), "Strike") == {
        "Employer": "Cascade Valley Hospital",
        "Labor Organization": "Pacific Nurses Union",
        "City": "Tacoma",
        "State": "Washington",
        "Approximate Number of Participants": "about 4,000 (planned, Pacific Nurses Union); "
        "3,800 to 4,200 (Pacific Nurses Union); 3,500 (Cascade Valley Hospital)",
        "Start Date": "2024-09-16",
        "Duration Amount": "3",
        "Duration Unit": "days",
        "Strike or Protest": "Strike",
        "Authorized": "yes",
        "Worker Demands": "staffing levels",
        "Status": "under way",
        "Status As Of": "2024-09-17",
        "1,000 or More Workers": "yes (Pacific Nurses Union, Cascade Valley Hospital)",
    }
    sizes = [t for t in found[1].told if t.field == "Approximate Number of Participants"]
    assert [(t.source.publisher, t.claimant, t.hedge, t.modality, t.as_of) for t in sizes] == [
        ("Tacoma Ledger", "Pacific Nurses Union", "approximately", "plan", "2024-09-10"),
        ("Puget Wire", "Pacific Nurses Union", "exactly", "fact", "2024-09-17"),
        ("Puget Wire", "Cascade Valley Hospital", "exactly", "fact", "2024-09-17"),
    ]


def test_the_order_of_stories_does_not_matter(nurses, kaiser):
    turned = sorted([*nurses, *kaiser], key=lambda q: q.graph_name.value, reverse=True)
    assert table(turned) == table([*kaiser, *nurses])


def test_an_article_that_gives_another_figure_than_an_article_is_named_by_its_publisher():
    one = article("one", "2024-05-01", people("q1", "schema:value 400", "Approximately"))
    two = article("two", "2024-05-02", people("q2", "schema:minValue 300 ; schema:maxValue 350"))
    assert row(one, two)["Approximate Number of Participants"] == "about 400 (one); 300 to 350 (two)"


def test_a_figure_of_a_speaker_that_the_article_gives_too_needs_no_claimant():
    both = f"{people('q1', 'schema:value 400')}\nSAID {people('q2', 'schema:value 400')}"
    assert row(article("one", "2024-05-01", both))["Approximate Number of Participants"] == "400"


def test_figures_for_different_groups_say_of_whom():
    both = f"{people('q1', 'schema:value 400')}\n{people('q2', 'schema:value 90', of='cooks')}"
    found = row(article("one", "2024-05-01", both))
    assert found["Approximate Number of Participants"] == "400 (the article, of workers); 90 (the article, of cooks)"
    assert "1,000 or More Workers" not in found


@pytest.mark.parametrize(
    ("claim", "left_out"),
    [
        (status("Threatened", "2024-05-01"), "threatened"),
        (status("Authorized", "2024-05-01"), "authorized"),
        (status("Averted", "2024-05-01"), "averted"),
        (f"{status('Scheduled', '2024-05-01')}\n{status('Averted', '2024-05-03')}", "averted"),
        (status("UnderWay", "2024-05-01", "; lab:negated true"), "not asserted"),
        (value("startDate", "2024-05-01", more="; lab:modality lab:Request"), "not asserted"),
        (value("startDate", "2024-05-01", more="; lab:modality lab:Opinion"), "not asserted"),
    ],
)
def test_what_is_only_threatened_denied_asked_for_or_called_off_is_no_row(claim, left_out):
    assert table(article("one", "2024-05-01", claim)) == ([], {left_out: 1})


def test_what_is_denied_fills_no_cell():
    claims = f"{status('UnderWay', '2024-05-01')}\n{value('endDate', '2024-05-09', more='; lab:negated true')}"
    assert "End Date" not in row(article("one", "2024-05-01", claims))


def test_the_latest_stage_counts_and_two_of_one_day_stand_side_by_side():
    early = article("one", "2024-05-01", status("Scheduled", "2024-05-01"))
    late = article("two", "2024-05-09", f"{status('UnderWay', '2024-05-09')}\nSAID {status('Ended', '2024-05-09')}")
    found = row(early, late)
    assert (found["Status"], found["Status As Of"]) == ("under way (two); ended (Boss)", "2024-05-09")


def test_a_day_is_planned_until_a_story_tells_it_as_past():
    claims = f"{status('Scheduled', '2024-05-01')}\n{value('startDate', '2024-05-06')}"
    early = article("one", "2024-05-01", claims)
    late = article("two", "2024-05-09", f"{status('UnderWay', '2024-05-09')}\n{value('startDate', '2024-05-06')}")
    assert row(early)["Start Date"] == "2024-05-06 (planned)"
    assert row(early, late)["Start Date"] == "2024-05-06"
    month = article("one", "2024-05-01", value("endDate", "2024-05", "gYearMonth"))
    assert row(month)["End Date"] == "2024-05"


def test_what_names_the_action_is_no_demand():
    ban = "lab:claimPredicate lab:issue ; lab:claimObject iss:overtime"
    pay = (
        f"{ban.replace('overtime', 'wages')} ; lab:mentionSpan d:more . d:more a lab:TextSpan ; oa:start 0 ; oa:end 14"
    )
    found = row(article("one", "2024-05-01", f"{ban}\n{pay} ; oa:exact 'Workers struck'"))
    assert found["Worker Demands"] == "wages"


def test_days_that_disagree_stand_side_by_side():
    claims = f"{value('startDate', '2024-04-01')}\nSAID {value('startDate', '2024-04-02')}"
    assert row(article("one", "2024-05-01", claims))["Start Date"] == "2024-04-01 (the article); 2024-04-02 (Boss)"


OVER = status("Ended", "2024-05-20")


@pytest.mark.parametrize(
    ("claims", "idle"),
    [
        # Monday to Wednesday
        (["", value("startDate", "2024-05-06"), value("endDate", "2024-05-08")], "about 3,600"),
        (["", value("startDate", "2024-05-06"), value("duration", "P3D", "duration")], "about 3,600"),
        # over a weekend; a month; lengths that disagree; hours; no length; no start
        (["", value("startDate", "2024-05-10"), value("endDate", "2024-05-13")], None),
        (["", value("startDate", "2024-05", "gYearMonth"), value("duration", "P3D", "duration")], None),
        (
            [
                "",
                value("startDate", "2024-05-06"),
                value("endDate", "2024-05-08"),
                value("duration", "P2D", "duration"),
            ],
            None,
        ),
        (["", value("startDate", "2024-05-06"), value("duration", "PT4H", "duration")], None),
        (["", value("startDate", "2024-05-06")], None),
        (["", value("duration", "P3D", "duration")], None),
        # two figures
        ([people("q2", "schema:value 900"), value("startDate", "2024-05-06"), value("endDate", "2024-05-08")], None),
    ],
)
def test_days_idle_only_where_all_is_told(claims, idle):
    lines = [people("q1", "schema:value 1200", "Approximately"), OVER, *claims]
    assert row(article("one", "2024-05-20", "\n".join(lines))).get("Days Idle") == idle


def test_days_idle_of_a_strike_that_goes_on_are_not_counted():
    lines = [people("q1", "schema:value 1200"), value("startDate", "2024-05-06"), value("endDate", "2024-05-08")]
    going = [*lines, status("UnderWay", "2024-05-20")]
    assert "Days Idle" not in row(article("one", "2024-05-20", "\n".join(going)))
    assert row(article("one", "2024-05-20", "\n".join([*lines, OVER])))["Days Idle"] == "3,600"


@pytest.mark.parametrize(
    ("hedge", "low", "high", "words", "answer"),
    [
        ("exactly", 1000, 1000, "1,000", True),
        ("exactly", 999, 999, "999", False),
        ("exactly", 900, 1100, "900 to 1,100", None),
        ("approximately", 4000, 4000, "about 4,000", True),
        ("approximately", 1000, 1000, "about 1,000", None),
        ("nearly", 1900, 1900, "nearly 1,900", True),
        ("nearly", 1000, 1000, "nearly 1,000", False),
        ("more than", 100, 100, "more than 100", None),
        ("more than", 1000, 1000, "more than 1,000", True),
        ("at least", 1200, None, "at least 1,200", True),
        ("at most", 210, 210, "at most 210", False),
        ("at most", None, 2000, "at most 2,000", None),
        ("less than", 1000, 1000, "less than 1,000", False),
        ("exactly", None, 50, "at most 50", False),
    ],
)
def test_hedges_are_kept_and_a_limit_is_reached_only_where_they_allow_it(hedge, low, high, words, answer):
    numbers = [None if n is None else Decimal(n) for n in (low, high)]
    assert amount(hedge, *numbers) == words
    assert reaches(hedge, *numbers, Decimal(1000)) is answer


@pytest.mark.parametrize(
    ("lexical", "found"),
    [
        ("P1D", ("1", "days")),
        ("PT4H", ("4", "hours")),
        ("P1Y6M", ("18", "months")),
        ("P1DT12H", ("36", "hours")),
        ("P1MT1H", None),
        ("soon", None),
        ("P0D", None),
    ],
)
def test_durations(lexical, found):
    assert duration(lexical) == found
    assert printed(Decimal("2.50")) == "2.5"
