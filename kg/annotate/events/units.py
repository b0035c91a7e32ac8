"""Bargaining units: how many people a union is said to represent, as claims that a group is represented by it.

Where the words give no employer, the rule of the claim says whether they speak of the unit in dispute: a local or a
unit, people "there" or of a union that is no national one, and one employer against which the union acts.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kg.annotate.base import Draft, Fact
from kg.annotate.events.parties import PLACES, UNIONS, may_employ, owner
from kg.annotate.events.sizes import ABOUT, WIDER
from kg.model import Entity, Mention, Quantity, Ref, Span

PREDICATE = "representedBy"
# right before the number
REPRESENTS = re.compile(
    r"(?<!to )(?<!would )(?<!will )\brepresent(?:s|ed|ing)? (?:the |its |their |our |all |some )?"
    r"(?:[\w-]+(?: [\w-]+){0,3}[’']s? )?$|\b(?:speaks|bargains|bargaining agent|collective agent) for (?:the )?$"
)
UNIT_OF = re.compile(r"\b(?:bargaining|negotiating) unit of (?:the )?$|\bunit of $")
OF_ALL = re.compile(r"\bof (?:the|its|our|their|all|[\w-]+[’']s?) $")
# right behind it
REPRESENTED = re.compile(
    r"(?: of (?:the|its|our|their|[\w-]+[’']s?) [\d,]+)?(?:(?!\band\b)[^\d.;:]){0,70}?"
    r"(?:\b(?:are|were) (?:all )?(?:represented by|in|members of)"
    r"|, (?:who are |all |all of them )?represented by|\brepresented by) (?:the )?(?=union\b|guild\b|local\b|[A-Z])"
)
UNIT = re.compile(
    r"-(?:member|person|worker|employee|nurse|teacher|driver)s? (?:[a-z]+ )?(?:local|chapter|lodge|branch|unit)\b"
)
LARGE_UNIT = re.compile(r"-(?:member|person)s? (?:union|guild|association)\b")
THERE = re.compile(r"[^.;:]{0,60}?\b(?:there|at the (?:\w+ )?(?:company|plant|hospital|site|mill|mine|store|port|school"
                   r"|university|college|depot|warehouse|airport|hotel|museum|clinic|factory|district))\b")  # fmt: skip
ELSEWHERE = re.compile(r"[^.;:]{0,60}? (?:in|across|throughout|nationwide|statewide|around)\b")
DISPUTED = frozenset({"organizer", "party", "target"})


def represented(draft: Draft) -> None:
    """Adds the claims on the size of bargaining units."""
    for quantity in [q for q in draft.quantities if q.unit == "person"]:
        if any(quantity.key in f.quantities and f.rule != "sizes.members" for f in draft.facts):
            continue  # those who strike are no unit
        where = union_of(draft, quantity)
        if where is None:
            continue
        union, own = where
        group = people(draft, quantity, union)
        dispute = not employed(draft, group) and own and one_employer(draft, union)
        claim(draft, quantity, group, union, "units.dispute" if dispute else "units.represented")


def union_of(draft: Draft, quantity: Quantity) -> tuple[Ref, bool] | None:
    """The union that represents those counted, and whether a unit of no told employer is that of the dispute."""
    sent = draft.sentence(quantity.span.start)
    before = draft.text[sent.start_char : quantity.span.start]
    after = draft.text[quantity.span.end : sent.end_char]
    counted = draft.text[quantity.span.start : sent.end_char]
    behind = REPRESENTED.match(after) if not OF_ALL.search(before) else None
    unit = UNIT.search(counted[: quantity.span.end - quantity.span.start + 40])
    guild = LARGE_UNIT.search(counted[: quantity.span.end - quantity.span.start + 40])
    if not (behind or unit or guild or REPRESENTS.search(before) or UNIT_OF.search(before)):
        return None
    if behind:
        union = union_in(draft, Span(quantity.span.end, sent.end_char), last=False)
    else:
        here = Span(sent.start_char, quantity.span.start)
        union = union_in(draft, here, last=True) or speaking(draft, quantity) or last_before(draft, quantity)
    if union is None:
        return None
    index = draft.structure.paragraph_at(quantity.span.start)
    above = draft.structure.paragraphs[max(0, index - 1) : index + 1]
    wide = WIDER.search(after) is not None or any(ABOUT.match(draft.words(p)) for p in above)
    small = draft.entities[union].kind == "UnionLocal" or draft.entities[union].canonical is None
    near = UNIT_OF.search(before) or unit or THERE.match(after) or (small and not ELSEWHERE.match(after))
    return union, bool(near) and not wide


def union_in(draft: Draft, area: Span, last: bool) -> Ref | None:
    """The first or last union that is spoken of in a stretch."""
    found = [m for m in draft.mentions_in(area) if m.target in draft.entities and kind(draft, m) in UNIONS]
    return found[-1 if last else 0].target if found else None


def kind(draft: Draft, mention: Mention) -> str:
    return draft.entities[mention.target or ""].kind


def speaking(draft: Draft, quantity: Quantity) -> Ref | None:
    """The union of those who say "we represent"."""
    for statement in draft.statements:
        if any(c.holds(quantity.span) for c in statement.content):
            posts = [p.organization for p in draft.positions if p.person in statement.speakers]
            for ref in (*statement.speakers, *posts):
                if ref in draft.entities and draft.entities[ref].kind in UNIONS:
                    return ref
    return None


def last_before(draft: Draft, quantity: Quantity) -> Ref | None:
    """The union named last before the number: "the 1,200-member local"."""
    return union_in(draft, Span(0, quantity.span.start), last=True)


def people(draft: Draft, quantity: Quantity, union: Ref) -> Ref:
    """The group that is counted; made where the words name none ("the 1,200-member local")."""
    noun = quantity.noun or quantity.span
    both = Span(min(noun.start, quantity.span.start), max(noun.end, quantity.span.end))
    for mention in draft.mentions_in(Span(both.start, both.end + 30)):
        if mention.target in draft.entities and mention.span.overlaps(both) and kind(draft, mention) == "Collective":
            return mention.target or ""
    ref = f"e:{quantity.span.start}-unit"
    name = f"members of {draft.entities[union].name}"
    draft.entities[ref] = Entity(ref, "Collective", name, named=False, rule="units.members", confidence=0.7)
    draft.mentions.append(Mention(quantity.span, ref, "nominal", "units.members", 0.7))
    return ref


def employed(draft: Draft, group: Ref) -> bool:
    """Whether the words give the group an employer, its own or that of its site, which it then gets."""
    found = draft.entities[group].employer
    if found is not None and draft.entities[found].kind in PLACES:
        known = owner(draft, found)
        if known is not None:
            draft.entities[group] = replace(draft.entities[group], employer=known)
        return known is not None
    return found is not None


def one_employer(draft: Draft, union: Ref) -> bool:
    """Whether there is one employer alone against which the union acts in the story."""
    kin = {union, draft.entities[union].parent} - {None}
    kin |= {e.ref for e in draft.entities.values() if e.parent == union}
    actions = {f.subject for f in draft.facts if f.predicate in DISPUTED and f.object in kin}
    sides = {f.object for f in draft.facts if f.subject in actions and f.predicate in {"employer", "party"}}
    return sum(isinstance(r, str) and r in draft.entities and may_employ(draft.entities[r]) for r in sides) == 1


def claim(draft: Draft, quantity: Quantity, group: Ref, union: Ref, rule: str) -> None:
    """The claim that the union represents so many."""
    noun = quantity.noun or quantity.span
    span = Span(min(quantity.span.start, noun.start), max(quantity.span.end, noun.end))
    same = draft.sentence(span.start).start == draft.sentence(span.end - 1).start
    span = span if same else quantity.span
    text = f"{draft.entities[union].name} represents {' '.join(draft.words(span).split())}."
    draft.facts.append(
        Fact(
            group,
            PREDICATE,
            union,
            span,
            text[:1].upper() + text[1:],
            quantities=(quantity.key,),
            rule=rule,
            confidence=0.8,
        )
    )
