"""IRIs and labels of what stories share."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date

from kg.ids import DATA, slug
from kg.link.cards import ActionCard, Card
from kg.link.disputes import Event, Round, span
from kg.link.local import folder
from kg.link.names import is_acronym, local_number, person_name, without_form
from kg.link.spells import full, status_of

Naming = Callable[[str], str]
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
TWO_SIDED = ("Negotiation", "Impasse", "TentativeAgreement", "CollectiveAgreement")


def label(cards: list[Card]) -> str:
    """The name that a thing of several stories goes by: of the names that stories give in full the commonest, of
    equally common ones the longest.
    """
    names = Counter(c.name for c in cards)
    spelled = {n for n in names if not is_acronym(n) and (cards[0].group != "person" or person_name(n).whole)}
    longest = {n for n in spelled if not any(n != o and _is_short_for(n, o) for o in spelled)}
    return min(longest or spelled or names, key=lambda n: (-names[n], -len(n), n))


def _is_short_for(short: str, full: str) -> bool:
    return without_form(full).casefold().startswith(without_form(short).casefold() + " ")


def base(cards: list[Card], name: str, iri_of: Naming) -> str | None:
    """The last part of the IRI that the cards' stories share, or None where no story identifies the thing."""
    first = cards[0]
    canonical = next((c.canonical for c in cards if c.canonical), None)
    if first.group == "person":
        organization = _organization(cards, iri_of)
        if not person_name(name).whole or organization is None:
            return None
        return f"person/{slug(name)}--{organization}"
    if first.group == "place":
        return _place(cards, canonical or name)
    if first.kind == "UnionLocal" and (number := local_number(name)):
        parents = Counter(iri_of(c.parent) for c in cards if c.parent)
        if not parents:
            return f"union/{slug(without_form(canonical or name))}" if canonical else None
        parent = min(parents, key=lambda p: (-parents[p], p))
        return f"union/{parent.rsplit('/', 1)[1]}-{slug(number)}" if _is_shared(parent) else None
    return f"{folder(first.kind)}/{slug(without_form(canonical or name))}"


def _organization(cards: list[Card], iri_of: Naming) -> str | None:
    posts = Counter(iri_of(o) for c in cards for _, o, _ in c.posts if o)
    shared = {o: count for o, count in posts.items() if _is_shared(o)}
    return min(shared, key=lambda o: (-shared[o], o)).rsplit("/", 1)[1] if shared else None


def _place(cards: list[Card], name: str) -> str | None:
    chains = Counter(c.within for c in cards if c.within)
    if not chains:
        return f"place/{slug(name)}" if cards[0].kind in ("State", "Country") else None
    chain = min(chains, key=lambda w: (-chains[w], -len(w), w))
    return "place/" + "-".join(slug(part) for part in (name, *chain[:2]))


def first_day(cards: list[ActionCard]) -> str | None:
    """When an action began: of the stories that tell of it once it is under way, what most of them say; else what the
    last one says that gives a day.
    """
    begun = [c.start for c in cards if full(c.start) and status_of(c.stages) in ("UnderWay", "Ended")]
    if begun:
        counts = Counter(begun)
        return max(counts, key=lambda day: (counts[day], day or ""))
    starts = [c.start for c in cards if c.start]
    return next((day for day in reversed(starts) if full(day)), starts[-1] if starts else None)


def action_base(found: Event, start: str | None) -> str | None:
    """The same as `base` for an action: kind, parties and first day; None where a story does not tell them."""
    parties = sorted(name for who in (found.employers, found.unions) if (name := _most(who)))
    if not parties or not all(_is_shared(p) for p in parties) or not start:
        return None
    return f"action/{slug(found.kind)}-{'-'.join(p.rsplit('/', 1)[1] for p in parties)}-{slug(start)}"


def action_label(cards: list[ActionCard], found: Event, start: str | None, names: dict[str, str]) -> str:
    """What an action of several stories is called: "Strike by NUHW at Kaiser Permanente, June 2019"."""
    kind = re.sub(r"(?<!^)(?=[A-Z])", " ", found.kind).capitalize().replace("Sit in", "Sit-in")
    union, employer = (names.get(_most(who) or "") for who in (found.unions, found.employers))
    if not (union or employer):
        return next((c.label for c in reversed(cards) if c.start), cards[-1].label)
    if found.kind in TWO_SIDED:
        label = f"{kind} of {' and '.join(filter(None, (union, employer)))}"
    elif found.kind == "Lockout":
        label = f"{kind} by {employer or union}"
    else:
        label = kind + (f" by {union}" if union else "") + (f" at {employer}" if employer else "")
    if not start:
        return label
    month = f"{MONTHS[int(start[5:7]) - 1]} " if len(start) >= 7 else ""
    return f"{label}, {month}{start[:4]}"


def dispute(
    found: Round, names: dict[str, str], line: Callable[[str], frozenset[str]]
) -> tuple[str, str, str, tuple[str, ...]]:
    """Last part of the IRI and label of a dispute, its employer and its unions, the most named first."""
    employer = _most(found.named("employers")) or ""
    counts = found.named("unions")
    # A local that acts goes before the union that it is part of.
    above = {top for u in counts for top in line(u) if top != u}
    unions = tuple(sorted(counts, key=lambda u: (u in above, -counts[u], u)))
    years = list(dict.fromkeys(str(date.fromordinal(day).year) for day in span(found) if day > 0))
    parts = [*unions[:1], employer]
    base = "-".join([*(p.rsplit("/", 1)[1] for p in parts), *years[:1]])
    label = ", ".join([" and ".join(names[p] for p in parts), *(["-".join(years)] if years else [])])
    return f"dispute/{base}", label, employer, unions


def _most(counts: Counter[str]) -> str | None:
    return min(counts, key=lambda body: (-counts[body], body)) if counts else None


def _is_shared(iri: str) -> bool:
    return not iri.startswith(f"{DATA}article/")


def unique(bases: dict[str, tuple[str | None, list[str]]], used: set[str]) -> dict[str, str]:
    """An IRI for each cluster.

    Where two clusters have one base, each gets the key of its first story added, so that none of them passes for the
    one; a cluster without a base keeps the IRI of its one story, or is named after its first story.

    Args:
        bases: root of a cluster -> base, and the IRIs of its members in order of their stories.
        used: IRIs that other things have; the new ones are added.
    """
    takers: dict[str, list[str]] = defaultdict(list)
    for root, (wanted, _) in sorted(bases.items()):
        if wanted:
            takers[wanted].append(root)
    found = {}
    # Those that have their base to themselves come first.
    for root, (wanted, members) in sorted(bases.items(), key=lambda b: (len(takers[b[1][0] or ""]) != 1, b[0])):
        key, kind, name = re.fullmatch(rf"{re.escape(DATA)}article/([^/]+)/([^/]+)/(.+)", members[0]).groups()  # type: ignore[union-attr]
        if wanted and len(takers[wanted]) == 1 and DATA + wanted not in used:
            iri = DATA + wanted
        elif len(members) == 1:
            iri = members[0]
        else:
            iri = f"{DATA}{wanted or f'{kind}/{name}'}--{key}"
            # Two of one story have one base, or the key of the story looks like the name of an organization.
            iri += f"-{name}" if iri in used else ""
        used.add(iri)
        found[root] = iri
    return found
