"""The same work on a cluster of dask.distributed, as SLURM, Kubernetes and clouds have it.

Stories go out in partitions. What is found in one is written to a folder that fsspec opens (a shared folder, a bucket):
sorted N-Quads, and beside them the records that belong to the stories. Only the names of these come back; the store is
filled from them in the order of the stories, so that its bytes are those of a build on one machine. A partition that is
there already is not done again, and a worker that dies costs its partitions only.
"""

from __future__ import annotations

import gzip
import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import asdict
from importlib import import_module
from typing import Any

from kg.errors import InputError, KgError, UsageError
from kg.ids import article_iri, digest, graph_iri
from kg.model import Article
from kg.shelf import Found, version_of
from kg.store.readings import packed, unpacked

Work = Callable[[list[Article]], list[Found | KgError]]
AHEAD = 2
PATIENCE = "20s"


def mapped(
    work: Work,
    given: Iterable[list[Article]],
    died: Callable[[Article], KgError],
    *,
    made: str,
    jobs: int,
    scheduler: str | None,
    parts: str,
) -> Iterator[Found | KgError]:
    """What is found in the stories, in order; see `kg.workers.mapped`.

    Args:
        work, given, died: as there.
        made: what reads the stories; parts made by another are not taken.
        jobs: processes of a cluster on this machine, where no scheduler is named.
        scheduler: address of a scheduler ("tcp://host:8786").
        parts: folder for the parts, as fsspec names it.

    Raises:
        UsageError: dask is not installed, or the scheduler does not answer.
    """
    with ExitStack() as stack:
        client = _client(stack, scheduler, jobs)
        ahead = AHEAD * max(1, len(client.scheduler_info()["workers"]))
        waiting: deque[tuple[list[Article], str, Any]] = deque()
        source = iter(given)
        while True:
            while len(waiting) < ahead and (batch := next(source, None)) is not None:
                name = f"{parts.rstrip('/')}/{_key(made, batch)}"
                waiting.append((batch, name, client.submit(write, work, batch, name, key=name, pure=False)))
            if not waiting:
                return
            batch, name, future = waiting.popleft()
            yield from read(_done(client, work, batch, name, future, died), batch)


def write(work: Work, batch: list[Article], name: str) -> str:
    """Does a partition where no part of that name is there; runs on a worker. Gives the name."""
    import fsspec

    fs, path = fsspec.core.url_to_fs(name)
    if not fs.exists(f"{path}.json.gz"):
        _put(fs, path, work(batch))
    return name


def read(name: str, batch: list[Article]) -> Iterator[Found | KgError]:
    """What a part holds, in the order of its stories."""
    import fsspec

    fs, path = fsspec.core.url_to_fs(name)
    graphs: dict[str, list[str]] = {}
    with fs.open(f"{path}.nq.gz", "rb") as raw, gzip.open(raw, "rt", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            triple, _, graph = line.removesuffix(" .\n").rpartition(" ")
            graphs.setdefault(graph, []).append(f"{triple} .\n")
    with fs.open(f"{path}.json.gz", "rb") as raw, gzip.open(raw, "rt", encoding="utf-8") as lines:
        for article, line in zip(batch, lines, strict=True):
            record = json.loads(line)
            if "what" in record:
                yield InputError(record["what"], record["remedy"])
            else:
                graph = "".join(graphs.get(f"<{graph_iri(article_iri(article))}>", ()))
                yield Found(article, graph=packed(graph), **record)


def _put(fs: Any, path: str, results: list[Found | KgError]) -> None:
    quads: list[str] = []
    records: list[dict[str, str | int]] = []
    for result in results:
        if isinstance(result, KgError):
            records.append({"what": result.what, "remedy": result.remedy})
            continue
        graph = graph_iri(article_iri(result.article))
        quads += [f"{line.removesuffix(' .')} <{graph}> .\n" for line in unpacked(result.graph).splitlines()]
        records.append({"card": result.card, "sentences": result.sentences, "triples": result.triples})
    fs.makedirs(path.rpartition("/")[0], exist_ok=True)
    # The records come last: a part without them is not there yet. Compressed without a time, for the same bytes.
    for end, text in ((".nq.gz", sorted(quads)), (".json.gz", [json.dumps(r) + "\n" for r in records])):
        with fs.transaction, fs.open(path + end, "wb") as stream:
            stream.write(gzip.compress("".join(text).encode("utf-8", "surrogatepass"), 6, mtime=0))


def _key(made: str, batch: list[Article]) -> str:
    return digest(json.dumps([made, *((version_of(a), article_iri(a), asdict(a)["source"]) for a in batch)]))[:24]


def _done(
    client: Any, work: Work, batch: list[Article], name: str, future: Any, died: Callable[[Article], KgError]
) -> str:
    """The name of a part that is there; of a story that kills its workers, the error in its place."""
    from distributed.scheduler import KilledWorker

    try:
        return str(future.result())
    except KilledWorker:
        results: list[Found | KgError] = []
        for number, article in enumerate(batch):
            alone = f"{name}-{number}"
            try:
                results += read(client.submit(write, work, [article], alone, key=alone, pure=False).result(), [article])
            except KilledWorker:
                results.append(died(article))
        import fsspec

        fs, path = fsspec.core.url_to_fs(name)
        _put(fs, path, results)
        return name


def _client(stack: ExitStack, scheduler: str | None, jobs: int) -> Any:
    try:
        distributed: Any = import_module("distributed")
        import_module("fsspec")
    except ImportError as error:
        raise UsageError(
            "--engine dask needs dask.distributed and fsspec.", "pip install 'labor-news-graph[dask]'."
        ) from error
    if scheduler is None:
        scheduler = stack.enter_context(
            distributed.LocalCluster(n_workers=jobs, threads_per_worker=1, dashboard_address=None)
        )
    try:
        return stack.enter_context(distributed.Client(scheduler, timeout=PATIENCE, set_as_default=False))
    except (OSError, TimeoutError, ValueError) as error:
        raise UsageError(f"no dask scheduler answers at {scheduler}: {error}.", "Check --scheduler.") from error
