"""Stories as they are printed: how many actions each tells of, and the stage, first and last day of each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.annotate.base import Draft
from kg.model import Action, Value
from tests.annotate.test_actions import read

STORIES = yaml.safe_load(Path(__file__).with_name("dated.yaml").read_text(encoding="utf-8"))
ASKED = ("status", "startDate", "endDate")
NOT_ASKED = {"Negotiation", "Proposal", "CollectiveAgreement", "Impasse"}


def value(draft: Draft, action: Action, predicate: str) -> str | None:
    """The one value of a property; several are joined, so that none passes for another."""
    found = {f.object for f in draft.facts if (f.subject, f.predicate, f.negated) == (action.ref, predicate, False)}
    words = sorted(o.lexical if isinstance(o, Value) else o.removeprefix("c:") for o in found)
    return " and ".join(words) or None


def told(story: dict[str, Any]) -> list[list[str | None]]:
    draft = read(story["text"], story["published"])
    left_out = NOT_ASKED | set(story.get("skip", ()))
    return sorted(
        (
            ["Strike" if a.kind == "Walkout" else a.kind, *(value(draft, a, p) for p in ASKED)]
            for a in draft.actions
            if a.kind not in left_out
        ),
        key=str,
    )


@pytest.mark.parametrize("story", STORIES, ids=[s["text"][:40] for s in STORIES])
def test_actions_with_their_stage_and_days(story: dict[str, Any]) -> None:
    skip = set(story.get("skip", ()))
    wanted = [
        ["Strike" if kind == "Walkout" else kind, *(None if x is None else str(x) for x in rest)]
        for kind, *rest in story["actions"]
        if kind not in skip
    ]
    assert told(story) == sorted(wanted, key=str)
