"""Gold of attributions alone: JSON Lines {id, text, attributions: [{source, cue, content: [[start, end], ...]}]}.

What a graph holds of these are its nodes that have content, statements and reported thoughts alike, as spans.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import GoldError
from kg.evaluate.attributions import KINDS, Found, Pairing, score
from kg.evaluate.gold import parse, text_of
from kg.evaluate.graph import Graph
from kg.evaluate.report import Fault, Report
from kg.evaluate.view import View
from kg.model import Span
from kg.vocab import LAB

FORM = 'A line is {"id", "text", "attributions": [{"source", "cue", "content": [[start, end], ...]}]}.'


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with its attributions."""

    key: str
    text: str
    attributions: tuple[Found, ...]


def read(path: Path) -> list[Marked]:
    """The texts of a file, in their order.

    Raises:
        GoldError: it has none, or a line breaks the form; the message names file, line and attribution.
    """
    found: dict[str, Marked] = {}
    for number, line in enumerate(text_of(path).split("\n"), 1):
        if line.strip():
            item = _line(parse(line, f"{path}:{number}"), f"{path}:{number}")
            if item.key in found:
                raise GoldError(f"{path}:{number}: the id {item.key!r} is there twice.", "Give each text its own.")
            found[item.key] = item
    if not found:
        raise GoldError(f"{path} has no gold: no line in it.", FORM)
    return list(found.values())


def _line(raw: Any, at: str) -> Marked:
    if not isinstance(raw, dict) or not all(isinstance(raw.get(name), str) and raw[name] for name in ("id", "text")):
        raise GoldError(f"{at}: id or text is missing.", FORM)
    items = raw.get("attributions")
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise GoldError(f"{at}: attributions is no list of objects.", FORM)
    found = []
    for number, item in enumerate(items):
        spans = {
            name: _spans(item.get(name), raw["text"], f"{at}: attributions[{number}].{name}")
            for name in ("source", "cue", "content")
        }
        found.append(Found(spans["content"], spans["source"], spans["cue"]))
    return Marked(raw["id"], raw["text"], tuple(found))


def _spans(raw: Any, text: str, at: str) -> tuple[Span, ...]:
    spans = []
    for pair in [] if raw is None else raw if isinstance(raw, list) else [raw]:
        if not (isinstance(pair, list) and len(pair) == 2 and all(type(offset) is int for offset in pair)):
            raise GoldError(f"{at} is no list of [start, end]: {pair!r:.80}.", FORM)
        start, end = pair
        if not 0 <= start < end <= len(text):
            raise GoldError(f"{at} [{start}, {end}] is not in the text, which has {len(text)} characters.", FORM)
        spans.append(Span(start, end))
    return tuple(spans)


def given(view: View) -> list[tuple[Found, float]]:
    """The attributions of an article with their confidence; those with the same content are one with all sources."""
    twins: dict[tuple[Span, ...], list[str]] = defaultdict(list)
    for node in view.nodes:
        if content := view.at(node, LAB.contentSpan):
            twins[content].append(node)
    out = []
    for content, nodes in twins.items():
        source, cue = (
            tuple(sorted({span for node in nodes for span in view.at(node, prop)}))
            for prop in (LAB.sourceSpan, LAB.cueSpan)
        )
        confidence = view.confidence(nodes)
        out.append((Found(content, source, cue), confidence))
    return out


def report(name: str, golds: Sequence[Marked], graph: Graph) -> Report:
    """The figures of all texts together; gold of a text that the graph lacks counts as missed."""
    found: dict[str, list[tuple[Found, float]]] = {}
    missing = []
    for gold in golds:
        article = graph.article(gold.key, gold.text)
        if article is None:
            missing.append(gold.key)
        found[gold.key] = given(View(graph, article)) if article else []
    scores = score(
        {gold.key: gold.text for gold in golds},
        {gold.key: gold.attributions for gold in golds},
        {key: [item for item, _ in items] for key, items in found.items()},
    )
    out = Report(
        name,
        {
            "content exact": scores.exact,
            "content overlap": scores.overlap,
            "source": scores.source,
            "full": scores.full,
            **{f"full {kind}": scores.kinds[kind].full for kind in KINDS},
        },
        stories=len(golds),
        missing=missing,
    )
    for gold in golds:
        _faults(gold, found[gold.key], out)
    return out


def _faults(gold: Marked, found: Sequence[tuple[Found, float]], out: Report) -> None:
    """Adds the errors of one text, and what the confidence of its attributions is worth."""
    pairing = Pairing(gold.text, gold.attributions, [item for item, _ in found])
    full = pairing.full()
    mine, theirs = {i for i, _ in full}, {j for _, j in full}
    good, matched = {pairing.found[i].place for i in mine}, {pairing.found[i].place for i, _ in pairing.overlap()}
    for place, (_, confidence) in enumerate(found):
        out.trust(confidence, place in matched | good, place in good)
    for i, j in pairing.overlap():
        if i not in mine and j not in theirs:
            item, wanted = found[pairing.found[i].place][0], gold.attributions[pairing.gold[j].place]
            names = (_words(spans, gold.text) or "nobody" for spans in (item.source, wanted.source))
            out.faults.append(_fault("source", gold, item, *names))
            mine.add(i)
            theirs.add(j)
    for j, tokens in enumerate(pairing.gold):
        if j not in theirs:
            out.faults.append(_fault("missed attribution", gold, gold.attributions[tokens.place], wanted=tokens.kind))
    for i, tokens in enumerate(pairing.found):
        if i not in mine:
            out.faults.append(_fault("false attribution", gold, found[tokens.place][0], tokens.kind))


def _fault(kind: str, gold: Marked, item: Found, found: str = "", wanted: str = "") -> Fault:
    return Fault(kind, gold.key, tuple(item.content), _words(item.content, gold.text), found, wanted)


def _words(spans: Sequence[Span], text: str) -> str:
    return " … ".join(span.of(text) for span in sorted(spans))
