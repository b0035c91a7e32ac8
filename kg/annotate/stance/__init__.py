"""The side that a statement takes toward what it speaks of, where its words or its cue carry one.

Three kinds of evidence, each with the span of its words: the cue ("accused Acme of", "urged Acme to"), evaluative words
with what they are said of ("the offer is insulting", "an illegal strike"), and wordings with a subject or object
("Acme isn't doing anything", "in protest of the wait times"). Without such words nothing is said of a stance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.annotate.base import Annotator, Draft
from kg.annotate.claims.parse import (
    NEGATIONS,
    agent,
    alleged,
    denied,
    hypothetical,
    mention_at,
    owner,
    subject_mention,
)
from kg.annotate.claims.propositions import expletive, first_noun, imperative
from kg.annotate.events.clauses import question
from kg.annotate.issues import plainly
from kg.annotate.polarity import Phrase, evaluates, load, opposite
from kg.annotate.referents import FIRST_PERSON, expanded, inside, topic
from kg.annotate.stance.directives import by_call, by_demand, by_duty, by_order, by_vote, by_wish
from kg.annotate.stance.effects import by_effect, own_side
from kg.annotate.stance.found import Found
from kg.annotate.stance.progress import by_progress
from kg.model import Mention, Ref, Span, Stance, Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

PLACES = {"Place", "City", "State", "Country", "GovernmentBuilding"}
NAMING = {"call", "describe", "label", "brand", "dub", "term", "deem", "characterize", "consider", "find"}
TOLD = re.compile(r"\s+(?:not )?to [a-z]+", re.IGNORECASE)
MANAGERS = re.compile(r"\b(?:managers?|supervisors?|bosses)$", re.IGNORECASE)
OWNER = re.compile(r"[’']s?\s")
YOU = re.compile(r"\s+(you)\b")
NEAR = 12  # characters between a subject and its predicate that are shown together
NAMED_WITHIN = 80  # characters from a naming cue to the word of evaluation, where the content holds only the latter
MARKS = '“”"'
UNMARKED = str.maketrans("", "", MARKS)
OWN_SIDE = {"stance.subject.criticizes"}
AMOUNT = {"amount", "come", "add", "serve", "stand"}  # "amounts to a pay cut"


def run(draft: Draft) -> None:
    """Fills `Statement.stances`."""
    draft.statements[:] = [replace(s, stances=stances(draft, s)) for s in draft.statements]


def stances(draft: Draft, statement: Statement) -> tuple[Stance, ...]:
    """The stances of a statement; none where no words carry one."""
    rows: dict[tuple[Ref, str], list[Found]] = {}
    evidence = (
        by_cue,
        by_words,
        by_phrase,
        by_call,
        by_progress,
        by_duty,
        by_wish,
        by_order,
        by_demand,
        by_vote,
        by_effect,
    )
    everything = [found for step in evidence for found in step(draft, statement)]
    others = [s for s in draft.statements if s.key != statement.key] if everything else []
    inner = [c for s in others for c in s.content if within(statement, c)]
    for found in everything:
        if any(c.holds(found.span) for c in inner):
            continue  # the words of somebody that the speaker only quotes
        if found.value == "Criticizes" and found.rule in OWN_SIDE and own_side(draft, statement, found.mention):
            continue
        for target in targets(draft, statement, found.mention, places=found.rule.startswith("stance.cue")):
            rows.setdefault((target, found.value), []).append(found)
    kept: list[Stance] = []
    for (target, value), items in rows.items():
        contrary = rows.get((target, opposite(value)), []) if value != "Asks" else []
        if contrary and min(f.span for f in contrary) < min(f.span for f in items):
            continue  # of two contrary ones the first holds
        spans = tuple(sorted({f.span for f in items}))
        kept.append(Stance(target, value, spans[:3], items[0].rule, 0.8))
    return tuple(kept)


def within(statement: Statement, span: Span) -> bool:
    """Whether a span is a true part of the content of a statement."""
    return any(c.holds(span) and c != span for c in statement.content)


def targets(draft: Draft, statement: Statement, mention: Mention, places: bool) -> tuple[Ref, ...]:
    """Refs that a mention makes targets: not the speaker, not what is ambiguous, a place only where it is meant as
    one that acts ("blamed the state")."""
    if mention.target is None or draft.words(mention.span).lower() in FIRST_PERSON:
        return ()
    refs = []
    for ref in expanded(draft, mention.target):
        entity = draft.entities.get(ref)
        if ref not in statement.speakers and (places or entity is None or entity.kind not in PLACES):
            refs.append(ref)
    return tuple(refs)


# ---- the cue


def by_cue(draft: Draft, statement: Statement) -> Iterator[Found]:
    """A cue that itself praises, blames or asks: toward its object."""
    value = load().cues.get(statement.cue_lemma or "")
    if statement.cue_lemma == "tell" and told_to(draft, statement):
        value = "Asks"
    if value is None or statement.cue is None:
        return
    mention = accused(draft, statement) or addressed(draft, statement)
    if mention is None or not value:
        return
    if value == "Asks" and not directive(draft, statement, mention):
        return
    yield Found(mention, value, up_to(draft, statement, mention, value), f"stance.cue.{value.lower()}")


def told_to(draft: Draft, statement: Statement) -> bool:
    """Whether the content is "X to do something", as what somebody is told."""
    head = first_noun(draft, statement.content[0])
    mention = mention_at(draft, head) if head is not None else None
    return mention is not None and TOLD.match(draft.text, mention.span.end) is not None


def accused(draft: Draft, statement: Statement) -> Mention | None:
    """Who is blamed where that is not the cue's object: "blamed the delays on Acme", the body whose managers are
    alleged to have done something."""
    assert statement.cue is not None
    token = draft.tokens(statement.cue).root
    if statement.cue_lemma == "blame":
        for child in token.children:
            if child.lower_ == "on" and child.dep_ == "prep":
                return next((mention_at(draft, c) for c in child.children if c.dep_ == "pobj"), None)
    if statement.cue_lemma == "allege":
        head = first_noun(draft, statement.content[0])
        mention = mention_at(draft, head) if head is not None else None
        entity = draft.entities.get((mention.target if mention else None) or "")
        if mention is not None and entity is not None and entity.employer and MANAGERS.search(entity.name):
            return replace(mention, target=entity.employer)
    return None


def addressed(draft: Draft, statement: Statement) -> Mention | None:
    """The mention of the cue's object: right at the head of the content, or beside the cue."""
    first = statement.content[0]
    cue = statement.cue
    assert cue is not None
    if cue.start < first.start:
        head = first_noun(draft, first)
        if head is not None and (found := mention_at(draft, head)) is not None and found.target is not None:
            return found
    token = draft.tokens(cue).root
    for child in token.children:
        if child.dep_ in {"dobj", "obj", "dative"} and not inside(statement, Span(child.idx, child.idx + len(child))):
            found = mention_at(draft, child)
            if found is not None:
                return found
    if statement.addressee is not None:
        return next((m for m in draft.mentions if m.target == statement.addressee), None)
    return None


def directive(draft: Draft, statement: Statement, mention: Mention) -> bool:
    """Whether an asking cue asks its object to do something ("asked Acme to settle"), not merely about something."""
    after = Span(mention.span.end, max(mention.span.end + 1, statement.content[-1].end))
    words = draft.text[after.start : after.end].lower().split()
    if (
        statement.cue_lemma in {"ask"}
        and words[:1]
        and words[0] in {"if", "whether", "why", "how", "what", "about", "when"}
    ):
        return False
    if statement.content[0].holds(mention.span):
        verb = next(iter(draft.tokens(Span(mention.span.end + 1, mention.span.end + 2))), None)
        bare = verb is not None and verb.tag_ in {"VB", "VBP"}  # "demanded that Acme reinstate them"
        return bare or "to" in words[:12] or "not" in words[:2] or "that" in words[:2]
    return True


def up_to(draft: Draft, statement: Statement, mention: Mention, value: str) -> Span:
    """The words of a cue with its object and, where it asks, the verb of what is asked."""
    cue = statement.cue
    assert cue is not None
    if mention.span.start < cue.start:
        return cue
    end = mention.span.end
    if value == "Asks":
        for token in draft.tokens(Span(end, min(len(draft.text), end + 60))):
            if token.pos_ in {"VERB", "AUX"} and token.i > 0 and token.nbor(-1).lower_ in {"to", "not"}:
                end = token.idx + len(token)
                break
    return Span(cue.start, end)


# ---- evaluative words


def by_words(draft: Draft, statement: Statement) -> Iterator[Found]:
    """Adjectives and nouns of praise or blame, toward what they are said of."""
    known, view = load(), draft.view
    named = statement.cue_lemma in NAMING or known.cues.get(statement.cue_lemma or "") in {"Supports", "Criticizes"}
    for piece in statement.content:
        for i in range(*view.range(piece.start, piece.end)):
            if view.lower[i] not in known.signs and view.lower_lemma[i] not in known.signs:
                continue
            token = draft.doc[i]
            value = evaluates(token)
            if value is None or not piece.holds(Span(token.idx, token.idx + len(token))):
                continue
            if question(token) or hypothetical(token):
                continue
            if denied(token):
                if value == "Supports" and token.pos_ in {"ADJ"}:
                    value = opposite(value)
                else:
                    continue
            back = mention_at(draft, token)
            if back is not None and back.rule == "event-exclamation":
                yield Found(back, value, words_of(draft, piece, token), "stance.exclamation")
                continue
            mention = said_of(draft, statement, token, named)
            if mention is None or (token.dep_ != "amod" and mention.span.holds(Span(token.idx, token.idx + 1))):
                continue
            yield Found(mention, value, words_of(draft, piece, token), "stance.words")


def said_of(draft: Draft, statement: Statement, token: Token, named: bool) -> Mention | None:
    """The mention of what an evaluative word is said of."""
    word = token
    while word.dep_ == "conj" and word.head != word:
        word = word.head
    if word.dep_ == "amod":
        noun = word.head
        found = mention_at(draft, noun)
        if found is not None and stands_for_event(draft, found) and not named:
            return found
        if noun.dep_ in {"attr", "oprd"}:
            word = noun
        elif named:
            return first_mention(draft, statement, token)
        else:
            return None
    if named:
        return first_mention(draft, statement, token)
    if word.dep_ in {"acomp", "attr", "oprd", "ccomp", "pobj", "ROOT", "amod", "advcl"}:
        verb = word.head if word.dep_ != "ROOT" else word
        if word.dep_ == "pobj":
            if verb.head.lemma_ not in AMOUNT:
                return None
            verb = verb.head
        if verb.pos_ not in {"VERB", "AUX"} or verb.dep_ == "pcomp" or imperative(verb):
            return None
        if word.i + 1 < len(word.doc) and word.nbor().lower_ == "as" and word.i < verb.i:  # "bad as it is"
            return None
        if word.dep_ in {"oprd", "ccomp"} and verb.lemma_ in NAMING:  # "I would call the offer fair"
            named_ = next(
                (c for c in (*verb.children, *word.children) if c.dep_ in {"dobj", "nsubj"} and c.i > verb.i), None
            )
            return mention_at(draft, named_) if named_ is not None else None
        real = expletive(verb)
        if real is not None:
            matter = [m for m in topic(draft, statement) if m.target and not m.target.startswith("i:")]
            events = [m for m in matter if stands_for_event(draft, m)]
            return next(iter(events or matter), None) or subject_mention(draft, real)
        return subject_mention(draft, verb)
    return None


def first_mention(draft: Draft, statement: Statement, token: Token) -> Mention | None:
    """What a naming cue names: the noun phrase at the head of the content, or between the cue and the content."""
    head = first_noun(draft, statement.content[0])
    if head is not None and head.i < token.i:
        return mention_at(draft, head) or owner(draft, head)
    if statement.cue is not None and 0 < token.idx - statement.cue.end < NAMED_WITHIN:
        between = Span(statement.cue.end, token.idx)
        return next((m for m in draft.mentions_in(between) if m.target is not None), None)
    return None


def words_of(draft: Draft, piece: Span, token: Token) -> Span:
    """An evaluative word with its adverbs and what is joined to it, inside the piece."""
    inside_ = [token, *token.conjuncts, *(c for c in token.children if c.dep_ in {"advmod", "amod", "neg"})]
    inside_ = [t for t in inside_ if piece.holds(Span(t.idx, t.idx + len(t)))]
    return draft.span(min(t.i for t in inside_), max(t.i for t in inside_))


def stands_for_event(draft: Draft, mention: Mention) -> bool:
    """Whether a mention is of an action, proposal or agreement."""
    return bool(mention.target and mention.target.startswith("a:"))


# ---- wordings


def by_phrase(draft: Draft, statement: Statement) -> Iterator[Found]:
    """Wordings that praise or blame their subject or object."""
    known = load()
    for piece in statement.content:
        # quotation marks within a wording (“fed up” with) do not matter
        hits = known.index.find(plainly(draft.words(piece).translate(UNMARKED)))
        kept = [i for i in range(piece.start, piece.end) if draft.text[i] not in MARKS] if hits else []
        for number, match in hits:
            words = match.group().strip()
            start = match.start() + match.group().index(words) if words else 0
            if words:
                span = Span(kept[start], kept[start + len(words) - 1] + 1)
                yield from placed(draft, statement, known.phrases[number], piece, span)


def placed(draft: Draft, statement: Statement, phrase: Phrase, piece: Span, span: Span) -> Iterator[Found]:
    """The stance of one wording at one place."""
    tokens = [t for t in draft.tokens(span) if not t.is_space]
    if not tokens:
        return
    verb = next((t for t in tokens if t.pos_ in {"VERB", "AUX"} and t.dep_ not in {"aux", "auxpass", "neg"}), tokens[0])
    if (
        question(verb)
        or (verb.pos_ == "VERB" and verb.dep_ == "amod")
        or alleged(verb)
        or (hypothetical(verb) and (phrase.value != "Criticizes" or any(x.lower_ in NEGATIONS for x in tokens)))
    ):
        return
    rule = f"stance.{phrase.role}.{phrase.value.lower()}"
    if phrase.role == "object":
        if verb.pos_ == "VERB" and outside(verb, span) and not phrase.issue:
            return
        mention = after(draft, piece, span, phrase.issue, statement.addressee)
        if mention is not None:
            yield Found(mention, phrase.value, Span(span.start, mention.span.end), rule)
        return
    if outside(verb, span):
        return
    if any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children):
        mention = agent(draft, verb)
    else:
        mention = subject_mention(draft, verb)
    if mention is not None:
        last = max((t.i for t in tokens), default=verb.i)
        reach = [t for t in verb.subtree if t.i >= last and piece.holds(Span(t.idx, t.idx + len(t)))]
        end = span.end
        for t in sorted(reach, key=lambda t: t.i):
            if t.dep_ in {"punct", "cc", "mark"} and t.i > last:
                break
            end = max(end, t.idx + len(t))
        near = piece.holds(mention.span) and 0 <= span.start - mention.span.end <= NEAR
        start = mention.span.start if near else span.start
        yield Found(mention, phrase.value, Span(start, end), rule)


def outside(verb: Token, span: Span) -> bool:
    """Whether a verb is denied by a word that is no part of the wording itself."""
    return any(c.lower_ in NEGATIONS and not span.holds(Span(c.idx, c.idx + len(c))) for c in verb.children)


def after(draft: Draft, piece: Span, span: Span, issue: bool, addressee: Ref | None) -> Mention | None:
    """The mention that stands right after a wording."""
    found = [
        m
        for m in draft.mentions_in(Span(span.start, piece.end))
        if m.target is not None and m.span.end > span.end and m.span.start <= span.end + 45
    ]
    you = YOU.match(draft.text, span.end, piece.end)
    if you is not None and addressee is not None:
        return Mention(Span(*you.span(1)), addressee, "pronoun", "stance.you")
    for mention in found:
        between = draft.text[span.end : mention.span.start].lower()
        if any(mark in between for mark in ".;:?!,—") or len(between.split()) > 4:
            return None
        if any(
            t.pos_ in {"VERB", "AUX"}
            for t in draft.tokens(Span(span.end, max(span.end + 1, mention.span.start)))
            if span.end <= t.idx < mention.span.start
        ):
            return None
        owned = OWNER.match(draft.text, mention.span.end) is not None
        if owned and any(m.span.end > mention.span.end + 2 and m.span.start <= mention.span.end + 25 for m in found):
            continue  # "rejected the company's latest offer"
        if not issue or ((mention.target or "").startswith("i:") and draft.tokens(mention.span).root.idx >= span.end):
            return mention
    return None


ANNOTATOR = Annotator("stance", needs=("mentions", "entities", "statements", "actions"), adds=("statements",), run=run)
