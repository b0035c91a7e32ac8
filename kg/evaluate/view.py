"""What a graph says of one article: its nodes, their places in the text, what is claimed and not denied."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.evaluate.graph import Graph, local
from kg.evaluate.words import code, unit
from kg.model import Span
from kg.vocab import LAB, OA, SCHEMA

NUMBERS = (SCHEMA.value, SCHEMA.minValue, SCHEMA.maxValue)


class View:
    """The part of a graph that one article is told in.

    A property of an action is read from its direct triples and from the claims of this article that are not negated,
    whoever makes them; its status is that of the claims with the latest lab:asOf.
    """

    def __init__(self, graph: Graph, article: str) -> None:
        self.graph, self.article = graph, article
        self.spans: dict[str, Span] = {}
        for node in graph.subjects(LAB.inArticle, article):
            start, end = graph.value(node, OA.start), graph.value(node, OA.end)
            if start and end and start.isdecimal() and end.isdecimal():
                self.spans[node] = Span(int(start), int(end))
        here = self._here()
        self.nodes = [node for node in graph.nodes if node in here]
        self._claims: dict[str, list[str]] = defaultdict(list)
        for node in self.nodes:
            denied = any(value in ("true", "1") for value in graph.objects(node, LAB.negated))
            denied = denied or bool(graph.objects(node, LAB.correctedBy))
            if "Claim" in graph.types[node] and not denied:
                for subject in graph.objects(node, LAB.claimSubject):
                    self._claims[subject].append(node)

    def _here(self) -> set[str]:
        """All that is reported, asserted or mentioned in the article, or asserted in one of its statements."""
        graph = self.graph
        reported = graph.subjects(LAB.reportedIn, self.article)
        here = {*reported, *graph.subjects(LAB.assertedIn, self.article)}
        for prop in (LAB.mentionSpan, LAB.contentSpan):
            here |= {node for span in self.spans for node in graph.subjects(prop, span)}
        return here | {node for statement in reported for node in graph.subjects(LAB.assertedIn, statement)}

    def of(self, kinds: Iterable[str]) -> list[str]:
        """The nodes of these classes (local names)."""
        kinds = set(kinds)
        return [node for node in self.nodes if self.graph.types[node] & kinds]

    def at(self, node: str, prop: str) -> tuple[Span, ...]:
        """Where a node stands in the text, in reading order."""
        return tuple(sorted(self.spans[o] for o in self.graph.objects(node, prop) if o in self.spans))

    def content(self, statement: str) -> str:
        """What is said, in reading order."""
        places = [s for s in self.graph.objects(statement, LAB.contentSpan) if s in self.spans]
        parts = sorted((self.spans[s], str(self.graph.value(s, OA.exact))) for s in places)
        return " ".join(words for _, words in parts) or " ".join(self.graph.objects(statement, LAB.quoteText))

    def values(self, node: str, prop: str) -> set[str]:
        """Of a property of an action: direct triples and claims."""
        graph = self.graph
        out = set(graph.objects(node, prop))
        for claim in self._claims.get(node, ()):
            if graph.has(claim, LAB.claimPredicate, prop):
                out.update(graph.objects(claim, LAB.claimObject), graph.objects(claim, LAB.claimValue))
        return out

    def status(self, node: str) -> set[str]:
        """The last known status of an action."""
        graph = self.graph
        dated = [
            (graph.value(claim, LAB.asOf) or "", code(local(value)))
            for claim in self._claims.get(node, ())
            if graph.has(claim, LAB.claimPredicate, LAB.status)
            for value in graph.objects(claim, LAB.claimObject)
        ]
        last = max((day for day, _ in dated), default="")
        return {s for day, s in dated if day == last} | {code(local(o)) for o in graph.objects(node, LAB.status)}

    def about(self, statement: str) -> list[str]:
        """What a statement is about, issues left out."""
        return sorted(o for o in self.graph.objects(statement, LAB.about) if not self.graph.is_issue(o))

    def stances(self, statement: str) -> list[tuple[str, str]]:
        """(target, value), neutral ones and those to issues left out."""
        graph = self.graph
        pairs = {
            (target, code(local(graph.value(stance, LAB.stanceValue) or "")))
            for stance in graph.objects(statement, LAB.expressesStance)
            for target in graph.objects(stance, LAB.stanceTarget)
            if not graph.is_issue(target)
        }
        return sorted((target, value) for target, value in pairs if value != "neutral")

    def number(self, quantity: str) -> float | None:
        """The value of a quantity, or an end of its range."""
        return _number(next((v for prop in NUMBERS if (v := self.graph.value(quantity, prop)) is not None), None))

    def confidence(self, nodes: Iterable[str]) -> float:
        """The least confidence of some nodes; 1 where none is given."""
        given = [_number(self.graph.value(node, LAB.confidence)) for node in nodes]
        return min((number for number in given if number is not None), default=1.0)

    def unit(self, quantity: str) -> str:
        """Its unit, in one form."""
        return unit(self.graph.value(quantity, SCHEMA.unitText))

    def sizes(self, node: str, kind: str, props: Iterable[str]) -> set[float]:
        """Numbers of people or sites that the claims about an action, or about those taking part in it, give."""
        graph, props = self.graph, tuple(props)
        found = set[str]()
        for claim in self._claims.get(node, ()):
            named = any(graph.has(claim, LAB.claimPredicate, prop) for prop in props)
            units = (kind, "") if named else (kind,)
            found |= {q for q in graph.objects(claim, LAB.quantity) if self.unit(q) in units}
        parts = {part for prop in props for part in self.values(node, prop)}
        found |= {q for part in parts for q in graph.subjects(LAB.measures, part)}
        found |= {q for q in graph.subjects(LAB.measures, node) if self.unit(q) == kind}
        return {number for q in found if (number := self.number(q)) is not None}


def _number(value: str | None) -> float | None:
    try:
        return None if value is None else float(value)
    except ValueError:
        return None
