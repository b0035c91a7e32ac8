"""Labor actions, votes, talks, proposals and agreements."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from kg.prefixes import PREFIXES
from kg.profile.agents import PARTS, decisions, doubts, names
from kg.profile.claims import by_property, fact, figures, groups, in_order, quantities, statuses
from kg.profile.nodes import Nodes, by_label, sort_of, term
from kg.profile.pages import newest, said_about
from kg.profile.parts import Fact, Page, Ref, Site, Tie
from kg.profile.records import ActionProfile
from kg.profile.stories import sources

# Claims of one action that are read.
MOST_CLAIMS = 1_000
PLACE = "lab:place"
GEONAMES = PREFIXES["geonames"]
Claims: TypeAlias = dict[str, list[str]]
RELATED = {
    "lab:partOf": ("part of", "part"),
    "lab:decidesOn": ("decides on", "vote on it"),
    "lab:resultsIn": ("results in", "results from"),
    "lab:precededBy": ("preceded by", "followed by"),
    "lab:inSympathyWith": ("in sympathy with", "in sympathy with it"),
}
ELSEWHERE = ("lab:status", "lab:startDate", "lab:endDate", "lab:duration", "lab:durationType")


def action(nodes: Nodes, iri: str, number: int, size: int) -> ActionProfile:
    """All that is known of an action.

    Args:
        number: page of the facts and of the statements about it, from 1; `size` is the length of a page.
    """
    claims = nodes.subjects("lab:claimSubject", iri, MOST_CLAIMS)
    about = nodes.subjects("lab:about", iri, MOST_CLAIMS)
    table = by_property(nodes, claims)
    rest = {claim for prop, found in table.items() if prop not in ELSEWHERE for claim in found}
    rest |= {item for item in about if sort_of(item) == "claim"} - set(claims)
    chosen = newest(nodes, sorted(rest), number, size, MOST_CLAIMS in (len(claims), len(about)))
    return ActionProfile(
        ref=nodes.ref(iri),
        classes=nodes.words(nodes.kinds(iri)),
        names=names(nodes, iri),
        dispute=nodes.maybe(nodes.thing(iri, "lab:inDispute")),
        sides=_sides(nodes, iri, table),
        places=tuple(site(nodes, place) for place in ends(nodes, iri, table, PLACE)),
        starts=_facts(nodes, table["lab:startDate"]),
        ends=_facts(nodes, table["lab:endDate"]),
        lengths=_facts(nodes, table["lab:duration"] + table["lab:durationType"]),
        statuses=statuses(nodes, table["lab:status"]),
        figures=groups(figures(nodes, quantities(nodes, iri, claims))),
        issues=ends(nodes, iri, table, "lab:issue"),
        related=_related(nodes, iri, table),
        facts=Page(_facts(nodes, chosen.items), number, size, chosen.total),
        sayings=said_about(nodes, iri, number, size),
        sources=sources(nodes, iri),
        doubts=doubts(nodes, iri),
        decisions=decisions(nodes, iri),
    )


def holds(nodes: Nodes, claim: str) -> bool:
    """Whether a claim is neither negative nor taken back."""
    return not nodes.true(claim, "lab:negated") and not nodes.thing(claim, "lab:correctedBy")


def _facts(nodes: Nodes, claims: Iterable[str]) -> tuple[Fact, ...]:
    return in_order(fact(nodes, claim) for claim in claims)


def ends(nodes: Nodes, iri: str, table: Claims, prefixed: str) -> tuple[Ref, ...]:
    """Values of a property, in an article's own voice or by a claim that holds."""
    claimed = [claim for claim in table.get(prefixed, ()) if holds(nodes, claim)]
    return nodes.refs({*nodes.things(iri, prefixed), *(o for c in claimed for o in nodes.things(c, "lab:claimObject"))})


def _sides(nodes: Nodes, iri: str, table: Claims) -> tuple[Tie, ...]:
    found = [
        Tie(nodes.word(term(prop).value), ref)
        for prop in PARTS
        if prop != PLACE
        for ref in ends(nodes, iri, table, prop)
    ]
    return tuple(found)


def site(nodes: Nodes, place: Ref) -> Site:
    """A place with what contains it."""
    within: list[Ref] = []
    at = place.iri
    while (at := nodes.thing(at, "schema:containedInPlace")) and nodes.ref(at) not in (place, *within):
        within.append(nodes.ref(at))
    numbers = [
        a[len(GEONAMES) :].strip("/") for a in nodes.things(place.iri, "skos:exactMatch") if a.startswith(GEONAMES)
    ]
    return Site(place, tuple(within), next(iter(numbers), ""))


def _related(nodes: Nodes, iri: str, table: Claims) -> tuple[Tie, ...]:
    """Other events and papers, in an article's own voice or by a claim that holds."""
    found = set()
    claimed = by_property(nodes, nodes.subjects("lab:claimObject", iri, MOST_CLAIMS))
    for prop, (forward, back) in RELATED.items():
        found |= {Tie(forward, other) for other in ends(nodes, iri, table, prop)}
        subjects = {s for c in claimed[prop] if holds(nodes, c) for s in nodes.things(c, "lab:claimSubject")}
        found |= {Tie(back, other) for other in nodes.refs({*nodes.subjects(prop, iri), *subjects})}
    return tuple(sorted(found, key=lambda tie: (tie.link, *by_label(tie.thing))))
