"""Every entry of a lexicon of names and roles is found in its own example."""

import re

import pytest
import yaml

from kg.annotate.names.lexicon import entries, fold, known_body, plural, role_pattern, terms, unions
from kg.annotate.names.places import country_forms, division_forms, kind_of, regions, towns
from kg.annotate.names.signs import signs
from kg.link import names as identity
from kg.paths import lexicon

LISTS = (
    "employers.yaml",
    "first_names.yaml",
    "genders.yaml",
    "government.yaml",
    "honorifics.yaml",
    "name_heads.yaml",
    "name_stops.yaml",
    "name_words.yaml",
    "news.yaml",
    "occupations.yaml",
    "org_nouns.yaml",
    "places.yaml",
    "role_words.yaml",
    "roles.yaml",
    "sides.yaml",
)


def stands_in(term: str, example: str) -> bool:
    """Whether a term, or its plural, stands in the example as a whole word."""
    forms = [term, plural(term)]
    return any(re.search(rf"(?<!\w){re.escape(f.casefold())}(?!\w)", example.casefold()) for f in forms)


@pytest.mark.parametrize("name", LISTS)
def test_every_term_stands_in_its_example(name: str) -> None:
    for kind, rows in entries(name).items():
        for row in rows:
            short = row[4] if name == "places.yaml" and kind == "subdivision" else [row[0]]
            forms = [str(f) for f in (short or [row[0]])] + [str(row[0])]
            assert any(stands_in(f, str(row[1])) for f in forms), (name, kind, row)


@pytest.mark.parametrize("name", LISTS)
def test_no_term_is_listed_twice_in_one_kind(name: str) -> None:
    for kind, rows in entries(name).items():
        listed = [str(row[0]) for row in rows]
        assert len(listed) == len(set(listed)), (name, kind)


def test_unions() -> None:
    assert len(unions()) >= 250
    assert {u.country for u in unions()} >= {"US", "CA", "GB", "IE", "AU", "NZ", "IN", "ZA"}
    assert len({u.name for u in unions()}) == len(unions())
    for union in unions():
        assert any(form in union.example for form in (union.name, *union.forms)), union
        assert known_body(union.name) is not None


def test_an_acronym_is_known_only_as_printed() -> None:
    assert known_body("UAW").name.startswith("International Union, United Automobile")
    assert known_body("Smart") is None
    assert known_body("The Teamsters").name == "International Brotherhood of Teamsters"


def test_every_sign_around_a_name_fits_its_example() -> None:
    for sign in signs():
        before, after = sign.example.split("{X}")
        assert sign.pattern.search(before if sign.before else after), sign


def test_every_role_is_read_as_a_role() -> None:
    for term in sorted(terms("roles.yaml", "office", "public", "speech") | terms("occupations.yaml", "occupation")):
        assert role_pattern().fullmatch(term), term


def test_places_of_the_lexicon_have_their_class() -> None:
    assert kind_of("Calif.") == kind_of("Ont.") == kind_of("Karnataka") == "State"
    assert kind_of("U.K.") == "Country"
    assert kind_of("Midwest") == "Place"
    assert kind_of("Spokane") == "City"
    assert all(kind_of(form) == "State" for form in division_forms() if form not in country_forms())
    assert all(
        kind_of(str(row[0])) == "Place" for row in entries("places.yaml")["region"] if fold(str(row[0])) in regions()
    )
    assert all(fold(str(row[0])) in towns() for row in entries("places.yaml")["other"])


def test_files_are_read_as_text_only() -> None:
    for path in sorted(lexicon("roles.yaml").parent.glob("*.yaml")):
        assert yaml.safe_load(path.read_text(encoding="utf-8")), path.name


def test_short_given_names_are_one_person_with_the_full_ones() -> None:
    for given, forms, (one, other) in identity.lexicon()["given_names"]:
        first, second = identity.person_name(one), identity.person_name(other)
        assert (first.given, second.given in forms) == (given, True), given
        assert identity.name_likeness(first, second) >= 0.9, (one, other)
        for form in forms:
            assert form == form.casefold() != given, (given, form)
            assert (
                identity.name_likeness(identity.person_name(f"{form} Roe"), identity.person_name(f"{given} Roe")) == 0.9
            )


def test_names_that_many_bodies_have_stand_in_their_examples() -> None:
    for head, example in identity.lexicon()["local_heads"]:
        assert identity.is_local_kind(example), example
        assert identity.fold(example).endswith(identity.fold(head)), (head, example)
    for role, example in identity.lexicon()["offices"]:
        assert identity.is_office(role), role
        assert role in example, (role, example)
    for name, example in identity.lexicon()["common_names"]:
        assert identity.is_common(name), name
        assert identity.is_common(f"The {name.title()}"), name
        assert stands_in(name, example), (name, example)


def test_words_that_short_forms_leave_out() -> None:
    for head, full, short in identity.lexicon()["heads_left_out"]:
        folded = identity.fold(full), identity.fold(short)
        assert identity.left_out(*folded), (full, short)
        assert folded[0].removeprefix(folded[1]).strip() == identity.fold(head), (full, short)


def test_identity_lists_nothing_twice() -> None:
    for kind, rows in identity.lexicon().items():
        listed = [identity.fold(row[0]) for row in rows]
        assert listed == list(dict.fromkeys(listed)), kind
    for given, forms, _ in identity.lexicon()["given_names"]:
        assert len(forms) == len(set(forms)), given
