"""What one side of a dispute says of the other: a predicate that the story puts into quotation marks (the company had
“never opened the door”), a name that it gives (called the offer “a bad joke”), what the other side never did or
spends its money on. Each is blame only because it is said across the table; of one's own side it would be none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.annotate.backreference import STOPPAGES, sides
from kg.annotate.base import Draft
from kg.annotate.claims.parse import mention_at, subject_mention
from kg.annotate.claims.propositions import first_noun
from kg.annotate.events.clauses import question
from kg.annotate.polarity import data, evaluates
from kg.annotate.speaker_sides import EMPLOYER, UNION, WORKER
from kg.annotate.stance.found import Found
from kg.model import Mention, Span, Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

OTHER = {UNION: {EMPLOYER}, WORKER: {EMPLOYER}, EMPLOYER: {UNION, WORKER}}
OF_WORKERS = STOPPAGES - {"Lockout"} | {"Picket", "Rally", "StrikeAuthorizationVote"}
NAMING = {"call", "describe", "describe as", "label", "brand", "dub", "term", "deem", "characterize", "dismiss as"}
COMPLEMENTS = {"dobj", "attr", "acomp", "xcomp", "ccomp", "oprd"}
HOLDS = {"be", "have", "offer", "show"}  # verbs of which the object alone may be quoted: it had “no doctors”
LACKING = {"never", "still"}
INNOCENT = {"say", "comment", "respond", "be", "strike", "announce"}  # what one may leave undone without blame
MONEY = re.compile(
    r"[$£€₹]\s?\d|\b\d[\d,.]* (?:million|billion|crore|lakh)\b|\b[mb]illions\b|\bprofits?\b"
    r"|\b(?:directors|executives|shareholders|bosses|investors|consultants|lawyers)\b",
    re.I,
)


def by_marks(draft: Draft, statement: Statement) -> Iterator[Found]:
    """A predicate in quotation marks whose subject, outside them, is the other side or what it does."""
    if statement.mode != "mixed" or statement.cue_lemma in NAMING:
        return
    for inner in quoted(draft, statement):
        words = [t for t in draft.tokens(inner) if not t.is_punct]
        top = draft.tokens(inner).root
        verb = top if top.pos_ in {"VERB", "AUX"} and top.dep_ not in {"acomp", "attr"} else top.head
        if not words or unsaid(draft, inner, top, verb) or praises(draft, inner) or question(top):
            continue
        mention = subject_mention(draft, verb)
        outside = mention is not None and mention.span.end <= inner.start and mention.span.start >= top.sent.start_char
        if mention is not None and outside and against(draft, statement, mention):
            yield Found(mention, "Criticizes", inner, "stance.marks")


def quoted(draft: Draft, statement: Statement) -> list[Span]:
    """The words of a content that stand in quotation marks."""
    marks = [q.inner for q in draft.structure.quotes if q.speech and not q.depth]
    return [inner for inner in marks if any(c.holds(inner) for c in statement.content)]


def unsaid(draft: Draft, inner: Span, top: Token, verb: Token) -> bool:
    """Whether what is quoted is not what is said of a subject: a part of the predicate, an object of some verb."""
    if verb is not top and not (top.dep_ in {"attr", "acomp", "oprd"} or (top.dep_ == "dobj" and verb.lemma_ in HOLDS)):
        return True
    if any(c.dep_ == "neg" for c in verb.children) and verb.lemma_ == "be":
        return True  # a side that is “not against pay rises” is not blamed
    return any(c.dep_ in COMPLEMENTS and c.idx >= inner.end for c in top.children)


def praises(draft: Draft, span: Span) -> bool:
    """Whether words of praise stand in a span."""
    return any(evaluates(t) == "Supports" for t in draft.tokens(span))


def by_name(draft: Draft, statement: Statement) -> Iterator[Found]:
    """A name in quotation marks, no praise, that one side gives to the other or to what it does."""
    if statement.cue_lemma not in NAMING or statement.cue is None:
        return
    for region, name in names(draft, statement):
        head = first_noun(draft, region)
        mention = mention_at(draft, head) if head is not None else None
        if mention is None or mention.span.end > name.start or praises(draft, name):
            continue
        if against(draft, statement, mention):
            yield Found(mention, "Criticizes", name, "stance.name")


def names(draft: Draft, statement: Statement) -> list[tuple[Span, Span]]:
    """The quotations of a content, each with the words between it and the one before: "X “a” and Y “b”"."""
    found: list[tuple[Span, Span]] = []
    start = statement.content[0].start
    for name in quoted(draft, statement):
        if name.start > start:
            found.append((Span(start, name.start), name))
        start = name.end
    return found


def by_lack(draft: Draft, statement: Statement) -> Iterator[Found]:
    """What the other side never did, or still does not do."""
    for piece in statement.content:
        for token in draft.tokens(piece):
            if token.pos_ not in {"VERB", "AUX"} or token.dep_ in {"aux", "auxpass"} or question(token):
                continue
            lacks = [c for c in token.children if c.lower_ in LACKING]
            denied = any(c.dep_ == "neg" and c.lower_ not in LACKING for c in token.children)
            never = any(c.lower_ == "never" for c in lacks)
            if not (never or (lacks and denied)) or token.lemma_ in INNOCENT:
                continue
            mention = subject_mention(draft, token)
            if mention is not None and against(draft, statement, mention):
                yield Found(mention, "Criticizes", draft.span(lacks[0].i, token.i), "stance.lack")


def by_money(draft: Draft, statement: Statement) -> Iterator[Found]:
    """The money that an employer has or spends, told by workers in their own words: “It found millions for a logo.”"""
    side = sides(draft).of_statement(statement)
    if statement.mode == "indirect" or side is None or side.value not in {UNION, WORKER}:
        return
    spends = data()["spending"]["words"]
    for piece in statement.content:
        if not MONEY.search(draft.words(piece)):
            continue
        for token in draft.tokens(piece):
            if token.lemma_ not in spends or token.pos_ != "VERB" or question(token):
                continue
            end = max((t.idx + len(t) for t in token.subtree), default=token.idx)
            mention = subject_mention(draft, token)
            amount = MONEY.search(draft.text, token.idx, min(end, piece.end))
            if mention is not None and amount and against(draft, statement, mention):
                yield Found(mention, "Criticizes", Span(token.idx, amount.end()), "stance.money")


def against(draft: Draft, statement: Statement, mention: Mention) -> bool:
    """Whether a mention is of the other side of the speaker's dispute, or of an event that is that side's own."""
    known = sides(draft)
    mine = known.of_statement(statement)
    if mine is None or mine.value not in OTHER or mention.target is None:
        return False
    if mention.target in draft.entities:
        theirs = known.of(mention.target)
        return theirs is not None and theirs.value in OTHER[mine.value]
    kind = next((a.kind for a in draft.actions if a.ref == mention.target), None)
    if kind in OF_WORKERS:
        return mine.value == EMPLOYER
    if kind == "Lockout":
        return mine.value != EMPLOYER
    makers = [f.object for f in draft.facts if f.subject == mention.target and f.predicate == "proposedBy"]
    theirs_ = [known.of(m) for m in makers if isinstance(m, str)]
    return kind == "Proposal" and any(s is not None and s.value in OTHER[mine.value] for s in theirs_)
