"""The competency questions over the hand-made seed graph give the answers written down, and so through `run`."""

import re
from functools import partial
from pathlib import Path

import pytest

from kg.cli.answers import engine
from kg.errors import UsageError
from kg.query import answer, prepare, run, term
from kg.query.library import question, questions, read

DATA = Path(__file__).parents[1] / "data"
SEED, FIGURES, VOTES = str(DATA / "seed.ttl"), str(DATA / "figures.ttl"), str(DATA / "votes.ttl")
GIVEN = {
    "where-a-number-comes-from": {"number": "4000"},
    "claims-by-people-of-an-organization": {"organization": "kaiser"},
}


def expected():
    found = {}
    for section in (DATA / "answers.md").read_text(encoding="utf-8").split("\n## ")[1:]:
        rows = [line[1:-1].split("|") for line in section.splitlines() if re.match(r"\|(?!-)", line)]
        found[section.split("\n")[0]] = rows
    return found


EXPECTED = expected()


def alike(cell):
    """A cell with numbers in one form: the engine gives 4000.0 back as 4000."""
    try:
        return f"{float(cell):g}"
    except ValueError:
        return cell


@pytest.fixture(scope="module")
def seed():
    return engine("", (SEED,))


@pytest.fixture(scope="module")
def mill():
    return engine("", (VOTES,))


def rows(asked, store, **given):
    found = answer(prepare(asked.text, asked.bindings({k: term(v) for k, v in given.items()})), store)
    return [v.value for v in found.variables], [["" if c is None else c.value for c in row] for row in found]


def column(name, store, which, **given):
    variables, found = rows(question(name), store, **given)
    return [row[variables.index(which)] for row in found]


def test_all_twenty_are_there():
    assert len(EXPECTED) == 20


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_competency_question(name, seed):
    head, *wanted = EXPECTED[name]
    variables, found = rows(question(name), seed, **GIVEN.get(name, {}))
    assert variables == [*head, "evidence"]
    assert [list(map(alike, row[:-1])) for row in found] == [list(map(alike, row)) for row in wanted]
    assert all(row[-1].startswith("https://w3id.org/labornews/") for row in found)


def test_through_a_process_of_its_own_the_answers_are_the_same():
    asked = question("stance-matrix")
    with run(asked.text, partial(engine, "", (SEED,)), asked.bindings({})) as result:
        found = [["" if v is None else v.value for v in row][:-1] for row in result.rows()]
    assert found == EXPECTED["stance-matrix"][1:]


@pytest.mark.parametrize("asked", questions(), ids=lambda q: q.name)
def test_header_matches_the_query(asked, seed):
    variables, _ = rows(asked, seed)
    written = [re.sub(r"\(.*\)", "", part).strip() for part in re.sub(r"\([^)]*\)", "", asked.columns).split(",")]
    assert written == variables
    assert asked.title != asked.name
    assert asked.description.endswith(".")
    for parameter in asked.parameters:
        assert re.search(rf"\?{parameter.name}\b", asked.text)


@pytest.mark.parametrize("name", ["direct-quotes", "who-said-what-about-whom", "statements-by-speaker"])
def test_one_speaker(name, seed):
    assert set(column(name, seed, "who", speaker="alicia CRUZ")) == {"Alicia Cruz"}
    assert set(column(name, seed, "who", speaker="d:john-nelson")) == {"John Nelson"}
    assert column(name, seed, "who", speaker="nobody") == []


def test_one_target(seed):
    assert set(column("who-said-what-about-whom", seed, "about", target="NUHW")) == {
        "National Union of Healthcare Workers"
    }
    assert set(column("who-said-what-about-whom", seed, "who", target="kaiser", speaker="Alicia Cruz")) == {
        "Alicia Cruz"
    }


def test_statements_by_organization(seed):
    who = column("statements-by-organization", seed, "who", organization="kaiser permanente")
    assert (who.count("John Nelson"), who.count("Alicia Cruz")) == (6, 1)
    assert set(column("statements-by-organization", seed, "who", organization="NUHW")) == {
        "National Union of Healthcare Workers"
    }


def test_thoughts_have_holders_and_are_no_statements():
    store = engine("", (str(DATA / "thoughts.ttl"),))
    assert column("thoughts-and-wishes", store, "cue") == ["wants", "is expected"]
    assert column("thoughts-and-wishes", store, "who") == ["Tarn Mill Union", ""]
    assert column("thoughts-and-wishes", store, "words", holder="tarn mill union") == ["a raise"]
    assert column("who-said-what-about-whom", store, "words") == ["no offer"]


def test_pieces_of_a_statement_come_in_reading_order(seed):
    (words,) = column("statements-by-speaker", seed, "words", speaker="Alicia Cruz")
    assert words.startswith("We can’t wait any longer to fix this problem … I work with young people")


def test_strikes_on_one_line_each(seed):
    variables, found = rows(question("strikes"), seed)
    assert [dict(zip(variables, row, strict=True))["start"] for row in found] == ["2018-12", "2019-06-11"]
    planned = dict(zip(variables, found[1], strict=True))
    assert planned["employers"] == "Kaiser Permanente"
    assert planned["sizes"] == "approximately 4000 person (National Union of Healthcare Workers)"
    # nothing is made up for the earlier strike
    earlier = dict(zip(variables, found[0], strict=True))
    assert (earlier["employers"], earlier["places"], earlier["sizes"], earlier["end"]) == ("", "", "", "")


def test_figures_that_disagree_stand_side_by_side():
    figures = engine("", (FIGURES,))
    wanted = [
        ["exactly", "250", "Tarn Mill"],
        ["exactly", "300 to 350", "Tarn police"],
        ["approximately", "400", "Tarn Mill Union"],
    ]
    variables, found = rows(question("conflicting-figures"), figures)
    places = [variables.index(name) for name in ("hedge", "value", "giver")]
    assert [[row[p] for p in places] for row in found] == wanted
    (sizes,) = column("strikes", figures, "sizes")
    assert sizes.split("; ") == [
        "approximately 400 person (Tarn Mill Union)",
        "exactly 250 person (Tarn Mill)",
        "exactly 300 to 350 person (Tarn police)",
    ]


def test_agreeing_figures_are_no_conflict(seed):
    assert rows(question("conflicting-figures"), seed)[1] == []


def test_timeline_is_in_order_and_keeps_precision(seed):
    dates = column("timeline", seed, "date")
    assert dates == sorted(dates)
    assert dates[0] == "2018-12"
    assert set(column("timeline", seed, "event", dispute="impasse")) == {"Impasse in Kaiser-NUHW bargaining"}
    assert "scheduled" in column("timeline", seed, "what")


def test_demands_by_party(seed):
    _, found = rows(question("demands-by-party"), seed)
    kinds = sorted((row[0], row[1], row[3]) for row in found)
    assert kinds == [
        ("John Nelson", "asks", "Kaiser mental health workers"),
        ("John Nelson", "request", "Kaiser mental health workers"),
        ("Kaiser Permanente", "proposal", "National Union of Healthcare Workers"),
    ]


def test_sources_of_a_fact(seed):
    strike = "Kaiser mental health workers' strike planned for June 11, 2019"
    givers = column("sources-of-a-fact", seed, "giver", about=strike, fact="start date")
    assert sorted(givers) == ["Kaiser mental health workers", "the article"]


def test_actions_by_status(seed):
    assert column("actions-by-status", seed, "stage", status="scheduled") == ["scheduled"]
    assert column("actions-by-status", seed, "stage", status="lab:Announced") == ["announced", "announced"]
    assert column("actions-by-status", seed, "stage", status="ended") == []


def test_positions_and_things(seed):
    assert column("positions", seed, "role", person="alicia cruz") == ["therapist"]
    assert "National Union of Healthcare Workers" in column("things", seed, "name", named="nuhw")


def test_votes_with_each_figure_and_its_giver(mill):
    name = "Strike vote at Tarn Mill"
    wanted = [
        [name, "strike authorization vote", "2024-02-28", "Strike at Tarn Mill", "exactly", number, "vote", by]
        for number, by in (("9", "Tarn Mill Union"), ("212", "Tarn Mill Union"))
    ]
    for union in ({}, {"union": "tmu"}, {"union": "d:union"}):
        assert [row[:-1] for row in rows(question("votes"), mill, **union)[1]] == wanted
    assert rows(question("votes"), mill, union="Tarn Mill")[1] == []


def test_contracts_run_out_on_the_word_of_each_source(mill):
    first = ["Contract at Tarn Mill", "Tarn Mill; Tarn Mill Union", "2024-02-29", "P3Y", "", "the article", "Mill vote"]
    second = ["Contract at Tarn Mill", "Tarn Mill; Tarn Mill Union", "2024-06", "", "", "Tarn Mill", "Mill walkout"]
    assert [row[:-1] for row in rows(question("contract-expiry"), mill)[1]] == [first, second]
    assert [row[:-1] for row in rows(question("contract-expiry"), mill, before='"2024-03"')[1]] == [first]
    assert column("contract-expiry", mill, "expires", party="tmu") == ["2024-02-29", "2024-06"]
    assert column("contract-expiry", mill, "expires", party="Harbor Clinic") == []


def test_stages_over_time_across_articles_with_denials(mill):
    _, found = rows(question("status-over-time"), mill, event="strike at")
    assert [row[1:-1] for row in found] == [
        ["2024-03-01", "scheduled", "false", "the article", "Mill vote", "voted"],
        ["2024-03-11", "under way", "true", "Tarn Mill", "Mill walkout", "struck"],
        ["2024-03-11", "under way", "false", "the article", "Mill walkout", "struck"],
    ]
    assert set(column("status-over-time", mill, "name")) == {"Strike at Tarn Mill", "Talks at Tarn Mill"}


def test_steps_of_bargaining(mill, seed):
    _, found = rows(question("steps-of-bargaining"), mill)
    assert [row[:-1] for row in found] == [
        ["Contract at Tarn Mill", "collective agreement", "Tarn Mill; Tarn Mill Union", "", ""],
        ["Talks at Tarn Mill", "negotiation", "Tarn Mill", "wages",
         "2024-03-01 under way (the article); 2024-03-11 ended (Tarn Mill)"],
    ]  # fmt: skip
    assert column("steps-of-bargaining", mill, "kind", side="TMU") == ["collective agreement"]
    assert set(column("steps-of-bargaining", seed, "kind")) == {"negotiation", "impasse", "proposal"}


def test_who_claims_which_figure():
    figures = engine("", (FIGURES,))
    variables, found = rows(question("who-claims-which-figure"), figures)
    assert [row[:6] for row in found] == [
        ["Tarn mill walkout of 2024", "person", "Tarn Mill", "exactly", "250", "participant"],
        ["Tarn mill walkout of 2024", "person", "Tarn Mill Union", "approximately", "400", "participant"],
        ["Tarn mill walkout of 2024", "person", "Tarn police", "exactly", "300 to 350", "participant"],
    ]
    assert dict(zip(variables, found[0], strict=True))["words"] == "The company put it at 250"
    assert column("who-claims-which-figure", figures, "value", giver="tarn mill") == ["250"]
    assert column("who-claims-which-figure", figures, "value", unit="site") == []
    assert column("who-claims-which-figure", engine("", (VOTES,)), "value", giver="TMU") == ["9", "212"]


def test_unknown_names_are_told():
    with pytest.raises(UsageError, match=r"no question 'direct-quote'\. Near it: direct-quotes"):
        question("direct-quote")
    with pytest.raises(UsageError, match="has no parameter 'who'; it has: speaker"):
        question("direct-quotes").bindings({"who": term("x")})
    with pytest.raises(UsageError, match="no question"):
        question("../secrets")


def test_header_of_a_file():
    found = read("x", "# title: T\n# parameter: a = 3 | number\n# parameter: b | text\nSELECT * {}\n# title: no")
    assert (found.title, [(p.name, p.default) for p in found.parameters]) == ("T", [("a", "3"), ("b", None)])
