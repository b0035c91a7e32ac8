"""bytes -> Article: files, folders and standard input, one file of this folder a format.

    read(["stories/", "-"], Given(published="2019-06-03"))

yields an Article or an InputError a story, in a fixed order, so that one bad story does not stop the others.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from kg.config import SETTINGS, Settings
from kg.errors import InputError
from kg.model import Article
from kg.read import html, jsonl, text
from kg.read.encoding import decode
from kg.read.language import check_english
from kg.read.metadata import Given, apply, given_from, sidecar
from kg.read.sources import Source, find

__all__ = ["Given", "InputError", "read"]

TEXT_SUFFIXES = (".txt", ".text")
HTML_SUFFIXES = (".html", ".htm", ".xhtml")
LINES_SUFFIXES = (".jsonl", ".ndjson")
SUFFIXES = TEXT_SUFFIXES + HTML_SUFFIXES + LINES_SUFFIXES


def read(
    paths: Sequence[str], given: Given | None = None, settings: Settings = SETTINGS
) -> Iterator[Article | InputError]:
    """Reads stories.

    Args:
        paths: files, folders (walked in sorted order, by suffix) or "-" for standard input.
        given: what the user says of a single story; it wins over what the story says of itself.

    Yields:
        An Article a story, or an InputError that names the file and the remedy.
    """
    for source in find(paths, SUFFIXES):
        if isinstance(source, InputError):
            yield source
            continue
        try:
            yield from _stories(source, given or Given(), settings)
        except InputError as error:
            yield error


def _stories(source: Source, given: Given, settings: Settings) -> Iterator[Article | InputError]:
    suffix = source.path.suffix.lower() if source.path else ""
    if suffix in LINES_SUFFIXES and source.path:
        with source.path.open("rb") as lines:
            yield from (_checked(a, given) for a in jsonl.stories(lines, source.name, settings.max_bytes))
        return
    raw = _bytes(source, settings.max_bytes)
    if source.path is None and jsonl.looks_like(raw):
        lines_in = (line + b"\n" for line in raw.split(b"\n"))
        yield from (_checked(a, given) for a in jsonl.stories(lines_in, source.name, settings.max_bytes))
    elif suffix in HTML_SUFFIXES or (suffix not in TEXT_SUFFIXES and html.looks_like(raw)):
        yield _checked(html.story(raw, source.name), given)
    else:
        article = text.story(decode(raw, source.name), source.name)
        yield _checked(apply(sidecar(source.path), article) if source.path else article, given)


def _bytes(source: Source, limit: int) -> bytes:
    try:
        if source.path is None:
            raw = sys.stdin.buffer.read(limit + 1)
        else:
            with source.path.open("rb") as file:
                raw = file.read(limit + 1)
    except OSError as error:
        raise InputError(
            f"{source.name}: cannot be read: {error.strerror}.", "Check the path and its rights."
        ) from error
    if len(raw) > limit:
        raise InputError(
            f"{source.name}: longer than {limit:,} bytes.",
            "Is it one story? Cut it, or raise the limit with --max-bytes.",
        )
    return raw


def _checked(story: Article | InputError, given: Given) -> Article | InputError:
    if isinstance(story, InputError):
        return story
    article = apply(given, story)
    if not article.text.strip():
        return InputError(f"{article.source}: holds no text.", "Give a file with the words of a story.")
    try:
        check_english(article.text, article.source or "-")
    except InputError as error:
        return error
    return article


def single(paths: Sequence[str]) -> bool:
    """Whether the paths can hold one story at most, so that options such as --title make sense."""
    return len(paths) == 1 and not Path(paths[0]).is_dir() and not paths[0].endswith(LINES_SUFFIXES)


__all__ += ["apply", "given_from", "replace", "single"]
