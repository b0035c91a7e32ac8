"""Actions and their fields: status, dates, sizes, duration, places and issues.

Fields are asked only of actions that are found and have the field in gold; "no start" and "no end" of those that have
none, where the graph shall have none either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from pyoxigraph import NamedNode, RdfFormat, parse

from kg import paths
from kg.evaluate.gold import ACTIONS, Action
from kg.evaluate.graph import ALTERNATIVE, PREFERRED, local
from kg.evaluate.pairing import Aligned, pair
from kg.evaluate.report import Fault, Report, slashed
from kg.evaluate.words import code, duration, norm, same_number
from kg.prefixes import PREFIXES
from kg.vocab import LAB, SCHEMA

SIZES = (("workers", "person", (LAB.participant,)), ("sites", "site", (LAB.affects, LAB.place)))
BROADER = PREFIXES["skos"] + "broader"


def count(aligned: Aligned, report: Report) -> None:
    """Adds the actions of one article."""
    view, gold = aligned.view, aligned.gold
    for key, action in gold.actions.items():
        if key in aligned.paired:
            _Fields(aligned, action, report).count()
        else:
            wanted = f"{action.kind}, {action.status}"
            report.faults.append(Fault("missed action", gold.key, (action.span,), action.words, wanted=wanted))
    report.tally("actions").add(len(aligned.paired), len(aligned.actions), len(gold.actions))
    matched = set(aligned.paired.values())
    for node in aligned.actions:
        if node not in matched:
            names, kinds = slashed(view.graph.names.get(node, ())), view.graph.types[node].intersection(ACTIONS)
            at = view.at(node, LAB.mentionSpan)[:1]
            report.faults.append(Fault("false action", gold.key, at, names, slashed(kinds)))


class _Fields:
    """The fields of one action that is found."""

    def __init__(self, aligned: Aligned, action: Action, report: Report) -> None:
        self.aligned, self.action, self.report = aligned, action, report
        self.view, self.node = aligned.view, aligned.paired[action.key]

    def count(self) -> None:
        action, view, node = self.action, self.view, self.node
        status = view.status(node)
        self._slot("status", status == {action.status}, status, action.status)
        for name, prop in (("start", LAB.startDate), ("end", LAB.endDate)):
            days, wanted = view.values(node, prop), action.dates[name]
            if wanted:
                self._slot(name, days == {wanted}, days, wanted)
            else:
                self._slot(f"no {name}", not days, days, "none")
        for name, kind, props in SIZES:
            size = action.sizes[name]
            if size is not None:
                sizes = view.sizes(node, kind, props)
                good = any(same_number(given, size) for given in sizes)
                self._slot(name, good, [f"{given:g}" for given in sizes], f"{size:g}")
        if action.duration:
            self._duration(action.duration)
        if action.places:
            self._places()
        self._issues()

    def _duration(self, wanted: str) -> None:
        view, node, graph = self.view, self.node, self.view.graph
        given = view.values(node, LAB.duration) | {code(local(o)) for o in view.values(node, LAB.durationType)}
        for quantity in graph.subjects(LAB.measures, node):
            number = view.number(quantity)
            if number is not None:
                given.add(f"{number:g} {view.unit(quantity)}")
        length = duration(wanted)
        alike = length is not None and any(duration(one) == length for one in given)
        self._slot("duration", code(wanted) in given or alike, given, wanted)

    def _places(self) -> None:
        """At least half of them, or places in them."""
        graph, given = self.view.graph, self.view.values(self.node, LAB.place)
        near = given | {wider for one in given for wider in graph.objects(one, SCHEMA.containedInPlace)}
        places = self.action.places
        found = [key for key in places if any(self.aligned.is_entity(key, graph.label(one)) for one in near)]
        names = {name for one in given for name in graph.label(one)}
        self._slot("places", len(found) * 2 >= len(places), names, ", ".join(places))

    def _issues(self) -> None:
        wanted = list(dict.fromkeys(self.action.issues))
        given = sorted(self.view.values(self.node, LAB.issue))
        label = self.view.graph.label
        hits = pair(wanted, given, lambda words, node: issue_fits(words, node, label(node)))
        self.report.tally("action issues").add(len(hits), len(given), len(wanted))
        missed, false = [w for w in wanted if w not in hits], [n for n in given if n not in hits.values()]
        if missed or false:
            self._fault("action issues", map(local, false), ", ".join(missed))

    def _slot(self, name: str, good: bool, found: Iterable[str], wanted: str) -> None:
        self.report.share(f"action {name}").add(good)
        if not good:
            self._fault(f"action {name}", found, wanted)

    def _fault(self, kind: str, found: Iterable[str], wanted: str) -> None:
        at, story = (self.action.span,), self.aligned.gold.key
        self.report.faults.append(
            Fault(kind, story, at, self.action.words, slashed(found) or "nothing", wanted or "nothing")
        )


def issue_fits(words: str, node: str, labels: set[str]) -> int:
    """2 if words of gold name the issue, 1 if they name the broader one, else 0."""
    names, broader = _issues()
    words = norm(words.replace("-", " "))
    if words in labels | names.get(node, set()) or words == norm(local(node).replace("-", " ")):
        return 2
    return int(words in names.get(broader.get(node, ""), set()))


@cache
def _issues() -> tuple[dict[str, set[str]], dict[str, str]]:
    """From the ontology: the names of the issues, and which is under which."""
    names: dict[str, set[str]] = defaultdict(set)
    broader: dict[str, str] = {}
    for triple in parse(path=paths.data("ontology") / "labor.ttl", format=RdfFormat.TURTLE):
        subject, prop, value = triple.subject, triple.predicate.value, triple.object
        if not isinstance(subject, NamedNode) or not subject.value.startswith(PREFIXES["iss"]):
            continue
        names[subject.value].add(norm(local(subject.value).replace("-", " ")))
        if prop == BROADER and isinstance(value, NamedNode):
            broader[subject.value] = value.value
        elif prop in (PREFERRED, ALTERNATIVE) and not isinstance(value, NamedNode):
            names[subject.value].add(norm(getattr(value, "value", "")))
    return dict(names), broader
