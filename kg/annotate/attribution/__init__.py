"""Attribution by a learned tagger: which words are a cue, whose words or thoughts they mark, and which those are.

It knows nothing of entities; `kg.annotate.speech` joins what it finds with the quotations and layouts of the rules.
"""

from __future__ import annotations

from kg.annotate.attribution.tagger import load
from kg.annotate.base import Annotator, Draft


def run(draft: Draft) -> None:
    """Fill `draft.attributions`."""
    draft.attributions = load().find(draft.text)


ANNOTATOR = Annotator("attribution", needs=(), adds=("attributions",), run=run)
