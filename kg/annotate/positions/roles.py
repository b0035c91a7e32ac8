"""Role phrases: what counts as a role, where its words begin and end, and whether it is held now."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.annotate.base import Draft
from kg.annotate.names.lexicon import fold, plural, role_pattern, terms
from kg.annotate.positions.bodies import noun_in, tail_of
from kg.model import Span

UNION_ROLES = re.compile(
    r"(?i)\b(?:steward|organi[sz]er|business (?:agent|manager)|general secretary|secretary-treasurer|bargaining|"
    r"negotiating|strike|picket|delegate|conven[eo]r|shop|negotiator|rank-and-file|grievance|"
    r"(?:regional|branch|lay|national|full-time) (?:officer|official|secretary|organi[sz]er)|workplace rep|union rep)\b"
)
FREE = re.compile(
    r"(?i)\b(?:retired|former (?:employee|worker|member)|historian|economist|analyst|professor|lecturer|expert|author|"
    r"reporter|journalist|columnist|correspondent|"
    r"farmer|activist|consultant|pollster|strategist|researcher|scholar|lawmaker|senator|sen\.|rep\.|mp|m\.p\.|judge|justice|"
    r"mediator|arbitrator|defen[cs]e (?:lawyer|attorney)|prosecutor)"
)
PUBLIC = re.compile(
    r"(?i)\b(?:minister|pm|secretary of state|governor|gov\.|mayor|premier|senator|sen\.|rep\.|mp|m\.p\.|mla|msp|mep|"
    r"td|cllr|cabinet member|congress\w+|assembly\w+|council(?:or|lor|man|woman|member)|attorney general|commissioner|"
    r"sheriff|alder\w+|ald\.|fire chief|police chief|city manager|city attorney|city administrator|warden|backbencher|"
    r"(?:county|town|village|borough) (?:administrator|manager|attorney|clerk|supervisor)|public works director|"
    r"lawmaker|president of the united states)(?!\w)"
)
STANDINGS = (
    ("former", r"\b(?:former|ex-|retired|past|then|one-time|onetime|ousted)"),
    ("acting", r"\b(?:acting|interim|caretaker)\b"),
    ("elect", r"\b(?:incoming)\b|-elect\b"),
)
SUFFIXES = re.compile(r"(?:ist|ian|man|woman|person|eer|yer|tor|ger|ner|ver|per|ker|der|ter|ler|ser|cer|ant|ent)$")


# before a role in an apposition: "once a tester", "grandson of the founder"
PAST = re.compile(r"(?:once|formerly|previously|until [\w ]{3,20}) ")
# behind a trade of somebody who stands in the story as a parent: "a nurse with two children"
PARENT = re.compile(
    r" with (?:an? |two |three |four |\w+ young |young )(?:[\w-]+ )?(?:grader|child|kid|son|daughter|toddler|twin)"
)
RELATED = re.compile(
    r"\b(?:son|daughter|grandson|granddaughter|brother|sister|nephew|niece|cousin|widow|widower|wife|husband|father|mother|"
    r"friend|ally|rival|critic|heir|descendant|successor|predecessor)s? (?:of|to) (?:the |its |a |an )?$"
)


@dataclass(frozen=True, slots=True)
class Role:
    """A role as printed: its span and words, the words of a body that stand in front of it ("union"),
    and what stands before that ("former" Calder Freight president)."""

    span: Span
    text: str
    noun: str | None = None
    lead: str = ""

    @property
    def standing(self) -> str:
        low = f"{self.lead} {self.text}".lower()
        return next((name for name, pattern in STANDINGS if re.search(pattern, low)), "current")


def role_in(draft: Draft, span: Span) -> Span | None:
    """The first role inside a stretch, the longest that begins there."""
    m = role_pattern().search(span.of(draft.text))
    while m is not None:
        if fold(m.group()) not in terms("role_words.yaml", "kin") or fold(m.group()) in (
            "member",
            "members",
            "partner",
        ):
            return Span(span.start + m.start(), span.start + m.end())
        m = role_pattern().search(span.of(draft.text), m.end())
    return None


def unlisted(draft: Draft, span: Span) -> Span | None:
    """A person noun that no list has, by its ending, right where a phrase has its head ("a luthier")."""
    for m in re.finditer(r"[a-z]+(?:-[a-z]+)*", span.of(draft.text)):
        word = m.group()
        tokens = draft.tokens(Span(span.start + m.start(), span.start + m.end()))
        if (
            SUFFIXES.search(word)
            and word not in terms("role_words.yaml", "thing") | terms("role_words.yaml", "kin")
            and len(tokens)
            and tokens[-1].pos_ == "NOUN"
            and tokens[-1].dep_ in ("appos", "attr", "ROOT", "conj", "npadvmod", "nsubj")
        ):
            return Span(span.start + m.start(), span.start + m.end())
    return None


def widen(draft: Draft, role: Span) -> Role:
    """The role with the adjectives and nouns before it, without names of bodies; a noun for a body is split off."""
    start = role.start
    taken = [
        m.span
        for m in draft.mentions
        if m.kind == "name"
        or (draft.entities.get(m.target or "", None) and draft.entities[m.target or ""].kind == "GovernmentBody")
    ]
    while m := re.search(r"([\w’'-]+(?:\.)?) $", draft.text[max(0, start - 40) : start]):
        word, at = m[1], start - len(m.group())
        if (
            word.lower() in terms("role_words.yaml", "stop")
            or re.search(r"[’']s?$", word)
            or (
                any(s.start < start - 1 and at < s.end for s in taken)
                and not of_portfolio(draft, Span(at, start - 1), role)
            )
        ):
            break
        token = draft.tokens(Span(at, at + len(word)))
        fits = len(token) and (token[-1].pos_ in ("ADJ", "NOUN", "PROPN", "ADV") or token[-1].tag_ in ("VBG", "VBN"))
        if not fits or any(ch.isdigit() for ch in word):
            break
        start = at
    return split_noun(draft, Span(start, role.end), role)


def of_portfolio(draft: Draft, word: Span, role: Span) -> bool:
    """Whether a word before a minister's office is what the office is for ("Labour minister") and no party's name."""
    office = re.match(r"(?i)(?:minister|secretary|commissioner)\b", role.of(draft.text))
    return office is not None and fold(word.of(draft.text)) in terms("role_words.yaml", "portfolio")


def split_noun(draft: Draft, span: Span, core: Span) -> Role:
    """ "hospital spokesperson": the role "spokesperson" of the body "hospital"."""
    text = span.of(draft.text)
    words = text.split()
    for size in (3, 2, 1):
        head = " ".join(words[:size])
        if (
            span.start + len(head) < core.start
            and (noun_in(head) == head.lower() or tail_of(draft, head.lower()) is not None)
            and not re.search(r"(?i)analyst|economist", text)
        ):
            start = span.start + len(head) + 1
            return Role(Span(start, span.end), draft.text[start : span.end], head.lower())
    return Role(span, text)


def is_occupation(role: Role) -> bool:
    """Whether the role is work at an employer rather than an office."""
    low = role.text.lower()
    return low.endswith(occupations()) or low.split()[-1] in terms("occupations.yaml", "occupation")


def unlisted_trade(role: Role) -> bool:
    """Whether a role is a trade that no list has, by its ending: "a machine tender"."""
    return SUFFIXES.search(role.text.lower()) is not None and role_pattern().search(role.text) is None


@cache
def occupations() -> tuple[str, ...]:
    """All occupations, singular and plural."""
    singles = terms("occupations.yaml", "occupation")
    return (*singles, *map(plural, singles))
