"""Two people of one whole name in one story: told apart where the text introduces a second one."""

from __future__ import annotations

import re
from functools import cache

from kg.annotate.base import Draft
from kg.annotate.names.lexicon import terms
from kg.annotate.names.spans import Candidate

SECOND = re.compile(
    r"\b(?:(?:also|likewise) (?:named|called)|"
    r"(?:another|a second|a different|an unrelated|the other)(?: [a-z]+){0,2}) $"
)
UNRELATED = re.compile(
    r"[^.\n]{0,60}?(?:[,(] ?(?:who (?:is|are) )?| (?:is|are) )(?:no relation|not related|unrelated)\b"
)
AGE = re.compile(r", (\d\d),")
ROLE = re.compile(r", (?:an?|the) ((?:[\w’'-]+ ){0,4}?[\w-]+)(?= (?:for|at|with|from|who|in|of|on)\b|[,.;])")


def told_apart(draft: Draft, spots: list[Candidate]) -> list[list[Candidate]]:
    """The places of a whole name by whom they are, in the order of the story.

    A second bearer is one that is "also named" so, of another age, or a spokesman beside a worker. What stands before
    his introduction is the first one; what stands behind it and says no more is left out, since it fits both.
    """
    spots = sorted(spots, key=lambda s: s.span)
    for i, spot in enumerate(spots[1:], 1):
        if any(_apart(draft, first, spot) for first in spots[:i]):
            return [spots[:i], [spot]]
    return [spots]


def _apart(draft: Draft, first: Candidate, second: Candidate) -> bool:
    """Whether the second place of a name introduces somebody else than the first."""
    text = draft.text
    said = SECOND.search(text[: second.span.start][-40:]) or UNRELATED.match(text, second.span.end)
    ages = [m[1] for s in (first, second) if (m := AGE.match(text, s.span.end))]
    kinds = [_kind(draft, s) for s in (first, second)]
    return bool(said) or len(set(ages)) == 2 or set(kinds) == {"speech", "worker"}


def _kind(draft: Draft, spot: Candidate) -> str | None:
    """ "speech" for one who is introduced as a spokesman there, "worker" for one with an occupation, else None."""
    behind = ROLE.match(draft.text, spot.span.end)
    role = behind[1] if behind else draft.words(spot.role) if spot.role is not None else ""
    last = role.lower().rpartition(" ")[2]
    return "speech" if last.startswith("spokes") else "worker" if last in _workers() else None


@cache
def _workers() -> frozenset[str]:
    return frozenset(t.split()[-1] for t in terms("occupations.yaml", "occupation"))
