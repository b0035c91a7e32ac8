"""Other forms of one person's name: nicknames, short forms of the given name, the name before marriage.

A story gives people their whole name once. Where a second whole name has the same family name and a short form of the
same given name, it is the same person, unless the two stand in one sentence, hold other roles, or are told to be kin.
"""

from __future__ import annotations

import re

from kg.annotate.base import Draft
from kg.annotate.names.evidence import Cluster
from kg.annotate.names.lexicon import fold, role_pattern, short_forms, terms
from kg.annotate.names.places import kind_of
from kg.annotate.names.thing import Thing
from kg.model import Span

CALLED = re.compile(
    r",? (?:whom? (?:every(?:one|body)|all|friends|colleagues|co-?workers|members|workers) calls? (?:her |him )?|"
    r"who goes by |(?:who is )?(?:better |also )?known (?:to [\w ]{2,30} )?as )[“\"‘']?(?P<nick>[A-Z][\w’'-]+)"
)
BORN = re.compile(r",? \(?(?:née|nee|formerly|born) (?:[A-Z][\w’'-]+ )?(?P<family>[A-Z][\w’'-]+)[,)]")
KIN = re.compile(
    r"(?i)\b(?:fathers?|sons?|brothers?|sisters?|siblings|mothers?|daughters?|wife|husband|cousins?|nephew|niece|uncle|"
    r"aunt|twins?|kin|related|relation|the (?:elder|younger)|namesake)\b"
)
BEHIND = re.compile(r",? (?:\d{2}, )?(?:the |an? |its |their )?(?P<words>[^,.;:“”\"\n]{3,60})")


def of_one(draft: Draft, cluster: Cluster, made: list[Thing]) -> Thing | None:
    """The one person that another form of the name names; None where it is nobody's or fits several."""
    words = cluster.low.split()
    if len(words) == 2 and (held := titled(draft, words, made)) is not None:
        return held
    people = [t for t in made if t.kind == "Person" and len(t.words) > 1]
    if len(words) == 1:
        fits = [t for t in people if words[0] in nicknames(draft, t)]
    else:
        fits = [t for t in people if whole(draft, cluster, words, t)]
    return fits[0] if len(fits) == 1 else None


def of_staff(clusters: list[Cluster]) -> None:
    """A name that adds "United" to the name of a body of the story is that of its workers: "Open Table United"."""
    named = {c.low for c in clusters if kind_of(c.text) is None}
    for cluster in clusters:
        body, _, last = cluster.low.rpartition(" ")
        if last == "united" and body in named and cluster.score["FormalOrganization"] > 0:
            cluster.score["LaborUnion"] += 5


SCHOOL = re.compile(r"(?P<kind>university|college) of (?P<of>.+)|(?P<at>.+) (?P<sort>university|college)")


def one_school(draft: Draft, thing: Thing, cluster: Cluster) -> bool:
    """Whether the University of Norbury is also called Norbury University; some such pairs are two schools."""
    one, other = SCHOOL.fullmatch(thing.low), SCHOOL.fullmatch(cluster.low)
    if one is None or other is None or (one["of"] is None) == (other["of"] is None):
        return False
    place = one["of"] or one["at"]
    same = place == (other["of"] or other["at"]) and (one["kind"] or one["sort"]) == (other["kind"] or other["sort"])
    here, there = ({draft.sentence(s.span.start).start_char for s in spots} for spots in (thing.spots, cluster.spots))
    return same and place not in terms("name_words.yaml", "two-schools") and not here & there


def titled(draft: Draft, words: list[str], made: list[Thing]) -> Thing | None:
    """The one of a family name whose role a title before it repeats: "Chief Dale" of "Fire Chief Ron Dale"."""
    same = [t for t in made if t.kind == "Person" and len(t.words) > 1 and t.words[-1] == words[-1]]
    held = [t for t in same if words[0] in {r for s in t.spots for r in roles(draft, s.span)}]
    return held[0] if len(held) == 1 else None


def whole(draft: Draft, cluster: Cluster, words: list[str], thing: Thing) -> bool:
    """Whether a whole name is another one of the person."""
    if words[-1] != thing.words[-1]:
        return words[0] == thing.words[0] and any(
            fold(m["family"]) == words[-1] for s in thing.spots if (m := BORN.match(draft.text, s.span.end))
        )
    if words[0] in nicknames(draft, thing):
        return True
    common = short_forms(words[0]) & short_forms(thing.words[0])
    return words[0] != thing.words[0] and bool(common) and not apart(draft, cluster, thing)


def nicknames(draft: Draft, thing: Thing) -> set[str]:
    """What else a person is called by the text, folded."""
    told = {fold(m["nick"]) for s in thing.spots if (m := CALLED.match(draft.text, s.span.end))}
    return told | ({fold(thing.nickname)} if thing.nickname else set())


def nickname(draft: Draft, word: str) -> bool:
    """Whether the text says that somebody is called by the word, folded."""
    return any(fold(m["nick"]) == word for m in CALLED.finditer(draft.text))


def apart(draft: Draft, cluster: Cluster, thing: Thing) -> bool:
    """Whether the story tells two people apart: in one sentence, as kin, or by their roles."""
    mine, other = [s.span for s in cluster.spots], [s.span for s in thing.spots if " " in s.text]
    here, there = ({draft.sentence(s.start).start_char for s in spans} for spans in (mine, other))
    if here & there or any(KIN.search(draft.sentence(s.start).text) for s in (*mine, *other)):
        return True
    one, two = ({r for s in spans for r in roles(draft, s)} for spans in (mine, other))
    initials = len(cluster.low.split()) > 2 or len(thing.words) > 2  # "James P. Hoffa" is no Jimmy Hoffa
    return not one & two and (bool(one and two) or initials)


def roles(draft: Draft, span: Span) -> set[str]:
    """The last words of the roles right before and behind a name."""
    left = draft.text[max(0, span.start - 60) : span.start].split("\n")[-1].rstrip(" ,")
    found = [m.group() for m in role_pattern().finditer(left) if m.end() == len(left)]
    behind = BEHIND.match(draft.text, span.end) if draft.text[span.end : span.end + 1] == "," else None
    if behind is not None and (role := role_pattern().search(behind["words"])):
        found.append(role.group())
    return {fold(r).split()[-1] for r in found}
