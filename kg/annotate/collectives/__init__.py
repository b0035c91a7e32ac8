"""Groups named by what they are ("striking nurses"), unnamed people ("a hospital spokesperson"), groups of sites.

A phrase starts a new entity, or is one more mention of a group that it fits: same noun, no other modifiers, and no
other employer or union. Which groups stay apart matters more than which are joined: two merged groups put one's words
in the other's mouth.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.annotate.base import Annotator, Draft
from kg.annotate.collectives import sites
from kg.annotate.collectives.human import beside, holder, human, named_as
from kg.annotate.collectives.phrases import (
    UNIONS,
    VAGUE,
    Phrase,
    describes,
    included,
    kind_of,
    last_words,
    listed,
    noun,
    organization,
    phrase_at,
    surface,
)
from kg.annotate.collectives.strikers import joins, taking_part
from kg.annotate.salience import SUBJECTS, saying
from kg.model import Entity, Mention, Ref, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

EMPLOYERS = ("Employer", "FormalOrganization", "GovernmentBody", "NewsOrganization", "Facility")
ROLES = (*SUBJECTS, "dobj", "pobj", "dative", "iobj", "agent", "poss", "ROOT", "conj", "appos", "dep", "attr", "nsubj")
NEGATIVE = ("no", "any", "every", "each", "neither", "such", "what", "which", "whatever", "another")
OF_SOMEBODY = ("my", "his", "her", "their", "our")
BACK = ("the", "these", "those", "this", "that", "both", "all")
# words that set a group apart from the one with the plain noun: "nurses" is never "replacement nurses"
APART = {"replacement", "temporary", "former", "retired", "other", "nonunion", "non-union", "substitute", "temp"}
APART |= {"permanent", "part-time", "contract", "laid-off", "veteran", "fellow", "unionized", "probationary"}
# modifiers that say what the group does or feels now, and are no part of who they are
PASSING = {"striking", "locked-out", "angry", "affected", "picketing", "protesting", "eligible", "remaining", "local"}
PASSING |= {"voting", "cheering", "young", "old", "hourly", "average", "chanting", "marching", "stranded"}
SAME = (
    {"striker", "participant", "picketer"},
    {"child", "kid"},
    {"worker", "employee", "staffer", "staff"},
    {"leader", "leadership"},
)
GO_BETWEENS = {"mediator", "arbitrator", "conciliator", "judge", "lawyer", "attorney", "supervisor", "manager"}
OFFICES = {"governor", "mayor", "premier", "prosecutor", "superintendent", "chancellor"}
GO_BETWEENS |= {"spokesperson", "spokesman", "spokeswoman", "official", "representative", "executive"}


def run(draft: Draft) -> None:
    possible = last_words() | {words.split()[-1] for words in sites.sites()}
    for i in [i for i, word in enumerate(draft.view.lower) if word in possible]:
        token = draft.doc[i]
        phrase = candidate(draft, token)
        if phrase is not None:
            refer(draft, phrase)
        elif not taken(draft, token):
            sites.group(draft, token)


def candidate(draft: Draft, token: Token, source: bool = False) -> Phrase | None:
    """The phrase that the token heads, if it speaks of a group or an unnamed person; None for any other.

    Args:
        source: the phrase is known to speak, so a vague or singular one will do ("a nurse").
    """
    if noun(token) is None or taken(draft, token) or modifies(token):
        return None
    if not source and (token.dep_ not in ROLES or follows_list(draft, token)):
        return None
    phrase = phrase_at(draft, token)
    if (
        phrase is None
        or phrase.kind == "side"
        or (phrase.determiner in NEGATIVE and not source and not none_of(phrase))
    ):
        return None
    speaks = token.dep_ == "nsubj" and token.head.lemma_ in saying()
    somebody = phrase.determiner in OF_SOMEBODY or speaks
    if not source and ((phrase.kind == "body" and not phrase.plural) or (phrase.kind == "kin" and not somebody)):
        return None
    if not source and not human(draft, token, phrase):
        return None
    if not phrase.plural:
        return phrase if single(draft, token, phrase, source) else None
    if beside(draft, phrase, only="") or (set(phrase.nouns) <= VAGUE and not source and vague(draft, phrase)):
        return None
    return phrase


def none_of(phrase: Phrase) -> bool:
    """Whether a negated phrase still names a group: "no replacement workers"."""
    negated = phrase.plural and phrase.determiner == "no"
    return negated and phrase.kind in ("worker", "generic") and bool(phrase.modifiers)


def vague(draft: Draft, phrase: Phrase) -> bool:
    """Whether "people" stands without words that say which ones: "about 200 people" in the street."""
    head = draft.doc[phrase.head]
    described = any(c.dep_ in ("amod", "relcl", "acl") and c.i <= phrase.end for c in head.rights)
    return not (phrase.modifiers or described or (phrase.number and head.dep_ in SUBJECTS))


def taken(draft: Draft, token: Token) -> bool:
    """Whether the token is part of a name, or stands outside the story's own prose."""
    if (noun(token) is None and not sites.site(token)) or token.pos_ not in ("NOUN", "PROPN"):
        return True  # it can head no phrase of people or sites
    start = token.idx
    end = start + len(token)
    if any(m.kind == "name" for m in draft.mentions_at(start, end)):
        return True
    outside = [*draft.structure.skip, *draft.structure.bylines, *(d.span for d in draft.structure.datelines)]
    return any(s.start <= start and end <= s.end for s in outside)


def modifies(token: Token) -> bool:
    """Whether the noun only modifies the next one ("nurse staffing", "picker Rosalba Ibañez")."""
    if token.i + 1 == len(token.doc):
        return False
    after = token.nbor()
    if after.tag_ == "POS" or after.text in ("'", "’", "'s", "’s"):
        return False
    if token.dep_ in ("compound", "nmod", "amod") and token.head.i > token.i:
        return True
    if after.text in ("-", "–") and not token.whitespace_:
        return True
    known = noun(token)
    return bool(known and not known.plural and after.pos_ in ("NOUN", "PROPN") and after.dep_ != "npadvmod")


def follows_list(draft: Draft, token: Token) -> bool:
    """Whether the noun is a later part of a list that an earlier people noun opens, and not set apart in it."""
    if included(token):
        return False
    view = draft.view
    first = max(token.i - 20, view.first[view.sentence[token.i]])
    near = [draft.doc[i] for i in range(first, token.i) if view.lower[i] in last_words()]
    return any(token in listed(t) for t in near if noun(t))


def single(draft: Draft, token: Token, phrase: Phrase, source: bool) -> bool:
    """Whether a singular phrase is an unnamed person of the story: not a predicate, and not beside a name."""
    if token.dep_ in ("attr", "oprd", "appos") or (token.dep_ == "pobj" and token.head.lower_ in ("as", "per", "like")):
        return False
    if beside(draft, phrase):
        return False
    if phrase.kind == "kin":
        near = token.dep_ in (*SUBJECTS, "dobj", "pobj", "dative") and phrase.determiner in OF_SOMEBODY
        return source or near or (token.dep_ == "nsubj" and token.head.lemma_ in saying())
    if phrase.kind == "body":
        return False
    if phrase.determiner in ("the", *OF_SOMEBODY) and holder(draft, phrase):
        return False
    if phrase.determiner in OF_SOMEBODY and token.dep_ in SUBJECTS and phrase.kind in ("worker", "leader", "public"):
        return True  # "Their teacher had emailed it"
    speaks = token.dep_ == "nsubj" and token.head.lemma_ in saying()
    if source or speaks or (phrase.determiner in OF_SOMEBODY and token.dep_ == "nsubj" and phrase.kind != "public"):
        return True
    if set(phrase.nouns) & OFFICES and phrase.determiner == "the" and token.dep_ in ("dobj", "dative", *SUBJECTS):
        return True
    if set(phrase.nouns) & GO_BETWEENS and phrase.determiner:
        return token.dep_ in (*SUBJECTS, "dobj", "pobj", "dative")
    return False


def refer(draft: Draft, phrase: Phrase) -> Ref:
    """The entity that the phrase stands for, made if there is none; adds the mention and what the phrase says of it."""
    span = surface(draft, phrase)
    same = named_as(draft, phrase)
    if same is not None:
        draft.mentions.append(Mention(span, same, "nominal", "named-after", confidence=0.8))
        return same
    apposed = apposition(draft, phrase)
    found = apposed or earlier(draft, phrase)
    rule = "group-apposition" if apposed else "group-again"
    if found is None:
        found = create(draft, phrase)
        rule = "group-phrase" if phrase.plural else "unnamed-person"
    entity = draft.entities[found]
    draft.entities[found] = enrich(draft, entity, phrase)
    draft.mentions.append(Mention(span, found, "nominal", rule, confidence=0.8))
    return found


def create(draft: Draft, phrase: Phrase) -> Ref:
    """A new entity for the phrase, keyed by the offset of its head noun."""
    ref = f"e:{draft.doc[phrase.head].idx}"  # the head: a name in front of it has the offset of the span already
    name = describes(draft, phrase)
    kind = "Collective" if phrase.plural else "Person"
    larger = included_in(draft, phrase) if phrase.plural else None
    rule = "group-phrase" if phrase.plural else "unnamed-person"
    draft.entities[ref] = Entity(ref, kind, name, subgroup_of=larger, named=False, rule=rule, confidence=0.8)
    return ref


def enrich(draft: Draft, entity: Entity, phrase: Phrase) -> Entity:
    """The entity with the employer, union, occupation and further wording that this mention of it gives."""
    # members of a body that is no union do not work for it ("Crafts Guild members")
    employer = organization(draft, phrase, ("Employer", "Facility") if phrase.nouns == ("member",) else EMPLOYERS)
    union = organization(draft, phrase, UNIONS)
    leads = phrase.kind == "leader"
    gender = {"spokesman": "m", "spokeswoman": "f", "chairman": "m", "chairwoman": "f", "foreman": "m"}
    forms = [describes(draft, phrase), draft.words(surface(draft, phrase)), core(draft, phrase)]
    forms = [f for f in dict.fromkeys(forms) if f.casefold() != entity.name.casefold() and f not in entity.aliases]
    return replace(
        entity,
        aliases=(*entity.aliases, *forms),
        employer=entity.employer or employer,
        union=entity.union or (None if leads and phrase.plural else union or membership(draft, phrase)),
        part_of=entity.part_of or (union or employer if leads and phrase.plural else None),
        occupation=entity.occupation or occupation(draft, phrase),
        gender=entity.gender or (None if phrase.plural else gender.get(phrase.nouns[0])),
    )


def membership(draft: Draft, phrase: Phrase) -> Ref | None:
    """The union that "members" or "its members" belong to, where the phrase does not name it."""
    said = set(phrase.modifiers) - PASSING - {"union"}
    return last_union(draft, phrase) if phrase.kind == "member" and not said else None


def core(draft: Draft, phrase: Phrase) -> str:
    """The modifiers and head nouns alone."""
    words = [t for t in draft.doc[phrase.first : phrase.head] if t.lower_ in phrase.modifiers]
    start = words[0].i if words else phrase.head
    return draft.words(draft.span(start, phrase.last))


def occupation(draft: Draft, phrase: Phrase) -> str | None:
    """What the people do, in the text's words; None for patients, members, strikers."""
    return core(draft, phrase) if phrase.kind in ("worker", "generic") else None


def apposition(draft: Draft, phrase: Phrase) -> Ref | None:
    """The group that the phrase renames: "540 drivers, members of the union"; "the workers are members of ..."."""
    head = draft.doc[phrase.head]
    if (
        head.dep_ not in ("appos", "attr", "conj")
        or not phrase.plural
        or (head.dep_ == "conj" and head.nbor(-1).text != ",")
    ):
        return None
    renames = head.dep_ == "appos" or (head.dep_ == "conj" and phrase.kind == "member")
    subject = head.head if renames else next((c for c in head.head.lefts if c.dep_ == "nsubj"), None)
    if subject is None:
        return None
    found = draft.target_of(Span(subject.idx, subject.idx + len(subject)))
    entity = draft.entities.get(found.target or "") if found else None
    return entity.ref if entity and entity.kind == "Collective" else None


def included_in(draft: Draft, phrase: Phrase) -> Ref | None:
    """The larger group in "participants, including nurses and therapists"."""
    preposition = draft.doc[phrase.head]
    if not included(preposition):
        return None
    while preposition.lower_ not in ("including", "include"):
        preposition = preposition.head
    for mention in reversed(draft.mentions):
        entity = draft.entities.get(mention.target or "")
        near = mention.span.end <= preposition.idx and draft.sentence(mention.span.start) == preposition.sent
        if near and entity is not None and entity.kind == "Collective":
            return entity.ref
    return None


def earlier(draft: Draft, phrase: Phrase) -> Ref | None:
    """The group that was mentioned before and that the phrase fits, the nearest first."""
    if not phrase.plural:
        return same_person(draft, phrase)
    if (strikers := taking_part(draft, phrase)) is not None:
        return strikers
    if phrase.number and joins(draft.doc[phrase.head]):
        return None  # "an estimated 4,000 workers will take part": the strikers, not all the workers
    best: tuple[int, int, Ref] | None = None
    for ref, group in groups(draft, phrase):
        strength = fits(draft, phrase, group, draft.entities[ref])
        if strength and (best is None or (strength, group.head) > best[:2]):
            best = (strength, group.head, ref)
    return best[2] if best else None


def groups(draft: Draft, phrase: Phrase) -> list[tuple[Ref, Phrase]]:
    """Earlier phrases of groups or unnamed people, with their entities."""
    found = []
    for mention in draft.mentions:
        entity = draft.entities.get(mention.target or "")
        if entity is None or entity.named or entity.subgroup_of or mention.kind != "nominal":
            continue
        if mention.rule == "group-apposition":
            continue
        head = draft.root(mention.span)
        other = remembered(draft, draft.doc[head]) if head is not None and head < phrase.head else None
        if other is not None and other.plural == phrase.plural:
            found.append((entity.ref, other))
    return found


def remembered(draft: Draft, head: Token) -> Phrase | None:
    """The phrase of an earlier mention, read once: every later phrase is held against all earlier ones."""
    known: dict[int, Phrase | None] = draft.doc.user_data.setdefault("phrases", {})
    if head.i not in known:
        known[head.i] = phrase_at(draft, head)
    return known[head.i]


def fits(draft: Draft, phrase: Phrase, group: Phrase, entity: Entity) -> int:
    """How well a later phrase fits a mention of a group: 0 not at all, 3 best."""
    if conflict(draft, phrase, entity) or phrase.determiner in ("another", "some") or "other" in phrase.modifiers:
        return 0
    headlined = only_headline(draft, entity)
    employer = organization(draft, phrase, EMPLOYERS)
    if not headlined and employer and not entity.employer and phrase.kind in ("worker", "generic"):
        return 0  # "Holloway drivers" are not the drivers of the story until it says so
    if not headlined and phrase.number and not employer and not phrase.determiner:
        return 0
    mine, theirs = set(phrase.modifiers) - PASSING, set(group.modifiers) - PASSING
    if (mine ^ theirs) & APART:
        return 0
    if phrase.nouns == group.nouns or any(set(phrase.nouns) | set(group.nouns) <= s for s in SAME):
        if mine == theirs:
            return 3
        if mine < theirs:
            return 2
        widened = phrase.kind == "public" and not mine & PASSING and compounds(draft, phrase)
        return 1 if not theirs and (headlined or widened) else 0
    if phrase.kind == "generic" and group.kind in ("generic", "worker") and phrase.determiner in BACK and not mine:
        return 1 if near(draft, phrase, group) else 0
    if phrase.kind == group.kind == "generic" and entity.employer and kin(mine, theirs):
        return 3 if mine == theirs else 2
    return 0


def conflict(draft: Draft, phrase: Phrase, entity: Entity) -> bool:
    """Whether the phrase names another employer or union than the group has."""
    employer, union = organization(draft, phrase, EMPLOYERS), organization(draft, phrase, UNIONS)
    if phrase.kind == "member" and union is None:
        if phrase.determiner == "whose":
            return True
        union = last_union(draft, phrase)
    bodies = {entity.employer, entity.part_of, entity.union} - {None}
    return bool(
        (employer and entity.employer and employer != entity.employer)
        or (union and bodies and union not in bodies and (entity.union or entity.part_of))
    )


def compounds(draft: Draft, phrase: Phrase) -> bool:
    """Whether the modifiers are nouns that only fill in what is known ("rail passengers"), no adjectives."""
    words = [t for t in draft.doc[phrase.first : phrase.head] if t.lower_ in phrase.modifiers]
    return all(t.dep_ in ("compound", "nmod") or t.head.i != phrase.head for t in words)


def last_union(draft: Draft, phrase: Phrase) -> Ref | None:
    """The union that was named last before the phrase: whose members "its members" are."""
    at = draft.doc[phrase.head].idx
    named = (m for m in draft.mentions if m.kind == "name" and m.span.end <= at and kind_of(draft, m) in UNIONS)
    last = max(named, key=lambda m: m.span, default=None)
    return last.target if last else None


def kin(mine: set[str], theirs: set[str]) -> bool:
    """Whether two sets of modifiers share a word or its stem (health, healthcare)."""
    return any(a.startswith(b) or b.startswith(a) for a in mine for b in theirs if min(len(a), len(b)) > 4)


def only_headline(draft: Draft, entity: Entity) -> bool:
    """Whether the group was named in the headline alone so far, which drops numbers, modifiers and employers."""
    head = draft.structure.headline
    return head is not None and all(head.holds(m.span) for m in draft.mentions if m.target == entity.ref)


def near(draft: Draft, phrase: Phrase, group: Phrase) -> bool:
    """Whether the two stand in the same paragraph or in neighbouring ones."""
    where = draft.structure.paragraph_at
    return where(draft.doc[phrase.head].idx) - where(draft.doc[group.head].idx) <= 1


def same_person(draft: Draft, phrase: Phrase) -> Ref | None:
    """The unnamed person that a definite phrase means again ("the spokesperson")."""
    if phrase.determiner not in BACK:
        return None
    for ref, other in reversed(groups(draft, phrase)):
        same = other.nouns == phrase.nouns and set(phrase.modifiers) <= set(other.modifiers)
        if same and not conflict(draft, phrase, draft.entities[ref]):
            return ref
    return None


ANNOTATOR = Annotator("collectives", needs=("mentions", "entities"), adds=("mentions", "entities"), run=run)
