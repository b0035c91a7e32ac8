"""The propositions of a statement: its content cut into clauses that can each be true or false by themselves.

Cut are coordinate main clauses and predicates, and subordinate clauses that are asserted in their own right ("because",
"when", "although"); conditions and limits ("if", "unless", "until") stay with what they limit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.annotate.base import Draft
from kg.model import Span, Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.annotate.view import View

FINITE = {"VBD", "VBZ", "VBP", "MD"}
SUBJECT = {"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"}
# subordinators whose clause is asserted beside the main one
ASSERTED = {"when", "because", "although", "though", "while", "whereas", "where"}
LEADING = {"and", "but", "or", "so", "nor", "yet", "that", "especially", "particularly", "then"} | ASSERTED
CLOSE = re.compile("[.,!?]?”")
FRAGMENT = 3  # words that a piece without a verb needs to count beside clauses
OPENING_MARKS = " \t\n,;:.–—-”)…"
CLOSING_MARKS = " \t\n,;:.–—-(…"


@dataclass(frozen=True, slots=True)
class Proposition:
    """One clause: the verb that it hangs on (None where it has none), its subject, its spans inside the content.

    `shared` is the subject's words where they stand in an earlier clause.
    """

    verb: Token | None
    subject: Token | None
    spans: tuple[Span, ...]
    shared: Span | None = None


def finite(token: Token) -> bool:
    """Whether the word is the verb of a finite clause."""
    if token.pos_ not in {"VERB", "AUX"} or token.dep_ in {"aux", "auxpass"}:
        return False
    if token.tag_ in {"VBD", "VBZ", "VBP"}:
        return True
    if token.tag_ == "VBN" and token.dep_ in {"conj", "ROOT"} and own_subject(token) is not None:
        return True  # a simple past that the tagger took for a participle
    return any(c.dep_ in {"aux", "auxpass"} and c.tag_ in FINITE for c in token.children)


def own_subject(verb: Token) -> Token | None:
    """The subject that stands with the verb itself."""
    return next((c for c in verb.children if c.dep_ in SUBJECT and c.dep_ != "expl"), None)


def subordinator(verb: Token) -> str:
    """The word that opens a subordinate clause, lower case, or ""."""
    for child in verb.lefts:
        if child.dep_ in {"mark", "advmod"} and child.tag_ in {"IN", "WRB"}:
            return child.lower_
    return ""


def expletive(verb: Token) -> Token | None:
    """The clause that "it" stands for in "it is shameful that ...", or None."""
    if verb.lemma_ != "be" or not any(
        c.dep_ in {"nsubj", "expl"} and c.lower_ in {"it", "that", "this"} for c in verb.children
    ):
        return None
    if not any(c.dep_ in {"acomp", "attr"} for c in verb.children):
        return None
    for child in verb.subtree:
        if child.i > verb.i and child.dep_ in {"ccomp", "csubj", "advcl", "acl"} and finite(child):
            opened = any(c.dep_ == "mark" and c.lower_ == "that" for c in child.children)
            if opened and own_subject(child) is not None:
                return child
    return None


def heads(view: View, row: list[int]) -> list[Token]:
    """The verbs of the propositions among the tokens of one sentence of a content, in reading order."""
    inside = set(row)
    found: list[Token] = []
    for i in row:
        top = view.head[i] == i or view.head[i] not in inside
        order = view.tag[i] == "VB" and ordered(view.doc[i])
        if not top and not order:
            continue
        token = view.doc[i]
        if order or finite(token):
            grow(view, token, inside, found)
        elif token.pos_ not in {"VERB", "AUX"}:
            for child in token.children:  # a stray word on top of the parse, with the clause below it
                if child.i in inside and finite(child) and child.dep_ in {"ccomp", "parataxis", "conj", "ROOT"}:
                    grow(view, child, inside, found)
    return sorted(found, key=lambda t: t.i)


def grow(view: View, verb: Token, inside: set[int], found: list[Token]) -> None:
    """Adds the verb, or the clause that it only comments on, and the independent clauses below it."""
    real = expletive(verb)
    if real is not None and real.i in inside:
        grow(view, real, inside, found)
    elif verb not in found:
        found.append(verb)
    below = {i for i in inside if view.pos[i] in {"VERB", "AUX"} and verb.i in view.ancestors(i)}
    for i in view.subtree(verb.i) if len(below) > 1 else below:
        if i not in below:
            continue
        child = view.doc[i]
        if child != real and finite(child) and child not in found and independent(child, found):
            grow(view, child, inside, found)


def independent(verb: Token, found: list[Token]) -> bool:
    """Whether a finite verb below one that was taken makes a proposition of its own."""
    opener = subordinator(verb)
    if opener in ASSERTED and verb.dep_ in {"advcl", "relcl"}:
        return own_subject(verb) is not None
    if verb.head not in found or not joined(verb):
        return False
    if verb.dep_ in {"conj", "parataxis"}:
        return True
    # the parser hangs the first of two clauses joined by a comma under the second
    return verb.dep_ == "ccomp" and verb.i < verb.head.i and own_subject(verb) is not None


def joined(verb: Token) -> bool:
    """Whether a conjunction or a mark stands between a clause and the one it is joined to: where neither does, the
    parser took a complement for a conjunct ("not satisfied the ban was causing harm")."""
    first, last = sorted((verb.left_edge.i, verb.head.i) if verb.i > verb.head.i else (verb.i, verb.head.i))
    return any(t.dep_ == "cc" or (t.is_punct and not t.is_quote) for t in verb.doc[first : last + 1])


def propositions(draft: Draft, statement: Statement) -> list[Proposition]:
    """The clauses of a statement's content, in reading order; at least one."""
    found: list[Proposition] = []
    left: list[Span] = []
    view = draft.view
    for row in sentences(view, statement.content):
        verbs = heads(view, row)
        if not verbs:
            left.extend(cut(draft, row, statement.content))
            continue
        owned = shares(view, row, [v.i for v in verbs])
        for verb in verbs:
            spans = cut(draft, owned[verb.i], statement.content)
            if spans:
                here = view.sentence[verb.i]
                before = [p for p in found if p.verb and view.sentence[p.verb.i] == here]
                subject, shared = subject_of(draft, verb, before)
                found.append(Proposition(verb, subject, spans, shared))
        covered = [s for p in found for s in p.spans]
        loose = [s for s in cut(draft, row, statement.content) if not any(s.overlaps(c) for c in covered)]
        left.extend(loose)
    if not found:
        return [Proposition(None, None, tuple(left) or statement.content)]
    found.extend(Proposition(None, None, (s,)) for s in left if len(draft.words(s).split()) >= FRAGMENT)
    return sorted(found, key=lambda p: p.spans[0])


def sentences(view: View, content: tuple[Span, ...]) -> list[list[int]]:
    """The tokens of the content, sentence by sentence."""
    rows: list[list[int]] = []
    text, start, end, sentence = view.text, view.start, view.end, view.sentence
    for span in content:
        for i in range(*view.range(span.start, span.end)):
            if text[i].isspace() or start[i] >= span.end or end[i] <= span.start:
                continue
            last = rows[-1][-1] if rows else i
            if last != i and sentence[last] == sentence[i] and (last == i - 1 or near(view, last, i)):
                rows[-1].append(i)
            else:
                rows.append([i])
    return rows


def near(view: View, before: int, i: int) -> bool:
    """Whether nothing but marks stands between two tokens."""
    return all(view.mark[k] or view.text[k] in {"`", "``"} for k in range(before + 1, i))


def shares(view: View, row: list[int], verbs: list[int]) -> dict[int, list[int]]:
    """The tokens of a row by the nearest of the verbs at or above them, on a way that does not leave the row."""
    inside = set(row)
    above: dict[int, int | None] = {verb: verb for verb in verbs}
    owned: dict[int, list[int]] = {verb: [] for verb in verbs}
    for i in row:
        way, at = [], i
        while at not in above:
            way.append(at)
            head = view.head[at]
            if head == at or head not in inside:
                above[at] = None
            else:
                at = head
        verb = above[at]
        for at in way:
            above[at] = verb
        if verb is not None:
            owned[verb].append(i)
    return owned


def cut(draft: Draft, row: list[int], content: tuple[Span, ...]) -> tuple[Span, ...]:
    """The tokens as one span in each piece of the content, without the words and marks that join clauses."""
    view, first, end = draft.view, 0, len(row)
    while first < end and (
        view.mark[row[first]] or (view.lower[row[first]] in LEADING and opens(view.doc[row[first]]))
    ):
        first += 1
    while first < end and closes(view, row[end - 1]):
        end -= 1
    spans = []
    for piece in content:
        inside = [i for i in row[first:end] if piece.start <= view.start[i] and view.end[i] <= piece.end]
        if inside:
            span = trim(draft, draft.span(inside[0], inside[-1]), piece)
            if span is not None:
                spans.append(span)
    return tuple(spans)


def closes(view: View, i: int) -> bool:
    """Whether the token at the end of a clause is a mark or only leads over to the next one."""
    return view.mark[i] or view.dep[i] == "cc" or view.lower[i] in {"especially", "that"}


def opens(token: Token) -> bool:
    """Whether the word only joins its clause to another ("so crowded" and "that man" do not)."""
    if token.lower_ in {"so", "then", "yet"}:
        return token.dep_ in {"cc", "mark"} or (token.i + 1 < len(token.doc) and token.nbor().is_punct)
    if token.lower_ == "that":
        return token.dep_ == "mark" and token.head.pos_ in {"VERB", "AUX"}
    if token.lower_ in {"especially", "particularly"}:
        return token.i + 1 < len(token.doc) and token.nbor().lower_ in ASSERTED
    return token.dep_ in {"cc", "mark", "advmod", "preconj"}


def trim(draft: Draft, span: Span, piece: Span) -> Span | None:
    """The span without marks and blanks at its edges but with the mark that closes a quotation, or None if empty."""
    start, end = span.start, span.end
    while start < end and draft.text[start] in OPENING_MARKS:
        start += 1
    while start < end and draft.text[end - 1] in CLOSING_MARKS:
        end -= 1
    closing = CLOSE.match(draft.text, end, piece.end)
    if start < end and closing and "“" in draft.text[start:end].rsplit("”", 1)[-1]:
        end = closing.end()
    return Span(start, end) if start < end else None


def subject_of(draft: Draft, verb: Token, before: list[Proposition]) -> tuple[Token | None, Span | None]:
    """The subject of a clause and, where its words stand in an earlier clause of the sentence, these words."""
    own = own_subject(verb)
    if own is not None or imperative(verb):
        return own, None
    above = verb
    while above.dep_ == "conj" and above.head != above:
        above = above.head
        if own_subject(above) is not None:
            return own_subject(above), words_of(draft, own_subject(above))
    if before and before[-1].subject is not None:
        return before[-1].subject, words_of(draft, before[-1].subject)
    return None, None


def words_of(draft: Draft, subject: Token | None) -> Span | None:
    """The words of a subject without a relative clause."""
    if subject is None:
        return None
    words = [
        t for t in subject.subtree if not any(a.dep_ == "relcl" and subject.is_ancestor(a) for a in (t, *t.ancestors))
    ]
    return (
        draft.span(words[0].i, words[-1].i)
        if words[-1].i - words[0].i == len(words) - 1
        else draft.span(subject.i, subject.i)
    )


def ordered(verb: Token) -> bool:
    """Whether the verb is an imperative that opens its sentence or clause ("Ask me in June", "Let them come")."""
    if not imperative(verb) or own_subject(verb) is not None or verb.dep_ not in {"ROOT", "ccomp", "parataxis"}:
        return False
    left = [t for t in verb.doc[verb.left_edge.i : verb.i] if not t.is_punct and t.lower_ not in {"do", "please"}]
    return all(t.dep_ in {"neg", "advmod", "intj", "cc"} for t in left) and not any(
        c.lower_ == "to" for c in verb.lefts
    )


def imperative(verb: Token) -> bool:
    """Whether the verb stands in its base form without a helping verb but "do" ("Don't cross")."""
    return verb.tag_ == "VB" and not any(c.dep_ in {"aux", "auxpass"} and c.lemma_ != "do" for c in verb.children)


def first_noun(draft: Draft, content: Span) -> Token | None:
    """The head of the noun phrase that a content begins with, or None."""
    for token in draft.tokens(content):
        if token.pos_ in {"VERB", "AUX", "SCONJ"} or token.lower_ in {"if", "whether"}:
            return None
        if token.pos_ in {"NOUN", "PROPN", "PRON"} and token.dep_ not in {"poss", "compound", "nmod", "det", "amod"}:
            return token
    return None
