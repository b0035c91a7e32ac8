"""`kg report balance` on stories that are built into a store."""

from __future__ import annotations

import csv
import io
import json

import pytest
from pyoxigraph import NamedNode, Quad

from kg.prefixes import PREFIXES
from kg.store import open_store

WIRE = """Nurses at Alder Hospital went on strike Monday, the Alder Nurses Union said.

"We have waited two years," said Rosa Lind, president of the Alder Nurses Union. "We can wait a third," she said.

Tom Beck, a spokesman for Alder Hospital, called the strike "a mistake" and said all wards were open on Monday night.

Ida Roth, a nurse at Alder Hospital, said she was tired after eleven years of night shifts on the third floor.

The two sides meet again on Thursday at the county courthouse, where a judge has set aside a room for the talks.
"""
OWN = "\nGov. Ann Hale said she would not send in troopers to open the road to the hospital.\n"
PLANT = """Workers at Corbin Steel walked out on Tuesday, said the Foundry Workers Union.

Lee Park, the manager of Corbin Steel, said the furnaces were cold.
"""
STORIES = (
    {"id": "one", "title": "Nurses strike", "publisher": "=Courier", "published": "2024-03-05", "text": WIRE},
    {"id": "two", "title": "Nurses strike", "publisher": "Herald", "published": "2024-03-06", "text": WIRE + OWN},
    {"id": "three", "title": "Steel", "publisher": "Herald", "published": "2024-04-03", "text": PLANT},
)


@pytest.fixture(scope="module")
def told(kg):
    """Exit status, output and messages of `kg` with these words and a store."""

    def run(*words, store):
        done = kg(*words, "--store", store)
        return done.returncode, done.stdout, done.stderr

    return run


@pytest.fixture(scope="module")
def store(tmp_path_factory, told):
    folder = tmp_path_factory.mktemp("report")
    lines = "".join(json.dumps(story) + "\n" for story in STORIES)
    (folder / "stories.jsonl").write_text(lines, encoding="utf-8")
    code, _, err = told("build", folder / "stories.jsonl", "-q", "--fast", store=folder / "labor.kg")
    assert (code, err) == (0, "")
    return folder / "labor.kg"


def counted(told, store, *by):
    words = [word for name in by for word in ("--by", name)]
    code, out, err = told("report", "balance", *words, "--format", "csv", store=store)
    assert (code, err) == (0, "")
    return list(csv.DictReader(io.StringIO(out)))


def some(rows, *columns):
    return [tuple(row[column] for column in columns) for row in rows]


def test_a_copy_counts_with_its_own_sentences(told, store):
    rows = counted(told, store, "outlet", "month")
    columns = ("outlet", "month", "statements", "union", "employer", "government", "worker", "none")
    assert some(rows, *columns) == [
        ("'=Courier", "2024-03", "6", "3", "2", "0", "1", "0"),
        ("Herald", "2024-03", "1", "0", "0", "1", "0", "0"),
        ("Herald", "2024-04", "2", "1", "1", "0", "0", "0"),
    ]


def test_by_side(told, store):
    rows = counted(told, store, "side")
    assert some(rows, "side", "statements", "direct", "women", "men", "speakers") == [
        ("union", "4", "2", "2", "0", "3"),
        ("employer", "3", "0", "0", "2", "2"),
        ("government", "1", "0", "1", "0", "1"),
        ("worker", "1", "0", "1", "0", "1"),
    ]


def test_by_dispute(told, store):
    assert some(counted(told, store, "dispute"), "dispute", "statements") == [
        ("Alder Nurses Union and Alder Hospital, 2024", "6"),
        ("Foundry Workers Union and Corbin Steel, 2024", "2"),
        ("no dispute", "1"),
    ]


def test_outlet_dispute_and_month_are_told_apart_by_default(told, store):
    code, out, err = told("report", "balance", store=store)
    assert (code, err) == (0, "")
    assert out.split()[:4] == ["outlet", "dispute", "month", "statements"]


def test_json_and_files(told, store, tmp_path):
    assert told("report", "balance", "--by", "month", "-o", tmp_path / "a.json", store=store) == (0, "", "")
    found = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert [b["statements"]["value"] for b in found["results"]["bindings"]] == ["7", "2"]
    for name, first in (("a.png", b"\x89PNG"), ("a.svg", b"<?xml"), ("a.pdf", b"%PDF")):
        assert told("report", "balance", "--by", "outlet", "-o", tmp_path / name, store=store) == (0, "", "")
        once = (tmp_path / name).read_bytes()
        assert once.startswith(first)
        told("report", "balance", "--by", "outlet", "-o", tmp_path / name, store=store)
        assert (tmp_path / name).read_bytes() == once


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("-o", "a.xlsx"), 1, "kg: the name a.xlsx tells no format; give one that ends in csv, json, png, svg, pdf.\n"),
        (
            ("--by", "side", "--by", "side"),
            2,
            "kg: --by names the same twice. It can be outlet, dispute, month, side.\n",
        ),
    ],
)
def test_what_goes_wrong_is_told(told, store, words, code, message):
    assert told("report", "balance", *words, store=store) == (code, "", message)


def test_a_store_without_statements(told, tmp_path):
    place = tmp_path / "empty.kg"
    with open_store(place, write=True, create=True) as opened:
        opened.put("urn:g", [Quad(NamedNode("urn:s"), NamedNode(PREFIXES["lab"] + "about"), NamedNode("urn:o"))])
    message = f"kg: {place} holds no statements to count; build stories that quote somebody.\n"
    assert told("report", "balance", store=place) == (3, "", message)
