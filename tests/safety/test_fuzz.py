"""Any input at all, on every layer that meets what others wrote: refused in words, or right."""

import importlib.util
import sys
from pathlib import Path

import pytest

FILE = Path(__file__).parents[2] / "benchmarks" / "fuzz.py"
SPEC = importlib.util.spec_from_file_location("fuzz", FILE)
FUZZ = importlib.util.module_from_spec(SPEC)
sys.modules["fuzz"] = FUZZ
SPEC.loader.exec_module(FUZZ)

FEW = {"story": 12, "order of stories": 3, "search": 30}


@pytest.mark.parametrize("name", FUZZ.LAYERS)
def test_any_input_is_refused_in_words_or_right(name):
    count, refused = FUZZ.tried(name, FEW.get(name, 40))
    assert count >= FEW.get(name, 40)
    # A layer that refused everything would have been tried on nothing.
    assert refused < (count // 2 if name in ("Turtle", "TriG", "JSON-LD", "RDF/XML") else count)


@pytest.mark.parametrize("text", ["", "\ud800", "\udfff Nurses walked out at Sorrel Hospital, said Bram Oake.\ud800"])
def test_no_text_and_half_a_surrogate_pair_cost_no_story(text):
    FUZZ.line(text)
