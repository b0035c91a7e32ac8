"""What an event is about: the issues that the text ties to it."""

from __future__ import annotations

import re

from kg.annotate.base import Draft, Fact
from kg.annotate.events.found import AGREED, Found, clause
from kg.annotate.events.mentioned import Happening, Mentioned
from kg.annotate.events.parties import segments
from kg.annotate.events.wording import phrases, sentence
from kg.model import Mention, Span

ABOUT = re.compile(
    r"\b(?:over|about|concern\w*|protest(?:ing)?|demand\w*|against|for (?:better|higher|more)|seeking|address"
    r"|dispute|issue)\b",
    re.I,
)
# sentences that say what a dispute is about without naming the strike or the talks
DISPUTE = re.compile(
    r"\b(?:at issue|sticking points?|(?:main|central|key|chief|core|biggest) (?:dispute|issue|demand|concern)s?"
    r"|(?:dispute|fight|standoff|battle|row) over|(?:are|is|were|was) protesting)\b",
    re.IGNORECASE,
)
CONDUCT = "i:bargaining-conduct"
PAY = "i:pay"
MONEY = re.compile(r"[A-Z]{3}\b")
TERMS = frozenset(
    {"raise", "provide", "include", "give", "set", "guarantee", "limit", "cap", "increase", "add", "boost", "cover"}
    | {"require", "address", "lift", "contain", "offer", "grant", "bring", "ban", "bar"}
)
FORMAL = frozenset(
    {"i:first-contract", "i:contract-renewal", "i:recognition", CONDUCT}
)  # what a deal is, no term of it
TERM = 60  # characters from an offer to what is offered
OFFERS = frozenset({"Proposal", "TentativeAgreement"})
DISPUTED = frozenset({"Strike", "Walkout", "Slowdown", "Lockout", "Negotiation", "TentativeAgreement"})
# what separates a word from the event named before it: another clause or somebody's words
APART = re.compile(
    r"[.;:!?“”\"]|, (?:and|but|as|while|who)\b"
    r"|\b(?:but|because|when|while|after|before|if|unless|sa(?:id|ys?|ying)"
    r"|accord\w*)\b",
    re.IGNORECASE,
)
REACH = 90  # characters from the event to "over" or "about", and from there to the issue


def tied(draft: Draft, m: Mentioned, mention: Mention) -> bool:
    """Whether a word such as over or about ties the issue to the event named before it, in one clause."""
    start = m.trigger.span.start
    if mention.span.start <= start:
        return False
    for match in ABOUT.finditer(draft.text, start, mention.span.end):
        before = draft.text[m.trigger.span.end : max(m.trigger.span.end, match.start())]
        after = draft.text[match.end() : max(match.end(), mention.span.start)]
        both = before.endswith("also ")  # "the strike comes a year after another, which also concerned pay"
        near = both or (len(before) <= REACH and not APART.search(before))
        if near and len(after) <= REACH and not APART.search(after):
            return True
    return False


def issues(draft: Draft, event: Happening) -> list[Found]:
    """Issues that the sentence ties to the event by over, about, in protest of ...; the terms of a proposal."""
    out: list[Found] = []
    for m in event.said:
        head = draft.doc[m.trigger.head]
        whole = Span(head.sent.start_char, head.sent.end_char)
        under = {t.i for t in head.subtree} | (
            {t.i for v in m.verbs[:1] for t in v.subtree} if m.trigger.pattern.form == "verb" else set()
        )
        verb = head.head if head.dep_ == "nsubj" and head.head.lemma_ in TERMS else None
        of_subject = {t.i for t in verb.subtree} if verb is not None else set()  # "the deal would raise pay"
        for mention in draft.mentions_in(whole):
            if mention.target is None or not mention.target.startswith("i:"):
                continue
            token = draft.tokens(mention.span).root
            near = event.kind == "Proposal" and 0 < mention.span.start - m.trigger.span.end < 150
            said_of = event.kind in AGREED and token.i in of_subject
            terms = near or said_of or (event.kind in AGREED | {"Proposal"} and token.i in under)
            inside = mention.span.overlaps(m.trigger.span) or (
                mention.span.end <= m.trigger.span.start and token.head == head
            )
            if mention.target == CONDUCT and not tied(draft, m, mention):
                continue  # how the talks are led is no matter of the talks
            if terms or inside or tied(draft, m, mention):
                out.append(Found("issue", mention.target, clause(draft, m, mention.span), m, 0.8))
        if event.kind == "Proposal":
            out += listed(draft, m)
            out += raised(draft, m, [f for f in out if f.mention is m])
    return out


def raised(draft: Draft, m: Mentioned, known: list[Found]) -> list[Found]:
    """Pay, where an offer or demand is a share or a sum and no other matter: "asked for 22%", "offers 9 per cent"."""
    sent = draft.doc[m.trigger.head].sent
    for q in draft.quantities:
        near = m.trigger.span.start <= q.span.start < min(m.trigger.span.end + TERM, sent.end_char)
        clear = APART.search(draft.text[m.trigger.span.end : max(m.trigger.span.end, q.span.start)]) is None
        plain = not known or (
            q.span.start - m.trigger.span.end < 6 and not {f.object for f in known} & {PAY, "i:wages"}
        )
        if near and clear and plain and (q.unit == "percent" or MONEY.match(q.unit)):
            return [Found("issue", PAY, clause(draft, m, q.span), m, 0.7, quantities=(q.key,))]
    return []


def of_terms(draft: Draft) -> list[Fact]:
    """What is offered and demanded, as the matter of the stoppages and talks of the part that tell none themselves."""
    kinds = {a.ref: a for a in draft.actions}
    told = [f for f in draft.facts if f.predicate == "issue" and kinds[f.subject].kind in OFFERS]
    told = [f for f in told if f.object not in FORMAL]
    year = (draft.article.published or "")[:4]
    parts = segments(draft)
    out: list[Fact] = []
    for action in draft.actions:
        old = action.start is not None and action.start[:4] < year
        if (
            action.kind not in DISPUTED
            or old
            or any(f.subject == action.ref and f.predicate == "issue" for f in draft.facts)
        ):
            continue
        part = next((p for p in parts if p.holds(action.spans[0])), None)
        sides = set(action.parties)
        ours = [f for f in told if part is not None and part.holds(f.span) and sides & set(kinds[f.subject].parties)]
        seen = {f.object: f for f in reversed(ours)}
        labels = phrases(draft)
        for matter, fact in sorted(seen.items(), key=lambda x: x[1].span):
            text = sentence(draft, action.ref, "issue", matter, labels)
            out.append(Fact(action.ref, "issue", matter, fact.span, text, rule="matters.terms", confidence=0.5))
    return out


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


def issues_in(draft: Draft, area: Span) -> list[Mention]:
    return [x for x in draft.mentions_in(area) if x.target is not None and x.target.startswith("i:")]


def of_dispute(draft: Draft, event: Happening, part: Span) -> list[Found]:
    """Issues of the dispute as a whole, for its stoppage and its talks."""
    out: list[Found] = []
    if DISPUTE.search(draft.text, part.start) is None:
        return out
    view = draft.view
    for first, last in view.sentences:
        sent = Span(view.start[first], view.end[last - 1])
        match = DISPUTE.search(draft.words(sent)) if part.start <= sent.start < part.end else None
        if match is not None and not draft.structure.quoted(sent.start + match.start()):
            for x in issues_in(draft, sent):
                if x.target is not None:
                    out.append(Found("issue", x.target, x.span, event.said[0], 0.6))
    return out
