"""A damaged database is told of, and made anew from what was read."""

from pathlib import Path

import pytest


def spoil(folder):
    """Overwrites the middle of each file of the database."""
    for path in Path(folder, "data").iterdir():
        raw = path.read_bytes()
        path.write_bytes(raw[: len(raw) // 3] + b"\xff" * (len(raw) // 3) + raw[2 * len(raw) // 3 :])


def test_a_damaged_database_is_made_anew_without_stories(desk):
    before = desk.export()
    spoil("labor.kg")
    told = desk.kg("query", "-e", "ASK { ?s ?p ?o }")
    assert told.returncode == 1
    assert "'kg resolve --rebuild' makes it anew" in told.stderr
    assert "Traceback" not in told.stderr
    desk.ok("resolve", "--rebuild")
    assert desk.export() == before
    assert sorted(p.name for p in Path("labor.kg").iterdir() if "data" in p.name) == ["data"]


def test_a_sound_store_can_be_made_anew_too(desk):
    before = desk.export()
    desk.ok("resolve", "--rebuild")
    assert desk.export() == before


@pytest.mark.parametrize("where", [0.0, 0.5])
def test_nothing_is_taken_away_while_the_readings_are_damaged(desk, where):
    path = Path("labor.kg/readings.sqlite")
    raw = path.read_bytes()
    at = int(len(raw) * where)
    path.write_bytes(raw[:at] + b"\0" * 8000 + raw[at + 8000 :])
    data = {p.name: p.read_bytes() for p in Path("labor.kg/data").iterdir()}
    told = desk.kg("resolve", "--rebuild")
    assert told.returncode == 1
    assert "readings of the store" in told.stderr
    assert {p.name: p.read_bytes() for p in Path("labor.kg/data").iterdir()} == data
