"""What a name is the name of, weighed from its own words and from what stands around it.

The labels of the language model are one voice among many: company suffixes, "workers at X", "members of X",
"X, the union representing", appositions and titles count for more.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from kg.annotate.base import Draft
from kg.annotate.names.beside import noun_after, noun_before, nouns, sibling
from kg.annotate.names.lexicon import (
    association,
    business_words,
    crews,
    ends,
    fold,
    given_names,
    known_body,
    people_words,
    terms,
)
from kg.annotate.names.places import LARGE, kind_of, people
from kg.annotate.names.signs import found_signs
from kg.annotate.names.spans import Candidate, has_head

ORGANIZATIONS = ("LaborUnion", "GovernmentBody", "NewsOrganization", "Employer", "FormalOrganization")
SITES = ("Place", "Facility")
KINDS = ("Person", *ORGANIZATIONS, *SITES, "Junk")
# a town before one of these says where the site is
SITE_NOUN = (
    r" (?:depot|garage|store|shop|cafe|plant|factory|warehouse|yard|mill|terminal|canteen|office|branch|hub|site|works|"
    r"campus|studio|operations|mills|plants|stores|depots|mines)\b"
)
# "A spokesman for Ramsay, Ola Dunn, said": who holds the role before a comma, where no noun for a body stands there
SPOKEN_FOR = re.compile(
    r"\b(?:spokes\w+|lawyer|attorney|director|president|aide|adviser|deputy) (?:for|of|to) (?:the )?"
    r"(?:[\w’'-]+ ){0,3}[A-Z][\w’'-]+, $"
)
BY_ONE_OF = re.compile(r"\b(?:said|says|added|asked|replied|wrote) (?:the )?[A-Z][\w’'-]*(?: [A-Z\d][\w’'-]*)*[’']s $")
SPEAKS = (
    r" (?:said|says|told|tells|calls|asks|warns|added|wrote|vowed|called|argued|replied|warned|insisted|agreed|"
    r"countered|met)\b"
)
OF_A_BODY = re.compile(r"\b(?:of|with|by|from|union|against) $")  # "regional officer of Unite"
IN_STATE = re.compile(r", ([A-Z][\w.]*(?: [A-Z][\w.]*)?)[,.;]")
OF_HOME = re.compile(r"[A-Z][\w’'-]+ [A-Z][\w’'-]+,(?: \d\d,)? of $")
LABELS = {
    "PERSON": "Person", "ORG": "FormalOrganization", "GPE": "Place", "LOC": "Place", "FAC": "Facility", "NORP": "Junk",
    "PRODUCT": "Junk", "EVENT": "Junk", "LAW": "Junk", "WORK_OF_ART": "Junk", "DATE": "Junk", "TIME": "Junk",
    "LANGUAGE": "Junk",
}  # fmt: skip
# kind of name_heads.yaml, class, weight
HEADS = (
    ("news", "NewsOrganization", 2.5),
    ("employer", "Employer", 3.0),
    ("facility", "Facility", 2.5),
    ("civic", "GovernmentBuilding", 5.0),
    ("road", "Place", 2.5),
    ("venue", "Facility", 2.2),
    ("venue", "Employer", 1.5),
)


@dataclass(slots=True)
class Cluster:
    """All places of one form of a name, and what speaks for which class; `firm`: a person's name, here of a firm."""

    text: str
    spots: list[Candidate] = field(default_factory=list)
    score: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    kind: str | None = None
    firm: bool = False

    @property
    def low(self) -> str:
        return fold(self.text)

    @property
    def start(self) -> int:
        return self.spots[0].span.start


def weigh(draft: Draft, cluster: Cluster) -> None:
    """Fill in the score of a cluster from its words and from all its places."""
    own_words(cluster)
    labels: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for spot in cluster.spots:
        around(draft, cluster, spot, seen)
        label = next((t.ent_type_ for t in draft.tokens(spot.span) if t.ent_type_), "")
        if label in ("DATE", "TIME") and " " in spot.text and not re.search(r"\d", spot.text):
            continue  # "Julian March"
        if label in LABELS:
            labels[LABELS[label]] += 1
    for kind, count in labels.items():
        cluster.score[kind] += 1.5 * count / len(cluster.spots)
    body = known_body(cluster.text)
    before = [draft.text[max(0, s.span.start - 9) : s.span.start] for s in cluster.spots]
    if body and body.weak and any(map(OF_A_BODY.search, before)):
        cluster.score[body.kind] += 1.5  # no common word has a capital there
    if cluster.firm:
        cluster.score["Employer"] += 4
        cluster.score["Person"] = 0
    titles(draft, cluster)
    framed(draft, cluster)
    if kind_of(cluster.text):  # "Boston hotels" are hotels in Boston
        cluster.score["Employer"] *= 0.4
        cluster.score["FormalOrganization"] *= 0.6


MUNICIPAL = re.compile(
    r"(?i)(?:(?:deputy |acting |interim |former |vice )?mayor|police|fire chief|city|town|village|public works|"
    r"council(?:or|lor|man|woman|member| member)|alder\w+|cllr)\b"
)


def titles(draft: Draft, cluster: Cluster) -> None:
    """Evidence of a role or form of address before the name, or of a capitalized role behind it."""
    single = len(cluster.text.split()) == 1
    for spot in cluster.spots:
        if spot.honorific:
            cluster.score["Person"] += 4
        elif spot.role:
            words = spot.role.of(draft.text)
            noun = nouns().get(words.lower().split()[-1]) is not None
            owned = re.search(
                r"(?:[’']s?|\b(?:its|their)) $", draft.text[max(0, spot.role.start - 8) : spot.role.start]
            )
            if owned and words.lower() in ("owner", "operator") and cluster.text.split()[0] not in given_names():
                cluster.score["Employer"] += 1.5  # "the mill's owner, Gorse Paper"
                noun = True
            office = words[0].isupper() and spot.role.start != 0
            cluster.score["Person"] += 1 if (single and not office) or noun else 4
        if "office" in spot.notes:
            if MUNICIPAL.match(spot.notes["office"]) and not has_head(cluster.text):
                cluster.score["Place"] += 3.5  # "Selmore Mayor Bo Li"
                continue
            division = re.search(r" (?:county|township|borough|parish|shire)$|^(?:house|senate|assembly)$", cluster.low)
            cluster.score["GovernmentBody" if division else "FormalOrganization"] += 5 if division else 3
            cluster.score["Person"] -= 1


def framed(draft: Draft, cluster: Cluster) -> None:
    """Evidence of bylines, datelines and of the publisher's name."""
    for spot in cluster.spots:
        if "frame" in spot.notes:
            cluster.score[spot.notes["frame"]] += 8
    publisher = fold(draft.article.publisher or "")
    if publisher and (publisher == cluster.low or publisher.endswith(" " + cluster.low)):
        body = ends(cluster.low, "employer", "suffix", "union", "association", "venue")
        cluster.score["NewsOrganization"] += 1 if body else 3


def own_words(cluster: Cluster) -> None:
    """Evidence of the words of the name itself."""
    low, score = cluster.low, cluster.score
    parts = low.split()
    if body := known_body(cluster.text):
        score[body.kind] += 1.5 if body.weak else 6
    if parts[0] in terms("name_heads.yaml", "opening") and len(parts) > 1:
        score["LaborUnion"] += 4
    governing = re.split(r" (?:of|for)(?: the)? ", low)[0]
    for part in dict.fromkeys((low, governing)):
        if ends(part, "union") and part != "local":
            score["LaborUnion"] += 4
        elif ends(part, "association") and len(parts) > 1:
            kind = association(low)
            score[kind] += 4
            if kind == "FormalOrganization" and part == low:
                score["LaborUnion"], score["Employer"] = score["LaborUnion"] - 2, score["Employer"] - 1
        if ends(part, "government"):
            score["GovernmentBody"] += 4 if len(parts) > 1 else 2
    last = parts[-1]
    if last == "union" and len(parts) > 1:  # "a deal with the Postal Carriers Union"; a credit union is a bank
        score["Employer"] -= 3
        score["LaborUnion"] -= 8 if ends(low, "employer") else 0
    if low in terms("name_stops.yaml", "platform", "word-platform"):
        score["FormalOrganization"] += 6
    if ends(low, "union", "association", "government", "suffix") or last == "schools":
        score["Person"] -= 3  # "the Department", "Maple Grove Public Schools"
    if (len(parts) > 1 and last in people_words()) or (governing.split()[-1] in people_words() and governing != low):
        score["LaborUnion"] += 2.5
    elif len(parts) > 1 and last in business_words():
        score["FormalOrganization"] += 2
    if len(parts) > 1:
        # "Trinity College Dublin" is a college
        stem = " ".join(parts[:-1]) if len(parts) > 2 and kind_of(cluster.text.split()[-1]) else low
        for kind, into, weight in HEADS:
            if ends(low, kind) or (kind == "employer" and ends(stem, kind)):
                score[into] += weight
    if ends(low, "suffix") and len(parts) > 1:
        score["Employer"] += 5
    if re.match(r"(?:gate|elevator|terminal|pier|berth|dock|plant|mill|shop|warehouse) \d", low) or re.fullmatch(
        r"[A-Z]{2,4}-?\d+\w*", cluster.text
    ):
        score["Facility"] += 4
    if re.match(r"(?:radio|channel) ", low):
        score["NewsOrganization"] += 4
    if re.match(r"university of |college of |bank of |port of |school district of ", low):
        # "the College of Theatre Nurses" is a body of nurses and no place where they learn
        score["LaborUnion" if last in people_words() else "Employer"] += 4
    if re.match(r"(?:city|town|village|county|borough|municipality) of ", low):
        score["GovernmentBody"] += 4
    if len(parts) == 2 and parts[0] in ("lake", "mount", "mt", "mt.", "cape", "port", "fort"):
        score["Place"] += 3
    if len(parts) == 2 and parts[0] in ("hotel", "camp", "cafe", "café", "pier"):
        score["Facility"] += 3
    if len(parts) > 1 and last in ("international", "united", "america", "national") and crews() & set(parts[:-1]):
        score["LaborUnion"] += 2.5  # "Cabin Staff International"
    if (
        len(parts) == 1
        and re.search(r"[a-z][A-Z]", cluster.text)
        and not re.match(r"(?:Mc|Mac|De|Di|La|Le|O)[’']?[A-Z]", cluster.text)
    ):
        score["FormalOrganization"] += 2  # "AeroLink"
    if " & " in cluster.text:
        score["FormalOrganization"] += 3
    shape_of_person(cluster, parts)
    gazetteer(cluster)


def shape_of_person(cluster: Cluster, parts: list[str]) -> None:
    """Two to four words with capitals and no other sign: perhaps a person."""
    words = cluster.text.split()
    if re.search(r"(?:^| )(?:[A-Z]\.)+(?: |$)", cluster.text) and kind_of(cluster.text) is None and len(words) > 1:
        cluster.score["Person"] += 2
    if re.search(r" (?:jr|sr)\.?$| i{2,3}$", cluster.low):
        cluster.score["Person"] += 4
    if len(words) == 2 and words[0] not in given_names() and people(words[0]) >= LARGE:
        cluster.score["Person"] -= 1.5  # "Manchester Piccadilly"
    if 2 <= len(words) <= 4 and words[0] in given_names() and not has_head(cluster.text):
        cluster.score["Person"] += 1.5
    named = words[0] in given_names() or not has_head(cluster.text)  # "Lorne Stevedoring" has no shape of a person's
    if (
        2 <= len(words) <= 4
        and named
        and all((re.match(r"[^\W\d_]", w) and not w.isupper()) or re.fullmatch(r"(?:[A-Z]\.)+", w) for w in words)
    ):
        cluster.score["Person"] += 1


def gazetteer(cluster: Cluster) -> None:
    """Evidence of the lists of places."""
    kind = kind_of(cluster.text)
    if kind is None and cluster.text.isupper() and len(cluster.text) > 3:
        kind = kind_of(cluster.text.title())
    if kind == "City":
        size = people(cluster.text)
        cluster.score["Place"] += 2 if size >= LARGE else 1.2 if size >= 20_000 else 0.8
        if len(cluster.text.split()) > 1:
            cluster.score["Place"] += 1
    elif kind:
        cluster.score["Place"] += 4


def around(draft: Draft, cluster: Cluster, spot: Candidate, seen: Counter[str]) -> None:
    """Evidence of what stands before and after one place of the name; each sign counts twice at most."""
    text, span = draft.text, spot.span
    before = text[max(0, span.start - 90) : span.start].split("\n")[-1]
    after = text[span.end : span.end + 90].split("\n")[0]
    for sign in found_signs(before, after):
        if seen[sign.pattern.pattern] < 2:
            seen[sign.pattern.pattern] += 1
            cluster.score[sign.kind] += sign.weight
    if kind_of(cluster.text) == "City" and re.match(SITE_NOUN, after):
        cluster.score["Place"] += 4
    state = IN_STATE.match(after)
    person = spot.honorific or cluster.text.split()[0] in given_names()
    if state and kind_of(state[1]) == "State" and not has_head(cluster.text) and not person:
        cluster.score["Place"] += 5  # "its Dunmoor, Pa., bakery"
    if (
        before.endswith("s ")
        and re.search(r"[A-Z\d][\w-]*[’']s $", before)
        and re.match(SPEAKS, after)
        and 2 <= len(cluster.text.split()) <= 3
    ):
        cluster.score["Person"] += 3  # "Unifor’s Lana Payne said"
    if re.fullmatch(r"[KW][A-Z]{3}", cluster.text) and re.search(r"\b(?:told|station|on) $", before):
        cluster.score["NewsOrganization"] += 3  # call letters: "she told KQED"
    if BY_ONE_OF.search(before) and 2 <= len(cluster.text.split()) <= 3 and not has_head(cluster.text):
        cluster.score["Person"] += 4  # "said Local 212’s Art Zorn"
    if ends(cluster.low, "land") and re.search(r"\b(?:at|in|near|off|from|to) $", before):
        cluster.score["Place"] += 2
    if (
        before.endswith(", ")
        and SPOKEN_FOR.search(before)
        and 2 <= len(cluster.text.split()) <= 3
        and not has_head(cluster.text)
    ):
        cluster.score["Person"] += 3
    if OF_HOME.search(before) and after[:1] == "," and known_body(cluster.text) is None:
        cluster.score["Place"] += 2  # "Ann Ruiz, of Selmore, said"
    sibling(cluster, before, after)
    noun_before(cluster, before)
    noun_after(cluster, before, after)


def decide(cluster: Cluster) -> str | None:
    """The class with most evidence, or None where there is too little to call it a name."""
    score = cluster.score
    organization = max(score[k] for k in ORGANIZATIONS)
    rest = sum(max(score[k], 0) for k in ORGANIZATIONS) - organization
    best = {
        "Person": score["Person"],
        "Organization": organization + 0.6 * rest,
        "GovernmentBuilding": score["GovernmentBuilding"],
        "Place": score["Place"],
        "Facility": score["Facility"],
        "Junk": score["Junk"],
    }
    kind, weight = max(best.items(), key=lambda kv: (kv[1], kv[0]))
    if weight < (1.4 if len(cluster.text.split()) > 1 or cluster.text.isupper() else 1.9) or kind == "Junk":
        return None
    if kind != "Organization":
        return kind
    narrow = max((k for k in ORGANIZATIONS if k != "FormalOrganization"), key=lambda k: (score[k], k))
    body = known_body(cluster.text)
    enough = 1.5 if body is not None and body.kind == narrow else 2
    return narrow if score[narrow] >= enough else "FormalOrganization"
