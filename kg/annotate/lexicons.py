"""Reading the word lists of kg/lexicon."""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml

from kg.paths import lexicon

# The parser in C reads the lists many times as fast; it is not built everywhere.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def load_lexicon(name: str) -> Any:
    """What a YAML file of kg/lexicon holds, such as "cues.yaml"; read once, not to be changed."""
    with lexicon(name).open(encoding="utf-8") as file:
        return yaml.load(file, Loader=LOADER)
