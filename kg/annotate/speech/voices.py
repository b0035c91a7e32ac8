"""Who else can be speaking when a quotation without an attribution follows one that has one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.annotate.base import Draft, Quote
from kg.annotate.speech.acts import Act
from kg.annotate.speech.resolve import MUTE, speakers
from kg.annotate.speech.sources import phrase
from kg.model import Ref, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = ("nsubj", "nsubjpass")
RECEIVING = {"get", "receive"}
TOWARDS = {"to", "at", "with", "against", "for"}


def others(draft: Draft, act: Act, between: Span) -> tuple[Ref, ...]:
    """The people named between an attribution and a quotation who may speak in it.

    In one paragraph that is the subject of the last sentence between (“...,” said Ann Roy. Bo Li nodded. “...”),
    unless that sentence goes on with "he" or "she". A quotation in the next paragraph may also be an answer, by whoever
    is told the first one or acts while it is said.
    """
    taken = act.source.end if act.source is not None else between.start
    mine = set(act.speakers or (speakers(draft, act.source)[0] if act.source is not None and not act.open else ()))
    home = draft.sentence(act.at).end_char
    answers = "\n" in draft.words(between)
    found: list[Ref] = []
    for token in draft.tokens(Span(min(taken, between.end), between.end)):
        part = token.head if token.dep_ == "appos" else token  # "Her colleague Bo Li nodded"
        subject = part.dep_ in SUBJECTS and part.head.dep_ == "ROOT" and token.idx >= home
        if subject and token.lower_ in ("he", "she", "they"):
            return ()
        if subject or (answers and act.verb is not None and _beside(part, act.verb)):
            named = draft.target_of(Span(token.idx, token.idx + len(token)))
            entity = draft.entities.get(named.target or "") if named is not None and named.kind == "name" else None
            if entity is not None and entity.kind == "Person" and entity.ref not in mine:
                found = [entity.ref] if subject else [*found, entity.ref]
    return tuple(dict.fromkeys(found))


def _beside(token: Token, cue: Token) -> bool:
    """Whether somebody is told the words of a cue ("told Ann Roy"), or acts while they are said ("as Bo Li left")."""
    clause = token.head
    acts = token.dep_ in SUBJECTS and clause.dep_ == "advcl" and clause.head.i == cue.i
    return acts or (token.dep_ in ("dobj", "dative") and clause.i == cue.i)


def asked(draft: Draft, quote: Quote, after: Quote | None) -> bool:
    """Whether a quotation alone in its paragraph is a question that the next one, as bare as it, answers."""
    whole = draft.structure.paragraphs[quote.paragraph]
    follows = after is not None and after.paragraph == quote.paragraph + 1 and not after.continues
    alone = quote.outer == whole and draft.words(quote.inner)[-1] == "?"
    return alone and follows and after is not None and after.outer == draft.structure.paragraphs[after.paragraph]


def turned_to(draft: Draft, intro: Span, person: Span) -> list[Span] | None:
    """Whoever the subject of the words before a colon names, where they act on the person: "The nurses booed Ann Roy:
    “...”", "The nurses, led by Ann Roy, were blunt"; nobody where the person only got the words: "Ann Roy got a text:
    “...”". None where the person may speak."""
    root = draft.root(person)
    token = draft.doc[root] if root is not None else None
    subjects = [t for t in draft.tokens(intro) if t.dep_ in SUBJECTS and _main(t.head, intro)]
    if token is None or not subjects:
        return None
    if token.i <= subjects[0].i:
        return [] if token.i == subjects[0].i and token.head.lemma_ in RECEIVING else None
    towards = token.dep_ == "pobj" and (token.head.dep_ == "agent" or token.head.lower_ in TOWARDS)
    if not towards and token.dep_ not in ("dobj", "dative") and token not in subjects:
        return None
    area = draft.span(*phrase(subjects[0], ceiling=token.i - 1))
    named = (m for m in draft.mentions_in(area) if m.target in draft.entities and m.span.end >= subjects[0].idx)
    acting = [m.span for m in named if draft.entities[m.target or ""].kind not in MUTE]
    return acting[-1:] if acting or subjects[0].tag_ == "NNS" else None


def _main(verb: Token, intro: Span) -> bool:
    """Whether a verb is the main one of an introduction; the parser may hang it on the quotation."""
    return verb.dep_ == "ROOT" or not intro.start <= verb.head.idx < intro.end
