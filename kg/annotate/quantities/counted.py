"""What a number counts: the noun behind it, its unit; and the numbers that count nothing at issue."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.annotate.base import Draft
from kg.annotate.quantities import numbers
from kg.annotate.quantities import units as unitwords
from kg.annotate.quantities.amounts import Amount
from kg.annotate.times.words import weekdays
from kg.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

REACH = 9
PLURAL = frozenset({"NNS", "NNPS"})
# tags of the Penn treebank that may stand between a number and its noun
MODIFIERS = "JJ JJR JJS NN NNS NNP NNPS VBG VBN CD HYPH POS PRP$ DT PDT CC , RB RBR AFX `` ''"
WALK = frozenset(MODIFIERS.split(" "))
ENGAGING = "draw attract gather employ represent join number include cover hire fire dismiss sack"
PERSON_VERBS = frozenset(ENGAGING.split(" "))
# "a crew of 14": the people of a body
BODY_OF = re.compile(
    r"\b(?:crew|staff|team|workforce|committee|delegation|panel|squad|shift|crowd|group|membership)s? of"
    r"(?: (?:about|around|some|nearly|almost|only|just|roughly|at least|more than|fewer than|over|up to))? $",
    re.IGNORECASE,
)
DESIGNATOR = re.compile(r"(?:^|[\s(])(?:([A-Za-z]+)\.?|#)\s?$")
AGED = re.compile(r"\b(?:aged|ages)(?: \w+){1,2} $", re.IGNORECASE)
AGE = re.compile(r"\s*-?\s*(?:years?[ -]old|-year-old|year[ -]old)", re.IGNORECASE)

# what people do of whom the number alone is told: "as few as 900 were out"
ACTING = re.compile(
    r" (?:(?:were|are|was|stayed|went|stay) (?:out|off|on strike|absent)|walked|marched|attended|rallied|turned out"
    r"|showed up|joined|picketed|struck|voted|took part|gathered|crossed|quit)\b"
)
BEFALLEN = re.compile(
    r" (?:were |was |have been |had been )?(?:arrested|injured|hurt|killed|wounded|dead|detained|hospitali[sz]ed"
    r"|dismissed|fired|sacked|suspended|laid off|hired|missing|unaccounted)\b"
)
NUMBER_OF = re.compile(r"\bnumber of ((?:[\w’'-]+ ){1,5}?)(?:at|as|is|was|to be) (?:[a-z]+ ){0,3}$")
GAME = re.compile(r"\b(?:won|wins?|lost|lose|beat|defeated|led|lead|tied|over the \w+)\b[^.;]{0,40}$", re.IGNORECASE)
# "members voted 3 to 1" is a ratio, "the board voted 3 to 1" a count
ODDS = re.compile(r"(?:\w{1,5} to|\w{1,5}-to-) ?(?:1|one)\b(?![,.]\d)", re.IGNORECASE)
BODY = re.compile(r"\b(?:board|council|commission|committee|panel|court|judges|trustees|NLRB)\b", re.IGNORECASE)
VOTING = re.compile(
    r"\b(?:vot\w+|ballot\w*|union\w*|members?|elect\w+|ratif\w+|approv\w+|reject\w*|contract|deal|offer|workers)\b",
    re.I,
)
MEN = re.compile(r"(?:[a-z]{3}(?:wo)?men|[a-z]{3}workers?)$")  # pressmen, spokeswomen, glassworkers
OUT_OF = re.compile(r"(?<![\w.,])[\d,]+ (?:out )?of $")


@dataclass(frozen=True)
class Counted:
    """The counted noun phrase, its unit (singular) and the period of a rate ("14,000 containers a day")."""

    span: Span
    unit: str
    per: str = ""


def singular(token: Token) -> str:
    """The unit word of a noun: its lemma, lower case, letters only."""
    return re.sub(r"[^a-z-]", "", token.lemma_.lower()).strip("-")


def unit_of(token: Token) -> str:
    """person for people, site for workplaces, else the singular of the word."""
    word = token.lower_
    if word in unitwords.people() or token.lemma_.lower() in unitwords.people() or MEN.search(word):
        return "person"
    before = token.nbor(-1).lower_ if token.i else ""
    if {word, token.lemma_.lower(), f"{before} {word}"} & unitwords.sites():
        return "site"
    if word in {"votes", "vote"}:
        return "vote"
    if word.removesuffix("s") in weekdays():
        return "day"
    return unitwords.spans().get(word, "") or singular(token)


def counted(draft: Draft, amount: Amount) -> Counted | None:
    """The noun behind a number, or the one it stands for; None if there is none."""
    after = draft.tokens(Span(amount.span.end - 1, amount.span.end))
    if not len(after):
        return None
    i = after[-1].i + 1
    joined = re.match(r"-([a-z]+)\b", draft.text[amount.span.end :])
    if joined and amount.kind == "count":
        return _joined(draft, amount, joined)
    found = _walk(draft, i, amount) or _shared(draft, amount)
    if found is not None:
        return found
    if amount.kind in {"money", "percent", "points", "fraction", "time", "tally"}:
        return None
    return _stands_for(draft, amount)


def _shared(draft: Draft, amount: Amount) -> Counted | None:
    """ "at most 15 and at least 10 drivers", "a dozen, perhaps twenty guards": the noun behind the next number."""
    if amount.kind not in {"count", "vague"}:
        return None
    joint = beside().match(draft.text, amount.span.end)
    if joint is None:
        return None
    if ACTING.match(draft.text, joint.end()):
        return Counted(amount.number, "person")
    words = draft.tokens(Span(*joint.span("number")))
    return _walk(draft, words[-1].i + 1, amount) if len(words) else None


@cache
def beside() -> re.Pattern[str]:
    """What joins a number to another one that counts the same: " and just under 2,500", ", perhaps twenty"."""
    before = "|".join(re.escape(w) for e in unitwords.hedges() if e["side"] == "before" for w in e["words"])
    doubt = "perhaps|maybe|possibly|probably"
    return re.compile(
        rf"(?:,? (?:and|or|but|to)(?: (?:{before}))?|,(?: or| and)? (?:{doubt})) "
        rf"(?P<number>{numbers.pattern()})(?![\w%]|[.:/]\d)",
        re.IGNORECASE,
    )


def _joined(draft: Draft, amount: Amount, joined: re.Match[str]) -> Counted | None:
    """ "5,600-member guild"."""
    span = Span(amount.span.end + 1, amount.span.end + joined.end())
    unit = "person" if joined[1] == "strong" else unit_of(draft.tokens(span)[-1])  # "a 45,000-strong union"
    return Counted(span, unit) if unit else None


def _walk(draft: Draft, i: int, amount: Amount) -> Counted | None:
    """The first plural noun behind the number, over its modifiers; "of the", "of its" are passed."""
    doc = draft.doc
    first = i
    single = amount.value == 1
    listing = 0
    for token in doc[i : i + REACH + 4]:
        if token.i - i > REACH or (token.is_sent_start and token.i > i):
            break
        if token.is_space:
            if "\n" in token.text:
                break
            first += token.i == first
            continue
        passing = token.lower_ == "of" and token.i == first
        if passing:
            first += 1
            continue
        if token.tag_ == "PRP" and token.lower_ in {"them", "us", "you"} and doc[token.i - 1].lower_ == "of":
            return Counted(draft.span(token.i, token.i), "person")
        if _counts(token, single) and token.lower_ not in unitwords.words("heads"):
            return _rated(draft, token, first)
        if (
            token.lower_ in {"others", "more"}
            and token.tag_ in {"NNS", "JJR", "NN", "NNP"}
            and not _more_follows(token)
        ):
            return Counted(draft.span(token.i, token.i), "person")
        if token.tag_ not in WALK or (token.tag_ in {"CC", ","} and (token.i == first or listing > 3)):
            break
        if token.tag_ in {"DT"} and token.i > first and doc[token.i - 1].lower_ != "of":
            break
        if token.tag_ == "CD" and listing:
            break
        listing += token.tag_ in {"CC", ","}
    return None


def _more_follows(token: Token) -> bool:
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return following is not None and following.tag_ in WALK - {"CC", ",", "DT"}


def _counts(token: Token, single: bool) -> bool:
    if token.tag_ in PLURAL:
        following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
        # "sports fans": a plural that modifies a plural
        return not (following is not None and following.tag_ in PLURAL and token.dep_ == "compound")
    if token.lower_ in {"staff", "personnel", "people", "police", "crew", "percent", "crews"}:
        following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
        return not (following is not None and following.tag_ in PLURAL)
    return single and token.tag_ == "NN" and token.dep_ != "compound"


@cache
def period() -> re.Pattern[str]:
    """The period of a rate behind a noun."""
    words = "|".join(sorted(unitwords.spans(), key=len, reverse=True))
    return re.compile(rf" (?:an|a|per|each|every) ({words})\b")


def _rated(draft: Draft, token: Token, first: int) -> Counted | None:
    unit = unit_of(token)
    if not unit:
        return None
    span = draft.span(min(first, token.i), token.i)
    end = span.end
    rate = period().match(draft.text[end : end + 20])
    if rate and unit not in {"person", "site"}:
        before = draft.doc[token.i - 1] if token.i else token
        if before.dep_ == "compound" and before.tag_ == "NN" and not before.is_sent_start:
            unit = f"{singular(before)} {unit}"
        return Counted(span, unit, unitwords.spans()[rate[1]])
    return Counted(span, unit)


def _stands_for(draft: Draft, amount: Amount) -> Counted | None:
    """A bare number: the people who act, or the noun counted just before ("from 15 rooms to 14")."""
    tokens = draft.tokens(amount.number)
    root = tokens.root
    after = draft.text[amount.span.end : amount.span.end + 24]
    if BEFALLEN.match(after) or (
        amount.kind == "count" and OUT_OF.search(draft.text[max(0, root.idx - 12) : root.idx])
    ):
        return Counted(amount.number, "person")
    before = draft.text[max(0, amount.number.start - 60) : amount.number.start]
    said = NUMBER_OF.search(before)  # "put the number of strikers at 250"
    if said:
        at = amount.number.start - len(before) + said.start(1)
        nouns = [t for t in draft.tokens(Span(at, at + len(said[1].rstrip()))) if t.tag_ in PLURAL]
        if nouns:
            return _rated(draft, nouns[0], nouns[0].i)
    pair = re.search(r"\b(?:\d[\d,.]*|[a-z]+) ([a-z]+s) (?:to|or|and) $", before)
    if pair:
        at = amount.number.start - len(before) + pair.start(1)
        span = Span(at, at + len(pair[1]))
        return Counted(span, unit_of(draft.tokens(span)[-1]))
    if re.search(r"\b(?:from|(?<!closer )(?<!close )(?<!up )to) $", before):
        earlier = _noun_before(draft, tokens[0])
        if earlier is not None:
            return earlier
    if BODY_OF.search(before):
        return Counted(amount.number, "person")
    large = amount.kind == "vague" or (amount.high or amount.value or 0) >= 20
    if root.dep_ in {"nsubj", "nsubjpass"} and large:
        return Counted(amount.number, "person")
    if ACTING.match(draft.text, amount.span.end) and large:
        return Counted(amount.number, "person")
    head = root.head
    if head.lower_ == "of" and head.head.lower_ in {"upward", "upwards", "excess", "some"}:  # "upwards of 700"
        head = head.head.head.head if head.head.dep_ == "pobj" else head.head.head
    if root.dep_ in {"dobj", "pobj"} and head.lemma_ in PERSON_VERBS and large:
        return Counted(amount.number, "person")
    return None


def _noun_before(draft: Draft, number: Token) -> Counted | None:
    """ "the number of looms per weaver from 12 to 24", "crane moves per hour down to 19": the noun that changes."""
    for token in reversed(draft.doc[max(number.sent.start, number.i - 10) : number.i]):
        if token.tag_ in PLURAL:
            return _rated(draft, token, token.i)
    return None


def vote_like(draft: Draft, amount: Amount, noun: Counted | None) -> bool:
    """ "1,388 in favor", "102 opposed", "84-0", "approved it, 1,012 to 344", "496 of the 528 votes"."""
    if amount.kind != "count":
        return False
    if noun is not None and noun.unit == "vote":
        return True
    after = draft.text[amount.span.end : amount.span.end + 16]
    return bool(re.match(r" (?:in favou?r|opposed|against|voted (?:yes|no)|yes|no votes|for and)\b", after))


def states_nothing(draft: Draft, amount: Amount, hedged: bool) -> bool:
    """Numbers in names, ages, addresses, clock times, numbering, idioms."""
    text = draft.text
    start, end = amount.number.start, amount.span.end
    before, after = text[max(0, start - 30) : start], text[end : end + 40]
    if AGED.search(before):
        return True
    if amount.kind == "time":
        return _idle_time(amount, before, after, hedged)
    if amount.kind == "tally":
        return _score(draft, amount)
    if amount.kind in {"money", "percent", "points", "fraction"}:
        return False
    if _named(draft, amount, before) or (amount.kind == "count" and _glued(draft, amount)):
        return True
    if AGE.match(after) or (
        re.search(r"[A-Za-z’'”.], $", before) and re.match(r",(?!\d)| [-–—―] ?", after) and (amount.value or 0) < 110
    ):
        return True
    if re.match(r" ?(?:o[’']clock|[ap]\.?m\b)", after) or (
        re.search(r"(?:^|\n)\s*$", before) and re.match(r"[.)] ", after)
    ):
        return True
    street = re.match(r" (?:[A-Z][\w.]*,? ){1,3}", after + " ")
    if street and street[0].split()[-1].strip(".,").lower() in unitwords.words("streets"):
        return True
    return _idle_count(draft, amount, after, hedged)


def _named(draft: Draft, amount: Amount, before: str) -> bool:
    """Part of a name: Local 1199, Boeing 737, Pier 9."""
    words = draft.words(amount.number)
    inside = re.match(r"[A-Z][a-z]+$", words) and re.search(r"[\w,] $", before)
    if inside and re.match(r" [A-Z][a-z]", draft.text[amount.number.end :]):  # Janelle Two Rivers
        return True
    match = DESIGNATOR.search(before)
    if match is None:
        return False
    word = match[1] or "#"
    if word == "#" or (word.lower() in unitwords.words("designators") and word[:1].isupper()):
        return True
    if word.lower() in {"no", "age", "aged", "page", "rule", "item", "step", "top"}:
        return True
    tokens = draft.tokens(amount.number)
    previous = draft.doc[tokens[0].i - 1] if tokens[0].i else None
    proper = previous is not None and previous.tag_ == "NNP" and not previous.is_sent_start
    if re.match(r" (?:out )?of (?:the )?\d", draft.text[amount.span.end : amount.span.end + 14]):
        return False
    return bool(proper and _walk(draft, tokens[-1].i + 1, amount) is None)


def _glued(draft: Draft, amount: Amount) -> bool:
    """ "3M closed its plant": a name of figure and capital, where it counts nothing or is read as a name."""
    if not re.fullmatch(r"\d+[A-Z]", draft.words(amount.number)):
        return False
    tokens = draft.tokens(amount.number)
    return tokens[-1].ent_type_ == "ORG" or _walk(draft, tokens[-1].i + 1, amount) is None


def _score(draft: Draft, amount: Amount) -> bool:
    """ "the Hawks won 3-2": the score of a game, where the sentence tells of no vote; "50-50", and "3 to 1"."""
    if re.search(r"(?<!\d)50-50(?!\d)", draft.text[max(0, amount.number.start - 3) : amount.number.end + 3]):
        return True
    before = draft.text[draft.sentence(amount.number.start).start_char : amount.number.start]
    odds = ODDS.search(draft.text, max(0, amount.number.start - 10), amount.number.end + 8)
    if odds and odds.start() <= amount.number.end and amount.number.start < odds.end() and not BODY.search(before):
        return True
    return bool(GAME.search(before)) and not VOTING.search(draft.sentence(amount.number.start).text)


def _idle_time(amount: Amount, before: str, after: str, hedged: bool) -> bool:
    if AGE.match(after) or re.match(r"[ -]olds?\b", after):
        return True
    if re.match(r" (?:ago|from now|later|earlier)\b", after) and not amount.joined:
        return True
    if "article" in amount.parts:
        return not hedged or bool(re.match(r" (?:ago|before|later|after|earlier)\b", after))
    if amount.value == 1 and not amount.joined:
        return not hedged and not re.search(
            r"\b(?:for|in|within|lasted|after|every|spend|spent|spending|takes|took|lose|lost) $", before, re.IGNORECASE
        )
    if amount.unit == "year" and re.match(r" (?:on|to the day|later)\b", after):
        return True
    return bool(re.match(r" (?:of age|running|straight|in a row)\b", after))


def _idle_count(draft: Draft, amount: Amount, after: str, hedged: bool) -> bool:
    number = draft.words(amount.number).lower()
    if number in {"one", "a hundred", "a thousand", "a million"} and not hedged:
        return not re.match(
            r" (?:more |other )?(?:year|month|week|day|hour)s?\b|-(?:year|day|hour|week|month)", after
        ) or (number != "one")
    noun = _walk(draft, draft.tokens(amount.number)[-1].i + 1, amount)
    word = draft.tokens(noun.span)[-1].lemma_.lower() if noun else ""
    if word in unitwords.words("nothing"):
        return True
    if re.match(r"-(?!(?:member|person|worker|strong|room|bed|seat|truck|ship|store)\b)", after):
        return True
    if (amount.value or 0) <= 2 and number == "two" and re.match(r" (?:of (?:the|us|you)|people familiar)\b", after):
        return True
    return noun is None and amount.kind == "count" and amount.value == 0 and not hedged
