"""Every entry of the cue, document and layout lexicons finds its own example."""

from __future__ import annotations

import re

import pytest
import yaml
from stories import read

from kg.annotate.base import Draft
from kg.annotate.speech.languages import language
from kg.annotate.structure import line_kind
from kg.paths import lexicon

CUES = yaml.safe_load(lexicon("cues.yaml").read_text(encoding="utf-8"))
PARTS = ("verbs", "nouns", "phrases", "signs", "selves", "labels", "gestures", "messages", "asides")
ENTRIES = [e for part in PARTS for e in CUES[part]]
PAPERS = yaml.safe_load(lexicon("documents.yaml").read_text(encoding="utf-8"))
LINES = yaml.safe_load(lexicon("layout.yaml").read_text(encoding="utf-8"))


def words(text: str) -> str:
    return " ".join(re.findall(r"[\w’'$]+", text))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e["example"][:40])
def test_cue_finds_its_example(entry):
    example = entry["example"]
    wanted = words(example[example.index("[") + 1 : example.index("]")])
    draft: Draft = read(example.replace("[", "").replace("]", ""))
    assert wanted in [words(" ".join(draft.words(c) for c in s.content)) for s in draft.statements]


@pytest.mark.parametrize("entry", PAPERS, ids=lambda e: e["noun"])
def test_document_finds_its_example(entry):
    example = entry["example"]
    draft = read(example if example[0].isupper() else f"Pell cited {example}.")
    assert entry["genre"] in [d.genre for d in draft.documents]


@pytest.mark.parametrize("entry", LINES, ids=lambda e: e["example"][:30])
def test_line_finds_its_example(entry):
    assert line_kind(entry["example"]) == entry["kind"]


LANGUAGES = yaml.safe_load(lexicon("languages.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("entry", LANGUAGES, ids=lambda e: e["lang"])
def test_language_knows_its_example(entry):
    assert language(entry["example"]) == (None if entry["lang"] == "en" else entry["lang"])
