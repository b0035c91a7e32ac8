"""Credentials belong to the person; accounts and web addresses are recorded with their offsets and are no names."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode

from kg.annotate import annotate
from kg.graph import build, check
from kg.link import link
from kg.model import Article, Extraction
from kg.prefixes import PREFIXES

STORY = (
    "PORTLAND, Ore. — Nurses at Corvane Health walked out Monday. “We are tired,” said Dana Pruitt, RN, M.S.N., "
    "a union steward. Dr. Lou Hale, Psy.D., disagreed with @corvane_nurses. "
    "Details: https://corvane.example/strike?a=1 (or www.corvane.example). Write to press@corvane.example."
)


def read(text: str) -> Extraction:
    (found,) = annotate([Article(text, published="2026-06-11")], model=None)
    assert isinstance(found, Extraction)
    return found


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Valerie Okon, M.S., R.N., said yes.", ("M.S.", "R.N.")),
        ("The steward is Dana Pruitt, RN.", ("RN",)),
        ("The steward is Dana Pruitt RN and she agreed.", ("RN",)),
        ("Dana Pruitt, Ed.D., LMFT, spoke. Later Dana Pruitt, Ed.D., left.", ("Ed.D.", "LMFT")),
        ("Dana Pruitt, a nurse, said yes.", ()),
        ("Dana Pruitt, UAW president, said yes.", ()),
    ],
)
def test_credentials(text: str, wanted: tuple[str, ...]) -> None:
    (person,) = (e for e in read(text).entities if e.kind == "Person")
    assert person.credentials == wanted
    assert person.name in ("Valerie Okon", "Dana Pruitt")


def test_addresses_are_recorded_and_are_no_names() -> None:
    found = read(STORY)
    assert [(a.kind, a.span.of(STORY)) for a in found.addresses] == [
        ("account", "@corvane_nurses"),
        ("page", "https://corvane.example/strike?a=1"),
        ("page", "www.corvane.example"),
    ]
    assert {e.name for e in found.entities if e.named and e.kind != "Collective"} == {
        "Portland", "Oregon", "Corvane Health", "Dana Pruitt", "Lou Hale",
    }  # fmt: skip
    assert not any(a.span.overlaps(m.span) for a in found.addresses for m in found.mentions)


def test_in_the_graph() -> None:
    quads = build(link(read(STORY)))
    assert check(quads).conforms

    def rows(prop: str) -> set[tuple[str, str]]:
        prefix, _, local = prop.partition(":")
        wanted = NamedNode(PREFIXES[prefix] + local)
        return {(q.subject.value.rsplit("/", 1)[1], q.object.value) for q in quads if q.predicate == wanted}

    assert {value for _, value in rows("schema:honorificSuffix")} == {"RN", "M.S.N.", "Psy.D."}
    at = STORY.index("@corvane")
    assert rows("foaf:accountName") == {(f"account-{at}-{at + 15}", "corvane_nurses")}
    page = STORY.index("https")
    assert (f"page-{page}-{page + 34}", "https://corvane.example/strike?a=1") in rows("schema:url")
    assert len(rows("schema:url")) == 1  # an address without http stays as printed
