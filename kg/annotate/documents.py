"""Source documents: press releases, statements, surveys, letters, posts ... that the story draws on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from kg.annotate.base import Annotator, Draft
from kg.annotate.coreference import resolve_source
from kg.annotate.lexicons import load_lexicon
from kg.model import Document, Ref, Span, TimeExpression

if TYPE_CHECKING:
    from spacy.tokens import Token

FROM = {"from", "by"}
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(slots=True)
class _Paper:
    """A mention of a document: its head noun, the words of the genre, the whole phrase, and what it says of it."""

    head: Token
    genre: str
    span: Span
    definite: bool
    known: bool
    issuers: tuple[Ref, ...] = ()
    time: TimeExpression | None = None
    spans: list[Span] = field(default_factory=list)


@cache
def genres() -> dict[tuple[str, ...], dict[str, Any]]:
    """The lexicon of documents: words of the noun (singular, lower case) -> entry."""
    entries: list[dict[str, Any]] = load_lexicon("documents.yaml")
    return {tuple(re.findall(r"\w+|-", e["noun"])): e for e in entries}


@cache
def last_words() -> frozenset[str]:
    """The last words of all nouns of the lexicon."""
    return frozenset(words[-1] for words in genres())


def run(draft: Draft) -> None:
    """Fill `draft.documents`: one document for all mentions of the same one."""
    papers: list[_Paper] = []
    view, nouns = draft.view, last_words()
    for i, lemma in enumerate(view.lower_lemma):
        if lemma not in nouns or view.pos[i] not in ("NOUN", "PROPN") or draft.structure.quoted(view.start[i]):
            continue
        token = draft.doc[i]
        found = _paper(draft, token)
        if found is None:
            continue
        same = _same(papers, found)
        if same is None:
            if found.known:
                papers.append(found)
        else:
            same.spans.append(found.span)
            same.issuers = tuple(dict.fromkeys((*same.issuers, *found.issuers)))
            same.time = same.time or found.time
    for paper in papers:
        if paper.definite and not paper.issuers:
            continue
        draft.documents.append(_document(draft, paper))


def _paper(draft: Draft, token: Token) -> _Paper | None:
    """The document that a noun names, if the words around it speak of one."""
    if any(m.kind == "name" and m.target in draft.entities for m in draft.mentions_at(token.idx)):
        return None  # "National Post"
    entry, first = None, token.i
    for size in (3, 2, 1):
        start = token.i - size + 1
        if start < 0:
            continue
        words = (*draft.view.lower[start : token.i], token.lemma_.lower())
        if words in genres():
            entry, first = genres()[words], start
            break
    if (
        entry is None
        or token.dep_ in ("compound",)
        or (
            token.i + 1 < len(draft.doc)
            and draft.doc[token.i + 1].pos_ in ("NOUN",)
            and draft.doc[token.i + 1].dep_ != "appos"
        )
    ):
        return None
    issuers = _issuers(draft, token)
    known = not entry.get("weak") or _vehicle(token) or (bool(issuers) and not entry.get("carried"))
    left, right = _edges(token, first)
    verb = _giving(token)
    if verb is not None and verb.right_edge.i - token.i < 8:
        right = max(right, verb.right_edge.i)
    span = draft.span(left, right)
    determiner = draft.doc[left].lower_
    possessive = any(c.dep_ == "poss" for c in token.lefts)
    definite = determiner in ("the", "this", "that", "these", "those") and not issuers and not possessive
    if not known and not definite:
        return None
    return _Paper(token, entry["genre"], span, definite, known, issuers, _time(draft, span), [span])


def _edges(token: Token, first: int) -> tuple[int, int]:
    """First and last token of the phrase: its determiner and modifiers, issuer and date, no other clauses."""
    left = min(first, token.left_edge.i)
    doc = token.doc
    while left < first and (doc[left].is_punct or doc[left].is_space or doc[left].dep_ == "case"):
        left += 1
    right = token.i
    for child in token.rights:
        if child.dep_ == "punct" or child.dep_ in ("ccomp", "appos", "conj", "cc"):
            break
        if child.dep_ == "acl" and (child.tag_ == "VBG" or any(c.dep_ == "mark" for c in child.children)):
            break
        if child.lower_ in FROM | {"to", "in", "on", "of", "dated"} or child.dep_ in ("relcl", "acl", "npadvmod"):
            edge = child.right_edge.i
            if (child.dep_ in ("relcl", "acl") and edge - child.i > 6) or any(
                t.text == "," for t in doc[child.left_edge.i : edge + 1]
            ):
                break
            right = max(right, edge)
    while right > token.i and doc[right].is_punct:
        right -= 1
    return left, right


def _issuers(draft: Draft, token: Token) -> tuple[Ref, ...]:
    """Who issued it: "from X", "by X", "X's letter", "a survey X released", "NUHW statement"."""
    heads: list[Token] = []
    for child in token.children:
        if child.lower_ in FROM:
            heads += [p for p in child.children if p.dep_ == "pobj"]
        elif child.dep_ == "poss" and child.i < token.i and child.tag_ != "PRP$":
            heads.append(child)
        elif child.dep_ == "relcl" and child.lemma_ in (
            "release",
            "publish",
            "issue",
            "send",
            "conduct",
            "post",
            "write",
            "commission",
        ):
            heads += [c for c in child.children if c.dep_ == "nsubj" and c.pos_ != "PRON"]
        elif child.dep_ == "acl" and child.tag_ == "VBN" and child.lemma_ not in RECEIVED:
            heads += [p for c in child.children if c.dep_ == "agent" for p in c.children if p.dep_ == "pobj"]
    if token.dep_ == "dobj" and token.head.lemma_ in GIVING and not heads:
        heads += [c for c in token.head.children if c.dep_ == "nsubj" and c.pos_ != "PRON"]
    verb = _giving(token)
    if verb is not None and verb.lemma_ != "print" and not heads:
        heads.append(token.doc[verb.i - 1])
    if not heads:
        heads += _from(token)
    found: list[Ref] = []
    for head in heads:
        for part in (head, *head.conjuncts):
            speakers, _ = resolve_source(draft, Span(part.idx, part.idx + len(part)))
            found += [
                s
                for s in speakers
                if s in draft.entities and draft.entities[s].kind not in ("City", "State", "Country", "Place")
            ]
    return tuple(dict.fromkeys(found))


def _from(token: Token) -> list[Token]:
    """The issuer behind a "from" that the parser hung elsewhere: "statements on the strike from Kaiser"."""
    for later in token.doc[token.i + 1 : min(token.i + 8, token.sent.end)]:
        if later.is_punct or later.pos_ in ("VERB", "AUX"):
            break
        if later.lower_ == "from":
            return [c for c in later.children if c.dep_ == "pobj"]
    return []


def _giving(token: Token) -> Token | None:
    """The verb of "a survey NUHW released", in which the parser may see no relative clause."""
    doc = token.doc
    if token.i + 2 >= len(doc) or doc[token.i + 1].pos_ not in ("PROPN", "NOUN", "DET"):
        return None
    for verb in doc[token.i + 2 : token.i + 7]:
        if verb.lemma_ in GIVING and verb.tag_ in ("VBD", "VBN"):
            return verb
        if verb.is_punct or verb.pos_ in ("VERB", "AUX"):
            break
    return None


def _vehicle(token: Token) -> bool:
    """Whether the noun stands where words are carried: "said in a letter", "a letter said", "a letter saying"."""
    head = token.head
    if token.dep_ == "pobj" and head.lower_ in ("in", "on", "via", "through", "by"):
        return head.head.pos_ in ("VERB", "AUX") and head.head.lemma_ in SAYING
    if token.dep_ in ("nsubj", "nsubjpass"):
        return head.lemma_ in SAYING
    given = ("issue", "release", "publish", "send", "post", "write", "circulate", "sign")
    if token.dep_ == "dobj" and head.lemma_ in given:
        return True
    return any(c.dep_ == "acl" and c.lemma_ in SAYING for c in token.children)


# "a bulletin obtained by the Ledger" is not the Ledger's
RECEIVED = frozenset(["obtain", "review", "see", "view", "read", "receive", "get", "acquire", "examine", "hear"])
GIVING = {"release", "publish", "issue", "send", "conduct", "post", "write", "commission", "circulate", "sign", "print"}
GIVING |= {"table", "file", "submit"}
SAYING = {
    "say",
    "write",
    "announce",
    "tell",
    "add",
    "claim",
    "argue",
    "read",
    "call",
    "urge",
    "accuse",
    "post",
    "show",
    "find",
    "conclude",
    "state",
    "warn",
    "describe",
    "ask",
    "note",
    "confirm",
    "plead",
    "report",
    "allege",
    "promise",
    "declare",
}


def _time(draft: Draft, span: Span) -> TimeExpression | None:
    return next((t for t in draft.times if any(span.holds(s) for s in t.spans)), None)


def _same(papers: list[_Paper], paper: _Paper) -> _Paper | None:
    """The document before that a mention means: "the statement" after "an official statement"; or the same issuer's."""
    for earlier in reversed(papers):
        if not (_kin(earlier.genre, paper.genre)):
            continue
        if paper.definite:
            return earlier
        dated = paper.time is not None and earlier.time is not None and paper.time != earlier.time
        if paper.issuers and paper.issuers == earlier.issuers and not dated:
            return earlier
        # "an official statement" ... "official statements from the company"
        if paper.issuers and not earlier.issuers and paper.genre == earlier.genre and paper.head.tag_ == "NNS":
            return earlier
    return None


def _kin(a: str, b: str) -> bool:
    return a == b or a.split()[-1] == b.split()[-1]


def _document(draft: Draft, paper: _Paper) -> Document:
    names = [draft.entities[r].name for r in paper.issuers]
    short = [min((draft.entities[r].name, *draft.entities[r].aliases), key=len) for r in paper.issuers]
    return Document(
        ref=f"d:{paper.spans[0].start}",
        genre=paper.genre,
        label=label(paper.genre, short or names, paper.time),
        spans=tuple(sorted(paper.spans)),
        issuers=paper.issuers,
        time=paper.time.key if paper.time else None,
        rule="documents/noun",
        confidence=0.9 if paper.issuers else 0.7,
    )


def label(genre: str, issuers: list[str], time: TimeExpression | None) -> str:
    """A label that reads alone: "NUHW survey released in April 2019"."""
    words = f"{' and '.join(issuers)} {genre}" if issuers else genre[:1].upper() + genre[1:]
    if time is None or time.value is None:
        return words
    parts = time.value.split("-")
    if len(parts) == 1:
        return f"{words} released in {parts[0]}"
    month = MONTHS[int(parts[1]) - 1]
    return (
        f"{words} released in {month} {parts[0]}"
        if len(parts) == 2
        else f"{words} of {month} {int(parts[2])}, {parts[0]}"
    )


ANNOTATOR = Annotator(
    "documents",
    needs=("structure", "times", "mentions", "entities"),
    adds=("documents", "mentions", "entities"),
    run=run,
)
