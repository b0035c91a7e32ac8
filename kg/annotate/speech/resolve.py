"""The entities that a source stands for: people and bodies, holders of signs, issuers of papers, the outlet itself."""

from __future__ import annotations

import re
from itertools import pairwise

from kg.annotate.base import Draft
from kg.annotate.coreference import resolve_source
from kg.annotate.documents import RECEIVED, genres
from kg.annotate.speech.cues import lexicon_of_cues
from kg.annotate.speech.signs import agent, held, of_the_story
from kg.model import Document, Entity, Mention, Ref, Span

# "critics of the plan, like trustee Bo Li, say": the critics
EXAMPLES = re.compile(r",? (?:like|including|such as|among them) ")
BOTH = re.compile(r"both|they both|both of them|the two|the two (?:men|women)|both (?:men|women)")
NOR = re.compile(r"(?:, [^,]{1,60},)? nor (?:[\w.’'-]+ ){0,4}")
MUTE = {"Facility", "FacilityGroup", "City", "State", "Country", "Place", "GovernmentBuilding"}
# words before a name that make it another's: "a spokesman for Ann Cole", "Ann Cole’s lawyer"
FOR_ANOTHER = re.compile(r"\b(?:for|to|with|from|by)\b|\bof (?:the )?[A-Z]")
# what may stand between the comma and the name: "Dr", "state Sen.", "trustee"
TITLE = re.compile(r"(?:[\w.-]+ ?){0,3}")
OUT = {"post", "write", "tweet", "publish", "issue"}
SUITS = {"lawsuit", "complaint", "suit", "petition"}
BODY = re.compile(r"[Tt]he(?: [A-Z][\w’'-]+){2,5}")
CAMEL = re.compile(r"(?!Ma?c|De|Di|Du|La|Le|Van|Fitz)[A-Z][a-z]+[A-Z][a-z]{2,}")
# between the people of a list: roles before a name, an apposition behind one
# “...,” Dravek said. “...,” said Dravek.
ONE_WORD = re.compile(r"\s+(?:[a-z]+ )?")
NAME = re.compile(r"([A-Z][a-zà-þ]{2,}(?:[’'-][A-Z][a-zà-þ]+)?(?: [A-Z][a-zà-þ]+)?)(?:, \d\d)?")
FIRM_BEFORE = r"(?:[Aa]t|[Tt]he|of|[Aa]gainst)"
LIST_STARTS = re.compile(r"(?:both )?(?:[\w.’'-]+ ){0,4}|(?:[\w’'-]+ ){1,5}[a-z]+s, ", re.I)
LIST_COMMA = re.compile(r", (?:[\w.’'-]+ ){0,3}")
AND_ROLE = re.compile(r"(?:, [a-z][\w ’'-]{1,60})?,? and (?:[\w.’'-]+ ){0,4}")
LIST_ENDS = re.compile(r"(?:, [^,]{1,60})?(?:,? (?:all|both|each))?")
AND_NAME = re.compile(r",? and (?:[\w.-]+ )*?")


def speakers(draft: Draft, span: Span) -> tuple[tuple[Ref, ...], tuple[Ref, ...]]:
    """(speakers, candidates) of a source; a document that speaks stands for its issuers."""
    example = EXAMPLES.search(draft.text, span.start, span.end)
    if example is not None:
        span = Span(span.start, example.start())
    paper = document_of(draft, span)
    if paper is not None:
        return paper.issuers or _released(draft, span), ()
    sign, holders = held(draft, span)
    if sign:
        return holders, ()
    if of_the_story(draft, span):
        return (draft.publisher,) if draft.publisher is not None else (), ()
    named = _listed(draft, span) or _named_last(draft, span) or _titled(draft, span)
    if named:
        return named, ()
    beside = apposed(draft, span)
    if beside is not None:
        return (beside,), ()
    word = draft.words(span).lower()
    if word in ("we", "i") and not draft.structure.quoted(span.start):
        return ((draft.publisher,), ()) if draft.publisher is not None and word == "we" else ((), ())
    if BOTH.fullmatch(word) and (two := _both(draft, span)):
        return two, ()
    found, candidates = resolve_source(draft, span)
    if not found and not candidates:
        found = _named_first(draft, span) or _maker(draft, span) or _released(draft, span)
    if not found and not candidates:
        found = (
            _tail_of_name(draft, span)
            or _plaintiff(draft, span)
            or _compound(draft, span)
            or _unlisted_body(draft, span)
            or _of_the_name(draft, draft.words(span))
            or _surname(draft, span)
        )
    if len(found) == 1 and found[0] in draft.entities and draft.entities[found[0]].kind in MUTE:
        found = _of_the_name(draft, draft.words(span)) or found
    if word == "it" and any(draft.entities[r].kind in MUTE for r in found if r in draft.entities):
        return (), ()
    return found, candidates


def _both(draft: Draft, span: Span) -> tuple[Ref, ...]:
    """The two people whom the sentence before joins: "Neither Ann Roy nor Bo Li smiled. Both said"."""
    first = draft.sentence(span.start).start
    home = draft.doc[first - 1].sent if first else None
    if home is None or draft.structure.paragraph_at(span.start) - draft.structure.paragraph_at(home.start_char) > 1:
        return ()
    area = Span(home.start_char, home.end_char)
    named = [m for m in draft.mentions_in(area) if m.kind == "name" and m.target in draft.entities]
    people = [m for m in named if draft.entities[m.target or ""].kind == "Person"]
    if len(people) != 2 or people[0].target == people[1].target:
        return ()
    if NOR.fullmatch(draft.text, people[0].span.end, people[1].span.start):
        return tuple(m.target or "" for m in people)
    one, other = (draft.root(m.span) for m in people)
    joined = one is not None and other is not None and draft.doc[other] in draft.doc[one].conjuncts
    return tuple(m.target or "" for m in people) if joined else ()


def _of_the_name(draft: Draft, words: str) -> tuple[Ref, ...]:
    """The one person whose family name a place has too: "Rosa Medina" of Medina, Ohio."""
    people = [e.ref for e in draft.entities.values() if e.kind == "Person" and e.named and e.name.endswith(f" {words}")]
    return tuple(people) if len(people) == 1 else ()


def apposed(draft: Draft, span: Span) -> Ref | None:
    """The person whose name stands in apposition to a role: "The union’s secretary, Dr Ann Cole", "one, Sen. Li Roe".

    The name ends the phrase or stands behind it, and a comma, a quotation mark, the cue or the end follows; a list
    ("the mayor, Ann Cole and Bo Li") is none.
    """
    words = draft.words(span)
    comma = words.find(",")
    at = span.start + comma if comma >= 0 else span.end
    if draft.text[at : at + 1] != "," or not len(draft.tokens(Span(span.start, at))):
        return None
    head = draft.tokens(Span(span.start, at)).root
    if head.tag_ not in ("NN", "CD") and head.lower_ != "one":
        return None
    for m in draft.mentions:
        entity = draft.entities.get(m.target or "")
        if m.kind != "name" or entity is None or entity.kind != "Person" or not at < m.span.start < at + 40:
            continue
        between = Span(at + 1, m.span.start)
        if "\n" in draft.words(between) or any(x.kind == "name" for x in draft.mentions_in(between)):
            return None  # "the graduate union, UGIT.", and who is named in the next paragraph
        title = draft.words(between).strip()
        if any(t.pos_ in ("ADP", "AUX") or t.tag_ == "VBG" for t in draft.tokens(between)):
            return None  # "Pugh’s wife, pointing at Lisk"
        after = draft.text[m.span.end :].lstrip(" ")
        ends = after[:1] in (",", ".", "\n", "”", "") or _verb_at(draft, m.span.end)
        return m.target if ends and TITLE.fullmatch(title) else None
    return None


BEFORE_NAME = re.compile(r",? (?:[A-Z][a-z]*\.? )?")


def _titled(draft: Draft, span: Span) -> tuple[Ref, ...]:
    """The person behind a title that the parser cut or took for a verb: "District 3's directing agent, Bo Li"."""
    for p in draft.positions:
        if not (
            span.start <= p.span.start <= span.end + 1 and p.rule in ("position/title", "position/apposition-before")
        ):
            continue
        name = next((m for m in draft.mentions if m.target == p.person and 0 < m.span.start - p.span.end < 8), None)
        if name is None or not BEFORE_NAME.fullmatch(draft.text[p.span.end : name.span.start]):
            continue
        if FOR_ANOTHER.search(draft.text[span.start : p.span.start]):
            continue  # "a spokesman for Transport Minister Bo Li"
        cut = span.end + 1 == p.span.start  # "Orrin | chief executive Bo Li"
        if (cut and "," not in draft.text[p.span.end : name.span.start]) or span.end == name.span.end:
            return (p.person,)
    return ()


def _verb_at(draft: Draft, offset: int) -> bool:
    """Whether a finite verb, adverbs aside, follows the offset."""
    tokens = draft.doc.char_span(offset, min(offset + 1, len(draft.text)), alignment_mode="expand")
    if tokens is None:
        return False
    for token in draft.doc[tokens.start : tokens.start + 4]:
        if token.pos_ in ("VERB", "AUX"):
            return True
        if token.pos_ not in ("ADV", "SPACE"):
            return False
    return False


def _released(draft: Draft, span: Span) -> tuple[Ref, ...]:
    """Who sent out a paper, by the clause behind it: "a summary the league sent to its members"."""
    head = draft.tokens(span).root
    clause = next((c for c in head.rights if c.dep_ == "relcl"), None)
    judged = clause is not None and (clause.lemma_ in RECEIVED or clause.lemma_ in lexicon_of_cues().verbs)
    if clause is None or (judged and clause.lemma_ not in OUT) or any(t.tag_ == "WP$" for t in clause.subtree):
        return ()
    maker = next((c for c in clause.lefts if c.dep_ == "nsubj" and c.tag_ not in ("WP", "WDT")), None)
    return resolve_source(draft, draft.span(maker.left_edge.i, maker.i))[0] if maker is not None else ()


def _plaintiff(draft: Draft, span: Span) -> tuple[Ref, ...]:
    """Who brought the suit that speaks: the subject of "sue" before it in the story."""
    root = draft.tokens(span).root
    if root.lemma_.lower() not in SUITS:
        return ()
    for token in reversed(draft.doc[: root.i]):
        if token.lemma_.lower() != "sue" or token.tag_ == "VB" or draft.structure.quoted(token.idx):
            continue
        for m in draft.mentions:
            between = draft.text[m.span.end : token.idx]
            if m.span.end < token.idx and len(between) <= 12 and not re.search(r"[^\w ]", between):
                entity = draft.entities.get(m.target or "")
                return (entity.ref,) if entity is not None and entity.kind not in MUTE else ()
        return ()
    return ()


def _tail_of_name(draft: Draft, span: Span) -> tuple[Ref, ...]:
    """The one organization whose name ends in these words: "Lodge 31" of the "Tool Makers Lodge 31"."""
    words = draft.words(span)
    if not words[:1].isupper() or " " not in words:
        return ()
    found = [e.ref for e in draft.entities.values() if e.named and e.kind != "Person" and e.name.endswith(f" {words}")]
    return (found[0],) if len(found) == 1 else ()


def _compound(draft: Draft, span: Span) -> tuple[Ref, ...]:
    """The people of a compound that the parser broke at its hyphen: "co-workers"."""
    last = draft.tokens(span)[-1]
    if "-" not in draft.words(span) or last.tag_ != "NNS":
        return ()
    return resolve_source(draft, Span(last.idx, last.idx + len(last)))[0]


def _unlisted_body(draft: Draft, span: Span) -> tuple[Ref, ...]:
    """A body that no list knows, by its capitals: "The Highway Patrol put the crowd at 900", "RideHive said"."""
    words = draft.words(span)
    if not (BODY.fullmatch(words) or CAMEL.fullmatch(words)) or any(
        m.kind == "name" and m.span.overlaps(span) for m in draft.mentions
    ):
        return ()
    name = re.sub(r"^[Tt]he ", "", words)
    ref = f"e:{span.start + len(words) - len(name)}"
    same = (e.ref for e in draft.entities.values() if e.name == name)
    found = next(same, ref)
    if found == ref:
        draft.entities[ref] = Entity(ref, "FormalOrganization", name, rule="capitalized-source")
    place = Span(span.start + len(words) - len(name), span.end)
    draft.mentions.append(Mention(place, found, "name", "capitalized-source", 0.6))
    return (found,)


def _surname(draft: Draft, span: Span) -> tuple[Ref, ...]:
    """A person whose name no list knows, right beside a quotation: "“It is a win,” Dravek said"; nobody where the name
    is used like that of a firm ("at Dravek")."""
    named, text = NAME.fullmatch(draft.words(span)), draft.text
    word = named[1] if named else ""
    behind = any(
        q.speech and q.outer.end < span.start and ONE_WORD.fullmatch(text, q.outer.end, span.start)
        for q in draft.structure.quotes
    )
    if not behind or not word or re.search(rf"\b{FIRM_BEFORE} {re.escape(word)}\b", text):
        return ()
    ref = f"e:{span.start}"
    for match in re.finditer(rf"\b{re.escape(word)}\b", text):
        place = Span(*match.span())
        if not draft.mentions_at(*match.span()):
            draft.mentions.append(Mention(place, ref, "name", "surname-source", 0.6))
    if draft.target_of(span) is None:
        return ()
    draft.entities[ref] = Entity(ref, "Person", word, rule="surname-source", confidence=0.6)
    return (ref,)


def _maker(draft: Draft, span: Span) -> tuple[Ref, ...]:
    """Who made a thing that speaks: "a tally released by the labor board"."""
    tokens = draft.tokens(span)
    maker = agent(tokens.root) if len(tokens) and tokens.root.pos_ == "NOUN" else None
    return resolve_source(draft, draft.span(maker.left_edge.i, maker.i))[0] if maker is not None else ()


def _named_first(draft: Draft, span: Span) -> tuple[Ref, ...]:
    """The person whose name begins the phrase: "Bo Tanaka of the school board"."""
    for m in draft.mentions:
        if m.kind == "name" and m.span.start == span.start and m.target in draft.entities:
            owner = draft.text[m.span.end : m.span.end + 2] in ("’s", "'s")
            return () if owner or draft.entities[m.target].kind != "Person" else (m.target,)
    return ()


def document_of(draft: Draft, span: Span) -> Document | None:
    """The document whose mention the source is; for "it", the document that the sentence before speaks of."""
    view, root = draft.view, draft.root(span)
    if root is None or not draft.documents:
        return None
    at = root
    if draft.words(span).lower() == "it":
        before = draft.tokens(span)[0].sent.start - 1
        if before < 0:
            return None
        sent = draft.doc[before].sent
        head = next((t for t in sent if t.dep_ == "nsubj" and t.head.i == sent.root.i), None)
        if head is None or draft.structure.paragraph_at(head.idx) != draft.structure.paragraph_at(span.start):
            return None
        at = head.i
    for document in draft.documents:
        for place in document.spans:
            first, end = view.range(place.start, place.end)
            if first <= at < end and (view.root(first, end) == at or (view.lower_lemma[at],) in genres()):
                return document
    return None


def _listed(draft: Draft, span: Span) -> tuple[Ref, ...]:
    """The people of a list that is the whole source: "Ann Roy, Bo Li and Al Poe", "Ann Roy, the chair, and Bo Li"."""
    named = [m for m in draft.mentions_in(span) if m.kind == "name" and m.target in draft.entities]
    people = [m for m in named if draft.entities[m.target or ""].kind == "Person"]
    if len(people) < 2 or not LIST_STARTS.fullmatch(draft.text[span.start : people[0].span.start]):
        return ()
    gaps = [draft.text[a.span.end : b.span.start] for a, b in pairwise(people)]
    joined = AND_ROLE.fullmatch(gaps[-1]) and all(LIST_COMMA.fullmatch(g) for g in gaps[:-1])
    ends = LIST_ENDS.fullmatch(draft.text[people[-1].span.end : span.end])
    return tuple(dict.fromkeys(m.target or "" for m in people)) if joined and ends else ()


def _named_last(draft: Draft, span: Span) -> tuple[Ref, ...]:
    """The people whose names end the phrase, before any comma: "Local 19 president Dunmore Power", "A and B"."""
    words = draft.words(span)
    end = span.start + (words.index(",") if "," in words else len(words))
    people = [
        m
        for m in draft.mentions_within(Span(span.start, end))
        if m.kind == "name" and m.target in draft.entities and draft.entities[m.target or ""].kind == "Person"
    ]
    last = next((m for m in people if m.span.end == end), None)
    if last is None or FOR_ANOTHER.search(draft.text[span.start : last.span.start + 1]):
        return ()
    before = [m for m in people if AND_NAME.fullmatch(draft.text[m.span.end : last.span.start])]
    return tuple(dict.fromkeys([*(m.target or "" for m in before), last.target or ""]))
