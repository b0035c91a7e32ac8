"""`kg build PATH... | -`: read stories and store what they say."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import printable
from kg.cli.options import authority_option, curation_option, store_option
from kg.cli.progress import progress
from kg.config import SETTINGS
from kg.errors import InputError, UsageError

if TYPE_CHECKING:
    from kg.model import Article
    from kg.pipeline import Built


@click.command("build")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@store_option
@click.option("--title", help="Headline of the story (of a single story, as the next three).")
@click.option("--published", help="Its first day of publication, 2019-06-03; relative times are counted from it.")
@click.option("--publisher", help="Who published it.")
@click.option("--url", help="Its address.")
@click.option(
    "--mapping",
    metavar="FILE",
    help="Where the fields of JSON stand, as YAML; folders are then searched for .json and .csv too.",
)
@click.option("-o", "--output", metavar="FILE", help="Also write the graph of the store there (.ttl, .trig, .nq ...).")
@click.option(
    "--max-bytes",
    default=SETTINGS.max_bytes,
    type=click.IntRange(1),
    metavar="N",
    show_default=True,
    help="Longest story that is read.",
)
@click.option("--fast", is_flag=True, help="Rules alone, without the attribution model: faster, finds less.")
@click.option("--model", metavar="FOLDER", help="An attribution model of your own, made by kg train.")
@click.option("--jobs", default=0, type=click.IntRange(0), metavar="N", help="Most processes [one a core].")
@click.option(
    "--engine", default="local", show_default=True, type=click.Choice(("local", "dask")), help="Where to read."
)
@click.option("--scheduler", metavar="ADDRESS", help="Scheduler of a dask cluster [a cluster on this machine].")
@click.option("--parts", metavar="FOLDER", help="Where a cluster leaves its parts; any folder that fsspec opens.")
@curation_option
@authority_option
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors.")
def command(
    paths: tuple[str, ...],
    store: str,
    title: str | None,
    published: str | None,
    publisher: str | None,
    url: str | None,
    mapping: str | None,
    output: str | None,
    max_bytes: int,
    fast: bool,
    model: str | None,
    jobs: int,
    engine: str,
    scheduler: str | None,
    parts: str | None,
    curation: Path | None,
    authority: Path | None,
    quiet: bool,
) -> int:
    """Read stories and store what they say.

    PATH is plain text (.txt, with front matter, or NAME.yaml beside it), a web page (.html), JSON Lines (.jsonl), the
    JSON of a news service (.json), a table (.csv, .tsv), a feed (.rss, .atom, .xml), a web archive (.warc, .warc.gz),
    a .zip or .tar.gz of these, a folder of these, - for standard input, or a store of an older format; docs/sources.md
    tells more. Building a story again changes nothing; a changed story replaces its old graph. Exit 1 if a story could
    not be read or stored; the others are. The graph is the same whatever --jobs and --engine.

    \b
      kg build stories/
      kg build story.txt --published 2019-06-03 --publisher "Tarn Herald"
      cat story.txt | kg build -
      kg build news.json --mapping mapping.yaml
      kg build stories/ --engine dask --scheduler tcp://head:8786 --parts s3://bucket/parts
    """
    from kg.link.curation import read as read_decisions
    from kg.pipeline import Built, build
    from kg.read import Given, mapping_from, read, single
    from kg.read.days import iso_date
    from kg.store import open_store
    from kg.store.older import is_older
    from kg.store.older import stories as stories_of

    given = Given(title=title, published=published, publisher=publisher, url=url)
    if given != Given() and not single(paths):
        raise UsageError(
            "--title, --published, --publisher and --url are for a single story.",
            "Put the metadata of many into front matter, sidecar files or JSON Lines.",
        )
    if url and not url.startswith(("https://", "http://")):
        raise UsageError(f"--url {url!r} is no address.", "Write it as https://...")
    if published and not iso_date(published):
        raise UsageError(f"--published {published!r} is no date.", "Write it as 2019-06-03.")
    if fast and model:
        raise UsageError("--fast uses no model.", "Leave out --fast or --model.")
    # What is wrong with these is told of before the stories are read.
    if curation:
        read_decisions(curation)
    if output:
        from kg.export import guess

        guess(output)
    settings = replace(SETTINGS, max_bytes=max_bytes, fast=fast, curation=curation, authority=authority)
    settings = replace(settings, model=Path(model) if model else None, jobs=jobs, scheduler=scheduler)
    settings = replace(settings, parts=_parts(engine, scheduler, parts, store))
    if not quiet and (note := _left_out(paths, bool(mapping))):
        click.echo(f"kg: {printable(note)}", err=True)
    older = [Path(path) for path in paths if is_older(Path(path))]
    files = [path for path in paths if Path(path) not in older]
    stories = chain(
        read(files, given, settings, mapping_from(Path(mapping)) if mapping else None),
        chain.from_iterable(map(stories_of, older)),
    )
    first: list[Article | InputError] = []
    for story in stories:
        first.append(story)
        if not isinstance(story, InputError):
            break
    else:  # no store is made for nothing
        return 1 if _report((Built("", error=e) for e in first if isinstance(e, InputError)), quiet) else 0
    with open_store(store, write=True, create=True) as opened:
        bar = not quiet and not older and sys.stderr.isatty()
        failed = _report(build(chain(first, stories), opened, settings), quiet, _count(paths) if bar else None)
        if output:
            from kg.export import write

            write(opened.quads(), output, None)
    return 1 if failed else 0


def _parts(engine: str, scheduler: str | None, parts: str | None, store: str) -> str | None:
    """The folder for the parts of a cluster; None for a build on this machine."""
    if engine == "local":
        if scheduler or parts:
            raise UsageError("--scheduler and --parts are for a cluster.", "Add --engine dask.")
        return None
    folder = parts or f"{store}.parts"
    return folder if "://" in folder else str(Path(folder).absolute())


def _report(results: Iterable[Built], quiet: bool, total: int | None = None) -> int:
    """Says on standard error what became of the stories; gives the number that failed."""
    new = same = failed = triples = 0
    undated: list[str] = []
    for built in progress(results, "stories", total, quiet):
        for warning in built.warnings:
            click.echo(f"kg: {printable(warning)}", err=True)
        if built.error:
            failed += 1
            click.echo(f"kg: {printable(str(built.error))}", err=True)
        elif built.changed:
            new += 1
            triples += built.triples
            undated += [built.name] if built.undated else []
        elif built.iri:
            same += 1
    if undated and not quiet:
        click.echo(f"kg: {printable(_without_day(undated))}", err=True)
    if not quiet:
        parts = [f"{new} stored ({triples:,} triples)", f"{same} unchanged", f"{failed} failed"]
        click.echo(f"stories: {', '.join(parts)}", err=True)
    return failed


def _without_day(names: list[str]) -> str:
    """What is said of new stories that have no day of publication."""
    which = f"{names[0]} has" if len(names) == 1 else f"{len(names):,} stories, the first {names[0]}, have"
    return f"{which} no day of publication, so that 'on Monday' is no date; give --published, or front matter."


def _left_out(paths: tuple[str, ...], mapping: bool) -> str:
    """What is said of files in folders that are no stories by their endings; "" where there are none."""
    from kg.read import MAPPED, SUFFIXES
    from kg.read.sources import left_out
    from kg.store.older import is_older

    found = left_out([p for p in paths if not is_older(Path(p))], SUFFIXES + (MAPPED if mapping else ()))
    parts = [f"{number:,} {ending}" for ending, number in found.most_common(8)]
    tables = [ending for ending in MAPPED if found[ending]]
    hint = f"; {', '.join(tables)} are read where they are named, or with --mapping" if tables else ""
    return f"left out by their endings: {', '.join(parts)}{' ...' if len(found) > 8 else ''}{hint}" if parts else ""


def _count(paths: tuple[str, ...]) -> int | None:
    """How many stories the paths hold: one a file, one a line of JSON Lines; None where that cannot be told."""
    from kg.read import LINES_SUFFIXES, MAPPED, SINGLE, SUFFIXES
    from kg.read.sources import Source, find

    number = 0
    for source in find(paths, SUFFIXES):
        if isinstance(source, Source):
            name = source.name.lower()
            if source.path is None or not source.path.is_file():
                return None
            if name.endswith(LINES_SUFFIXES):
                with source.path.open("rb") as lines:
                    number += sum(1 for line in lines if line.strip())
            elif name.endswith(SINGLE) or not name.endswith((*SUFFIXES, *MAPPED)):
                number += 1
            else:
                return None
    return number
