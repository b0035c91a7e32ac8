"""Extraction -> the same with an IRI for each entity, action and document.

A thing that its own story identifies gets an IRI that every story of it shares: an organization by its full name,
a local by its union and number, a person by name and organization, a place by name and what contains it, an action by
kind, parties and first day. Everything else (groups, unnamed people, people of whom no organization is known, cities
whose state is not told) gets an IRI inside its article: apart is mended later, merged is not.
The result depends on the one article alone, so the order in which stories arrive cannot change it.
"""

from __future__ import annotations

from dataclasses import replace

from kg.ids import DATA, article_iri, slug
from kg.link.names import place_key, short_name
from kg.model import Action, Entity, Extraction, Ref

UNIONS = ("LaborUnion", "UnionLocal")
PLACES = ("City", "State", "Country", "Place", "GovernmentBuilding", "Facility")
ORGANIZATIONS = ("Employer", "FormalOrganization", "GovernmentBody", "NewsOrganization")


def link(extraction: Extraction) -> Extraction:
    """The extraction with `iris` filled: Ref -> IRI for every entity, action and document in it."""
    article = article_iri(extraction.article)
    entities = {e.ref: e for e in extraction.entities}
    employers = {p.person: p.organization for p in reversed(extraction.positions) if p.organization}
    iris: dict[Ref, str] = {}
    taken: set[str] = set()

    def give(ref: Ref, shared: str | None, local: str) -> None:
        for iri in (f"{DATA}{shared}" if shared else None, f"{article}/{local}"):
            if iri and iri not in taken:
                break
        else:
            iri = f"{article}/{local}-{ref.partition(':')[2]}"
        taken.add(iri)
        iris[ref] = iri

    for entity in extraction.entities:
        give(entity.ref, _shared(entity, entities, employers), f"{_folder(entity)}/{slug(entity.name)}")
    for action in extraction.actions:
        give(action.ref, _shared_action(action, iris), f"action/{slug(action.kind)}-{action.ref.partition(':')[2]}")
    for document in extraction.documents:
        give(document.ref, None, f"document/{slug(document.label)}")
    return replace(extraction, iris=iris)


def _folder(entity: Entity) -> str:
    if entity.kind == "Person":
        return "person"
    if entity.kind in UNIONS:
        return "union"
    if entity.kind in PLACES or entity.kind == "FacilityGroup":
        return "place"
    return "group" if entity.kind == "Collective" else "org"


def _shared(entity: Entity, entities: dict[Ref, Entity], employers: dict[Ref, Ref]) -> str | None:
    """The last part of the IRI that stories share, or None where the story does not identify the thing."""
    if not entity.named:
        return None
    if entity.kind == "Person":
        organization = entities.get(employers.get(entity.ref, ""))
        if organization is None or " " not in entity.name.strip():
            return None
        shared = _shared(organization, entities, employers)
        return f"person/{slug(entity.name)}--{shared.partition('/')[2]}" if shared else None
    if entity.kind == "UnionLocal":
        parent = entities.get(entity.parent or "")
        return f"union/{slug(short_name(entity, parent))}" if parent or entity.canonical else None
    if entity.kind == "LaborUnion":
        return f"union/{slug(short_name(entity))}"
    if entity.kind in ORGANIZATIONS:
        return f"org/{slug(short_name(entity))}"
    if entity.kind in PLACES:
        key = place_key(entity, entities)
        return f"place/{key}" if key else None
    return None


def _shared_action(action: Action, iris: dict[Ref, str]) -> str | None:
    parties = sorted({iris[p] for p in action.parties if p in iris})
    if not action.start or not parties or any(p.startswith(f"{DATA}article/") for p in parties):
        return None
    names = "-".join(p.rsplit("/", 1)[1] for p in parties)
    return f"action/{slug(action.kind)}-{names}-{slug(action.start)}"
