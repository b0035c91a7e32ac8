"""Disputes: their sides, actions on one line each, and the steps of all of them day by day."""

from __future__ import annotations

from kg.profile.actions import MOST_CLAIMS, PLACE, ends, holds, site
from kg.profile.agents import decisions
from kg.profile.claims import by_property, figures, groups, quantities, statuses
from kg.profile.nodes import Nodes, by_label
from kg.profile.parts import Line, Ref, Source
from kg.profile.records import DisputeProfile
from kg.profile.stories import source, sources
from kg.profile.timeline import END, START, timeline

# No days of a dispute: a contract runs for years, and what is proposed may never come.
PAPERS = ("lab:CollectiveAgreement", "lab:Proposal")


def dispute(nodes: Nodes, iri: str) -> DisputeProfile:
    """All that is known of a dispute."""
    events = nodes.subjects("lab:inDispute", iri)
    lines = sorted((line(nodes, event) for event in events), key=lambda one: (one.first or "9", *by_label(one.thing)))
    lasting = [event for event in events if not any(nodes.is_a(event, paper) for paper in PAPERS)]
    days = [day for event in lasting for found in _days(nodes, event).values() for day in found]
    whole = [day for day in days if len(day) == 10] or days
    pairs = {
        pair
        for event in events
        for pair in quantities(nodes, event, nodes.subjects("lab:claimSubject", event, MOST_CLAIMS))
    }
    return DisputeProfile(
        ref=nodes.ref(iri),
        sides=nodes.refs(nodes.things(iri, "lab:party")),
        first=min(whole, default=""),
        last=max(whole, default=""),
        places=tuple(site(nodes, place) for place in _told(nodes, events, PLACE)),
        issues=_told(nodes, events, "lab:issue"),
        actions=tuple(lines),
        timeline=timeline(nodes, [event for event in events if not nodes.is_a(event, PAPERS[1])], MOST_CLAIMS),
        figures=groups(figures(nodes, pairs)),
        sources=_sources(nodes, events),
        decisions=decisions(nodes, iri),
    )


def line(nodes: Nodes, event: str) -> Line:
    """An action on one line; days and stages that were denied or taken back do not count."""
    days = _days(nodes, event)
    told = by_property(nodes, nodes.subjects("lab:claimSubject", event, MOST_CLAIMS))["lab:status"]
    last = next(reversed(statuses(nodes, (claim for claim in told if holds(nodes, claim)))), None)
    first, end = min(days[START], default=""), max(days[END], default="")
    stories = len(sources(nodes, event))
    return Line(nodes.ref(event), first, end, last.status if last else "", last.day if last else "", stories)


def _days(nodes: Nodes, event: str) -> dict[str, list[str]]:
    """First and last days by the claims that hold."""
    table = by_property(nodes, nodes.subjects("lab:claimSubject", event, MOST_CLAIMS))
    holding = {prop: [claim for claim in table[prop] if holds(nodes, claim)] for prop in (START, END)}
    return {prop: [day for c in found for day in nodes.texts(c, "lab:claimValue")] for prop, found in holding.items()}


def _told(nodes: Nodes, events: list[str], prefixed: str) -> tuple[Ref, ...]:
    """Values of a property of any of the events, by name."""
    tables = ((event, by_property(nodes, nodes.subjects("lab:claimSubject", event, MOST_CLAIMS))) for event in events)
    found = {ref for event, table in tables for ref in ends(nodes, event, table, prefixed)}
    return tuple(sorted(found, key=by_label))


def _sources(nodes: Nodes, events: list[str]) -> tuple[Source, ...]:
    """Stories that mention any of the events, oldest first."""
    counts: dict[str, int] = {}
    for event in events:
        for one in sources(nodes, event):
            counts[one.article.iri] = counts.get(one.article.iri, 0) + one.mentions
    found = (source(nodes, article, number) for article, number in counts.items())
    return tuple(sorted(found, key=lambda one: (one.published, one.article.iri)))
