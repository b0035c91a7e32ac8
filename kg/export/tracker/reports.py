"""One article's graph -> what it tells of each labor action in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from pyoxigraph import Quad

from kg.export.kinds import below, terms
from kg.export.tables import Rows
from kg.export.tracker import fields as f
from kg.export.tracker import places, sizes
from kg.export.tracker.told import AHEAD, BEGUN, OWN_VOICE, PLANS, Passage, Report, Source, Told
from kg.prefixes import PREFIXES
from kg.sentences import bounds

# What is judged or asked for tells nothing of an action.
ASSERTING = PLANS | {"fact"}
# A place that only the dateline or the rest of the dispute suggests: right about cities, not about sites.
SUGGESTED = 0.5
DATES = {"startDate": f.START, "endDate": f.END}
FIELDS = {**DATES, "issue": f.DEMANDS, "durationType": f.DURATION_TYPE}
PLANNABLE = (f.START, f.END, f.DURATION, f.DURATION_TYPE, f.SIZE, f.SITES)
NOTES = {"partOf": "part of", "precededBy": "comes after", "inSympathyWith": "in sympathy with"}


def reports(quads: Iterable[Quad]) -> Iterator[Report]:
    """What each article tells of each of its labor actions; quads of one named graph stand together."""
    for _, members in groupby(quads, key=attrgetter("graph_name")):
        graph = Rows(members)
        for article in graph.of("lab:Article")[:1]:
            yield from Reader(graph, article).reports()


class Reader:
    """Looks up in one article's graph; `state` holds the latest stages of the action that is read."""

    def __init__(self, graph: Rows, article: str) -> None:
        self.graph, self.article = graph, article
        self.text = graph.one(article, "schema:text")
        self.source = Source(
            article,
            graph.name(article),
            graph.one(article, "schema:datePublished")[:10],
            graph.named(article, "schema:publisher"),
            graph.one(article, "schema:url"),
        )
        self.state: frozenset[str] = frozenset()
        self._sentences: dict[tuple[int, int], str] = {}

    def reports(self) -> Iterator[Report]:
        """One report an action."""
        for action in self.graph.of("lab:LaborAction"):
            yield self.report(action)

    def report(self, action: str) -> Report:
        """What is told of one action."""
        claims = self.claims(action)
        stages = [self.told(f.STATUS, c, self.value(c)) for c in claims if self.predicate(c) == "status"]
        newest = max((item.as_of for item in stages), default="")
        self.state = frozenset(item.value for item in stages if item.as_of == newest)
        told = self.itself(action) + stages
        for claim in claims:
            if self.predicate(claim) != "issue" or not self._names(action, claim):
                told += self._claim(claim)
        told += sizes.sizes(self, action)
        told += sizes.authorized(self, action)
        told += self._sides(claims)
        return Report(action, self.name(action), self.kind(action), self.source, tuple(told))

    def claims(self, subject: str) -> list[str]:
        """Claims with this subject that assert something, in reading order."""
        return [
            c
            for c in sorted(self.graph.inverse(subject, "lab:claimSubject"), key=self._first)
            if not self.denied(c) and self.modality(c) in ASSERTING
        ]

    def told(self, field: str, claim: str, value: str) -> Told:
        """A value with the claim it comes from."""
        modality = self.modality(claim)
        return Told(
            field,
            value,
            self.source,
            self.passages(claim),
            self.claimant(claim),
            modality,
            as_of=self.graph.one(claim, "lab:asOf") or self.source.published,
            rule=self.graph.one(claim, "lab:rule"),
            confidence=self.graph.one(claim, "lab:confidence"),
            evidence=claim,
            planned=self._planned(field, value, modality),
        )

    def _planned(self, field: str, value: str, modality: str) -> bool:
        """Whether a date, size or length is told of what is yet to come: a later day, an action that has not begun, or
        words of planning where the article does not say that it has."""
        if field not in PLANNABLE:
            return False
        later = field in DATES.values() and bool(self.source.published) and value > self.source.published[: len(value)]
        ahead = bool(self.state) and self.state <= AHEAD
        return later or ahead or (modality in PLANS and not self.state & BEGUN)

    def seen(self, field: str, thing: str, value: str) -> Told:
        """A value with the first words for the thing it comes from, where no claim says it."""
        rule, sure = self.graph.one(thing, "lab:rule"), self.graph.one(thing, "lab:confidence")
        passages = self.passages(thing)[:1]
        day = self.source.published
        return Told(field, value, self.source, passages, as_of=day, rule=rule, confidence=sure, evidence=thing)

    def itself(self, action: str) -> list[Told]:
        """What the mentions of the action alone tell."""
        kind = self.kind(action)
        source = self.source.url or self.source.title + self._issue()
        values = {f.ID: action, f.ACTION: self.name(action), f.KIND: kind, f.STRIKE: f.STRIKE_OR_PROTEST.get(kind, "")}
        return [self.seen(field, action, value) for field, value in {**values, f.SOURCE: source}.items() if value]

    def _issue(self) -> str:
        known = [part for part in (self.source.publisher, self.source.published) if part]
        return f" ({', '.join(known)})" if known else ""

    def _names(self, action: str, claim: str) -> bool:
        """Whether a claim rests on the name of the action alone: what an overtime ban refuses is no demand."""
        names = self.graph.places(action, "lab:mentionSpan")
        words = self.graph.places(claim, "lab:mentionSpan")
        return bool(words) and all(any(s <= start and end <= e for s, e, _ in names) for start, end, _ in words)

    def _claim(self, claim: str) -> Iterator[Told]:
        """What a claim about the action tells."""
        name, value = self.predicate(claim), self.value(claim)
        if name == "duration":
            yield from sizes.length(self, claim, value)
        elif name in FIELDS:
            yield self.told(FIELDS[name], claim, value)
        elif name in NOTES:
            yield self.told(f.NOTES, claim, f"{NOTES[name]}: {value}")
        elif name == "place":
            sure = float(self.graph.one(claim, "lab:confidence") or 1)
            for field, words in places.parts(self.graph, self.object(claim)):
                if sure > SUGGESTED or (sure == SUGGESTED and field not in (f.PLACE, f.ADDRESS)):
                    yield self.told(field, claim, words)

    def _sides(self, claims: list[str]) -> Iterator[Told]:
        """Employers and unions; those of the people who take part stand aside, for where no other is told."""
        workers = []
        for claim in claims:
            name, side = self.predicate(claim), self.object(claim)
            if name == "employer":
                yield self.told(f.EMPLOYER, claim, self.name(side))
            elif name == "organizer":
                for field, union in self.unions(side):
                    yield self.told(field, claim, union)
            elif name in ("participant", "target"):
                workers.append((claim, side))
        for claim, side in workers:
            bodies = (side, *self.graph.all(side, "lab:representedBy"))
            found = [("employedBy", f.EMPLOYER, self.name(e)) for e in self.graph.all(side, "lab:employedBy")]
            found += [("representedBy", field, name) for body in bodies for field, name in self.unions(body)]
            for rule, field, name in found:
                yield self.told("", claim, name).under(f.ASIDE + field, rule=rule)

    def unions(self, body: str) -> Iterator[tuple[str, str]]:
        """Fields for a union: a local with the union it belongs to; nothing for what is no union."""
        if self.a(body, "lab:UnionLocal"):
            yield f.LOCAL, self.name(body)
            parents = [p for p in self.graph.all(body, "org:subOrganizationOf") if self.a(p, "lab:LaborUnion")]
            yield from ((f.UNION, self.name(parent)) for parent in parents)
        elif self.a(body, "lab:LaborUnion"):
            yield f.UNION, self.name(body)

    def a(self, node: str, *kinds: str) -> bool:
        """Whether the node is of one of the classes."""
        return not below(*kinds).isdisjoint(self.graph.all(node, "rdf:type"))

    def kind(self, action: str) -> str:
        """Label of the class of an action."""
        wanted = below("lab:LaborAction")
        return next((terms()[k] for k in self.graph.all(action, "rdf:type") if k in wanted), "")

    def name(self, node: str) -> str:
        """Label of a thing or of a term of the ontology."""
        return terms().get(node) or self.graph.name(node)

    def denied(self, claim: str) -> bool:
        """Whether the claim says that it is not so, or a correction takes it back."""
        return self.graph.one(claim, "lab:negated") == "true" or bool(self.graph.one(claim, "lab:correctedBy"))

    def modality(self, claim: str) -> str:
        """fact, plan, expectation, opinion or request."""
        return self.graph.one(claim, "lab:modality").removeprefix(PREFIXES["lab"]).lower()

    def predicate(self, claim: str) -> str:
        """Local name of the property a claim speaks of."""
        return self.graph.one(claim, "lab:claimPredicate").removeprefix(PREFIXES["lab"])

    def object(self, claim: str) -> str:
        """The thing a claim gives as a value, or ""."""
        return self.graph.one(claim, "lab:claimObject")

    def value(self, claim: str) -> str:
        """The value a claim gives, in words."""
        return self.graph.one(claim, "lab:claimValue") or self.name(self.object(claim))

    def claimant(self, claim: str) -> str:
        """Names of those who make the claim."""
        source = self.graph.one(claim, "lab:assertedIn")
        if source == self.article:
            return OWN_VOICE
        speakers = [self.graph.name(s) for s in self.graph.all(source, "lab:speaker")]
        candidates = [self.graph.name(s) for s in self.graph.all(source, "lab:candidate")]
        return " and ".join(speakers) or " or ".join(candidates) or "no one named"

    def passages(self, node: str) -> tuple[Passage, ...]:
        """Where a claim or a thing stands, in reading order."""
        found = self.graph.places(node, "lab:mentionSpan")
        return tuple(Passage(start, end, words, self._sentence(start, end)) for start, end, words in found)

    def _sentence(self, start: int, end: int) -> str:
        if (start, end) not in self._sentences:
            first, last = bounds(self.text, start, end) if 0 <= start < end <= len(self.text) else (0, 0)
            self._sentences[start, end] = self.text[first:last]
        return self._sentences[start, end]

    def _first(self, node: str) -> tuple[int, str]:
        found = self.graph.places(node, "lab:mentionSpan")
        return (found[0][0] if found else 0), node
