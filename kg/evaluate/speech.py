"""Statements: found, with the right speakers, mode, day, what they are about and the stances they take.

A statement is found if the words of its content have a token F1 of at least `LEAST` with those of gold, one to one,
best first; the same words twice go to the nearer place. Its attribution is right if its speakers are those of gold,
all of them and no others.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable

from kg.evaluate.gold import Statement
from kg.evaluate.pairing import Aligned, pair
from kg.evaluate.report import Fault, Report, slashed
from kg.evaluate.words import overlap, same_name
from kg.vocab import LAB, ORG, TIME

LEAST = 0.6
MODE = {"DirectQuotation": "direct", "IndirectQuotation": "indirect", "MixedQuotation": "mixed"}
SPOKESPERSON = re.compile(r"\b(spokes\w+|representative|official)s?\b")
DAYS = (TIME.inXSDDate, TIME.inXSDgYearMonth, TIME.inXSDgYear)


def count(aligned: Aligned, report: Report) -> None:
    """Adds the statements of one article."""
    _Speech(aligned).count(report)


class _Speech:
    def __init__(self, aligned: Aligned) -> None:
        self.aligned, self.view, self.graph = aligned, aligned.view, aligned.view.graph
        self.gold = aligned.gold.spoken()
        twins: dict[Hashable, list[str]] = defaultdict(list)
        for node in self.view.of([*MODE, "Statement"]):
            twins[self.view.at(node, LAB.contentSpan) or node].append(node)
        # The same words in the same place are one statement, with the speakers of all.
        self.groups = {group[0]: group for group in twins.values()}
        self.speakers = {
            node: sorted({who for twin in group for who in self.graph.objects(twin, LAB.speaker)})
            for node, group in self.groups.items()
        }
        self.words = {node: self.view.content(node) for node in self.groups}

    def count(self, report: Report) -> None:
        nodes = list(self.groups)
        match = pair(range(len(self.gold)), nodes, self._fits)
        report.tally("statements").add(len(match), len(nodes), len(self.gold))
        good = {node for j, node in match.items() if self._spoken_by(self.gold[j], node)}
        report.tally("attribution").add(len(good), len(nodes), len(self.gold))
        for j, node in sorted(match.items()):
            self._compare(self.gold[j], node, node in good, report)
        self._sums(nodes, report)
        story = self.aligned.gold.key
        for j, item in enumerate(self.gold):
            if j not in match:
                report.faults.append(Fault("missed statement", story, item.spans, item.words, wanted=item.mode))
        matched = set(match.values())
        for node in nodes:
            confidence = self.view.confidence(self.groups[node])
            report.trust(confidence, node in matched, node in good)
            if node not in matched:
                self._fault("false statement", node, report, self._mode(node) or "")

    def _compare(self, item: Statement, node: str, good: bool, report: Report) -> None:
        """The layers of a statement that is found."""
        if not good:
            speakers = " and ".join(slashed(self.graph.label(who)) for who in self.speakers[node]) or "nobody"
            self._fault("speaker", node, report, speakers, " and ".join(item.speakers) or "nobody")
        mode = self._mode(node)
        report.share("mode").add(mode == item.mode)
        if mode != item.mode:
            self._fault("mode", node, report, mode or "", item.mode)
        if item.date:
            days = {
                day
                for when in self.graph.objects(node, LAB.when)
                for prop in DAYS
                for day in self.graph.objects(when, prop)
            }
            report.share("statement date").add(item.date in days)
            if item.date not in days:
                self._fault("statement date", node, report, slashed(days) or "no day", item.date)
        self._about(item, node, report)
        self._stances(item, node, report)

    def _about(self, item: Statement, node: str, report: Report) -> None:
        wanted, given = list(dict.fromkeys(item.about)), self.view.about(node)
        hits = self.aligned.refer(wanted, given)
        report.tally("about, matched").add(len(hits), len(given), len(wanted))
        report.tally("about").add(len(hits), 0, 0)
        missed, false = set(wanted) - set(hits), set(given) - set(hits.values())
        if missed or false:
            names = ", ".join(slashed(self.graph.label(one)) for one in sorted(false))
            self._fault("about", node, report, names or "nothing more", ", ".join(sorted(missed)) or "nothing more")

    def _stances(self, item: Statement, node: str, report: Report) -> None:
        given, hits, missed, false = self.view.stances(node), 0, list[str](), list[str]()
        for value in sorted({value for _, value in [*item.stances, *given]}):
            targets = [target for target, v in item.stances if v == value]
            taken = [target for target, v in given if v == value]
            found = self.aligned.refer(targets, taken)
            hits += len(found)
            missed += [f"{value} {target}" for target in targets if target not in found]
            false += [f"{value} {slashed(self.graph.label(t))}" for t in taken if t not in found.values()]
        report.tally("stance, matched").add(hits, len(given), len(item.stances))
        report.tally("stance").add(hits, 0, 0)
        if missed or false:
            self._fault("stance", node, report, ", ".join(false) or "nothing more", ", ".join(missed) or "nothing more")

    def _sums(self, nodes: list[str], report: Report) -> None:
        """What all statements are about and the stances they take, those that are not found among them."""
        about = sum(len(self.view.about(node)) for node in nodes)
        report.tally("about").add(0, about, sum(len(set(item.about)) for item in self.gold))
        stances = sum(len(self.view.stances(node)) for node in nodes)
        report.tally("stance").add(0, stances, sum(len(item.stances) for item in self.gold))

    def _fits(self, j: int, node: str) -> float:
        item = self.gold[j]
        alike = overlap(self.words[node], item.words)
        if alike < LEAST:
            return 0
        at = self.view.at(node, LAB.contentSpan)
        near = 1e-3 / (1 + abs(at[0].start - item.spans[0].start)) if at else 0
        return alike + near + 1e-6 * self._spoken_by(item, node)

    def _spoken_by(self, item: Statement, node: str) -> bool:
        """Whether exactly the gold speakers speak; for an unnamed spokesperson the organization will do."""
        speakers, wanted = self.speakers[node], item.speakers
        if len(speakers) == len(wanted) == 1:
            entity = self.aligned.gold.entities[wanted[0]]
            if entity.kind != "Person" and same_name(self._speaks_for(speakers[0]), entity.names, entity.kind):
                return True
        return len(speakers) == len(wanted) == len(self.aligned.refer(wanted, speakers))

    def _speaks_for(self, node: str) -> set[str]:
        """Names of the organizations that an unnamed spokesperson speaks for."""
        graph = self.graph
        if not any(SPOKESPERSON.search(name) for name in graph.label(node)):
            return set()
        bodies = {*graph.objects(node, LAB.employedBy), *graph.objects(node, ORG.memberOf)}
        for membership in graph.subjects(ORG.member, node):
            bodies |= set(graph.objects(membership, ORG.organization))
        return {name for body in bodies for name in graph.label(body)}

    def _mode(self, node: str) -> str | None:
        return next((MODE[kind] for kind in sorted(self.graph.types[node]) if kind in MODE), None)

    def _fault(self, kind: str, node: str, report: Report, found: str = "", wanted: str = "") -> None:
        spans = self.view.at(node, LAB.contentSpan)
        report.faults.append(Fault(kind, self.aligned.gold.key, spans, self.words[node], found, wanted))
