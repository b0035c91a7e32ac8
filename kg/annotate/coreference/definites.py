"""Definite descriptions: "the union", "the hospital", "their employer", "the minister", and what they stand for.

The head noun says which class is meant (kg/lexicon/descriptions.yaml); among the entities of that class the words of
the name count first ("the alliance" is the Plains Nurses Alliance), then how present an entity is (salience.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from kg.annotate.base import Draft
from kg.annotate.collectives.phrases import kind_of, left, people
from kg.annotate.coreference.holders import bearers, forms
from kg.annotate.coreference.sources import beside as beside_role
from kg.annotate.names.candidates import attributes
from kg.annotate.salience import SUBJECTS, Discourse, choose, descriptions, place, role
from kg.model import Entity, Mention, Ref, Span

if TYPE_CHECKING:
    from spacy.tokens import Token


POINTING = {"the", "this", "that", "its", "their", "our", "his", "her", "my", "your"}
OTHERS = {"another", "other", "rival", "different", "separate", "new", "every", "each", "any"}
OTHERS |= {"no", "similar", "previous"}
WHOLE = 60  # a description reaches back over the whole story
KIN = {"father": "m", "husband": "m", "brother": "m", "son": "m", "grandfather": "m", "grandson": "m", "uncle": "m"}
KIN |= {"mother": "f", "wife": "f", "sister": "f", "daughter": "f", "grandmother": "f", "aunt": "f"}
KIN |= {"granddaughter": "f"}
LISTED = re.compile(r",? (?:and|or) ")  # "the mayor, Ann Cole and Bo Li"
# what is made of members is no company
MEMBERS = {"alliance", "association", "union", "guild", "federation", "coalition", "brotherhood", "league", "society"}
SIDES = {"sides", "parties", "side"}
BODIES = ("GovernmentBody", "FormalOrganization")


@dataclass(frozen=True, slots=True)
class Description:
    """A head noun: classes in order of preference, words of fitting names, and whether only such a name fits; `generic`
    nouns ("company") fit any name of the class alike."""

    noun: str
    classes: tuple[str, ...]
    names: frozenset[str]
    strict: bool
    generic: bool


@cache
def table() -> dict[str, Description]:
    """Descriptions by noun; some are two words ("school district")."""
    found = {}
    for entry in descriptions()["descriptions"]:
        for noun in entry["nouns"]:
            names = frozenset(entry["names"]) | {noun}
            found[noun] = Description(
                noun, tuple(entry["classes"]), names, bool(entry.get("strict")), bool(entry.get("generic"))
            )
    return found


@cache
def bodies() -> dict[str, tuple[str, bool]]:
    """Bodies that stories describe and do not name: noun -> (class, only as a subject)."""
    return {b["noun"]: (b["class"], bool(b.get("acting"))) for b in descriptions()["bodies"]}


@cache
def head_nouns() -> frozenset[str]:
    """Last words of all descriptions and bodies, and the other nouns that are read here; without roles of people."""
    return frozenset(n.split()[-1] for n in (*table(), *bodies())) | set(KIN) | SIDES | {"office"}


def description(token: Token) -> Description | None:
    """The description that the token is the head noun of, the longer first."""
    after = token.nbor() if token.i + 1 < len(token.doc) else token
    local = token.lower_ == "local" and after.pos_ not in ("NOUN", "PROPN", "NUM", "ADJ")
    if (token.pos_ not in ("NOUN", "PROPN") and not local) or token.tag_ in ("NNS", "NNPS"):
        return None
    before = token.nbor(-1).lower_ if token.i else ""
    return table().get(f"{before} {token.lower_}") or table().get(token.lower_)


def own_name(draft: Draft, token: Token) -> str:
    """The name of a body that its noun ends in small letters, where nobody else is called so: "the Tarn school
    district"; empty where there is none."""
    words = [t.text for t in draft.doc[first(token) : token.i] if t.tag_ in ("NNP", "NN")]
    named = draft.doc[token.i - len(words)] if words else token
    if len(words) < 2 or named.tag_ != "NNP" or named.is_sent_start or draft.mentions_at(named.idx):
        return ""
    return " ".join((*words, token.text))


def described(draft: Draft, disc: Discourse, token: Token) -> Mention | None:
    """The mention that a definite description makes, or None if the token heads none.

    With no entity that fits there is no mention; with several that fit alike it has candidates and no target.
    """
    found = description(token)
    if found is None or in_name(draft, token) or compound(token) or not pointing(token):
        return None
    if token.lower_ == "group" and any(t.lower_ in ("this", "that") for t in token.lefts):
        return None  # a group of people more often than a body
    span = draft.span(first(token), token.i)
    beside = apposed(draft, token, found)
    if beside is not None:
        return Mention(span, beside, "nominal", "description-apposition", 0.9)
    after = token.nbor() if token.i + 1 < len(token.doc) else token
    if (after.pos_ == "PROPN" and in_name(draft, after)) or own_name(draft, token):
        return None
    target, candidates = standing_for(disc, token, found)
    loose = found.classes[0] == "LaborUnion" and target and draft.entities[target].kind == "FormalOrganization"
    if loose or (target is None and not candidates):  # a union named right behind is one rather than a body before
        later = ahead(disc, token, found)
        if later or not loose:
            return Mention(span, later, "nominal", "description-ahead", 0.6) if later else None
    return Mention(span, target, "nominal", "description", 0.75 if target else 0.4, candidates)


def standing_for(disc: Discourse, token: Token, found: Description) -> tuple[Ref | None, tuple[Ref, ...]]:
    """The entity of a description at a point of the text: (target, candidates)."""
    again = same_noun(disc, token)
    served = re.search(r" and an? [a-z]+ for the $", disc.draft.text[max(0, token.idx - 40) : token.idx])
    beside = {s.ref for s in disc.before(token, 0) if s.name} if served else set()

    def fits(entity: Entity) -> float:
        if entity.kind == "FormalOrganization" and entity.ref in beside and found.classes[0] == "LaborUnion":
            return 0.0  # "a spokeswoman for Brightwater and a spokesman for the union"
        weight = factor(entity, found, disc.draft.dateline)
        return weight or float(entity.ref in again and entity.kind in found.classes)  # "the service" a second time

    ranked = disc.ranked(token, fits, window=WHOLE)
    counts: dict[Ref, int] = {}
    for seen in disc.before(token, WHOLE):
        counts[seen.ref] = counts.get(seen.ref, 0) + 1
    weighed = [
        ((w + 0.1 * counts.get(r, 0) * factor(disc.draft.entities[r], found)) * (2.0 if r in again else 1.0), r)
        for w, r in ranked
    ]
    target, candidates = choose(sorted(weighed, key=lambda x: (-x[0], place(x[1]))), close=0.93)
    return (local_of(disc, target, found, token.idx) if target else None), candidates


def same_noun(disc: Discourse, token: Token) -> set[Ref]:
    """Entities that the same head noun stood for before."""
    lower, word, at = disc.draft.view.lower, token.lower_, token.i
    return {s.ref for s in disc.seen if s.head < at and lower[s.head] == word and not s.name}


def local_of(disc: Discourse, target: Ref, found: Description, before: int) -> Ref:
    """The local that "the union" means where its parent only stands beside it: "Hospitality Workers, Local 9"."""
    if found.strict:
        return target  # "the federation" is the one whose name has the word
    named = [m for m in disc.draft.mentions if m.kind == "name" and m.span.start < before]
    names = [m.span for m in named if m.target == target]
    for entity in disc.draft.entities.values():
        if entity.kind == "UnionLocal" and entity.parent == target and found.classes[0] == "LaborUnion":
            own = [m.span for m in disc.draft.mentions if m.target == entity.ref and m.kind == "name"]
            if len(own) >= len(names) and all(
                any(s.start - 12 <= n.start and n.end <= s.end + 20 for s in own) for n in names
            ):
                return entity.ref
    return target


NEAR = 3  # paragraphs


def ahead(disc: Discourse, token: Token, found: Description) -> Ref | None:
    """The entity of a description that comes before its name, at the top of a story: "their union announced"; anywhere
    the only one of a story that is no roundup, if it is named a few paragraphs on at most."""
    where = disc.draft.structure.paragraph_at
    owned = any(c.dep_ == "poss" for c in token.lefts)
    if where(token.idx) > 2 or not (owned or role(disc.draft.view, token.i) == "speaker"):
        only = {e.ref for e in disc.draft.entities.values() if factor(e, found) >= 0.8}
        if len(only) != 1 or len(disc.draft.structure.datelines) > 1 or owned:
            return None
        near = any(m.target in only and where(m.span.start) <= where(token.idx) + NEAR for m in disc.draft.mentions)
        return only.pop() if near and (found.generic or found.classes[0] == "LaborUnion") else None
    for seen in sorted(disc.seen, key=lambda s: s.first):
        entity = disc.draft.entities[seen.ref]
        least = 0.8 if entity.kind == "UnionLocal" else 1.0  # a local is a union, though not the first kind of one
        if seen.first > token.i and factor(entity, found) >= least:
            near = where(disc.draft.doc[seen.first].idx) - where(token.idx) <= 3
            return seen.ref if near else None
    return None


@lru_cache(maxsize=1000)
def name_words(name: str, aliases: tuple[str, ...]) -> frozenset[str]:
    """The words of all names of an entity, lower case."""
    return frozenset(re.findall(r"\w+", " ".join((name, *aliases)).lower()))


def factor(entity: Entity, found: Description, home: Ref | None = None) -> float:
    """How well an entity fits a description, 0 for not at all."""
    if entity.kind not in found.classes or (not entity.named and entity.kind not in BODIES):
        return 0.0
    words = name_words(entity.name, entity.aliases)
    rank = 1.0 if entity.kind == found.classes[0] else 0.8
    if entity.kind == "City" and entity.ref == home:
        return 3.0  # the city of a story is that of its dateline
    if found.classes[0] == "LaborUnion" and entity.kind == "FormalOrganization" and not found.strict:
        if " " not in entity.name and (len(entity.name) < 2 or not entity.name.isupper()):
            return 0.0  # one plain word is seldom a union that no list knows
        return 0.0 if any(words & d.names for d in typed()) else 0.3
    if found.generic:
        firm = found.classes[0] == "Employer" and entity.kind != "Employer"
        if firm and words & MEMBERS:
            return 0.0
        return 0.5 * rank if firm else rank  # "the company" is rather one than another body
    if set(found.noun.split()) <= words:
        return 3.0 * rank
    if found.names & words:
        return 2.0 * rank
    if found.strict:
        return 0.0
    other = any(words & d.names for d in typed() if d.noun != found.noun)
    return rank * (0.3 if other and found.classes[0] == "Employer" else 1.0)


@cache
def typed() -> tuple[Description, ...]:
    """Descriptions of one kind of employer (hospital, airline), whose name words rule out the other kinds."""
    return tuple(d for d in table().values() if d.classes[0] == "Employer" and not (d.strict or d.generic))


def first(token: Token) -> int:
    """Index of the first token of a description; "local" too, which the parser takes for an adjective."""
    local = token.lower_ == "local" and token.i > 0 and token.nbor(-1).pos_ == "DET"
    return token.i - 1 if local else left(token)


def in_name(draft: Draft, token: Token) -> bool:
    """Whether the token is part of a proper name that is known."""
    return any(m.kind == "name" for m in draft.mentions_at(token.idx, token.idx + len(token)))


def compound(token: Token) -> bool:
    """Whether the noun modifies the next one ("union leaders", "company officials")."""
    after = token.nbor() if token.i + 1 < len(token.doc) else token
    if token.lower_ == "local":
        return after.pos_ in ("NOUN", "PROPN", "ADJ", "NUM")  # the parser takes the noun for the adjective
    if token.dep_ in ("compound", "nmod", "amod") and token.head.i > token.i:
        return True
    return after.text in ("-", "–") or (after.pos_ == "NOUN" and token.whitespace_ != "" and after.dep_ != "npadvmod")


def pointing(token: Token) -> bool:
    """Whether the phrase is definite, and does not set its noun apart from one known before."""
    lefts = list(token.doc[first(token) : token.i])
    if any(t.lower_ in OTHERS for t in lefts):
        return False
    words = {t.lower_ for t in lefts}
    return bool(words & POINTING) or any(t.tag_ == "POS" for t in lefts) or capital(token)


def capital(token: Token) -> bool:
    """Whether a description is written like a name inside a sentence: "told the Guild", "Council leaders"."""
    return token.pos_ == "PROPN" and token.text[0].isupper() and not token.is_sent_start


def apposed(draft: Draft, token: Token, found: Description) -> Ref | None:
    """The name in apposition after a comma: "their union, Voces del Valle,"."""
    if token.i + 2 >= len(token.doc) or token.nbor().text != ",":
        return None
    starts = []
    for word in token.doc[token.i + 2 : token.i + 7]:
        starts.append(word.idx)
        if word.pos_ not in ("DET", "NOUN", "ADJ"):
            break
    for mention in draft.mentions:
        entity = draft.entities.get(mention.target or "")
        if mention.kind == "name" and mention.span.start in starts and entity and entity.kind in found.classes:
            return entity.ref
    return None


def body(draft: Draft, token: Token) -> Entity | None:
    """The described body that the token heads ("the government", "police"), an earlier one of the name or a new one."""
    if token.pos_ not in ("NOUN", "PROPN"):
        return None
    before = token.nbor(-1).lower_ if token.i else ""
    name = next((n for n in (f"{before} {token.lower_}", token.lower_) if n in bodies()), "")
    if not (name or office(token)) or in_name(draft, token) or compound(token):
        return None
    if office(token):
        name = draft.words(draft.span(first(token), token.i)).removeprefix("the ").removeprefix("The ")
    elif name != "police" and not pointing(token):
        return None
    kind, acting = bodies().get(name, ("GovernmentBody", False))
    if acting and token.dep_ != "nsubj":
        return None
    for entity in draft.entities.values():
        if not entity.named and entity.kind == kind and entity.name.lower() == name.lower():
            return entity
    return Entity(f"e:{token.idx}", kind, name, named=False, rule="described-body", confidence=0.7)


def office(token: Token) -> bool:
    """Whether the token is the office of a holder of office: "the governor's office"."""
    holders = ("governor", "mayor", "minister", "sheriff", "president", "attorney", "general", "prosecutor")
    return token.lower_ == "office" and any(c.dep_ == "poss" and c.lower_ in holders for c in token.lefts)


def person_of_role(draft: Draft, disc: Discourse, token: Token) -> Mention | None:
    """The named person that "the minister", "the therapist" or "her father" stands for."""
    office = token.lower_ in forms()
    if not (token.tag_ == "NN" or (office and token.tag_ == "NNP")) or token.dep_ in ("attr", "appos"):
        return None
    known = people().get(token.lower_)
    single = known is not None and not known.plural and known.kind not in ("body", "side", "public")  # no crowd
    living = single and token.lower_ not in table()
    if not (office or living or token.lower_ in KIN) or in_name(draft, token) or compound(token):
        return None
    if token.lower_ in KIN:
        return relative(draft, disc, token)
    words = [t.lower_ for t in token.doc[first(token) : token.i]]
    if not words or words[0] not in ("the", "this", "that") or set(words) & OTHERS:
        return None
    named = beside_role(draft, token, None)
    if named is not None and attributes(draft, named.span):
        named = None  # "would welcome the mediator, Lindqvist said"
    if named is not None and named.target and not LISTED.match(draft.text, named.span.end):
        return Mention(draft.span(first(token), token.i), named.target, "nominal", "description-apposition", 0.9)
    holders = bearers(draft, token, token.idx)
    ranked = disc.ranked(token, lambda e: float(e.ref in holders), window=WHOLE)
    target, candidates = choose(ranked, close=0.6)
    if target is None and not candidates:
        return None
    span = draft.span(first(token), token.i)
    return Mention(span, target, "nominal", "description-role", 0.7 if target else 0.4, candidates)


def relative(draft: Draft, disc: Discourse, token: Token) -> Mention | None:
    """The person of the same surname that "her father" stands for; nobody where no such person is named."""
    owner = next((c for c in token.lefts if c.dep_ == "poss"), None)
    covering = draft.target_of(Span(owner.idx, owner.idx + len(owner))) if owner is not None else None
    of = draft.entities.get(covering.target or "") if covering else None
    if of is None or of.kind != "Person" or not of.named:
        return None
    surname, gender = of.name.split()[-1], KIN[token.lower_]

    def kin(entity: Entity) -> float:
        same = entity.kind == "Person" and entity.named and entity.ref != of.ref and entity.name.split()[-1] == surname
        return float(same and entity.gender in (None, gender))

    target, candidates = choose(disc.ranked(token, kin, window=WHOLE))
    if target is None and not candidates:
        return None
    return Mention(draft.span(first(token), token.i), target, "nominal", "description-kin", 0.6, candidates)


def subjects_above(token: Token) -> list[Token]:
    """The subjects of the clauses around the token that stand before it, the nearest first."""
    return [c for above in token.ancestors for c in above.lefts if c.dep_ in SUBJECTS and c.i < token.i]


def subject_of(token: Token) -> Token | None:
    """The nearest of the subjects above the token."""
    return next(iter(subjects_above(token)), None)


def organization_of(draft: Draft, ref: Ref) -> bool:
    """Whether the entity is an organization of any class."""
    kind = draft.entities[ref].kind
    return kind in ("Employer", "FormalOrganization", "GovernmentBody", "NewsOrganization", "LaborUnion", "UnionLocal")


__all__ = ["body", "described", "kind_of", "person_of_role", "subject_of"]
