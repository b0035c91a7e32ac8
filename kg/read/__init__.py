"""bytes -> Article: files, folders and standard input, one file of this folder a format.

    read(["stories/", "-"], Given(published="2019-06-03"))

yields an Article or an InputError a story, in a fixed order, so that one bad story does not stop the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from kg.config import SETTINGS, Settings
from kg.errors import InputError
from kg.model import Article
from kg.read.formats import LINES as LINES_SUFFIXES
from kg.read.formats import MAPPED, SINGLE, SUFFIXES, stories
from kg.read.language import check_english
from kg.read.mapped import Mapping, mapping_from
from kg.read.mended import mended
from kg.read.metadata import FOREIGN, Given, apply, given_from
from kg.read.sources import find

__all__ = ["LINES_SUFFIXES", "MAPPED", "SINGLE", "SUFFIXES", "Given", "InputError", "Mapping", "mapping_from", "read"]


def read(
    paths: Sequence[str], given: Given | None = None, settings: Settings = SETTINGS, mapping: Mapping | None = None
) -> Iterator[Article | InputError]:
    """Reads stories.

    Args:
        paths: files, folders (walked in sorted order, by suffix) or "-" for standard input.
        given: what the user says of a single story; it wins over what the story says of itself.
        mapping: where the fields of JSON files stand (`mapping_from`); with one, folders are searched for `MAPPED` too.

    Yields:
        An Article a story, or an InputError that names the file, the entry in it, and the remedy.
    """
    for source in find(paths, SUFFIXES + (MAPPED if mapping else ())):
        if isinstance(source, InputError):
            yield source
            continue
        void = True
        try:
            for story in stories(source, settings.max_bytes, mapping):
                void = False
                yield _checked(story, given or Given())
            if void:
                yield InputError(f"{source.name}: holds no story.", "docs/sources.md tells what is read.")
        except InputError as error:
            yield error


def _checked(story: Article | InputError, given: Given) -> Article | InputError:
    if isinstance(story, InputError):
        return story
    article = apply(given, story)
    name = f"{article.source} ({article.identifier})" if article.identifier else article.source or "-"
    if FOREIGN.search(article.text):
        return InputError(f"{name}: holds halves of characters or zero bytes.", "Save it as UTF-8 text.")
    if (text := mended(article.text)) != article.text:
        warning = f"{name}: damaged characters are mended; places count in the mended text"
        article = replace(article, text=text, warnings=(*article.warnings, warning))
    if not text.strip():
        return InputError(f"{name}: holds no text.", "Give a file with the words of a story.")
    try:
        check_english(article.text, name)
    except InputError as error:
        return error
    return article


def single(paths: Sequence[str]) -> bool:
    """Whether the paths can hold one story at most, so that options such as --title make sense."""
    if len(paths) != 1 or Path(paths[0]).is_dir():
        return False
    return paths[0].lower().endswith(SINGLE) or not paths[0].lower().endswith((*SUFFIXES, *MAPPED))


__all__ += ["apply", "given_from", "replace", "single"]
