"""Whether words of time are one in their sentence, and on which side of publication they lie."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.annotate.base import Draft
from kg.annotate.events.clauses import auxiliaries, governor, tense
from kg.annotate.times.calendar import Direction
from kg.annotate.times.words import Found, listed, months
from kg.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

SINCE = re.compile(r"\b(?:since|dated|backdated to|as of|following)(?: (?:at|on|about|early|late))?\s*$", re.IGNORECASE)
AHEAD = re.compile(
    r"\b(?:(?:set|scheduled|slated|due|planned|expected|booked|fixed|called) (?:for|on|by)|"
    r"(?:set|sets|given|gave|extended|facing|faces?) (?:[\w’'-]+ ){0,5}deadline (?:of|for|to)|"
    r"call(?:s|ed|ing)? (?:an?|the|another|its|their) [^.;:“”\"]{0,40}\bfor(?: [A-Z]\w+day(?:,| and| or))*|"
    r"(?:ahead|in advance) of|no (?:earlier|later|sooner) than|as (?:early|soon) as)"
    r"(?: (?:at|on|about|early|late|the|[\d:]+|[ap]\.m\.))*\s*$",
    re.IGNORECASE,
)
PUT_OFF = re.compile(
    r"(?<!had )(?<!had been )\b(?:postpon|delay|deferr?|reschedul|extend|mov|push|put)\w*(?: [\w’'-]+){0,6}?"
    r" (?:until|till|to)(?: (?:at|noon|midnight|[\d:]+|[ap]\.m\.))*\s*$",
    re.IGNORECASE,
)
# "the walkout called for Friday went ahead": what was to come has come
CAME = re.compile(
    r",? (?:[\w’'-]+ ){0,3}?(?:went (?:ahead|forward|on|off)|took place|proceeded|drew|has (?:ended|begun))\b"
)
WARNED = re.compile(r"\b(?:warn(?:ed|s|ing)?|prospect|possibility) of [^.;:“”\"]{0,50}$", re.IGNORECASE)
RECORD = re.compile(r"\b(?:first|only|no|never|[a-z]+est)\b[^;]*$")
HELD = re.compile(r"\b(?:during|after|from|following|at|since)\s*$", re.IGNORECASE)
MONTH_CUE = re.compile(
    r"\b(?:in|since|by|until|till|from|to|through|throughout|before|after|during|for|of|early|late|mid|last|next|this|"
    r"each|every|around|about|past|between|as early as|and|or|the|than)[ -]$",
    re.IGNORECASE,
)
YEAR_CUE = re.compile(
    r"\b(?:in|since|by|until|till|from|to|through|before|after|during|of|early|late|mid|around|about|between|year|"
    r"for|past|summer|fall|autumn|winter|spring|and|than)[ -]$",
    re.IGNORECASE,
)
EACH = re.compile(r"\b(?:a|an|any|every|each|one|another|some|per|alternate|most|many|four|three|two) $", re.IGNORECASE)
LISTED = re.compile(r"(?:,? (?:and|or) |, )(?:1[6789]|20)\d\d(?!\d)")  # "in 2027, 2028 and 2029"
PEOPLE = re.compile(
    r" (?:[a-z-]+ ){0,2}?(?:workers|nurses|members|people|jobs|votes|employees|teachers|drivers|staff)\b"
)
NAMES = frozenset({"PERSON", "ORG", "GPE", "FAC", "LOC", "PRODUCT", "NORP"})


def is_time(draft: Draft, found: Found) -> bool:
    """False for names, modals and numbers that only look like a time."""
    if any(s.overlaps(found.span) for s in draft.structure.skip):
        return False
    before = draft.text[max(0, found.span.start - 24) : found.span.start]
    after = draft.text[found.span.end : found.span.end + 24]
    if found.kind == "weekday":
        return _day_itself(found, before, after) and not _in_name(draft, found)
    if found.kind == "month":
        return _month_itself(draft, found, before, after)
    if found.kind == "year":
        return _year_itself(draft, found, before, after)
    if found.kind == "month-year":
        # "In May 2000 workers struck", but "In May 2021 workers struck"
        many = draft.words(found.span).endswith("00")
        return not (many and re.match(r" (?:workers|nurses|members|people|jobs|votes)\b", after))
    if found.kind == "ahead":
        return _ahead(draft, found)
    if found.kind == "years":
        return _span_of_years(found, after)
    if found.kind == "few" and _lasting(draft, found):
        return False
    if found.kind in {"few", "unit", "past-unit"}:
        return not re.match(r"['’]s? notice|-", after)
    return True


def _lasting(draft: Draft, found: Found) -> bool:
    """ "will last five days": the verb."""
    word = next((t for t in draft.tokens(found.span) if t.lower_ == "last"), None)
    return word is not None and word.tag_ in {"VB", "VBP"}


def _day_itself(found: Found, before: str, after: str) -> bool:
    if _of_month(after):
        return False
    if EACH.search(before):
        event = re.match(r" ([a-z]+)", after)  # "set a Friday deadline" is of one day
        return bool(event and event[1] in listed("events") and re.search(r"(?<!\bhad set )\ba $", before))
    if "mod" not in found.parts and before.split() and before.split()[-1].lower() in listed("named_days"):
        return False
    first = re.match(r" ([A-Z][a-z]+)", after)
    return not (first and first[1].lower() in listed("named_days") and first[1] not in {"School"})


def _of_month(after: str) -> bool:
    """ "on a wet Monday in March 1911": some such day of a month or year, not the one near publication."""
    later = re.match(r" (?:in|of) (?:early |late |mid-)?([A-Z][a-z]+)\b|,? in (?:1[6789]|20)\d\d\b", after)
    return later is not None and (later[1] is None or later[1].lower() in months())


def _in_name(draft: Draft, found: Found) -> bool:
    """ "Friday Harbor", "Sunday Riley": a day in front of another word of one name."""
    last = draft.tokens(found.span)[-1]
    following = last.nbor(1) if last.i + 1 < len(last.doc) else last
    inside = last.ent_type_ in NAMES and following.ent_iob_ == "I" and following.ent_type_ == last.ent_type_
    return inside and following.is_title


def _month_itself(draft: Draft, found: Found, before: str, after: str) -> bool:
    """ "in April", "July's vote", "the April proposal"; not "April Sundqvist", "Julian March", "to march"."""
    token = draft.tokens(Span(found.span.end - 2, found.span.end - 1))
    last = token[-1] if len(token) else None
    if last is not None and last.ent_type_ in NAMES and re.match(r" [A-Z]", after):
        return False
    if last is not None and last.text == "March" and re.match(r" (?:on|for|against|to) [A-Z]", after):
        return False  # "the March on Washington"
    if found.parts.keys() & {"in", "rel", "mod", "mod2"}:
        return not re.match(r"[’']?\w|-", after) or bool(re.match(r"['’]s ", after))
    name = re.search(r"\b([A-Z][\w’'-]*)\.? $", before)
    if name and name[1].lower() not in months() and not MONTH_CUE.search(before):
        return bool(re.search(r"['’]s?$", name[1])) and bool(re.match(r" [a-z]", after))
    if MONTH_CUE.search(before):
        listing = re.search(r"(\w+),? (?:and|or|to) $", before)
        if listing and re.search(r"\b(?:and|or)[ -]$", before):
            return listing[1].lower() in months()
        if re.search(r"\bto $", before) and found.parts.get("month", "").lower().startswith("march"):
            return bool(re.search(r"(?:backdated|due|back|from \w+|until|up|delayed|moved|postponed) to $", before))
        return not re.match(r"-\w", after)
    if re.match(r"['’]s [a-z]", after):
        return last is None or last.ent_type_ not in NAMES
    own = re.search(r"(?:\b(?:the|a|an|its|his|her|their|our|my)|['’]s?) $", before, re.I)
    return bool(own and re.match(r" [a-z]", after))


def _year_itself(draft: Draft, found: Found, before: str, after: str) -> bool:
    """ "in 1993", "the 2015 agreement", "2019 and 2020"; not "2000 workers", "1,900"."""
    plural = PEOPLE.match(after)
    if "in" in found.parts:
        return True
    if YEAR_CUE.search(before):
        listing = re.search(r"(\S+),? (?:and|or|to|than) $", before)
        if listing and re.search(r"\b(?:and|or|than)[ -]$", before):
            return bool(re.fullmatch(r"(?:1[6789]|20)\d\d", listing[1].strip(",")))
        if re.search(r"\b(?:of|for|to|about|around|past|from)[ -]$", before, re.I):
            return not plural and not re.match(r" [a-z]+s\b", after)
        return not plural or not draft.words(found.span).endswith("00")
    if re.search(r"\b(?:1[6789]|20)\d\d, $", before) and LISTED.match(after):
        return True
    if re.search(r"\b(?:was|were|came) $", before) and re.match(r"(?:\s*$|[.,;])", after):
        return True
    own = re.search(r"(?:\b(?:the|a|its|his|her|their|our|whose)|['’]s?) $", before, re.I)
    if own:
        return bool(re.match(r" [a-z-]+(?<!s)\b", after)) and not plural
    return bool(re.match(r"\s*$", before.split("\n")[-1]) and re.match(r"[:.]? ?\n", after))


def _span_of_years(found: Found, after: str) -> bool:
    """ "the 2023-24 school year"; not "2019-05", "2000-2020 workers"."""
    first, last = found.parts["y"], found.parts["y2"]
    ends = int(last) if len(last) == 4 else int(first[:2] + last)
    near = len(last) == 4 or (int(last) > 12 or ends - int(first) == 1)
    return near and 0 < ends - int(first) < 100 and not PEOPLE.match(after)


def _ahead(draft: Draft, found: Found) -> bool:
    """ "will strike in two weeks"; not "the first to strike in 10 years", "lost $300 in two weeks"."""
    tokens = draft.tokens(found.span)
    verb = governor(tokens.root) if len(tokens) else None
    before = draft.text[draft.sentence(found.span.start).start_char : found.span.start]
    if verb is None or verb.lemma_ not in listed("coming") or RECORD.search(before):
        return False
    told = any(c.dep_ in {"dobj", "attr"} and c.i < tokens[0].i for c in verb.children)
    own = {c.lower_ for c in verb.children}
    place = verb.lemma_ not in {"take", "hold"} or bool(own & {"place", "be"})
    return (not told or verb.lemma_ == "take") and place and of_verb(draft, verb) == "future"


def direction(draft: Draft, span: Span) -> Direction | None:
    """The side of publication, from words right before and the tense of the governing verb; None if nothing tells."""
    sentence = draft.sentence(span.start)
    before = draft.text[max(sentence.start_char, span.start - 60) : span.start]
    if SINCE.search(before):
        return "past"
    if CAME.match(draft.text, span.end, sentence.end_char):
        return "past"
    if PUT_OFF.search(before) or WARNED.search(before):
        return "future"
    if AHEAD.search(before) and not re.search(r"\b(?:was|were|had been) \w+ \w+\s*$", before):
        return "future"
    tokens = draft.tokens(span)
    if not len(tokens):
        return None
    if re.match(r"['’]s\b", draft.text[span.end :]) and HELD.search(before):
        return "past"
    if _right_after_past(draft, tokens[0]) or _right_before_past(tokens):
        return "past"
    root = tokens.root
    if _planned(root) or _plain_verb_before(draft, tokens[0]):
        return "future"
    verb = _verb_above(root)
    if verb is not None and attributive(draft, span) and tense(verb) in {"present", "progressive"}:
        return "past"
    if verb is None:
        verb = sentence.root if sentence.root.pos_ in {"VERB", "AUX"} else None
    return None if verb is None else of_verb(draft, verb)


def _verb_above(token: Token) -> Token | None:
    """The verb that governs the time; participles ("beginning Monday") give way to the verb above them."""
    verb = governor(token)
    if verb is not None and verb.lower_ == "rule" and verb.head.lemma_ == "work":
        verb = verb.head  # "working to rule" is no infinitive
    while verb is not None and verb.tag_ == "VBG" and not auxiliaries(verb) and governor(verb) is not None:
        verb = governor(verb)
    return verb


def _right_after_past(draft: Draft, first: Token) -> bool:
    """ "said Monday", "announced on Thursday": the day is that of the verb before it, whatever follows."""
    i = first.i - 1
    while i >= 0 and draft.doc[i].lower_ in {"on", "early", "late", "in", "at"}:
        i -= 1
    if i < 0:
        return False
    verb = draft.doc[i]
    return verb.tag_ == "VBD" and verb.lemma_ not in {"be", "have", "set"} and verb.sent == first.sent


def _right_before_past(day: Words) -> bool:
    """ "a meeting on Wednesday rejected the offer": the day of a noun whose verb, right behind it, is of the past."""
    noun = next((a for a in day.root.ancestors if a.pos_ != "ADP"), None)
    i = day[-1].i + 1
    if noun is None or noun.pos_ not in {"NOUN", "PROPN"} or i >= len(day.doc):
        return False
    verb = day.doc[i]
    return verb.tag_ == "VBD" and verb.lemma_ not in {"be", "have", "set", "plan"} and verb.sent == day.root.sent


def attributive(draft: Draft, span: Span) -> bool:
    """Whether a month belongs to a noun ("the April offer", "the death of a worker in July")."""
    root = draft.tokens(span).root
    if draft.words(span).rstrip(".").split()[-1].lower() not in months():
        return False
    above = next((a for a in root.ancestors if a.pos_ not in {"ADP", "ADV", "SCONJ"}), None)
    if above is None or above.lemma_.lower() in {"end", "beginning", "start", "middle", "close", "rest"}:
        return False  # "until the end of August"
    return above.pos_ in {"NOUN", "PROPN"} and above.lemma_.lower() not in listed("events")


def _plain_verb_before(draft: Draft, first: Token) -> bool:
    """ "custodians vote Tuesday": a plain form that the parser takes for a noun."""
    if first.i < 2:
        return False
    verb, before = draft.doc[first.i - 1], draft.doc[first.i - 2]
    plain = verb.lower_ in {"vote", "meet", "rally", "march", "return", "decide"} and verb.sent == first.sent
    finite = any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in first.sent if t.i < verb.i)
    return plain and not finite and before.tag_ in {"NNS", "NNPS", "NNP"}


def _planned(root: Token) -> bool:
    """ "has announced a rally on Saturday", "a strike planned for Monday"."""
    noun = next((a for a in root.ancestors if a.pos_ in {"NOUN", "PROPN", "VERB", "AUX"}), None)
    if noun is None or noun.pos_ not in {"NOUN", "PROPN"} or noun.lemma_.lower() not in listed("events"):
        return False
    above = noun.head
    if noun.dep_ == "pobj":
        above = above.head
    perfect = above.tag_ in {"VBN", "VBZ", "VBP", "VBG"} or root.head.lower_ == "for"  # "called a strike for Monday"
    return above.pos_ == "VERB" and above.lemma_ in listed("planning") and perfect


def of_verb(draft: Draft, verb: Token) -> Direction | None:
    """The side of publication that a verb's tense tells."""
    how = tense(verb)
    helps = {a.lower_ for a in auxiliaries(verb)}
    if helps & {"have", "'ve", "’ve"} and helps & {"would", "should", "could", "might", "may", "must"}:
        return "past"
    if verb.tag_ == "VBN" and not helps & {"was", "were", "had", "been"} and verb.lemma_ in listed("planning"):
        return "future" if verb.dep_ in {"acl", "relcl", "ROOT", "ccomp"} and verb.lemma_ != "call" else "past"
    if how == "past":
        return "past"
    if "to" in helps or verb.tag_ == "VB":
        above = verb.head
        if helps & {"did", "had"} or "have" in helps:
            return "past"
        if "to" in helps and verb.dep_ == "xcomp" and above.tag_ == "VBD" and above.lemma_ == "be":
            return "past"
        if "to" in helps and any(a.lower_ == "had" for a in above.children if a.dep_ == "aux"):
            return "past"
        return "future"
    if how in {"future", "open", "would"}:
        return "future"
    if how in {"present", "progressive"}:
        return "past" if _caption(draft, verb.idx) else "future"
    return None


def _caption(draft: Draft, at: int) -> bool:
    """Picture captions and headlines tell in the present what has happened."""
    structure = draft.structure
    index = structure.paragraph_at(at)
    if index < 0:
        return False
    paragraph = structure.paragraphs[index]
    if re.search(r"\((?:AP )?(?:Photo|Picture|Image|Credit|File)", draft.words(paragraph)):
        return True
    return structure.headline is not None and structure.headline.start <= at < structure.headline.end
