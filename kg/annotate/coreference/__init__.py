"""Coreference: nominal ("the union") and pronoun mentions with what they stand for.

For the speech step:

    resolve_source(draft, span) -> (speakers, candidates)

`span` is the noun phrase that names a source ("Nelson", "she", "the union", "union officials", "A and B"). `speakers`
are the refs it stands for, in reading order (several for a joint source); where it fits several equally, `speakers` is
empty and `candidates` holds them; both are empty for a source that is nobody ("someone", "sources"). A group or an
unnamed person that has no entity yet ("a nurse", "organizers") gets one, with its mention.

For the positions step: `resolve(draft, span)`, the entity that a phrase like "the hospital" stands for at its place.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.annotate.base import Annotator, Draft
from kg.annotate.collectives import candidate, refer, sites
from kg.annotate.collectives.phrases import UNIONS, kind_of, left, people, phrase_at
from kg.annotate.coreference.definites import (
    body,
    described,
    description,
    head_nouns,
    in_name,
    own_name,
    person_of_role,
    pointing,
    standing_for,
)
from kg.annotate.coreference.holders import forms
from kg.annotate.coreference.offices import office
from kg.annotate.coreference.pronouns import HE, PRONOUNS, SHE, SURE, antecedent, genders, pronoun
from kg.annotate.coreference.sides import sides
from kg.annotate.coreference.sources import beside, counted, issuers, of_them
from kg.annotate.coreference.titles import titled
from kg.annotate.names.lexicon import terms, usual_gender
from kg.annotate.salience import Discourse, discourse, listed_words, role
from kg.model import Entity, Mention, Ref, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.annotate.view import View

Resolved = tuple[tuple[Ref, ...], tuple[Ref, ...]]
ONES = {"one", "another"}
SIGNS = {"sign", "placard", "banner", "poster"}
NOBODY = {"someone", "somebody", "anyone", "everyone", "nobody", "one", "voice", "source", "sources", "others", "some"}
NOBODY |= {"i", "we", "you", "there", "anybody", "everybody", "none", "it", "that", "this", "which", "what"}


def run(draft: Draft) -> None:
    parents(draft)
    disc = Discourse(draft)
    genders(draft, disc)
    # the running text first: who is quoted is known from it, and so is who "they" are in what is said
    places = [draft.doc[i] for i in referring(draft.view)]
    for quoted in (False, True):
        for token in places:
            if disc.layers[token.i] == quoted:
                if token.lower_ in ONES and speaks(draft, token) and not renamed(draft, token):
                    for mention in one_of(draft, token):
                        disc.add(mention)
                    continue
                for mention in refer_to(draft, disc, token):
                    draft.mentions.append(mention)
                    disc.add(mention)
                    learn(draft, token, mention)
    owners(draft, disc)
    unions(draft)
    sites.places(draft)


def referring(view: View) -> list[int]:
    """Indexes of the tokens that can refer: pronouns, nouns of descriptions and bodies, roles of one person."""
    words, roles, tags = PRONOUNS | head_nouns() | ONES | forms().keys(), people(), view.tag
    return [i for i, word in enumerate(view.lower) if word in words or (tags[i] in ("NN", "NNP") and word in roles)]


def speaks(draft: Draft, token: Token) -> bool:
    """Whether "one" or "another" is somebody: it has a verb of speech, or "who" beside it."""
    clauses = [draft.doc[c.left_edge.i].lower_ for c in token.rights if c.dep_ == "relcl"]
    return (token.dep_ == "nsubj" and "who" in clauses) or role(draft.view, token.i) == "speaker"


def renamed(draft: Draft, token: Token) -> bool:
    """Whether "one" has a name beside it: "Dana Roy, one of the clerks, said", "one, Sen. Dana Roy, said"."""
    end = token.idx + len(token)
    for m in draft.mentions:
        entity = draft.entities.get(m.target or "") if m.kind == "name" else None
        if entity is not None and entity.kind == "Person":
            if m.span.end + 2 == token.idx and draft.text[m.span.end : token.idx] == ", ":
                return True
            if re.fullmatch(r", (?:[\w.]+ ){0,3}", draft.text[end : m.span.start] or "-"):
                return True
    return False


SUBSIDIARY = re.compile(
    r",? (which is |that is )?((an?|the|its) ([\w-]+ ){0,3}(unit|subsidiary|division|arm|affiliate) of|(\w+ )?owned by)"
    r"( the)?( [\w-]+-based)? "
)


def parents(draft: Draft) -> None:
    """The owner in "Calder Freight, a wholly owned unit of Orrin Logistics"."""
    named = sorted((m for m in draft.mentions if m.kind == "name"), key=lambda m: m.span)
    for mention, other in pairwise(named):
        first, owner = draft.entities.get(mention.target or ""), draft.entities.get(other.target or "")
        if first is None or owner is None or first.parent or owner.kind not in ("Employer", "FormalOrganization"):
            continue
        between = draft.text[mention.span.end : other.span.start]
        if first.kind in ("Employer", "FormalOrganization") and SUBSIDIARY.fullmatch(between):
            draft.entities[first.ref] = replace(first, parent=owner.ref)


def unions(draft: Draft) -> None:
    """An organization that the story calls "the union" is one, where it names no other."""
    if any(e.kind in ("LaborUnion", "UnionLocal") for e in draft.entities.values()):
        return
    for mention in draft.mentions:
        entity = draft.entities.get(mention.target or "")
        if entity is None or entity.kind != "FormalOrganization" or not mention.rule.startswith("description"):
            continue
        if draft.tokens(mention.span).root.lower_ == "union":
            draft.entities[entity.ref] = replace(entity, kind="LaborUnion")


def refer_to(draft: Draft, disc: Discourse, token: Token) -> list[Mention]:
    """The mention that the token heads, if it is a pronoun or a description."""
    if token.is_punct or token.is_space or outside(draft, token) or known_body(draft, token):
        return []
    both = sides(draft, disc, token)
    if both is not None:
        mention, entity = both
        draft.entities.setdefault(entity.ref, entity)
        return [mention]
    found = pronoun(draft, disc, token)
    if found is None and (found := titled(draft, token) or person_of_role(draft, disc, token)) and found.target:
        rename(draft, disc, token)
    if found is None and not (token.dep_ == "nsubj" and token.head.lemma_ != "be" and body(draft, token)):
        found = described(draft, disc, token)
    if found is None or (found.target is None and not found.candidates):
        entity_of_body = body(draft, token)
        if entity_of_body is None:
            return []
        draft.entities.setdefault(entity_of_body.ref, entity_of_body)
        span = Span(token.idx, token.idx + len(token))
        found = Mention(span, entity_of_body.ref, "nominal", "described-body", 0.7)
    same = (m for m in draft.mentions_in(found.span) if m.span == found.span)
    return [] if any(m.kind == found.kind for m in same) else [found]


def rename(draft: Draft, disc: Discourse, token: Token) -> None:
    """Takes back the unnamed person that the token was read as, now that it stands for a named one."""
    for mention in [m for m in draft.mentions if m.rule == "unnamed-person"]:
        if draft.tokens(mention.span).root.i == token.i and mention.target is not None:
            draft.mentions.remove(mention)
            disc.seen[:] = [s for s in disc.seen if (s.ref, s.head) != (mention.target, token.i)]
            if not any(m.target == mention.target for m in draft.mentions):
                draft.entities.pop(mention.target, None)
                draft.positions[:] = [p for p in draft.positions if p.person != mention.target]


def known_body(draft: Draft, token: Token) -> bool:
    """Whether the token is the head of a body that an earlier step has read ("the school board")."""
    ends: set[int] | None = draft.memo.get("coreference.bodies")
    if ends is None:  # names are read before this step
        ends = draft.memo["coreference.bodies"] = {m.span.end for m in draft.mentions if m.rule == "name/common-body"}
    return token.idx + len(token) in ends


def learn(draft: Draft, token: Token, mention: Mention) -> None:
    """The gender that a resolved "he" or "she" gives a person, for the pronouns that follow."""
    entity = draft.entities.get(mention.target or "")
    gender = "m" if token.lower_ in HE else "f" if token.lower_ in SHE else None
    if (
        gender
        and mention.confidence >= SURE["pronoun-only"]
        and mention.kind == "pronoun"
        and entity is not None
        and entity.gender is None
        and usual_gender(entity.name) in (None, gender)
    ):
        draft.entities[entity.ref] = replace(entity, gender=gender)


def outside(draft: Draft, token: Token) -> bool:
    """Whether the token stands outside the story's own prose."""
    at = Span(token.idx, token.idx + len(token))
    return any(s.holds(at) for s in (*draft.structure.skip, *draft.structure.bylines))


def owners(draft: Draft, disc: Discourse) -> None:
    """Employer, union or body of groups and unnamed people, from the descriptions and pronouns inside their phrases."""
    for entity in list(draft.entities.values()):
        if entity.named or entity.kind not in ("Collective", "Person") or entity.members:
            continue
        if entity.employer or entity.union or entity.part_of:
            continue
        for mention in [m for m in draft.mentions if m.target == entity.ref and m.kind == "nominal"]:
            owner = owner_in(draft, disc, mention)
            if owner is not None:
                draft.entities[entity.ref] = owned(draft, entity, owner, draft.tokens(mention.span).root)
                break


def owner_in(draft: Draft, disc: Discourse, mention: Mention) -> Ref | None:
    """The organization that a phrase of people names by a description: "hospital officials", "its clinicians"."""
    head = draft.tokens(mention.span).root
    phrase = phrase_at(draft, head)
    if phrase is None:
        return None
    inside = draft.span(phrase.first, phrase.end)
    for other in draft.mentions_in(inside):
        if other.target != mention.target and kind_of(draft, other) in ORGANIZED:
            return other.target
    for token in draft.doc[phrase.first : phrase.head]:
        found = description(token)
        if found is not None and token.dep_ in ("compound", "nmod", "amod", "poss"):
            return standing_for(disc, token, found)[0]
    return None


ORGANIZED = ("Employer", "FormalOrganization", "GovernmentBody", "LaborUnion", "UnionLocal", "NewsOrganization")


def owned(draft: Draft, entity: Entity, owner: Ref, head: Token) -> Entity:
    """The entity with its organization in the field that fits its kind."""
    phrase = phrase_at(draft, head)
    leads = phrase is not None and phrase.kind == "leader"
    union = draft.entities[owner].kind in UNIONS
    if leads and entity.kind == "Collective":
        return replace(entity, part_of=owner, employer=None if union else owner)
    if phrase is not None and phrase.kind == "public":
        return entity
    if phrase is not None and phrase.kind == "member" and draft.entities[owner].kind == "FormalOrganization":
        return replace(entity, part_of=owner)  # whoever has members need not employ them
    return replace(entity, union=owner) if union else replace(entity, employer=owner)


def resolve(draft: Draft, span: Span) -> Ref | None:
    """The entity that a phrase stands for, where it is clear; adds nothing.

    Args:
        span: a name, a description ("the hospital", "the union's") or a pronoun.
    """
    tokens = draft.tokens(span)
    if not len(tokens):
        return None
    known = draft.target_of(span)
    if known is not None:
        return known.target
    disc = discourse(draft)
    found = description(tokens.root)
    if found is not None:
        return standing_for(disc, tokens.root, found)[0]
    mention = pronoun(draft, disc, tokens.root)
    return mention.target if mention else None


def resolve_source(draft: Draft, span: Span) -> Resolved:
    """Who the noun phrase of a source stands for: (speakers, candidates), see above."""
    tokens = draft.tokens(span)
    if not len(tokens):
        return (), ()
    heads = [tokens.root, *(t for t in tokens.root.conjuncts if tokens.start <= t.i < tokens.end)]
    heads = [t for t in sorted(heads, key=lambda t: t.i) if t.pos_ not in ("VERB", "AUX", "ADV")]
    speakers: list[Ref] = []
    candidates: list[Ref] = []
    for head in heads:
        for found in source(draft, head, span if len(heads) == 1 else Span(head.idx, head.idx + len(head))):
            if found.target is None:
                candidates.extend(found.candidates)
            elif found.target not in speakers:
                speakers.append(found.target)
    return (tuple(speakers), ()) if speakers else ((), tuple(dict.fromkeys(candidates)))


def source(draft: Draft, head: Token, span: Span) -> list[Mention]:
    """The mentions of one source: those that are there, else one made for a group or an unnamed person."""
    known = draft.target_of(span)
    if known is not None and (known.candidates or known.target in draft.entities):
        return [known]
    if head.lower_ in ONES and (carriers := bearers(draft, head)) is not None:
        return carriers
    if head.lower_ in ONES:
        return one_of(draft, head)
    if head.lower_ in NOBODY:
        return []
    if head.lower_ in listed_words("papers"):
        return [m for t in issuers(head) for m in source(draft, t, Span(t.idx, t.idx + len(t)))]
    inner = counted(head) or (antecedent(head) if head.lower_ in ("who", "which") else None)
    if inner is not None:
        return source(draft, inner, Span(inner.idx, inner.idx + len(inner)))
    phrase = phrase_at(draft, head)
    named = beside(draft, head, phrase)
    if named is not None:
        return [named]
    phrase = candidate(draft, head, source=True)
    disc = discourse(draft)
    if phrase is None or not phrase.plural:
        made = refer_to(draft, disc, head)
        if made:
            draft.mentions.extend(made)
            return made
    if phrase is None and (offices := office(draft, head)):
        return offices
    if phrase is None:
        return undescribed(draft, head) or unlisted(draft, head)
    refer(draft, phrase)
    return draft.mentions[-1:]


def undescribed(draft: Draft, head: Token) -> list[Mention]:
    """An organization that speaks and is named nowhere: "the school district said"."""
    found = description(head)
    if found is None or not pointing(head) or found.classes[0] not in ORGANIZED:
        return []
    own = own_name(draft, head)
    made = Entity(f"e:{head.idx}", found.classes[0], own or found.noun, named=bool(own), rule="described-body")
    alike = (e for e in draft.entities.values() if (e.named, e.kind, e.name) == (made.named, made.kind, made.name))
    entity = next(alike, made)
    draft.entities.setdefault(entity.ref, entity)
    span = draft.span(head.i - own.count(" "), head.i)
    draft.mentions.append(Mention(span, entity.ref, "name" if own else "nominal", "described-body", 0.6))
    return draft.mentions[-1:]


def unlisted(draft: Draft, head: Token) -> list[Mention]:
    """A source that no lexicon knows: people by the ending of the noun, or a body like "the Ruiz campaign"."""
    plural = head.tag_ in ("NNS", "NNPS")
    body = head.lower_ in listed_words("teams") and head.i > left(head)
    person = re.search(r"(er|or|ist|ian|ee|ant|man|woman|crat)s?$", head.lower_) is not None
    person = person or head.lower_ in terms("roles.yaml", "public")  # "the Taoiseach"
    if head.pos_ not in ("NOUN", "PROPN") or in_name(draft, head) or not (person or body):
        return []
    words = [t for t in draft.doc[left(head) : head.i] if t.dep_ not in ("det", "nummod") and t.tag_ != "PRP$"]
    start = words[0].i if words else head.i
    kind = "FormalOrganization" if body else "Collective" if plural else "Person"
    made = Entity(f"e:{head.idx}", kind, draft.words(draft.span(start, head.i)), named=False, rule="source-noun")
    alike = (e for e in draft.entities.values() if not e.named and (e.kind, e.name) == (made.kind, made.name))
    entity = next(alike, made) if kind != "Person" else made
    draft.entities.setdefault(entity.ref, entity)
    span = draft.span(left(head), head.i)
    draft.mentions.append(Mention(span, entity.ref, "nominal", "source-noun", 0.6))
    return draft.mentions[-1:]


def bearers(draft: Draft, head: Token) -> list[Mention] | None:
    """Who holds the sign that "one" or "another" is: "About 75 workers held signs. One said ..."; None for no sign."""
    before = [t for t in draft.doc[max(head.i - 40, 0) : head.i] if t.tag_ == "NNS" and t.pos_ == "NOUN"]
    if not before or before[-1].lemma_ not in SIGNS:
        return None
    verb = before[-1].head
    holders = [c for c in verb.lefts if c.dep_ == "nsubj"] if verb.pos_ == "VERB" else []
    found = draft.target_of(Span(holders[0].idx, holders[0].idx + len(holders[0]))) if holders else None
    return [found] if found is not None and found.target in draft.entities else []


def one_of(draft: Draft, head: Token) -> list[Mention]:
    """One of the group that was spoken of last ("Not all clerks agree. One of them said"), or another than the unnamed
    person ("a clerk said so, another did not")."""
    clause = next((c for c in head.rights if c.dep_ == "relcl"), None)
    found = [m for m in draft.mentions if m.kind == "nominal" and m.span.end <= head.idx]
    for mention in sorted(found, key=lambda m: m.span, reverse=True):
        entity = draft.entities.get(mention.target or "")
        phrase = phrase_at(draft, draft.tokens(mention.span).root)
        other = head.lower_ == "another" and entity is not None and entity.kind == "Person" and not entity.named
        if entity is None or not (other or entity.kind == "Collective") or phrase is None or len(phrase.nouns) > 1:
            continue
        if draft.structure.paragraph_at(head.idx) - draft.structure.paragraph_at(mention.span.start) > 1:
            return []
        words = draft.words(draft.span(clause.left_edge.i, clause.right_edge.i)) if clause is not None else ""
        end = clause.right_edge.i if clause is not None else head.i
        made = Entity(
            ref=f"e:{head.idx}",
            kind="Person",
            name=f"{phrase.nouns[0]} {words}".strip(" ,"),
            aliases=tuple(dict.fromkeys(draft.words(draft.span(head.i, last)) for last in (end, of_them(head)))),
            employer=entity.employer,
            named=False,
            rule="one-of-group",
        )
        draft.entities[made.ref] = made
        draft.mentions.append(Mention(Span(head.idx, head.idx + len(head)), made.ref, "nominal", "one-of-group", 0.7))
        return draft.mentions[-1:]
    return []


ANNOTATOR = Annotator("coreference", needs=("mentions", "entities"), adds=("mentions", "entities"), run=run)
