"""From attributions to statements: words trimmed, mode, speaker, document, time, key."""

from __future__ import annotations

import re

from kg.annotate.base import Draft, Quote
from kg.annotate.speech.acts import Act
from kg.annotate.speech.languages import language
from kg.annotate.speech.resolve import speakers
from kg.annotate.structure.quotemarks import names_something
from kg.model import Mode, Ref, Span, Statement

WORD = re.compile(r"\w+(?:['’]\w+)*")
# what may stand before a quotation and is none of its words: "[Laughter] “...”", "2) “...”", a bullet, a picture
LEAD = re.compile(r"(?:\[[^\]\n]*\]|\d{1,2}[.)]|[^\w\[(])*")
OPENING, CLOSING = "“\"‘'«`„‹", "”\"’'»`›"


def statement(draft: Draft, act: Act) -> Statement | None:
    """The statement of an attribution; None where no words are left."""
    content = tuple(act.content) if act.frame == "transcript" else _content(draft, act.content)
    if not content:
        return None
    who, candidates = act.speakers, act.candidates
    if not who and act.source is not None and not act.open and act.frame != "transcript":
        who, candidates = speakers(draft, act.source)
    unclosed = any(not q.closed and any(s.overlaps(q.inner) for s in content) for q in draft.structure.quotes)
    if act.rule == "request-for" and who and all(draft.entities[r].kind == "NewsOrganization" for r in who):
        return None  # "The Post asked the clerk for the tally."
    for span in act.more:
        found, _ = speakers(draft, span)
        who = tuple(dict.fromkeys((*who, *found)))
    act.document = document = _document(draft, act)
    return Statement(
        key=str(content[0].start) if act.cue is None else str(act.cue.start),
        mode=_mode(draft, content, act),
        content=content,
        source=act.source if not act.open else None,
        cue=act.cue,
        cue_lemma=act.lemma if act.cue is not None else None,
        speakers=who,
        candidates=candidates if not who else (),
        addressee=heard if (heard := _addressee(draft, act)) not in who else None,
        document=document,
        time=_time(draft, act),
        lang=language(" ".join(draft.words(s) for s in content)) if act.lemma is None or "«" in draft.text else None,
        note="unclosed quotation mark" if unclosed else act.note,
        rule=f"speech/{act.rule}",
        confidence=round(_sure(draft, act, who) * (0.6 if unclosed else 1.0), 2),
    )


def _sure(draft: Draft, act: Act, who: tuple[Ref, ...]) -> float:
    """How sure an attribution is: no more than what is known of its speaker."""
    if act.speakers or act.open:
        return act.confidence
    if act.source is None or not who:
        return min(act.confidence, 0.6)
    mention = draft.target_of(act.source)
    return act.confidence if mention is None else min(act.confidence, max(mention.confidence, 0.5))


def _content(draft: Draft, spans: list[Span]) -> tuple[Span, ...]:
    """The stretches without outer marks, blanks and final stops, neighbours joined, in order."""
    found: list[Span] = []
    for span in sorted(spans):
        trimmed = trim(draft, span)
        if trimmed is None:
            continue
        if found and trimmed.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, trimmed.end))
        else:
            found.append(trimmed)
    return tuple(found)


def trim(draft: Draft, span: Span) -> Span | None:
    """A stretch of content without the quotation marks around all of it and without an unquoted stop at its end."""
    text, (start, end) = draft.text, (span.start, span.end)
    near = [q for q in draft.structure.quotes if q.outer.start <= end and start <= q.outer.end]
    quotes = [q for q in near if q.depth == 0]
    for _ in range(4):
        before = start, end
        while start < end and (text[start].isspace() or text[start] in ",;:—–"):
            start += 1
        mark = next((q.outer.start for q in quotes if q.outer.start > start), start)
        if LEAD.fullmatch(text, start, mark):
            start = mark
        while start < end and (text[end - 1].isspace() or (text[end - 1] in ",;:—–" and not _inside(quotes, end - 1))):
            end -= 1
        whole = next((q for q in near if q.outer.start == start and q.outer.end >= end > q.inner.start), None)
        if whole is not None:
            start, end = whole.inner.start, min(end, whole.inner.end)
        elif end - start > 1 and text[end - 1] == "." and not _inside(quotes, end - 1) and not _abbreviation(text, end):
            end -= 1
        # a mark whose partner is not in the stretch is none of its words
        first = next((q for q in near if q.outer.start == start and q.inner.start > start), None)
        if first is not None and first.outer.end > end and first.closed:
            start = first.inner.start
        last = next((q for q in quotes if q.outer.end == end and q.inner.end < end), None)
        if last is not None and last.outer.start < start:
            end = last.inner.end
        if (start, end) == before:
            break
    return Span(start, end) if start < end and WORD.search(text, start, end) else None


def _inside(quotes: list[Quote], at: int) -> bool:
    return any(q.inner.start <= at < q.inner.end for q in quotes)


def _abbreviation(text: str, end: int) -> bool:
    return bool(
        re.search(r"\b(?:[A-Z]\.|[ap]\.m\.|Inc\.|Co\.|Jr\.|Sr\.|Ltd\.|Corp\.)$", text[max(0, end - 6) : end])
    ) and text[end : end + 1] not in ("", "\n")


def _mode(draft: Draft, content: tuple[Span, ...], act: Act) -> Mode:
    """By the share of words inside quotation marks; nicknames, titles and terms count as unquoted."""
    if act.frame == "transcript":
        return "direct"
    total = quoted = 0
    for span in content:
        near = [q for q in draft.structure.quotes if q.inner.overlaps(span)]
        inner = [q.inner for q in near if q.speech or not names_something(draft.text, q)]
        for word in WORD.finditer(draft.text, span.start, span.end):
            total += 1
            at = word.start()
            quoted += bool(inner) and any(s.start <= at < s.end for s in inner)
    if quoted == 0:
        return "indirect"
    return "direct" if quoted == total else "mixed"


def _addressee(draft: Draft, act: Act) -> Ref | None:
    if act.addressee is None:
        return None
    mention = draft.target_of(act.addressee)
    if mention is not None:
        return mention.target
    found, _ = speakers(draft, act.addressee)
    return found[0] if len(found) == 1 else None


def _document(draft: Draft, act: Act) -> Ref | None:
    """The document that the attribution speaks of ("said in a statement", "a survey said")."""
    for document in draft.documents:
        for span in document.spans:
            if act.source is not None and act.source.overlaps(span):
                return document.ref
            if any(z.overlaps(span) for z in act.zone) and _carried(draft, act, span):
                return document.ref
    return None


def _carried(draft: Draft, act: Act, span: Span) -> bool:
    """Whether the paper hangs on the cue, on the verb that the cue explains, or stands in an adjunct that opens."""
    tokens = draft.tokens(span)
    if act.verb is None or not len(tokens):
        return True
    carrier = next((a for a in tokens.root.ancestors if a.pos_ in ("VERB", "AUX")), None)
    if carrier is not None and carrier.i == act.verb.i:
        return True
    if carrier is not None and act.verb.tag_ == "VBG" and carrier in act.verb.ancestors:
        return True  # "closed the statement by asking ..."
    opening = draft.doc[act.verb.sent.start]
    near = act.verb.sent.start <= tokens.start < act.verb.i or 0 < tokens.start - act.verb.i <= 4
    return near and ((opening.pos_ == "ADP" and _first_adjunct(draft, act, tokens.start)) or tokens.start > act.verb.i)


def _time(draft: Draft, act: Act) -> str | None:
    """Key of the date in the attribution that says when it was said; the nearest to the cue."""
    at = act.cue.start if act.cue is not None else act.at
    best: tuple[int, str] | None = None
    for time in draft.times:
        for span in time.spans:
            if not any(z.holds(span) for z in act.zone) or any(s.overlaps(span) for s in act.content):
                continue
            if not _of_speaking(draft, act, span):
                continue
            distance = abs(span.start - at)
            if best is None or distance < best[0]:
                best = (distance, time.key)
    return best[1] if best else None


def _of_speaking(draft: Draft, act: Act, span: Span) -> bool:
    """Whether a date near a cue belongs to it: it hangs on the cue, stands right beside it, in the paper that carries
    the words, or in an adjunct that opens the sentence; not in a side clause and not in what is spoken of."""
    tokens = draft.tokens(span)
    if not len(tokens) or act.verb is None:
        return True
    if any(place.overlaps(span) for d in draft.documents if d.ref == act.document for place in d.spans):
        return True
    for ancestor in tokens.root.ancestors:
        if ancestor.i == act.verb.i:
            return True
        if ancestor.lower_ in ("of", "about") or ancestor.dep_ in ("relcl", "acl", "advcl", "ccomp", "conj"):
            break
    if tokens.start == act.verb.i + 1:
        return True
    opening = draft.doc[act.verb.sent.start]
    hangs = any(a.i == act.verb.i or a.dep_ == "ROOT" for a in tokens.root.ancestors)
    return (
        opening.pos_ == "ADP"
        and act.verb.dep_ == "ROOT"
        and hangs
        and tokens.end <= act.verb.i
        and _first_adjunct(draft, act, tokens.start)
    )


def _first_adjunct(draft: Draft, act: Act, at: int) -> bool:
    """Whether no verb stands between the start of the cue's sentence and the token."""
    assert act.verb is not None
    return not any(t.tag_ in ("VBD", "VBZ", "MD") for t in draft.doc[act.verb.sent.start : at])
