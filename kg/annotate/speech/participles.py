"""Participles behind a comma: an aside on somebody ("the offer, described by Ruiz as “crumbs,” runs out"), or the verb
of the sentence itself ("the secretary, Mick Lowe, accused ministers of delay")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.annotate.speech.acts import Act
from kg.annotate.speech.cues import Verb
from kg.annotate.speech.parts import make
from kg.annotate.speech.regions import FINITE, View
from kg.annotate.speech.sources import Subject, phrase

if TYPE_CHECKING:
    from spacy.tokens import Token

# frames with an object, whose participle behind a noun tells what is said of it
ON_SOMEBODY = {"name", "as", "of", "request", "tell"}
NAMES = ("NOUN", "PROPN")


def behind_noun(v: View, token: Token, verb: Verb) -> bool:
    """Whether a form in -ed stands behind a noun and its comma, without auxiliary or conjunction."""
    if token.tag_ not in ("VBN", "VBD") or not verb.frames & ON_SOMEBODY or token.i - 2 < v.first:
        return False
    before = v.token(token.i - 2)
    return v.token(token.i - 1).text == "," and before.pos_ in NAMES and v.around(before.i) is None


def aside(v: View, token: Token, verb: Verb) -> bool:
    """Whether such a form is an aside on the noun: it ends at a comma, and the verb of the noun follows at once, or it
    hangs on the noun at the end of the sentence."""
    if not behind_noun(v, token, verb):
        return False
    ends = (j for j in range(token.i + 1, v.last) if v.around(j) is None or v.closing(j))
    for j in ends:
        comma = v.token(j).text == "," or (v.closing(j) is not None and v.token(j - 1).text == ",")
        if comma and v.token(j + 1).tag_ in FINITE:
            return True
    return token.dep_ in ("acl", "advcl") and token.tag_ == "VBN"


def by_agent(v: View, token: Token, verb: Verb) -> Act | None:
    """The attribution of an aside: quoted words of whoever is named behind "by"; None where nobody or nothing is."""
    by = next((c for c in token.rights if c.lower_ == "by"), None)
    who = next((c for c in by.rights if c.dep_ == "pobj"), None) if by is not None else None
    opening = next((r for r in v.ranges if r[0] > token.i), None)
    if who is None or opening is None or any(v.token(j).tag_ in FINITE for j in range(token.i + 1, opening[0])):
        return None
    ceiling = opening[0] - 1 if who.i < opening[0] else v.last
    return make(v, token, verb, Subject(who, *phrase(who, token.i + 1, ceiling)), [opening[:2]], "aside")


def main_verb(v: View, token: Token, verb: Verb) -> bool:
    """Whether a form that was read as a participle is the verb of its sentence, which has no other."""
    if token.tag_ != "VBN" or not behind_noun(v, token, verb):
        return False
    finite = (t for t in v.doc[v.first : v.last + 1] if t.tag_ in FINITE and v.around(t.i) is None)
    return not any(t.head.dep_ != "relcl" and t.dep_ != "relcl" for t in finite)


def heard(v: View, token: Token) -> Subject | None:
    """The one whose name stands right before a form in -ing: "a tape of Hugh Lamb saying", "with Ann Roy adding". Who
    is written to does not speak ("a letter to Hugh Lamb saying")."""
    if token.tag_ != "VBG" or token.i - 2 < v.first:
        return None
    end = v.lists.end[token.i - 1]
    name = next((m for m in v.draft.mentions_at(end - 1) if m.kind == "name" and m.span.end == end), None)
    entity = v.draft.entities.get(name.target or "") if name is not None else None
    if name is None or entity is None or entity.kind != "Person":
        return None
    first, _ = v.lists.range(name.span.start, end)
    before = v.token(max(first - 1, v.first))
    led = before.lower_ in ("with", "of") or (before.pos_ == "VERB" and before.i not in v.verbs)
    return Subject(v.token(token.i - 1), first, token.i - 1) if led and first > v.first else None
