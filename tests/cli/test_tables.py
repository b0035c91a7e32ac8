"""Tables as a terminal shows them."""

from __future__ import annotations

import pytest

from kg.cli.tables import _drawn

NAMES = ["action", "status", "sizes"]
ROW = ["Strike by Teamsters Local 848 at Harlow Drayage, March 2024", "under way (Wire One, 2024-03-05)"]
SIZE = "approximately 1,150 registered nurses (Harlow Drayage)"


@pytest.mark.parametrize("width", [48, 60, 80, 120, 200])
def test_no_cell_is_cut_off_at_the_edge(monkeypatch, width):
    monkeypatch.setenv("COLUMNS", str(width))
    shown = _drawn(NAMES, [[*ROW, SIZE], ["Rally", "ended", ""]])
    assert max(map(len, shown.splitlines())) <= width
    assert all(word in shown for word in (*" ".join(ROW).split(), *SIZE.split()))


def test_columns_are_no_wider_than_their_cells(monkeypatch):
    monkeypatch.setenv("COLUMNS", "120")
    assert _drawn(["what", "value"], [["stories", "21"]]).splitlines()[1] == " what      value "
