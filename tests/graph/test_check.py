"""The shapes notice a graph that was broken in one place, and the built-in check and pySHACL agree on each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse, serialize

from kg import paths
from kg.errors import OntologyError
from kg.graph import check
from kg.graph.datatypes import XSD, well_formed
from kg.graph.report import Report
from kg.graph.shacl import Shapes
from kg.prefixes import PREFIXES

SEED = Path(__file__).parents[1] / "data" / "seed.ttl"


def node(short: str) -> NamedNode:
    """`lab:Claim`, or a last part of an IRI of the data."""
    prefix, _, local = short.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


class Broken:
    """A graph that a change is made to; nodes are looked up by class and by a property's value."""

    def __init__(self, quads: list[Quad]) -> None:
        self.quads = dict.fromkeys(quads)

    def having(self, prop: str, value: NamedNode | Literal | str, kind: str | None = None) -> NamedNode:
        """The first node with this value."""
        wanted = node(value) if isinstance(value, str) else value
        return next(
            q.subject
            for q in self.quads
            if q.predicate == node(prop) and q.object == wanted and (kind is None or self.is_a(q.subject, kind))
        )

    def is_a(self, subject: NamedNode, kind: str) -> bool:
        return any(q.subject == subject and q.object == node(kind) for q in self.quads)

    def one(self, kind: str) -> NamedNode:
        """The first node of a class."""
        return self.having("rdf:type", kind)

    def value(self, subject: NamedNode, prop: str) -> NamedNode | Literal:
        return next(q.object for q in self.quads if q.subject == subject and q.predicate == node(prop))

    def add(self, subject: NamedNode, prop: str, value: NamedNode | Literal) -> None:
        graph = next(iter(self.quads)).graph_name
        self.quads[Quad(subject, node(prop), value, graph)] = None

    def drop(self, subject: NamedNode, prop: str) -> None:
        gone = [q for q in self.quads if q.subject == subject and q.predicate == node(prop)]
        assert gone
        for quad in gone:
            del self.quads[quad]

    def set(self, subject: NamedNode, prop: str, value: NamedNode | Literal) -> None:
        self.drop(subject, prop)
        self.add(subject, prop, value)


def typed(lexical: str, kind: str) -> Literal:
    return Literal(lexical, datatype=NamedNode(XSD + kind))


def claim(g: Broken, prop: str) -> NamedNode:
    return g.having("lab:claimPredicate", prop)


def strike(g: Broken) -> NamedNode:
    return g.one("lab:Strike")


def speech(g: Broken) -> NamedNode:
    return g.having("rdf:type", "lab:DirectQuotation")


def number(g: Broken) -> NamedNode:
    return g.having("schema:value", typed("400", "decimal"))


def span(g: Broken) -> NamedNode:
    return g.having("oa:exact", Literal("March 4"))


def post(g: Broken) -> NamedNode:
    return g.one("org:Membership")


def person(g: Broken) -> NamedNode:
    return g.having("foaf:name", Literal("Maria Ruiz"))


def union(g: Broken) -> NamedNode:
    return g.one("lab:LaborUnion")


def article(g: Broken) -> NamedNode:
    return g.one("lab:Article")


def critical(g: Broken) -> NamedNode:
    return g.having("lab:stanceValue", "lab:Criticizes")


def day(g: Broken) -> NamedNode:
    return g.having("time:inXSDDate", typed("2024-03-04", "date"), "lab:TimeExpression")


def widened(g: Broken) -> None:
    g.add(number(g), "schema:minValue", typed("400", "decimal"))
    g.add(number(g), "schema:maxValue", typed("400", "decimal"))


MUTATIONS: dict[str, Callable[[Broken], None]] = {
    "bare status": lambda g: g.add(strike(g), "lab:status", node("lab:Scheduled")),
    "bare quantity": lambda g: g.add(strike(g), "lab:quantity", number(g)),
    "speaker's word made a fact": lambda g: g.add(strike(g), "lab:startDate", typed("2024-03-04", "date")),
    "denied duration made a fact": lambda g: g.add(strike(g), "lab:durationType", node("lab:OpenEnded")),
    "length nobody states": lambda g: g.add(strike(g), "lab:duration", typed("P5D", "duration")),
    "date that is no date": lambda g: g.add(strike(g), "lab:endDate", Literal("March")),
    "organizer that is a place": lambda g: g.add(strike(g), "lab:organizer", g.one("schema:City")),
    "place that is a person": lambda g: g.set(strike(g), "lab:place", person(g)),
    "event without a label": lambda g: g.drop(strike(g), "rdfs:label"),
    "event without words": lambda g: g.drop(strike(g), "lab:mentionSpan"),
    "claim in two places": lambda g: g.add(claim(g, "lab:startDate"), "lab:assertedIn", article(g)),
    "claim in a person": lambda g: g.set(claim(g, "lab:startDate"), "lab:assertedIn", person(g)),
    "claim without modality": lambda g: g.drop(claim(g, "lab:startDate"), "lab:modality"),
    "modality off the list": lambda g: g.set(claim(g, "lab:startDate"), "lab:modality", node("lab:Neutral")),
    "half a triple": lambda g: g.drop(claim(g, "lab:startDate"), "lab:claimValue"),
    "object and value at once": lambda g: g.add(claim(g, "lab:startDate"), "lab:claimObject", union(g)),
    "triple and nothing of it": lambda g: g.drop(claim(g, "lab:startDate"), "lab:claimSubject"),
    "claim text too short": lambda g: g.set(claim(g, "lab:startDate"), "lab:claimText", Literal("It is.")),
    "status undated": lambda g: g.drop(claim(g, "lab:status"), "lab:asOf"),
    "status off the list": lambda g: g.set(claim(g, "lab:status"), "lab:claimObject", node("lab:OpenEnded")),
    "claim that rests outside its statement": lambda g: g.set(claim(g, "lab:startDate"), "lab:assertedIn", speech(g)),
    "claim without words": lambda g: g.drop(claim(g, "lab:startDate"), "lab:mentionSpan"),
    "negated in words": lambda g: g.add(claim(g, "lab:startDate"), "lab:negated", Literal("no")),
    "no speaker": lambda g: g.drop(speech(g), "lab:speaker"),
    "speaker that is a time": lambda g: g.set(speech(g), "lab:speaker", day(g)),
    "statement in no article": lambda g: g.drop(speech(g), "lab:reportedIn"),
    "statement without content": lambda g: g.drop(speech(g), "lab:contentSpan"),
    "two kinds of quotation": lambda g: g.add(speech(g), "rdf:type", node("lab:IndirectQuotation")),
    "other quote text": lambda g: g.set(speech(g), "lab:quoteText", Literal("We can wait")),
    "longer quote text": lambda g: g.set(
        speech(g), "lab:quoteText", Literal(g.value(speech(g), "lab:quoteText").value + " Enough.")
    ),
    "paraphrase as a quote": lambda g: g.add(g.one("lab:IndirectQuotation"), "lab:quoteText", Literal("x")),
    "other cue": lambda g: g.set(speech(g), "lab:cue", Literal("shouted")),
    "side off the list": lambda g: g.set(speech(g), "lab:side", node("lab:Fact")),
    "two sides": lambda g: g.add(speech(g), "lab:side", node("lab:ExpertSide")),
    "side without a rule": lambda g: g.drop(speech(g), "lab:sideRule"),
    "side surer than sure": lambda g: g.set(speech(g), "lab:sideConfidence", typed("1.1", "decimal")),
    "about a string": lambda g: g.add(speech(g), "lab:about", Literal("wages")),
    "stance off the list": lambda g: g.set(critical(g), "lab:stanceValue", node("lab:Averted")),
    "critical stance without words": lambda g: g.drop(critical(g), "lab:mentionSpan"),
    "stance of no statement": lambda g: g.drop(speech(g), "lab:expressesStance"),
    "stance toward two": lambda g: g.add(critical(g), "lab:stanceTarget", person(g)),
    "offset slip": lambda g: g.set(span(g), "oa:end", typed("114", "nonNegativeInteger")),
    "offsets the wrong way round": lambda g: g.set(span(g), "oa:start", typed("113", "nonNegativeInteger")),
    "negative offset": lambda g: g.set(span(g), "oa:start", typed("-6", "nonNegativeInteger")),
    "offset of another type": lambda g: g.set(span(g), "oa:start", typed("106", "integer")),
    "words that are not in the text": lambda g: g.set(span(g), "oa:exact", Literal("March 5")),
    "span of no article": lambda g: g.drop(span(g), "lab:inArticle"),
    "span with two ends": lambda g: g.add(span(g), "oa:end", typed("170", "nonNegativeInteger")),
    "text changed": lambda g: g.set(article(g), "schema:text", Literal("Another text.")),
    "two texts": lambda g: g.add(article(g), "schema:text", Literal("Another text.")),
    "hash of another form": lambda g: g.set(article(g), "lab:textSha256", Literal("ABC")),
    "day that does not exist": lambda g: g.set(article(g), "schema:datePublished", typed("2024-02-30", "date")),
    "publisher that is a person": lambda g: g.set(article(g), "schema:publisher", person(g)),
    "orphan quantity": lambda g: g.drop(claim(g, "lab:participant"), "lab:quantity"),
    "no comparator": lambda g: g.drop(number(g), "lab:comparator"),
    "two comparators": lambda g: g.add(number(g), "lab:comparator", node("lab:Exactly")),
    "double in place of decimal": lambda g: g.set(number(g), "schema:value", typed("4.0E2", "double")),
    "value and range at once": widened,
    "neither value nor range": lambda g: g.drop(number(g), "schema:value"),
    "unit in no usual form": lambda g: g.set(number(g), "schema:unitText", Literal("Persons!")),
    "dateTime for date": lambda g: g.set(claim(g, "lab:status"), "lab:asOf", typed("2024-02-27T00:00:00", "dateTime")),
    "confidence above one": lambda g: g.set(speech(g), "lab:confidence", typed("1.2", "decimal")),
    "confidence below nothing": lambda g: g.set(speech(g), "lab:confidence", typed("-0.1", "decimal")),
    "rule that is no name": lambda g: g.add(speech(g), "lab:rule", article(g)),
    "empty rule": lambda g: g.set(speech(g), "lab:rule", Literal("")),
    "no provenance": lambda g: g.drop(claim(g, "lab:startDate"), "prov:wasGeneratedBy"),
    "two calendar values": lambda g: g.add(day(g), "time:inXSDgYearMonth", typed("2024-03", "gYearMonth")),
    "precision off the list": lambda g: g.set(day(g), "lab:precision", node("time:unitCentury")),
    "person as employer": lambda g: g.set(g.one("lab:Collective"), "lab:employedBy", person(g)),
    "parent that is a person": lambda g: g.add(union(g), "org:subOrganizationOf", person(g)),
    "local without a parent": lambda g: g.drop(g.one("lab:UnionLocal"), "org:subOrganizationOf"),
    "organization never mentioned": lambda g: g.drop(union(g), "lab:mentionSpan"),
    "person without a name": lambda g: g.drop(person(g), "foaf:name"),
    "position without words": lambda g: g.drop(post(g), "lab:mentionSpan"),
    "position without a role": lambda g: g.drop(post(g), "org:role"),
    "position in a city": lambda g: g.set(post(g), "org:organization", g.one("schema:City")),
    "place without a name": lambda g: g.drop(g.one("schema:City"), "rdfs:label"),
    "subgroup of a person": lambda g: g.add(g.one("lab:Collective"), "lab:subgroupOf", person(g)),
    "proposal by a place": lambda g: g.set(g.one("lab:Proposal"), "lab:proposedBy", g.one("schema:City")),
    "issue that is a union": lambda g: g.add(claim(g, "lab:startDate"), "lab:issue", union(g)),
}  # fmt: skip


def changed(quads: list[Quad], change: Callable[[Broken], None]) -> list[Quad]:
    graph = Broken(quads)
    change(graph)
    assert set(graph.quads) != set(quads)
    return list(graph.quads)


def test_the_story_conforms_with_one_warning(quads):
    report = check(quads)
    assert report.conforms
    assert [w.message for w in report.warnings] == ["nobody is named as the source"]


def test_the_seed_conforms():
    report = check([Quad(*t) for t in {q.triple for q in parse(path=SEED, format=RdfFormat.TURTLE)}])
    assert report.violations == ()


@pytest.mark.parametrize("name", MUTATIONS)
def test_each_fault_is_noticed(quads, name):
    before, after = check(quads), check(changed(quads, MUTATIONS[name]))
    assert set(after.violations + after.warnings) - set(before.violations + before.warnings)


def places(report: Report) -> tuple[set[str], set[str]]:
    return {v.focus for v in report.violations}, {w.focus for w in report.warnings}


@pytest.fixture(scope="module")
def second_engine():
    """pyshacl-turbo over the graph and all of the ontology: nodes with violations, nodes with warnings."""
    turbo = pytest.importorskip("pyshacl_turbo")
    from rdflib import RDF, SH

    folder = paths.data("ontology")
    shapes = turbo.compile_shapes(
        (folder / "shapes.ttl").read_text("utf-8"), shacl_graph_format="turtle", advanced=True
    )
    ontology = [q.triple for q in parse(path=folder / "labor.ttl", format=RdfFormat.TURTLE)]

    def run(quads: list[Quad]) -> tuple[set[str], set[str]]:
        data = serialize([*ontology, *(q.triple for q in quads)], format=RdfFormat.N_TRIPLES).decode()
        _, report, _ = shapes.validate(data, data_graph_format="nt")
        found: tuple[set[str], set[str]] = (set(), set())
        for result in report.subjects(RDF.type, SH.ValidationResult):
            warning = report.value(result, SH.resultSeverity) == SH.Warning
            found[warning].add(str(report.value(result, SH.focusNode)))
        return found

    return run


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_second_engine_finds_the_same_nodes(quads, second_engine, name):
    graph = changed(quads, MUTATIONS[name])
    assert places(check(graph)) == second_engine(graph)


def test_the_referee_finds_the_same_nodes(quads):
    """pySHACL takes seconds, so that several faults share one run."""
    pytest.importorskip("pyshacl")
    graph = quads
    for name in ("half a triple", "offset slip", "denied duration made a fact", "day that does not exist",
                 "organization never mentioned", "local without a parent", "other cue"):  # fmt: skip
        graph = changed(graph, MUTATIONS[name])
    ours = places(check(graph))
    assert ours == places(check(graph, referee=True))
    assert len(ours[0]) >= 6


def test_a_shape_that_is_not_understood_is_an_error():
    shape = b"""@prefix sh: <http://www.w3.org/ns/shacl#> .
        <urn:s> sh:targetClass <urn:c> ; sh:property [ sh:path <urn:p> ; sh:qualifiedMinCount 1 ] ."""
    with pytest.raises(OntologyError, match="sh:qualifiedMinCount"):
        Shapes(shape)


@pytest.mark.parametrize(
    ("lexical", "kind", "right"),
    [
        ("2024-02-29", "date", True),
        ("2023-02-29", "date", False),
        ("2024-13", "gYearMonth", False),
        ("2024-12", "gYearMonth", True),
        ("24", "gYear", False),
        ("2024-02-29T24:00:00Z", "dateTime", True),
        ("2024-02-29T25:00:00Z", "dateTime", False),
        ("1e3", "decimal", False),
        ("-.5", "decimal", True),
        ("PT", "duration", False),
        ("P1DT2H", "duration", True),
        ("P11W", "duration", False),
        ("yes", "boolean", False),
        ("-1", "nonNegativeInteger", False),
    ],
)
def test_lexical_forms(lexical, kind, right):
    assert well_formed(str(typed(lexical, kind)), f"<{XSD}{kind}>") is right


def test_what_has_no_name_is_checked_like_the_rest():
    text = """
    PREFIX lab: <https://w3id.org/labornews/def#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
    <https://x.example/walkout> a lab:Strike ; rdfs:label "Walkout"@en ; lab:organizer _:body .
    _:body a lab:LaborUnion ; rdfs:label "Dockers"@en .
    _:other a lab:Strike ; rdfs:label "Another"@en ; lab:organizer _:body .
    """
    quads = list(parse(text, format=RdfFormat.TURTLE))
    named = {quad.subject.value for quad in quads if isinstance(quad.subject, BlankNode)}
    ours, theirs = check(quads), check(quads, referee=True)
    assert len(ours.violations) == len(theirs.violations)
    direct = [one.focus for one in ours.violations if one.message.startswith("a direct triple on an event")]
    assert len(direct) == 2
    assert "https://x.example/walkout" in direct
    assert {focus for focus in direct if focus.startswith("_:")} < {f"_:{name}" for name in named}
