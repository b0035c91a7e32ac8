"""Names of several parts: lists that a lexicon or an acronym holds together, locals with their unions, nicknames."""

from __future__ import annotations

import re

from kg.annotate.base import Draft
from kg.annotate.names.acronyms import ACRONYM, LOCAL, hearst
from kg.annotate.names.lexicon import (
    ends,
    fold,
    given_names,
    known_body,
    known_phrases,
    people_words,
    role_pattern,
)
from kg.annotate.names.places import LARGE, kind_of, people
from kg.annotate.names.spans import Candidate, has_head, in_headline
from kg.model import Span

FAMILY = re.compile(r"[^\s.]+(?: (?:Jr\.?|Sr\.?|II|III|IV))?")
AFTER_NICKNAME = re.compile(r",?[”\"'’)] ((?:(?:de|del|de la|de los|du|van|van der|van den|von|der|la) )?)")


def listed_names(draft: Draft, found: list[Candidate]) -> list[Candidate]:
    """Known names of several words stand as one candidate, however the runs were cut."""
    for _, m in known_phrases().find(draft.text):
        span = Span(*m.span())
        if in_headline(draft, span.start) or any(c.span.holds(span) for c in found):
            continue
        kept = [c for c in found if not c.span.overlaps(span)]
        for c in found:
            rest = draft.text[span.end : c.span.end].lstrip(" ,") if c.span.overlaps(span) else ""
            if LOCAL.fullmatch(rest):
                kept.append(Candidate(Span(c.span.end - len(rest), c.span.end), rest, c.possessive))
        found = sorted([*kept, Candidate(span, m.group())], key=lambda c: c.span)
    return found


def spelled(draft: Draft, found: list[Candidate]) -> list[Candidate]:
    """A name in several parts that the acronym behind it spells: "Bakers, Millers and Grain Workers (BMGW)"."""
    kept: list[Candidate] = []
    for c in found:
        inside = bool(kept) and draft.text[kept[-1].span.end : c.span.start] == " ("
        bracket = inside and (ACRONYM.fullmatch(c.text) or re.fullmatch(r"[A-Z][a-z]{2,9}", c.text))
        if bracket and len(c.text) > 2 and kept[-1].text[0] != c.text[0]:
            first = len(kept) - 1
            while first > 0 and len(kept) - first < 6:
                gap = draft.text[kept[first - 1].span.end : kept[first].span.start]
                if not re.fullmatch(r"(?:,| and|, and| &| of(?: the)?| for) ", gap):
                    break
                first -= 1
                whole = Span(kept[first].span.start, kept[-1].span.end)
                if kept[first].text[0] == c.text[0] and hearst(c.text, whole.of(draft.text)):
                    kept[first:] = [Candidate(whole, whole.of(draft.text))]
                    break
        kept.append(c)
    return kept


def enumerated(draft: Draft, found: list[Candidate]) -> list[Candidate]:
    """Names that begin with a list: "the Retail, Wholesale and Department Store Union"."""
    kept: list[Candidate] = []
    for c in found:
        if " and " in c.text.replace("&", "and") and has_head(c.text):
            m = re.search(r"\b[Tt]he ((?:[A-Z][\w’'-]+, )+)$", draft.text[: c.span.start])
            if m and not re.search(r"\b(?:Inc|Ltd|Co)\b", m[1]):
                start = m.start(1)
                kept = [k for k in kept if k.span.end <= start]
                c = Candidate(Span(start, c.span.end), draft.text[start : c.span.end], possessive=c.possessive)
        kept.append(c)
    return kept


PARTNERS = re.compile(r"(?<![\w’'.&-])(?:[A-Z][\w’'-]+, ){1,3}$")
COUPLED = re.compile(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)? & [A-Z][\w.’'-]+")


def partners(draft: Draft, found: list[Candidate]) -> list[Candidate]:
    """Firms named after several people: "Orr, Pell & Co.", and "Orr, Pell" where the story gives the whole name too."""
    whole: dict[Span, str] = {}
    for c in found:
        front = PARTNERS.search(draft.text[: c.span.start]) if COUPLED.fullmatch(c.text) else None
        names = [x for x in re.split(", ", front.group()) if x] if front else []
        inside = front and re.search(r"\b(?:in|near|from|across|around) $", draft.text[: front.start()][-8:])
        if front is None or inside or any(people(n) >= LARGE or known_body(n) or n in given_names() for n in names):
            continue
        span = Span(c.span.start - len(front.group()), c.span.end)
        whole[span] = front.group() + c.text.split(" & ")[0]
    for short in sorted(set(whole.values())):
        for m in re.finditer(rf"(?<![\w-]){re.escape(short)}(?![\w-]| &)", draft.text):
            whole.setdefault(Span(*m.span()), short)
    kept = [c for c in found if not any(span.overlaps(c.span) for span in whole)]
    return sorted([*kept, *(Candidate(s, s.of(draft.text)) for s in whole)], key=lambda c: c.span)


OFFICER = re.compile(
    r"(?:[’']s)? (?:(?:Vice )?President|[Vv]ice [Pp]resident|Secretary|Treasurer|stewards?|members|president|secretary|"
    r"[Bb]usiness (?:[Mm]anager|[Aa]gent|[Rr]epresentative))\b"
)


def locals_(draft: Draft, found: list[Candidate]) -> list[Candidate]:
    """Locals as one name with their union ("Local 650 of the Grain Workers", "Bakers' Guild Local 12")."""
    kept: list[Candidate] = []
    for c in several(draft, found):
        if c.hint == "UnionLocal":
            kept.append(c)
            continue
        m = LOCAL.search(c.text)
        before = kept[-1] if kept else None
        if before and before.hint == "UnionLocal" and before.notes.get("open"):
            gap = draft.text[before.span.end : c.span.start]
            if re.fullmatch(r",? of (?:the )?", gap) and not m:
                union = c.text
                start = before.span.start
                kept[-1] = _local(draft, Span(start, c.span.end), before.notes["number"], union, c.possessive)
                kept[-1].notes["union_at"] = str(c.span.start)
                continue
        if (
            m
            and c.span.start + m.start() == c.span.start
            and m.end() == len(c.text)
            and before
            and owns(draft, before, c)
        ):
            kept.append(_local(draft, c.span, m.group(), before.text, c.possessive))
            kept[-1].notes["apart"] = "1"
            continue
        if m and m.end() == len(c.text):
            own = c.text[: m.start()].rstrip(" ,")
            if own:
                kept.append(_local(draft, c.span, m.group(), own, c.possessive))
                continue
            gap = draft.text[before.span.end : c.span.start] if before else "-"
            if (
                before
                and before.hint is None
                and not before.role
                and unionlike(before.text)
                and re.fullmatch(r"[’']?(?: |, | \([A-Z&-]+\),? )", gap)
            ):
                kept[-1] = _local(draft, Span(before.span.start, c.span.end), m.group(), before.text, c.possessive)
                continue
            if before and ACRONYM.fullmatch(before.text) and len(kept) > 1 and gap == ") ":
                name = kept[-2]
                if re.fullmatch(r" \(", draft.text[name.span.end : before.span.start]) and unionlike(name.text):
                    kept[-2:] = [_local(draft, Span(name.span.start, c.span.end), m.group(), name.text, c.possessive)]
                    kept[-1].notes["acronym"] = before.text
                    continue
            again = any(k.hint == "UnionLocal" and k.notes["number"] == known_as(m.group()) for k in kept)
            if m.group().startswith(("Local", "Lodge")) or again or of_union(draft, c):
                local = _local(draft, c.span, m.group(), "", c.possessive)
                local.notes["open"] = "1"
                kept.append(local)
                continue
        kept.append(c)
    return kept


def of_union(draft: Draft, c: Candidate) -> bool:
    """Whether a union or one of its officers stands behind the number of a district or council: "District 9 of the
    Machinists", "District 751 President"."""
    if OFFICER.match(draft.text, c.span.end) and not c.text.startswith(("Unit", "Branch")):
        return True
    m = re.match(r",? of (?:the )?((?:[A-Z][\w’'&-]*(?: and)? ?)+)", draft.text[c.span.end : c.span.end + 80])
    return m is not None and unionlike(re.sub(r"[’']s?$", "", m[1].strip()))


def owns(draft: Draft, union: Candidate, local: Candidate) -> bool:
    """ "the Fleet Trades, whose own Local 77": the union right before says whose local it is."""
    gap = draft.text[union.span.end : local.span.start]
    return union.hint is None and re.fullmatch(r"[’']s |[’'] |,? (?:whose|and its|with its)(?: own)? ", gap) is not None


def _local(draft: Draft, span: Span, number: str, union: str, possessive: bool) -> Candidate:
    text = span.of(draft.text)
    notes = {"number": known_as(number), "union": re.sub(r"[’']$", "", union)}
    return Candidate(span, text, possessive, hint="UnionLocal", notes=notes)


def known_as(number: str) -> str:
    """The kind and number of a local as any of its forms gives it: "Local Lodge No. 12" is Lodge 12."""
    plain = re.sub(r"(?<=\w) (?:No\. ?|#)(?=\d)", " ", number)
    return re.sub(r"^(Local)s |^(District) Lodge |^Local (Lodge) ", lambda m: f"{m[m.lastindex or 0]} ", plain)


MORE = re.compile(r"(?:, \d[\w-]*)*,? and \d[\w-]*(?! (?:percent|per cent|of its|other|workers|members)\b)")


def several(draft: Draft, found: list[Candidate]) -> list[Candidate]:
    """Locals named by one word, each by itself: "Teamsters Locals 12 and 14", "Locals 5, 7 and 9 of the Weavers"."""
    kept: list[Candidate] = []
    for place, c in enumerate(found):
        m = re.search(r"\bLocals (\d[\w-]*)$", c.text)
        more = MORE.match(draft.text, c.span.end) if m else None
        if m is None or more is None:
            kept.append(c)
            continue
        union = c.text[: m.start()].rstrip(" ,")
        behind = found[place + 1] if place + 1 < len(found) else None
        gap = draft.text[more.end() : behind.span.start] if behind is not None else ""
        if not union and behind is not None and re.fullmatch(r",? of (?:the )?", gap) and unionlike(behind.text):
            union = behind.text
        others = re.compile(r"\d[\w-]*").finditer(draft.text, more.start(), more.end())
        spans = [c.span, *(Span(*n.span()) for n in others)]
        for span in spans:
            number = f"Local {draft.words(span).split()[-1]}"
            local = _local(draft, span, number, union, False)
            local.text = f"{union} {number}".strip()
            kept.append(local)
    return kept


def unionlike(text: str) -> bool:
    """Whether a local may be named after these words."""
    low = fold(text)
    last = low.split()[-1]
    return (
        ((body := known_body(text)) is not None and body.kind == "LaborUnion")
        or ACRONYM.fullmatch(text) is not None
        or last in people_words()
        or ends(low, "union", "association")
        or (" of " in low and kind_of(text.split(" of ")[-1]) is not None)
        or re.search(r"\b(?:workers|union|employees|brotherhood|federation)\b", low) is not None
    )


def nicknames(draft: Draft, found: list[Candidate]) -> list[Candidate]:
    """Adaeze “Addie” Nwosu: one name, the nickname as its alias."""
    kept: list[Candidate] = []
    for c in found:
        if len(kept) > 1 and c.hint is None and FAMILY.fullmatch(c.text):
            first, nick = kept[-2], kept[-1]
            one = draft.text[first.span.end : nick.span.start]
            two = AFTER_NICKNAME.fullmatch(draft.text[nick.span.end : c.span.start])
            if re.fullmatch(r" [“\"'‘(]", one) and two and len(first.text.split()) <= 2:
                first = untitled(draft, first)
                whole = Candidate(
                    Span(first.span.start, c.span.end),
                    f"{first.text} {two[1]}{c.text}",
                    c.possessive,
                    first.role,
                    first.honorific,
                )
                whole.hint, whole.notes["nickname"] = "Person", nick.text
                kept[-2:] = [whole]
                continue
        kept.append(c)
    return kept


def untitled(draft: Draft, c: Candidate) -> Candidate:
    """A first name without a capitalized role before it ("Forewoman Adaeze")."""
    m = role_pattern().match(c.text)
    if m is None or m.end() == len(c.text) or c.role:
        return c
    role = Span(c.span.start, c.span.start + m.end())
    start = role.end + 1
    return Candidate(Span(start, c.span.end), draft.text[start : c.span.end], c.possessive, role, c.honorific)
