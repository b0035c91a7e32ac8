"""Whose mistakes a note corrects: those of the story that it stands in, or of another one of the paper."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from kg.annotate.base import Draft
from kg.annotate.corrections import Part
from kg.corrections import expanded
from kg.model import Span


def own(draft: Draft, parts: list[Part]) -> bool:
    """Whether a note is of the story that it stands in: it does not begin with another, or stands alone."""
    other = [p.sentence for p in parts if elsewhere().match(draft.words(p.sentence))]
    return lone(draft) or all(of_today(draft, s) for s in other)


def of_today(draft: Draft, sentence: Span) -> bool:
    """Whether "in Wednesday's story on the mill strike" is the story, of that day, that has a name of the sentence."""
    day = re.search(r"\b(\w+day)(?:[’']s)?\b", draft.words(sentence))
    try:
        published = date.fromisoformat((draft.article.published or "")[:10])
    except ValueError:
        return False
    notes = [n.span for n in draft.notes]
    named = {m.target for m in draft.mentions_in(sentence) if m.kind == "name" and m.target}
    told = {m.target for m in draft.mentions if not any(n.holds(m.span) for n in notes)}
    return day is not None and day[1] == f"{published:%A}" and not named.isdisjoint(told)


@cache
def elsewhere() -> re.Pattern[str]:
    """ "A story on Tuesday", "In last week's roundup": another story of the paper."""
    return re.compile(expanded(r"{owing}(?:in )?(?!the\b){other}\b"), re.IGNORECASE)


def lone(draft: Draft) -> bool:
    """Whether the text is notes and nothing else, but for a headline."""
    structure = draft.structure
    notes = {n.span for n in draft.notes}
    return not any(p not in notes and p not in structure.skip and p != structure.headline for p in structure.paragraphs)
