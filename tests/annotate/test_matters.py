"""What strikes, talks, offers and deals are about: the words of kg/lexicon/matters.yaml, and how far each reaches."""

from __future__ import annotations

import re

import pytest

from kg.annotate.lexicons import load_lexicon
from tests.annotate.test_actions import only, read, values

TALKS = "The Harbor Workers Union struck Calder Freight on Monday. "
DEAL = "The Harbor Workers Union and Calder Freight reached a tentative agreement on Monday. "
ROWS = [(group, row) for group, rows in load_lexicon("matters.yaml").items() for row in rows]


@pytest.mark.parametrize(("group", "row"), ROWS, ids=lambda x: x if isinstance(x, str) else x["example"])
def test_every_row_of_the_lexicon_tells_its_example(group: str, row: dict[str, str]) -> None:
    alone = group in {"ties", "purposes", "causes", "terms"}
    draft = read(row["example"] if alone else TALKS + row["example"], until="disputes")
    assert any(f.predicate == "issue" and f.object == f"i:{row['finds']}" for f in draft.facts)
    if isinstance(row["words"], str):
        assert re.search(row["words"], row["example"], re.IGNORECASE)
    else:
        assert {t.lemma_ for t in draft.doc} & set(row["words"])


@pytest.mark.parametrize(
    ("text", "kind", "issues"),
    [
        (TALKS + "The union has asked for 22% over three years.", "Strike", {"i:pay"}),
        (TALKS + "Calder Freight has offered 9 per cent.", "Proposal", {"i:pay"}),
        (TALKS + "Calder Freight has offered 9 per cent.", "Strike", {"i:pay"}),
        (DEAL + "The tentative agreement would raise wages and set limits on workloads.", "TentativeAgreement",
         {"i:wages", "i:workload"}),
        (DEAL + "The agreement raises wages by 14 percent over three years, caps forced overtime at eight hours a week "
         "and keeps the pension for new hires.", "TentativeAgreement", {"i:wages", "i:overtime", "i:pensions"}),
        (DEAL + "It also keeps pensions, two people said. Pay would rise to $20.", "TentativeAgreement",
         {"i:pensions", "i:pay"}),
        (DEAL + "Nobody spoke. Dues went up. Among the terms: more overtime and paid leave.", "TentativeAgreement",
         {"i:overtime", "i:leave"}),
        ("The Harbor Workers Union will strike Calder Freight on Monday, it said on Tuesday, citing unpaid bonuses.",
         "Strike", {"i:pay"}),
        ("Loaders at Calder Freight will strike on Monday, the Harbor Workers Union said on Tuesday. The union, which "
         "has 90 members there, is asking for paid leave.", "Strike", {"i:leave"}),  # both on the union's word
        (DEAL + "It does not restore pensions.", "TentativeAgreement", set()),
        (TALKS + "Ellery Foods has offered the Bakers Union 9 per cent.", "Strike", set()),  # another dispute
        (TALKS + "The Bakers Union wants safer equipment.", "Strike", set()),
        (TALKS + "Calder Freight said 9 per cent of its loaders took part.", "Strike", set()),
        ("The Harbor Workers Union struck Calder Freight on Sept. 4 over safety, split shifts, and pay.", "Strike",
         {"i:safety", "i:scheduling", "i:pay"}),
        ("The Harbor Workers Union struck Calder Freight over three weeks. Pay was late.", "Strike", set()),
        ("Harbor Workers Union strikes Calder Freight as heat tops 100\n\nThe strike began on Monday.", "Strike",
         {"i:safety"}),
        ("The Harbor Workers Union struck Calder Freight over pay. It also wants safer docks.", "Strike", {"i:pay"}),
        ("The Harbor Workers Union struck Calder Freight after it cut sick days. The union wants higher wages.",
         "Strike", {"i:leave", "i:wages"}),  # the occasion, and what is asked for
        (TALKS + "In 2019 the dispute was over pensions.", "Strike", set()),
        (TALKS + "“It is a dispute over pensions,” an analyst said.", "Strike", set()),  # what others say
        ("Drivers at Calder Freight have refused overtime since Monday, the Harbor Workers Union said.", "Slowdown",
         set()),  # what is refused, not what it is about
        ("Loaders at Calder Freight voted on Monday to reject a contract that would have raised wages.",
         "RatificationVote", set()),
        ("Loaders at Calder Freight voted 40 to 9 to join the Harbor Workers Union.", "RepresentationElection", set()),
    ],
)  # fmt: skip
def test_issues(text: str, kind: str, issues: set[str]) -> None:
    draft = read(text, until="disputes")
    assert values(draft, only(draft, kind), "issue") == issues


def test_what_only_a_speaker_tells_of_demands_is_inferred_and_no_claim_of_his() -> None:
    draft = read(TALKS + "“We asked for a raise and they laughed,” said the union.", until="claims")
    (claim,) = [c for c in draft.claims if c.predicate == "issue" and c.subject == only(draft, "Strike").ref]
    assert (claim.object, claim.statement, claim.confidence) == ("i:wages", None, 0.5)
    assert [draft.words(s) for s in claim.spans] == ["struck", "raise"]


@pytest.mark.parametrize(
    ("talks", "issues"),
    [("The talks are held at the port.", {"i:leave"}), ("The talks resumed on Friday.", set())],
)
def test_talks_that_only_go_on_have_no_matter_of_the_strike(talks: str, issues: set[str]) -> None:
    draft = read(TALKS + "The union wants paid leave. " + talks, until="disputes")
    assert values(draft, only(draft, "Negotiation"), "issue") == issues
