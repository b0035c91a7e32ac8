"""`kg resolve`: identity and decisions again, without reading stories."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import authority_option, curation_option, here, store_option

if TYPE_CHECKING:
    from kg.store import Store


@click.command("resolve")
@curation_option
@authority_option
@click.option("--rebuild", is_flag=True, help="Make the database anew, for one that is damaged.")
@store_option
def command(curation: Path | None, authority: Path | None, rebuild: bool, store: str) -> None:
    """Apply identity and decisions again without reading stories; says how many graphs changed.

    The curation file is applied as it is now: a decision that is no longer in it is undone.
    --rebuild needs no stories either: the store keeps what was read apart from the database that queries see.

    \b
      kg resolve
      kg resolve --curation decisions.yaml
      kg resolve --rebuild
    """
    from kg.store import open_store

    with open_store(store, write=True, anew=rebuild) as opened:
        resolve(opened, curation, authority)


def resolve(store: Store, curation: Path | None, authority: Path | None = None) -> None:
    """Shows the stories of a store anew and says what changed."""
    from kg.cli import printable
    from kg.config import DEFAULT_AUTHORITY, SETTINGS
    from kg.publish import publish

    done = publish(store, replace(SETTINGS, curation=curation, authority=authority or here(DEFAULT_AUTHORITY)))
    for warning in done.warnings:
        click.echo(f"kg: {printable(warning)}", err=True)
    click.echo(f"graphs changed: {done.changed}", err=True)
