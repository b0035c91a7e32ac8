"""`kg show NAME`: what is known of one thing, as a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.cli.complete import things
from kg.cli.options import json_option, store_option

if TYPE_CHECKING:
    from kg.profile.parts import Ref
    from kg.store import Store

NO = 3


@click.command("show")
@click.argument("name", metavar="NAME|IRI", shell_complete=things)
@click.option("--limit", default=5, show_default=True, type=click.IntRange(1), help="Most lines a section.")
@json_option
@store_option
def command(name: str, limit: int, as_json: bool, store: str) -> int:
    """Show what is known of a person, organization, union, place, action, dispute or story.

    A thing is its IRI or any of its names, in any case; a story is also its id, address or file name. If several things
    have the name, they are listed. Exit status: 0 shown, 3 there is none or there are several, 1 failed, 2 usage.

    \b
      kg show "Alicia Cruz"
      kg show NUHW --limit 20
      kg show "Kaiser Permanente" --json
    """
    from kg.cli.answers import apostrophes
    from kg.cli.cards import card
    from kg.cli.plain import write
    from kg.cli.tables import json_text
    from kg.profile.lookup import profile
    from kg.profile.records import as_json as plain
    from kg.store import open_store

    with open_store(store) as opened:
        found = next(filter(None, (_found(opened, spelling) for spelling in apostrophes(name))), [])
        record = profile(opened.engine(), found[0].iri, size=limit) if len(found) == 1 else None
    if as_json:
        write([json_text(plain(record) if record else [plain(ref) for ref in found])], None)
    elif record:
        write("\n".join([*card(record, limit), ""]), None)
    return 0 if record else _not_one(found, name, store, as_json)


def _found(opened: Store, name: str) -> list[Ref]:
    """The things that a word of the command means."""
    from pyoxigraph import NamedNode

    from kg.cli.answers import term
    from kg.profile.lookup import find, profile

    engine = opened.engine()
    value = term(name)
    iris = opened.readings().find(name) or ([value.value] if isinstance(value, NamedNode) else [])
    records = (profile(engine, iri, size=1) for iri in iris)
    refs = {ref.iri: ref for ref in [*find(engine, name), *(record.ref for record in records if record)]}
    return list(refs.values())


def _not_one(found: list[Ref], name: str, store: str, as_json: bool) -> int:
    """Lists the things of one name, or says which names come near."""
    from kg.cli import printable
    from kg.cli.answers import near
    from kg.cli.plain import write
    from kg.cli.tables import table

    if found:
        if not as_json:
            write(table(["name", "kind", "IRI"], [[ref.label, ref.word, ref.iri] for ref in found]), None)
        click.echo(f"kg: {len(found)} things have this name; show one by its IRI.", err=True)
        return NO
    _, names = near(name, store)
    hint = f"Did you mean {' or '.join(names)}?" if names else "'kg search' looks for words."
    click.echo(printable(f"kg: {store} has nothing of the name {name!r}. {hint}"), err=True)
    return NO
