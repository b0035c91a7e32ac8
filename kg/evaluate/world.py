"""Identity across stories against gold clusters: a folder of NAME-NN.txt with NAME.yaml.

B-cubed (Bagga and Baldwin 1998): for each mention of gold, how much of what the graph puts together with it belongs
with it (precision), and how much of what belongs with it is put together with it (recall). What the graph lacks counts
as a cluster of its own. People of whom a story has the family name alone are left out of B-cubed: by rule, a family
name joins nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from kg.errors import GoldError
from kg.evaluate.figures import Share, Tally
from kg.evaluate.graph import Graph
from kg.evaluate.report import Fault, Report
from kg.evaluate.words import norm
from kg.model import Span
from kg.vocab import LAB, OA

GROUPS = {
    "people": {"Person"},
    "organizations": {
        "Employer", "FormalOrganization", "GovernmentBody", "NewsOrganization", "LaborUnion", "UnionLocal",
    },
    "places": {"City", "State", "Country", "Place", "GovernmentBuilding", "Facility"},
}  # fmt: skip
THINGS = GROUPS["organizations"] | GROUPS["places"]
STOPPAGES = {"Strike", "Walkout", "SympathyStrike", "WorkStoppage"}
ADDRESS = {"Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Prof", "Sir", "Dame", "Cllr", "Coun"}
FORM = "Write it as docs/gold.md says."


@dataclass(frozen=True, slots=True)
class Named:
    """One thing of gold in one story: the key of its cluster, the words, where they stand (actions: any mention)."""

    key: str
    story: str
    words: str
    span: Span
    kind: str = ""


@dataclass(slots=True)
class Gold:
    """The gold of a folder: what is named, by group; groups of copies; stories with their article's text."""

    named: dict[str, list[Named]] = field(default_factory=lambda: defaultdict(list))
    copies: list[list[str]] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)


def read(folder: Path, texts: dict[str, str]) -> Gold:
    """The gold of a folder.

    Args:
        folder: with a YAML file for each dispute.
        texts: name of a story's file, without suffix -> text as the article has it.

    Raises:
        GoldError: a file is no such gold, or words do not stand in their story.
    """
    gold = Gold(texts=texts)
    for path in sorted(folder.glob("*.yaml")):
        try:
            record = yaml.safe_load(path.read_text(encoding="utf-8"))
            replaced = {pair[0] for pair in record.get("versions") or ()} | set(record.get("retracted") or ())
            for group in (*GROUPS, "actions"):
                for key, places in (record.get(group) or {}).items():
                    for story, words in places.items():
                        if story not in replaced:
                            gold.named[group].append(_named(gold, str(key), story, words))
            gold.copies += record.get("copies") or []
        except (yaml.YAMLError, AttributeError, KeyError, TypeError, ValueError) as error:
            raise GoldError(f"{path} is no gold of clusters: {' '.join(str(error).split())}.", FORM) from error
    return gold


def _named(gold: Gold, key: str, story: str, words: Any) -> Named:
    told = {"words": words} if isinstance(words, str) else words
    text, start = gold.texts[story], -1
    for _ in range(int(told.get("nth", 1))):
        start = text.find(told["words"], start + 1)
    if start < 0:
        raise ValueError(f"{told['words']!r} does not stand in {story}")
    return Named(key, story, told["words"], Span(start, start + len(told["words"])), told.get("kind", ""))


def score(name: str, gold: Gold, graph: Graph) -> Report:
    """The figures of a graph of all stories: B-cubed a group, and how many people, locals and other things are merged
    that gold keeps apart.
    """
    report = Report(name, {}, stories=len(gold.texts))
    finder = _Finder(graph, gold)
    for group in (*GROUPS, "actions"):
        found = {n: finder.find(group, n) for n in gold.named[group]}
        tally = report.figures[f"{group}, B-cubed"] = Tally()
        _b_cubed({n: node for n, node in found.items() if group != "people" or _is_whole(n.words)}, tally)
        share = report.figures[f"{group}, found"] = Share()
        for node in found.values():
            share.add(node)
        apart = report.figures[f"{group}, no false merge"] = Share()
        report.faults += _merged(group, found, apart)
        report.faults += _split(group, found)
    return report


def _is_whole(name: str) -> bool:
    """Whether a person's name has more than a form of address and a family name."""
    return len([w for w in name.split() if w.rstrip(".") not in ADDRESS]) > 1


def _b_cubed(found: dict[Named, str | None], tally: Tally) -> None:
    by_node: dict[str, list[Named]] = defaultdict(list)
    by_key: dict[str, list[Named]] = defaultdict(list)
    for named, node in found.items():
        by_node[node or f"{named.story} {named.span}"].append(named)
        by_key[named.key].append(named)
    for named, node in found.items():
        together = by_node[node or f"{named.story} {named.span}"]
        right = sum(other.key == named.key for other in together)
        tally.add(right / len(together), 1, 1, right / len(by_key[named.key]))


def _merged(group: str, found: dict[Named, str | None], share: Share) -> Iterator[Fault]:
    """A fault for each node that stands for several of gold."""
    nodes: dict[str, dict[str, Named]] = defaultdict(dict)
    for named, node in found.items():
        if node:
            nodes[node].setdefault(named.key, named)
    for node, keys in sorted(nodes.items()):
        share.add(len(keys) == 1)
        if len(keys) > 1:
            first = min(keys.values(), key=lambda n: n.story)
            wanted = ", ".join(f"{key} ({n.story})" for key, n in sorted(keys.items()))
            yield Fault(f"{group} merged", first.story, (first.span,), first.words, node, wanted)


def _split(group: str, found: dict[Named, str | None]) -> Iterator[Fault]:
    """A fault for each thing of gold that is several nodes, or is not found in a story."""
    keys: dict[str, dict[str, list[Named]]] = defaultdict(lambda: defaultdict(list))
    for named, node in found.items():
        keys[named.key][node or ""].append(named)
    for key, nodes in sorted(keys.items()):
        for named in nodes.pop("", ()):
            yield Fault(f"{group} not found", named.story, (named.span,), named.words, "", key)
        if len(nodes) > 1:
            first = next(iter(nodes.values()))[0]
            told = ", ".join(f"{node} ({all_[0].story}: {all_[0].words})" for node, all_ in sorted(nodes.items()))
            yield Fault(f"{group} split", first.story, (first.span,), first.words, told, key)


class _Finder:
    """Finds what a story names in the graph of all stories."""

    def __init__(self, graph: Graph, gold: Gold) -> None:
        self.graph = graph
        self.articles = {story: graph.article(story, text) for story, text in gold.texts.items()}
        self.others = {story: group for group in gold.copies for story in group}
        self.texts = gold.texts
        self.mentions: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
        for span in graph.nodes:
            for article in graph.objects(span, LAB.inArticle):
                start, end = graph.value(span, OA.start), graph.value(span, OA.end)
                for node in graph.subjects(LAB.mentionSpan, span):
                    self.mentions[article][node].append(Span(int(start or 0), int(end or 0)))

    def find(self, group: str, named: Named) -> str | None:
        """The node, in the story itself or, for a copy, in the story that it is a copy of."""
        for story in (named.story, *(s for s in self.others.get(named.story, ()) if s != named.story)):
            article = self.articles.get(story)
            node = self._in(group, named, story, article) if article else None
            if node:
                return node
        return None

    def _in(self, group: str, named: Named, story: str, article: str) -> str | None:
        nodes = self.mentions[article]
        text = self.texts[story]
        if group == "actions":
            start = named.span.start if story == named.story else text.find(named.words)
            return self._action(named, Span(start, start + len(named.words)), nodes) if start >= 0 else None
        wanted, best = norm(named.words), []
        start = text.find(named.words)
        place = Span(start, start + len(named.words))
        for node, spans in nodes.items():
            # A hotel may be read as a place or as a firm: its class is measured elsewhere, here only which one it is.
            if not self.graph.types[node] & (GROUPS[group] if group == "people" else THINGS):
                continue
            other = not self.graph.types[node] & GROUPS[group]
            exact = any(norm(span.of(text)) == wanted for span in spans)
            by_name = wanted in self.graph.label(node)
            # "Mayor Dale Hutton" is found by the mention "Dale Hutton".
            part = any(place.holds(span) and 2 * len(span.of(text)) > len(named.words) for span in spans)
            if exact or by_name or part:
                best.append((not exact, other, not by_name, node))
        return min(best)[3] if best else None

    def _action(self, named: Named, place: Span, nodes: dict[str, list[Span]]) -> str | None:
        best = []
        for node, spans in nodes.items():
            kinds = self.graph.types[node]
            same = bool(kinds & STOPPAGES) if named.kind in STOPPAGES else named.kind in kinds
            over = [span.start for span in spans if span.overlaps(place)]
            if same and over:
                best.append((named.kind not in kinds, min(over), node))
        return min(best)[2] if best else None


def stories(folder: Path) -> Iterable[Path]:
    """The story files of a folder of clusters, sorted."""
    return sorted(folder.glob("*.txt"))


def is_world(folder: Path) -> bool:
    """Whether the gold of a folder is clusters across stories."""
    return any(folder.glob("*.yaml")) and not any(folder.glob("*.json"))
