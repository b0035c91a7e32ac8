"""Attributions by layout: transcripts, “...” — Name, "Name:" before a quotation, headlines "Name: ..."."""

from __future__ import annotations

import re

from kg.annotate.base import Draft, Quote
from kg.annotate.speech.acts import Act
from kg.annotate.speech.cues import lexicon_of_cues, verb_at
from kg.model import Entity, Mention, Ref, Span

LABEL = re.compile(
    r"(?P<label>(?:M(?:rs?|s|RS?|S)\.|D[Rr]\.|[^\s:“\"])(?:(?<= [A-Z])\.|[^:\n“”\".!?]){0,60}?)\s*:\s+(?=\S)"
)
ASKED = re.compile(r"(?P<label>[QA])\.\s+(?=\S)")
HONORIFIC = re.compile(r"(?:mrs?|ms|dr)\. ", re.I)
CAPITALS = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ.’'-]*(?:,? [A-ZÀ-Þ][A-ZÀ-Þ.’'-]*){0,4}$")
DASHED = re.compile(r"\s*[—–―-]{1,2}\s*(?P<name>[^\s\d].{2,100}?)\s*$")
TAIL = re.compile(r":\s+(?P<label>[^:“”\"]{2,40})$")
ROLE_BEFORE = re.compile(r"(?:[A-Z][\w-]+ ){1,2}")
ROLE_BEHIND = re.compile(r", [a-z][\w -]{2,40}")
SPEAKING_BODIES = {"LaborUnion", "UnionLocal", "Employer", "FormalOrganization", "GovernmentBody", "NewsOrganization"}
ROLES = {
    "moderator",
    "host",
    "interviewer",
    "reporter",
    "narrator",
    "anchor",
    "question",
    "audience",
    "crowd",
    "caller",
    "the court",
    "the witness",
}


def transcript(draft: Draft) -> list[Act]:
    """Lines "NAME: words", where at least two lines of the story are such lines."""
    text, structure = draft.text, draft.structure
    lines: list[tuple[Span, re.Match[str]]] = []
    for span in structure.paragraphs:
        match = LABEL.match(text, span.start, span.end) or ASKED.match(text, span.start, span.end)
        if match and span not in structure.skip:
            lines.append((span, match))
    speaking = [(s, m) for s, m in lines if _speaker_label(draft, Span(*m.span("label")), m.end())]
    titled = bool(speaking) and speaking[0][0] == structure.headline and speaking[0][1]["label"] not in ("Q", "A")
    if len(speaking) - titled < 2:
        return []
    if titled and not any(_same_speaker(speaking[0][1]["label"], m["label"]) for _, m in speaking[1:]):
        del speaking[0]
    found: list[Act] = []
    for span, match in speaking:
        label = Span(match.start("label"), match.end("label"))
        line = Span(match.end(), span.end)
        quoted = [q for q in draft.structure.quotes if q.depth == 0 and line.holds(q.outer)]
        content = [q.inner for q in quoted] if quoted and quoted[0].outer.start == line.start else [line]
        act = Act(label.start, None, None, label, content, frame="transcript", rule="transcript")
        act.speakers = _labelled(draft, label)
        if match["label"] == "A":
            act.speakers, act.confidence = _interviewed(draft, speaking[0][0].start), 0.7
        act.zone = [Span(span.start, match.end())]
        found.append(act)
    return found


def _interviewed(draft: Draft, questions: int) -> tuple[Ref, ...]:
    """The only person whom a story names before its questions and answers."""
    bylines = draft.structure.bylines
    named = [m for m in draft.mentions_in(Span(0, questions)) if m.kind == "name" and m.target in draft.entities]
    people = {m.target or "" for m in named if not any(b.holds(m.span) for b in bylines)}
    people = {r for r in people if draft.entities[r].kind == "Person"}
    return tuple(people) if len(people) == 1 else ()


def _same_speaker(first: str, later: str) -> bool:
    """Whether a later label is the first one again, or its last word: "MARIA COSTA, HOST", "COSTA"."""
    return first == later or first.split(",")[0].endswith(f" {later}")


def _speaker_label(draft: Draft, span: Span, words: int) -> bool:
    """Whether what stands before a colon names a speaker: capitals, one letter of a question and answer, a part in a
    broadcast, a person, or a person with a role ("Ann Roy, nurse", "Reporter Bo Li") before unquoted words."""
    label = draft.words(span)
    if label.lower() in ROLES or (_with_role(draft, span) and draft.text[words] not in "“\"‘'«"):
        return True
    if CAPITALS.match(label) and not re.search(
        r"\b(?:DATES?|NOTE|CORRECTION|UPDATE|PHOTO|WHAT|WHERE|WHEN|HOW|WHY|KEY)\b", label
    ):
        return True
    return any(
        e.kind == "Person" and e.named and label in (e.name, *e.aliases, e.name.split()[-1])
        for e in draft.entities.values()
    )


def _with_role(draft: Draft, label: Span) -> bool:
    """Whether a label is one whole name of a person and a few words of a role."""
    named = [m for m in draft.mentions_in(label) if m.kind == "name" and m.target in draft.entities]
    if len(named) != 1 or draft.entities[named[0].target or ""].kind != "Person":
        return False
    name = named[0].span
    before, behind = draft.text[label.start : name.start], draft.text[name.end : label.end]
    if " " not in draft.words(name):
        return False
    return bool(ROLE_BEFORE.fullmatch(before) and not behind) or bool(not before and ROLE_BEHIND.fullmatch(behind))


def _labelled(draft: Draft, label: Span) -> tuple[Ref, ...]:
    """The person of a label, made where the text has none by that name; "PRYCE" is the Odette Pryce before."""
    words = draft.words(label)
    words = HONORIFIC.sub("", words).split(",")[0]
    wanted = words.casefold().rstrip(".")
    if wanted in ("q", "a"):
        return ()
    bodies = [e for e in draft.entities.values() if e.named and e.kind in SPEAKING_BODIES]
    called = [e.ref for e in bodies if wanted in (n.casefold() for n in (e.name, *e.aliases))]
    if len(called) == 1:
        return (called[0],)  # "HARBOR NOTES: How did it start?"
    people = [e for e in draft.entities.values() if e.kind == "Person"]
    inside = [m.target for m in draft.mentions_in(label) if m.kind == "name" and any(e.ref == m.target for e in people)]
    if len(inside) == 1 and inside[0] is not None:
        return (inside[0],)
    same = [e for e in people if wanted in (n.casefold() for n in (e.name, *e.aliases))]
    last = [e for e in people if e.named and e.name.casefold().split()[-1] == wanted]
    for pool in (same, last):
        if len(pool) == 1:
            _mention(draft, label, pool[0].ref)
            return (pool[0].ref,)
        if pool:
            return ()
    unnamed = wanted in ROLES
    name = wanted if unnamed else " ".join(w[:1] + w[1:].lower() if w.isupper() else w for w in words.split())
    ref = f"e:{label.start}"
    draft.entities.setdefault(
        ref, Entity(ref, "Person", name, named=not unnamed, rule="transcript-label", confidence=0.8)
    )
    _mention(draft, label, ref)
    return (ref,)


def _mention(draft: Draft, span: Span, ref: Ref) -> None:
    if not any(m.span == span and m.target == ref for m in draft.mentions):
        draft.mentions.append(Mention(span, ref, "name", "transcript-label", 0.8))


def dashed(draft: Draft) -> list[Act]:
    """“...” — Name at the end of a paragraph."""
    found: list[Act] = []
    for index, span in enumerate(draft.structure.paragraphs):
        quotes = [q for q in draft.structure.quotes if q.paragraph == index and q.depth == 0]
        if not quotes or span in draft.structure.skip:
            continue
        last = quotes[-1]
        match = DASHED.match(draft.text, last.outer.end, span.end)
        if match is None or not match["name"][0].isupper():
            continue
        source = Span(match.start("name"), match.end("name"))
        if any(verb_at(t) is not None and t.pos_ == "VERB" and t.tag_ in ("VBD", "VBZ") for t in draft.tokens(source)):
            continue
        act = Act(last.outer.start, None, None, source, [last.outer], frame="dash", rule="dash-name", confidence=0.85)
        found.append(act)
    return found


def introduced(draft: Draft, bare: Quote) -> Span | None:
    """The words before a bare quotation that name its speaker and end in a colon ("And from its president, Pell:")."""
    text, structure = draft.text, draft.structure
    paragraph = structure.paragraphs[bare.paragraph]
    before = Span(paragraph.start, bare.outer.start)
    words = before.of(text).rstrip()
    if not words:
        if bare.paragraph == 0:
            return None
        before = structure.paragraphs[bare.paragraph - 1]
        words = before.of(text).rstrip()
    cut = max((words.rfind(mark) for mark in (". ", "! ", "? ", "” ", "’ ", '." ', '?" ', '!" ')), default=-1)
    if not words.endswith(":") or len(words) - cut > 200:
        return None
    start = before.start + (cut + 2 if cut >= 0 else 0)
    end = before.start + len(words) - 1
    return Span(start, end) if end > start else None


def headline(draft: Draft) -> list[Act]:
    """ "Pell: deal is near", "Deal is near: union" as a headline, where the label can speak."""
    span = draft.structure.headline
    if span is None:
        return []
    match = LABEL.match(draft.text, span.start, span.end)
    tail = TAIL.search(draft.text, span.start, span.end)
    if match is not None and (sure := _can_speak(draft, Span(match.start("label"), match.end("label")))):
        label, content = Span(match.start("label"), match.end("label")), Span(match.end(), span.end)
    elif tail is not None and (sure := _can_speak(draft, Span(tail.start("label"), tail.end("label")))):
        label, content = Span(tail.start("label"), tail.end("label")), Span(span.start, tail.start())
    else:
        return []
    if len(content.of(draft.text).split()) < 2:
        return []
    act = Act(label.start, None, None, label, [content], frame="headline", rule="headline-label")
    act.confidence = sure
    return [act]


def _can_speak(draft: Draft, label: Span) -> float:
    """How sure a label names a speaker: a person, a body of the story, or a word like "union"; 0 where it does not."""
    mention = next((m for m in draft.mentions if m.kind == "name" and m.span == label and m.target), None)
    if mention is not None and mention.target == draft.publisher:
        return 0.0  # the headline of its own release
    kind = draft.entities[mention.target or ""].kind if mention is not None else None
    if kind == "Person":
        return 0.7
    if kind in SPEAKING_BODIES - {"NewsOrganization"}:
        return 0.6
    return 0.6 if draft.words(label).lower() in lexicon_of_cues().labels else 0.0
