"""Reading the parse for stances and claims: what a verb's subject is a mention of, what is denied or only supposed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.annotate.base import Draft
from kg.model import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = {"nsubj", "nsubjpass", "csubj"}
NEGATIONS = {"no", "not", "never", "n't", "n’t", "neither", "nor", "hardly", "nobody"}
BODIES = {"Employer", "FormalOrganization", "GovernmentBody", "LaborUnion", "UnionLocal"}
ALLEGATIONS = {"charge", "allegation", "claim", "accusation", "complaint", "suggestion"}
HYPOTHETICAL = {"if", "unless", "whether"}


def mention_at(draft: Draft, token: Token) -> Mention | None:
    """The mention that a noun heads, or that it belongs to; that of its owner where the noun has none."""
    start, end, at = token.idx, token.idx + len(token), token.i
    around = (m for m in draft.mentions_at(start) if end <= m.span.end)
    covering = [m for m in around if not (m.target or "").startswith("i:")]
    same = [m for m in covering if draft.root(m.span) == at]
    pool = same or covering
    if pool:
        return max(pool, key=lambda m: (m.target is not None, m.span.end - m.span.start, -m.span.start))
    return None


def subject_mention(draft: Draft, verb: Token) -> Mention | None:
    """The mention of a verb's subject, also of the verb it is joined to or complements, or of a relative's noun."""
    current = verb
    for _ in range(6):
        for child in current.children:
            if child.dep_ in SUBJECTS:
                if child.lower_ in {"who", "that", "which"} and current.dep_ == "relcl":
                    found = mention_at(draft, current.head)
                    if found is None and current.head.dep_ == "attr":  # "they were the ones who left"
                        return subject_mention(draft, current.head.head)
                    return found
                return mention_at(draft, child) or owner(draft, child)
        if current.dep_ in {"relcl", "acl"} and current.head.dep_ != "attr":
            return mention_at(draft, current.head)
        if current.dep_ == "relcl":
            current = current.head
        if current.dep_ not in {"conj", "xcomp", "acomp", "advcl", "pcomp", "prep", "attr"} or current.head == current:
            return None
        current = current.head
    return None


def acts(draft: Draft, mention: Mention) -> bool:
    """Whether a mention is of an organization, of which one can ask something."""
    entity = draft.entities.get(mention.target or "")
    return entity is not None and entity.kind in BODIES


def owner(draft: Draft, noun: Token) -> Mention | None:
    """The mention of whose a thing is ("the company's language", "the greed of Acme")."""
    for child in noun.children:
        if child.dep_ == "poss":
            return mention_at(draft, child)
    return None


def agent(draft: Draft, verb: Token) -> Mention | None:
    """The mention after "by" of a passive verb."""
    for child in verb.children:
        if child.dep_ == "agent":
            for grand in child.children:
                return mention_at(draft, grand)
    return None


def denied(token: Token) -> bool:
    """Whether an evaluative word is negated where it stands ("not fair", "isn't fair")."""
    places = [token, token.head] if token.dep_ in {"acomp", "attr", "amod", "oprd", "dobj"} else [token]
    if token.dep_ == "amod" and token.head.dep_ in {"attr", "dobj"}:
        places.append(token.head.head)
    return any(c.lower_ in NEGATIONS for place in places for c in place.children)


def hypothetical(token: Token) -> bool:
    """Whether the word stands in a clause of if or unless."""
    current = token
    for _ in range(12):
        if any(c.dep_ == "mark" and c.lower_ in HYPOTHETICAL for c in current.children):
            return True
        if current.head == current or (current.dep_ in {"conj", "ROOT"} and current.pos_ == "VERB"):
            return False
        current = current.head
    return False


def alleged(token: Token) -> bool:
    """Whether the word stands in a clause that is the content of a charge ("found merit in charges that ...")."""
    return any(a.lemma_ in ALLEGATIONS and a.pos_ == "NOUN" for a in token.ancestors)
