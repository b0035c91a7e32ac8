"""The attribution corpus is well formed: marks close, each attribution has a cue and a content, stories differ."""

from pathlib import Path

import pytest

from kg.train.marked import stories

CORPUS = Path(__file__).parents[1] / "corpus" / "attribution"
FILES = sorted(CORPUS.glob("*.txt"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_marks_are_well_formed(path):
    assert [s.identifier for s in stories([path]) if not s.attributions] == []


def test_ids_are_unique_and_stories_differ():
    found = stories([CORPUS])
    assert len({s.identifier for s in found}) == len(found)
    assert len({s.text for s in found}) == len(found)


def test_a_tenth_is_held_back():
    found = stories([CORPUS])
    assert 0.07 < sum(s.held for s in found) / len(found) < 0.13
