"""Nouns beside a name ("the contractor AeroLink", "Nadia El-Fahmi, a purser"), and lists that it stands in."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.annotate.names.lexicon import entries, role_pattern
from kg.annotate.names.places import LARGE, kind_of, people
from kg.annotate.names.spans import has_head

if TYPE_CHECKING:
    from kg.annotate.names.evidence import Cluster


LISTED = r"(?:St\. )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?"
BEHIND = re.compile(rf"(?P<more>(?:, {LISTED})*),? (?:and|or) (?P<last>{LISTED})(?=[ ,.;])(?! [A-Z&])")
AHEAD = re.compile(
    rf"\b(?:[Bb]etween|[Ii]n|[Aa]t|[Ff]rom|[Tt]o|[Aa]cross|[Nn]ear) (?P<all>(?:{LISTED}, )*{LISTED}),? (?:and |or )$"
)
AMID = re.compile(rf"\b(?:[Bb]etween|[Ii]n|[Aa]t|[Ff]rom|[Tt]o|[Aa]cross|[Nn]ear) (?P<all>{LISTED}(?:, {LISTED})*), $")


def sibling(cluster: Cluster, before: str, after: str) -> None:
    """ "Charlotte Douglas and Tampa": what is listed with a large town is perhaps a place too."""
    behind = BEHIND.match(after)
    ahead = AHEAD.search(before) or (AMID.search(before) if behind else None)
    others = [
        *(f"{behind['more']}, {behind['last']}".split(", ") if behind else ()),
        *(ahead["all"].split(", ") if ahead else ()),
    ]
    if any(kind_of(name) == "City" and people(name) >= LARGE for name in others if name):
        cluster.score["Place"] += 2


@cache
def nouns() -> dict[str, str]:
    """Noun of an apposition -> class."""
    into = {"union": "LaborUnion", "employer": "Employer", "government": "GovernmentBody", "news": "NewsOrganization",
            "organization": "FormalOrganization", "place": "Place", "thing": "Junk"}  # fmt: skip
    return {str(e[0]).lower(): into[kind] for kind, rows in entries("org_nouns.yaml").items() for e in rows}


@cache
def noun_ends() -> tuple[str, ...]:
    """The last words of all nouns of appositions."""
    return tuple(sorted({noun.split()[-1] for noun in nouns()}))


def noun_before(cluster: Cluster, before: str) -> None:
    """ "the contractor AeroLink", "their union, Voces del Valle"."""
    if not any(word.rstrip(",").endswith(noun_ends()) for word in before.split()[-4:]):
        return
    m = re.search(
        r"((?:[a-zA-Z][a-z’'-]* )?(?:[a-z-]+ ){0,3}[a-z-]+)(, (?:the )?| (?:the )?|, known as | called |, called )$",
        before,
    )
    if m is None:
        return
    words = m[1].lower().split()
    weight = 3.0
    if m[2].startswith(", ") and "known" not in m[2] and "called" not in m[2]:
        # "at the hospital, Dana Ainslie said" is no apposition
        own = re.search(
            r"\b(?:an?|its|their|his|her|our|another|different|separate|one|\w+[’']s?)"
            r"(?: (?!(?:at|of|in|for|with|from|to|on|by|and)\b)[a-z-]+){1,3}$",
            m[1].lower(),
        )
        weight = 4.0 if own and not OPENED.search(before) else 1.0
    for size in (3, 2, 1):
        noun = " ".join(words[-size:])
        if len(words) >= size and (kind := nouns().get(noun)):
            cluster.score[kind] += 5 if kind == "Junk" else weight
            return


# "In a post on its website, Delby Foods said": the comma ends an adjunct
OPENED = re.compile(r"(?:^|[.!?][”\"]? )(?:In|On|At|From|Through|Via|During|After) [^,.!?]*, (?:the )?$")
ENDS = frozenset(
    ["of", "at", "in", "for", "who", "which", "whose", "that", "with", "from", "and", "was", "is", "has", "said"]
)


def noun_after(cluster: Cluster, before: str, after: str) -> None:
    """ "Marlon Reed, the streamer whose ...", "Nadia El-Fahmi, a purser based in ..."."""
    m = re.match(
        r"(?:[’']s?)?, (?:the |a |an |its |his |her |their |one of the |now |then )?((?:[\w’'-]+ ?){1,6})", after
    )
    if m is None or re.search(r"\b[Ii]n $", before):
        return  # "In Monroe, a sister union, ..." says nothing of Monroe
    words = m[1].lower().split()
    plain = len(re.split(r"(?:^| )[A-Z]", m[1])[0].split())  # "Facebook, the Seafarers' Union": another name
    article = re.match(r"(?:[’']s?)?, (?:the|a|an|its|their)\b", after) is not None
    for i in range(len(words)):
        phrase = " ".join(words[: i + 1])
        if words[i] in ENDS:
            break
        nxt = words[i + 1] if i + 1 < len(words) else ""
        for size in (3, 2, 1):
            noun = " ".join(phrase.split()[-size:])
            if (
                article
                and i < plain
                and noun in nouns()
                and nxt
                in ("", "of", "that", "which", "whose", "based", "in", "for", "representing", "with", "behind", "and")
            ):
                cluster.score[nouns()[noun]] += 3
                return
        m2 = role_pattern().search(phrase)
        if m2 and m2.end() == len(phrase) and m2.group() in ("owner", "operator") and has_head(cluster.text):
            return  # "Ridge Capital, the owner of the mill"
        if m2 and m2.end() == len(phrase) and not re.fullmatch(r"(?:member|executive)s", m2.group()):
            cluster.score["Person"] += 2.5 if article else 1.5
            return
