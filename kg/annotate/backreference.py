"""What a statement refers to without naming it: "it would cut our pay", said of the offer told of before; "the
decision", of the strike that was called; “Shameful,” of what the sentence before tells; "they", of the other side."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kg.annotate.base import Draft
from kg.annotate.claims.parse import BODIES
from kg.annotate.claims.propositions import expletive
from kg.annotate.coreference.pronouns import ANYBODY
from kg.annotate.coreference.sides import party
from kg.annotate.polarity import evaluates, load
from kg.annotate.salience import discourse, listed_words
from kg.annotate.speaker_sides import EMPLOYER, UNION, WORKER, Sides
from kg.model import Mention, Ref, Span, Statement

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

PRONOUNS = {"it", "this", "that"}
VOTED = {"no", "yes"}
THEY = {"they", "them"}
OTHER = {  # the predicate of events and the side that name who stands against a speaker
    UNION: ("employer", "employer"),
    WORKER: ("employer", "employer"),
    EMPLOYER: ("organizer", "union"),
}
SUBJECTS = {"nsubj", "nsubjpass"}
STAGES = {"dobj", "nsubj", "nsubjpass", "attr"}  # where a noun stands that the next sentence is on
WEATHER = {"rain", "snow", "pour", "freeze", "hail"}
AGENTIVE = {"open", "find", "host", "issue"}  # what bodies do and events do not
POINTING = {"the", "this", "that"}
STOPPAGES = {"Lockout", "Strike", "Walkout", "Slowdown", "SympathyStrike", "SitIn", "Boycott"}
AGREED = {"Proposal", "TentativeAgreement", "CollectiveAgreement"}
VOTES = {"StrikeAuthorizationVote", "RatificationVote", "RepresentationElection"}
OUTCOMES = STOPPAGES | AGREED
NOUNS = (  # nouns that point back to an event, with the kinds that they can mean
    dict.fromkeys(("decision", "step"), OUTCOMES | VOTES)
    | dict.fromkeys(("outcome", "result", "tally"), VOTES | AGREED)
    | dict.fromkeys(("protest", "stoppage", "disruption", "shutdown"), STOPPAGES)
    | dict.fromkeys(("settlement", "pact", "compromise", "document"), AGREED)
)
FAR = 3  # sentences that the words of a statement may lie behind the event
FRAGMENT = 6  # words of an exclamation that has no subject


def mentions(draft: Draft, statement: Statement) -> list[Mention]:
    """Mentions of events by a pronoun, a noun or an exclamation that nothing else explains; of pronouns the first."""
    known = [m.span for m in draft.mentions if m.target is not None or m.candidates]
    found: list[Mention] = []
    for piece in statement.content:
        for i in range(*draft.view.range(piece.start, piece.end)):
            token, word = draft.doc[i], draft.view.lower[i]
            at = draft.span(i, i)
            if word in THEY and not any(s.holds(at) for s in known):
                other = other_side(draft, statement, token)
                found += [Mention(at, other, "pronoun", "pronoun-other-side", 0.6)] if other else []
                continue
            if (
                word == "it"
                and not any(s.holds(at) for s in known)
                and (body := subject_before(draft, statement, token))
            ):
                found.append(Mention(at, body, "pronoun", "pronoun-subject-before", 0.6))
                continue
            if word in PRONOUNS:
                if any(m.rule == "event-pronoun" for m in found) or not refers(token, statement):
                    continue
                kinds, rule = OUTCOMES, "event-pronoun"
            elif word in NOUNS and token.pos_ == "NOUN" and points(token):
                kinds, rule = NOUNS[word], "event-noun"
            elif exclaims(draft, statement, token):
                kinds, rule = OUTCOMES, "event-exclamation"
            elif word in VOTED and votes(token):
                agreed = voted_on(draft, token)
                found += [Mention(at, agreed, "nominal", "event-vote", 0.6)] if agreed else []
                continue
            else:
                continue
            if any(s.holds(at) for s in known):
                continue
            event = last_event(draft, statement, token, kinds)
            if event is not None:
                found.append(Mention(at, event.target, "pronoun" if word in PRONOUNS else "nominal", rule, 0.6))
    return found


def sides(draft: Draft) -> Sides:
    """The sides of the speakers of a story, as they are known before they are written down."""
    if "about.sides" not in draft.memo:
        draft.memo["about.sides"] = Sides(draft)
    found: Sides = draft.memo["about.sides"]
    return found


def other_side(draft: Draft, statement: Statement, token: Token) -> Ref | None:
    """The party that "they" means where somebody of the other side speaks and names no others: “They chose greed.”"""
    somebody = any(t.lower_ in ANYBODY for t in draft.doc[token.sent.start : token.i])
    said = [t for c in statement.content for t in draft.tokens(c) if t.i < token.i]
    others = any(t.tag_ in ("NNS", "NNPS") and t.dep_ in SUBJECTS for t in said)
    if statement.mode != "direct" or somebody or others:
        return None
    side = sides(draft).of_statement(statement)
    if side is None or side.value not in OTHER:
        return None
    predicate, party_of = OTHER[side.value]
    parties = Counter(f.object for f in draft.facts if f.predicate == predicate and f.object in draft.entities)
    known = [str(ref) for ref, _ in parties.most_common(1)]
    other = known[0] if known else party(discourse(draft), token, party_of)
    if other is None and party_of == "employer":  # named further down
        firms = [e.ref for e in draft.entities.values() if e.kind == "Employer" and e.named]
        other = firms[0] if len(firms) == 1 else None
    return other if other not in statement.speakers else None


def refers(token: Token, statement: Statement) -> bool:
    """Whether the pronoun stands for something told of before, and is no mere form ("it is time to")."""
    verb = token.head
    if token.lower_ == "that" and (token.tag_ != "DT" or verb.lemma_ != "be" or statement.mode == "indirect"):
        return False  # "said that was false" is on what another one said
    if token.dep_ not in SUBJECTS:
        named = statement.cue_lemma in ("call", "describe as", "label", "brand", "dub", "deem", "dismiss as")
        return named and token.idx == statement.content[0].start and token.lower_ == "it"
    if verb.lemma_ in WEATHER or verb.lemma_ in AGENTIVE | listed_words("acting") or expletive(verb) is not None:
        return False
    before = [
        t for t in token.doc[token.sent.start : token.i] if any(c.start <= t.idx < c.end for c in statement.content)
    ]
    if any(t.dep_ in {*SUBJECTS, "dobj"} and t.pos_ in ("NOUN", "PROPN") for t in before):
        return False  # what stands in the sentence itself: "95 percent is no message, it is a siren"
    if any(c.dep_ in {"csubj", "expl"} for c in verb.children):
        return False
    below = [c for v in (verb, *verb.children) for c in v.children if c.i > verb.i]
    later = [c for c in below if c.dep_ in {"ccomp", "xcomp", "acl"}]
    return verb.lemma_ not in {"be", "seem", "appear", "take"} or not any(
        g.lower_ in {"to", "that", "when", "if"} for c in later for g in c.children
    )


def subject_before(draft: Draft, statement: Statement, token: Token) -> Ref | None:
    """The organization that is the subject of the sentence before, in the same quotation: “Acme lies. It must pay.”"""
    sent = token.sent
    if (
        statement.mode == "indirect"
        or token.dep_ not in SUBJECTS
        or sent.start == 0
        or expletive(token.head) is not None
    ):
        return None
    before = draft.doc[sent.start - 1].sent
    if not any(c.start < before.end_char and token.idx < c.end for c in statement.content):
        return None
    for mention in draft.mentions_in(Span(before.start_char, before.end_char)):
        entity, top = draft.entities.get(mention.target or ""), draft.tokens(mention.span).root
        if entity is not None and entity.kind in BODIES and top.dep_ in SUBJECTS and top.head.dep_ == "ROOT":
            return entity.ref if entity.ref not in statement.speakers else None
    return None


def votes(token: Token) -> bool:
    """Whether the word is the vote that the speaker gives or wants, with nothing told that it is on."""
    vote = token.head
    if vote.lemma_ != "vote" or any(c.lower_ == "on" for c in vote.rights):
        return False
    if vote.pos_ == "NOUN":
        return token.i > 0 and token.nbor(-1).lower_ in ("a", "the")
    return any(c.dep_ in SUBJECTS and c.pos_ == "PRON" for c in vote.lefts)


def voted_on(draft: Draft, token: Token) -> Ref | None:
    """The agreement of which "vote no" speaks: the one named last before."""
    kinds = {a.ref: a.kind for a in draft.actions}
    deals = AGREED - {"Proposal"}
    before = [m for m in draft.mentions if kinds.get(m.target or "") in deals and m.span.end <= token.idx]
    return max(before, key=lambda m: m.span).target if before else None


def points(token: Token) -> bool:
    """Whether a noun stands alone behind "the" or "this"."""
    lefts = [t.lower_ for t in token.lefts]
    more = any(c.dep_ in ("prep", "acl", "relcl") for c in token.rights)
    return len(lefts) == 1 and lefts[0] in POINTING and not more


def exclaims(draft: Draft, statement: Statement, token: Token) -> bool:
    """Whether a quotation is no more than a few words without a verb whose head praises or blames: “Shameful,”."""
    if statement.mode != "direct" or token.dep_ == "amod":
        return False
    if token.lower_ not in load().signs and token.lemma_.lower() not in load().signs:
        return False
    first = statement.content[0]
    words = [t for t in draft.tokens(first) if not t.is_punct]
    bare = len(words) <= FRAGMENT and not any(
        t.dep_ in SUBJECTS or t.tag_ in ("VBD", "VBZ", "MD") or t.pos_ == "PRON" for t in words
    )
    return bare and first.start <= token.idx < first.end and evaluates(token) is not None


def last_event(draft: Draft, statement: Statement, token: Token, kinds: set[str]) -> Mention | None:
    """The event that the sentence before speaks of: its subject, else its object. Sentences of the statement itself
    that speak of none are passed over."""
    named = {a.ref: a.kind for a in draft.actions}
    events = [m for m in draft.mentions if named.get(m.target or "") in kinds and m.span.end <= token.idx]
    if token.dep_ not in SUBJECTS and statement.cue is not None and statement.cue.end <= token.idx:
        here = [m for m in events if m.span.end <= statement.cue.start and m.span.start >= token.sent.start_char]
        if here:
            return max(here, key=lambda m: m.span)
    sent = token.sent
    for _ in range(FAR):
        if sent.start == 0:
            return None
        sent = draft.doc[sent.start - 1].sent
        if found := _staged(draft, events, sent):
            return found
        if not any(c.start < sent.end_char and sent.start_char < c.end for c in statement.content):
            return None
    return None


def _staged(draft: Draft, events: list[Mention], area: Sentence) -> Mention | None:
    here = [(head(draft, m), m) for m in events if area.start_char <= m.span.start < area.end_char]
    staged = [(t, m) for t, m in here if t.pos_ in {"NOUN", "PROPN", "PRON"} and t.dep_ in STAGES]
    subjects = [m for t, m in staged if t.dep_ in SUBJECTS and t.head.dep_ != "advcl"]
    done = [m for t, m in here if t.pos_ == "VERB" and told(t)]
    pool = subjects or done or [m for t, m in staged if t.dep_ not in SUBJECTS]
    return max(pool, key=lambda m: m.span, default=None)


def told(verb: Token) -> bool:
    """Whether a verb is what its sentence tells: "forty workers walked out", and no clause beside it."""
    return verb.dep_ == "ROOT" or (verb.dep_ in ("conj", "xcomp") and verb.head.dep_ == "ROOT")


def head(draft: Draft, mention: Mention) -> Token:
    """The head word of a mention."""
    return draft.tokens(mention.span).root
