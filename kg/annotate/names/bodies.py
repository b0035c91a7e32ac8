"""What names leave over: senses of places, facilities, bodies without a proper name, headlines."""

from __future__ import annotations

import re
from functools import cache

from kg.annotate.base import Draft
from kg.annotate.names.acronyms import ACRONYM, hearst, spells
from kg.annotate.names.candidates import PORTFOLIO
from kg.annotate.names.evidence import ORGANIZATIONS
from kg.annotate.names.lexicon import association, entries, fold, follows_the, terms
from kg.annotate.names.places import country_forms, division_forms, kind_of
from kg.annotate.names.spans import title_lines
from kg.annotate.names.thing import Spot, Thing
from kg.annotate.patterns import Index
from kg.model import Span

# seats of government that stand for the government of their country where they speak or act
SEATS = {
    "washington": "Federal government of the United States",
    "ottawa": "Government of Canada",
    "london": "Government of the United Kingdom",
    "westminster": "Government of the United Kingdom",
    "dublin": "Government of Ireland",
    "canberra": "Government of Australia",
    "wellington": "Government of New Zealand",
    "delhi": "Government of India",
    "new delhi": "Government of India",
    "pretoria": "Government of South Africa",
    "beijing": "Government of China",
}
ACTS = re.compile(
    r"^ [“\"‘]?(?:said|says|respects|will|would|has|had|must|should|could|can|"
    r"refuse[sd]?|announced|ordered|wants|promised|pledged|"
    r"urges|calls|backs|steps|weighs|moves|warns|rejects|seeks|offers|pushes|vows|tells|asks|faces|considers|"
    r"intends|imposed|passed|stepped|declined|plans|may|did|does|did not|"
    r"is (?:not )?(?:going|ready|prepared|expected to))\b"
)

DEALS = re.compile(
    r" (?:said|says|will|would|has|have|must|should|could|can|refused?|announced|wants|plans|agreed|agrees|pays|paid|"
    r"owes|hired|fired|offered|proposed|rejected|approved|voted|filed|settled|employs|locked)\b"
)
INSIDE_OF = re.compile(r"\b(?:in|near|from|to|at|around|of|outside|across|between|throughout) $")


def place_senses(draft: Draft, made: list[Thing]) -> list[Thing]:
    """Give places their class, and tell Washington the state, the city and the government apart."""
    found: list[Thing] = []
    for t in made:
        if t.kind != "Place":
            found.append(t)
            continue
        name = t.name if kind_of(t.name) or not t.name.isupper() else t.name.title()
        t.kind = kind_of(name) or "Place"
        if t.low.endswith((" county", " township", " parish")) and any(governs(draft, s.span) for s in t.spots):
            t.kind = "GovernmentBody"
        if t.low in SEATS or t.low == "new york":
            found += by_sense(draft, t)
        else:
            found.append(t)
    return merge_states(found)


def governs(draft: Draft, span: Span) -> bool:
    """Whether a county acts where it is named ("Tarn County will pay") and is no mere place ("in Tarn County")."""
    inside = INSIDE_OF.search(draft.text[: span.start][-12:])
    return inside is None and DEALS.match(draft.text, span.end) is not None


def by_sense(draft: Draft, t: Thing) -> list[Thing]:
    """One thing for each sense of the seat of a government."""
    senses: dict[str, list[Spot]] = {}
    for s in t.spots:
        senses.setdefault(sense(draft, s.span, t.low), []).append(s)
    found = []
    for kind, spots in senses.items():
        thing = Thing(kind, t.name, spots, weight=t.weight)
        if kind == "GovernmentBody":
            thing.canonical = SEATS.get(t.low)
        found.append(thing)
    return found


def sense(draft: Draft, span: Span, low: str) -> str:
    """State, City or GovernmentBody for one mention of a seat of government."""
    before, after = draft.text[max(0, span.start - 30) : span.start], draft.text[span.end : span.end + 40]
    if low == "new york":
        state = re.match(r" (?:state|lawmakers|law)\b", after) or re.search(r"(?:[Uu]pstate|[Ww]estern) $", before)
        return "State" if state else "City"
    if low == "washington":
        if re.match(r" state\b", after) or re.search(r"\b(?:eastern|western|central|northern|southern) $", before):
            return "State"
        if re.match(r",? D\.?C\b", after):
            return "City"
    subject = not re.search(r"\b(?:in|near|from|to|at|around|of|outside|downtown|across|between|throughout) $", before)
    if subject and ACTS.match(after) and not re.search(r"\b(?:in|from|to)\b [^,.]*\band $", before):
        return "GovernmentBody"
    if low == "washington" and re.search(
        r"\bWash\.|\bWashington state\b|\b(?:Seattle|Spokane|Tacoma|Yakima)\b", draft.text
    ):
        return "State"
    return "City"


def merge_states(made: list[Thing]) -> list[Thing]:
    """A state and its short form are one."""
    by_place: dict[tuple[str, str], Thing] = {}
    found = []
    for t in sorted(made, key=lambda t: t.start):
        key = ("", "")
        if t.kind == "State" and t.name in division_forms():
            key = (division_forms()[t.name].country, division_forms()[t.name].name)
        elif t.kind == "Country" and t.name in country_forms():
            key = ("", country_forms()[t.name][0])
        if not key[1]:
            found.append(t)
            continue
        t.canonical = key[1]
        if t.name.endswith("."):  # "Ore."
            t.name = key[1]
        if key not in by_place:
            by_place[key] = t
            found.append(t)
            continue
        first = by_place[key]
        first.spots += t.spots
        first.name = max(first.name, t.name, key=lambda n: (n == key[1], len(n)))
    return found


def councils(made: list[Thing]) -> None:
    """A council that is named after a place of the story governs it, unless its name tells whose council it is."""
    places = {t.low for t in made if t.kind in PLACES}
    for t in made:
        if t.kind == "FormalOrganization" and t.low.endswith(" council") and t.low.removesuffix(" council") in places:
            t.kind = "GovernmentBody"


PLACES = ("State", "Country", "City", "Place")
THEN = re.compile(r"\bthen (?:the )?$")
INSIDE = re.compile(r"\b(?:at|in|inside|outside|to|near|from) (?:the )?$")
# bodies that a place stands before: "the NSW government", "Devon county council", "Leeds police"
OF_PLACES = ("government", "council", "commission", "legislature", "police", "office")


@cache
def common_words() -> Index:
    """What finds the words for bodies without a proper name."""
    rows = (str(e[0]) for k in ("common", "civil") for e in entries("government.yaml")[k])
    words = "|".join(re.escape(w).replace("'", "[’']") for w in sorted(rows, key=lambda w: (-len(w), w)))
    expression = re.compile(rf"(?<![\w-])(?:{words})(?![\w-])|(?<= )government(?![\w-])", re.IGNORECASE)
    return Index([expression])


def common_bodies(draft: Draft, made: list[Thing]) -> list[Thing]:
    """Government bodies named by what they are ("the federal government", "police")."""
    taken = [s.span for t in made for s in t.spots]
    civil = terms("government.yaml", "civil")
    new: dict[str, Thing] = {}
    for _, m in common_words().find(draft.text):
        span = Span(*m.span())
        if any(span.overlaps(x) for x in taken) or any(x.holds(span) for x in draft.structure.skip):
            continue
        word = m.group().lower()
        if word == "police" and re.match(
            r"(?i) (?:officers?|detail|union|chief|station|car|escort|line|report|academy|federation)",
            draft.text[span.end :],
        ):
            continue
        if word == "government" and of_place(draft, made, span) == span and not follows_the(draft.text, span.start):
            continue
        if word == "government" and (
            THEN.search(draft.text[max(0, span.start - 12) : span.start])
            or re.match(r" (?:workers|employees|offices?|contract)", draft.text[span.end :])
        ):
            continue
        if PORTFOLIO.search(draft.text[: span.start][-30:]):
            continue  # "the Minister for Local Government"
        if word.endswith("office") and INSIDE.search(draft.text[: span.start][-12:]):
            continue  # a room, no body
        if beside_name(draft, made, span):
            continue
        kind = association(word) if fold(word) in civil else "GovernmentBody"
        whole = of_place(draft, made, span) if word.split()[-1] in OF_PLACES else span
        thing = fuller_body(word, made) or common_body(draft, new, word, kind, span, whole)
        taken.append(span)
        if thing.kind not in ("GovernmentBody",) and (
            own := re.search(r"(?<=[Tt]he )[A-Z][\w’-]+ $", draft.text[: span.start])
        ):
            whole = Span(own.start(), span.end)  # "the Harrowdale faculty association"
            thing.name = max(thing.name, whole.of(draft.text), key=len)
        if thing.named and not word.endswith("government"):
            whole = span if thing not in new.values() else whole
        swallow(made, span, whole)
        thing.spots.append(Spot(whole, draft.words(whole), "name/common-body", 0.8, nominal=True))
    cities(draft, made, new, taken)
    plain = new.get("government")
    fuller = next(
        (
            new[k]
            for k in ("federal government", "state government", "central government", "provincial government")
            if k in new
        ),
        None,
    )
    if plain and fuller:
        fuller.spots += plain.spots
        del new["government"]
    seat = next((t for t in made if t.kind == "GovernmentBody" and t.low in SEATS), None)
    if seat and "federal government" in new:
        new["federal government"].spots += seat.spots
        new["federal government"].canonical = seat.canonical
        new["federal government"].named = True
        made.remove(seat)
    return list(new.values())


def beside_name(draft: Draft, made: list[Thing], span: Span) -> bool:
    """Whether the words only say what a name beside them is: "the conciliation service Acas"."""
    bodies = [s.span for t in made if t.kind in ORGANIZATIONS for s in t.spots]
    after = any(re.fullmatch(r",? ", draft.text[span.end : b.start]) for b in bodies if b.start > span.end)
    return after or any(
        re.fullmatch(r", (?:the|a|an) (?:[a-z-]+ )?", draft.text[b.end : span.start])
        for b in bodies
        if b.end < span.start
    )


def common_body(draft: Draft, new: dict[str, Thing], word: str, kind: str, span: Span, whole: Span) -> Thing:
    """The thing for a body named by what it is; bodies of two places ("Leeds police", "Derby police") are two."""
    thing = new.setdefault(fold(word), Thing(kind, draft.words(span), weight=3, named=False))
    if whole != span:
        name = draft.words(whole)
        other = thing.low not in (fold(word), fold(name))
        if other:
            thing = new.setdefault(fold(name), Thing(kind, name, weight=3, named=False))
        if len(thing.name) < len(name):
            thing.name = name
    return thing


def swallow(made: list[Thing], span: Span, whole: Span) -> None:
    """A place that is named only in the name of a body ("Devon county council") keeps no mention there."""
    for t in made:
        if t.kind in PLACES and whole != span:
            inner = [s for s in t.spots if whole.holds(s.span)]
            t.spots = [s for s in t.spots if s not in inner]
            if inner and not t.spots:
                t.key = f"e:{inner[0].span.start}-place"


def of_place(draft: Draft, made: list[Thing], span: Span) -> Span:
    """The span with the place before it: "the NSW government"."""
    for t in made:
        for s in t.spots:
            if t.kind in PLACES and s.span.end + 1 == span.start and draft.text[s.span.end] == " ":
                return Span(s.span.start, span.end)
    m = re.search(r"(?<![\w-])[A-Z][\w’-]+ $", draft.text[: span.start][-40:])
    if m and m.group().strip().casefold() in terms("name_stops.yaml", "demonym"):
        return Span(span.start - len(m.group()), span.end)  # "the Welsh government"
    m = re.search(r"(?<![\w-])[A-Z][\w’-]+(?: [A-Z][\w’-]+)? $", draft.text[: span.start][-40:])
    if m and kind_of(m.group().strip()) is not None:  # the only mention, at the head of a sentence
        return Span(span.start - len(m.group()), span.end)
    return span


def fuller_body(word: str, made: list[Thing]) -> Thing | None:
    """The named body that "the labor board" means: one whose name holds these words in this order."""
    fits = []
    for t in made:
        rest = iter(re.findall(r"[\w'-]+", t.low))
        if t.kind == "GovernmentBody" and len(t.words) > 2 and all(w in rest for w in fold(word).split()):
            fits.append(t)
    return fits[0] if len(fits) == 1 and len(word.split()) > 1 else None


ACTING = (
    r"(?:(?:has |had |will |would |also |itself )?(?:said|says|restores?|agreed|offered|refused|announced|plans|"
    r"wants|pays?|paid|hired|proposed|rejected|approved|promised|cut|cuts|denied|declined|must|owes|employs|imposed|filed|set|argues?|"
    r"claims?|insists?|insisted|called|denies|spends?|spent|asked|agrees)\b)"
)
CITY = re.compile(
    rf"(?<=[Tt]he )(city|county|town|province|state)(?= {ACTING}|[’']s (?:contractor|offer|proposal|negotiators?|"
    r"lawyers?|attorneys?|last offer|latest offer|bargaining team)\b)"
    r"|(?<=[Ff]iled with the )(city|county|state|province)\b"
)


def cities(draft: Draft, made: list[Thing], new: dict[str, Thing], taken: list[Span]) -> None:
    """ "the city" where it acts as an employer or authority; "City Hall" where it speaks is the same body."""
    hall = next((t for t in made if t.low in ("city hall", "town hall") and all_act(draft, t)), None)
    if hall is not None:
        hall.kind = "GovernmentBody"
    for m in CITY.finditer(draft.text):
        span, word = Span(*m.span()), m.group()
        if not any(span.overlaps(x) for x in [*taken, *draft.structure.skip]):
            governs = new.get("government") if word in ("province", "state") else None
            whole = next((t for t in made if t.kind == "GovernmentBody" and t.low.startswith(f"{word} of ")), None)
            if whole is not None:
                thing = whole  # "the City of Ridge"
            elif hall is not None and word in hall.low:
                thing = hall
            elif governs is not None and governs.name.lower() != "government":
                thing = governs  # "the Nova Scotia government" is the province where it acts
            else:
                thing = new.setdefault(word, Thing("GovernmentBody", word, weight=3, named=False))
            thing.spots.append(Spot(span, word, "name/common-body", 0.75, nominal=True))


def all_act(draft: Draft, thing: Thing) -> bool:
    """Whether a seat of government acts wherever it is named."""
    return all(ACTS.match(draft.text[s.span.end : s.span.end + 40]) for s in thing.spots)


def headline_spots(draft: Draft, made: list[Thing]) -> list[tuple[Thing, Spot]]:
    """Names of the body in a headline whose words are all capitalized."""
    found: list[tuple[Thing, Spot]] = []
    for line in title_lines(draft):
        in_line(draft, made, line, found)
    return found


def in_line(draft: Draft, made: list[Thing], line: Span, found: list[tuple[Thing, Spot]]) -> None:
    """Add the names that stand in one line of capitalized words."""
    forms = {(s.text, i) for i, t in enumerate(made) for s in t.spots if not s.nominal} | {
        (t.name, i) for i, t in enumerate(made)
    }
    text = line.of(draft.text)
    for form, i in sorted(forms, key=lambda f: (-len(f[0]), f[0], f[1])):
        for m in re.finditer(rf"(?<![\w-]){re.escape(form)}(?![\w-])", text):
            span = Span(line.start + m.start(), line.start + m.end())
            if not any(span.overlaps(s.span) for _, s in found):
                found.append((made[i], Spot(span, form, "name/headline", 0.9)))
    for m in re.finditer(r"\b([A-Z]{2,5}) ([A-Z][a-z]+)\b", text):
        span = Span(line.start + m.start(), line.start + m.end())
        for t in made:
            if (
                t.words[-1:] == [m[2].lower()]
                and ACRONYM.fullmatch(m[1])
                and loosely(m[1], t.name)
                and not any(span.overlaps(s.span) for _, s in found)
            ):
                found.append((t, Spot(span, m.group(), "name/headline", 0.8)))


def loosely(letters: str, name: str) -> bool:
    """Whether the letters open the first words of a name, some of them from inside a word ("VFX" Visual Effects)."""
    return spells(letters, name) or (hearst(letters[:2], name) and name[0].upper() == letters[0])
