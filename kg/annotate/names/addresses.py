"""Accounts and web addresses, which are no names, and the credentials behind the name of a person."""

from __future__ import annotations

import re
from functools import cache

from kg.annotate.base import Draft
from kg.annotate.names.lexicon import entries
from kg.model import Address, Span

# the last sign of an address is none that ends a sentence or closes a bracket
PAGE = re.compile(r"\b(?:https?://|www\.)[^\s<>\"“”‘’]*[^\s<>\"“”‘’.,;:!?)\]}'…]")
ACCOUNT = re.compile(r"(?<![\w@./])@[A-Za-z0-9_](?:[\w.-]{0,40}\w)?")
BEHIND = re.compile(r",? ((?:[A-Z][A-Za-z]{0,4}\.-?){1,4}|[A-Z][A-Za-z]{1,5}(?:-[A-Z]{1,3})?)(?![\w@])")


def addresses(text: str) -> list[Address]:
    """The web addresses and accounts of a text, in reading order."""
    pages = [Span(*m.span()) for m in PAGE.finditer(text)]
    accounts = [Span(*m.span()) for m in ACCOUNT.finditer(text)]
    found = [Address(s, "page", "addresses.page") for s in pages]
    found += [Address(s, "account", "addresses.account") for s in accounts if not any(p.overlaps(s) for p in pages)]
    return sorted(found, key=lambda a: a.span)


@cache
def known() -> frozenset[str]:
    """The credentials of the lexicon, as printed and without full stops."""
    printed = [str(entry[0]) for entry in entries("honorifics.yaml")["credential"]]
    return frozenset([*printed, *(word.replace(".", "") for word in printed)])


def credentials(draft: Draft, name: Span) -> tuple[str, ...]:
    """The credentials right behind a name, as printed: "M.S.", "R.N."."""
    found = []
    at = name.end
    while (m := BEHIND.match(draft.text, at)) and m[1].replace(".", "") in known():
        ending = m[1] not in known() and m[1].count(".") == 1  # "Dana Pruitt, RN." ends the sentence
        found.append(m[1].rstrip(".") if ending else m[1])
        at = m.end()
    return tuple(found)
