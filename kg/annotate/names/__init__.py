"""Named people, organizations, unions and locals, government, news organizations, places and facilities.

The steps: candidates by shape (`name_candidates`), evidence for a class (`name_evidence`), forms of one thing
(`name_links`), places in places (`places`), bodies that have no proper name (`name_bodies`); here they are put
together and written into the draft.
"""

from __future__ import annotations

import re

from kg.annotate.base import Annotator, Draft
from kg.annotate.names.addresses import addresses, credentials
from kg.annotate.names.bodies import common_bodies, councils, headline_spots, place_senses
from kg.annotate.names.candidates import candidates
from kg.annotate.names.facilities import facilities
from kg.annotate.names.lexicon import ends, fold, given_names, known_body
from kg.annotate.names.links import things
from kg.annotate.names.locals import locals_of, parents
from kg.annotate.names.places import Division, Town, choose, country_forms, division_forms, divisions, numbers, towns_of
from kg.annotate.names.renamed import renamed
from kg.annotate.names.spans import Candidate
from kg.annotate.names.thing import Open, Thing
from kg.model import Entity, Mention, Ref, Span

NOTICE = re.compile(
    r"(?i)archived article|read (?:more|also|next|the rest)|subscribe|sign up|newsletter|copyright|all rights reserved|"
    r"click here|follow us|advertisement|©|related:|see also|this story (?:has been|was)"
)
US_WIRES = frozenset(["AP", "Associated Press", "UPI"])
CAPS_JOIN = frozenset(["of", "the", "and", "de", "la", "le", "du"])


def run(draft: Draft) -> None:
    """Fill `entities`, name mentions, `dateline` and `publisher`."""
    found = [c for c in candidates(draft) if usable(draft, c)]
    mark_frame(draft, found)
    made, opened = things(draft, found)
    locals_here, open_locals = locals_of(found, made)
    made += parents(found, locals_here) + locals_here
    made = facilities(draft, made)
    made = place_senses(draft, made)
    councils(made)
    made += common_bodies(draft, made)
    for thing, spot in headline_spots(draft, made):
        thing.spots.append(spot)
    made = renamed(draft, made)
    made = settle(draft, made)
    write(draft, made, opened + open_locals)
    draft.addresses += addresses(draft.text)


def usable(draft: Draft, c: Candidate) -> bool:
    """Whether a candidate stands in the story proper: no notices, no titles of works between quotation marks."""
    structure = draft.structure
    if any(b.holds(c.span) for b in structure.bylines):
        return c.low not in ("staff", "special", "correspondent", "photos", "story")
    line = line_of(draft, c.span)
    if any(s.holds(c.span) for s in structure.skip) and NOTICE.search(line):
        return False
    if line.isupper() and not any(d.span.holds(c.span) for d in structure.datelines):
        return False
    return c.hint == "Person" or not any(
        q.inner.holds(c.span) and (not q.speech or shouted(draft.words(q.inner))) for q in structure.quotes
    )


def shouted(words: str) -> bool:
    """Whether all of several words are in capitals, which then say nothing of names: “GO HOME”."""
    return words.isupper() and " " in words


def line_of(draft: Draft, span: Span) -> str:
    """The line of the text that holds a span."""
    start = draft.text.rfind("\n", 0, span.start) + 1
    end = draft.text.find("\n", span.end)
    return draft.text[start : end if end >= 0 else len(draft.text)]


def mark_frame(draft: Draft, found: list[Candidate]) -> None:
    """Note what bylines and datelines prove."""
    for c in found:
        for byline in draft.structure.bylines:
            if byline.holds(c.span) and c.hint is None:
                first = not any(o.span.start < c.span.start and byline.holds(o.span) for o in found)
                c.notes["frame"] = byline_kind(draft, c, first)
        for line in draft.structure.datelines:
            body = known_body(c.text)
            if line.place.holds(c.span):
                c.notes["frame"] = body.kind if body and body.kind == "NewsOrganization" else "Place"
            elif line.agency is not None and line.agency.holds(c.span):
                c.notes["frame"] = "NewsOrganization"


def byline_kind(draft: Draft, c: Candidate, first: bool) -> str:
    """Person for the writers of a byline, NewsOrganization for whom they write for."""
    head = c.text.split()[0]
    if head.isupper() and (body := known_body(head)) and body.kind == "NewsOrganization":
        c.text, c.span = head, Span(c.span.start, c.span.start + len(head))
        return "NewsOrganization"
    paper = ends(c.low, "news") or known_body(c.text)
    if first or re.search(r"(?: and|,) $", draft.text[: c.span.start]):
        joined = first or re.search(r" and $", draft.text[: c.span.start]) or head in given_names()
        return "Person" if joined and not paper else "NewsOrganization"
    return "NewsOrganization"


def settle(draft: Draft, made: list[Thing]) -> list[Thing]:
    """Places in places, and standard names of known bodies."""
    named = {d for t in made if t.kind == "State" and (d := division_of(t))}
    countries = {country_forms()[t.name][1] for t in made if t.kind == "Country" and t.name in country_forms()}
    if any(line.agency is not None and draft.words(line.agency) in US_WIRES for line in draft.structure.datelines):
        countries.add("US")  # its datelines name a country abroad
    states = {(d.country, d.code): t for t in made if t.kind == "State" and (d := division_of(t))}
    states |= {(country_forms()[t.name][1], ""): t for t in made if t.kind == "Country" and t.name in country_forms()}
    sure = [town for t in made if t.kind == "City" and (town := town_of(draft, t, named, countries, frozenset()))]
    near = frozenset(town.country for town in sure)
    for t in made:
        division = division_of(t) if t.kind == "State" else None
        if (
            division
            and t.name == division.name
            and division.country not in near
            and any(x.country in near for x in towns_of(t.low))
        ):
            t.kind, t.canonical = "City", None  # Victoria, B.C.
            states.pop((division.country, division.code), None)
    for t in made:
        if t.kind == "City" and (town := town_of(draft, t, named, countries, near)):
            t.canonical = t.canonical or town.name
            t.geonames = town.number
            t.within = container(town, states)
        if t.kind in ("City", "Place", "Facility", "GovernmentBuilding") and t.within is None:
            t.within = following_city(draft, t, made)
        if t.kind in ("LaborUnion", "GovernmentBody", "NewsOrganization") and t.canonical is None:
            t.canonical = next((b.name for s in t.spots if (b := known_body(s.text)) and b.kind == t.kind), None)
    for key, t in states.items():
        t.geonames = numbers().get(key)
    return one_agency(made) + [t for t in states.values() if t not in made]


def one_agency(made: list[Thing]) -> list[Thing]:
    """An agency and its short form are one: "(AP)" in a dateline, "The Associated Press" below."""
    kept: list[Thing] = []
    first: dict[str, Thing] = {}
    for t in made:
        known = first.setdefault(t.canonical, t) if t.kind == "NewsOrganization" and t.canonical else t
        if known is t:
            kept.append(t)
        else:
            known.spots += t.spots
            known.name = max(known.name, t.name, key=len)
    return kept


def container(town: Town, states: dict[tuple[str, str], Thing]) -> Thing | None:
    """The state or province of a town, else its country; one that the text does not name gets no mention."""
    key = (town.country, town.division)
    if key in states:
        return states[key]
    division = next((d for d in divisions() if (d.country, d.code) == key), None)
    if division is not None:
        states[key] = Thing(
            "State", division.name, canonical=division.name, key=f"e:{division.country}-{division.code}".lower()
        )
        return states[key]
    country = (town.country, "")
    name = next((n for n, code in country_forms().values() if code == town.country), None)
    if country not in states and name is not None:
        states[country] = Thing("Country", name, canonical=name, key=f"e:{town.country}".lower())
    return states.get(country)


def division_of(thing: Thing) -> Division | None:
    """The state or province of a thing."""
    for form in (thing.name, *(s.text for s in thing.spots)):
        if form in division_forms():
            return division_forms()[form]
    return None


def town_of(
    draft: Draft, thing: Thing, divisions: set[Division], countries: set[str], near: frozenset[str]
) -> Town | None:
    """The town that is meant: by the state right after the name, else by those that the article names."""
    if d := told_division(draft, thing):
        town = choose(thing.name, {(d.country, d.code)}, set())
        return town if town and (town.country, town.division) == (d.country, d.code) else None
    return choose(thing.name, {(d.country, d.code) for d in divisions}, countries, near)


def told_division(draft: Draft, thing: Thing) -> Division | None:
    """The state or province right after a name: "Merrow, Ont."."""
    for s in thing.spots:
        m = re.match(r", ([A-Z][\w.]*(?: [A-Z][\w.]*)?)", draft.text[s.span.end : s.span.end + 30])
        for form in (m[1], m[1].rstrip("."), m[1].split()[0]) if m else ():
            if form in division_forms():
                return division_forms()[form]
    return None


def following_city(draft: Draft, thing: Thing, made: list[Thing]) -> Thing | None:
    """ "State Capitol Building in Sacramento": the city that follows."""
    for s in thing.spots:
        m = re.match(r" in |, ", draft.text[s.span.end : s.span.end + 5])
        if m:
            at = s.span.end + m.end()
            for t in made:
                if t.kind in ("City", "State") and any(x.span.start == at for x in t.spots):
                    return t
    return None


def write(draft: Draft, made: list[Thing], opened: list[Open]) -> None:
    """Entities and mentions of the things, in reading order."""
    made = sorted((t for t in made if t.spots or t.key), key=lambda t: (t.start, -len(t.name), t.name))
    refs: dict[int, Ref] = {}
    for t in made:
        if t.key:
            refs[id(t)] = t.key
            continue
        first = min(t.spots, key=lambda s: (s.span.start, s.span.end))
        ref = f"e:{first.span.start}"
        refs[id(t)] = ref if ref not in refs.values() else f"{ref}-{first.span.end}"
    for t in made:
        ref = refs[id(t)]
        name, aliases = forms_of(t)
        behind = [c for s in t.spots for c in credentials(draft, s.span)] if t.kind == "Person" else []
        draft.entities[ref] = Entity(
            ref,
            t.kind,
            name,
            aliases,
            parent=refs.get(id(t.parent)) if t.parent else None,
            within=refs.get(id(t.within)) if t.within else None,
            gender=t.gender,
            named=t.named,
            canonical=t.canonical,
            geonames=t.geonames,
            credentials=tuple(dict.fromkeys(behind)),
            rule=f"name/{t.kind}",
            confidence=round(min(0.99, 0.55 + 0.07 * max(t.weight, 0)), 2),
        )
        for s in t.spots:
            draft.mentions.append(Mention(s.span, ref, "nominal" if s.nominal else "name", s.rule, s.confidence))
    for o in opened:
        options = tuple(refs[id(t)] for t in o.things if id(t) in refs)
        draft.mentions.append(Mention(o.spot.span, None, "name", "name/open", 0.5, options))
    frame(draft, refs, made)


def forms_of(t: Thing) -> tuple[str, tuple[str, ...]]:
    """The name (mixed case rather than capitals) and the other forms in order of first use."""
    spots = sorted(t.spots, key=lambda s: s.span.start)
    name = t.name
    if name.isupper() and t.kind in ("City", "Place", "Person") and len(name) > 3:
        name = " ".join(w if w.lower() in CAPS_JOIN else capital(w) for w in name.split())
    seen = [name]
    for form in [s.text for s in spots] + ([t.nickname] if t.nickname else []):
        if form not in seen:
            seen.append(form)
    return name, tuple(seen[1:])


def capital(word: str) -> str:
    """ "ST." -> "St.", "JOHN’S" -> "John’s", "O'FALLON" -> "O'Fallon"."""
    parts = re.split(r"([’'-])", word)
    return "".join(p.capitalize() if len(p) > 1 or i == 0 else p.lower() for i, p in enumerate(parts))


def frame(draft: Draft, refs: dict[int, Ref], made: list[Thing]) -> None:
    """Dateline and publisher."""
    for line in draft.structure.datelines[:1]:
        for t in made:
            if t.kind in ("City", "Place", "State", "Country") and any(
                line.place.start == s.span.start for s in t.spots
            ):
                draft.dateline = refs[id(t)]
                break
    publisher = draft.article.publisher
    if not publisher:
        return
    low = fold(publisher)
    for t in made:
        forms = {t.low} | {fold(s.text) for s in t.spots if s.rule in ("name/full", "name/acronym", "name/local")}
        number = re.search(r"Local \d+", publisher)
        if low in forms or (t.kind == "NewsOrganization" and any(low.endswith(f" {f}") for f in forms)) or (
            t.kind == "UnionLocal" and number is not None and t.number == number.group()
        ):  # fmt: skip
            draft.publisher = refs[id(t)]
            return
    draft.publisher = "e:publisher"
    draft.entities["e:publisher"] = Entity(
        "e:publisher", "NewsOrganization", publisher, rule="name/publisher", confidence=0.9
    )


ANNOTATOR = Annotator(
    "names", needs=("structure",), adds=("entities", "mentions", "addresses", "dateline", "publisher"), run=run
)
