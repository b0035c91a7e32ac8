"""Scores a graph against the gold of a folder, layer by layer."""

from __future__ import annotations

from collections.abc import Sequence

from kg.evaluate import actions, quantities, speech, things
from kg.evaluate.figures import Share, Tally
from kg.evaluate.gold import Gold
from kg.evaluate.graph import Graph
from kg.evaluate.pairing import Aligned
from kg.evaluate.report import Fault, Report
from kg.evaluate.view import View

TALLIES = (
    "statements", "attribution", "about", "about, matched", "stance", "stance, matched", "entities", "positions",
    "actions", "action issues", "quantities",
)  # fmt: skip
SHARES = (
    "mode", "statement date", "entity type", "action status", "action start", "action end", "action no start",
    "action no end", "action workers", "action sites", "action duration", "action places", "quantity unit",
    "quantity comparator", "quantity source",
)  # fmt: skip


def score(name: str, golds: Sequence[Gold], graph: Graph) -> Report:
    """The figures of all stories together; gold of a story that the graph lacks counts as missed."""
    report = Report(name, {**{layer: Tally() for layer in TALLIES}, **{layer: Share() for layer in SHARES}})
    for gold in golds:
        report.stories += 1
        article = graph.article(gold.key, gold.article.text)
        if article is None:
            _missing(gold, report)
            continue
        aligned = Aligned(View(graph, article), gold)
        speech.count(aligned, report)
        things.entities(aligned, report)
        things.positions(aligned, report)
        actions.count(aligned, report)
        quantities.count(aligned, report)
    return report


def _missing(gold: Gold, report: Report) -> None:
    report.missing.append(gold.key)
    report.faults.append(Fault("missing story", gold.key, (), gold.article.title or gold.key))
    named = sum(entity.kind != "Collective" for entity in gold.entities.values())
    for layer, number in (
        ("statements", len(gold.statements)),
        ("attribution", len(gold.statements)),
        ("about", sum(len(set(item.about)) for item in gold.statements)),
        ("stance", sum(len(item.stances) for item in gold.statements)),
        ("entities", named),
        ("positions", len(gold.positions)),
        ("actions", len(gold.actions)),
        ("quantities", len(gold.quantities)),
    ):
        report.tally(layer).add(0, 0, number)
