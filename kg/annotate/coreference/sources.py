"""The words around the head noun of a source: the name beside it, who issued a paper, the people that are counted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.annotate.base import Draft
from kg.annotate.collectives.phrases import Phrase, kind_of, people
from kg.annotate.salience import listed_words
from kg.model import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token


def counted(head: Token) -> Token | None:
    """The people in "small groups of protesters", "12 percent of the clinicians"; None for others."""
    if head.lower_ not in listed_words("portions"):
        return None
    of = next((c for c in head.rights if c.lower_ == "of"), None)
    return next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None


def asked_before(token: Token) -> Token | None:
    """Who is asked in the clause before the one whose subject the token is: "When Ann Roy asked Bo Li, he said"."""
    clauses = [c for c in token.head.lefts if c.dep_ == "advcl" and c.lemma_ in ASKING and c.i < token.i]
    if token.dep_ != "nsubj" or not clauses:
        return None
    return next((c for c in clauses[-1].rights if c.dep_ in ("dobj", "dative")), None)


def of_them(head: Token) -> int:
    """Index of the last word of "one of them"; the head itself where it stands alone."""
    of = next((c for c in head.rights if c.lower_ == "of" and c.i == head.i + 1), None)
    return of.right_edge.i if of is not None and of.right_edge.i - head.i <= 4 else head.i


ASKING = ("ask", "press", "question", "challenge", "confront")
SELF_NAMED = re.compile(
    r",? who (?:gave|would give|agreed|asked|wished|identified|introduced|wanted)\b[^.;:“”]{0,60}?\b(?:as|name,) $"
)
# "the mill's owner, Gorse Paper"
FIRMS = {"owner", "operator", "employer", "contractor", "maker", "publisher", "buyer", "seller", "landlord"}
FIRM_KINDS = ("Employer", "FormalOrganization")
ROLE_WORDS = ("NOUN", "ADJ", "PROPN")


def beside(draft: Draft, head: Token, phrase: Phrase | None) -> Mention | None:
    """The person's name in apposition to a role: "its president, Vinod Shah", "her neighbor Luis Moreno"."""
    if head.tag_ == "NN" and (known := people().get(head.lower_)) is not None and known.plural:
        return None  # "to shouts from the crowd, Ann Roy left"
    last = phrase.end if phrase is not None else head.i
    starts = [i for n in (head.i, last) for i in (n + 1, n + 2) if i < len(draft.doc)]
    comma = next((i for i in (head.i + 1, last + 1) if i < len(draft.doc) and draft.doc[i].text == ","), -1)
    floor = draft.view.start[last]
    for mention in draft.mentions if comma >= 0 else ():
        if mention.span.start < floor or mention.kind != "name" or kind_of(draft, mention) != "Person":
            continue
        between = draft.doc[comma + 1 : draft.tokens(mention.span).start]
        # "His cousin, trustee Margit Solberg": a title before the name
        titled = (t.pos_ in ROLE_WORDS or t.tag_ in ("VBN", "VBG") for t in between)  # "retired docker"
        if 0 < len(between) <= 3 and all(titled) and not any(t.text[0].isupper() for t in between):
            return mention
        if SELF_NAMED.fullmatch(draft.text[draft.doc[comma].idx : mention.span.start]):
            return mention
    for i in starts:
        if i in (head.i + 2, last + 2) and draft.doc[i - 1].text != ",":
            continue
        start = draft.view.start[i]
        for mention in draft.mentions:
            at = mention.span.start == start and mention.kind == "name"
            kind = kind_of(draft, mention) if at else None
            if kind == "Person" or (kind in FIRM_KINDS and head.lower_ in FIRMS and draft.doc[i - 1].text == ","):
                return mention
    return None


def issuers(head: Token) -> list[Token]:
    """Heads of the nouns that name who issued a paper: "a statement from X", "X's letter", "a survey X released"."""
    for child in head.children:
        if child.lower_ == "on":
            found = [w for c in child.children if c.dep_ == "pobj" for w in c.children if w.dep_ == "poss"]
            if found and found[0].tag_ != "PRP$":
                return found  # "a notice on the federation's website"
        if child.lower_ in ("from", "by", "of"):
            found = [c for c in child.children if c.dep_ == "pobj"]
            return [t for f in found for t in (f, *f.conjuncts)]
    for child in head.children:
        if child.dep_ == "poss" and child.tag_ != "PRP$":
            return [child]
        if child.dep_ == "relcl":
            return [c for c in child.children if c.dep_ == "nsubj" and c.tag_ not in ("WP", "WDT")]
    after = head.nbor() if head.i + 1 < len(head.doc) else head
    return [after] if after.pos_ == "PROPN" else []
