"""Notes of later stories about earlier ones, which they name by headline or address: what they take back there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from kg.link.cards import StoryCard
from kg.link.names import fold

QUOTED = re.compile(r"[“\"‘]([^”\"]{10,200}?)[.,]?[”\"’]")
ADDRESS = re.compile(r"https?://[^\s<>\"”)]+[\w/]")
# Words of a headline that two stories will hardly share.
LEAST = 3


def corrected(
    stories: Mapping[str, StoryCard], addresses: Mapping[str, str]
) -> dict[str, tuple[tuple[str, tuple[str, ...], str], ...]]:
    """Article -> (IRI of a note in a story of the same paper from the same day or later, wrong words, the note's words
    but for headlines), in their order.

    Args:
        stories: article -> its card; `addresses`: article -> where it stands on the web.
    """
    notes = [(iri, *note) for iri, card in sorted(stories.items()) for note in card.corrects]
    if not notes:
        return {}
    named: dict[str, list[str]] = defaultdict(list)
    for iri, card in stories.items():
        title = fold(card.title or "")
        if len(title.split()) >= LEAST:
            named[title].append(iri)
        if address := addresses.get(iri):
            named[address.rstrip("/")].append(iri)
    found: dict[str, dict[tuple[str, tuple[str, ...], str], None]] = defaultdict(dict)
    for iri, note, words, wrong in notes:
        keys = [*map(fold, QUOTED.findall(words)), *(a.rstrip("/") for a in ADDRESS.findall(words))]
        for other in (o for key in keys for o in named.get(key, ())):
            if other != iri and _of_one_paper(stories[iri], stories[other]):
                found[other][note, wrong, QUOTED.sub("", words)] = None
    return {iri: tuple(sorted(notes)) for iri, notes in found.items()}


def _of_one_paper(later: StoryCard, earlier: StoryCard) -> bool:
    if later.publisher and earlier.publisher and fold(later.publisher) != fold(earlier.publisher):
        return False
    return (later.published or "9")[:10] >= (earlier.published or "")[:10]
