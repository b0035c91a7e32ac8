"""Quotation attribution: who said what, in which words.

The method is that of rule systems for news: cue verbs with their complements by dependency parse (Pareti et al. 2013,
"Automatically Detecting and Attributing Indirect Quotations"), patterns of punctuation around quotations, and the
joining of quotations that run on. Quotation marks are read first (kg.annotate.structure.quotemarks), so that a parse
that goes wrong inside a quotation cannot move its borders.
"""

from __future__ import annotations

from dataclasses import replace

from kg.annotate.base import Annotator, Draft
from kg.annotate.speech import firstperson, tagged
from kg.annotate.speech.acts import Act
from kg.annotate.speech.build import statement
from kg.annotate.speech.context import settle
from kg.annotate.speech.joining import join
from kg.model import Statement


def run(draft: Draft) -> None:
    """Fill `draft.statements` and `draft.thoughts`; add first-person mentions."""
    acts, inner, thoughts = tagged.merge(draft, draft.acts, draft.inner)
    acts = join(draft, acts) + inner
    keys: set[str] = set()
    for act in sorted(acts, key=lambda a: (a.content[0].start, a.at)):
        made = statement(draft, act)
        if made is None or made.key in keys:
            continue
        keys.add(made.key)
        draft.statements.append(made)
    draft.thoughts = [t for act in thoughts if (t := _thought(draft, act)) is not None]
    settle(draft)
    for made in draft.statements:
        draft.mentions.extend(firstperson.mentions(draft, made))


def _thought(draft: Draft, act: Act) -> Statement | None:
    """The thought of an attribution; it makes nobody an entity who is none without it."""
    known, mentions = set(draft.entities), len(draft.mentions)
    made = statement(draft, act)
    if made is not None and not set(made.speakers) <= known:
        made = replace(made, speakers=tuple(r for r in made.speakers if r in known))
    if new := draft.entities.keys() - known:
        for ref in new:
            del draft.entities[ref]
        draft.mentions[mentions:] = [m for m in draft.mentions[mentions:] if m.target not in new]
    return made


ANNOTATOR = Annotator(
    "speech",
    needs=("structure", "acts", "inner", "times", "mentions", "entities", "positions", "documents"),
    adds=("statements", "thoughts", "mentions", "entities", "documents"),
    run=run,
)
