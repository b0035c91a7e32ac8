"""From runs of capitalized words to candidate names: titles cut off, "of" and "and" joined or not."""

from __future__ import annotations

import re

from kg.annotate.base import Draft
from kg.annotate.names.acronyms import ACRONYM, LOCAL, SMALL, spells
from kg.annotate.names.kept import keep
from kg.annotate.names.lexicon import (
    business_words,
    ends,
    fold,
    follows_the,
    given_names,
    is_person_title,
    known_body,
    people_words,
    places,
    role_ends,
    role_pattern,
    terms,
)
from kg.annotate.names.openings import field_of
from kg.annotate.names.parts import enumerated, listed_names, locals_, nicknames, partners, spelled
from kg.annotate.names.places import kind_of
from kg.annotate.names.spans import SAINT, Candidate, Word, cover, has_head, in_headline, joint, segments
from kg.model import Span


def candidates(draft: Draft) -> list[Candidate]:
    """Candidate names of the article in reading order, without those in headlines whose words are all capitalized."""
    found: list[Candidate] = []
    acronyms = frozenset(re.findall(r"(?<![\w.])[A-Z]{2,7}(?![\w])", draft.text))
    acronyms |= {m.upper() for m in re.findall(r"\(([A-Z][a-z]{2,9})\)", draft.text)}  # Numsa, Cosatu
    for group in segments(draft):
        group = [run for run in group if not in_headline(draft, run[0].span.start)]
        for chain in chains(draft, group, acronyms):
            found += pieces(draft, chain)
    found = spelled(draft, listed_names(draft, found))
    found = nicknames(draft, locals_(draft, enumerated(draft, partners(draft, found))))
    return [c for c in found if keep(draft, c)]


def chains(draft: Draft, group: list[list[Word]], acronyms: frozenset[str]) -> list[list[Word]]:
    """The group with runs joined that are one name."""
    found: list[list[Word]] = []
    for i, run in enumerate(group):
        if found and joins(draft, found[-1], run, group[i + 1 :], acronyms):
            found[-1] = found[-1] + run
        else:
            found.append(list(run))
    return found


def joins(draft: Draft, left: list[Word], right: list[Word], later: list[list[Word]], acronyms: frozenset[str]) -> bool:
    """Whether the connecting word between two runs is part of one name."""
    link = joint(draft, left, right)
    head = cover(draft, left).of(draft.text)
    tail = cover(draft, right).of(draft.text)
    if link == ",":
        return re.match(r"(?:Inc|Ltd|LLC|L\.L\.C|Jr|Sr|Co)\b", tail) is not None
    if re.fullmatch(r"de|del|de la|de los|de las|du|van|van der|van den|von|von der|der|y|la|e", link):
        return kind_of(head) is None or len(left) == 1
    if split_role(head) or is_person_title(left[0].text):
        return False
    if link in ("and", ", and"):
        return link == "and" and joins_and(draft, left, right, later, acronyms)
    return takes_of(left, head, tail, link)


def takes_of(left: list[Word], head: str, tail: str, link: str) -> bool:
    """Whether a name goes on with "of ..." or "for ..."."""
    last = left[-1].low
    if len(left) == 1 and (last in people_words() or last in ("local", "locals")) and left[0].first:
        return False
    low = fold(head)
    if LOCAL.search(head) or is_person_title(tail.split()[0]):
        return False
    if link.startswith("for"):
        return last in terms("name_words.yaml", "purpose")
    if ends(low, "union", "association", "government"):
        return True
    return last in people_words() | terms("name_words.yaml", "chain")


DEPARTMENT = re.compile(r"(?:[\w.]+ )*(?:Department|Ministry|Office|Bureau) (?:of|for) ")


def joins_and(
    draft: Draft, left: list[Word], right: list[Word], later: list[list[Word]], acronyms: frozenset[str]
) -> bool:
    """Whether "X and Y" is one name ("Ferry and Rail Workers' Union") and not two."""
    head, tail = cover(draft, left).of(draft.text), cover(draft, right).of(draft.text)
    if (left[-1].possessive and len(left) == 1) or ACRONYM.fullmatch(tail) or ACRONYM.fullmatch(head):
        return False
    if LOCAL.search(head):
        return False  # "Dockers Union Local 13 and Lakehead Terminals"
    full = f"{head} and {tail}"
    longer = [full] + [f"{full} of {cover(draft, run).of(draft.text)}" for run in later[:1]]
    if known_body(full) or any(spells(a, name) for a in sorted(acronyms) if len(a) > 2 for name in longer):
        return True
    if re.search(r"\bNHS (?:Foundation )?Trust$", tail):
        return not has_head(head)  # "Bexley and Ormsby NHS Foundation Trust"
    if DEPARTMENT.match(head) and right[0].low in terms("name_words.yaml", "subject") and len(right) <= 3:
        return right[-1].low in terms("name_words.yaml", "field")  # "the Department of Health and Human Services"
    if alone(draft, head, tail) or split_role(tail) or known_body(head) or (governs(head) and governs(tail)):
        return False
    plainly = LOCAL.sub("", tail).strip()  # "Porters and Operators Local 277"
    last = ALL_OF_THEM.sub("", plainly).split()[-1].lower() if plainly else right[-1].low
    bodies = last in people_words() | business_words()
    governed = has_head(tail) or bodies or bool(plainly and has_head(plainly))
    if re.search(r" (?:of|for)(?: the)? ", head):
        object_ = re.split(r" (?:of|for)(?: the)? ", head)[-1]
        plural_ = object_.split()[-1].lower() in people_words() | business_words()
        if kind_of(object_) is not None or right[0].text in ("United", "National", "International", "American"):
            return False
        if plural_:
            return bodies and len(right) <= 3
        return bodies or not has_head(tail)
    the = follows_the(draft.text, left[0].span.start)
    field = the and governed and ends(fold(head), "employer") and ends(fold(tail), "union", "association")
    if len(left) > 1 and has_head(head, places=False) and not field:
        return False  # but "the Pacific Maritime and Rail Workers Union"
    return governed and (the or len(left) == 1) and not (kind_of(head) and not the)


GOVERNED = re.compile(r"(?:City|Town|Village|County|Township|Borough|Parish|State|Province) of [A-Z]")


def governs(name: str) -> bool:
    """Whether a name is all of a city's, a county's or a school's: "City of Tarn", "Tarn County"."""
    last = name.split()[-1].lower()
    return GOVERNED.match(name) is not None or last in ("county", "township", "parish", "schools", "district")


def alone(draft: Draft, head: str, tail: str) -> bool:
    """Whether the words before "and" also stand elsewhere without what follows."""
    text = draft.text
    joined = tuple(f" {sign} {tail}" for sign in ("and", "&"))
    return any(
        text[max(0, at - 4) : at] != "and "
        and not NAMED.search(text[max(0, at - 30) : at])  # nor "Pulp" in "Tessmer Pulp"
        and not text.startswith(joined, at + len(head))
        and not (" " not in head and LONGER.match(text, at + len(head)))
        and not (" " not in head and OPENS.search(text[max(0, at - 2) : at]) and text[at + len(head) :][1:2].islower())
        for at in places(head, text)
    )


NAMED = re.compile(r"\b(?!(?:The|An?|At|In|For|From|Of|By|With) )[A-Z][a-z]+ $")
OPENS = re.compile(r"(?:^|\n|[.!?] )$")  # "Sugar workers went back": the word has its capital from its place
LONGER = re.compile(r" [A-Z]")  # "Grain" in "the Grain Handlers Union" is no name by itself


# what unions add to the people whose union they are
ALL_OF_THEM = re.compile(r" (?:United|Together|International|National|(?:of )?America)\b", re.IGNORECASE)
# words that open a role only where nothing stands before them: "National President", "Inverness County Warden"
OF_NAMES = ("national", "international", "guild", "union", "county", "parish", "township", "borough")


def joint_office(draft: Draft, span: Span) -> Span | None:
    """The body before the first of two offices of one person: "[Calder Union Local 86] President and Manager Bo Li"."""
    text = span.of(draft.text)
    office = next((m for m in role_pattern().finditer(text) if m.end() == len(text) and m.start()), None)
    other = re.match(r" (?:and|&) ", draft.text[span.end : span.end + 5])
    if office is None or other is None or not office.group()[0].isupper():
        return None
    if role_pattern().match(draft.text, span.end + other.end()) is None:
        return None
    return Span(span.start, span.start + len(text[: office.start()].rstrip()))


def lettered(before: list[str]) -> bool:
    """Whether an acronym stands before a word of an office: "DPW [International President] Bo Li"."""
    return len(before) == 2 and ACRONYM.fullmatch(before[0]) is not None and before[1] != "Union"


def split_role(text: str) -> tuple[int, int] | None:
    """Offsets in the text of a capitalized role that a name follows ("INA [President] Loretta Wolanski")."""
    best = None
    for m in role_pattern().finditer(text):
        rest = text[m.end() :].strip()
        if not rest or not m.group()[0].isupper() or not text[m.end() : m.end() + 1].isspace():
            continue
        after = rest.split()
        if ALL_OF_THEM.match(f" {rest}"):
            continue  # "Cannery Workers United"
        if is_person_title(after[0]):
            after = after[1:]
        governing = re.split(r" (?:of|for) ", rest)[0]
        if LOCAL.search(rest) or (governing != rest and has_head(governing)):
            continue
        if not 1 <= len(after) <= 5 or has_head(rest) or rest[0].isdigit() or (after[:1] and after[0].lower() in SMALL):
            continue
        if len(after) == 1 and m.start() == 0 and fold(m.group()) not in terms("roles.yaml", "public"):
            continue
        best = (m.start(), m.end())
    if best is None:
        return None
    if text[best[0] : best[1]].lower().startswith("county ") and best[0] > 0:
        best = (best[0] + len("county "), best[1])  # "King County [Executive]"
    before = text[: best[0]].split()
    while (
        before
        and (
            (
                before[-1].lower() in terms("role_words.yaml", "modifier")
                and (before[-1].lower() not in OF_NAMES or len(before) == 1 or lettered(before))
            )
            or (
                before[-1].lower() in terms("role_words.yaml", "portfolio")
                and (before[-1] != "Union" or len(before) == 1)  # "Rail Workers Union [General Secretary]"
                and re.search(r"(?i)minister|secretary|spokes\w+|commissioner", text[best[0] : best[1]])
            )
            or (text[best[0] : best[1]].lower() == "minister" and not before[-1].isupper())
        )
    ):
        before.pop()
    return len(" ".join(before)) + bool(before), best[1]


def pieces(draft: Draft, chain: list[Word]) -> list[Candidate]:
    """The names of a chain: what stands before a title and the person after it apart; forms of address cut off."""
    whole = cover(draft, chain)
    text = whole.of(draft.text)
    found: list[Candidate] = []
    role = None
    if (office := joint_office(draft, whole)) is not None:
        whole, text = office, office.of(draft.text)
    cut = (split_role(text) or trade_before(chain, text)) if len(chain) > 1 else None
    if cut:
        before = text[: cut[0]].rstrip()
        if before:
            found += [_candidate(draft, Span(whole.start, whole.start + len(before)), chain)]
        role = Span(whole.start + cut[0], whole.start + cut[1])
        offset = cut[1] + len(text[cut[1] :]) - len(text[cut[1] :].lstrip())
        whole = Span(whole.start + offset, whole.end)
    if found and role:
        found[-1].notes["office"] = role.of(draft.text)
    whole, honorific = address(draft, without_portfolio(draft, whole))
    if whole.start < whole.end:
        person = _candidate(draft, whole, chain)
        person.role, person.honorific = role or lower_role(draft, whole), honorific
        if role or honorific:
            person.initial = False
        found.append(person)
    return found


TRADE = re.compile(r"[A-Z][a-z]{2,}(?:man|woman|wright|smith|hand|tter|ler|ner|ker|der|tor|ator)$")


def trade_before(chain: list[Word], text: str) -> tuple[int, int] | None:
    """Offsets of a trade that no list has where it opens a sentence before a whole name: "[Hammerman] Bo Li"."""
    words = text.split()
    opens = chain[0].first and len(words) >= 3 and len(words) == len(chain) and not has_head(text)
    if not opens or words[0] in given_names() or words[1] not in given_names() or known_body(words[0]):
        return None
    return (0, len(words[0])) if TRADE.fullmatch(words[0]) and kind_of(words[0]) is None else None


PORTFOLIO = re.compile(r"(?i)\b(?:minister|secretary|commissioner) (?:for|of) (?:the )?$")


def without_portfolio(draft: Draft, span: Span) -> Span:
    """The span without what a minister is for: "Minister for Local Government [Tom Ray]"."""
    words = span.of(draft.text).split()
    fields = terms("role_words.yaml", "portfolio")
    given = next((i for i, word in enumerate(words) if word in given_names() or word.lower() not in fields), 0)
    if not 0 < given < len(words) - 1 or not PORTFOLIO.search(draft.text[: span.start][-30:]):
        return span
    return Span(span.end - len(span.of(draft.text).split(maxsplit=given)[given]), span.end)


def saintly(draft: Draft, words: list[Word]) -> bool:
    """Whether "St. Alban's" is all of a name that the story gives in full: "Saint Alban's Hospital"."""
    if words[0].low not in SAINT or len(words) != 2:
        return False
    return re.search(rf"\b(?:Saint|Ste?\.?) {re.escape(words[1].text)}[’']s [A-Z]", draft.text) is not None


def listed(draft: Draft, span: Span, words: list[Word]) -> bool:
    """Whether a firm is known by its name with the possessive mark only: "Trader Joe's"."""
    whole = known_body(Span(span.start, words[-1].end).of(draft.text))
    own = known_body(Span(span.start, words[-1].span.end).of(draft.text))
    return whole is not None and not whole.weak and own is None


BRANCH = re.compile(
    r"([A-Z]{3,}) (?:NSW|Vic|Qld|WA|SA|NT|ACT|UK|Scotland|Wales|Ireland|Canada|Ontario|B\.?C\.?|"
    r"Queensland|Victoria|Tasmania|NI)"
)


def _candidate(draft: Draft, span: Span, chain: list[Word]) -> Candidate:
    if m := BRANCH.fullmatch(span.of(draft.text)):
        span = Span(span.start, span.start + m.end(1))
    if (m := re.match(r"Co\.? (?=[A-Z])", span.of(draft.text))) and kind_of(span.of(draft.text)[m.end() :]):
        span = Span(span.start + m.end(), span.end)  # "Co Cork"
    words = [w for w in chain if span.holds(w.span)]
    if words and words[-1].possessive and len(words) > 1:
        whole = Span(span.start, words[-1].end)
        if kind_of(whole.of(draft.text)) or saintly(draft, words):
            return Candidate(whole, whole.of(draft.text))  # St. John’s
    if words and words[-1].possessive and listed(draft, span, words):
        whole = Span(span.start, words[-1].end)
        return Candidate(whole, whole.of(draft.text))  # McDonald’s
    text = re.sub(r"[’'][sS]?$", "", span.of(draft.text)) if words and words[-1].possessive else span.of(draft.text)
    if m := re.search(r"\S \S+( (?:MP|MLA|MLC|MSP|MEP|TD|QC|KC|OBE|MBE|CBE|RN|MD|PhD))+$", text):
        text = text[: m.start(1)]
    span = Span(span.start, span.start + len(text))
    possessive = bool(words) and words[-1].possessive
    initial = len(words) == 1 and words[0].first
    return Candidate(span, text, possessive=possessive, initial=initial)


def address(draft: Draft, span: Span) -> tuple[Span, str | None]:
    """The span without a form of address before the name, and that form."""
    honorific = None
    if m := re.match(r"I[’']m (?=[A-Z])", span.of(draft.text)):
        span = Span(span.start + m.end(), span.end)
    while m := re.match(r"(\S+)\s+(?=\S)", span.of(draft.text)):
        if not is_person_title(m[1]) or not crowned(m[1], span.of(draft.text)):
            break
        honorific = m[1]
        span = Span(span.start + m.end(), span.end)
    if honorific is None and (m := re.search(r"(?<!\w)(\S+)\s$", draft.text[max(0, span.start - 12) : span.start])):
        honorific = m[1] if is_person_title(m[1]) and m[1][0].isupper() else None
    return span, honorific


def crowned(title: str, text: str) -> bool:
    """Whether a title that firms bear too ("King Soopers", "Prince Foods") stands before a given name."""
    if title.casefold() not in ("king", "queen", "prince", "princess", "pope"):
        return True
    return text.split()[1] in given_names()


ADJUNCT = re.compile(
    r"(?i)\b(?:through|via|with|for|to|from|by|beside|unlike) (?:an?|the|its|his|her|their) (?:[\w-]+ ){0,3}[\w-]+, $"
)
ATTRIBUTES = re.compile(r" (?:said|says|told|added|adds|wrote|argued|warned|insisted|explained|noted)\b")


def attributes(draft: Draft, name: Span) -> bool:
    """Whether a name behind a comma tells who said the clause before it, so that a role there is another's: "It would
    rather talk to the mediator, Roque said."."""
    if not ATTRIBUTES.match(draft.text, name.end):
        return False
    sentence = draft.sentence(name.start)
    if ADJUNCT.search(draft.text[sentence.start_char : name.start]):
        return True  # "through a spokesman, Greer said"
    return any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in sentence if t.idx < name.start)


def lower_role(draft: Draft, span: Span) -> Span | None:
    """A role in lower case right before a name ("chief executive Andrew Barlow")."""
    left = draft.text[max(0, span.start - 80) : span.start]
    stripped = left.rstrip(" ,")
    if len(left) - len(stripped) not in (1, 2) or "\n" in left[len(stripped) :]:
        return None
    if not role_ends() & {w.lower() for w in stripped.split()[-4:]}:
        return None
    if left.endswith(", ") and attributes(draft, span):
        return None
    for m in role_pattern().finditer(stripped):
        if m.end() == len(stripped) or field_of(m, stripped[m.end() :]):
            at = span.start - len(left)
            return Span(at + m.start(), at + len(stripped))
    return None
