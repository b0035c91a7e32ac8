"""A reader of quotation marks that never lets one bad mark spoil more than its own paragraph.

It knows curly and straight marks, double and single (with apostrophes and plural possessives between), ''...'',
``...``, ``...'' and guillemets, quotations inside quotations, and quotations that run over paragraphs of which each
opens with a mark and only the last closes. Each paragraph is read by itself; what is open at its end goes on only
where the next paragraph opens with the same kind of mark, or closes it before opening anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.annotate.base import Quote
from kg.model import Span

MARK = re.compile(r"``|''|[“”„‟\"＂″«»‹›‘’‛'`]")
# the family of each mark: one family closes only itself
FAMILY = {
    "“": "double",
    "”": "double",
    "„": "double",
    "‟": "double",
    '"': "straight",
    "＂": "straight",
    "″": "straight",
    "``": "straight",
    "''": "straight",
}
FAMILY |= {
    "«": "guillemet",
    "»": "guillemet",
    "‹": "guillemet",
    "›": "guillemet",
    "‘": "single",
    "’": "single",
    "‛": "single",
    "'": "single",
    "`": "single",
}
BEFORE_OPEN = set("([{—–-/“\"‘'«…")
AFTER_CLOSE = set(".,;:?!)]}—–-/”\"’'»…")
# words that begin with an apostrophe and open no quotation
ROCK_N_ROLL = re.compile(r"(?:^|[\s(])[’'‘]n$", re.I)  # the second apostrophe of ’n’
ELIDED = re.compile(r"(?:em|til|tis|twas|cause|cos|n|round|bout|\d0s|\d\d)\b", re.I)
# a reporting clause inside a quotation that never closes: the mark was lost just before it
LOST_CLOSE = re.compile(
    r"[,?!]\s+(?=(?:said|says|added|asked|wrote|told)\s+[A-Z]|(?:s?he|they|[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+){0,3})\s+"
    r"(?:said|says|added|asked|wrote|told)\b)"
)


@dataclass(slots=True)
class _Open:
    """An opened quotation: where its mark begins and ends, its family, and whether it goes on from before."""

    start: int
    inner: int
    family: str
    continues: bool = False


@dataclass(slots=True)
class _Reader:
    """The state while one paragraph is read; offsets are those of the whole text."""

    text: str
    paragraph: Span
    index: int
    found: list[Quote]
    stack: list[_Open]

    def blank(self, at: int) -> bool:
        return not self.paragraph.start <= at < self.paragraph.end or self.text[at].isspace()

    def open(self, start: int, end: int, family: str) -> None:
        self.stack.append(_Open(start, end, family))

    def close(self, level: int, start: int, end: int) -> None:
        """Close the quotation at the level of the stack; anything opened inside it was no quotation."""
        opened = self.stack[level]
        del self.stack[level:]
        inner = _trim(self.text, opened.inner, start)
        if inner is not None:
            self.found.append(Quote(inner, Span(opened.start, end), self.index, True, opened.continues, True, level))

    def abandon(self, end: int) -> None:
        """End what is open without a closing mark: at the reporting clause if there is one, else at `end`."""
        if not self.stack:
            return
        opened = self.stack[0]
        self.stack.clear()
        if opened.family == "single":
            return
        lost = LOST_CLOSE.search(self.text, opened.inner, end)
        inner = _trim(self.text, opened.inner, lost.start() + 1 if lost else end)
        if inner is not None:
            outer = Span(opened.start, inner.end)
            self.found.append(Quote(inner, outer, self.index, True, opened.continues, False, 0))


def _trim(text: str, start: int, end: int) -> Span | None:
    """The span without blanks at its ends; None where nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def read(text: str, paragraphs: list[Span]) -> list[Quote]:
    """All quotations of the paragraphs, by start and outer before inner; `speech` is True on each.

    Args:
        text: the article's text.
        paragraphs: spans in order; a quotation never crosses one, a longer one comes as several with `continues`.
    """
    found: list[Quote] = []
    left: _Open | None = None
    for index, span in enumerate(paragraphs):
        reader = _Reader(text, span, index, found, [])
        marks = list(MARK.finditer(text, span.start, span.end))
        if left is not None and marks and _goes_on(text, span, marks, left):
            if marks[0].start() != span.start:
                reader.stack.append(_Open(span.start, span.start, left.family, True))
        else:
            left = None
        for number, mark in enumerate(marks):
            _step(reader, mark, marks[number + 1 :])
            if left is not None and number == 0 and reader.stack:
                reader.stack[0].continues = True
        left = _leave(reader, paragraphs)
    return sorted(found, key=lambda q: (q.outer.start, -q.outer.end))


def _goes_on(text: str, span: Span, marks: list[re.Match[str]], left: _Open) -> bool:
    """Whether the quotation left open goes on here: by an opening mark first thing, or by a sure closing one."""
    first = marks[0]
    if FAMILY[first.group()] != left.family:
        return False
    if first.start() == span.start:
        return first.group() not in "”»"
    return first.group() in ("”", "»")


def _leave(reader: _Reader, paragraphs: list[Span]) -> _Open | None:
    """At the end of a paragraph: what is open goes on, or ends here for lack of a mark."""
    if not reader.stack:
        return None
    opened, end = reader.stack[0], reader.paragraph.end
    after = paragraphs[reader.index + 1] if reader.index + 1 < len(paragraphs) else None
    marks = list(MARK.finditer(reader.text, after.start, after.end)) if after else []
    lost = LOST_CLOSE.search(reader.text, opened.inner, end)
    if after and marks and not lost and _goes_on(reader.text, after, marks, opened):
        reader.close(0, end, end)
        return opened
    reader.abandon(end)
    return None


def _step(reader: _Reader, mark: re.Match[str], later: list[re.Match[str]]) -> None:
    """Read one mark."""
    sign, start, end = mark.group(), mark.start(), mark.end()
    family = FAMILY[sign]
    level = next((i for i in range(len(reader.stack) - 1, -1, -1) if reader.stack[i].family == family), None)
    opens, closes = _directions(reader, sign, start, end)
    if level is None and closes and not opens and _mixed(reader, family, later):
        level = 0
    if family == "single":
        if level is not None and closes and _closes_single(reader, mark, later):
            reader.close(level, start, end)
        elif level is None and opens and any(_can_close(reader, m) for m in later):
            reader.open(start, end, family)
        return
    if level is not None and closes:
        reader.close(level, start, end)
    elif opens:
        if level is not None:
            # the same kind of mark again: the one before was never closed
            reader.abandon(start)
        if family != "guillemet" or any(FAMILY[m.group()] == family for m in later):
            reader.open(start, end, family)


def _mixed(reader: _Reader, family: str, later: list[re.Match[str]]) -> bool:
    """Whether a mark closes a quotation that the other kind of double mark opened, and none of that kind follows, or
    not before the next quotation: “We won," she said. "They lost,” he said."""
    other = {"double": "straight", "straight": "double"}.get(family)
    opened = len(reader.stack) == 1 and reader.stack[0].family == other
    if not opened:
        return False
    following = next((m for m in later if FAMILY[m.group()] != "single"), None)
    if following is not None and FAMILY[following.group()] == family:
        return _directions(reader, following.group(), *following.span()) == (True, False)
    return not any(FAMILY[m.group()] == other for m in later)


def _directions(reader: _Reader, sign: str, start: int, end: int) -> tuple[bool, bool]:
    """Whether a mark can open and can close where it stands."""
    before = " " if reader.blank(start - 1) else reader.text[start - 1]
    after = " " if reader.blank(end) else reader.text[end]
    lead, trail = before == " " or before in BEFORE_OPEN, after == " " or after in AFTER_CLOSE
    if sign in ("“", "„", "‟", "``"):
        # a mark set the wrong way round closes what is open
        return not (trail and not lead), trail and not lead
    if sign in '"”' and before == after == " ":
        # between blanks: the second closing mark of two (’ ”), or text that was cut into words (" We won , " she said)
        ahead = reader.text[start - 2] if start - 2 >= reader.paragraph.start else "."
        opened = any(o.family == FAMILY[sign] for o in reader.stack)
        return not opened and sign == '"' and ahead in ".,:;?!", ahead in "'’" or opened
    if sign == "”":
        return lead and not trail and after != " ", before != " " or trail
    if sign in "«»‹›":
        inside = any(o.family == "guillemet" for o in reader.stack)
        return not inside, inside
    if sign in ("‘", "‛", "`"):
        return lead and after != " " and not ELIDED.match(reader.text, end), trail and not lead
    if sign == "’":
        return False, trail and before != " "
    if sign == "'":
        return lead and after.isalnum() and not ELIDED.match(reader.text, end), trail and before != " "
    return (lead and after != " "), (before != " " and (trail or not lead))


def _can_close(reader: _Reader, mark: re.Match[str]) -> bool:
    """Whether a single mark may be the end of a quotation."""
    if FAMILY[mark.group()] != "single" or mark.group() in "‘‛`":
        return False
    return _directions(reader, mark.group(), mark.start(), mark.end())[1]


def _closes_single(reader: _Reader, mark: re.Match[str], later: list[re.Match[str]]) -> bool:
    """Whether a mark that could close a single quotation does, and is no plural possessive ("the drivers’ money").

    A mark after punctuation, before punctuation or at the end closes; one after a plural s or a dropped g and before
    a word does not where a surer one follows before the next opening mark.
    """
    text, start, end = reader.text, mark.start(), mark.end()
    if ROCK_N_ROLL.search(text, max(0, start - 3), start):
        return False
    if text[start - 1] in ".,;:?!…—" or (reader.blank(end) and end >= reader.paragraph.end):
        return True
    if not reader.blank(end) and text[end] in '.,;:?!)]”"—–…':
        return True
    if text[start - 1] not in "sS" and text[start - 2 : start] != "in":
        return True
    for other in later:
        sign = other.group()
        if FAMILY[sign] != "single":
            continue
        if _directions(reader, sign, other.start(), other.end())[0]:
            return True
        if _can_close(reader, other):
            return False
    return True


# ---- which quoted words are speech

TITLE_BEFORE = re.compile(
    r"(?:\b(?:titled|entitled|headlined|captioned|named|dubbed|nicknamed|billed as|"
    r"go(?:es|ing)? by(?: the \w+)?(?: of)?|whose (?:nick)?name is|known(?: \w+){0,3}? as|"
    r"referred to as|so-called|aka|a\.k\.a\.|alias|code-named|short for|the (?:term|word|phrase)),?)\s*(?:the )?$",
    re.I,
)
WORK_BEFORE = re.compile(
    r"\b(?:film|movie|book|novel|series|show|song|album|podcast|play|report|poster|banner|anthem|documentary|memoir|"
    r"essay|column|op-ed|magazine),?\s*(?:the )?$",
    re.I,
)
CALLED_NAME = re.compile(r"\b(?:is|are|was|were|be|been|being)(?: \w+)? called$", re.I)
TERM_AFTER = re.compile(
    r",?\s*(?:the|an?)?\s*(?:\w+ )?(?:series|film|movie|book|novel|show|song|album|term|campaign|program|initiative|"
    r"podcast)\b",
    re.I,
)
DETERMINER = re.compile(r"\b(?:an?|the|its|their|his|her|this|that|these|those|some|any|no|of|for|by|our)$", re.I)
SMALL = {"a", "an", "the", "of", "in", "on", "and", "for", "to", "at", "with", "by", "or", "from"}


def names_something(text: str, quote: Quote) -> bool:
    """Whether the quoted words are a nickname, a title or a term: a name for something, never speech."""
    words = quote.inner.of(text)
    tokens = re.findall(r"[\w’'-]+", words)
    before, after = text[max(0, quote.outer.start - 60) : quote.outer.start].rstrip(), text[quote.outer.end :][:40]
    if not tokens or len(tokens) > 12:
        return not tokens
    capital = all(t[0].isupper() or t[0].isdigit() or t.lower() in SMALL for t in tokens)
    title = capital and tokens[0][0].isupper()
    podcast = before.endswith(",") and title and len(tokens) <= 5 and words.endswith(",")
    between = re.search(r"[A-Z](?:[\w’'-]*|\.)$", before) and re.match(r" [A-Z]", after) and words[-1] not in ",.?!"
    nickname = len(tokens) <= 3 and title and between
    series = title and len(tokens) <= 6 and TERM_AFTER.match(after)
    term = len(tokens) <= 3 and re.match(r",?\s*(?:the|an) (?:\w+ ){0,2}(?:term|word|name|phrase)\b", after)
    work = tokens[0][0].isupper() and WORK_BEFORE.search(before)
    named = (TITLE_BEFORE.search(before) or work) and len(tokens) <= 8
    called = CALLED_NAME.search(before) and title and len(tokens) <= 8
    return bool(nickname or series or term or named or called or podcast)


def judge(text: str, quote: Quote) -> Quote:
    """The quotation with `speech` set: False for names, and for a term or two set off after a determiner."""
    words = quote.inner.of(text)
    tokens = re.findall(r"[\w’'-]+", words)
    before = text[max(0, quote.outer.start - 20) : quote.outer.start].rstrip()
    scare = len(tokens) <= 2 and DETERMINER.search(before) and not re.search(r"[.!?]$", words)
    return replace(quote, speech=not (scare or names_something(text, quote)))
