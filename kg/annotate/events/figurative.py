"""Verbs of a stoppage said of what is none: "flu struck the crew", "the truck struck a guard", "she walked out"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from kg.annotate.base import Draft
from kg.annotate.events.clauses import subject
from kg.annotate.events.parties import PLACES, UNIONS, entity_at, group_at
from kg.annotate.events.triggers import Trigger, words
from kg.annotate.names.lexicon import plural, terms
from kg.annotate.quantities.units import people, sites

if TYPE_CHECKING:
    from spacy.tokens import Token

WORKERS = re.compile(
    r"\b(?:strikers?|striking|workers?|members|nurses|teachers|employees|drivers|picketers|participants|staff)\b", re.I
)
TOGETHER = re.compile(
    r"\b(?:unions?|locals?|guilds?|federations?|brotherhoods?|workforces?|crews?|ranks|shifts?|branch(?:es)?)\b", re.I
)
# endings of most nouns of people at work, in the plural
PEOPLE = re.compile(r"(?:[eo]r|ist|ian|ee|[^m]ent|clerk|cook|guard|monk|nun)s$|(?:men|women|people|folk)$")
STRUCK = frozenset({"strike", "strikes", "struck", "striking"})
ALONE = frozenset({"he", "she", "i"})
AIMED = UNIONS | PLACES | {"Employer", "GovernmentBody", "FormalOrganization", "NewsOrganization", "Collective"}


def workers(draft: Draft, who: Token) -> bool:
    """Whether a subject stands for workers or their union."""
    phrase = " ".join(t.text for t in who.subtree)
    return bool(WORKERS.search(phrase) or TOGETHER.search(who.text)) or who.pos_ == "NUM" or group_at(draft, who)


def at_work(draft: Draft, who: Token) -> bool:
    """Whether a subject is told to work or to be in a union: "teachers", "welders at Acme"; not fans or voters."""
    hit = entity_at(draft, who)
    entity = hit[0] if hit is not None else None
    known = entity is not None and (entity.kind in UNIONS or bool(entity.employer or entity.union or entity.occupation))
    return known or bool(WORKERS.search(who.text) or TOGETHER.search(who.text))


def person(draft: Draft, token: Token) -> bool:
    hit = entity_at(draft, token)
    return hit is not None and hit[0].kind == "Person"


def literal(draft: Draft, trigger: Trigger) -> Trigger | None:
    """The trigger; None where its verb says something else; only a reference where it tells of one person alone."""
    head = draft.doc[trigger.head]
    if trigger.kind == "Picket" and trigger.pattern.form == "noun" and befallen(head):
        return replace(trigger, pattern=replace(trigger.pattern, bare=True))
    if trigger.pattern.form != "verb" or head.pos_ != "VERB":
        return trigger
    who = subject(head)
    if head.lower_ in STRUCK and trigger.kind == "Strike" and figurative(draft, head, who):
        return None
    if head.lemma_ == "walk" and who is not None and lone(draft, head, who):
        return replace(trigger, pattern=replace(trigger.pattern, bare=True))
    return trigger


def befallen(noun: Token) -> bool:
    """Whether pickets are people, to whom something happens: "Two pickets were hit by a car"."""
    harmed = noun.dep_ == "nsubjpass" or (noun.dep_ == "dobj" and noun.head.lemma_ != "run")
    return noun.lower_ == "pickets" and harmed and noun.head.lemma_ in words("status.yaml")["hurt"]


def figurative(draft: Draft, verb: Token, who: Token | None) -> bool:
    """Whether to strike is to hit or to amaze, by what is struck and what strikes: people strike a plant, a car a
    person, a deal or a note is struck, a sight is striking."""
    if verb.dep_ == "amod":
        return not working(draft, verb.head)
    if any(c.dep_ == "nsubjpass" for c in verb.children) or (who is not None and workers(draft, who)):
        return False
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    if any(person(draft, c) or not (entity_at(draft, c) or aimed(draft, c) or c.lower_ in shut()) for c in objects):
        return True
    own = any(c.dep_ == "nsubj" for c in verb.children)
    if who is None or who.pos_ == "PRON" or (verb.tag_ in {"VB", "VBG"} and not own):
        return False  # "the decision to strike" is that of others
    known = entity_at(draft, who)
    if known is None:
        return not working(draft, who)
    return known[0].kind == "Person" and any(not aimed(draft, c) for c in objects)


def working(draft: Draft, noun: Token) -> bool:
    """Whether a noun stands for people or for a body of them: "striking machinists"; not "a striking sight"."""
    things = words("status.yaml")["things"]
    many = noun.tag_ in {"NNS", "NNPS"} and noun.lower_ not in things and PEOPLE.search(noun.lower_) is not None
    known = noun.lower_ in people() or TOGETHER.search(noun.text) is not None
    return many or known or entity_at(draft, noun) is not None


@cache
def shut() -> frozenset[str]:
    """Nouns of what strikes shut down: "company", "hospitals"."""
    bodies = {word.split()[-1] for word in terms("org_nouns.yaml", "employer", "government")}
    return sites() | bodies | {plural(word) for word in bodies}


def aimed(draft: Draft, token: Token) -> bool:
    """Whether an object can be what is shut down by a strike, or is no object but a time ("struck Monday")."""
    if any(s.start <= token.idx < s.end for t in draft.times for s in t.spans):
        return True
    hit = entity_at(draft, token)
    return hit is not None and hit[0].kind in AIMED


def lone(draft: Draft, verb: Token, who: Token) -> bool:
    """Whether one person walks out, and nobody with them."""
    one = who.lower_ in ALONE or (person(draft, who) and not any(True for _ in who.conjuncts))
    along = (t for c in verb.children if c.dep_ == "prep" and c.lower_ in {"with", "alongside"} for t in c.subtree)
    return one and not any(t.tag_ in {"NNS", "NNPS"} for t in along)
