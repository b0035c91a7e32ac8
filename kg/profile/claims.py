"""Claims of a thing: facts, figures, stages, days; each with who says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from kg.profile.nodes import Nodes, shortened, term
from kg.profile.parts import Fact, Figure, FigureGroup, Ref, StatusStep
from kg.profile.stories import home, published, words

PRECISION = {10: "day", 7: "month", 4: "year"}
# From a threat to the end: of the stages told on one day the one that is furthest comes last.
STAGES = (
    "lab:Threatened", "lab:Announced", "lab:Authorized", "lab:Scheduled",
    "lab:Suspended", "lab:UnderWay", "lab:Averted", "lab:Ended",
)  # fmt: skip


def said_by(nodes: Nodes, claim: str) -> tuple[Ref, ...]:
    """Who makes a claim: the speakers, the article for its own voice, nobody if no one is named."""
    voice = nodes.thing(claim, "lab:assertedIn")
    if not voice:
        return ()
    if nodes.thing(voice, "lab:reportedIn"):
        return nodes.refs(nodes.things(voice, "lab:speaker"))
    return (nodes.ref(voice),)


def by_property(nodes: Nodes, claims: Iterable[str]) -> dict[str, list[str]]:
    """Property, by its prefixed name or "" -> the claims that say it."""
    table: dict[str, list[str]] = defaultdict(list)
    for claim in claims:
        table[shortened(nodes.thing(claim, "lab:claimPredicate"))].append(claim)
    return table


def fact(nodes: Nodes, iri: str) -> Fact:
    """One claim."""
    article = home(nodes, iri)
    value = nodes.text(iri, "lab:claimValue")
    dated = nodes.is_date(iri, "lab:claimValue")
    return Fact(
        iri=iri,
        text=nodes.text(iri, "lab:claimText"),
        subject=nodes.maybe(nodes.thing(iri, "lab:claimSubject")),
        link=nodes.word(nodes.thing(iri, "lab:claimPredicate")),
        thing=nodes.maybe(nodes.thing(iri, "lab:claimObject")),
        value=value,
        precision=PRECISION.get(len(value), "") if dated else "",
        modality=nodes.word(nodes.thing(iri, "lab:modality")),
        negated=nodes.true(iri, "lab:negated"),
        corrected=bool(nodes.thing(iri, "lab:correctedBy")),
        as_of=nodes.text(iri, "lab:asOf"),
        said_by=said_by(nodes, iri),
        article=nodes.ref(article),
        published=published(nodes, article),
        words=words(nodes, nodes.things(iri, "lab:mentionSpan")),
        rule=nodes.text(iri, "lab:rule"),
        confidence=nodes.number(iri, "lab:confidence"),
    )


def in_order(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Facts by the days of their stories, and in a story in reading order."""
    return tuple(sorted(facts, key=lambda f: (f.published, f.article.iri, f.words[0].start if f.words else 0, f.iri)))


def figure(nodes: Nodes, claim: str, quantity: str) -> Figure:
    """A number in one of the claims that hold it."""
    article = home(nodes, quantity) or home(nodes, claim)
    printed = words(nodes, nodes.things(quantity, "lab:mentionSpan"))
    return Figure(
        iri=quantity,
        claim=claim,
        text=nodes.text(claim, "lab:claimText"),
        printed=printed[0].text if printed else nodes.label(quantity),
        words=printed,
        value=nodes.text(quantity, "schema:value"),
        low=nodes.text(quantity, "schema:minValue"),
        high=nodes.text(quantity, "schema:maxValue"),
        comparator=nodes.word(nodes.thing(quantity, "lab:comparator")),
        unit=nodes.text(quantity, "schema:unitText"),
        of=nodes.maybe(nodes.thing(claim, "lab:claimSubject")),
        measures=nodes.maybe(nodes.thing(quantity, "lab:measures")),
        link=nodes.word(nodes.thing(claim, "lab:claimPredicate")),
        said_by=said_by(nodes, claim),
        article=nodes.ref(article),
        published=published(nodes, article),
        corrected=bool(nodes.thing(claim, "lab:correctedBy")),
        negated=nodes.true(claim, "lab:negated"),
    )


def figures(nodes: Nodes, pairs: Iterable[tuple[str, str]]) -> tuple[Figure, ...]:
    """Numbers by (claim, quantity), oldest story first, and in a story in reading order."""
    found = [figure(nodes, claim, quantity) for claim, quantity in sorted(set(pairs))]
    starts = {f.iri: min((nodes.place(s)[1] for s in nodes.things(f.iri, "lab:mentionSpan")), default=0) for f in found}
    return tuple(sorted(found, key=lambda f: (f.published, f.article.iri, starts[f.iri], f.iri, f.claim)))


def groups(found: Iterable[Figure]) -> tuple[FigureGroup, ...]:
    """Figures side by side: those that say one thing of one thing in one unit; else those that count one thing.

    A figure that was taken back stands with the others but does not make them differ, nor do several of one voice in
    one story, such as the votes for and against.
    """
    table: dict[tuple[str, str, str], list[Figure]] = {}
    for item in found:
        of = _measured(item)
        table.setdefault((of.iri if of else "", item.link, item.unit), []).append(item)
    made = []
    for (_, link, unit), items in table.items():
        made.append(FigureGroup(_measured(items[0]), link, unit, _differ(items), tuple(items)))
    return tuple(sorted(made, key=lambda g: (g.of.label if g.of else "", g.link, g.unit, g.figures[0].iri)))


def _differ(items: Iterable[Figure]) -> bool:
    given = {
        ((i.value, i.low, i.high), (i.article.iri, *(voice.iri for voice in i.said_by)))
        for i in items
        if not (i.corrected or i.negated)
    }
    return any(one[0] != other[0] and one[1] != other[1] for one, other in combinations(given, 2))


def _measured(item: Figure) -> Ref | None:
    return item.of if item.link else item.measures or item.of


def quantities(nodes: Nodes, iri: str, claims: Iterable[str]) -> set[tuple[str, str]]:
    """(claim, quantity) of these claims of a thing, and of what counts it."""
    pairs = {(claim, quantity) for claim in claims for quantity in nodes.things(claim, "lab:quantity")}
    counting = nodes.subjects("lab:measures", iri)
    return pairs | {(claim, q) for q in counting for claim in nodes.subjects("lab:quantity", q)}


def statuses(nodes: Nodes, claims: Iterable[str]) -> tuple[StatusStep, ...]:
    """The stages that these claims of stages tell, oldest first."""
    rank = {nodes.word(term(stage).value): place for place, stage in enumerate(STAGES)}
    steps = (_status(nodes, claim) for claim in claims)
    return tuple(sorted(steps, key=lambda s: (s.day, rank.get(s.status, 0), s.article.iri, s.iri)))


def _status(nodes: Nodes, claim: str) -> StatusStep:
    return StatusStep(
        iri=claim,
        day=nodes.text(claim, "lab:asOf"),
        status=nodes.word(nodes.thing(claim, "lab:claimObject")),
        negated=nodes.true(claim, "lab:negated"),
        said_by=said_by(nodes, claim),
        article=nodes.ref(home(nodes, claim)),
        words=words(nodes, nodes.things(claim, "lab:mentionSpan")),
    )
