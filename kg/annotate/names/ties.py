"""A shorter form and the things that it may stand for: which of them each of its places means."""

from __future__ import annotations

import re

from kg.annotate.base import Draft
from kg.annotate.names import namesakes
from kg.annotate.names.evidence import Cluster
from kg.annotate.names.forms import roles
from kg.annotate.names.lexicon import given_names, terms, usual_gender
from kg.annotate.names.spans import Candidate
from kg.annotate.names.thing import Open, Spot, Thing

SUFFIX = re.compile(r"(?:jr|sr)\.?|ii|iii|iv")


KIN = dict.fromkeys(("brother", "father", "grandfather", "grandson", "husband", "nephew", "son", "uncle"), "m")
KIN |= dict.fromkeys(("aunt", "daughter", "grandmother", "granddaughter", "mother", "niece", "sister", "wife"), "f")


def surname(full: list[str], words: list[str]) -> bool:
    """Whether the words are the last of a full name, or its last but a Jr.; "Lang Jr." is no Peter Lang III."""
    bare = full[:-1] if SUFFIX.fullmatch(full[-1]) else full
    if len(words) > 1 and SUFFIX.fullmatch(words[-1]):
        if full[-1].rstrip(".") != words[-1].rstrip("."):
            return False
        words = words[:-1]
    return bare[-len(words) :] == words and len(bare) > len(words)


def first_family(full: list[str], words: list[str]) -> bool:
    """Whether a word is the first of two family names: "Ibarra" of "Lucía Ibarra Sotelo", and no "Ellen" of a Mary."""
    return len(words) == 1 and len(full) > 2 and full[-2] == words[0] and full[-2].title() not in given_names()


def gender(c: Candidate) -> str | None:
    """What a form of address says of the person: "f", "m" or None."""
    word = (c.honorific or "").casefold()
    return next((g for g in ("f", "m") if word in terms("honorifics.yaml", g)), None)


def tie(draft: Draft, cluster: Cluster, fitting: list[tuple[Thing, str, float]]) -> list[Open]:
    """Give each spot of a form to the thing that it stands for; returns those that fit several."""
    opened = []
    for c in cluster.spots:
        here = addressed(draft, c, meant(draft, cluster, c, fitting)) if len(fitting) > 1 else fitting
        rule, sure = here[0][1], here[0][2]
        if len(here) > 1:
            before = [f for f in here if f[0].start < c.span.start]
            here = before or (here if c.honorific or rule == "name/surname" else here[:1])
            if len(here) > 1 and rule in ("name/short-form", "name/head"):
                here, sure = preferred(here), 0.65
            elif len(here) == 1:
                sure = 0.8
        spot = Spot(c.span, c.text, rule, sure)
        if len(here) == 1:
            here[0][0].spots.append(spot)
            here[0][0].gender = here[0][0].gender or gender(c)
        else:
            opened.append(Open(spot, tuple(sorted((f[0] for f in here), key=lambda t: t.start))))
    return opened


def meant(
    draft: Draft, cluster: Cluster, c: Candidate, fitting: list[tuple[Thing, str, float]]
) -> list[tuple[Thing, str, float]]:
    """Where a family name is a firm's too: by the words around it; both, where the story uses it for both."""
    firms = [f for f in fitting if f[1] == "name/firm"]
    people = [f for f in fitting if f[1] != "name/firm"]
    if not firms or not people or c.honorific:
        return people or fitting
    stands_for = [namesakes.refers(draft, s) for s in cluster.spots]
    here = stands_for[cluster.spots.index(c)]
    if here is not None:
        return firms if here == "firm" else people
    return fitting if "firm" in stands_for else people


def addressed(draft: Draft, c: Candidate, fitting: list[tuple[Thing, str, float]]) -> list[tuple[Thing, str, float]]:
    """Those whom the form of address before a family name fits: "Mrs. Dale" beside Ruth and John Dale is Ruth."""
    fitting = senior(draft, c, fitting) or in_office(draft, c, fitting) or fitting
    wanted = gender(c)
    if wanted is None:
        return fitting
    known = [(f, f[0].gender or kin(draft, f[0]) or usual_gender(f[0].name)) for f in fitting]
    return [f for f, g in known if g == wanted] or [f for f, g in known if g is None] or fitting


def senior(draft: Draft, c: Candidate, fitting: list[tuple[Thing, str, float]]) -> list[tuple[Thing, str, float]]:
    """The one of two whom "the elder Poole" or "the younger Poole" means, by Sr., Jr., III, IV or by their ages."""
    m = SENIOR.search(draft.text[max(0, c.span.start - 14) : c.span.start])
    ranks = [rank(draft, f[0]) for f in fitting]
    if m is None or None in ranks or len({r[0] for r in ranks if r}) != 1 or len(set(ranks)) != len(ranks):
        return []
    last = m[1] == "younger"
    return [sorted(zip(ranks, fitting, strict=True), key=lambda x: x[0] or ("", 0))[-1 if last else 0][1]]


SENIOR = re.compile(r"\b[Tt]he (elder|older|younger) $")
AGED = re.compile(r", (\d\d)\b")
GENERATIONS = {"sr": 1, "jr": 2, "ii": 2, "iii": 3, "iv": 4}


def rank(draft: Draft, thing: Thing) -> tuple[str, int] | None:
    """What tells the elder of two: the generation in the name, or the age behind it, the elder one first."""
    if (suffix := thing.words[-1].rstrip(".")) in GENERATIONS:
        return "generation", GENERATIONS[suffix]
    ages = [int(m[1]) for s in thing.spots if (m := AGED.match(draft.text, s.span.end))]
    return ("age", -ages[0]) if ages else None


def in_office(draft: Draft, c: Candidate, fitting: list[tuple[Thing, str, float]]) -> list[tuple[Thing, str, float]]:
    """The one of two whose office stands before the family name again: "Mayor Cantor" beside a senator Cantor."""
    mine = {OFFICES.get(r, r) for r in roles(draft, c.span)} if c.role is not None else set()
    held = [
        ({OFFICES.get(r, r) for s in f[0].spots if " " in s.text for r in roles(draft, s.span)}, f) for f in fitting
    ]
    fits = [f for has, f in held if has & mine]
    return fits if len(fits) == 1 else []


OFFICES = {"sen.": "senator", "rep.": "representative", "gov.": "governor", "cllr": "councillor"}


def by_address(_: Draft, spots: list[Candidate]) -> list[list[Candidate]]:
    """The places of a family name by whom they are: two where "Ms. Ruiz" and "Mr. Ruiz" both stand."""
    women, men = ([s for s in spots if gender(s) == g] for g in ("f", "m"))
    return [women, men] if women and men else [spots]


def kin(draft: Draft, thing: Thing) -> str | None:
    """What a word of kinship right before a name says: "her brother, Jas Kaur"."""
    for spot in thing.spots:
        m = re.search(r"(\w+),? $", draft.text[max(0, spot.span.start - 20) : spot.span.start])
        if m is not None and m[1].lower() in KIN:
            return KIN[m[1].lower()]
    return None


def preferred(here: list[tuple[Thing, str, float]]) -> list[tuple[Thing, str, float]]:
    """The organization introduced first: later ones of the same first word are told apart by their full names."""
    return [min(here, key=lambda f: f[0].start)]
