"""Sources beside a cue which the parser gave no subject or another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.annotate.speech.sources import Subject, is_phrase

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.annotate.speech.regions import View
    from kg.model import Span


def beside(v: View, token: Token, floor: int) -> Subject | None:
    """The noun phrase right before a finite cue that the parser gave no subject: back to the comma before it, over an
    apposition between two commas."""
    doc = token.doc
    last = token.i - 1
    while last > floor and doc[last].pos_ in ("AUX", "ADV"):
        last -= 1
    apposed = doc[last].text == ","
    commas = 0
    first = last
    while first - 1 >= floor and v.around(first - 1) is None:
        before = doc[first - 1]
        if before.text in (",", "—", "–", ";", ":"):
            commas += 1
            if commas > (1 if apposed else 0):
                break
        joins = before.pos_ == "CCONJ" and not _in_name(v, before)
        if (joins and commas == 0) or before.tag_ in ("VBD", "VBZ", "MD") or before.lower_ == "that":
            break
        first -= 1
    while last > first and doc[last].is_punct and doc[last].text != ")":
        last -= 1
    while first < last and (doc[first].is_punct or doc[first].is_space or doc[first].tag_ == "WDT"):
        first += 1
    if first >= token.i or not is_phrase(doc, first, last):
        return None
    return Subject(doc[first : last + 1].root, first, last)


def before_aside(v: View, token: Token, floor: int) -> Subject | None:
    """The noun phrase before ", who ...," right before a cue: "two people familiar with it, who spoke on condition of
    anonymity because nobody had seen it, said"."""
    doc = token.doc
    if token.i - 2 < floor or doc[token.i - 1].text != ",":
        return None
    asides = [j for j in range(floor + 1, token.i - 2) if doc[j].text == "," and doc[j + 1].lower_ in ("who", "which")]
    if not asides or any(v.around(j) for j in range(asides[-1], token.i)):
        return None
    first = last = asides[-1] - 1
    while first > floor and doc[first - 1].text not in (",", "—", "–", ";", ":") and doc[first - 1].pos_ != "CCONJ":
        first -= 1
    # "two people briefed on it" with its participle read as a past tense
    reduced = (j for j in range(first + 1, last) if doc[j].tag_ == "VBD" and doc[j + 1].pos_ == "ADP")
    last = next(reduced, last + 1) - 1
    if not is_phrase(doc, first, last):
        return None
    return Subject(doc[first : last + 1].root, first, last)


def behind_comma(v: View, token: Token, ceiling: int) -> Subject | None:
    """The name behind a cue that follows a comma, where the parser took it for an object ("..., claimed B.R. Rao")."""
    doc = token.doc
    if token.i == v.first or doc[token.i - 1].text != "," or token.tag_ not in ("VBD", "VBZ", "VBN"):
        return None
    first = last = token.i + 1
    while (
        last <= ceiling and doc[last].text not in (",", ";", ":") and doc[last].tag_ not in ("VBD", "VBZ", "MD", "TO")
    ):
        if doc[last].text in (".", "!", "?"):
            break
        last += 1
    last -= 1
    if last < first or not any(t.pos_ == "PROPN" for t in doc[first : last + 1]):
        return None
    if last + 1 <= ceiling and doc[last + 1].text not in (".", ",", ";"):
        return None
    return Subject(doc[first : last + 1].root, first, last)


def partner(v: View, token: Token, who: Subject) -> Span | None:
    """The second source behind a relative clause of the first: "The Council, which ..., and the Alliance said"."""
    doc = token.doc
    if who.last + 1 >= token.i or doc[who.last + 1].text != ",":
        return None
    for j in range(token.i - 1, who.last + 1, -1):
        if doc[j].tag_ in ("VBD", "VBZ", "MD") or (doc[j].text == "," and j < token.i - 1):
            return None
        if doc[j].lower_ == "and" and doc[j - 1].text == "," and j + 1 < token.i and is_phrase(doc, j + 1, token.i - 1):
            return v.draft.span(j + 1, token.i - 1)
    return None


def parenthesis(v: View, token: Token) -> Subject | None:
    """The name behind a cue, the two between commas and a finite verb behind them: "The bad news, said Dean, was"."""
    doc = token.doc
    if token.i - 1 <= v.first or doc[token.i - 1].text != "," or token.lower_ not in ("said", "says"):
        return None
    end = next((j for j in range(token.i + 1, min(token.i + 8, v.last)) if doc[j].text == ","), None)
    if end is None or end == token.i + 1 or doc[end + 1].tag_ not in ("VBD", "VBZ", "MD", "VBP"):
        return None
    if any(v.around(j) for j in range(token.i, end)) or not is_phrase(doc, token.i + 1, end - 1):
        return None
    return Subject(doc[token.i + 1 : end].root, token.i + 1, end - 1)


def _in_name(v: View, token: Token) -> bool:
    """Whether a token is part of a name ("the Mineral and Allied Workers")."""
    if any(m.kind == "name" and m.span.start < token.idx < m.span.end for m in v.draft.mentions):
        return True
    doc = token.doc
    return token.i + 1 < len(doc) and doc[token.i - 1].pos_ == "PROPN" and doc[token.i + 1].pos_ == "PROPN"
