"""What the shell is offered for a word that is being typed: names of questions and of things."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from click import Context, Parameter
    from click.shell_completion import CompletionItem

MOST = 200
# Only names that mean nothing to a shell are offered.
PLAIN = re.compile(r"[\w][\w .,'’&()-]*")


def questions(context: Context, parameter: Parameter, start: str) -> list[CompletionItem | str]:
    """Names of the library that begin so."""
    from click.shell_completion import CompletionItem

    from kg.query.library import questions as every

    return [CompletionItem(q.name, help=q.title) for q in every() if q.name.startswith(start)]


def things(context: Context, parameter: Parameter, start: str) -> list[CompletionItem | str]:
    """Names of people, bodies, places, actions and disputes of the store that begin so, in any case."""
    from kg.cli.options import default_store
    from kg.errors import KgError

    try:
        found = names(context.params.get("store") or default_store(), start)
    except KgError:
        return []
    return [_typed(name) for name in found]


def names(store: str, start: str) -> list[str]:
    """The first names in the alphabet that begin so, in any case."""
    from kg.cli.answers import engine
    from kg.profile.nodes import term

    wanted, found = start.casefold(), set()
    for quad in engine(store, ()).quads_for_pattern(None, term("rdfs:label"), None, None):
        name = getattr(quad.object, "value", "")
        if name.casefold().startswith(wanted) and PLAIN.fullmatch(name) and "/data/" in str(quad.subject):
            found.add(name)
    return sorted(found)[:MOST]


def _typed(name: str) -> str:
    """The name as bash has it typed; the other shells quote by themselves."""
    bash = os.environ.get("_KG_COMPLETE", "").startswith("bash")
    return re.sub(r"([ .,'’&()])", r"\\\1", name) if bash else name
