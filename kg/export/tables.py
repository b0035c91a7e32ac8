"""Flat tables (CSV, RFC 4180 with LF line ends, UTF-8) for spreadsheets and data frames: one file a kind in a folder.

Several values in a cell stand apart by " | ". A cell that begins with = + - @, a tab or a carriage return could run as
a formula in a spreadsheet (OWASP, CSV injection); it gets an apostrophe in front, and so does a cell that begins with
an apostrophe. To get the value back, take one leading apostrophe away (`plain`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from kg.escapes import defused
from kg.export.files import csv_row, folder_of
from kg.export.kinds import below
from kg.files import replacing
from kg.prefixes import PREFIXES

SEPARATOR = " | "
EVENTS = ("lab:Event", "lab:Proposal", "lab:Agreement")
ENTITIES = ("foaf:Person", "org:Organization", "lab:Collective", "schema:Place")


def safe(cell: str) -> str:
    """The cell as it is written."""
    return defused(cell)


def plain(cell: str) -> str:
    """The value of a written cell."""
    return cell.removeprefix("'")


class Rows:
    """One named graph as look-ups of plain text."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.values: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self.back: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for quad in sorted(set(quads), key=str):
            if isinstance(quad.subject, NamedNode):
                name = quad.predicate.value
                value = getattr(quad.object, "value", str(quad.object))
                self.values[quad.subject.value][name].append(value)
                if isinstance(quad.object, NamedNode):
                    self.back[value][name].append(quad.subject.value)

    def of(self, *kinds: str) -> list[str]:
        """Nodes of one of the classes or of a class below, sorted."""
        return sorted({node for kind in below(*kinds) for node in self.inverse(kind, "rdf:type")})

    def all(self, node: str, name: str) -> list[str]:
        """Values of a property, such as "lab:about"."""
        prefix, _, local = name.partition(":")
        return self.values[node].get(PREFIXES[prefix] + local, []) if node in self.values else []

    def one(self, node: str, name: str) -> str:
        """All values in one cell."""
        return SEPARATOR.join(self.all(node, name))

    def named(self, node: str, *names: str) -> str:
        """Names of the things that the properties point to, in one cell."""
        return SEPARATOR.join(self.name(v) for name in names for v in self.all(node, name))

    def name(self, node: str) -> str:
        """Label of a node; the last part of its IRI for a term of the ontology."""
        return (self.all(node, "rdfs:label") or [_local(node)])[0]

    def kinds(self, node: str) -> str:
        """Classes of a node."""
        return SEPARATOR.join(_local(k) for k in self.all(node, "rdf:type"))

    def inverse(self, node: str, name: str) -> list[str]:
        """Nodes that point here with a property."""
        prefix, _, local = name.partition(":")
        return self.back[node].get(PREFIXES[prefix] + local, []) if node in self.back else []

    def places(self, node: str, name: str) -> list[tuple[int, int, str]]:
        """Start, end and words of spans, in reading order."""
        spans = self.all(node, name)
        return sorted(
            (int(self.one(s, "oa:start")), int(self.one(s, "oa:end")), self.one(s, "oa:exact")) for s in spans
        )

    def words(self, node: str, name: str) -> str:
        """The words of spans in one cell."""
        return SEPARATOR.join(words for _, _, words in self.places(node, name))


def _local(iri: str) -> str:
    return iri.replace("#", "/").rsplit("/", 1)[-1]


def _articles(g: Rows, article: str) -> Iterator[list[str]]:
    fields = ("schema:identifier", "rdfs:label", "schema:datePublished", "schema:url", "schema:author",
              "schema:inLanguage", "lab:sourceFile", "lab:textSha256")  # fmt: skip
    for a in g.of("lab:Article"):
        yield [a, *(g.one(a, f) for f in fields), g.named(a, "schema:publisher"), g.named(a, "lab:dateline")]


def _entities(g: Rows, article: str) -> Iterator[list[str]]:
    for e in g.of(*ENTITIES):
        links = (g.named(e, p) for p in ("org:subOrganizationOf", "schema:containedInPlace", "lab:employedBy",
                                         "lab:representedBy", "org:memberOf"))  # fmt: skip
        mentions = str(len(g.all(e, "lab:mentionSpan")))
        yield [
            e,
            article,
            g.kinds(e),
            g.name(e),
            g.one(e, "skos:altLabel"),
            g.one(e, "schema:gender"),
            *links,
            mentions,
        ]


def _positions(g: Rows, article: str) -> Iterator[list[str]]:
    for m in g.of("org:Membership"):
        roles = SEPARATOR.join(g.one(r, "skos:prefLabel") for r in g.all(m, "org:role"))
        person, org = g.one(m, "org:member"), g.one(m, "org:organization")
        names = g.named(m, "org:member"), g.named(m, "org:organization")
        yield [m, article, person, names[0], roles, org, names[1], g.words(m, "lab:mentionSpan")]


def _statements(g: Rows, article: str) -> Iterator[list[str]]:
    for s in g.of("lab:Statement"):
        stances = SEPARATOR.join(
            f"{_local(g.one(x, 'lab:stanceValue'))}: {g.named(x, 'lab:stanceTarget')}"
            for x in g.all(s, "lab:expressesStance")
        )
        days = SEPARATOR.join(g.one(t, "time:inXSDDate") for t in g.all(s, "lab:when"))
        content = g.places(s, "lab:contentSpan")
        yield [
            s, article, g.kinds(s), g.one(s, "lab:speaker"), g.named(s, "lab:speaker"), g.named(s, "lab:candidate"),
            g.one(s, "lab:cue"), g.words(s, "lab:sourceSpan"), g.words(s, "lab:contentSpan"), g.one(s, "lab:quoteText"),
            g.named(s, "lab:about"), stances, g.named(s, "lab:addressee"), g.named(s, "lab:viaDocument"), days,
            str(content[0][0]) if content else "", g.one(s, "lab:confidence"), g.one(s, "lab:rule"),
        ]  # fmt: skip


def _thoughts(g: Rows, article: str) -> Iterator[list[str]]:
    for s in g.of("lab:ReportedThought"):
        content = g.places(s, "lab:contentSpan")
        yield [
            s, article, g.one(s, "lab:holder"), g.named(s, "lab:holder"), g.one(s, "lab:cue"),
            g.words(s, "lab:sourceSpan"), g.words(s, "lab:contentSpan"), g.named(s, "lab:about"),
            str(content[0][0]) if content else "",
            g.one(s, "lab:confidence"), g.one(s, "lab:rule"),
        ]  # fmt: skip


def _actions(g: Rows, article: str) -> Iterator[list[str]]:
    for a in g.of(*EVENTS):
        dated = sorted(
            (g.one(c, "lab:asOf"), g.named(c, "lab:claimObject"))
            for c in g.inverse(a, "lab:claimSubject")
            if g.all(c, "lab:claimPredicate") == [PREFIXES["lab"] + "status"]
            and not (g.all(c, "lab:negated") or g.all(c, "lab:correctedBy"))
        )
        status = dated[-1] if dated else ("", "")
        yield [
            a, article, g.kinds(a), g.name(a), status[1], status[0],
            g.named(a, "lab:organizer"), g.named(a, "lab:employer"), g.named(a, "lab:participant"),
            g.named(a, "lab:party", "lab:proposedBy", "lab:proposedTo"), g.named(a, "lab:place"),
            g.one(a, "lab:startDate"), g.one(a, "lab:endDate"), g.named(a, "lab:issue"),
            g.words(a, "lab:mentionSpan"),
        ]  # fmt: skip


def _claims(g: Rows, article: str) -> Iterator[list[str]]:
    for c in g.of("lab:Claim"):
        source = g.one(c, "lab:assertedIn")
        value = g.named(c, "lab:claimObject") or g.one(c, "lab:claimValue")
        yield [
            c, article, "" if source == article else source, g.named(source, "lab:speaker"), g.one(c, "lab:claimText"),
            _local(g.one(c, "lab:modality")), g.one(c, "lab:negated") or "false",
            g.one(c, "lab:correctedBy"), g.named(c, "lab:claimSubject"), _local(g.one(c, "lab:claimPredicate")), value,
            g.one(c, "lab:asOf"), g.named(c, "lab:about"),
            g.words(c, "lab:mentionSpan"), g.one(c, "lab:confidence"), g.one(c, "lab:rule"),
        ]  # fmt: skip


def _quantities(g: Rows, article: str) -> Iterator[list[str]]:
    numbers = ("schema:value", "schema:minValue", "schema:maxValue", "schema:unitText")
    for q in g.of("lab:Quantity"):
        claims = SEPARATOR.join(g.inverse(q, "lab:quantity"))
        yield [
            q, article, *(g.one(q, n) for n in numbers), _local(g.one(q, "lab:comparator")), g.named(q, "lab:measures"),
            claims, g.words(q, "lab:mentionSpan"),
        ]  # fmt: skip


def _mentions(g: Rows, article: str) -> Iterator[list[str]]:
    for thing in g.of(*ENTITIES, *EVENTS, "lab:SourceDocument", "lab:AmbiguousMention"):
        name = g.name(thing) if "AmbiguousMention" not in g.kinds(thing) else g.named(thing, "lab:candidate")
        for start, end, words in g.places(thing, "lab:mentionSpan"):
            yield [thing, article, g.kinds(thing), name, str(start), str(end), words]


Maker = Callable[[Rows, str], Iterator[list[str]]]
TABLES: dict[str, tuple[Maker, str]] = {
    "articles": (
        _articles,
        "iri identifier title published url byline language source_file text_sha256 publisher dateline",
    ),
    "entities": (
        _entities,
        "iri article class name other_names gender part_of within employed_by represented_by member_of mentions",
    ),
    "positions": (_positions, "iri article person person_name role organization organization_name words"),
    "statements": (
        _statements,
        "iri article class speaker speaker_name candidates cue source_words content quote about stances addressee "
        "document day start confidence rule",
    ),
    "thoughts": (
        _thoughts,
        "iri article holder holder_name cue source_words content about start confidence rule",
    ),
    "actions": (
        _actions,
        "iri article class label status as_of organizer employer participants parties place start_date end_date "
        "issues words",
    ),
    "claims": (
        _claims,
        "iri article statement speaker text modality negated corrected_by subject property value as_of about words "
        "confidence rule",
    ),
    "quantities": (_quantities, "iri article value min max unit comparator measures claims words"),
    "mentions": (_mentions, "thing article class name start end words"),
}


def write(quads: Iterable[Quad], folder: Path) -> None:
    """Writes one file a table into a folder, which is made if it is not there.

    Raises:
        ExportError: the folder cannot be written.
    """
    folder_of(folder)
    with ExitStack() as stack:
        streams = {name: stack.enter_context(replacing(folder / f"{name}.csv")) for name in TABLES}
        for name, (_, columns) in TABLES.items():
            streams[name].write(_lines([columns.split()]))
        for _, members in groupby(quads, key=attrgetter("graph_name")):
            graph = Rows(members)
            article = (graph.of("lab:Article") or [""])[0]
            for name, (maker, _) in TABLES.items():
                streams[name].write(_lines(maker(graph, article)))


def _lines(rows: Iterable[list[str]]) -> bytes:
    return "".join(csv_row(map(safe, row)) for row in rows).encode("utf-8")
