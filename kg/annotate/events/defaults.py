"""The sides of the dispute, where the syntax around an event gives none."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import replace

from kg.annotate.base import Draft
from kg.annotate.events.clauses import denied, subject
from kg.annotate.events.found import AGREED, TALKS, Found
from kg.annotate.events.mentioned import STOPPED, Happening, Mentioned
from kg.annotate.events.parties import UNIONS, Sides, entity_at, hired, owner
from kg.annotate.events.status import clause as verb_clause
from kg.annotate.events.triggers import words
from kg.model import Ref, Span

# words for the people of any side; others tell one group from another
GENERIC = re.compile(
    r"\b(?:members?|workers?|employees|staff|voters|people|strikers?|participants|sides?|leaders?|negotiators?|bargainers?|parties)$",
    re.IGNORECASE,
)
TO = re.compile(r"\s+to\s+")


def by_default(draft: Draft, event: Happening, side: Sides, have: list[Found], first: frozenset[Ref]) -> list[Found]:
    """Union and employer that the sentence, the paragraph or the part of the story has."""
    m = event.said[0]
    out: list[Found] = []
    both = event.kind in AGREED or event.kind in TALKS
    for kinds, main, predicate in ((UNIONS, side.unions, "organizer"), ({"Employer"}, side.employers, "employer")):
        given = {
            f.object
            for f in have
            if f.predicate in {predicate, "party"} or (predicate == "organizer" and f.predicate == "target")
        }
        if any(isinstance(r, str) and draft.entities[r].kind in kinds for r in given):
            continue
        if kinds is UNIONS and (others_act(draft, event, have, first) or unofficial(draft, event, side.unions)):
            continue
        ref = near(draft, event, frozenset(kinds), main, side.guests) or (main[0] if main else None)
        ref = local_of(draft, ref, main)
        if both and kinds is not UNIONS and side.associations:
            ref = side.associations[0]
            if any(f.object == ref for f in have):
                continue
        if ref is None or (event.kind == "Lockout" and predicate == "organizer"):
            continue
        out.append(Found("party" if both else predicate, ref, verb_clause(draft, m), m, 0.5))
        if event.kind == "Lockout":
            out.append(Found("organizer", ref, verb_clause(draft, m), m, 0.5))
    return out


def others_act(draft: Draft, event: Happening, have: list[Found], first: frozenset[Ref]) -> bool:
    """Whether another group or body than that of the dispute acts: its union is not the one of the story.

    `first` are the groups that take part in the first action of the part of the story.
    """
    groups = {
        f.object
        for f in have
        if f.predicate in {"participant", "party", "proposedBy"}
        and isinstance(f.object, str)
        and draft.entities[f.object].kind == "Collective"
        and not GENERIC.search(draft.entities[f.object].name.split(" at ")[0].split(" in ")[0])
    }
    if groups and first and not groups & first:
        return True
    for m in event.said[:1]:
        head = draft.doc[m.trigger.head]
        who = subject(m.verbs[0]) if m.verbs else None
        if who is None or who == head or who.pos_ not in {"NOUN", "PROPN"} or head in set(who.subtree):
            continue
        if entity_at(draft, who) is None and re.search(r"union|guild|federation|brotherhood|association", who.lower_):
            return True
    return False


def unofficial(draft: Draft, event: Happening, unions: list[Ref]) -> bool:
    """Whether a stoppage is called unofficial, or the union says that it is none of its own."""
    if event.kind not in STOPPED:
        return False
    lists = words("status.yaml")
    sentences = {sent.start: sent for m in event.said for sent in [draft.doc[m.trigger.head].sent]}
    if any(t.lower_ in lists["unofficial"] for sent in sentences.values() for t in sent):
        return True
    verbs = {draft.tokens(m.span).root.head for m in draft.mentions if unions and m.target == unions[0]}
    return any(v.lemma_ in lists["disown"] or (v.lemma_ in lists["call"] and denied(v)) for v in verbs)


def proposal_sides(draft: Draft, event: Happening, side: Sides, have: list[Found]) -> list[Found]:
    """Who makes a proposal and to whom: by syntax as far as the side fits, else union and employer of the dispute."""
    m = next((x for x in event.said if x.trigger.pattern.actors in {"union", "employer"}), event.said[0])
    ours = m.trigger.pattern.actors == "union"
    mine, theirs = (UNIONS, frozenset({"Employer"})) if ours else (frozenset({"Employer"}), UNIONS)

    def of(kinds: frozenset[str], f: Found) -> bool:
        return isinstance(f.object, str) and draft.entities[f.object].kind in kinds

    if side.associations and not ours and not any(of(mine, f) for f in have):
        side = Sides(side.unions, side.associations)
    out = [
        f for f in have if f.predicate == "proposedBy" and (of(mine, f) or (ours and of(frozenset({"Collective"}), f)))
    ]
    put = [replace(f, predicate="proposedTo") for f in have if of(theirs, f)]
    main = (side.unions, side.employers) if ours else (side.employers, side.unions)
    for kinds, got, refs, predicate in ((mine, out, main[0], "proposedBy"), (theirs, put, main[1], "proposedTo")):
        ref = local_of(draft, near(draft, event, kinds, refs) or (refs[0] if refs else None), refs)
        if not got and ref is not None and event.past is None:
            stated = predicate == "proposedTo" and put_to(draft, m, ref)
            got.append(Found(predicate, ref, verb_clause(draft, m), m, 0.8 if stated else 0.5))
    return out + put


def put_to(draft: Draft, m: Mentioned, ref: Ref) -> bool:
    """Whether the words say so: "its proposal to the union"."""
    after = TO.match(draft.text, m.trigger.span.end)
    return after is not None and any(x.target == ref and x.span.start == after.end() for x in draft.mentions)


def local_of(draft: Draft, ref: Ref | None, known: list[Ref]) -> Ref | None:
    """Of a union that the story has just one local of, the local: it is the one that acts."""
    if ref is None or draft.entities[ref].kind != "LaborUnion":
        return ref
    name = draft.entities[ref].name
    locals_ = [
        r
        for r in known
        if draft.entities[r].kind == "UnionLocal"
        and (draft.entities[r].parent == ref or re.search(rf"\b{re.escape(name)}\b", draft.entities[r].name))
    ]
    return locals_[0] if len(locals_) == 1 else ref


def past_employer(draft: Draft, event: Happening, have: list[Found]) -> list[Found]:
    """The employer of an action of the past: the one whose site it was at, else the only one its sentence names."""
    if any(f.predicate == "employer" for f in have):
        return []
    m = event.said[0]
    sites = [owner(draft, r) for r, _ in m.places if draft.entities[r].kind in {"Facility", "FacilityGroup"}]
    sites += [owner(draft, p.ref) for p in m.parties if draft.entities[p.ref].kind in {"Facility", "FacilityGroup"}]
    refs = {r for r in sites if r is not None}
    if not refs and not any(f.predicate in {"participant", "organizer"} for f in have):
        sent = draft.doc[m.trigger.head].sent
        refs = organizations(draft, Span(sent.start_char, sent.end_char), frozenset({"Employer"}))
    return [Found("employer", refs.pop(), verb_clause(draft, m), m, 0.5)] if len(refs) == 1 else []


def named_often(draft: Draft, refs: set[Ref]) -> bool:
    """Whether the story speaks of it more than once; who is named once in passing is no side."""
    return sum(m.target in refs for m in draft.mentions) > 1


def organizations(draft: Draft, area: Span, kinds: frozenset[str]) -> set[Ref]:
    """Organizations of the kinds that the area names, also as employer or union of a group of people."""
    out: set[Ref] = set()
    for mention in draft.mentions_in(area):
        entity = draft.entities.get(mention.target or "")
        if entity is not None:
            refs = [entity.ref, entity.employer, entity.union]
            out |= {r for r in refs if r is not None and r in draft.entities and draft.entities[r].kind in kinds}
    return out - hired(draft)


def near(
    draft: Draft,
    event: Happening,
    kinds: frozenset[str],
    main: list[Ref],
    guests: AbstractSet[Ref | None] = frozenset(),
) -> Ref | None:
    """The only organization of the kinds in a sentence, else in a paragraph, that tells of the event."""
    paragraphs = draft.structure.paragraphs
    areas: dict[tuple[Span, bool], None] = {}  # those of several mentions once
    for m in event.said:
        if m.creates:
            sent = draft.doc[m.trigger.head].sent
            index = draft.structure.paragraph_at(m.trigger.span.start)
            areas[Span(sent.start_char, sent.end_char), True] = None
            if index >= 0:
                areas[paragraphs[index], False] = None
    for area, sentence in areas:
        refs = organizations(draft, area, kinds)
        parents = {draft.entities[r].parent for r in refs if r is not None}
        refs -= parents | guests
        if main and main[0] in refs:
            return main[0]
        if len(refs) == 1 and (sentence or named_often(draft, refs)):
            return refs.pop()
    return None
