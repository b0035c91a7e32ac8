"""The attribution corpus is well formed: marks close, each attribution has a cue and a content, ids are unique."""

import re
from collections import defaultdict
from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[1] / "corpus" / "attribution"
FILES = sorted(CORPUS.glob("*.txt"))
MARK = re.compile(r"\[([sqtc])(\d+)\|")


def stories(path):
    """(id, genre, country, body) of the stories in a file."""
    before, *rest = re.split(r"^=== (.+)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert not before.strip(), f"{path.name}: text before the first ==="
    for head, body in zip(rest[::2], rest[1::2], strict=True):
        identifier, genre, country = (part.strip() for part in head.split("|"))
        yield identifier, genre, country, body.strip()


def parse(body, name):
    """The plain text and attribution -> mark -> spans (code points, end exclusive)."""
    text, at, stack, parts = [], 0, [], defaultdict(lambda: defaultdict(list))
    while at < len(body):
        if mark := MARK.match(body, at):
            stack.append((mark[1], int(mark[2]), len(text)))
            at = mark.end()
            continue
        if body[at] == "]":
            assert stack, f"{name}: a mark is closed that was not opened, near {body[at - 40 : at]!r}"
            kind, number, start = stack.pop()
            parts[number][kind].append((start, len(text)))
        else:
            assert body[at] not in "[|", f"{name}: stray {body[at]!r} near {body[at - 40 : at + 20]!r}"
            text.append(body[at])
        at += 1
    assert not stack, f"{name}: marks left open: {stack}"
    return "".join(text), parts


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_marks_are_well_formed(path):
    for name, _, _, body in stories(path):
        text, parts = parse(body, name)
        for number, marks in parts.items():
            assert bool(marks["q"]) != bool(marks["t"]), f"{name}: attribution {number} needs a cue, q or t"
            assert marks["c"], f"{name}: attribution {number} has no content"
            for start, end in (span for spans in marks.values() for span in spans):
                assert text[start:end] == text[start:end].strip() != "", f"{name}: blanks in {text[start:end]!r}"


def test_ids_are_unique_and_stories_differ():
    found = [story for path in FILES for story in stories(path)]
    assert len({identifier for identifier, *_ in found}) == len(found)
    plain = [parse(body, name)[0] for name, _, _, body in found]
    assert len(set(plain)) == len(plain)
