"""Whom the stories let speak: the rows of queries/balance.rq -> counts by outlet, dispute, month or side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

BY = ("outlet", "dispute", "month", "side")
SIDES = ("union", "employer", "government", "worker", "expert", "none")
MODES = ("direct", "mixed", "indirect")
# What stands for a value that the story does not give.
UNKNOWN = {"outlet": "no outlet", "dispute": "no dispute", "month": "no date", "side": "none"}
COUNTS = ("statements", *SIDES, *MODES, "words", "quoted_percent", "women", "men", "speakers")
# Words between quotation marks; one that is not closed runs to the end of its part, an apostrophe closes nothing.
QUOTED = re.compile(r'“[^”]*|"[^"]*"?|‘.*?(?:’(?!\w)|$)')
PARTS = " | "


@dataclass(slots=True)
class Spoken:
    """One statement: its keys, how it is told, its words, and the IRIs and genders of its speakers."""

    keys: dict[str, str]
    mode: str
    words: int
    quoted: int
    speakers: set[str] = field(default_factory=set)
    genders: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Balance:
    """Counts of statements.

    Attributes:
        columns: what is counted by, then what is counted.
        rows: the cells of each line, in the order of the columns; None where a share has no words to be of.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str | int | None, ...], ...]

    def numbers(self, column: str) -> list[int]:
        """A column of counts, in the order of the rows."""
        place = self.columns.index(column)
        return [cell if isinstance(cell := row[place], int) else 0 for row in self.rows]


def balance(found: Iterable[Mapping[str, str]], by: tuple[str, ...] = BY[:3]) -> Balance:
    """Counts statements.

    A statement counts once, however many speakers it has; women and men are statements with such a speaker, as far as
    the text tells the gender.

    Args:
        found: rows of queries/balance.rq, a column -> its text; what is unbound is left out.
        by: what to tell apart, of `BY`, in this order.
    """
    return counted(statements(found), by)


def counted(spoken: Iterable[Spoken], by: tuple[str, ...]) -> Balance:
    """The same of statements that were put together before, so that several counts do it once."""
    groups: dict[tuple[str, ...], list[Spoken]] = {}
    for one in spoken:
        groups.setdefault(tuple(one.keys[name] for name in by), []).append(one)
    counts = tuple(name for name in COUNTS if not ("side" in by and name in SIDES))
    rows = []
    for key in sorted(groups, key=lambda k: _order(k, by)):
        numbers = _counts(groups[key])
        rows.append((*key, *(numbers[name] for name in counts)))
    return Balance((*by, *counts), tuple(rows))


def statements(found: Iterable[Mapping[str, str]]) -> list[Spoken]:
    """The statements of the rows, each once, with all its speakers."""
    known: dict[str, Spoken] = {}
    for row in found:
        one = known.get(row["evidence"])
        if one is None:
            words, marked = measure(row["content"])
            quoted = {"direct": words, "mixed": marked}.get(row["mode"], 0)
            keys = {name: row.get(name) or UNKNOWN[name] for name in BY}
            one = known[row["evidence"]] = Spoken(keys, row["mode"], words, quoted)
        if speaker := row.get("speaker"):
            one.speakers.add(speaker)
        if gender := row.get("gender"):
            one.genders.add(gender)
    return list(known.values())


def measure(content: str) -> tuple[int, int]:
    """Number of words of a statement's content, and of those between quotation marks."""
    parts = content.split(PARTS)
    words = sum(len(_words(part)) for part in parts)
    return words, sum(len(_words(quoted)) for part in parts for quoted in QUOTED.findall(part))


def _words(text: str) -> list[str]:
    return re.findall(r"\w[\w’'.,-]*", text)


def _counts(group: list[Spoken]) -> dict[str, int | None]:
    sides, modes = Counter(one.keys["side"] for one in group), Counter(one.mode for one in group)
    words = sum(one.words for one in group)
    return {
        "statements": len(group),
        **{side: sides[side] for side in SIDES},
        **{mode: modes[mode] for mode in MODES},
        "words": words,
        "quoted_percent": round(100 * sum(one.quoted for one in group) / words) if words else None,
        "women": sum("female" in one.genders for one in group),
        "men": sum("male" in one.genders for one in group),
        "speakers": len(set().union(*(one.speakers for one in group))),
    }


def _order(key: tuple[str, ...], by: tuple[str, ...]) -> tuple[tuple[int, str, str], ...]:
    """Sides in their usual order, all else by name."""
    return tuple(
        (SIDES.index(value) if name == "side" and value in SIDES else 0, value.casefold(), value)
        for name, value in zip(by, key, strict=True)
    )
