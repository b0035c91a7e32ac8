"""One-to-one pairing of what is in gold with nodes of the graph, best first (greedy, as CoNLL scorers do)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from kg.evaluate.gold import ACTIONS, Gold
from kg.evaluate.view import View
from kg.evaluate.words import norm, same_name
from kg.vocab import LAB

W = TypeVar("W", bound=Hashable)
AGENTS = (
    LAB.organizer, LAB.employer, LAB.participant, LAB.target, LAB.party, LAB.proposedBy, LAB.proposedTo,
)  # fmt: skip


def pair(wanted: Sequence[W], nodes: Sequence[str], fits: Callable[[W, str], float]) -> dict[W, str]:
    """Wanted -> node; `fits` gives how good a pair is, or 0 for none. Of equal pairs the earlier one wins."""
    scored = [(-fits(want, node), i, k) for i, want in enumerate(wanted) for k, node in enumerate(nodes)]
    out: dict[int, int] = {}
    used = set[int]()
    for score, i, k in sorted(scored):
        if score < 0 and i not in out and k not in used:
            out[i] = k
            used.add(k)
    return {wanted[i]: nodes[k] for i, k in out.items()}


class Aligned:
    """A gold story beside what the graph says of its article, with the actions of both paired.

    Attributes:
        actions: the nodes of actions; `paired`: gold action -> node.
    """

    def __init__(self, view: View, gold: Gold) -> None:
        self.view, self.gold = view, gold
        self.actions = view.of(ACTIONS)
        self.paired = pair(list(gold.actions), self.actions, self._action)

    def is_entity(self, key: str, names: set[str]) -> bool:
        """Whether one of the names fits the gold entity."""
        entity = self.gold.entities[key]
        return same_name(names, entity.names, entity.kind)

    def refer(self, wanted: Sequence[str], nodes: Sequence[str]) -> dict[str, str]:
        """Gold entities and actions -> the nodes that are these."""
        return pair(wanted, nodes, self._refers)

    def _refers(self, key: str, node: str) -> float:
        kinds = self.view.graph.types.get(node, set())
        if key in self.gold.entities:
            names = self.view.graph.label(node)
            if kinds.intersection(ACTIONS) or not self.is_entity(key, names):
                return 0
            return 2 if norm(self.gold.entities[key].name) in names else 1
        if self.paired.get(key) == node:
            return 2
        return int(key not in self.paired and self.gold.actions[key].kind in kinds)

    def _action(self, key: str, node: str) -> float:
        """Class right, and an agent in common (or none in gold, or none given and the same words)."""
        action, view = self.gold.actions[key], self.view
        if action.kind not in view.graph.types[node]:
            return 0
        agents = {agent for prop in AGENTS for agent in view.values(node, prop)}
        common = sum(any(self.is_entity(who, view.graph.label(agent)) for agent in agents) for who in action.agents)
        close = any(action.span.overlaps(span) for span in view.at(node, LAB.mentionSpan))
        if action.agents and not common and (agents or not close):
            return 0
        dated = action.dates["start"] in view.values(node, LAB.startDate)
        return 1 + common + 3 * close + 2 * dated + (action.status in view.status(node))
