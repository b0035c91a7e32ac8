"""What a speaker asks of others in his own words: what they must do, what he wants of them, what he calls to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.annotate.backreference import other_side
from kg.annotate.base import Draft
from kg.annotate.claims.parse import acts, hypothetical, mention_at, subject_mention
from kg.annotate.events.clauses import question
from kg.annotate.stance.found import Found
from kg.annotate.stance.opponents import against
from kg.model import Mention, Span, Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

CALL = re.compile(r"\s*[:,]\s+(?:please\s+)?([a-z]+)\b", re.IGNORECASE)
ADDRESSING = {"let", "look", "see", "ask", "imagine", "remember", "listen", "think", "wait", "thank", "say", "guess"}
FIRST = {"i", "we"}
FOR_US = {"us", "me"}
DUTY = frozenset({"must", "should"})
INFINITIVE = frozenset({"to"})
OBLIGED = {"need", "have", "ought"}  # "the company needs to return"
WANTED = {"want", "need", "expect", "like"}  # "we want the company to return"


def helped(draft: Draft, piece: Span, words: frozenset[str]) -> list[Token]:
    """The verbs of a piece that one of the words helps ("must", "to"), in reading order."""
    view = draft.view
    if not words & view.words:
        return []
    first, last = view.range(piece.start, piece.end)
    key = f"stance.helped.{min(words)}"
    if key not in draft.memo:
        helps = [i for i, word in enumerate(view.lower) if word in words and view.dep[i] == "aux"]
        draft.memo[key] = sorted({view.head[i] for i in helps if view.head[i] != i})
    return [draft.doc[i] for i in draft.memo[key] if first <= i < last]


def by_duty(draft: Draft, statement: Statement) -> Iterator[Found]:
    """What an organization must or should do is asked of it."""
    for piece in statement.content:
        for token in helped(draft, piece, DUTY):
            if any(c.dep_ == "aux" and c.lemma_ == "have" for c in token.children):
                continue
            mention = subject_mention(draft, token)
            there = any(c.dep_ == "prep" for c in token.children)  # "should be at the table", not "should be ashamed"
            plain = (token.lemma_ != "be" or there) and not question(token) and not hypothetical(token)
            if mention is not None and plain and answers(draft, mention) and piece.holds(mention.span):
                yield Found(mention, "Asks", Span(mention.span.start, token.idx + len(token)), "stance.duty")


def by_call(draft: Draft, statement: Statement) -> Iterator[Found]:
    """Somebody called by name and told what to do ("Members: report to your buildings")."""
    for piece in statement.content:
        words = draft.words(piece)
        for mention in draft.mentions_in(piece) if ":" in words or "," in words else ():
            match = CALL.match(draft.text, mention.span.end, piece.end)
            if match is None or mention.kind == "pronoun":
                continue
            first, verb = draft.tokens(mention.span)[0], draft.tokens(Span(*match.span(1)))[0]
            bare = verb.tag_ == "VB" or (verb.tag_ == "VBP" and ":" in match.group())
            if (first.is_sent_start or mention.span.start == piece.start) and bare:
                yield Found(mention, "Asks", Span(mention.span.start, match.end(1)), "stance.call")


def by_wish(draft: Draft, statement: Statement) -> Iterator[Found]:
    """What an organization needs to do, and what "we" want it to do, is asked of it."""
    for piece in statement.content:
        for token in helped(draft, piece, INFINITIVE):
            above = token.head
            ought = above.lower_ == "ought"
            wish = token.dep_ in {"xcomp", "ccomp"} and (ought or above.tag_ in {"VBZ", "VBP", "VB"})
            if not wish or question(token) or hypothetical(token):
                continue
            if any(c.dep_ == "neg" for c in above.children) or token.lemma_ == "be":
                continue
            own = [c for c in token.children if c.dep_ == "nsubj"]
            mention: Mention | None = None
            if own and above.lemma_ in WANTED and any(c.lower_ in FIRST for c in above.children if c.dep_ == "nsubj"):
                mention = mention_at(draft, own[0])
            elif not own and above.lemma_ in OBLIGED and (ought or above.tag_ in {"VBZ", "VBP"}):
                mention = subject_mention(draft, above)
            if mention is not None and answers(draft, mention) and piece.holds(mention.span):
                start = min(mention.span.start, above.idx)
                yield Found(mention, "Asks", Span(start, token.idx + len(token)), "stance.wish")


def by_unless(draft: Draft, statement: Statement) -> Iterator[Found]:
    """What the other side is to do lest something be done: "will strike unless Acme moves on pay"."""
    for piece in statement.content:
        for token in draft.tokens(piece):
            if token.lower_ != "unless" or token.dep_ != "mark" or token.head.pos_ not in {"VERB", "AUX"}:
                continue
            mention = next((mention_at(draft, c) for c in token.head.children if c.dep_ == "nsubj"), None)
            if mention is not None and against(draft, statement, mention) and piece.holds(mention.span):
                yield Found(mention, "Asks", draft.span(token.i, max(token.i, token.head.i)), "stance.unless")


def answers(draft: Draft, mention: Mention) -> bool:
    """Whether a mention is of somebody of whom one can ask something: an organization, a person with a post."""
    return acts(draft, mention) or any(p.person == mention.target for p in draft.positions)


def by_order(draft: Draft, statement: Statement) -> Iterator[Found]:
    """An order or request in so many words asks something of the one who is addressed."""
    if statement.addressee is None or statement.mode != "direct":
        return
    first = statement.content[0]
    tokens = [t for t in draft.tokens(first) if not t.is_punct and t.lower_ not in {"please", "just", "do"}]
    if not tokens:
        return
    verb = tokens[0]
    bare = verb.tag_ == "VB" and verb.dep_ in {"ROOT", "ccomp"} and not any(c.dep_ == "nsubj" for c in verb.children)
    asked = len(tokens) > 2 and [t.lower_ for t in tokens[:2]] in (["can", "you"], ["could", "you"], ["would", "you"])
    if (bare and verb.lemma_ not in ADDRESSING) or asked:
        span = Span(verb.idx, (tokens[2] if asked else verb).idx + len(tokens[2] if asked else verb))
        yield Found(Mention(span, statement.addressee, "pronoun", "stance.order"), "Asks", span, "stance.order")


def by_demand(draft: Draft, statement: Statement) -> Iterator[Found]:
    """What is to be done for "us", with no one addressed, is asked of the other side: “Pay us.”"""
    if statement.addressee is not None or statement.mode != "direct":
        return
    for piece in statement.content:
        for token in draft.tokens(piece):
            opens = token.is_sent_start or token.idx == piece.start
            owed = any(c.lower_ in FOR_US and c.dep_ in {"dobj", "dative"} for c in token.children)
            if not (opens and token.tag_ == "VB" and owed) or token.lemma_ in ADDRESSING:
                continue
            other = other_side(draft, statement, token)
            if other is not None:
                span = Span(token.idx, token.idx + len(token))
                yield Found(Mention(span, other, "pronoun", "stance.demand"), "Asks", span, "stance.demand")


def by_vote(draft: Draft, statement: Statement) -> Iterator[Found]:
    """A vote that one gives or wants takes a side on what is voted on: "will vote no", "voted yes"."""
    for piece in statement.content:
        for mention in draft.mentions_in(piece):
            if mention.rule != "event-vote":
                continue
            word = draft.tokens(mention.span)[0]
            if not question(word) and not hypothetical(word):
                value = "Supports" if word.lower_ == "yes" else "Criticizes"
                yield Found(mention, value, draft.span(min(word.head.i, word.i), word.i), "stance.vote")
