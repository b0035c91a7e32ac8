"""What is made from the ontology is up to date and closed."""

import pytest

from kg import generate
from kg.vocab import ISS, LAB


def test_generated_files_are_up_to_date():
    stale = [path.name for path, text in generate.files().items() if path.read_text(encoding="utf-8") != text]
    assert stale == [], "run 'make generated'"


def test_vocabulary_is_closed():
    assert str(LAB.Strike) == "https://w3id.org/labornews/def#Strike"
    assert str(ISS["wait-times"]) == "https://w3id.org/labornews/issue/wait-times"
    with pytest.raises(AttributeError):
        LAB.Strikes  # noqa: B018
