"""The size of an action where its own sentence gives none: the members that the union in dispute speaks for."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.annotate.base import Draft, Fact
from kg.annotate.events.mentioned import STOPPAGE, VOTES
from kg.annotate.events.parties import UNIONS, segments
from kg.annotate.events.wording import sentence
from kg.model import Action, Quantity, Ref, Span

AGREED = frozenset({"TentativeAgreement", "CollectiveAgreement"})
SIZED = STOPPAGE | AGREED | {"RatificationVote"}
UNION = r"(?:the )?(?:union\b|guild\b|local\b|federation\b|[A-Z])"
# what comes right before or behind the number of those whom a union speaks for
SPEAKS_FOR = re.compile(r"\brepresent(?:s|ing)? (?:the |its |their )?(?:[\w-]+[’']s? )?$", re.IGNORECASE)
SPOKEN_FOR = re.compile(rf"[^.;:]{{0,70}}?\b(?:are|were) (?:represented by|members of|in) {UNION}")
MEMBERS_OF = re.compile(rf" members of {UNION}")
ITS_MEMBERS = re.compile(r"-member (?:union|guild|local|association|federation)")
WHOSE = re.compile(r"\bwhose $")
KNOWN = re.compile(r"^(?:The|All|Its|Their) $")
WIDER = re.compile(
    r"\b(?:states|counties|provinces|countries|districts|cities|nationwide|statewide|worldwide|industries|employers"
    r"|companies)\b|\b(?:in|across|throughout) (?:the )?(?:northern|southern|eastern|western|central|north|south|east"
    r"|west)(?:[ -]?\w+)? [A-Z]",
    re.I,
)
ABOUT = re.compile(r"About [A-Z]")
BOARD = re.compile(r"\b(?:take|takes|took|taken) up\b")  # what a board does with a contract: no vote of members
OVER = frozenset({"c:Ended", "c:Averted"})
UNCALLED = frozenset({"c:Authorized", "c:Threatened"})
STRIKERS = frozenset({"striker", "picketer"})


def told(draft: Draft, labels: dict[Ref, str]) -> None:
    """Add the facts on the members that a union speaks for to the current actions of the union without a size."""
    for quantity in draft.quantities:
        if quantity.unit == "person" and quantity.noun is not None and of_strikers(draft, quantity):
            current = [a for a in draft.actions if a.kind in STOPPAGE and under_way(draft, a)]
            if len(current) == 1 and not any(quantity.key in f.quantities for f in draft.facts):
                add(draft, current[0], quantity, labels)
        if quantity.unit != "person" or quantity.value is None:
            continue
        fitting = fits if of_union(draft, quantity) else same_people if definite(draft, quantity) else None
        for action in draft.actions if fitting is not None else ():
            if fitting is not None and fitting(draft, action, quantity):
                add(draft, action, quantity, labels)
    shared(draft, labels)


def of_strikers(draft: Draft, quantity: Quantity) -> bool:
    """Whether those counted are called strikers: another figure for the strike, beside what its sentence gives."""
    noun = draft.tokens(quantity.noun or quantity.span)
    return len(noun) > 0 and noun.root.lemma_.lower() in STRIKERS


def under_way(draft: Draft, action: Action) -> bool:
    """Whether the action is not over, nor of an earlier year."""
    published = (draft.article.published or "")[:4]
    past = action.start is not None and action.start[:4] < published
    return not past and status(draft, action) not in OVER


def of_union(draft: Draft, quantity: Quantity) -> bool:
    """Whether the words give the members in the dispute: not those of a union all over the country, no boilerplate."""
    sent = draft.sentence(quantity.span.start)
    before = draft.text[sent.start_char : quantity.span.start]
    after = draft.text[quantity.span.end : sent.end_char]
    index = draft.structure.paragraph_at(quantity.span.start)
    above = draft.structure.paragraphs[max(0, index - 1) : index + 1]
    if WIDER.search(after) or any(ABOUT.match(draft.words(p)) for p in above):
        return False
    the = before.endswith(("the ", "The "))
    return (
        SPEAKS_FOR.search(before) is not None
        or SPOKEN_FOR.match(after) is not None
        or (the and MEMBERS_OF.match(after) is not None)
        or ITS_MEMBERS.match(draft.text, quantity.span.end) is not None
        or ITS_MEMBERS.search(draft.words(quantity.span)) is not None
        or WHOSE.search(before) is not None
    )


def definite(draft: Draft, quantity: Quantity) -> bool:
    """Whether a number is that of people known from before: "The 860 nurses have been without a contract"."""
    sent = draft.sentence(quantity.span.start)
    after = draft.text[quantity.span.end : sent.end_char]
    return KNOWN.search(draft.text[sent.start_char : quantity.span.start]) is not None and not WIDER.search(after)


def same_people(draft: Draft, action: Action, quantity: Quantity) -> bool:
    """Whether those counted are called as those are who take part in a current action without a size."""
    if action.kind not in STOPPAGE | VOTES | {"Lockout"} or quantity.noun is None or has_size(draft, action):
        return False
    noun = draft.tokens(quantity.noun).root.lemma_.lower()
    groups = {
        f.object for f in draft.facts if f.subject == action.ref and f.predicate in {"participant", "target", "party"}
    }
    people = [
        m
        for m in draft.mentions
        if m.target in groups and m.kind == "nominal" and draft.entities[m.target or ""].kind == "Collective"
    ]
    told_before = any(
        m.span.start < quantity.span.start and draft.tokens(m.span).root.lemma_.lower() == noun for m in people
    )
    published = (draft.article.published or "")[:4]
    current = (action.start or published)[:4] >= published if action.kind in VOTES else under_way(draft, action)
    same = part_of(draft, action.spans[0]) == part_of(draft, quantity.span)
    return told_before and current and same and action.spans[0].start < quantity.span.start


def status(draft: Draft, action: Action) -> object:
    return next((f.object for f in draft.facts if f.subject == action.ref and f.predicate == "status"), None)


def has_size(draft: Draft, action: Action) -> bool:
    persons = {q.key for q in draft.quantities if q.unit == "person"}
    own = any(f.subject == action.ref and persons & set(f.quantities) for f in draft.facts)
    return own or any(q.measures == action.ref and q.unit == "person" for q in draft.quantities)


def fits(draft: Draft, action: Action, quantity: Quantity) -> bool:
    """Whether the action is a current one of the union that the sentence names, and has no size yet."""
    sent = draft.sentence(quantity.span.start)
    area = Span(sent.start_char, sent.end_char)
    named = {m.target for m in draft.mentions_in(area)}
    ours = {r for r in action.parties if r in draft.entities and draft.entities[r].kind in UNIONS}
    if WHOSE.search(draft.text[sent.start_char : quantity.span.start]):
        here = action.kind == "SympathyStrike" and any(area.holds(s) for s in action.spans)
        return here and not has_size(draft, action)
    if action.kind not in SIZED or not named & ours or has_size(draft, action):
        return False
    if status(draft, action) in UNCALLED and not employers(draft, action) & named:
        return False  # a union's members are not those of a strike that it may call some day
    if action.kind == "RatificationVote" and any(BOARD.search(draft.words(s)) for s in action.spans):
        return False
    if part_of(draft, action.spans[0]) != part_of(draft, quantity.span):
        return False
    return under_way(draft, action) or (
        action.start is not None and action.start[:4] >= (draft.article.published or "")[:4]
    )


def employers(draft: Draft, action: Action) -> set[Ref]:
    """The employers of an action."""
    return {r for r in action.parties if r in draft.entities and draft.entities[r].kind not in UNIONS}


def part_of(draft: Draft, span: Span) -> int:
    return next((i for i, p in enumerate(segments(draft)) if p.start <= span.start < p.end), 0)


def add(draft: Draft, action: Action, quantity: Quantity, labels: dict[Ref, str]) -> None:
    """The fact that those counted take part in the action, or are affected by the agreement."""
    noun = quantity.noun or quantity.span
    groups = [m.target for m in draft.mentions if m.span.overlaps(noun) and m.target in draft.entities]
    people = [r for r in groups if r is not None and draft.entities[r].kind == "Collective"]
    who = next(iter(people), None) or next(
        (r for r in action.parties if r in draft.entities and draft.entities[r].kind in UNIONS), None
    )
    if who is None:
        return
    predicate = "affects" if action.kind in AGREED else "participant"
    plan = status(draft, action) in {"c:Scheduled", "c:Announced", "c:Threatened", "c:Authorized", "c:Averted"}
    words = draft.words(Span(quantity.span.start, max(quantity.span.end, noun.end)))
    if noun.end <= quantity.span.start:  # "the number of strikers at 250"
        words += f" {draft.words(noun)}"
    words = re.sub(r"\s+", " ", words)
    text = sentence(draft, action.ref, predicate, who, labels, "plan" if plan else "now", words)
    draft.facts.append(
        Fact(
            action.ref,
            predicate,
            who,
            quantity.span,
            text,
            modality="Plan" if plan else "Fact",
            quantities=(quantity.key,),
            rule="sizes.members",
            confidence=0.5,
        )
    )


def shared(draft: Draft, labels: dict[Ref, str]) -> None:
    """The people of a ban or a go-slow, where it alone has a size, are those of the strike of the same union."""
    for action in draft.actions:
        if action.kind not in STOPPAGE or has_size(draft, action) or status(draft, action) in OVER:
            continue
        for other in draft.actions:
            same = other.kind == "Slowdown" and set(other.parties) & set(action.parties)
            if not same or part_of(draft, action.spans[0]) != part_of(draft, other.spans[0]):
                continue
            facts = [f for f in draft.facts if f.subject == other.ref and f.predicate == "participant" and f.quantities]
            if facts and isinstance(facts[0].object, str):
                text = sentence(draft, action.ref, "participant", facts[0].object, labels)
                draft.facts.append(
                    replace(facts[0], subject=action.ref, text=text, rule="sizes.dispute", confidence=0.5)
                )
                break
