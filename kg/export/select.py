"""A part of the graph that can stand alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from pyoxigraph import Literal, NamedNode, Quad

from kg.export.kinds import below
from kg.prefixes import PREFIXES
from kg.vocab import FOAF, LAB, PROV

TYPE = PREFIXES["rdf"] + "type"
NAMES = frozenset({PREFIXES["rdfs"] + "label", PREFIXES["skos"] + "altLabel", str(FOAF.name)})
EVENTS = below("lab:Event", "lab:Proposal", "lab:Agreement")
SPEECH = below("lab:Attribution", "lab:Stance")
# Kinds of nodes that are shown whole when they speak of the entity.
ABOUT = SPEECH | below("lab:Claim", "lab:AmbiguousMention", "lab:SourceDocument", "org:Membership")
# What hangs on a node that is shown whole.
CARRIES = frozenset(
    map(str, (LAB.assertedIn, LAB.expressesStance, LAB.quantity, LAB.when, LAB.mentionSpan, LAB.contentSpan,
              LAB.sourceSpan, LAB.cueSpan, LAB.viaDocument, LAB.anchor, LAB.reportedIn, LAB.inArticle,
              PROV.wasGeneratedBy, PROV.wasAssociatedWith))
)  # fmt: skip
MENTION = str(LAB.mentionSpan)


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
            if not self._is(subject, ABOUT)
            and any(
                q.predicate.value in NAMES and isinstance(q.object, Literal) and q.object.value.casefold() == key
                for q in quads
            )
        }

    def around(self, wanted: set[str]) -> list[Quad]:
        """The wanted nodes with all that belongs to them, sorted."""
        whole = set(wanted)
        for node in wanted:
            whole.update(other for other in self.into[node] if self._is(other, ABOUT) or self._is(other, EVENTS))
        for node in list(whole):
            # Claims about an action, those made in a statement, the statement of a stance.
            if self._is(node, EVENTS) or self._is(node, SPEECH):
                whole.update(other for other in self.into[node] if self._is(other, ABOUT))
        waiting = sorted(whole)
        while waiting:
            for quad in self.out[waiting.pop()]:
                value = quad.object
                if quad.predicate.value in CARRIES and isinstance(value, NamedNode) and value.value not in whole:
                    whole.add(value.value)
                    waiting.append(value.value)
        return self._shown(whole, wanted)

    def _shown(self, whole: set[str], wanted: set[str]) -> list[Quad]:
        shown: dict[Quad, None] = {}
        near: set[str] = set()
        for node in whole:
            for quad in self.out[node]:
                shown[quad] = None
                if isinstance(quad.object, NamedNode):
                    near.add(quad.object.value)
        for node in wanted:
            # A group that works for it, a local of it: the link and the name.
            near.update(self.into[node])
            shown.update({q: None for other in self.into[node] for q in self.out[other] if q.object == NamedNode(node)})
        spans: set[str] = set()
        for node in near - whole:
            for quad in self.out.get(node, ()):
                mention = quad.predicate.value == MENTION and isinstance(quad.object, NamedNode)
                if mention or isinstance(quad.object, Literal) or quad.predicate.value == TYPE:
                    shown[quad] = None
                if mention and isinstance(quad.object, NamedNode):
                    spans.add(quad.object.value)
        for node in spans - whole:
            shown.update(dict.fromkeys(self.out[node]))
        return sorted(shown, key=str)

    def _is(self, node: str, kinds: frozenset[str]) -> bool:
        return not kinds.isdisjoint(self.kinds.get(node, ()))
