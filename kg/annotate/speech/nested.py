"""Quotations inside quotations: “The foreman said to me, ‘Go home.’”"""

from __future__ import annotations

from kg.annotate.base import Draft
from kg.annotate.speech.acts import Act
from kg.annotate.speech.cues import unreal, verb_at
from kg.annotate.speech.sources import subject
from kg.model import Span


def read(draft: Draft) -> list[Act]:
    """An attribution for each inner quotation that has a cue and a source of its own."""
    found: list[Act] = []
    for quote in draft.structure.quotes:
        if quote.depth != 1 or not quote.speech:
            continue
        outer = next((q for q in draft.structure.quotes if q.depth == 0 and q.outer.holds(quote.outer)), None)
        tokens = draft.tokens(quote.outer)
        if outer is None or not len(tokens):
            continue
        first = draft.tokens(outer.inner).start
        for i in range(tokens.start - 1, max(first, tokens.start - 6) - 1, -1):
            token = draft.doc[i]
            if token.text in (".", "!", "?"):
                break
            verb = verb_at(token)
            if verb is None or not verb.frames & {"clause", "tell"} or unreal(token):
                continue
            who = subject(token, first, tokens.start - 1)
            if who is None or who.head.lower_ in ("it", "that", "which"):
                break
            cue = Span(token.idx, token.idx + len(token))
            act = Act(token.idx, verb.lemma, cue, who.span(draft), [quote.outer], rule="inner-quotation", verb=token)
            act.confidence = 0.8
            found.append(act)
            break
    return found
