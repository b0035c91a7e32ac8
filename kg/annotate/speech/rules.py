"""What the rules read as attributions: layouts, frames of cues, quotations without a cue."""

from __future__ import annotations

from itertools import pairwise

from kg.annotate.base import Annotator, Draft
from kg.annotate.speech import frames, layouts, nested, owned, verbless
from kg.annotate.speech.acts import Act
from kg.annotate.speech.regions import view
from kg.annotate.speech.units import units


def run(draft: Draft) -> None:
    """Fill `draft.acts`, and `draft.inner` inside quotations; add speakers that only a layout names."""
    lines = layouts.transcript(draft)
    covered = [s for a in lines for s in a.content]
    acts: list[Act] = [*lines, *layouts.dashed(draft), *layouts.headline(draft)]
    for unit in units(draft):
        v = view(draft, unit)
        at = draft.doc[unit.first].idx
        if any(s.start <= at < s.end for s in covered) or any(a.zone and a.zone[0].start == at for a in lines):
            continue
        found = [a for i in v.cues if (a := frames.attribution(v, i)) is not None]
        found += verbless.read(v)
        acts += [a for a in found if a.content]
    _apart(draft, acts)
    cued = [s for a in acts for s in a.content]
    acts += [a for a in owned.read(draft) if not any(s.overlaps(a.content[0]) for s in cued)]
    draft.acts, draft.inner = _distinct(acts), nested.read(draft)


def _apart(draft: Draft, acts: list[Act]) -> None:
    """Give a quotation between two attributions to one: to the second (“A,” said Ann Roy, “b,” said Bo Li), but to the
    first where "he" or "she" goes on (“A,” Ann Roy said, “b,” she added, “c”)."""
    for first, later in pairwise(sorted(acts, key=lambda a: a.at)):
        if not (first.before and later.before and later.source and len(first.content) > 1):
            continue
        if not later.content[0].overlaps(first.content[-1]):
            continue
        goes_on = draft.words(later.source).lower() in ("he", "she", "they") and len(later.content) > 1
        del (later.content if goes_on else first.content)[0 if goes_on else -1]


def _distinct(acts: list[Act]) -> list[Act]:
    """Without acts that repeat another's content: the one with a cue nearer to it stays."""
    found: list[Act] = []
    for act in sorted(acts, key=lambda a: (a.cue is None, a.at)):
        twin = next((a for a in found if a.content == act.content), None)
        if twin is None:
            found.append(act)
    return found


ANNOTATOR = Annotator(
    "speech.rules",
    needs=("structure", "mentions", "entities"),
    adds=("acts", "inner", "mentions", "entities"),
    run=run,
)
