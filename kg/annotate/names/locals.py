"""Union locals: which mentions are of one local, and of which union it is.

Locals of two unions with one number are two; a bare "Local 12" beside both stays open.
"""

from __future__ import annotations

from kg.annotate.names.acronyms import ACRONYM, spells
from kg.annotate.names.evidence import ORGANIZATIONS
from kg.annotate.names.lexicon import ends, fold, known_body, people_words
from kg.annotate.names.spans import Candidate
from kg.annotate.names.thing import Open, Spot, Thing
from kg.model import Span


def locals_of(found: list[Candidate], made: list[Thing]) -> tuple[list[Thing], list[Open]]:
    """Union locals, each with its union; a bare "Local 12" goes to the one local of that number, else stays open."""
    by_key: dict[tuple[str, str], Thing] = {}
    bare: list[Candidate] = []
    expand(found)
    for c in found:
        if c.hint != "UnionLocal":
            continue
        if not c.notes["union"]:
            bare.append(c)
            continue
        number, union = c.notes["number"], c.notes["union"]
        named = union_thing(union, c, made)
        if named is not None and named.kind != "LaborUnion":
            named.kind = "LaborUnion"
        body = known_body(union)
        key = (number, fold(body.name) if body else named.low if named else fold(union))
        local = by_key.setdefault(key, Thing("UnionLocal", c.text, number=number, union=union, parent=named, weight=5))
        local.spots.append(Spot(c.span, c.text, "name/local", 0.95))
        if len(c.text) > len(local.name):
            local.name = c.text
    opened: list[Open] = []
    for c in bare:
        number = c.notes["number"]
        fits = [t for (n, _), t in by_key.items() if n == number]
        before = [t for t in fits if t.start < c.span.start] or fits[:1]
        spot = Spot(c.span, c.text, "name/local", 0.9)
        if len(before) > 1:
            opened.append(Open(spot, tuple(before)))
        elif before:
            before[0].spots.append(spot)
        else:
            by_key[(number, "")] = Thing("UnionLocal", c.text, [spot], number=number, weight=4)
    return sorted(by_key.values(), key=lambda t: t.start), opened


def expand(found: list[Candidate]) -> None:
    """Give a local named by an acronym ("BFWU Local 412") the union in full, where another name of it has both."""
    named = [c for c in found if c.hint == "UnionLocal" and " " in c.notes["union"]]
    for c in found:
        if c.hint == "UnionLocal" and ACRONYM.fullmatch(c.notes["union"]):
            for full in named:
                if spells(c.notes["union"], full.notes["union"]) or full.notes.get("acronym") == c.notes["union"]:
                    c.notes["acronym"], c.notes["union"] = c.notes["union"], full.notes["union"]
                    break


def union_thing(union: str, c: Candidate, made: list[Thing]) -> Thing | None:
    """The union that a local's name gives: one that stands elsewhere in the article, else None."""
    low = fold(union)
    for t in made:
        forms = {t.low} | {fold(s.text) for s in t.spots}
        if t.kind in ORGANIZATIONS and (low in forms or fold(c.notes.get("acronym", "-")) in forms):
            return t
    body = known_body(union)
    for t in made:
        if body is not None and (known := known_body(t.name)) is not None and known.name == body.name:
            return t
    for t in made:
        if t.kind in ORGANIZATIONS and len(t.words) > 1 and (ACRONYM.fullmatch(union) and spells(union, t.name)):
            return t
    for t in made:
        rest = low.removeprefix(t.low + " ")
        if t.kind in ORGANIZATIONS and len(t.words) > 1 and rest != low and ends(rest, "union", "association"):
            t.name = union  # "Service Trades organizer" beside Local 12 of the Service Trades Council
            return t
    for t in made:
        if (
            t.kind in ORGANIZATIONS
            and ACRONYM.fullmatch(t.name)
            and (spells(t.name, union) or c.notes.get("acronym") == t.name)
        ):
            t.name = union
            return t
    return None


def parents(found: list[Candidate], locals_here: list[Thing]) -> list[Thing]:
    """Unions that stand only inside the name of a local."""
    new: dict[str, Thing] = {}
    for local in locals_here:
        for c in found:
            if c.hint != "UnionLocal" or c.notes["number"] != local.number or not c.notes["union"]:
                continue
            if not any(s.span == c.span for s in local.spots) or "apart" in c.notes:
                continue
            union = c.notes["union"]
            spot = None
            if "union_at" in c.notes:  # "Local 9 of the Grain Workers": the union has a phrase of its own
                at = int(c.notes["union_at"])
                spot = Spot(Span(at, at + len(union)), union, "name/in-local", 0.9)
            if local.parent is not None:
                local.parent.spots += [spot] if spot else []
                continue
            if len(union.split()) > 1 or fold(union) not in people_words():
                body = known_body(union)
                known = body.name if body and body.kind == "LaborUnion" else None
                thing = new.setdefault(fold(known or union), Thing("LaborUnion", union, canonical=known, weight=4))
                thing.name = max(thing.name, union, key=len)
                if spot:
                    thing.spots.append(spot)
                elif not thing.spots:
                    thing.key = f"e:{c.span.start}-union"  # these words are the local's name: no mention of its own
                local.parent = thing
    return list(new.values())
