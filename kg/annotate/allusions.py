"""What a statement alludes to by a wording that names no event: "we can go out there again" (the strike), "vote no"
(the ballot), “the bonus” (the offer that holds it); and the workers whom somebody from outside calls "them"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from kg.annotate.backreference import AGREED, STOPPAGES, VOTED, VOTES, other_side, sides, voted_on, votes
from kg.annotate.base import Draft
from kg.annotate.issues import plainly
from kg.annotate.lexicons import load_lexicon
from kg.annotate.polarity import load
from kg.annotate.referents import generic
from kg.annotate.speaker_sides import EMPLOYER, UNION, WORKER
from kg.model import Mention, Ref, Span, Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

THEM = {"them", "they"}
GUESSES = {"pronoun-in-quote", "pronoun-other-side", "pronoun-plural"}
BESIDE = {"behind", "for", "with"}  # "I'm right behind them"
AM = {"am", "are", "was", "were", "'m", "’m", "'re", "’re"}
FEELING = {"feel", "stand", "sympathise", "sympathize", "root", "side", "care"}
HELPING = {"support", "back", "help", "thank", "feed", "bless", "admire", "respect", "salute", "pay"}
NAMING = {"call", "describe", "describe as", "label", "brand", "dub", "term", "deem", "dismiss as"}
DECISION = re.compile(r"(?:the|this|that) (decision|call|move|action)\b(?! (?:by|of|to|for|on)\b)", re.IGNORECASE)
NEAR = 12  # characters between "they" and the words of praise
WITHIN = 12  # sentences between a term of an offer and where it is told
GATHERED = STOPPAGES | {"Rally", "Picket"}
TERMS = {"dobj", "pobj", "conj", "attr"}  # where a term stands behind what holds it: "the offer includes a bonus"


@cache
def idioms() -> tuple[tuple[frozenset[str], re.Pattern[str]], ...]:
    """The wordings of kg/lexicon/allusions.yaml with the kinds of events that they can mean."""
    rows = load_lexicon("allusions.yaml")["idioms"]
    return tuple(
        (frozenset(row["kinds"]), re.compile(rf"(?<![\w-])(?:{row['words']})(?![\w-])", re.IGNORECASE)) for row in rows
    )


@cache
def wording(name: str) -> re.Pattern[str]:
    """One of the single wordings of kg/lexicon/allusions.yaml: turnout, folk, own_people."""
    return re.compile(rf"(?<![\w-])(?:{load_lexicon('allusions.yaml')[name]['words']})(?![\w-])", re.IGNORECASE)


def mentions(draft: Draft, statement: Statement) -> list[Mention]:
    """Mentions of events by an idiom, a vote, a turnout or a term of an offer, and of workers by a plain word for
    people, where no mention stands yet."""
    found: list[Mention] = []
    for piece in statement.content:
        found.extend(by_idiom(draft, piece))
        found.extend(by_vote(draft, piece))
        found.extend(by_term(draft, statement, piece))
        found.extend(by_turnout(draft, piece))
        found.extend(by_folk(draft, statement, piece))
        found.extend(by_decision(draft, statement, piece))
    return found


def by_decision(draft: Draft, statement: Statement, piece: Span) -> Iterator[Mention]:
    """The stoppage that an employer or somebody outside names "the decision", whatever the sentence before is on."""
    side = sides(draft).of_statement(statement)
    if statement.cue_lemma not in NAMING or (side is not None and side.value in {UNION, WORKER}):
        return
    match = DECISION.match(draft.text, piece.start, piece.end)
    event = last(draft, piece.start, STOPPAGES - {"Lockout"}) if match is not None else None
    if match is not None and event is not None and not taken(draft, span := Span(*match.span(1))):
        yield Mention(span, event, "nominal", "event-decision", 0.6)


def by_turnout(draft: Draft, piece: Span) -> Iterator[Mention]:
    """The gathering or stoppage whose size is told: “Police put the crowd at 300.”"""
    for match in wording("turnout").finditer(plainly(draft.words(piece))):
        span = Span(piece.start + match.start(), piece.start + match.end())
        first = draft.sentence(span.start)
        near = draft.doc[max(0, first.start - 1)].sent.start_char
        event = last(draft, span.start, GATHERED)
        told = [m for m in draft.mentions if m.target == event and near <= m.span.start < span.start]
        if event is not None and told and not taken(draft, span):
            yield Mention(span, event, "nominal", "event-turnout", 0.6)


def by_folk(draft: Draft, statement: Statement, piece: Span) -> Iterator[Mention]:
    """The workers of the dispute, of whom somebody outside it speaks as of plain people ("pay the ladies"), and their
    employer as of its own ("our people")."""
    side = sides(draft).of_statement(statement)
    if statement.mode == "indirect" or (side is not None and side.value in {UNION, WORKER}):
        return
    own = side is not None and side.value == EMPLOYER
    for match in wording("own_people" if own else "folk").finditer(plainly(draft.words(piece))):
        span = Span(piece.start + match.start(), piece.start + match.end())
        group = workers(draft)
        here = [m.target for m in draft.mentions if m.span.end == span.end and m.target]
        known = any(not generic(draft, ref) for ref in here)
        if group is not None and not known and group not in statement.speakers:
            yield Mention(span, group, "nominal", "workers-folk", 0.6)


def by_idiom(draft: Draft, piece: Span) -> Iterator[Mention]:
    """Events that an idiom of striking or bargaining stands for."""
    words = plainly(draft.words(piece))
    for kinds, expression in idioms():
        for match in expression.finditer(words):
            span = Span(piece.start + match.start(), piece.start + match.end())
            event = chief(draft, kinds)
            if event is not None and not taken(draft, span):
                yield Mention(span, event, "nominal", "event-idiom", 0.6)


def by_vote(draft: Draft, piece: Span) -> Iterator[Mention]:
    """The ballot in which somebody votes yes or no: the last one told of, else the only one."""
    for i in range(*draft.view.range(piece.start, piece.end)):
        if draft.view.lower[i] not in VOTED or not votes(draft.doc[i]):
            continue
        verb = draft.doc[i].head
        span = Span(verb.idx, verb.idx + len(verb))
        on_deal = VOTES & {"RatificationVote"} if voted_on(draft, draft.doc[i]) else VOTES
        event = last(draft, span.start, on_deal) or only(draft, on_deal)
        if event is not None and not taken(draft, span):
            yield Mention(span, event, "nominal", "event-ballot", 0.6)


def by_term(draft: Draft, statement: Statement, piece: Span) -> Iterator[Mention]:
    """The offer or agreement of which a term is spoken: “The offer includes a bonus ... called the bonus “a bribe”."""
    for token in draft.tokens(piece):
        alone = token.pos_ == "NOUN" and [t.lower_ for t in token.lefts] in (["the"], ["that"], ["those"], ["these"])
        if not alone or any(c.dep_ in ("prep", "relcl", "acl") for c in token.rights):
            continue
        span = Span(token.idx, token.idx + len(token))
        if any(m.span.holds(span) and not (m.target or "").startswith("i:") for m in draft.mentions_at(token.idx)):
            continue
        holder = holding(draft, token)
        if holder is not None:
            yield Mention(span, holder, "nominal", "event-term", 0.6)


def holding(draft: Draft, token: Token) -> Ref | None:
    """The offer or agreement that an earlier sentence tells to hold such a term as its subject."""
    kinds = {a.ref: a.kind for a in draft.actions}
    sent = token.sent
    for _ in range(WITHIN):
        for other in sent:
            if other.i >= token.i or other.lemma_ != token.lemma_ or other.dep_ not in TERMS or other.pos_ != "NOUN":
                continue
            for verb in other.ancestors:
                for child in verb.children:
                    if child.dep_ not in ("nsubj", "nsubjpass") or child.i > other.i:
                        continue
                    noun = verb.head if child.lower_ in ("which", "that") and verb.dep_ == "relcl" else child
                    at = (m for m in draft.mentions_at(noun.idx) if kinds.get(m.target or "") in AGREED)
                    found = next((m for m in at if draft.root(m.span) == noun.i), None)
                    if found is not None:
                        return found.target
        if sent.start == 0:
            return None
        sent = draft.doc[sent.start - 1].sent
    return None


def last(draft: Draft, before: int, kinds: frozenset[str] | set[str]) -> Ref | None:
    """The event of some kinds that was named last before an offset."""
    named = {a.ref: a.kind for a in draft.actions}
    told = [m for m in draft.mentions if named.get(m.target or "") in kinds and m.span.end <= before]
    return max(told, key=lambda m: m.span).target if told else None


def chief(draft: Draft, kinds: frozenset[str]) -> Ref | None:
    """The event of some kinds that the story speaks of most; of equals the first."""
    named = [a.ref for a in draft.actions if a.kind in kinds]
    told = Counter(m.target for m in draft.mentions if m.target in named)
    return max(named, key=lambda ref: told[ref], default=None)


def only(draft: Draft, kinds: frozenset[str] | set[str]) -> Ref | None:
    """The event of some kinds, where the story has but one."""
    found = [a.ref for a in draft.actions if a.kind in kinds]
    return found[0] if len(found) == 1 else None


def taken(draft: Draft, span: Span) -> bool:
    """Whether a mention of an event stands in the span already."""
    return any(m.span.overlaps(span) and (m.target or "").startswith("a:") for m in draft.mentions)


def friends(draft: Draft, statement: Statement) -> dict[Span, Ref]:
    """The workers of the dispute whom somebody who is of neither party means by a "them" that he feels for.

    Gives the places of pronouns that were guessed otherwise, or not at all, and whom they mean."""
    side = sides(draft).of_statement(statement)
    if statement.mode == "indirect" or (side is not None and side.value in {UNION, EMPLOYER}):
        return {}
    found: dict[Span, Ref] = {}
    for piece in statement.content:
        for token in draft.tokens(piece):
            if token.lower_ not in THEM or not (found or felt_for(token)):
                continue
            span = Span(token.idx, token.idx + len(token))
            sure = [
                m
                for m in draft.mentions_at(token.idx)
                if m.target and (m.rule not in GUESSES or named(draft, m, statement))
            ]
            group = workers(draft)
            if group is not None and not sure and group not in statement.speakers:
                found[span] = group
    return found


def opponents(draft: Draft, statement: Statement) -> dict[Span, Ref]:
    """Whom a worker means by a "they" that was guessed to be of the workers themselves, of whom he would say "we"."""
    side = sides(draft).of_statement(statement)
    if statement.mode != "direct" or side is None or side.value != WORKER:
        return {}
    found: dict[Span, Ref] = {}
    for piece in statement.content:
        for mention in draft.mentions_in(piece):
            token = draft.doc[draft.view.range(mention.span.start, mention.span.end)[0]]
            if mention.rule != "pronoun-in-quote" or token.lower_ != "they" or named(draft, mention, statement):
                continue
            own = sides(draft).of(mention.target or "")
            other = other_side(draft, statement, token) if own is not None and own.value == WORKER else None
            if other is not None:
                found[mention.span] = other
    return found


def named(draft: Draft, pronoun: Mention, statement: Statement) -> bool:
    """Whether the words of a statement themselves name, before a pronoun, the group that it is of."""
    said = (m for piece in statement.content for m in draft.mentions_in(piece))
    return any(m.target == pronoun.target and m.span < pronoun.span for m in said)


def felt_for(token: Token) -> bool:
    """Whether a pronoun is of people whom the speaker is for: "I'm behind them", "we support them"."""
    if token.i > 1 and token.nbor(-1).lower_ == "for" and token.nbor(-2).lower_ == "good":
        return True  # "Good for them"
    if token.dep_ == "pobj" and token.head.lower_ in BESIDE:
        return any(t.lemma_ in FEELING or t.lower_ in AM for t in (token.head.head, token.head.head.head))
    if token.dep_ == "nsubj":
        return praised(token)
    if token.dep_ == "dobj":
        return token.head.lemma_ in HELPING and not any(c.dep_ == "neg" for c in token.head.children)
    return False


def praised(token: Token) -> bool:
    """Whether a wording of praise follows a subject: "they take care of us"."""
    behind = plainly(token.doc.text[token.idx + len(token) : token.sent.end_char])
    hits = ((load().phrases[number], match) for number, match in load().index.find(behind))
    return any(p.role == "subject" and p.value == "Supports" and m.start() <= NEAR for p, m in hits)


def workers(draft: Draft) -> Ref | None:
    """The group that takes part in the stoppage of the story, else the workers told of most, else the union."""
    kinds = {a.ref: a.kind for a in draft.actions}
    stoppages = [f for f in draft.facts if kinds.get(f.subject) in STOPPAGES and f.object in draft.entities]
    part = [draft.entities[str(f.object)] for f in stoppages if f.predicate == "participant"]
    if part:
        return next((e.ref for e in part if e.occupation), part[0].ref)
    told = Counter(m.target for m in draft.mentions if m.target in draft.entities)
    groups = [e.ref for e in draft.entities.values() if e.kind == "Collective" and e.occupation]
    groups = [ref for ref in groups if not generic(draft, ref)]
    working = [ref for ref in groups if (side := sides(draft).of(ref)) is not None and side.value == WORKER]
    called = [str(f.object) for f in stoppages if f.predicate == "organizer"]
    return max(working, key=lambda ref: told[ref], default=next(iter(called), None)) if stoppages else None
