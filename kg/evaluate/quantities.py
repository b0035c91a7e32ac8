"""Quantities: value right, and unit or comparator; then unit, comparator and on whose word they stand.

The size of an action that gold has with the action may also stand as a quantity, and is then no false one.
"""

from __future__ import annotations

from kg.evaluate.graph import local
from kg.evaluate.pairing import Aligned, pair
from kg.evaluate.report import Fault, Report, slashed
from kg.evaluate.words import code, same_number, unit
from kg.model import Span
from kg.vocab import LAB

KINDS = ("Quantity", "QuantitativeValue", "MonetaryAmount")


def count(aligned: Aligned, report: Report) -> None:
    """Adds the quantities of one article."""
    view, gold = aligned.view, aligned.gold
    graph, wanted, nodes = view.graph, gold.quantities, view.of(KINDS)
    hedges = {node: code(local(graph.value(node, LAB.comparator) or "")) for node in nodes}

    def fits(number: int, node: str) -> float:
        item = wanted[number]
        if not same_number(view.number(node), item.value):
            return 0
        alike = 2 * (view.unit(node) == unit(item.unit)) + (hedges[node] == item.comparator)
        span = item.span
        here = span is not None and any(span.overlaps(other) for other in view.at(node, LAB.mentionSpan))
        return alike + 4 * here if alike else 0

    match = pair(range(len(wanted)), nodes, fits)
    for number, item in enumerate(wanted):
        at: tuple[Span, ...] = (item.span,) if item.span else ()
        if number not in match:
            what = f"{item.value:g} {item.unit}" if item.value is not None else item.unit
            report.faults.append(Fault("missed quantity", gold.key, at, item.words, wanted=what))
            continue
        node = match[number]
        given = (
            ("unit", view.unit(node), unit(item.unit)),
            ("comparator", hedges[node], item.comparator),
        )
        for name, found, right in given:
            report.share(f"quantity {name}").add(found == right)
            if found != right:
                report.faults.append(Fault(f"quantity {name}", gold.key, at, item.words, found or "none", right))
        speakers = sorted(
            {
                who
                for claim in graph.subjects(LAB.quantity, node)
                for statement in graph.objects(claim, LAB.assertedIn)
                for who in graph.objects(statement, LAB.speaker)
            }
        )
        by = [item.claimed_by] if item.claimed_by else []
        good = len(aligned.refer(by, speakers)) == 1 if by else not speakers
        report.share("quantity source").add(good)
        if not good:
            names = " and ".join(slashed(graph.label(who)) for who in speakers) or "the article"
            told = item.claimed_by or "the article"
            report.faults.append(Fault("quantity source", gold.key, at, item.words, names, told))
    sizes = [size for action in gold.actions.values() for size in action.sizes.values() if size is not None]
    matched = set(match.values())
    false = [
        node
        for node in nodes
        if node not in matched and not any(same_number(view.number(node), size) for size in sizes)
    ]
    report.tally("quantities").add(len(match), len(match) + len(false), len(wanted))
    for node in false:
        at, names = view.at(node, LAB.mentionSpan)[:1], slashed(graph.names.get(node, ()))
        report.faults.append(Fault("false quantity", gold.key, at, names, view.unit(node)))
