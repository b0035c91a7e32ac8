"""Plain text that was damaged on its way, mended: what no writer types and no reader sees.

Good text comes back as it is, character for character. Mended are characters that do not show, ligatures, letters and
digits of double width, UTF-8 that was read as something else, escapes of HTML, and what a PDF leaves in its text: form
feeds, the lines that every page has at its head or foot, and words cut at the end of a line.
"""

from __future__ import annotations

import re
from collections import Counter
from html import unescape

from kg.read.clean import ESCAPES, repaired

# Soft hyphens, characters without width, marks of direction. What changes how the rest shows stays, to be seen.
UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff]|(?<=[a-zA-Z])[\u200c\u200d](?=[a-zA-Z])")
# Of lines that were cut at a fixed width, all but the last of a paragraph are about as long.
WIDE = 30
CUT = re.compile(r"(?<=[a-zà-ÿ])-[ \t]*(\r?\n)[ \t]*([a-zà-ÿ][^\s]*)[ \t]*")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
PAGE = re.compile(r"[ \t]*(?:-+ *)?(?:page +)?\d{1,3}(?: of \d{1,3}| */ *\d{1,3})?(?: *-+)?[ \t]*", re.IGNORECASE)
EDGE = 2  # lines at the head and foot of a page
DIGITS = re.compile(r"\d+")


def mended(text: str) -> str:
    """The text without the damage.

    >>> mended("Care\\u00adgivers of the o\\ufb03ce said â€œnoâ€\\x9d.")
    'Caregivers of the office said “no”.'
    """
    if "\f" in text:
        text = _joined(text.split("\f"))
    text = _uncut(text)
    if ESCAPES.search(text):
        text = unescape(text)
    return UNSEEN.sub("", repaired(text))


def _joined(pages: list[str]) -> str:
    """The pages of a PDF as one text, without their running heads and numbers."""
    split = [page.strip("\r\n").split("\n") for page in pages]
    edges = Counter(_known(line) for lines in split for line in {*lines[:EDGE], *lines[-EDGE:]} if line.strip())
    running = {line for line, count in edges.items() if count >= max(2, len(split) / 2)}
    kept: list[str] = []
    for lines in split:
        start, end = 0, len(lines)
        while start < end and _is_running(lines[start], running):
            start += 1
        while end > start and _is_running(lines[end - 1], running):
            end -= 1
        if body := "\n".join(lines[start:end]):
            kept.append(body)
    text = kept[0] if kept else ""
    for body in kept[1:]:
        # A paragraph may go on over the page.
        ends = re.search(r"[.?!:][”\"’')]*\s*$", text)
        text += ("\n\n" if ends else "\n") + body
    return text


def _known(line: str) -> str:
    """A line without its blanks and the number of its page."""
    return " ".join(DIGITS.sub("#", line).split())


def _is_running(line: str, running: set[str]) -> bool:
    return not line.strip() or PAGE.fullmatch(line) is not None or _known(line) in running


def _uncut(text: str) -> str:
    """Words that were cut at the end of a line made whole there: with a hyphen where the text has them so elsewhere."""
    if not CUT.search(text):
        return text
    told = {w.casefold() for w in WORD.findall(CUT.sub(" ", text))}

    def whole(found: re.Match[str]) -> str:
        line = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
        if len(line) < WIDE:
            return found[0]
        halves = [m[0].casefold() for m in (re.search(r"[^\W\d_]+$", line), re.match(r"[^\W\d_]+", found[2])) if m]
        kept = "-".join(halves) in told or (halves[0] in COMPOUNDS and "".join(halves) not in told)
        return f"{'-' if kept else ''}{found[2]}{found[1]}"

    return CUT.sub(whole, text)


# First halves that keep their hyphen: "well-known".
COMPOUNDS = (
    "well",
    "self",
    "long",
    "full",
    "part",
    "half",
    "low",
    "high",
    "first",
    "second",
    "third",
    "ex",
    "non",
    "co",
)
