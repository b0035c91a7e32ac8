"""Reading the parse: the verb that governs a word, its subject, the verbs that a noun stands with, tense and mood."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.annotate.events.triggers import words

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
CHAIN = ("xcomp", "conj", "ccomp", "advcl", "acl")
MODALS_OPEN = {"could", "may", "might", "can"}
VERBAL = {"VERB", "AUX"}
CALLS = {"call", "launch", "stage", "hold", "begin", "start", "announce", "schedule", "organize", "organise"}


def governor(token: Token) -> Token | None:
    """The nearest verb above the word, or None at the top of a sentence without one."""
    for above in token.ancestors:
        if above.pos_ in VERBAL or any(c.tag_ == "MD" for c in above.children):
            return above  # also "would down tools", where the parse has no verb
    return None


def subject(verb: Token) -> Token | None:
    """The subject of a verb: its own, else that of the verb it is joined to (conjunct, complement, participle)."""
    seen = 0
    current: Token | None = verb
    while current is not None and seen < 5:
        for child in current.children:
            if child.dep_ in SUBJECTS and child.dep_ != "expl":
                if child.lower_ in {"who", "which", "that"} and current.dep_ == "relcl":
                    return current.head
                dash = dateline(child)
                if dash is None:
                    return child
                if (who := next((c for c in child.children if c.dep_ == "appos" and c.i > dash.i), None)) is not None:
                    return who
        if current.dep_ in {"acl", "relcl"}:
            return current.head
        if current.dep_ not in CHAIN and current.pos_ != "AUX":
            return None
        current = current.head if current.head.i != current.i else None
        if current is not None and current.pos_ not in {"VERB", "AUX"}:
            current = governor(current)
        seen += 1
    return None


def dateline(word: Token) -> Token | None:
    """The dash behind a town that the parse takes for the subject of the lead: "SAN DIEGO — Cooks walked out"."""
    if not word.is_upper or len(word) < 3:
        return None
    return next((c for c in word.children if c.text in {"—", "–", "--"} and c.i > word.i), None)


def beginning(verb: Token) -> list[Token]:
    """The verb of "began refusing overtime", with which the day stands."""
    return [verb.head] if verb.dep_ == "xcomp" and verb.head.lemma_ in {"begin", "start"} else []


def conjuncts(token: Token) -> list[Token]:
    """The word and what is joined to it by and, in reading order."""
    return sorted({token, *token.conjuncts}, key=lambda t: t.i)


def predicates(noun: Token) -> list[Token]:
    """Verbs that a noun is subject or object of, with those joined to them, and those of its relative clauses."""
    found: list[Token] = []
    roots = [c for c in noun.children if c.dep_ in {"relcl", "acl"} and c.pos_ in {"VERB", "AUX"}]
    for child in noun.children:
        if child.lower_ in {"due", "set", "scheduled", "slated", "expected", "planned"}:
            roots.extend(c for c in child.children if c.dep_ in {"xcomp", "ccomp"} and c.pos_ in {"VERB", "AUX"})
    above = governor(noun)
    if above is not None and (noun.dep_ in {*SUBJECTS, "dobj", "attr", "obj", "oprd"} or linked(noun)):
        roots.append(above)
        if noun.dep_ in SUBJECTS:
            roots.extend(c for c in above.conjuncts if not any(x.dep_ in SUBJECTS for x in c.children))
            if (
                above.tag_ == "VBN"
                and above.dep_ == "advcl"
                and not any(x.dep_ in SUBJECTS for x in above.head.children)
            ):
                roots.insert(0, above.head)  # "Talks, postponed twice, are set to resume": the parse may join them so
            for child in above.children:  # "After starting on June 11, the strike will ..."
                if child.dep_ == "prep" and child.i < noun.i:
                    roots.extend(c for c in child.children if c.dep_ == "pcomp" and c.pos_ == "VERB")
    for root in roots:
        for verb in spread(root, 0):
            if verb not in found:
                found.append(verb)
    return found


def linked(noun: Token) -> bool:
    """Whether the noun hangs on its verb by one preposition ("went on strike", "returned after a strike")."""
    if noun.dep_ not in {"pobj", "conj", "npadvmod", "compound", "appos"} or noun.head.head.pos_ not in {"VERB", "AUX"}:
        return False
    aside = noun.head.lower_ in {"after", "before", "since", "despite", "amid", "during", "until"} or (
        noun.head.lower_ == "with" and noun.head.i < noun.head.head.i
    )
    return not aside or noun.head.head.lemma_ in {"return", "go", "come", "end"}


def spread(verb: Token, depth: int) -> Iterator[Token]:
    """The verb with the verbs below it that share its subject."""
    yield verb
    if depth > 2:
        return
    for child in verb.children:
        own = any(c.dep_ in SUBJECTS for c in child.children)
        if child.dep_ in {"xcomp", "conj"} and child.pos_ in {"VERB", "AUX"} and not own:
            yield from spread(child, depth + 1)


def auxiliaries(verb: Token) -> list[Token]:
    """The auxiliaries and modals of a verb, its own or those of the verb it is joined to or depends on."""
    own = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    if not own and verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"} and verb.tag_ in {"VB", verb.head.tag_}:
        return auxiliaries(verb.head)
    return own


def tense(verb: Token) -> str:
    """past, present, progressive, future, open (could, may), would, or plain (infinitive without a verb above)."""
    helps = [a.lower_ for a in auxiliaries(verb)]
    if any(h in {"will", "'ll", "’ll", "shall", "wo"} for h in helps):
        return "future"
    if any(h in MODALS_OPEN for h in helps):
        return "open"
    if any(h in {"would", "'d", "’d", "should"} for h in helps):
        return "would"
    if "to" in helps or verb.tag_ == "VB":
        above = verb.head if verb.dep_ in {"xcomp", "ccomp", "advcl", "acl", "conj"} else None
        if above is None or above.pos_ not in {"VERB", "AUX", "ADJ", "NOUN"}:
            return "future" if "to" in helps else "plain"
        if above.lemma_ in {"be", "go", "set", "due", "plan", "schedule", "expect", "prepare", "intend", "vow", "vote"}:
            return "future"
        if above.lemma_ in words("status.yaml")["threaten"]:
            return "open"
        if verb.dep_ == "xcomp" and above.lemma_ in words("status.yaml")["carried"]:
            return tense(above)
        return "future"
    if verb.tag_ == "VBD" or any(h in {"was", "were", "had"} for h in helps):
        return "past"
    if verb.tag_ == "VBN" and not helps:
        return "past"
    if any(h in {"has", "have", "'ve", "’ve"} for h in helps):
        return "progressive" if verb.tag_ == "VBG" else "past"
    if verb.tag_ == "VBG":
        return "progressive" if any(h in {"is", "are", "am", "'re", "’re", "'s", "’s"} for h in helps) else "gerund"
    if any(h in {"is", "are"} for h in helps):
        return "present"
    return "present"


def denied(token: Token) -> bool:
    """Whether the word is negated: no strike, never going to be a strike, has not locked out, "is not imminent"."""
    if any(c.lower_ in {"no", "not", "never", "n't", "n’t", "neither"} for c in token.children):
        return True
    if token.pos_ in {"NOUN", "PROPN"}:
        above = token.head
        if token.dep_ == "pobj" and above.lower_ == "on" and token.lemma_ == "strike" and above.head.pos_ in VERBAL:
            return denied(above.head)  # "have never gone on strike"
        if (
            above.lemma_ == "be"
            and token.dep_ == "nsubj"
            and any(denied(c) for c in above.children if c.dep_ == "attr")
        ):
            return True
        if (
            above.pos_ in {"VERB", "AUX"}
            and token.dep_ in {"dobj", "attr", "nsubj", "pobj"}
            and above.lemma_ in {"be", "have", "plan"}
        ):
            return denied(above) or (above.dep_ == "xcomp" and denied(above.head))
        if above.lemma_ in {"plan", "intention"} and above.pos_ == "NOUN" and above.i != token.i:
            return denied(above)
        # "The union did not call the walkout", "has not announced a strike"
        return above.pos_ == "VERB" and token.dep_ == "dobj" and above.lemma_ in CALLS and denied(above)
    above = token.head
    if token.dep_ == "ccomp" and above.lemma_ == "deny":
        return True
    if token.dep_ in {"xcomp", "acl"} and above.lemma_ in {"plan", "intend", "go", "want", "intention", "vote"}:
        return denied(above)
    return False


def conditional(token: Token) -> bool:
    """Whether the word stands in a clause of if, unless, whether, "had they struck", or in a question."""
    current: Token = token
    for _ in range(12):
        if current.pos_ in {"VERB", "AUX"} and any(
            (c.lower_ in {"if", "unless", "whether"} and c.dep_ in {"mark", "advmod"})
            or (c.text in {"Had", "Should", "Were"} and c.dep_ in {"aux", "auxpass"})
            or (
                c.lower_ == "had" and c.dep_ == "aux" and any(s.dep_ == "nsubj" and c.i < s.i for s in current.children)
            )
            for c in current.children
        ):
            return True
        if current.head == current:
            break
        current = current.head
    return question(token)


def unless(verb: Token) -> bool:
    """Whether a verb has a condition of its own: "will strike unless", "if ..., we will strike"."""
    return any(c.lower_ in {"unless", "if"} for below in verb.children if below.dep_ == "advcl" for c in below.children)


def question(token: Token) -> bool:
    """Whether the sentence of a word is a question."""
    sent = token.sent
    for i in range(sent.end - 1, sent.start - 1, -1):
        last = token.doc[i].text.rstrip(" \n\"”’'")
        if last:
            return last.endswith("?")
    return False
