"""Who acts in an event and at whom it is aimed: by the syntax around its words, else by the sides of the dispute."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.annotate.base import Draft
from kg.annotate.events.clauses import conjuncts, predicates, subject
from kg.annotate.events.triggers import Trigger, words
from kg.model import Entity, Mention, Ref, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

UNIONS = frozenset({"LaborUnion", "UnionLocal"})
# bodies that bargain for employers; they are no employers themselves
ASSOCIATION = re.compile(
    r"\b(?:Employers?|Producers|Owners|Operators|Contractors|Manufacturers|Management|Retailers|Carriers)\b"
)
BULLET = re.compile(r"[—–•*▪■●·-] ?[A-Z]")
PLACES = frozenset({"Facility", "FacilityGroup", "City", "State", "Country", "GovernmentBuilding", "Place"})
MOVES = frozenset({"convene", "gather", "assemble", "move", "meet", "march"})  # their place is that of the meeting
# "The city offered raises of 3%", "the county's offer", "contract talks with the city"
OFFERING = re.compile(
    r"(?: (?:has|have|had|was|were|is|are))? (?:offered|offering|proposed) (?!to\b|help|support|its\b)"
    r"|['’]s (?:(?:last|latest|final|best|first|own|\w+ed) )*(?:offer|negotiators?|bargaining team)\b"
)
IN_TALKS = re.compile(r"\b(?:talks|negotiations|negotiating|bargaining|contract|dispute|standoff) with (?:the )?$")
NEAR = 80  # words to either side of a noun in which its own phrase is looked for
BESIDE = {"by", "at", "against", "with", "of", "between", "from", "for", "among"}


@dataclass(frozen=True, slots=True)
class Party:
    """An agent near an event: `way` is actor (does it), against (it is aimed at), beside (by, at, of, with)."""

    ref: Ref
    way: str
    span: Span
    confidence: float = 0.9


@dataclass(slots=True)
class Sides:
    """Unions and employers of a part of the story, the most spoken of first."""

    unions: list[Ref] = field(default_factory=list)
    employers: list[Ref] = field(default_factory=list)
    associations: list[Ref] = field(default_factory=list)
    guests: set[Ref | None] = field(default_factory=set)  # employers of those who act in sympathy


def segments(draft: Draft) -> list[Span]:
    """Parts of a story about several disputes: each begins at a heading in capitals, a further dateline or a bullet.

    Bullets alone cut a story where they are most of it and each tells of a dispute of its own.

    A story of one piece is one part.
    """
    paragraphs = draft.structure.paragraphs or [Span(0, len(draft.text))]
    lines = [p.start for p in paragraphs if re.fullmatch(r"[A-Z][A-Z ,&’'-]{2,40}", draft.words(p))]
    cuts = set(lines) if len(lines) > 1 else set()
    datelines = [d.span.start for d in draft.structure.datelines]
    cuts |= {at for at in datelines if len(datelines) > 1 and not any(0 < at - x < 60 for x in lines)}
    bullets = [p for p in paragraphs if BULLET.match(draft.words(p))]
    if cuts or roundup(draft, bullets):
        cuts |= {p.start for p in bullets}
    bounds = sorted({0, *cuts, len(draft.text)})
    return [Span(a, b) for a, b in pairwise(bounds) if a < b]


def roundup(draft: Draft, bullets: list[Span]) -> bool:
    """Whether bullets tell of one dispute each: most of the story, with two bodies or more that no other one names."""
    if len(bullets) < 3 or sum(p.end - p.start for p in bullets) * 2 < len(draft.text):
        return False
    named = [
        {m.target for m in draft.mentions_in(p) if m.target in draft.entities and m.kind == "name"} for p in bullets
    ]
    bodies = [{r for r in refs if draft.entities[r or ""].kind in {*UNIONS, "Employer"}} for refs in named]
    own = [b - set().union(*(x for x in bodies if x is not b)) for b in bodies]
    return sum(bool(o) for o in own) >= len(bullets) - 1


def sides(draft: Draft, part: Span) -> Sides:
    """The unions and employers spoken of in a part; of a local and its parent the local stands for both."""
    unions: Counter[Ref] = Counter()
    employers: Counter[Ref] = Counter()
    associations: Counter[Ref] = Counter()
    first: dict[Ref, int] = {}
    stand_ins = hired(draft)
    for mention in draft.mentions_in(part):
        entity = draft.entities.get(mention.target or "")
        if entity is None or any(n.span.holds(mention.span) for n in draft.notes):
            continue
        first.setdefault(entity.ref, mention.span.start)
        if entity.kind in UNIONS:
            unions[entity.ref] += 1
        elif entity.kind == "Employer":
            employers[entity.ref] += entity.ref not in stand_ins
        elif entity.kind == "FormalOrganization" and ASSOCIATION.search(entity.name):
            associations[entity.ref] += 1
        for ref, count in ((entity.union, unions), (entity.employer, employers)):
            if ref is not None and ref in draft.entities:
                other = draft.entities[ref]
                if ref in stand_ins or not (other.kind in UNIONS if count is unions else may_employ(other)):
                    continue
                count[ref] += 1
                first.setdefault(ref, mention.span.start)
    if not +employers:
        employers.update(m.target for m in draft.mentions_in(part) if m.target is not None and bargains(draft, m))
    parents = {draft.entities[u].parent for u in unions if draft.entities[u].kind == "UnionLocal"}

    def ranked(count: Counter[Ref]) -> list[Ref]:
        return [r for r, _ in sorted((+count).items(), key=lambda x: (-x[1], first[x[0]])) if r not in parents]

    return Sides(ranked(unions), ranked(employers), ranked(associations))


def bargains(draft: Draft, mention: Mention) -> bool:
    """Whether a city, district or agency is told to make offers or to be in talks, as an employer does."""
    entity = draft.entities.get(mention.target or "")
    if entity is None or entity.kind != "GovernmentBody" or not may_employ(entity):
        return False
    before = draft.text[max(0, mention.span.start - 40) : mention.span.start]
    return bool(OFFERING.match(draft.text, mention.span.end) or IN_TALKS.search(before))


def hired(draft: Draft) -> set[Ref]:
    """Firms that come in to do the work of those who stopped: first told of as hired, once an action was told of."""
    known: dict[int, set[Ref]] = draft.memo.setdefault("actions.hired", {})
    begun = min((t.span.start for t in draft.memo.get("actions.triggers", ())), default=len(draft.text))
    if begun not in known:
        first: dict[Ref, Mention] = {}
        for mention in draft.mentions:
            if mention.target is not None and mention.span.start > begun:
                first.setdefault(mention.target, mention)
        early = {m.target for m in draft.mentions if m.span.start < begun}
        known[begun] = {r for r, m in first.items() if r not in early and taken_on(draft.tokens(m.span).root)}
    return known[begun]


def taken_on(word: Token) -> bool:
    """Whether a noun, or what it stands beside, is hired: "a hauler, Acme, had been hired", "brought in Acme"."""
    word = word.head if word.dep_ == "appos" else word
    verb = word.head
    brought = verb.lemma_ == "bring" and any(c.dep_ == "prt" and c.lower_ == "in" for c in verb.children)
    return word.dep_ in {"dobj", "nsubjpass"} and (brought or verb.lemma_ in {"hire", "enlist", "engage"})


def with_guests(draft: Draft, side: Sides, party: list[Party]) -> None:
    """Put last the employers whose workers only act in sympathy with those of others."""
    guests = {draft.entities[p.ref].employer for p in party if p.way == "actor"} & set(side.employers)
    if guests != set(side.employers):
        side.guests |= guests
        side.employers.sort(key=lambda r: r in guests)


def entity_at(draft: Draft, token: Token) -> tuple[Entity, Mention] | None:
    """The entity that a noun phrase stands for."""
    mention = draft.target_of(Span(token.idx, token.idx + len(token)))
    if mention is None or mention.target is None:
        return None
    entity = draft.entities.get(mention.target)
    return (entity, mention) if entity is not None else None


def group_at(draft: Draft, token: Token) -> bool:
    """Whether a noun phrase stands for a group of people or a union."""
    hit = entity_at(draft, token)
    return hit is not None and hit[0].kind in {*UNIONS, "Collective"}


# bodies that rule on disputes or tell of them; never a side of one unless the syntax says so
NEUTRAL = re.compile(
    r"\b(?:Boards?|Courts?|Commission\w*|Tribunals?|Agency|Labou?r|Relations|Ministry|Senate|Congress|Parliament|Police|News"
    r"|Government|Governor)\b",
    re.IGNORECASE,
)


def may_employ(entity: Entity) -> bool:
    """Whether an entity can be the employer of a dispute: a company, or a city or district whose workers act."""
    return entity.kind == "Employer" or (entity.kind == "GovernmentBody" and not NEUTRAL.search(entity.name))


def owner(draft: Draft, ref: Ref) -> Ref | None:
    """The employer of a site: "Acme's Dayton warehouse", else the employer of the people told to be there."""
    known = draft.entities[ref].employer
    if known is not None and known in draft.entities and may_employ(draft.entities[known]):
        return known
    for mention in sorted((m for m in draft.mentions if m.target == ref), key=lambda m: m.span):
        root = draft.tokens(mention.span).root
        for word in (root, root.head if root.dep_ in {"compound", "nmod", "amod"} else root):
            for child in word.children:
                hit = entity_at(draft, child) if child.dep_ in {"poss", "compound", "nmod"} else None
                if hit is not None and may_employ(hit[0]):
                    return hit[0].ref
    return None


def between(below: Token, word: Token) -> Iterator[Token]:
    """The words above one, up to another."""
    for above in below.ancestors:
        if above == word:
            return
        yield above


def found_at(draft: Draft, token: Token, way: str, confidence: float = 0.9) -> list[Party]:
    """The parties that a word and those joined to it name; "members of X" and "X workers" lead to X."""
    out: list[Party] = []
    for word in conjuncts(token):
        hit = entity_at(draft, word)
        if hit is not None:
            out.append(Party(hit[0].ref, way, hit[1].span, confidence))
        if hit is None or hit[0].kind == "Collective":
            near = range(max(word.left_edge.i, word.i - NEAR), min(word.right_edge.i, word.i + NEAR) + 1)
            for below in (draft.doc[i] for i in near):
                if below == word or below.dep_ not in {"pobj", "compound", "poss", "nmod", "amod", "appos"}:
                    continue
                if any(a.dep_ in {"relcl", "acl"} for a in between(below, word) if a.i > word.i):
                    continue
                inner = entity_at(draft, below)
                if inner is not None and inner[0].kind in {*UNIONS, "Employer", "NewsOrganization"} | PLACES:
                    out.append(Party(inner[0].ref, "beside", inner[1].span, confidence))
    return out


def parties(draft: Draft, trigger: Trigger) -> list[Party]:
    """The agents and places that the syntax ties to the trigger, in reading order, each once with its best way."""
    head = draft.doc[trigger.head]
    found: list[Party] = []
    if trigger.pattern.form == "verb":
        found += of_verb(draft, head, trigger)
    else:
        found += of_noun(draft, head)
    best: dict[Ref, Party] = {}
    for party in found:
        old = best.get(party.ref)
        if old is None or (old.way == "beside" and party.way != "beside"):
            best[party.ref] = party
    return sorted(best.values(), key=lambda p: (p.span, p.ref))


def of_verb(draft: Draft, verb: Token, trigger: Trigger) -> list[Party]:
    found: list[Party] = []
    who = subject(verb)
    if who is not None:
        passive = any(c.dep_ == "nsubjpass" for c in verb.children)
        found += found_at(draft, who, "against" if passive else "actor")
    for child in verb.children:
        if child.dep_ == "agent":
            for x in child.children:
                found += found_at(draft, x, "actor")
        elif trigger.kind == "SympathyStrike":
            continue
        elif child.dep_ in {"dobj", "dative"}:
            found += found_at(draft, child, "against")
        elif child.dep_ == "prep":
            found += of_preposition(draft, child)
        elif child.dep_ in {"npadvmod", "ccomp", "compound", "nmod", "nsubj"} and child is not who:
            found += found_at(draft, child, "actor", 0.7)
    if verb.i > verb.sent.start and all(draft.entities[p.ref].kind in PLACES for p in found):
        before = verb.nbor(-1)  # a headline's verb that the parser took for a noun: "Custodians vote Tuesday"
        if before.tag_ == "NNS" or before.ent_type_ == "ORG":
            found += found_at(draft, before, "actor", 0.6)
        elif verb.pos_ == "NOUN" and verb.dep_ == "pobj" and verb.head.head.tag_ == "NNS":
            found += found_at(draft, verb.head.head, "actor", 0.6)
    return found


def right_before(draft: Draft, verb: Token) -> list[Party]:
    """The party named right before a verb that has no subject in the parse ("another union, Acme, reached ...")."""
    for mention in draft.mentions:
        entity = draft.entities.get(mention.target or "")
        gap = draft.text[mention.span.end : verb.idx]
        if entity is not None and mention.span.end <= verb.idx and gap in {" ", ", "}:
            return [Party(entity.ref, "actor", mention.span, 0.6)]
    return []


def of_preposition(draft: Draft, word: Token) -> list[Party]:
    way = {"by": "actor", "against": "against"}.get(word.lower_, "beside")
    if word.lower_ not in BESIDE:
        return []
    return [p for x in word.children if x.dep_ in {"pobj", "pcomp"} for p in found_at(draft, x, way, 0.85)]


def of_noun(draft: Draft, noun: Token) -> list[Party]:
    found: list[Party] = []
    for child in noun.children:
        if child.dep_ in {"poss", "compound", "nmod"}:
            found += found_at(draft, child, "actor", 0.8)
        elif child.dep_ == "prep":
            found += of_preposition(draft, child)
        elif child.dep_ in {"acl", "relcl"} and child.tag_ == "VBN":
            for prep in child.children:
                if prep.dep_ in {"agent", "prep"}:
                    found += [
                        p
                        for x in prep.children
                        for p in found_at(draft, x, "actor" if prep.lower_ == "by" else "beside", 0.85)
                    ]
    if noun.dep_ == "pobj" and noun.head.head.lemma_ == "notice":  # "has given notice of a strike"
        given = noun.head.head.head
        who = subject(given) if given.pos_ == "VERB" else None
        if who is not None and given.lemma_ in {"give", "serve", "issue", "file", "submit"}:
            found += found_at(draft, who, "actor", 0.85)
    support = words("status.yaml")["support"]
    for verb in predicates(noun):
        if verb.lemma_ not in support and verb.head.lemma_ not in support:
            continue
        who = subject(verb)
        if who is not None and who != noun and noun not in set(who.subtree):
            found += found_at(draft, who, "actor", 0.85)
        elif who is None and noun.i > verb.i and verb.dep_ == "ROOT":
            found += right_before(draft, verb)
        for child in verb.children:
            if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "at", "with", "against", "between"}:
                found += of_preposition(draft, child)
    return found


def places(draft: Draft, trigger: Trigger) -> list[tuple[Ref, Span]]:
    """Places that the event is at, in or outside of, by syntax."""
    head = draft.doc[trigger.head]
    anchors = [head]
    if trigger.pattern.form == "noun":
        anchors += [
            v
            for v in predicates(head)
            if v.lemma_ not in MOVES and (v.lemma_ == "call" or v.lemma_ not in words("status.yaml")["report"])
        ][:2]
        if head.dep_ == "pobj" and head.head.lower_ in {"at", "for"}:
            anchors += [v for v in [head.head.head] if v.pos_ == "VERB" and head.head.lower_ == "for"]
    found: dict[Ref, Span] = {}
    for anchor in anchors:
        for prep in anchor.children:
            if prep.dep_ != "prep" or prep.lower_ not in {
                "at",
                "in",
                "on",
                "outside",
                "near",
                "across",
                "throughout",
                "around",
                "along",
                "inside",
            }:
                continue
            stack = [x for x in prep.subtree if x.dep_ in {"pobj", "conj", "appos"} and x != prep]
            for word in stack:
                hit = entity_at(draft, word)
                outer = word.head.head if word.dep_ == "pobj" else word
                if outer in stack and (above := entity_at(draft, outer)) is not None and above[0].ref in found:
                    continue  # "the Capitol in Sacramento", "clinics throughout the state": a place of the place
                if hit is not None and hit[0].kind in PLACES:
                    found.setdefault(hit[0].ref, hit[1].span)
    around = {draft.entities[r].within for r in found if draft.entities[r].kind in {"Facility", "FacilityGroup"}}
    return sorted(((r, s) for r, s in found.items() if r not in around), key=lambda x: (x[1], x[0]))
