"""The side of a dispute that each speaker is on: union, employer, government, worker or expert.

Decided by what the story says of the speaker: what kind of body it is, which post a person holds where, which words
describe people without a name. Where that does not tell, no side is given. Word list: kg/lexicon/sides.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from kg.annotate.base import Annotator, Draft
from kg.annotate.lexicons import load_lexicon
from kg.annotate.names.lexicon import fold, terms
from kg.annotate.spokespeople import STANDING, representative, roles
from kg.model import Entity, Mention, Position, Ref, Side, Statement

UNION, EMPLOYER, GOVERNMENT, WORKER, EXPERT = "UnionSide", "EmployerSide", "GovernmentSide", "WorkerSide", "ExpertSide"
PARTIES = (UNION, EMPLOYER, GOVERNMENT)
STATE = {"GovernmentBody", "GovernmentBuilding", "City", "State", "Country"}
# Where the words that describe people begin, and where what they are ends.
OPENS = re.compile(r"^(?:an?|one|some|two|three|its|their|his|her|my|our|other|many|both) ")
ENDS = re.compile(r",| (?:of|for|at|in|to|with|from|on|since|who|and|&) ")
WORKS = re.compile(r" who works? (?:in|at|for|on) ")
# somebody who works somewhere, at whatever work; not those who lead, study or represent
SERVES = re.compile(
    r"(?:, \d\d)?, who (?:has |had |have )?(?:been )?"
    r"(?!r[ua]n|own|le[ad]|manag|head|supervis|stud|represent|oversee|chair|cover)"
    r"\w+(?: (?!for|at|with)[\w’'-]+){0,4} (?:at|for|with) (?:the |its )?(?=(\w+))"
)
PARTY_BEFORE = re.compile(r"(?i)\b(union|company|management)(?:[’']s)? (?:chief |lead |top )?(?:$|(?=\w+$))")
PARTY_BEHIND = re.compile(r" (?:for|of|at) the (union|company)\b")
ONE_OF = re.compile(r"(?:^|, )one of (.+)", re.DOTALL)


def run(draft: Draft) -> None:
    """Give each statement and thought the side of its speakers, where they are all on one."""
    sides = Sides(draft)
    draft.statements = [replace(s, side=sides.of_statement(s)) for s in draft.statements]
    draft.thoughts = [replace(s, side=sides.of_statement(s)) for s in draft.thoughts]


ANNOTATOR = Annotator(
    "speaker_sides", ("statements", "thoughts", "positions", "entities", "facts"), ("statements", "thoughts"), run
)


@cache
def words(*kinds: str) -> frozenset[str]:
    """Words of the lexicon."""
    return terms("sides.yaml", *kinds)


@cache
def occupations() -> frozenset[str]:
    """Occupations that one is paid for, other than the state's offices."""
    return terms("occupations.yaml", "occupation") - words("bystander", "expert", "academic") | words("paid", "worker")


@cache
def offices() -> frozenset[str]:
    """Offices of the state and nothing else: "secretary" may be that of a union."""
    others = terms("roles.yaml", "office", "speech") | terms("occupations.yaml", "occupation")
    return terms("roles.yaml", "public") - others | words("government")


@cache
def workplaces() -> frozenset[str]:
    """Nouns that stand for an employer ("hospital"), where one is taken for a name: "Hospital spokesman Tom Beck"."""
    rows = load_lexicon("descriptions.yaml")["descriptions"]
    return frozenset(noun for row in rows if row["classes"][0] == "Employer" for noun in row["nouns"])


def has(text: str, *kinds: str) -> bool:
    """Whether a word of the lexicon stands anywhere in a folded text."""
    return any(re.search(rf"(?<!\w){re.escape(w)}(?!\w)", text) for w in words(*kinds))


@dataclass(frozen=True, slots=True)
class Head:
    """What people are by the words for them: "a cleaner at the hospital" -> "a cleaner"."""

    text: str

    def is_in(self, known: frozenset[str]) -> bool:
        """Whether it ends in one of the words, in the singular or the plural."""
        return self.longest(known) is not None

    def longest(self, known: frozenset[str]) -> str | None:
        """The longest of the words that it ends in."""
        return next((form for form in self._endings() if form in known), None)

    def _endings(self) -> Iterator[str]:
        found = self.text.split(" ")
        for i in range(len(found)):
            ending = " ".join(found[i:])
            yield ending
            if ending.endswith("ies"):
                yield ending[:-3] + "y"
            if ending.endswith("men"):
                yield ending[:-3] + "man"
            yield ending.removesuffix("s")


def head(text: str) -> Head:
    """The head of a role or description."""
    return Head(ENDS.split(OPENS.sub("", fold(text)), maxsplit=1)[0].strip())


def serves(draft: Draft, mention: Mention) -> bool:
    """Whether somebody is told to work for an employer: "Ann Ruiz, who has cut glass at the plant for 19 years"."""
    found = SERVES.match(draft.text, mention.span.end)
    if found is None:
        return False
    if found[1].lower() in workplaces():
        return True
    named = (draft.entities.get(m.target or "") for m in draft.mentions_at(found.start(1)))
    return any(e is not None and e.kind in ("Employer", "Facility") for e in named)


class Sides:
    """The sides of one story's speakers."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        entities = draft.entities.values()
        self.employers = {e.employer for e in entities if e.employer and e.kind == "Collective"}
        self.employers |= {f.object for f in draft.facts if f.predicate == "employer" and isinstance(f.object, str)}
        self.known: dict[Ref, Side | None] = {}
        # "Ann Ruiz, one of the strikers" tells it for the whole story
        self.among: dict[Ref, str] = {}
        for statement in (*draft.statements, *draft.thoughts):
            words_of = fold(draft.words(statement.source)) if statement.source else ""
            if len(statement.speakers) == 1 and (one := ONE_OF.search(words_of)):
                self.among.setdefault(statement.speakers[0], one[1])
        self.serving: set[Ref] = set()
        for mention in draft.mentions:
            entity = draft.entities.get(mention.target or "")
            if entity is not None and entity.kind == "Person" and mention.kind == "name" and serves(draft, mention):
                self.serving.add(entity.ref)

    def of_statement(self, statement: Statement) -> Side | None:
        """The side of all speakers of a statement; None where one has none or they are on several."""
        found = [self.of(ref) for ref in statement.speakers]
        sides = [side for side in found if side]
        if not sides or len(sides) < len(found) or len({side.value for side in sides}) > 1:
            return None
        return min(sides, key=lambda side: side.confidence)

    def of(self, ref: Ref) -> Side | None:
        """The side of one speaker."""
        if ref not in self.known:
            entity = self.draft.entities.get(ref)
            self.known[ref] = self._entity(entity) if entity else None
        return self.known[ref]

    def _entity(self, entity: Entity) -> Side | None:
        if entity.kind == "Person":
            return self._person(entity)
        if entity.kind == "Collective":
            return self._collective(entity)
        return self._body(entity)

    def _body(self, entity: Entity | None) -> Side | None:
        """The side of an organization."""
        if entity is None:
            return None
        name = fold(entity.name)
        if entity.kind in ("LaborUnion", "UnionLocal"):
            return Side(UNION, "side/union", 0.95)
        if has(name, "union_body"):
            return Side(UNION, "side/union-body", 0.85)
        if has(name, "school_board") or (entity.kind != "GovernmentBody" and has(name, "employer_body")):
            return Side(EMPLOYER, "side/employer-body", 0.8)
        if entity.kind == "Employer":
            return Side(EMPLOYER, "side/employer", 0.93)
        if entity.kind in STATE:
            return Side(GOVERNMENT, "side/government", 0.93 if entity.kind == "GovernmentBody" else 0.8)
        if entity.kind == "Facility" or entity.ref in self.employers or name in workplaces():
            return Side(EMPLOYER, "side/employer-of-action", 0.8)
        return None

    def _collective(self, entity: Entity) -> Side | None:
        if entity.members:
            found = [self.of(ref) for ref in entity.members if ref != entity.ref]
            same = {side.value if side else None for side in found}
            return found[0] if len(same) == 1 else None
        body = self.draft.entities.get(entity.part_of or entity.union or entity.employer or "")
        return self._described(entity.name, body, entity.occupation)

    def _person(self, entity: Entity) -> Side | None:
        """A post at a party counts before what somebody works as; of several posts, the first one told."""
        found: list[Side] = []
        for position in self.draft.positions:
            if position.person == entity.ref and position.standing in STANDING:
                side = self._position(position)
                if side:
                    found.append(side)
        for values in ((UNION,), PARTIES, (EXPERT,)):
            if side := next((s for s in found if s.value in values), None):
                return side
        if found:
            return found[0]
        if entity.named:
            if entity.ref in self.among:
                return self._described(self.among[entity.ref], None)
            return Side(WORKER, "side/worker-for-years", 0.75) if entity.ref in self.serving else None
        body = self.draft.entities.get(entity.part_of or entity.union or entity.employer or "")
        return self._described(entity.name, body)

    def _position(self, position: Position) -> Side | None:
        role, what = fold(position.role), head(position.role)
        organization = self.draft.entities.get(position.organization or "")
        body = self._body(organization) or (self._party(position) if organization is None else None)
        sure = position.confidence
        if has(role, "former", "student_body") or (what.is_in(words("bystander")) and not what.is_in(words("paid"))):
            return None
        if body and body.value == UNION:
            return self._union_post(role, what, sure)
        if what.is_in(offices()):
            return Side(GOVERNMENT, "side/public-office", min(sure, 0.9))
        if what.is_in(words("leader")):
            return Side(UNION, "side/union-post", min(sure, 0.9))  # a shop steward at the plant
        if side := self._expert(role, what, organization, body, sure):
            return side
        if body and body.value == GOVERNMENT and not self._works(what):
            return Side(GOVERNMENT, "side/government-post", sure)
        if self._works(what) or has(role, "teaches"):
            return Side(WORKER, "side/worker", min(sure, 0.85 if organization else 0.75))
        manages = representative(role) or what.is_in(words("manager")) or has(role, "runs")
        board = has(role, "committee") and organization is not None and organization.kind != "Employer"
        if body and body.value == EMPLOYER and (manages or board):
            return Side(EMPLOYER, "side/management-post", sure)
        return None

    def _party(self, position: Position) -> Side | None:
        """The side that the words beside a post name where no body is: "union vice president", "counsel for the
        company"."""
        text, span = self.draft.text, position.span
        before = PARTY_BEFORE.search(text[max(0, span.start - 20) : span.start]) or PARTY_BEFORE.match(position.role)
        party = before or PARTY_BEHIND.match(text, span.end) or PARTY_BEHIND.search(position.role)
        if party is None:
            return None
        return Side(UNION if fold(party[1]) == "union" else EMPLOYER, "side/party-of-post", 0.8)

    @staticmethod
    def _works(what: Head) -> bool:
        """Whether somebody is paid for work by an occupation that is no post of the management ("director")."""
        found = what.longest(occupations())
        if found is None or what.is_in(words("manager", "academic")):
            return False
        return " " in found or found not in roles()["spokespeople"]

    @staticmethod
    def _union_post(role: str, what: Head, sure: float) -> Side:
        """A post at the union, or a member without one."""
        posts = terms("roles.yaml", "office", "speech") - words("member")
        member = what.text.split(" ")[0] in words("member") or what.is_in(words("member"))
        if has(role, "committee") or what.is_in(posts) or not (member or what.is_in(occupations())):
            return Side(UNION, "side/union-post", sure)
        return Side(WORKER, "side/union-member", min(sure, 0.85))

    def _expert(
        self, role: str, what: Head, organization: Entity | None, body: Side | None, sure: float
    ) -> Side | None:
        """Who is heard for what they know; not those who know it as people of a party."""
        party = organization is not None and organization.ref in self.employers
        state = body is not None and body.value == GOVERNMENT
        if what.is_in(words("counsel")):
            own = party or state
            return Side(body.value, "side/counsel", sure) if body and own else Side(EXPERT, "side/counsel", 0.7)
        taught = has(role, "teaches") and has(role, "field")
        if what.is_in(words("academic")) or taught:
            return None if party and not has(role, "field") else Side(EXPERT, "side/academic", min(sure, 0.85))
        if has(role, "follows") or (what.is_in(words("expert")) and not (party or state)):
            return Side(EXPERT, "side/expert", min(sure, 0.88))
        return None

    def _described(self, text: str, body: Entity | None, occupation: str | None = None) -> Side | None:
        """The side of people by the words for them and the body they belong to."""
        what, owner = head(text), self._body(body)
        if has(fold(text), "former", "student_body"):
            return None
        if has(what.text, "union_body") or what.is_in(words("leader")):
            return Side(UNION, "side/union-people", 0.8)
        if what.is_in(words("official")):
            return replace(owner, rule="side/officials", confidence=0.8) if owner else None
        if what.is_in(words("manager")):
            return Side(EMPLOYER, "side/managers", 0.8) if not owner or owner.value == EMPLOYER else owner
        if what.is_in(offices()):
            return Side(GOVERNMENT, "side/officials-of-state", 0.8)
        if what.is_in(words("expert", "counsel")):
            return Side(EXPERT, "side/expert", 0.7)
        if WORKS.search(fold(text)) or self._works(what) or (occupation and self._works(head(occupation))):
            return Side(WORKER, "side/worker-people", 0.8)
        if what.is_in(words("member")) and owner and owner.value == UNION:
            return Side(WORKER, "side/union-member", 0.8)
        return None
