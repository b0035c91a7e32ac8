"""Days and lengths that the text ties to an event: a time counts only where the parse attaches it to the event's words
or to a verb that they stand with; what is only near gives no date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import takewhile
from typing import TYPE_CHECKING, Literal

from kg.annotate.base import Draft
from kg.annotate.events.clauses import predicates
from kg.annotate.events.triggers import Trigger, words
from kg.annotate.quantities import numbers
from kg.model import Quantity, Span, TimeExpression, Value

if TYPE_CHECKING:
    from spacy.tokens import Token

Role = Literal["start", "end", "day"]
DESIGNATORS = {"year": "P{}Y", "month": "P{}M", "week": "P{}W", "day": "P{}D", "hour": "PT{}H", "minute": "PT{}M"}
# verbs whose time is that of the deciding or telling, not of the event that is their object
OTHERS = frozenset(
    {
        "file",
        "petition",
        "request",
        "authorize",
        "authorise",
        "approve",
        "announce",
        "threaten",
        "vote",
        "reject",
        "back",
        "warn",
        "predict",
    }
)
BEFORE = re.compile(
    r"\b(since|until|till|through|by|from|after|before|beginning|starting|as early as|no earlier than|effective|due)"
    r"(?: (?:at|on|about|around|[\d:]+|[ap]\.?m\.?|noon|midnight|early|late|the|\w+ (?=night)))*\s*$",
    re.IGNORECASE,
)
PARTICLES = {
    "come": {"down"},
    "break": {"off", "down", "up"},
    "run": {"out"},
    "pass": {"date"},
    "go": {"up", "on"},
    "kick": {"off"},
}

ASIDE = frozenset({"after", "before", "following", "since", "until", "despite"})
STOPPED = frozenset({"Strike", "Walkout", "Slowdown", "Lockout", "Picket", "Rally", "SitIn"})
VOTES = frozenset({"StrikeAuthorizationVote", "RatificationVote", "RepresentationElection"})
GOING_ON = frozenset({"continue", "enter", "remain", "persist", "stretch", "drag"})  # what has begun before
ENDING = frozenset({"end", "conclude", "finish", "halt"})
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
NTH_DAY = re.compile(
    r"\b(?:for|on|into|enter(?:s|ed|ing)?) (?:the|its|their|a|his|her) ("
    + "|".join(ORDINALS)
    + r"|\d{1,2}(?:st|nd|rd|th))"
    r"(?: straight| consecutive| successive)? day\b",
    re.IGNORECASE,
)

DAY_OF = re.compile(
    r"\b(?:("
    + "|".join(ORDINALS)
    + r"|\d{1,2}(?:st|nd|rd|th)) day|day (\w+)) of (?:the|a|an|their|its) (?:[\w-]+ ){0,2}$",
    re.IGNORECASE,
)
WHEN = re.compile(r",? when ")

# "in the run-up to Christmas": no day of the event
NEAR_ONLY = re.compile(r"\b(?:run-?up|lead-?up|ahead|prior|leading up|close|next)(?: of| to)? $", re.IGNORECASE)
# "was originally planned for Sept. 30": the day that it was put off from
GIVEN_UP = re.compile(
    r"\b(?:originally|initially|first) (?:planned|scheduled|set|due|slated|called)\b[^.]*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A day (month, year) that the text gives an event, and the words that tie the two together."""

    role: Role
    value: Value
    time: TimeExpression
    span: Span
    verb: str


def value(time: TimeExpression) -> Value | None:
    """The calendar value of a time; None for an interval, an open or an ambiguous one."""
    if time.value is None or time.alternatives:
        return None
    lexical = time.value[:10]
    datatype = {4: "gYear", 7: "gYearMonth", 10: "date"}.get(len(lexical))
    return Value(lexical, datatype) if datatype else None


def joined(first: Span, second: Span) -> Span:
    return Span(min(first.start, second.start), max(first.end, second.end))


def dates(draft: Draft, trigger: Trigger) -> list[Dated]:
    """Days that belong to the event of the trigger, in reading order."""
    head = draft.doc[trigger.head]
    sentence = Span(head.sent.start_char, head.sent.end_char)
    verbs = [head] if trigger.pattern.form == "verb" else predicates(head)
    found: list[Dated] = []
    for time in draft.times:
        known = value(time)
        if known is None:
            continue
        for span in time.spans:
            if not sentence.holds(span):
                continue
            behind = time.anchor is not None and time.anchor[1:].isdigit() and int(time.anchor[1:]) > span.start
            if draft.words(span).endswith((" after", " before")) and trigger.span.start < span.end and not behind:
                continue  # "six months after NUHW launched ..." dates what follows; "after the vote on May 2" does not
            verb = attached(draft, trigger, verbs, span)
            if verb is None:
                continue
            role = role_of(draft, span, verb, head, trigger.kind)
            if role is not None:
                found.append(Dated(role, known, time, joined(trigger.span, span), verb.lemma_))
            elif known.datatype == "date" and verb.lemma_ in GOING_ON and (first := first_day(draft, head, known)):
                found.append(Dated("start", first, time, joined(trigger.span, span), verb.lemma_))
    if not any(d.role in {"start", "day"} for d in found):
        found += of_nth_day(draft, trigger, sentence)
    return sorted(found, key=lambda d: (d.span, d.value.lexical))


def of_nth_day(draft: Draft, trigger: Trigger, sentence: Span) -> list[Dated]:
    """ "On Thursday, the third day of the strike": the first day is two days before."""
    match = DAY_OF.search(draft.text[sentence.start : trigger.span.start])
    nth = nth_of(match[1] or match[2]) if match is not None else 0
    published = draft.article.published or ""
    days = [
        (s, t, known)
        for t in draft.times
        for s in t.spans
        if sentence.holds(s)
        and (known := value(t)) is not None
        and known.datatype == "date"
        and known.lexical <= published
    ]
    if not 1 < nth < 100 or len({known for _, _, known in days}) != 1:
        return []
    span, time, known = days[0]
    return [Dated("start", back(known, nth - 1), time, joined(trigger.span, span), "")]


def nth_of(word: str) -> int:
    """The number of an ordinal or of a figure; 0 for another word."""
    word = word.lower()
    if word in ORDINALS:
        return ORDINALS.index(word) + 1
    digits = word.rstrip("stndrh")
    return int(digits) if digits.isdigit() else int(numbers.value(word) or 0)


def back(day: Value, days: int) -> Value:
    return Value((date.fromisoformat(day.lexical) - timedelta(days)).isoformat(), "date")


def first_day(draft: Draft, head: Token, day: Value) -> Value | None:
    """The first day, counted back: "continued for the fourth day on Thursday", "entered its third day Friday"."""
    match = NTH_DAY.search(head.sent.text)
    if match is None:
        return None
    nth = nth_of(match[1])
    return back(day, nth - 1) if 1 < nth < 100 else None


def attached(draft: Draft, trigger: Trigger, verbs: list[Token], span: Span) -> Token | None:
    """The word that ties a time to the trigger: the trigger's noun, or a verb that it stands with."""
    head = draft.doc[trigger.head]
    root = draft.tokens(span).root
    if trigger.span.holds(span):
        return head
    below = root
    for above in [root, *root.ancestors]:
        if above == head:
            return head
        if above.lower_ in ASIDE and above.dep_ == "prep" and below != root and below.pos_ == "NOUN":
            return None  # "struck two days after the vote on June 2"
        below = above
        if above.pos_ in {"VERB", "AUX"}:
            if (
                above.lower_ in {"beginning", "starting"}
                and above.dep_ not in {"pcomp", "pobj"}
                and above != head
                and above not in verbs
            ):
                continue
            if above in verbs and (
                above == head or later(draft, span) or (above.lemma_ not in OTHERS and not telling(above, head))
            ):
                return above
            break
    if (begun := of_which(root, head)) is not None:
        return begun
    ending = next((v for v in verbs if v != head and v.lemma_ in ENDING and ends_with(v, root)), None)
    if ending is not None:
        return ending
    if any(c in verbs or c == head for t in draft.tokens(span) for c in t.children if c.dep_ in {"relcl", "advcl"}):
        return head
    when = WHEN.match(draft.text, span.end) if span.end < trigger.span.start else None
    if when is not None and not any(
        t.pos_ in {"VERB", "AUX"} and t not in verbs and t != head for t in finite(draft, when.end(), head)
    ):
        return head
    gap = draft.text[trigger.span.end : span.start]
    near = 0 <= span.start - trigger.span.end < 45 and not re.search(r"[.;:“”\"]", re.sub(r"\b[ap]\.m\.", "", gap))
    if near and not any(t.pos_ in {"VERB", "AUX"} for t in draft.tokens(Span(trigger.span.end, span.start))[1:]):
        above_head = verbs[0] if verbs else head
        return head if above_head.lemma_ not in OTHERS or trigger.pattern.form == "verb" else None
    return None


def finite(draft: Draft, start: int, head: Token) -> list[Token]:
    """The words from an offset to the event's own."""
    return [t for t in draft.tokens(Span(start, head.idx + 1)) if t.tag_ in {"VBD", "VBN", "VBZ", "VBP", "MD"}]


def ends_with(verb: Token, time: Token) -> bool:
    """ "voted Monday to end their strike", "ratified it today, ending a strike": its day is the last."""
    above = verb.head
    if above.dep_ == "xcomp" and above.head.pos_ == "VERB" and verb.tag_ == "VBG":
        above = above.head  # "voted today to ratify it, ending"
    if above.pos_ != "VERB" or above.tag_ not in {"VBD", "VBN"} or not any(a == above for a in time.ancestors):
        return False
    nearest = next((a for a in time.ancestors if a.pos_ in {"VERB", "AUX"}), None)
    if verb.tag_ == "VBG" and verb.dep_ == "advcl":
        return nearest == above and above.lemma_ not in words("status.yaml")["report"]
    return nearest == above and verb.dep_ in {"xcomp", "advcl"} and above.lemma_ in {"agree", "vote", "decide"}


def of_which(time: Token, head: Token) -> Token | None:
    """The verb of "a strike by drivers that began May 6": what begins is the strike, not who takes part."""
    verb = next((a for a in time.ancestors if a.pos_ == "VERB"), None)
    if verb is None or verb.dep_ != "relcl" or verb.lemma_ not in {"begin", "start", "end"} or head.pos_ != "NOUN":
        return None
    bare = not any(c.dep_ in {"dobj", "xcomp", "ccomp"} for c in verb.children)
    inside = verb.head != head and verb.head.tag_ in {"NNS", "NNP", "NNPS"} and head in verb.head.ancestors
    above = takewhile(lambda a: a != head, verb.head.ancestors)
    return verb if bare and inside and not any(a.pos_ == "VERB" for a in above) else None


def later(draft: Draft, span: Span) -> bool:
    """A day after publication cannot be that of a decision told of in the past."""
    published = draft.article.published or "9999"
    return any(span in t.spans and t.value is not None and t.value > published[: len(t.value)] for t in draft.times)


def telling(verb: Token, head: Token) -> bool:
    """A verb of saying or deciding of which the event is no subject: its time is that of the telling."""
    return (
        verb.lemma_ in words("status.yaml")["report"]
        and verb.lemma_ not in {"call"}
        and head.dep_ not in {"nsubj", "nsubjpass"}
    )


def particle_fits(verb: Token) -> bool:
    wanted = PARTICLES.get(verb.lemma_)
    return wanted is None or any(
        c.lower_ in wanted or any(x.lower_ in wanted for x in c.subtree) for c in verb.children
    )


def role_of(draft: Draft, span: Span, verb: Token, head: Token, kind: str) -> Role | None:
    """Whether the time is the first day, the last or the day of the event; None if it is neither."""
    if own_day(draft, span, head):
        return "day"
    before = BEFORE.search(draft.text[max(0, span.start - 40) : span.start])
    word = before[1].lower().replace("due", "") if before else ""
    lists = words("status.yaml")
    if NEAR_ONLY.search(draft.text[max(0, span.start - 14) : span.start]):
        return None
    if GIVEN_UP.search(draft.text[max(0, span.start - 40) : span.start]):
        return None
    if word in {"until", "till", "through"}:
        return "end"
    if word in {"by", "before", "after", "no earlier than"}:
        return None
    if word == "since":
        return "start" if not record(head, draft.tokens(span).root) and verb.pos_ in {"VERB", "AUX"} else None
    if verb != head or head.pos_ == "VERB":
        if verb.lemma_ in lists["averted"] or (verb.lemma_ in GOING_ON and verb != head):
            return None
        if verb.lemma_ in {"expire", "lapse"} and kind in STOPPED:
            return None
        if verb.lemma_ in {"count", "tally"} and kind in VOTES | {"Vote"}:
            return "end"
        if verb.lemma_ == "take" and any(c.lower_ == "effect" for c in verb.children):
            return "start"
        if verb.lemma_ == "return" and head.lemma_ in {
            "conciliation",
            "mediation",
            "table",
            "talk",
            "negotiation",
            "bargaining",
        }:
            return "start"
        if verb.lemma_ in lists["suspended"] and verb != head:
            return "end"
        if unrealized(verb):
            return None
        if verb.lemma_ in lists["end"] and particle_fits(verb) and verb != head:
            return "end"
        if verb.lemma_ in lists["start"] and particle_fits(verb):
            return "start"
    return "start" if word else "day"


def own_day(draft: Draft, span: Span, head: Token) -> bool:
    """ "after the April 3 walkout", "since Tuesday's one-day strike": the day stands with the noun itself."""
    if head.pos_ != "NOUN" or not 0 <= head.idx - span.end < 30:
        return False
    between = draft.tokens(Span(span.end, head.idx)) if head.idx > span.end + 1 else ()
    return all(t.pos_ in {"NOUN", "PROPN", "ADJ", "NUM", "PART"} or t.text in "-," for t in between)


def unrealized(verb: Token) -> bool:
    """ "was to have resumed": what did not come about."""
    helps = [c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    return verb.tag_ == "VBN" and "to" in helps and "have" in helps


def record(noun: Token, time: Token) -> bool:
    """ "the first strike since 1998": the time is that of an earlier one; an aside must hold the time."""
    marks = words("status.yaml")["record"]
    found = [c for c in noun.children if c.lower_ in marks or c.tag_ in {"JJS", "RBS"}]
    return any(c.dep_ != "appos" or c.is_ancestor(time) for c in found)


def duration(quantity: Quantity) -> Value | None:
    """An xsd:duration of an exact length; None for a range, a hedged length or another unit."""
    form = DESIGNATORS.get(quantity.unit)
    number = quantity.value
    if form is None or number is None or number != number.to_integral_value():
        return None
    return Value(form.format(int(Decimal(number))), "duration")


def lengths(draft: Draft, trigger: Trigger) -> list[tuple[Value, Quantity, Span]]:
    """Lengths of time of the event: "three-day strike", "will strike for 48 hours", "lasted 11 weeks"."""
    head = draft.doc[trigger.head]
    verbs = [head] if trigger.pattern.form == "verb" else predicates(head)
    found = []
    for quantity in draft.quantities:
        known = duration(quantity)
        if known is None or not head.sent.start_char <= quantity.span.start < head.sent.end_char:
            continue
        if length_of(draft, head, verbs, quantity):
            found.append((known, quantity, joined(trigger.span, quantity.span)))
    return found


def since_last(draft: Draft, head: Token, quantity: Quantity) -> bool:
    """ "the first in the district in 31 years", "no strike in 31 years": how long there was none."""
    if quantity.unit != "year":
        return False
    before = draft.text[head.sent.start_char : quantity.span.start].lower()
    marks = "|".join(words("status.yaml")["record"])
    return bool(re.search(rf"\b(?:{marks}|no|[a-z]+est)\b[^;]{{0,60}}\bin (?:\w+ ){{0,3}}$", before))


def length_of(draft: Draft, head: Token, verbs: list[Token], quantity: Quantity) -> bool:
    """Whether the length hangs on the event's noun, or on one of its verbs by for, after, in or "last"."""
    root = draft.tokens(quantity.span).root
    before = draft.text[max(0, quantity.span.start - 18) : quantity.span.start].lower()
    if re.search(r"\b(within|every|each|per|least|than|hours'|old|turnout of)\b", before) or re.match(
        r"['’]? ?(notice|ago|before|earlier|later|cooling)", draft.text[quantity.span.end :].lstrip()
    ):
        return False
    if since_last(draft, head, quantity):
        return False
    for above in [root, *root.ancestors]:
        if above == head:
            return head.pos_ != "VERB" or bool(re.search(r"\b(for|out|last(s|ed)?)\s*$", before))
        if above.pos_ in {"NOUN", "PROPN"} and above != root and above.i > root.i and above != head:
            return False
        if above.pos_ in {"VERB", "AUX"}:
            if above not in verbs:
                return False
            return above.lemma_ in {"last", "settle"} or bool(
                re.search(r"\b(for|after|in|lasted|over in)\s*(just |only |about )?$", before)
            )
    return False
