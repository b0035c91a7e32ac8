"""The sentence around some characters of a text."""

from __future__ import annotations

import re

# a full stop, question or exclamation mark with closing marks, then a blank
_END = re.compile(r"([.!?…]+[\"'”’)\]]*)\s+(?=\S)")
_LINE = re.compile(r"\n+")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"‘])(?:[A-Z]|(?:[A-Za-z]\.)+[A-Za-z]|Mr|Mrs|Ms|Mx|Dr|Prof|Rev|Hon|Gov|Sen|Rep|Lt|Sgt|Capt|Gen|St|Jr|Sr|"
    r"Inc|Ltd|Co|Corp|Cos|Bros|No|Nos|vs|etc|approx|dept|est|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)$"
)


def bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """Start and end of the sentence, or sentences, that hold text[start:end]; a sentence ends with its line."""
    cuts = [0, len(text)]
    for match in _LINE.finditer(text):
        cuts += [match.start(), match.end()]
    for match in _END.finditer(text):
        if _continues(text, match):
            continue
        cuts += [match.end(1), match.end()]
    first = max((c for c in cuts if c <= start), default=0)
    last = min((c for c in cuts if c >= end), default=len(text))
    while first < start and text[first].isspace():
        first += 1
    while last > end and text[last - 1].isspace():
        last -= 1
    return first, last


def _continues(text: str, match: re.Match[str]) -> bool:
    """Whether a small letter follows, or a full stop belongs to an abbreviation."""
    following = text[match.end() : match.end() + 1]
    if following.islower():
        return True
    return match[1] == "." and bool(_ABBREVIATION.search(text[max(0, match.start() - 12) : match.start()]))
