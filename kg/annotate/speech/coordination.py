"""Cues that go on from another: "X said that plans were in place but urged residents to wait".

The parser hangs such a verb on the verb of the content as often as on the cue before. Who can speak decides: plans do
not urge anybody, and a "she" inside the content of what she said is the speaker again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.annotate.speech.regions import View

FINITE = {"VBD", "VBZ", "VBP"}
SPEAKING = {
    "Person",
    "Employer",
    "LaborUnion",
    "UnionLocal",
    "FormalOrganization",
    "GovernmentBody",
    "NewsOrganization",
    "Collective",
}
# verbs that take up the word of somebody who is speaking, whoever the content is about
RESUMING = {"add", "note", "say", "insist", "stress", "warn", "urge", "predict", "argue", "call", "claim", "declare"}


def outer(v: View, i: int) -> int | None:
    """The cue before whose speaker goes on at the cue `i`, which stands bare behind a conjunction; else None."""
    token = v.token(i)
    at = conjunction(v, i)
    if at is None or token.tag_ not in FINITE or any(c.dep_ in ("nsubj", "nsubjpass") for c in token.lefts):
        return None
    before = [c for c in v.cues if c < at and not (v.token(c).tag_ == "VBG" and v.token(c).dep_ == "pcomp")]
    if not before:
        return None
    cue = before[-1]
    inner = _subject_between(v, cue, at)
    if v.token(cue).head.i == i or (token.head.i == cue and inner is None):
        return cue
    if inner is None:
        return cue if token.head.i == cue or "clause" in v.verbs[cue].frames else None
    if v.token(cue).tag_ in FINITE and v.token(cue).tag_ != token.tag_:
        return None
    if any(c.tag_ == "MD" for c in inner.head.lefts):
        return cue  # "said the mill would appeal and accused the board"
    return cue if not _speaks(v, inner) or _same(v, cue, inner) or token.lemma_.lower() in RESUMING else None


def conjunction(v: View, i: int) -> int | None:
    """The conjunction right before a verb, over adverbs and auxiliaries of its own; None where none stands there."""
    j = i - 1
    while j > v.first and v.around(j) is None and v.token(j).pos_ in ("ADV", "AUX"):
        if v.token(j).tag_ == "MD":
            return None
        j -= 1
    return j if j > v.first and v.around(j) is None and v.token(j).lower_ in ("and", "but") else None


def _subject_between(v: View, cue: int, at: int) -> Token | None:
    """The first subject of a clause between a cue and a conjunction."""
    for token in v.doc[cue + 1 : at]:
        clause = token.head.dep_ not in ("relcl", "acl", "advcl")
        named = token.dep_ in ("nsubj", "nsubjpass", "expl") and token.tag_ not in ("WDT", "WP")
        if named and clause and token.head.i != cue:  # not the source of "said Ruiz"
            return token
    return None


def _speaks(v: View, token: Token) -> bool:
    """Whether a noun is known to be somebody who can speak."""
    if token.pos_ == "PRON":
        return token.lower_ in ("he", "she", "they", "we", "i", "who")
    for m in v.draft.mentions:
        if m.span.start <= token.idx < m.span.end and m.target in v.draft.entities:
            return v.draft.entities[m.target or ""].kind in SPEAKING
    return False


def _same(v: View, cue: int, inner: Token) -> bool:
    """Whether a pronoun inside the content can be the one who speaks."""
    if inner.lower_ in ("he", "she", "it", "they"):
        return v.draft.structure.quoted(inner.idx) is False
    return False
