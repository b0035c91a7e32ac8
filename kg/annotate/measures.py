"""What each number counts: the people or sites of an action, the length of an event, an issue."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.annotate.base import Annotator, Draft, Fact
from kg.annotate.events.clauses import SUBJECTS, predicates, tense
from kg.annotate.events.parties import PLACES, entity_at
from kg.annotate.events.results import VOTES, cost_of, is_vote, length_of, voted
from kg.annotate.events.sizes import has_size, told
from kg.annotate.events.taking import STOPPAGES, as_others, at_gathering, set_against, taking, took_part
from kg.annotate.events.timing import OTHERS
from kg.annotate.events.units import PREDICATE as REPRESENTED
from kg.annotate.events.units import represented
from kg.annotate.events.wording import phrases, sentence
from kg.model import Action, Quantity, Ref, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

AFFECT = frozenset(
    {
        "affect",
        "impact",
        "hit",
        "close",
        "disrupt",
        "idle",
        "shut",
        "involve",
        "cover",
        "strand",
        "delay",
        "cancel",
        "halt",
    }
)
SITED = frozenset({"at", "in", "outside", "across", "near", "throughout", "around", "over", "inside"})
FROM = frozenset({"at", "from", "in"})
NOT_EVENTS = frozenset({"Proposal", "TentativeAgreement", "CollectiveAgreement"})
MONEY = re.compile(r"^[A-Z]{3}\b")
PAY = ("i:wages", "i:pay", "i:overtime", "i:health-care-benefits")
# "a majority of the 3,600 workers"
OF_WHOLE = re.compile(
    r"\b(?:majority|half|third|quarters?|thirds|fifths?|tenth|most|some|many|few|(?:nearly|almost|virtually) all|dozens"
    r"|scores|hundreds|thousands|none|all but \w+|percent|per cent|%|\d[\d,]*) of"
    r" (?:the |its |their |our |about |roughly |some |nearly )*$",
    re.IGNORECASE,
)
GAP = re.compile(r"\s+")


def run(draft: Draft) -> None:
    """Set Quantity.measures and add the facts on the size of actions."""
    labels = phrases(draft)
    dated(draft)
    people = [q for q in draft.quantities if q.unit in {"person", "site"}]
    for quantity in sorted(people, key=lambda q: at_part(draft, q)):
        sized(draft, quantity, labels)
    told(draft, labels)
    represented(draft)
    draft.quantities[:] = [q if q.measures else replace(q, measures=measured(draft, q)) for q in draft.quantities]


def dated(draft: Draft) -> None:
    """ "six months after": the number that a date was counted with belongs to the fact that gives the date."""
    for quantity in draft.quantities:
        key = next((t.key for t in draft.times if any(s.holds(quantity.span) for s in t.spans)), None)
        for i, fact in enumerate(draft.facts):
            if key is not None and key in fact.times and fact.span.holds(quantity.span):
                draft.facts[i] = replace(fact, quantities=(*fact.quantities, quantity.key))
                break


def whole(draft: Draft, quantity: Quantity) -> bool:
    """Whether the number is that of all, of whom the words tell something of a part only."""
    return OF_WHOLE.search(draft.text[max(0, quantity.span.start - 40) : quantity.span.start]) is not None


def stops(draft: Draft, group: Ref) -> bool:
    """Whether a group takes part in a stoppage."""
    kinds = {a.ref for a in draft.actions if a.kind in STOPPAGES}
    return any(f.subject in kinds and f.predicate == "participant" and f.object == group for f in draft.facts)


def root(draft: Draft, quantity: Quantity) -> Token | None:
    """The word that is counted, else the last word of the number."""
    tokens = draft.tokens(quantity.noun or quantity.span)
    return tokens.root if len(tokens) else None


def sized(draft: Draft, quantity: Quantity, labels: dict[Ref, str]) -> None:
    """Facts that give the people or sites of the actions in the sentence."""
    word = root(draft, quantity)
    if word is None or whole(draft, quantity):
        return
    if word.dep_ == "pobj" and word.head.lower_ == "of" and word.head.head in draft.tokens(quantity.span):
        word = word.head.head  # "620 of its 700 members"
    counted = counted_by(draft, quantity)
    for action in draft.actions:
        if any(quantity.key in f.quantities and f.subject == action.ref for f in draft.facts):
            continue
        if quantity.unit == "person" and of_one(draft, action, word):
            return
        if at_part(draft, quantity) and has_size(draft, action):
            continue
        if any(s.start <= word.idx < s.end for s in action.spans):  # "46 pickets"
            counts(draft, quantity, action)
            return
        for span in action.spans:
            if not word.sent.start_char <= span.start < word.sent.end_char:
                continue
            how = tied(draft, action, span, word, quantity.unit) or taking(draft, action, span, word, counted)
            how = how or (at_gathering(draft, action, span, word) if quantity.unit == "person" else None)
            if how is None and quantity.unit == "site" and located(draft, action, word, counted):
                how = "place", word
            if how is not None:
                state(draft, quantity, action, span, how, counted, labels)
                break
    measuring = any(q.key == quantity.key and q.measures for q in draft.quantities)
    if not measuring and not any(quantity.key in f.quantities for f in draft.facts):
        of_stoppage(draft, quantity, word, counted, labels)


def at_part(draft: Draft, quantity: Quantity) -> bool:
    """Whether people are those at some place of several: "lines went up at three plants, where 48 are striking"."""
    word = root(draft, quantity)
    clause = next((t for t in word.ancestors if t.dep_ == "relcl"), None) if word is not None else None
    return quantity.unit == "person" and clause is not None and any(c.lower_ == "where" for c in clause.children)


def of_one(draft: Draft, action: Action, word: Token) -> bool:
    """Whether people are those of one stoppage of a row: "rolling walkouts ... on Tuesday 40 walked out"."""
    here = draft.sentence(word.idx)
    serial = any(e.ref == action.ref and e.serial for e in draft.memo.get("events", ()))
    verb = any(here.start_char <= s.start < here.end_char and draft.tokens(s).root.pos_ == "VERB" for s in action.spans)
    return serial and verb and any(here.start_char <= s.start < here.end_char for t in draft.times for s in t.spans)


def counts(draft: Draft, quantity: Quantity, action: Action) -> None:
    """Let the number be the size of the action, unless it is already that of another."""
    draft.quantities[:] = [
        replace(q, measures=q.measures or action.ref) if q.key == quantity.key else q for q in draft.quantities
    ]


def of_stoppage(draft: Draft, quantity: Quantity, word: Token, counted: Ref | None, labels: dict[Ref, str]) -> None:
    """The size of the stoppage in hand where the sentence does not name it: "fewer than 200 employees took part",
    "put the number at 350". Each voice's figure is kept beside the others; none is chosen."""
    shut = word.dep_ == "nsubjpass" and word.head.lemma_ in AFFECT and tense(word.head) == "past"
    if quantity.unit != "person" and not shut:
        return
    before = [
        (s.start, a)
        for a in draft.actions
        for s in a.spans
        if s.start < quantity.span.start and a.kind in STOPPAGES and not old(draft, a)
    ]
    if not before:
        return
    action = max(before, key=lambda x: x[0])[1]
    if quantity.unit == "site":  # "Police said 40 factories were shut."
        state(draft, quantity, action, action.spans[0], ("affects", word.head), counted, labels)
        return
    again = quantity.rule == "quantity-figure"
    if again:
        action = set_against(draft, quantity) or action
    own = [f for f in draft.facts if f.subject == action.ref and f.predicate == "participant"]
    sized_ = [f for f in own if f.quantities]
    if again and not sized_:
        return
    if not again and not took_part(word) and not (sized_ and as_others(word)):
        return
    who = counted if counted is not None and not again else next((f.object for f in sized_ or own), None)
    if not isinstance(who, str):
        return
    verb = word.head if not again else next((t for t in word.ancestors if t.pos_ == "VERB"), word)
    text = sentence(draft, action.ref, "participant", who, labels, "past", printed(draft, quantity))
    span = quantity.span if again else draft.span(min(word.left_edge.i, verb.i), max(word.i, verb.i))
    draft.facts.append(
        Fact(
            action.ref,
            "participant",
            who,
            wider(draft, span, quantity, None),
            text,
            quantities=(quantity.key,),
            rule="measures.size-told",
            confidence=0.7,
        )
    )


def old(draft: Draft, action: Action) -> bool:
    """Whether the action is one of an earlier year."""
    return action.start is not None and action.start[:4] < (draft.article.published or action.start)[:4]


def counted_by(draft: Draft, quantity: Quantity) -> Ref | None:
    """The group of people or sites that the counted words name."""
    noun = quantity.noun or quantity.span
    mention = draft.target_of(noun)
    if mention is not None and mention.target is not None and mention.target in draft.entities:
        kind = draft.entities[mention.target].kind
        if kind in {"Collective", "FacilityGroup", "Facility"}:
            return mention.target
    inside = [m for m in draft.mentions if m.target in draft.entities and m.span.overlaps(noun) and m.kind != "name"]
    fitting = [m for m in inside if draft.entities[m.target or ""].kind in {"Collective", "FacilityGroup"}]
    return fitting[0].target if fitting else None


def tied(draft: Draft, action: Action, span: Span, word: Token, unit: str) -> tuple[str, Token] | None:
    """The property (participant, target, place, affects) by which counted people or sites belong to the action."""
    tokens = draft.tokens(span)
    if not len(tokens):
        return None
    head = next((t for t in tokens if t.pos_ in {"NOUN", "VERB", "PROPN"} and t.head not in tokens), tokens.root)
    if head.pos_ == "ADP":  # "on strike"
        head = next((t for t in tokens if t.head == head and t.dep_ == "pobj"), head)
    verbs = (
        [head]
        if head.pos_ == "VERB"
        else [v for v in predicates(head) if v.lemma_ not in OTHERS or action.kind in VOTES]
    )
    if (
        unit == "person"
        and (clause := who_clause(head, word)) is not None
        and {head, *verbs} & {clause, *clause.conjuncts}
    ):
        return ("target" if action.kind == "Lockout" else "participant"), clause
    below = word
    for above in [word, *word.ancestors]:
        if above == head or above in verbs:
            return role(draft, action, above, below, word, unit)
        if above.dep_ in {"relcl", "ccomp", "parataxis"} and above != word:
            return None
        if above.dep_ != "npadvmod" or below.dep_ != "prep":  # "struck [Monday] at 12 stores"
            below = above
    return None


def who_clause(head: Token, word: Token) -> Token | None:
    """The verb of "the 300 nurses who have been on strike": a clause of those counted, who are its subject."""
    clause = next((t for t in [head, *head.ancestors] if t.dep_ == "relcl"), None)
    who = (
        any(c.dep_ in SUBJECTS and c.lower_ in {"who", "that"} for c in clause.children)
        if clause is not None
        else False
    )
    return clause if clause is not None and clause.head == word and who else None


def located(draft: Draft, action: Action, word: Token, counted: Ref | None) -> bool:
    """Whether the sentence is known to tell that the action is at the counted sites."""
    facts = (f for f in draft.facts if f.subject == action.ref and f.predicate == "place" and f.object == counted)
    return any(draft.sentence(f.span.start).start == word.sent.start_char for f in facts)


def role(draft: Draft, action: Action, above: Token, below: Token, word: Token, unit: str) -> tuple[str, Token] | None:
    if below == word and above == word:
        return None
    if unit == "site":
        if above.lemma_ in AFFECT and below.dep_ in {"dobj", "nsubjpass"}:
            return "affects", above
        if below.dep_ == "advcl" and below.lemma_ in AFFECT and word.head == below and word.dep_ == "dobj":
            return "affects", above  # "struck Monday, closing 14 schools"
        if below.dep_ == "prep" and below.lower_ in SITED:
            return "place", above
        from_ = below.dep_ == "nsubj" and word.dep_ == "pobj" and word.head.lower_ in FROM and word.head.head == below
        if from_ and action.kind in STOPPAGES:
            return "place", above  # "nurses from seven hospitals are on strike"
        if action.kind in STOPPAGES and above.lemma_ == "strike" and below.dep_ == "dobj":
            return "place", above  # "struck the company's two plants"
        return None
    if below.dep_ in {"nsubj", "nsubjpass", "agent", "compound", "poss", "nmod"} or (
        below.dep_ == "prep" and below.lower_ in {"by", "of"}
    ):
        return ("target" if action.kind == "Lockout" else "participant"), above
    if below.dep_ == "dobj" and action.kind == "Lockout":
        return "target", above
    if below.dep_ in {"dobj", "dative"} and above.lemma_ in AFFECT:
        return "affects", above
    return None


def state(
    draft: Draft,
    quantity: Quantity,
    action: Action,
    span: Span,
    how: tuple[str, Token],
    counted: Ref | None,
    labels: dict[Ref, str],
) -> None:
    """Add the number to the fact that says who takes part, or make that fact."""
    predicate, verb = how
    if action.kind in NOT_EVENTS and predicate != "affects":
        return
    for i, fact in enumerate(draft.facts):
        same = fact.subject == action.ref and fact.predicate == predicate and fact.object == counted
        if same and draft.sentence(fact.span.start).start == verb.sent.start:
            words = wider(draft, fact.span, quantity, None)
            planned = "plan" if fact.modality == "Plan" else "now"
            text = sentence(draft, action.ref, predicate, fact.object, labels, planned, printed(draft, quantity))
            draft.facts[i] = replace(fact, span=words, text=text, quantities=(*fact.quantities, quantity.key))
            return
    if counted is None or (predicate == "place" and draft.entities[counted].kind not in PLACES):
        counts(draft, quantity, action)
        return
    plan = tense(verb) in {"future", "open", "would", "plain"}
    time = "plan" if plan else "past" if tense(verb) == "past" else "now"
    text = sentence(draft, action.ref, predicate, counted, labels, time, printed(draft, quantity))
    draft.facts.append(
        Fact(
            action.ref,
            predicate,
            counted,
            wider(draft, clause_of(draft, verb) if predicate == "affects" else span, quantity, counted),
            text,
            modality="Plan" if plan else "Fact",
            quantities=(quantity.key,),
            rule="measures.size",
            confidence=0.85,
        )
    )


def printed(draft: Draft, quantity: Quantity) -> str:
    """The number as printed, with its hedge and noun ("An estimated 4,000 Kaiser healthcare professionals")."""
    end = quantity.noun.end if quantity.noun is not None else quantity.span.end
    return GAP.sub(" ", draft.words(Span(quantity.span.start, max(end, quantity.span.end))))


def clause_of(draft: Draft, verb: Token) -> Span:
    """A verb with its auxiliaries and the verbs it depends on: "is expected to impact"."""
    chain = [verb]
    while chain[-1].dep_ == "xcomp":
        chain.append(chain[-1].head)
    words = [t for v in chain for t in (v, *(c for c in v.children if c.dep_ in {"aux", "auxpass"}))]
    return draft.span(min(t.i for t in words), verb.i)


def wider(draft: Draft, span: Span, quantity: Quantity, counted: Ref | None) -> Span:
    """The span stretched to hold the number and what it counts, where all stand in one sentence."""
    group = [m.span for m in draft.mentions if m.target == counted and m.span.overlaps(quantity.noun or quantity.span)]
    spans = [span, *group, quantity.span, *([quantity.noun] if quantity.noun is not None else [])]
    both = Span(min(s.start for s in spans), max(s.end for s in spans))
    same = draft.sentence(both.start).start == draft.sentence(both.end - 1).start
    return both if same else span


def measured(draft: Draft, quantity: Quantity) -> Ref | None:
    """What the number counts: the group named, the event whose length or votes it gives, the issue beside it."""
    carriers = [f for f in draft.facts if quantity.key in f.quantities]
    unit = next((f.subject for f in carriers if f.predicate == REPRESENTED), None)
    if unit is not None:
        return unit
    if carriers:
        carried = carriers[0]
        return carried.object if isinstance(carried.object, str) else carried.subject
    if quantity.unit == "percent" and (vote := voted(draft, quantity)) is not None:
        return vote
    group = counted_by(draft, quantity)
    if group is not None:
        return None if whole(draft, quantity) and stops(draft, group) else group  # a part of them stopped work
    if MONEY.match(quantity.unit) and (action := cost_of(draft, quantity)) is not None:
        return action
    lasted = length_of(draft, quantity)
    if lasted is not None:
        return lasted
    sent = draft.sentence(quantity.span.start)
    area = Span(sent.start_char, sent.end_char)
    near = [m for m in draft.mentions_in(area) if m.target is not None]
    if quantity.unit == "vote" or (quantity.unit == "percent" and any(is_vote(draft, m.target) for m in near)):
        vote = next((m.target for m in near if is_vote(draft, m.target)), None)
        if vote is not None:
            return vote
    if quantity.noun is not None:
        inside = [m.target for m in near if m.span.overlaps(quantity.noun)]
        if inside:
            return inside[0]
    issues = [m for m in near if m.target is not None and m.target.startswith("i:")]
    if MONEY.match(quantity.unit) or quantity.unit == "percent":
        pay = [m for m in issues if m.target in PAY]
        issues = pay or issues
    if issues:
        return min(issues, key=lambda m: (abs(m.span.start - quantity.span.start), m.span)).target
    hit = root(draft, quantity)
    entity = entity_at(draft, hit) if hit is not None else None
    return entity[0].ref if entity is not None else None


ANNOTATOR = Annotator("measures", needs=("quantities", "actions", "facts"), adds=("quantities", "facts"), run=run)
