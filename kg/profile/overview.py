"""A store at a glance: the front page.

What is counted is counted here and not by the engine, see `kg.profile.nodes.Nodes.rows`; where the engine need not look
up what that is, it does not.
"""

from __future__ import annotations

from collections import Counter
from heapq import nsmallest
from itertools import islice

import pyoxigraph
from pyoxigraph import NamedNode

from kg.profile.claims import STAGES
from kg.profile.nodes import Nodes, Term, term
from kg.profile.pages import DAYS, by_day
from kg.profile.parts import Line
from kg.profile.records import Overview, Speaker, Tally
from kg.profile.stories import source

# Stories, disputes and speakers that are shown, those with most.
STORIES, BIGGEST, HEARD = 10, 6, 10
INSTANCES = "SELECT ?one WHERE { ?x a $kind BIND(1 AS ?one) }"
OUTLETS = "SELECT DISTINCT ?o WHERE { ?a a lab:Article ; schema:publisher ?o }"
SPEAKERS = "SELECT ?who WHERE { ?s lab:speaker ?who FILTER(isIRI(?who)) }"
DISPUTES = "SELECT ?d WHERE { ?e lab:inDispute ?d FILTER(isIRI(?d)) }"
TOLD = "SELECT DISTINCT ?a WHERE { ?e lab:inDispute $it ; lab:mentionSpan/lab:inArticle ?a }"
# A contract runs for years, and what is proposed may never come.
LASTING = """
SELECT DISTINCT ?day WHERE {
  { SELECT ?e ?c WHERE { ?e lab:inDispute $it . ?c lab:claimSubject ?e } LIMIT 2000 }
  ?c lab:claimPredicate ?end FILTER(?end IN (lab:startDate, lab:endDate))
  ?c lab:claimValue ?day .
  FILTER(STRLEN(STR(?day)) = 10)
  FILTER NOT EXISTS { ?e a ?paper . FILTER(?paper IN (lab:CollectiveAgreement, lab:Proposal)) }
  FILTER NOT EXISTS { ?c lab:negated true }
  FILTER NOT EXISTS { ?c lab:correctedBy ?note }
}"""

# The stages that claims which hold tell of its actions, with the kinds of these.
STAGED = """
SELECT DISTINCT ?day ?stage ?kind WHERE {
  { SELECT ?e ?c WHERE { ?e lab:inDispute $it . ?c lab:claimSubject ?e ; lab:claimPredicate lab:status } LIMIT 2000 }
  ?c lab:asOf ?day ; lab:claimObject ?stage .
  ?e a ?kind .
  FILTER NOT EXISTS { ?e a ?paper . FILTER(?paper IN (lab:CollectiveAgreement, lab:Proposal)) }
  FILTER NOT EXISTS { ?c lab:negated true }
  FILTER NOT EXISTS { ?c lab:correctedBy ?note }
}"""


def overview(engine: pyoxigraph.Store) -> Overview:
    """Counts, newest stories, biggest disputes and most heard speakers of a store."""
    nodes = Nodes(engine)
    days = sorted(day.value for day in nodes.values(DAYS))
    latest = tuple(source(nodes, iri, 0) for iri in islice(by_day(nodes), STORIES))
    tallies = [Tally(nodes.word(kind), _instances(nodes, kind)) for kind in nodes.below("lab:LaborAction")]
    disputes = [_line(nodes, iri) for iri, _ in _most(nodes, DISPUTES, BIGGEST)]
    speakers = [Speaker(nodes.ref(iri), number) for iri, number in _most(nodes, SPEAKERS, HEARD)]
    return Overview(
        stories=_all(nodes, "lab:Article"),
        outlets=_number(nodes, OUTLETS),
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
    return _number(nodes, INSTANCES, kind=NamedNode(kind))


def _number(nodes: Nodes, query: str, **known: Term) -> int:
    """How many rows there are."""
    return sum(1 for _ in nodes.rows(query, **known))


def _most(nodes: Nodes, query: str, most: int) -> list[tuple[str, int]]:
    """What stands in the most rows, and in how many; of the same number by IRI."""
    counts = Counter(row[0] for row in nodes.rows(query))
    found = ((iri.value, number) for iri, number in counts.items() if isinstance(iri, NamedNode))
    return nsmallest(most, found, key=lambda one: (-one[1], one[0]))


def _line(nodes: Nodes, dispute: str) -> Line:
    it = NamedNode(dispute)
    days = [day for (day,) in nodes.select(LASTING, it=it)]
    told = nodes.select(STAGED, it=it)
    rank = {term(stage).value: place for place, stage in enumerate(STAGES)}
    stops = set(nodes.below("lab:WorkStoppage"))
    # that a vote has ended, or talks are under way, says little of a strike
    staged = ((kind in stops, as_of[:10], rank.get(stage, -1), stage) for as_of, stage, kind in told)
    _, as_of, _, stage = max(staged, default=(False, "", -1, ""))
    stories = _number(nodes, TOLD, it=it)
    first, last = (days[0], days[-1]) if days else ("", "")
    return Line(nodes.ref(dispute), first, last, nodes.word(stage) if stage else "", as_of, stories)
