"""Third-person and relative pronouns and what they stand for.

Binding and subject preference first (a pronoun in what X said is X, a possessive is the subject of its clause), then
salience after Lappin and Leass (1994). Never a person of the other gender, as far as the text gives one; two that fit
alike stay open. First-person pronouns in quotations belong to the speech step.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.annotate.base import Draft
from kg.annotate.collectives.phrases import UNIONS, noun, people
from kg.annotate.coreference.definites import organization_of, subject_of, subjects_above
from kg.annotate.coreference.quoted import quote_at, source_of, spoken_to, told_of
from kg.annotate.coreference.sides import party
from kg.annotate.coreference.sources import asked_before
from kg.annotate.names.lexicon import terms, usual_gender
from kg.annotate.salience import SUBJECTS, Discourse, choose, listed_words, saying
from kg.model import Entity, Mention, Ref, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.annotate.view import View

HE = {"he", "him", "his", "himself"}
SHE = {"she", "her", "hers", "herself"}
THEY = {"they", "them", "their", "theirs", "themselves"}
IT = {"it", "its", "itself"}
RELATIVE = {"who", "whom", "whose", "which", "that"}
PRONOUNS = HE | SHE | THEY | IT | RELATIVE
WINDOW = 3
PRESS = {"reporters", "journalists", "lawmakers", "legislators", "media", "investors", "analysts", "officials"}
PARTS = {"percent", "%", "cent", "majority", "half", "most", "many", "some", "all", "number", "third", "two-thirds"}
TOLD = ("tell", "inform", "warn", "remind", "assure", "notify")
ANYBODY = {"nobody", "everybody", "everyone", "somebody", "someone", "anybody", "anyone", "people"}
ALONE = 0.5  # the second candidate so far behind counts as none
USUAL = {True: 1.25, False: 0.3}  # weight of a person whose given name suggests the gender, or the other one
UNFIT = 0.3  # what fits no better than this is bound by no syntax
SURE = {"pronoun-bound": 0.9, "pronoun-only": 0.9}  # confidence; what gives a person's gender is at least this sure
Fit = Callable[[Entity], float]


def pronoun(draft: Draft, disc: Discourse, token: Token) -> Mention | None:
    """The mention that a pronoun makes; None for one that stands for no entity or cannot be resolved."""
    word = token.lower_
    span = Span(token.idx, token.idx + len(token))
    if word in RELATIVE and token.tag_ in ("WP", "WDT", "WP$"):
        head = antecedent(token)
        found = target(draft, head) if head is not None else None
        return Mention(span, found, "pronoun", "relative-pronoun", 0.9) if found else None
    if word in HE | SHE:
        meant, candidates, rule = person(draft, disc, token, "m" if word in HE else "f")
    elif word in THEY:
        meant, candidates, rule = several(draft, disc, token)
    elif word in IT:
        meant, candidates, rule = thing(draft, disc, token)
    else:
        return None
    if meant is None and not candidates:
        return None
    return Mention(span, meant, "pronoun", rule, SURE.get(rule, 0.7) if meant else 0.4, candidates)


def antecedent(token: Token) -> Token | None:
    """The noun that the clause of a relative pronoun hangs on."""
    for above in token.ancestors:
        if above.dep_ == "relcl":
            return above.head if above.head.i < token.i else None
    return None


def target(draft: Draft, token: Token) -> Ref | None:
    """The entity that a mention with this head stands for."""
    found = draft.target_of(Span(token.idx, token.idx + len(token)))
    return found.target if found and found.target in draft.entities else None


def speaker_above(view: View, i: int) -> Token | None:
    """The subject of the verb of saying in whose complement the token stands: X in "X said she had worked"."""
    current, dep = i, view.dep
    while (above := view.head[current]) != current:
        if i > above and dep[current] in ("ccomp", "advcl", "xcomp") and view.lemma[above] in saying():
            return next((view.doc[c] for c in view.children[above] if dep[c] in SUBJECTS and c != i), None)
        current = above
    return None


def coarguments(draft: Draft, token: Token) -> tuple[Ref, ...]:
    """Entities that an object pronoun cannot be: the subject of its own verb (binding principle B)."""
    verb = token.head if token.dep_ in ("dobj", "dative", "iobj") else token.head.head
    if token.dep_ not in ("dobj", "dative", "iobj", "pobj") or token.lower_.endswith(("self", "selves")):
        return ()
    subjects = [c for c in verb.children if c.dep_ in SUBJECTS]
    return tuple(r for r in (target(draft, c) for c in subjects) if r)


def bound(draft: Draft, disc: Discourse, token: Token, fits: Fit) -> Ref | None:
    """The speaker or subject that the syntax gives, if it fits."""
    quoted = disc.layers[token.i]
    told = hearers(draft, token)
    if told and fits(draft.entities[told]) > UNFIT:
        return told
    above = asked_before(token) or speaker_above(draft.view, token.i)
    if above is not None and disc.layers[above.i] == quoted:
        found = target(draft, above)
        if found and fits(draft.entities[found]) > UNFIT:
            return found
    if token.dep_ == "poss" or token.lower_.endswith(("self", "selves")):
        subjects = [part_of(t) for t in subjects_above(token) if t.sent == token.sent and disc.layers[t.i] == quoted]
        fitting = [r for r in (target(draft, t) for t in subjects) if r and fits(draft.entities[r]) > UNFIT]
        if token.lower_ in THEY and subjects and target(draft, subjects[0]) not in fitting:
            # "we are aligned with our therapists on a path to address their concerns"
            near = [s for s in disc.before(token, 0) if s.head > subjects[0].i and s.quoted == quoted]
            groups = [s for s in near if draft.entities[s.ref].kind == "Collective" and fits(draft.entities[s.ref]) > 0]
            if groups:
                return groups[-1].ref
        if subjects and fitting and (target(draft, subjects[0]) == fitting[0] or token.lower_ in THEY):
            # "unless the city restores their days" of drivers: a group before an organization
            return max(fitting, key=lambda r: fits(draft.entities[r]))
    return None


def part_of(subject: Token) -> Token:
    """The people in a subject that counts them: "60 percent of clinicians", "most of the workers"."""
    if subject.lower_ not in PARTS:
        return subject
    of = next((c for c in subject.rights if c.lower_ == "of"), None)
    return next((c for c in of.children if c.dep_ == "pobj"), subject) if of is not None else subject


def hearers(draft: Draft, token: Token) -> Ref | None:
    """The group that is told what "they" will do: "told the nurses they will not return"; no reporters. Also the body
    that is told to do what is its own: "told the agency to send its people home"."""
    if token.lower_ != "its" and token.lower_ not in THEY:
        return None
    for above in token.ancestors:
        own = (
            token.lower_ == "its" and above.lemma_ in ("tell", "urge", "ask", "order", "press") and token.head != above
        )
        if own or (above.lemma_ in TOLD and token.lower_ in THEY):
            heard = next((c for c in above.rights if c.dep_ in ("dobj", "dative") and c.i < token.i), None)
            return target(draft, heard) if heard is not None and heard.lower_ not in PRESS else None
    return None


def person(draft: Draft, disc: Discourse, token: Token, gender: str) -> tuple[Ref | None, tuple[Ref, ...], str]:
    """Who "he" or "she" is: (target, candidates, rule)."""
    barred = coarguments(draft, token) + spoken_to(draft, token)
    if disc.layers[token.i]:
        barred += tuple(r for r in [source_of(draft, disc, token)] if r)

    def fits(entity: Entity) -> float:
        if entity.kind != "Person" or entity.ref in barred or entity.gender not in (None, gender):
            return 0.0
        usual = usual_gender(entity.name) if entity.named and entity.gender is None else None
        weight = 1.6 if entity.gender == gender else USUAL[usual == gender] if usual else 1.0
        return weight * (1.0 if entity.named else 0.75)

    found = bound(draft, disc, token, fits)
    if found:
        return found, (), "pronoun-bound"
    quote = quote_at(draft, token)
    said = [s for s in disc.before(token, 2) if quote and quote.inner.start <= draft.doc[s.head].idx]
    said = [s for s in said if fits(draft.entities[s.ref]) > 0]
    if said:
        return said[-1].ref, (), "pronoun-in-quote"
    if quote and (meant := told_of(draft, disc, quote, fits)):
        return meant, (), "pronoun-told-of"
    for window in (WINDOW, 3 * WINDOW):
        ranked = disc.ranked(token, fits, window=window)
        if reports(token):
            nouns = (s for s in disc.before(token, 0) if draft.doc[s.head].pos_ != "PRON")
            here = {s.ref for s in nouns if s.role in ("subject", "object")}
            ranked = [x for x in ranked if x[1] not in here] or ranked
        if ranked:
            alone = len(ranked) == 1 or ranked[1][0] <= ALONE * ranked[0][0]
            return *choose(ranked), "pronoun-only" if alone else "pronoun-person"
    return *after(draft, disc, token, fits), "pronoun-cataphor"


def reports(token: Token) -> bool:
    """Whether the pronoun tells who says what stands before it: "..., he said". Who is spoken of there is not he."""
    verb = token.head
    return (
        token.dep_ == "nsubj"
        and verb.lemma_ in saying()
        and any(c.dep_ == "ccomp" and c.i < token.i for c in verb.lefts)
    )


def after(draft: Draft, disc: Discourse, token: Token, fits: Fit) -> tuple[Ref | None, tuple[Ref, ...]]:
    """The subject of the main clause, for a pronoun in a clause before it ("Asked how long he could, Ruiz ...")."""
    later = [s for s in disc.seen if s.first > token.i and s.sentence == disc.numbers[token.i]]
    for seen in later:
        if seen.role in ("speaker", "subject") and fits(draft.entities[seen.ref]) > 0:
            return seen.ref, ()
    return None, ()


def several(draft: Draft, disc: Discourse, token: Token) -> tuple[Ref | None, tuple[Ref, ...], str]:
    """What "they" stands for: a group, else an organization."""
    barred = coarguments(draft, token)
    if token.dep_ == "poss":
        barred += tuple(r for r in [target(draft, token.head)] if r)
    barred += written_to(draft, token)
    quoted = disc.layers[token.i]

    def fits(entity: Entity) -> float:
        if entity.ref in barred:
            return 0.0
        if entity.kind == "Collective":
            return 1.2 if not entity.members else 0.8
        return 0.5 if organization_of(draft, entity.ref) else 0.0

    if token.dep_ == "poss" and token.head.dep_ == "conj" and token.nbor(-1).lower_ == "and":
        return target(draft, token.head.head), (), "pronoun-bound"  # "children and their parents"
    found = bound(draft, disc, token, fits)
    if found:
        return found, (), "pronoun-bound"
    if quoted:
        return quoted_they(draft, disc, token, fits)
    if (one := spoke_before(draft, disc, token)) is not None:
        return one, (), "pronoun-singular"
    ranked = disc.ranked(token, fits, window=2)
    return *choose(ranked), "pronoun-plural"


def spoke_before(draft: Draft, disc: Discourse, token: Token) -> Ref | None:
    """The one of unknown name and gender who spoke in the sentence before: "A spokesperson said S. They said S". Who
    adds something goes on, whoever it is."""
    if token.dep_ != "nsubj" or token.head.lemma_ not in saying() | {"decline"}:
        return None
    before = disc.numbers[token.i] - 1
    spoke = {s.ref for s in disc.before(token, 1) if s.role == "speaker" and s.sentence == before}
    people = [e for e in map(draft.entities.__getitem__, spoke) if e.kind == "Person"]
    open_ = [e for e in people if token.head.lemma_ == "add" or (not e.named and e.gender is None)]
    return open_[0].ref if len(people) == len(open_) == 1 else None


def written_to(draft: Draft, token: Token) -> tuple[Ref, ...]:
    """Who is written to in the adjunct before a verb of saying: "In an email to staff, they said"."""
    if token.dep_ != "nsubj" or token.head.lemma_ not in saying():
        return ()
    adjuncts = [t for c in token.head.lefts if c.dep_ == "prep" and c.i < token.i for t in c.subtree]
    heard = (c for t in adjuncts if t.lower_ == "to" for c in t.children if c.dep_ == "pobj")
    return tuple(r for r in (target(draft, c) for c in heard) if r)


def quoted_they(draft: Draft, disc: Discourse, token: Token, fits: Fit) -> tuple[Ref | None, tuple[Ref, ...], str]:
    """What "they" stands for in speech: a group of the same quotation, else the other side of the dispute."""
    quote = quote_at(draft, token)
    if quote is None:
        return None, (), ""
    inside = [s for s in disc.before(token, 2) if quote.inner.start <= draft.doc[s.head].idx]
    groups = [s for s in inside if fits(draft.entities[s.ref]) >= 0.5]
    if groups:
        best = max(groups, key=lambda s: (draft.entities[s.ref].kind == "Collective", s.head))
        return best.ref, (), "pronoun-in-quote"
    group = spoken_of(draft, disc, token)
    if group is not None:
        return group, (), "pronoun-in-quote"
    if token.dep_ != "poss" and any(t.lower_ in ANYBODY for t in draft.doc[token.sent.start : token.i]):
        return None, (), ""
    speaker = source_of(draft, disc, token)
    mine = side(draft, speaker) if speaker else None
    if mine is None:
        return None, (), ""
    other = party(disc, token, "union" if mine == "employer" else "employer")
    return other, (), "pronoun-other-side"


def spoken_of(draft: Draft, disc: Discourse, token: Token) -> Ref | None:
    """The group that the sentence before the quotation speaks of: "The pilots ratified a deal. “They fly ...”."""
    quote = quote_at(draft, token)
    for seen in reversed(disc.before(token, 1)):
        entity = draft.entities[seen.ref]
        outside = quote is None or draft.doc[seen.head].idx < quote.inner.start
        known = noun(draft.doc[seen.head])
        apt = entity.kind == "Collective" and not entity.members and not (known and known.kind == "leader")
        heard = draft.doc[seen.head].lower_ in PRESS
        if outside and apt and own_group(draft, disc, token, entity):
            continue
        if outside and apt and not heard and (seen.role in ("subject", "speaker") or token.lower_ == "them"):
            return seen.ref
    return None


def own_group(draft: Draft, disc: Discourse, token: Token, group: Entity) -> bool:
    """Whether "they" would be the speaker's own side, of which the quotation says "us": "they handed us popsicles"."""
    quote = quote_at(draft, token)
    speaker = source_of(draft, disc, token)
    if quote is None or speaker is None or not group.occupation or side(draft, speaker) != "union":
        return False
    return any(t.lower_ in ("us", "we", "our") for t in draft.tokens(quote.inner))


def thing(draft: Draft, disc: Discourse, token: Token) -> tuple[Ref | None, tuple[Ref, ...], str]:
    """What "it" stands for, where that is an organization; events are not for this step."""

    owned = noun(token.head) if token.dep_ == "poss" else None

    def fits(entity: Entity) -> float:
        if not organization_of(draft, entity.ref):
            return 0.5 if entity.kind == "Facility" else 0.0
        union = entity.kind in UNIONS
        if owned is not None and owned.kind in ("worker", "generic", "member"):
            return 1.5 if union == (owned.kind == "member") else 0.5
        return 1.0

    found = bound(draft, disc, token, fits)
    if found:
        return found, (), "pronoun-bound"
    verb = token.head
    acts = token.dep_ == "nsubj" and verb.lemma_ in listed_words("acting") | saying()
    if not acts and token.dep_ != "poss":
        return None, (), ""
    near = subject_of(token) if token.dep_ == "poss" else None
    if near is not None and target(draft, near) is None and near.sent == token.sent and near.pos_ == "NOUN":
        return None, (), ""
    seen = [s for s in disc.before(token, 1) if s.quoted == disc.layers[token.i] and fits(draft.entities[s.ref]) > 0]
    if not seen:
        return None, (), ""
    if disc.layers[token.i]:
        quote = quote_at(draft, token)
        seen = [s for s in seen if quote and quote.inner.start <= draft.doc[s.head].idx and s.role == "subject"]
        return (seen[-1].ref if seen else None), (), "pronoun-in-quote"
    return *choose(disc.ranked(token, fits, window=1)), "pronoun-organization"


def side(draft: Draft, ref: Ref) -> str | None:
    """The side of the dispute that a speaker is on: employer or union, or None."""
    entity = draft.entities[ref]
    if entity.kind == "Employer":
        return "employer"
    if entity.kind in ("LaborUnion", "UnionLocal") or entity.union:
        return "union"
    for position in draft.positions:
        body = draft.entities.get(position.organization or "")
        if position.person == ref and body is not None and position.standing == "current":
            if body.kind == "Employer":
                return "union" if worker(position.role) else "employer"
            if body.kind in ("LaborUnion", "UnionLocal"):
                return "union"
    if entity.occupation and entity.kind == "Collective":
        return "union"
    return None


def worker(role: str) -> bool:
    """Whether a role at an employer is that of a worker, who speaks for the workers' side."""
    last = role.lower().split()[-1] if role.split() else ""
    known = people().get(last)
    return known is not None and known.kind in ("worker", "generic")


@lru_cache(maxsize=4096)
def told_by(word: str) -> str | None:
    """The gender that a form of address, a role or a kinship tells, "f" or "m"; None for any other word."""
    return next((g for g in ("f", "m") if word in terms("honorifics.yaml", g) | terms("genders.yaml", g)), None)


def genders(draft: Draft, disc: Discourse) -> None:
    """Sets the gender of people from honorifics, roles and kinship before the name, and from clear pronouns."""
    for mention in [m for m in draft.mentions if m.kind == "name"]:
        entity = draft.entities.get(mention.target or "")
        if entity is None or entity.kind != "Person" or entity.gender:
            continue
        tokens = draft.tokens(mention.span)
        before = [t.lower_ for t in tokens.doc[max(tokens.start - 2, 0) : tokens.start] if t.text != ","]
        words = [*before[-1:], tokens[0].lower_]
        words += [c.lower_ for c in tokens.root.children if c.dep_ == "appos" and c.i > tokens.end][:1]
        head = tokens.root.head
        if tokens.root.dep_ == "appos" and head.i < tokens.start:
            words.append(head.lower_)  # "A spokesman for the mayor, Kim Lee,"
        words += [p.role.lower().split()[-1] for p in draft.positions if p.person == entity.ref and p.role.split()]
        if told := next((g for w in words if (g := told_by(w))), None):
            draft.entities[entity.ref] = replace(entity, gender=told)
    clear(draft, disc)


def clear(draft: Draft, disc: Discourse) -> None:
    """Gender from pronouns bound to a person ("Ainslie said she had worked")."""
    for i, word in enumerate(draft.view.lower):
        gender = "m" if word in HE else "f" if word in SHE else None
        if gender is None or disc.layers[i]:
            continue
        above = speaker_above(draft.view, i)
        ref = target(draft, above) if above is not None else None
        entity = draft.entities.get(ref or "")
        person = entity is not None and entity.kind == "Person" and entity.gender is None
        if entity is not None and person and usual_gender(entity.name) in (None, gender):
            draft.entities[entity.ref] = replace(entity, gender=gender)
