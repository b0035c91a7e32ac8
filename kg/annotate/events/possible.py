"""Words that speak of an event as a mere possibility, or say that there shall be none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.annotate.base import Draft

if TYPE_CHECKING:
    from kg.annotate.events.mentioned import Mentioned

HYPOTHETICAL = re.compile(
    r"\b(?:odds|risk|chance|likelihood|possibility|prospect|threat|talk|fears?|rumou?rs?|event|case|notice|deadline)"
    r" of (?:\w+ ){0,4}$|\b(?:lead|led|leading) to (?:a |an )?$|\b(?:right|able|ready|legal) to $"
    r"|\b(?:any|no|every|each) (?:\w+ )?$|\b(?:asked|ask|asking) about (?:a |an |the )?(?:possible )?$"
    r"|\b(?:rather than|instead of|without|short of|rul(?:e|es|ed|ing) out)"
    r" (?:go(?:ing)? on )?(?:a |an |any )?(?:\w+ )?$"
    r"|\bshort of (?:calling|declaring|announcing|authorizing|staging|threatening) (?:a |an )?(?:\w+ )?$"
    r"|\bnot to (?:go on )?$"
    r"|\b(?:no|any|without) (?:\w+ )?(?:plans?|intentions?|desire|wish|reason|need|appetite|mandate) (?:to|of|for) "
    r"(?:go(?:ing)? on |call(?:ing)? |hold(?:ing)? )?(?:a |an |any )?(?:\w+ )?$"
    r"|\brumou?rs? (?:[\w-]+ ){0,5}of (?:\w+ ){0,4}$"
    r"|\bnever (?:going to |gonna )?(?:be|been|have|hold|call|planned|intended|wanted|meant)(?: to)? (?:a |an |any )?"
    r"(?:\w+ )?$"
    r"|\bcall(?:s|ed|ing)? (?:it|this|that|them) (?:a |an )?(?:\w+ )?$"
    r"|\bballot(?:s|ing)? (?:[\w,'’-]+ ){0,9}$"
    r"|\b(?:possible|potential|hypothetical|eventual) $"
    r"|\b(?:odds|risk|chance|likelihood|possibility|prospect|threat|fears?|rumou?rs?|worr(?:y|ies)) that"
    r" (?:[\w’'-]+ ){1,5}$"
)
# "had threatened to lock them out, but never did"
BUT_NEVER = re.compile(
    r"[^.;:]{0,70}, but (?:it |they |he |she )?(?:never did|did not|didn[’']t|never came|never happened)\b"
)
# "called another strike for June 20" is one, "to avoid another strike" none
ANOTHER = re.compile(r"\banother (?:\w+ )?$")
# "would end a nine-day strike": of one that goes on
OVER = re.compile(r"\b(?:end|settle|halt)\w* (?:a|an|the) (?:[\w-]*(?:day|week|month)[\w-]*|long) (?:\w+ )?$")
PREVENTED = re.compile(
    r"\b(?:avert(?:s|ed|ing)?|head(?:s|ed|ing) off|stav(?:es?|ed|ing) off|call(?:s|ed|ing) off|forestall(?:s|ed|ing)?)"
    r" (?:a|an|the) (?:[\w-]+ ){0,2}$"
)
WHETHER = re.compile(r"\bwhether (?:or not )?to (?:go on |begin |call |authori[sz]e )?(?:a |an |the )?(?:\w+ )?$")
BARRED = re.compile(
    r"\b(?:bar|ban|forbid|forbidden|prohibit|outlaw)(?:s|r?red|n?ned|ed|r?ring|n?ing)? "
    r"(?:all |any )?(?:(?:[\w-]+,? ){1,3}(?:and|or) |(?:[\w’'-]+ ){0,6}from (?:going on )?)?$",
    re.IGNORECASE,
)


def barred(draft: Draft, m: Mentioned) -> bool:
    """Whether a law or contract that forbids such actions is spoken of: "the contract bars strikes"."""
    return BARRED.search(draft.text[max(0, m.trigger.span.start - 60) : m.trigger.span.start]) is not None


def hypothetical(draft: Draft, m: Mentioned) -> bool:
    """Words that speak of the event as a mere possibility; "could walk out" is a threat and no such thing."""
    before = draft.text[max(0, m.trigger.span.start - 70) : m.trigger.span.start].lower()
    if HYPOTHETICAL.search(before) or (ANOTHER.search(before) and not m.dates):
        return True
    if BUT_NEVER.match(draft.text, m.trigger.span.end):
        return True
    if PREVENTED.search(before):
        return False
    if WHETHER.search(before):
        return True
    if m.trigger.pattern.form == "verb":
        above = draft.doc[m.trigger.head].head  # "if the nurses were to strike"
        return (m.conditional and (m.tense != "future" or above.lower_ == "were")) or m.tense == "plain"
    definite = re.search(
        r"\b(?:the|this|that|its|their|our)\s+(?:[\w-]+\s+){0,2}$|[’']s?\s+(?:[\w-]+\s+){0,2}$", before
    )
    if OVER.search(before):
        return False
    if m.conditional:  # "unless it improves its offer" takes for granted that there is one
        return not m.dates and not (m.trigger.kind == "Proposal" and definite)
    return m.tense in {"would", "open"} and not m.dates and not definite
