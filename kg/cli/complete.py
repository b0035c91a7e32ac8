"""What is offered for a word that is being typed: names of questions and of things."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from click import Context, Parameter
    from click.shell_completion import CompletionItem

MOST = 200
# Only names that mean nothing to a shell are offered.
PLAIN = re.compile(r"\w[\w .,'’&()-]{0,79}")


def questions(context: Context, parameter: Parameter, start: str) -> list[CompletionItem]:
    """Names of the library that begin so."""
    from click.shell_completion import CompletionItem

    from kg.query.library import questions as every

    return [CompletionItem(q.name, help=q.title) for q in every() if q.name.startswith(start)]


def things(context: Context, parameter: Parameter, start: str) -> list[CompletionItem]:
    """Names of people, bodies, places, actions and disputes of the store that begin so, in any case."""
    from click.shell_completion import CompletionItem

    from kg.cli.options import default_store
    from kg.errors import KgError
    from kg.store import is_remote

    store = context.params.get("store") or default_store()
    if is_remote(store):
        return []
    try:
        found = beginning(names(store), start)
    except KgError:
        return []
    # bash takes a word as it is offered, after its `read` has taken one backslash; the other shells quote it
    bash = os.environ.get("_KG_COMPLETE", "").startswith("bash")
    return [CompletionItem(re.sub(r"([ ,'’&()])", r"\\\\\1", name) if bash else name) for name in found]


def names(store: str) -> list[str]:
    """Plain names of the things of a store, sorted.

    Raises:
        StoreError: it cannot be opened.
    """
    from kg.cli.answers import engine
    from kg.ids import DATA
    from kg.profile.nodes import term

    found = {
        getattr(quad.object, "value", "")
        for quad in engine(store, ()).quads_for_pattern(None, term("rdfs:label"), None, None)
        if getattr(quad.subject, "value", "").startswith(DATA)
    }
    return sorted(name for name in found if PLAIN.fullmatch(name))


def beginning(words: list[str], start: str) -> list[str]:
    """The first words that begin so, in any case."""
    folded = start.casefold()
    return [word for word in words if word.casefold().startswith(folded)][:MOST]
