"""Searching an index."""

from __future__ import annotations

import re
import sqlite3
import zlib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Self

from kg.errors import StoreError, UsageError
from kg.ids import span_iri
from kg.model import Span
from kg.search.correction import correct
from kg.search.forms import with_forms
from kg.search.layout import FILE, connect, graphs, said, spans, wanted
from kg.search.results import FACETS, KINDS, THINGS, Count, Found, Hit, Name
from kg.search.words import Term, excerpt, marks, terms

ACTION, ARTICLE = KINDS.index("action"), KINDS.index("article")
# What the words match, whatever the filters; a word in a name weighs more than one in what is said.
MATCHES = """
CREATE TEMP TABLE hit AS
SELECT doc.id, doc.story, coalesce(doc.node, -doc.id) AS key, coalesce(node.kind, doc.kind) AS kind, doc.side,
    story.outlet, substr(story.day, 1, 7) AS month, story.day, bm25(words, 8, 2, 1) AS score
FROM words JOIN doc ON doc.id = words.rowid JOIN story ON story.id = doc.story LEFT JOIN node ON node.id = doc.node
WHERE words MATCH ?
"""
# A thing has a hit a story and counts once; anything else has one hit.
PAGE = f"""
SELECT key, kind, stories FROM (
    SELECT key, hit.kind, count(DISTINCT nullif(article, '')) AS stories, min(score) AS score, iri, 0 AS place
    FROM hit JOIN node ON node.id = hit.key JOIN story ON story.id = hit.story
    WHERE hit.kind < {ARTICLE} AND %(where)s GROUP BY key
    UNION ALL
    SELECT key, kind, 1, score, article, hit.id
    FROM hit JOIN story ON story.id = hit.story WHERE kind >= {ARTICLE} AND %(where)s
)
ORDER BY (kind >= {ACTION}) + (kind >= {ARTICLE}), score, iri, place LIMIT ? OFFSET ?
"""
FACET = f"""
SELECT value, sum(hits) FROM (
    SELECT %(value)s AS value, count(DISTINCT key) AS hits
    FROM %(tables)s WHERE kind < {ARTICLE} AND %(where)s GROUP BY value
    UNION ALL
    SELECT %(value)s AS value, count(*) FROM %(tables)s WHERE kind >= {ARTICLE} AND %(where)s GROUP BY value
) GROUP BY value
"""
DOC = """
SELECT doc.iri, doc.name, doc.other, doc.side, doc.spans, story.article, story.title, story.outlet, story.day,
    story.text FROM doc JOIN story ON story.id = doc.story WHERE doc.id = ?
"""
# Facet -> its values, and the filters that are left out when they are counted.
VALUES = {
    "kind": ("kind", {"kind"}),
    "outlet": ("outlet", {"outlet"}),
    "year": ("substr(month, 1, 4)", {"since", "until"}),
    "month": ("month", set()),
    "side": ("side", {"side"}),
    "issue": ("issue.name", {"issue"}),
}
NAMES = """
SELECT min(doc.name), node.kind, node.iri, count(DISTINCT nullif(story.article, '')) AS stories
FROM doc JOIN node ON node.id = doc.node JOIN story ON story.id = doc.story
WHERE doc.id IN (SELECT rowid FROM words WHERE words MATCH ?1)
GROUP BY node.id ORDER BY max(doc.id IN (SELECT rowid FROM words WHERE words MATCH ?2)) DESC, stories DESC, 1, node.iri
LIMIT ?3
"""
_DAY = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
Condition = tuple[str, tuple[str | int, ...]]


class Index:
    """The index of a store, as it was when it was opened; also a context manager that closes it.

    It may be used in any thread, but by one at a time.

    Attributes:
        behind: how many graphs of the store it does not show as they are: a writer is at work or was stopped.
    """

    def __init__(self, db: sqlite3.Connection, behind: int = 0) -> None:
        self._db, self.behind = db, behind
        db.execute("PRAGMA temp_store = MEMORY")

    @classmethod
    def open(cls, folder: str | Path, shown: Mapping[str, str] | None = None) -> Index:
        """Opens the index of a store.

        Args:
            folder: of the store; it may be read-only.
            shown: fingerprints of the graphs that queries see, by which `behind` is known; without them it is 0.

        Raises:
            StoreError: there is none, or one of another version of kg.
        """
        file = Path(folder) / FILE
        made_from = graphs(file)
        if made_from is None:
            raise StoreError(f"the store {folder} has no search index that this kg reads;", "'kg resolve' makes it.")
        behind = len(made_from.items() ^ wanted(shown).items()) if shown is not None else 0
        return cls(connect(file), behind)

    def close(self) -> None:
        """Lets go of the file; closing twice is fine."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def search(
        self,
        text: str,
        kind: str | None = None,
        outlet: str | None = None,
        since: str | None = None,
        until: str | None = None,
        side: str | None = None,
        issue: str | None = None,
        limit: int = 20,
        offset: int = 0,
    ) -> Found:
        """Finds what has all the words; see `kg.search.words` for the language.

        Args:
            text: the words.
            kind: one of `kg.search.results.KINDS`.
            outlet: name of the outlet, in any case.
            since, until: first and last day of the articles, "2024", "2024-03" or "2024-03-08".
            side: whose side speaks: "union", "worker", "employer", "government" or "expert".
            issue: local name of an issue, such as "wages".
            limit, offset: how many hits, and how many to pass over.

        Raises:
            UsageError: no word to search for, no such kind, or no such form of a day.
            StoreError: the index is damaged.
        """
        asked = terms(text)
        conditions = _conditions(kind, outlet, since, until, side, issue)
        try:
            used = with_forms(self._db, correct(self._db, with_forms(self._db, asked)))
            self._match(used)
            where, values = _where(conditions, set())
            page = self._db.execute(PAGE % {"where": where}, (*values, *values, limit, offset)).fetchall()
            hits = tuple(self._hit(key, KINDS[of], stories, used) for key, of, stories in page)
            facets = {name: self._facet(name, conditions) for name in FACETS}
        except sqlite3.DatabaseError as error:
            raise _damaged(error) from error
        total = sum(count.hits for count in facets["kind"] if kind in (None, count.value))
        typed, instead = (" ".join(map(str, terms)) for terms in (asked, used))
        return Found(hits, total, MappingProxyType(facets), instead if instead != typed else None)

    def names(self, prefix: str, limit: int = 10) -> tuple[Name, ...]:
        """Things with a name that has these words, the last of which may be a beginning; for completion.

        Those whose name begins so come first, then those of most stories. None if there is no word.

        Raises:
            StoreError: the index is damaged.
        """
        try:
            words = [word for term in terms(prefix) for word in term.words]
        except UsageError:
            return ()
        anywhere = " ".join(Term((word,), word is words[-1]).match() for word in words)
        values = (f"{{name other}} : ({anywhere})", f"name : ^ {Term(tuple(words), True).match()}", limit)
        try:
            rows = self._db.execute(NAMES, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise _damaged(error) from error
        return tuple(Name(name, KINDS[kind], iri, stories) for name, kind, iri, stories in rows)

    def _match(self, used: tuple[Term, ...]) -> None:
        self._db.execute("DROP TABLE IF EXISTS temp.hit")
        self._db.execute(MATCHES, (" AND ".join(term.match() for term in used),))

    def _facet(self, name: str, conditions: Mapping[str, Condition]) -> tuple[Count, ...]:
        """The values of a facet, those of most hits first; times in their order."""
        value, own = VALUES[name]
        where, values = _where(conditions, own)
        tables = "hit JOIN issue ON issue.doc = hit.id" if name == "issue" else "hit"
        rows = self._db.execute(FACET % {"value": value, "tables": tables, "where": where}, (*values, *values))
        found = [Count(KINDS[v] if name == "kind" else v, hits) for v, hits in rows if v != ""]
        if name in ("year", "month"):
            return tuple(sorted(found, key=lambda count: count.value))
        return tuple(sorted(found, key=lambda count: (-count.hits, count.value)))

    def _hit(self, key: int, kind: str, stories: int, used: tuple[Term, ...]) -> Hit:
        if kind in THINGS:
            return self._thing(key, kind, stories, used)
        tail, name, about, side, places, article, title, outlet, day, packed = self._db.execute(DOC, (-key,)).fetchone()
        words = said(zlib.decompress(packed).decode("utf-8"), places).replace("\n", " ")
        text, found = excerpt(words, marks(words, used))
        iri, whole = f"{article}{tail}", Span(*_around(places))
        if kind == "sentence":
            name, iri = title, span_iri(article, whole)
        start, end = (None, None) if kind == "article" else (whole.start, whole.end)
        named, topics = marks(name, used), _listed(about)
        return Hit(kind, iri, name, text, found, named, article, title, outlet, day, start, end, side, topics)

    def _thing(self, key: int, kind: str, stories: int, used: tuple[Term, ...]) -> Hit:
        query = "SELECT node.iri, doc.name, doc.other FROM doc JOIN node ON node.id = doc.node WHERE doc.node = ?"
        rows = self._db.execute(query, (key,)).fetchall()
        name = min(name for _, name, _ in rows)
        other = sorted({other for _, _, listed in rows for other in _listed(listed)} - {name})
        text, found = excerpt(words := "; ".join(other), marks(words, used))
        return Hit(kind, rows[0][0], name, text, found, marks(name, used), stories=stories)


def _conditions(
    kind: str | None, outlet: str | None, since: str | None, until: str | None, side: str | None, issue: str | None
) -> dict[str, Condition]:
    """Filter -> its condition."""
    if kind is not None and kind not in KINDS:
        raise UsageError(f"no kind {kind!r};", f"there are: {', '.join(KINDS)}.")
    for day in (since, until):
        if day is not None and not _DAY.fullmatch(day):
            raise UsageError(f"{day!r} is no day;", "write 2024, 2024-03 or 2024-03-08.")
    found: dict[str, Condition] = {}
    if kind is not None:
        found["kind"] = ("hit.kind = ?", (KINDS.index(kind),))
    if outlet is not None:
        found["outlet"] = ("hit.outlet = ? COLLATE NOCASE", (_kept(outlet),))
    if since is not None:
        found["since"] = ("hit.day >= ?", (since,))
    if until is not None:
        found["until"] = ("hit.day <> '' AND substr(hit.day, 1, ?) <= ?", (len(until), until))
    if side is not None:
        found["side"] = ("hit.side = ?", (_kept(side).lower().removesuffix("side"),))
    if issue is not None:
        found["issue"] = ("EXISTS (SELECT 1 FROM issue WHERE issue.doc = hit.id AND issue.name = ?)", (_kept(issue),))
    return found


def _kept(text: str) -> str:
    """The text as SQLite can take it: half a surrogate pair, which no index has, as a question mark."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _where(conditions: Mapping[str, Condition], without: set[str]) -> tuple[str, tuple[str | int, ...]]:
    """The filters as one condition of SQL, and its values."""
    kept = [condition for name, condition in conditions.items() if name not in without]
    return " AND ".join(["TRUE", *(sql for sql, _ in kept)]), tuple(v for _, values in kept for v in values)


def _listed(names: str) -> tuple[str, ...]:
    """Names, each on a line of its own."""
    return tuple(filter(None, names.split("\n")))


def _around(places: str) -> tuple[int, int]:
    """Start of the first piece of an article and end of the last one."""
    pieces = spans(places)
    return (pieces[0][0], pieces[-1][1]) if pieces else (0, 0)


def _damaged(error: sqlite3.DatabaseError) -> StoreError:
    return StoreError(f"the search index cannot be used: {error}.", f"Remove {FILE}; 'kg resolve' makes it again.")
