"""`kg` alone: what is here, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.cli.complete import PLAIN

BUILD = """There is no store at {store} yet. Read stories into it:

  kg build stories/                       text, web pages or JSON Lines, or folders of these
  kg build story.txt --published 2019-06-03 --publisher "Tarn Herald"

'kg --help' lists the commands."""

REMOTE = "The store is on a server. 'kg query' asks it; 'kg --help' lists the commands."


def welcome(store: str) -> list[str]:
    """The lines that `kg` prints where no command is given.

    Raises:
        StoreError: there is a store that cannot be opened.
    """
    from kg.profile.overview import overview
    from kg.store import is_remote, open_store

    if is_remote(store):
        return [REMOTE]
    if not Path(store).exists():
        return BUILD.format(store=store).splitlines()
    with open_store(store) as opened:
        found = overview(opened.engine())
    if not found.stories:
        return [f"The store {store} holds no story yet.", *BUILD.format(store=store).splitlines()[1:]]
    stories = f"{found.stories:,} {'story' if found.stories == 1 else 'stories'}"
    days = f", the last of {found.last}" if found.last else ""
    speakers = [speaker.who.label for speaker in found.speakers]
    disputes = [dispute.thing.label for dispute in found.disputes]
    return [
        f"The store {store} holds {stories}{days}. Try:",
        "",
        *_tries(speakers, disputes, [tally.word for tally in found.actions]),
        "",
        "'kg --help' lists the commands.",
    ]


def _tries(speakers: list[str], disputes: list[str], kinds: list[str]) -> Iterator[str]:
    """Commands with names of the store; a name with signs that mean something to a shell is left out."""
    who, dispute = (next((n for n in names if PLAIN.fullmatch(n)), None) for names in (speakers, disputes))
    if who:
        yield f'  kg quotes --by "{who}"'
        yield f'  kg show "{who}"'
    if dispute:
        yield f'  kg query timeline -p dispute="{dispute}"'
    yield f'  kg actions --kind "{kinds[0]}"' if kinds else "  kg stats"
    yield "  kg export --tracker -o actions.xlsx"
