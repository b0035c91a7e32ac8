"""Bare quotations: each goes to the attribution it continues, or to a speaker named beside it, or stays open."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.annotate.base import Draft, Quote
from kg.annotate.collectives.phrases import people
from kg.annotate.coreference.definites import description
from kg.annotate.speech.acts import Act
from kg.annotate.speech.cues import lexicon_of_cues
from kg.annotate.speech.layouts import introduced
from kg.annotate.speech.resolve import speakers
from kg.annotate.speech.voices import asked, others, turned_to
from kg.model import Ref, Span

TRAILING = re.compile(r"\s?, [^.\n“\"«]{3,80}")
QUOTES = re.compile(r"\b(?:quoted|quotes|cited|cites) (?P<who>[^,:]{2,60})$")
READ_OUT = re.compile(r"\b(?:read|reads)(?: out| aloud)? $")
PRONOUNS = {"he", "she", "they", "his", "her", "their"}
VOICES = re.compile(
    r"\b(?:cheered|chanted|roared|booed|applauded|answered|responded|shouted back)[^.!?:“”\"]*[.!?]\s*$"
)
VERB_ENDS = re.compile(r"(?:,[^,.\n“\"]{2,60},)? (\w+)\.")
# “Peanuts,” was how the mechanic described it
WAS_HOW = re.compile(r" (?:is|was|were) (?:how|what|the way) ")
BODIES = {
    "Employer",
    "LaborUnion",
    "UnionLocal",
    "FormalOrganization",
    "GovernmentBody",
    "Collective",
    "NewsOrganization",
}


@dataclass(slots=True)
class _Place:
    """A quotation in the run of the story: the act that holds it, or None."""

    quote: Quote
    act: Act | None


def join(draft: Draft, acts: list[Act]) -> list[Act]:
    """The acts with bare quotations joined to them, and new ones for quotations that stand by themselves."""
    acts = sorted(acts, key=lambda a: (a.at, a.content[0].start))
    outer = [q for q in draft.structure.quotes if q.depth == 0]
    places = [_Place(q, _holder(acts, q)) for q in outer]
    for i, place in enumerate(places):
        if place.act is not None or not place.quote.speech or not _full(draft, place.quote):
            continue
        act = None
        if not _other_voice(draft, acts, place.quote) and _trailing(draft, place.quote) is None:
            act = _ahead(draft, places, i) or _continued(draft, acts, places, i)
        other = _others(draft, places, i, act) if act is not None else ()
        if act is not None and not other:
            act.content.append(place.quote.outer)
            act.content.sort()
            place.act = act
            continue
        made = _by_itself(draft, place.quote, acts)
        if made.source is None:
            made.candidates = other
        acts.append(made)
        place.act = made
    return sorted(acts, key=lambda a: (a.content[0].start, a.at))


def _holder(acts: list[Act], quote: Quote) -> Act | None:
    """The last act whose content holds the quotation, wholly or its words."""
    held = [a for a in acts if any(s.start <= quote.inner.start and quote.inner.end <= s.end for s in a.content)]
    return held[-1] if held else None


def _full(draft: Draft, quote: Quote) -> bool:
    """Whether a quotation can be a statement by itself: it stands alone, or begins and ends like a sentence."""
    words = draft.words(quote.inner)
    paragraph = draft.structure.paragraphs[quote.paragraph]
    alone = quote.outer.start <= paragraph.start + 1 and quote.outer.end >= paragraph.end - 1
    if quote.continues or alone:
        return True
    before = draft.text[paragraph.start : quote.outer.start].rstrip()
    opens = not before or before[-1] in ".!?:;]”\"’'—–"
    ends = words[-1] in ".!?…,—" or not quote.closed or draft.text[quote.outer.start] in "«„"
    return (
        opens and (ends or len(words.split()) >= 4) and (words[0].isupper() or words[0].isdigit() or words[0] in "‘'($")
    )


def _continued(draft: Draft, acts: list[Act], places: list[_Place], i: int) -> Act | None:
    """The act before that a bare quotation continues."""
    quote = places[i].quote
    previous = places[i - 1] if i else None
    paragraph = draft.structure.paragraphs[quote.paragraph]
    between_start = max(previous.quote.outer.end if previous else 0, paragraph.start)
    lead = draft.text[paragraph.start : quote.outer.start].strip()
    if previous is not None and previous.act is not None:
        gap = draft.text[previous.quote.outer.end : quote.outer.start]
        if quote.continues:
            return previous.act
        if previous.quote.paragraph == quote.paragraph:
            if VOICES.search(gap):
                return None  # “...” Then the crowd cheered. “Doris!”
            if not gap.strip() or _answered(draft, places, i):
                # two quotations side by side are two voices, unless the first is on a sign where the speaker stands
                return _around_sign(acts, previous.act, paragraph)
            return _last_in(acts, between_start, quote.outer.start, previous.act, paragraph)
        if not lead and previous.quote.paragraph == quote.paragraph - 1:
            following = places[i + 1].quote if i + 1 < len(places) else None
            dialogue = asked(draft, quote, following) or asked(draft, previous.quote, quote)
            return None if dialogue else _after_paragraph(draft, acts, previous, quote)
    if lead:
        return _last_in(acts, paragraph.start, quote.outer.start, None, paragraph)
    return None


def _around_sign(acts: list[Act], sign: Act, paragraph: Span) -> Act | None:
    """Who speaks before and behind a sign: “...,” she said beside a board that read “...” “...”."""
    if sign.lemma != "read" or sign.before:
        return None
    said = [a for a in acts if a.before and paragraph.start <= a.at < sign.at and a.source is not None]
    return said[-1] if said else None


def _other_voice(draft: Draft, acts: list[Act], quote: Quote) -> bool:
    """Whether a sentence without a cue names somebody and ends in a colon before a quotation ("Coote was less
    forgiving: “...”")."""
    intro = introduced(draft, quote)
    if intro is None or any(intro.start <= a.at < intro.end for a in acts):
        return False
    if quote.continues:
        return False
    if _named(draft, intro) is not None or QUOTES.search(draft.words(intro)):
        return True
    tokens = draft.tokens(intro)
    mine = any(t.lower_ in PRONOUNS for t in tokens)  # "His answer: “...”" goes on
    return not mine and any(description(t) is not None or t.lower_ in people() for t in tokens)


def _answered(draft: Draft, places: list[_Place], i: int) -> bool:
    """Whether the next quotation follows at once and has an attribution of its own."""
    if i + 1 >= len(places):
        return False
    quote, following = places[i].quote, places[i + 1]
    gap = draft.text[quote.outer.end : following.quote.outer.start]
    return following.quote.paragraph == quote.paragraph and not gap.strip() and following.act is not None


def _last_in(acts: list[Act], start: int, end: int, previous: Act | None, paragraph: Span) -> Act | None:
    """The last attribution in the words right before a quotation; the one before it where there is no other."""
    inside = [
        a for a in acts if start <= a.at < end and paragraph.start <= a.at < paragraph.end and a.source is not None
    ]
    return inside[-1] if inside else previous


def _after_paragraph(draft: Draft, acts: list[Act], previous: _Place, quote: Quote) -> Act | None:
    """A paragraph that begins with a bare quotation, after one that ends in an attributed quotation."""
    before = draft.structure.paragraphs[quote.paragraph - 1]
    tail = draft.text[previous.quote.outer.end : before.end].strip()
    act = previous.act
    if act is None or len(tail.split()) > 14 or act.frame in ("dash", "transcript"):
        return None
    if tail.rstrip().endswith(":"):
        return None
    alone = quote.outer.end >= draft.structure.paragraphs[quote.paragraph].end - 1
    return act if alone else None


def _ahead(draft: Draft, places: list[_Place], i: int) -> Act | None:
    """The act of a paragraph behind, where that goes on with this quotation, which opens its own."""
    quote = places[i].quote
    if quote.continues or quote.outer.start > draft.structure.paragraphs[quote.paragraph].start:
        return None
    for following in places[i + 1 :]:
        if not following.quote.continues or following.act is not None:
            return following.act if following.quote.continues else None
    return None


def _others(draft: Draft, places: list[_Place], i: int, act: Act) -> tuple[Ref, ...]:
    """Who else may speak in a bare quotation than in the one before, whose act it would go on with: both, in that
    order; empty where nobody else may."""
    quote, previous = places[i].quote, places[i - 1] if i else None
    if previous is None or previous.act is not act or quote.continues or act.frame == "bare":
        return ()
    found = others(draft, act, Span(previous.quote.outer.end, quote.outer.start)) or _hearer(draft, act, previous.quote)
    known = act.speakers or (speakers(draft, act.source)[0] if act.source is not None else ())
    return tuple(dict.fromkeys((*known, *found))) if set(found) - set(known) else ()


def _hearer(draft: Draft, act: Act, quote: Quote) -> tuple[Ref, ...]:
    """The person whom a quotation asks something."""
    if act.addressee is None or draft.words(quote.inner)[-1] != "?":
        return ()
    heard = draft.target_of(act.addressee)
    entity = draft.entities.get(heard.target or "") if heard is not None else None
    return (entity.ref,) if entity is not None and entity.kind == "Person" else ()


def _by_itself(draft: Draft, quote: Quote, acts: list[Act]) -> Act:
    """A statement of a bare quotation: its speaker stands before a colon, or it stays open."""
    intro = introduced(draft, quote)
    act = Act(quote.outer.start, None, None, None, [quote.outer], frame="bare", rule="bare-quotation", confidence=0.5)
    named = _trailing(draft, quote)
    if intro is None and named is not None:
        act.source, act.rule, act.confidence = named, "name-behind", 0.6
    if intro is None and named is None and (by := _gesture(draft, quote)) is not None:
        act.source, act.rule, act.confidence = by, "gesture", 0.6
    if intro is not None:
        act.source, act.rule, act.confidence = _quoted(draft, intro) or _named(draft, intro), "colon", 0.8
        act.zone = [intro]
    return act


def _trailing(draft: Draft, quote: Quote) -> Span | None:
    """The only person in the words that a comma ties to a quotation (« ... », a déclaré Maëlle Quéré)."""
    how = WAS_HOW.match(draft.text, quote.outer.end)
    if how is not None:
        named = next((m for m in sorted(draft.mentions, key=lambda m: m.span) if m.span.start >= how.end()), None)
        entity = draft.entities.get(named.target or "") if named is not None else None
        near = named is not None and named.span.start - how.end() <= 30
        return named.span if named is not None and near and entity is not None and entity.kind == "Person" else None
    at = draft.words(quote.inner)[-1] in ",?!" and _subject_behind(draft, quote.outer.end + 1)
    if at:
        return at
    match = TRAILING.match(draft.text, quote.outer.end)
    if match is None:
        return None
    words = Span(match.start(), match.end())
    inside = [m for m in draft.mentions if m.kind == "name" and words.holds(m.span) and m.target in draft.entities]
    people = [m for m in inside if draft.entities[m.target or ""].kind == "Person"]
    return people[0].span if len({m.target for m in people}) == 1 else None


def _subject_behind(draft: Draft, start: int) -> Span | None:
    """The person whose name stands at the offset and whose verb, perhaps of no list, ends the sentence: “...,” Lottie
    Pruitt, her sister-in-law, finished."""
    m = next((m for m in draft.mentions if m.span.start == start and m.kind == "name"), None)
    entity = draft.entities.get(m.target or "") if m is not None else None
    if m is None or entity is None or entity.kind != "Person":
        return None
    words = VERB_ENDS.match(draft.text, m.span.end)
    verb = draft.root(Span(*words.span(1))) if words else None
    if verb is None or draft.view.tag[verb] not in ("VBD", "VBZ", "VBN"):
        return None
    # “Look at me!” Bo Li stopped.
    tied = draft.text[: start - 1].rstrip("”\"’'")[-1:] == "," or draft.view.lemma[verb] in lexicon_of_cues().verbs
    return m.span if tied else None


def _gesture(draft: Draft, quote: Quote) -> Span | None:
    """Who does something in the only sentence before a quotation of its paragraph: "Ann Roy shrugged. “...”"."""
    before = Span(draft.structure.paragraphs[quote.paragraph].start, quote.outer.start)
    tokens = draft.tokens(before)
    if not draft.words(before).strip().endswith(".") or tokens.root.lemma_ not in lexicon_of_cues().gestures | {"be"}:
        return None
    who = [t for t in tokens.root.lefts if t.dep_ == "nsubj"]
    if who and tokens.root.lemma_ == "be":  # "Roe’s reply was short. “...”"
        who = [t for t in who[0].lefts if t.dep_ == "poss"] if who[0].lemma_ in lexicon_of_cues().messages else []
    alone = draft.sentence(before.start).end_char >= len(draft.text[: before.end].rstrip())
    named = draft.target_of(Span(who[0].idx, who[0].idx + len(who[0]))) if alone and who else None
    entity = draft.entities.get(named.target or "") if named is not None else None
    return named.span if named is not None and entity is not None and entity.kind == "Person" else None


def _quoted(draft: Draft, intro: Span) -> Span | None:
    """Whose words somebody brings: "quoted her mother: “...”", "read a letter from the chairman: “...”"."""
    cited = QUOTES.search(draft.words(intro))
    papers = [s for d in draft.documents if d.issuers for s in d.spans if intro.holds(s)]
    if papers and READ_OUT.search(draft.text[intro.start : papers[-1].start]):
        return papers[-1]
    return Span(intro.start + cited.start("who"), intro.end) if cited else None


def _unknown(draft: Draft, intro: Span) -> bool:
    """Whether the subject of an introduction is a name that nobody known has: "Asked about Li, Roy was curt: “...”"."""
    for token in draft.tokens(intro):
        if token.dep_ == "nsubj" and token.head.dep_ == "ROOT" and token.pos_ == "PROPN":
            return draft.target_of(Span(token.idx, token.idx + len(token))) is None
    return False


def _named(draft: Draft, intro: Span) -> Span | None:
    """The last person or body that the introduction names; of several bodies, its subject."""
    inside = [m for m in draft.mentions if intro.holds(m.span) and m.target in draft.entities]
    people = [m for m in inside if draft.entities[m.target or ""].kind == "Person"]
    people = [m for m in people if m.kind == "name"] or people
    bodies = [m for m in inside if draft.entities[m.target or ""].kind in BODIES]
    refs = {m.target for m in people}
    if len(refs) == 1 and not _unknown(draft, intro):
        person = max(people, key=lambda m: m.span.start)
        others_act = turned_to(draft, intro, person.span)
        return person.span if others_act is None else next(iter(others_act), None)
    if not people and len({m.target for m in bodies}) == 1:
        return bodies[-1].span
    subjects = {t.idx for t in draft.tokens(intro) if t.dep_ == "nsubj" and t.head.dep_ == "ROOT"}
    first = [m for m in bodies if not people and any(m.span.start <= at < m.span.end for at in subjects)]
    return first[-1].span if first else None  # "Calder issued this statement on its talks with the Guild: “...”"
