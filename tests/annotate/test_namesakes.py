"""A firm named after its founder is not the founder."""

import pytest

from kg.config import Settings
from kg.model import Article
from kg.pipeline import extract

HARKER = (
    "Drivers at Harker walked off the job Monday after talks with Harker broke down.\n\n"
    "Tom Harker, who founded the haulier in 1990, said he was saddened. “I know them all,” Harker said.\n\n"
    "Harker employs 300 people. Harker’s wife, Jo Lind, brought coffee to the pickets."
)


def names(text):
    (found,) = extract([Article(text, "Drivers walk out", "2026-03-02")], Settings(fast=True))
    kinds = {e.ref: (e.kind, e.name) for e in found.entities}
    spoken = [kinds.get(s.speakers[0]) if s.speakers else None for s in found.statements]
    return {m.span.start: kinds.get(m.target or "") for m in found.mentions}, spoken


def test_one_word_is_the_firm_in_one_place_and_the_person_in_another():
    found, spoken = names(HARKER)
    firm, person = ("Employer", "Harker"), ("Person", "Tom Harker")
    places = [i for i in range(len(HARKER)) if HARKER.startswith("Harker", i)]
    assert [found.get(i) for i in places if HARKER[i - 4 : i] != "Tom "] == [firm, firm, person, firm, person]
    assert spoken == [person, person]


@pytest.mark.parametrize(
    "text",
    [
        "Mayor Ana Ruiz spoke. Ruiz said workers with Ruiz at the rally would be heard.",
        "Ruiz said no. Ana Ruiz, the mayor, told workers for Ruiz to go home.",
    ],
)
def test_a_person_without_a_firm_stays_whole(text):
    found, _ = names(text)
    assert set(found.values()) - {None} >= {("Person", "Ana Ruiz")}
    assert not any(kind == "Employer" for kind, _ in filter(None, found.values()))
