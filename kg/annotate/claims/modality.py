"""How a proposition is put: as fact, plan, expectation, opinion or request; and whether it is denied."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg.annotate.claims.propositions import Proposition
from kg.annotate.lexicons import load_lexicon
from kg.annotate.polarity import evaluates
from kg.model import Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

FIRST = {"i", "we"}
DUTY = {"must", "need", "have", "ca", "can", "cannot", "should"}
PREDICATIVE = {"acomp", "attr", "oprd", "dobj", "xcomp"}


@cache
def words() -> dict[str, frozenset[str]]:
    """The lists of modality.yaml."""

    data = load_lexicon("modality.yaml")
    return {key: frozenset(item["words"]) for key, item in data.items()}


def requested(statement: Statement) -> bool:
    """Whether the cue asks for what is in the content."""
    return (statement.cue_lemma or "") in words()["request_cues"]


def modality(statement: Statement, clause: Proposition, agent: bool = True, body: bool = False) -> str:
    """Fact, Plan, Expectation, Opinion or Request, by the cue first and then by the clause itself.

    `agent` tells whether the subject is somebody who can intend: of an event, "would" is no plan. `body` tells whether
    it is an organization: what one must do is asked of it, what patients must do is told.
    """
    cue, verb, lists = statement.cue_lemma or "", clause.verb, words()
    if verb is not None and asserted(verb):
        cue = ""  # "because" and "when" clauses are not what is asked, planned or judged
    if cue in lists["request_cues"]:
        return "Request"
    if cue in lists["expectation_cues"]:
        return "Expectation"
    if cue in lists["judgment_cues"]:
        return "Opinion"
    if verb is None:
        return "Plan" if cue in lists["plan_cues"] else "Fact"
    if asks(verb, clause.subject) or (body and must(verb)):
        return "Request"
    if judges(verb, clause.subject):
        return "Opinion"
    if expects(verb, agent):
        return "Expectation"
    if plans(verb) or cue in lists["plan_cues"]:
        return "Plan"
    return "Fact"


def asks(verb: Token, subject: Token | None) -> bool:
    """First person with a verb of asking, an imperative, or what somebody else should do."""
    helps = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    if subject is not None and subject.lower_ in FIRST:
        if verb.lemma_ == "call" and not any(
            c.dep_ == "prep" and c.lower_ in {"on", "upon", "for"} for c in verb.children
        ):
            return False
        return verb.lemma_ in words()["asking"] and "have" not in helps and not passive(verb)
    if "should" in helps and not past(verb):
        return verb.lemma_ != "be"
    return subject is None and verb.tag_ == "VB" and not helps - {"do"} and verb.dep_ in {"ROOT", "ccomp", "parataxis"}


def judges(verb: Token, subject: Token | None) -> bool:
    """An evaluation, a judgment of motive, or a duty that the speaker puts on himself."""
    lists = words()
    helps = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    if verb.lemma_ in lists["thinking"] or verb.lemma_ in lists["judging"]:
        return True
    if "should" in helps and (past(verb) or verb.lemma_ == "be"):
        return True
    parts = [c for c in verb.children if c.dep_ in PREDICATIVE]
    if any(c.lemma_ in lists["judging"] for c in parts):
        return True
    if verb.lemma_ == "be" and any(evaluates(t) for c in parts if c.dep_ != "dobj" for t in near(c)):
        return True
    above = verb.head
    if (
        verb.dep_ in {"ccomp", "csubj", "advcl", "acl"}
        and above.lemma_ == "be"
        and not asserted(verb)
        and any(evaluates(c) for c in above.children if c.dep_ in {"acomp", "attr"})
    ):
        return True
    return (
        subject is not None
        and subject.lower_ in FIRST
        and bool(helps & DUTY)
        and any(t.lower_ == "longer" for t in verb.subtree)
    )


def near(part: Token) -> list[Token]:
    """A predicate with the words that qualify it and those joined to it."""
    return [part, *part.conjuncts, *(c for c in part.children if c.dep_ in {"amod", "advmod", "compound"})]


def asserted(verb: Token) -> bool:
    """Whether a clause is opened by because, when and the like."""
    return any(
        c.dep_ in {"mark", "advmod"} and c.lower_ not in {"that"} and c.tag_ in {"IN", "WRB"} for c in verb.lefts
    )


def expects(verb: Token, agent: bool) -> bool:
    """May, could, is expected to, is likely to; "would" of an event."""
    lists = words()["expecting"]
    denied = any(c.dep_ == "neg" for c in verb.children)  # "could not be verified" tells what was
    for child in verb.children:
        if child.dep_ in {"aux", "advmod", "acomp", "oprd"} and (child.lower_ in lists or child.lemma_ in lists):
            return not (denied and child.lower_ == "could")
    if verb.lower_ in lists or verb.lemma_ in lists:
        return True
    return not agent and any(c.dep_ == "aux" and c.lower_ in {"would", "'d", "’d"} for c in verb.children)


def plans(verb: Token) -> bool:
    """Will, would, going to, plans to, is to."""
    if any(
        c.dep_ == "aux" and c.lower_ in {"will", "wo", "'ll", "’ll", "shall", "would", "'d", "’d"}
        for c in verb.children
    ):
        return True
    inf = any(c.dep_ == "xcomp" and any(g.lower_ == "to" for g in c.children) for c in verb.children)
    return inf and verb.lemma_ in words()["planning"]


def must(verb: Token) -> bool:
    """Must, needs to, has to do something."""
    if any(c.dep_ == "aux" and c.lower_ == "must" for c in verb.children):
        return not past(verb) and verb.lemma_ != "be"
    inf = any(c.dep_ == "xcomp" and any(g.lower_ == "to" for g in c.children) for c in verb.children)
    return verb.lemma_ in {"need", "have"} and verb.tag_ in {"VBZ", "VBP"} and inf


def past(verb: Token) -> bool:
    """Whether the verb has "have" among its auxiliaries ("should have settled")."""
    return any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)


def passive(verb: Token) -> bool:
    """Whether the verb is passive ("I have been asked")."""
    return any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children)


def negated(clause: Proposition) -> bool:
    """Whether the proposition is negative: its finite verb is, or its subject or object is nobody or nothing."""
    verb = clause.verb
    if verb is None:
        return False
    for child in verb.children:
        if child.dep_ == "neg" or child.lower_ in {"never", "cannot"}:
            return True
        if child.dep_ in {"nsubj", "nsubjpass", "dobj", "attr", "expl"} and nobody(child):
            return True
    above = [c for c in verb.children if c.dep_ == "aux"]
    return any(c.dep_ == "neg" for a in above for c in a.children)


def nobody(token: Token) -> bool:
    """Whether a noun phrase is empty: nobody, nothing, no strike vote, not a single operator."""
    never = words()["never"]
    return token.lower_ in never or any(
        c.lower_ in never and c.dep_ in {"det", "neg", "preconj", "advmod"} for c in token.children
    )
