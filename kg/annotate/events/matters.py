"""What an event is about: the issues that the text ties to it, and the terms of offers and deals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.annotate.base import Draft
from kg.annotate.events.clauses import denied
from kg.annotate.events.found import AGREED, Found, clause
from kg.annotate.events.mentioned import STOPPAGE, Happening, Mentioned
from kg.annotate.events.reach import APART, END, behind, issues_in, lemmas, listed_with, words
from kg.model import Mention, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

CONDUCT = "i:bargaining-conduct"
PAY, WAGES = "i:pay", "i:wages"
MONEY = re.compile(r"[A-Z]{3}\b")
# what talks and deals are for, no matter of theirs
FORMAL = frozenset({"i:first-contract", "i:contract-renewal", "i:recognition", CONDUCT})
TERM = 60  # characters from an offer to what is offered
REACH = 90  # characters from the event to "over" or "about", and from there to the issue
FAR = 130  # characters from a stoppage to "saying" or "after"
SAYS_TERMS = re.compile(r" (?:(?:would|will|also|also would|would also) )?(\w+)(?= )")
SETTLED = re.compile(r"[^.;]{0,25}\b(?:for|of|worth) (?=[\d$£€])")  # "settled last month for 4.8%"
OF_ISSUE = re.compile(r" (?:of|on|toward|for) (?:the |their )?(?:premiums|costs?|retirement|health|housing)\b")
# "will strike, the union said on Monday, citing": who tells it
ASIDE = re.compile(
    r", (?:(?:the|its|their|a) )?[^,.;:“”\"]{1,60} (?:said|announced|says)(?: (?:on |late |early )?\w+day)?,(?= )"
)
AS = re.compile(r" (?:as|amid) ")  # of a headline
VOTES = frozenset({"StrikeAuthorizationVote", "RatificationVote", "RepresentationElection"})
CAUSED = STOPPAGE | {"Lockout", "Slowdown", "SitIn", "Boycott"}
AIMED = CAUSED | {"Picket", "Rally", "SympathyStrike"}
TIED, LOOSE = 0.8, 0.7  # how surely over and the like tell the issue, and the reason that follows
OTHER = re.compile(r"\b(?:negotiations|talks|bargaining|strike|walkout)\b", re.IGNORECASE)  # another action between
TALKS_ON = re.compile(r" (?:on|about)(?: [\w'’-]+){0,2} ")
OF_DEALS = AGREED | {"Proposal"}
# words that open the terms of the deal of the sentence before, and words for it
OPENS = re.compile(
    r"Under (?:the|its|their) (?:[\w-]+ ){0,4}(?:deal|agreement|contract|pact|offer|proposal|settlement|terms)\b"
    r"|Among (?:the|its) (?:terms|provisions|gains|highlights)\b|Highlights\b|(?:The )?(?:key )?terms (?:are|include)",
    re.IGNORECASE,
)
SAME = {
    "Proposal": frozenset({"it", "that", "offer", "proposal", "package", "plan"}),
    "TentativeAgreement": frozenset({"it", "that", "deal", "agreement", "contract", "pact", "settlement", "package"}),
}


def tied(draft: Draft, m: Mentioned, mention: Mention) -> bool:
    """Whether a word such as over or about ties the issue to the event named before it, in one clause."""
    start = m.trigger.span.start
    if mention.span.start <= start:
        return False
    for match in words("ties").finditer(draft.text, start, mention.span.end):
        before = draft.text[m.trigger.span.end : max(m.trigger.span.end, match.start())]
        after = draft.text[match.end() : max(match.end(), mention.span.start)].rstrip(
            '“"‘'
        )  # a term: over a “speed-up”
        both = before.endswith("also ")  # "the strike comes a year after another, which also concerned pay"
        near = both or (len(before) <= REACH and not APART.search(before) and not OTHER.search(before))
        if near and len(after) <= REACH and not APART.search(after):
            return True
    return False


def caused(draft: Draft, event: Happening, m: Mentioned, sent: Span) -> list[Mention]:
    """The issues in what is told as the reason of a stoppage: "walked out after the city cut sick days"."""
    at = m.trigger.span.end
    head = draft.structure.headline
    if head is not None and head.holds(m.trigger.span) and (as_ := AS.search(draft.text, at, head.end)):
        return [x for x in behind(draft, as_.end(), head.end) if x.target != CONDUCT]
    groups = ("purposes", "causes") if event.kind in CAUSED else ("purposes",)
    hits = [words(g).search(draft.text, at, min(sent.end, at + FAR)) for g in groups]
    match = min((h for h in hits if h is not None), key=lambda h: h.start(), default=None)
    if match is None or END.search(ASIDE.sub(" ", draft.text[at : match.start()])):
        return []
    return behind(draft, match.end(), sent.end, 200)


def issues(draft: Draft, event: Happening) -> list[Found]:
    """Issues that the sentence ties to the event by over, about, in protest of ...; the terms of a proposal."""
    out: list[Found] = []
    for m in event.said:
        head = draft.doc[m.trigger.head]
        sent = Span(head.sent.start_char, head.sent.end_char)
        out += [
            Found("issue", x.target, clause(draft, m, x.span), m, sure)
            for x, sure in of_sentence(draft, event, m, sent)
            if x.target is not None
        ]
        if event.kind in OF_DEALS:
            out += listed(draft, m) + further(draft, event, m)
        if event.kind == "Proposal" or (event.kind in AGREED and SETTLED.match(draft.text, m.trigger.span.end)):
            out += raised(draft, m, [f for f in out if f.mention is m])
    if event.kind in AGREED | {"Negotiation"}:
        out = [f for f in out if f.object not in FORMAL]
    return plain(draft, out)


def of_sentence(draft: Draft, event: Happening, m: Mentioned, sent: Span) -> list[tuple[Mention, float]]:
    """The issues of the sentence that belong to the event, in reading order, each with how surely it does."""
    if event.kind == "RatificationVote":
        return []  # what is voted on is the matter of the deal
    head = draft.doc[m.trigger.head]
    reasons = event.kind in AIMED and not m.trigger.pattern.bare
    cause = {x.span for x in caused(draft, event, m, sent)} if reasons else set()
    terms = of_terms(draft, event, m) if event.kind in OF_DEALS else set()
    out: list[tuple[Mention, float]] = []
    for x in issues_in(draft, sent):
        token = draft.tokens(x.span).root
        inside = x.span.overlaps(m.trigger.span) or (x.span.end <= m.trigger.span.start and token.head == head)
        inside = inside and event.kind not in VOTES | {"Slowdown"} and x.target != "i:rights"
        near = tied(draft, m, x) or (event.kind == "Negotiation" and talked(draft, m, x))
        if x.target == CONDUCT and not near and x.span not in cause:
            continue  # how the talks are led is no matter of the talks
        if event.kind == "RepresentationElection" and not near:
            continue
        if near or inside or token.i in terms or (out and listed_with(draft, out[-1][0], x)):
            out.append((x, TIED))
        elif x.span in cause:
            out.append((x, LOOSE))
    return out


def talked(draft: Draft, m: Mentioned, mention: Mention) -> bool:
    """Whether the issue is that of "talks on late shifts"."""
    return TALKS_ON.fullmatch(draft.text, m.trigger.span.end, mention.span.start) is not None


def of_terms(draft: Draft, event: Happening, m: Mentioned) -> set[int]:
    """The tokens that tell what an offer or deal holds."""
    head = draft.doc[m.trigger.head]
    found = {t.i for t in head.subtree}
    if m.trigger.pattern.form == "verb":
        found |= {t.i for v in m.verbs[:1] for t in v.subtree}
    verb = head.head if head.dep_ in {"nsubj", "nsubjpass"} and head.head.lemma_ in lemmas("terms") else None
    if verb is not None and not denied(verb):
        found |= {t.i for t in verb.subtree}  # "the deal would raise pay"
    at = SAYS_TERMS.match(draft.text, m.trigger.span.end, head.sent.end_char)
    verbs = {t.lemma_ for t in draft.tokens(Span(at.start(1), at.end(1)))} if at is not None else set()
    if at is not None and verbs & lemmas("terms"):  # a row of verbs, as the parse may not see
        stop = END.search(draft.text, at.end(), head.sent.end_char)
        found |= {t.i for t in draft.tokens(Span(at.start(1), stop.start() if stop else head.sent.end_char))}
    if event.kind == "Proposal":
        area = Span(m.trigger.span.end, min(head.sent.end_char, m.trigger.span.end + 150))
        found |= {t.i for t in draft.tokens(area)} if area.start < area.end else set()
    return found


def further(draft: Draft, event: Happening, m: Mentioned) -> list[Found]:
    """Terms further on, to the end of the second sentence behind: "it would cap overtime", "Under the deal, ..."."""
    sent = draft.doc[m.trigger.head].sent
    same = SAME["Proposal" if event.kind == "Proposal" else "TentativeAgreement"]
    out: list[Found] = []
    for number in range(3):
        if OPENS.match(sent.text) and number:
            held = set(sent)
        else:
            held = {
                t for it in sent if it.lower_ in same and it.idx >= m.trigger.span.end for t in subtree_of_terms(it)
            }
            if number and any(t.lower_ in {"would", "will"} for t in sent.root.children):
                held |= {t for t in sent.root.children if t.dep_ in {"nsubj", "nsubjpass"}}  # "pay would rise to $18"
        out += [
            Found("issue", x.target, x.span, m, 0.7)
            for x in issues_in(draft, Span(sent.start_char, sent.end_char))
            if x.target is not None and draft.tokens(x.span).root in held
        ]
        if sent.end >= len(draft.doc):
            break
        sent = draft.doc[sent.end].sent
    return out


def subtree_of_terms(it: Token) -> set[Token]:
    """What a verb of terms with this subject holds: "it would also have ended layovers"."""
    verb = it.head
    if it.dep_ not in {"nsubj", "nsubjpass"} or verb.lemma_ not in lemmas("terms") or denied(verb):
        return set()
    return {t for v in [verb, *verb.conjuncts] for t in v.subtree}


def raised(draft: Draft, m: Mentioned, known: list[Found]) -> list[Found]:
    """Pay, where an offer or demand is a share or a sum and no other matter: "asked for 22%", "offers 9 per cent"."""
    sent = draft.doc[m.trigger.head].sent
    for q in draft.quantities:
        near = m.trigger.span.start <= q.span.start < min(m.trigger.span.end + TERM, sent.end_char)
        clear = APART.search(draft.text[m.trigger.span.end : max(m.trigger.span.end, q.span.start)]) is None
        between = Span(m.trigger.span.end, max(m.trigger.span.end, q.span.start))
        first = not issues_in(draft, between) and not OF_ISSUE.match(draft.text, q.span.end)
        alone = not known or (first and not {f.object for f in known} & {PAY, WAGES})
        if near and clear and alone and (q.unit == "percent" or MONEY.match(q.unit)):
            return [Found("issue", PAY, clause(draft, m, q.span), m, 0.7, quantities=(q.key,))]
    return []


def listed(draft: Draft, m: Mentioned) -> list[Found]:
    """Issues in the items of a list that the words open: "Our proposal includes:" with a line for each term."""
    paragraphs = draft.structure.paragraphs
    index = draft.structure.paragraph_at(m.trigger.span.start)
    if index < 0 or not draft.words(paragraphs[index]).rstrip().endswith(":"):
        return []
    out = []
    for item in paragraphs[index + 1 :]:
        if not re.match(r"[-•*–—]", draft.words(item)):
            break
        out += [Found("issue", x.target, x.span, m, 0.8) for x in issues_in(draft, item) if x.target is not None]
    return out


def plain(draft: Draft, found: list[Found]) -> list[Found]:
    """Without bare "pay" beside wages, of which it tells nothing more."""
    if not any(f.object == WAGES for f in found):
        return found
    return [f for f in found if f.object != PAY or not bare(draft, f.span)]


def bare(draft: Draft, span: Span) -> bool:
    """Whether a stretch has no word of pay but pay itself: a sum, or "pay"."""
    return all(draft.words(x.span).lower() == "pay" for x in issues_in(draft, span) if x.target == PAY)
