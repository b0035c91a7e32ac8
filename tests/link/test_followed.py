"""Disputes followed over several days: every story tells of the strikes that the others tell of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from kg import pipeline
from kg.errors import KgError
from kg.link import resolve
from kg.link.cards import story_card
from kg.model import Article

DISPUTES = yaml.safe_load(Path(__file__).with_name("followed.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("dispute", DISPUTES, ids=[d["stories"][0]["text"][:30] for d in DISPUTES])
def test_tellings_of_one_strike_are_one(dispute: dict[str, Any]) -> None:
    articles = [Article(identifier=str(n), **story) for n, story in enumerate(dispute["stories"])]
    cards = [story_card(e) for e in pipeline.extract(articles) if not isinstance(e, KgError)]
    iris = resolve(cards).iris
    told = [[a for a in card.actions if a.kind in ("Strike", "Walkout")] for card in cards]
    assert all(told)
    assert len({iris.get(a.iri, a.iri) for actions in told for a in actions}) == dispute["strikes"]
