"""What is said of a story besides its words: by the user, in front matter, in a sidecar file."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from kg.errors import InputError
from kg.model import Article
from kg.read.clean import clean
from kg.read.written import CHANGED, day_of

# Keys of front matter, sidecars and JSON Lines.
FIELDS = ("id", "title", "published", "publisher", "url", "byline", "lang", "modified")
# What readers see of them.
SEEN = ("title", "publisher", "byline")
# Halves of characters and zero bytes: no text holds them, and neither UTF-8 nor RDF can.
FOREIGN = re.compile("[\0\ud800-\udfff]")
SIDECARS = (".yaml", ".yml", ".json")


@dataclass(frozen=True, slots=True)
class Given:
    """Metadata of one story; a field that is None is not given. Dates as text, not yet checked."""

    identifier: str | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    byline: str | None = None
    language: str | None = None
    modified: str | None = None


def given_from(record: Mapping[str, Any], name: str) -> Given:
    """Metadata from a mapping with the keys id, title, published, publisher, url, byline, lang, modified.

    Other keys are passed over. Numbers and dates are taken as text.

    Raises:
        InputError: a value is a list or a mapping.
    """
    values: dict[str, str | None] = {}
    keys = {"id": "identifier", "lang": "language"}
    for key in FIELDS:
        value = record.get(key)
        if isinstance(value, (list, tuple)) and key == "byline" and all(isinstance(v, str) for v in value):
            value = ", ".join(value)
        if isinstance(value, (datetime, date)):
            value = value.isoformat()
        if isinstance(value, (list, dict, tuple)):
            raise InputError(f"{name}: the value of {key!r} is not text.", "Write it as one string.")
        values[keys.get(key, key)] = str(value).strip() or None if value is not None else None
    return Given(**values)


def apply(given: Given, article: Article) -> Article:
    """The article with what is given put over what it has; a date that is none is kept as `published_raw`."""
    changes: dict[str, Any] = {}
    for field in ("identifier", "title", "publisher", "url", "byline", "language"):
        value = getattr(given, field)
        if value is not None:
            value = FOREIGN.sub("\ufffd", value)
            changes[field] = clean(value) if field in SEEN else value
    if given.modified is not None:
        changes["modified"] = day_of(given.modified, given.language or article.language)
    if given.published is not None:
        told = not CHANGED.search(given.published)
        changes["published"] = day_of(given.published, given.language or article.language) if told else None
        changes["published_raw"] = None
        if changes["published"] is None:
            raw = FOREIGN.sub("\ufffd", given.published)[:100]
            changes["published_raw"] = raw
            warning = f"{article.source}: {raw!r} is no date; relative times stay unresolved"
            changes["warnings"] = (*article.warnings, warning)
    return replace(article, **changes)


def sidecar(path: Path) -> Given:
    """Metadata from NAME.yaml, .yml or .json beside NAME.txt; empty where there is none.

    Raises:
        InputError: the sidecar is not YAML or JSON, or not a mapping.
    """
    for suffix in SIDECARS:
        beside = path.with_suffix(suffix)
        if beside.is_file():
            try:
                text = beside.read_text(encoding="utf-8")
                record = json.loads(text) if suffix == ".json" else yaml.load(text, yaml.BaseLoader)
            except (OSError, ValueError, RecursionError, yaml.YAMLError) as error:
                raise InputError(f"{beside}: cannot be read as {suffix[1:]}.", "Mend it or remove it.") from error
            if not isinstance(record, dict):
                raise InputError(f"{beside}: holds no mapping of keys to values.", "Write lines such as 'title: ...'.")
            return given_from(record, str(beside))
    return Given()
