"""Parts that all frames need: the bounds of a source, the making of an attribution, the ends of a stretch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.annotate.speech.acts import Act
from kg.annotate.speech.cues import Verb, particle
from kg.annotate.speech.regions import View, loose
from kg.annotate.speech.sources import Subject
from kg.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Token


DENIALS = {"deny", "dispute", "reject"}


def bounds(v: View, i: int) -> tuple[int, int]:
    """The tokens between which a source may stand: no further than the nearest quotations."""
    floor = max((r[1] + 1 for r in v.ranges if r[1] < i and v.fronted(r)), default=v.first)
    ceiling = min((r[0] - 1 for r in v.ranges if r[0] > i and r[2].speech), default=v.last)
    return floor, ceiling


def make(v: View, token: Token, verb: Verb, who: Subject | None, content: list[tuple[int, int]], rule: str) -> Act:
    """An attribution of the parts found."""
    draft = v.draft
    extra = particle(token, verb.particle) if verb.particle else None
    cue = Span(token.idx, token.idx + len(token))
    if extra is not None and extra.i == token.i + 1 and not verb.inside:
        cue = Span(token.idx, extra.idx + len(extra))
    spans = [draft.span(a, b) for a, b in content if b >= a]
    source = who.span(draft) if who is not None else None
    lemma = f"{verb.lemma} {verb.particle}" if verb.particle and not verb.inside else verb.lemma
    act = Act(token.idx, lemma, cue, source, spans, rule=rule, verb=token)
    act.zone = _zone(v, token, who, content)
    return act


def _zone(v: View, token: Token, who: Subject | None, content: list[tuple[int, int]]) -> list[Span]:
    """The words of the unit around the cue that are neither content nor another attribution's."""
    taken = {i for a, b in content for i in range(a, b + 1)}
    others = set(v.cues) - {token.i}
    spans: list[Span] = []
    run: list[int] = []
    for i in range(v.first, v.last + 2):
        free = i <= v.last and i not in taken and i not in others and i not in v.held
        if free:
            run.append(i)
        elif run:
            spans.append(v.draft.span(run[0], run[-1]))
            run = []
    return spans


def clean(v: View, start: int, end: int) -> int:
    while end > start and v.closing(end) is None and v.around(end) is None and loose(v.token(end)):
        if v.token(end).text.endswith(".") and len(v.token(end).text) > 1:
            break
        end -= 1
    held = v.around(end)
    return held[1] if held else end


def antecedent(v: View, pronoun: int) -> int:
    """First token of the noun phrase that a relative pronoun stands for."""
    if v.token(pronoun - 1).lower_ == "of":
        # "some of whom, according to X, earn less": the relative clause alone
        comma = next((j for j in range(pronoun - 2, max(v.first, pronoun - 6), -1) if v.token(j).text == ","), None)
        return comma + 1 if comma is not None else v.first
    head = v.token(pronoun - 1)
    for j in range(pronoun - 1, max(v.first, pronoun - 6) - 1, -1):
        if v.token(j).pos_ in ("NOUN", "PROPN"):
            head = v.token(j)
            break
    return max(head.left_edge.i, v.first)


def pointing(v: View, i: int) -> bool:
    """Whether the token points back by itself: "denied that, saying", "rejects this", "disputed that on Friday"."""
    if i >= v.last or v.token(i).lower_ not in ("that", "this"):
        return False
    after = v.token(i + 1)
    if after.text == ",":
        return i + 2 <= v.last and (v.token(i + 2).tag_ == "VBG" or v.token(i + 2).pos_ == "CCONJ")
    return after.is_punct or after.pos_ in ("ADP", "ADV", "CCONJ") or v.timed(i + 1) is not None
