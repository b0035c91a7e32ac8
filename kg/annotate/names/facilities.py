"""Sites named by a place, a code or a firm and a noun: "its Ottawa studio", "the Reading depot", "Number 7 shaft"."""

from __future__ import annotations

import re

from kg.annotate.base import Draft
from kg.annotate.names.lexicon import ends, fold, known_body
from kg.annotate.names.places import kind_of
from kg.annotate.names.spans import has_head
from kg.annotate.names.thing import Spot, Thing
from kg.model import Span

# sites of which a firm or a town has several: "the Reading depot" names one of them
ONE_OF_SEVERAL = (
    r"(?:studio|yard|warehouse|lot|mill|plant|shaft|depot|terminal|mine|refinery|factory|store|shipyard|foundry|smelter|abattoir|slaughterhouse|meatworks|"
    r"brewery|garage|hangar|bakery|shop|cafe|café|canteen|branch|office|operations|works|hub)"
)
SITE = (
    r"(?:(?!(?:and|or|of|at|in|to|for|with|from|by|the|an?|its|his|her|their|that|is|was|has|had|said|will|as)\b)"
    r"[a-z-]+(?<!ed) ){0,2}"
    r"(?:fulfillment center|fulfilment centre|distribution cent(?:er|re)|assembly plant|call center|medical center|"
    r"(?:trades|union|community|parish|village|church|memorial|county) (?:hall|courthouse)|fairgrounds?|showgrounds?|"
    rf"courthouse|stadium|racecourse|racetrack|hall|campus|clinic|hospital|complex|facility|hotel|{ONE_OF_SEVERAL})"
)
AFTER = re.compile(
    rf" {SITE}\b(?! (?![A-Z][a-z]+day\b)[A-Z])(?! (?:workers?|employees|staff|managers?|operators?|union|secretary|"
    r"president|chair\w*|official|officer|organi[sz]er|steward|director)\b)(?!-)"
)
ROAD = re.compile(r" (?:bridge|line|intersection|branch line)\b(?! (?:workers?|of))")
OWNER = re.compile(r"(?:[’']s?|\b(?:its|their|his|her|our))(?: [a-z]+)? $")
PUBLIC = re.compile(r"(?:hall|courthouse|grounds?|stadium|racecourse|racetrack)$")
NUMBERED = re.compile(r"(?:Number|No\.?) \d+")


def facilities(draft: Draft, made: list[Thing]) -> list[Thing]:
    """The things with the sites that they name added; the town in such a name is mentioned too."""
    new: dict[str, Thing] = {}
    for t in made:
        if t.kind in ("Person", "State", "Country"):
            continue
        for s in list(t.spots):
            m = AFTER.match(draft.text, s.span.end)
            road = ROAD.match(draft.text, s.span.end)
            if m is not None:
                site(draft, made, new, t, s, m.group())
            elif road is not None and t.kind in ("Place", "City"):
                add(new, draft, t, s, len(road.group()), "Place")
    return [t for t in made if t.spots or t.key] + list(new.values())


def site(draft: Draft, made: list[Thing], new: dict[str, Thing], t: Thing, s: Spot, noun: str) -> None:
    """Make the site that one mention and the noun behind it name, if they do."""
    before = draft.text[max(0, s.span.start - 30) : s.span.start]
    owned, the = OWNER.search(before) is not None, re.search(r"\b[Tt]he $", before) is not None
    at = re.search(r"\b(?:[Aa]t|outside|near) (?:the )?$", before) is not None
    if not owned and len(noun.split()) > 1 and noun.endswith("studio"):
        return  # "an Austin game studio" is a firm
    several = re.search(rf"\b{ONE_OF_SEVERAL}$", noun) is not None
    place = t.kind in ("Place", "City")
    if place and NUMBERED.fullmatch(t.name):
        t.kind, t.name = "Facility", s.text + noun
        add(new, draft, t, s, len(noun), "Facility")
    elif place and several and (the or at) and ends(t.low, "road"):
        add(new, draft, t, s, len(noun), "Facility")
        t.spots.remove(s)  # "the Wilcox Road garage": the road is only part of the name
    elif place and (owned or (at and kind_of(t.name) is None) or (several and (the or at))):
        town_site(draft, made, new, t, s, noun)
    elif place and PUBLIC.search(noun) and (the or at):
        add(new, draft, t, s, len(noun), "Place")
    elif t.kind == "Facility" or (t.kind == "UnionLocal" and the):
        add(new, draft, t, s, len(noun), "Facility")
    elif t.kind in ("Employer", "FormalOrganization"):
        long = len(t.words) > 1
        alone = (the or (at and long)) and len(t.spots) == 1
        if alone and (long or (several and known_body(t.name) is None)):
            add(new, draft, t, s, len(noun), "Facility")
            t.spots.clear()
        elif the and several and long and s.text == t.name:
            add(new, draft, t, s, len(noun), "Facility")  # the firm keeps its other mentions
        elif owned and several and len(t.words) == 1 and known_body(t.name) is None and not has_head(t.name):
            t.kind = "Facility"  # "Kgosi’s Hoogland operations": a site of the owner that stands before it
            add(new, draft, t, s, len(noun), "Facility")


def town_site(draft: Draft, made: list[Thing], new: dict[str, Thing], t: Thing, s: Spot, noun: str) -> None:
    """A site in a town: one that is named in full elsewhere, or a new one."""
    last = noun.split()[-1]
    for other in made:
        if other.kind == "Facility" and other.low.startswith(t.low + " ") and other.words[-1] == last:
            span = Span(s.span.start, s.span.end + len(noun))
            other.spots.append(Spot(span, span.of(draft.text), "name/site", 0.8))
            break
    else:
        add(new, draft, t, s, len(noun), "Facility")


def add(new: dict[str, Thing], draft: Draft, t: Thing, s: Spot, length: int, kind: str) -> None:
    """A site of that many characters more than the mention; a site stays itself and gets the longer name."""
    span = Span(s.span.start, s.span.end + length)
    text = span.of(draft.text)
    if t.kind == "Facility" or (kind == "Place" and t.kind == "Place" and kind_of(t.name) is None):
        t.name = max(t.name, text, key=len)
        t.spots[t.spots.index(s)] = Spot(span, text, "name/site", 0.9)
        return
    thing = new.setdefault(fold(text), Thing(kind, text, weight=4))
    thing.spots.append(Spot(span, text, "name/site", 0.85))
    thing.within = t if t.kind in ("Place", "City") else None
