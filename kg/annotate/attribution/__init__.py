"""Attribution by a learned tagger: which words are a cue, whose words or thoughts they mark, and which those are.

It knows nothing of entities; `kg.annotate.speech` joins what it finds with the quotations and layouts of the rules.
"""

from __future__ import annotations

from pathlib import Path

from kg.annotate.attribution.tagger import MODEL, load
from kg.annotate.base import Annotator, Draft

__all__ = ["LEARNED", "MODEL", "load", "with_model"]

LEARNED = "attribution"


def with_model(folder: Path) -> Annotator:
    """The step that fills `draft.attributions` and `draft.leads` by the model of a folder.

    Raises:
        ModelError: a file of the model is missing or broken.
    """
    tagger = load(folder)

    def run(draft: Draft) -> None:
        draft.attributions = tagger.find(draft.text)
        draft.leads = tagger.leads

    return Annotator(LEARNED, needs=(), adds=("attributions", "leads"), run=run)
