"""The stage an event has reached by the day of publication, from tense, words and dates (code list of the ontology)."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kg.annotate.base import Draft
from kg.annotate.events import stages as bargaining_status
from kg.annotate.events.back import at_work, beside
from kg.annotate.events.clauses import tense, unless
from kg.annotate.events.gatherings import meeting, vote
from kg.annotate.events.mentioned import MEANT_FOR, STOPPAGE, Happening, Mentioned, averted_in, published_year
from kg.annotate.events.roles import particle_fits, postponing, unrealized
from kg.annotate.events.stages import BARGAINING
from kg.annotate.events.triggers import words
from kg.annotate.times.calendar import last_day
from kg.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

VOTES = frozenset({"StrikeAuthorizationVote", "RatificationVote", "RepresentationElection"})
MEETINGS = frozenset({"Rally", "Picket", "SitIn", "LaborAction"})
AVERTED = re.compile(
    r"\b(?:(?:pulled|withdr[ae]wn?|rescinded) (?:its|their|the|that) (?:[\w-]+ )?(?=strike (?:notice|call|threat))"
    r"|call(?:ed|ing)? off|avert(?:ed|s|ing)?|head(?:ed|ing) off|staved? off|shelved|scrapped|cancell?ed)\b"
)
UNDER_WAY = re.compile(
    r"\b(?:on strike|(?:is|are) still on|(?:is|are|remains?) (?:ongoing|under way|underway|continuing)"
    r"|(?:st|nd|rd|th) day|\w+ (?:week|day|month) (?:of|on))\b"
)


def status(
    draft: Draft, event: Happening, start: str | None, end: str | None, others: list[Happening]
) -> tuple[str, Span] | None:
    """The code (UnderWay, Scheduled ...) and the words it rests on; None without a day of publication."""
    published = (draft.article.published or "")[:10]
    if len(published) != 10:
        return None
    if event.kind in BARGAINING:
        code, m = bargaining_status.stage(draft, event, start, end, published, others)
    else:
        code, m = stage(draft, event, start, end, published, others)
    return code, clause(draft, own(draft, event, code, m))


TOLD = re.compile(r"\b(?:said|says|according to|told|announced|claimed|claims|warned|added|wrote)\b")
WITH_OVER = re.compile(r"\b[Ww]ith (?:the|its|their) (?:\S+ ){0,2}\S+ over\b$")
RESPITE = re.compile(r"\b(?:suspen(?:d|s)\w*|paus\w+|reprieve|respite|postpone\w*|put off|delay\w*)\b", re.IGNORECASE)
DEADLINE = re.compile(r" (?:deadline|threat)\b")
TALK = r"(?:reports?|rumou?rs?|claims?|suggestions?|speculation|talk|word|news)"
RUMOR = re.compile(rf"\b{TALK} (?:that|of)\b[^,.;:]{{0,40}}$")
DENYING = re.compile(
    rf"\b(?:den(?:y|ies|ied|ying)|disput(?:es?|ed|ing)|dismiss(?:es|ed|ing)?|reject(?:s|ed|ing)?|refut(?:es?|ed|ing))"
    rf" (?:(?:\w+ ){{0,4}}{TALK} (?:that|of)|that)\b[^,.;:]{{0,40}}$|"
    r"\bn(?:ot|[’']t) (?:true|so|the case) that\b[^,.;:]{0,40}$"
)
FALSE = re.compile(r"[^.;]{0,60}\b(?:was|were|is|are) (?:false|untrue|wrong|unfounded|baseless|not true|incorrect)\b")
NEVER = re.compile(
    r"[^.;,]{0,60}\b(?:never (?:happened|took place|came|materiali[sz]ed|went ahead)|did not go ahead)\b"
)
LONG_AGO = 6  # months
LENGTH = re.compile(r"PT(\d+)H|P(\d+)([DW])")
HARM = "cost close shut disrupt idle halt affect hit ground cripple snarl paralyze strand"
EFFECTS = frozenset(HARM.split(" "))
MARKED = {"Scheduled": re.compile(r"\b(?:scheduled|planned|upcoming|looming|coming)\b", re.IGNORECASE)}


def own(draft: Draft, event: Happening, code: str, m: Mentioned) -> Mentioned:
    """A mention that shows the same stage in the article's own voice, if there is one."""

    def told(x: Mentioned) -> bool:
        return draft.structure.quoted(x.trigger.span.start) or bool(TOLD.search(draft.doc[x.trigger.head].sent.text))

    def same(x: Mentioned) -> bool:
        if x.denied or x.conditional:
            return False
        before = draft.text[max(0, x.trigger.span.start - 30) : x.trigger.span.start]
        marked = code in MARKED and MARKED[code].search(before.rsplit(".", 1)[-1])
        return (
            bool(marked)
            or (code in {"Scheduled", "Announced"} and x.tense == "future")
            or (code == "UnderWay" and begun(x))
        )

    return m if not told(m) else next((x for x in event.said if same(x) and not told(x)), m)


def clause(draft: Draft, m: Mentioned) -> Span:
    """The words of the mention with the verb that they stand with."""
    verb = next((v for v in m.verbs if v.sent.start_char <= m.trigger.span.start < v.sent.end_char), None)
    if verb is None:
        return m.trigger.span
    return Span(min(m.trigger.span.start, verb.idx), max(m.trigger.span.end, verb.idx + len(verb)))


def stage(
    draft: Draft, event: Happening, start: str | None, end: str | None, published: str, others: list[Happening]
) -> tuple[str, Mentioned]:
    first = event.said[0]
    if event.past is not None:
        off = next((m for m in event.said if never(draft, m) or averted(draft, m)), None)
        return ("Averted", off) if off is not None else ("Ended", first)
    if event.kind in VOTES:
        return vote(event, start, published)
    if event.kind in MEETINGS:
        off = next((m for m in event.said if called_off(draft, m)), None)
        return ("Averted", off) if off is not None else meeting(event, start, published, others)
    sure = [m for m in event.said if m.creates or not (m.denied or m.conditional)]
    for m in sure:
        found = by_verbs(draft, m) if not untrue(draft, m) else None
        ahead = (d for x in event.said for d in x.dates if d.value.lexical > published and d.role != "end")
        if found == "Suspended" and any(not d.due for d in ahead):
            found = "Scheduled"
        if found == "Averted" and any(has_begun(x) for x in sure):
            found = "Ended"  # what is called off after it has begun
        if found is not None and not (found == "Ended" and start is not None and start > published):
            return found, m
    return happening(draft, event, sure or event.said, start, end, published, others)


def never(draft: Draft, m: Mentioned) -> bool:
    """ "The strike threatened in 2012 never happened"."""
    return NEVER.match(draft.text, m.trigger.span.end, draft.doc[m.trigger.head].sent.end_char) is not None


def averted(draft: Draft, m: Mentioned) -> bool:
    """Whether what is past was averted then, and not called off once it had gone on, or told of beside such a thing."""
    head = draft.doc[m.trigger.head]
    return by_verbs(draft, m) == "Averted" and bool(
        MEANT_FOR.match(draft.text, m.trigger.span.end) or averted_in(draft, head, published_year(draft))
    )


def untrue(draft: Draft, m: Mentioned) -> bool:
    """Whether what is told of the event is said not to be so: "denied reports that the strike had ended"."""
    sentence = draft.doc[m.trigger.head].sent
    before = draft.text[sentence.start_char : m.trigger.span.start]
    after = draft.text[m.trigger.span.end : sentence.end_char]
    return DENYING.search(before) is not None or (RUMOR.search(before) is not None and FALSE.match(after) is not None)


def called_off(draft: Draft, m: Mentioned) -> bool:
    """ "A rally planned for Saturday has been called off": by a verb that the noun stands with."""
    return not (m.denied or m.conditional) and any(
        AVERTED.match(draft.text, verb.idx) and tense(verb) == "past" for verb in m.verbs
    )


def by_verbs(draft: Draft, m: Mentioned) -> str | None:
    """What the verbs with the event say at once: called off, suspended, ended."""
    lists = words("status.yaml")
    sent = draft.doc[m.trigger.head].sent
    noun = m.trigger.pattern.form == "noun"
    near = draft.text[
        max(sent.start_char, m.trigger.span.start - 40) : min(sent.end_char, m.trigger.span.end + 90)
    ].lower()
    asked = re.search(
        r"\b(?:ask|asks|asked|urge|urges|urged|appeal\w*|call\w* on|to) (?:\S+ ){0,4}?(?:to )?call off", near
    )
    if noun and AVERTED.search(near) and not asked and not m.conditional:
        return "Averted"
    if noun and WITH_OVER.search(draft.text[sent.start_char : m.trigger.span.end + 6]):
        return "Ended"
    if (told := beside(draft, m)) is not None:
        return told
    for verb in m.verbs if noun else []:
        now = tense(verb)
        if ending(verb, draft.doc[m.trigger.head]) or lifted(verb, draft.doc[m.trigger.head]):
            return "Ended"
        if unrealized(verb) and verb.lemma_ in lists["start"]:
            return "Suspended" if RESPITE.search(sent.text) else "Averted"
        head = draft.doc[m.trigger.head]
        will = verb.lemma_ in {"end", "lift"} and "will" in {c.lower_ for c in verb.lefts}
        if will and head.dep_ == "dobj" and head.head.i == verb.i:
            return "UnderWay"  # "will end its lockout on Friday"
        if now in {"open", "would", "future", "plain"} or m.conditional or m.denied:
            continue
        if verb.lemma_ in lists["suspended"] or postponing(verb):
            return None if any(v.lemma_ == "resume" and tense(v) == "past" for v in m.verbs) else "Suspended"
        if verb.lemma_ == "be" and now == "present" and (bare := {c.lower_ for c in verb.children} & {"over", "off"}):
            return "Ended" if "over" in bare else "Averted"
        if (
            (verb.lemma_ in lists["over"] or (verb.lemma_ in {"go", "be"} and lasted(verb)))
            and particle_fits(verb)
            and now == "past"
        ):
            return "Ended"
        if verb.lemma_ == "come" and any(c.lower_ == "down" or to_an_end(c) for c in verb.children):
            return "Ended"
    return None


def to_an_end(word: Token) -> bool:
    """ "has come to an end"."""
    return word.lower_ == "to" and any(c.lower_ in {"end", "close", "halt"} for c in word.children)


def ending(verb: Token, noun: Token) -> bool:
    """ "voted to ratify the contract, ending a strike": a participle under a verb of the past."""
    above = verb.head.head if verb.head.dep_ == "xcomp" else verb.head
    return (
        verb.tag_ == "VBG"
        and verb.lemma_ in {"end", "conclude", "settle"}
        and noun.head == verb
        and noun.dep_ == "dobj"
        and verb.dep_ in {"advcl", "xcomp", "conj", "dep"}
        and above.pos_ in {"VERB", "AUX"}
        and tense(above) == "past"
    )


def lifted(verb: Token, noun: Token) -> bool:
    """ "an agreement that ends a strike", "the agency lifted its lockout": what is done to it, not what it does."""
    if noun.head == verb and noun.dep_ == "nsubjpass":
        return verb.lemma_ == "lift" and tense(verb) == "past"
    if noun.head != verb or noun.dep_ != "dobj":
        return False
    return (verb.lemma_ == "end" and verb.tag_ == "VBZ" and verb.dep_ == "relcl") or (
        verb.lemma_ == "lift" and tense(verb) == "past"
    )


def lasted(verb: Token) -> bool:
    """ "went on for three days", "was over": the verb with its particle; not "went on strike"."""
    return any(
        c.lower_ in {"on", "over"} and not any(under.dep_ == "pobj" for under in c.children) for c in verb.children
    )


def authorized(m: Mentioned) -> bool:
    voted = [v.head for v in m.verbs[:1] if v.dep_ == "xcomp" and m.trigger.pattern.form == "verb"]  # "voted to strike"
    # "voted for action up to and including a strike"
    voted += [a for v in m.verbs[:1] if v.lemma_ == "include" for a in v.ancestors]
    return any(v.lemma_ in {"authorize", "authorise", "vote", "back"} for v in [*m.verbs, *voted])


def begun(m: Mentioned) -> bool:
    """Whether the words tell the event as something that happened or goes on."""
    if m.conditional or m.denied or authorized(m):
        return False
    if m.trigger.pattern.form == "verb":
        return m.tense in {"past", "progressive"}
    starts = {
        "begin",
        "start",
        "launch",
        "commence",
        "stage",
        "walk",
        "enter",
        "continue",
        "go",
        "be",
        "reach",
        "erupt",
    }
    if any(v.lemma_ in EFFECTS and tense(v) in {"past", "progressive"} and subject_of(v, m) for v in m.verbs[:1]):
        return True  # "the strike has closed 12 schools"
    return any(v.lemma_ in starts for v in m.verbs) and m.tense in {"past", "progressive", "gerund"}


def has_begun(m: Mentioned) -> bool:
    """Whether its beginning is told by the words with it: "five weeks after it began"."""
    starts = {"begin", "start", "commence", "continue"}
    return not m.conditional and any(
        v.lemma_ in starts and tense(v) in {"past", "progressive"} and not unrealized(v) for v in m.verbs
    )


def subject_of(verb: Token, m: Mentioned) -> bool:
    """Whether the noun of the mention is the subject of the verb."""
    return any(c.i == m.trigger.head and c.dep_ == "nsubj" for c in verb.children)


def happening(
    draft: Draft,
    event: Happening,
    said: list[Mentioned],
    start: str | None,
    end: str | None,
    published: str,
    others: list[Happening],
) -> tuple[str, Mentioned]:
    """Under way, ended, scheduled, authorized, threatened or announced."""
    own = next((m for m in said if begun(m)), None)
    later = start is not None and start > published[: len(start)]
    if own is not None and not later:
        over = end is not None and end < published[: len(end)]
        over |= start is None and not event.serial and told_as_over(draft.doc[own.trigger.head], own)
        over |= (long_ago(start, published) or run_out(event, start, published)) and not any(
            UNDER_WAY.search(clause_text(draft, m)) for m in said
        )
        follow = event.kind == "SympathyStrike" and any(
            o.code == "Ended" for o in others if o.kind in STOPPAGE and o.past is None
        )
        return ("Ended" if over or follow or at_work(draft, event, others) else "UnderWay"), own
    going = next((m for m in said if UNDER_WAY.search(clause_text(draft, m)) and not m.denied), None)
    if going is not None and not later:
        return "UnderWay", going
    threat = next((m for m in said if m.tense == "open" or (m.tense in {"future", "would"} and conditioned(m))), None)
    threat = threat or next((m for m in said if any(v.lemma_ == "threaten" for v in m.verbs[:1])), None)
    voted = next((m for m in said if authorized(m)), None)
    firm = next(
        (
            m
            for m in said
            if m.creates and m.tense in {"future", "progressive"} and not conditioned(m) and not m.conditional
        ),
        None,
    )
    firm_threat = threat is not None and threat.tense == "future" and later
    if voted is not None and not firm_threat and (not later or threat is not None):
        return "Authorized", voted
    if threat is not None and (firm is None or any(conditioned(m) for m in said)):
        return "Threatened", threat
    if later:
        dated = next((m for m in said if m.dates), said[0])
        return "Scheduled", dated
    if start is not None:
        over = end is not None and end < published[: len(end)]
        over |= long_ago(start, published) or run_out(event, start, published)
        return ("Ended" if over else "UnderWay"), said[0]
    if voted is not None:
        return "Authorized", voted
    if firm is not None:
        return "Announced", firm
    if any(DEADLINE.match(draft.text, m.trigger.span.end) for m in event.said):
        return "Threatened", said[0]
    if all(m.denied or m.conditional or m.tense in {"would", "open"} for m in said):
        return "Threatened", said[0]
    past = next((m for m in said if m.tense == "past"), None)
    if (
        past is not None
        and past.trigger.pattern.form == "noun"
        and past.verbs[0].lemma_ in {"announce", "plan", "propose"}
    ):
        return "Announced", past
    return ("UnderWay", past) if past is not None else ("UnderWay", said[0])


def told_as_over(verb: Token, m: Mentioned) -> bool:
    """ "struck for 11 days": a length with a plain past."""
    return m.trigger.pattern.form == "verb" and verb.tag_ == "VBD" and bool(m.lengths)


def long_ago(start: str | None, published: str) -> bool:
    """Whether an event began so long before the story that, told in the past, it is over: "last fall's walkout"."""
    if start is None or len(start) < 7:
        return False
    months = 12 * (int(published[:4]) - int(start[:4])) + int(published[5:7]) - int(start[5:7])
    return months >= LONG_AGO


def run_out(event: Happening, start: str | None, published: str) -> bool:
    """Whether a stoppage of a set length, "a three-day strike" begun on June 1, was over by the day of publication."""
    lengths = {v.lexical for m in event.said for v, _, _ in m.lengths if m.creates and not m.conditional}
    match = LENGTH.fullmatch(next(iter(lengths))) if len(lengths) == 1 and not event.serial else None
    if match is None or start is None or event.kind not in STOPPAGE or len(start) < 7:
        return False
    if len(start) == 7:  # "staged a one-hour walkout in February"
        start = last_day(int(start[:4]), int(start[5:])).isoformat()
    days = max(1, int(match[1] or 0) // 24) if match[1] else int(match[2]) * (7 if match[3] == "W" else 1)
    return date.fromisoformat(start) + timedelta(days) <= date.fromisoformat(published)


def clause_text(draft: Draft, m: Mentioned) -> str:
    return draft.text[max(0, m.trigger.span.start - 15) : m.trigger.span.end + 30].lower()


def conditioned(m: Mentioned) -> bool:
    return any(unless(v) for v in m.verbs[:1])
