"""Is it English? The annotators know no other language."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from kg.errors import InputError

# Below this many letters a guess is worth nothing: quotes and names alone may look foreign.
LEAST = 200
SAMPLE = 4000


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def check_english(text: str, name: str) -> None:
    """Refuses a text that is surely not English.

    Raises:
        InputError: naming the language that it seems to be.
    """
    letters = re.sub(r"https?://\S+|[\W\d_]+", " ", text[: SAMPLE * 2])[:SAMPLE]
    if len(letters.replace(" ", "")) < LEAST:
        return
    language, sure = _identifier().classify(letters)
    if language != "en" and sure > 0.95:
        raise InputError(
            f"{name}: seems to be in the language {language!r}, not in English.",
            "Only English stories are read; leave it out or translate it.",
        )
