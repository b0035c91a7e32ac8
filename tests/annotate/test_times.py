"""Times: every rule on a story of its own, the seed and dev stories as a whole, and texts that must not break it."""

import json
import re
from pathlib import Path

import pytest
import yaml

from kg.annotate import structure, times
from kg.annotate.base import Draft
from kg.annotate.nlp import load
from kg.annotate.times import calendar
from kg.annotate.times import words as timewords
from kg.model import Article
from kg.paths import lexicon

GOLD = Path(__file__).parents[1] / "gold"


def drafted(text, published="2026-06-11", **fields):
    draft = Draft(Article(text=text, published=published, **fields), load()[0](text))
    structure.ANNOTATOR.run(draft)
    times.ANNOTATOR.run(draft)
    return draft


def read(text, published="2026-06-11", **fields):
    """(words, value or begin/end) of every time."""
    draft = drafted(text, published, **fields)
    return [
        (draft.words(s), t.value or (f"{t.begin}/{t.end}" if t.begin or t.end else None))
        for t in draft.times
        for s in t.spans
    ]


CASES = [
    (
        "Sorters walked out Friday at dawn. They will vote Monday.",
        "2026-06-12",
        [("Friday", "2026-06-12"), ("Monday", "2026-06-15")],
    ),
    (
        "The walkout began June 11. A hearing is set for July 2.",
        "2026-06-13",
        [("June 11", "2026-06-11"), ("July 2", "2026-07-02")],
    ),
    (
        "The plant closes from Dec. 27 until Jan. 4.",
        "2026-12-20",
        [("Dec. 27", "2026-12-27"), ("Jan. 4", "2027-01-04")],
    ),
    (
        "The strike that began Dec. 14 ended Sunday.",
        "2027-01-05",
        [("Dec. 14", "2026-12-14"), ("Sunday", "2027-01-03")],
    ),
    ("The clerks have worked without a contract since last April.", "2026-03-10", [("last April", "2025-04")]),
    (
        "Workers may strike. Julian March and April Sundqvist run the information friary. "
        "On may-be terms, Sun Metals agreed.",
        "2026-06-11",
        [],
    ),
    ("The rally drew five thousand last week.", "2026-06-11", [("last week", "2026-06-01/2026-06-07")]),
    ("Pickets went up Monday.", "2026-06-02T08:00:00Z", [("Monday", "2026-06-01")]),
    ("Pickets went up Monday and June 3.", None, [("Monday", None), ("June 3", None)]),
    ("They signed it on 11 June 2019.", None, [("11 June 2019", "2019-06-11")]),
    ("They will walk out on 1 and 3 May.", "2026-04-20", [("1", "2026-05-01"), ("3 May", "2026-05-03")]),
    ("They will walk out from 4-6 June.", "2026-04-20", [("4", "2026-06-04"), ("6 June", "2026-06-06")]),
    ("The vote is on June 29-30.", "2026-06-11", [("June 29", "2026-06-29"), ("30", "2026-06-30")]),
    ("Staff stop work at 3.30am on Tuesday.", "2026-06-11", [("3.30am on Tuesday", "2026-06-16")]),
    ("The guild filed Sept. 9th.", "2026-06-11", [("Sept. 9th", "2025-09-09")]),
    ("The new contract runs through June 2028.", "2026-06-11", [("June 2028", "2028-06")]),
    ("The last strike was in 1993.", "2026-06-11", [("in 1993", "1993")]),
    ("He voted for the 2015 agreement.", "2026-06-11", [("2015", "2015")]),
    ("The union struck 2000 workers from the list.", "2026-06-11", []),
    ("The airline's April proposal failed.", "2026-06-11", [("April", "2026-04")]),
    ("They could walk out no earlier than mid-September.", "2026-06-11", [("mid-September", "2026-09")]),
    ("The offer lapsed last month.", "2026-01-11", [("last month", "2025-12")]),
    ("They left two days ago.", "2026-06-11", [("two days ago", "2026-06-09")]),
    ("Progress was made in the last few weeks.", "2026-06-11", [("in the last few weeks", "None/2026-06-11")]),
    (
        "The deal came Friday, two days after they walked out.",
        "2026-06-15",
        [("Friday", "2026-06-12"), ("two days after", "2026-06-10")],
    ),
    (
        "A vote is set for Oct. 19. The board takes it up the following Monday.",
        "2023-10-11",
        [("Oct. 19", "2023-10-19"), ("the following Monday", "2023-10-23")],
    ),
    (
        "Talks, which broke off Oct. 20, are to resume Tuesday.",
        "2023-11-05",
        [("Oct. 20", "2023-10-20"), ("Tuesday", "2023-11-07")],
    ),
    ("They held rallies on Saturdays and sang on a Sunday.", "2026-06-11", []),
    ("She reads the Sunday Times and marched on Bloody Sunday.", "2026-06-11", []),
    ("They have waited nearly a year, three months or longer.", "2026-06-11", []),
    ("They will hold an election by the end of the year.", "2024-10-04", [("the end of the year", "2024-12")]),
    (
        "On Feb. 30, 2024, and 31/02/2024 nothing happened.",
        "2026-06-11",
        [("Feb. 30, 2024", None), ("31/02/2024", None)],
    ),
]

NAMED = [
    ("They will strike on Labor Day.", [("Labor Day", "2026-09-07")]),
    ("They marched on Juneteenth last year.", [("Juneteenth", "2025-06-19"), ("last year", "2025")]),
    ("Clerks struck on Black Friday.", [("Black Friday", "2025-11-28")]),
    ("Drivers walked out over Memorial Day weekend.", [("Memorial Day weekend", "2026-05-23/2026-05-25")]),
    ("Trains stop on Good Friday, 2027.", [("Good Friday, 2027", "2027-03-26")]),
    ("They walked out Last Labor Day.", [("Last Labor Day", "2025-09-01")]),
    ("The pay ran out on the Fourth of July, 2024.", [("Fourth of July, 2024", "2024-07-04")]),
    ("They returned the Friday after Thanksgiving.", [("Friday", "2025-11-28"), ("Thanksgiving", "2025-11-27")]),
    ("They returned the Friday after the vote.", [("Friday", None)]),
]
PERIODS = [
    ("The strike is planned for the week of June 15.", [("the week of June 15", "2026-06-15/2026-06-21")]),
    ("They met on the first Monday of May.", [("the first Monday of May", "2026-05-04")]),
    ("A vote is due in the last week of June.", [("the last week of June", "2026-06-24/2026-06-30")]),
    ("Sales rose in the first quarter of 2026.", [("the first quarter of 2026", "2026-01-01/2026-03-31")]),
    ("Pay was cut in fiscal year 2025 and FY 26.", [("fiscal year 2025", None), ("FY 26", None)]),
    ("The 2019-2023 contract gave raises.", [("2019-2023", "2019-01-01/2023-12-31")]),
    ("The 2023-24 season ended.", [("2023-24", "2023-01-01/2024-12-31")]),
    ("Dues of 2000-2020 workers fell.", []),
    ("The ’70s were hard; he is in his 20s.", [("The ’70s", "1970-01-01/1979-12-31")]),
    ("They plan to be out until the end of August.", [("August", "2026-08")]),
    ("The March on Washington drew 250,000.", []),
    ("The strike will last five days.", []),
    ("In mid-2024 the mill closed.", [("2024", "2024")]),
    ("It began the week before last.", [("the week before last", "2026-05-25/2026-05-31")]),
]
COUNTED = [
    ("They will strike again in two weeks.", [("in two weeks", "2026-06-22/2026-06-28")]),
    ("Talks resume in 10 days.", [("in 10 days", "2026-06-21")]),
    ("They meet a fortnight from now.", [("a fortnight from now", "2026-06-22/2026-06-28")]),
    ("It is the first strike in 10 years and was settled in three days.", []),
    ("They lost $300 in two weeks and walked out for three weeks.", []),
    ("They left the day before yesterday.", [("the day before yesterday", "2026-06-09")]),
    ("They struck two years ago this month.", [("two years ago this month", "2024-06")]),
    ("They will strike on four days before Christmas.", [("Christmas", "2026-12-25")]),
    ("The session is Tuesday week.", [("Tuesday week", "2026-06-23")]),
    ("They struck two days after the vote on June 2.", [("two days after", "2026-06-04"), ("June 2", "2026-06-02")]),
    ("Two weeks after the April 3 walkout it shut.", [("Two weeks after", "2026-04-17"), ("April 3", "2026-04-03")]),
    ("The deadline is the 30th.", [("the 30th", "2026-06-30")]),
    ("He is in the 90th percentile; it is the 12th walkout.", []),
    ("The strike starts 6/15.", [("6/15", "2026-06-15")]),
    ("They work 24/7 since 9/11, and 3/4 of them left.", []),
]
NEIGHBORS = [
    ("It lasted from Sept. 3 to Oct. 4, 2024.", [("Sept. 3", "2024-09-03"), ("Oct. 4, 2024", "2024-10-04")]),
    ("It lasted from Dec. 3 to Jan. 4, 2024.", [("Dec. 3", "2023-12-03"), ("Jan. 4, 2024", "2024-01-04")]),
    ("They struck from May to July 2024.", [("May", "2024-05"), ("July 2024", "2024-07")]),
    (
        "Talks run between May 3 and May 5 next year.",
        [("May 3", "2027-05-03"), ("May 5", "2027-05-05"), ("next year", "2027")],
    ),
    ("They met June 11-15, 2025.", [("June 11", "2025-06-11"), ("15, 2025", "2025-06-15")]),
    (
        "They meet May 3, 10 and 17, 2027.",
        [("May 3", "2027-05-03"), ("10", "2027-05-10"), ("17, 2027", "2027-05-17")],
    ),
    ("Pickets stand from Monday to Friday.", [("Monday", "2026-06-15"), ("Friday", "2026-06-19")]),
    ("They walked out from Thursday to Sunday.", [("Thursday", "2026-06-04"), ("Sunday", "2026-06-07")]),
    (
        "They sat in from Monday until Friday of last week.",
        [("Monday", "2026-06-01"), ("Friday of last week", "2026-06-05")],
    ),
    ("Last year they struck for a day, on Nov. 9.", [("Last year", "2025"), ("Nov. 9", "2025-11-09")]),
    ("In 2019 they struck on Nov. 9.", [("In 2019", "2019"), ("Nov. 9", "2019-11-09")]),
    ("Last year’s offer lapsed on May 3.", [("Last year", "2025"), ("May 3", "2026-05-03")]),
    # a day or month without a year behind an old date is of its time; a contract may well run for three years
    ("It began on May 7, 1954, and ended on July 9.", [("May 7, 1954", "1954-05-07"), ("July 9", "1954-07-09")]),
    ("Signed on June 3, 2023, it ended on May 31.", [("June 3, 2023", "2023-06-03"), ("May 31", "2026-05-31")]),
]


@pytest.mark.parametrize(("text", "wanted"), NAMED + PERIODS + COUNTED + NEIGHBORS)
def test_rules_on_a_thursday_of_june(text, wanted):
    assert read(text, "2026-06-11") == wanted


@pytest.mark.parametrize(
    ("text", "published", "wanted"),
    [
        ("“We start tomorrow,” Ines Lund said on May 3.", "2026-06-11", ["2026-05-04", "2026-05-03"]),
        (
            "“We start tomorrow,” Ines Lund, the union’s president, told reporters Tuesday. “Bring water tonight.”",
            "2026-06-11",
            ["2026-06-10", "2026-06-09", "2026-06-09"],
        ),
        ("On Tuesday, Ines Lund told members: “We go tomorrow.”", "2026-06-11", ["2026-06-09", "2026-06-10"]),
        ("Ines Lund said Tuesday: “We go tomorrow.”", "2026-06-11", ["2026-06-09", "2026-06-10"]),
        (
            "“We go out Monday,” Ines Lund said Friday. Managers met Tuesday.",
            "2026-06-10",
            ["2026-06-08", "2026-06-05", "2026-06-09"],
        ),
        (
            "“They fired me yesterday,” Ola Reyes wrote June 1. She came back Wednesday.",
            "2026-06-11",
            ["2026-05-31", "2026-06-01", "2026-06-10"],
        ),
        ("“We go tomorrow,” Ines Lund said.", "2026-06-11", ["2026-06-12"]),
        ("“It starts tomorrow,” Ines Lund said of Tuesday’s lockout.", "2026-06-11", ["2026-06-12", "2026-06-09"]),
        ("“It starts tomorrow,” Ines Lund said Thursday.", "2026-06-11", ["2026-06-12", "2026-06-11"]),
    ],
)
def test_days_in_a_quotation_are_counted_from_the_day_of_saying(text, published, wanted):
    assert [value for _, value in sorted(read(text, published), key=lambda r: text.index(r[0]))] == wanted


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Balloting opens two weeks from Monday.", "two weeks from Monday", "2026-06-29"),
        ("They return three days from today.", "three days from today", "2026-06-14"),
        ("A hearing is a week from tomorrow.", "a week from tomorrow", "2026-06-19"),
        ("The pact of 19-Nov-2012 lapsed.", "19-Nov-2012", "2012-11-19"),
        ("They last struck in the summer of ’98.", "’98", "1998"),
        ("The yard closed in '22.", "'22", "2022"),
        ("They will march later Thursday.", "later Thursday", "2026-06-11"),
        ("They will march later on Friday.", "later on Friday", "2026-06-12"),
    ],
)
def test_days_counted_from_a_day_and_short_years(text, words, value):
    assert read(text, "2026-06-11") == [(words, value)]


def test_named_days_of_another_country_stay_open():
    [time] = drafted("They rested on Thanksgiving.", url="https://www.example.ca/a").times
    assert (time.value, time.rule) == (None, "time-holiday-elsewhere")


@pytest.mark.parametrize(("text", "published", "wanted"), CASES)
def test_rules(text, published, wanted):
    assert read(text, published) == wanted


@pytest.mark.parametrize(
    ("fields", "value", "alternatives"),
    [
        ({"language": "en-GB"}, "2026-04-03", ()),
        ({"language": "en-US"}, "2026-03-04", ()),
        ({"language": "en"}, None, ("2026-03-04", "2026-04-03")),
        ({"language": "en", "url": "https://www.example.co.uk/a"}, "2026-04-03", ()),
    ],
)
def test_order_of_day_and_month_goes_by_country_or_stays_open(fields, value, alternatives):
    [time] = drafted("Ballots close 03/04/2026.", "2026-03-01", **fields).times
    assert (time.value, time.alternatives) == (value, alternatives)


def test_last_weekday_keeps_the_other_reading():
    [time] = drafted("The tentative deal reached last Tuesday collapsed.", "2026-04-15").times
    assert (time.value, time.alternatives, time.confidence) == ("2026-04-14", ("2026-04-07",), 0.7)


def test_midnight_is_the_end_of_its_day_and_zones_only_where_given():
    [first, second] = drafted("Talks ran to midnight Sunday and they left at 7 a.m. EDT Monday.", "2026-06-10").times
    assert (first.value, first.clock, first.zone) == ("2026-06-07", "24:00", None)
    assert (second.value, second.clock, second.zone) == ("2026-06-08", "07:00", "-04:00")


def test_the_name_of_the_day_of_publication_ahead_is_ambiguous():
    [time] = drafted('"All schools will operate Wednesday," she wrote.', "2023-10-11").times
    assert (time.value, time.alternatives) == ("2023-10-11", ("2023-10-18",))
    [time] = drafted("All schools will operate Wednesday.", "2023-10-11").times
    assert (time.value, time.alternatives) == ("2023-10-18", ("2023-10-11",))


def test_equal_words_are_one_record():
    [time] = drafted("They walked out Monday. He spoke on Monday.", "2026-06-10").times
    assert len(time.spans) == 2
    assert time.key == "t16"


def test_the_seed_story_has_its_six_times():
    text = (GOLD / "seed" / "kaiser-strike.txt").read_bytes().decode()
    draft = drafted(text, "2019-06-03")
    rows = [(draft.words(t.spans[0]), t.value, t.begin, t.end, t.precision, t.confidence) for t in draft.times]
    assert rows == [
        ("Monday", "2019-06-03", None, None, "day", 0.95),
        ("June 11", "2019-06-11", None, None, "day", 1.0),
        ("in April", "2019-04", None, None, "month", 0.95),
        ("in the last few weeks", None, None, "2019-06-03", "week", 0.8),
        ("last week", None, "2019-05-27", "2019-06-02", "week", 0.8),
        ("six months after", "2018-12", None, None, "month", 0.9),
    ]
    assert draft.times[-1].anchor == draft.times[1].key
    assert [len(t.spans) for t in draft.times] == [2, 2, 1, 1, 1, 1]


@pytest.mark.parametrize("path", sorted([*GOLD.glob("seed/*.json"), *GOLD.glob("dev/*.json")]), ids=lambda p: p.stem)
def test_the_days_of_the_annotated_stories_are_found(path):
    gold = json.loads(path.read_text(encoding="utf-8"))
    found = drafted(path.with_suffix(".txt").read_bytes().decode(), gold["published"], publisher=gold.get("publisher"))
    values = {t.value for t in found.times}
    days = {s["date"] for s in gold["statements"] if s.get("date")}
    days |= {a[k] for a in gold["actions"] for k in ("start", "end") if a.get(k)}
    # a year or month that only follows from a day nearby is no words of the text
    missing = {d for d in days - values if not any(v and v.startswith(d[:4]) for v in values if len(d) < 10)}
    assert missing == set()


ODD = [
    "",
    "Monday",
    "\n\n  \n",
    "0000-00-00 99/99/9999 31.31.31 2026-13-45T99:99",
    "January 0, 1 January 0000, in 9999, Dec. 31, 9999, the 0000s",
    "9,999,999 days ago, 999 years ago, 999 years from now, 999 years after Monday, 999 weeks later",
    "“Tuesday… 25:99 p.m. Friday 13 p.m. Friday",
    "May May May may March march on to March 1st-2nd-3rd",
    "\u202e11 June\u00a02026 ９月 ١١/٠٦/٢٠٢٦ ² ½",
]


@pytest.mark.parametrize("published", [None, "0001-01-01", "9999-12-31", "2024-02-29", "garbage"])
@pytest.mark.parametrize("text", ODD)
def test_nothing_breaks_it(text, published):
    for time in drafted(text, published).times:
        assert time.value is None or re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", time.value)
        assert all(text[s.start : s.end].strip() == text[s.start : s.end] != "" for s in time.spans)


@pytest.mark.parametrize("entry", timewords.patterns(), ids=lambda e: e["kind"])
def test_examples_of_the_patterns(entry):
    assert entry["kind"] in {f.kind for f in timewords.find(entry["example"])} | {
        "first-day" if len(timewords.find(entry["example"])) == 2 else ""
    }


def test_examples_of_the_words():
    entries = yaml.safe_load(lexicon("times.yaml").read_text(encoding="utf-8"))
    for name, rows in entries.items():
        for row in rows:
            words = row.get("forms") or row.get("words") or [row["name"]]
            assert any(re.search(rf"(?i)\b{re.escape(w)}", row["example"]) for w in words), (name, row)


@pytest.mark.parametrize(("year", "wanted"), [(1818, "03-22"), (2000, "04-23"), (2024, "03-31"), (2038, "04-25")])
def test_easter(year, wanted):
    assert calendar.easter(year).isoformat() == f"{year}-{wanted}"


def test_calendar_near_day_wins_over_one_almost_a_year_off():
    from datetime import date

    assert calendar.month_day(date(2026, 8, 22), 8, 30, "past") == date(2026, 8, 30)
    assert calendar.month_day(date(2026, 8, 22), 2, 28, "future") == date(2027, 2, 28)
    assert calendar.month_day(date(2026, 8, 22), 2, 30, None) is None


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        ("They struck this spring.", "2026-08-17", "2026-03-01/2026-05-31"),
        ("They struck this winter.", "2026-01-17", "2025-12-01/2026-02-28"),
        ("They struck last fall.", "2026-03-17", "2025-09-01/2025-11-30"),
        ("They will strike next spring.", "2026-12-30", "2027-03-01/2027-05-31"),
        # of this year or of the one before
        ("They struck last summer.", "2026-10-17", None),
        ("They will strike this winter.", "2026-08-17", None),
        # perhaps told on the other half of the world
        ("They struck this winter in Australia.", "2026-07-17", None),
    ],
)
def test_a_season_is_a_stretch_where_only_one_can_be_meant(text, published, value):
    assert read(text, published)[0][1] == value


def test_winter_south_of_the_equator_is_in_the_middle_of_the_year():
    assert read("They struck this winter.", "2026-07-17", language="en-AU")[0][1] == "2026-06-01/2026-08-31"


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        # counted from what became of the plan
        (
            "They reached a deal late Wednesday, averting a strike that had been set for Friday.",
            "2026-05-14",
            "2026-05-15",
        ),
        ("Drivers were set to strike Tuesday, but a deal was reached Monday.", "2026-05-06", "2026-05-05"),
        ("A strike that was to begin Monday has been called off.", "2026-05-14", "2026-05-18"),
        ("The vote was delayed until Monday.", "2026-05-14", "2026-05-18"),
        ("Loaders called off Friday’s strike.", "2026-05-14", "2026-05-15"),
        ("They called off a strike hours before it was to begin Monday.", "2026-05-14", "2026-05-11"),
    ],
)
def test_a_day_of_a_plan_told_in_the_past(text, published, value):
    assert value in [v for _, v in read(text, published)]


def test_a_day_of_a_plan_is_open_where_nothing_tells_what_became_of_it():
    found = drafted("The strike was to begin Monday at the mill.", "2026-05-14").times
    assert [(t.value, t.alternatives) for t in found] == [("2026-05-11", ("2026-05-18",))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In March 2024 members walked out for a day.", [("March 2024", "2024-03")]),
        ("Since 2021 nurses have had no raise.", [("2021", "2021")]),
        ("In May 2000 workers struck.", []),
    ],
)
def test_a_year_before_people_counts_nobody(text, found):
    assert [t[:2] for t in read(text) if "2" in t[0]] == found


def test_a_holiday_is_another_day_in_another_year():
    assert read("They struck on Memorial Day, Labor Day 2025 and Christmas.")[:2] == [
        ("Memorial Day", "2025-05-26"),
        ("Labor Day 2025", "2025-09-01"),
    ]
