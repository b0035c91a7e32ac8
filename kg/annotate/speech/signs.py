"""Signs, banners and cards: whose words they are, if somebody holds them; and papers that are the story's own.

The holder stands as an owner ("her sign"), an agent ("a sign held by a nurse"), the subject of the verb that has the
sign as its object ("workers held signs"), or as an owner in what hangs on the sign ("a banner in their break room").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.annotate.base import Draft
from kg.annotate.coreference import resolve_source
from kg.annotate.documents import RECEIVED
from kg.annotate.speech.cues import lexicon_of_cues
from kg.model import Ref, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

ONES = {"one", "another", "others"}
SUBJECTS = {"nsubj", "nsubjpass"}


def held(draft: Draft, source: Span) -> tuple[bool, tuple[Ref, ...]]:
    """(whether the source is a sign, who holds it); a sign that nobody is said to hold speaks for no one."""
    root = draft.root(source)
    if root is None:
        return False, ()
    sign: Token | None = None
    if draft.view.lower_lemma[root] in lexicon_of_cues().signs:
        sign = draft.doc[root]
    elif draft.view.lower[root] in ONES and len(draft.tokens(source)) <= 2:
        sign = _before(draft, draft.doc[root])
    if sign is None:
        return False, ()
    holder = _owner(sign) or agent(sign) or _carrier(sign)
    if holder is None or (draft.view.lower[root] in ONES and sign.tag_ == "NN"):  # another sign is somebody else's
        return True, ()
    span = draft.span(holder.left_edge.i, holder.i) if holder.pos_ not in ("PRON", "DET") else _own(holder)
    found, _ = resolve_source(draft, span)
    return True, found


def sign_before(draft: Draft, first: int, cue: Token) -> Token | None:
    """The sign that a cue without a subject speaks of, the last one before it from the token `first` on."""
    names = lexicon_of_cues().signs
    return next((t for t in reversed(draft.doc[first : cue.i]) if t.lemma_.lower() in names and t.pos_ == "NOUN"), None)


def of_the_story(draft: Draft, source: Span) -> bool:
    """Whether the source is an earlier issue or the outlet itself: "last week’s roundup", "this newspaper"."""
    root = draft.root(source)
    if root is None or draft.view.lower_lemma[root] not in lexicon_of_cues().selves:
        return False
    tokens = draft.tokens(source)
    first = tokens[0]
    if first.lower_ in ("this", "our"):
        return True
    dated = any(s.start == first.idx for t in draft.times for s in t.spans)
    return dated and any(t.dep_ == "case" for t in tokens)


def _own(token: Token) -> Span:
    return Span(token.idx, token.idx + len(token))


def _before(draft: Draft, head: Token) -> Token | None:
    """The signs of the sentence before, or of this one, that a "one" or "another" is one of."""
    names = lexicon_of_cues().signs
    place = draft.structure.paragraph_at(head.idx)
    sentences = 0
    for token in reversed(draft.doc[: head.i]):
        if draft.structure.paragraph_at(token.idx) != place or sentences > 2:
            return None
        if draft.structure.quoted(token.idx):
            continue
        sentences += token.text in (".", "!", "?")
        if token.lemma_.lower() in names and token.pos_ == "NOUN":
            return token if token.tag_ == "NNS" or head.lower_ != "one" else None
    return None


def _owner(sign: Token) -> Token | None:
    """Whose it is: "her sign", "a banner hanging in their room"."""
    owner = next((c for c in sign.lefts if c.dep_ == "poss"), None)
    return owner or next((t for t in sign.subtree if t.i > sign.i and t.tag_ == "PRP$"), None)


def agent(sign: Token) -> Token | None:
    """Who is said to hold it: "a sign held by a nurse"."""
    for child in sign.rights:
        if child.dep_ in ("acl", "relcl") and child.lemma_ not in RECEIVED:
            for by in child.rights:
                if by.lower_ in ("by", "from"):
                    return next((c for c in by.rights if c.dep_ == "pobj"), None)
    return None


def _carrier(sign: Token) -> Token | None:
    """The subject of the verb that the sign is an object of: "workers held signs", "teachers marched with signs"."""
    verb = sign.head
    if sign.dep_ == "pobj" and verb.lower_ in ("with", "under", "behind"):
        verb = verb.head
    elif sign.dep_ not in ("dobj", "conj"):
        return None
    while verb.dep_ == "conj" and verb.pos_ in ("VERB", "NOUN") and not any(c.dep_ in SUBJECTS for c in verb.lefts):
        verb = verb.head
    if verb.pos_ == "NOUN":
        return verb if sign.head.dep_ == "prep" or verb is not sign.head else None
    found = next((c for c in verb.lefts if c.dep_ in SUBJECTS), None)
    if found is None and verb.dep_ in ("acl", "advcl") and verb.head.pos_ in ("NOUN", "PROPN"):
        return verb.head
    return found
