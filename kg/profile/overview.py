"""A store at a glance: the front page. Counts are made by the engine, which need not read what it counts."""

from __future__ import annotations

from itertools import islice

import pyoxigraph
from pyoxigraph import NamedNode

from kg.profile.claims import STAGES
from kg.profile.nodes import Nodes, term
from kg.profile.pages import DAYS, by_day
from kg.profile.parts import Line
from kg.profile.records import Overview, Speaker, Tally
from kg.profile.stories import source

MOST = 10
INSTANCES = "SELECT (COUNT(*) AS ?n) WHERE { ?x a $kind }"
OUTLETS = "SELECT (COUNT(DISTINCT ?o) AS ?n) WHERE { ?a a lab:Article ; schema:publisher ?o }"
SPEAKERS = """
SELECT ?who (COUNT(*) AS ?n) WHERE { ?s lab:speaker ?who FILTER(isIRI(?who)) }
GROUP BY ?who ORDER BY DESC(?n) ?who LIMIT 10"""
# Those with most events.
DISPUTES = """
SELECT ?d (COUNT(*) AS ?n) WHERE { ?e lab:inDispute ?d FILTER(isIRI(?d)) } GROUP BY ?d ORDER BY DESC(?n) ?d LIMIT 6"""
TOLD = "SELECT (COUNT(DISTINCT ?a) AS ?n) WHERE { ?e lab:inDispute $it ; lab:mentionSpan/lab:inArticle ?a }"
# A contract runs for years, and what is proposed may never come.
LASTING = """
SELECT (MIN(STR(?day)) AS ?first) (MAX(STR(?day)) AS ?last) WHERE {
  { SELECT ?e ?c WHERE { ?e lab:inDispute $it . ?c lab:claimSubject ?e } LIMIT 2000 }
  { ?c lab:claimPredicate lab:startDate } UNION { ?c lab:claimPredicate lab:endDate }
  ?c lab:claimValue ?day .
  FILTER(STRLEN(STR(?day)) = 10)
  FILTER NOT EXISTS { ?e a ?paper . FILTER(?paper IN (lab:CollectiveAgreement, lab:Proposal)) }
  FILTER NOT EXISTS { ?c lab:negated true }
  FILTER NOT EXISTS { ?c lab:correctedBy ?note }
}"""

# The newest stages that claims which hold tell of its actions.
NEWEST = """
SELECT ?day ?stage WHERE {
  { SELECT ?e ?c WHERE { ?e lab:inDispute $it . ?c lab:claimSubject ?e ; lab:claimPredicate lab:status } LIMIT 2000 }
  ?c lab:asOf ?day ; lab:claimObject ?stage .
  FILTER NOT EXISTS { ?e a ?paper . FILTER(?paper IN (lab:CollectiveAgreement, lab:Proposal)) }
  FILTER NOT EXISTS { ?c lab:negated true }
  FILTER NOT EXISTS { ?c lab:correctedBy ?note }
} ORDER BY DESC(?day) ?stage LIMIT 20"""


def overview(engine: pyoxigraph.Store) -> Overview:
    """Counts, newest stories, biggest disputes and most heard speakers of a store."""
    nodes = Nodes(engine)
    days = sorted(day.value for day in nodes.values(DAYS))
    latest = tuple(source(nodes, iri, 0) for iri in islice(by_day(nodes), MOST))
    tallies = [Tally(nodes.word(kind), _instances(nodes, kind)) for kind in nodes.below("lab:LaborAction")]
    disputes = [_line(nodes, iri) for iri, _ in nodes.select(DISPUTES)]
    speakers = [Speaker(nodes.ref(iri), int(number)) for iri, number in nodes.select(SPEAKERS)]
    return Overview(
        stories=_all(nodes, "lab:Article"),
        outlets=int(nodes.select(OUTLETS)[0][0]),
        first=days[0][:10] if days else "",
        last=days[-1][:10] if days else "",
        people=_all(nodes, "foaf:Person"),
        unions=_all(nodes, "lab:LaborUnion"),
        employers=_all(nodes, "lab:Employer"),
        statements=_all(nodes, "lab:Statement"),
        claims=_all(nodes, "lab:Claim"),
        actions=tuple(sorted((t for t in tallies if t.number), key=lambda t: (-t.number, t.word))),
        latest=latest,
        disputes=tuple(sorted(disputes, key=lambda line: (-line.stories, line.thing.label, line.thing.iri))),
        speakers=tuple(sorted(speakers, key=lambda s: (-s.statements, s.who.label, s.who.iri))),
    )


def _all(nodes: Nodes, prefixed: str) -> int:
    """How many there are of a class and those below it; what has two of them counts twice."""
    return sum(_instances(nodes, kind) for kind in nodes.below(prefixed))


def _instances(nodes: Nodes, kind: str) -> int:
    return int(nodes.select(INSTANCES, kind=NamedNode(kind))[0][0])


def _line(nodes: Nodes, dispute: str) -> Line:
    it = NamedNode(dispute)
    first, last = nodes.select(LASTING, it=it)[0]
    told = nodes.select(NEWEST, it=it)
    rank = {term(stage).value: place for place, stage in enumerate(STAGES)}
    as_of, stage = max(told, key=lambda row: (row[0][:10], rank.get(row[1], -1)), default=("", ""))
    stories = int(nodes.select(TOLD, it=it)[0][0])
    return Line(nodes.ref(dispute), first, last, nodes.word(stage) if stage else "", as_of[:10], stories)
