"""What words such as "deal", "contract" and "offer" stand for.

An agreement reached, one in force, an old one or a mere hope; an offer of the employer or a demand of the union.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.annotate.base import Draft
from kg.annotate.events.clauses import conditional, conjuncts, denied, governor, predicates, subject, tense
from kg.annotate.events.parties import UNIONS, entity_at
from kg.annotate.events.triggers import Trigger, words

if TYPE_CHECKING:
    from spacy.tokens import Token

AGREED = frozenset({"TentativeAgreement", "CollectiveAgreement"})
WISHED = frozenset(
    {"reach", "get", "win", "negotiate", "sign", "secure", "achieve", "have", "make", "strike", "be", "find"}
)
RATIFY = frozenset({"ratify", "approve", "accept"})
REACH = frozenset({"reach", "strike", "sign", "announce", "include", "contain", "give", "confirm", "agree", "have"})
LAPSE = frozenset({"expire", "lapse"})
COVER = frozenset({"cover", "run", "raise", "set", "govern", "represent", "take"})
OLD = re.compile(r"\b(?:previous|old|expired|last|prior|earlier|former)\b(?: [\w’'-]+){0,2} ?$", re.I)
TENTATIVE = re.compile(r"(?:tentative|provisional|preliminary)\b", re.I)
EXPIRY = re.compile(r"\b(?:expir\w+|lapse[sd]?|ran out|run out)\b", re.I)
UNION_WORDS = re.compile(
    r"\b(?:unions?|alliance|guild|federation|local|brotherhood|workers|nurses|teachers|drivers|members)\b", re.I
)


def classify(draft: Draft, found: list[Trigger]) -> list[Trigger]:
    """The triggers with kind and side settled; those that stand for nothing are left out."""
    out = []
    for trigger in found:
        if trigger.kind == "CollectiveAgreement" and trigger.pattern.form == "verb":
            if concluded(draft, trigger):
                out.append(trigger)
        elif trigger.kind == "Negotiation" and trigger.pattern.actors == "parties":
            if both_sides(draft, trigger):
                out.append(trigger)
        elif trigger.kind in AGREED:
            out.append(agreement(draft, trigger))
        elif trigger.kind == "Proposal":
            side = proposer(draft, trigger)
            if side is not None:
                out.append(replace(trigger, pattern=replace(trigger.pattern, actors=side)))
        elif trigger.kind == "Impasse" and unreal(draft, trigger):
            continue
        else:
            out.append(trigger)
    return out


def concluded(draft: Draft, trigger: Trigger) -> bool:
    """Whether workers or their union settled, or a union took the offer; not a court case or a shareholder."""
    head = draft.doc[trigger.head]
    who = subject(head)
    if who is None or denied(head) or conditional(head) or tense(head) not in {"past", "progressive", "present"}:
        return False
    hit = entity_at(draft, who)
    union = (hit is not None and hit[0].kind in UNIONS) or re.search(r"\b(?:unions?|local|guild)\b", who.lower_)
    if trigger.pattern.actors == "union":
        return bool(union)
    return bool(union) or (hit is not None and hit[0].kind == "Collective") or bool(UNION_WORDS.search(who.text))


SIDES = re.compile(r"\b(?:sides|parties|negotiators|union|company|management|bargaining (?:team|committee)s?)\b", re.I)


def both_sides(draft: Draft, trigger: Trigger) -> bool:
    """Whether those who meet are the sides: so named, a union or company, or two people joined by "and"."""
    head = draft.doc[trigger.head]
    verb = next((t for t in head.subtree if t.lemma_ in {"meet", "sit"}), head)
    who = subject(head) or subject(verb)
    if who is None or re.search(r"\b(?:board|council|court|committee|commission|lawmakers|senate)\b", who.lower_):
        return False
    kinds = [hit[0].kind for w in conjuncts(who) if (hit := entity_at(draft, w)) is not None]
    sides = sum(k in {*UNIONS, "Employer", "Person"} for k in kinds)
    return bool(SIDES.search(" ".join(t.text for t in who.subtree))) or sides > 1


def unreal(draft: Draft, trigger: Trigger) -> bool:
    """A state that would first have to come about."""
    head = draft.doc[trigger.head]
    above = governor(head)
    seen = 0
    while above is not None and seen < 3:
        if tense(above) in {"would", "open"} or denied(above):
            return True
        above = governor(above) if above.dep_ in {"xcomp", "ccomp"} else None
        seen += 1
    return denied(head) or conditional(head)


def agreement(draft: Draft, trigger: Trigger) -> Trigger:
    """The trigger as a tentative agreement, a contract (in force or run out), or as words that only refer to one."""
    head = draft.doc[trigger.head]
    verbs = predicates(head)
    above = governor(head)
    text = draft.words(trigger.span)
    before = draft.text[max(head.sent.start_char, trigger.span.start - 25) : trigger.span.start]
    hoped = wished(head, verbs, above)
    kind, bare = trigger.kind, trigger.pattern.weak or hoped
    done = [v for v in verbs if tense(v) in {"past", "gerund", "present", "progressive"} and not denied(v)]
    old = None if TENTATIVE.match(text) else OLD.search(before.split(",")[-1] + text)
    if old or any(v.lemma_ in LAPSE or ran_out(v) for v in verbs) or (trigger.pattern.weak and near_expiry(head)):
        kind, bare = "CollectiveAgreement", False
    elif trigger.kind == "TentativeAgreement" and not trigger.pattern.weak:
        bare = hoped
    elif any(v.lemma_ in RATIFY for v in done) or (
        above is not None
        and above.lemma_ in RATIFY
        and head.dep_ == "dobj"
        and tense(above) in {"past", "gerund"}
        and not denied(above)
    ):
        kind, bare = "CollectiveAgreement", False
    elif on_vote(draft, trigger):
        kind, bare = "TentativeAgreement", False
    elif any(v.lemma_ in REACH for v in done if v.lemma_ != "have") and not hoped:
        kind = (
            "CollectiveAgreement"
            if trigger.kind == "CollectiveAgreement" and not trigger.pattern.weak
            else "TentativeAgreement"
        )
        bare = False
    elif "settlement" in text.lower() and any(v.lemma_ in COVER | REACH for v in done):
        bare = False
    return replace(trigger, pattern=replace(trigger.pattern, kind=kind, bare=bare))


def ran_out(verb: Token) -> bool:
    return verb.lemma_ == "run" and any(c.lower_ == "out" for c in verb.children)


def near_expiry(head: Token) -> bool:
    """Whether expiry is said of this very noun ("contract expiring", "expiration of the contract")."""
    around = [*head.children, head.head, *(c for v in predicates(head) for c in v.subtree)]
    return any(EXPIRY.fullmatch(t.text) for t in around)


def on_vote(draft: Draft, trigger: Trigger) -> bool:
    """Whether members vote on it in the words right before: "will vote Tuesday on a four-year contract"."""
    spans = [s for a in draft.actions if a.kind == "RatificationVote" for s in a.spans]
    before = draft.text[max(0, trigger.span.start - 60) : trigger.span.start]
    return any(s.overlaps(trigger.span) for s in spans) and bool(
        re.search(r"\bvot\w+\b[^.]*\bon (?:a|an) [^.]*$", before, re.I)
    )


def wished(head: Token, verbs: list[Token], above: Token | None) -> bool:
    """Whether it is only hoped for: "progress toward an agreement", "without a contract", "failed to reach a deal"."""
    wish = words("status.yaml")["wish"]
    if denied(head) or conditional(head):
        return True
    if any(c.lower_ in {"no", "any", "fair", "better"} for c in head.children):
        return True
    if head.dep_ == "pobj" and (head.head.lower_ in wish or head.head.head.lemma_ in wish):
        return True
    for verb in [*verbs[:1], *([above] if above is not None else [])]:
        if verb.lemma_ in {"seek", "want", "need", "hope", "deserve", "demand", "win", "get", "expect"} or denied(verb):
            return True
        if tense(verb) in {"open", "would", "plain", "future"} and verb.lemma_ in WISHED:
            return True
        if verb.lemma_ in WISHED and any(c.dep_ == "mark" and c.lower_ in {"until", "till"} for c in verb.children):
            return True  # "will last until they have a contract"
        if verb.dep_ in {"xcomp", "pcomp", "acl"} and verb.head.lemma_ in {
            "fail",
            "focus",
            "work",
            "hope",
            "try",
            "aim",
            "on",
            "toward",
            "commit",
        }:
            return True
    return False


def proposer(draft: Draft, trigger: Trigger) -> str | None:
    """union or employer, whose proposal it is; None where the words speak of no offer in bargaining."""
    head = draft.doc[trigger.head]
    text = draft.words(trigger.span).lower()
    if trigger.pattern.form == "noun":
        if re.search(r"(?:claim|demand)s?$", text):
            return "union"
        owner = next(
            (c for c in head.children if c.dep_ in {"poss", "compound"} and not re.search(r"offer|contract", c.text)),
            None,
        )
        hit = entity_at(draft, owner) if owner is not None else None
        if hit is not None and (
            hit[0].kind in UNIONS or (hit[0].kind == "Collective" and UNION_WORDS.search(hit[0].name))
        ):
            return "union"
        if owner is not None and UNION_WORDS.search(owner.text):
            return "union"
        if hit is not None and hit[0].kind == "GovernmentBody" and owner is not None:
            return "employer"
        if hit is not None and hit[0].kind not in {"Employer", "Collective", "FormalOrganization"}:
            return None
        return "employer"
    who = subject(head)
    if who is None or denied(head):
        return None
    hit = entity_at(draft, who)
    if hit is None:
        offered = text.startswith("offer")
        if UNION_WORDS.search(" ".join(t.text for t in who.subtree)):
            return "union"
        return (
            "employer" if offered and who.lower_ in {"we", "it", "they", "company", "employer", "employers"} else None
        )
    if hit[0].kind in UNIONS or (
        hit[0].kind == "Collective" and UNION_WORDS.search(hit[0].name + " union" * bool(hit[0].union))
    ):
        return "union"
    public = hit[0].kind == "GovernmentBody" and text.startswith("offer")  # a province, a city, a school board
    return "employer" if public or hit[0].kind == "Employer" else None
