"""What statements tell one another: who "he" is right after somebody spoke, when it was said, who issued the paper."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.annotate.base import Draft
from kg.annotate.collectives.phrases import people
from kg.annotate.coreference.definites import KIN
from kg.annotate.coreference.pronouns import told_by
from kg.annotate.documents import label
from kg.annotate.names.lexicon import usual_gender
from kg.annotate.speech.answers import answered
from kg.annotate.speech.continuity import GENDERS, can_be, not_named, of_the_body, of_the_paragraph, place
from kg.annotate.speech.cues import lexicon_of_cues
from kg.annotate.speech.resolve import document_of, speakers
from kg.model import Document, Mention, Ref, Span, Statement

NAMED_ISSUER = re.compile(r"\bfrom\b|^\W*(?:[\w-]+ ){1,3}by\b|^(?:[\w-]+ ){0,3}?[\w-]+[’']s?\s")

THIRD = {"he", "him", "his", "himself", "she", "her", "hers", "herself"}
EPITHET = re.compile(
    r"[Tt]he (?:(?P<kin>mother|father|grandmother|grandfather)[ -]of[ -]\w+|"
    r"(?:\d+|[a-z]+(?:-[a-z]+)?)-year-old(?: [a-z-]+)?)"
)


def settle(draft: Draft) -> None:
    """Complete `draft.statements` in place."""
    draft.statements.sort(key=lambda s: (s.content[0].start, s.key))
    order = sorted(range(len(draft.statements)), key=lambda i: place(draft.statements[i]))
    previous: Statement | None = None
    settled: list[Statement] = []
    for i in order:
        statement = of_the_paragraph(draft, draft.statements[i], settled)
        statement = of_the_body(draft, _said_again(draft, _again(draft, statement, previous), previous), previous)
        statement = draft.statements[i] = not_named(draft, answered(draft, statement, previous))
        settled.append(statement)
        previous = statement
    _others(draft)
    _inner(draft)
    _issuers(draft)


def _inner(draft: Draft) -> None:
    """Who speaks in a quotation inside another: "I" is who says the outer one; "he" or "she" the last human noun before
    it there ("I asked the clerk. She said, ‘I got one too’")."""
    for i, told in enumerate(draft.statements):
        word = draft.words(told.source).lower() if told.source is not None else ""
        if told.source is None or word not in ("i", *GENDERS):
            continue
        others = (s for s in draft.statements if s.key != told.key)
        outer = [s for s in others if any(c.holds(told.source) for c in s.content)]
        if not outer or not draft.structure.quoted(told.source.start):
            continue
        statement = outer[-1]
        if word == "i" and not told.speakers and statement.mode != "indirect":
            draft.statements[i] = replace(told, speakers=statement.speakers, candidates=(), confidence=0.8)
        elif word in GENDERS and (same := _said_before(draft, statement, told.source)) is not None:
            draft.statements[i] = replace(told, speakers=same, candidates=(), confidence=0.7)
        elif word in GENDERS and (someone := _spoken_of(draft, statement, told.source, GENDERS[word])) is not None:
            draft.statements[i] = replace(told, speakers=speakers(draft, someone)[0], candidates=(), confidence=0.7)


def _said_before(draft: Draft, statement: Statement, pronoun: Span) -> tuple[Ref, ...] | None:
    """Who a pronoun is that spoke before in the same statement: “She says her daughter is well. She says, ‘Good.’”;
    None where none did."""
    words = draft.words(pronoun).lower()
    before = [Span(c.start, min(c.end, pronoun.start)) for c in statement.content if c.start < pronoun.start]
    for token in (t for c in before for t in draft.tokens(c)):
        if token.lower_ == words and token.dep_ == "nsubj" and token.head.lemma_ in lexicon_of_cues().verbs:
            known = draft.target_of(Span(token.idx, token.idx + len(token)))
            entity = draft.entities.get(known.target or "") if known is not None else None
            return (entity.ref,) if entity is not None and entity.named else ()
    return None


def _spoken_of(draft: Draft, statement: Statement, pronoun: Span, gender: str) -> Span | None:
    """The last noun for a person in a statement before a pronoun, where no name stands behind it."""
    before = [Span(c.start, min(c.end, pronoun.start)) for c in statement.content if c.start < pronoun.start]
    for token in reversed([t for c in before for t in draft.tokens(c)]):
        if any(m.kind == "name" for m in draft.mentions_at(token.idx)):
            return None
        known = people().get(token.lower_)
        apt = told_by(token.lower_) in (None, gender) and any(t.tag_ in ("DT", "PRP$") for t in token.lefts)
        if known is not None and token.tag_ == "NN" and apt and token.dep_ in ("dobj", "nsubj", "pobj", "nsubjpass"):
            return draft.span(token.left_edge.i, token.i)
    return None


def _others(draft: Draft) -> None:
    """ "He" or "she" in what somebody says is never the one who says it, nor who speaks in it."""
    for i, told in enumerate(draft.statements):
        if told.source is None or draft.words(told.source).lower() not in GENDERS:
            continue
        holding = [s for s in draft.statements if s.mode == "direct" and any(c.holds(told.source) for c in s.content)]
        own = {r for s in holding if s.key != told.key for r in s.speakers}
        if own & set(told.speakers):
            left = tuple(r for r in told.speakers if r not in own)
            draft.statements[i] = replace(told, speakers=left, confidence=0.5)
    inner = [q.inner for q in draft.structure.quotes if q.depth > 0]
    for statement in draft.statements:
        for span in statement.content if statement.mode == "direct" else ():
            for m in draft.mentions_in(span):
                self_said = m.kind == "pronoun" and m.target in statement.speakers
                if self_said and draft.words(m.span).lower() in THIRD and not any(q.holds(m.span) for q in inner):
                    draft.mentions.remove(m)


def _said_again(draft: Draft, statement: Statement, previous: Statement | None) -> Statement:
    """With the speaker of the statement just before, in the same paragraph, for a "he" or "she" that fits several; with
    its day, where a pronoun goes on from it."""
    if statement.source is None or previous is None:
        return statement
    word = draft.words(statement.source).lower()
    if word == "they" and _alone(draft, statement, previous):
        rule = statement.rule + "+said-before"
        return replace(statement, speakers=previous.speakers, candidates=(), rule=rule, confidence=0.7)
    if word not in GENDERS or len(previous.speakers) != 1:
        return statement
    structure = draft.structure
    near = structure.paragraph_at(place(statement)) == structure.paragraph_at(place(previous))
    speaker = draft.entities.get(previous.speakers[0])
    if not statement.speakers and near and speaker is not None and speaker.kind == "Person":
        others = {m.target for m in draft.mentions if place(previous) < m.span.start < place(statement)} - {
            speaker.ref,
            None,
        }
        people = {r for r in others if r in draft.entities and draft.entities[r or ""].kind == "Person"}
        if not people and can_be(speaker, GENDERS[word]):
            statement = replace(
                statement, speakers=(speaker.ref,), candidates=(), rule=statement.rule + "+said-before", confidence=0.7
            )
    same = statement.speakers == previous.speakers and previous.time is not None
    apart = structure.paragraph_at(place(statement)) - structure.paragraph_at(place(previous))
    return replace(statement, time=previous.time) if statement.time is None and same and apart <= 2 else statement


def _people(draft: Draft, area: Span) -> set[Ref]:
    """The people named in a stretch."""
    found = {m.target for m in draft.mentions_in(area) if m.kind == "name" and m.target in draft.entities}
    return {r for r in found if r is not None and draft.entities[r].kind == "Person"}


def _alone(draft: Draft, statement: Statement, previous: Statement) -> bool:
    """Whether "they" is the unnamed speaker just before, and not a group that the quotation names: "a spokesperson said
    so. “Riders may have to wait,” they added"."""
    speaker = draft.entities.get(previous.speakers[0]) if len(previous.speakers) == 1 else None
    if speaker is None or speaker.kind != "Person" or speaker.named or speaker.gender is not None:
        return False
    where = draft.structure.paragraph_at
    if where(place(statement)) - where(place(previous)) > 1 or statement.mode != "direct":
        return False
    between = Span(place(previous), max(statement.content[0].start, place(previous)))
    told = {m.target for m in draft.mentions_in(between) if not any(c.holds(m.span) for c in previous.content)}
    return not set(statement.speakers) & told


def _again(draft: Draft, statement: Statement, previous: Statement | None) -> Statement:
    """With the one person named before in the paragraph, else the speaker just before, for "the mother of two" or "the
    34-year-old welder", which names somebody known anew; not where another person is named between."""
    epithet = EPITHET.fullmatch(draft.words(statement.source)) if statement.source is not None else None
    if epithet is None or statement.source is None:
        return statement
    start = draft.structure.paragraphs[draft.structure.paragraph_at(statement.source.start)].start
    near = _people(draft, Span(start, statement.source.start))
    if not near and previous is not None and len(previous.speakers) == 1:
        apart = draft.structure.paragraph_at(place(statement)) - draft.structure.paragraph_at(place(previous))
        between = _people(draft, Span(place(previous), statement.source.start))
        near = set(previous.speakers) if apart <= 1 and between <= set(previous.speakers) else set()
    last = draft.entities.get(min(near)) if len(near) == 1 else None
    if last is None or last.kind != "Person" or not last.named:
        return statement
    if epithet["kin"] and usual_gender(last.name) not in (None, KIN[epithet["kin"]]):
        return statement
    was, made = statement.source, statement.speakers
    draft.mentions[:] = [m for m in draft.mentions if not (was.holds(m.span) and m.target in made)]
    draft.mentions.append(Mention(was, last.ref, "nominal", "speech/epithet", 0.7))
    for ref in made:
        if not any(m.target == ref for m in draft.mentions):
            draft.entities.pop(ref, None)
    return replace(statement, speakers=(last.ref,), candidates=(), rule=f"{statement.rule}+said-before", confidence=0.7)


def _issuers(draft: Draft) -> None:
    """Issuers of papers from the statements made in them, and speakers of papers that speak from their issuers."""
    for i, document in enumerate(draft.documents):
        found: list[Ref] = list(document.issuers)
        for statement in draft.statements:
            if statement.document == document.ref and statement.speakers and _carries(draft, statement, document):
                found += [r for r in statement.speakers if r not in found]
        if tuple(found) != document.issuers:
            names = [
                min((draft.entities[r].name, *draft.entities[r].aliases), key=len) for r in found if r in draft.entities
            ]
            time = next((t for t in draft.times if t.key == document.time), None)
            draft.documents[i] = replace(document, issuers=tuple(found), label=label(document.genre, names, time))
    for i, statement in enumerate(draft.statements):
        if statement.speakers or statement.source is None:
            continue
        paper = document_of(draft, statement.source)
        if paper is not None and paper.issuers:
            draft.statements[i] = replace(statement, speakers=paper.issuers, document=paper.ref, confidence=0.7)


def _carries(draft: Draft, statement: Statement, document: Document) -> bool:
    """Whether the speaker of a statement issued the paper: no other issuer is named where the statement cites it."""
    if statement.source is not None and any(statement.source.overlaps(s) for s in document.spans):
        return False
    at = place(statement)
    cited = min(document.spans, key=lambda s: abs(s.start - at))
    return not NAMED_ISSUER.search(draft.words(cited))
