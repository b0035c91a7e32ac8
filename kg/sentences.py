"""Sentences: the one around some characters, all of a text, and their fingerprints."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from functools import lru_cache

_START = re.compile(
    r"(?:The|An?|It|He|She|They|We|I|You|This|That|These|Those|But|And|In|On|At|For|His|Her|Its|Their|Our|My|There|When|"
    r"While|After|Before|If|As|So|Nobody|No|Not|Now|Then|What|Who|Why|How|Yet|Both|All|Some|Many|Most)\b"
)
# a full stop, question or exclamation mark with closing marks, then a blank, which may be lost: "It was cold.They left"
_END = re.compile(r"([.!?…]+[\"'”’)\]]*)(?:\s+(?=\S)|(?<=[a-z]{3}[.!?])(?=" + _START.pattern + "))")
LEAST_WORDS = 6
_LINE = re.compile(r"\n+")
# What stands before a full stop that ends no sentence: always, before a dash or bracket ("WORTHING, Del. (AP) -- "), or
# unless a word follows that begins one ("He moved to the U.S. She stayed").
_TITLE = re.compile(
    r"(?:^|[\s(“\"‘])(?:[A-Z]|Mr|Mrs|Ms|Mx|Dr|Prof|Rev|Hon|Gov|Sen|Rep|Lt|Sgt|Capt|Col|Maj|Cpl|Cmdr|Adm|Gen|Supt|Atty|Pres|"
    r"Mgr|Asst|Cllr|Insp|Det|St|Mt|Ft|ST|MT|FT|v|vs|approx|est|dept|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)$"
)
_STATE = re.compile(
    r"\s(?:Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|"
    r"Tenn|Va|Vt|Wash|Wis|Wyo)$"
)
_SHORT = re.compile(r"(?:^|[\s(“\"‘])(?:(?:[A-Za-z]\.)+[A-Za-z]|Jr|Sr|Inc|Ltd|Co|Corp|Cos|Bros|etc)$")
_NUMERO = re.compile(r"(?:^|[\s(“\"‘])Nos?$")
_CLOCK = re.compile(r"\d ?[ap]\.m$")
_DAY = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|[A-Z]{2,4}\b|(?:Jan|Feb|Mar|Apr|May|Ju|Aug|Sep|Oct|Nov|Dec)"
)
_NUMBER = re.compile(r"(?:^|\n)\d{1,2}$")  # of a list: "1. A raise"
_SPEAKER = re.compile(
    r"(?:[A-Z][\w.’'-]*\s){1,4}(?:said|says|asked|told|added|wrote|shouted|yelled|replied|chanted|demanded|wondered|cried|called|screamed|exclaimed"
    r"|pleaded|insisted|muttered|roared|joked|quipped|tweeted|posted|recalled|answered|warned)\b"
)


def bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """Start and end of the sentence, or sentences, that hold text[start:end]; a sentence ends with its line."""
    cuts = _cuts(text)
    first = cuts[bisect_right(cuts, start) - 1]
    last = cuts[min(bisect_left(cuts, end), len(cuts) - 1)]
    while first < start and text[first].isspace():
        first += 1
    while last > end and text[last - 1].isspace():
        last -= 1
    return first, last


@lru_cache(maxsize=16)
def _cuts(text: str) -> list[int]:
    """Where sentences and lines begin and end, in order; kept, as many words of one text are looked up in turn."""
    cuts = [0, len(text)]
    for match in _LINE.finditer(text):
        cuts += [match.start(), match.end()]
    for match in _END.finditer(text):
        if not _continues(text, match):
            cuts += [match.end(1), match.end()]
    return sorted(cuts)


def split(text: str) -> list[tuple[int, int]]:
    """Start and end of every sentence, without blanks around it.

    >>> split("It rained. They left.\n\nMr. Orr stayed.")
    [(0, 10), (11, 21), (23, 38)]
    """
    cuts = [(m.start(), m.end()) for m in _LINE.finditer(text)]
    cuts += [(m.end(1), m.end()) for m in _END.finditer(text) if not _continues(text, m)]
    found, start = [], 0
    for end, following in [*sorted(cuts), (len(text), len(text))]:
        piece = text[start:end]
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            found.append((start + lead, start + len(piece.rstrip())))
        start = max(start, following)
    return found


def fingerprint(sentence: str) -> str | None:
    """16 hex digits for the words of a sentence, case and marks aside; None for a short one ("She declined to speak."),
    which may stand in stories that have nothing to do with one another.
    """
    words = re.findall(r"\w+", sentence.casefold())
    if len(words) < LEAST_WORDS:
        return None
    return hashlib.sha256(" ".join(words).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def fingerprints(text: str) -> dict[str, int]:
    """Fingerprint -> number of words, for each sentence that has one, in their order."""
    found: dict[str, int] = {}
    for start, end in split(text):
        mark = fingerprint(text[start:end])
        if mark:
            found.setdefault(mark, len(text[start:end].split()))
    return found


def _continues(text: str, match: re.Match[str]) -> bool:
    """Whether a small letter follows, or who asked it, or the stop belongs to an abbreviation or a number."""
    following = text[match.end() : match.end() + 60]
    if following[:1].islower():
        return True
    if match[1] != ".":
        return match[1][-1] not in ".!?…)" and match[1][0] in "!?" and bool(_SPEAKER.match(following))
    before = text[max(0, match.start() - 12) : match.start()]
    if _TITLE.search(before) or _NUMBER.search(before):
        return True
    if _NUMERO.search(before):
        return following[0].isdigit()
    if _CLOCK.search(before):
        return bool(_DAY.match(following))
    if _STATE.search(before):
        return following[0] in "(–—-"
    return bool(_SHORT.search(before)) and not _START.match(following)
