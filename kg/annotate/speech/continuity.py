"""Pronouns that speak: "he" and "it" by what stands before them in their own paragraph.

Centering (Grosz, Joshi and Weinstein 1995): a pronoun that is a subject goes on from the subject of the sentence before
it; who was spoken of in an earlier paragraph is not taken up again over the head of somebody new.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.annotate.base import Draft
from kg.annotate.coreference.quoted import spoken_to
from kg.annotate.coreference.sources import beside
from kg.annotate.names.lexicon import usual_gender
from kg.annotate.salience import saying
from kg.model import Entity, Mention, Ref, Span, Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

GENDERS = {"he": "m", "she": "f"}
SUBJECTS = ("nsubj", "nsubjpass")
ORGANIZED = {"Employer", "LaborUnion", "UnionLocal", "FormalOrganization", "GovernmentBody", "NewsOrganization"}
# signs that a noun stands for somebody who is not named
UNNAMED = ({"anonymity", "anonymous", "anonymously"}, {"name", "names", "named", "identified", "identify"})


def place(statement: Statement) -> int:
    """Where a statement is attributed: its cue, else its content."""
    return statement.cue.start if statement.cue is not None else statement.content[0].start


def of_the_body(draft: Draft, statement: Statement, previous: Statement | None) -> Statement:
    """ "It" without a speaker, right after an organization spoke in the same paragraph: that organization again."""
    if statement.source is None or statement.speakers or previous is None or len(previous.speakers) != 1:
        return statement
    body = draft.entities.get(previous.speakers[0])
    if draft.words(statement.source).lower() != "it" or body is None or body.kind not in ORGANIZED:
        return statement
    paragraph = draft.structure.paragraph_at
    if paragraph(place(statement)) != paragraph(place(previous)):
        return statement
    for m in draft.mentions:
        entity = draft.entities.get(m.target or "")
        between = place(previous) < m.span.start < statement.source.start
        if between and entity is not None and entity.kind in ORGANIZED and entity.ref != body.ref:
            return statement
    return spoken(draft, statement, body.ref, "said-before")


def of_the_paragraph(draft: Draft, statement: Statement, settled: list[Statement]) -> Statement:
    """ "He" or "she", open or read as somebody of an earlier paragraph though another person is the subject here."""
    source = statement.source
    if source is None or draft.words(source).lower() not in GENDERS or len(statement.speakers) > 1:
        return statement
    if not (statement.speakers or statement.candidates):
        return statement
    gender, far = GENDERS[draft.words(source).lower()], next(iter(statement.speakers), None)
    index = draft.structure.paragraph_at(source.start)
    if index < 0:
        return statement
    start = draft.structure.paragraphs[index].start
    sent = draft.tokens(source).root.sent
    doc = draft.doc
    deps = draft.view.dep
    before = range(bisect_left(draft.view.start, start), sent.start)
    called = spoken_to(draft, draft.tokens(source).root)
    for token in reversed([doc[i] for i in before if deps[i] in SUBJECTS and _topic(doc[i])]):
        if draft.structure.quoted(token.idx):
            continue
        near = _said_by(draft, token, settled)
        if token.lower_ in GENDERS:
            goes_on = token.lower_ == draft.words(source).lower() and near != far
            return spoken(draft, statement, near, "goes-on") if near is not None and goes_on else statement
        near = near or _person(draft, token)
        if near is not None and near in called:
            continue
        other = _other_in(draft, token, near, gender) if near is not None else None
        if other is not None and near is not None:
            return _open(draft, statement, (near, other))
        if near == far or any(m.target == far and start <= m.span.start < token.idx for m in draft.mentions):
            return statement
        if near is not None:
            fits = can_be(draft.entities[near], gender)
            return spoken(draft, statement, near, "subject-here") if fits else statement
        if token.tag_ == "NN" and any(c.lower_ in ("a", "an") for c in token.lefts) and _unnamed(token):
            return spoken(draft, statement, _somebody(draft, token, gender), "unnamed-here")
    return statement


def not_named(draft: Draft, statement: Statement) -> Statement:
    """ "He" or "she" who would speak of himself by name ("“Al's a good man,” he said"): the last other person named
    before, in this paragraph or the one before it, else nobody."""
    source, who = statement.source, statement.speakers
    gender = GENDERS.get(draft.words(source).lower()) if source is not None else None
    if source is None or gender is None or len(who) != 1 or statement.mode != "direct":
        return statement
    quotes = draft.structure.quotes
    inner = [q.inner for q in quotes if q.depth and not any(q.inner.holds(c) for c in statement.content)]
    said = [m for c in statement.content for m in draft.mentions_in(c) if m.kind == "name"]
    named = {m.target for m in said if not any(q.holds(m.span) for q in inner)}
    if who[0] not in named:
        return statement
    here = draft.structure.paragraph_at(source.start)
    first = min(source.start, statement.content[0].start)
    before = [m for m in draft.mentions if m.kind == "name" and m.span.end <= first]
    for m in sorted(before, key=lambda m: m.span, reverse=True):
        entity = draft.entities.get(m.target or "")
        if here - draft.structure.paragraph_at(m.span.start) > 1:
            break
        if entity is not None and entity.kind == "Person" and entity.ref not in named and can_be(entity, gender):
            return spoken(draft, statement, entity.ref, "not-named")
    return replace(statement, speakers=(), rule=f"{statement.rule}+not-named", confidence=0.5)


def _other_in(draft: Draft, subject: Token, near: Ref, gender: str) -> Ref | None:
    """The second person of a subject's sentence whom a pronoun in the next one fits as well: whose the first one is
    ("His steward, Bo Li, left"), who stands beside ("Al Roy and Bo Li left"), or whom the verb meets, unless it is one
    of speech ("Al Roy met Bo Li")."""
    verb, found = subject.head, draft.target_of
    owners = [t for t in (*subject.lefts, *subject.conjuncts) if t.tag_ == "PRP$" or t.pos_ == "PROPN"]
    objects = [t for t in verb.rights if t.dep_ == "dobj"] if verb.lemma_ not in saying() else []
    for token in (*owners, *objects):
        mention = found(Span(token.idx, token.idx + len(token)))
        entity = draft.entities.get(mention.target or "") if mention is not None else None
        if entity is not None and entity.kind == "Person" and entity.named and entity.ref != near:
            first = draft.entities[near]
            return entity.ref if can_be(entity, gender) and can_be(first, gender) else None
    return None


def _open(draft: Draft, statement: Statement, refs: tuple[Ref, ...]) -> Statement:
    """The statement with a pronoun that fits several as its source."""
    draft.mentions[:] = [
        replace(m, target=None, candidates=refs, rule="speech/fits-both", confidence=0.4)
        if m.span == statement.source and m.kind == "pronoun"
        else m
        for m in draft.mentions
    ]
    return replace(statement, speakers=(), candidates=refs, rule=f"{statement.rule}+fits-both", confidence=0.5)


def _said_by(draft: Draft, token: Token, settled: list[Statement]) -> Ref | None:
    """The person that a subject was taken for as the source of a statement."""
    for statement in settled:
        source, who = statement.source, statement.speakers
        if source is not None and source.start <= token.idx < source.end and len(who) == 1 and who[0] in draft.entities:
            return who[0] if draft.entities[who[0]].kind == "Person" else None
    return None


def _topic(token: Token) -> bool:
    """Whether a token is the subject of its main clause."""
    verb = token.head
    fronted = verb.dep_ == "ccomp" and verb.i < verb.head.i  # "S, X said"; what X said stands behind
    return token.dep_ in SUBJECTS and (verb.dep_ == "ROOT" or fronted) and verb.i >= token.i


def _person(draft: Draft, token: Token) -> Ref | None:
    """The person that a subject stands for; of a role with a name beside it, the one who is named."""
    end = token.idx + len(token)
    here = [m for m in draft.mentions if m.kind != "pronoun" and m.span.start <= token.idx and end <= m.span.end]
    people = [e for m in here if (e := draft.entities.get(m.target or "")) is not None and e.kind == "Person"]
    named = beside(draft, token, None) if not any(e.named for e in people) else None
    return named.target if named is not None else people[0].ref if people else None


def can_be(entity: Entity, gender: str) -> bool:
    """Whether "he" or "she" ("m", "f") fits a person, by the text and else by the usual gender of the given name."""
    return (entity.gender or usual_gender(entity.name) or gender) == gender


def _unnamed(token: Token) -> bool:
    """Whether the sentence of a subject says that its name is kept back."""
    words = [t.lower_ for t in token.doc[token.i : token.head.right_edge.i + 1]]
    keeps = bool({"not", "n’t", "n't"} & set(words)) and bool({"condition", "asked", "want", "wished"} & set(words))
    return bool(UNNAMED[0] & set(words)) or (keeps and bool(UNNAMED[1] & set(words)))


def _somebody(draft: Draft, token: Token, gender: str) -> Ref:
    """The entity of a person whom only a noun names."""
    words = [t for t in token.doc[token.left_edge.i : token.i + 1] if t.lower_ not in ("a", "an")]
    span = draft.span(words[0].i, token.i)
    ref = f"e:{span.start}"
    if ref not in draft.entities:
        draft.entities[ref] = Entity(ref, "Person", draft.words(span), named=False, gender=gender, rule="unnamed-here")
        draft.mentions.append(Mention(draft.span(token.left_edge.i, token.i), ref, "nominal", "unnamed-here", 0.6))
    return ref


def spoken(draft: Draft, statement: Statement, ref: Ref, rule: str) -> Statement:
    """The statement with its speaker, and the pronoun that is its source set to the same."""
    draft.mentions[:] = [
        replace(m, target=ref, candidates=(), rule=f"speech/{rule}", confidence=0.7)
        if m.span == statement.source and m.kind == "pronoun"
        else m
        for m in draft.mentions
    ]
    return replace(statement, speakers=(ref,), candidates=(), rule=f"{statement.rule}+{rule}", confidence=0.7)
