"""A firm that has the name of its founder: the same word is the firm in one place and the person in another."""

from __future__ import annotations

import re

from kg.annotate.base import Draft
from kg.annotate.names.evidence import ORGANIZATIONS, SPEAKS, Cluster
from kg.annotate.names.lexicon import given_names
from kg.annotate.names.signs import found_signs
from kg.annotate.names.spans import Candidate, has_head

FIRM = 1.5
NOUN = re.compile(r"\b(?:company|firm|chain|carrier|retailer|maker|operator|airline|giant|group|haulier) $")
# What firms do in the news and people seldom; the signs of names say the rest.
DOES = re.compile(
    r"^ (?:has (?:never )?(?:had|offered|refused|raised|cut|been)|employs?|owns?|operates?|makes|sells|ships|delivers|"
    r"pays|hired?|offers|bought|opened|closed|plans to|expects|posted|reported|agreed to)\b"
)
TAKEN_UP = re.compile(r" (?:[a-z]+ ){1,2}(?:that )?(it|its|he|his|she|her)\b")
FOR = re.compile(
    r"\b(?:contract|talks|deal|strike|dispute|agreement|packages|freight|work\w*|driv\w+|lawyer|attorney|spokes\w+) "
    r"(?:\w+ ){0,2}(?:for|with|by|at|against|between) $"
)


def split(draft: Draft, clusters: list[Cluster]) -> list[Cluster]:
    """The clusters, with a family name that is also a firm's parted: its places as the firm are a cluster of their own.

    News introduces people by their whole name, so a family name alone before that, outside the headline, is not the
    person; one place that reads like a firm, or that the language model takes for one, has to bear it out. After that
    only places that read like a firm are.
    """
    parted: list[Cluster] = []
    for cluster in clusters:
        person = _bearer(cluster, clusters)
        firm = _firm(draft, cluster, person) if person else []
        if not firm:
            parted.append(cluster)
            continue
        rest = [spot for spot in cluster.spots if spot not in firm]
        parted.append(Cluster(cluster.text, firm, firm=True))
        if rest:
            parted.append(Cluster(cluster.text, rest))
    return parted


def _bearer(cluster: Cluster, clusters: list[Cluster]) -> Cluster | None:
    """The cluster of the one whole name of a person that ends in this word."""
    if " " in cluster.text or cluster.text.isupper():
        return None
    found = [c for c in clusters if c is not cluster and c.low.endswith(" " + cluster.low) and _is_person(c)]
    return found[0] if len(found) == 1 else None


def _is_person(cluster: Cluster) -> bool:
    parts = cluster.text.split()
    titled = any(spot.honorific or spot.role for spot in cluster.spots)
    return 2 <= len(parts) <= 3 and not has_head(cluster.text) and (titled or parts[0] in given_names())


def _firm(draft: Draft, cluster: Cluster, person: Cluster) -> list[Candidate]:
    """The places where the family name is a firm's."""
    body = draft.structure.headline.end if draft.structure.headline else 0
    early = [s for s in cluster.spots if body <= s.span.start < person.start and not _speaks(draft, s)]
    like = [s for s in cluster.spots if _reads_like_firm(draft, s)]
    labelled = [s for s in early if any(t.ent_type_ == "ORG" for t in draft.tokens(s.span))]
    if not (like or labelled) or (not early and len(like) < 2):
        return []
    return [s for s in cluster.spots if s in like or s in early]


def refers(draft: Draft, spot: Candidate) -> str | None:
    """ "firm" or "person" where the words around a name that is both tell which: "Orrin said it would", "Orrin said he
    would"; None where they do not."""
    if _reads_like_firm(draft, spot):
        return "firm"
    pronoun = TAKEN_UP.match(draft.text, spot.span.end)
    return None if pronoun is None else "firm" if pronoun[1] in ("it", "its") else "person"


def _speaks(draft: Draft, spot: Candidate) -> bool:
    return re.match(SPEAKS, draft.text[spot.span.end : spot.span.end + 20]) is not None


def _reads_like_firm(draft: Draft, spot: Candidate) -> bool:
    before = draft.text[max(0, spot.span.start - 90) : spot.span.start].split("\n")[-1]
    after = draft.text[spot.span.end : spot.span.end + 90].split("\n")[0]
    if spot.honorific or _speaks(draft, spot):
        return False
    weight = {"firm": 0.0, "person": 0.0}
    for sign in found_signs(before, after):
        if sign.kind in ORGANIZATIONS or sign.kind == "Person":
            weight["person" if sign.kind == "Person" else "firm"] += sign.weight
    firm = weight["firm"] - max(weight["person"], 0) >= FIRM
    return firm or any((DOES.match(after), FOR.search(before), NOUN.search(before)))
