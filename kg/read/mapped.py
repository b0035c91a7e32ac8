"""JSON of news services: a mapping says where the list of stories stands, and where in a story its fields.

stories: response.results     # dots lead inside, numbers count in lists from 0; left out: the file is the list
html: fields.body             # or text
title: webTitle
published: webPublicationDate
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from kg.errors import InputError
from kg.model import Article
from kg.read import html
from kg.read.metadata import FIELDS, apply, given_from

BODIES = ("text", "html")


@dataclass(frozen=True, slots=True)
class Mapping:
    """Dotted paths: of the list of stories ("" for the whole file), and of the fields of a story by their names."""

    stories: str
    fields: dict[str, str]


# What JSON Lines have.
PLAIN = Mapping("", {name: name for name in ("text", *FIELDS)})


def mapping_from(path: Path) -> Mapping:
    """The mapping of a YAML file.

    Raises:
        InputError: it cannot be read, names an unknown field, or neither text nor html.
    """
    try:
        record = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"the mapping {path} cannot be read: {error.strerror}.", "Check --mapping.") from error
    except (ValueError, RecursionError, yaml.YAMLError) as error:
        raise InputError(f"{path}: cannot be read as YAML.", "Write lines such as 'title: headline'.") from error
    known = ("stories", *BODIES, *FIELDS)
    if not isinstance(record, dict):
        raise InputError(f"{path}: holds no mapping of fields to places.", "Write lines such as 'title: headline'.")
    for key, value in record.items():
        if key not in known:
            raise InputError(f"{path}: {key!r} is no field.", f"There are: {', '.join(known)}.")
        if not isinstance(value, str):
            raise InputError(f"{path}: the place of {key!r} is not text.", "Write it as words with dots between.")
    if sum(body in record for body in BODIES) != 1:
        raise InputError(f"{path}: gives no place of the words.", "Write one of 'text: ...' and 'html: ...'.")
    return Mapping(record.pop("stories", ""), record)


def stories(raw: bytes, name: str, mapping: Mapping) -> Iterator[Article | InputError]:
    """The stories of a JSON file, an InputError for each that cannot be read.

    Raises:
        InputError: it is not JSON, or holds no list of stories where the mapping says.
    """
    try:
        record = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{name}: is not JSON.", "Save the answer of the service again.") from error
    found = at(record, mapping.stories) if mapping.stories else record
    if isinstance(found, dict) and not mapping.stories:
        found = [found]
    if not isinstance(found, list):
        where = f"at {mapping.stories!r}" if mapping.stories else "in it"
        raise InputError(
            f"{name}: there is no list of stories {where}.", "Say where it stands: 'stories: ...' in a --mapping file."
        )
    for number, item in enumerate(found, 1):
        try:
            yield story(item, name, f"{name}:{number}", mapping)
        except InputError as error:
            yield error


def story(record: Any, name: str, where: str, mapping: Mapping) -> Article:
    """The story of one JSON object of the file `name`, which is called `where` in messages.

    Raises:
        InputError: it has no words where the mapping says, or a field is not text.
    """
    body = next(body for body in BODIES if body in mapping.fields)
    place = mapping.fields[body]
    words = at(record, place)
    if isinstance(words, list) and words and all(isinstance(part, str) for part in words):
        words = "\n\n".join(words)
    if not isinstance(words, str):
        raise InputError(
            f'{where}: has no "{place}".',
            f"Each story has its words there; with a --mapping file, write '{body}: ...' for another place.",
        )
    given = given_from({field: at(record, path) for field, path in mapping.fields.items()}, where)
    article = Article(words, source=where) if body == "text" else html.fragment(words, where)
    # A story without an id is known by its place in the file.
    return replace(apply(given, article), source=name if given.identifier else where)


def at(record: Any, path: str) -> Any:
    """What stands at a dotted path, or None. A key that holds dots itself is tried whole first."""
    if isinstance(record, dict) and path in record:
        return record[path]
    for part in path.split("."):
        if isinstance(record, dict):
            record = record.get(part)
        elif isinstance(record, list) and part.isdecimal() and int(part) < len(record):
            record = record[int(part)]
        else:
            return None
    return record
