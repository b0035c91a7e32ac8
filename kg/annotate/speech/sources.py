"""Who speaks: the noun phrase of a cue's source, its addressee, and the entities these stand for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.annotate.base import Draft
from kg.annotate.coreference import resolve_source
from kg.annotate.speech.cues import is_passive
from kg.model import Ref, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

RELATIVES = {"who", "which", "that"}
NOMINAL = {"NOUN", "PROPN", "PRON", "NUM", "DET"}
CLAUSES = {"relcl", "acl", "advcl", "ccomp", "parataxis"}


@dataclass(frozen=True, slots=True)
class Subject:
    """The source of a cue: its head word, first and last token; `passive` where it is the hearer, not the speaker."""

    head: Token
    first: int
    last: int
    passive: bool = False

    def span(self, draft: Draft) -> Span:
        return draft.span(self.first, self.last)


def phrase(head: Token, floor: int = 0, ceiling: int | None = None) -> tuple[int, int]:
    """First and last token of a noun phrase without its relative clauses.

    Args:
        head: its head word.
        floor, ceiling: tokens that it may not go beyond.
    """
    first, last = head.left_edge.i, head.i
    for child in head.rights:
        if child.dep_ in CLAUSES or (child.dep_ == "punct" and child.text not in "-&/"):
            if child.dep_ in CLAUSES:
                break
            continue
        if child.dep_ in (
            "prep",
            "appos",
            "conj",
            "cc",
            "case",
            "nmod",
            "compound",
            "det",
            "amod",
            "nummod",
            "npadvmod",
        ):
            inner = phrase(child)[1] if child.dep_ in ("appos", "conj") else _edge(child)
            last = max(last, inner)
    if ceiling is not None:
        last = min(last, ceiling)
    first = max(first, floor)
    doc = head.doc
    while first < head.i and (doc[first].is_punct or doc[first].is_space or doc[first].dep_ in ("cc", "mark")):
        first += 1
    while last > head.i and (doc[last].is_punct or doc[last].is_space):
        last -= 1
    return first, last


def _edge(token: Token) -> int:
    """Last token of a phrase, not counting clauses that hang on it."""
    last = token.i
    for child in token.rights:
        if child.dep_ in CLAUSES or child.dep_ == "punct":
            break
        last = max(last, _edge(child))
    return last


def subject(verb: Token, floor: int, ceiling: int) -> Subject | None:
    """The source of a cue verb between two tokens (inclusive), or None where it has none."""
    passive = is_passive(verb)
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubjpass", "csubj") and floor <= child.i <= ceiling and child.i != verb.i:
            if child.lower_ in RELATIVES and child.i < verb.i:
                antecedent = _antecedent(verb, child, floor)
                return antecedent
            if child.dep_ == "csubj":
                continue
            first, last = phrase(child, floor, verb.i - 1 if child.i < verb.i else ceiling)
            return Subject(child, first, last, passive)
    if passive:
        agent = next((p for c in verb.rights if c.dep_ == "agent" for p in c.children if p.dep_ == "pobj"), None)
        return Subject(agent, *phrase(agent, floor, ceiling)) if agent is not None else None
    return _inverted(verb, ceiling) or _borrowed(verb, floor, ceiling)


def _antecedent(verb: Token, pronoun: Token, floor: int) -> Subject | None:
    """The noun that a relative pronoun stands for."""
    head = verb.head if verb.dep_ == "relcl" else None
    if head is None or head.i >= pronoun.i:
        before = [t for t in verb.doc[max(floor, pronoun.i - 8) : pronoun.i] if t.pos_ in NOMINAL]
        if not before:
            return None
        head = before[-1]
    first, last = phrase(head, floor, pronoun.i - 1)
    return Subject(head, first, last)


def _inverted(verb: Token, ceiling: int) -> Subject | None:
    """The noun phrase behind a verb that stands before its subject ("“...,” said Ruiz")."""
    doc = verb.doc
    before = doc[verb.i - 1] if verb.i else None
    if before is None or not (before.is_punct or before.is_quote or before.text[-1] in "”\"’'»,—–"):
        return None
    at = verb.i + 1
    if at > ceiling or doc[at].pos_ not in NOMINAL | {"ADJ"} and not doc[at].text[0].isupper():
        return None
    for head in doc[at : min(at + 12, ceiling + 1)]:
        if head.is_punct and head.text not in ("-", "&", "."):
            break
        if head.pos_ in ("NOUN", "PROPN", "PRON") and head.left_edge.i <= at:
            first, last = at, phrase(head, at, ceiling)[1]
            return Subject(head, first, last)
    return None


def _borrowed(verb: Token, floor: int, ceiling: int) -> Subject | None:
    """The subject of the verb that this one hangs on ("X said A and added B", "closed by asking", "a letter saying")."""
    head = verb.head
    if verb.dep_ == "acl" and head.pos_ in NOMINAL:
        return Subject(head, *phrase(head, floor, verb.i - 1))
    if verb.dep_ == "pcomp":
        head = head.head
    elif (
        verb.dep_ not in ("conj", "xcomp", "advcl", "ccomp", "dep", "parataxis")
        or verb.dep_ == "ccomp"
        and verb.tag_ != "VBG"
    ):
        return None
    if verb.dep_ == "conj" and head.pos_ not in ("VERB", "AUX"):
        return None
    if head.pos_ not in ("VERB", "AUX") or head.i == verb.i:
        return None
    found = subject(head, head.sent.start, head.sent.end - 1)
    if found is not None and found.passive and verb.dep_ == "conj":
        return None
    return found


def addressee(verb: Token, floor: int, ceiling: int) -> tuple[int, int] | None:
    """First and last token of the hearer of a verb like *tell*, or None."""
    for child in verb.rights:
        if child.dep_ in ("dobj", "dative", "iobj", "nsubj", "obj") and child.i == child.doc[child.i].i:
            if child.i <= ceiling and child.left_edge.i >= verb.i + 1:
                first, last = phrase(child, verb.i + 1, ceiling)
                if first <= verb.i + 2:
                    return first, last
    # the parser often takes the hearer for the subject of what is said
    doc = verb.doc
    chunk: list[Token] = []
    for token in doc[verb.i + 1 : ceiling + 1]:
        if token.pos_ in NOMINAL | {"ADJ", "ADP"} or token.dep_ == "case" or token.text in ("'s", "’s"):
            chunk.append(token)
        else:
            break
    if chunk and chunk[-1].i < ceiling and doc[chunk[-1].i + 1].lower_ in ("that", ",", "“", '"', "in", "on", "at"):
        return chunk[0].i, chunk[-1].i
    return None


def speakers(draft: Draft, span: Span) -> tuple[tuple[Ref, ...], tuple[Ref, ...]]:
    """(speakers, candidates) of a source; a document that speaks stands for its issuers."""
    for document in draft.documents:
        head = draft.tokens(span).root if len(draft.tokens(span)) else None
        for place in document.spans:
            tokens = draft.tokens(place)
            if head is not None and len(tokens) and tokens.root.i == head.i:
                return document.issuers, ()
    if (
        draft.words(span).lower() in ("we", "i")
        and draft.publisher is not None
        and not draft.structure.quoted(span.start)
    ):
        return (draft.publisher,), ()
    return resolve_source(draft, span)
