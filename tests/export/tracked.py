"""Stories of labor actions, for the tests of the tracker: as text, and as graphs made by hand."""

from __future__ import annotations

from pyoxigraph import Quad, RdfFormat, parse

from kg.config import Settings
from kg.errors import KgError
from kg.pipeline import together
from kg.prefixes import PREFIXES

PLANNED = """TACOMA, Wash. — Nurses at Cascade Valley Hospital will go on strike on Sept. 16 over staffing, the \
Pacific Nurses Union said Tuesday.

About 4,000 nurses will take part in the strike, the union said.

The nurses voted in August to authorize the strike. A rally is planned for noon on Sept. 14 at Wright Park.

Machinists at Puget Forge could strike in October if talks fail, Local 9 of the Metal Crafts Union said.
"""
BEGUN = """TACOMA, Wash. — Nurses at Cascade Valley Hospital walked off the job on Monday over staffing.

The Pacific Nurses Union launched the three-day strike on Monday, Sept. 16. Between 3,800 and 4,200 nurses walked off \
the job, the union said.

Cascade Valley Hospital said 3,500 nurses took part in the strike.
"""


def graphs(stories) -> list[Quad]:
    """The graph of stories that are known together, as the rules alone read them."""
    failed: list[KgError] = []
    found = list(together(stories, Settings(fast=True), failed))
    assert not failed
    return found


# A graph by hand: two articles on one strike, and what each claims.


def article(name: str, published: str, claims: str, voice: str = "") -> list[Quad]:
    """A graph of one article about the strike d:strike; claims are lines "name | predicates and objects"."""
    text = "Workers struck. The union said so."
    lines = [
        f'd:{name} a lab:Article ; rdfs:label "{name}" ; schema:datePublished "{published}"^^xsd:date ;',
        f' schema:text "{text}" .',
        'd:strike a lab:Strike ; rdfs:label "Strike by Union" ; lab:mentionSpan d:span ; lab:rule "r" ;',
        " lab:confidence 0.9 . d:span a lab:TextSpan ; oa:start 0 ; oa:end 7 ; oa:exact 'Workers' .",
        f"d:{name}-said a lab:IndirectQuotation ; lab:speaker d:boss . d:boss rdfs:label '{voice or 'Boss'}' .",
    ]
    for number, line in enumerate(filter(None, map(str.strip, claims.splitlines()))):
        me = f"d:{name}-claim-{number}"
        source = f"d:{name}-said" if line.startswith("SAID ") else f"d:{name}"
        modality = "" if "lab:modality" in line else "lab:modality lab:Fact ;"
        lines.append(
            f"{me} a lab:Claim ; lab:claimSubject d:strike ; lab:assertedIn {source} ; {modality}"
            f" lab:mentionSpan d:span ; lab:rule 'rule-{number}' ; lab:confidence 0.8 ; {line.removeprefix('SAID ')} ."
        )
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    return list(parse(f"{head}d:{name}-graph {{ {' '.join(lines)} }}", format=RdfFormat.TRIG))


def people(key: str, numbers: str, hedge: str = "Exactly", of: str = "workers") -> str:
    """A claim that so many take part."""
    return (
        f"lab:claimPredicate lab:participant ; lab:claimObject d:{of} ; lab:quantity d:{key} . d:{of} rdfs:label '{of}'"
        f" . d:{key} {numbers} ; schema:unitText 'person' ; lab:comparator lab:{hedge} ; lab:measures d:{of}"
    )
