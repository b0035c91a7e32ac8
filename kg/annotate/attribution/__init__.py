"""Attribution by a learned tagger: which words are a cue, whose words or thoughts they mark, and which those are.

It knows nothing of entities; `kg.annotate.speech` joins what it finds with the quotations and layouts of the rules.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from kg.annotate.attribution.tagger import MODEL, load
from kg.annotate.base import Annotator, Draft
from kg.model import Span

__all__ = ["LEARNED", "MODEL", "load", "with_model"]

LEARNED = "attribution"


def with_model(folder: Path) -> Annotator:
    """The step that fills `draft.attributions` and `draft.leads` by the model of a folder.

    Raises:
        ModelError: a file of the model is missing or broken.
    """
    tagger = load(folder)

    def run(draft: Draft) -> None:
        draft.leads = tagger.leads
        draft.attributions = tagger.find(draft.text, partial(_settled, draft))

    return Annotator(LEARNED, needs=("acts",), adds=("attributions", "leads"), run=run)


def _settled(draft: Draft, cue: Span) -> bool:
    """Whether it is known without a second look what comes of a cue: it stands in what a correction note takes back;
    or, where the model does not lead, the rules have read it, or it stands inside a quotation, which is left to them
    (`kg.annotate.speech.tagged`)."""
    kept = draft.memo.get("corrections.open")
    if kept is not None and any(n.span.holds(cue) for n in draft.notes):
        return not any(s.holds(cue) for s in kept)
    if draft.leads:
        return False
    read = (a for a in draft.acts if a.cue is not None and a.cue.overlaps(cue))
    return draft.structure.quoted(cue.start) or any(a.source or a.speakers or a.open for a in read)
