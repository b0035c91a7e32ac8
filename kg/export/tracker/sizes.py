"""How many, and whether a vote allowed it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.export.tracker import fields as f
from kg.export.tracker.told import AHEAD, Told
from kg.export.tracker.wording import amount, duration, number

if TYPE_CHECKING:
    from kg.export.tracker.reports import Reader

OF_DISPUTE = "units.dispute"  # the rule (kg/annotate) for a unit whose only told employer is that of the dispute
PEOPLE, SITES = "person", "site"
LENGTHS = ("minute", "hour", "shift", "day", "week", "month", "year")


def sizes(reader: Reader, action: str) -> Iterator[Told]:
    """Numbers of people and of sites."""
    for claim in reader.claims(action):
        name = reader.predicate(claim)
        if name in ("participant", "target"):
            yield from _figures(reader, f.SIZE, claim, PEOPLE)
        elif name in ("affects", "place"):
            yield from _figures(reader, f.SITES, claim, SITES)
    yield from _unit(reader, action)


def _unit(reader: Reader, action: str) -> Iterator[Told]:
    """Size of the bargaining unit: of a group at an employer of the action that an organizer is said to represent, or
    of those whom a contract between the two covers."""
    graph = reader.graph
    claims = reader.claims(action)
    employers = {reader.object(c) for c in claims if reader.predicate(c) == "employer"}
    unions = {reader.object(c) for c in claims if reader.predicate(c) == "organizer"}
    if not employers or not unions:
        return
    kin = unions.union(*(graph.all(union, "org:subOrganizationOf") for union in unions))
    for group in graph.of("lab:Collective"):
        told = graph.all(group, "lab:employedBy")
        for claim in reader.claims(group):
            here = employers.intersection(told) or (not told and graph.one(claim, "lab:rule") == OF_DISPUTE)
            if here and reader.predicate(claim) == "representedBy" and reader.object(claim) in kin:
                yield from _figures(reader, f.UNIT, claim, PEOPLE)
    for contract in graph.of("lab:CollectiveAgreement"):
        sides = {reader.object(c) for c in reader.claims(contract) if reader.predicate(c) == "party"}
        if sides & employers and sides & unions:
            for claim in reader.claims(contract):
                if reader.predicate(claim) == "affects" and reader.modality(claim) == "fact":
                    yield from _figures(reader, f.UNIT, claim, PEOPLE)


def length(reader: Reader, claim: str, value: str) -> Iterator[Told]:
    """A stated length as amount and unit, in the text's own unit where the claim has it."""
    stated = [
        replace(told, value=f"{told.value} {unit}s", of="")
        for unit in LENGTHS
        for told in _figures(reader, f.DURATION, claim, unit)
    ]
    if not stated and (found := duration(value)):
        stated = [reader.told(f.DURATION, claim, " ".join(found))]
    yield from stated


def _figures(reader: Reader, field: str, claim: str, unit: str) -> Iterator[Told]:
    graph = reader.graph
    for figure in graph.all(claim, "lab:quantity"):
        if graph.one(figure, "schema:unitText") != unit:
            continue
        value = graph.one(figure, "schema:value")
        low = number(value or graph.one(figure, "schema:minValue"))
        high = number(value or graph.one(figure, "schema:maxValue"))
        hedge = reader.name(graph.one(figure, "lab:comparator"))
        if words := amount(hedge, low, high):
            told = reader.told(field, claim, words)
            yield replace(told, hedge=hedge, low=low, high=high, of=graph.named(figure, "lab:measures"))


def authorized(reader: Reader, action: str) -> Iterator[Told]:
    """That the action was authorized: a stage of it, or a vote on it that was held, and not after it began."""
    claims = reader.claims(action)
    for claim in claims:
        if reader.predicate(claim) == "status" and reader.value(claim) == "authorized":
            yield reader.told(f.AUTHORIZED, claim, "yes")
    begun = min((reader.value(c) for c in claims if reader.predicate(c) == "startDate"), default="")
    for vote in reader.graph.of("lab:StrikeAuthorizationVote"):
        about = reader.claims(vote)
        days = [reader.value(c) for c in about if reader.predicate(c) in ("startDate", "endDate")]
        stages = {reader.value(c) for c in about if reader.predicate(c) == "status"}
        after = any(begun and day[: len(begun)] > begun[: len(day)] for day in days)
        if after or not stages or stages & AHEAD or "under way" in stages:
            continue
        for claim in about:
            if reader.predicate(claim) == "decidesOn" and reader.object(claim) == action:
                yield reader.told(f.AUTHORIZED, claim, "yes")
