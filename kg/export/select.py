"""A part of the graph that can stand alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from pyoxigraph import Literal, NamedNode, Quad

from kg.prefixes import PREFIXES
from kg.vocab import FOAF, LAB, OA, ORG, PROV

TYPE = PREFIXES["rdf"] + "type"
NAMES = frozenset({PREFIXES["rdfs"] + "label", PREFIXES["skos"] + "altLabel", str(FOAF.name)})
# Kinds of nodes that are shown whole when they speak of the entity, and what hangs on them.
ABOUT = frozenset(
    map(str, (LAB.Claim, LAB.DirectQuotation, LAB.IndirectQuotation, LAB.MixedQuotation, LAB.AmbiguousMention,
              LAB.Stance, LAB.SourceDocument, ORG.Membership))
)  # fmt: skip
CARRIES = frozenset(
    map(str, (LAB.assertedIn, LAB.expressesStance, LAB.quantity, LAB.when, LAB.mentionSpan, LAB.contentSpan,
              LAB.sourceSpan, LAB.cueSpan, LAB.viaDocument, LAB.anchor, LAB.reportedIn, LAB.inArticle,
              PROV.wasGeneratedBy, PROV.wasAssociatedWith))
)  # fmt: skip
SPANS = frozenset(map(str, (LAB.mentionSpan, OA.exact)))


def entity(quads: Iterable[Quad], name: str) -> Iterator[Quad]:
    """The surroundings of what has this name (label or other form, letter case aside) or IRI, graph by graph: the
    thing, its positions, the actions and talks that it takes part in, what it says, and all claims and statements
    about it, each with the words it rests on. Of other things that these speak of, name, class and mentions only.

    Nothing comes out of a graph that does not have the thing.
    """
    for _, members in groupby(quads, key=attrgetter("graph_name")):
        graph = _Graph(members)
        wanted = graph.find(name)
        if wanted:
            yield from graph.around(wanted)


class _Graph:
    def __init__(self, quads: Iterable[Quad]) -> None:
        self.out: dict[str, list[Quad]] = defaultdict(list)
        self.into: dict[str, list[str]] = defaultdict(list)
        self.kinds: dict[str, set[str]] = defaultdict(set)
        for quad in quads:
            if not isinstance(quad.subject, NamedNode):
                continue
            subject = quad.subject.value
            self.out[subject].append(quad)
            if isinstance(quad.object, NamedNode):
                self.into[quad.object.value].append(subject)
                if quad.predicate.value == TYPE:
                    self.kinds[subject].add(quad.object.value)

    def find(self, name: str) -> set[str]:
        """Nodes of the name or IRI."""
        if name in self.out:
            return {name}
        key = name.casefold()
        return {
            subject
            for subject, quads in self.out.items()
            if not self.kinds[subject] & ABOUT
            and any(
                q.predicate.value in NAMES and isinstance(q.object, Literal) and q.object.value.casefold() == key
                for q in quads
            )
        }

    def around(self, wanted: set[str]) -> list[Quad]:
        """The wanted nodes with all that belongs to them, sorted."""
        whole = set(wanted)
        for node in wanted:
            for other in self.into[node]:
                if self.kinds[other] & ABOUT or self._event(other):
                    whole.add(other)
        for node in list(whole):
            if self._event(node) or str(LAB.Stance) in self.kinds[node] or self._statement(node):
                whole.update(o for o in self.into[node] if self.kinds[o] & ABOUT)
        waiting = sorted(whole)
        while waiting:
            for quad in self.out[waiting.pop()]:
                value = quad.object
                if quad.predicate.value in CARRIES and isinstance(value, NamedNode) and value.value not in whole:
                    whole.add(value.value)
                    waiting.append(value.value)
        return self._shown(whole)

    def _shown(self, whole: set[str]) -> list[Quad]:
        shown: dict[Quad, None] = {}
        near: set[str] = set()
        for node in sorted(whole):
            for quad in self.out[node]:
                shown[quad] = None
                if isinstance(quad.object, NamedNode) and quad.object.value not in whole:
                    near.add(quad.object.value)
        spans = set()
        for node in sorted(near):
            for quad in self.out.get(node, ()):
                if isinstance(quad.object, Literal) or quad.predicate.value == TYPE:
                    shown[quad] = None
                elif quad.predicate.value in SPANS and isinstance(quad.object, NamedNode):
                    shown[quad] = None
                    spans.add(quad.object.value)
        for node in sorted(spans - whole):
            shown.update(dict.fromkeys(self.out[node]))
        return sorted(shown, key=str)

    def _statement(self, node: str) -> bool:
        return any(kind.endswith("Quotation") for kind in self.kinds[node])

    def _event(self, node: str) -> bool:
        """Whether claims may have the node as their subject: an action, talks, a proposal, an agreement."""
        return any(
            q.predicate.value != TYPE and q.predicate.value.startswith(PREFIXES["lab"]) for q in self.out[node]
        ) and not self.kinds[node] & (ABOUT | {str(LAB.Article), str(LAB.TextSpan), str(LAB.Quantity)})
