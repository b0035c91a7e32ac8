"""What a copy of a wire story has of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Triple

from kg.graph.terms import TYPE, node, term
from kg.sentences import fingerprint, split
from kg.vocab import LAB, OA, SCHEMA

SPANS = frozenset(map(node, (LAB.mentionSpan, LAB.contentSpan, LAB.sourceSpan, LAB.cueSpan)))
CLAIM = tuple(map(node, (LAB.claimSubject, LAB.claimPredicate, LAB.claimObject, LAB.claimValue)))
USED = term("prov:used")
TEXT, START, END, SPAN = node(SCHEMA.text), node(OA.start), node(OA.end), node(LAB.TextSpan)


def own(triples: Iterable[Triple], article: str, copied: frozenset[str]) -> list[Triple]:
    """Of a copy's graph what rests on sentences of its own, and what that speaks of; the article and its run always.

    Args:
        triples: the graph as found.
        article: IRI of the article.
        copied: fingerprints of the sentences that stand in the original.
    """
    out: dict[NamedNode, list[Triple]] = defaultdict(list)
    for triple in triples:
        if isinstance(triple.subject, NamedNode):
            out[triple.subject].append(triple)
    me = NamedNode(article)
    text = next((t.object.value for t in out[me] if t.predicate == TEXT and isinstance(t.object, Literal)), "")
    new = _own_sentences(text, copied)
    spans = {s: _offsets(ts) for s, ts in out.items() if any(t.object == SPAN for t in ts if t.predicate == TYPE)}
    inside = {s for s, (a, b) in spans.items() if any(a < end and start < b for start, end in new)}
    keep: set[NamedNode] = {me}
    todo = [s for s, ts in out.items() if any(t.predicate in SPANS and t.object in inside for t in ts)]
    todo += [t.object for t in out[me] if t.predicate not in SPANS and isinstance(t.object, NamedNode)]
    todo += [s for s, ts in out.items() if any(t.predicate == USED and t.object == me for t in ts)]
    while todo:
        subject = todo.pop()
        if subject in keep or subject not in out:
            continue
        keep.add(subject)
        todo += [t.object for t in out[subject] if isinstance(t.object, NamedNode)]
    gone = {f for s in out if s not in keep for f in _claimed(out[s])} - {f for s in keep for f in _claimed(out[s])}
    return [t for s in out if s in keep for t in out[s] if (t.subject, t.predicate, t.object) not in gone]


def _claimed(triples: list[Triple]) -> list[tuple[object, object, object]]:
    """The triple that a claim is about, as a direct one."""
    found = {t.predicate: t.object for t in triples}
    value = found.get(CLAIM[2], found.get(CLAIM[3]))
    return [(found[CLAIM[0]], found[CLAIM[1]], value)] if value is not None and CLAIM[0] in found else []


def _offsets(triples: list[Triple]) -> tuple[int, int]:
    values = {t.predicate: int(t.object.value) for t in triples if t.predicate in (START, END)}  # type: ignore[union-attr]
    return values[START], values[END]


def _own_sentences(text: str, copied: frozenset[str]) -> list[tuple[int, int]]:
    """Sentences that do not stand in the original; a short one, which has no fingerprint, goes with the one before."""
    marks = [(span, fingerprint(text[slice(*span)])) for span in split(text)]
    is_own = next((mark not in copied for _, mark in marks if mark), True)
    found = []
    for span, mark in marks:
        is_own = mark not in copied if mark else is_own
        if is_own:
            found.append(span)
    return found
