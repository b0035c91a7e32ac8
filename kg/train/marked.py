"""Text with marked attributions: our own inline marks (corpus/attribution/GUIDELINES.md), and JSON Lines."""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.model import Span

MARK = re.compile(r"\[([sqtc])(\d+)\|")
HEAD = re.compile(r"^=== (.+)$", re.MULTILINE)
FIRST = {"i", "we", "me", "us", "you", "my", "our"}
FORM = "The form is that of corpus/attribution/GUIDELINES.md."


@dataclass(frozen=True, slots=True)
class Marked:
    """One attribution marked by hand: spans in reading order; `thought` is None where the kind is not marked."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    thought: bool | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """A text with all its attributions."""

    identifier: str
    text: str
    attributions: tuple[Marked, ...]

    @property
    def taught(self) -> tuple[Marked, ...]:
        """The attributions to learn and to be measured by: without thoughts, and words of the speaker's own, inside
        the content of another attribution. Those are marked, but tell no more than what holds them."""

        def told_already(a: Marked) -> bool:
            inside = any(s.holds(a.cue[0]) for b in self.attributions if b is not a for s in b.content)
            own = a.source and self.text[a.source[0].start : a.source[0].end].lower() in FIRST
            return inside and bool(a.thought or own)

        return tuple(a for a in self.attributions if not told_already(a))

    @property
    def held(self) -> bool:
        """Whether the story is of the tenth that no model is trained on; told by its id, so it stays so."""
        return int(hashlib.sha256(self.identifier.encode()).hexdigest(), 16) % 10 == 0


def stories(paths: Iterable[Path]) -> list[Story]:
    """The stories of files and folders (`.txt` marked inline, `.jsonl`), in the order of their names.

    Raises:
        InputError: a file cannot be read or is not well formed; the message names the story.
    """
    found: list[Story] = []
    for path in paths:
        files = sorted(path.glob("*.txt")) if path.is_dir() else [path]
        for file in files:
            try:
                content = file.read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError) as error:
                raise InputError(
                    f"{file} cannot be read: {error}.", "Name a .txt or .jsonl file, or a folder."
                ) from None
            found += _lines(content, file) if file.suffix == ".jsonl" else _inline(content, file)
    if not found:
        raise InputError("there is no marked story.", "Name a .txt or .jsonl file, or a folder of .txt files.")
    return found


def split(found: list[Story], share: float = 1.0) -> tuple[list[Story], list[Story]]:
    """The stories to train on, or a share of them (told by the ids, so that a smaller share is part of a larger), and
    those held back.

    Raises:
        InputError: one of the two is empty.
    """

    def chance(story: Story) -> float:
        return int(hashlib.sha256(f"share {story.identifier}".encode()).hexdigest(), 16) % 1000 / 1000

    taught, held = [s for s in found if not s.held and chance(s) < share], [s for s in found if s.held]
    if not taught or not held:
        raise InputError(f"{len(found)} stories are too few to train on and keep a tenth back.", "Give more stories.")
    return taught, held


def digest(found: Iterable[Story]) -> str:
    """SHA-256 of texts and marks, whatever files they came from."""
    hashed = hashlib.sha256()
    for story in sorted(found, key=lambda s: s.identifier):
        hashed.update(repr(story).encode())
    return hashed.hexdigest()


def _inline(content: str, file: Path) -> Iterator[Story]:
    before, *rest = HEAD.split(content)
    if before.strip() or not rest:
        raise InputError(f"{file}: a story must begin with a line '=== ID | genre | country'.", FORM)
    for head, body in zip(rest[::2], rest[1::2], strict=True):
        name = head.split("|")[0].strip()
        text, parts = parse(body.strip(), name)
        marked = []
        for number, marks in sorted(parts.items()):
            if bool(marks["q"]) == bool(marks["t"]) or not marks["c"]:
                raise InputError(f"{name}: attribution {number} needs content and a cue, either q or t.", FORM)
            cue = marks["q"] or marks["t"]
            marked.append(Marked(tuple(marks["s"]), tuple(cue), tuple(marks["c"]), bool(marks["t"])))
        yield Story(name, text, tuple(marked))


def parse(body: str, name: str) -> tuple[str, dict[int, dict[str, list[Span]]]]:
    """The plain text, and attribution number -> mark -> spans.

    Raises:
        InputError: marks do not close, or a bracket or bar stands outside a mark.
    """
    text: list[str] = []
    at, stack = 0, list[tuple[str, int, int]]()
    parts: dict[int, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    while at < len(body):
        near = body[max(0, at - 40) : at + 20]
        if mark := MARK.match(body, at):
            stack.append((mark[1], int(mark[2]), len(text)))
            at = mark.end()
            continue
        if body[at] == "]":
            if not stack:
                raise InputError(f"{name}: a mark is closed that was not opened, near {near!r}.", FORM)
            kind, number, start = stack.pop()
            if "".join(text[start:]).strip() != "".join(text[start:]) or start == len(text):
                raise InputError(f"{name}: a mark is empty or begins or ends with a blank, near {near!r}.", FORM)
            parts[number][kind].append(Span(start, len(text)))
        elif body[at] in "[|":
            raise InputError(f"{name}: stray {body[at]!r} near {near!r}.", FORM)
        else:
            text.append(body[at])
        at += 1
    if stack:
        raise InputError(f"{name}: marks are left open: {stack}.", FORM)
    for marks in parts.values():
        for spans in marks.values():
            spans.sort()
    return "".join(text), parts


def _lines(content: str, file: Path) -> Iterator[Story]:
    for number, line in enumerate(content.splitlines(), 1):
        try:
            raw = json.loads(line)
            marked = []
            for item in raw["attributions"]:
                spans_of, cue, words = (
                    tuple(sorted(Span(first, end) for first, end in item[key])) for key in ("source", "cue", "content")
                )
                marked.append(Marked(spans_of, cue, words))
            yield Story(str(raw["id"]), raw["text"], tuple(m for m in marked if m.cue and m.content))
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(
                f"{file}:{number}: no story with attributions: {error!r}.",
                'A line is {"id", "text", "attributions": [{"source", "cue", "content": [[start, end], ...]}]}.',
            ) from None
