"""Where names stand: words of the text, runs of capitalized words, and the joints between the runs.

Only shape and word lists are used here; what a name is the name of is decided in `name_evidence`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from kg.annotate.base import Draft
from kg.annotate.names.lexicon import business_words, ends, fold, given_names, heads, known_body, people_words, terms
from kg.annotate.names.places import kind_of, short_forms
from kg.model import Span

WORD = re.compile(
    r"W\. ?Va\.|(?:[A-Z]\.){2,}(?:-(?:[A-Z]\.){2,})?|[A-Z]\.(?=\s?[A-Z])|&(?=\s)"
    r"|[^\W_]+(?:(?:[-’'&](?=[^\W_])|(?<=\d)[.,](?=\d))[^\W_]+)*"
)
NOT_WORDS = re.compile(
    r"\b[A-Z]{1,3}\$(?=\d)|https?://\S+|www\.\S+|\S+@\S+\.\w+|(?<!\w)[@#]\w+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|example|edu|gov|co|uk|ca|au)\b(?:/\S*)?"
)
# prepositions and conjunctions that some papers leave in lower case in a headline
JOINTS = frozenset(
    [
        "from",
        "with",
        "over",
        "after",
        "amid",
        "into",
        "until",
        "that",
        "than",
        "near",
        "against",
        "before",
        "during",
        "about",
    ]
)
WEEKDAYS = frozenset(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"])
# what every match of NOT_WORDS holds
MAYBE_MASKED = re.compile(r"[A-Z]\$|://|www\.|[@#]|\.(?:com|org|net|example|edu|gov|co|uk|ca|au)\b")
PARTY = re.compile(r"[DR]-(?=[A-Z][a-z])")
ARTICLE = re.compile(r"(?:al|el|ul|ur|ash|bin|ibn)-[A-Z]")  # "Mona al-Fayed"
PLATFORM = re.compile(r"\b(?:on|to|via|and|or) $")
OPENING = re.compile(r"\.[”’'\")]*\s+|\s[—–-]+\s*$|—")
BASED = re.compile(r"-(?:based|area|born|bound|style|wide|led|owned|run|backed|affiliated|listed|trained|bred)$")
CUED = re.compile(r"[^.!?\n“”\"]{0,120}:\s*[“\"‘']")
SAINT = frozenset(["st", "st.", "saint", "ste", "ste."])  # "Saint Alban's Hospital" is one name
INNER = frozenset(
    {"children's", "women's", "men's", "people's", "king's", "queen's", "veterans'", "nurses'", "writers'"}
)


@dataclass(slots=True)
class Word:
    """A word: its span without a possessive mark, the end with it, and whether it opens a sentence or quotation."""

    span: Span
    text: str
    end: int
    possessive: bool
    first: bool
    shape: str

    @property
    def low(self) -> str:
        return fold(self.text) or self.text.casefold()


@dataclass(slots=True)
class Candidate:
    """A stretch that may be a name, with what its surroundings say of it.

    Attributes:
        role: words of a role that stand before it ("INA President" Loretta Wolanski), with their span.
        honorific: a form of address before it.
        initial: a single word that opens a sentence, so its capital says nothing.
        hint: a class that its form alone proves (UnionLocal, Place of a dateline ...).
    """

    span: Span
    text: str
    possessive: bool = False
    role: Span | None = None
    honorific: str | None = None
    initial: bool = False
    hint: str | None = None
    notes: dict[str, str] = field(default_factory=dict)

    @property
    def low(self) -> str:
        return fold(self.text)


def words(draft: Draft) -> list[Word]:
    """The words of the article, in order, without those in lower case, addresses, accounts and hashtags."""
    text = draft.text
    masked = [m.span() for m in NOT_WORDS.finditer(text)] if MAYBE_MASKED.search(text) else []
    states = terms_with_stop()
    closing = {q.outer.end - 1 for q in draft.structure.quotes if q.closed}
    found: list[Word] = []
    last = -1  # end of the word before
    for m in WORD.finditer(text):
        start, end = m.span()
        word = m.group()
        if masked and any(a < end and start < b for a, b in masked):
            continue
        if word.islower() and not word[0].isdigit():
            last = end + (text[end : end + 1] == "." and stopped(text, start, end, states))
            continue
        if PARTY.match(word):
            start += 2
        if text[end : end + 1] == "." and stopped(text, start, end, states):
            end += 1
        if text[start:end] == "X." and PLATFORM.search(text[max(0, start - 5) : start]):
            end -= 1  # the platform at the end of a sentence, no initial
        word, outer, possessive = text[start:end], end, False
        if "-" in word and (based := BASED.search(word)):
            word, possessive = word[: based.start()], True
        if word[-1:] in "sS" and len(word) > 2 and word[-2] in "’'":
            word, possessive = word[:-2], True
        elif (
            word[-1:] in "sSzZx"
            and text[end : end + 1] in ("’", "'")
            and not text[end + 1 : end + 2].isalnum()
            and end not in closing
        ):
            outer, possessive = end + 1, True
        first = opens(text, start, last)
        found.append(Word(Span(start, start + len(word)), word, outer, possessive, first, shape(word)))
        last = outer
    return found


def stopped(text: str, start: int, end: int, states: frozenset[str]) -> bool:
    """Whether the full stop after a word belongs to it as an abbreviation ("St.", "Calif.", "No. 5")."""
    word = text[start:end]
    if word.casefold() == "no":
        return re.match(r"\. ?\d", text[end : end + 3]) is not None
    return word.casefold() in terms("name_words.yaml", "abbreviation") or f"{word}." in states


def terms_with_stop() -> frozenset[str]:
    """Short forms of states that end in a full stop, as printed."""
    return frozenset(s for s in short_forms() if s.endswith("."))


def shape(word: str) -> str:
    """cap, caps (an acronym), number or lower."""
    if word.islower() and not word[0].isdigit():
        return "lower"
    if word == "&":
        return "cap"
    if word[0].isdigit():
        return "code" if any(c.isupper() for c in word) else "number"
    if len(word) > 1 and sum(c.isupper() for c in word) >= 2 and not any(c.islower() for c in word):
        return "caps"
    if ARTICLE.match(word):
        return "cap"
    return (
        "cap"
        if any(c.isupper() for c in word) and (word[0].isupper() or any(c.isupper() for c in word[1:3]))
        else "lower"
    )


def opens(text: str, start: int, last: int) -> bool:
    """Whether a word opens a sentence, a line or a quotation, so that its capital may say nothing.

    Args:
        last: end of the word before, -1 where there is none.
    """
    if last < 0:
        return True
    gap = text[last:start]
    if gap in (" ", '," ', ",' "):  # what closes with a comma is no end
        return False
    if "\n" in gap or any(c in gap for c in '!?:;“‘"(['):
        return True
    return OPENING.search(gap) is not None


def runs(draft: Draft) -> list[list[Word]]:
    """Maximal runs of capitalized words that stand side by side."""
    found: list[list[Word]] = []
    current: list[Word] = []
    for word in words(draft):
        touching = bool(current) and draft.text[current[-1].end : word.span.start] in (" ", "\u00a0")
        numbered = (
            touching and word.shape in ("number", "code") and current[-1].low in terms("name_words.yaml", "numbered")
        )
        if current and not (
            touching and (word.shape in ("cap", "caps", "code") or numbered) and not breaks(current, word)
        ):
            found.append(current)
            current = []
        if word.shape in ("cap", "caps", "code") or numbered:
            current.append(word)
    if current:
        found.append(current)
    return [trimmed for run in found if (trimmed := trim(uncued(draft, run)))]


def uncued(draft: Draft, run: list[Word]) -> list[Word]:
    """The run without a verb of saying that opens the sentence: "Said Aldo Renzi, the chair: “...”"."""
    first = run[0]
    if not first.first or first.text not in ("Said", "Says", "Added", "Asked", "Wrote") or len(run) < 2:
        return run
    return run[1:] if CUED.match(draft.text, run[-1].end) else run


def breaks(current: list[Word], word: Word) -> bool:
    """Whether a possessive mark ends the name before this word."""
    last = current[-1]
    if (
        word.text in WEEKDAYS
        or last.text in WEEKDAYS
        or word.first
        or (last.text.endswith(".") and word.low in terms("name_stops.yaml", "opener"))
    ):
        return True
    if not last.possessive:
        return False
    if last.low.endswith("men") and ends(word.low, "union", "association"):
        return False  # "the Carmen's Union"
    if last.end > last.span.end + 1:  # 's
        return f"{last.low}'s" not in INNER and not (len(current) > 1 and current[-2].low in SAINT)
    if len(current) > 1 and current[-2].low in SAINT:
        return False
    head = ends(word.low, "union", "association") or word.low == "group"
    return not (last.low in people_words() | business_words() or last.low == "teachers" or head)


def trim(run: list[Word]) -> list[Word]:
    """The run without sentence openers and function words at its beginning and stray signs at its end."""
    openers = terms("name_stops.yaml", "opener")
    while run:
        text = " ".join(w.text for w in run)
        if (
            run[0].first
            and run[0].text not in ("The", "A", "An")
            and (kind_of(text) or kind_of(text.title()) or known_body(text) or named_place(run))
        ):
            break
        opener = run[0].first and len(run) > 1 and (run[0].low in openers or siblings(run))
        if not (run[0].text in ("&", "The", "A", "An") or opener):
            break
        run = run[1:]
    while run and run[-1].text == "&":
        run = run[:-1]
    return run


def siblings(run: list[Word]) -> bool:
    """Whether a run begins with what two people are to one another: "Brothers Dan and Luis Ibarra"."""
    return run[0].low in ("brothers", "sisters", "siblings", "twins", "cousins") and run[1].text in given_names()


def named_place(run: list[Word]) -> bool:
    """Whether the first words of a run are a place ("New York City Transit")."""
    return any(kind_of(" ".join(w.text for w in run[:size])) for size in (2, 3) if len(run) > size)


def cover(draft: Draft, run: list[Word]) -> Span:
    """From the first to the last word of a run, without a possessive mark."""
    return Span(run[0].span.start, run[-1].span.end)


def in_headline(draft: Draft, at: int) -> bool:
    """Whether the offset is in a headline (or a line like one) whose words are all capitalized."""
    return any(line.start <= at < line.end for line in title_lines(draft))


def title_lines(draft: Draft) -> tuple[Span, ...]:
    """The headline and other lines above the story whose words are all capitalized."""
    return _title_lines(draft.text, draft.structure.headline, tuple(draft.structure.bylines))


@lru_cache(maxsize=4)
def _title_lines(text: str, headline: Span | None, bylines: tuple[Span, ...]) -> tuple[Span, ...]:
    found = []
    for m in list(re.finditer(r"[^\n]*\S[^\n]*", text))[:4]:
        line, span = m.group().strip(), Span(*m.span())
        if line.startswith("By ") or "ontact:" in line or any(b.overlaps(span) for b in bylines) or line.isupper():
            continue
        known = headline is not None and headline.overlaps(span) and line[-1] != "."
        long = len(line.split()) >= 6 and len(line) < 200 and line[-1] not in ".:,;"
        # a headline that ends in a full stop stands first and leaves no longer word in lower case
        stopped = m.start() == 0 and line[-1] == "." and len(line.split()) >= 6 and m.end() < len(text)
        if ((long or known) and title_case(line)) or (stopped and title_case(line, least=1.0)):
            found.append(span)
    return tuple(found)


def title_case(line: str, least: float = 0.85) -> bool:
    """Whether the longer words of a line are (nearly) all capitalized, by the least share of them."""
    long = [w for w in re.findall(r"[^\W\d_]+", line) if len(w) > 3 and w not in JOINTS]
    return len(long) > 2 and sum(w[0].isupper() for w in long) >= least * len(long)


def segments(draft: Draft) -> Iterator[list[list[Word]]]:
    """Runs that small words connect, grouped: [["Local", "650"], ["Grain"], ["Elevator", "Workers"], ...]."""
    group: list[list[Word]] = []
    for run in runs(draft):
        if group and linked(draft, group[-1], run):
            group.append(run)
            continue
        if group:
            yield group
        group = [run]
    if group:
        yield group


LINK = re.compile(
    r" (?:of|of the|for|for the|and|&|,? and|de|del|de la|de los|de las|du|van|van der|van den|von|von der|der"
    r"|y|la|e) ?|, (?=Local\b|Inc|Ltd|LLC|L\.L\.C|Jr|Sr|Co\b)"
)


def linked(draft: Draft, left: list[Word], right: list[Word]) -> bool:
    """Whether only a connecting word stands between two runs."""
    gap = draft.text[left[-1].end : right[0].span.start]
    return LINK.fullmatch(gap) is not None and not (left[-1].possessive and gap.strip() not in ("and",))


def joint(draft: Draft, left: list[Word], right: list[Word]) -> str:
    """The connecting word between two runs, folded ("of", "and", ",")."""
    return draft.text[left[-1].end : right[0].span.start].replace("&", "and").strip()


OF_BODIES = frozenset(["union", "association", "government", "news", "employer", "suffix"])
WITH_SITES = OF_BODIES | {"facility"}


def has_head(text: str, places: bool = True) -> bool:
    """Whether a name ends in a word for an organization (or, with `places`, a site)."""
    kinds = WITH_SITES if places else OF_BODIES
    return not heads(fold(text)).isdisjoint(kinds) or known_body(text) is not None
