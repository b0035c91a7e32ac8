"""What a note changes: the right value becomes a claim of the article, what the story still says is taken back."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from kg.annotate.base import Annotator, Draft
from kg.annotate.corrections import Part
from kg.annotate.corrections.causes import causes
from kg.annotate.corrections.denials import denials, of_action, stated
from kg.annotate.corrections.figures import alike, number
from kg.annotate.corrections.found import Found, Pair
from kg.annotate.corrections.pairs import restated
from kg.annotate.corrections.posts import posts
from kg.annotate.corrections.quotations import plain, quotations
from kg.annotate.corrections.spellings import called_after
from kg.annotate.corrections.whose import own
from kg.annotate.corrections.work import Work, mentioned
from kg.annotate.events.wording import day_words, phrases, sentence
from kg.model import Claim, CorrectionNote, Ref, Span, Value

DATED = ("startDate", "endDate")
ENDING = re.compile(r"\b(?:end(?:s|ed|ing)?|over|expir\w+|return(?:s|ed)? to work|went back)\b", re.IGNORECASE)


def run(draft: Draft) -> None:
    """Carry out the notes in reading order, and last of all what withdraws the story."""
    for note in sorted(draft.notes, key=lambda n: n.kind == "withdrawal"):
        if note.kind == "withdrawal":
            draft.claims[:] = [c if c.corrected_by else replace(c, corrected_by=note.key) for c in draft.claims]
            continue
        parts = draft.memo["corrections"][note.key]
        pairs = [p for p in draft.memo["corrections.pairs"][note.key] if not taken_out(draft, parts, p)]
        meant(draft, note)
        clear(draft, note, parts)
        mine = own(draft, parts) or repeated(draft, note, pairs)
        work = Work(draft, note, parts, pairs, mentioned(draft, note, mine), mine)
        for pair in pairs:
            {"number": number, "day": day, "local": name, "name": name, "stage": stage}[pair.kind](work, pair)
        posts(work)
        causes(work)
        quotations(work)
        denials(work)
        stated(work)
    for old, new in draft.memo.get("corrections.renamed", ()):
        called_after(draft, old, new)
    if draft.notes:
        draft.claims.sort(key=lambda c: (c.spans[0], c.statement or "", c.predicate or "", c.text))


def taken_out(draft: Draft, parts: list[Part], pair: Pair) -> bool:
    """Whether what is wrong is of an action that the note takes out as a whole: "a reference to a strike in May"."""
    alone = pair.wrong is not None and pair.right is None and parts[pair.wrong.part].role == "wrong"
    return alone and pair.wrong is not None and bool(of_action(draft, parts[pair.wrong.part].words))


def meant(draft: Draft, note: CorrectionNote) -> None:
    """Let "she" in a note be the one person that it names; the words before, where it names them, were not read."""
    inside = draft.mentions_in(note.span)
    people = {m.target for m in inside if m.kind == "name" and m.target in draft.entities}
    people = {r for r in people if r is not None and draft.entities[r].kind == "Person"}
    if len(people) != 1:
        return
    (person,) = people
    gender = draft.entities[person].gender
    for i, m in enumerate(draft.mentions):
        other = draft.entities.get(m.target or "")
        if m.kind != "pronoun" or not note.span.holds(m.span) or other is None or other.kind != "Person":
            continue
        if m.target == person or (gender and other.gender and gender != other.gender):
            continue
        draft.mentions[i] = replace(m, target=person)
        for j, s in enumerate(draft.statements):
            if s.source is not None and s.source.overlaps(m.span):
                draft.statements[j] = replace(s, speakers=(person,), candidates=(), side=None)
                draft.claims[:] = [plain(c, person) if c.statement == s.key else c for c in draft.claims]


def repeated(draft: Draft, note: CorrectionNote, pairs: list[Pair]) -> bool:
    """Whether the story itself still gives the wrong number to an action that the note names, whatever story it names:
    then it is the one that is corrected.
    """
    work = Work(draft, note, [], pairs, (), True)
    of_note = {m.target for m in draft.mentions_in(note.span) if m.target is not None}
    bodies = [
        r for r in of_note if r in draft.entities and draft.entities[r].kind not in ("Person", "NewsOrganization")
    ]
    actions = {a.ref for a in draft.actions if not bodies or not of_note.isdisjoint({a.ref, *a.parties})}
    for pair in pairs:
        keys = {q.key for q in alike(work, pair, pair.wrong)} if pair.kind == "number" and pair.right else set()
        if any(c.subject in actions and not keys.isdisjoint(c.quantities) for c in draft.claims):
            return True
    return False


def clear(draft: Draft, note: CorrectionNote, parts: list[Part]) -> None:
    """A note is nobody's statement, but for what its right part gives a named speaker; its claims name it."""
    right = [p.words for p in parts if p.role == "right"]
    open_ = draft.memo["corrections.open"] if not draft.memo["corrections.pairs"][note.key] else set()

    def kept(speakers: tuple[Ref, ...], spans: tuple[Span, ...]) -> bool:
        inside = any(note.span.overlaps(s) for s in spans)
        known = all(r in draft.entities and draft.entities[r].kind == "NewsOrganization" for r in speakers)
        held = [*right, *(open_ if known else ())]
        return not inside or (bool(speakers) and all(any(r.holds(s) for r in held) for s in spans))

    gone = {s.key for s in draft.statements if not kept(s.speakers, s.content)}
    draft.statements[:] = [s for s in draft.statements if s.key not in gone]
    draft.thoughts[:] = [t for t in draft.thoughts if kept(t.speakers, t.content)]
    paired = {p.wrong.sentence for p in draft.memo["corrections.pairs"][note.key] if p.wrong is not None}
    whole = draft.memo["corrections.open"] & paired
    wrong = [p.words for p in parts if p.role == "wrong" and p.sentence not in whole]
    denied = {s.key for s in draft.statements if any(o.holds(c) for o in open_ for c in s.content)}
    # what happened in truth may have its place told with what was wrong
    true = {a.ref for a in draft.actions if any(r.holds(s) for r in right for s in a.spans)}
    claims: list[Claim] = []
    for claim in draft.claims:
        if claim.statement in gone or (claim.statement in denied and claim.subject in true):
            claim = replace(claim, statement=None)
        elif claim.statement in denied:
            claim = replace(claim, corrected_by=note.key)
        inside = any(w.overlaps(s) for w in wrong for s in claim.spans)
        if not inside or claim.corrected_by or claim.subject in true:
            claims.append(claim)
    draft.claims[:] = [replace(c, note=note.key) if all(note.span.holds(s) for s in c.spans) else c for c in claims]


def day(work: Work, pair: Pair) -> None:
    """A day: the story's dates of the event are taken back, and given anew."""
    draft = work.draft
    named = {a.ref for a in work.actions()}
    taken: list[Claim] = []
    told = any(p.role == "topic" for p in work.parts) or restated(draft, work.parts) or begun_later(work)
    if pair.wrong is None and pair.right is not None and told and work.names_action():
        # the one day that the story gives the event, where the note says that it was wrong
        edge = edge_of(draft.words(pair.right.sentence))
        dates = {lexical(c) for c in draft.claims if c.subject in named and c.predicate == edge and work.outside(c)}
        if len(dates) == 1 and pair.right.value not in dates:
            taken = work.take_back(lambda c: c.subject in named and lexical(c) in dates)
    if pair.wrong is not None:
        pair = same_week(work, pair)
        assert pair.wrong is not None
        value = pair.wrong.value
        times = {t.key for t in draft.times if t.value == value}
        spans = [s for t in draft.times if t.value == value for s in t.spans]
        dated = [c for c in draft.claims if work.outside(c) and lexical(c) == value and c.subject in named]

        if not dated:  # of what else happened on that day
            named = {c.subject for c in draft.claims if work.outside(c) and lexical(c) == value and c.subject}

        def fits(claim: Claim) -> bool:
            if lexical(claim) == value:
                return claim.subject in named
            spoken_of = not named or not named.isdisjoint(claim.about)
            told = not times.isdisjoint(claim.times) or any(s.holds(x) for s in claim.spans for x in spans)
            return claim.predicate is None and claim.statement is None and spoken_of and told

        taken = work.take_back(fits)
        model = next((c for c in taken if c.predicate), None)
        words = draft.words(pair.wrong.span)
        denied = (
            replace(model, text=f"It is not so: {model.text}", times=())
            if model
            else work.free(f"The day is not {words}.")
        )
        work.wrong(pair.wrong.span, denied)
    if pair.right is not None:
        if pair.wrong is not None:
            retold(work, pair.wrong, pair.right, taken)
        models = [c for c in taken if c.predicate]
        for model in models:
            new_day(work, pair, pair.right, model)
        if not taken or not (models or pair.wrong):
            new_day(work, pair, pair.right, None)


def begun_later(work: Work) -> bool:
    """Whether the note denies that the action began, so that its day is a new one: "it starts Friday"."""
    return any(p.kind == "stage" and p.wrong is not None and p.wrong.value == "UnderWay" for p in work.pairs)


def retold(work: Work, wrong: Found, right: Found, taken: list[Claim]) -> None:
    """What the story tells in words of its own, with the right day in the place of the wrong one."""
    old, new = work.draft.words(wrong.span), work.draft.words(right.span)
    for claim in (c for c in taken if c.predicate is None and old in c.text):
        text = claim.text.replace(old, new).replace(f"[{wrong.value}]", f"[{right.value}]")
        work.right(right, replace(claim, text=text, times=(right.time,) if right.time else ()))


def same_week(work: Work, pair: Pair) -> Pair:
    """The pair with the days that the story means: a bare "Monday" in a note is the story's Monday."""
    draft, wrong, right = work.draft, pair.wrong, pair.right
    if wrong is None or any(ch.isdigit() for ch in draft.words(wrong.span)):
        return pair
    words = draft.words(wrong.span).lower()
    days = [
        t.value
        for t in draft.times
        for s in t.spans
        if t.value and draft.words(s).lower() == words and not work.note.span.holds(s)
    ]
    if not days or wrong.value in days or len(days[0]) != 10 or len(str(wrong.value)) != 10:
        return pair
    shift = date.fromisoformat(days[0]) - date.fromisoformat(str(wrong.value))
    wrong = replace(wrong, value=days[0])
    if right is not None and len(str(right.value)) == 10 and not any(c.isdigit() for c in draft.words(right.span)):
        new = (date.fromisoformat(str(right.value)) + shift).isoformat()
        right = replace(right, value=new)
        draft.times[:] = [replace(t, value=new) if t.spans == (right.span,) else t for t in draft.times]
    return replace(pair, wrong=wrong, right=right)


def new_day(work: Work, pair: Pair, right: Found, model: Claim | None) -> None:
    """The right day, for the property that had the wrong one."""
    draft = work.draft
    new = str(right.value)
    time = (right.time,) if right.time else ()
    if model is None:
        one = work.names_action() and (pair.wrong is not None or len(work.pairs) == 1)
        actions = work.actions()[:1] if one else []
        value = Value(new, datatype(new))
        edge = edge_of(draft.words(right.sentence))
        for action in actions:
            text = sentence(draft, action.ref, edge, value, phrases(draft))
            work.right(right, Claim(text, (), subject=action.ref, predicate=edge, object=value, times=time))
        if not actions:
            work.right(right, replace(work.free(draft.words(right.sentence).strip("()[] ")), times=time))
        return
    old = lexical(model) or ""
    text = model.text.replace(day_words(old), day_words(new))
    work.right(right, replace(model, text=text, object=Value(new, datatype(new)), times=time))
    if model.predicate != "startDate":
        return
    for i, action in enumerate(draft.actions):
        if action.ref == model.subject and action.start == old:
            label = action.label.replace(day_words(old[:7]), day_words(new[:7]))
            draft.actions[i] = replace(action, start=new, label=label)
            recalled(draft, action.ref, day_words(old[:7]), day_words(new[:7]))


def recalled(draft: Draft, action: Ref, old: str, new: str) -> None:
    """Call an action by its right time in what stands: "the 1997 strike", once "the 1979 strike"."""
    known = re.compile(rf"\b([Tt]he) {re.escape(old)} ")
    for i, c in enumerate(draft.claims):
        if c.stands and action in (c.subject, c.object):
            draft.claims[i] = replace(c, text=known.sub(rf"\1 {new} ", c.text))


def edge_of(words: str) -> str:
    """Which day of an action a sentence of a note gives."""
    return "endDate" if ENDING.search(words) else "startDate"


def lexical(claim: Claim) -> str | None:
    """The day that a claim gives."""
    dated = claim.predicate in DATED and isinstance(claim.object, Value)
    return claim.object.lexical if dated and isinstance(claim.object, Value) else None


def datatype(value: str) -> str:
    """XSD local name of a calendar value."""
    return {4: "gYear", 7: "gYearMonth"}.get(len(value), "date")


def name(work: Work, pair: Pair) -> None:
    """A name: `spellings` gave it to the one who bears it; here is what the note says."""
    draft = work.draft
    if pair.right is None:
        return
    bearer = next((m.target for m in draft.mentions if m.span.overlaps(pair.right.span) and m.target), None)
    about_ = (bearer,) if bearer else work.about or ("article",)
    if bearer in draft.entities:
        work.right(pair.right, replace(work.free(f"The right name is {draft.entities[bearer].name}."), about=about_))
    if pair.wrong is None:
        return
    other = draft.memo.get("corrections.others", {}).get(pair.wrong.span)
    if other is not None and bearer is not None:
        instead(work, pair.right, other, bearer)
    denied = replace(work.free(f"The name is not {draft.words(pair.wrong.span)}."), about=about_)
    work.wrong(pair.wrong.span, denied, "corrections.name")


def instead(work: Work, found: Found, old: Ref, new: Ref) -> None:
    """One body or place in what the story says of another: "the rally was in Dayton, not Toledo"."""
    draft = work.draft
    names = {draft.words(m.span) for m in draft.mentions if m.target == old and m.kind == "name"}
    bearer = draft.entities[new].name

    # the new name is among those looked for, so that it is not changed again: "Alder Supply", once "Alder"
    known = re.compile("|".join(rf"\b{re.escape(n)}\b" for n in sorted({*names, bearer}, key=len, reverse=True)))

    def renamed(text: str) -> str:
        return known.sub(lambda _: bearer, text)

    groups: set[Ref] = set()  # "Workers at Alder Logistics"
    for claim in work.take_back(lambda c: c.object == old and c.predicate is not None):
        work.right(found, replace(claim, object=new, text=renamed(claim.text)))
        who = draft.entities.get(claim.subject or "")
        if claim.predicate == "employedBy" and claim.subject and who is not None and who.kind == "Collective":
            groups.add(claim.subject)
            aliases = tuple(renamed(a) for a in who.aliases)
            draft.entities[claim.subject] = replace(who, name=renamed(who.name), aliases=aliases)
    told = {s.key for s in draft.statements if s.mode == "indirect"} | {None}
    for claim in work.take_back(lambda c: c.predicate is None and c.statement in told and old in c.about):
        about_ = tuple(new if r == old else r for r in claim.about)
        work.right(found, replace(claim, about=about_, text=renamed(claim.text)))
    changed = {a.ref for a in draft.actions if old in a.parties or not groups.isdisjoint(a.parties)} | groups
    for i, action in enumerate(draft.actions):
        if action.ref in changed:
            parties = tuple(new if p == old else p for p in action.parties)
            draft.actions[i] = replace(action, parties=parties, label=renamed(action.label))
    for i, claim in enumerate(draft.claims):
        if claim.stands and not changed.isdisjoint({claim.subject, claim.object}):
            draft.claims[i] = replace(claim, text=renamed(claim.text))


def stage(work: Work, pair: Pair) -> None:
    """A stage of an action that it has not reached."""
    draft = work.draft
    as_of = (draft.article.published or "")[:10]
    action = next(iter(work.actions()), None)
    if action is None or pair.wrong is None or len(as_of) != 10:
        return
    labels = phrases(draft)

    def claim(found: Found) -> Claim:
        code = f"c:{found.value}"
        text = sentence(draft, action.ref, "status", code, labels)
        return Claim(text, (), subject=action.ref, predicate="status", object=code, as_of=as_of)

    wrong = claim(pair.wrong)
    work.take_back(
        lambda c: (c.subject, c.predicate, c.object) == (wrong.subject, "status", wrong.object) and not c.negated
    )
    day = {"Ended": "endDate", "UnderWay": "startDate"}.get(str(pair.wrong.value))
    if day == "endDate" or (pair.right is not None and pair.right.value in ("Scheduled", "Averted")):
        work.take_back(lambda c: (c.subject, c.predicate) == (action.ref, day) and (lexical(c) or "") <= as_of)
    work.wrong(pair.wrong.span, replace(wrong, text=f"It is not so: {wrong.text}"))
    if pair.right is not None:
        work.right(pair.right, claim(pair.right))


ANNOTATOR = Annotator(
    "corrections.effect", needs=("notes", "claims", "quantities", "actions"), adds=("claims", "quantities"), run=run
)
