"""The layout of a story: paragraphs, headline, bylines, datelines, lines that are not its prose, quotations."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.annotate.base import Annotator, Dateline, Draft, Structure
from kg.annotate.lexicons import load_lexicon
from kg.annotate.structure.quotemarks import judge, read
from kg.model import Span

BLOCK = re.compile(r"\S(?:.*\S)?(?:\n(?![ \t]*\n)[ \t]*\S(?:.*\S)?)*")
LINE = re.compile(r"\S(?:.*\S)?")
PLACE_WORD = r"[A-Z][\w’'-]*\.?"
CAPITALS = r"[A-ZÀ-Þ][A-ZÀ-Þ’'.-]*(?:[ -][A-ZÀ-Þ][A-ZÀ-Þ’'.-]*){0,4}"
REGION = rf"(?:,? (?:{PLACE_WORD}(?: {PLACE_WORD}){{0,2}}|(?:[A-Z]\.){{2,3}}))"
DAY = r"(?:[A-Z][A-Za-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})(?:,? \d{4})?"
AGENCY = rf"(?: ?\((?!{DAY}\))(?P<agency>[A-Z][\w .&/-]{{0,40}})(?:, {DAY})?\)|,? ?/(?P<wire>[A-Z][\w .-]{{1,30}})/)"
DATE = rf"(?:,? {DAY}| ?[(\[]{DAY}[)\]])"
DASH = rf" ?(?:—|–|--+| -)\s*(?:{DAY} ?(?:—|–|--+)\s*)?(?=\S)"
DATELINE = (
    re.compile(rf"(?P<place>{CAPITALS}{REGION}?){DATE}?{AGENCY}?{DATE}?{DASH}"),
    re.compile(
        rf"(?P<place>(?:{PLACE_WORD} ){{0,3}}{PLACE_WORD}{REGION}?)(?:{DATE}?{AGENCY}{DATE}?| ?[(\[]{DAY}[)\]]){DASH}"
    ),
    re.compile(
        rf"(?P<place>(?:{PLACE_WORD} ){{0,3}}{PLACE_WORD}, {PLACE_WORD}(?: {PLACE_WORD})?){DATE}? ?(?:—|–|--+)\s*(?=\S)"
    ),
)
COLON_DATELINE = re.compile(rf"(?P<place>{CAPITALS}{REGION}?){DATE}?{AGENCY}?: (?=[A-Z“\"])")
LABEL = re.compile(r"[A-ZÀ-Þ][^\s:][^:\n.!?]{0,50}: ")
NO_PLACE = re.compile(
    r"(?:CORRECTION|UPDATED?|NOTE|WATCH|PHOTOS?|VIDEO|BREAKING|EXCLUSIVE|OPINION|ANALYSIS|EDITORIAL|LIVE|RELATED|MORE|Q|A|"
    r"COMING UP|ABOUT|CONTACT|MODERATOR|HOST|NARRATOR)\b"
)
HEADLINE_LIMIT = 200


@dataclass(frozen=True)
class _Line:
    """A pattern of kg/lexicon/layout.yaml."""

    kind: str
    pattern: re.Pattern[str]


@cache
def _lines() -> tuple[_Line, ...]:
    entries: list[dict[str, Any]] = load_lexicon("layout.yaml")
    return tuple(_Line(e["kind"], re.compile(e["pattern"], 0 if e.get("cased") else re.IGNORECASE)) for e in entries)


def line_kind(paragraph: str) -> str | None:
    """What kind of line a paragraph is that is not prose: "byline", "notice", or None for prose."""
    for line in _lines():
        if line.kind == "byline" and len(paragraph) > 120:
            continue
        if line.pattern.match(paragraph) or (line.kind == "byline" and line.pattern.match(_lower_first(paragraph))):
            return line.kind
    return None


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def paragraphs(text: str) -> list[Span]:
    """Spans of the paragraphs: the lines of each block, or the whole block where its lines were only wrapped."""
    found: list[Span] = []
    for block in BLOCK.finditer(text):
        lines = [Span(block.start() + m.start(), block.start() + m.end()) for m in LINE.finditer(block.group())]
        if len(lines) > 1 and _wrapped([s.of(text) for s in lines]):
            found.append(Span(block.start(), block.end()))
        else:
            found += lines
    return found


def _wrapped(lines: list[str]) -> bool:
    """Whether lines are one paragraph cut at a fixed width: all but the last about as long, most end mid-sentence."""
    widths = [len(line) for line in lines[:-1]]
    broken = sum(not re.search(r"[.!?:][”’\"')]*$", line) for line in lines[:-1])
    return min(widths) >= 45 and max(widths) <= 110 and max(widths) - min(widths) <= 25 and broken * 2 >= len(widths)


def _dateline(text: str, span: Span, colon: bool) -> Dateline | None:
    """The dateline at the start of a paragraph, if it has one."""
    for pattern in (*DATELINE, *((COLON_DATELINE,) if colon else ())):
        match = pattern.match(text, span.start, span.end)
        if match is None or NO_PLACE.match(match["place"]) or match.end() >= span.end:
            continue
        place = Span(match.start("place"), match.end("place"))
        groups = match.groupdict()
        name = "agency" if groups.get("agency") else "wire" if groups.get("wire") else None
        agency = Span(match.start(name), match.end(name)) if name else None
        return Dateline(Span(span.start, match.start() + len(match.group().rstrip())), place, agency)
    return None


def _headline(text: str, title: str | None, spans: list[Span], skip: list[Span]) -> Span | None:
    """The headline: the first paragraph that is prose, if it is the title or ends like a headline."""
    for span in spans:
        words = span.of(text)
        if span in skip:
            continue
        if title and " ".join(words.split()) == " ".join(title.split()):
            return span
        alone = span == spans[-1]
        if alone or len(words) > HEADLINE_LIMIT or re.search(r"[.:;,][”’\"')]*$", words) or words[0] in "—-•*»":
            return None
        if re.search(r"[.!?][”\"]? [A-Z]\w+ (?:\w+ )?(?:said|says)\b", words) or re.match(
            r"[“\"‘'].*(?:\bsaid\b|[”\"’'] ?[-—–])", words
        ):
            return None
        return span
    return None


def run(draft: Draft) -> None:
    """Fill `draft.structure`."""
    text = draft.text
    spans = paragraphs(text)
    found = Structure(paragraphs=spans)
    for span in spans:
        kind = line_kind(span.of(text))
        if kind is not None:
            found.skip.append(span)
            if kind == "byline":
                found.bylines.append(span)
    found.headline = _headline(text, draft.article.title, spans, found.skip)
    labelled = sum(bool(LABEL.match(s.of(text))) for s in spans)
    first = True
    for span in spans:
        if span in found.skip or span == found.headline:
            continue
        dateline = _dateline(text, span, first and labelled < 2)
        if dateline is not None:
            found.datelines.append(dateline)
        first = first and len(span.of(text)) < 60 and dateline is None
    found.quotes = [judge(text, q) for q in read(text, spans)]
    draft.structure = found


ANNOTATOR = Annotator("structure", needs=(), adds=("structure",), run=run)
