"""Plain text, with optional front matter between lines of three dashes, or a line with its day at its head."""

from __future__ import annotations

import re

import yaml

from kg.errors import InputError
from kg.model import Article
from kg.read.metadata import FIELDS, apply, given_from
from kg.read.written import day_at_head

FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?\r?\n)---[ \t]*(?:\r?\n\s*|\Z)", re.DOTALL)
OPENED = re.compile(rf"\A---[ \t]*\r?\n(?:{'|'.join(FIELDS)}):")


def story(text: str, name: str) -> Article:
    """The article of a decoded text file; its text is the whole file, or what follows the front matter.

    Raises:
        InputError: the front matter is not YAML, or has no end.
    """
    found = FRONT.match(text)
    if not found and OPENED.match(text):
        raise InputError(f"{name}: the front matter has no end.", "Put a line '---' below it.")
    if not found:
        return Article(text, source=name, published=day_at_head(text))
    try:
        record = yaml.load(found[1], yaml.BaseLoader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise InputError(f"{name}: the front matter is not YAML.", "Mend the lines between the '---'.") from error
    if not isinstance(record, dict):
        return Article(text, source=name, published=day_at_head(text))  # a rule of dashes, not front matter
    words = text[found.end() :]
    return apply(given_from(record, name), Article(words, source=name, published=day_at_head(words)))
