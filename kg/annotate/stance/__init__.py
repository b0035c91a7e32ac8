"""The side that a statement takes toward what it speaks of, where its words or its cue carry one.

Four kinds of evidence, each with the span of its words: the cue ("accused Acme of", "urged Acme to"), evaluative words
with what they are said of ("the offer is insulting", "an illegal strike"), wordings with a subject or object ("Acme
isn't doing anything", "in protest of the layoffs"), and what one side says of the other. Without such words nothing
is said of a stance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.annotate.base import Annotator, Draft
from kg.annotate.claims.parse import denied, hypothetical, mention_at, owner, subject_mention
from kg.annotate.claims.propositions import expletive, first_noun, imperative
from kg.annotate.events.clauses import question
from kg.annotate.polarity import evaluates, load, opposite
from kg.annotate.referents import FIRST_PERSON, expanded, generic, inside, topic
from kg.annotate.stance.directives import by_call, by_demand, by_duty, by_order, by_unless, by_vote, by_wish
from kg.annotate.stance.effects import by_effect, own_side
from kg.annotate.stance.found import Found
from kg.annotate.stance.opponents import by_lack, by_marks, by_money, by_name, names
from kg.annotate.stance.progress import by_progress
from kg.annotate.stance.wordings import by_phrase
from kg.model import Mention, Ref, Span, Stance, Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

PLACES = {"Place", "City", "State", "Country", "GovernmentBuilding"}
NAMING = {"call", "describe", "label", "brand", "dub", "term", "deem", "characterize", "consider", "find"}
TOLD = re.compile(r"\s+(?:not )?to [a-z]+", re.IGNORECASE)
FORETOLD = re.compile(r"\s+to (?:expect|brace)\b")  # "told members to expect a long strike" asks nothing
MANAGERS = re.compile(r"\b(?:managers?|supervisors?|bosses)$", re.IGNORECASE)
NAMED_WITHIN = 80  # characters from a naming cue to the word of evaluation, where the content holds only the latter
OWN_SIDE = {"stance.subject.criticizes"}
DOUBTED = {"satisfied", "convinced", "persuaded", "sure", "certain"}
TERM_OF_ART = re.compile(r"last,? best,? (?:and|&) final", re.IGNORECASE)  # an offer so called is not praised
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
        by_unless,
        by_order,
        by_demand,
        by_vote,
        by_effect,
        by_marks,
        by_name,
        by_lack,
        by_money,
    )
    everything = [found for step in evidence for found in step(draft, statement)]
    others = [s for s in draft.statements if s.key != statement.key] if everything else []
    inner = [c for s in others for c in s.content if within(statement, c)]
    for found in everything:
        if any(c.holds(found.span) for c in inner):
            continue  # the words of somebody that the speaker only quotes
        if doubted(draft, found.span):
            continue
        if found.value == "Criticizes" and found.rule in OWN_SIDE and own_side(draft, statement, found.mention):
            continue
        for target in targets(draft, statement, found.mention, places=found.rule.startswith("stance.cue")):
            rows.setdefault((target, found.value), []).append(found)
    kept: list[Stance] = []
    for (target, value), items in rows.items():
        contrary = rows.get((target, opposite(value)), []) if value != "Asks" else []
        if contrary and min(f.span for f in contrary) < min(f.span for f in items):
            continue  # of two contrary ones the first holds
        every = {f.span for f in items}
        spans = tuple(sorted(s for s in every if not any(o != s and o.holds(s) for o in every)))
        kept.append(Stance(target, value, spans[:3], items[0].rule, 0.8))
    return tuple(kept)


def doubted(draft: Draft, span: Span) -> bool:
    """Whether words stand in a clause of which the speaker is not satisfied, or sure, that it is so."""
    for above in draft.tokens(span).root.ancestors:
        near = [above, *above.children, *above.head.children]
        if any(t.lower_ in DOUBTED for t in near) and any(t.dep_ == "neg" for t in near):
            return True
    return False


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
        if (
            ref not in statement.speakers
            and not generic(draft, ref)
            and (places or entity is None or entity.kind not in PLACES)
        ):
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
    if statement.cue_lemma == "tell" and FORETOLD.match(draft.text, mention.span.end):
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
            if token.i > 0 and token.nbor(-1).lower_ in {"nothing", "anything"}:
                continue  # who has “done nothing wrong” is not blamed
            if question(token) or hypothetical(token) or called_final(draft, token):
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


def called_final(draft: Draft, token: Token) -> bool:
    """Whether a word stands in "last, best and final offer"."""
    around = draft.text[max(0, token.idx - 12) : token.idx + 20]
    return TERM_OF_ART.search(around) is not None


def said_of(draft: Draft, statement: Statement, token: Token, named: bool) -> Mention | None:
    """The mention of what an evaluative word is said of."""
    word = token
    while word.dep_ == "conj" and word.head != word:
        word = word.head
    if word.dep_ == "advmod" and word.head.dep_ == "amod":
        word = word.head  # "the worst possible news"
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
        if named and found is not None and first_mention(draft, statement, token) is None:
            new = any(c.lower_ in {"a", "an"} for c in noun.lefts)
            return found if new and stands_for_event(draft, found) else None  # "called it “a fair contract”"
    if named:
        return first_mention(draft, statement, token)
    if word.pos_ in {"NOUN", "PROPN"} and any(c.dep_ in {"nsubj", "nsubjpass"} for c in word.children):
        return subject_mention(draft, word)  # "the walkout, held in June, was blackmail", read as a verb
    if word.dep_ in {"acomp", "attr", "oprd", "ccomp", "pobj", "ROOT", "amod", "advcl"}:
        verb = word.head if word.dep_ != "ROOT" else word
        if word.dep_ == "pobj":
            if verb.head.lemma_ not in AMOUNT:
                return None
            verb = verb.head
        if verb.pos_ not in {"VERB", "AUX"} or verb.dep_ == "pcomp" or imperative(verb):
            return None
        behind = [t.lower_ for t in word.doc[word.i + 1 : word.i + 3]]
        if behind[:1] == ["as"] and (word.i < verb.i or behind[1:] in (["it"], ["they"])):  # "bad as it is"
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
    """What a naming cue names: the noun phrase at the head of the content, or between the cue and the content; of
    several that are named, each by its quotation, the one before the quotation of the word."""
    for region, name in names(draft, statement)[1:]:
        if name.start <= token.idx < name.end:
            head = first_noun(draft, region)
            return mention_at(draft, head) or owner(draft, head) if head is not None else None
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


ANNOTATOR = Annotator("stance", needs=("mentions", "entities", "statements", "actions"), adds=("statements",), run=run)
