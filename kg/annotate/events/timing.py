"""Days that the text ties to an event: a time counts only where the parse attaches it to the event's words
or to a verb that they stand with; what is only near gives no date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING

from kg.annotate.base import Draft
from kg.annotate.events.clauses import SUBJECTS, beginning, predicates
from kg.annotate.events.roles import ACTS, GOING_ON, POSTPONING, Role, doing, later, role_of
from kg.annotate.events.triggers import Trigger, words
from kg.annotate.quantities import numbers
from kg.model import Span, TimeExpression, Value

if TYPE_CHECKING:
    from spacy.tokens import Token

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
ASIDE = frozenset({"after", "before", "following", "since", "until", "despite"})
CLAUSE = re.compile(r" [^,.;:]{0,45}")
NEAR_TO = frozenset({"eve", "ahead", "wake", "heel", "anniversary", "run", "front"})
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
ON = re.compile(r" (?:(?:on|early|late) )*")
WHEN = re.compile(r",? (?:when|as|while) ")
OF_EVENTS = frozenset({"begin", "start", "end", "set", "schedule", "plan", "slate"})
# "were due to walk out on March 3 ... will now walk out on March 17"
DUE = re.compile(
    r"(?<!is )(?<!are )(?<!now )\b(?:(?:due|set|scheduled|slated|planned) (?:to|for)|(?:was|were|had been) to)\b"
    r"(?:(?!put off|postpone|delay|moved|push)[^.;])*$",
    re.IGNORECASE,
)
NTH_BEFORE = re.compile(
    r"\bfor (?:a|the|its|their) (" + "|".join(ORDINALS) + r") (?:straight |consecutive )?day,? (?:on )?$", re.IGNORECASE
)
APART = re.compile(r"[.;:()“”\"]|, (?:and|but|while|as)\b")
NTH_BEHIND = re.compile(
    r",? for (?:a|the|its|their) (" + "|".join(ORDINALS) + r") (?:straight |consecutive )?day\b", re.IGNORECASE
)
AND_A = re.compile(r"^[^.;:]{1,40} (?:and|then|followed by) (?:a|an|another) (?:[\w-]+ ){0,3}$")
ITS_OWN = re.compile(r"\b(?:for|beginning|starting|from|since|that|which|planned|set)\b|[,;]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dated:
    """A day (month, year) that the text gives an event, and the words that tie the two together; `due` where it is
    told as a plan of the past."""

    role: Role
    value: Value
    time: TimeExpression
    span: Span
    verb: str
    due: bool = False


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
    verbs = [head, *beginning(head)] if trigger.pattern.form == "verb" else predicates(head)
    if trigger.kind in ACTS and head.dep_ not in SUBJECTS:
        verbs = [v for v in verbs if not of_its_own(v, head)]
    if head.dep_ == "pobj" and head.head.lower_ in {"as", "amid"}:  # "rallied Monday as talks stalled"
        verbs = [v for v in verbs if v != head.head.head]
    found: list[Dated] = []
    for time in draft.times:
        known = value(time)
        if known is None:
            continue
        for span in time.spans:
            if not sentence.holds(span) or of_record(draft, head, span):
                continue
            if any(d.span.holds(span) for d in draft.structure.datelines):
                continue
            behind = time.anchor is not None and time.anchor[1:].isdigit() and int(time.anchor[1:]) > span.start
            beside = draft.words(span).endswith((" after", " before"))
            if beside and trigger.span.start < span.end and not behind:
                continue  # "months after a strike" dates what follows; "after the vote on May 2" does not
            if beside and time.rule == "time-next-day" and CLAUSE.fullmatch(draft.text[span.end : trigger.span.start]):
                continue  # "the day after their contract expires" is no day of the contract
            verb = attached(draft, trigger, verbs, span)
            if verb is None or of_neighbor(draft, trigger, span):
                continue
            if verb == head and ends_on(draft, head, span):
                verb = head.head
            role = role_of(draft, span, verb, head, trigger.kind)
            role = "start" if role == "day" and beginning(head) else role  # "will begin voting on June 3"
            before = draft.text[sentence.start : span.start]
            one = role == "day" and known.datatype == "date"
            nth = (NTH_BEFORE.search(before) or NTH_BEHIND.match(draft.text, span.end)) if one else None
            if nth is not None:
                begun = back(known, nth_of(nth[1]) - 1)
                found.append(Dated("start", begun, time, joined(trigger.span, span), verb.lemma_))
            elif role is not None:
                due = DUE.search(before) is not None
                found.append(Dated(role, known, time, joined(trigger.span, span), verb.lemma_, due))
            elif known.datatype == "date" and verb.lemma_ in GOING_ON and (first := first_day(draft, head, known)):
                found.append(Dated("start", first, time, joined(trigger.span, span), verb.lemma_))
    found = set_ahead(draft, verbs, put_off(found))
    if any(v.lemma_ == "resume" and v.tag_ in {"VBD", "VBN"} for v in verbs):  # "was suspended on Nov. 20 and resumed"
        found = [d for d in found if d.role != "end" or d.verb not in words("status.yaml")["suspended"]]
    if not any(d.role in {"start", "day"} for d in found):
        found += of_nth_day(draft, trigger, sentence)
    return sorted(found, key=lambda d: (d.span, d.value.lexical))


def of_record(draft: Draft, head: Token, span: Span) -> bool:
    """ "has struck three companies since 2021": a stretch in which that was done more than once, no first day."""
    perfect = head.tag_ == "VBN" and any(c.lemma_ == "have" for c in head.children if c.dep_ == "aux")
    several = any(c.dep_ == "dobj" and c.tag_ in {"NNS", "NNPS"} for c in head.children)
    return perfect and several and draft.text[: span.start].endswith("since ")


def of_neighbor(draft: Draft, trigger: Trigger, span: Span) -> bool:
    """ "an overtime ban on Monday and a strike on June 24": of two joined nouns each with its own day, the other's."""
    head = draft.doc[trigger.head]
    if trigger.pattern.form != "noun":
        return False
    for other in draft.memo.get("actions.triggers", ()):
        first, second = sorted((trigger.span, other.span))
        if other.kind == trigger.kind or not AND_A.search(draft.text[first.end : second.start]):
            continue
        own = [
            s for t in draft.times if value(t) for s in t.spans if head.sent.start_char <= s.start < head.sent.end_char
        ]
        between = any(first.end <= s.start and s.end <= second.start for s in own)
        behind = any(second.end <= s.start for s in own)
        if between and behind and (span.start > second.end) != (trigger.span == second):
            return True
    return False


def ends_on(draft: Draft, head: Token, span: Span) -> bool:
    """ "ended a strike on Sunday": the day right behind the noun is that of the ending."""
    gap = draft.text[head.idx + len(head) : span.start]
    return head.dep_ == "dobj" and head.head.lemma_ in ENDING and ON.fullmatch(gap) is not None


def put_off(found: list[Dated]) -> list[Dated]:
    """ "planned for Monday, was postponed until June 29": of an event put off the new day alone, where there is one."""
    new = [d for d in found if d.verb in POSTPONING and d.role == "start"]
    return [d for d in found if d in new or d.role == "end"] if new else found


def set_ahead(draft: Draft, verbs: list[Token], found: list[Dated]) -> list[Dated]:
    """ "On Thursday they set a strike for June 22": the day of the setting is not that of the strike."""
    published = draft.article.published or "9999"
    ahead = any(d.value.lexical > published for d in found)
    setting = {v.lemma_ for v in verbs if v.lemma_ in {"set", "schedule", "plan", "call", "announce"}}
    return [d for d in found if not (ahead and d.verb in setting and d.value.lexical <= published)]


def of_nth_day(draft: Draft, trigger: Trigger, sentence: Span) -> list[Dated]:
    """ "On Thursday, the third day of the strike": the first day is two days before."""
    match = DAY_OF.search(draft.text[max(sentence.start, trigger.span.start - 120) : trigger.span.start])
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
    if not 0 < nth < 100 or len({known for _, _, known in days}) != 1:
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


def of_its_own(verb: Token, head: Token) -> bool:
    """ "was hurt by the strike and offered 4 percent in March": joined to its verb, about another thing."""
    objects = {c.lower_ for c in verb.children if c.dep_ == "dobj"}
    return verb.dep_ == "conj" and head not in verb.subtree and bool(objects - {"it", "them", "one"})


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
    if of_deciding(draft, head, span, trigger.kind):
        return None
    below = root
    for above in [root, *root.ancestors]:
        if above == head:
            return head
        if above.lower_ in ASIDE and above.dep_ == "prep" and below != root and below.pos_ == "NOUN":
            return None  # "struck two days after the vote on June 2"
        if above.lower_ == "of" and above.head.lemma_ in NEAR_TO and below != root:
            return None  # "on the eve of the June 6 fair"
        below = above
        if above.dep_ == "conj" and any(c.dep_ in SUBJECTS for c in above.children) and above not in verbs:
            break  # "struck on June 2, and 200 more joined on June 4": a clause of its own, whatever the parse calls it
        if above.pos_ in {"VERB", "AUX"}:
            if any(c.dep_ == "mark" and span.end < c.idx for c in above.children):
                break  # "returns on Friday after the agency lifted its lockout": the time is outside its clause
            if (
                above.lower_ in {"beginning", "starting"}
                and above.dep_ not in {"pcomp", "pobj"}
                and above != head
                and above not in verbs
            ):
                continue
            joined_on = above.dep_ == "conj" and above.lemma_ in OTHERS  # "ended a strike but warned of one in May"
            ahead = later(draft, span) and not joined_on
            if above in verbs and (above == head or ahead or (above.lemma_ not in OTHERS and not telling(above, head))):
                return above
            break
    if (begun := of_which(root, head)) is not None:
        return begun
    if shares(head, root, span):
        return head
    ending = next((v for v in verbs if v != head and v.lemma_ in ENDING and ends_with(v, root)), None)
    if ending is not None:
        return ending
    if any(c in verbs or c == head for t in draft.tokens(span) for c in t.children if c.dep_ in {"relcl", "advcl"}):
        return head
    when = WHEN.match(draft.text, span.end) if span.end < trigger.span.start else None
    if (
        when is not None
        and (when[0].endswith("when ") or begins(head, verbs))
        and not any(t.pos_ in {"VERB", "AUX"} and t not in verbs and t != head for t in finite(draft, when.end(), head))
    ):
        return head
    gap = draft.text[trigger.span.end : span.start]
    near = 0 <= span.start - trigger.span.end < 45 and not APART.search(re.sub(r"\b[ap]\.m\.", "", gap))
    between = draft.tokens(Span(trigger.span.end, span.start))[trigger.pattern.form == "verb" :]
    other = any(t.dep_ in {"acl", "relcl"} for t in draft.tokens(Span(trigger.span.end, span.start)))
    if near and not other and not any(t.pos_ in {"VERB", "AUX"} for t in between):
        above_head = verbs[0] if verbs else head
        return head if above_head.lemma_ not in OTHERS or trigger.pattern.form == "verb" else None
    return None


def shares(head: Token, time: Token, span: Span) -> bool:
    """ "On Monday they met and walked out": a time in front is that of the verbs that share the subject."""
    first = head.head
    if head.dep_ != "conj" or head.tag_ != "VBD" or first.tag_ != "VBD" or span.end > first.idx:
        return False
    own = any(c.dep_ in SUBJECTS or c.dep_ == "npadvmod" for c in head.children)
    above = next((a for a in time.ancestors if a.pos_ in {"VERB", "AUX"}), None)
    return not own and above == first


def begins(head: Token, verbs: list[Token]) -> bool:
    """ "stood still Monday as drivers went on strike": a clause that tells of the event itself, not of its end."""
    verb = head if head.pos_ == "VERB" else next(iter(verbs), None)
    return verb is not None and (verb == head or verb.lemma_ in words("status.yaml")["start"] - GOING_ON)


def of_deciding(draft: Draft, head: Token, span: Span, kind: str) -> bool:
    """ "authorized a strike Sunday", "slammed the strike on Thursday": the day of the deciding or telling."""
    if span.start < head.idx or later(draft, span):
        return False
    if head.pos_ != "NOUN":
        return head.dep_ == "xcomp" and head.head.lemma_ == "vote" and head.head.tag_ in {"VBD", "VBN"}
    gap = draft.text[head.idx + len(head) : span.start]
    if ITS_OWN.search(gap) or any(
        t.pos_ in {"VERB", "AUX"} for t in draft.tokens(Span(head.idx + len(head), span.start))
    ):
        return False
    above = head.head
    if head.dep_ == "pobj" and above.lower_ in {"about", "against"}:
        return above.head.pos_ in {"VERB", "NOUN"} and above.head.lemma_ not in {"protest", "rally", "march"}
    if head.dep_ == "dobj" and above.dep_ == "xcomp" and above.head.tag_ in {"VBD", "VBN"}:
        return above.lemma_ in OTHERS  # "voted to authorize a strike on May 3"
    if head.dep_ != "dobj" or above.tag_ != "VBD":
        return False
    return above.lemma_ in OTHERS or (kind in ACTS and above.lemma_ not in doing())


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
    if verb is None or verb.dep_ != "relcl" or verb.lemma_ not in OF_EVENTS or head.pos_ != "NOUN":
        return None
    bare = not any(c.dep_ in {"dobj", "xcomp", "ccomp"} for c in verb.children)
    inside = verb.head != head and verb.head.tag_ in {"NNS", "NNP", "NNPS"} and head in verb.head.ancestors
    above = takewhile(lambda a: a != head, verb.head.ancestors)
    return verb if bare and inside and not any(a.pos_ == "VERB" for a in above) else None


def telling(verb: Token, head: Token) -> bool:
    """A verb of saying or deciding of which the event is no subject: its time is that of the telling."""
    return (
        verb.lemma_ in words("status.yaml")["report"]
        and verb.lemma_ not in {"call"}
        and head.dep_ not in {"nsubj", "nsubjpass"}
    )
