"""Disputes: their sides, actions on one line each, and the steps of all of them day by day."""

from __future__ import annotations

from kg.profile.actions import MOST_CLAIMS, holds
from kg.profile.agents import decisions
from kg.profile.claims import figures, groups, quantities, statuses
from kg.profile.nodes import Nodes, by_label
from kg.profile.parts import Line, Source
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
        actions=tuple(lines),
        timeline=timeline(nodes, [event for event in events if not nodes.is_a(event, PAPERS[1])], MOST_CLAIMS),
        figures=groups(figures(nodes, pairs)),
        sources=_sources(nodes, events),
        decisions=decisions(nodes, iri),
    )


def line(nodes: Nodes, event: str) -> Line:
    """An action on one line; days and stages that were denied or taken back do not count."""
    claims = [c for c in nodes.subjects("lab:claimSubject", event, MOST_CLAIMS) if holds(nodes, c)]
    days = _days(nodes, event)
    last = next(iter(reversed(statuses(nodes, claims))), None)
    stories = len(sources(nodes, event))
    status, as_of = (last.status, last.day) if last else ("", "")
    return Line(nodes.ref(event), min(days[START], default=""), max(days[END], default=""), status, as_of, stories)


def _days(nodes: Nodes, event: str) -> dict[str, list[str]]:
    """First and last days by the claims that hold."""
    days: dict[str, list[str]] = {START: [], END: []}
    for claim in nodes.subjects("lab:claimSubject", event, MOST_CLAIMS):
        prop = nodes.thing(claim, "lab:claimPredicate")
        if prop in days and holds(nodes, claim):
            days[prop] += nodes.texts(claim, "lab:claimValue")
    return days


def _sources(nodes: Nodes, events: list[str]) -> tuple[Source, ...]:
    """Stories that mention any of the events, oldest first."""
    counts: dict[str, int] = {}
    for event in events:
        for one in sources(nodes, event):
            counts[one.article.iri] = counts.get(one.article.iri, 0) + one.mentions
    found = (source(nodes, article, number) for article, number in counts.items())
    return tuple(sorted(found, key=lambda one: (one.published, one.article.iri)))
