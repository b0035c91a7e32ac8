"""What strikes, talks and deals are about, as far as offers and terms tell it."""

from __future__ import annotations

import pytest

from tests.annotate.test_actions import only, read, values

TALKS = "The Harbor Workers Union struck Calder Freight on Monday. "


@pytest.mark.parametrize(
    ("text", "kind", "issues"),
    [
        (TALKS + "The union has asked for 22% over three years.", "Strike", {"i:pay"}),
        (TALKS + "Calder Freight has offered 9 per cent.", "Proposal", {"i:pay"}),
        (TALKS + "Calder Freight has offered 9 per cent.", "Strike", {"i:pay"}),
        (
            "The Harbor Workers Union and Calder Freight reached a tentative agreement on Monday. "
            "The tentative agreement would raise wages and set limits on workloads.",
            "TentativeAgreement",
            {"i:wages", "i:workload"},
        ),
        (TALKS + "Ellery Foods has offered the Bakers Union 9 per cent.", "Strike", set()),  # another dispute
        (TALKS + "Calder Freight said 9 per cent of its loaders took part.", "Strike", set()),
    ],
)
def test_issues(text: str, kind: str, issues: set[str]) -> None:
    draft = read(text)
    assert values(draft, only(draft, kind), "issue") == issues
