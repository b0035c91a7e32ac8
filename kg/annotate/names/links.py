"""Which forms name the same thing: acronyms, short forms, surnames, locals; and which forms fit several things.

Acronyms in brackets are matched after Schwartz and Hearst (PSB 2003); without brackets their letters must be the
initials of one name only. A bare surname that two people share, once both were introduced, stays open.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from kg.annotate.base import Draft
from kg.annotate.names import namesakes
from kg.annotate.names.acronyms import ACRONYM, hearst, spells
from kg.annotate.names.evidence import ORGANIZATIONS, Cluster, decide, weigh
from kg.annotate.names.forms import nickname, of_one, of_staff, one_school
from kg.annotate.names.kept import family
from kg.annotate.names.lexicon import (
    ends,
    follows_the,
    given_names,
    known_body,
    people_words,
    role_ends,
    role_pattern,
    stands,
    terms,
)
from kg.annotate.names.openings import of_officer, trade
from kg.annotate.names.places import kind_of
from kg.annotate.names.spans import Candidate, has_head
from kg.annotate.names.thing import Open, Spot, Thing
from kg.annotate.names.ties import by_address, first_family, gender, surname, tie
from kg.annotate.names.twins import told_apart


def clusters(draft: Draft, found: list[Candidate]) -> list[Cluster]:
    """Candidates with the same form, in order of their first place; locals are left to `locals_of`."""
    by_form: dict[str, Cluster] = {}
    for c in found:
        if c.hint == "UnionLocal":
            continue
        cluster = by_form.setdefault(c.low, Cluster(c.text))
        cluster.spots.append(c)
        if cluster.text.isupper() and not c.text.isupper():
            cluster.text = c.text
    everything = namesakes.split(draft, list(by_form.values()))
    for cluster in everything:
        weigh(draft, cluster)
    shortened(everything)
    of_staff(everything)
    return [c for c in everything if not only_initial(draft, c, everything)]


def shortened(everything: list[Cluster]) -> None:
    """People go on by the last word of their names ("Edda Fosse", "Fosse"), firms by the first ("Orrin Foods")."""
    forms = {c.low for c in everything}
    for cluster in everything:
        parts = cluster.low.split()
        plain = 2 <= len(parts) <= 3 and not has_head(cluster.text) and not cluster.text.isupper()
        last = cluster.text.split()[-1]
        if plain and parts[-1] in forms and parts[0] not in forms and kind_of(last) is None:
            cluster.score["Person"] += 2


@cache
def nouns_of_bodies() -> frozenset[str]:
    """Last words of the nouns that name organizations, and words that names go on after."""
    both = terms("name_heads.yaml") | terms("org_nouns.yaml")
    return frozenset(h.split()[-1] for h in both) | terms("name_words.yaml", "chain")


def only_initial(draft: Draft, cluster: Cluster, others: list[Cluster]) -> bool:
    """A single word that only ever opens sentences, is no known name and no part of one: its capital proves nothing."""
    if len(cluster.text.split()) > 1 or not all(s.initial for s in cluster.spots):
        return False
    if any("frame" in s.notes or s.role or s.honorific for s in cluster.spots) or nickname(draft, cluster.low):
        return False
    if any(draft.text[s.span.start - 1 : s.span.end + 1] == f"({s.text})" for s in cluster.spots):
        return False
    lower = stands(cluster.text.lower(), draft.text)
    longer = [o.low.split() for o in others if len(o.low.split()) > 1]
    if trade(draft, cluster) and not any(cluster.low == ws[0] and ws[1] not in people_words() for ws in longer):
        return True  # "Tessmer workers" work for Tessmer Foods, canners for no Cannery
    bears = any(surname(ws, [cluster.low]) for ws in longer)
    if bears and role_pattern().fullmatch(cluster.low) and family(draft, cluster.text):
        return False  # "Baker said he was done", of Tom Baker, in a story with bakers
    double = any(first_family(o.low.split(), [cluster.low]) for o in others if o.score["Person"] > 2)
    if (double or any(cluster.low == ws[0] or surname(ws, [cluster.low]) for ws in longer)) and not lower:
        return False
    if ACRONYM.fullmatch(cluster.text) or any(ch.isupper() for ch in cluster.text[1:]) or known_body(cluster.text):
        return False
    if lower:
        return True
    common = cluster.low in nouns_of_bodies()
    if not common and max(cluster.score[k] for k in ORGANIZATIONS) >= 2.5:
        return False
    return not listed(cluster.text) and kind_of(cluster.text) is None and len(cluster.spots) < 2


def things(draft: Draft, found: list[Candidate]) -> tuple[list[Thing], list[Open]]:
    """Things with all their mentions, and the mentions that stay open."""
    all_clusters = clusters(draft, found)
    acronyms = {c.low: partner for c in all_clusters if (partner := long_form(draft, c, all_clusters))}
    for cluster in all_clusters:
        if (partner := acronyms.get(cluster.low)) is not None:
            # words that are abbreviated by their initials name a body
            partner.score["FormalOrganization"] += 2
            for body in ORGANIZATIONS:
                partner.score[body] += 0.5 * max(cluster.score[body], 0)
    made: dict[str, Thing] = {}
    opened: list[Open] = []
    longest = sorted(all_clusters, key=lambda c: (-len(c.text.split()), c.start))
    for cluster in longest:
        if cluster.low in acronyms:
            continue
        fitting = short_for(draft, cluster, list(made.values()))
        if fitting:
            opened += tie(draft, cluster, fitting)
            continue
        kind = decide(cluster)
        if kind in ("Employer", "FormalOrganization") and branch(draft, cluster, made):
            kind = "Facility"
        if kind is None or (all(s.initial for s in cluster.spots) and weak(draft, cluster, kind)):
            continue
        apart = told_apart if " " in cluster.text else by_address
        groups = apart(draft, cluster.spots) if kind == "Person" else [cluster.spots]
        own = [thing_of(replace(cluster, spots=spots), kind) for spots in groups]
        made |= {cluster.low + "'" * n: thing for n, thing in enumerate(own)}
        left = [s for s in cluster.spots if not any(s in spots for spots in groups)]
        opened += [Open(Spot(s.span, s.text, "name/surname", 0.5), tuple(own)) for s in left]
    for cluster in longest:
        partner = acronyms.get(cluster.low)
        if partner is None:
            continue
        if partner.low not in made:
            kind = decide(cluster)
            if kind:
                made[cluster.low] = thing_of(cluster, kind)
            continue
        made[partner.low].spots += [Spot(s.span, s.text, "name/acronym", 0.92) for s in cluster.spots]
    return sorted(made.values(), key=lambda t: t.start), opened


def branch(draft: Draft, cluster: Cluster, made: dict[str, Thing]) -> bool:
    """ "the Ashcombe Seaport" beside Ashcombe Hotels: a site that has the firm's first name and no word of a firm."""
    first = cluster.low.split()[0]
    firm = any(
        t.kind == "Employer" and len(t.words) > 1 and t.words[0] == first and t.low != cluster.low
        for t in made.values()
    )
    the = all(follows_the(draft.text, s.span.start) for s in cluster.spots)
    return firm and the and " " in cluster.low and not has_head(cluster.text, places=False)


def weak(draft: Draft, cluster: Cluster, kind: str) -> bool:
    """A word at the beginning of a sentence needs a list or more than its capital."""
    if ACRONYM.fullmatch(cluster.text) or listed(cluster.text) or " " in cluster.text:
        return False
    body = known_body(cluster.text)
    if body is not None and cluster.score[body.kind] + cluster.score["FormalOrganization"] >= 4:
        return False
    lower = stands(cluster.text.lower(), draft.text)
    return lower or cluster.score[kind] < 2.5


def listed(text: str) -> bool:
    """Whether a lexicon has the name, and it is no common word."""
    body = known_body(text)
    return body is not None and not body.weak


def thing_of(cluster: Cluster, kind: str) -> Thing:
    """A thing of one cluster."""
    spots = [
        Spot(s.span, s.text, "name/byline" if s.notes.get("frame") == "Person" else "name/full", 0.95)
        for s in cluster.spots
    ]
    nick = next((s.notes["nickname"] for s in cluster.spots if "nickname" in s.notes), None)
    thing = Thing(kind, cluster.text, spots, nickname=nick, weight=cluster.score[kind])
    thing.gender = next((g for s in cluster.spots if (g := gender(s))), None) if kind == "Person" else None
    thing.canonical = body.name if (body := known_body(cluster.text)) and body.kind == kind else None
    return thing


def long_form(draft: Draft, cluster: Cluster, others: list[Cluster]) -> Cluster | None:
    """The cluster whose name the acronym stands for."""
    if any("frame" in s.notes for s in cluster.spots):
        return None
    longer = [o for o in others if len(o.text.split()) > 1 and o is not cluster]
    if not ACRONYM.fullmatch(cluster.text) or not sum(c.isupper() for c in cluster.text) >= 2:
        return written_out(draft, cluster, longer)
    for spot in cluster.spots:
        for other in longer:
            for s in other.spots:
                gap = draft.text[s.span.end : spot.span.start]
                if re.fullmatch(r"[’']? \((?:the )?|, (?:or|also known as|known as)(?: the)? ", gap) and hearst(
                    cluster.text, other.text
                ):
                    return other
                back = draft.text[spot.span.end : s.span.start]
                if (
                    spot.span.end < s.span.start
                    and re.fullmatch(r" \((?:the )?", back)
                    and hearst(cluster.text, other.text)
                ):
                    return other
    fits = [o for o in longer if spells(cluster.text, o.text)]
    if len(fits) == 1:
        return fits[0]
    canon = known_body(cluster.text)
    if canon:
        same = [o for o in longer if (b := known_body(o.text)) and b.name == canon.name]
        return same[0] if same else None
    return None


def written_out(draft: Draft, cluster: Cluster, longer: list[Cluster]) -> Cluster | None:
    """The name before a bracket that a word of its letters stands in: "the Congress of Open Unions (Cofu)"."""
    if not re.fullmatch(r"[A-Z][a-z]{2,9}", cluster.text):
        return None
    for spot in cluster.spots:
        for other in longer:
            gaps = [draft.text[s.span.end : spot.span.start] for s in other.spots if s.span.end < spot.span.start]
            beside = any(re.fullmatch(r"[’']? \((?:the )?", gap) for gap in gaps)
            if beside and cluster.text[0] == other.text[0] and hearst(cluster.text, other.text):
                return other
    return None


def short_for(draft: Draft, cluster: Cluster, made: list[Thing]) -> list[tuple[Thing, str, float]]:
    """Things that a shorter form may stand for, with the rule."""
    words = cluster.low.split()
    size = len(words)
    people = [t for t in made if t.kind == "Person" and len(t.words) > size and surname(t.words, words)]
    people = people or [t for t in made if t.kind == "Person" and first_family(t.words, words)]
    people = [] if cluster.firm else people
    known_place = kind_of(cluster.text) is not None
    if people and not (known_place and placed(draft, cluster)):
        firms = [t for t in made if size == 1 and t.kind == "Employer" and begins(t, cluster, words)]
        return [(t, "name/surname", 0.9) for t in people] + [(t, "name/firm", 0.85) for t in firms]
    if not cluster.firm and (same := of_one(draft, cluster, made)) is not None:
        return [(same, "name/other-form", 0.8)]
    given = [t for t in made if size == 1 and t.kind == "Person" and t.words[0] == words[0]]
    if given and known_place and cluster.text in given_names() and not placed(draft, cluster):
        return [(t, "name/given-name", 0.7) for t in given]  # "Sam" is a town too
    if partisan(draft, cluster) or (size > 1 and landed(draft, cluster)):
        return []  # "Curlew Bay" beside the Curlew Bay Terminal: where it is
    framed = any(s.notes.get("frame") == "Place" for s in cluster.spots)
    opening = size > 1 and not known_place and not framed and not placed(draft, cluster)
    town = known_place and (decide(cluster) not in ("Person", *ORGANIZATIONS) or placed(draft, cluster))
    placelike = town or cluster.score["Place"] >= 3
    if placelike and not opening and not cluster.firm and not speaks(draft, cluster):
        return []
    if school := [t for t in made if t.kind in ORGANIZATIONS and one_school(draft, t, cluster)]:
        return [(school[0], "name/short-form", 0.8)]
    bodies = [t for t in made if t.kind in ORGANIZATIONS and begins(t, cluster, words)]
    if size == 1 and words[0] in (
        "national",
        "international",
        "american",
        "united",
        "federal",
        "state",
        "union",
        "city",
        "general",
        "university",
        "local",
    ):
        bodies = []
    if bodies:
        return [(t, "name/short-form", 0.85) for t in bodies]
    if tails := [t for t in made if size > 1 and closes(draft, t, cluster, words)]:
        return [(t, "name/short-form", 0.8) for t in tails] if len(tails) == 1 else []
    if size == 1:
        heads = [
            t
            for t in made
            if t.kind in ORGANIZATIONS
            and words[0] in (t.words[-1], re.split(r" (?:of|for)\b", t.low)[0].split()[-1])
            and len(t.words) > 1
        ]
        definite = any(follows_the(draft.text, s.span.start) or of_officer(draft, s) for s in cluster.spots)
        if heads and (definite or not all(s.initial for s in cluster.spots)):
            return [(t, "name/head", 0.8) for t in heads]
        if given and not known_place:
            return [(t, "name/given-name", 0.7) for t in given]
    the = all(follows_the(draft.text, s.span.start) for s in cluster.spots)
    sites = [
        t
        for t in made
        if t.kind == "Facility"
        and len(t.words) > size
        and ((t.words[:size] == words and size > 1) or (the and t.words[-size:] == words))
    ]
    return [(t, "name/short-form", 0.8) for t in sites[:1]]


def begins(thing: Thing, cluster: Cluster, words: list[str]) -> bool:
    """Whether a form may be short for an organization's name because it begins it.

    Many unions and bodies are named after an employer ("Amazon Labor Union"): one word is short for them only if
    nothing says that it names something else. An acronym is short for nothing that it only begins.
    """
    opening = thing.words[: len(words)]
    if opening and all(s.possessive for s in cluster.spots):  # "at St. Brigid’s", short for St. Brigid’s Hospital
        opening[-1] = opening[-1].removesuffix("'s")
    if len(thing.words) <= len(words) or opening != words:
        return False
    rest = " ".join(thing.words[len(words) :])
    if ACRONYM.fullmatch(cluster.text) and cluster.text.isupper():
        station = thing.kind == "NewsOrganization" and rest in ("news", "radio", "tv", "television")
        return station or rest in terms("name_heads.yaml", "suffix")
    own = decide(cluster)
    if own == "Person" and len(words) > 1 and cluster.text.split()[0] in given_names():
        return cluster.score["Employer"] > 0  # Harold Voight, who founded Harold Voight Furniture
    if thing.kind == "LaborUnion" and own == "Employer" and not ends(thing.low, "association"):
        return False  # "Calder Motors" beside the Calder Motors Employees Union
    if rest == "united" and thing.kind == "LaborUnion" and words[-1] not in people_words():
        return False  # "Open Table" beside Open Table United
    if thing.kind in ("Employer", "NewsOrganization") or len(words) > 1:
        return True
    association = ends(thing.low, "association")
    if thing.kind == "FormalOrganization" and not association:
        titled = any(s.honorific or s.role for s in cluster.spots)
        return own in (None, *ORGANIZATIONS) or (own == "Person" and not titled)
    return own in (None, thing.kind) and known_body(cluster.text) is None


def closes(draft: Draft, thing: Thing, cluster: Cluster, words: list[str]) -> bool:
    """Whether "the Port Authority" may be short for the Seagate Port Authority, which the story named before."""
    known = known_body(cluster.text)
    return (
        thing.kind in ORGANIZATIONS
        and thing.words[1:] == words
        and thing.start < cluster.start
        and (known is None or known == known_body(thing.name))
        and all(follows_the(draft.text, s.span.start) for s in cluster.spots)
    )


def placed(draft: Draft, cluster: Cluster) -> bool:
    """Whether a form stands where a place does, at any of its spots."""
    return any(
        re.search(
            r"\b(?:(?:in|near|from|across|outside|downtown|throughout) |[DR]-)$", draft.text[: s.span.start][-20:]
        )
        or re.match(r"-based|, [A-Z][\w.]+[,.]? ", draft.text[s.span.end : s.span.end + 20])
        for s in cluster.spots
    )


def partisan(draft: Draft, cluster: Cluster) -> bool:
    """Whether a form says where a lawmaker is from: "State Sen. Gwen Orr, D-Tarn"."""
    return all(re.search(r", [DRI]-$", draft.text[max(0, s.span.start - 4) : s.span.start]) for s in cluster.spots)


def landed(draft: Draft, cluster: Cluster) -> bool:
    """Whether a bay, a valley or a town is meant: every mention stands where a place does."""
    where = r"\b(?:at|in|near|off|from|to) $" if ends(cluster.low, "land") else r"\b(?:in|near|across|outside) $"
    plain = not has_head(cluster.text)  # "crews in Sornaby Vale" beside Sornaby Vale Council
    return plain and all(re.search(where, draft.text[: s.span.start][-10:]) for s in cluster.spots)


def speaks(draft: Draft, cluster: Cluster) -> bool:
    """Whether a form that is also a place acts like an organization at its spots, and is never placed."""
    acts = (
        r"(?:[’']s?)? (?:said|says|shares|stock|declined|offered|called|insisted|denied|denies|claimed|warned|refused|"
        r"announced|argued|wants|management|executives|spokes\w+|nurses|workers|drivers|employees|officials|has|have|will|needs|"
        r"must|should|knows|pays|owes|refuses|head|director|president|managers?|lawyers?|attorneys?|chief|CEO)\b"
    )
    return not placed(draft, cluster) and any(
        re.match(acts, draft.text[s.span.end : s.span.end + 24]) or staffed(draft.text[s.span.end : s.span.end + 60])
        for s in cluster.spots
    )


OF_TOWN = re.compile(r"(?i)\b(?:mayor|council\w*|police|fire|sheriff|city|town|school|librarian|residents?)\b")


def staffed(after: str) -> bool:
    """Whether what follows a name is its officer's title and name: "Delmar's port captain, Hugo Estes"."""
    m = re.match(r"[’']s? ((?:[a-z-]+ ){0,3}[a-z-]+),? [A-Z]", after)
    return m is not None and not OF_TOWN.search(m[1]) and m[1].split()[-1] in role_ends()
