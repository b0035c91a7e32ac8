"""What curators change in the graph of one article as it was found: facts rejected and accepted, classes given."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import compress

from pyoxigraph import Literal, NamedNode, Triple

from kg.corrections import meant
from kg.errors import OntologyError
from kg.graph.facts import kind_of
from kg.graph.sheet import NEWS, PERSON, PLACE, further
from kg.graph.terms import LABEL, TYPE, decimal, domain, is_a, node, reach, term, text
from kg.vocab import FOAF

# What cannot be without the thing or statement that it speaks of.
RESTS_ON = frozenset(map(term, ("claimSubject", "claimObject", "assertedIn", "stanceTarget", "org:member")))
# What is nothing without something that points to it.
HANGS = tuple(map(term, ("TextSpan", "Quantity", "Stance", "TimeExpression", "Role")))
SUBJECT, PREDICATE, ASSERTED = term("claimSubject"), term("claimPredicate"), term("assertedIn")
OBJECTS = (term("claimObject"), term("claimValue"))
DENIED = (term("negated"), term("correctedBy"))
HOLDING = (term("claimText"), OBJECTS[1])
MEMBER, ORGANIZATION, EMPLOYED = term("org:member"), term("org:organization"), term("employedBy")
# What the shapes want of values where the ontology, for terms of others, gives no range.
WANTED = {term("publisher"): NEWS, term("subOrganizationOf"): term("org:Organization"), MEMBER: term("Agent")}
MENTION, CONFIDENCE, NAME = term("mentionSpan"), term("confidence"), node(FOAF.name)
# Items that may be left out where they no longer keep to the shapes; things may not.
ITEMS = ("statement", "thought", "claim", "position", "stance", "quantity", "mention")


def family(kind: str) -> str | None:
    """What a class is of: "thing" (agents and places), "event" (events, agreements, proposals) or None."""
    try:
        found = [term(kind)]
    except OntologyError:
        return None
    if is_a(found, term("Agent")) or is_a(found, PLACE):
        return "thing"
    return "event" if any(is_a(found, term(wide)) for wide in ("lab:Event", "Agreement", "Proposal")) else None


def curated(
    triples: Iterable[Triple],
    article: str,
    rejected: Collection[str] = (),
    accepted: Collection[str] = (),
    kinds: Mapping[str, str] | None = None,
) -> list[Triple]:
    """The graph without what was rejected and what hangs on that alone, with the classes given, in its order.

    Args:
        triples: the graph as found; `article`: its IRI.
        rejected, accepted: IRIs of facts or things inside the article.
        kinds: IRI inside the article -> local name of its class.
    """
    graph = _Graph(triples, article)
    if not (rejected or accepted or kinds):
        return list(graph.triples)
    graph.remove(map(NamedNode, rejected))
    for iri, kind in sorted((kinds or {}).items()):
        graph.retype(NamedNode(iri), term(kind))
    for iri in accepted:
        graph.accept(NamedNode(iri))
    if rejected or kinds:
        graph.mend()
    return list(graph.triples)


def corrected(
    triples: Iterable[Triple], article: str, notes: Iterable[tuple[str, Collection[str], str]]
) -> list[Triple]:
    """The graph with what the notes of later stories take back in it: claims that hold the wrong words or value; of
    several such those that the note speaks of.

    Args:
        notes: IRI of a note, the wrong words and values, the words of the note.
    """
    graph = _Graph(triples, article)
    out = graph.out()
    before = graph._supported(out)
    for note, wrong, about in notes:
        any_of = re.compile("|".join(rf"(?<![\w$€£.-]){re.escape(w)}(?![\w-]|[.,]\d)" for w in sorted(wrong)))
        hits: dict[NamedNode, str] = {}
        for me, told in out.items():
            values = {t.predicate: t.object for t in told}
            words = [v.value for p in HOLDING if isinstance(v := values.get(p), Literal)]
            if ASSERTED in values and not any(d in values for d in DENIED) and any(map(any_of.search, words)):
                hits[me] = " ".join(words)
        for me in compress(hits, meant(about, list(hits.values())) if hits else ()):
            graph.triples[Triple(me, DENIED[1], NamedNode(note))] = None
            out[me].append(Triple(me, DENIED[1], NamedNode(note)))
    for triple in before - graph._supported(out):
        graph.triples.pop(triple, None)
    return list(graph.triples)


class _Graph:
    def __init__(self, triples: Iterable[Triple], article: str) -> None:
        self.triples: dict[Triple, None] = dict.fromkeys(triples)
        self.article = article

    def out(self) -> dict[NamedNode, list[Triple]]:
        found: dict[NamedNode, list[Triple]] = defaultdict(list)
        for triple in self.triples:
            if isinstance(triple.subject, NamedNode):
                found[triple.subject].append(triple)
        return found

    def into(self) -> dict[NamedNode, list[Triple]]:
        found: dict[NamedNode, list[Triple]] = defaultdict(list)
        for triple in self.triples:
            if isinstance(triple.object, NamedNode):
                found[triple.object].append(triple)
        return found

    def remove(self, nodes: Iterable[NamedNode]) -> None:
        """Takes nodes out with what cannot be without them, what nothing else points to, and the bare triples that
        only they support."""
        out, into = self.out(), self.into()
        todo, gone = sorted(nodes, key=str), set()
        while todo:
            me = todo.pop()
            if me in gone or me not in out:
                continue
            gone.add(me)
            todo += [t.subject for t in into[me] if t.predicate in RESTS_ON and isinstance(t.subject, NamedNode)]
            for triple in out[me]:
                other = triple.object
                if isinstance(other, NamedNode) and other in out and self._hangs(out[other]):
                    rest = [t for t in into[other] if t.subject not in gone and t.subject != other]
                    todo += [] if rest else [other]
        before = self._supported(out)
        for me in gone:
            for triple in (*out.pop(me), *into[me]):
                self.triples.pop(triple, None)
        for triple in before - self._supported(out):
            self.triples.pop(triple, None)

    @staticmethod
    def _hangs(triples: list[Triple]) -> bool:
        return any(t.predicate == TYPE and t.object in HANGS for t in triples)

    def _supported(self, out: Mapping[NamedNode, list[Triple]]) -> set[Triple]:
        """The bare triples that claims in the article's own voice and positions stand for."""
        found: set[Triple] = set()
        for triples in out.values():
            values = {t.predicate: t.object for t in triples}
            subject, prop = values.get(SUBJECT), values.get(PREDICATE)
            value = values.get(OBJECTS[0]) or values.get(OBJECTS[1])
            own = values.get(ASSERTED) == NamedNode(self.article) and not any(d in values for d in DENIED)
            if own and isinstance(subject, NamedNode) and isinstance(prop, NamedNode) and value is not None:
                found.add(Triple(subject, prop, value))
            member, body = values.get(MEMBER), values.get(ORGANIZATION)
            if isinstance(member, NamedNode) and body is not None:
                found.add(Triple(member, EMPLOYED, body))
        return found

    def retype(self, me: NamedNode, kind: NamedNode) -> None:
        """Gives a thing its class, and further ones that its links call for as a city that hires is an employer; links
        that do not fit go."""
        out = self.out()
        if me not in out:
            return
        kinds, label = {kind}, next((t.object for t in out[me] if t.predicate == LABEL), None)

        def fits(wanted: NamedNode | None) -> bool:
            if wanted is None or is_a(kinds, wanted):
                return True
            more = further(kinds, wanted)
            kinds.update([more] if more else [])
            return more is not None

        for triple in out[me]:
            of = PERSON if triple.predicate == NAME else domain(triple.predicate)
            if triple.predicate == TYPE or (of is not None and not is_a(kinds, of)):
                self.triples.pop(triple)
        for triple in self.into()[me]:
            if not fits(WANTED.get(triple.predicate, reach(triple.predicate))):
                self.triples.pop(triple)
        if is_a(kinds, PERSON) and isinstance(label, Literal):
            self.triples[Triple(me, NAME, text(label.value))] = None
        for found in kinds:
            if not is_a(kinds - {found}, found):
                self.triples[Triple(me, TYPE, found)] = None
        if not self.into()[me] and all(t.predicate != MENTION for t in out[me]):
            self.remove([me])  # a publisher that is none, and that no words of the story name

    def accept(self, me: NamedNode) -> None:
        """Makes a fact certain."""
        old = [t for t in self.triples if t.subject == me and t.predicate == CONFIDENCE]
        for triple in old:
            self.triples.pop(triple)
            self.triples[Triple(me, CONFIDENCE, decimal(1))] = None

    def mend(self) -> None:
        """Takes out items that no longer keep to the shapes, until all do."""
        from kg.graph.shacl import shapes

        while True:
            report = shapes().check(map(str, self.triples))
            broken = {v.focus for v in report.violations if kind_of(self.article, v.focus) in ITEMS}
            before = len(self.triples)
            self.remove(map(NamedNode, sorted(broken)))
            if len(self.triples) == before:
                return
