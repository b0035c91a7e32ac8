"""`kg fetch URL...`: save pages of the web as files for `kg build`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import Real
from kg.cli.progress import progress
from kg.config import SETTINGS
from kg.errors import InputError, UsageError

if TYPE_CHECKING:
    from kg.read.web import Client


@click.command("fetch")
@click.argument("urls", nargs=-1, metavar="[URL]...")
@click.option("-f", "--file", "files", multiple=True, metavar="FILE", help="File with an address a line; - for a pipe.")
@click.option("--sitemap", "sitemaps", multiple=True, metavar="URL", help="All pages of a sitemap, and of those in it.")
@click.option("--feed", "feeds", multiple=True, metavar="URL", help="All pages that a feed (RSS, Atom) leads to.")
@click.option("-o", "--output", required=True, metavar="FOLDER", help="Where the pages go.")
@click.option("--most", default=1000, show_default=True, type=click.IntRange(1), help="Pages at most.")
@click.option("--delay", default=1.0, show_default=True, type=Real(0), help="Seconds between requests to a host.")
@click.option("--timeout", default=60.0, show_default=True, type=Real(0.1), help="Seconds for a page at most.")
@click.option(
    "--max-bytes", default=SETTINGS.max_bytes, show_default=True, type=click.IntRange(1), help="Longest page."
)
@click.option("--allow-private", is_flag=True, help="Also machines of your own network.")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors.")
def command(
    urls: tuple[str, ...],
    files: tuple[str, ...],
    sitemaps: tuple[str, ...],
    feeds: tuple[str, ...],
    output: str,
    most: int,
    delay: float,
    timeout: float,
    max_bytes: int,
    allow_private: bool,
    quiet: bool,
) -> int:
    """Save pages of the web as files for kg build.

    One page at a time, as robots.txt allows, with a pause between pages of a site. Each page is NAME.html with its
    address and the day in NAME.yaml. Pages that are in the folder are not fetched again, so a run that was stopped can
    be taken up. The names of new files go to standard output. Exit 1 if a page could not be saved; the others are.

    \b
      kg fetch https://post.example/strike -o pages/
      kg fetch -f addresses.txt -o pages/
      kg fetch --feed https://post.example/labor.rss -o pages/
      kg build pages/
    """
    from kg.cli import printable
    from kg.read.web import Client, Manners, save

    if not (urls or files or sitemaps or feeds):
        raise UsageError("nothing to fetch.", "Give addresses, -f FILE, --sitemap URL or --feed URL.")
    manners = Manners(delay, allow_private, timeout, max_bytes)
    new = here = failed = 0
    with Client(manners) as client:
        wanted = _addresses(client, urls, files, sitemaps, feeds)
        today = datetime.now(UTC).date()
        for saved in progress(save(client, wanted, Path(output), today, most), "pages", None, quiet):
            if isinstance(saved, InputError):
                failed += 1
                click.echo(f"kg: {printable(str(saved))}", err=True)
            elif saved.new:
                new += 1
                click.echo(saved.path)
            else:
                here += 1
    if not quiet:
        click.echo(f"pages: {new} saved, {here} here already, {failed} failed", err=True)
    return 1 if failed else 0


def _addresses(
    client: Client, urls: tuple[str, ...], files: tuple[str, ...], sitemaps: tuple[str, ...], feeds: tuple[str, ...]
) -> Iterator[str | InputError]:
    from kg.read.web.lists import of_feed, of_file, of_sitemap

    yield from urls
    for file in files:
        try:
            with click.open_file(file, encoding="utf-8", errors="replace") as opened:
                yield from of_file(opened.read())
        except OSError as error:
            yield InputError(f"{file}: cannot be read: {error.strerror}.", "Check the path.")
    for sitemap in sitemaps:
        yield from of_sitemap(client, sitemap)
    for feed in feeds:
        try:
            yield from of_feed(client, feed)
        except InputError as error:
            yield error
