"""The words in which the graph speaks: classes, properties and issues of the ontology with their meaning."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.glossary import entries
from kg.prefixes import PREFIXES
from kg.query import library
from kg.serve.page import Page

if TYPE_CHECKING:
    from starlette.requests import Request

    from kg.serve.site import Site

_NAME = re.compile(rf"\b(?:{'|'.join(PREFIXES)}):[A-Za-z]\w*")


@dataclass(frozen=True, slots=True)
class TermEntry:
    """A term: its name with prefix, label and definition, and its relations as (word, names)."""

    name: str
    label: str
    definition: str
    relations: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """Prefixes and terms, those of the ontology first; then, without a meaning here, those of other vocabularies that
    the questions of the library use.
    """

    prefixes: dict[str, str]
    terms: tuple[TermEntry, ...]


def _terms(site: Site, request: Request) -> Terms:
    return site.kept("terms", lambda engine: _found())


def _found() -> Terms:
    own = tuple(TermEntry(e.name, e.label, e.definition, e.relations) for e in entries())
    known = {entry.name for entry in own}
    used = {name for question in library.questions() for name in _NAME.findall(question.text)}
    others = tuple(TermEntry(name, "", "", ()) for name in sorted(used - known))
    return Terms(PREFIXES, own + others)


PAGE = Page("terms", "/terms", "Terms", _terms)
