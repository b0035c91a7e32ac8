"""What an event is about: the issues that the text ties to it."""

from __future__ import annotations

import re

from kg.annotate.base import Draft
from kg.annotate.events.coreference import Happening, Mentioned
from kg.annotate.events.found import AGREED, Found, clause
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
        for mention in draft.mentions_in(whole):
            if mention.target is None or not mention.target.startswith("i:"):
                continue
            token = draft.tokens(mention.span).root
            near = event.kind == "Proposal" and 0 < mention.span.start - m.trigger.span.end < 150
            terms = near or (event.kind in AGREED | {"Proposal"} and token.i in under)
            inside = mention.span.overlaps(m.trigger.span) or (
                mention.span.end <= m.trigger.span.start and token.head == head
            )
            if mention.target == CONDUCT and not tied(draft, m, mention):
                continue  # how the talks are led is no matter of the talks
            if terms or inside or tied(draft, m, mention):
                out.append(Found("issue", mention.target, clause(draft, m, mention.span), m, 0.8))
        if event.kind == "Proposal":
            out += listed(draft, m)
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
