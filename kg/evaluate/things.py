"""Entities by name, with their types, and positions: who has which role where."""

from __future__ import annotations

import re

from kg.evaluate.gold import Entity, Gold
from kg.evaluate.pairing import Aligned, pair
from kg.evaluate.report import Fault, Report, slashed
from kg.evaluate.words import norm, overlap
from kg.model import Span
from kg.vocab import LAB, ORG

ROLE = 0.5  # token F1 from which on two roles are one
TYPES = {
    "Person": {"Person"},
    "Employer": {"Employer", "FormalOrganization", "Organization"},
    "LaborUnion": {"LaborUnion", "UnionLocal"},
    "UnionLocal": {"UnionLocal", "LaborUnion"},
    "GovernmentBody": {"GovernmentBody"},
    "NewsOrganization": {"NewsOrganization"},
    "Organization": {"FormalOrganization", "Organization", "Employer"},
    "Place": {
        "City", "State", "Country", "Place", "AdministrativeArea", "GovernmentBuilding", "CivicStructure", "Facility",
    },
    "Facility": {"Facility", "FacilityGroup", "Place", "CivicStructure", "Employer"},
}  # fmt: skip
NAMED = frozenset().union(*TYPES.values())


def entities(aligned: Aligned, report: Report) -> None:
    """Adds the named entities of one article; groups that have no name are left out."""
    view, gold = aligned.view, aligned.gold
    graph, story = view.graph, gold.key
    wanted = {key: entity for key, entity in gold.entities.items() if entity.kind != "Collective"}
    nodes = [node for node in view.of(NAMED) if "Collective" not in graph.types[node]]

    def fits(key: str, node: str) -> float:
        names = graph.names.get(node, set())
        if not aligned.is_entity(key, names):
            return 0
        exact = norm(wanted[key].name) in names
        return 1 + 2 * exact + bool(graph.types[node] & TYPES[wanted[key].kind])

    match = pair(list(wanted), nodes, fits)
    for key, entity in wanted.items():
        if key not in match:
            report.faults.append(Fault("missed entity", story, place(gold, entity), entity.name, wanted=entity.kind))
            continue
        kinds = graph.types[match[key]]
        good = kinds & TYPES[entity.kind]
        report.share("entity type").add(good)
        if not good:
            at = place(gold, entity)
            report.faults.append(Fault("entity type", story, at, entity.name, slashed(kinds & NAMED), entity.kind))
    matched = set(match.values())
    false = [node for node in nodes if node not in matched and "FacilityGroup" not in graph.types[node]]
    report.tally("entities").add(len(match), len(match) + len(false), len(wanted))
    for node in false:
        at, names = view.at(node, LAB.mentionSpan)[:1], slashed(graph.names.get(node, ()))
        report.faults.append(Fault("false entity", story, at, names, slashed(graph.types[node] & NAMED)))


def positions(aligned: Aligned, report: Report) -> None:
    """Adds the positions of one article: person and organization right, and the role alike."""
    view, gold = aligned.view, aligned.gold
    graph, wanted = view.graph, gold.positions
    nodes = view.of(["Membership"])

    def fits(number: int, node: str) -> float:
        item = wanted[number]
        person, body = graph.value(node, ORG.member), graph.value(node, ORG.organization)
        if person is None or not aligned.is_entity(item.person, graph.label(person)):
            return 0
        if item.organization and (body is None or not aligned.is_entity(item.organization, graph.label(body))):
            return 0
        roles = [name for role in graph.objects(node, ORG.role) for name in graph.label(role)]
        alike = max((overlap(name, item.role) for name in roles), default=0)
        return alike if alike >= ROLE else 0

    match = pair(range(len(wanted)), nodes, fits)
    report.tally("positions").add(len(match), len(nodes), len(wanted))
    for number, item in enumerate(wanted):
        if number not in match:
            person = gold.entities[item.person]
            words = f"{person.name}, {item.role}, {item.organization or 'no organization'}"
            report.faults.append(Fault("missed position", gold.key, place(gold, person), words))
    matched = set(match.values())
    for node in nodes:
        if node not in matched:
            values = [
                slashed(graph.label(v))
                for p in (ORG.member, ORG.role, ORG.organization)
                for v in graph.objects(node, p)
            ]
            at = view.at(node, LAB.mentionSpan)[:1]
            report.faults.append(Fault("false position", gold.key, at, ", ".join(values)))


def place(gold: Gold, entity: Entity) -> tuple[Span, ...]:
    """Where the text first has the name of an entity."""
    found = re.search(rf"(?<!\w){re.escape(entity.name)}(?!\w)", gold.article.text)
    return (Span(*found.span()),) if found else ()
