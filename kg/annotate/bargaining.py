"""Talks, impasses, proposals and agreements: once each, with parties, days, terms and stage."""

from __future__ import annotations

from kg.annotate.actions import of_work, record
from kg.annotate.base import Annotator, Draft
from kg.annotate.events.agreements import classify
from kg.annotate.events.coreference import cluster
from kg.annotate.events.triggers import triggers

LEXICON = "bargaining.yaml"


def run(draft: Draft) -> None:
    """Fill draft.actions, their mentions and the facts about them with the events of bargaining."""
    record(draft, cluster(draft, classify(draft, of_work(draft, triggers(draft, LEXICON)))))


ANNOTATOR = Annotator(
    "bargaining", needs=("mentions", "times", "actions"), adds=("actions", "mentions", "facts"), run=run
)
