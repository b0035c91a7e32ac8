"""Links outward: names of unions and employers in a file that a user supplies -> addresses of them elsewhere.

The file is CSV with the columns name, alias and id: a name, other names apart by ";" (or none), and an address such as
http://www.wikidata.org/entity/Q1234. It may come from OLMS, the NLRB, Wikidata or GLEIF; nothing is looked up.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from kg.errors import InputError
from kg.link.cards import StoryCard
from kg.link.names import fold, without_form

COLUMNS = ("name", "alias", "id")
# What RFC 3987 lets stand in an address: a host, a port, at most one "?" part and one "#" part.
NEVER = "".join(chr(plane << 16 | end) for plane in range(1, 14) for end in (0xFFFE, 0xFFFF))
MAY = (
    r"(?:[^\s<>\"{}|\\^`%\[\]?#\x00-\x20\x7f-\x9f\ud800-\uf8ff\ufdd0-\ufdef\ufff0-\uffff\U000e0000-\U0010ffff"
    rf"{NEVER}]|%[\dA-Fa-f]{{2}})"
)
ADDRESS = re.compile(
    rf"https?://(?:(?![/:@]){MAY})+(?::[0-9]{{0,5}})?(?:/{MAY}*)?(?:\?(?:{MAY}|\?)*)?(?:\#(?:{MAY}|\?)*)?"
)
GROUPS = ("union", "organization")
FORM = "Write a CSV file with the columns name, alias, id; aliases apart by ';', ids as addresses."


def read(path: Path) -> dict[str, set[str]]:
    """Folded name or alias -> the addresses that the file has for it.

    Raises:
        InputError: the file cannot be read, lacks a column, or has a row without name or address.
    """
    found: dict[str, set[str]] = defaultdict(set)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file, strict=True)
            if missing := [c for c in COLUMNS if c not in (rows.fieldnames or ())]:
                raise InputError(f"{path}: has no column {', '.join(missing)}.", FORM)
            for row in rows:
                name, address = (row["name"] or "").strip(), (row["id"] or "").strip()
                if not name or not ADDRESS.fullmatch(address):
                    raise InputError(f"{path}:{rows.line_num}: {address or name!r} is no address.", FORM)
                for form in (name, *(row["alias"] or "").split(";")):
                    if form.strip():
                        found[fold(without_form(form.strip()))].add(address)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}.", FORM) from error
    return dict(found)


def links(
    stories: Iterable[StoryCard], iris: Mapping[str, str], authority: Mapping[str, set[str]]
) -> tuple[dict[str, str], list[str]]:
    """Shared IRI of a union or an organization -> its address; and the IRIs for which the file has several.

    A thing is linked by the full names that stories and lexicons give it; a name for which the file has two addresses
    links nothing.

    Args:
        stories: with their cards.
        iris: IRI inside a story -> shared IRI.
        authority: what `read` gives.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for story in stories:
        for card in story.cards:
            if card.group in GROUPS:
                for name in {card.name, card.canonical or card.name}:
                    found[iris.get(card.iri, card.iri)] |= authority.get(fold(without_form(name)), set())
    several = sorted(iri for iri, ids in found.items() if len(ids) > 1)
    return {iri: min(ids) for iri, ids in sorted(found.items()) if len(ids) == 1}, several
