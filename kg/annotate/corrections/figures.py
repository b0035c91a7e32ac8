"""Figures that a note corrects."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import compress, pairwise

from kg.annotate.base import Draft
from kg.annotate.corrections.found import Found, Pair
from kg.annotate.corrections.likewise import likewise
from kg.annotate.corrections.pairs import restated
from kg.annotate.corrections.work import Work, about
from kg.annotate.events.lengths import DESIGNATORS, duration
from kg.annotate.events.wording import phrases, sentence
from kg.annotate.quantities import units
from kg.corrections import meant
from kg.model import Claim, Quantity, Span

STRIKING = re.compile(
    r"\b(?:strik\w+|struck|walk\w* (?:out|off)|walkouts?|t(?:ake|ook|aking) part|join\w*|picket\w*|turnout|stoppage)\b",
    re.IGNORECASE,
)
SHAPE = re.compile(r"[a-z]+([ -][a-z]+)*|[A-Z]{3}( per [a-z]+)?")


def number(work: Work, pair: Pair) -> None:
    """A figure: claims of the story with the wrong one are taken back, and said anew with the right one."""
    draft = work.draft
    votes = [p for p in work.pairs if p.unit == "vote"]
    if pair in votes and len(votes) == 2 and (pair.wrong is None or all(of_tally(p) for p in votes)):
        if pair is votes[0]:
            of_vote(work)
        return
    old = spoken_of(work, alike(work, pair, pair.wrong)) if pair.wrong is not None else implied(work, pair)
    keys = {q.key for q in old}
    taken = work.take_back(lambda c: not keys.isdisjoint(c.quantities)) + work.said_anew(keys)
    also = work.take_back(lambda c: c.predicate is None and any(in_words(draft, c, q) for q in old))
    taken += also
    unlabel(draft, [draft.words(q.span) for q in old] if taken else [])
    if pair.wrong is not None:
        words = draft.words(pair.wrong.span)
        unlabel(draft, [words])
        work.wrong(pair.wrong.span, replace(work.free(f"The number is not {words}."), about=about(work, taken)))
    if pair.right is None:
        return
    now = alike(work, pair, pair.right)
    same = {q.key for q in now}
    told = taken or [c for c in draft.claims if work.outside(c) and not same.isdisjoint(c.quantities)]
    new = figure(draft, pair, old or now)
    model = next((c for c in told if c.predicate), None) or taking_part(work, new, told) or next(iter(told), None)
    if model is None:
        sentence_ = draft.words(pair.right.sentence).strip("()[] ")
        model = replace(work.free(sentence_), about=about(work, taken))
    before = [draft.words(q.span) for q in old if q.key in model.quantities]
    words = draft.words(hedged(draft, pair.right))
    text = put(model.text, before, words)
    if text == model.text and model.predicate:
        text = counted(draft, model, words)
    subject, length = model.subject, duration(new) if new is not None else None
    if model.predicate == "duration" and subject is not None and length is not None:
        model = replace(model, object=length)
        text = sentence(draft, subject, "duration", length, phrases(draft), "past")
    for q in old:
        regroup(draft, q, words)
    others = tuple(k for k in model.quantities if k not in keys | same)
    if new is not None:
        measures = new.measures or (model.object if isinstance(model.object, str) else next(iter(model.about), None))
        draft.quantities.append(replace(new, measures=None if measures == "article" else measures))
        others = (*others, new.key)
    work.right(pair.right, replace(model, text=text, quantities=others))
    added = (new.key,) if new is not None else ()
    for claim in (c for c in also if c is not model):  # what the story says with it besides
        told_ = put(claim.text, [draft.words(q.span) for q in old], words)
        work.right(pair.right, replace(claim, text=told_, quantities=(*claim.quantities, *added)))


def in_words(draft: Draft, claim: Claim, figure: Quantity) -> bool:
    """Whether a claim gives a figure in its words, without being told to hold it."""
    return any(s.holds(figure.span) for s in claim.spans) and draft.words(figure.span) in claim.text


def put(text: str, old: list[str], new: str) -> str:
    """A text with words in the place of others, whatever their case."""
    inside = new[:1].lower() + new[1:] if new[1:2].islower() else new  # "Three" behind other words
    for words in sorted(old, key=len, reverse=True):
        found = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)(?:(?<=s) of)?", re.IGNORECASE)
        text = found.sub(lambda m: inside if m.start() else new, text)
    return text[:1].upper() + text[1:]


def alike(work: Work, pair: Pair, value: Found | None) -> list[Quantity]:
    """The story's figures that are the value, of the same unit where it is known."""
    if value is None:
        return []
    draft = work.draft
    told = [
        q
        for q in draft.quantities
        if not any(n.span.holds(q.span) for n in draft.notes)
        or (q.rule == "corrections.number" and not work.note.span.holds(q.span))
    ]
    fitting = [q for q in told if value.value in (q.value, q.low, q.high, f"{q.low}-{q.high}")]
    unit = pair.unit
    if unit is not None and not unit.startswith("$"):
        return [q for q in fitting if q.unit == unit]
    money = [q for q in fitting if q.unit[:3].isupper()]
    return money if unit is not None else [q for q in fitting if not q.unit[:3].isupper() and q.unit != "percent"]


def spoken_of(work: Work, found: list[Quantity]) -> list[Quantity]:
    """Of equal figures those that claims about the note's action hold, if there are any: strikers, and not patients;
    else those in sentences that share words with the note: a raise, and not prices.
    """
    actions = {a.ref for a in work.actions()}
    held = {
        key
        for c in work.draft.claims
        if c.subject in actions or not actions.isdisjoint(c.about)
        for key in c.quantities
    }
    known = [q for q in found if q.key in held]
    told = [work.draft.sentence(q.span.start).text for q in found]
    words = " ".join(work.draft.words(p.words) for p in work.parts)
    return known or list(compress(found, meant(words, told) if told else ()))


def implied(work: Work, pair: Pair) -> list[Quantity]:
    """The story's one figure for those who take part, or of money or in percent, where the note says that it was wrong
    and gives the right one.
    """
    draft = work.draft
    told = any(p.role == "topic" for p in work.parts) or restated(draft, work.parts)
    if pair.right is None or alike(work, pair, pair.right):
        return []
    if work.own and (same := likewise(draft, work.parts, pair.right)):
        return same
    if not told:
        return []
    actions = {a.ref for a in work.actions()[:1]}
    kinds = {"duration"} if pair.unit in DESIGNATORS else {"participant"}
    keys = {k for c in draft.claims if c.subject in actions and c.predicate in kinds for k in c.quantities}
    unit = pair.unit
    if unit is None and restated(draft, work.parts):
        unit = "person"
    if unit is not None and unit.startswith("$"):
        unit = units.dollar_of(None) + unit[1:]
    found = [q for q in draft.quantities if q.key in keys and q.unit == unit]
    if not found and unit is not None and (unit == "percent" or unit[:3].isupper()):
        notes = [n.span for n in draft.notes]
        found = [q for q in draft.quantities if q.unit == unit and not any(n.holds(q.span) for n in notes)]
    return found if len({(q.value, q.low, q.high) for q in found}) == 1 else []


def of_tally(pair: Pair) -> bool:
    """Whether a right number is one side of a tally."""
    return pair.right is not None and pair.right.amount is not None and pair.right.amount.kind == "tally"


def of_vote(work: Work) -> None:
    """The result of a vote, given anew: the story's one, or the one that the note says was wrong ("not 321 to 45")."""
    draft = work.draft
    pairs = sorted((p for p in work.pairs if p.unit == "vote"), key=lambda p: p.right.span if p.right else Span(0, 0))
    old = [q for q in draft.quantities if q.unit == "vote" and not any(n.span.holds(q.span) for n in draft.notes)]
    wrongs = [p.wrong for p in pairs if p.wrong is not None]
    if len(wrongs) == len(pairs):
        old = next(([a, b] for a, b in pairwise(old) if [a.value, b.value] == [w.value for w in wrongs]), [])
        words_ = " to ".join(draft.words(w.span) for w in wrongs)
        work.wrong(wrongs[0].span, work.free(f"The vote is not {words_}."))
    rights = [p.right for p in pairs if p.right is not None]
    if len(old) != 2 or len(rights) != 2 or [q.value for q in old] == [r.value for r in rights]:
        return
    keys = {q.key for q in old}
    taken = work.take_back(lambda c: not keys.isdisjoint(c.quantities))
    if not taken:
        return
    model = next((c for c in taken if c.predicate), taken[0])
    first, second = (re.escape(draft.words(q.span)) for q in old)
    words = [draft.words(r.span) for r in rights]
    text = re.sub(rf"(?<!\d){first}(\D{{1,6}}){second}(?!\d)", rf"{words[0]}\g<1>{words[1]}", model.text)
    new = [n for p, q in zip(pairs, old, strict=True) if (n := figure(draft, p, [q])) is not None]
    draft.quantities += new
    others = tuple(k for k in model.quantities if k not in keys)
    work.right(rights[0], replace(model, text=text, quantities=(*others, *(n.key for n in new))))


def figure(draft: Draft, pair: Pair, alike: list[Quantity]) -> Quantity | None:
    """The right number as a quantity; None where its unit is not known."""
    right = pair.right
    if right is None or right.amount is None:
        return None
    unit = alike[0].unit if alike else pair.unit
    if unit is not None and unit.startswith("$"):
        unit = units.dollar_of(None) + unit[1:]
    if alike and right.amount.per and " per " in alike[0].unit:  # "a week, not a month"
        unit = f"{alike[0].unit.split(' per ')[0]} per {right.amount.per}"
    if unit is None or not SHAPE.fullmatch(unit):
        return None
    return Quantity(
        key=f"q{right.span.start}",
        span=hedged(draft, right),
        unit=unit,
        comparator=hedge(draft, right),
        value=right.amount.value,
        low=right.amount.low,
        high=right.amount.high,
        measures=alike[0].measures if alike else None,
        rule="corrections.number",
        confidence=0.85,
    )


def hedged(draft: Draft, found: Found) -> Span:
    """The words of a number with those that hedge it."""
    at = found.sentence.start
    before = units.hedge_pattern("before").search(draft.text[at : found.span.start])
    return Span(at + before.start(1), found.span.end) if before is not None else found.span


def hedge(draft: Draft, found: Found) -> str:
    """How a number is hedged: "about 300", "dozens"."""
    before = units.hedge_pattern("before").search(draft.text[found.sentence.start : found.span.start])
    if found.amount is not None and found.amount.kind == "vague":
        return "AtLeast"
    return units.comparator("before", before[1]) if before is not None else "Exactly"


def counted(draft: Draft, claim: Claim, number: str) -> str:
    """The text of a claim with the number in it."""
    if claim.predicate == "participant" and claim.subject and isinstance(claim.object, str):
        name = draft.entities[claim.object].name
        who = f"{number} {re.sub(r'^(?:the|an?) ', '', name if name.isupper() else name[:1].lower() + name[1:])}"
        time = "plan" if claim.modality == "Plan" else "now"
        return sentence(draft, claim.subject, "participant", claim.object, phrases(draft), time, who)
    return claim.text if number in claim.text else f"{claim.text.rstrip('.')} ({number})."


def taking_part(work: Work, new: Quantity | None, told: list[Claim]) -> Claim | None:
    """How many people strike, where the story gives no figure in so many words: said of those who take part.

    Args:
        told: claims with the figure; they have to be about the action.
    """
    draft = work.draft
    if new is None or new.unit != "person" or not STRIKING.search(draft.words(work.note.span)):
        return None
    for action in work.actions()[:1]:
        own = [c for c in draft.claims if c.subject == action.ref and c.predicate == "participant" and c.stands]
        if own and isinstance(own[0].object, str) and (not told or any(action.ref in c.about for c in told)):
            return replace(own[0], text=counted(draft, own[0], draft.words(new.span)), quantities=(), times=())
    return None


def regroup(draft: Draft, old: Quantity, new: str) -> None:
    """Call groups that are named with the wrong number by the right one: "teachers at 14 schools"."""
    if old.noun is None or not old.span.start < old.noun.start:
        return
    wrong = draft.text[old.span.start : old.noun.end]
    right = wrong.replace(draft.words(old.span), new, 1)
    for entity in draft.entities.values():
        if entity.kind == "Collective" and f" {wrong}" in entity.name:
            draft.memo.setdefault("corrections.renamed", []).append((wrong, right))


def unlabel(draft: Draft, wrong: list[str]) -> None:
    """No group is known by the wrong number."""
    for ref, entity in draft.entities.items():
        kept = tuple(a for a in entity.aliases if not any(a.startswith(w) for w in wrong))
        if kept != entity.aliases:
            draft.entities[ref] = replace(entity, aliases=kept)
