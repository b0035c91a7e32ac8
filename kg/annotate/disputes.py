"""What a dispute is about as a whole, for the stoppages and talks of it that tell nothing themselves.

In this order: what the story says the dispute is about, what those who work ask for and what was agreed; else what is
offered; else what the employer does to them. The words are those of kg/lexicon/matters.yaml. What a speaker says of
demands or offers without naming the action is no claim of his about it: such a fact is inferred, from these words and
those of the action.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from kg.annotate.base import Annotator, Draft, Fact
from kg.annotate.claims.sayers import sayer
from kg.annotate.events.clauses import denied, subject
from kg.annotate.events.coreference import related
from kg.annotate.events.found import AGREED
from kg.annotate.events.matters import FORMAL, MONEY, OPENS, PAY, TIED, WAGES, bare
from kg.annotate.events.mentioned import STOPPAGE, Happening
from kg.annotate.events.parties import UNIONS, entity_at, segments
from kg.annotate.events.reach import behind, issues_in, lemmas, sentences, words
from kg.annotate.events.wording import phrases, sentence
from kg.annotate.lexicons import load_lexicon
from kg.model import Action, Ref, Span, Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

FIRST = STOPPAGE | {"Lockout"}
TAKES = FIRST | {"Slowdown", "SitIn", "Negotiation"}
INFERRED = 0.5  # what rests on words of a speaker that do not name the action
EARLIER = re.compile(r"\b(?:earlier|previous|prior|old) (?:\w+ )?$", re.IGNORECASE)  # before a deal: another one
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
RESUMED = {"resume", "reconvene", "restart"}
WORD = re.compile(r"[\w’'-]+")

Told = tuple[Ref, Span, float]  # an issue, where it is told, how surely it is one of the dispute
Here = list[tuple[Happening, Action]]


def run(draft: Draft) -> None:
    """Appends the issues of disputes, as facts of the actions that take them."""
    actions = {a.ref: a for a in draft.actions}
    events: list[Happening] = draft.memo.get("events", [])
    for number, part in enumerate(segments(draft)):
        here = [(e, actions[e.ref]) for e in events if e.part == number and e.past is None]
        if here:
            of_part(draft, part, here)


def of_part(draft: Draft, part: Span, here: Here) -> None:
    """The facts of one part of the story."""
    deals = [(e, a) for e, a in here if e.kind in AGREED]
    for event, action in deals:
        append(draft, event, action, terms(draft, part, deals, action))
    main = next((a for e, a in here if e.kind in FIRST), here[0][1])
    said = list(chain(told(draft, part, main), demanded(draft, part, main, "demands")))
    said += demanded(draft, part, main, "refused")
    stopped = {a.ref: known(draft, a) for e, a in here if e.kind in FIRST}
    for event, action in here:
        mine = known(draft, action)
        aside = event.kind == "SitIn" and action is not main
        if event.kind not in TAKES or aside or any(sure >= TIED for _, _, sure in mine) or resumed(draft, event):
            continue
        ours = one(draft, main, action)
        found = said if ours else []
        if event.kind in FIRST:
            found = found + [row for _, a in here if one(draft, a, action) for row in stopped.get(a.ref, ())]
        found = found + offered(draft, here, action, asked)
        if not mine:
            found = found + offered(draft, here, action, agreed) or offered(draft, here, action, put)
        if not found and not mine and ours:
            found = list(demanded(draft, part, main, "imposed"))
        append(draft, event, action, found)


def resumed(draft: Draft, event: Happening) -> bool:
    """Whether talks are told of first where they go on ("talks resumed on Monday", "are to meet again"): one of several
    sessions, of which the story tells no matter."""
    if event.kind != "Negotiation":
        return False
    first = event.said[0]
    near = [draft.doc[first.trigger.head], *first.verbs[:1]]
    return any(t.lemma_ in RESUMED or t.lower_ == "again" for w in near for t in (w, w.head, *w.children))


def append(draft: Draft, event: Happening, action: Action, found: list[Told]) -> None:
    """Adds the facts, each on words of the article's own voice."""
    labels = phrases(draft)
    have = {f.object for f in draft.facts if f.subject == action.ref and f.predicate == "issue"}
    for matter, span, sure in narrowest(draft, found):
        if matter in have or (matter == PAY and WAGES in have):
            continue
        sure, also = min(sure, 0.6), tuple[Span, ...]()
        if sure < 0.6 and (by := sayer(draft, span)[0]) is not None:
            told_by = {m.trigger.span: sayer(draft, m.trigger.span)[0] for m in event.said}
            own = [s for s, x in told_by.items() if x is None] or [
                s for s, x in told_by.items() if same_voice(x, by) and not s.overlaps(span)
            ]
            if not own:
                continue
            span, also, sure = own[0], (span,), INFERRED
        text = sentence(draft, action.ref, "issue", matter, labels)
        fact = Fact(action.ref, "issue", matter, span, text, rule="disputes", confidence=sure, also=also)
        draft.facts.append(fact)


def same_voice(one: Statement | None, other: Statement) -> bool:
    """Whether two statements are of the same speakers, who then tell of the action and of what is asked for."""
    return one is not None and bool(one.speakers) and one.speakers == other.speakers


def known(draft: Draft, action: Action) -> list[Told]:
    """The issues that the text ties to an action itself."""
    facts = [f for f in draft.facts if f.subject == action.ref and f.predicate == "issue"]
    return [(f.object, f.span, f.confidence) for f in facts if isinstance(f.object, str) and f.object not in FORMAL]


def terms(draft: Draft, part: Span, deals: Here, action: Action) -> list[Told]:
    """Terms of a deal: those told as "among the terms", if there is one deal; those of its tentative or final form."""
    out: list[Told] = []
    if len({a.kind for _, a in deals}) == len(deals):
        for area in sentences(draft, part):
            if OPENS.match(draft.text, area.start):
                out += [(x.target or "", x.span, 0.6) for x in issues_in(draft, area)]
    first = {a.kind: a for _, a in reversed(deals)}
    earlier = EARLIER.search(draft.text[: min(action.spans).start]) is not None
    for other in first.values():
        if other.kind != action.kind and first[action.kind] is action and not earlier and one(draft, other, action):
            out += known(draft, other)
    return out


def narrowest(draft: Draft, found: list[Told]) -> list[Told]:
    """Each matter once, in reading order, where it is surest; without the word pay alone beside wages."""
    best: dict[Ref, Told] = {}
    for row in sorted(found, key=lambda r: (-r[2], r[1])):
        best.setdefault(row[0], row)
    if PAY in best and WAGES in best and all(bare(draft, span) for ref, span, _ in found if ref == PAY):
        del best[PAY]
    return sorted(best.values(), key=lambda r: r[1])


def unions(draft: Draft, action: Action) -> set[Ref]:
    return {r for r in action.parties if r in draft.entities and draft.entities[r].kind in UNIONS}


def one(draft: Draft, a: Action, b: Action) -> bool:
    """Whether two actions belong to one dispute: of one union, else of one employer."""
    ours, theirs = unions(draft, a), unions(draft, b)
    if ours and theirs:
        return related(draft, ours, theirs)
    return not a.parties or not b.parties or bool(set(a.parties) & set(b.parties))


def offered(draft: Draft, here: Here, action: Action, which: Callable[[Happening], bool]) -> list[Told]:
    """The issues of the offers and deals of one kind in the dispute of an action."""
    rows = [row for e, a in here if which(e) and one(draft, a, action) for row in known(draft, a)]
    return [(matter, span, min(sure, 0.5)) for matter, span, sure in rows]


def asked(event: Happening) -> bool:
    """Whether those who work put it forward."""
    return put(event) and any(m.trigger.pattern.actors == "union" for m in event.said)


def agreed(event: Happening) -> bool:
    return event.kind in AGREED


def put(event: Happening) -> bool:
    return event.kind == "Proposal"


def told(draft: Draft, part: Span, main: Action) -> Iterator[Told]:
    """Issues of sentences that say what the dispute is about without naming a stoppage."""
    for area in sentences(draft, part):
        text = draft.words(area)
        if elsewhere(draft, area, main):
            continue
        for match in words("whole").finditer(text):
            if not draft.structure.quoted(area.start + match.start()):
                yield from ((x.target or "", x.span, 0.6) for x in issues_in(draft, area))
        for match in words("after").finditer(text):
            if draft.structure.quoted(area.start + match.start()) and not match[0].lower().endswith("about"):
                continue
            yield from ((x.target or "", x.span, 0.6) for x in behind(draft, area.start + match.end(), area.end))
        for match in words("before").finditer(text):
            at = area.start + match.start()
            beside = [x for x in issues_in(draft, area) if draft.text[x.span.end : at] in {" ", "-"}]
            yield from ((x.target or "", x.span, 0.6) for x in beside)


def elsewhere(draft: Draft, area: Span, main: Action) -> bool:
    """Whether a sentence tells of another time or of another union than that of the dispute."""
    year = (draft.article.published or "9999")[:4]
    if any(x[0] < year for x in YEAR.finditer(draft.words(area))):
        return True
    named = {x.target for x in draft.mentions_in(area) if x.target in draft.entities}
    bodies = {r for r in named if r is not None and draft.entities[r].kind in UNIONS}
    ours = unions(draft, main)
    return bool(bodies and ours) and not related(draft, ours, bodies)


@cache
def verbs(group: str) -> dict[str, frozenset[str]]:
    """The verbs of a group with what may stand before the object."""
    out: dict[str, frozenset[str]] = {}
    for row in load_lexicon("matters.yaml")[group]:
        for lemma in row["words"]:
            out[lemma] = out.get(lemma, frozenset()) | frozenset(row["before"].split(", "))
    return out


def demanded(draft: Draft, part: Span, main: Action, group: str) -> Iterator[Told]:
    """Issues that those who work ask for (demands) or refuse, or that an employer imposes on them: a group of verbs."""
    view, verbs_ = draft.view, verbs(group)
    acts = employer if group == "imposed" else worker
    for i, lemma in enumerate(view.lower_lemma):
        if lemma not in verbs_ or view.pos[i] != "VERB" or not part.start <= view.start[i] < part.end:
            continue
        verb, sent = draft.doc[i], draft.sentence(view.start[i])
        area = Span(sent.start_char, sent.end_char)
        if denied(verb) != (group == "refused") or elsewhere(draft, area, main) or not acts(draft, verb):
            continue
        start = object_start(verb, verbs_[lemma])
        if start is not None:
            yield from ((x.target or "", x.span, 0.5) for x in behind(draft, start, area.end))
            yield from sums(draft, start, area.end)


def sums(draft: Draft, start: int, end: int) -> Iterator[Told]:
    """Pay, where what is asked for is a share or a sum: "want 15 per cent"."""
    for q in draft.quantities:
        if start <= q.span.start < min(start + 25, end) and (q.unit == "percent" or MONEY.match(q.unit)):
            yield PAY, q.span, 0.5
            return


def object_start(verb: Token, allowed: frozenset[str]) -> int | None:
    """Where the object of a verb begins, behind its preposition."""
    end: int = verb.idx + len(verb)
    for child in verb.children:
        if child.i > verb.i and child.lower_ in allowed and child.dep_ in {"prep", "prt", "mark"}:
            return int(child.idx + len(child))
    return end if "" in allowed else None


def worker(draft: Draft, verb: Token) -> bool:
    """Whether those who work are the subject of a verb."""
    who = subject(verb)
    if who is None:
        return False
    hit = entity_at(draft, who)
    if hit is None:
        return who.lemma_.lower() in lemmas("workers") or who.lower_ in {"they", "we"}
    entity = hit[0]
    if entity.kind == "Collective":
        named = {word.rstrip("s") for word in WORD.findall(entity.name.lower())}
        return bool(entity.union or entity.employer or named & lemmas("workers"))
    return entity.kind in UNIONS


def employer(draft: Draft, verb: Token) -> bool:
    """Whether an employer is the subject of a verb."""
    who = subject(verb)
    if who is None:
        return False
    hit = entity_at(draft, who)
    if hit is not None and hit[0].kind != "Collective":
        return hit[0].kind == "Employer"
    return who.lemma_.lower() in lemmas("managers")


ANNOTATOR = Annotator(
    "disputes", needs=("mentions", "actions", "facts", "statements", "quantities"), adds=("facts",), run=run
)
