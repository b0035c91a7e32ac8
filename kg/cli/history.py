"""`kg history ARTICLE | ENTITY`: the versions of a story, or what stories said of a thing day by day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import curation_option, json_form_option, store_option
from kg.errors import NotFound, UsageError

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from kg.link.cards import ActionCard, Card
    from kg.publish import Known
    from kg.store import Store
    from kg.store.readings import Reading

Row = dict[str, str]
SHARED = ("person", "org", "union", "place", "action")


@click.command("history")
@click.argument("what", metavar="ARTICLE|ENTITY")
@click.option("--version", "number", type=click.IntRange(1), metavar="N", help="Write the graph of this version.")
@click.option("-o", "--output", metavar="FILE", help="Where to; its name tells the format, as with kg export.")
@click.option("--format", "form", type=click.Choice(("text", "json", "csv")), default="text", show_default=True)
@json_form_option
@curation_option
@store_option
def command(what: str, number: int | None, output: str | None, form: str, curation: Path | None, store: str) -> None:
    """Show the versions of a story and what changed in its facts, or what stories said of a thing day by day.

    ARTICLE is an IRI, id, address or file name; ENTITY the IRI or a name of a person, body, place or action. With
    --version N -o FILE the graph of a version is written as it was found. Exit status 3 if there is no such thing.

    \b
      kg history n1
      kg history n1 --version 1 -o first.ttl
      kg history "Alicia Cruz" --format csv
    """
    from kg.store import open_store

    if (number is None) != (output is None):
        raise UsageError("--version N and -o FILE go together.")
    with open_store(store) as opened:
        articles = opened.readings().find(what)
        if number is not None and output is not None:
            return _write(opened, articles, what, number, output)
        rows = list(_versions(opened, articles)) if articles else list(_entities(opened, what, curation))
    _show(rows, form)


def _show(rows: list[Row], form: str) -> None:
    import json

    from kg.cli import printable
    from kg.query.output import rows as table

    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=True, indent=1))
    elif form == "csv":
        names = list(dict.fromkeys(name for row in rows for name in row))
        for piece in table("csv", names, [[row.get(name, "") for name in names] for row in rows]):
            click.echo(piece, nl=False)
    else:
        for row in rows:
            click.echo(printable(_line(row)))


def _line(row: Row) -> str:
    """A row for people: the first two cells are the head."""
    head = "" if row["record"] in ("article", "thing") else "  "
    cells = [value for name, value in row.items() if value and name not in ("record", "of")]
    return f"{head}{row['record']}: {'  '.join(' '.join(cell.split()) for cell in cells)}"


def _write(opened: Store, articles: list[str], what: str, number: int, output: str) -> None:
    from pyoxigraph import NamedNode, Quad

    from kg.export import write
    from kg.graph.facts import triples
    from kg.ids import graph_iri
    from kg.publish import version_iri

    if len(articles) != 1:
        raise NotFound(f"{what} names {len(articles)} articles.", "Name one by its IRI or id.")
    reading = next((r for r in opened.readings().versions(articles[0]) if r.number == number), None)
    if reading is None:
        raise NotFound(f"{articles[0]} has no version {number}.", "'kg history' without --version lists them.")
    name = graph_iri(articles[0]) if reading.current else f"{version_iri(articles[0], reading.version)}/graph"
    found = triples(opened.readings().graph(articles[0], reading.version))
    write([Quad(t.subject, t.predicate, t.object, NamedNode(name)) for t in found], output, None)


def _versions(opened: Store, articles: list[str]) -> Iterator[Row]:
    """Rows on articles: each with its versions, and the facts that are gone or new from one to the next."""
    readings = opened.readings()
    for article in articles:
        ordered = sorted(readings.versions(article), key=lambda r: (r.day, r.number))
        yield {"record": "article", "iri": article, "retracted": _retracted(ordered[-1])}
        facts = []
        for reading in ordered:
            text = readings.graph(article, reading.version)
            facts.append(_facts(text, article))
            yield {
                "record": "version",
                "number": str(reading.number),
                "day": reading.day,
                "state": "current" if reading.current else "replaced",
                "triples": f"{text.count(chr(10))} triples",
                "files": ", ".join(reading.files),
            }
        for (old, before), (new, after) in pairwise(zip(ordered, facts, strict=True)):
            for name, changed in (("gone", before - after), ("new", after - before)):
                for kind, words in sorted(changed.elements()):
                    step = f"from {old.number} to {new.number}"
                    yield {"record": name, "step": step, "kind": kind, "words": words}


def _retracted(reading: Reading) -> str:
    return f"retracted: {reading.retracted}" if reading.retracted else ""


def _facts(text: str, article: str) -> Counter[tuple[str, str]]:
    """The claims, statements and thoughts of a graph, by their words."""
    from kg.graph.facts import facts, triples

    every = facts(triples(text), article).values()
    return Counter((f.kind, f.words[0]) for f in every if f.words and f.kind in ("claim", "statement", "thought"))


def _entities(opened: Store, what: str, curation: Path | None) -> Iterator[Row]:
    from kg.config import SETTINGS
    from kg.publish import known

    every = known(opened, replace(SETTINGS, curation=curation))
    told = _Told(opened, every)
    iris = told.iris(what)
    if not iris:
        raise NotFound(f"the store has no article and no thing {what!r}.", "'kg query things' lists what it has.")
    for iri in iris:
        yield from told.rows(iri)


@dataclass(slots=True)
class _Told:
    """What stories tell of things."""

    opened: Store
    known: Known

    def iris(self, what: str) -> list[str]:
        """Shared IRIs of what has this IRI or name."""
        from kg.link.curation import Named
        from kg.profile.evidence import Evidences

        evidences, world = Evidences(self.opened.engine()), self.known.ruling.world
        iri = Named(what).iri
        if iri:
            iri = world.iris.get(iri, iri)
            return [iri] if evidences.known(iri) else []
        return [i for i in evidences.named(what) if any(f"/{kind}/" in i for kind in SHARED)]

    def rows(self, iri: str) -> Iterator[Row]:
        """What is known of one thing."""
        from pyoxigraph import NamedNode

        from kg.graph.terms import LABEL

        world = self.known.ruling.world
        yield {"record": "thing", "name": self.name(iri), "iri": iri}
        for story in self.known.cards.values():
            cards: list[Card | ActionCard] = [*story.cards, *story.actions]
            for card in cards:
                if world.iris.get(card.iri, card.iri) == iri:
                    names = [getattr(card, "name", None) or getattr(card, "label", ""), *getattr(card, "forms", ())]
                    yield {"record": "goes by", "name": ", ".join(dict.fromkeys(names)), "iri": card.iri}
        days: dict[str, list[Row]] = {}
        labels = self.opened.engine().quads_for_pattern(NamedNode(iri), LABEL, None, None)
        for graph in sorted({getattr(q.graph_name, "value", "") for q in labels}):
            article = graph.removesuffix("/graph")
            source = self.known.cards.get(article)
            day = (source.published or "")[:10] if source else ""
            days.setdefault(day, []).extend(self.said(iri, article, day, source.publisher if source else None))
        for _, rows in sorted(days.items()):
            yield from rows
        for decision, concerns in self.known.ruling.concerns:
            if iri in concerns:
                yield {
                    "record": "decision",
                    "day": decision.when,
                    "what": str(decision),
                    "by": decision.who,
                    "why": decision.why,
                }
        for doubt in world.doubts:
            if iri in (doubt.one, doubt.other):
                other = doubt.other if doubt.one == iri else doubt.one
                record = {"record": "doubt", "other": f"{self.name(other)} <{other}>", "likely": f"{doubt.likely:.2f}"}
                yield {**record, "reason": doubt.reason}

    def said(self, iri: str, article: str, day: str, outlet: str | None) -> Iterator[Row]:
        """What one story says of the thing."""
        head = {"of": iri, "day": day, "outlet": outlet or "", "story": article}
        for position in self.subjects("org:member", iri, article):
            roles = [self.name(o) for o in self.objects(position, "org:role", article)]
            bodies = [self.name(o) for o in self.objects(position, "org:organization", article)]
            yield {"record": "position", **head, "words": ", ".join(roles + bodies)}
        for position in self.subjects("org:organization", iri, article):
            people = [self.name(o) for o in self.objects(position, "org:member", article)]
            roles = [self.name(o) for o in self.objects(position, "org:role", article)]
            yield {"record": "position", **head, "words": ", ".join(people + roles)}
        roles_in = ("organizer", "employer", "party", "participant", "place")
        for event in sorted({e for name in roles_in for e in self.subjects(name, iri, article)}):
            if self.is_event(event, article):
                yield {"record": "action", **head, "words": self.name(event)}
        for claim in self.subjects("claimSubject", iri, article):
            yield {"record": "claim", **head, "words": " ".join(self.objects(claim, "claimText", article))}
        count = len(self.subjects("speaker", iri, article))
        if count:
            yield {"record": "statements", **head, "words": str(count)}

    def name(self, iri: str) -> str:
        """The name that a thing is shown by, or its IRI."""
        from kg.profile.evidence import Evidences

        return Evidences(self.opened.engine()).of(iri).label or iri

    def subjects(self, prop: str, value: str, article: str) -> list[str]:
        """What has a property with this value in an article's graph."""
        found = self._found(None, prop, value, article)
        return sorted({getattr(q.subject, "value", "") for q in found})

    def objects(self, subject: str, prop: str, article: str) -> list[str]:
        """The values of a property in an article's graph."""
        found = self._found(subject, prop, None, article)
        return sorted({getattr(q.object, "value", "") for q in found})

    def is_event(self, iri: str, article: str) -> bool:
        """Whether an article's graph has it as an event."""
        from pyoxigraph import NamedNode

        from kg.graph.terms import TYPE, is_a, term
        from kg.ids import graph_iri

        graph = NamedNode(graph_iri(article))
        kinds = self.opened.engine().quads_for_pattern(NamedNode(iri), TYPE, None, graph)
        return is_a((q.object for q in kinds if isinstance(q.object, NamedNode)), term("lab:Event"))

    def _found(self, subject: str | None, prop: str, value: str | None, article: str) -> Iterator[Quad]:
        from pyoxigraph import NamedNode

        from kg.graph.terms import term
        from kg.ids import graph_iri

        ends = [NamedNode(iri) if iri else None for iri in (subject, value)]
        graph = NamedNode(graph_iri(article))
        return iter(self.opened.engine().quads_for_pattern(ends[0], term(prop), ends[1], graph))
