"""`kg quotes`, `kg actions`, `kg stats` and `kg show` on two invented stories, and on a story that would do harm."""

import json
import re
from pathlib import Path

import pytest

CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")
THINGS = ("Odd One", "Odd strike", "d:article/nasty")
SHOWN = [("quotes",), ("actions",), ("stats",), *(("show", name) for name in THINGS)]
STRIKE = "Strike by Dockhands Guild at Ostrey Dock Company"


@pytest.fixture
def ask(kg, yard):
    """A command that gives JSON, asked of the two stories."""

    def get(*words, code=0):
        done = kg(*words, "--json", "--store", yard)
        assert done.returncode == code, done.stderr
        return json.loads(done.stdout)

    return get


def said(rows):
    return [(row["article"], row["who"], row["words"]) for row in rows]


def test_quotes_tell_who_said_what_where(ask):
    first, second, third, fourth, last = ask("quotes")
    assert said([second]) == [("y1", "Ilse Varga", "“We will not go back,” … “Not for this.”")]
    assert (second["day"], second["outlet"], second["how"]) == ("2031-03-04", "Ostrey Chronicle", "direct")
    assert (second["position"], second["characters"]) == ("president, Dockhands Guild", "88-108, 152-165")
    assert "position" not in last
    assert (first["who"], fourth["who"], last["who"]) == ("Dockhands Guild", "Ostrey Dock Company", "Ilse Varga")
    assert third["words"] == 'the walkout "a stunt"'


def test_no_paraphrase_stands_in_quotation_marks(ask):
    quoted = re.compile(r"[“”\"]")
    kinds = ("direct", "mixed", "indirect")
    by_kind = {kind: [row["words"] for row in ask("quotes", "--kind", kind)] for kind in kinds}
    assert [len(words) for words in by_kind.values()] == [1, 1, 3]
    assert not [words for words in by_kind["indirect"] if quoted.search(words)]
    text = (Path(__file__).parents[1] / "data" / "yard.trig").read_text(encoding="utf-8")
    for words in by_kind["direct"] + by_kind["mixed"]:
        for piece in re.findall(r"[“\"](.*?)[”\"]", words):
            assert f'\\"{piece}\\"' in text


def test_an_apostrophe_finds_names_with_one_of_the_other_kind(kg, tmp_path):
    said = "“We are done,” said Ann O’Dell, president of Local 9, on Monday."
    (tmp_path / "a.txt").write_text(said, encoding="utf-8")
    kg("build", tmp_path / "a.txt", "--fast", "--store", tmp_path / "labor.kg")
    for words in (("quotes", "--by", "Ann O'Dell"), ("show", "ann o'dell")):
        done = kg(*words, "--store", tmp_path / "labor.kg")
        assert (done.returncode, done.stderr) == (0, "")
        assert "’" in done.stdout


@pytest.mark.parametrize(
    ("words", "articles"),
    [
        (("--by", "ilse VARGA"), ["y1", "y2"]),
        (("--by", "the guild"), ["y1"]),
        (("--by", "d:org/ostrey-dock-company"), ["y1", "y1"]),
        (("--about", STRIKE.lower()), ["y1", "y1", "y1", "y2"]),
        (("--since", "2031-03-05"), ["y2"]),
        (("--until", "2031-03-04"), ["y1"] * 4),
        (("--since", "2031", "--until", "2031-03"), ["y1"] * 4 + ["y2"]),
        (("--limit", "2"), ["y1", "y1"]),
    ],
)
def test_quotes_are_chosen(ask, words, articles):
    assert [row["article"] for row in ask("quotes", *words)] == articles


def test_actions_have_sizes_side_by_side_and_the_latest_stage(ask):
    rally, strike = ask("actions")
    assert (rally["action"], rally["what"]) == ("Rally at Harbor Square", "rally")
    assert strike == {
        "action": STRIKE,
        "what": "strike",
        "employers": "Ostrey Dock Company",
        "unions": "Dockhands Guild",
        "start": "2031-03-03",
        "places": "Ostrey",
        "stage": "ended",
        "asOf": "2031-03-10",
        "says": "Ilse Varga",
        "sizes": "approximately 300 person (Dockhands Guild); exactly 180 person (Ostrey Dock Company)",
        "evidence": "https://w3id.org/labornews/data/action/strike-ostrey",
    }


@pytest.mark.parametrize(
    "words",
    [
        ("--employer", "ostrey dock company"),
        ("--union", "The Guild"),
        ("--kind", "work stoppage"),
        ("--kind", "lab:Strike"),
        ("--status", "Ended"),
        ("--place", "norvale"),
        ("--since", "2031-03-03", "--until", "2031"),
    ],
)
def test_actions_are_chosen(ask, words):
    assert [row["what"] for row in ask("actions", *words)] == ["strike"]


def test_what_does_not_fit_gives_three_and_near_names(kg, yard):
    done = kg("quotes", "--by", "Ilsa Vargas", "--store", yard)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == f"kg: {yard} has no quotes for --by 'Ilsa Vargas'. Did you mean Ilse Varga?\n"
    done = kg("actions", "--employer", "Ostrey Dok Co", "--json", "--store", yard)
    assert (done.returncode, json.loads(done.stdout)) == (3, [])
    assert "Did you mean Ostrey Dock Company" in done.stderr
    done = kg("actions", "--kind", "lokout", "--store", yard)
    assert "for --kind 'lokout'. Did you mean lockout" in done.stderr
    done = kg("quotes", "--about", "wage", "--store", yard)
    assert "Did you mean wages" in done.stderr
    done = kg("quotes", "--by", "Governor", "--store", yard)
    assert "lab:" not in done.stderr
    done = kg("quotes", "--by", "Ben Okell", "--store", yard)
    assert done.stderr.endswith("has no quotes for --by 'Ben Okell'. Leave out an option.\n")
    done = kg("actions", "--status", "zzz", "--store", yard)
    assert done.stderr.endswith("'kg query things' lists names, 'kg ontology' kinds and stages.\n")


def test_a_day_that_is_none_is_wrong_usage(kg, yard):
    for day in ("2031-13", "31-03-04", "2031-3", "2031-02-30", "soon"):
        done = kg("quotes", "--since", day, "--store", yard)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == f"kg: --since {day!r} is no day. Write it as 2019-06-11, 2019-06 or 2019.\n"


def test_stats_count_and_measure(ask, yard):
    found = {(row["what"], row.get("kind", "")): row["value"] for row in ask("stats")}
    size = sum(file.stat().st_size for file in Path(yard).rglob("*") if file.is_file())
    assert found.pop(("size on disk", "")) == size
    assert found == {
        ("stories", ""): 2,
        ("outlets", ""): 2,
        ("days", ""): 2,
        ("first day", ""): "2031-03-04",
        ("last day", ""): "2031-03-10",
        ("people", ""): 3,
        ("unions", ""): 2,
        ("employers", ""): 1,
        ("actions", "rally"): 1,
        ("actions", "strike"): 1,
        ("statements", "direct quotation"): 1,
        ("statements", "indirect quotation"): 3,
        ("statements", "mixed quotation"): 1,
        ("claims", ""): 4,
        ("figures", ""): 2,
        ("doubts", ""): 1,
    }


def test_show_a_person_and_a_strike(kg, yard):
    card = kg("show", "ilse varga", "--store", yard).stdout.splitlines()
    assert card[:2] == ["person: Ilse Varga", "  https://w3id.org/labornews/data/person/ilse-varga"]
    assert "    president, Dockhands Guild" in card
    assert "    2031-03-04 Ostrey Chronicle, Ilse Varga (direct): “We will not go back,” … “Not for this.”" in card
    assert "    2031-03-10 Coast Radio, Ilse Varga (indirect): The strike at Ostrey Dock is over" in card
    strike = kg("show", STRIKE, "--store", yard).stdout
    assert "    2031-03-10 ended (Ilse Varga)\n" in strike
    assert "About 300 (Dockhands Guild); 180 (Ostrey Dock Company)" in strike
    assert "  dispute: Dockhands Guild and Ostrey Dock Company, 2031\n" in strike


def test_show_gives_the_record(ask):
    found = ask("show", "d:person/ilse-varga")
    assert found["ref"]["label"] == "Ilse Varga"
    assert [saying["kind"] for saying in found["said"]["items"]] == ["indirect", "direct"]
    assert ask("show", "d:article/y1")["published"] == "2031-03-04"


def test_of_several_things_none_is_shown(kg, yard, ask):
    done = kg("show", "ben okell", "--store", yard)
    assert done.returncode == 3
    assert [line.split()[-1].rpartition("/")[2] for line in done.stdout.splitlines()[2:]] == [
        "ben-okell--driver",
        "ben-okell--tug-league",
    ]
    assert done.stderr == "kg: 2 things have this name; show one by its IRI.\n"
    assert [ref["kind"] for ref in ask("show", "Ben Okell", code=3)] == ["person", "person"]
    assert "may be the same" in kg("show", "d:person/ben-okell--driver", "--store", yard).stdout
    done = kg("show", "Ilse Vargo", "--store", yard)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.endswith("has nothing of the name 'Ilse Vargo'. Did you mean Ilse Varga?\n")


@pytest.mark.parametrize("words", SHOWN, ids=" ".join)
def test_no_text_of_a_story_steers_a_terminal(kg, nasty_yard, terminal, words):
    plain = kg(*words, "--store", nasty_yard)
    assert plain.returncode == 0
    assert not CONTROL.search(plain.stdout)
    assert words == ("stats",) or "HYPERLINK" in plain.stdout
    done = kg(*words, "--json", "--store", nasty_yard)
    assert done.stdout.isascii()
    assert json.loads(done.stdout)
    code, seen = terminal(*words, "--store", nasty_yard, columns=70)
    assert code == 0
    for steering in (b"\x1b]0", b"\x1b[2J", b"\x07", "\u202e".encode(), b"\xc2\x9b"):
        assert steering not in seen
    assert words == ("stats",) or b"<b>[bold]" in re.sub(rb"\s", b"", seen)


def test_near_names_and_what_is_suggested_steer_nothing(kg, nasty_yard, terminal, monkeypatch):
    done = kg("quotes", "--by", "Odd Ona", "--store", nasty_yard)
    assert (done.returncode, done.stderr.count("\n")) == (3, 1)
    assert not CONTROL.search(done.stderr)
    monkeypatch.setenv("KG_STORE", nasty_yard)
    said = kg().stdout
    assert not CONTROL.search(said)
    assert "HYPERLINK" not in said  # nothing to paste into a shell
    assert "$(" not in said


def test_tables_fit_the_terminal(yard, terminal):
    code, seen = terminal("quotes", "--store", yard, columns=72)
    lines = re.sub(r"\x1b\[[0-9;]*m", "", seen.decode()).splitlines()
    assert code == 0
    assert max(map(len, lines)) <= 72
    assert "Ostrey" in seen.decode()


def test_where_a_table_would_break_words_each_row_is_a_block(yard, terminal):
    code, seen = terminal("actions", "--kind", "strike", "--store", yard, columns=60)
    lines = [line.rstrip() for line in seen.decode().splitlines()]
    assert code == 0
    assert lines[:3] == [f"  action: {STRIKE}", "    kind: strike", "employer: Ostrey Dock Company"]
    assert "  status: ended (Ilse Varga, 2031-03-10)" in lines
    code, seen = terminal("actions", "--kind", "strike", "--store", yard, columns=200)
    text = re.sub(r"\x1b\[[0-9;]*m", "", seen.decode())
    assert re.search(r"^\s*action\s+kind\s+employer\s+union\s+start", text, re.MULTILINE)


def test_show_says_what_a_correction_took_back(desk):
    text = (
        "About 600 people joined a strike at Tarn Mills on Monday, the Weavers Union said.\n\n"
        "Correction: An earlier version of this story said that 600 people joined the strike. About 400 did."
    )
    desk.build({"id": "c1", "published": "2026-06-09", "text": text})
    card = desk.ok("show", "d:article/c1").stdout
    taken = [line for line in card.splitlines() if "(taken back)" in line]
    assert taken
    assert all("600" in line for line in taken)
    assert not any("400" in line for line in taken)
