"""`kg search` as a user types it."""

import json
from pathlib import Path

import pytest

from kg.ids import DATA
from kg.search import FILE


def test_a_hit_shows_what_matched_and_where_it_stands(desk):
    done = desk.ok("search", "win", "--kind", "quote")
    title = "Edda Fosse leads Local 9. Fosse said “We will win.”"
    assert done.stdout.splitlines() == [
        "quote: Edda Fosse: We will «win».",
        f"  {title}, Tarn Herald, 2026-06-09  {DATA}article/t1/statement-38-50",
    ]
    assert done.stderr == "kg: 1 of 1 shown.\n"


def test_a_thing_says_in_how_many_stories_it_is(desk):
    done = desk.ok("search", "fosse", "--limit", "1")
    assert done.stdout.splitlines() == [
        "person: Edda «Fosse» («Fosse»)",
        f"  in 1 story  {DATA}article/t1/person/edda-fosse",
    ]
    assert "kg: by kind: " in done.stderr
    assert "person 2" in done.stderr


def test_a_word_that_no_story_has(desk):
    done = desk.ok("search", "Edda", "Fose", "--kind", "person")
    assert "Edda" in done.stdout
    assert done.stderr == "kg: showing results for Edda fosse: 2 of 2 shown.\n"


NOWHERE = ("xylophone", "zz*", "fosse --outlet Nobody", "fosse --since 2027", "fosse --side x", "win --issue wages")


@pytest.mark.parametrize("words", NOWHERE)
def test_nothing_found_is_exit_3(desk, words):
    done = desk.kg("search", *words.split())
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.endswith("nothing found.\n")


def test_filters(desk):
    stories = [["--outlet", "wick post"], ["--since", "2026-06-10", "--until", "2026-06-10"]]
    for words in stories:
        found = json.loads(desk.ok("search", "fosse", "--kind", "article", "--json", *words).stdout)
        assert [hit["iri"] for hit in found["hits"]] == [f"{DATA}article/t2"]


def test_json_has_offsets_and_counts(desk):
    found = json.loads(desk.ok("search", "win", "--json").stdout)
    assert found["total"] == len(found["hits"]) == sum(found["facets"]["kind"].values()) == 3
    assert found["corrected"] is None
    assert found["facets"]["outlet"] == {"Tarn Herald": 3}
    quote = next(hit for hit in found["hits"] if hit["kind"] == "quote")
    assert [quote["text"][start:end] for start, end in quote["marks"]] == ["win"]
    assert (quote["start"], quote["end"]) == (38, 50)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "Missing argument"),
        (["…"], "no word to search for"),
        (["fosse", "--since", "June"], "'June' is no day"),
        (["fosse", "--kind", "people"], "'people' is not one of"),
        (["a " * 51], "at most 50 words"),
    ],
)
def test_wrong_usage(desk, words, says):
    done = desk.kg("search", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_a_store_of_an_older_kg_is_searched_and_gets_its_index_with_the_next_write(desk):
    file = Path("labor.kg", FILE)
    before = desk.ok("search", "fosse").stdout
    file.unlink()
    assert desk.ok("search", "fosse").stdout == before
    assert not file.exists()
    desk.ok("resolve")
    assert file.exists()
    assert desk.ok("search", "fosse").stdout == before


def test_an_index_behind_its_store_says_so(desk):
    old = Path("labor.kg", FILE).read_bytes()
    desk.build({"id": "t3", "published": "2026-06-12", "text": "Edda Fosse leads Local 9. Fosse said “We have won.”"})
    assert "We have «won»." in desk.ok("search", "won").stdout
    Path("labor.kg", FILE).write_bytes(old)
    done = desk.kg("search", "win")
    assert "«win»" in done.stdout
    assert done.stderr.startswith("kg: the search index is older than the store; 'kg resolve' brings it up to date.\n")
    desk.ok("resolve")
    assert "older than" not in desk.ok("search", "won").stderr


def test_a_taken_back_story_is_not_found(desk):
    desk.ok("retract", "t1", "--why", "a test")
    assert desk.kg("search", "win").returncode == 3


def test_text_of_stories_steers_no_terminal(desk):
    nasty = "Edda Fosse leads Local 9. Fosse said “We will \x1b]0;owned\x07 \x1b[2J prevail \u202ehere.”"
    desk.build({"id": "n1", "published": "2026-06-12", "title": "A \x1b[31mtitle", "text": nasty})
    done = desk.ok("search", "prevail")
    assert "«prevail»" in done.stdout
    for text in (done.stdout, done.stderr):
        assert all(c.isprintable() or c == "\n" for c in text)
    assert json.loads(desk.ok("search", "prevail", "--json").stdout)["total"] > 0
