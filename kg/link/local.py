"""Extraction -> the same with an IRI inside its article for each entity, action and document."""

from __future__ import annotations

from dataclasses import replace

from kg.ids import article_iri, slug
from kg.model import Extraction, Ref

UNIONS = ("LaborUnion", "UnionLocal")
PLACES = ("City", "State", "Country", "Place", "GovernmentBuilding", "Facility")
ORGANIZATIONS = ("Employer", "FormalOrganization", "GovernmentBody", "NewsOrganization")


def link(extraction: Extraction) -> Extraction:
    """The extraction with `iris` filled: Ref -> IRI for every entity, action and document in it.

    The IRIs are the article's own, so no story can take a thing for that of another; `kg.link.world` says later
    which of them are one.
    """
    article = article_iri(extraction.article)
    iris: dict[Ref, str] = {}
    taken: set[str] = set()

    def give(ref: Ref, name: str) -> None:
        iri = f"{article}/{name}"
        if iri in taken:
            iri += f"-{ref.partition(':')[2]}"
        taken.add(iri)
        iris[ref] = iri

    for entity in extraction.entities:
        give(entity.ref, f"{folder(entity.kind)}/{slug(entity.name)}")
    for action in extraction.actions:
        give(action.ref, f"action/{slug(action.kind)}-{action.ref.partition(':')[2]}")
    for document in extraction.documents:
        give(document.ref, f"document/{slug(document.label)}")
    return replace(extraction, iris=iris)


def folder(kind: str) -> str:
    """The part of an IRI that says what kind of thing it names."""
    if kind == "Person":
        return "person"
    if kind in UNIONS:
        return "union"
    if kind in PLACES or kind == "FacilityGroup":
        return "place"
    return "group" if kind == "Collective" else "org"
