"""Notes of later stories about earlier ones."""

from __future__ import annotations

from typing import Any

import pytest

from kg.link.cards import StoryCard
from kg.link.corrections import corrected

TITLE = "Drivers walk out at Ketter Freight"
EARLIER = StoryCard("d:a", "2024-03-05", "The Marlow Ledger", title=TITLE)


def later(words: str, **more: Any) -> StoryCard:
    note = ("d:b/note-0-9", words, ("400",))
    return StoryCard("d:b", **{"published": "2024-03-06", "publisher": "Marlow Ledger", "corrects": (note,), **more})


def taken(*stories: StoryCard, **addresses: str) -> Any:
    return corrected({s.iri: s for s in stories}, {f"d:{name}": a for name, a in addresses.items()})


@pytest.mark.parametrize(
    ("words", "addresses"),
    [
        (f"A story on Tuesday (“{TITLE}”) misstated the number. It was 140, not 400.", {}),
        (f'A story on Tuesday, "{TITLE.upper()}," misstated the number. It was 140, not 400.', {}),
        ("A story (https://ledger.example/a) misstated the number: 140, not 400.", {"a": "https://ledger.example/a"}),
    ],
)
def test_a_story_is_known_by_its_headline_or_address(words: str, addresses: dict[str, str]) -> None:
    ledger = later(words, publisher="The Marlow Ledger")
    ((note, wrong, about),) = taken(EARLIER, ledger, **addresses)["d:a"]
    assert (note, wrong) == ("d:b/note-0-9", ("400",))
    assert TITLE.lower() not in about.lower()
    assert "140, not 400" in about


@pytest.mark.parametrize(
    "other",
    [
        {"publisher": "The Tarn Herald"},
        {"published": "2024-03-04", "publisher": "The Marlow Ledger"},
        {"publisher": "The Marlow Ledger", "corrects": ()},
        {"publisher": "The Marlow Ledger", "corrects": (("n", "A story, “Drivers walk out,” was wrong.", ("400",)),)},
    ],
)
def test_other_papers_later_stories_and_other_headlines_are_left_alone(other: dict[str, Any]) -> None:
    words = f"A story on Tuesday (“{TITLE}”) misstated the number. It was 140, not 400."
    assert taken(EARLIER, later(words, **other)) == {}


def test_a_note_about_its_own_story_takes_nothing_back_elsewhere() -> None:
    assert taken(later(f"This article, “{TITLE}”, was amended.", title=TITLE)) == {}
