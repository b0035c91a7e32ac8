"""`kg history`: versions of a story, and what stories said of a thing."""

import csv
import json
from pathlib import Path

import pytest

TEXT = (
    "Some {0} workers walked out at Dorn Mills on Monday, said Ada Moss, president of the Dorn Mill Workers Union. "
    "“The mill must pay,” Moss said."
)


@pytest.fixture
def twice(desk):
    """A story of one address read twice, with another number the second time."""
    for day, number in (("2026-06-02", 400), ("2026-06-03", 500)):
        story = {"url": "https://example.org/dorn", "publisher": "Dorn Gazette", "published": "2026-06-02"}
        desk.build({**story, "modified": day, "text": TEXT.format(number)})
    return desk


def test_a_changed_text_under_one_address_is_a_new_version(twice):
    found = twice.export()
    assert "Some 500 workers walked out at Dorn" in found
    assert "Some 400 workers walked out at Dorn" not in found
    assert "wasRevisionOf" not in found
    ((newer, older),) = twice.rows("SELECT ?n ?o { ?n prov:wasRevisionOf ?o }")
    assert older.startswith(f"{newer}/version/")
    assert len(twice.rows("SELECT ?a { ?a a lab:Article ; schema:url <https://example.org/dorn> }")) == 1


def test_versions_and_what_changed(twice):
    out = twice.ok("history", "https://example.org/dorn").stdout
    assert "  version: 1  2026-06-02  replaced  " in out
    assert "  version: 2  2026-06-03  current  " in out
    assert "  gone: from 1 to 2  statement  Some 400 workers walked out at Dorn Mills on Monday\n" in out
    assert "  new: from 1 to 2  statement  Some 500 workers walked out at Dorn Mills on Monday\n" in out
    assert "must pay" not in out
    rows = list(csv.DictReader(twice.ok("history", "https://example.org/dorn", "--format", "csv").stdout.splitlines()))
    assert [r["state"] for r in rows if r["record"] == "version"] == ["replaced", "current"]
    assert int(rows[1]["triples"].split()[0]) > 100


def test_the_graph_of_an_old_version_can_be_had(twice):
    twice.ok("history", "https://example.org/dorn", "--version", "1", "-o", "first.trig")
    text = Path("first.trig").read_text(encoding="utf-8")
    assert "Some 400 workers" in text
    assert "500" not in text
    ((_, older),) = twice.rows("SELECT ?n ?o { ?n prov:wasRevisionOf ?o }")
    assert f"{older}/graph> {{" in text
    done = twice.kg("history", "https://example.org/dorn", "--version", "3", "-o", "x.ttl")
    assert (done.returncode, Path("x.ttl").exists()) == (3, False)
    assert twice.kg("history", "https://example.org/dorn", "--version", "1").returncode == 2


def test_a_thing_day_by_day(desk):
    desk.decide("same: [article/t1/person/edda-fosse, article/t2/person/edda-fosse]")
    desk.ok("resolve")
    rows = json.loads(desk.ok("history", "edda fosse", "--format", "json").stdout)
    said = [(r["record"], r.get("day"), r.get("outlet"), r.get("words")) for r in rows]
    assert said[0] == ("thing", None, None, None)
    assert said[3:-1] == [
        ("position", "2026-06-09", "Tarn Herald", "leads, Local 9"),
        ("statements", "2026-06-09", "Tarn Herald", "1"),
        ("position", "2026-06-10", "Wick Post", "leads, Local 9"),
    ]
    assert [r["iri"].rpartition("data/")[2] for r in rows if r["record"] == "goes by"] == [
        "article/t1/person/edda-fosse",
        "article/t2/person/edda-fosse",
    ]
    assert rows[-1]["record"] == "decision"
    assert rows[-1]["by"] == "Ada Ruiz"


def test_a_body_by_an_iri_inside_a_story_and_its_doubts(desk):
    out = desk.ok("history", "article/t2/org/tarn-mills").stdout
    assert "  action: 2026-06-10  Wick Post  https://w3id.org/labornews/data/article/t2  Walkout" in out
    out = desk.ok("history", "article/t1/person/edda-fosse").stdout
    assert "  doubt: Edda Fosse <https://w3id.org/labornews/data/article/t2/person/edda-fosse>" in out


def test_what_no_story_speaks_of(desk):
    done = desk.kg("history", "Nobody At All")
    assert done.returncode == 3
    assert done.stderr.startswith("kg: the store has no article and no thing 'Nobody At All'.")
