"""Numbers of locals that a note corrects: "it is Local 87, not 78". The story's local gets the right one."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.annotate.base import Draft
from kg.annotate.corrections.spellings import forget, join, named_at
from kg.model import Mention, Ref, Span

LOCAL = re.compile(r"\b(?:Local|Lodge|Chapter)(?: Unions?)? (?:No\. ?)?(\d[\d-]*)\b")
BARE = re.compile(r"(?:\bnot|\binstead of|\brather than|\bsted) (?:No\. ?)?(\d[\d-]*)(?=[.;,)\]]|$|\s+(?:as|in)\b)")
OF_LOCAL = re.compile(r"\b(?:local(?:[’']s)?(?: union)? number|number of the(?: union)? local)\b", re.IGNORECASE)
PLAIN = re.compile(r"(?<![\w$£€.,-])\d{1,5}(?![\w%.,-]\w|[\w%])")
SAID = re.compile(r"\b(?:locals?|lodges?|chapters?)\b", re.IGNORECASE)


def numbered(draft: Draft, words: Span) -> list[tuple[Span, str]]:
    """The locals that a stretch names, each with its number; behind one, "not 78" is one too, and so is each plain
    number of a note on "the number of the local".
    """
    found = [(Span(*m.span()), m[1]) for m in LOCAL.finditer(draft.text, words.start, words.end)]
    if found:
        found += [(Span(*m.span(1)), m[1]) for m in BARE.finditer(draft.text, found[0][0].end, words.end)]
    elif any(OF_LOCAL.search(draft.words(n.span)) for n in draft.notes if n.span.holds(words)):
        found = [(Span(*m.span()), m[0]) for m in PLAIN.finditer(draft.text, words.start, words.end)]
    return sorted(found)


def renumber(draft: Draft, note: Span, wrong: Span | None, right: Span) -> None:
    """Give the story's local its right number; where the story has both, or several that it can be, nothing."""
    number = numbered(draft, right)[0][1]
    target = named_at(draft, right)
    outside = {m.target for m in draft.mentions if not note.holds(m.span)}
    known = {r: e for r, e in draft.entities.items() if e.kind == "UnionLocal" and r in outside}
    old = re.search(r"\d[\d-]*", draft.words(wrong))[0] if wrong is not None else None  # type: ignore[index]
    hits = [r for r, e in known.items() if old is None or old in e.name.split()]
    if wrong is not None:
        gone: set[Ref | None] = {m.target for m in draft.mentions if m.span.overlaps(wrong)}
        draft.mentions[:] = [m for m in draft.mentions if not m.span.overlaps(wrong)]
        forget(draft, gone)
    same = old == number  # one number of two unions
    if len(hits) != 1 or (not same and any(number in e.name.split() for e in known.values())):
        return
    local = hits[0]
    before = draft.entities[local].name
    name = re.sub(r"\d[\d-]*", number, before) if LOCAL.search(before) else draft.words(right)
    union = draft.entities[local].parent
    if target in draft.entities and target != local and (other := draft.entities[target].parent or union) != union:
        named = {m.target for m in draft.mentions_in(note)} & draft.entities.keys()
        if any(draft.entities[r].kind == "Person" for r in named if r):
            return  # whose local it is was wrong: `posts` sees to that
        name, union = draft.entities[target].name, other
    draft.memo.setdefault("corrections.renamed", []).append((before, name))
    draft.entities[local] = replace(draft.entities[local], name=name, parent=union, aliases=(), canonical=None)
    if target is not None and target != local and target not in outside:
        join(draft, target, local)
    if not any(m.span == right and m.target == local for m in draft.mentions):
        draft.mentions[:] = [m for m in draft.mentions if not m.span.overlaps(right)]
        draft.mentions.append(Mention(right, local, "name", "corrections.name", 0.9))
