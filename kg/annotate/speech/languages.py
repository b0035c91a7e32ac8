"""The language of quoted words that are not English, by their function words (kg/lexicon/languages.yaml)."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from kg.annotate.lexicons import load_lexicon


@cache
def function_words() -> dict[str, frozenset[str]]:
    """Language tag -> its function words, in the order of the lexicon."""
    entries: list[dict[str, Any]] = load_lexicon("languages.yaml")
    return {e["lang"]: frozenset(str(w) for w in e["words"]) for e in entries}


def language(words: str) -> str | None:
    """BCP 47 tag where the words are plainly not English, else None."""
    tokens = re.findall(r"\w+", words.lower())
    counts = {lang: sum(t in known for t in tokens) for lang, known in function_words().items()}
    english = counts.pop("en")
    best = max(counts, key=lambda lang: counts[lang])
    if english or counts[best] < 2 or counts[best] * 6 < len(tokens):
        return None
    return best
